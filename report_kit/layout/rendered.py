"""Clauses judged on rendered pages: what a ruler laid on paper would find, whatever the file's XML promises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.layout.clause import Answer, Deviation, State, Verdict, answered
from report_kit.layout.faces import has_han
from report_kit.layout.imprint import imprint
from report_kit.layout.paged import (
    BOTTOM,
    CHARACTER,
    CHARACTERS,
    DASH_LEFT,
    DASH_RIGHT,
    DASH_TOP,
    DATE_RIGHT,
    INDENT,
    LEFT,
    LINES,
    RIGHT,
    STRIP,
    TOLERANCE,
    TOP,
    OnPages,
    near,
)
from report_kit.layout.roles import LEVELS, Role
from report_kit.pages import is_wide

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_kit.diagnostics import Message
    from report_kit.layout.clause import Clause
    from report_kit.layout.paged import Rendered
    from report_kit.layout.subject import Subject
    from report_kit.ooxml.formatting.model import ParagraphLook
    from report_kit.pages import Ink, Line

_NUMBER = re.compile(r"[—–\-－一]*\s*([0-9０-９]{1,4})\s*[—–\-－一]*")


def measured(clauses: Iterable[Clause], subject: Subject, rendered: Rendered) -> tuple[Verdict, ...]:
    """The verdicts of pages on those of ``clauses`` that are judged on pages.

    None of them is given but the one on faces where a face was substituted, or where the probe page is wrong.
    """
    on = OnPages(subject, rendered)
    looks = {look.__name__: look for look in LOOKS}
    verdicts = []
    void = None
    for one in clauses:
        look = looks.get(one.code.name.replace("-", "_"))
        if look is None:
            continue
        if void is not None:
            verdicts.append(Verdict(one, State.NOT_MEASURED, void))
            continue
        verdicts.append(answered(one, look(on), subject))
        if look is substituted_face and verdicts[-1].state is State.DEVIATES:
            void = msg("字体被替代，本次版式结论无效")
        elif not rendered.probe.right:
            void = msg(
                "本机排出的标准页是{lines}行{characters}字，不是22行28字，量出的数不作准",
                lines=rendered.probe.lines,
                characters=rendered.probe.characters,
            )
    return tuple(verdicts)


def substituted_face(on: OnPages) -> Answer | None:
    """Chinese characters are shown by official faces or by those that are known to stand in for them."""
    rendered = on.rendered
    shown = {face for lines in on.bodies for line in lines for face in line.wide_faces}
    if rendered.missing:
        words = msg("本机没有{faces}，用了别的字体代替", faces="、".join(rendered.missing))
        return Answer(words, (Deviation(on.place(0), words),))
    if not rendered.faces:
        return None
    wrong = [Deviation(on.subject.place(one), msg("本机没有 {face}", face=face)) for face, one in _unknown(on).items()]
    known = {_stem(face) for face in rendered.faces}
    for face in sorted(face for face in shown if _stem(face) not in known) if not wrong else ():
        page = next(number for number, lines in enumerate(on.bodies) if any(face in line.wide_faces for line in lines))
        wrong.append(Deviation(on.place(page), msg("排成了 {face}", face=face)))
    return Answer(msg("{faces}", faces="、".join(sorted(shown))), tuple(wrong))


def _unknown(on: OnPages) -> dict[str, ParagraphLook]:
    """The faces that Chinese characters ask for and the machine does not know, each with a paragraph that asks."""
    found: dict[str, ParagraphLook] = {}
    for paragraph in on.subject.sheet.paragraphs:
        for run in on.subject.runs(paragraph):
            if run.face and run.face not in on.rendered.names and has_han(run.text):
                found.setdefault(run.face, paragraph)
    return found


def _stem(face: str) -> str:
    """A face without its weight, which PDF writers call by other names."""
    return face.partition("-")[0]


def rendered_lines(on: OnPages) -> Answer | None:
    """Every full page has 22 lines."""
    counts = {number: len(lines) for number, lines in on.full()}
    if not counts:
        return None
    wrong = tuple(
        Deviation(on.place(number), msg("{count}行", count=count)) for number, count in counts.items() if count != LINES
    )
    return Answer(msg("{pages}个满页，每面{counts}行", pages=len(counts), counts=_few(counts.values())), wrong)


def rendered_characters(on: OnPages) -> Answer | None:
    """The longest lines of nothing but characters of full width have 28."""
    counts: dict[int, tuple[int, Line]] = {}
    for number, lines in on.regular():
        for line in lines:
            hanging = line.right > RIGHT + CHARACTER / 2
            count = len(line.text) - hanging
            if line.left < LEFT + 1 and line.right > RIGHT - 2 * CHARACTER and all(map(is_wide, line.text)):
                counts.setdefault(count, (number, line))
    if not counts:
        return None
    most = max(counts)
    wrong: tuple[Deviation, ...] = ()
    if most != CHARACTERS:
        number, line = counts[most]
        wrong = (Deviation(on.flowed.place(line) or on.place(number), msg("最多{count}字", count=most)),)
    return Answer(msg("最多{count}字", count=most), wrong)


def rendered_text_block(on: OnPages) -> Answer | None:
    """The block's edges: to the side as they are; at top and foot as the probe has them, or as a ruler finds them."""
    regular = list(on.regular())
    lines = [line for _, page in regular for line in page]
    wide = [line for line in lines if line.right > RIGHT - 2 * CHARACTER and line.right < RIGHT + CHARACTER / 2]
    flush = [line.left for line in lines if on.flowed.continues(line)]
    tall = [page for _, page in regular if len(page) >= LINES - 1]
    if not wide or not flush or not tall:
        return None
    left, right = min(flush), max(line.right for line in wide)
    top, bottom = min(page[0].top for page in tall), max(page[-1].bottom for page in tall)
    probe = on.rendered.probe
    found = msg(
        "左{left}、右{right}毫米（宽{width}），字面上{top}、下{bottom}毫米（高{height}；同一台机器的标准页上{probe_top}、下{probe_bottom}）",
        left=_mm(left),
        right=_mm(right),
        width=_mm(right - left),
        top=_mm(top),
        bottom=_mm(bottom),
        height=_mm(bottom - top),
        probe_top=_mm(probe.top),
        probe_bottom=_mm(probe.bottom),
    )
    by_margin = near(top, probe.top) and near(bottom, probe.bottom)
    by_ruler = near(top, TOP) and near(bottom, BOTTOM)
    if near(left, LEFT) and near(right, RIGHT) and (by_margin or by_ruler):
        return Answer(found)
    return Answer(found, (Deviation(on.place(regular[0][0]), found),))


def rendered_page_number(on: OnPages) -> Answer | None:
    """The dash's upper edge stands 7 mm below the text block."""
    inks = [(number, ink) for number, ink in enumerate(on.rendered.ink) if ink is not None]
    if not inks:
        return None

    def found(ink: Ink) -> Message:
        return msg("版心下边缘之下{distance}毫米", distance=_mm(ink.top - BOTTOM))

    wrong = tuple(Deviation(on.place(number), found(ink)) for number, ink in inks if not near(ink.top, DASH_TOP))
    return Answer(found(inks[0][1]), wrong)


def rendered_page_side(on: OnPages) -> Answer | None:
    """Odd pages have their number on the right, even pages on the left, one character in."""
    wrong = []
    first = None
    for number, ink in enumerate(on.rendered.ink):
        if ink is None:
            continue
        odd = number % 2 == 0
        to_left, to_right = ink.left - LEFT, RIGHT - ink.right
        words = (
            msg("右端距版心右边缘{inset}毫米", inset=_mm(to_right))
            if to_right < to_left
            else msg("左端距版心左边缘{inset}毫米", inset=_mm(to_left))
        )
        first = first or words
        if not near(ink.right, DASH_RIGHT) if odd else not near(ink.left, DASH_LEFT):
            wrong.append(Deviation(on.place(number), words))
    return Answer(first, tuple(wrong)) if first is not None else None


def rendered_page_sequence(on: OnPages) -> Answer | None:
    """Pages are numbered one by one, each that has words."""
    numbers: list[int | None] = []
    for page in on.rendered.pages:
        foot = [line for line in page.lines if STRIP[0] - 1 <= line.baseline <= STRIP[1]]
        match = _NUMBER.fullmatch(foot[-1].text) if foot else None
        numbers.append(int(match[1]) if match else None)
    if not any(numbers):
        return None
    start = next(number - place for place, number in enumerate(numbers) if number is not None)
    wrong = []
    for place, number in enumerate(numbers):
        if number == start + place or (number is None and on.flowed.may_lack_number(place)):
            continue
        words = (
            msg("第{page}面没有页码", page=place + 1)
            if number is None
            else msg("第{page}面的页码是{number}", page=place + 1, number=number)
        )
        wrong.append(Deviation(on.place(place), words))
    told = [number for number in numbers if number is not None]
    return Answer(msg("{first}—{last}", first=told[0], last=told[-1]), tuple(wrong))


def stranded_heading(on: OnPages) -> Answer | None:
    """No heading stands alone at the foot of a page."""
    headings = [one for one in on.subject.of(*LEVELS) if on.flowed.lines(one)]
    if not headings:
        return None
    wrong = tuple(
        Deviation(on.subject.place(one), msg("单独留在第{page}面末行", page=page + 1))
        for one in headings
        for page in on.flowed.ends_page(one)
        if not on.subject.heading_runs(one)[1]
    )
    return Answer(msg("没有") if not wrong else msg("{count}个", count=len(wrong)), wrong)


def signature_page(on: OnPages) -> Answer | None:
    """The page of the signature carries text of the document as well."""
    return _with_text(on, Role.SIGNATURE, msg("署名所在的面只有署名"))


def first_page(on: OnPages) -> Answer | None:
    """The first page shows body text."""
    text = {on.flowed.page_of(line) for one in on.subject.of(Role.BODY, *LEVELS) for line in on.flowed.lines(one)}
    if not text:
        return None
    if 0 in text:
        return Answer(msg("有正文"))
    words = msg("没有正文，正文从第{page}面开始", page=min(text) + 1)
    return Answer(words, (Deviation(on.place(0), words),))


def _with_text(on: OnPages, role: Role, words: Message) -> Answer | None:
    found = [(one, on.flowed.lines(one)) for one in on.subject.of(role)]
    found = [(one, lines) for one, lines in found if lines]
    if not found:
        return None
    text = {on.flowed.page_of(line) for one in on.subject.of(Role.BODY, *LEVELS) for line in on.flowed.lines(one)}
    wrong = tuple(
        Deviation(on.subject.place(one), words) for one, lines in found if on.flowed.page_of(lines[0]) not in text
    )
    return Answer(
        msg("在第{page}面，有正文", page=on.flowed.page_of(found[0][1][0]) + 1) if not wrong else words, wrong
    )


def rendered_indent(on: OnPages) -> Answer | None:
    """The first line of a paragraph begins two characters in, its other lines at the edge of the block."""
    first: list[float] = []
    wrong = []
    for one in on.subject.of(Role.BODY):
        lines = on.flowed.lines(one)
        if not lines:
            continue
        inset = lines[0].left - LEFT
        first.append(inset)
        if abs(inset - INDENT) > TOLERANCE:
            wrong.append(Deviation(on.subject.place(one), msg("首行缩进{inset}毫米", inset=_mm(inset))))
        elif any(line.left - LEFT > TOLERANCE for line in lines[1:]):
            worst = max(line.left - LEFT for line in lines[1:])
            wrong.append(Deviation(on.subject.place(one), msg("回行缩进{inset}毫米", inset=_mm(worst))))
    return Answer(msg("首行{inset}毫米", inset=_mm(first[0])), tuple(wrong)) if first else None


def rendered_signature(on: OnPages) -> Answer | None:
    """Sealed: the date ends four characters from the right, the signature is centred on it. Unsealed: see 7.3.5.2."""
    pairs = list(zip(on.subject.of(Role.SIGNATURE), on.subject.of(Role.DATE), strict=False))
    seen = [
        (one, names[0], days[0])
        for one, date in pairs
        if (names := on.flowed.lines(one)) and (days := on.flowed.lines(date))
    ]
    if not seen:
        return None
    one, name, day = seen[-1]
    found = msg(
        "成文日期右端距版心右边缘{inset}字，署名中线偏{shift}字",
        inset=f"{(RIGHT - day.right) / CHARACTER:.1f}",
        shift=f"{abs(name.left + name.right - day.left - day.right) / 2 / CHARACTER:.1f}",
    )
    half = CHARACTER / 2 + 0.1
    sealed = abs(day.right - DATE_RIGHT) <= half and abs(name.left + name.right - day.left - day.right) / 2 <= half
    inset = abs(RIGHT - name.right - INDENT) <= half and abs(day.left - name.left - INDENT) <= half
    long = abs(RIGHT - day.right - INDENT) <= half and day.right - day.left > name.right - name.left
    return Answer(found) if sealed or inset or long else Answer(found, (Deviation(on.subject.place(one), found),))


def rendered_attachment(on: OnPages) -> Answer | None:
    """An attachment begins a page: its label on the first line, its title on the third."""
    labels = [(one, lines[0]) for one in on.subject.of(Role.ATTACHMENT_LABEL) if (lines := on.flowed.lines(one))]
    if not labels:
        return None
    wrong = []
    for one, line in labels:
        page = on.bodies[on.flowed.page_of(line)]
        if page[0] != line:
            wrong.append(Deviation(on.subject.place(one), msg("不在一面的第一行")))
        elif (
            len(page) > 1
            and page[0].wide_faces
            and abs(page[1].baseline - line.baseline - 2 * 225 / LINES) > 225 / LINES / 2
        ):
            wrong.append(Deviation(on.subject.place(one), msg("标题不在第三行")))
    return Answer(msg("{count}个附件，都另面编排", count=len(labels)), tuple(wrong))


LOOKS = (
    substituted_face,
    rendered_lines,
    rendered_characters,
    rendered_text_block,
    rendered_page_number,
    rendered_page_side,
    rendered_page_sequence,
    stranded_heading,
    signature_page,
    first_page,
    rendered_indent,
    rendered_signature,
    rendered_attachment,
    imprint,
)
"""The looks at pages, named as the clauses they judge."""

MEASURED = frozenset(look.__name__.replace("_", "-") for look in LOOKS)
"""The names of those clauses."""


def _mm(length: float) -> str:
    return f"{length:.1f}"


def _few(counts: Iterable[int]) -> str:
    return "、".join(str(one) for one in sorted(set(counts)))
