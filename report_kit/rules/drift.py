"""Rule on a report that left us: every figure in it is still the one that was built."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Severity, msg
from report_kit.draft import FactOrigin
from report_kit.facts.scan import scan
from report_kit.facts.values import Date, Ordinal, Period, Quantity, Recurring
from report_kit.rules.rule import Finding, text_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_kit.draft import Block, Span
    from report_kit.rules.subject import Subject
    from report_kit.rules.typed import TypedText

_FIGURES = (Quantity, Ordinal, Date, Period, Recurring)
_ALIKE = 0.5
"""Share of equal characters from which a paragraph is an edited one, not another one."""
_MOST_PAIRS = 2_500
"""Pairs of changed paragraphs up to which the likest is looked for; beyond, they are taken in order."""


class Drift(NamedTuple):
    """A figure that was built as ``was`` and stands as ``text[start:end]`` now. ``fact`` is its label."""

    fact: str
    was: str
    start: int
    end: int


@text_rule("P303", "published-figure-drift", Severity.ERROR, audited=True)
def published_figure_drift(subject: Subject) -> Iterator[Finding]:
    """A document that a build wrote shows its figures as they were built; edits belong into the data."""
    if subject.built is None:
        return
    for before, now in _edited(subject.built.blocks, subject.typed):
        for drift in drifts(before, now.block.text, subject.terms.units):
            yield Finding(
                now.location(drift.start, drift.end),
                msg(
                    "{fact} 生成时是 {was}，文件里改成了 {now}",
                    fact=drift.fact,
                    was=drift.was,
                    now=now.block.text[drift.start : drift.end],
                ),
                hint=msg("数改得对，就改数据，再生成一次；改得不对，按数据改回来"),
            )


def drifts(before: Block, now: str, units: frozenset[str]) -> Iterator[Drift]:
    """The figures of a block that differ in what became of it. A figure that was taken out is none."""
    from difflib import SequenceMatcher

    matched = SequenceMatcher(None, before.text, now, autojunk=False).get_matching_blocks()
    for span in before.spans:
        was = before.text[span.start : span.end]
        if not isinstance(span.origin, FactOrigin) or not any(character.isdigit() for character in was):
            continue
        start, end = _became(span, matched, len(now))
        if now[start:end] == was or now.startswith(was, start):
            continue
        found = [
            one
            for one in scan(now, units)
            if isinstance(one.value, _FIGURES) and one.start < max(end, start + 1) and start < one.end
        ]
        if len(found) == 1 and now[found[0].start : found[0].end] != was:
            yield Drift(span.origin.fact, was, found[0].start, found[0].end)


def _became(span: Span, matched: Sequence[tuple[int, int, int]], length: int) -> tuple[int, int]:
    """Where the characters of a span are now: between what is still there before it and behind it."""
    start, end = 0, length
    for old, new, size in matched:
        if old < span.start:
            start = new + min(size, span.start - old)
        if old + size > span.end and size:
            end = min(end, new + max(0, span.end - old))
    return start, max(start, end)


def _edited(before: Sequence[Block], now: Sequence[TypedText]) -> Iterator[tuple[Block, TypedText]]:
    """The paragraphs that are not as they were, each with what it was; moved ones and new ones are none."""
    kept = {typed.block.text for typed in now}
    built = {block.text for block in before}
    old = [block for block in before if block.text not in kept]
    new = [typed for typed in now if typed.block.text not in built]
    if len(old) * len(new) > _MOST_PAIRS:
        yield from zip(old, new, strict=False)
        return
    for block in old:
        alike = [(_likeness(block.text, typed.block.text), -place) for place, typed in enumerate(new)]
        likeness, place = max(alike, default=(0.0, 0))
        if likeness >= _ALIKE:
            yield block, new.pop(-place)


def _likeness(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
