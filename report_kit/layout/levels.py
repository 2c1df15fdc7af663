"""Clauses on headings: faces of the four levels, their size and place, their order (7.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.layout import mends
from report_kit.layout.clause import Answer, Deviation, Force, clause
from report_kit.layout.faces import FANGSONG, HEITI, KAITI, has_han
from report_kit.layout.roles import LEVELS, NUMBERS, Role, level_of
from report_kit.layout.text import SIZE_3, face_name, in_face, judged, size_name, stands_alone, two_characters_in

if TYPE_CHECKING:
    from report_kit.layout.faces import Face
    from report_kit.layout.subject import Subject
    from report_kit.ooxml.formatting.mending import Mend
    from report_kit.ooxml.formatting.model import ParagraphLook, RunLook

_DIGITS = "一二三四五六七八九"


def _face(subject: Subject, role: Role, face: Face) -> Answer | None:
    """The verdict on the headings of a level. A run that goes on into the text behind is not mended."""
    runs = [(one, [run for run in subject.heading_runs(one)[0] if has_han(run.text)]) for one in subject.of(role)]

    def mend(one: ParagraphLook, bad: list[RunLook]) -> tuple[Mend, ...]:
        behind = subject.heading_runs(one)[1]
        shared = not behind and not stands_alone(one)
        return () if shared else mends.face(one, bad, face.name)

    return judged(subject, [pair for pair in runs if pair[1]], face_name, in_face(face), mend)


@clause(
    "G321",
    "level-1-face",
    "7.3.3",
    Force.USUAL,
    says=msg("一级标题（一、）字体"),
    wanted=msg("黑体"),
    hint=msg("选中这些标题，字体选黑体"),
)
def level_1(subject: Subject) -> Answer | None:
    """一、 is in 黑体."""
    return _face(subject, Role.LEVEL1, HEITI)


@clause(
    "G322",
    "level-2-face",
    "7.3.3",
    Force.USUAL,
    says=msg("二级标题（一）字体"),
    wanted=msg("楷体"),
    hint=msg("选中这些标题（只选标题，不选后面的正文），字体选楷体_GB2312"),
)
def level_2(subject: Subject) -> Answer | None:
    """（一） is in 楷体, also where the text follows in the same paragraph."""
    return _face(subject, Role.LEVEL2, KAITI)


@clause(
    "G323",
    "level-3-face",
    "7.3.3",
    Force.USUAL,
    says=msg("三级标题（1.）字体"),
    wanted=msg("仿宋"),
    hint=msg("选中这些标题，字体选仿宋_GB2312"),
)
def level_3(subject: Subject) -> Answer | None:
    """1. is in 仿宋."""
    return _face(subject, Role.LEVEL3, FANGSONG)


@clause(
    "G324",
    "level-4-face",
    "7.3.3",
    Force.USUAL,
    says=msg("四级标题（1）字体"),
    wanted=msg("仿宋"),
    hint=msg("选中这些标题，字体选仿宋_GB2312"),
)
def level_4(subject: Subject) -> Answer | None:
    """（1） is in 仿宋."""
    return _face(subject, Role.LEVEL4, FANGSONG)


@clause(
    "G325",
    "heading-size",
    "5.2.2",
    Force.USUAL,
    says=msg("小标题字号"),
    wanted=msg("3号（16磅）"),
    hint=msg("选中这些标题，字号选“三号”"),
)
def heading_size(subject: Subject) -> Answer | None:
    """Headings have the size of the text."""
    runs = [(one, some) for one in subject.of(*LEVELS) if (some := subject.heading_runs(one)[0])]
    return judged(
        subject, runs, size_name, lambda run: run.size == SIZE_3, lambda one, bad: mends.size(one, bad, SIZE_3)
    )


@clause(
    "G326",
    "heading-indent",
    "7.3.3",
    Force.USUAL,
    says=msg("小标题缩进"),
    wanted=msg("空2字"),
    tolerance=msg("±0.5毫米"),
    hint=msg("选中这些标题，段落→特殊格式，选“首行缩进”2 字符，两端对齐"),
)
def heading_indent(subject: Subject) -> Answer | None:
    """A heading of its own begins two characters in, as every paragraph does."""
    return two_characters_in(subject, [one for one in subject.of(*LEVELS) if stands_alone(one)])


def _number(one: ParagraphLook, level: int) -> int:
    match = NUMBERS[level - 1].match(one.words)
    written = match[1] if match else ""
    if written.isascii() and written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (_digit(tens) or 1) * 10 + _digit(ones) if ten else _digit(ones)


def _digit(written: str) -> int:
    return _DIGITS.find(written[:1]) + 1 if written else 0


@clause(
    "G327",
    "level-gap",
    "7.3.3",
    Force.USUAL,
    says=msg("层次序号"),
    wanted=msg("从一开始，依次不缺不重"),
    hint=msg("补上缺的一项，或把后面的序号依次改过来"),
)
def level_gap(subject: Subject) -> Answer | None:
    """Numbers of one level follow one another; below a new heading, or with a new 1, they begin again."""
    headings = subject.of(*LEVELS)
    if not headings:
        return None
    counts = [0] * (len(NUMBERS) + 1)
    last = [""] * (len(NUMBERS) + 1)
    wrong = []
    for one in headings:
        level = level_of(one.words)
        number = _number(one, level)
        mark = NUMBERS[level - 1].match(one.words)
        shown = mark.group() if mark else ""
        if number not in (1, counts[level] + 1):
            found = (
                msg("“{before}”后面是“{after}”", before=last[level], after=shown)
                if counts[level]
                else msg("从“{after}”开始", after=shown)
            )
            wrong.append(Deviation(subject.place(one), found))
        counts[level], last[level] = number, shown
        counts[level + 1 :] = [0] * (len(NUMBERS) - level)
    return Answer(wrong[0].found if wrong else msg("依次相接"), tuple(wrong))


@clause(
    "G328",
    "level-skipped",
    "7.3.3",
    Force.MAY,
    says=msg("层次"),
    wanted=msg("依次用一、（一）1.（1）"),
    hint=msg("层次少时跳着用也常见；要改，就把下一层换成紧接的一种序号"),
)
def level_skipped(subject: Subject) -> Answer | None:
    """A level follows the next higher one, with none left out between."""
    headings = subject.of(*LEVELS)
    if not headings:
        return None
    shown = ("一、", "（一）", "1.", "（1）")
    open_levels = {0}
    wrong = []
    for one in headings:
        level = level_of(one.words)
        open_levels = {known for known in open_levels if known < level}
        above = max(open_levels)
        if above and above != level - 1:
            found = msg("“{above}”下面直接用“{below}”", above=shown[above - 1], below=shown[level - 1])
            wrong.append(Deviation(subject.place(one), found))
        open_levels.add(level)
    return Answer(wrong[0].found if wrong else msg("依次使用"), tuple(wrong))


LEVEL_CLAUSES = (level_1, level_2, level_3, level_4, heading_size, heading_indent, level_gap, level_skipped)
