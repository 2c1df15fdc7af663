"""Clauses judged on rendered pages: what a ruler laid on paper would find, whatever the file's XML promises."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.layout.clause import Answer, Deviation, State, Unjudged, Verdict, answered
from report_kit.layout.faces import has_han
from report_kit.layout.imprint import imprint
from report_kit.layout.numbered import rendered_page_number, rendered_page_sequence, rendered_page_side
from report_kit.layout.paged import (
    BOTTOM,
    CHARACTER,
    CHARACTERS,
    DATE_RIGHT,
    INDENT,
    LEFT,
    LINES,
    PITCH,
    RIGHT,
    TOLERANCE,
    TOP,
    OnPages,
    near,
)
from report_kit.layout.roles import LEVELS, Role
from report_kit.layout.subject import TEXT
from report_kit.pages import is_wide

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_kit.diagnostics import Message
    from report_kit.layout.clause import Clause
    from report_kit.layout.paged import Rendered
    from report_kit.layout.subject import Subject
    from report_kit.ooxml.formatting.model import ParagraphLook
    from report_kit.pages import Line

_STARTS_FREELY = re.compile("[\u3400-\u9fff]{2}")
"""Two characters any line may begin with: the line before was not cut short to keep a mark or a word together."""


def measured(clauses: Iterable[Clause], subject: Subject, rendered: Rendered) -> tuple[Verdict, ...]:
    """The verdicts of pages on those of ``clauses`` that are judged on pages.

    None of them is given but the one on faces where a face was substituted, where no page is upright A4, or where the
    probe page is wrong.
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
        void = _void(on, verdicts[-1])
    return tuple(verdicts)


def _void(on: OnPages, faces: Verdict) -> Message | None:
    """Why nothing that is measured on these pages would hold, given the verdict on their faces."""
    probe = on.rendered.probe
    if faces.clause.code.name == "substituted-face" and faces.state is State.DEVIATES:
        return msg("字体被替代，本次版式结论无效")
    if not probe.right:
        return msg(
            "本机排出的标准页是{lines}行{characters}字，不是22行28字，量出的数不作准",
            lines=probe.lines,
            characters=probe.characters,
        )
    if not any(on.upright):
        return msg("没有一面是竖放的A4纸，没有可比的数")
    return None


def substituted_face(on: OnPages) -> Answer | Unjudged | None:
    """Chinese characters are shown by official faces or by those that are known to stand in for them."""
    rendered = on.rendered
    shown = {face for lines in on.bodies for line in lines for face in line.wide_faces}
    if rendered.missing:
        words = msg("本机没有{faces}，用了别的字体代替", faces="、".join(rendered.missing))
        return Answer(words, (Deviation(on.place(0), words),))
    if not shown:
        return None
    if not rendered.faces:
        why = msg("排成了{faces}；这台机器查不出是不是代用的字体", faces="、".join(sorted(shown)))
        return Unjudged(State.NOT_MEASURED, why)
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


def rendered_lines(on: OnPages) -> Answer | Unjudged | None:
    """Every full page has 22 lines, and they fill it."""
    full = list(on.full())
    if not full:
        return _no_text(on) or Unjudged(State.NOT_MEASURED, msg("没有一面从头到尾都是正文"))
    high = on.rendered.probe.bottom - on.rendered.probe.top - TOLERANCE
    wrong = []
    for number, lines in full:
        height = lines[-1].bottom - lines[0].top
        if len(lines) != LINES:
            wrong.append(Deviation(on.place(number), msg("{count}行", count=len(lines))))
        elif height < high:
            wrong.append(
                Deviation(on.place(number), msg("{count}行只占{height}毫米高", count=LINES, height=_mm(height)))
            )
    counts = {len(lines) for _, lines in full}
    if wrong and counts == {LINES}:
        return Answer(wrong[0].found, tuple(wrong))
    return Answer(msg("{pages}个满页，每面{counts}行", pages=len(full), counts=_few(counts)), tuple(wrong))


def _no_text(on: OnPages) -> Unjudged | None:
    """A document too short to fill a page has no full page that could be right or wrong."""
    if len(on.bodies) > 2:
        return None
    return Unjudged(State.NOT_APPLICABLE, msg("没有排满的一面"))


def rendered_characters(on: OnPages) -> Answer | Unjudged | None:
    """The longest lines of nothing but characters of full width have 28.

    A line counts only if the text goes on behind it with characters that could have stood on it: the last line of a
    paragraph is as long as its words, and before a mark or a number that stays whole a line is shorter.
    """
    text = on.found(*TEXT)
    counts: dict[int, Line] = {}
    for _, lines in text:
        for line, after in pairwise(lines[1:]):
            wide = all(map(is_wide, line.text)) and line.gap < CHARACTER / 2
            if wide and line.right > RIGHT - 2 * CHARACTER and _STARTS_FREELY.match(after.text):
                hanging = line.right > RIGHT + CHARACTER / 2
                counts.setdefault(len(line.text) - hanging, line)
    if not counts:
        return Unjudged(State.NOT_MEASURED, msg("没有一行全是汉字、又排满的")) if text else on.unseen(*TEXT)
    most = max(counts)
    found = msg("最多{count}字", count=most)
    place = on.flowed.place(counts[most])
    return Answer(found, (Deviation(place, found),) if most != CHARACTERS and place is not None else ())


def rendered_text_block(on: OnPages) -> Answer | Unjudged | None:
    """The block's edges: to the side as they are; at the top as the probe has it, or at both ends by a ruler."""
    regular = list(on.regular())
    flush = [line for _, page in regular for line in page if on.flowed.continues(line)]
    # A mark may hang out by as much as it is wide; characters never do.
    wide = [line for line in flush if line.right > RIGHT - 2 * CHARACTER and has_han(line.text[-1])]
    tall = [page for _, page in regular if len(page) >= LINES - 1]
    if not wide or not tall:
        return _no_text(on) or Unjudged(State.NOT_MEASURED, msg("没有一面从头到尾是正文、又有22行"))
    left, right = min(line.left for line in flush), max(line.right for line in wide)
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
    # Below the same top, where the last line ends follows from pitch and number of lines: see rendered_lines.
    by_margin = near(top, probe.top) and bottom <= BOTTOM + TOLERANCE
    by_ruler = near(top, TOP) and near(bottom, BOTTOM)
    # Lines that are not stretched to the edge end anywhere within the last character.
    loose = not any(_stretched(on, line) for line in wide) and RIGHT - CHARACTER < right <= RIGHT
    if near(left, LEFT) and (near(right, RIGHT) or loose) and (by_margin or by_ruler):
        return Answer(found)
    return Answer(found, (Deviation(on.place(regular[0][0]), found),))


def _stretched(on: OnPages, line: Line) -> bool:
    """Whether a line is stretched to both edges; the last of a paragraph is not."""
    owner = on.flowed.paragraph(line)
    return owner is not None and owner.jc in ("both", "distribute") and on.flowed.lines(owner)[-1] is not line


def stranded_heading(on: OnPages) -> Answer | Unjudged | None:
    """No heading stands alone at the foot of a page."""
    headings = on.found(*LEVELS)
    if not headings:
        return on.unseen(*LEVELS)
    wrong = tuple(
        Deviation(on.subject.place(one), msg("单独留在第{page}面末行", page=page + 1))
        for one, _ in headings
        for page in on.flowed.ends_page(one)
        if not on.subject.heading_runs(one)[1]
    )
    return Answer(msg("没有") if not wrong else msg("{count}个", count=len(wrong)), wrong)


def _pages_with_text(on: OnPages) -> set[int]:
    return {on.flowed.page_of(line) for _, lines in on.found(*TEXT) for line in lines}


def signature_page(on: OnPages) -> Answer | Unjudged | None:
    """The page of the signature carries text of the document as well."""
    found, text = on.found(Role.SIGNATURE), _pages_with_text(on)
    if not found or not text:
        return on.unseen(Role.SIGNATURE)
    words = msg("署名所在的面只有署名")
    wrong = tuple(
        Deviation(on.subject.place(one), words) for one, lines in found if on.flowed.page_of(lines[0]) not in text
    )
    page = on.flowed.page_of(found[0][1][0]) + 1
    return Answer(words if wrong else msg("在第{page}面，有正文", page=page), wrong)


def first_page(on: OnPages) -> Answer | Unjudged | None:
    """The first page shows body text; a cover and a table of contents come before the first page."""
    text = _pages_with_text(on)
    if not text:
        return on.unseen(*TEXT)
    if 0 in text:
        return Answer(msg("有正文"))
    if on.flowed.opens_with_a_cover():
        return Unjudged(State.NOT_APPLICABLE, msg("第1面是封面或目录"))
    words = msg("没有正文，正文从第{page}面开始", page=min(text) + 1)
    return Answer(words, (Deviation(on.place(0), words),))


def rendered_indent(on: OnPages) -> Answer | Unjudged | None:
    """The first line of a paragraph begins two characters in, its other lines at the edge of the block."""
    found = [(one, lines) for one, lines in on.found(Role.BODY) if on.upright[on.flowed.page_of(lines[0])]]
    if not found:
        return on.unseen(Role.BODY)
    wrong = []
    for one, lines in found:
        inset = lines[0].left - LEFT
        if abs(inset - INDENT) > TOLERANCE:
            wrong.append(Deviation(on.subject.place(one), msg("首行缩进{inset}毫米", inset=_mm(inset))))
        elif any(line.left - LEFT > TOLERANCE for line in lines[1:]):
            worst = max(line.left - LEFT for line in lines[1:])
            wrong.append(Deviation(on.subject.place(one), msg("回行缩进{inset}毫米", inset=_mm(worst))))
    return Answer(msg("首行{inset}毫米", inset=_mm(found[0][1][0].left - LEFT)), tuple(wrong))


def rendered_signature(on: OnPages) -> Answer | Unjudged | None:
    """Sealed: the date ends four characters from the right, the signature is centred on it. Unsealed: see 7.3.5.2."""
    names, days = on.found(Role.SIGNATURE), on.found(Role.DATE)
    if not names or not days:
        return on.unseen(Role.SIGNATURE) if on.subject.of(Role.DATE) else None
    one, lines = names[-1]
    day = days[-1][1][0]
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    shift = abs(left + right - day.left - day.right) / 2
    found = msg(
        "成文日期右端距版心右边缘{inset}字，署名中线偏{shift}字",
        inset=f"{(RIGHT - day.right) / CHARACTER:.1f}",
        shift=f"{shift / CHARACTER:.1f}",
    )
    half = CHARACTER * 0.55
    sealed = abs(day.right - DATE_RIGHT) <= half and shift <= half
    inset = abs(RIGHT - right - INDENT) <= half and abs(day.left - left - INDENT) <= half
    long = abs(RIGHT - day.right - INDENT) <= half and day.right - day.left > right - left
    return Answer(found) if sealed or inset or long else Answer(found, (Deviation(on.subject.place(one), found),))


def rendered_attachment(on: OnPages) -> Answer | Unjudged | None:
    """An attachment begins a page: its label on the first line, its title on the third."""
    labels = [(one, lines[0]) for one, lines in on.found(Role.ATTACHMENT_LABEL)]
    if not labels:
        return on.unseen(Role.ATTACHMENT_LABEL)
    wrong = []
    for one, line in labels:
        page = on.bodies[on.flowed.page_of(line)]
        if page[0] != line:
            wrong.append(Deviation(on.subject.place(one), msg("不在一面的第一行")))
        elif len(page) > 1 and page[0].wide_faces and abs(page[1].baseline - line.baseline - 2 * PITCH) > PITCH / 2:
            wrong.append(Deviation(on.subject.place(one), msg("标题不在第三行")))
    return Answer(wrong[0].found if wrong else msg("{count}个附件，都另面编排", count=len(labels)), tuple(wrong))


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
