"""From a figure, a fact or a phrase to file and line, and to every sentence that shows it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING

from report_kit.diagnostics import Location
from report_kit.draft import Block, Draft, FactOrigin, GeneratedOrigin, ProseOrigin
from report_kit.flows.facts import fact_entries
from report_kit.show.trace import Match, Sentence, Trace, line_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from report_kit.flows.pipeline import Assembly
    from report_kit.show.facts import FactEntry

_SENTENCE_END = re.compile(r"[。！？!?]+[”’』」）)]*")
NEAR = 5


def trace(assembly: Assembly, query: str) -> Trace:
    """Everything in the report that answers ``query``.

    Tried in this order, the first that finds something wins: a fact's id or short name; a figure as
    printed anywhere; words that stand in the text.
    """
    report, draft = assembly.report, assembly.draft
    asked = _plain(query)
    if report is None or not asked:
        return Trace(assembly.year, query)
    entries = fact_entries(assembly)
    printed = _printed(draft)
    found = [entry for entry in entries if asked == _plain(entry.id)]
    found = found or [entry for entry in entries if asked == _plain(entry.id.rpartition(".")[2])]
    found = found or [entry for entry in entries if asked in {_plain(entry.text), *map(_plain, printed[entry.id])}]
    sources = assembly.outcome.sources
    if found:
        text = _Text(draft)
        users = _users(entries)
        matches = tuple(
            Match(entry, line_at(sources, entry.location), text.showing(entry), tuple(users[entry.id]))
            for entry in found
        )
        return Trace(assembly.year, query, matches)
    sentences = tuple(_Text(draft).holding(query.strip()))
    if sentences:
        return Trace(assembly.year, query, sentences=sentences)
    return Trace(assembly.year, query, near=_near(asked, entries, printed))


def _plain(text: str) -> str:
    """As people type it: full-width or not, with or without spaces and thousands commas."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s+|(?<=\d),(?=\d{3})", "", text).casefold()


def _printed(draft: Draft | None) -> Mapping[str, set[str]]:
    texts: dict[str, set[str]] = defaultdict(set)
    for block, span, origin in draft.links() if draft else ():
        texts[origin.fact].add(block.text[span.start : span.end])
    return texts


def _users(entries: Iterable[FactEntry]) -> Mapping[str, list[str]]:
    users: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for name in dict.fromkeys(part.fact for relation in entry.relations for part in relation.operands):
            users[name].append(entry.id)
    return users


def _near(asked: str, entries: Sequence[FactEntry], printed: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Names and figures much like what was asked for, as one would type them."""
    known: dict[str, str] = {}
    for entry in entries:
        for text in (entry.id, entry.id.rpartition(".")[2], entry.text, *sorted(printed[entry.id])):
            known.setdefault(_plain(text), text)
    holding = [text for plain, text in known.items() if asked in plain]
    close = [known[plain] for plain in get_close_matches(asked, known, n=NEAR, cutoff=0.5)]
    return tuple(dict.fromkeys([*close, *holding]))[:NEAR]


class _Text:
    """The blocks of a draft with the headings above each, cut into sentences when asked."""

    def __init__(self, draft: Draft | None) -> None:
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

    def holding(self, words: str) -> Iterator[Sentence]:
        """Every sentence in which the words begin."""
        for block, headings in self._blocks.values():
            start = block.text.find(words)
            while start >= 0:
                yield self._sentence(block, headings, start, start + len(words))
                start = block.text.find(words, start + len(words))

    def _sentence(self, block: Block, headings: tuple[str, ...], start: int, end: int) -> Sentence:
        ends = [0, *(match.end() for match in _SENTENCE_END.finditer(block.text)), len(block.text)]
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
