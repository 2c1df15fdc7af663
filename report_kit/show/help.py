"""The layout of a help page, aligned by columns so that Chinese and Latin words stand together."""

from __future__ import annotations

from collections.abc import Sequence

from report_kit.show.width import table, width, wrapped

ROOM = 78
"""Columns of a help page; fixed, so that docs/commands.md is the same on every machine."""

Section = tuple[str, Sequence[tuple[str, str]]]
"""A title and its rows: a name, and what it is for."""


def help_page(usage: str, purpose: str, sections: Sequence[Section]) -> str:
    """Usage, purpose and sections; sections without rows are left out. Ends with a line break."""
    lines = [usage, ""]
    for paragraph in purpose.split("\n"):
        lines += wrapped(paragraph, ROOM)
    for title, rows in sections:
        if rows:
            lines += ["", title, *_rows(rows)]
    return "\n".join(lines) + "\n"


def _rows(rows: Sequence[tuple[str, str]]) -> list[str]:
    left = max(width(name) for name, _words in rows)
    cells: list[tuple[str, ...]] = []
    for name, words in rows:
        first, *rest = wrapped(words, ROOM - left - 4)
        cells.append(("", name, first))
        cells += [("", "", line) for line in rest]
    return table(cells)
