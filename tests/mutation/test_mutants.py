"""A slip in the shipped data makes the check fail, with the right rule at the right place; what is right stays silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_kit.diagnostics import Diagnostic, Severity
from report_kit.flows.pipeline import assemble
from tests.mutation.mutants import ROOT, SOURCES, Mutant, of_dates, of_facts, of_lists
from tests.unit.load.project import MemoryFiles

if TYPE_CHECKING:
    from pathlib import Path

    from report_kit.report import Report


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def errors(files: dict[str, str], cache: Path | None = None) -> list[Diagnostic]:
    found = assemble(MemoryFiles(files), 2023, ROOT / "templates", cache).outcome.diagnostics
    return [one for one in found if one.severity is Severity.ERROR]


def shipped() -> Report:
    report = assemble(MemoryFiles(SOURCES), 2023, ROOT / "templates").report
    assert report is not None
    return report


REPORT = shipped()
FACTS, LISTS = list(of_facts(REPORT)), list(of_lists(REPORT))
DATES = list(of_dates())


def places(found: Diagnostic) -> set[tuple[str, int]]:
    told = [found.location, *(note.location for note in found.notes)]
    return {(place.path, place.line) for place in told if place is not None}


def is_told(mutant: Mutant, found: list[Diagnostic]) -> None:
    at_place = [one.code for one in found if (mutant.place.path, mutant.place.line) in places(one)]
    assert mutant.codes & set(at_place), [(one.code, str(one.location)) for one in found]


def test_the_shipped_data_hold_no_error(cache: Path) -> None:
    assert errors(SOURCES, cache) == []


def test_there_is_much_to_change() -> None:
    assert (len(FACTS), len(LISTS), len(DATES)) >= (200, 40, 60)


@pytest.mark.parametrize("mutant", FACTS, ids=str)
def test_a_slip_in_an_equality_is_told(mutant: Mutant, cache: Path) -> None:
    found = errors(mutant.files(), cache)
    is_told(mutant, found)
    assert all((mutant.place.path, mutant.place.line) in places(one) for one in found)


@pytest.mark.parametrize("mutant", LISTS, ids=str)
def test_a_slip_in_a_counted_list_is_told(mutant: Mutant, cache: Path) -> None:
    is_told(mutant, errors(mutant.files(), cache))


@pytest.mark.parametrize("mutant", DATES, ids=str)
def test_a_slip_in_a_full_date_is_told(mutant: Mutant, cache: Path) -> None:
    is_told(mutant, errors(mutant.files(), cache))
