"""Clauses on the text: face, size, colour (5.2.2, 5.2.4) and indents (7.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.layout import mends
from report_kit.layout.clause import Answer, Deviation, Force, clause
from report_kit.layout.faces import FANGSONG, has_han, has_latin
from report_kit.layout.lengths import CHARACTER
from report_kit.layout.roles import LEVELS, Role, heading_end
from report_kit.layout.subject import LAID_OUT, TEXT, characters, first_indent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from report_kit.diagnostics import Message
    from report_kit.layout.faces import Face
    from report_kit.layout.subject import Subject
    from report_kit.ooxml.formatting.mending import Mend
    from report_kit.ooxml.formatting.model import ParagraphLook, RunLook

Runs = list[tuple["ParagraphLook", list["RunLook"]]]

SIZE_3 = 32
HALF_A_MILLIMETRE = 29
"""Twips that an indent may be off."""

_DARK = 0x26
"""Each part of a colour that is still black to the eye."""


def judged(
    subject: Subject,
    runs: Iterable[tuple[ParagraphLook, list[RunLook]]],
    value: Callable[[RunLook], Message],
    right: Callable[[RunLook], bool],
    mend: Callable[[ParagraphLook, list[RunLook]], tuple[Mend, ...]] | None,
) -> Answer | None:
    """The verdict on runs, one deviation for each paragraph; None when there is none to look at."""
    first: Message | None = None
    wrong = []
    for one, some in runs:
        bad = [run for run in some if not right(run)]
        first = first or (value(some[0]) if some else None)
        if bad:
            wrong.append(Deviation(subject.place(one), value(bad[0]), mend(one, bad) if mend else ()))
    return Answer(first, tuple(wrong)) if first is not None else None


def face_name(run: RunLook) -> Message:
    """The face of a run's Chinese characters that is written (a theme that wins over it is told by itself)."""
    return msg("{face}", face=run.named or run.face) if run.named or run.face else msg("没有指定字体")


def in_face(face: Face) -> Callable[[RunLook], bool]:
    """Whether a run is in a face, as far as it has Chinese characters."""
    return lambda run: not has_han(run.text) or face.shown_by(run.named or run.face)


def size_name(run: RunLook) -> Message:
    """A size in points."""
    return msg("{size}磅", size=f"{run.size / 2:g}")


@clause(
    "G201",
    "body-face",
    "5.2.2",
    Force.USUAL,
    says=msg("正文字体"),
    wanted=msg("仿宋"),
    hint=msg("选中这几段，字体→中文字体，选仿宋_GB2312"),
)
def body_face(subject: Subject) -> Answer | None:
    """The text is in 仿宋."""
    runs = [(one, [run for run in some if has_han(run.text)]) for one, some in subject.text_runs()]
    return judged(subject, runs, face_name, in_face(FANGSONG), lambda one, bad: mends.face(one, bad, FANGSONG.name))


@clause(
    "G202",
    "body-size",
    "5.2.2",
    Force.USUAL,
    says=msg("正文字号"),
    wanted=msg("3号（16磅）"),
    hint=msg("选中这几段，字号选“三号”"),
)
def body_size(subject: Subject) -> Answer | None:
    """The text is in 三号."""
    return judged(
        subject,
        subject.text_runs(),
        size_name,
        lambda run: run.size == SIZE_3,
        lambda one, bad: mends.size(one, bad, SIZE_3),
    )


def _is_black(run: RunLook) -> bool:
    if not run.color:
        return True
    try:
        parts = bytes.fromhex(run.color)
    except ValueError:
        return False
    return max(parts, default=0) <= _DARK


@clause(
    "G203",
    "text-color",
    "5.2.4",
    Force.MUST,
    says=msg("文字颜色"),
    wanted=msg("黑色"),
    hint=msg("选中这些文字，字体颜色选“自动”或黑色"),
)
def text_color(subject: Subject) -> Answer | None:
    """Everything is black; the red head of a document has rules of its own."""
    runs = [
        (one, subject.runs(one)) for one in subject.sheet.paragraphs if one.words and subject.role(one) is not Role.HEAD
    ]

    def value(run: RunLook) -> Message:
        if run.color == "theme":
            return msg("主题颜色")
        return msg("颜色 {color}", color=run.color) if not _is_black(run) else msg("黑色")

    return judged(subject, runs, value, _is_black, mends.black)


@clause(
    "G204",
    "bold-text",
    "",
    Force.PRACTICE,
    says=msg("正文加粗"),
    wanted=msg("不加粗"),
    hint=msg("公文用字体区别层次，不用加粗；确需强调的可以不理"),
)
def bold_text(subject: Subject) -> Answer | None:
    """Words or figures of the text in bold."""
    return judged(subject, subject.text_runs(), lambda run: msg("加粗") if run.bold else msg("不加粗"), _is_light, None)


def _is_light(run: RunLook) -> bool:
    return not run.bold


def _headings(subject: Subject) -> Runs:
    return [(one, runs) for one in subject.of(*LEVELS) if (runs := subject.heading_runs(one)[0])]


@clause(
    "G205",
    "bold-heading",
    "",
    Force.PRACTICE,
    says=msg("小标题加粗"),
    wanted=msg("不加粗"),
    hint=msg("公文用黑体、楷体区别层次，不用加粗；本单位习惯如此的可以不理"),
)
def bold_heading(subject: Subject) -> Answer | None:
    """Headings in bold: the standard tells levels apart by their faces."""
    return judged(subject, _headings(subject), lambda run: msg("加粗") if run.bold else msg("不加粗"), _is_light, None)


def stands_alone(one: ParagraphLook) -> bool:
    """Whether a heading is a paragraph of its own."""
    return heading_end(one.words) >= len(one.words)


def two_characters_in(subject: Subject, paragraphs: list[ParagraphLook]) -> Answer | None:
    """The verdict on paragraphs whose first line stands two characters in."""
    if not paragraphs:
        return None
    wrong = []
    for one in paragraphs:
        place, _ = first_indent(one)
        alone = place - (one.indent.left_chars * CHARACTER // 100 or one.indent.left)
        if min(abs(place - 2 * CHARACTER), abs(alone - 2 * CHARACTER)) > HALF_A_MILLIMETRE or one.jc == "center":
            found = msg("居中") if one.jc == "center" else msg("空{count}", count=characters(place))
            fix = [mends.first_line(one, 200)] if not first_indent(one)[1] else []
            if one.jc == "center":
                fix.append(mends.paragraph(one, "jc", val="both"))
            wrong.append(Deviation(subject.place(one), found, tuple(fix)))
    return Answer(wrong[0].found if wrong else msg("空{count}", count=characters(2 * CHARACTER)), tuple(wrong))


@clause(
    "G206",
    "body-indent",
    "7.3.3",
    Force.MUST,
    says=msg("正文首行缩进"),
    wanted=msg("空2字"),
    tolerance=msg("±0.5毫米"),
    hint=msg("选中这几段，段落→特殊格式，选“首行缩进”2 字符"),
)
def body_indent(subject: Subject) -> Answer | None:
    """Every paragraph begins two characters in."""
    text = [
        one
        for one in subject.of(*TEXT)
        if subject.role(one) is Role.BODY or (not stands_alone(one) and one.jc != "center")
    ]
    return two_characters_in(subject, text)


@clause(
    "G207",
    "wrapped-lines",
    "7.3.3",
    Force.MUST,
    says=msg("正文左右缩进"),
    wanted=msg("0，回行顶格"),
    tolerance=msg("±0.5毫米"),
    hint=msg("选中这几段，段落→缩进，左侧、右侧都设为 0"),
)
def wrapped_lines(subject: Subject) -> Answer | None:
    """Lines after the first go from edge to edge of the block."""
    text = subject.of(*TEXT)
    if not text:
        return None
    wrong = []
    for one in text:
        sides = (
            one.indent.left_chars * CHARACTER // 100 or one.indent.left,
            one.indent.right_chars * CHARACTER // 100 or one.indent.right,
        )
        if max(map(abs, sides)) > HALF_A_MILLIMETRE:
            found = msg("左{left}、右{right}", left=characters(sides[0]), right=characters(sides[1]))
            wrong.append(Deviation(subject.place(one), found, (mends.flush(one),)))
    return Answer(wrong[0].found if wrong else msg("0"), tuple(wrong))


@clause(
    "G208",
    "indent-in-characters-only",
    "7.3.3",
    Force.DERIVED,
    says=msg("缩进的写法"),
    wanted=msg("字符数和长度都写，两种软件才都有缩进"),
    hint=msg("用 report layout 加 --fix 补上；或先把缩进改成厘米数，再改回 2 字符"),
)
def indent_in_characters_only(subject: Subject) -> Answer | None:
    """An indent in characters alone is none in LibreOffice."""
    text = subject.of(*LAID_OUT)
    if not text:
        return None
    wrong = []
    for one in text:
        indent = one.indent
        told: dict[str, str | None] = {}
        if indent.first_chars and not indent.first:
            name = "firstLine" if indent.first_chars > 0 else "hanging"
            told[name] = str(abs(indent.first_chars) * CHARACTER // 100)
        for name, hundredths, twips in (
            ("left", indent.left_chars, indent.left),
            ("right", indent.right_chars, indent.right),
        ):
            if hundredths and not twips:
                told[name] = str(hundredths * CHARACTER // 100)
        if told:
            wrong.append(
                Deviation(
                    subject.place(one),
                    msg("只写了字符数，在 LibreOffice 里没有缩进"),
                    (mends.paragraph(one, "ind", **told),),
                )
            )
    return Answer(wrong[0].found if wrong else msg("有长度"), tuple(wrong))


@clause(
    "G209",
    "theme-font",
    "5.2.2",
    Force.DERIVED,
    says=msg("主题字体"),
    wanted=msg("不用主题字体，写明的字体才起作用"),
    hint=msg("选中这些文字，在“字体”里重新选一次写明的字体"),
)
def theme_font(subject: Subject) -> Answer | None:
    """A theme font stands beside a name and wins over it."""
    runs = [
        (one, [run for run in subject.runs(one) if has_han(run.text)]) for one in subject.sheet.paragraphs if one.words
    ]

    def value(run: RunLook) -> Message:
        if run.theme and run.named and run.named != run.face:
            return msg("写的是{named}，显示的是主题字体{face}", named=run.named, face=run.face or msg("（空）"))
        return msg("没有主题字体盖过写明的字体")

    def mend(one: ParagraphLook, bad: list[RunLook]) -> tuple[Mend, ...]:
        return tuple(found for run in bad for found in mends.face(one, [run], run.named))

    return judged(subject, runs, value, lambda run: not (run.theme and run.named and run.named != run.face), mend)


@clause(
    "G210",
    "latin-face",
    "",
    Force.PRACTICE,
    says=msg("正文的西文和数字字体"),
    wanted=msg("也用仿宋"),
    hint=msg("5.2.2 没有给西文另定字体，照此应与正文同用仿宋；用 Times New Roman 也很常见，本单位有规定的可以不理"),
)
def latin_face(subject: Subject) -> Answer | None:
    """Figures and Latin letters in another face than the text."""
    runs = [(one, [run for run in some if has_latin(run.text)]) for one, some in subject.text_runs()]
    return judged(
        subject,
        runs,
        lambda run: msg("{face}", face=run.latin) if run.latin else msg("没有指定字体"),
        lambda run: FANGSONG.shown_by(run.latin),
        None,
    )


TEXTS = (
    body_face,
    body_size,
    text_color,
    bold_text,
    bold_heading,
    body_indent,
    wrapped_lines,
    indent_in_characters_only,
    theme_font,
    latin_face,
)
