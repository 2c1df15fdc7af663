"""A started year loads, knows nothing and shows nothing of last year; what was there stays, byte by byte."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from report_kit.diagnostics import Severity
from report_kit.draft import FactOrigin
from report_kit.facts.values import Pending
from report_kit.files import DiskFiles
from report_kit.flows.pipeline import assemble
from tests.hostile.projects import TEMPLATES, project
from tests.hostile.years import startable, weathered
from tests.unit.year.starting import put, snapshot, start

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from report_kit.flows.pipeline import Assembly
    from report_kit.show.started import Started

NUMBERS = range(60)


def begun(tmp_path: Path, number: int) -> Started | None:
    """The ``number``-th project with its next year begun; None if its own data are wrong in form."""
    found = start(put(tmp_path, startable(number)))
    return None if found.refused else found


def made(project: Path) -> Assembly:
    return assemble(DiskFiles(project), 2024, TEMPLATES)


def errors(project: Path, paths: Sequence[str]) -> list[str]:
    """Errors in these files of 2024, but for those of a kind that the report on 2023 has: kept words keep their faults."""
    old = assemble(DiskFiles(project), 2023, TEMPLATES).outcome.diagnostics
    known = {one.code for one in old if one.code[0] not in "FRW"}
    return [
        f"{one.location} {one.code} {one.message}"
        for one in made(project).outcome.diagnostics
        if one.severity is Severity.ERROR and one.location and one.location.path in paths and one.code not in known
    ]


def test_most_of_the_projects_can_be_started(tmp_path: Path) -> None:
    assert sum(begun(tmp_path / str(number), number) is not None for number in NUMBERS) > len(NUMBERS) / 2


@pytest.mark.parametrize("number", NUMBERS)
def test_a_started_year_loads_and_everything_in_it_is_pending(tmp_path: Path, number: int) -> None:
    found = begun(tmp_path, number)
    if found is None:
        return
    assembly = made(tmp_path)
    assert assembly.report is not None
    assert assembly.draft is not None
    assert errors(tmp_path, found.written) == []
    report, files = (
        assembly.report,
        {chapter.file.path: chapter.file for chapter in assembly.report.chapters if chapter.file},
    )
    for path in found.written:
        facts = [fact for item in files[path].items for fact in item.facts.values()] if path in files else []
        for fact in facts:
            restated = fact.formula is not None and fact.formula.kind == "same_as" and fact.value is None
            assert restated or report.pending(fact.key) or fact.value is None, fact
            assert not isinstance(fact.value, Pending) or fact.value.text == "待补"
    again = start(tmp_path)
    assert (again.written, again.completed, again.by_hand) == ((), (), ())


@pytest.mark.parametrize("number", NUMBERS)
def test_nothing_of_last_year_is_printed(tmp_path: Path, number: int) -> None:
    found = begun(tmp_path, number)
    if found is None:
        return
    draft = made(tmp_path).draft
    assert draft is not None
    for block, span, origin in draft.links():
        assert isinstance(origin, FactOrigin)
        assert block.text[span.start : span.end] == "待补"
    for block in draft.blocks:
        assert not re.search("9774|第一|三件|领先|最后", block.text) or block.id.partition("#")[0] in (
            "title",
            "highlights",
            "key_work",
        )


@pytest.mark.parametrize("number", NUMBERS)
def test_every_item_and_fact_recurs_and_every_promise_is_answered(tmp_path: Path, number: int) -> None:
    if begun(tmp_path, number) is None:
        return
    report = made(tmp_path).report
    assert report is not None
    old = report.years[2023]
    for chapter in report.years[2024].edition.chapters:  # type: ignore[union-attr]
        if chapter.next_year:
            continue
        for item in old.chapters[chapter.id].items:
            (new,) = (one for one in report.years[2024].chapters[chapter.id].items if one.id == item.id)
            assert set(item.facts) <= set(new.facts)
    plans = report.years[2024].chapters.get("plans")
    answered = set(report.answered.values())
    assert all(f"plans.{item.id}" in answered for item in (plans.items if plans else ()))


@pytest.mark.parametrize("number", NUMBERS)
def test_files_that_are_there_only_gain_lines(tmp_path: Path, number: int) -> None:
    """Files of a started year, as somebody left them: what is missing comes back, and nothing that is there goes."""
    found = begun(tmp_path, number)
    if found is None:
        return
    order = random.Random(number)
    for path in found.written:
        file = tmp_path / path
        if order.random() < 0.3:
            file.unlink()
        else:
            file.write_bytes(weathered(order, file.read_text("utf-8"), "/report" not in path and "2025" not in path))
    before = snapshot(tmp_path)
    again = start(tmp_path)
    assert not again.by_hand
    assert not again.outcome.diagnostics
    after = snapshot(tmp_path)
    completed = {one.path for one in again.completed}
    for path, data in before.items():
        assert (after[path] == data) == (path not in completed)
        if path in completed:
            assert gained(data, after[path])
    assert errors(tmp_path, [*again.written, *completed]) == []
    third = start(tmp_path)
    assert (third.written, third.completed) == ((), ())


def gained(old: bytes, new: bytes) -> bool:
    """Whether every line is there as it was, in its place, but for promises added to an answer."""
    rest = iter(new.splitlines(keepends=True))
    ends = b"\r\n"
    return all(
        any(
            line == other or (line.rstrip(ends) == other.rstrip(ends) and line[-1:] not in (b"\r", b"\n"))
            for other in rest
        )
        for line in old.splitlines(keepends=True)
    )


@pytest.mark.parametrize("number", range(40))
def test_any_bytes_give_a_year_or_a_problem_and_lose_nothing(tmp_path: Path, number: int) -> None:
    files = project(number)
    put(tmp_path, files)
    before = snapshot(tmp_path)
    found = start(tmp_path)
    after = snapshot(tmp_path)
    assert {path: data for path, data in after.items() if path in before} == before
    assert found.refused == (not found.written)
    assert all(one.location for one in found.outcome.diagnostics)
    assert bool(found.outcome.diagnostics) == found.refused
