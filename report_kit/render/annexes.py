"""The tables behind the signature as a template shows them: a block for every cell, every figure with its fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from report_kit.draft import ANNEXES, FactOrigin
from report_kit.indicators import Cell, IndicatorRow, indicator_charts, indicator_rows
from report_kit.ooxml.bar_chart import BarChart, Series
from report_kit.promises import STATES, Figure, Piece, PromiseRow, promise_rows
from report_kit.render.context import Budget, Listing, ShownAnnex, ShownChart, ShownIndicator, ShownParagraph, ShownPlan
from report_kit.render.marks import Drawing
from report_kit.render.prose import CALCULATION, LABEL, NOTHING_YET, NUMBERING, PLACEHOLDER, Composer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.diagnostics import Location
    from report_kit.draft import Origin
    from report_kit.facts.model import Attachment

TITLE_LEVEL = 1
"""A table is a part of its own in the outline, like a chapter."""


class NewBlock(Protocol):
    """Begins a block of the report."""

    def __call__(
        self,
        block_id: str,
        location: Location | None,
        level: int = 0,
        *,
        inline: bool = False,
        optional: bool = False,
    ) -> str:
        """The mark of the block; see ``marks.Shown``."""
        ...


class Annexes:
    """Builds what the template shows of the attachments that are tables of ours."""

    def __init__(self, composer: Composer, block: NewBlock, budget: Budget) -> None:
        """``block`` begins the blocks of the whole report, so that every id is there once."""
        self._composer = composer
        self._marker = composer.marker
        self._report = composer.report
        self._block = block
        self._budget = budget

    def all(self) -> Listing[ShownAnnex]:
        """The tables, each under the number that its attachment has in the list above the signature."""
        attachments = self._report.edition.attachments
        return Listing(
            tuple(
                self._annex(attachment, str(number) if len(attachments) > 1 else "")
                for number, attachment in enumerate(attachments, 1)
                if attachment.table
            ),
            self._budget,
        )

    def _annex(self, attachment: Attachment, number: str) -> ShownAnnex:
        name, place, year = f"{ANNEXES}.{attachment.table}", attachment.location, self._report.year
        block = self._block(f"{name}.title", place, TITLE_LEVEL)
        title = block + self._composer.title(attachment.title)[0]
        block = self._block(f"{name}.number", place)
        label = block + self._marker.span(number, NUMBERING) if number else block
        this_year = self._text(f"{name}.year", place, f"{year}年", LABEL, optional=True)
        last_year = self._text(f"{name}.last_year", place, f"{year - 1}年", LABEL, optional=True)
        indicators = tuple(self._indicators(name)) if attachment.table == "indicators" else ()
        plans = tuple(self._plans(name)) if attachment.table == "plans" else ()
        empty = () if indicators or plans else (self._nothing_yet(name, place),)
        return ShownAnnex(
            label,
            title,
            this_year,
            last_year,
            Listing(empty, self._budget),
            Listing(indicators, self._budget),
            Listing(plans, self._budget),
            Listing(tuple(self._charts(attachment)) if attachment.chart else (), self._budget),
        )

    def _charts(self, attachment: Attachment) -> Iterator[ShownChart]:
        year = self._report.year
        for one in indicator_charts(self._report):
            series = (Series(f"{year - 1}年", one.last_year), Series(f"{year}年", one.this_year))
            chart = BarChart(f"单位：{one.unit}", one.names, series, one.decimals)
            yield ShownChart(self._marker.drawing(Drawing(chart, attachment.location)))

    def _nothing_yet(self, name: str, place: Location | None) -> ShownParagraph:
        return ShownParagraph("", "", "", self._text(name, place, NOTHING_YET, PLACEHOLDER))

    def _indicators(self, name: str) -> Iterator[ShownIndicator]:
        for number, row in enumerate(indicator_rows(self._report), 1):
            yield self._indicator(f"{name}.{self._report.label(row.fact.key)}", str(number), row)

    def _indicator(self, name: str, number: str, row: IndicatorRow) -> ShownIndicator:
        place = row.fact.location
        return ShownIndicator(
            self._text(f"{name}.number", place, number, NUMBERING, optional=True),
            self._text(f"{name}.name", place, row.what, LABEL),
            self._text(f"{name}.unit", place, row.unit, LABEL),
            self._cell(f"{name}.this_year", place, row.this_year),
            self._cell(f"{name}.last_year", place, row.last_year),
            self._cell(f"{name}.change", place, row.change, optional=True),
            self._cell(f"{name}.growth", place, row.growth, optional=True),
            self._text(f"{name}.source", place, row.source, LABEL, optional=True),
        )

    def _plans(self, name: str) -> Iterator[ShownPlan]:
        for row in promise_rows(self._report):
            yield self._plan(f"{name}.{row.promise}", row)

    def _plan(self, name: str, row: PromiseRow) -> ShownPlan:
        place = row.location
        told = LABEL._replace(facts=tuple(map(self._report.label, row.follows)))
        return ShownPlan(
            self._text(f"{name}.number", place, str(row.number), NUMBERING, optional=True),
            self._words(f"{name}.task", place, row.task),
            self._words(f"{name}.target", place, row.target),
            self._words(f"{name}.result", place, row.result, told),
            self._text(f"{name}.state", place, STATES[row.state].text(), told),
            self._text(f"{name}.owner", place, row.owner, LABEL, optional=True),
        )

    def _words(self, block_id: str, place: Location, words: tuple[Piece, ...], ours: Origin = LABEL) -> str:
        """A block of words and figures; nothing where there is nothing to show. ``ours``: of our own words."""
        pieces = [piece for one in words for piece in self._pieces(one, ours) if piece[0]]
        return self._block(block_id, place) + self._marker.spans(pieces) if pieces else ""

    def _pieces(self, one: Piece, ours: Origin) -> list[tuple[str, Origin]]:
        if isinstance(one, str):
            return [(one, ours)]
        if isinstance(one, Figure):
            return [self._composer.figure(one.fact)]
        return self._composer.pieces((one,))

    def _cell(self, block_id: str, place: Location, cell: Cell, *, optional: bool = False) -> str:
        return self._text(block_id, place, cell.text, self._origin(cell), optional=optional)

    def _origin(self, cell: Cell) -> Origin:
        if cell.fact is not None:
            return FactOrigin(self._report.label(cell.fact), None, pending=cell.gap)
        origin = PLACEHOLDER if cell.gap else CALCULATION
        return origin._replace(facts=tuple(map(self._report.label, cell.follows)))

    def _text(self, block_id: str, place: Location | None, text: str, origin: Origin, *, optional: bool = False) -> str:
        """A block that is one span; nothing where there is nothing to show."""
        return self._block(block_id, place, optional=optional) + self._marker.span(text, origin) if text else ""
