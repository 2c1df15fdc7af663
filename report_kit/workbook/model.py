"""What a workbook to be written holds: sheets of columns and rows of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container

LONGEST_NAME = 31
"""Units of UTF-16 in the name of a sheet, which is all that Excel allows."""

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = ("history",)


class Entry(NamedTuple):
    """How a column is filled in by hand. Columns without one are locked on a protected sheet.

    ``kind`` is text, figure or date; ``most`` the longest text taken; ``title`` and ``prompt`` are shown beside the
    cell, ``refused`` when what was typed is not taken.
    """

    kind: str
    title: str
    prompt: str
    refused: str
    most: int = 200


class Column(NamedTuple):
    """A column: its head, its width in half-width characters, and how it looks.

    ``look`` is text, centre, figure (to the right) or small (a code for machines, in small grey).
    """

    head: str
    width: int
    look: str = "text"
    entry: Entry | None = None


class Sheet(NamedTuple):
    """A sheet: lines above the table (the first is its title), the columns' heads, and the rows, all text.

    Without any head there is no row of heads. ``hidden`` sheets are for programs. A sheet is printed on A4 across,
    as wide as the page, with the heads on each page.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()
    protected: bool = False
    hidden: bool = False


def sheet_name(text: str, taken: Container[str] = ()) -> str:
    """A name that Excel accepts for a sheet, made of a text; none of those ``taken``, which are in small letters."""
    plain = _NOT_IN_NAMES.sub("-", text).strip("' ") or "-"
    number = 1
    while True:
        mark = f"（{number}）" if number > 1 else ""
        name = _cut(plain, LONGEST_NAME - len(mark)).rstrip("' ") + mark
        if name.lower() not in taken and name.lower() not in _RESERVED:
            return name
        number += 1


def _cut(text: str, most: int) -> str:
    """The beginning of a text that has no more than ``most`` units of UTF-16; no character is split."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
