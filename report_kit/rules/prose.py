"""Rules on words and data together: every figure shown is a fact, every fact is shown, and nothing is left blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Note, Severity, msg, shortened
from report_kit.draft import GeneratedOrigin
from report_kit.facts.patterns import pattern
from report_kit.facts.values import Members, Pending, Quantity, Unread, Words
from report_kit.report import Word
from report_kit.rules.blanks import gaps, is_ordinary, notes, unfilled
from report_kit.rules.rule import Finding, rule, text_rule
from report_kit.rules.words import worth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.diagnostics import Location, Message
    from report_kit.facts.model import Fact, FactKey
    from report_kit.report import Report
    from report_kit.rules.subject import Subject
    from report_kit.rules.typed import TypedText

E, W = Severity.ERROR, Severity.WARNING

_ARABIC = "[0-9０-９]"
_SHOWN = 20


def _typed_placeholders(subject: Subject) -> Iterator[Finding]:
    """What is typed holds no blank, reminder or note, but in names that are masked on purpose."""
    for typed in subject.typed:
        text = typed.block.text
        spans = {(one.start, one.end) for one in typed.found if isinstance(one.value, Pending)}
        spans.update(span for find in (unfilled, gaps) for span in find(text) if typed.typed_at(span[0]))
        hash_there = "#" in text or "＃" in text
        noted = {span for line in typed.typed for span in notes(text, line.start, line.end)} if hash_there else set()
        reached = 0
        for start, end in sorted(spans | noted, key=lambda span: (span[0], -span[1])):
            place = typed.location(start, end)
            if start < reached or place is None or typed.is_name(start, end) or typed.covers_name(start, end):
                continue
            reached = end
            if (start, end) in noted:
                words = msg("“{text}”会印到正文里：| 段落里的 # 不是备注", text=shortened(text[start:end], _SHOWN))
                yield Finding(place, words, hint=_NOTES)
            elif is_ordinary(text[start:end]):
                continue
            elif not subject.foreign:
                yield _blank(text[start:end], place)
            elif not pattern(_MASKED).match(text, end):
                figure = any(one.start == start for one in typed.found) or text[start:end].strip(_LETTERS) != ""
                shown = text[start:end] if figure else text[max(0, start - 2) : end + 2]
                yield _foreign_blank(shown, place, sure=figure)


_LETTERS = "XxＸ×"
_MASKED = "[省市县区镇乡村旗州局院]|街道|社区|林场|农场|开发区|公司|学校|小学|中学|某"
"""What behind XX tells that a name was masked; documents of others do not declare which names they mask."""


def _foreign_blank(shown: str, place: Location, *, sure: bool) -> Finding:
    """``sure``: a figure is missing; else it may be a name that was masked on purpose."""
    words = msg("“{text}”还没有填", text=shown)
    hint = msg("补上数字；还没有数的，注明待补") if sure else msg("补上名称；是有意隐去的，不必改")
    return Finding(place, words, hint=hint, severity=E if sure else W)


_NOTES = msg("删去；备注写在数据的 note 里，或写在段落之外、以 # 开头的一行")


@rule("P301", "unresolved-placeholder", E, text=_typed_placeholders, audited=True)
def unresolved_placeholder(subject: Subject) -> Iterator[Finding]:
    """No name among the facts holds XX, unless it is masked on purpose. A figure not known yet is P305."""
    for fact in subject.printed:
        value = fact.value
        if not isinstance(value, (Words, Members)):
            continue
        for name in value.members if isinstance(value, Members) else (value.text,):
            masked = tuple(subject.names.spans(name))
            if any(not _covered(span, masked) for span in unfilled(name)):
                found = _blank(shortened(name, _SHOWN), fact.location)
                yield Finding(found.location, found.message, (fact.key,), hint=found.hint)


def _covered(span: tuple[int, int], names: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in names)


def _blank(shown: str, place: Location) -> Finding:
    return Finding(
        place,
        msg("“{text}”还没有填", text=shown),
        hint=msg(
            "数字写进 facts（不知道的写 XX元/人 或 待补），正文写它的名称；是隐去的名称，登记在 report.yaml 的 masked"
        ),
    )


@text_rule("P302", "unbound-figure", E)
def unbound_figure(subject: Subject) -> Iterator[Finding]:
    """An Arabic figure in prose or template is shown by a fact. Dates, ordinals, names, quoted titles are none."""
    for typed in subject.typed:
        for found in typed.found:
            shown = typed.block.text[found.start : found.end]
            if (
                not isinstance(found.value, Quantity)
                or not pattern(_ARABIC).search(typed.typed_part(found.start, found.end))
                or typed.is_name(found.start, found.end)
                or typed.in_title(found.start, found.end)
            ):
                continue
            if typed.linked(found.start, found.end):
                part = typed.typed_part(found.start, found.end)
                words = msg("“{figure}”里的“{part}”是手写的，和数据连成了另一个数", figure=shown, part=part)
                hint = msg("删去手写的数字，或者改事实的值")
            else:
                words, hint = msg("正文里手写了数字“{figure}”", figure=shown), _bind(subject, typed, shown)
            yield Finding(typed.location(found.start, found.end), words, hint=hint)


def _bind(subject: Subject, typed: TypedText, shown: str) -> Message:
    """How to have the figure shown by a fact: by which, if one of the same item prints so."""
    if typed.in_template(typed.typed[0].start):
        return msg("模板里不写数字；数字写在数据文件的 facts 中")
    item = ".".join(typed.block.id.partition("#")[0].split(".")[:2])
    year = typed.chapter.year if typed.chapter else subject.report.year
    for owner in (item, item.partition(".")[0], ""):
        key = subject.printing(year, owner, shown)
        if key is not None:
            return msg("写成 {{{{ {name} }}}}", name=subject.fact(key).name)
    return msg(
        "在本项 facts 里写上它，正文写 {{{{ 名称 }}}}；是名称里的数字，把名称登记在 templates/wording.yaml 的 names"
    )


@text_rule("P304", "unused-fact", W)
def unused_fact(subject: Subject) -> Iterator[Finding]:
    """Every fact is shown, used by another, or marked ``shown: no``. One not known yet has no sentence yet (P305)."""
    report, draft = subject.report, subject.draft
    if draft is None:
        return
    used = {origin.fact for _, _, origin in draft.links()} | set(report.answered.values())
    used |= {report.label(key) for relation in report.relations for _, key in relation.operands}
    used |= {report.label(key) for key in _in_reasons(report)}
    gaps = {
        ".".join(block.id.partition("#")[0].split(".")[:2])
        for block in draft.blocks
        if any(isinstance(span.origin, GeneratedOrigin) and span.origin.what == "placeholder" for span in block.spans)
    }
    for fact in subject.printed:
        if report.pending(fact.key) or not fact.shown or report.label(fact.key) in used:
            continue
        if not _may_be_used(subject, fact, gaps):
            yield Finding(
                fact.name_location,
                msg(
                    "{name} {value} 没有写进正文，也没有别的数据用到它",
                    name=fact.name,
                    value=shortened(worth(subject, fact.key), _SHOWN),
                ),
                (fact.key,),
                hint=msg("在正文里写 {{{{ {name} }}}}；只供核对的写 shown: no；多余的删去", name=fact.name),
            )


def _in_reasons(report: Report) -> Iterator[FactKey]:
    """The facts that the reasons of outcomes show; they are printed in an annex, if there is one."""
    for outcome in report.edition.outcomes:
        for hole in outcome.reason.holes() if outcome.reason else ():
            binding = report.bindings.get(hole.location)
            if binding is not None and not isinstance(binding, Word):
                yield binding


def _may_be_used(subject: Subject, fact: Fact, gaps: set[str]) -> bool:
    """Whether what would show the fact may have been lost: a hole, a formula, a file not read whole."""
    owner, _, _ = fact.id.rpartition(".")
    known = subject.report.years.get(fact.year)
    lost = known.incomplete if known is not None else frozenset()
    if subject.formulas_lost(fact):
        return True
    if not owner:
        return bool(lost or gaps)
    return owner in gaps or owner.partition(".")[0] in lost or ("." not in owner and bool(gaps))


@rule("P305", "pending-fact", W)
def pending_fact(subject: Subject) -> Iterator[Finding]:
    """A fact printed is known, and last year's that it needs, and the report's date; what follows is not told again."""
    issued = subject.report.edition.issued
    for fact in (*([issued] if issued is not None else []), *subject.printed):
        value = fact.value
        if isinstance(value, Pending) and not isinstance(value, Unread):
            yield Finding(
                fact.location,
                msg("{name}还没有补上：写的是“{value}”", name=fact.name, value=value.text),
                (fact.key,),
                hint=(
                    msg("请{owner}补上；定稿前必须补齐", owner=fact.owner)
                    if fact.owner
                    else msg("查清后补上；定稿前必须补齐")
                ),
            )
    for key, place in subject.last_year.needed.items():
        fact, value = subject.fact(key), subject.report.values.get(key)
        if isinstance(value, Pending) and not isinstance(value, Unread):
            yield Finding(
                place,
                msg("上年的 {name} 还没有补上：写的是“{value}”", name=fact.name, value=value.text),
                (key,),
                (Note(msg("{name} 写在这里", name=fact.name), fact.location),),
                msg("到 {path} 补上；一时没有的，改写这句话", path=fact.location.path),
            )
