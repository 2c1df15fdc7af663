"""A draft as a Word file. Problems hang on it as comments, and what is not known yet is highlighted.

A final file is joined from the same pieces without either. Runs that differ in nothing are joined, so that
the file does not show where facts were put in.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from report_kit.ooxml.comments import Comment, first_number, range_end, range_start, with_comments
from report_kit.ooxml.identity import stamped
from report_kit.ooxml.package import Package, write_package
from report_kit.ooxml.xml import run_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_kit.draft import Draft, Part
    from report_kit.write.places import Place

AUTHOR = "report-kit核对"
INITIALS = "核对"

_HIGHLIGHT = '<w:highlight w:val="yellow"/>'
# What comes after w:highlight in CT_RPr (ECMA-376-1, 17.3.2); extensions of other namespaces come last.
_AFTER = frozenset(
    (
        *("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
        *("eastAsianLayout", "specVanish", "oMath", "rPrChange"),
    )
)
_TAG = re.compile(r"<(/?)([\w:]+)[^>]*?(/?)>")
_RSID = re.compile(rb'<w:rsids>.*?</w:rsids>|<w:rsids?(?: [^>]*)?/>| w:rsid\w*="[^"]*"', re.DOTALL)


class Remark(NamedTuple):
    """A comment to be: where, and its words."""

    place: Place
    text: str


class Document(NamedTuple):
    """A Word file, its content hash and its parts."""

    data: bytes
    content_sha256: str
    parts: Mapping[str, bytes]


def main_part(draft: Draft) -> str:
    """The name of the part that holds the body."""
    named = Package(draft.static or {}).main()
    return named or (draft.parts[0].name if draft.parts else "")


def document(draft: Draft, remarks: Sequence[Remark], *, highlight: bool, date: str) -> Document:
    """The Word file. Remarks hang on blocks of the main part.

    ``date`` is when the comments were made, as far as they say: ISO 8601, or empty.
    """
    static = {name: _without_traces(data) for name, data in (draft.static or {}).items()}
    main = main_part(draft)
    ordered = sorted(remarks, key=lambda remark: (remark.place.block, remark.place.start, -remark.place.end))
    first = first_number(static, main)
    marks = _marks(ordered, first)
    parts = dict(static)
    for part in draft.parts:
        parts[part.name] = _xml(part, draft, marks, highlight=highlight).encode("utf-8")
    if ordered:
        comments = [Comment(number, remark.text) for number, remark in enumerate(ordered, first)]
        parts = with_comments(parts, main, comments, author=AUTHOR, initials=INITIALS, date=date)
    parts, digest = stamped(parts)
    return Document(write_package(parts, tuple(static)), digest, parts)


class _Marks:
    """What stands before and after characters of one block, by their position."""

    __slots__ = ("after", "before", "cuts")

    def __init__(self) -> None:
        self.before: dict[int, list[str]] = defaultdict(list)
        self.after: dict[int, list[str]] = defaultdict(list)
        self.cuts: list[int] = []

    def between(self, start: int, end: int) -> list[int]:
        """Where a run from ``start`` to ``end`` has to be cut, its ends included."""
        return [start, *self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)], end]


def _marks(remarks: Sequence[Remark], first: int) -> Mapping[int, _Marks]:
    marks: dict[int, _Marks] = defaultdict(_Marks)
    for number, remark in enumerate(remarks, first):
        block, start, end = remark.place
        marks[block].before[start].append(range_start(number))
        marks[block].after[end].append(range_end(number))
    for one in marks.values():
        one.cuts = sorted({*one.before, *one.after})
    return marks


def _xml(part: Part, draft: Draft, marks: Mapping[int, _Marks], *, highlight: bool) -> str:
    """The XML of a part; neighbours of one formatting become one run."""
    highlighted: dict[str, str] = {}
    blocks = draft.blocks
    xml: list[str] = []
    opened = ""  # the beginning of the run being written, or nothing
    words: list[str] = []
    for piece in part.pieces:
        if isinstance(piece, str):
            if opened:
                xml.append(_run(opened, words))
                opened = ""
            xml.append(piece)
            continue
        block, start, end, run, gap = piece
        if gap and highlight:
            run = highlighted.get(run) or highlighted.setdefault(run, with_highlight(run))
        if run != opened:
            if opened:
                xml.append(_run(opened, words))
            opened, words = run, []
        text = blocks[block].text
        own = marks.get(block)
        if own is None:
            words.append(text[start:end])
            continue
        for first, last in pairwise(own.between(start, end)):
            before, after = own.before.get(first), own.after.get(last)
            if before:
                if words:
                    xml.append(_run(opened, words))
                xml += before
                words = []
            words.append(text[first:last])
            if after:
                xml.append(_run(opened, words))
                xml += after
                words = []
        opened = opened if words else ""
    if opened:
        xml.append(_run(opened, words))
    return "".join(xml)


def _run(opened: str, words: Sequence[str]) -> str:
    return f"{opened}{run_text(''.join(words))}</w:r>"


def with_highlight(open_run: str) -> str:
    """The opening of a run (``<w:r>`` and its properties) with a yellow highlight where the schema wants it."""
    start = open_run.find("<w:rPr>")
    if start < 0:
        return open_run.replace("<w:rPr/>", "") + f"<w:rPr>{_HIGHLIGHT}</w:rPr>"
    depth = 0
    for tag in _TAG.finditer(open_run, start + len("<w:rPr>")):
        closing, name, empty = tag.groups()
        if depth == 0 and name == "w:highlight":
            return open_run[: tag.start()] + _HIGHLIGHT + open_run[tag.end() :]
        prefix, _, local = name.rpartition(":")
        if depth == 0 and (closing or prefix != "w" or local in _AFTER):
            return open_run[: tag.start()] + _HIGHLIGHT + open_run[tag.start() :]
        depth += -1 if closing else 0 if empty else 1
    return open_run


def _without_traces(data: bytes) -> bytes:
    """A part of the template without the numbers Word gives to editing sessions."""
    return _RSID.sub(b"", data) if b"w:rsid" in data else data
