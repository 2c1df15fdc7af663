"""Clauses on page numbers (7.5): there, in their form and face, outside, one character in, 7 mm below the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import msg
from report_kit.layout import mends
from report_kit.layout.clause import Answer, Deviation, Force, clause
from report_kit.layout.faces import SONGTI
from report_kit.layout.lengths import A4_HEIGHT, MM, near
from report_kit.layout.roles import Role
from report_kit.layout.subject import LAID_OUT, characters, first_indent
from report_kit.layout.text import size_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_kit.diagnostics import Message
    from report_kit.layout.subject import Subject
    from report_kit.ooxml.formatting.mending import Mend
    from report_kit.ooxml.formatting.model import MarginLook, ParagraphLook, RunLook, SectionLook

_FORM = re.compile("— ?\\d* ?—")
_SAYS = re.compile(r"\w")
_SIZE_4 = 28
_CHARACTER_4 = 280
_INSET = 90
"""Twips that a page's number may be off: a third of a character."""

_DASH = 164
"""Twips from the lower edge of a footer's line up to the dash of 四号 letters."""

_PLACE = 269
_OFF = "2.2"
"""Millimetres: where the dash belongs, from the upper edge of the page, and how sure the XML can be of it."""

_SIDES = {"right": msg("右"), "left": msg("左"), "center": msg("中间"), "outside": msg("外侧"), "inside": msg("内侧")}


class _Number(NamedTuple):
    """The paragraph of a footer that holds the page's number, with the section and the kind of pages it stands on."""

    section: SectionLook
    kind: str
    margin: MarginLook
    paragraph: ParagraphLook

    @property
    def side(self) -> str:
        """The side it stands on; empty where a frame keeps that to itself."""
        if self.paragraph.frame:
            return self.paragraph.frame if self.paragraph.frame in _SIDES else ""
        return {"both": "left"}.get(self.paragraph.jc, self.paragraph.jc)


def _numbers(subject: Subject) -> list[_Number]:
    found: dict[tuple[str, str], _Number] = {}
    for section in subject.sheet.sections:
        for kind, margin in section.footers.items():
            used = (
                kind == "default"
                or (kind == "even" and subject.sheet.even_and_odd)
                or (kind == "first" and section.title_page)
            )
            if margin.numbered and used:
                paragraph = next(
                    (one for one in margin.paragraphs if any(run.field for run in one.runs)), margin.paragraphs[0]
                )
                found.setdefault((margin.part, kind), _Number(section, kind, margin, paragraph))
    return list(found.values())


def _mends(subject: Subject) -> tuple[Mend, ...]:
    """New footers, if the old ones say nothing that would be lost."""
    words = "".join(
        run.text
        for section in subject.sheet.sections
        for margin in section.footers.values()
        for one in margin.paragraphs
        for run in one.runs
        if not run.field
    )
    return () if _SAYS.search(words) else (mends.FOOTERS,)


@clause(
    "G401",
    "page-number-missing",
    "7.5",
    Force.MUST,
    says=msg("页码"),
    wanted=msg("每页都有"),
    hint=msg("插入→页码，放在页脚；首页、奇数页、偶数页的页脚都要有"),
)
def present(subject: Subject) -> Answer:
    """A field for the number in the footer of every kind of pages there is."""
    names = {"default": msg("页脚里没有页码"), "even": msg("偶数页没有页码"), "first": msg("首页没有页码")}
    wrong = []
    for section in subject.sheet.sections:
        if section.number == 0 and _is_a_cover(subject):
            continue
        kinds = ["default"]
        kinds += ["even"] if subject.sheet.even_and_odd else []
        kinds += ["first"] if section.title_page else []
        for kind in kinds:
            if kind not in section.footers or not section.footers[kind].numbered:
                wrong.append(Deviation(subject.page_place(section), names[kind], _mends(subject)))
                break
    return Answer(wrong[0].found if wrong else msg("有"), tuple(wrong))


def _is_a_cover(subject: Subject) -> bool:
    """Whether the first of several sections holds nothing of the document itself: a cover, a table of contents."""
    return len(subject.sheet.sections) > 1 and all(
        one.section > 0 for one in subject.of(*LAID_OUT, Role.HEAD, Role.DOCUMENT_NUMBER)
    )


@clause(
    "G402",
    "page-number-form",
    "7.5",
    Force.USUAL,
    says=msg("页码的样子"),
    wanted=msg("“— 1 —”，数字左右各一条一字线"),
    hint=msg("在页码左右各打一个一字线（—，U+2014）和一个空格"),
)
def form(subject: Subject) -> Answer | None:
    """A number between two dashes as long as a character."""
    found = _numbers(subject)
    if not found:
        return None
    wrong = tuple(
        Deviation(subject.margin_place(one.margin), msg("“{words}”", words=one.paragraph.words), _mends(subject))
        for one in found
        if not one.margin.in_dash
        and one.section.number_format != "numberInDash"
        and not _FORM.fullmatch(one.paragraph.words.replace("\u3000", " "))
    )
    return Answer(msg("“{words}”", words=found[0].paragraph.words), wrong)


@clause(
    "G403",
    "page-number-hyphens",
    "7.5",
    Force.USUAL,
    says=msg("页码两边的线"),
    wanted=msg("一字线“—”"),
    hint=msg("页码格式选不带线的 1, 2, 3，再在左右各打一个一字线（—）"),
)
def hyphens(subject: Subject) -> Answer | None:
    """The number format with dashes of Word prints short hyphens."""
    found = _numbers(subject)
    if not found:
        return None
    wrong = []
    for one in found:
        if one.margin.in_dash or one.section.number_format == "numberInDash":
            plain = mends.section(one.section, "pgNumType", fmt="decimal")
            fix = (*_mends(subject), plain) if _mends(subject) else ()
            wrong.append(Deviation(subject.margin_place(one.margin), msg("用的是“- 1 -”格式，印出来是短横线"), fix))
    return Answer(wrong[0].found if wrong else msg("自己写的线"), tuple(wrong))


def _on_runs(subject: Subject, value: Callable[[RunLook], Message], right: Callable[[RunLook], bool]) -> Answer | None:
    found = _numbers(subject)
    first: Message | None = None
    wrong = []
    for one in found:
        runs = [run for run in one.paragraph.runs if run.text.strip()]
        digits = [run for run in runs if any(sign.isdigit() for sign in run.text)] or runs
        bad = [run for run in digits if not right(run)]
        first = first or (value(digits[0]) if digits else None)
        if bad:
            wrong.append(Deviation(subject.margin_place(one.margin), value(bad[0]), _mends(subject)))
    return Answer(first, tuple(wrong)) if first is not None else None


@clause(
    "G404",
    "page-number-face",
    "7.5",
    Force.USUAL,
    says=msg("页码字体"),
    wanted=msg("宋体"),
    hint=msg("选中页码，西文字体和中文字体都选宋体"),
)
def face(subject: Subject) -> Answer | None:
    """The number is in 宋体."""
    return _on_runs(
        subject,
        lambda run: msg("{face}", face=run.latin) if run.latin else msg("没有指定字体"),
        lambda run: SONGTI.shown_by(run.latin),
    )


@clause(
    "G405",
    "page-number-size",
    "7.5",
    Force.USUAL,
    says=msg("页码字号"),
    wanted=msg("4号（14磅）"),
    hint=msg("选中页码，字号选“四号”"),
)
def size(subject: Subject) -> Answer | None:
    """The number is in 四号."""
    return _on_runs(subject, size_name, lambda run: run.size == _SIZE_4)


@clause(
    "G406",
    "page-number-side",
    "7.5",
    Force.MUST,
    says=msg("页码左右"),
    wanted=msg("单页码居右，双页码居左"),
    hint=msg("页眉和页脚→勾选“奇偶页不同”，奇数页页码右对齐，偶数页左对齐"),
)
def side(subject: Subject) -> Answer | None:
    """Odd pages to the right, even pages to the left."""
    found = _numbers(subject)
    known = [one for one in found if one.side]
    if not known:
        return None
    wrong = []
    for one in known:
        if one.side == "outside":
            continue
        wanted = "left" if one.kind == "even" else "right"
        name = _SIDES.get(one.side, msg("中间"))
        if one.side != wanted:
            words = msg("双页码在{side}", side=name) if one.kind == "even" else msg("单页码在{side}", side=name)
            wrong.append(Deviation(subject.margin_place(one.margin), words, _mends(subject)))
    outside = all(one.side == "outside" for one in known)
    if not wrong and not subject.sheet.even_and_odd and not outside:
        words = msg("奇偶页相同，双页码也在{side}", side=_SIDES.get(known[0].side, msg("中间")))
        wrong.append(Deviation(subject.margin_place(known[0].margin), words, _mends(subject)))
    return Answer(wrong[0].found if wrong else msg("单页码居右，双页码居左"), tuple(wrong))


@clause(
    "G407",
    "page-number-inset",
    "7.5",
    Force.MUST,
    says=msg("页码离版心边缘"),
    wanted=msg("空1字"),
    tolerance=msg("±0.3字"),
    hint=msg("选中页码所在段，缩进：奇数页右侧 1 字符，偶数页左侧 1 字符"),
)
def inset(subject: Subject) -> Answer | None:
    """One character of 四号 in from the outer edge."""
    seen = [
        one
        for one in _numbers(subject)
        if not one.paragraph.frame and one.side == ("left" if one.kind == "even" else "right")
    ]
    if not seen:
        return None
    wrong = []
    for one in seen:
        indent = one.paragraph.indent
        if one.side == "left":
            in_characters = indent.left_chars * _CHARACTER_4 // 100 + indent.first
            twips = in_characters if indent.left_chars else first_indent(one.paragraph)[0]
        else:
            twips = indent.right_chars * _CHARACTER_4 // 100 or indent.right
        if abs(twips - _CHARACTER_4) > _INSET:
            words = msg("空{count}", count=characters(twips))
            wrong.append(Deviation(subject.margin_place(one.margin), words, _mends(subject)))
    return Answer(wrong[0].found if wrong else msg("空1字"), tuple(wrong))


@clause(
    "G408",
    "page-number-distance",
    "7.5",
    Force.MUST,
    says=msg("一字线的高度"),
    wanted=msg("版心下边缘之下7毫米，即距纸的上边269毫米"),
    tolerance=msg("±1毫米，照文件推算的放宽到±2毫米"),
    hint=msg("页面设置→版式，页脚距边界设为 2.5 厘米；页码所在段行距固定值 20 磅，前后不留空段"),
)
def distance(subject: Subject) -> Answer | None:
    """The dash as high as the footer puts it; to the millimetre only a rendered page shows it."""
    seen = [one for one in _numbers(subject) if not one.paragraph.frame and not one.section.landscape]
    if not seen:
        return None

    def height(one: _Number) -> int:
        behind = [other for other in one.margin.paragraphs if other.number > one.paragraph.number and not other.frame]
        below = sum(other.line if other.rule == "exact" else 320 for other in behind)
        paper = one.section.height if near(one.section.height, 297, "2") else A4_HEIGHT
        return paper - one.section.footer - below - _DASH

    wrong = []
    for one in seen:
        if abs(height(one) / MM - _PLACE) > float(_OFF):
            fix = (mends.section(one.section, "pgMar", footer="1417"), *_mends(subject))
            place, footer = (round(twips / MM) for twips in (height(one), one.section.footer))
            words = msg("约{place}毫米（页脚距边界{footer}毫米）", place=place, footer=footer)
            wrong.append(Deviation(subject.page_place(one.section), words, fix if _mends(subject) else ()))
    first = msg("约{place}毫米", place=round(height(seen[0]) / MM))
    return Answer(wrong[0].found if wrong else first, tuple(wrong))


PAGE_NUMBERS = (present, form, hyphens, face, size, side, inset, distance)
