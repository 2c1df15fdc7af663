"""Clauses on the end of a document: list of attachments (7.3.4), signature and date (7.3.5), note (7.3.6)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.layout import mends
from report_kit.layout.clause import Answer, Deviation, Force, clause
from report_kit.layout.head import gap_of_a_line
from report_kit.layout.lengths import CHARACTER, ends
from report_kit.layout.roles import Role
from report_kit.layout.subject import characters, first_indent
from report_kit.layout.text import HALF_A_MILLIMETRE, two_characters_in

if TYPE_CHECKING:
    from report_kit.layout.subject import Subject
    from report_kit.ooxml.formatting.mending import Mend
    from report_kit.ooxml.formatting.model import ParagraphLook

LISTED = re.compile(r"附\s*件\s*[:：]\s*")
_NUMBERED = re.compile(r"(\d{1,2})\s*([.．、)）]?)\s*(?=\S)")
_CHINESE = re.compile(r"[（(]?[一二三四五六七八九十]{1,2}[）)、.]")
_ENDS = re.compile("[。；;，,、.：:]$")
_DATE = re.compile(r"\d{4}年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日")
_HALF = 0.55
"""Characters that signature and date may be off."""

SEALED, UNSEALED = 4, 2
"""Characters between the right edge and the date, with a seal; and the signature, without one."""


@clause(
    "G331",
    "attachment-list-colon",
    "7.3.4",
    Force.MUST,
    says=msg("附件说明的“附件”二字"),
    wanted=msg("“附件：”，全角冒号"),
    hint=msg("“附件”中间不空格，后面标全角冒号"),
)
def list_colon(subject: Subject) -> Answer | None:
    """附件 and a full-width colon."""
    found = subject.of(Role.ATTACHMENTS)
    if not found:
        return None
    wrong = tuple(
        Deviation(subject.place(one), msg("“{words}”", words=one.words[:4]))
        for one in found
        if not one.words.startswith("附件：")
    )
    return Answer(msg("“{words}”", words=found[0].words[:3]), wrong)


def listed(subject: Subject) -> list[tuple[ParagraphLook, str]]:
    """The attachments that the list names, each with its paragraph; numbers still stand before the names."""
    return [
        (one, LISTED.sub("", one.words, count=1).strip()) for one in subject.of(Role.ATTACHMENTS, Role.ATTACHMENTS_MORE)
    ]


@clause(
    "G332",
    "attachment-list-number",
    "7.3.4",
    Force.MUST,
    says=msg("附件说明的序号"),
    wanted=msg("阿拉伯数字加点，如“附件：1.×××”"),
    hint=msg("有几个附件的，写成 1. 2. 3.；只有一个的不写序号"),
)
def list_number(subject: Subject) -> Answer | None:
    """Several attachments are numbered 1. 2. 3."""
    found = listed(subject)
    if not found:
        return None
    wrong = []
    for place, (one, words) in enumerate(found, 1):
        match = _NUMBERED.match(words)
        wrong_form = match and len(found) > 1 and (match[2] not in (".", "．") or int(match[1]) != place)
        if _CHINESE.match(words) or wrong_form:
            wrong.append(Deviation(subject.place(one), msg("“{words}”", words=words[:6])))
    return Answer(msg("{count}个附件", count=len(found)), tuple(wrong))


@clause(
    "G333",
    "attachment-list-mark",
    "7.3.4",
    Force.MUST,
    says=msg("附件名称后的标点"),
    wanted=msg("不加标点"),
    hint=msg("删去附件名称末尾的标点"),
)
def list_mark(subject: Subject) -> Answer | None:
    """No mark behind the name of an attachment."""
    found = listed(subject)
    if not found:
        return None
    wrong = tuple(
        Deviation(subject.place(one), msg("“{end}”", end=words[-4:])) for one, words in found if _ENDS.search(words)
    )
    return Answer(msg("“{end}”", end=found[0][1][-4:]), wrong)


@clause(
    "G334",
    "attachment-list-indent",
    "7.3.4",
    Force.MUST,
    says=msg("附件说明的位置"),
    wanted=msg("“附件”左空2字，后面的序号与第一个对齐"),
    tolerance=msg("±0.5毫米"),
    hint=msg("选中附件说明，段落→缩进，左侧和悬挂缩进设好，让“附件”左空 2 字、回行与名称对齐"),
)
def list_indent(subject: Subject) -> Answer | None:
    """附件 stands two characters in, further numbers five (below the first)."""
    found = subject.of(Role.ATTACHMENTS, Role.ATTACHMENTS_MORE)
    if not found:
        return None
    wrong = []
    for one in found:
        more = subject.role(one) is Role.ATTACHMENTS_MORE
        place, typed = first_indent(one)
        wanted = (5 if more else 2) * CHARACTER
        if abs(place - wanted) > HALF_A_MILLIMETRE * (3 if more else 1):
            fix = () if typed else _list_mend(one, LISTED.sub("", one.words, count=1), more=more)
            wrong.append(Deviation(subject.place(one), msg("空{count}", count=characters(place)), fix))
    return Answer(wrong[0].found if wrong else msg("空{count}", count=characters(2 * CHARACTER)), tuple(wrong))


def _list_mend(one: ParagraphLook, words: str, *, more: bool) -> tuple[Mend, ...]:
    left, hanging = (600, 100) if more else (600, 400) if _NUMBERED.match(words) else (500, 300)
    told = {
        "left": left * CHARACTER // 100,
        "leftChars": left,
        "hanging": hanging * CHARACTER // 100,
        "hangingChars": hanging,
    }
    gone = dict.fromkeys(("start", "startChars", "firstLine", "firstLineChars"))
    return (mends.paragraph(one, "ind", **{name: str(value) for name, value in told.items()}, **gone),)


@clause(
    "G335",
    "attachment-list-gap",
    "7.3.4",
    Force.MUST,
    says=msg("正文和附件说明之间"),
    wanted=msg("空一行"),
    hint=msg("在正文下空一行，或把附件说明的段前间距设为 1 行"),
)
def list_gap(subject: Subject) -> Answer | None:
    """One blank line between the text and the list of attachments."""
    found = subject.of(Role.ATTACHMENTS)
    return gap_of_a_line(subject, found[0]) if found and subject.before(found[0])[0] is not None else None


@clause(
    "G341",
    "date-form",
    "7.3.5.4",
    Force.MUST,
    says=msg("成文日期"),
    wanted=msg("阿拉伯数字，年、月、日写全，不编虚位，如“2024年1月5日”"),
    hint=msg("改成阿拉伯数字，月、日前不加 0"),
)
def date_form(subject: Subject) -> Answer | None:
    """Arabic digits, a whole date, no zeros before month and day."""
    found = subject.of(Role.DATE)
    if not found:
        return None
    wrong = tuple(
        Deviation(subject.place(one), msg("“{words}”", words=one.words))
        for one in found
        if not _DATE.fullmatch(re.sub(r"[ \u3000]", "", one.words))
    )
    return Answer(msg("“{words}”", words=found[0].words), wrong)


class _Block:
    """Where signature and date stand, in characters: their ends, and the right edge of the block."""

    def __init__(self, subject: Subject, date: ParagraphLook, signature: ParagraphLook | None) -> None:
        block = subject.block_width(subject.section(date))
        self.edge = block / CHARACTER
        self.date = ends(date, block)
        self.signature = ends(signature, block) if signature is not None else None
        self.right = self.edge - self.date[1]
        self.sealed = abs(self.right - SEALED) <= _HALF
        self.middle = self.edge - SEALED - (self.date[1] - self.date[0]) / 2
        """Where the middle of the date is with a seal."""

    @property
    def unsealed(self) -> bool:
        """Whether both stand as they do without a seal (7.3.5.2): the longer one two in, the date two behind."""
        if self.signature is None:
            return False
        step = abs(self.date[0] - self.signature[0] - UNSEALED) <= _HALF
        longer = self.right if self.date[1] > self.signature[1] else self.edge - self.signature[1]
        return step and abs(longer - UNSEALED) <= _HALF


def _block(subject: Subject) -> tuple[_Block, ParagraphLook, ParagraphLook | None] | None:
    dates, signatures = subject.of(Role.DATE), subject.of(Role.SIGNATURE)
    if not dates:
        return None
    signature = signatures[-1] if signatures else None
    return _Block(subject, dates[-1], signature), dates[-1], signature


@clause(
    "G342",
    "date-position",
    "7.3.5.1",
    Force.USUAL,
    says=msg("成文日期位置"),
    wanted=msg("右空4字（不盖章的：署名右空2字，日期比署名右移2字）"),
    tolerance=msg("±0.5字"),
    hint=msg("选中日期，右对齐，段落→缩进，右侧设为 4 字符"),
)
def date_position(subject: Subject) -> Answer | None:
    """Four characters in from the right; without a seal two behind the beginning of the signature."""
    found = _block(subject)
    if found is None:
        return None
    block, date, _ = found
    words = msg("右空{count}字", count=f"{block.right:.1f}".removesuffix(".0"))
    if block.unsealed:
        return Answer(msg("按不加盖印章的排法"))
    if block.sealed:
        return Answer(words)
    fix = mends.right(date, SEALED * CHARACTER) if date.text == date.text.strip() else ()
    return Answer(words, (Deviation(subject.place(date), words, fix),))


@clause(
    "G343",
    "signature-position",
    "7.3.5.1",
    Force.USUAL,
    says=msg("发文机关署名位置"),
    wanted=msg("在成文日期之上，以日期为准居中（不盖章的：右空2字）"),
    tolerance=msg("±0.5字"),
    hint=msg("选中署名，居中，段落→缩进，左侧设到与日期的中间对齐"),
)
def signature_position(subject: Subject) -> Answer | None:
    """Centred on the date; a long name reaches from the right edge as far as it needs."""
    found = _block(subject)
    signature = found[2] if found is not None else None
    if found is None or signature is None:
        return None
    block = found[0]
    if block.unsealed:
        return Answer(msg("按不加盖印章的排法"))
    start, end = ends(signature, subject.block_width(subject.section(signature)))
    middle = block.middle if not block.sealed else (block.date[0] + block.date[1]) / 2
    off = (start + end) / 2 - middle
    words = (
        msg("与日期的中间对齐")
        if abs(off) <= _HALF
        else msg(
            "偏{side}{count}字", side=msg("右") if off > 0 else msg("左"), count=f"{abs(off):.1f}".removesuffix(".0")
        )
    )
    too_long = (end - start) / 2 > block.edge - middle
    if abs(off) <= _HALF or (too_long and block.edge - end <= 1):
        return Answer(words)
    fix: tuple[Mend, ...] = ()
    if not too_long and signature.text == signature.text.strip():
        left = round((2 * middle - block.edge) * 100)
        fix = (
            *mends.centred(signature),
            mends.paragraph(signature, "ind", left=str(left * CHARACTER // 100), leftChars=str(left)),
        )
    return Answer(words, (Deviation(subject.place(signature), words, fix),))


@clause(
    "G344",
    "note-brackets",
    "7.3.6",
    Force.MUST,
    says=msg("附注"),
    wanted=msg("加圆括号，如“（此件公开发布）”"),
    hint=msg("给附注加上全角圆括号"),
)
def note_brackets(subject: Subject) -> Answer | None:
    """A note below the date stands in round brackets."""
    found = subject.of(Role.NOTE)
    if not found:
        return None
    wrong = tuple(
        Deviation(subject.place(one), msg("“{words}”", words=one.words[:12]))
        for one in found
        if not (one.words.startswith("（") and one.words.endswith("）"))
    )
    return Answer(msg("“{words}”", words=found[0].words[:12]), wrong)


@clause(
    "G345",
    "note-indent",
    "7.3.6",
    Force.MUST,
    says=msg("附注位置"),
    wanted=msg("居左空2字"),
    tolerance=msg("±0.5毫米"),
    hint=msg("选中附注，段落→特殊格式，选“首行缩进”2 字符，左对齐"),
)
def note_indent(subject: Subject) -> Answer | None:
    """A note stands two characters in."""
    return two_characters_in(subject, subject.of(Role.NOTE))


CLOSING = (
    list_colon,
    list_number,
    list_mark,
    list_indent,
    list_gap,
    date_form,
    date_position,
    signature_position,
    note_brackets,
    note_indent,
)
