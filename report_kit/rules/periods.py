"""The period a figure is of, against the report's year, against its own date, and against what it restates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Note, Severity, msg
from report_kit.facts.dates import first_day
from report_kit.facts.values import Date, Period
from report_kit.rules.judge import impossible, span_of
from report_kit.rules.rule import Finding
from report_kit.rules.subject import years_of
from report_kit.rules.words import CORRECT_ONE, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.diagnostics import Location
    from report_kit.facts.model import Fact
    from report_kit.report import Relation
    from report_kit.rules.subject import Subject


def after_the_year(subject: Subject) -> Iterator[Finding]:
    """The periods of results that begin after the report's year: a year not over yet, or a month after the report.

    What was done between the year's end and the report may stand in it (2024年1月); targets are of the future.
    """
    year = subject.report.year
    for fact in subject.results:
        when = fact.period
        if when is None or impossible(when) or subject.told_as_target(fact) or min(years_of(when), default=0) <= year:
            continue
        value = subject.report.values.get(fact.key)
        if isinstance(value, (Date, Period)) and years_of(value):
            continue  # a date tells its year itself, and is judged by it
        start = when if isinstance(when, Date) else when.start
        day = first_day(start)
        over = start.month is not None and day and subject.report_day and day <= subject.report_day
        if not over:
            yield Finding(
                fact.period_location or fact.location,
                msg("{name}的时期写为 {period}，在{year}年之后", name=fact.name, period=_told(when), year=year),
                (fact.key,),
                hint=msg("核对 period；确是下一年的目标，在 what 中写明“目标”或“计划”"),
            )


def of_another_year(subject: Subject) -> Iterator[Finding]:
    """The facts that are a date in one year and say that they are of another."""
    for fact in subject.results:
        value = subject.report.values.get(fact.key)
        if fact.period is None or not isinstance(value, (Date, Period)) or impossible(value) or impossible(fact.period):
            continue
        own, stated = years_of(value), years_of(fact.period)
        apart = bool(own and stated) and (own[-1] < stated[0] or stated[-1] < own[0])
        if apart or (isinstance(value, Period) and isinstance(fact.period, Period) and own != stated):
            yield Finding(
                fact.location,
                msg(
                    "{name}是 {date}，时期却写为 {period}", name=fact.name, date=text(value), period=_told(fact.period)
                ),
                (fact.key,),
                (Note(msg("{name} 的时期写在这里", name=fact.name), fact.period_location or fact.location),),
                CORRECT_ONE,
            )


def mismatched(subject: Subject) -> Iterator[Finding]:
    """The figures that restate another, or tell how long a period lasts, and are of another period."""
    for verdict in subject.judged("same_as", "length"):
        fact = subject.fact(verdict.relation.host)
        other = _period_of_operand(subject, verdict.relation)
        if fact.period is None or other is None:
            continue
        days, own = span_of(other), span_of(fact.period)
        if days is not None and own is not None and days != own:
            source = subject.fact(verdict.relation.operands[0][1])
            yield Finding(
                fact.period_location or fact.location,
                msg(
                    "{name}的时期写为 {period}，而 {other} 的时期是 {right}",
                    name=fact.name,
                    period=_told(fact.period),
                    other=source.name,
                    right=_told(other),
                ),
                (fact.key, source.key),
                (Note(msg("{name} 的时期写在这里", name=source.name), _place(source)),),
                CORRECT_ONE,
            )


def of_another_target(subject: Subject) -> Iterator[Finding]:
    """The targets said to be met (or missed) by a figure of another year: surely wrong of an earlier year.

    A target of a later year may have been met ahead of time, so that is only a warning.
    """
    for verdict in subject.judged("meets", "misses"):
        fact = subject.fact(verdict.relation.host)
        target = subject.fact(verdict.relation.operands[0][1])
        own, meant = years_of(fact.as_of or fact.period), years_of(target.period)
        if own and meant and not meant[0] <= own[-1] <= meant[-1]:
            yield Finding(
                target.period_location or target.location,
                msg(
                    "{name}是{period}的目标，用来比的 {other} 却是{date}的数",
                    name=target.name,
                    period=_told(target.period),
                    other=fact.name,
                    date=_told(fact.as_of or fact.period),
                ),
                (target.key, fact.key),
                (Note(msg("{name} 写在这里", name=fact.name), fact.location),),
                msg("核对目标是哪一年的；改正其中之一"),
                None if meant[-1] < own[-1] else Severity.WARNING,
            )


def _period_of_operand(subject: Subject, relation: Relation) -> Date | Period | None:
    """The period of what is restated; what lasts so long is a period itself."""
    key = relation.operands[0][1] if relation.operands else None
    if key is None:
        return None
    value = subject.report.values.get(key)
    if relation.kind == "length":
        return value if isinstance(value, Period) and isinstance(subject.fact(relation.host).period, Period) else None
    return subject.fact(key).period


def _place(fact: Fact) -> Location:
    return fact.period_location or fact.location


def _told(when: Date | Period | None) -> str:
    """2023 is written 2023年."""
    shown = text(when)
    return f"{shown}年" if shown.isdigit() else shown
