"""A short run of ``make fuzz``: whatever the files hold, a report or problems with places come out of them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from report_kit.flows.pipeline import assemble
from report_kit.flows.sources import sources
from report_kit.show.sources import sources_workbook
from tests.hostile.projects import TEMPLATES, judged, project, shipped
from tests.unit.load.project import MemoryFiles

if TYPE_CHECKING:
    from pathlib import Path

BATCH = 20


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("first", range(0, 240, BATCH))
def test_hostile_projects_are_taken_as_they_should(first: int, cache: Path) -> None:
    for number in range(first, first + BATCH):
        assert judged(project(number), cache) == [], number


def test_where_the_figures_of_hostile_projects_come_from_is_a_workbook(cache: Path) -> None:
    for number in range(0, 240, 16):
        assembly = assemble(MemoryFiles(project(number)), 2023, TEMPLATES, cache)
        assert zipfile.is_zipfile(io.BytesIO(sources_workbook(sources(assembly)))), number


def test_a_number_gives_the_same_project_again() -> None:
    assert project(7) == project(7)
    assert len({tuple(project(number).items()) for number in range(50)}) == 50


def test_the_projects_are_of_every_sort() -> None:
    found = [project(number) for number in range(900)]
    assert any(len(files) == len(shipped()) for files in found)
    assert any(b"growth: {from: \xe6\x95\xb0" in files["data/2023/key_work.yaml"] for files in found)
    assert any(data.count(b"\0") > 99 for files in found for data in files.values()), "UTF-16 or UTF-32"
