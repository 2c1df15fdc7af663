"""Lengths of a page as people say them, and how wide words are in characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_kit.ooxml.formatting.model import ParagraphLook

MM = 56.6929
"""Twips of a millimetre."""

CHARACTER = 315
"""Twips of one character where 28 fill the text block of 156 mm."""

A4_HEIGHT = 16838
"""Twips of A4, upright."""

LINE = 579
"""Twips of one line where 22 fill the text block of 225 mm."""

WIDE = "\u2e80"
"""The first of the characters that take a whole square."""

_FULL = "“”‘’—…·"
_BETWEEN = 0.25
"""The space that Word and LibreOffice put between Chinese and Latin letters, in characters."""


def mm(twips: int) -> str:
    """Millimetres with one decimal."""
    return f"{twips / MM:.1f}"


def points(twips: int) -> str:
    """Points without needless zeros."""
    return f"{twips / 20:g}"


def near(twips: int, wanted: int, tolerance: str = "1") -> bool:
    """Whether a length is within ``tolerance`` (mm, written out) of a length in whole millimetres."""
    return abs(twips / MM - wanted) <= float(tolerance) + 0.05


def width(text: str) -> float:
    """The width of a line of words in characters, as far as it can be told without the faces."""
    total, last = 0.0, ""
    for character in text:
        if character == "\u3000" or character >= WIDE or character in _FULL:
            kind, size = "wide" if character.isalnum() else "", 1.0
        else:
            kind, size = "narrow" if character.isalnum() else "", 0.5
        total += size
        if {kind, last} == {"wide", "narrow"}:
            total += _BETWEEN
        last = kind
    return total


def ends(paragraph: ParagraphLook, block: int) -> tuple[float, float]:
    """Where the words of a paragraph of one line begin and end, in characters from the left edge of the block.

    ``block`` is the width of the text block in twips.
    """
    indent = paragraph.indent
    left = indent.left_chars / 100 or indent.left / CHARACTER
    right = indent.right_chars / 100 or indent.right / CHARACTER
    first = indent.first_chars / 100 or indent.first / CHARACTER
    words = paragraph.label + paragraph.text.rstrip()
    size = width(words)
    inner = width(words.lstrip())
    room = block / CHARACTER - left - right
    if paragraph.jc == "right":
        end = left + room
        return end - inner, end
    if paragraph.jc == "center":
        start = left + first + (room - first - size) / 2 + (size - inner)
        return start, start + inner
    start = left + first + (size - inner)
    return start, start + inner
