"""Where in a draft a problem is shown: at the figure it is about, else at the heading above, else at the title."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from report_kit.draft import FactOrigin, GeneratedOrigin, ProseOrigin, Slot, TemplateOrigin, is_gap
from report_kit.report import LAST_YEAR, NEXT_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.diagnostics import Diagnostic, Location
    from report_kit.draft import Draft, Span
    from report_kit.report import Report

TITLE = "title"
"""The id of the block that shows the title."""


class Place(NamedTuple):
    """Characters ``start`` to ``end`` of the block with this number."""

    block: int
    start: int
    end: int


class _Shown(NamedTuple):
    """A span on a line of a file: from which column, and where in the draft. ``exact``: character by character."""

    column: int
    width: int
    exact: bool
    place: Place


class Places:
    """Finds places in one draft. ``main`` is the name of its main part: comments hang in that one only."""

    def __init__(self, report: Report, draft: Draft, main: str) -> None:
        self._report = report
        self._blocks = draft.blocks
        self._slots = _slots(draft, main)
        self._facts: dict[str, Place] = {}
        # By line of a file, what of it is shown: sorted out when a problem of that line is placed.
        self._lines: dict[tuple[str, int], list[tuple[int, Span]]] = defaultdict(list)
        self._headings: dict[str, Place] = {}
        template = f"templates/{report.edition.layout.template}"
        for number in self._slots:
            self._heading(number)
            for span in draft.blocks[number].spans:
                self._span(number, span, template)
        self._files = {chapter.file.path: chapter.id for chapter in report.chapters if chapter.file}

    def of(self, found: Diagnostic) -> Place | None:
        """The place of a problem. None only for a document without any text."""
        place = self._exact(found.location) if found.code[0] != "W" else None
        if place is None and found.code[0] not in "FW":
            place = self._facts.get(found.fact or "") or self._near(found)
        return self._fitted(place or self._headings.get(TITLE)) or self._first()

    def _span(self, number: int, span: Span, template: str) -> None:
        origin = span.origin
        if isinstance(origin, ProseOrigin):
            at = origin.location
            self._lines[at.path, at.line].append((number, span))
        elif isinstance(origin, FactOrigin):
            if origin.fact not in self._facts:
                self._facts[origin.fact] = Place(number, span.start, span.end)
            if origin.hole is not None:
                self._lines[origin.hole.path, origin.hole.line].append((number, span))
        elif isinstance(origin, TemplateOrigin):
            self._lines[template, origin.paragraph].append((number, span))

    def _line(self, at: Location) -> list[_Shown]:
        """What is shown of a line, by column."""
        return sorted((_shown(number, span) for number, span in self._lines.get((at.path, at.line), ())), key=_column)

    def _heading(self, number: int) -> None:
        """The block may be the first of its item, its chapter: then problems of those stand at its beginning."""
        block = self._blocks[number]
        name = block.id.partition("#")[0]
        place = Place(number, 0, block.heading_end or len(block.text))
        while name and name not in self._headings:
            self._headings[name] = place
            name = name.rpartition(".")[0]

    def _exact(self, at: Location | None) -> Place | None:
        """The characters printed for this place in a file, if it was printed."""
        shown = self._line(at) if at else None
        if not at or not shown:
            return None
        before = bisect_right(shown, at.column, key=_column)
        if not before:
            return None
        # What is written once and shown at many places, as the unit's name, counts where it is shown first.
        span = shown[bisect_left(shown, shown[before - 1].column, key=_column)]
        block, start, end = span.place
        offset = at.column - span.column
        if offset < span.width:
            if not span.exact:
                return span.place
            length = max(1, at.end_column - at.column)
            return Place(block, start + offset, min(end, start + offset + length))
        return self._placeholder(block, end)

    def _placeholder(self, block: int, start: int) -> Place | None:
        """What stands for a hole that could not be filled, right behind these words."""
        for span in self._blocks[block].spans:
            if span.start == start and isinstance(span.origin, GeneratedOrigin) and is_gap(span.origin):
                return Place(block, span.start, span.end)
        return None

    def _near(self, found: Diagnostic) -> Place | None:
        """The heading of the item or chapter that the problem belongs to, or words on the same line of the file."""
        name = (found.fact or "").removeprefix(NEXT_YEAR)
        while name.startswith(LAST_YEAR):
            name = name.removeprefix(LAST_YEAR)
        while name:
            if name in self._headings:
                return self._headings[name]
            name = name.rpartition(".")[0]
        at = found.location
        if at is None:
            return None
        beside = self._line(at)
        return beside[0].place if beside else self._headings.get(self._files.get(at.path, ""))

    def _first(self) -> Place | None:
        for number in self._slots:
            return self._fitted(Place(number, 0, len(self._blocks[number].text)))
        return None

    def _fitted(self, place: Place | None) -> Place | None:
        """The place narrowed to characters that stand in runs of our own."""
        if place is None:
            return None
        touched = [
            (max(start, place.start), min(end, place.end))
            for start, end in self._slots.get(place.block, ())
            if start < place.end and place.start < end
        ]
        return Place(place.block, touched[0][0], touched[-1][1]) if touched else None


def _shown(number: int, span: Span) -> _Shown:
    """A span of a block as it lies on its line."""
    place = Place(number, span.start, span.end)
    origin = span.origin
    if isinstance(origin, ProseOrigin):
        return _Shown(origin.location.column, span.end - span.start, exact=True, place=place)
    if isinstance(origin, FactOrigin) and origin.hole is not None:
        width = origin.hole.end_column - origin.hole.column
        return _Shown(origin.hole.column, width, exact=False, place=place)
    return _Shown(1, 1, exact=False, place=place)


def _column(shown: _Shown) -> int:
    return shown.column


def _slots(draft: Draft, main: str) -> Mapping[int, list[tuple[int, int]]]:
    """By block, in order, the runs that a comment can hang on: in the main part, outside text boxes."""
    found: dict[int, list[tuple[int, int]]] = {}
    for part in draft.parts:
        if part.name != main:
            continue
        boxes = 0
        for piece in part.pieces:
            if isinstance(piece, Slot):
                if not boxes:
                    found.setdefault(piece.block, []).append((piece.start, piece.end))
            elif "txbxContent" in piece:
                boxes += piece.count("<w:txbxContent") - piece.count("</w:txbxContent")
    return found
