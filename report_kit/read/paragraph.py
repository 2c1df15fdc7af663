"""A paragraph while it is read: its text, and where in the file every stretch of it stands."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CELL = "table cell"
"""The style of a block that was a cell of a table: its number may have its unit in the head of the column."""


class Piece(NamedTuple):
    """A stretch of a paragraph on one line. ``start`` is in the paragraph, ``location`` that of its first sign."""

    start: int
    location: Location


class Paragraph(NamedTuple):
    """Words that belong together. ``pieces`` are in order, the first at 0.

    ``level`` is the outline level that the format tells (0: text; None: the format does not say), ``style`` the
    name of the style, or ``CELL``.
    """

    text: str
    pieces: tuple[Piece, ...]
    level: int | None = None
    style: str = ""

    @property
    def location(self) -> Location:
        """Where the paragraph begins."""
        return self.pieces[0].location

    def stretches(self) -> Iterator[tuple[int, int, Location]]:
        """Each piece from its first character to behind its last, with the place of the first."""
        ends = [piece.start for piece in self.pieces[1:]] + [len(self.text)]
        for (start, place), end in zip(self.pieces, ends, strict=True):
            yield start, end, place._replace(end_column=place.column + end - start)

    def part(self, start: int, end: int) -> Paragraph:
        """The characters from ``start`` to before ``end``, each at its place."""
        starts = [piece.start for piece in self.pieces]
        first = max(bisect_right(starts, start) - 1, 0)
        pieces: list[Piece] = []
        for begin, place in self.pieces[first:]:
            if begin >= end and pieces:
                break
            skipped = max(start - begin, 0)
            pieces.append(Piece(max(begin - start, 0), _moved(place, skipped)))
        return self._replace(text=self.text[start:end], pieces=tuple(pieces))

    def stripped(self) -> Paragraph:
        """Without the white space around it, indents included."""
        start = len(self.text) - len(self.text.lstrip())
        end = len(self.text.rstrip())
        return self if (start, end) == (0, len(self.text)) else self.part(start, max(start, end))


def on_line(text: str, path: str, line: int, column: int = 1) -> Paragraph:
    """A paragraph that stands on one line."""
    return Paragraph(text, (Piece(0, Location(path, line, column)),))


def joined(parts: Iterable[Paragraph]) -> Paragraph:
    """Paragraphs as one, nothing between them; level and style are those of the first."""
    parts = list(parts)
    pieces: list[Piece] = []
    length = 0
    for part in parts:
        pieces += [Piece(length + piece.start, piece.location) for piece in part.pieces if part.text]
        length += len(part.text)
    first = parts[0]
    return first._replace(text="".join(part.text for part in parts), pieces=tuple(pieces) or first.pieces)


def _moved(place: Location, columns: int) -> Location:
    return Location(place.path, place.line, place.column + columns) if columns else place
