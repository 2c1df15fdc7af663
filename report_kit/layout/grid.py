"""Clauses on lines and characters: 22 lines of 28 characters that fill the text block (5.2.3), and what breaks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.layout import mends
from report_kit.layout.clause import Answer, Deviation, Force, clause
from report_kit.layout.lengths import LINE, points
from report_kit.layout.roles import Role
from report_kit.layout.subject import TEXT

if TYPE_CHECKING:
    from report_kit.diagnostics import Message
    from report_kit.layout.subject import Subject
    from report_kit.ooxml.formatting.mending import Mend
    from report_kit.ooxml.formatting.model import ParagraphLook, RunLook, SectionLook

LINES = 22
CHARACTERS = 28
FOREIGN_PITCHES = (312, 360)
"""Grids of new files in Chinese and in other languages."""

SHORT_PITCH, LONG_PITCH = 560, 580
_SIZE = 32
_HINT_PITCH = msg("选中正文，段落→行距，选“固定值”28.95 磅")
_HINT_GRID = msg("页面设置→文档网格，选“只指定行网格”，每页 22 行（跨度 28.95 磅）")


def _grid_mends(section: SectionLook) -> tuple[Mend, ...]:
    return (mends.section(section, "docGrid", type="lines", linePitch=str(LINE), charSpace=None),)


@clause(
    "G110",
    "grid-pitch",
    "5.2.3",
    Force.USUAL,
    says=msg("行网格"),
    wanted=msg("每页22行（28.95磅）"),
    hint=_HINT_GRID,
)
def grid_pitch(subject: Subject) -> Answer | None:
    """A grid that is on divides the text block into 22 lines."""
    seen = [one for one in subject.pages if one.grid and one.pitch and one.pitch not in FOREIGN_PITCHES]
    if not seen:
        return None

    def found(one: SectionLook) -> Message:
        lines = subject.block_height(one) // one.pitch
        return msg("每页{lines}行（{points}磅）", lines=lines, points=points(one.pitch))

    wrong = tuple(
        Deviation(subject.page_place(one), found(one), _grid_mends(one))
        for one in seen
        if subject.block_height(one) // one.pitch != LINES
    )
    return Answer(found(seen[0]), wrong)


@clause(
    "G111",
    "foreign-grid",
    "5.2.3",
    Force.USUAL,
    says=msg("行网格"),
    wanted=msg("28.95磅；新建文件的默认网格要改掉"),
    hint=_HINT_GRID,
)
def foreign_grid(subject: Subject) -> Answer | None:
    """The grid of a new file, left over from a template: in LibreOffice it stretches the lines whatever they say."""
    seen = [one for one in subject.pages if one.grid and one.pitch]
    if not seen:
        return None
    wrong = tuple(
        Deviation(
            subject.page_place(one),
            msg("{points}磅，是新建文件的默认网格，在 LibreOffice 里排不满22行", points=points(one.pitch)),
            _grid_mends(one),
        )
        for one in seen
        if one.pitch in FOREIGN_PITCHES
    )
    return Answer(msg("{points}磅", points=points(seen[0].pitch)), wrong)


def _advance(run: RunLook) -> int:
    return run.size * 10 * run.scale // 100 + run.spacing


def _cell(subject: Subject, section: SectionLook) -> int:
    """Twips of a cell of a character grid, times 4096/20."""
    return subject.sheet.normal_size * 2048 + section.char_space


@clause(
    "G112",
    "character-grid",
    "5.2.3",
    Force.USUAL,
    says=msg("字符网格"),
    wanted=msg("只用行网格，字距紧缩0.25磅"),
    hint=msg("页面设置→文档网格，选“只指定行网格”；再选中正文，字体→高级→间距，紧缩 0.25 磅"),
)
def character_grid(subject: Subject) -> Answer | None:
    """A cell narrower than its character: LibreOffice then gives each character two cells, 14 to a line."""
    seen = [one for one in subject.pages if one.grid in ("linesAndChars", "snapToChars")]
    if not seen:
        return None
    found = msg("字格{cell}磅", cell=f"{_cell(subject, seen[0]) / 4096:.2f}")
    wrong = []
    for section in seen:
        runs = [
            run
            for one in subject.of(Role.BODY)
            if one.section == section.number
            for run in subject.runs(one)
            if run.size == _SIZE
        ]
        if any(_advance(run) * 4096 > _cell(subject, section) * 20 for run in runs):
            cell = f"{_cell(subject, section) / 4096:.2f}"
            words = msg("字格{cell}磅比字还窄，在 LibreOffice 里每行只有14字", cell=cell)
            squeeze = tuple(
                mend
                for one, some in subject.text_runs()
                if one.section == section.number
                for mend in mends.squeezed(one, some)
            )
            wrong.append(Deviation(subject.page_place(section), words, (*_grid_mends(section), *squeeze)))
    return Answer(found, tuple(wrong))


def _text(subject: Subject) -> list[ParagraphLook]:
    return [one for one in subject.of(*TEXT) if not subject.section(one).landscape]


@clause(
    "G113",
    "line-count",
    "5.2.3",
    Force.USUAL,
    says=msg("每页行数"),
    wanted=msg("22行（固定行距28.95磅）"),
    hint=_HINT_PITCH,
)
def line_count(subject: Subject) -> Answer | None:
    """The pitch of the text divides the block into 22 lines."""
    text = _text(subject)
    if not text:
        return None

    def found(one: ParagraphLook) -> Message:
        pitch = subject.pitch(one)
        if not pitch:
            return msg("行距没有固定，随字体而变")
        lines = subject.block_height(subject.section(one)) // pitch
        return msg("{lines}行（行距{points}磅）", lines=lines, points=points(pitch))

    def right(one: ParagraphLook) -> bool:
        pitch = subject.pitch(one)
        told_elsewhere = pitch in (SHORT_PITCH, LONG_PITCH) or (one.rule != "exact" and pitch in FOREIGN_PITCHES)
        return told_elsewhere or bool(pitch and subject.block_height(subject.section(one)) // pitch == LINES)

    wrong = tuple(Deviation(subject.place(one), found(one), mends.pitch(one)) for one in text if not right(one))
    return Answer(found(text[0]), wrong)


def _pitched(subject: Subject, pitch: int, words: Message) -> Answer | None:
    text = _text(subject)
    if not text:
        return None
    wrong = tuple(
        Deviation(subject.place(one), words, mends.pitch(one))
        for one in text
        if one.rule == "exact" and one.line == pitch
    )
    first = subject.pitch(text[0])
    return Answer(msg("行距{points}磅", points=points(first)) if first else msg("行距没有固定，随字体而变"), wrong)


@clause(
    "G114",
    "pitch-28-points",
    "5.2.3",
    Force.USUAL,
    says=msg("行距"),
    wanted=msg("28.95磅，22行撑满版心"),
    hint=_HINT_PITCH,
)
def pitch_28(subject: Subject) -> Answer | None:
    """28 points give 22 lines that end 8.7 mm above the lower edge of the text block."""
    return _pitched(subject, SHORT_PITCH, msg("28磅，22行只占217毫米，比版心短8.7毫米"))


@clause(
    "G115",
    "pitch-29-points",
    "5.2.3",
    Force.USUAL,
    says=msg("行距"),
    wanted=msg("28.95磅"),
    hint=_HINT_PITCH,
)
def pitch_29(subject: Subject) -> Answer | None:
    """29 points are a hair too much: 21 lines."""
    return _pitched(subject, LONG_PITCH, msg("29磅，一页只排得下21行"))


@clause(
    "G116",
    "character-count",
    "5.2.3",
    Force.USUAL,
    says=msg("每行字数"),
    wanted=msg("28字（3号字，字距紧缩0.25磅）"),
    hint=msg("选中正文，字体→高级→间距，紧缩 0.25 磅；缩放 100%"),
)
def character_count(subject: Subject) -> Answer | None:
    """The width of the block holds 28 characters of 三号 with their spacing."""

    def count(one: ParagraphLook, run: RunLook) -> int:
        section = subject.section(one)
        width = subject.block_width(section)
        if section.grid in ("linesAndChars", "snapToChars"):
            return (width + 2) * 4096 // max(1, _cell(subject, section) * 20)
        return (width + 2) // max(1, _advance(run))

    first: int | None = None
    wrong = []
    for one, some in subject.text_runs():
        runs = [run for run in some if run.size == _SIZE]
        if subject.role(one) not in TEXT or subject.section(one).landscape or not runs:
            continue
        counts = [count(one, run) for run in runs]
        first = counts[0] if first is None else first
        bad = next((found for found in counts if found != CHARACTERS), None)
        if bad is not None:
            wrong.append(Deviation(subject.place(one), msg("{count}字", count=bad), mends.squeezed(one, runs)))
    return Answer(msg("{count}字", count=first), tuple(wrong)) if first is not None else None


@clause(
    "G117",
    "widow-control",
    "5.2.3",
    Force.DERIVED,
    says=msg("孤行控制"),
    wanted=msg("关闭，否则有的页只有21行"),
    hint=msg("选中正文，段落→换行和分页，取消“孤行控制”"),
)
def widow_control(subject: Subject) -> Answer | None:
    """Widow control moves a line to the next page, and leaves 21."""
    text = _text(subject)
    if not text:
        return None
    wrong = tuple(
        Deviation(subject.place(one), msg("开着"), (mends.paragraph(one, "widowControl", val="0"),))
        for one in text
        if one.widow
    )
    return Answer(msg("开着") if wrong else msg("关闭"), wrong)


@clause(
    "G118",
    "grid-off",
    "",
    Force.PRACTICE,
    says=msg("对齐到网格"),
    wanted=msg("正文都对齐到网格"),
    hint=msg("选中这几段，段落→缩进和间距，勾选“如果定义了文档网格，则对齐到网格”"),
)
def grid_off(subject: Subject) -> Answer | None:
    """A paragraph off the grid moves all lines behind it off their places on the page."""
    text = [one for one in _text(subject) if subject.section(one).grid]
    if not text:
        return None
    wrong = tuple(Deviation(subject.place(one), msg("没有对齐到网格")) for one in text if not one.snap)
    return Answer(msg("没有对齐到网格") if wrong else msg("对齐到网格"), wrong)


@clause(
    "G119",
    "hanging-punctuation",
    "",
    Force.PRACTICE,
    says=msg("标点溢出边界"),
    wanted=msg("写明允许（LibreOffice 里写明了反而不溢出）"),
    hint=msg("选中正文，段落→中文版式，勾选“允许标点溢出边界”"),
)
def hanging_punctuation(subject: Subject) -> Answer | None:
    """Word lets marks hang into the margin unless told otherwise; LibreOffice does the reverse of what is written."""
    text = _text(subject)
    if not text:
        return None
    wrong = tuple(
        Deviation(subject.place(one), msg("没有写明") if one.overflow is None else msg("不允许"))
        for one in text
        if not one.overflow
    )
    return Answer(wrong[0].found if wrong else msg("允许"), wrong)


GRID = (
    grid_pitch,
    foreign_grid,
    character_grid,
    line_count,
    pitch_28,
    pitch_29,
    character_count,
    widow_control,
    grid_off,
    hanging_punctuation,
)
