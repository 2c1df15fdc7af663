"""A draft cut for comparison: its passages (headings and paragraphs), and the units of work they belong to.

A heading that runs into a paragraph is a passage of its own: it belongs to its item, whatever point stands first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_kit.draft import GeneratedOrigin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.changes import Headings
    from report_kit.draft import Block, Draft

POINTS = ".points."
PARAGRAPH = "paragraph"

_NUMBERED = re.compile(r"[0-9]+")
_NUMBERING = re.compile(
    "[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．](?![0-9])|[一二三四五六七八九十]{1,3}是"
)


class Passage(NamedTuple):
    """Characters ``start`` to ``end`` of a block; ``words`` is where they go on behind a number (（一）, 一是).

    ``unit`` is the id of the item, group, point or paragraph it belongs to; ``heading`` tells that it is one.
    """

    block: Block
    start: int
    end: int
    words: int
    unit: str
    heading: bool
    headings: Headings

    @property
    def text(self) -> str:
        """The passage with its number."""
        return self.block.text[self.start : self.end]

    @property
    def wording(self) -> str:
        """The passage without its number."""
        return self.block.text[self.words : self.end]


class Unit(NamedTuple):
    """What moves as one: an item, a group, a point, a paragraph; ``parent`` is the unit it belongs to, or empty."""

    id: str
    parent: str
    passages: tuple[Passage, ...]

    @property
    def anonymous(self) -> bool:
        """Whether its id is only a number, which says nothing about which one it is."""
        return _NUMBERED.fullmatch(self.id.rpartition(".")[2]) is not None

    @property
    def text(self) -> str:
        """All its own words, without numbers."""
        return "\n".join(passage.wording for passage in self.passages)


def units(draft: Draft, *, cut: bool, flat: bool = False) -> Mapping[str, Unit]:
    """The units of a draft by id, in reading order. ``cut``: run-in headings are passages of their own.

    ``flat``: ids tell nothing, and every paragraph is a unit that only its text tells apart.
    """
    found: dict[str, list[Passage]] = {}
    for number, read in enumerate(passages(draft, cut=cut), 1):
        passage = read._replace(unit=f"{PARAGRAPH}.{number}") if flat else read
        for unit in reversed(lineage(passage.unit)):
            found.setdefault(unit, [])
        found[passage.unit].append(passage)
    return {unit: Unit(unit, _parent(unit), tuple(own)) for unit, own in found.items()}


def lineage(block: str) -> tuple[str, ...]:
    """The ids of the units that a block belongs to, by its id: its own first, the chapter's last."""
    found = [block.partition("#")[0]]
    while found[-1]:
        found.append(_parent(found[-1]))
    return tuple(found[:-1])


def passages(draft: Draft, *, cut: bool) -> list[Passage]:
    """The passages of a draft in reading order."""
    found: list[Passage] = []
    above: dict[int, str] = {}
    for block in draft.blocks:
        base = block.id.partition("#")[0]
        if block.level:
            above = {level: text for level, text in above.items() if level < block.level}
        own = tuple(text for _, text in sorted(above.items()))
        stop = block.heading_end if 0 < block.heading_end <= len(block.text) else 0
        if stop and cut:
            found.append(_passage(block, 0, stop, base.partition(POINTS)[0], own, heading=True))
        if block.level:
            above[block.level] = block.text[: stop or None].rstrip("。")
            own = tuple(text for _, text in sorted(above.items())) if stop else own
        begin = stop if cut else 0
        if begin < len(block.text) or not begin:
            found.append(
                _passage(block, begin, len(block.text), base, own, heading=cut and bool(block.level) and not stop)
            )
    return [_numbered(passage, told=cut) for passage in found]


def headings_of(draft: Draft) -> Mapping[str, Headings]:
    """The headings above each block, its own run-in heading included."""
    found: dict[str, Headings] = {}
    for passage in passages(draft, cut=True):
        found[passage.block.id] = passage.headings
    return found


def _passage(block: Block, start: int, end: int, unit: str, headings: Headings, *, heading: bool) -> Passage:
    return Passage(block, start, end, start, unit, heading, headings)


def _numbered(passage: Passage, *, told: bool) -> Passage:
    """With the end of its number; where origins are not told, what looks like a number is one."""
    block, start, end = passage.block, passage.start, passage.end
    if not told:
        match = _NUMBERING.match(block.text, start, end)
        return passage._replace(words=match.end()) if match else passage
    for span in block.spans:
        if span.start == start and isinstance(span.origin, GeneratedOrigin) and span.origin.what == "numbering":
            return passage._replace(words=min(span.end, end))
    return passage


def _parent(unit: str) -> str:
    head, points, _ = unit.rpartition(POINTS)
    return head if points else unit.rpartition(".")[0]
