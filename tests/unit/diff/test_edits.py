"""Any few edits of the shipped data are all told, each with its cause, and nothing else is."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from report_kit.diff import compare
from tests.unit.diff.edits import FILES, Expected, edited, side

if TYPE_CHECKING:
    from report_kit.changes import Changes, Side, TextChange

SEEDS = range(64)


@pytest.fixture(scope="module")
def shipped() -> Side:
    return side(FILES)


def place_of(change: TextChange) -> str:
    """The item a change lies in, or the part of the frame."""
    block = (change.after or change.before).partition("#")[0]
    return ".".join(block.split(".")[:2])


def told(changes: Changes) -> Expected:
    """What was told, in the terms of the edits."""
    causes: set[tuple[str, str]] = set()
    counted = set()
    for change in changes.texts:
        for hunk in change.hunks:
            assert hunk.causes, (change, hunk)
            for cause in hunk.causes:
                if cause.kind == "order":
                    counted.add(place_of(change))
                else:
                    causes.add((cause.kind, cause.fact if cause.kind in ("fact", "derived") else place_of(change)))
    facts = frozenset(change.id for change in changes.facts if not change.follows)
    moved = tuple(frozenset({move.after, move.exchanged}) for move in changes.moves)
    return Expected(facts, frozenset(causes), moved, frozenset(counted))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_edit_is_told_and_nothing_else(seed: int, shipped: Side) -> None:
    random = Random(seed)
    files, expected = edited(random, random.randint(1, 12))
    found = told(compare(shipped, side(files), 2023))
    assert found.facts == expected.facts
    assert found.causes == expected.causes
    assert set(found.swapped) == set(expected.swapped)
    assert found.counted <= expected.counted
