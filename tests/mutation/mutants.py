"""Slips of the pen in the shipped data of 2023, one at a time: what is changed where, and what must tell of it.

Whether a slip leaves everything right is worked out here anew, with plain fractions, and not by the code tested.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.parse import ValueProblem, parse_value
from report_kit.facts.values import Date, Members, Ordinal, Pending, Period, Quantity, Recurring, Value, Words
from tests.mutation.operators import (
    DAY,
    FACTS_SWAPPED,
    MEMBER_DOUBLED,
    UNIT_CHANGED,
    slips,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_kit.diagnostics import Location
    from report_kit.facts.model import Fact, FactKey
    from report_kit.report import Relation, Report

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("data/20*/*.yaml"))
}
CODES = {
    "share": "N111",
    "growth": "N101",
    "difference": "N103",
    "sum": "N120",
    "mean": "N124",
    "product": "N125",
    "count": "L101",
    "length": "D104",
    "same_as": "N130",
}
"""The formulas that state an equality, and the rule that judges each."""

DATE_RULES = frozenset({"D101", "D102", "D103", "D104", "D110", "D111", "D201", "D205", "D206", "D211", "D212", "N130"})
"""What may tell of a slip in a date."""


MISFORMED = frozenset({"F201", "F202", "F301", "U202"})
"""What may tell of a text that is no value of its kind, or in another unit."""


class Edit(NamedTuple):
    """One text at one place becomes another."""

    place: Location
    old: str
    new: str


class Mutant(NamedTuple):
    """One slip. ``facts``: whose value, or whose date, it changes; none if it is the report's own date.

    ``role`` is value, as_of, period or date. ``equality``: a value is changed that stands in an equality, and
    then one of ``codes`` must tell, unless the slip is ``equivalent``: all equalities stay right after rounding.
    """

    operator: str
    role: str
    facts: tuple[FactKey, ...]
    edits: tuple[Edit, ...]
    equality: bool = False
    codes: frozenset[str] = frozenset()
    equivalent: bool = False

    def __str__(self) -> str:
        told = " ".join(
            f"{edit.place.path.rpartition('/')[2]}:{edit.place.line}:{edit.place.column} {edit.old}→{edit.new}"
            for edit in self.edits
        )
        return f"{self.operator} {told}"

    def files(self) -> dict[str, str]:
        """The data with the slip in it."""
        files = dict(SOURCES)
        for edit in sorted(self.edits, reverse=True):
            lines = files[edit.place.path].split("\n")
            line, start = lines[edit.place.line - 1], edit.place.column - 1
            assert line.startswith(edit.old, start), (line, edit.old)
            lines[edit.place.line - 1] = line[:start] + edit.new + line[start + len(edit.old) :]
            files[edit.place.path] = "\n".join(lines)
        return files


def mutants(report: Report) -> list[Mutant]:
    """Every slip in every fact of 2023, in its dates, and in the report's own date."""
    return [*of_values(report), *of_swaps(report), *of_dates(report)]


def of_values(report: Report) -> Iterator[Mutant]:
    """Every slip in the value of a fact: figures, dates, lists."""
    for fact in _written(report):
        assert fact.value is not None
        related = _equalities(report, fact.key)
        for operator, changed in slips(fact.value):
            edits = (Edit(fact.location, str(fact.value), changed),)
            codes = _broken_by(report, related, fact, operator, changed) if related else frozenset()
            yield Mutant(operator, "value", (fact.key,), edits, bool(related), codes, bool(related) and not codes)


def _broken_by(report: Report, related: list[Relation], fact: Fact, operator: str, changed: str) -> frozenset[str]:
    """The rules one of which must tell of a slip in a value that stands in these equalities; none if all stay right."""
    all_codes = frozenset(CODES[one.kind] for one in related)
    if operator == MEMBER_DOUBLED:
        return frozenset({"L101", "L102"})
    value = _parsed(fact.value, changed)
    if operator == UNIT_CHANGED or value is None or type(value) is not type(fact.value):
        return all_codes | MISFORMED
    broken = frozenset(CODES[one.kind] for one in related if not _holds(report, one, {fact.key: value}))
    # A date or period may fail for itself before it can fail a relation.
    return broken | DATE_RULES if broken and isinstance(value, (Date, Period, Recurring)) else broken


def of_swaps(report: Report) -> Iterator[Mutant]:
    """Every two neighbouring facts of an item that are written in one unit, each with the other's figure.

    Two parts of one sum keep the sum and are wrong all the same: a swap is never equivalent, and nothing need tell.
    """
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in _written(report):
        if isinstance(fact.value, Quantity) and not fact.value.approximate:
            groups.setdefault((fact.id.rpartition(".")[0], fact.value.scale + fact.value.unit), []).append(fact)
    for facts in groups.values():
        for one, other in pairwise(facts):
            mine, theirs = str(one.value), str(other.value)
            if mine == theirs or one.value is None or other.value is None:
                continue
            changed = {one.key: other.value, other.key: one.value}
            related = dict.fromkeys([*_equalities(report, one.key), *_equalities(report, other.key)])
            broken = frozenset(CODES[kind.kind] for kind in related if not _holds(report, kind, changed))
            edits = (Edit(one.location, mine, theirs), Edit(other.location, theirs, mine))
            yield Mutant(FACTS_SWAPPED, "value", (one.key, other.key), edits, bool(broken), broken)


def of_dates(report: Report) -> Iterator[Mutant]:
    """Every slip in a date that facts are true for, written once among the defaults or in a fact, and in the report's."""
    shared: dict[tuple[Location, str, str], list[FactKey]] = {}
    for fact in report.facts.values():
        if fact.year == report.year and not isinstance(fact.value, Pending):
            if fact.as_of is not None and fact.as_of_location is not None:
                shared.setdefault((fact.as_of_location, str(fact.as_of), "as_of"), []).append(fact.key)
            if fact.period is not None and fact.period_location is not None:
                shared.setdefault((fact.period_location, str(fact.period), "period"), []).append(fact.key)
    edition = report.edition
    if edition.date is not None and edition.date_location is not None:
        shared[edition.date_location, str(edition.date), "date"] = []
    for (place, written, role), facts in shared.items():
        text = _as_typed(place)
        value = parse_value(text) if re.search("[年月日-]", text) else Date(text, year=int(text))
        assert not isinstance(value, ValueProblem), written
        for operator, changed in slips(value):
            yield Mutant(operator, role, tuple(facts), (Edit(place, text, changed),))


def off_the_calendar(report: Report) -> Iterator[Mutant]:
    """Every full date of 2023's folder on the 32nd."""
    for mutant in of_dates(report):
        edit = mutant.edits[0]
        if mutant.operator == DAY:
            end = re.search(r"[0-9]{1,2}(日?)$", edit.old)
            if end:
                yield mutant._replace(edits=(edit._replace(new=f"{edit.old[: end.start()]}32{end[1]}"),))


def _as_typed(place: Location) -> str:
    """The text of a date as it stands in the file, which need not be what is printed."""
    line = SOURCES[place.path].split("\n")[place.line - 1]
    found = re.match(r"[0-9年月日底初—-]+", line[place.column - 1 :])
    assert found is not None, (place, line)
    return found.group()


def _written(report: Report) -> list[Fact]:
    """The facts of the year in which something is written that can be mistyped, in the order of the files."""
    facts = (fact for fact in report.facts.values() if fact.year == report.year)
    return [fact for fact in facts if fact.value is not None and not isinstance(fact.value, (Pending, Words))]


def _equalities(report: Report, key: FactKey) -> list[Relation]:
    """The equalities a fact stands in, those left out that nothing can be reckoned with yet."""
    return [
        one
        for one in report.relations
        if one.kind in CODES
        and key in _facts_of(one)
        and all(
            report.values.get(other) is not None and not isinstance(report.values[other], Pending)
            for other in _facts_of(one)
        )
    ]


def _parsed(old: Value | None, text: str) -> Value | None:
    if isinstance(old, Members):
        members = tuple(text.split("、"))
        return Members(members, ("、",) * (len(members) - 1))
    value = parse_value(text)
    return None if isinstance(value, ValueProblem) else value


def _facts_of(relation: Relation) -> set[FactKey]:
    return {relation.host, *(key for _, key in relation.operands)}


def _holds(report: Report, relation: Relation, changed: Mapping[FactKey, Value]) -> bool:
    """Whether a relation is right, by plain arithmetic on what is written."""
    values = {key: changed.get(key, report.values[key]) for key in _facts_of(relation)}
    host = values[relation.host]
    terms = [values[key] for _, key in relation.operands]
    if relation.kind == "same_as":
        return _same(host, terms[0])
    if not isinstance(host, Quantity):
        return True
    half = 0 if host.exact else host.place / 2
    match relation.kind:
        case "count":
            wanted = Fraction(len(set(terms[0].members)))
        case "length":
            wanted = Fraction(terms[0].end.year - terms[0].start.year + 1)
        case "sum":
            wanted = sum((term.value for term in terms), Fraction(0))
        case "share":
            wanted = terms[0].value / terms[1].value if terms[1].value else Fraction(-1)
        case "growth":
            wanted = terms[1].value / terms[0].value - 1 if terms[0].value else Fraction(-1)
        case _:
            raise NotImplementedError(relation.kind)
    return abs(wanted - host.value) <= half


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.value == other.value and one.unit == other.unit
    if isinstance(one, Members) and isinstance(other, Members):
        return set(one.members) == set(other.members)
    if isinstance(one, (Ordinal, Words)):
        return str(one) == str(other)
    return one == other or _parts(one) == _parts(other)


def _parts(value: Value) -> tuple[object, ...]:
    if isinstance(value, Period):
        return (*_parts(value.start), *_parts(value.end))
    return tuple(getattr(value, name, None) for name in ("year", "month", "day", "end"))
