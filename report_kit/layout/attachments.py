"""Clauses on attachments (7.3.7): a page of their own, the label, the title, what the list says of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.layout import mends
from report_kit.layout.clause import Answer, Deviation, Force, clause
from report_kit.layout.closing import listed
from report_kit.layout.faces import HEITI, has_han
from report_kit.layout.roles import Role
from report_kit.layout.subject import characters, first_indent
from report_kit.layout.text import HALF_A_MILLIMETRE, SIZE_3, face_name, in_face, judged, size_name

if TYPE_CHECKING:
    from report_kit.layout.subject import Subject
    from report_kit.ooxml.formatting.model import ParagraphLook

_NUMBER = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.．、)）]\s*")
_NO_WORDS = re.compile(r"[\s“”\"《》〈〉（）()]|[。；;，,]$")


@clause(
    "G351",
    "attachment-page",
    "7.3.7",
    Force.MUST,
    says=msg("附件的起始页"),
    wanted=msg("另面编排，从新的一页开始"),
    hint=msg("选中“附件”一行，段落→换行和分页，勾选“段前分页”"),
)
def own_page(subject: Subject) -> Answer | None:
    """An attachment begins on a new page."""
    labels = subject.of(Role.ATTACHMENT_LABEL)
    if not labels:
        return None

    def begins_a_page(one: ParagraphLook) -> bool:
        earlier, _ = subject.before(one)
        section = subject.section(one)
        new_section = section.new_page and (
            one.section > (earlier.section if earlier is not None else _section_before(subject, one))
        )
        return one.page_before or bool(one.pages) or new_section

    wrong = tuple(
        Deviation(subject.place(one), msg("接在上文后面"), (mends.paragraph(one, "pageBreakBefore", val="1"),))
        for one in labels
        if not begins_a_page(one)
    )
    return Answer(wrong[0].found if wrong else msg("从新的一页开始"), wrong)


def _section_before(subject: Subject, one: ParagraphLook) -> int:
    """The section of whatever stands before a paragraph: a table, a frame."""
    return next(
        (other.section for other in reversed(subject.sheet.paragraphs) if other.number < one.number and other.words), -1
    )


@clause(
    "G352",
    "attachment-label-face",
    "7.3.7",
    Force.MUST,
    says=msg("附件标识的字体"),
    wanted=msg("黑体"),
    hint=msg("选中“附件”和序号，字体选黑体"),
)
def label_face(subject: Subject) -> Answer | None:
    """附件 and its number are in 黑体."""
    runs = [
        (one, some)
        for one in subject.of(Role.ATTACHMENT_LABEL)
        if (some := [run for run in subject.runs(one) if has_han(run.text)])
    ]
    return judged(subject, runs, face_name, in_face(HEITI), lambda one, bad: mends.face(one, bad, HEITI.name))


@clause(
    "G353",
    "attachment-label-size",
    "7.3.7",
    Force.MUST,
    says=msg("附件标识的字号"),
    wanted=msg("3号（16磅）"),
    hint=msg("选中“附件”和序号，字号选“三号”"),
)
def label_size(subject: Subject) -> Answer | None:
    """附件 and its number are in 三号."""
    runs = [(one, some) for one in subject.of(Role.ATTACHMENT_LABEL) if (some := subject.runs(one))]
    return judged(
        subject, runs, size_name, lambda run: run.size == SIZE_3, lambda one, bad: mends.size(one, bad, SIZE_3)
    )


@clause(
    "G354",
    "attachment-label-indent",
    "7.3.7",
    Force.MUST,
    says=msg("附件标识的位置"),
    wanted=msg("版心左上角顶格"),
    tolerance=msg("±0.5毫米"),
    hint=msg("选中“附件”一行，缩进设为 0，左对齐"),
)
def label_indent(subject: Subject) -> Answer | None:
    """附件 stands flush left."""
    labels = subject.of(Role.ATTACHMENT_LABEL)
    if not labels:
        return None
    wrong = []
    for one in labels:
        place, typed = first_indent(one)
        aside = one.jc in ("center", "right")
        if aside or abs(place) > HALF_A_MILLIMETRE:
            found = msg("没有靠左") if aside else msg("空{count}", count=characters(place))
            fix = () if typed else (mends.first_line(one, 0), mends.paragraph(one, "jc", val="both"))
            wrong.append(Deviation(subject.place(one), found, fix))
    return Answer(wrong[0].found if wrong else msg("顶格"), tuple(wrong))


@clause(
    "G355",
    "attachment-title-not-centred",
    "7.3.7",
    Force.MUST,
    says=msg("附件标题"),
    wanted=msg("居中"),
    hint=msg("选中附件标题，点“居中”，缩进都设为 0"),
)
def title_centre(subject: Subject) -> Answer | None:
    """The title of an attachment stands in the middle."""
    titles = subject.of(Role.ATTACHMENT_TITLE)
    if not titles:
        return None
    wrong = tuple(
        Deviation(subject.place(one), msg("没有居中"), mends.centred(one)) for one in titles if one.jc != "center"
    )
    return Answer(wrong[0].found if wrong else msg("居中"), wrong)


@clause(
    "G356",
    "attachment-differs-from-list",
    "7.3.7",
    Force.MUST,
    says=msg("附件的序号和标题"),
    wanted=msg("与附件说明一致"),
    hint=msg("附件和附件说明对照着改成一样"),
)
def as_listed(subject: Subject) -> Answer | None:
    """As many attachments as the list names, with the same titles in the same order."""
    names = listed(subject)
    labels = subject.of(Role.ATTACHMENT_LABEL)
    if not names or not labels:
        return None
    found = msg("附件说明列{listed}个，后面有{found}个", listed=len(names), found=len(labels))
    if len(names) != len(labels):
        return Answer(found, (Deviation(subject.place(labels[-1]), found),))
    titles = {
        label.number: title
        for label, title in zip(labels, subject.of(Role.ATTACHMENT_TITLE), strict=False)
        if len(subject.of(Role.ATTACHMENT_TITLE)) == len(labels)
    }
    wrong = []
    for (_, name), label in zip(names, labels, strict=True):
        title = titles.get(label.number)
        if title is not None and _bare(title.words) != _bare(_NUMBER.sub("", name)):
            words = msg("标题是“{title}”，附件说明写“{name}”", title=title.words, name=_NUMBER.sub("", name))
            wrong.append(Deviation(subject.place(title), words))
    return Answer(found, tuple(wrong))


def _bare(words: str) -> str:
    return _NO_WORDS.sub("", words)


ATTACHMENTS = (own_page, label_face, label_size, label_indent, title_centre, as_listed)
