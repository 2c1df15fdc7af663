"""Which text became which: equal ones in order first, then equal ones elsewhere, then those most alike.

Time grows linearly with the number of texts: only texts that share rare pairs of tokens are compared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from report_kit.wording_diff import likeness, matches, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

ALIKE = 0.45
"""Texts less alike than this are not one text rewritten."""

_RARE = 8
"""Texts that share a pair of tokens, at most; what more share (of the, 市民) tells nothing."""

_TRIED = 6
"""Candidates compared in full for each text."""


def paired(before: Sequence[str], after: Sequence[str], alike: float = ALIKE) -> list[tuple[int, int]]:
    """Pairs of places in ``before`` and ``after``, by the earlier place; each place stands in one pair at most."""
    found: dict[int, int] = {}
    for match in matches(before, after):
        found.update((match.before + step, match.after + step) for step in range(match.size))
    _equal_elsewhere(before, after, found)
    _most_alike(before, after, found, alike)
    return sorted(found.items())


def in_order(places: Sequence[int]) -> frozenset[int]:
    """The indexes of a longest ascending row of ``places``: what kept its order. The others moved."""
    tails: list[int] = []
    at: list[int] = []
    earlier: list[int] = []
    for index, place in enumerate(places):
        rank = bisect_left(tails, place)
        earlier.append(at[rank - 1] if rank else -1)
        tails[rank : rank + 1] = [place]
        at[rank : rank + 1] = [index]
    kept = set()
    index = at[-1] if at else -1
    while index >= 0:
        kept.add(index)
        index = earlier[index]
    return frozenset(kept)


def _equal_elsewhere(before: Sequence[str], after: Sequence[str], found: dict[int, int]) -> None:
    taken = set(found.values())
    waiting: dict[str, list[int]] = defaultdict(list)
    for place in range(len(after) - 1, -1, -1):
        if place not in taken and after[place]:
            waiting[after[place]].append(place)
    for place, text in enumerate(before):
        if place not in found and waiting.get(text):
            found[place] = waiting[text].pop()


def _most_alike(before: Sequence[str], after: Sequence[str], found: dict[int, int], alike: float) -> None:
    taken = set(found.values())
    old = {place: _pairs(text) for place, text in enumerate(before) if place not in found}
    new = {place: _pairs(text) for place, text in enumerate(after) if place not in taken}
    holding: dict[str, list[int]] = defaultdict(list)
    for place, bag in new.items():
        for pair in bag:
            holding[pair].append(place)
    scored = []
    few = min(len(old), len(new)) <= _RARE
    for place, bag in old.items():
        votes = Counter(one for pair in bag if few or len(holding[pair]) <= _RARE for one in holding.get(pair, ()))
        for other, _ in votes.most_common(_TRIED):
            score = likeness(bag, new[other])
            if score >= alike:
                scored.append((-score, abs(place - other), place, other))
    for _, _, place, other in sorted(scored):
        if place not in found and other not in taken:
            found[place] = other
            taken.add(other)


def _pairs(text: str) -> Counter[str]:
    return Counter(map("\0".join, pairwise(("", *tokens(text), ""))))
