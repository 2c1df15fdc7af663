"""Rules on confirmed figures: what departments gave from their own books against what the report says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, Note, Severity, msg, shortened
from report_kit.facts.parse import ValueProblem, parse_date
from report_kit.rules.coverage import figures
from report_kit.rules.rule import Finding, rule, text_rule
from report_kit.rules.standing import Stand, vouched_for
from report_kit.rules.words import worth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_kit.facts.model import Confirmation, Edition, Fact, FactKey
    from report_kit.rules.standing import Standing
    from report_kit.rules.subject import Subject

E, W = Severity.ERROR, Severity.WARNING

_SHOWN = 30
"""Characters of a figure that a message shows; lists are longer."""

_MOST_NAMED = 6
"""Figures of a department that a message names."""

C203 = "C203"


@rule("C201", "confirmed-figure-differs", E)
def confirmed_figure_differs(subject: Subject) -> Iterator[Finding]:
    """A figure is what the department responsible for it gave from its own books."""
    for one in subject.confirmations:
        key, entry = one.fact, one.confirmation
        if one.stand not in (Stand.DIFFERS, Stand.GIVEN) or key is None:
            continue
        fact = subject.fact(key)
        given = one.stand is Stand.GIVEN
        words = msg(
            "{name}写为 {now}，而{who}核实为 {figure}",
            name=fact.name,
            now=shortened(worth(subject, key), _SHOWN),
            who=_who(entry),
            figure=shortened(entry.figure, _SHOWN),
        )
        hint = (
            msg("核对无误的，把数补进数据")
            if given
            else msg("查原始台账：数据错了，改数据；核实错了，请{whom}重新核实", whom=entry.owner or entry.by)
        )
        severity = None if one.sure and not given else W
        yield Finding(fact.location, words, (key,), _notes(subject, one), hint, severity)


@rule("C202", "changed-after-confirmation", E)
def changed_after_confirmation(subject: Subject) -> Iterator[Finding]:
    """A figure that a department confirmed is still the one it confirmed."""
    for one in subject.confirmations:
        key, entry = one.fact, one.confirmation
        if one.stand is Stand.CHANGED and key is not None:
            fact = subject.fact(key)
            words = msg(
                "{name}核实以后改过：{who}核实时是 {stood}，现在写为 {now}",
                name=fact.name,
                who=_who(entry),
                stood=shortened(entry.stood, _SHOWN),
                now=shortened(worth(subject, key), _SHOWN),
            )
            hint = msg("该改的，请{whom}重新核实；改错了的，改回来", whom=entry.owner or entry.by)
            yield Finding(fact.location, words, (key,), _notes(subject, one), hint)


@text_rule("C203", "figure-not-confirmed", W)
def figure_not_confirmed(subject: Subject) -> Iterator[Finding]:
    """Every figure printed is confirmed, where the edition asks for it or departments have begun to confirm.

    One problem for each department: a hundred would hide all others. A fact that an allowance names is told by
    itself, so that the allowance can take it away, and so is one whose confirmation does not say enough.
    """
    edition = subject.report.edition
    own = subject.report.years.get(subject.report.year)
    if edition.confirm == "none" or own is None or not (edition.confirm or own.confirmations):
        return
    allowed = {one.fact for one in edition.allow if one.code == C203}
    weak = {one.fact: one for one in subject.confirmations if one.stand in (Stand.COARSE, Stand.EMPTY)}
    owing: dict[str, list[Fact]] = {}
    for fact in unconfirmed(subject):
        if fact.key in weak or subject.report.label(fact.key) in allowed:
            yield _alone(subject, fact, weak.get(fact.key))
        else:
            owing.setdefault(fact.owner, []).append(fact)
    for owner, facts in owing.items():
        yield _together(subject, owner, facts)


@rule("C204", "confirmed-fact-unknown", W)
def confirmed_fact_unknown(subject: Subject) -> Iterator[Finding]:
    """What was confirmed is a fact of the year, or was called so before (``was``)."""
    for one in subject.confirmations:
        if one.stand is Stand.UNKNOWN and not subject.report.may_be_lost(one.confirmation.fact):
            entry = one.confirmation
            words = msg("{who}核实的“{fact}”，数据里没有", who=_who(entry), fact=entry.fact)
            yield Finding(entry.fact_location or entry.location, words, hint=_meant(subject, entry.fact))


@rule("C205", "confirmed-figure-unreadable", E)
def confirmed_figure_unreadable(subject: Subject) -> Iterator[Finding]:
    """What a department gave can be read as a figure of the kind it was asked for."""
    for one in subject.confirmations:
        if one.stand is Stand.UNREADABLE and one.fact is not None:
            yield Finding(
                one.confirmation.location,
                msg(
                    "{name}的核实数“{figure}”读不懂：{reason}",
                    name=subject.fact(one.fact).name,
                    figure=shortened(one.confirmation.figure, _SHOWN),
                    reason=one.reason,
                ),
                (one.fact,),
                hint=msg("照数据里 {now} 的样子写数字和单位", now=shortened(worth(subject, one.fact), _SHOWN)),
            )


def demanded(edition: Edition) -> bool:
    """Whether a final report of this edition needs its figures confirmed."""
    return edition.confirm in ("all", "indicators")


def unconfirmed(subject: Subject) -> tuple[Fact, ...]:
    """The facts whose figures want confirming and have not been, in the order of the report.

    These are all that it shows and that are written in the data (with ``confirm: indicators`` only those marked so);
    for what says another one again (``same_as``), that one. Not the date of the report, nor figures of last year, nor
    what is pending: that is told anyway.
    """
    report, sure = subject.report, vouched_for(subject)
    issued, only = report.edition.issued, report.edition.confirm == "indicators"
    told = {one.fact for one in subject.confirmations if one.stand not in (Stand.AGREES, Stand.COARSE, Stand.EMPTY)}
    shown = (subject.fact(key) for key, state in figures(subject) if state != "pending" and key not in sure)
    again = {one.relation.host: one.relation.operands[0][1] for one in subject.judged("same_as")}
    wanted = dict.fromkeys(_original(again, fact.key) for fact in shown if fact.indicator or not only)
    return tuple(
        fact
        for fact in map(subject.fact, wanted)
        if fact.value is not None
        and fact.year >= report.year
        and fact.key not in sure | told
        and (issued is None or fact.key != issued.key)
    )


def _original(again: Mapping[FactKey, FactKey], key: FactKey) -> FactKey:
    """The fact that a fact says ``again``, by way of others if need be; itself if it does not."""
    seen = {key}
    while key in again and again[key] not in seen:
        key = again[key]
        seen.add(key)
    return key


def _who(entry: Confirmation) -> str:
    """Department, name and day, as people say it: 社会救助科张三2024年1月15日."""
    day = parse_date(entry.on) if entry.on else None
    return f"{entry.owner}{entry.by}{'' if day is None or isinstance(day, ValueProblem) else day.chinese}"


def _notes(subject: Subject, one: Standing) -> tuple[Note, ...]:
    """Where the entry stands, what was remarked with it, and what others gave for the same fact."""
    entry = one.confirmation
    notes = [Note(msg("核实记录写在这里"), entry.location)]
    if entry.remark:
        notes.append(Note(msg("核实人的备注：{remark}", remark=shortened(entry.remark, 2 * _SHOWN))))
    notes += [
        Note(
            msg("另有{who}核实为 {figure}", who=_who(other.confirmation), figure=other.confirmation.figure),
            other.confirmation.location,
        )
        for other in subject.confirmations
        if other.fact == one.fact and other is not one
    ]
    return tuple(notes)


def _alone(subject: Subject, fact: Fact, weak: Standing | None) -> Finding:
    now = shortened(worth(subject, fact.key), _SHOWN)
    if weak is None:
        return Finding(
            fact.location, msg("{name} {now}没有核实", name=fact.name, now=now), (fact.key,), hint=_ask(subject)
        )
    entry = weak.confirmation
    reason = (
        msg("{who}没有填出数来", who=_who(entry))
        if weak.stand is Stand.EMPTY
        else msg("{who}只核实到 {figure}，没有这么细", who=_who(entry), figure=shortened(entry.figure, _SHOWN))
    )
    words = msg("{name} {now}还不算核实过：{reason}", name=fact.name, now=now, reason=reason)
    return Finding(fact.location, words, (fact.key,), _notes(subject, weak), _ask(subject))


def _together(subject: Subject, owner: str, facts: list[Fact]) -> Finding:
    named = "、".join(f"{fact.name} {shortened(worth(subject, fact.key), _SHOWN)}" for fact in facts[:_MOST_NAMED])
    keys: tuple[FactKey, ...] = tuple(fact.key for fact in facts)
    more = msg("等") if len(facts) > _MOST_NAMED else ""
    if not owner:
        words = msg("有{count}个数没有核实，也没有写责任科室：{named}{more}", count=len(facts), named=named, more=more)
        return Finding(facts[0].location, words, keys, hint=msg("写上 owner: 责任科室，再请科室核实"))
    words = msg("{owner}还有{count}个数没有核实：{named}{more}", owner=owner, count=len(facts), named=named, more=more)
    return Finding(facts[0].location, words, keys, hint=_ask(subject))


def _ask(subject: Subject) -> Message:
    return msg(
        "用 report sheet {year} 生成核数表请科室填写，再用 report confirm {year} 读入；不必核实的，在 allow 中写明理由",
        year=subject.report.year,
    )


def _meant(subject: Subject, label: str) -> Message:
    """What the fact may be called now."""
    from difflib import get_close_matches

    report = subject.report
    labels = {report.label(key): fact for key, fact in report.facts.items() if key[0] >= report.year}
    short = label.rpartition(".")[2]
    near = [name for name, fact in labels.items() if fact.name == short] or get_close_matches(label[:100], labels, n=1)
    if len(near) == 1:
        return msg("是不是 {fact}？改了名的，这里的 fact 也改", fact=near[0])
    return msg("数据里已经删去的，这一行也删去；改了名的，这里的 fact 也改")
