"""Page numbers on rendered pages (7.5): as high, as far out and as counted as the standard wants them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import msg
from report_kit.layout.clause import Answer, Deviation, State, Unjudged
from report_kit.layout.paged import BOTTOM, DASH_LEFT, DASH_RIGHT, DASH_TOP, LEFT, RIGHT, STRIP, near

if TYPE_CHECKING:
    from report_kit.diagnostics import Message
    from report_kit.layout.paged import OnPages

_NUMBER = re.compile(r"\W*第?([0-9０-９]{1,4})页?(?:[共/／,，]+[0-9０-９]{1,4}页?)?\W*")
"""A page's number in the forms people give it, with the number of all pages behind it or not."""

_DASHES = "—–―─－"
_MIDDLE = (LEFT + RIGHT) / 2
_IN_THE_MIDDLE = 10.0
"""Millimetres from the middle of the block within which a number counts as centred."""


class PageNumber(NamedTuple):
    """The number at the foot of a page: as printed, whether a dash stands beside it, its ends and its top (mm)."""

    page: int
    number: int
    dashed: bool
    left: float
    right: float
    top: float


def _numbers(on: OnPages) -> list[PageNumber]:
    """The numbers of the upright pages, where they can be read."""
    found = []
    for page, on_a4 in enumerate(on.upright):
        for line in reversed(on.foot(page)) if on_a4 else ():
            match = _NUMBER.fullmatch(line.text)
            if match is not None:
                ends = (line.left, line.right, (line.top + line.bottom) / 2)
                ink = on.rendered.ink[page]
                body = on.bodies[page]
                if (
                    ink is not None
                    and STRIP[0] <= line.bottom <= STRIP[1]
                    and not (body and body[-1].bottom > STRIP[0])
                ):
                    ends = ink
                found.append(PageNumber(page, int(match[1]), any(one in line.text for one in _DASHES), *ends))
                break
    return found


def _unread(on: OnPages) -> Unjudged | None:
    """What to say where no number was found: there is none, or what stands at the foot could not be told."""
    if not any(on.foot(page) for page, on_a4 in enumerate(on.upright) if on_a4):
        return None
    return Unjudged(State.NOT_MEASURED, msg("页脚里有字，没有认出页码"))


def rendered_page_number(on: OnPages) -> Answer | Unjudged | None:
    """The dash's upper edge stands 7 mm below the text block."""
    numbers = _numbers(on)
    dashed = [one for one in numbers if one.dashed]
    if not dashed:
        return Unjudged(State.NOT_APPLICABLE, msg("页码两边没有一字线")) if numbers else _unread(on)

    def found(one: PageNumber) -> Message:
        return msg("版心下边缘之下{distance}毫米", distance=f"{one.top - BOTTOM:.1f}")

    wrong = tuple(Deviation(on.place(one.page), found(one)) for one in dashed if not near(one.top, DASH_TOP))
    return Answer(found(dashed[0]), wrong)


def rendered_page_side(on: OnPages) -> Answer | Unjudged | None:
    """Pages with an odd number have it on the right, those with an even one on the left, one character in."""
    numbers = _numbers(on)
    if not numbers:
        return _unread(on)
    if _keeps_outside(on):
        return Unjudged(State.NOT_MEASURED, msg("页码在分内外侧的文本框里，LibreOffice 排不出内外侧"))
    wrong = [
        Deviation(on.place(one.page), _side(one))
        for one in numbers
        if not (near(one.right, DASH_RIGHT) if one.number % 2 else near(one.left, DASH_LEFT))
    ]
    return Answer(wrong[0].found if wrong else _side(numbers[0]), tuple(wrong))


def _keeps_outside(on: OnPages) -> bool:
    """Whether numbers stand in text boxes that Word and WPS put outside; LibreOffice puts those to the left."""
    return any(
        one.boxed and one.frame in ("outside", "inside")
        for section in on.subject.sheet.sections
        for margin in section.footers.values()
        if margin.numbered
        for one in margin.paragraphs
    )


def _side(one: PageNumber) -> Message:
    if abs((one.left + one.right) / 2 - _MIDDLE) <= _IN_THE_MIDDLE:
        return msg("单页码在中间") if one.number % 2 else msg("双页码在中间")
    to_left, to_right = one.left - LEFT, RIGHT - one.right
    if (to_right < to_left) != bool(one.number % 2):
        return msg("单页码在左边") if one.number % 2 else msg("双页码在右边")
    if to_right < to_left:
        return msg("右端距版心右边缘{inset}毫米", inset=f"{to_right:.1f}")
    return msg("左端距版心左边缘{inset}毫米", inset=f"{to_left:.1f}")


def rendered_page_sequence(on: OnPages) -> Answer | Unjudged | None:
    """Pages are numbered one by one, each that has words; told is where the sequence breaks, and goes on from there."""
    numbers = _numbers(on)
    if not numbers:
        return _unread(on)
    printed = {one.page: one.number for one in numbers}
    start = numbers[0].number - numbers[0].page
    wrong = []
    for page, on_a4 in enumerate(on.upright):
        number = printed.get(page)
        if number is not None and number != start + page:
            words = msg("第{page}面的页码是{number}", page=page + 1, number=number)
            wrong.append(Deviation(on.place(page), words))
            start = number - page
        elif number is None and on_a4 and not on.foot(page) and not on.flowed.may_lack_number(page):
            wrong.append(Deviation(on.place(page), msg("没有页码")))
    return Answer(msg("{first}—{last}", first=numbers[0].number, last=numbers[-1].number), tuple(wrong))
