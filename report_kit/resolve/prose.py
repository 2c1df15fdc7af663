"""Holes: what each ``{{ name }}`` in a title or a sentence stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_kit.diagnostics import Diagnostic, Location, msg
from report_kit.report import Binding, Word
from report_kit.resolve.codes import R109
from report_kit.resolve.names import BUILTINS, Names, Scope, edition_scope, item_scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_kit.facts.model import ChapterFile, Edition, Group, Hole, Item, Point, Prose, YearFacts


def edition_prose(edition: Edition) -> Iterator[Prose]:
    """The titles and sentences of report.yaml, in order."""
    yield edition.title
    yield from (prose for prose in (edition.to, edition.opening) if prose)
    yield from (chapter.title for chapter in edition.chapters)
    yield from (prose for prose in (edition.closing,) if prose)
    yield from (attachment.title for attachment in edition.attachments)
    yield from (outcome.reason for outcome in edition.outcomes if outcome.reason)


def item_prose(item: Item) -> Iterator[Prose]:
    """The titles and sentences of an item, in order."""
    yield item.title
    yield from _optional(item.text)
    yield from _points(item.points)
    for group in item.groups:
        yield from _group(group)
    yield from _optional(item.after)


def _group(group: Group) -> Iterator[Prose]:
    yield group.title
    yield from _optional(group.text)
    yield from _points(group.points)
    yield from _optional(group.after)


def _points(points: tuple[Point, ...]) -> Iterator[Prose]:
    for point in points:
        yield from _optional(point.lead, point.text)


def _optional(*proses: Prose | None) -> Iterator[Prose]:
    yield from (prose for prose in proses if prose is not None)


@dataclass(slots=True)
class Holes:
    """What the holes seen so far stand for. ``unit`` serves folders without a report.yaml of their own."""

    names: Names
    edition: Edition
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
        return self.names.in_prose(hole.name, hole.location, scope)

    def _builtin(self, hole: Hole, year: int) -> Word:
        """A word of the folder. A year is written nowhere but in the folder's name, so its place is the hole."""
        if hole.name == "unit":
            own = self.names.years[year].edition or self.edition
            return Word(own.unit, own.unit_location)
        shift = {"year": 0, "next_year": 1, "last_year": -1}[hole.name]
        return Word(str(year + shift), hole.location)
