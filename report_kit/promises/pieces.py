"""Pieces of work as a file holds them: items, groups and points, each with its sentences and what it is part of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.model import Prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.diagnostics import Location
    from report_kit.facts.model import ChapterFile, Item, Point, Reference
    from report_kit.facts.values import Date


class Work(NamedTuple):
    """An item, group or point (``kind``) before anything is known of what became of it.

    ``within`` is the id of what it is part of, empty for an item. ``words`` are its title, lead or text; ``prose``
    holds its own sentences, title and lead included, without those of its parts. ``named``: others can name it by
    its id; a point without an id has but its number, which may change.
    """

    id: str
    kind: str
    within: str
    words: Prose
    location: Location
    prose: tuple[Prose, ...]
    owner: str
    due: Date | None
    named: bool
    answers: tuple[Reference, ...]


def pieces(chapter: ChapterFile) -> Iterator[Work]:
    """The pieces of work in a file, in the order printed: each behind what it is part of."""
    for item in chapter.items:
        yield from pieces_of(f"{chapter.id}.{item.id}", item)


def pieces_of(item_id: str, item: Item) -> Iterator[Work]:
    """An item, then its points, then its groups, each with its points."""
    owner = item.owner or "、".join(dict.fromkeys(fact.owner for fact in item.facts.values() if fact.owner))
    prose = _written(item.title, item.text, item.after)
    yield Work(item_id, "item", "", item.title, item.location, prose, owner, item.due, named=True, answers=item.answers)
    yield from _points(item_id, item.points, owner)
    for group in item.groups:
        group_id = f"{item_id}.{group.id}"
        prose = _written(group.title, group.text, group.after)
        yield Work(group_id, "group", item_id, group.title, group.location, prose, owner, None, named=True, answers=())
        yield from _points(group_id, group.points, owner)


def _points(whole: str, points: tuple[Point, ...], owner: str) -> Iterator[Work]:
    for point in points:
        yield Work(
            f"{whole}.points.{point.id}",
            "point",
            whole,
            point.lead or point.text or Prose((), point.location),
            point.location,
            _written(point.lead, point.text),
            owner,
            point.due,
            named=not point.id.isdigit(),
            answers=point.answers,
        )


def _written(*proses: Prose | None) -> tuple[Prose, ...]:
    return tuple(prose for prose in proses if prose is not None)
