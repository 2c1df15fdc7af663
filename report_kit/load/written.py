"""The lines of a text as they stand in the file, each with its place: what sentences are read from.

YAML joins the lines of a text that is no literal block with spaces, which Chinese sentences do not have, and
forgets where each came from; so they are taken from the file itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.diagnostics import Location
from report_kit.load.text import without_forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.load.nodes import Text

_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}

Lines = list[tuple[str, Location]]


def written_lines(path: str, lines: list[str], node: Text) -> Lines:
    """The lines of a text, each with the place of its first character. ``lines`` are those of the file."""
    if node.style == "|":
        return _block(path, lines, node)
    if node.style in ("'", '"'):
        return _quoted(path, lines, node)
    if node.style == ">" or node.end_line != node.line:
        return _folded(path, lines, node)
    return [(str(node), Location(path, node.line + 1, node.column + 1))]


def _block(path: str, lines: list[str], node: Text) -> Lines:
    found = []
    for number, text in enumerate(node.rstrip("\n").split("\n"), node.line + 1):
        indent = max(len(lines[number]) - len(text), 0) if number < len(lines) else 0
        found.append((text, Location(path, number + 1, indent + 1)))
    return found


def _folded(path: str, lines: list[str], node: Text) -> Lines:
    """A ``>`` block or bare text over several lines."""
    first = node.line + (node.style == ">")
    last = node.end_line if node.end_column else node.end_line - 1
    found = []
    for number in range(first, min(last, len(lines) - 1) + 1):
        line = lines[number]
        if not node.style:
            line = line[: node.end_column] if number == node.end_line else line
        start = node.column if number == node.line else len(line) - len(line.lstrip(" "))
        found.append((line[start:].rstrip(), Location(path, number + 1, start + 1)))
    while found and not found[-1][0]:
        found.pop()
    return found


def _quoted(path: str, lines: list[str], node: Text) -> Lines:
    """A text in quotes, which may hold escapes and line breaks of both kinds: in the file and in the text.

    Behind an escape, which is longer than the character it means, a place may lie further left than the character.
    """
    found = []
    for number in range(node.line, min(node.end_line, len(lines) - 1) + 1):
        line = lines[number]
        start = node.column + 1 if number == node.line else len(line) - len(line.lstrip(" \t"))
        raw = line[start : node.end_column - 1] if number == node.end_line else line[start:].rstrip(" \t")
        for text, offset in _pieces(raw, node.style):
            found.append((text, Location(path, number + 1, start + offset + 1)))
    return found


def _pieces(raw: str, quote: str) -> Iterator[tuple[str, int]]:
    """What a line in quotes means, cut at the line breaks that are escaped, with the offset of each part."""
    if quote == "'":
        yield raw.replace("''", "'"), 0
        return
    meant, position, begun = "", 0, 0
    for match in _ESCAPE.finditer(raw):
        code = match[1]
        character = chr(int(code[1:], 16)) if len(code) > 1 else _ESCAPES.get(code, code)
        meant += raw[position : match.start()]
        position = match.end()
        if character == "\n":
            yield meant, begun
            meant, begun = "", position
        else:
            meant += without_forbidden(character)
    yield meant + raw[position:].removesuffix("\\"), begun
