"""What was promised for the new year, and which of last year's items it continues."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.year.marks import is_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_kit.facts.model import ChapterFile, Fact, Item, Reference
    from report_kit.report import Report

Place = tuple[str, str]
"""An item of results: its chapter and its own id."""


class Promise(NamedTuple):
    """An item of the plans for the new year. ``places`` are last year's items that it continues, in its order."""

    id: str
    item: Item
    places: tuple[Place, ...]

    @property
    def targets(self) -> tuple[Fact, ...]:
        """The figures promised: those that restate or follow from others are none."""
        return tuple(fact for fact in self.item.facts.values() if fact.formula is None and not is_mark(fact))


def results(report: Report) -> tuple[ChapterFile, ...]:
    """The chapters of last year's report that tell what was done, in order."""
    return tuple(one.file for one in report.chapters if one.year == report.year and one.file is not None)


def promises(report: Report) -> tuple[Promise, ...]:
    """Everything last year's report promises, in order."""
    places = {(chapter.id, item.id) for chapter in results(report) for item in chapter.items}
    return tuple(
        Promise(f"{chapter.id}.{item.id}", item, tuple(_places(report, item, places)))
        for chapter in report.chapters
        if chapter.year != report.year and chapter.file is not None
        for item in chapter.file.items
    )


def answers(given: Sequence[Promise]) -> dict[Place, list[str]]:
    """The promises that each of last year's items is to answer, by their ids."""
    found: dict[Place, list[str]] = {}
    for promise in given:
        for place in promise.places:
            found.setdefault(place, []).append(promise.id)
    return found


def targets(report: Report, given: Sequence[Promise]) -> dict[str, list[str]]:
    """For the facts of the items that answer a promise, the promised figures of the same name and unit kind."""
    known = {(chapter.id, item.id): item for chapter in results(report) for item in chapter.items}
    found: dict[str, list[str]] = {}
    for promise in given:
        for target in promise.targets:
            for place in promise.places:
                fact = known[place].facts.get(target.name)
                if fact is not None:
                    found.setdefault(fact.id, []).append(target.id)
    return found


def _places(report: Report, item: Item, places: set[Place]) -> Iterator[Place]:
    """The items that a promise continues: as it says itself, else as its points say, else the one of its own id."""
    own = _continued(report, item.continues, places)
    if not own:
        own = _continued(report, [one for point in item.points for one in point.continues], places)
    if not own:
        own = {place: None for place in sorted(places) if place[1] == item.id}
    yield from own


def _continued(report: Report, references: Sequence[Reference], places: set[Place]) -> Mapping[Place, None]:
    found: dict[Place, None] = {}
    for reference in references:
        chapter, _, rest = report.answered.get(reference.location, "").partition(".")
        place = (chapter, rest.partition(".")[0])
        if place in places:
            found[place] = None
    return found
