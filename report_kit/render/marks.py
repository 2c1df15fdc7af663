"""Marks that stand for text: written before Jinja runs, read off after it.

A mark is one character of plane 15, which is for private use and is refused in data; it passes
through Jinja and XML like any other character. ``BLOCK n`` says which block the paragraph shows,
``TEXT n`` stands for entry n of a table: pieces of text, each with its origin; ``HEADING_END`` follows
a run-in heading. Numbers are written with digits of base 4096. The text itself waits in the table, so
nothing in it can be taken for a tag or for XML, and nothing has to be escaped and read again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_kit.draft import ANNEXES
from report_kit.ooxml.xml import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_kit.diagnostics import Location
    from report_kit.draft import Origin

BLOCK = "\U000f0000"
TEXT = "\U000f0001"
HEADING_END = "\U000f0002"

_ZERO = 0xF1000
_BASE = 0x1000
_DIGIT = f"[{chr(_ZERO)}-{chr(_ZERO + _BASE - 1)}]"

PRIVATE = re.compile("[\U000f0000-\U000fffff]")
"""Any character of plane 15."""

MARK = re.compile(f"([{BLOCK}{TEXT}]{_DIGIT}+|{HEADING_END})")
"""One mark with its number; splitting by it leaves the text between."""

ONE = re.compile(f"(?:{BLOCK}({_DIGIT}+))?{TEXT}({_DIGIT}+)")
"""What most runs hold: the mark of one text, perhaps behind that of its block."""

_BLOCK = re.compile(f"{BLOCK}({_DIGIT}+)")
_TEXT = re.compile(f"{TEXT}({_DIGIT}+)")
_LOOSE = re.compile(f"[{BLOCK}{TEXT}]{_DIGIT}*|{HEADING_END}|{_DIGIT}+")


def number(digits: str) -> int:
    """The number that a mark carries, from its digits."""
    if len(digits) == 1:
        return ord(digits) - _ZERO
    value = 0
    for digit in digits:
        value = value * _BASE + ord(digit) - _ZERO
    return value


def _digits(value: int) -> str:
    text = chr(_ZERO + value % _BASE)
    while value := value // _BASE:
        text = chr(_ZERO + value % _BASE) + text
    return text


def block_mark(index: int) -> str:
    """The mark of the block with this number."""
    return BLOCK + _digits(index)


class Shown(NamedTuple):
    """What a block mark stands for: the block's id, its outline level, and whether it must be shown.

    A block that is ``inline`` (the title, the unit, the date) may stand inside another paragraph; one that is
    ``optional`` may be left out by a template.
    """

    id: str
    level: int
    inline: bool
    location: Location | None
    optional: bool = False

    @property
    def annex(self) -> str:
        """The table behind the signature that it stands in: ``annexes.indicators``; empty elsewhere."""
        return ".".join(self.id.partition("#")[0].split(".")[:2]) if self.id.startswith(f"{ANNEXES}.") else ""


class Words(NamedTuple):
    """What a text mark stands for: pieces of text with their origins, and the number of the block they belong to."""

    pieces: Sequence[tuple[str, Origin]]
    block: int

    @property
    def text(self) -> str:
        """The pieces as one."""
        return "".join([text for text, _ in self.pieces])


class Marker:
    """Writes marks and remembers what their numbers mean. One for each rendering."""

    def __init__(self) -> None:
        self.words: list[Words] = []
        self.blocks: list[Shown] = []

    def block(self, shown: Shown) -> str:
        """A new block mark. The texts that follow belong to it."""
        self.blocks.append(shown)
        return block_mark(len(self.blocks) - 1)

    def span(self, text: str, origin: Origin) -> str:
        """A mark for one piece of text."""
        return self.spans(((text, origin),))

    def spans(self, pieces: Sequence[tuple[str, Origin]]) -> str:
        """A mark for pieces of text, none of which is empty; nothing for none."""
        if not pieces:
            return ""
        self.words.append(Words(pieces, len(self.blocks) - 1))
        return TEXT + _digits(len(self.words) - 1)

    def words_in(self, xml: str) -> list[Words]:
        """What the text marks in the XML stand for."""
        return [self.words[number(digits)] for digits in _TEXT.findall(xml)]

    @staticmethod
    def blocks_in(xml: str) -> list[int]:
        """The numbers of the blocks whose marks stand in the XML."""
        return [number(digits) for digits in _BLOCK.findall(xml)]


def without_marks(xml: str, marker: Marker, arrived: bytearray) -> str:
    """XML in which the text itself stands in the place of its marks, which are noted in ``arrived``."""
    if not PRIVATE.search(xml):
        return xml

    def text_of(match: re.Match[str]) -> str:
        index = number(match[1])
        arrived[index] = 1
        return escape(marker.words[index].text).replace('"', "&quot;").replace("\n", " ")

    return _LOOSE.sub("", _TEXT.sub(text_of, xml))
