"""What a file that is there lacks, put in: only lines are added, and nothing else of it changes by a byte."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from report_kit.year.items import answers_line, entries, series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_kit.diagnostics import Location
    from report_kit.facts.model import ChapterFile, Item
    from report_kit.year.begin import Lacking
    from report_kit.year.yaml_text import Tree

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def completed(data: bytes, file: ChapterFile, lacking: Lacking) -> bytes | None:
    """The file with what it lacks; None if its items are not written one key a line, so that nothing can be put in.

    ``data`` are the bytes of the file, in UTF-8, and ``file`` what was read of them. The caller makes sure that the
    result says what the file said and what it lacked, and nothing else.
    """
    lines = [line for line in _LINES.findall(data.decode("utf-8")) if line]
    end = next((line[len(line.rstrip("\r\n")) :] for line in lines if line.endswith(("\r", "\n"))), "\n")
    if not file.items:
        return None
    dash = _dash(lines, file.items[-1])
    if dash is None:
        return None
    edits: list[tuple[int, str]] = []
    by_id = {item.id: item for item in file.items}
    for name, promised in lacking.answers:
        item = by_id[name]
        if item.answers:
            if not _added(lines, item.answers[-1].location, promised):
                return None
        elif _dash(lines, item) is None:
            return None
        else:
            column = " " * (item.location.column - 1)
            edits.append((item.title.location.line, f"{column}{answers_line(promised)}{end}"))
    if lacking.items:
        margin = " " * dash
        told = "".join(
            f"{end}{margin}{line}".rstrip(" ") + end if not number else f"{margin}{line}{end}" if line else end
            for item in lacking.items
            for number, line in enumerate(item)
        )
        edits.append((_end_of(lines, file.items[-1].location.line, dash), told))
    for at, text in sorted(edits, key=lambda edit: edit[0], reverse=True):
        if at and not lines[at - 1].endswith(("\r", "\n")):
            lines[at - 1] += end
        lines.insert(at, text)
    return "".join(lines).encode("utf-8")


def _dash(lines: Sequence[str], item: Item) -> int | None:
    """The column of the dash before an item; None if the item does not stand behind one, key by key."""
    before = lines[item.location.line - 1].removeprefix("\ufeff")[: item.location.column - 1]
    if before.strip(" ") != "-" or lines[item.location.line - 1].removeprefix("\ufeff")[len(before) :].startswith("{"):
        return None
    return before.index("-")


def _end_of(lines: Sequence[str], first: int, dash: int) -> int:
    """The index behind the last line of an item that begins on line ``first``, counted from 1."""
    end = first
    for number in range(first, len(lines)):
        bare = lines[number].strip(" \r\n")
        if not bare:
            continue
        indent = len(lines[number]) - len(lines[number].lstrip(" "))
        if indent <= dash:
            break
        end = number + 1
    return end


def _added(lines: list[str], last: Location, promised: Sequence[str]) -> bool:
    """Name more promises behind the last one that an item names already; False where that cannot be done."""
    line = lines[last.line - 1]
    before, name, after = (
        line[: last.column - 1],
        line[last.column - 1 : last.end_column - 1],
        line[last.end_column - 1 :],
    )
    if re.search(r"answers: +$", before):
        line = f"{before}[{', '.join((name, *promised))}]{after}"
    elif before.rstrip(" ").endswith(("[", ",")) and after.lstrip(" ").startswith("]"):
        line = f"{before}{', '.join((name, *promised))}{after}"
    else:
        return False
    lines[last.line - 1] = line
    return True


def only_added(old: Tree, new: Tree, lacking: Lacking) -> bool:
    """Whether what a file says is what it said, with as many more items and the answers it lacked."""
    was, now = entries(old), entries(new)
    before, after = series(was.get("items")), series(now.get("items"))
    if [*was] != [*now] or any(_differ(was[key], now[key]) for key in was if key != "items"):
        return False
    more = dict(lacking.answers)
    kept = not any(
        _differ(_without_answers(one), _without_answers(other))
        if entries(one).get("id") in more
        else _differ(one, other)
        for one, other in zip(before, after, strict=False)
    )
    names = [f"- id: {entries(one).get('id')}" for one in after[len(before) :]]
    given = {str(entries(one).get("id")): entries(one).get("answers") for one in after}
    return (
        kept
        and names == [item[0] for item in lacking.items]
        and all(set(ids) <= set(_names(given[item])) for item, ids in more.items())
    )


def _differ(one: Tree, other: Tree) -> bool:
    """Whether two trees differ; a text at the end of a file that ended without a line break has one now."""
    if isinstance(one, str) or isinstance(other, str):
        return not (isinstance(one, str) and isinstance(other, str) and one.rstrip("\n") == other.rstrip("\n"))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return [*one] != [*other] or any(_differ(one[key], other[key]) for key in one)
    if isinstance(one, Mapping) or isinstance(other, Mapping):
        return True
    return len(one) != len(other) or any(_differ(a, b) for a, b in zip(one, other, strict=True))


def _without_answers(item: Tree) -> Tree:
    return {key: value for key, value in entries(item).items() if key != "answers"}


def _names(tree: Tree | None) -> Sequence[Tree]:
    return [tree] if isinstance(tree, str) else series(tree)
