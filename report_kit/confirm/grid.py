"""A sheet → its rows by the heads of the columns, wherever those stand, cells merged down a column included."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from report_kit.confirm.layout import DATE, FIGURE, ID, NAME, REMARK, UNIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_kit.workbook import Area, Cell, SheetRead

_NEEDED = (ID, FIGURE, NAME, DATE)
_HEADS = (*_NEEDED, UNIT, REMARK)

MAX_SPREAD = 20_000
"""Cells of a sheet that lie under merged ones and are looked at; further ones count as not merged."""


class Record(NamedTuple):
    """A row of a table. ``code`` is what stands under 编号, without white space; cells that hold nothing are None.

    ``columns`` are the numbers of the columns by head. ``merged``: the figure's cell is one with cells of other rows
    or columns, so that nobody knows whose figure it is.
    """

    row: int
    columns: Mapping[str, int]
    code: str
    figure: Cell | None
    name: Cell | None
    date: Cell | None
    unit: Cell | None
    remark: Cell | None
    merged: bool
    hidden: bool


class Unclear(NamedTuple):
    """A row of heads that cannot be used: heads that are missing, and such as stand there twice."""

    row: int
    column: int
    missing: tuple[str, ...]
    twice: tuple[str, ...]


def records(sheet: SheetRead) -> Iterator[Record | Unclear]:
    """The rows below each row of heads, in order; rows that hold nothing in the columns known are left out."""
    rows: dict[int, dict[int, Cell]] = defaultdict(dict)
    for (row, column), cell in sheet.cells.items():
        rows[row][column] = cell
    columns: Mapping[str, int] = {}
    under = _Merged(sheet)
    for row in sorted({*rows, *under.rows}):
        heads = _heads(rows[row])
        if ID in heads and (FIGURE in heads or NAME in heads):
            twice = tuple(head for head, places in heads.items() if len(places) > 1)
            missing = tuple(head for head in _NEEDED if head not in heads)
            columns = {} if twice or missing else {head: places[0] for head, places in heads.items()}
            if not columns:
                yield Unclear(row, heads[(twice or (ID,))[0]][-1], missing, twice)
        elif columns:
            record = _record(sheet, rows[row], columns, row, under)
            if record is not None:
                yield record


def _heads(cells: Mapping[int, Cell]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for column in sorted(cells):
        head = "".join(cells[column].text.split())
        if head in _HEADS:
            found[head].append(column)
    return found


def _record(
    sheet: SheetRead, cells: Mapping[int, Cell], columns: Mapping[str, int], row: int, under: _Merged
) -> Record | None:
    def typed(head: str) -> Cell | None:
        """The cell under a head, or the one it is merged with further up."""
        column = columns.get(head, 0)
        cell = cells.get(column)
        if cell is None and (area := under.area(row, column)) is not None and area.left == area.right == column:
            cell = sheet.cells.get((area.top, column))
        return cell if cell is not None and (cell.text.strip() or cell.formula is not None) else None

    code, figure = cells.get(columns[ID]), cells.get(columns[FIGURE])
    area = under.area(row, columns[FIGURE])
    record = Record(
        row,
        columns,
        "".join(code.text.split()) if code is not None else "",
        typed(FIGURE) if figure is not None else None,
        typed(NAME),
        typed(DATE),
        typed(UNIT),
        typed(REMARK),
        area is not None and (row, columns[FIGURE]) in under.cells and _filled(sheet, area),
        row in sheet.hidden_rows,
    )
    return record if record.code or record.figure is not None else None


def _filled(sheet: SheetRead, area: Area) -> bool:
    cell = sheet.cells.get((area.top, area.left))
    return cell is not None and bool(cell.text.strip() or cell.formula is not None)


class _Merged:
    """The cells of a sheet that are one with others."""

    def __init__(self, sheet: SheetRead) -> None:
        self.cells: dict[tuple[int, int], Area] = {}
        for area in sheet.merged:
            size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
            if 1 < size <= MAX_SPREAD - len(self.cells):
                for row in range(area.top, area.bottom + 1):
                    for column in range(area.left, area.right + 1):
                        self.cells.setdefault((row, column), area)
        self.rows = {row for row, _ in self.cells}

    def area(self, row: int, column: int) -> Area | None:
        """The area a cell belongs to."""
        return self.cells.get((row, column))
