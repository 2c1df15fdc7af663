"""The XML of a sheet and of the shared texts, in one pass each and within limits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, msg
from report_kit.ooxml.xml import walk
from report_kit.workbook.numbers import meant
from report_kit.workbook.read_model import Area, Cell, SheetRead

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_CELLS = 100_000
"""Cells of a sheet that hold something."""
MAX_TEXT = 40_000
"""Characters of a cell; Excel takes 32 767."""
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
"""What Excel has."""

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class TooLargeError(ValueError):
    """A part holds more than any report needs; ``words`` say so."""

    def __init__(self, words: Message) -> None:
        super().__init__(str(words))
        self.words = words


class Shared(NamedTuple):
    """What the sheets of a workbook have in common: texts, number formats of the styles, the first day."""

    strings: Sequence[str]
    formats: Sequence[str]
    mac: bool = False


def read_strings(text: str) -> tuple[str, ...]:
    """The shared texts, in order; pronunciations beside them are left out.

    Raises:
        XmlError: as ``ooxml.xml.walk``.
    """
    found: list[str] = []
    pieces: list[str] = []
    within = aside = False

    def start(name: str, _attributes: Mapping[str, str]) -> None:
        nonlocal within, aside
        kind = name.rpartition(":")[2]
        if kind == "si":
            pieces.clear()
        aside = aside or kind == "rPh"
        within = kind == "t" and not aside

    def end(name: str) -> None:
        nonlocal within, aside
        kind = name.rpartition(":")[2]
        within = False
        if kind == "rPh":
            aside = False
        elif kind == "si":
            found.append(_unescaped("".join(pieces)))

    def characters(words: str) -> None:
        if within:
            pieces.append(words)

    walk(text, start, end, characters)
    return tuple(found)


def read_sheet(name: str, text: str, shared: Shared) -> SheetRead:
    """The cells of a sheet that hold something.

    Raises:
        XmlError: as ``ooxml.xml.walk``.
        TooLargeError: for more cells than ``MAX_CELLS`` or a longer text than ``MAX_TEXT``.
        ValueError: for numbers, places or references that no program writes.
    """
    reader = _Reader(shared)
    walk(text, reader.start, reader.end, reader.characters)
    return SheetRead(name, reader.cells, tuple(reader.merged), frozenset(reader.hidden))


class _Reader:
    """What is known while a sheet is walked through."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merged: list[Area] = []
        self.hidden: set[int] = set()
        self.row = self.column = 0
        self.attributes: Mapping[str, str] = {}
        self.value = ""
        self.formula: str | None = None
        self.reading = ""
        self.aside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = name.rpartition(":")[2]
        match kind:
            case "c":
                self._place(attributes.get("r"))
                self.attributes, self.value, self.formula = attributes, "", None
            case "v":
                self.reading, self.value = "v", ""
            case "t" if not self.aside:
                self.reading = "v"
            case "f":
                self.reading, self.formula = "f", ""
            case "rPh":
                self.aside = True
            case "row":
                self.row = int(attributes.get("r", self.row + 1))
                self.column = 0
                if attributes.get("hidden", "") in ("1", "true"):
                    self.hidden.add(self.row)
            case "mergeCell":
                self.merged.append(_area(attributes.get("ref", "")))

    def end(self, name: str) -> None:
        kind = name.rpartition(":")[2]
        self.reading = ""
        if kind == "rPh":
            self.aside = False
        elif kind == "c":
            cell = self._cell()
            if cell.text or cell.formula is not None:
                if len(self.cells) == MAX_CELLS:
                    raise TooLargeError(msg("工作表里的内容多于 {limit} 格，没有读取", limit=MAX_CELLS))
                self.cells[self.row, self.column] = cell

    def characters(self, words: str) -> None:
        if self.reading == "v":
            self.value += words
        elif self.reading == "f" and self.formula is not None:
            self.formula += words
        if len(self.value) > MAX_TEXT or len(self.formula or "") > MAX_TEXT:
            raise TooLargeError(msg("工作表里有一格多于 {limit} 个字，没有读取", limit=MAX_TEXT))

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
        else:
            self.row, self.column = _place(reference)
        if not (1 <= self.row <= MAX_ROW and 1 <= self.column <= MAX_COLUMN):
            raise ValueError(reference)

    def _cell(self) -> Cell:
        kind = self.attributes.get("t", "n")
        value = self.value
        if kind == "s":
            number = int(value or "-1")
            if not 0 <= number < len(self.shared.strings):
                raise ValueError(value)
            return Cell(self.shared.strings[number], "text", self.formula)
        if kind in ("str", "inlineStr"):
            return Cell(_unescaped(value), "text", self.formula)
        if kind == "b":
            return Cell({"1": "TRUE", "0": "FALSE"}.get(value, value), "truth", self.formula)
        if kind == "e":
            return Cell(value, "error", self.formula)
        if kind == "d":
            return Cell(value.partition("T")[0], "date", self.formula)
        if not value:
            return Cell("", "number", self.formula)
        style = int(self.attributes.get("s", "0"))
        code = self.shared.formats[style] if 0 <= style < len(self.shared.formats) else ""
        found = meant(value.strip(), code, mac=self.shared.mac)
        return Cell(value, "strange", self.formula) if found is None else Cell(found[1], found[0], self.formula)


def _place(reference: str) -> tuple[int, int]:
    """Row and column of ``H7``."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    top, left = _place(first)
    bottom, right = _place(last or first)
    return Area(top, left, bottom, right)


def _unescaped(text: str) -> str:
    """Text of a workbook as typed: characters XML cannot hold are written ``_x000D_`` there."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)
