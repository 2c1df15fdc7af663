"""The invented two years that tests and readers use: clean, and the figures kept are those that were sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_kit.flows.build import outputs
from report_kit.flows.pipeline import assemble
from report_kit.load import DiskFiles

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "sample"


@pytest.mark.parametrize("year", [2031, 2032])
def test_a_year_of_the_sample_is_finished(year: int) -> None:
    assembly = assemble(DiskFiles(SAMPLE), year, ROOT / "templates", final=True)
    assert assembly.outcome.diagnostics == ()
    assert outputs(assembly, final=True)


def test_the_figures_kept_of_the_first_year_are_those_of_its_data() -> None:
    kept = json.loads((SAMPLE / "data/2031/published.json").read_text(encoding="utf-8"))
    files = outputs(assemble(DiskFiles(SAMPLE), 2031, ROOT / "templates", final=True), final=True)
    assert kept["facts"] == json.loads(files["data/2031/published.json"])["facts"]


def test_every_file_says_that_it_is_invented() -> None:
    files = [*SAMPLE.rglob("*.yaml"), SAMPLE / "README.md"]
    assert files
    assert all("虚构" in path.read_text(encoding="utf-8") for path in files)
