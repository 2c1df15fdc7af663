"""The sentences of a year: every title and text of an edition and its items, in order, and what they are made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.facts.model import Hole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.facts.model import Edition, Group, Item, Point, Prose

Sentence = tuple[str | Hole, ...]
"""Words and holes in turn; words that stand side by side are one."""

_ENDS = re.compile("(?<=[。！？；])")


def edition_prose(edition: Edition) -> Iterator[Prose]:
    """The titles and sentences of report.yaml, in order."""
    yield edition.title
    yield from (prose for prose in (edition.to, edition.opening) if prose)
    yield from (chapter.title for chapter in edition.chapters)
    yield from (prose for prose in (edition.closing,) if prose)
    yield from (attachment.title for attachment in edition.attachments)
    yield from edition.formalities.written
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


def sentences(prose: Prose) -> Iterator[Sentence]:
    """The sentences of a text, cut behind 。！？；, words joined over the ends of lines."""
    for paragraph in prose.paragraphs:
        current: list[str | Hole] = []
        for segment in paragraph:
            if isinstance(segment, Hole):
                current.append(segment)
                continue
            for number, piece in enumerate(_ENDS.split(segment.text)):
                if number and current:
                    yield tuple(current)
                    current = []
                last = current[-1] if current else None
                if piece and isinstance(last, str):
                    current[-1] = last + piece
                elif piece:
                    current.append(piece)
        if current:
            yield tuple(current)
