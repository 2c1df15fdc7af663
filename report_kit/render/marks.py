"""Marks in text that say where every span comes from: written before Jinja runs, read off after it.

A mark is one character of plane 15, which is for private use and is refused in data; it passes
through Jinja and XML like any other character. ``BLOCK n`` says which block the paragraph shows,
``OPEN n … CLOSE`` encloses a span whose origin is entry n of a table, ``HEADING_END`` follows a run-in
heading. Numbers are written with digits of base 4096. ``NEWLINE`` stands for a line end in a value,
since Jinja's source has line ends of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_kit.ooxml.xml import escape

if TYPE_CHECKING:
    from report_kit.diagnostics import Location
    from report_kit.draft import Origin

BLOCK = "\U000f0000"
OPEN = "\U000f0001"
CLOSE = "\U000f0002"
HEADING_END = "\U000f0003"
NEWLINE = "\U000f0004"

_ZERO = 0xF1000
_BASE = 0x1000
_DIGIT = f"[{chr(_ZERO)}-{chr(_ZERO + _BASE - 1)}]"

PRIVATE = re.compile("[\U000f0000-\U000fffff]")
"""Any character of plane 15."""

MARK = re.compile(f"([{BLOCK}{OPEN}]{_DIGIT}+|[{CLOSE}{HEADING_END}])")
"""One mark with its number; splitting by it leaves the text between."""

_BLOCK = re.compile(f"{BLOCK}({_DIGIT}+)")
_SPAN = re.compile(f"{OPEN}({_DIGIT}+)([^{CLOSE}]*){CLOSE}")
SPAN = re.compile(f"{OPEN}({_DIGIT}+)([^{BLOCK}-{HEADING_END}]*){CLOSE}")
"""A whole span with nothing torn in it: its number and its text."""

_LOOSE = re.compile(f"[{BLOCK}{OPEN}]{_DIGIT}*|[{CLOSE}{HEADING_END}]|{_DIGIT}+")


def number(digits: str) -> int:
    """The number that a mark carries, from its digits."""
    if len(digits) == 1:
        return ord(digits) - _ZERO
    value = 0
    for digit in digits:
        value = value * _BASE + ord(digit) - _ZERO
    return value


def _digits(value: int) -> str:
    if value < _BASE:
        return chr(_ZERO + value)
    text = chr(_ZERO + value % _BASE)
    while value := value // _BASE:
        text = chr(_ZERO + value % _BASE) + text
    return text


def block_mark(index: int) -> str:
    """The mark of the block with this number."""
    return BLOCK + _digits(index)


class Shown(NamedTuple):
    """What a block mark stands for: the block's id, its outline level, and whether it must be shown.

    A block that is ``inline`` (the title, the unit, the date) may stand inside another paragraph.
    """

    id: str
    level: int
    inline: bool
    location: Location | None


class Marker:
    """Writes marks and remembers what their numbers mean. One for each rendering.

    By number of a span: its origin, its text, the number of its block.
    """

    def __init__(self) -> None:
        self.origins: list[Origin] = []
        self.texts: list[str] = []
        self.owners: list[int] = []
        self.blocks: list[Shown] = []

    def block(self, shown: Shown) -> str:
        """A new block mark. The spans that follow belong to it."""
        self.blocks.append(shown)
        return block_mark(len(self.blocks) - 1)

    def span(self, text: str, origin: Origin) -> str:
        """The text, escaped for XML, inside marks. Text that holds marks itself is refused before it is shown."""
        index = len(self.origins)
        self.origins.append(origin)
        self.texts.append(text)
        self.owners.append(len(self.blocks) - 1)
        shown = escape(text) if "&" in text or "<" in text or ">" in text else text
        if '"' in shown:
            shown = shown.replace('"', "&quot;")  # a template may show it in an attribute
        if "\n" in shown:
            shown = shown.replace("\n", NEWLINE)
        return OPEN + _digits(index) + shown + CLOSE

    @staticmethod
    def blocks_in(xml: str) -> list[int]:
        """The numbers of the blocks whose marks stand in the XML."""
        return [number(digits) for digits in _BLOCK.findall(xml)]


def without_marks(xml: str, arrived: bytearray) -> str:
    """XML in which the text of spans stands without marks. Spans found are noted in ``arrived``."""
    if not PRIVATE.search(xml):
        return xml

    def text_of(match: re.Match[str]) -> str:
        index = number(match[1])
        if index < len(arrived):
            arrived[index] = 1
        return match[2]

    return _LOOSE.sub("", _SPAN.sub(text_of, xml)).replace(NEWLINE, " ")


def without_spans(xml: str) -> str:
    """XML without the text of spans: what the template itself wrote."""
    return _LOOSE.sub("", _SPAN.sub("", xml))
