"""The sentences of a draft with the headings above each: what people are shown of the place where a figure stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from report_kit.diagnostics import Location
from report_kit.draft import Block, Draft, FactOrigin, GeneratedOrigin, ProseOrigin
from report_kit.show.trace import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.show.facts import FactEntry

SENTENCE_END = re.compile(r"[。！？!?]+[”’』」）)]*")
"""Where a sentence ends, closing marks included."""


class Sentences:
    """The blocks of a draft with the headings above each, cut into sentences when asked."""

    def __init__(self, draft: Draft | None) -> None:
        """``draft`` None: there are none."""
        self._blocks: dict[str, tuple[Block, tuple[str, ...]]] = {}
        above: dict[int, str] = {}
        for block in draft.blocks if draft else ():
            if block.level:
                above = {level: text for level, text in above.items() if level < block.level}
            own = tuple(text for _, text in sorted(above.items()))
            self._blocks[block.id] = (block, own)
            if block.level:
                above[block.level] = _heading(block)

    def showing(self, entry: FactEntry) -> tuple[Sentence, ...]:
        """Every sentence that shows the fact, once a place."""
        return tuple(
            self._sentence(*self._blocks[place.block], place.start, place.end)
            for place in entry.shown
            if place.block in self._blocks
        )

    def at(self, block: str, start: int, end: int) -> Sentence:
        """The sentence around characters of a block, by its id; raises KeyError if the draft has no such block."""
        return self._sentence(*self._blocks[block], start, end)

    def holding(self, words: str) -> Iterator[Sentence]:
        """Every sentence in which the words begin."""
        for block, headings in self._blocks.values():
            start = block.text.find(words)
            while start >= 0:
                yield self._sentence(block, headings, start, start + len(words))
                start = block.text.find(words, start + len(words))

    def _sentence(self, block: Block, headings: tuple[str, ...], start: int, end: int) -> Sentence:
        ends = [0, *(match.end() for match in SENTENCE_END.finditer(block.text)), len(block.text)]
        first = ends[bisect_right(ends, start) - 1] if start < len(block.text) else 0
        last = next((stop for stop in ends if stop >= end), len(block.text))
        if 0 < block.heading_end <= start:
            headings = (*headings, _heading(block))
        places: list[Location] = []
        facts: list[str] = []
        for span in block.spans:
            if span.end <= first or span.start >= last:
                continue
            if isinstance(span.origin, FactOrigin):
                facts.append(span.origin.fact)
            elif isinstance(span.origin, ProseOrigin) and span.start < end and span.end > start:
                places.append(_inside(span.origin.location, max(start - span.start, 0)))
            elif isinstance(span.origin, GeneratedOrigin):
                facts += span.origin.facts
        return Sentence(
            block.id,
            headings,
            block.text[first:last],
            first,
            start,
            end,
            tuple(dict.fromkeys(places)),
            tuple(dict.fromkeys(facts)),
        )


def _heading(block: Block) -> str:
    """The heading a block is, or begins with."""
    return block.text[: block.heading_end or None].rstrip("。")


def _inside(place: Location, offset: int) -> Location:
    """The place ``offset`` characters further on the same line."""
    column = place.column + offset
    return Location(place.path, place.line, column, max(place.end_column, column + 1))
