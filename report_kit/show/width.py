"""Text on a terminal: how wide it is, padded, cut and wrapped by columns instead of characters."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TAB = "    "
_LINE_BREAK = re.compile(r"\r\n|\n|\r")


def lines_of(text: str) -> list[str]:
    """The lines of a text file, split where an editor splits them (not at form feeds or U+2028)."""
    return _LINE_BREAK.split(text)


def visible(character: str) -> str:
    """The character as it may safely be sent to a terminal: a tab as spaces, control characters as a box."""
    if character == "\t":
        return TAB
    if unicodedata.category(character) in {"Cc", "Cs"} or character in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e":
        return "\N{WHITE SQUARE}"
    return character


def shown(text: str) -> str:
    """The text with every character made visible."""
    return "".join(map(visible, text)) if not text.isprintable() else text


def width(text: str) -> int:
    """Columns a terminal needs for the text: two for wide and full-width characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in {"Mn", "Me", "Cf"} else 1


def padded(text: str, columns: int) -> str:
    """The text with spaces after it up to ``columns``; longer texts stay as they are."""
    return text + " " * max(0, columns - width(text))


def cut(text: str, columns: int) -> str:
    """The text, or as much of its beginning as fits with an ellipsis."""
    if width(text) <= columns:
        return text
    kept, room = [], columns - 1
    for character in text:
        room -= _columns(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept) + "…"


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most ``columns``, broken between words, or anywhere between wide characters."""
    lines, line, room = [], "", columns
    for word in _words(text):
        if width(word) > room and line:
            lines.append(line.rstrip())
            line, room = "", columns
        piece = word if line else word.lstrip()
        line += piece
        room -= width(piece)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _words(text: str) -> list[str]:
    # A closing mark stays with the character before it, so that no line begins with one.
    return re.findall(r"[!-~]+[，。；：、）」》？！]*| +|[^!-~ ][，。；：、）」》？！]*", text)


def table(rows: Sequence[tuple[str, ...]], gap: str = "  ") -> list[str]:
    """Rows as lines with aligned columns; the last column is not padded."""
    if not rows:
        return []
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        gap.join(
            [*(padded(cell, size) for cell, size in zip(row[:-1], widths, strict=False)), row[-1]],
        ).rstrip()
        for row in rows
    ]
