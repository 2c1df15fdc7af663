"""Which block of the earlier document became which of the later: equal ones first, then the most alike."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from report_kit.ooxml.redline.model import Block, Content, Control, Paragraph, Row, Table
from report_kit.wording_diff import likeness, matches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ALIKE = 0.45
"""Blocks with less in common are told as one taken out and another put in."""
BARELY_ALIKE = 0.25
"""Paragraphs that must be one (the last of a cell) but have less in common are replaced as a whole."""
CONTAINED = 0.6
"""So much of a new paragraph must come from the rest of an old one to call it split off."""

_SHORT = 12  # characters: too few to be judged by likeness
_FEW = 2_500  # pairs of blocks that are compared one by one
_COMMON = 8  # blocks that hold a shingle: more make it say nothing
_BEST = 3  # candidates weighed for one block of a long range
_DIGITS = re.compile(r"[0-9０-９.,]+")

Item = TypeVar("Item", Block, Row)


class Group(NamedTuple):
    """Paragraphs of the earlier and the later document that are compared as one stretch of text."""

    olds: tuple[Paragraph, ...]
    news: tuple[Paragraph, ...]


class Pair(NamedTuple):
    """A table or control of either document, or of both."""

    old: Table | Control | None
    new: Table | Control | None


def words_of(item: Block | Row) -> str:
    """The text of a block or row, for judging likeness."""
    if isinstance(item, Paragraph):
        return item.text
    if isinstance(item, Row):
        cells = [_text(cell.content) for cell in item.cells]
        return "\n".join([cells[0], cells[0], *cells]) if cells else ""
    if isinstance(item, Table):
        return "\n".join(words_of(row) for row in item.rows)
    return _text(item.content)


def _text(content: Content) -> str:
    return "\n".join(words_of(block) for block in content.blocks)


def bag(text: str) -> Counter[str]:
    """What a text is made of: pairs of neighbouring characters, all figures alike."""
    plain = _DIGITS.sub("0", text)
    return Counter([plain[at : at + 2] for at in range(len(plain) - 1)] or [plain] * bool(plain))


def _kind(item: Block | Row) -> object:
    """Only items of one kind can be the same item changed."""
    if isinstance(item, Row):
        return item.shape
    if isinstance(item, Control):
        return item.name
    if isinstance(item, Table):
        return ("table", item.plain)
    return "paragraph"


def aligned(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[Item | None, Item | None]]:
    """Every item once, in an order that is right for both sides; what was taken out before what was put in."""
    steps: list[tuple[Item | None, Item | None]] = []
    i = j = 0
    keys = [(_kind(one), one.key) for one in old], [(_kind(one), one.key) for one in new]
    for match in matches(*keys):
        steps += _gap(old[i : match.before], new[j : match.after])
        i, j = match.before + match.size, match.after + match.size
        steps += zip(old[match.before : i], new[match.after : j], strict=True)
    steps += _gap(old[i:], new[j:])
    return steps


def _gap(old: Sequence[Item], new: Sequence[Item]) -> Iterator[tuple[Item | None, Item | None]]:
    """Items none of which stayed as it was."""
    i = j = 0
    for a, b in [*_pairs(old, new), (len(old), len(new))]:
        if a - i == 1 and b - j == 1 and _last_resort(old[i], new[j]):
            yield old[i], new[j]
        else:
            yield from ((one, None) for one in old[i:a])
            yield from ((None, one) for one in new[j:b])
        if a < len(old):
            yield old[a], new[b]
        i, j = a + 1, b + 1


def _last_resort(old: Block | Row, new: Block | Row) -> bool:
    """Whether two items alone between the same neighbours are one, changed."""
    if _kind(old) != _kind(new):
        return False
    if not isinstance(old, Paragraph):
        return True
    before, after = words_of(old), words_of(new)
    if not before or not after:
        return not before and not after
    short = max(len(before), len(after)) <= _SHORT
    return short or likeness(bag(before), bag(after)) >= BARELY_ALIKE


def _pairs(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    """The most alike, none crossing another."""
    if not old or not new:
        return []
    bags = [bag(words_of(one)) for one in old], [bag(words_of(one)) for one in new]
    kinds = [_kind(one) for one in old], [_kind(one) for one in new]
    scored: list[tuple[float, int, int, int]] = []
    for i, j in _candidates(old, new):
        if kinds[0][i] != kinds[1][j]:
            continue
        score = likeness(bags[0][i], bags[1][j]) if bags[0][i] and bags[1][j] else 0
        if score >= ALIKE:
            scored.append((-score, abs(i - j), i, j))
    taken: list[tuple[int, int]] = []
    for _, _, i, j in sorted(scored):
        at = bisect_left(taken, (i, -1))
        before = taken[at - 1] if at else (-1, -1)
        after = taken[at] if at < len(taken) else (len(old), len(new))
        if before[0] < i < after[0] and before[1] < j < after[1]:
            taken.insert(at, (i, j))
    return taken


def _candidates(old: Sequence[Item], new: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Pairs worth a look: all of a few, else those that share what is rare."""
    if len(old) * len(new) <= _FEW:
        yield from ((i, j) for i in range(len(old)) for j in range(len(new)))
        return
    places: dict[str, list[int]] = defaultdict(list)
    for j, one in enumerate(new):
        for shingle in _shingles(words_of(one)):
            places[shingle].append(j)
    for i, one in enumerate(old):
        votes: Counter[int] = Counter()
        for shingle in sorted(_shingles(words_of(one))):
            if len(found := places.get(shingle, ())) <= _COMMON:
                votes.update(found)
        yield from ((i, j) for j, _ in votes.most_common(_BEST))


def _shingles(text: str) -> set[str]:
    plain = _DIGITS.sub("0", text)
    return {plain[at : at + 3] for at in range(len(plain) - 2)}


def grouped(old: Content, new: Content) -> list[Group | Pair]:
    """The blocks of a body or cell, aligned, with paragraphs that were split or joined together.

    Before a table and at the end the last paragraph of one side goes with the last of the other, since its end can be
    neither taken out nor put in there; if one side has none left, the last pair takes in what follows it.
    """
    made: list[Group | Pair] = []
    segment: list[tuple[Paragraph | None, Paragraph | None]] = []
    for before, after in _ended(old.blocks, new.blocks):
        if isinstance(before or after, Paragraph):
            segment.append((before, after))  # type: ignore[arg-type]
        else:
            made += _segment(segment)
            made.append(Pair(before, after))  # type: ignore[arg-type]
            segment = []
    return [*made, *_segment(segment)]


def _ended(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[Block | None, Block | None]]:
    """The blocks aligned so that the last paragraphs meet, since neither a body nor a cell can lose its last one."""
    steps = aligned(old, new)
    start = len(steps)
    while start and all(one is None or isinstance(one, Paragraph) for one in steps[start - 1]):
        start -= 1
    sides = [any(step[side] is not None for step in steps[start:]) for side in (0, 1)]
    if (
        any(sides)
        and not all(sides)
        and old
        and new
        and isinstance(old[-1], Paragraph)
        and isinstance(new[-1], Paragraph)
    ):
        return [*aligned(old[:-1], new[:-1]), (old[-1], new[-1])]
    return steps


def _segment(steps: list[tuple[Paragraph | None, Paragraph | None]]) -> Iterator[Group]:
    """Paragraphs up to a table or the end, in groups."""
    last = len(steps)
    while last and None in steps[last - 1]:
        last -= 1
    olds = tuple(one for one, _ in steps[last:] if one)
    news = tuple(one for _, one in steps[last:] if one)
    ending: list[Group] = []
    if olds and news:
        ending = [*(Group((one,), ()) for one in olds[:-1]), *(Group((), (one,)) for one in news[:-1])]
        ending.append(Group(olds[-1:], news[-1:]))
    elif last and (olds or news) and all(one is not None and one.section is None for one in steps[last - 1]):
        last -= 1
        before, after = steps[last]
        ending = [Group((*((before,) if before else ()), *olds), (*((after,) if after else ()), *news))]
    else:
        ending = [Group((one,), ()) for one in olds] + [Group((), (one,)) for one in news]
    yield from _with_splits(steps[:last])
    yield from ending


def _with_splits(steps: list[tuple[Paragraph | None, Paragraph | None]]) -> Iterator[Group]:
    at = 0
    while at < len(steps):
        start = at
        at += 1
        if None not in steps[start] or _one_sided(steps, start):
            while at < len(steps) and _belongs(steps[start:at], steps[at]):
                at += 1
        part = steps[start:at]
        olds, news = tuple(one for one, _ in part if one), tuple(one for _, one in part if one)
        if olds and news:
            yield Group(olds, news)
        else:
            yield from (Group((one,), ()) for one in olds)
            yield from (Group((), (one,)) for one in news)


def _one_sided(steps: list[tuple[Paragraph | None, Paragraph | None]], at: int) -> bool:
    """Whether an unpaired paragraph stands right before a pair that it may belong to."""
    return at + 1 < len(steps) and None not in steps[at + 1] and _belongs([steps[at + 1]], steps[at])


def _belongs(
    part: list[tuple[Paragraph | None, Paragraph | None]], step: tuple[Paragraph | None, Paragraph | None]
) -> bool:
    """Whether an unpaired paragraph was split off from, or joined into, the paragraphs beside it."""
    if None not in step:
        return len(part) == 1 and None in part[0]
    paired = [one for one in part if None not in one]
    if len(paired) != 1:
        return False
    before = bag("\n".join(one.text for one, _ in part if one))
    after = bag("\n".join(one.text for _, one in part if one))
    old, new = step
    rest, alone = (before - after, new) if new else (after - before, old)
    own = bag(alone.text) if alone else Counter()
    return bool(own) and (own & rest).total() >= CONTAINED * own.total()
