"""What rules look at: the report with every relation judged once, and the draft with what was typed in it."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from report_kit.draft import FactOrigin
from report_kit.facts.dates import last_day
from report_kit.facts.model import Literal
from report_kit.facts.terms import Terms
from report_kit.facts.values import Date, Period, Recurring
from report_kit.promises import promises
from report_kit.rules.judge import State, Verdict, judge
from report_kit.rules.words import called_a_target, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from report_kit.diagnostics import Location
    from report_kit.draft import Draft, Span
    from report_kit.facts.model import Fact, FactKey, Item, Point
    from report_kit.facts.scan import Found
    from report_kit.promises import Promise
    from report_kit.report import Report, ReportChapter
    from report_kit.rules.claims import Judged
    from report_kit.rules.claims.passage import Passage
    from report_kit.rules.last_year import LastYear
    from report_kit.rules.standing import Standing
    from report_kit.rules.typed import TypedText

HIGHLIGHTS = "亮点"


_OF_THE_DRAFT = frozenset(("names", "typed", "typed_dates", "passages", "claims", "slips"))
"""What a subject works out from its draft and terms."""


class Clean(Protocol):
    """Texts known to hold nothing that a search would find, from this run or earlier ones."""

    def knows(self, text: str) -> bool:
        """Whether a text was searched in vain."""

    def learn(self, text: str) -> None:
        """Note that a text was searched in vain."""


class Written(NamedTuple):
    """A date in the data: as a fact's value, as its as_of or as its period (``role``), and of which facts.

    An as_of written once among the defaults is one date of many facts.
    """

    when: Date | Period | Recurring
    location: Location
    role: str
    facts: tuple[Fact, ...]


class Subject:
    """One report under examination. Everything in it is worked out once, when first asked for."""

    def __init__(
        self, report: Report, draft: Draft | None = None, terms: Terms | None = None, built: Draft | None = None
    ) -> None:
        """``draft`` and ``terms`` are needed by rules on the draft only; ``built`` is what a build made of it."""
        self.report = report
        self.draft = draft
        self.terms = terms or Terms()
        self.built = built
        self.clean: Clean | None = None

    def on(self, draft: Draft, terms: Terms) -> Subject:
        """The same report with its draft; what was worked out already from the report alone is kept."""
        further = Subject(self.report, draft, terms)
        own = further.__dict__.keys() | _OF_THE_DRAFT
        further.__dict__.update((name, value) for name, value in self.__dict__.items() if name not in own)
        return further

    @property
    def foreign(self) -> bool:
        """Whether the document was read, so that there are no facts behind it."""
        return not self.report.years

    @cached_property
    def names(self) -> Terms:
        """Every name declared: those of wording.yaml, and those masked on purpose."""
        return Terms(names=(*self.terms.names, *self.report.edition.masked))

    @cached_property
    def _labels(self) -> dict[str, FactKey]:
        return {self.report.label(key): key for key in self.report.facts}

    def labelled(self, label: str) -> FactKey | None:
        """The fact that the edition calls so."""
        return self._labels.get(label)

    def key_of(self, span: Span) -> FactKey | None:
        """The fact a span of the draft shows."""
        return self._labels.get(span.origin.fact) if isinstance(span.origin, FactOrigin) else None

    @cached_property
    def _by_text(self) -> dict[tuple[int, str, str], FactKey]:
        table: dict[tuple[int, str, str], FactKey] = {}
        for key, value in self.report.values.items():
            table.setdefault((key[0], key[1].rpartition(".")[0], text(value)), key)
        return table

    def printing(self, year: int, owner: str, shown: str) -> FactKey | None:
        """The first fact of an item, a chapter file or (empty ``owner``) report.yaml that prints so."""
        return self._by_text.get((year, owner, shown))

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdict on every relation, in the order declared."""
        return tuple(judge(self.report, relation) for relation in self.report.relations)

    @cached_property
    def _by_kind(self) -> dict[str, list[Verdict]]:
        table: dict[str, list[Verdict]] = {}
        for verdict in self.verdicts:
            table.setdefault(verdict.kind, []).append(verdict)
        return table

    def judged(self, *kinds: str) -> Iterator[Verdict]:
        """The verdicts on relations of these kinds."""
        for kind in kinds:
            yield from self._by_kind.get(kind, ())

    @cached_property
    def confirmations(self) -> tuple[Standing, ...]:
        """How each figure that a department confirmed stands to its fact, in the order of their file."""
        from report_kit.rules.standing import standings

        return standings(self)

    def fact(self, key: FactKey) -> Fact:
        """The fact with this key."""
        return self.report.facts[key]

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """What was promised for the year, and what became of it."""
        return promises(self.report)

    @cached_property
    def chapters(self) -> dict[tuple[int, str], ReportChapter]:
        """The chapters printed, by year of their folder and id."""
        return {(chapter.year, chapter.id): chapter for chapter in self.report.chapters}

    def chapter_of(self, key: FactKey) -> ReportChapter | None:
        """The printed chapter a fact belongs to; None for facts of report.yaml and of files not printed."""
        year, fact_id = key
        chapter, dot, _ = fact_id.partition(".")
        return self.chapters.get((year, chapter)) if dot else None

    @cached_property
    def results(self) -> tuple[Fact, ...]:
        """The facts that tell what was done in the year: of its printed chapters and of report.yaml."""
        return tuple(fact for fact in self.printed if fact.year == self.report.year)

    @cached_property
    def printed(self) -> tuple[Fact, ...]:
        """The facts of every chapter printed, plans included, and of report.yaml."""
        own = self.report.year
        return tuple(
            fact
            for key, fact in self.report.facts.items()
            if self.chapter_of(key) is not None or (key[0] == own and key[1] in self.report.edition.facts)
        )

    @cached_property
    def bound_with(self) -> dict[FactKey, list[frozenset[FactKey]]]:
        """For each fact of a relation, the facts of every relation it stands in, itself included."""
        table: dict[FactKey, list[frozenset[FactKey]]] = {}
        for relation in self.report.relations:
            together = frozenset((relation.host, *(key for _, key in relation.operands)))
            for key in together:
                table.setdefault(key, []).append(together)
        return table

    @cached_property
    def bases(self) -> frozenset[FactKey]:
        """The facts that others are compared with: where a growth or a difference starts from, and their likes.

        Their likes state the same quantity (``same_as``), or one that stands in an earlier year's folder.
        """
        found: set[FactKey] = set()
        alike: dict[FactKey, list[FactKey]] = {}
        for relation in self.report.relations:
            if relation.kind in ("growth", "difference"):
                found.update(key for role, key in relation.operands if role == "from")
            elif relation.kind == "same_as":
                host, other = relation.host, relation.operands[0][1]
                alike.setdefault(host, []).append(other)
                alike.setdefault(other, []).append(host)
                if other[0] < host[0]:
                    found.add(host)
        ready = list(found)
        while ready:
            for other in alike.get(ready.pop(), ()):
                if other not in found:
                    found.add(other)
                    ready.append(other)
        return frozenset(found)

    @cached_property
    def dated_bases(self) -> dict[tuple[int, str], list[Fact]]:
        """The bases that say their day, by year and the item (else chapter, else nothing) they belong to."""
        table: dict[tuple[int, str], list[Fact]] = {}
        for key in sorted(self.bases):
            if self.fact(key).as_of is not None:
                table.setdefault((key[0], key[1].rpartition(".")[0]), []).append(self.fact(key))
        return table

    @cached_property
    def _misread(self) -> frozenset[tuple[int, str]]:
        return frozenset((fact.year, fact.id.partition(".")[0]) for fact in self.report.facts.values() if fact.misread)

    def formulas_lost(self, fact: Fact) -> bool:
        """Whether a formula beside a fact, in its file, could not be read, and may be what the fact is there for."""
        return self.formulas_lost_in(fact.year, fact.id.partition(".")[0])

    def formulas_lost_in(self, year: int, chapter: str) -> bool:
        """Whether a formula in this file could not be read, which is told; what it would explain is not."""
        return (year, chapter) in self._misread

    @cached_property
    def targets(self) -> frozenset[FactKey]:
        """The facts that others are to reach."""
        return frozenset(
            key
            for relation in self.report.relations
            if relation.kind in ("meets", "misses")
            for _, key in relation.operands
        )

    @cached_property
    def dates(self) -> tuple[Written, ...]:
        """Every date in the facts printed, each place once."""
        found: list[Written] = []
        shared: dict[Location, list[Fact]] = {}
        for fact in self.printed:
            if isinstance(fact.value, (Date, Period, Recurring)):
                found.append(Written(fact.value, fact.location, "value", (fact,)))
            if fact.as_of is not None:
                shared.setdefault(fact.as_of_location or fact.location, []).append(fact)
            if fact.period is not None:
                found.append(Written(fact.period, fact.period_location or fact.location, "period", (fact,)))
        for place, facts in shared.items():
            when = facts[0].as_of
            assert when is not None
            found.append(Written(when, place, "as_of", tuple(facts)))
        return tuple(found)

    @cached_property
    def _defaults(self) -> frozenset[Location]:
        return frozenset(written.location for written in self.dates if len(written.facts) > 1)

    def says_as_of(self, fact: Fact) -> bool:
        """Whether the fact says itself of which day it is, instead of taking it from the defaults above it."""
        place = fact.as_of_location
        return place is not None and place not in self._defaults and place > fact.name_location

    @cached_property
    def last_year(self) -> LastYear:
        """What the report has to do with last year's figures."""
        from report_kit.rules.last_year import LastYear

        return LastYear(self)

    @cached_property
    def report_day(self) -> date | None:
        """The day of the report, the last one if only its month is known; None if it has no date."""
        when = self.report.edition.date
        return last_day(when) if when is not None else None

    @cached_property
    def restated(self) -> frozenset[FactKey]:
        """The facts that state the date of the report again, be it by way of others (``same_as``)."""
        issued = self.report.edition.issued
        hosts: dict[FactKey, list[FactKey]] = {}
        for relation in self.report.relations:
            if relation.kind == "same_as":
                hosts.setdefault(relation.operands[0][1], []).append(relation.host)
        found: set[FactKey] = set()
        ready = [issued.key] if issued else []
        while ready:
            again = [key for key in hosts.get(ready.pop(), ()) if key not in found]
            found.update(again)
            ready += again
        return frozenset(found)

    @cached_property
    def base_years(self) -> frozenset[int]:
        """The years of the figures that others are compared with."""
        dates = (self.fact(key).as_of or self.fact(key).period for key in self.bases)
        return frozenset(year for when in dates for year in years_of(when))

    def told_as_target(self, fact: Fact) -> bool:
        """Whether a fact is a target or a norm, not something achieved (任务 and 完成期限 are, 任务完成率 is not)."""
        dated = isinstance(fact.value, (Date, Period))
        return fact.key in self.targets or called_a_target(f"{fact.name} {fact.what}", dated=dated)

    def highlights(self, chapter: ReportChapter | None) -> bool:
        """Whether a chapter tells the year's highlights."""
        if chapter is None or chapter.year != self.report.year:
            return False
        words = "".join(
            segment.text
            for paragraph in chapter.title.paragraphs
            for segment in paragraph
            if isinstance(segment, Literal)
        )
        return chapter.id == "highlights" or HIGHLIGHTS in words

    @cached_property
    def typed(self) -> tuple[TypedText, ...]:
        """The blocks of the draft with what was typed in them; empty without a draft."""
        from report_kit.rules.typed import read_typed

        return read_typed(self)

    @cached_property
    def typed_dates(self) -> tuple[tuple[TypedText, Found, Date | Period], ...]:
        """The dates and periods of which something was typed, each with its block."""
        return tuple((typed, found, value) for typed in self.typed for found, value in typed.dates())

    @cached_property
    def passages(self) -> tuple[tuple[TypedText, Passage], ...]:
        """The blocks with something typed in them, each with its text in which every figure is one sign."""
        from report_kit.rules.claims.passage import passage

        units = self.terms.units
        return tuple((typed, passage(typed.block.text, units, typed.named)) for typed in self.typed)

    @cached_property
    def claims(self) -> tuple[tuple[TypedText, Judged], ...]:
        """The relations that the wording states, judged, each with its block, in reading order."""
        return tuple((typed, judged) for typed, passage in self.passages for judged in passage.claims)

    @cached_property
    def slips(self) -> tuple[tuple[TypedText, Judged], ...]:
        """The claims that fail, each with its block. Paragraphs known to hold none (``clean``) are not read again."""
        from report_kit.rules.claims.passage import passage

        units, clean = self.terms.units, self.clean
        found: list[tuple[TypedText, Judged]] = []
        for typed in self.typed:
            text = typed.block.text
            key = _claims_of(text, units, typed.named) if clean is not None else ""
            if clean is not None and clean.knows(key):
                continue
            failing = [one for one in passage(text, units, typed.named).claims if one.state is State.FAILS]
            found += ((typed, one) for one in failing)
            if clean is not None and not failing:
                clean.learn(key)
        return tuple(found)

    @cached_property
    def declared_years(self) -> dict[str, set[int]]:
        """The years that facts name, by the item (else chapter, else nothing) they belong to.

        Not those of the report's date stated again: it is dated in the next year, the results are not.
        """
        table: dict[str, set[int]] = {}
        for written in self.dates:
            if isinstance(written.when, (Date, Period)):
                told = years_of(written.when)
                for fact in written.facts:
                    if fact.key in self.restated:
                        continue
                    table.setdefault(fact.id.rpartition(".")[0], set()).update(told)
        return table


@lru_cache(maxsize=1024)
def _claims_of(text: str, units: frozenset[str], named: tuple[tuple[int, int], ...]) -> str:
    """What stands for the claims of a paragraph among texts searched in vain: everything they depend on."""
    return f"claims {' '.join(sorted(units))} {named} {text}"


@lru_cache(maxsize=1024)
def years_of(when: Date | Period | None) -> tuple[int, ...]:
    """The years a date lies in, or a period begins and ends in."""
    if when is None:
        return ()
    ends = (when,) if isinstance(when, Date) else (when.start, when.end)
    return tuple(dict.fromkeys(end.year for end in ends if end.year is not None))


def works(item: Item) -> Iterator[Item | Point]:
    """An item and its points, those of its groups included."""
    yield item
    yield from item.points
    for group in item.groups:
        yield from group.points
