"""A workbook that was read: its sheets, and the cells in them that hold anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location, Message

if TYPE_CHECKING:
    from collections.abc import Mapping


class Cell(NamedTuple):
    """A cell that holds something. ``text`` is what a person sees in it, as far as it matters.

    ``kind`` is text, number, percent (text ``62.7%``), date (text 2023-12-27 or 2023-12), time, truth, error, or
    strange for a number no report can mean. ``formula`` is the formula that worked it out, empty where it was typed;
    ``text`` then is the result kept in the file, which may be missing.
    """

    text: str
    kind: str = "text"
    formula: str | None = None


class Area(NamedTuple):
    """Cells merged into one: rows and columns from 1, both ends belonging to it."""

    top: int
    left: int
    bottom: int
    right: int


class SheetRead(NamedTuple):
    """A sheet: its cells by row and column from 1. ``problem`` tells why it could not be read; it has no cells then."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False
    problem: Message | None = None


class WorkbookRead(NamedTuple):
    """The sheets of a workbook; ``extras`` is what else it brings along that was not looked at (macros, links)."""

    sheets: tuple[SheetRead, ...]
    extras: tuple[Message, ...] = ()


class CellPlace(Location):
    """A place in a workbook: ``path`` is ``file!sheet``, ``line`` the row, ``column`` the column, from 1."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{self.path}!{column_letters(self.column)}{self.line}"


def cell_place(file: str, sheet: str, row: int, column: int) -> CellPlace:
    """The place of a cell, shown as ``核数表.xlsx!社会救助科!H7``."""
    return CellPlace(f"{file}!{sheet}", row, column, column + 1)


def column_letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
