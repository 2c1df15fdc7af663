"""Clauses on the head of a document: number (7.2.5), title (7.3.1), addressee (7.3.2)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.layout import mends
from report_kit.layout.clause import Answer, Deviation, Force, clause
from report_kit.layout.faces import XIAOBIAOSONG, has_han
from report_kit.layout.lengths import LINE, width
from report_kit.layout.roles import Role
from report_kit.layout.subject import characters, first_indent
from report_kit.layout.text import HALF_A_MILLIMETRE, face_name, in_face, judged, size_name

if TYPE_CHECKING:
    from report_kit.diagnostics import Message
    from report_kit.layout.subject import Subject
    from report_kit.ooxml.formatting.model import ParagraphLook

SIZE_2 = 44
ONE_LINE = (LINE // 2, LINE * 19 // 10)
"""Twips that count as one blank line: letters of another size make it more or less than one line of the text."""

_NUMBER = re.compile(r"[^\s〔〕]+〔\d{4}〕[1-9]\d*号")
_NOT_AT_THE_START = re.compile("[、，。；：？！）》〉”’】〕的了和与及年月日号%％]")
_NOT_AT_THE_END = "（《〈“‘【〔"


@clause(
    "G301",
    "document-number-form",
    "7.2.5",
    Force.MUST,
    says=msg("发文字号"),
    wanted=msg("“机关代字〔2024〕5号”的样子：六角括号、四位年份、不加“第”、不编虚位"),
    hint=msg("改成〔〕（输入法的符号里有），年份写全，序号前不加“第”和 0"),
)
def document_number(subject: Subject) -> Answer | None:
    """Six-cornered brackets, the year in four digits, no 第 and no zero before the number."""
    found = subject.of(Role.DOCUMENT_NUMBER)
    if not found:
        return None
    wrong = tuple(
        Deviation(subject.place(one), msg("“{words}”", words=one.words))
        for one in found
        if not _NUMBER.fullmatch(re.sub(r"[ \u3000]", "", one.words))
    )
    return Answer(msg("“{words}”", words=found[0].words), wrong)


@clause(
    "G302",
    "title-face",
    "7.3.1",
    Force.USUAL,
    says=msg("标题字体"),
    wanted=msg("小标宋"),
    hint=msg("选中标题，字体选方正小标宋简体"),
)
def title_face(subject: Subject) -> Answer | None:
    """The title is in 小标宋."""
    runs = [(one, [run for run in subject.runs(one) if has_han(run.text)]) for one in subject.of(Role.TITLE)]
    return judged(
        subject, runs, face_name, in_face(XIAOBIAOSONG), lambda one, bad: mends.face(one, bad, XIAOBIAOSONG.name)
    )


@clause(
    "G303",
    "title-size",
    "7.3.1",
    Force.USUAL,
    says=msg("标题字号"),
    wanted=msg("2号（22磅）"),
    hint=msg("选中标题，字号选“二号”"),
)
def title_size(subject: Subject) -> Answer | None:
    """The title is in 二号."""
    runs = [(one, subject.runs(one)) for one in subject.of(Role.TITLE)]
    return judged(
        subject, runs, size_name, lambda run: run.size == SIZE_2, lambda one, bad: mends.size(one, bad, SIZE_2)
    )


@clause(
    "G304",
    "title-not-centred",
    "7.3.1",
    Force.USUAL,
    says=msg("标题位置"),
    wanted=msg("居中，左右缩进相等"),
    hint=msg("选中标题，点“居中”，缩进都设为 0"),
)
def title_centre(subject: Subject) -> Answer | None:
    """The title stands in the middle of the block."""
    titles = subject.of(Role.TITLE)
    if not titles:
        return None

    def centred(one: ParagraphLook) -> bool:
        indent = one.indent
        left = indent.left + indent.first
        chars = indent.left_chars + indent.first_chars - indent.right_chars
        return one.jc == "center" and abs(left - indent.right) <= HALF_A_MILLIMETRE * 2 and abs(chars) <= 20

    def found(one: ParagraphLook) -> Message:
        return msg("居中但缩进不相等") if one.jc == "center" else msg("没有居中")

    wrong = tuple(Deviation(subject.place(one), found(one), mends.centred(one)) for one in titles if not centred(one))
    return Answer(wrong[0].found if wrong else msg("居中"), wrong)


@clause(
    "G305",
    "title-lines",
    "7.3.1",
    Force.USUAL,
    says=msg("标题分行"),
    wanted=msg("梯形或菱形，词和数字不断开"),
    hint=msg("在另一处换行：上短下长、上长下短，或中间最长；不把一个词、一个数拆到两行"),
)
def title_lines(subject: Subject) -> Answer | None:
    """Only lines that somebody broke by hand are judged: the middle is not narrower than both its neighbours."""
    titles = subject.of(Role.TITLE)
    lines = [line.strip() for one in titles for line in one.text.split("\n") if line.strip()]
    if len(lines) < 2:
        return None
    widths = [width(line) for line in lines]
    fell, hourglass = False, False
    for before, after in pairwise(widths):
        hourglass = hourglass or (fell and after > before + 0.5)
        fell = fell or after < before - 0.5
    split = next(
        (
            (first, second)
            for first, second in pairwise(lines)
            if (first[-1].isdigit() and second[0].isdigit())
            or _NOT_AT_THE_START.match(second)
            or first[-1] in _NOT_AT_THE_END
        ),
        None,
    )
    found = msg("{count}行", count=len(lines))
    if split is not None:
        found = msg("“{first}”和“{second}”从中断开", first=split[0][-4:], second=split[1][:4])
    elif hourglass:
        found = msg("{count}行，中间窄两头宽", count=len(lines))
    return Answer(found, (Deviation(subject.place(titles[0]), found),) if split or hourglass else ())


@clause(
    "G306",
    "bold-title",
    "",
    Force.PRACTICE,
    says=msg("标题加粗"),
    wanted=msg("不加粗"),
    hint=msg("小标宋本来就粗，再加粗笔画会粘连"),
)
def bold_title(subject: Subject) -> Answer | None:
    """The title in bold."""
    runs = [(one, subject.runs(one)) for one in subject.of(Role.TITLE)]
    return judged(subject, runs, lambda run: msg("加粗") if run.bold else msg("不加粗"), lambda run: not run.bold, None)


@clause(
    "G311",
    "addressee-indent",
    "7.3.2",
    Force.MUST,
    says=msg("主送机关位置"),
    wanted=msg("居左顶格，回行仍顶格"),
    tolerance=msg("±0.5毫米"),
    hint=msg("选中主送机关，缩进都设为 0，左对齐"),
)
def addressee_indent(subject: Subject) -> Answer | None:
    """The addressee stands flush left, wrapped lines as well."""
    found = subject.of(Role.ADDRESSEE)
    if not found:
        return None
    wrong = []
    for one in found:
        place, typed = first_indent(one)
        left = one.indent.left_chars or one.indent.left
        if abs(place) > HALF_A_MILLIMETRE or abs(left) > HALF_A_MILLIMETRE:
            fix = () if typed else (mends.first_line(one, 0),)
            wrong.append(Deviation(subject.place(one), msg("空{count}", count=characters(place)), fix))
    return Answer(wrong[0].found if wrong else msg("顶格"), tuple(wrong))


@clause(
    "G312",
    "addressee-colon",
    "7.3.2",
    Force.MUST,
    says=msg("主送机关后的标点"),
    wanted=msg("全角冒号“：”"),
    hint=msg("在最后一个机关名称后标全角冒号"),
)
def addressee_colon(subject: Subject) -> Answer | None:
    """A full-width colon behind the last addressee."""
    found = subject.of(Role.ADDRESSEE)
    if not found:
        return None
    wrong = tuple(
        Deviation(subject.place(one), msg("“{end}”", end=one.words[-4:]))
        for one in found
        if not one.words.endswith("：")
    )
    return Answer(msg("“{end}”", end=found[0].words[-4:]), wrong)


@clause(
    "G313",
    "addressee-gap",
    "7.3.2",
    Force.MUST,
    says=msg("标题和主送机关之间"),
    wanted=msg("空一行"),
    hint=msg("在标题下空一行，或把标题的段后间距设为 1 行"),
)
def addressee_gap(subject: Subject) -> Answer | None:
    """One blank line between title and addressee."""
    found = subject.of(Role.ADDRESSEE)
    earlier = subject.before(found[0])[0] if found else None
    if earlier is None or subject.role(earlier) is not Role.TITLE:
        return None
    return gap_of_a_line(subject, found[0])


def gap_of_a_line(subject: Subject, one: ParagraphLook) -> Answer:
    """The verdict on one blank line before a paragraph: an empty one, or space as high as one."""
    gap = subject.space_before(one)
    found = msg("空{lines}行", lines=f"{gap / LINE:.1f}".removesuffix(".0"))
    if ONE_LINE[0] <= gap <= ONE_LINE[1]:
        return Answer(found)
    earlier, blank = subject.before(one)
    fix = [mends.space_before(one, 1)]
    if earlier is not None:
        fix.append(mends.paragraph(earlier, "spacing", after="0", afterLines=None, afterAutospacing=None))
    return Answer(found, (Deviation(subject.place(one), found, () if blank else tuple(fix)),))


HEAD = (
    document_number,
    title_face,
    title_size,
    title_centre,
    title_lines,
    bold_title,
    addressee_indent,
    addressee_colon,
    addressee_gap,
)
