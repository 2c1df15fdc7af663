"""The shipped year 2024 is a started one: made by the command, nothing known in it, nothing of 2023 printed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from report_kit.draft import FactOrigin
from report_kit.facts.values import Pending
from report_kit.files import DiskFiles
from report_kit.flows.pipeline import Assembly, assemble
from tests.unit.year.starting import snapshot, start

ROOT = Path(__file__).parents[2]
BEGUN = ("data/2024/report.yaml", "data/2024/highlights.yaml", "data/2024/key_work.yaml", "data/2025/plans.yaml")


@pytest.fixture(scope="module")
def assembly() -> Assembly:
    return assemble(DiskFiles(ROOT), 2024, ROOT / "templates")


def test_the_command_makes_the_same_files(tmp_path: Path) -> None:
    """After a change of data/2023 or of the command: delete these files and run ``report new 2024``."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    kept = snapshot(tmp_path)
    for path in BEGUN:
        (tmp_path / path).unlink()
    assert start(tmp_path).written == BEGUN
    assert snapshot(tmp_path) == kept


def test_nothing_is_wrong_but_that_everything_is_pending(assembly: Assembly) -> None:
    assert {one.code for one in assembly.outcome.diagnostics} == {"P305"}
    report = assembly.report
    assert report is not None
    known = [
        fact.id
        for fact in report.facts.values()
        if fact.year in (2024, 2025) and not fact.id.startswith("plans.") and not report.pending(fact.key)
    ]
    assert known == ["key_work.social_relief.上年低保"]


def test_every_figure_shown_is_pending(assembly: Assembly) -> None:
    assert assembly.draft is not None
    links = [origin for _, _, origin in assembly.draft.links()]
    assert len(links) > 20
    assert all(isinstance(origin, FactOrigin) and origin.pending for origin in links)


def test_every_fact_of_2023_recurs_with_its_value_in_a_comment(assembly: Assembly) -> None:
    report = assembly.report
    assert report is not None
    old = [fact for fact in report.facts.values() if fact.year == 2023 and fact.id.count(".") == 2]
    assert len(old) > 100
    lines = [line for path in BEGUN[:3] for line in (ROOT / path).read_text(encoding="utf-8").split("\n")]
    for fact in old:
        if fact.id.startswith("plans."):
            continue
        assert (2024, fact.id) in report.facts
        told = "上年也没有补上" if isinstance(fact.value, Pending) else f"# 上年 {fact.value}"
        assert any(line.strip().startswith(f"{fact.name}: ") and told in line for line in lines), fact.id


def test_every_promise_of_2023_is_answered(assembly: Assembly) -> None:
    report = assembly.report
    assert report is not None
    promised = {f"plans.{item.id}" for item in report.years[2024].chapters["plans"].items}
    assert promised <= set(report.answered.values())
