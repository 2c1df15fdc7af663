"""Titles and openings as printed, each character with the place it comes from; no draft is needed for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location
from report_kit.facts.model import Literal
from report_kit.report import Word
from report_kit.rules.words import text

if TYPE_CHECKING:
    from report_kit.facts.model import Hole, Prose
    from report_kit.report import Report


class Printed(NamedTuple):
    """Prose with its holes filled. ``pieces`` are the stretches it is made of: where each starts, and its source."""

    text: str
    pieces: tuple[tuple[int, Location, bool], ...]

    def location(self, start: int, end: int) -> Location:
        """The place of these characters; of the hole for those that a hole filled."""
        first, place, typed = next(piece for piece in reversed(self.pieces) if piece[0] <= start)
        if not typed:
            return place
        column = place.column + start - first
        return Location(place.path, place.line, column, max(column + 1, min(column + end - start, place.end_column)))


def printed(report: Report, prose: Prose) -> Printed:
    """Prose as the report prints it; a hole that means nothing is empty."""
    words: list[str] = []
    pieces: list[tuple[int, Location, bool]] = []
    length = 0
    for paragraph in prose.paragraphs:
        for segment in paragraph:
            typed = isinstance(segment, Literal)
            part = segment.text if isinstance(segment, Literal) else _filled(report, segment)
            pieces.append((length, segment.location, typed))
            words.append(part)
            length += len(part)
    return Printed("".join(words), tuple(pieces))


def _filled(report: Report, hole: Hole) -> str:
    binding = report.bindings.get(hole.location)
    if isinstance(binding, Word):
        return binding.text
    return text(report.values.get(binding)) if binding else ""
