"""What differs between two wordings, in pieces a person can read: figures whole, Chinese by the character.

Pure functions on text and on sequences. Time and memory grow linearly with long texts: these are cut at what is unique
in both, and the longest common subsequence of each cut is found with whole numbers as bit vectors.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Hashable, Iterator, Sequence

EQUAL: Literal["equal"] = "equal"
DELETE: Literal["delete"] = "delete"
INSERT: Literal["insert"] = "insert"

Kind = Literal["equal", "delete", "insert"]

ISLAND = 2
"""Equal characters between two changes, this many or fewer, are read as part of one change."""

_TOKEN = re.compile(
    r"[0-9０-９]+(?:,[0-9０-９]{3}(?![0-9０-９]))*(?:[.．][0-9０-９]+)*[%％‰]?"
    r"|[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)*"
    r"|[^\S\n]+"
    # One character with what changes its look: accents, variation selectors, joined emoji, skin tones.
    r"|[\s\S](?:[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]|\u200d[\s\S])*"
)
_KEPT = re.compile(r"[，。；：、！？0-9０-９]")
"""An island that holds one of these stays: punctuation is where readers rest, and a figure that did not change
must not look changed."""

_RESTS: tuple[str, ...] = ("。！？；\n", "，：、", "）”》 ")
"""Where a change best begins: after the end of a sentence, of a clause, of something enclosed."""

_MOST_CELLS = 2**25
"""Pairs of elements compared exactly in one cut: 4 MB of bit vectors."""

_SHINGLES = (16, 4, 1)
"""Neighbours that together may be unique in a long sequence, longest first."""


class Piece(NamedTuple):
    """A run of text that both wordings share, or that only the earlier (delete) or the later (insert) has."""

    kind: Kind
    text: str


class Match(NamedTuple):
    """``size`` elements that are equal from ``before`` and ``after`` on."""

    before: int
    after: int
    size: int


class Change(NamedTuple):
    """Elements ``before_start`` to ``before_end`` of the earlier sequence became those of the later one."""

    before_start: int
    before_end: int
    after_start: int
    after_end: int


def tokens(text: str) -> tuple[str, ...]:
    """The text in its smallest meaningful parts, which joined give the text again.

    A number with its separators, decimals and % or ‰ is one; so is a Latin word, a stretch of spaces, and every other
    character with the marks that belong to it.
    """
    return tuple(_TOKEN.findall(text))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """What became of a wording: equal and deleted pieces joined are ``before``, equal and inserted ones ``after``.

    Within a change the deleted piece comes first; neighbours are never of one kind; no piece is empty.
    """
    old, new = tokens(before), tokens(after)
    found: list[Piece] = []
    last = 0
    for change in changes(old, new):
        if last < change.before_start:
            found.append(Piece(EQUAL, "".join(old[last : change.before_start])))
        if change.before_start < change.before_end:
            found.append(Piece(DELETE, "".join(old[change.before_start : change.before_end])))
        if change.after_start < change.after_end:
            found.append(Piece(INSERT, "".join(new[change.after_start : change.after_end])))
        last = change.before_end
    if last < len(old):
        found.append(Piece(EQUAL, "".join(old[last:])))
    return tuple(found)


def changes(before: Sequence[str], after: Sequence[str]) -> tuple[Change, ...]:
    """The changes between two sequences of tokens, as a person would mark them.

    A change that only adds or only takes away begins where a sentence begins, if it can; a scrap of equal text
    between two changes belongs to them (see ``ISLAND``).
    """
    found: list[Change] = []
    for change in _slid(before, after, _gaps(matches(before, after), len(before), len(after))):
        if found:
            island = "".join(before[found[-1].before_end : change.before_start])
            if not island or (len(island) <= ISLAND and not _KEPT.search(island)):
                found[-1] = found[-1]._replace(before_end=change.before_end, after_end=change.after_end)
                continue
        found.append(change)
    return tuple(found)


def likeness(before: Counter[str], after: Counter[str]) -> float:
    """How much two bags of tokens (or of pairs of tokens) have in common, from 0 to 1: Dice's coefficient."""
    whole = before.total() + after.total()
    shared = sum(min(before[token], after[token]) for token in before.keys() & after.keys())
    return 2 * shared / whole if whole else 1.0


def matches(before: Sequence[Hashable], after: Sequence[Hashable]) -> tuple[Match, ...]:
    """A longest common subsequence as blocks in order, none touching the next in both sequences.

    Sequences too long to be compared pair by pair are first cut where something is unique in both: then the
    subsequence is a long one, not always the longest.
    """
    found: list[Match] = []
    # Ranges still to be compared, the first on top; a Match among them is settled.
    work: list[Match | tuple[int, int, int, int, int]] = [(0, len(before), 0, len(after), 0)]
    while work:
        task = work.pop()
        if isinstance(task, Match):
            _join(found, task)
            continue
        low, high, start, end, level = task
        prefix = 0
        while low + prefix < high and start + prefix < end and before[low + prefix] == after[start + prefix]:
            prefix += 1
        if prefix:
            _join(found, Match(low, start, prefix))
            low, start = low + prefix, start + prefix
        suffix = 0
        while low < high - suffix and start < end - suffix and before[high - suffix - 1] == after[end - suffix - 1]:
            suffix += 1
        if suffix:
            high, end = high - suffix, end - suffix
            work.append(Match(high, end, suffix))
        if low == high or start == end:
            continue
        if (high - low) * (end - start) <= _MOST_CELLS:
            for i, j in _longest(before[low:high], after[start:end]):
                _join(found, Match(low + i, start + j, 1))
        elif level < len(_SHINGLES):
            work += reversed(_cut(before, after, (low, high, start, end, level)))
    return tuple(found)


def _join(found: list[Match], one: Match) -> None:
    last = found[-1] if found else None
    if last and last.before + last.size == one.before and last.after + last.size == one.after:
        found[-1] = last._replace(size=last.size + one.size)
    else:
        found.append(one)


def _cut(
    before: Sequence[Hashable], after: Sequence[Hashable], task: tuple[int, int, int, int, int]
) -> list[Match | tuple[int, int, int, int, int]]:
    """A range in smaller ones, at shingles that occur once in both and stand in one order."""
    low, high, start, end, level = task
    width = _SHINGLES[level]
    old, new = _unique(before, low, high, width), _unique(after, start, end, width)
    work: list[Match | tuple[int, int, int, int, int]] = []
    for i, j in _ascending([(i, new[shingle]) for shingle, i in old.items() if shingle in new]):
        if i < low or j < start:
            continue  # overlaps the one before
        work += [(low, i, start, j, level), Match(i, j, width)]
        low, start = i + width, j + width
    work.append((low, high, start, end, level + 1))
    return [(*one[:4], level + 1) if len(one) == 5 else one for one in work]


def _unique(sequence: Sequence[Hashable], start: int, end: int, width: int) -> dict[Hashable, int]:
    places: dict[Hashable, int] = {}
    for i in range(start, end - width + 1):
        shingle = tuple(sequence[i : i + width])
        places[shingle] = -1 if shingle in places else i
    return {shingle: i for shingle, i in places.items() if i >= 0}


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of pairs, already in order of their first, whose second ascends too."""
    tails: list[int] = []
    at: list[int] = []
    earlier: list[int] = []
    for index, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        earlier.append(at[place - 1] if place else -1)
        tails[place : place + 1] = [j]
        at[place : place + 1] = [index]
    chosen: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = earlier[index]
    return chosen[::-1]


def _longest(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """The pairs of a longest common subsequence, after H. Hyyrö, "Bit-parallel LCS-length computation revisited".

    Bit i of the vector of row j is 0 where element i of ``before`` lengthens what it has in common with the first j
    elements of ``after``.
    """
    masks: dict[Hashable, int] = {}
    for i, element in enumerate(before):
        masks[element] = masks.get(element, 0) | 1 << i
    every = (1 << len(before)) - 1
    vector = every
    rows: list[int] = []
    for element in after:
        matched = vector & masks.get(element, 0)
        vector = ((vector + matched) | (vector - matched)) & every
        rows.append(vector)
    pairs: list[tuple[int, int]] = []
    i, j = len(before), len(after)
    while i and j:
        if rows[j - 1] >> (i - 1) & 1:
            i -= 1
            continue
        j -= 1
        if j and not rows[j - 1] >> (i - 1) & 1:
            continue
        i -= 1
        pairs.append((i, j))
    return reversed(pairs)


def _gaps(found: Sequence[Match], before: int, after: int) -> Iterator[Change]:
    """What lies between matches of sequences of these lengths."""
    i = j = 0
    for match in (*found, Match(before, after, 0)):
        if i < match.before or j < match.after:
            yield Change(i, match.before, j, match.after)
        i, j = match.before + match.size, match.after + match.size


def _slid(before: Sequence[str], after: Sequence[str], found: Iterator[Change]) -> Iterator[Change]:
    """Changes that only add or only take away, each moved to where a reader would see it begin."""
    ready = list(found)
    floor_before = floor_after = 0
    for index, change in enumerate(ready):
        following = ready[index + 1].before_start if index + 1 < len(ready) else len(before)
        best = change
        if change.before_start == change.before_end:
            shift = _shift(after, change.after_start, change.after_end, floor_after, following - change.before_end)
            best = Change(*(at + shift for at in change))
        elif change.after_start == change.after_end:
            shift = _shift(before, change.before_start, change.before_end, floor_before, following - change.before_end)
            best = Change(*(at + shift for at in change))
        floor_before, floor_after = best.before_end, best.after_end
        yield best


def _shift(sequence: Sequence[str], start: int, end: int, floor: int, room: int) -> int:
    """How far the stretch from ``start`` to ``end`` best moves, not before ``floor`` nor more than ``room`` on."""
    low = 0
    while start + low > floor and sequence[start + low - 1] == sequence[end + low - 1]:
        low -= 1
    high = 0
    while high < room and sequence[start + high] == sequence[end + high]:
        high += 1
    return min(range(low, high + 1), key=lambda shift: (_rank(sequence, start + shift), abs(shift)))


def _rank(sequence: Sequence[str], at: int) -> int:
    if at == 0:
        return 0
    before = sequence[at - 1]
    return next((rank for rank, ends in enumerate(_RESTS) if before in ends), len(_RESTS))
