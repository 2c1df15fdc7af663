"""From the text of a data file to its nodes, through libyaml's events: limited, placed, nothing lost unseen.

The events are read one by one and the reading stops early, because libyaml's own composer calls itself for
every bracket and brings the process down at some 40,000 of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from report_kit.diagnostics import Diagnostic, Location, Note, msg, shortened
from report_kit.load.codes import F004, F111, F112, F113
from report_kit.load.misread import hash_in_text, hash_under_block
from report_kit.load.nodes import Entries, Node, Series, Text, place
from report_kit.load.text import FORBIDDEN, character_name, without_forbidden

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_kit.load.traps import Explained

DEEPEST = 40
"""Levels of entries within entries; the deepest fact of a report lies at eight."""

MOST_NODES = 500_000
LONGEST_TEXT = 200_000
"""Characters of one text; a whole report has about 20,000."""

MOST_REPAIRS = 40
"""Syntax errors followed up in one file: after each, the line is read as
it was meant, or the part it lies in is set aside, and reading begins anew."""

MOST_READ = 4_000_000
"""Characters read in all these readings together; a file of a million is read four times."""

MOST_PROBLEMS = 1000
"""Problems noted in one reading; a file with more of them is something else altogether."""

_UNUSABLE = "unusable"
"""The style of a key that is no text."""


@dataclass(slots=True)
class Composed:
    """What could be read of a file. ``root`` is None for an empty file or when nothing could be read.

    ``broken`` says that parts of the file are missing from ``root``. ``lines`` are those it was read from:
    the file's own, but for those put right to read on and those set aside.
    """

    lines: list[str]
    root: Node | None = None
    broken: bool = False
    problems: list[Diagnostic] = field(default_factory=list)


@dataclass(slots=True)
class _Stopped(Exception):  # noqa: N818 - it ends a reading, it is no error of ours
    problem: Diagnostic


def compose(path: str, text: str) -> Composed:
    """The nodes of a file, every scalar as text, and every problem of its syntax with its place."""
    found = Composed(text.split("\n"))
    tried: set[int] = set()
    for _ in range(max(2, min(MOST_REPAIRS, MOST_READ // max(len(text), 1)))):
        reader = _Reader(path, found.lines)
        try:
            found.root = reader.read(text)
        except _Stopped as stop:
            found.problems += [*reader.problems, stop.problem]
            found.broken = True
            return found
        except yaml.YAMLError as error:
            from report_kit.load.traps import explain

            if not _set_right(found, reader, explain(path, found.lines, error), tried):
                return found
            text = "\n".join(found.lines)
        else:
            known = _lines_of(found.problems)
            found.problems += [one for one in reader.problems if one.location and one.location.line not in known]
            return found
    found.broken = True
    note = Note(msg("这个文件没有读完，后面可能还有错误"))
    found.problems[-1] = found.problems[-1]._replace(notes=(*found.problems[-1].notes, note))
    return found


def _set_right(found: Composed, reader: _Reader, explained: Explained, tried: set[int]) -> bool:
    """Note a syntax error and change the lines so that reading can go on; False if nothing is left to read."""
    problem, blamed, mended = explained
    lines = found.lines
    if mended is not None and blamed not in tried:
        tried.add(blamed)
        found.problems.append(problem)
        found.lines = [*lines[:blamed], mended, *lines[blamed + 1 :]]
        return True
    found.broken = True
    part = _part_around(lines, blamed)
    # What was found outside the part set aside will be found again by the next reading.
    found.problems += [one for one in reader.problems if part is None or _lies_in(one, part)]
    if problem.location is None or problem.location.line not in _lines_of(found.problems):
        found.problems.append(problem)
    if part is None:
        return False
    found.lines = [*lines[: part[0]], *[""] * (part[1] - part[0]), *lines[part[1] :]]
    return True


def _lines_of(problems: list[Diagnostic]) -> set[int]:
    return {one.location.line for one in problems if one.location}


def _lies_in(problem: Diagnostic, part: tuple[int, int]) -> bool:
    return problem.location is not None and part[0] < problem.location.line <= part[1]


def _part_around(lines: list[str], blamed: int) -> tuple[int, int] | None:
    """The entry or item around a line, as a range of lines; None if nothing is left to set aside."""
    indent = _item_indent(lines)

    def begins(line: str) -> bool:
        return bool(line) and (line[0] not in " \t#-" or (indent is not None and line.startswith(" " * indent + "- ")))

    start = min(blamed, len(lines) - 1)
    while start > 0 and not begins(lines[start]):
        start -= 1
    end = start + 1
    while end < len(lines) and not begins(lines[end]):
        end += 1
    return (start, end) if any(line.strip() for line in lines[start:end]) else None


def _item_indent(lines: list[str]) -> int | None:
    """How far the first ``- `` after ``items:`` is indented."""
    inside = False
    for line in lines:
        bare = line.lstrip(" ")
        if inside and bare.startswith("- "):
            return len(line) - len(bare)
        inside = inside or line.startswith("items:")
    return None


class _Reader:
    """One reading of a text."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.problems: list[Diagnostic] = []
        self.keys: dict[int, tuple[Entries, dict[str, Text]]] = {}  # with the entries, lest their id be given again
        self.hashes = frozenset(number for number, line in enumerate(lines) if " #" in line or "\t#" in line)

    def read(self, text: str) -> Node | None:  # noqa: PLR0915 - one loop, for speed
        """The root. Raises _Stopped at a limit and yaml.MarkedYAMLError at a syntax error."""
        next_event = _events(text)
        stack: list[Entries | Series] = []
        keys: list[Text | None] = []
        root: Node | None = None
        hashes, documents, nodes = self.hashes, 0, 0
        while True:
            event = next_event()
            kind = type(event)
            node: Node
            if kind is ScalarEvent:
                node = Text(event.value)
                mark = event.start_mark
                node.line = line = mark.line
                node.column = mark.column
                mark = event.end_mark
                node.end_column = mark.column
                node.end_line = line if mark.line == line else mark.line  # one number object, not two
                node.style = style = event.style or ""
                node.comment = -1
                if (
                    event.anchor
                    or event.tag
                    or style == '"'
                    or len(node) > 1000
                    or node.end_line in hashes
                    or line in hashes
                ):
                    node = self._looked_at(node, event, stack, keys)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                node = Entries() if kind is MappingStartEvent else Series()
                node.line, node.column = event.start_mark.line, event.start_mark.column
                node.flow = bool(event.flow_style)
                if event.anchor or event.tag:
                    self._feature(node, event)
                if len(stack) >= DEEPEST:
                    raise _Stopped(self._limit(node, "deep"))
                if stack and keys[-1] is None and type(stack[-1]) is Entries:
                    self._bad_key(node)
                stack.append(node)
                keys.append(None)
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node = stack.pop()
                keys.pop()
            elif kind is AliasEvent:
                node = _alias(event)
                self._feature(node, event)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    where = Location(self.path, event.start_mark.line + 1, 1, 4)
                    message = msg("文件中间有一行 ---，后面的内容不会被读取")
                    raise _Stopped(F111.at(where, message, hint=msg("删去这一行 ---；一个文件只写一份内容")))
                continue
            elif kind is StreamEndEvent:
                return root if root != "" else None
            else:
                continue
            nodes += 1
            if nodes > MOST_NODES:
                raise _Stopped(self._limit(node, "many"))
            if not stack:
                root = node
                continue
            top = stack[-1]
            if type(top) is Series:
                top.append(node)
                continue
            key = keys[-1]
            if key is None:
                keys[-1] = node if type(node) is Text else _unusable(node)
            else:
                keys[-1] = None
                if key.style == _UNUSABLE:
                    continue
                if key in top:
                    self._twice(cast("Entries", top), key, node)
                else:
                    cast("Entries", top)[key] = node

    def _bad_key(self, node: Node) -> None:
        from report_kit.load.traps import bad_key

        self._note(bad_key(self.path, self.lines, node))

    def _note(self, problem: Diagnostic) -> None:
        """Keep a problem. Raises _Stopped after too many."""
        self.problems.append(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            message = msg("到这里已有 {limit} 处错误，后面的没有再读", limit=MOST_PROBLEMS)
            raise _Stopped(F004.at(problem.location, message, hint=msg("检查是否放错了文件；不是的，改好前面的再运行")))

    def _looked_at(self, node: Text, event: Any, stack: list[Entries | Series], keys: list[Text | None]) -> Text:
        """The text, after its rarer problems: features, limits, escapes that hide characters, a # behind it."""
        if event.anchor or event.tag:
            self._feature(node, event)
        if len(node) > LONGEST_TEXT:
            raise _Stopped(self._limit(node, "long"))
        if not node.style and node.end_line in self.hashes:
            rest = self.lines[node.end_line][node.end_column :]
            after = rest.lstrip(" \t")
            if after.startswith("#") and (after != rest or not node):
                node.comment = node.end_column + len(rest) - len(after)
                if len(after) > 1 and after[1] not in " \t#":
                    self._note(hash_in_text(self.path, self.lines, node))
        elif node.style in ("|", ">"):
            owner = (keys[-1] or stack[-1]) if stack else node
            problem = hash_under_block(self.path, self.lines, node, owner.column)
            if problem is not None:
                self._note(problem)
        elif node.style == '"' and (match := FORBIDDEN.search(node)):
            message = msg("引号里用反斜杠写了一个不能用的字符 {name}", name=character_name(match.group()))
            self._note(F113.at(place(self.path, node), message, hint=msg("删去这个反斜杠写法")))
            return _copied(node, without_forbidden(node))
        return node

    def _twice(self, entries: Entries, key: Text, value: Node) -> None:
        _, first = self.keys.setdefault(id(entries), (entries, {}))
        # Keys are only ever added at the end, so that those of the last time need not be looked at again.
        latest = islice(reversed(cast("dict[Text, Node]", entries)), len(entries) - len(first))
        first.update((one, one) for one in latest)
        notes = [Note(msg("第一次写在这里"), place(self.path, first[key]))]
        message = msg("“{key}”在同一处写了两次", key=shortened(key))
        other = entries[key]
        if isinstance(other, Text) and isinstance(value, Text) and other and value:
            message = msg(
                "“{key}”写了两次：先写“{first}”，又写“{second}”",
                key=shortened(key),
                first=shortened(other),
                second=shortened(value),
            )
        hint = msg("留下一个；两个都要的，给其中一个改名")
        self._note(F112.at(place(self.path, key), message, notes=notes, hint=hint))

    def _feature(self, node: Node, event: Any) -> None:
        where = place(self.path, node)
        if type(event) is AliasEvent:
            message = msg("以 * 开头的词在这里不是文字，而是引用，本程序不用这种写法")
        elif event.anchor:
            message = msg("以 & 开头的词在这里不是文字，而是标记，本程序不用这种写法")
        else:
            message = msg("以 ! 开头的词在这里不是文字，而是类型标记，本程序不用这种写法")
        self._note(F111.at(where, message, hint=msg("是文字的，整段加上引号；不是的，删去")))

    def _limit(self, node: Node, what: str) -> Diagnostic:
        where = place(self.path, node)
        if what == "deep":
            message = msg("括号或层次套了 {limit} 层以上", limit=DEEPEST)
            return F004.at(where, message, hint=msg("检查是否多打了括号或短横线"))
        if what == "many":
            message = msg("文件里的内容超过 {limit} 项", limit=MOST_NODES)
            return F004.at(where, message, hint=msg("检查是否放错了文件"))
        message = msg("一段文字超过 {limit} 字", limit=LONGEST_TEXT)
        return F004.at(where, message, hint=msg("检查是否误贴了别的内容，或漏了后一个引号"))


def _copied(node: Text, text: str) -> Text:
    """Another text in the same place."""
    copy = Text(text)
    copy.line, copy.column, copy.end_line, copy.end_column = node.line, node.column, node.end_line, node.end_column
    copy.style, copy.comment = node.style, node.comment
    return copy


def _unusable(node: Node) -> Text:
    """A stand-in for a key that is no text; it was reported when it began."""
    key = Text()
    key.line, key.column, key.end_line, key.end_column = node.line, node.column, node.line, node.column + 1
    key.style, key.comment = _UNUSABLE, -1
    return key


def _alias(event: Any) -> Text:
    node = Text("*" + event.anchor)
    node.line, node.column = event.start_mark.line, event.start_mark.column
    node.end_line, node.end_column = event.end_mark.line, event.end_mark.column
    node.style, node.comment = "", -1
    return node


def _events(text: str) -> Callable[[], Any]:
    """The next event of a text, from libyaml, or from PyYAML itself where libyaml is not built in."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        return yaml.SafeLoader(text).get_event
    return CParser(text).get_event
