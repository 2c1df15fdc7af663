"""A slip in the shipped data makes the check fail, with the right rule at the right place; what is right stays silent.

``python -m benchmarks.mutation`` counts them all; here are those of which a rule must tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_kit.diagnostics import Diagnostic, Severity
from tests.mutation.judging import (
    ERROR,
    UNNOTICED,
    caught,
    double_entry,
    listed,
    problems,
    shipped,
    smallest_slips,
    unguarded,
)
from tests.mutation.mutants import SOURCES, Mutant, of_dates, of_swaps, of_values, off_the_calendar
from tests.mutation.operators import MEMBER_DOUBLED, MEMBER_DROPPED, MEMBER_RENAMED, OPERATORS, YEAR

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def errors(files: dict[str, str], cache: Path | None = None) -> list[Diagnostic]:
    return [one for one in problems(files, cache) if one.severity is Severity.ERROR]


REPORT = shipped()
VALUES = list(of_values(REPORT))
FACTS = [one for one in (*VALUES, *of_swaps(REPORT)) if one.equality and not one.equivalent]
LISTS = [one for one in FACTS if one.operator in (MEMBER_DROPPED, MEMBER_DOUBLED, MEMBER_RENAMED)]
EQUALITIES = [one for one in FACTS if one not in LISTS]
YEARS = [one for one in of_dates(REPORT) if one.operator == YEAR]
BAD_DAYS = list(off_the_calendar(REPORT))


def places(found: Diagnostic) -> set[tuple[str, int]]:
    told = [found.location, *(note.location for note in found.notes)]
    return {(place.path, place.line) for place in told if place is not None}


def changed(mutant: Mutant) -> set[tuple[str, int]]:
    return {(edit.place.path, edit.place.line) for edit in mutant.edits}


def test_the_shipped_data_hold_no_error(cache: Path) -> None:
    assert errors(SOURCES, cache) == []


def test_there_is_much_to_change() -> None:
    assert (len(EQUALITIES), len(LISTS), len(YEARS), len(BAD_DAYS)) >= (300, 60, 150, 10)
    used = {one.operator for one in (*VALUES, *of_swaps(REPORT), *of_dates(REPORT))}
    assert used == set(OPERATORS)


@pytest.mark.parametrize("mutant", EQUALITIES, ids=str)
def test_a_slip_in_an_equality_is_told(mutant: Mutant, cache: Path) -> None:
    found = errors(mutant.files(), cache)
    at_place = {one.code for one in found if changed(mutant) & places(one)}
    assert mutant.codes & at_place or any(code.startswith("F") for code in at_place), at_place
    assert all(changed(mutant) & places(one) for one in found)


@pytest.mark.parametrize("mutant", LISTS, ids=str)
def test_a_slip_in_a_counted_list_is_told(mutant: Mutant, cache: Path) -> None:
    assert mutant.codes & {one.code for one in problems(mutant.files(), cache) if changed(mutant) & places(one)}


@pytest.mark.parametrize("mutant", YEARS, ids=str)
def test_a_slip_in_a_year_is_told(mutant: Mutant, cache: Path) -> None:
    assert caught(mutant, cache) != UNNOTICED


@pytest.mark.parametrize("mutant", BAD_DAYS, ids=str)
def test_a_day_off_the_calendar_is_told(mutant: Mutant, cache: Path) -> None:
    assert {one.code for one in errors(mutant.files(), cache)} & {"D101", "F201"}


def test_the_facts_that_nothing_guards_are_those_listed(cache: Path) -> None:
    """One more is a failure; one less is a line to take off, which ``benchmarks.mutation --update`` does."""
    small = smallest_slips(REPORT)
    found = unguarded(small, [caught(one, cache) for one in small])
    assert sorted(set(found) - set(listed())) == []
    assert sorted(set(listed()) - set(found)) == []


CONFIRMED = double_entry()
(CONFIRMATIONS,) = CONFIRMED.values()


def test_figures_confirmed_rightly_raise_no_error_and_leave_few_unchecked(cache: Path) -> None:
    found = problems({**SOURCES, **CONFIRMED}, cache)
    assert {one.code for one in found if one.code != "P305"} <= {"C203"}
    assert [one.severity for one in found if one.severity is Severity.ERROR] == []


ALONE = [
    one
    for one in smallest_slips(REPORT)
    if {key[1] for key in one.facts} & set(listed()) and all(f"fact: {key[1]}," in CONFIRMATIONS for key in one.facts)
]


@pytest.mark.parametrize("mutant", ALONE, ids=str)
def test_a_slip_that_nothing_guards_is_told_once_a_department_confirmed_the_figure(mutant: Mutant, cache: Path) -> None:
    assert caught(mutant, cache) == UNNOTICED
    assert caught(mutant, cache, beside=CONFIRMED) == ERROR


def test_nearly_all_of_what_nothing_guards_is_for_departments_to_confirm() -> None:
    assert {key[1] for one in ALONE for key in one.facts} >= set(listed()) - {"key_work.social_affairs.全部工程量"}
