"""Slips of the pen in the shipped data, one at a time: what is changed where, and which rules may tell.

Whether a slip leaves everything right is worked out here anew, with plain fractions, and not by the code tested.
"""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location
from report_kit.facts.parse import ValueProblem, parse_value
from report_kit.facts.values import Date, Members, Ordinal, Period, Quantity, Recurring, Value, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.facts.model import FactKey
    from report_kit.report import Report

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
NUMERALS = "一二三四五六七八九"


class Mutant(NamedTuple):
    """One slip: the text at a place becomes another; at least one of these codes must tell."""

    place: Location
    old: str
    new: str
    codes: frozenset[str]

    def __str__(self) -> str:
        return f"{self.place.path.rpartition('/')[2]}:{self.place.line}:{self.place.column} {self.old}→{self.new}"

    def files(self) -> dict[str, str]:
        """The data with the slip in it."""
        lines = SOURCES[self.place.path].split("\n")
        line = lines[self.place.line - 1]
        start = self.place.column - 1
        assert line.startswith(self.old, start), (line, self.old)
        lines[self.place.line - 1] = line[:start] + self.new + line[start + len(self.old) :]
        return {**SOURCES, self.place.path: "\n".join(lines)}


def slips(text: str) -> Iterator[str]:
    """The texts a figure, date or name becomes by one slip."""
    numbers = list(re.finditer("[0-9]+", text))
    for number in numbers:
        digits = number.group()
        changed = {str(int(digits) + 1), str(max(int(digits) - 1, 0)), digits + "0", digits[:-1]}
        changed |= {
            digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :]
            for n in range(len(digits) - 1)
            if digits[n] != digits[n + 1]
        }
        for other in sorted(changed - {digits, ""}):
            yield text[: number.start()] + other + text[number.end() :]
    if not numbers:
        numeral = next((character for character in text if character in NUMERALS), "")
        if numeral:
            yield text.replace(numeral, NUMERALS[NUMERALS.index(numeral) - 1], 1)
        else:
            yield text[:-1]


def of_facts(report: Report) -> Iterator[Mutant]:
    """Every slip in a fact of 2023 that stands in an equality, those left out that still make everything right."""
    for key, fact in report.facts.items():
        related = [one for one in report.relations if one.kind in CODES and key in _facts_of(one)]
        if key[0] != 2023 or not related or fact.value is None or isinstance(fact.value, Members):
            continue
        written = str(fact.value)
        for changed in slips(written):
            value = parse_value(changed)
            if isinstance(value, ValueProblem) or type(value) is not type(fact.value):
                continue
            broken = frozenset(CODES[one.kind] for one in related if not _holds(report, one, {key: value}))
            if broken:
                yield Mutant(fact.location, written, changed, broken | _of_no_date(value))


def of_lists(report: Report) -> Iterator[Mutant]:
    """Every member of a counted list left out, written in place of its neighbour, and under another name."""
    for relation in report.relations:
        fact = report.facts[relation.operands[0][1]]
        if relation.kind != "count" or fact.year != 2023 or not isinstance(fact.value, Members):
            continue
        members = list(fact.value.members)
        for n in range(len(members)):
            for changed in (members[:n] + members[n + 1 :], [*members[:n], members[n - 1], *members[n + 1 :]]):
                yield Mutant(fact.location, str(fact.value), "、".join(changed), frozenset({"L101"}))
            renamed = [*members[:n], f"新{members[n]}", *members[n + 1 :]]
            yield Mutant(fact.location, str(fact.value), "、".join(renamed), frozenset({"N130"}))


_FULL_DATE = re.compile(r"([0-9]{4})([-年])([0-9]{1,2})([-月])([0-9]{1,2})(日?)")


def of_dates() -> Iterator[Mutant]:
    """Every full date of 2023's folder in another year, on another day, and on no day at all; notes left out."""
    told = frozenset({"D101", "D102", "D110", "D201", "D211", "D212", "N130"})
    for path, text in SOURCES.items():
        if "/2023/" not in path:
            continue
        for number, line in enumerate(text.split("\n"), 1):
            facts = re.split(r"#|note:", line)[0]
            for match in _FULL_DATE.finditer(facts):
                year, first, month, second, day, end = match.groups()
                place = Location(path, number, match.start() + 1)
                for other in (int(year) - 1, int(year) + 1):
                    yield Mutant(place, match.group(), f"{other}{first}{month}{second}{day}{end}", told)
                yield Mutant(place, match.group(), f"{year}{first}{month}{second}32{end}", frozenset({"D101"}))
                for other in (int(day) - 1, int(day) - 10):
                    moved = f"{other:0{len(day)}}"
                    yield Mutant(place, match.group(), f"{year}{first}{month}{second}{moved}{end}", told)


def _facts_of(relation) -> set[FactKey]:
    return {relation.host, *(key for _, key in relation.operands)}


def _of_no_date(value: Value) -> frozenset[str]:
    """A date or period may fail for itself before it can fail a relation."""
    return frozenset({"D101", "D102", "D103", "D110"}) if isinstance(value, (Date, Period, Recurring)) else frozenset()


def _holds(report: Report, relation, changed: dict[FactKey, Value]) -> bool:
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
        case _:
            wanted = terms[1].value / terms[0].value - 1 if terms[0].value else Fraction(-1)
    return abs(wanted - host.value) <= half


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.value == other.value
    if isinstance(one, (Ordinal, Words, Members)):
        return str(one) == str(other)
    return one == other or _parts(one) == _parts(other)


def _parts(value: Value) -> tuple[object, ...]:
    if isinstance(value, Period):
        return (*_parts(value.start), *_parts(value.end))
    return tuple(getattr(value, name, None) for name in ("year", "month", "day", "end"))
