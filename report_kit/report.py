"""A report with every name resolved and every formula worked out: what rules check and templates show."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.model import (
    Bound,
    ChapterFile,
    Edition,
    Fact,
    FactKey,
    Formula,
    Prose,
    YearFacts,
)
from report_kit.facts.values import Pending, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.diagnostics import Location


LAST_YEAR, NEXT_YEAR = "last_year.", "next_year."
"""What stands before the id of a fact of the folder before and of the one after, as seen from a year."""


class Word(NamedTuple):
    """What a hole shows when it names no fact: ``{{ year }}``, ``{{ unit }}``."""

    text: str
    location: Location


Binding = FactKey | Word
"""What a hole stands for."""


class Relation(NamedTuple):
    """A formula or bound between facts, its names resolved.

    ``host`` is the fact that declares it and so is blamed; ``operands`` pairs the roles of
    ``Formula.operands`` (for a bound: ``target``) with facts. ``location`` is where it is declared.
    """

    kind: str
    host: FactKey
    operands: tuple[tuple[str, FactKey], ...]
    declared: Formula | Bound
    location: Location

    def operand(self, role: str) -> FactKey | None:
        """The first operand with this role."""
        return next((key for name, key in self.operands if name == role), None)


class ReportChapter(NamedTuple):
    """A chapter as the report prints it. ``file`` is None when its file is missing (S103)."""

    id: str
    year: int
    title: Prose
    location: Location
    file: ChapterFile | None


class Report(NamedTuple):
    """The edition on one year.

    ``facts`` holds every fact of every folder loaded, by year and id, and the date of each report under the
    name that formulas call it by (``Edition.issued``); ``values`` what each is worth
    (written, or derived, or Pending); a fact whose formula could not be worked out has no entry.
    ``bindings`` tells, by the hole's location, what each hole stands for; a hole that could not be
    bound has no entry. ``holes_of`` would be its inverse: see ``Draft.links``. ``earlier`` leads from a fact
    to the same one in the folder of the year before, by its id or as ``was`` says; a new one has no entry.
    """

    year: int
    edition: Edition
    years: Mapping[int, YearFacts]
    chapters: tuple[ReportChapter, ...]
    facts: Mapping[FactKey, Fact]
    values: Mapping[FactKey, Value]
    relations: tuple[Relation, ...]
    bindings: Mapping[Location, Binding]
    answered: Mapping[Location, str]
    earlier: Mapping[FactKey, FactKey] = {}

    def label(self, key: FactKey) -> str:
        """A fact's id as shown: bare for this year's folder, ``next_year.`` or ``last_year.`` before the others."""
        year, fact_id = key
        if year == self.year:
            return fact_id
        if year == self.year + 1:
            return NEXT_YEAR + fact_id
        return LAST_YEAR * (self.year - year) + fact_id

    def pending(self, key: FactKey) -> bool:
        """Whether the fact is not known yet, or derived from one that is not."""
        return isinstance(self.values.get(key), Pending)

    def may_be_lost(self, label: str) -> bool:
        """Whether a fact called so, unknown as it is, may stand in a file that was not read whole."""
        known = self.years.get(self.year + label.startswith(NEXT_YEAR))
        chapter, dot, _ = label.removeprefix(NEXT_YEAR).partition(".")
        return known is not None and (chapter if dot else "report") in known.incomplete
