"""Every fact of a report: as printed, where written, what it must equal, where shown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from report_kit.facts.dates import last_day
from report_kit.facts.parse import ValueProblem, parse_date
from report_kit.facts.values import Date, Members, Ordinal, Period, Quantity, Value, printed
from report_kit.flows.relations import relation_entry
from report_kit.indicators import indicator_rows
from report_kit.rules import Subject
from report_kit.rules.standing import Stand, vouched_for
from report_kit.show.facts import Confirmed, FactEntry, ShownAt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from report_kit.facts.model import Fact, FactKey
    from report_kit.flows.pipeline import Assembly
    from report_kit.indicators import IndicatorRow
    from report_kit.report import Relation, Report


def fact_entries(assembly: Assembly) -> tuple[FactEntry, ...]:
    """The facts of the year and of the plans it prints, and those of other years that they refer to.

    This year's first, each file in its own order. Empty when there is no report.
    """
    report = assembly.report
    if report is None:
        return ()
    shown = _shown(assembly)
    named = {*shown, *(origin.beside for _, _, origin in (assembly.draft.links() if assembly.draft else ()))}
    relations: dict[FactKey, list[Relation]] = defaultdict(list)
    for relation in report.relations:
        relations[relation.host].append(relation)
    compared = {row.fact.key: row for row in indicator_rows(report)}
    given = _confirmed(report)
    return tuple(
        replace(
            _entry(report, report.facts[key], relations[key], shown.get(report.label(key), ()), compared.get(key)),
            confirmed=given.get(key),
        )
        for key in _told(report, relations, named)
    )


def _confirmed(report: Report) -> Mapping[FactKey, Confirmed]:
    """What departments gave for the facts of the report, and which facts follow from that."""
    subject = Subject(report)
    found: dict[FactKey, Confirmed] = {}
    for one in subject.confirmations:
        before = found.get(one.fact) if one.fact is not None else None
        if one.fact is None or one.stand is Stand.OPEN or (before is not None and before.stand != Stand.AGREES.value):
            continue
        entry, day = one.confirmation, parse_date(one.confirmation.on)
        on = "" if isinstance(day, ValueProblem) else iso(day) or ""
        found[one.fact] = Confirmed(one.stand.value, entry.owner, entry.by, on, entry.figure)
    follows = {key: Confirmed("follows") for key in vouched_for(subject)} if found else {}
    return {**follows, **found}


def _told(report: Report, relations: Mapping[FactKey, list[Relation]], named: Collection[str]) -> Iterator[FactKey]:
    own = {report.year, *(chapter.year for chapter in report.chapters)}
    used = {key for hosted in relations.values() for relation in hosted for _, key in relation.operands}
    issued = {fact.key for one in report.years.values() if one.edition and (fact := one.edition.issued)}
    for key in sorted(report.facts, key=lambda key: (key[0] != report.year, -key[0])):
        if (key[0] in own and key not in issued) or key in used or report.label(key) in named:
            yield key


def _shown(assembly: Assembly) -> Mapping[str, tuple[ShownAt, ...]]:
    places: dict[str, list[ShownAt]] = defaultdict(list)
    for block, span, origin in assembly.draft.links() if assembly.draft else ():
        places[origin.fact].append(ShownAt(block.id, span.start, span.end))
    return {label: tuple(found) for label, found in places.items()}


def _entry(
    report: Report, fact: Fact, relations: list[Relation], shown: tuple[ShownAt, ...], compared: IndicatorRow | None
) -> FactEntry:
    value = report.values.get(fact.key, fact.value)
    return FactEntry(
        id=report.label(fact.key),
        text="" if value is None else printed(value),
        value=as_json(value),
        unit=fact.unit or getattr(value, "unit", ""),
        what=fact.what,
        as_of=iso(fact.as_of) if fact.as_of else None,
        period=iso(fact.period) if fact.period else None,
        source=fact.source,
        owner=fact.owner,
        location=fact.location,
        pending=report.pending(fact.key),
        derived=fact.value is None,
        relations=tuple(relation_entry(report, relation) for relation in relations),
        shown=shown,
        last_year=compared.last_year.whole if compared else "",
        change=compared.change.whole if compared else "",
        growth=compared.growth.whole if compared else "",
    )


def as_json(value: Value | None) -> str | list[str] | None:
    """An exact rational in base units (``"627/1000"``), an ISO date or interval, the members of a list.

    None for words, days that come again, and what is not known.
    """
    match value:
        case Quantity():
            return str(value.value)
        case Ordinal():
            return str(value.number)
        case Date() | Period():
            return iso(value)
        case Members():
            return list(value.members)
        case _:
            return None


def iso(when: Date | Period) -> str | None:
    """ISO 8601 at the precision written: 2023-09, 2023/2025; 2022年底 is its last day. None without a year."""
    if isinstance(when, Period):
        ends = iso(when.start), iso(when.end)
        return "/".join(end for end in ends if end) if all(ends) else None
    if when.end:
        day = last_day(when)
        return day.isoformat() if day else None
    if when.year is None:
        return None
    parts = [f"{when.year:04}"] + [f"{part:02}" for part in (when.month, when.day) if part is not None]
    return "-".join(parts)
