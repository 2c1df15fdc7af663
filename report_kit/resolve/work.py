"""What ``answers``, ``continues``, ``outcomes`` name: items, groups, points, facts, of this folder or last year's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_kit.diagnostics import Diagnostic, Location, msg, shortened
from report_kit.report import LAST_YEAR
from report_kit.resolve.codes import R108
from report_kit.resolve.names import Names, Scope, edition_scope, item_scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.facts.model import FactKey, Item, Point, Reference, YearFacts


@dataclass(slots=True)
class Work:
    """Pieces of work by year and id, listed when first asked for; and what each reference means."""

    names: Names
    found: dict[Location, FactKey] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _ids: dict[int, dict[str, None]] = field(default_factory=dict)

    def read(self, year: YearFacts) -> None:
        """Follows every reference of a year's items and points."""
        promised = {chapter.id for chapter in year.promised}
        for chapter in year.chapters.values():
            results = chapter.id not in promised
            for item in chapter.items:
                references = list(_references(item))
                if references:
                    scope = item_scope(year, chapter, item)
                    for reference, answers in references:
                        self._follow(reference, scope)
                        if answers and results:
                            self._promised(reference, scope, promised)

    def _promised(self, reference: Reference, scope: Scope, promised: set[str]) -> None:
        """Results answer what was promised for their year; the rest they continue."""
        found = self.found.get(reference.location)
        if found is not None and not (found[0] == scope.year and found[1].partition(".")[0] in promised):
            del self.found[reference.location]
            message = msg("“{name}”不是{year}年的计划", name=shortened(reference.name), year=scope.year)
            hint = msg("answers 写 {folder} 中的计划；接着往年的工作做的，写 continues", folder=scope.folder)
            self.diagnostics.append(R108.at(reference.location, message, hint=hint))

    def read_outcomes(self, year: YearFacts) -> None:
        """Follows what report.yaml names as promises: pieces of work in the files of plans for the year."""
        outcomes = year.edition.outcomes if year.edition else ()
        promised = {chapter.id for chapter in year.promised}
        known = dict.fromkeys(one for one in self._known(year.year) if outcomes and one.partition(".")[0] in promised)
        for outcome in outcomes:
            name, location = outcome.promise
            if name in known:
                self.found[location] = (year.year, name)
            elif not self.names.lost(name, edition_scope(year)):
                near = self.names.did_you_mean(name, (one for one in known if _named(one)))
                hint = (
                    msg("是不是 {names}？", names=" 或 ".join(near))
                    if near
                    else msg("写 {folder} 中计划的“章.项”或“章.项.points.代号”", folder=year.folder)
                )
                message = msg("{year}年的计划里没有“{name}”这项任务", year=year.year, name=shortened(name))
                self.diagnostics.append(R108.at(location, message, hint=hint))

    def _follow(self, reference: Reference, scope: Scope) -> None:
        year, name = self.names.in_folder(reference.name, scope.year)
        if name in self._known(year):
            self.found[reference.location] = (year, name)
            return
        fact = self.names.find(reference.name, scope)
        if fact is not None:
            self.found[reference.location] = fact
        elif not self.names.lost(reference.name, scope):
            self.diagnostics.append(self._unknown(reference, year, name, scope))

    def _unknown(self, reference: Reference, year: int, name: str, scope: Scope) -> Diagnostic:
        missing = self.names.missing_year(reference.name, reference.location, scope)
        if missing is not None:
            return missing
        chapter = name.partition(".")[0]
        known = self._known(year)
        folder = self.names.years[year].folder
        if chapter not in self.names.years[year].chapters:
            hint = msg(
                "{folder} 中没有读到 {chapter}.yaml；写“章.项”，上一年的再加 last_year.",
                folder=folder,
                chapter=shortened(chapter),
            )
        else:
            near = self.names.did_you_mean(name, (one for one in known if _named(one)))
            prefix = LAST_YEAR * (scope.year - year)
            hint = (
                msg("是不是 {names}？", names=" 或 ".join(prefix + one for one in near))
                if near
                else msg("写“章.项”或“章.项.名称”，请核对 {folder}", folder=folder)
            )
        message = msg("没有“{name}”这项工作或事实", name=shortened(reference.name))
        return R108.at(reference.location, message, hint=hint)

    def _known(self, year: int) -> dict[str, None]:
        if year not in self._ids:
            folder = self.names.years.get(year)
            self._ids[year] = dict.fromkeys(_work(folder)) if folder else {}
        return self._ids[year]


def _named(work: str) -> bool:
    """Whether a piece of work can be named: a point without an id has but its number, which may change."""
    return not work.rpartition(".")[2].isdigit()


def _references(item: Item) -> Iterator[tuple[Reference, bool]]:
    """What an item and its points name, and whether as what they answer."""
    pieces: tuple[Item | Point, ...] = (item, *item.points, *(one for group in item.groups for one in group.points))
    for work in pieces:
        yield from ((reference, True) for reference in work.answers)
        yield from ((reference, False) for reference in work.continues)


def _work(year: YearFacts) -> Iterator[str]:
    """The ids of a year's items, groups and points, as blocks of the draft carry them."""
    for chapter in year.chapters.values():
        for item in chapter.items:
            item_id = f"{chapter.id}.{item.id}"
            yield item_id
            yield from _points(item_id, item.points)
            for group in item.groups:
                yield f"{item_id}.{group.id}"
                yield from _points(f"{item_id}.{group.id}", group.points)


def _points(owner: str, points: tuple[Point, ...]) -> Iterator[str]:
    for point in points:
        yield f"{owner}.points.{point.id}"
