"""Clauses on the page: paper and margins (5.1, 5.2.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, msg
from report_kit.layout import mends
from report_kit.layout.clause import Answer, Deviation, Force, clause
from report_kit.layout.lengths import LINE, mm, near
from report_kit.layout.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_kit.layout.subject import Subject
    from report_kit.ooxml.formatting.mending import Mend
    from report_kit.ooxml.formatting.model import SectionLook

_EM = 320
"""Twips of a 三号 character."""

_DEFAULT_MARGINS = ((1440, 1440), (1440, 1800))
"""Top and left margin of a new file: 2.54 cm all round, or 2.54 and 3.18 cm."""


def _each(subject: Subject, look: Callable[[SectionLook], tuple[bool, Message, Mend]]) -> Answer:
    """The verdict on every section of upright pages."""
    seen = [(section, *look(section)) for section in subject.pages]
    wrong = tuple(
        Deviation(subject.page_place(section), found, (mend,)) for section, right, found, mend in seen if not right
    )
    return Answer(seen[0][2], wrong)


def _ink(pitch: int) -> int:
    """Twips between the edge of the text area and the outer edge of the characters on its first and last line."""
    return max(0, (pitch - _EM) // 2)


def _pitch(subject: Subject, section: SectionLook) -> int:
    body = next((one for one in subject.of(Role.BODY) if one.section == section.number), None)
    return (subject.pitch(body) if body is not None else section.pitch if section.grid else 0) or LINE


def _generic(section: SectionLook, found: Message) -> Message:
    """The value, and that it is the one of a new file where all margins are."""
    if (section.top, section.left) in _DEFAULT_MARGINS and section.bottom == section.top:
        return msg("{found}，是新建文件的默认边距", found=found)
    return found


@clause(
    "G101",
    "paper-size",
    "5.1",
    Force.MUST,
    says=msg("纸张"),
    wanted=msg("A4（210×297毫米）"),
    tolerance=msg("±2毫米"),
    hint=msg("页面设置→纸张，选 A4"),
)
def paper(subject: Subject) -> Answer:
    """A4, upright or, for tables, landscape."""
    seen = []
    for one in subject.sheet.sections:
        short, long = sorted((one.width, one.height))
        right = near(short, 210, "2") and near(long, 297, "2")
        seen.append((one, right, msg("{width}×{height}毫米", width=mm(one.width), height=mm(one.height))))
    wrong = tuple(
        Deviation(
            subject.page_place(one),
            found,
            (
                mends.section(one, "pgSz", w="16838", h="11906", code=None)
                if one.landscape
                else mends.section(one, "pgSz", w="11906", h="16838", code=None),
            ),
        )
        for one, right, found in seen
        if not right
    )
    return Answer(seen[0][2], wrong)


@clause(
    "G102",
    "top-margin",
    "5.2.1",
    Force.MUST,
    says=msg("上白边（天头）"),
    wanted=msg("37毫米"),
    tolerance=msg("±1毫米"),
    hint=msg("页面设置→页边距，上设为 3.7 厘米"),
)
def top(subject: Subject) -> Answer:
    """37 mm, as the margin that is set, or as measured to the first line of characters."""

    def look(section: SectionLook) -> tuple[bool, Message, Mend]:
        ink = section.top + _ink(_pitch(subject, section))
        found = msg("页边距{margin}毫米，量到第一行字约{ink}毫米", margin=mm(section.top), ink=mm(ink))
        right = near(section.top, 37) or near(ink, 37)
        return right, _generic(section, found), mends.section(section, "pgMar", top="2098")

    return _each(subject, look)


@clause(
    "G103",
    "bottom-margin",
    "5.2.1",
    Force.MUST,
    says=msg("下白边"),
    wanted=msg("35毫米（版心高225毫米）"),
    tolerance=msg("±1毫米"),
    hint=msg("页面设置→页边距，下设为 3.5 厘米"),
)
def bottom(subject: Subject) -> Answer:
    """35 mm, in the reading that the top margin has."""

    def look(section: SectionLook) -> tuple[bool, Message, Mend]:
        ink = section.bottom + _ink(_pitch(subject, section))
        found = msg("页边距{margin}毫米，量到最后一行字约{ink}毫米", margin=mm(section.bottom), ink=mm(ink))
        by_ink = not near(section.top, 37) and near(ink, 35)
        return (
            near(section.bottom, 35) or by_ink,
            _generic(section, found),
            mends.section(section, "pgMar", bottom="1984"),
        )

    return _each(subject, look)


@clause(
    "G104",
    "left-margin",
    "5.2.1",
    Force.MUST,
    says=msg("左白边（订口）"),
    wanted=msg("28毫米"),
    tolerance=msg("±1毫米"),
    hint=msg("页面设置→页边距，左设为 2.8 厘米，装订线设为 0"),
)
def left(subject: Subject) -> Answer:
    """28 mm, the gutter counted."""

    def look(section: SectionLook) -> tuple[bool, Message, Mend]:
        wide = section.left + section.gutter
        found = msg("{margin}毫米", margin=mm(wide))
        return near(wide, 28), _generic(section, found), mends.section(section, "pgMar", left="1588", gutter="0")

    return _each(subject, look)


@clause(
    "G105",
    "right-margin",
    "5.2.1",
    Force.MUST,
    says=msg("右白边"),
    wanted=msg("26毫米（版心宽156毫米）"),
    tolerance=msg("±1毫米"),
    hint=msg("页面设置→页边距，右设为 2.6 厘米"),
)
def right(subject: Subject) -> Answer:
    """26 mm: what is left of 210 beside the binding margin and the text block."""

    def look(section: SectionLook) -> tuple[bool, Message, Mend]:
        found = msg("{margin}毫米", margin=mm(section.right))
        return near(section.right, 26), _generic(section, found), mends.section(section, "pgMar", right="1474")

    return _each(subject, look)


PAGE = (paper, top, bottom, left, right)
