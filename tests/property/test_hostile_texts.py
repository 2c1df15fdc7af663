"""A short run of ``make fuzz`` on documents of others: whatever stands in them, problems with places come out."""

from __future__ import annotations

import pytest

from report_kit.diagnostics import Location
from tests.corpus.scoring import audited
from tests.hostile.texts import RUNS, complaints, lies_in, text

BATCH = 50


@pytest.mark.parametrize("first", range(0, 600, BATCH))
def test_hostile_texts_are_judged_as_they_should(first: int) -> None:
    for number in range(first, first + BATCH):
        assert complaints(*text(number)) == [], number


@pytest.mark.parametrize(("name", "piece"), RUNS, ids=[name for name, _ in RUNS])
def test_runs_of_one_thing_are_judged(name: str, piece: str) -> None:
    assert complaints(piece * (1500 // len(piece)), "2024-01-29") == []


def test_a_number_gives_the_same_text_again() -> None:
    assert text(7) == text(7)
    assert len({text(number) for number in range(200)}) > 190


def test_the_texts_are_of_every_sort() -> None:
    made = [text(number) for number in range(400)]
    assert any(len(one) > 3000 and "\n" not in one for one, _ in made)
    assert any("\ud800" in one for one, _ in made)
    assert sum(bool(audited(*one, preview=True)) for one in made) > 100, "the rules find much in them"


def test_a_place_outside_the_text_is_seen() -> None:
    assert lies_in("甲乙\n丙", Location("text.txt", 2, 2, 2))
    assert not lies_in("甲乙\n丙", Location("text.txt", 2, 3, 3))
    assert not lies_in("甲乙\n丙", Location("text.txt", 3))
    assert not lies_in("甲乙\n丙", Location("text.txt", 1, 1, 9))
