"""From a figure, a fact or a phrase to file and line, and to every sentence that shows it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING

from report_kit.flows.facts import fact_entries
from report_kit.flows.sentences import Sentences
from report_kit.show.trace import Match, Trace, line_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from report_kit.draft import Draft
    from report_kit.flows.pipeline import Assembly
    from report_kit.show.facts import FactEntry

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
        text = Sentences(draft)
        users = _users(entries)
        matches = tuple(
            Match(entry, line_at(sources, entry.location), text.showing(entry), tuple(users[entry.id]))
            for entry in found
        )
        return Trace(assembly.year, query, matches)
    sentences = tuple(Sentences(draft).holding(query.strip()))
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
