"""Holes: what each ``{{ name }}`` in a title or a sentence stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_kit.diagnostics import Diagnostic, Location, msg
from report_kit.facts.sentences import edition_prose, item_prose
from report_kit.report import LAST_YEAR, Binding, Word
from report_kit.resolve.codes import R109
from report_kit.resolve.names import BUILTINS, Names, Scope, edition_scope, item_scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.facts.model import ChapterFile, Edition, FactKey, Hole, Prose, YearFacts


@dataclass(slots=True)
class Holes:
    """What the holes seen so far stand for. ``unit`` serves folders without a report.yaml of their own.

    ``earlier`` leads from a fact to the same one a year ago.
    """

    names: Names
    edition: Edition
    earlier: Mapping[FactKey, FactKey]
    bindings: dict[Location, Binding] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def bind_edition(self, year: YearFacts) -> None:
        """Binds the holes of report.yaml."""
        if year.edition:
            scope = edition_scope(year)
            for prose in edition_prose(year.edition):
                self._bind(prose, scope)

    def bind_chapters(self, year: YearFacts, chapters: Mapping[str, ChapterFile]) -> None:
        """Binds the holes of these files of a year."""
        for chapter in chapters.values():
            for item in chapter.items:
                scope = item_scope(year, chapter, item)
                for prose in item_prose(item):
                    self._bind(prose, scope)

    def _bind(self, prose: Prose, scope: Scope) -> None:
        for hole in prose.holes():
            binding = self._binding(hole, scope)
            if binding is not None:
                self.bindings[hole.location] = binding

    def _binding(self, hole: Hole, scope: Scope) -> Binding | None:
        if hole.name in BUILTINS and self.names.find(hole.name, scope) is None:
            if hole.filters:
                self.diagnostics.append(
                    R109.at(
                        hole.location,
                        msg("“{name}”不是事实，后面不能加“|{filter}”", name=hole.name, filter=hole.filters[0]),
                        hint=msg("删去“|{filter}”", filter=hole.filters[0]),
                    )
                )
            return self._builtin(hole, scope.year)
        if hole.name.startswith(LAST_YEAR):
            return self._last_year(hole, scope)
        return self.names.in_prose(hole.name, hole.location, scope)

    def _last_year(self, hole: Hole, scope: Scope) -> FactKey | None:
        """``{{ last_year.床位 }}``: what the fact of this name was a year ago; behind a full name, that very fact.

        A short name without a fact of this year means the one of the same item, chapter or report.yaml a year ago.
        """
        name = hole.name.removeprefix(LAST_YEAR)
        if "." not in name:
            now = self.names.find(name, scope)
            if now is not None and now in self.earlier:
                return self.earlier[now]
            for home in scope.homes:
                key = (scope.year - 1, f"{home}.{name}" if home else name)
                if key in self.names.facts:
                    return key
        return self.names.fact(hole.name, hole.location, scope, prose=True)

    def _builtin(self, hole: Hole, year: int) -> Word:
        """A word of the folder. A year is written nowhere but in the folder's name, so its place is the hole."""
        if hole.name == "unit":
            own = self.names.years[year].edition or self.edition
            return Word(own.unit, own.unit_location)
        shift = {"year": 0, "next_year": 1, "last_year": -1}[hole.name]
        return Word(str(year + shift), hole.location)
