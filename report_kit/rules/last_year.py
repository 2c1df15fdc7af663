"""Last year's figures as this year's report leans on them: what was sent, which figures restate one, which use one."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.model import Formula
from report_kit.facts.parse import ValueProblem, parse_members, parse_value
from report_kit.facts.prose import YEARLY
from report_kit.facts.sentences import edition_prose, item_prose
from report_kit.facts.targets import comparable
from report_kit.facts.values import Members, Pending, Quantity, printed
from report_kit.indicators import indicator_rows
from report_kit.report import NEXT_YEAR, Relation, Word
from report_kit.rules.judge import State, restated, span_of, within

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from report_kit.diagnostics import Location
    from report_kit.facts.model import Fact, FactKey, Hole, Prose
    from report_kit.facts.published import PublishedFigure
    from report_kit.facts.values import Value
    from report_kit.rules.judge import Verdict
    from report_kit.rules.subject import Subject

    Days = tuple[date, date]


class Sent(NamedTuple):
    """A figure as last year's report was sent with it."""

    figure: PublishedFigure
    value: Value


class Base(NamedTuple):
    """A figure of this year's data that states one of last year's again: ``fact`` states what ``meant`` is.

    ``declared``: it says so itself (``same_as``); else it is what a growth begins with, or of the same day and name.
    """

    fact: Fact
    meant: Fact
    declared: bool


_FORMERLY = ("上年度", "上一年", "上年末", "上年底", "上年", "去年底", "去年", "原")
"""What a base is called by before the name of what it is the base of."""


class LastYear:
    """What this year's report has to do with last year's. Empty where last year's folder is not there."""

    def __init__(self, subject: Subject) -> None:
        """``subject`` is the report under examination."""
        self._subject = subject
        self._report = subject.report
        self.year = subject.report.year - 1

    @cached_property
    def sent(self) -> Mapping[FactKey, Sent]:
        """The figures that last year's report was sent with and that facts still name, its plans for this year too."""
        folder = self._report.years.get(self.year)
        found: dict[FactKey, Sent] = {}
        for figure in folder.published.figures if folder and folder.published else ():
            key = self.key_of(figure)
            value = self._report.values.get(key)
            if value is not None:
                read = _read(figure.text, value, self._subject.terms.all_units)
                if read is not None:
                    found[key] = Sent(figure, read)
        return found

    def key_of(self, figure: PublishedFigure) -> FactKey:
        """The fact that was sent: of last year's folder, or of the plans in this year's."""
        planned = figure.id.startswith(NEXT_YEAR)
        return (self.year + planned, figure.id.removeprefix(NEXT_YEAR))

    @cached_property
    def planned(self) -> tuple[FactKey, ...]:
        """The facts of this year's folder that last year's report promised, but for what restates last year's."""
        restating = {base.fact.key for base in self.bases if base.declared}
        return tuple(key for key in self.sent if key[0] > self.year and key not in restating)

    @cached_property
    def lost(self) -> tuple[PublishedFigure, ...]:
        """The figures promised for this year that no fact of its folder is called by any more."""
        now, then = self._report.years.get(self.year + 1), self._report.years.get(self.year)
        if now is None or then is None or then.published is None:
            return ()
        keys = [(figure, self.key_of(figure)) for figure in then.published.figures]
        return tuple(
            figure
            for figure, key in keys
            if key[0] > self.year and key not in self._report.facts and key[1].partition(".")[0] not in now.incomplete
        )

    @cached_property
    def bases(self) -> tuple[Base, ...]:
        """Every figure of this year that restates one of last year, each once, in the order they are written."""
        declared, begun = self._declared, dict(self._begun())
        found = []
        for fact in self._facts(self.year + 1):
            if fact.key in declared:
                found.append(Base(fact, declared[fact.key], declared=True))
            elif (meant := begun.get(fact.key) or self._alike(fact)) is not None:
                found.append(Base(fact, meant, declared=False))
        return tuple(found)

    @cached_property
    def uses(self) -> Mapping[FactKey, Location]:
        """The facts of last year's folder that this year's figures and sentences lean on, and where first."""
        found = dict(self.needed)
        for relation, key in self._operands():
            found.setdefault(key, relation.location)
        return found

    @cached_property
    def needed(self) -> Mapping[FactKey, Location]:
        """Those without which something of this year cannot be shown: a hole, a cell, or a fact worked out from it."""
        found: dict[FactKey, Location] = {}
        for location, bound in self._report.bindings.items():
            if not isinstance(bound, Word) and bound[0] == self.year:
                found.setdefault(bound, location)
        for _, key, hole in self.compared:
            if key[0] == self.year:  # a plan is set beside this year's
                found.setdefault(key, hole.location)
        for relation, key in self._operands():
            if self._report.facts[relation.host].value is None:
                found.setdefault(key, relation.location)
        for attachment in self._report.edition.attachments:
            rows = indicator_rows(self._report) if attachment.table == "indicators" else ()
            for row in rows:
                shown = row.last_year.fact
                if shown is not None and shown[0] == self.year:
                    found.setdefault(shown, attachment.location or self._report.edition.location)
        return found

    def _operands(self) -> Iterator[tuple[Relation, FactKey]]:
        for relation in self._report.relations:
            if relation.host[0] > self.year:
                yield from ((relation, key) for _, key in relation.operands if key[0] == self.year)

    @cached_property
    def compared(self) -> tuple[tuple[FactKey, FactKey, Hole], ...]:
        """The facts that a sentence of this year sets beside last year's by a filter: both, and the hole."""
        found = []
        for prose in self._prose():
            for hole in prose.holes():
                now = self._report.bindings.get(hole.location)
                if not hole.filters or hole.filters[0] not in YEARLY or now is None or isinstance(now, Word):
                    continue
                earlier = self._report.earlier.get(now)
                if earlier is not None:
                    found.append((now, earlier, hole))
        return tuple(found)

    @cached_property
    def checked(self) -> frozenset[FactKey]:
        """The facts in which a slip would be told: bases, and what is held against the figures as sent."""
        bases = {base.fact.key for base in self.bases if (found := self.verdict(base)) and found.equality}
        return frozenset(bases | (self.sent.keys() & self.uses.keys()))

    def verdict(self, base: Base) -> Verdict | None:
        """Whether a base states what was sent, or what last year's facts say where nothing was; None if unknown."""
        stated = self._report.values.get(base.fact.key)
        sent = self.sent.get(base.meant.key)
        right = sent.value if sent else self._report.values.get(base.meant.key)
        if stated is None or right is None or isinstance(stated, Pending) or isinstance(right, Pending):
            return None
        return restated(_restatement(base.fact, base.meant), stated, right)

    def drifted(self, key: FactKey) -> bool:
        """Whether last year's facts no longer say what was sent."""
        sent, value = self.sent.get(key), self._report.values.get(key)
        if sent is None or value is None or printed(value) == sent.figure.text:
            return False
        fact = self._report.facts[key]
        return restated(_restatement(fact, fact), value, sent.value).state in (State.FAILS, State.UNITS)

    @cached_property
    def _declared(self) -> Mapping[FactKey, Fact]:
        return {
            relation.host: self._report.facts[relation.operands[0][1]]
            for relation in self._report.relations
            if crosses_years(relation, self._report.year)
        }

    def _begun(self) -> Iterator[tuple[FactKey, Fact]]:
        """What a growth or a difference begins with, where it can only be last year's figure of what it ends with.

        It is of the same time as that figure. A target may be that, too; and a difference has other bases as well.
        """
        for relation in self._report.relations:
            start, end = relation.operand("from"), relation.operand("to")
            if relation.kind not in ("growth", "difference") or start is None or end is None:
                continue
            earlier = self._report.earlier.get(end)
            if earlier is None or start[0] != self.year + 1:
                continue
            base, now, meant = (self._report.facts[key] for key in (start, end, earlier))
            names = {base.name, base.what, *map(_bare, (base.name, base.what))}
            called_so = not names.isdisjoint((now.name, now.what, meant.name, meant.what))
            meant_so = relation.kind == "growth" and not self._subject.told_as_target(base)
            if (called_so or meant_so) and self._of_last_year(base) and self._same_time(base, meant):
                yield base.key, meant

    def _alike(self, fact: Fact) -> Fact | None:
        """The one fact of last year that is called the same and of the same day or time, which this year's gives."""
        if fact.period is None and not self._subject.says_as_of(fact):
            return None
        days = _days(fact)
        if days is None or not self._of_last_year(fact):
            return None
        home = fact.id.rpartition(".")[0]
        likely = [
            one
            for one in self._by_what.get(fact.what, ())
            if _days(one) == days
            and (one.id.rpartition(".")[0] == home or one.what != one.name)
            and self._comparable(fact, one)
        ]
        return likely[0] if len(likely) == 1 else None

    @cached_property
    def _by_what(self) -> Mapping[str, list[Fact]]:
        table: dict[str, list[Fact]] = defaultdict(list)
        for fact in self._facts(self.year):
            table[fact.what].append(fact)
        return table

    def _of_last_year(self, fact: Fact) -> bool:
        days = _days(fact)
        return days is not None and days[0].year == days[1].year == self.year

    def _same_time(self, base: Fact, meant: Fact) -> bool:
        """Whether both are of one time, as far as they say, and of one sort of quantity."""
        one, other = _days(base), _days(meant)
        apart = one is not None and other is not None and not within(one, other) and not within(other, one)
        return not apart and self._comparable(base, meant)

    def _comparable(self, one: Fact, other: Fact) -> bool:
        values = [self._report.values.get(fact.key) for fact in (one, other)]
        first, second = values
        return isinstance(first, Quantity) and isinstance(second, Quantity) and comparable(first, second)

    def _facts(self, year: int) -> Iterator[Fact]:
        return (fact for fact in self._report.facts.values() if fact.year == year)

    def _prose(self) -> Iterator[Prose]:
        yield from edition_prose(self._report.edition)
        for chapter in self._report.chapters:
            for item in chapter.file.items if chapter.file else ():
                yield from item_prose(item)


def crosses_years(relation: Relation, year: int) -> bool:
    """Whether a fact of the report's year says that it restates one of last year's report: Y101 tells of those."""
    return relation.kind == "same_as" and relation.host[0] == year and relation.operands[0][1][0] == year - 1


def _restatement(fact: Fact, meant: Fact) -> Relation:
    formula = Formula("same_as", (), fact.location)
    return Relation("same_as", fact.key, (("of", meant.key),), formula, fact.location)


def _bare(name: str) -> str:
    """上年低保 is 低保."""
    return next((name.removeprefix(word) for word in _FORMERLY if name.startswith(word)), name)


def _days(fact: Fact) -> Days | None:
    return span_of(fact.period or fact.as_of)


def _read(text: str, like: Value, units: frozenset[str]) -> Value | None:
    """A figure that was sent, read as its fact is: the same value where it still prints so."""
    if text == printed(like):
        return like
    value = (
        parse_members(text)
        if isinstance(like, Members)
        else parse_value(text, units, unitless=isinstance(like, Quantity) and not like.unit)
    )
    return None if isinstance(value, (ValueProblem, Pending)) else value
