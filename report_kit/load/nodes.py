"""What a data file consists of before it has a meaning: text, entries and series that know where they stand.

They are plain ``str``, ``dict`` and ``list`` for whoever validates them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from report_kit.diagnostics import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, KeysView


class Text(str):
    """A word, number or sentence as written; nothing is turned into a number, date or truth value.

    ``line`` and ``column`` count from 0 and point at the first character, quote or ``|``. ``style`` is empty
    for bare text, else ``'``, ``"``, ``|`` or ``>``. ``comment`` is the column of a ``#`` after it, or -1.
    """

    __slots__ = ("column", "comment", "end_column", "end_line", "line", "style")

    line: int
    column: int
    end_line: int
    end_column: int
    style: str
    comment: int


class Entries(dict[str, "Node"]):
    """Keys and what belongs to them, in order. Every key is a ``Text``: see ``entries_of`` and ``key_of``."""

    __slots__ = ("column", "flow", "line")

    line: int
    column: int
    flow: bool


class Series(list["Node"]):
    """One thing after the other."""

    __slots__ = ("column", "flow", "line")

    line: int
    column: int
    flow: bool


Node = Text | Entries | Series


def place(path: str, node: Node) -> Location:
    """Where a node stands: a text that ends on its line from end to end, anything else its first character."""
    column = node.column + 1
    if type(node) is Text:
        if node.style in ("|", ">") or node.end_line != node.line:
            return Location(path, node.line + 1, column, column + 1)
        return Location(path, node.line + 1, column, node.end_column + 1)
    return Location(path, node.line + 1, column, column + 1)


def inner_place(path: str, node: Text, start: int, end: int) -> Location:
    """Where a part of a text stands, by offsets into it; the whole text if that cannot be told."""
    quoted = node.style in ("'", '"')
    length = node.end_column - node.column - 2 * quoted
    if node.end_line != node.line or node.style in ("|", ">") or length != len(node):
        return place(path, node)
    column = node.column + 1 + quoted
    return Location(path, node.line + 1, column + start, max(column + end, column + start + 1))


def entries_of(entries: Entries) -> Iterable[tuple[Text, Node]]:
    """The entries with their keys as placed texts."""
    return cast("Iterable[tuple[Text, Node]]", entries.items())


def keys_of(entries: Entries) -> KeysView[Text]:
    """The keys as placed texts."""
    return cast("KeysView[Text]", entries.keys())


def key_of(entries: Entries, name: str) -> Text:
    """The key itself, with its place; takes time with the number of keys. Raises StopIteration when there is none."""
    return next(key for key in keys_of(entries) if key == name)
