"""``report new`` at the command line: what it says, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cli
from tests.unit.year.starting import NEW_WORK, USUAL, put

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def run(project: Path, *words: str) -> int:
    return cli.run(["-C", str(project), *words])


def test_a_year_is_begun_checked_and_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, USUAL)
    assert run(tmp_path, "check", "2024") == 2
    assert "report new 2024" in capsys.readouterr().out
    assert run(tmp_path, "new", "2024") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:3] == ["新建 data/2024/report.yaml", "新建 data/2024/key_work.yaml", "新建 data/2025/plans.yaml"]
    assert "report check 2024" in told[-1]
    assert run(tmp_path, "check", "2024") == 0
    shown = capsys.readouterr().out
    assert {line.split()[2] for line in shown.splitlines() if ": warning " in line} == {"P305"}
    assert run(tmp_path, "build", "2024") == 0
    assert "待补" in (tmp_path / "build/2024/report.txt").read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(tmp_path, "new", "2024") == 0
    assert capsys.readouterr().out == "2024年的文件都在，没有要补的\n"


def test_a_year_without_one_before_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, USUAL)
    assert run(tmp_path, "new", "2030") == 2
    told = capsys.readouterr().out
    assert "F001" in told
    assert "先写好2029年的数据" in told
    assert run(tmp_path, "new", "2400") == 2


def test_a_broken_file_is_exit_1_and_the_others_are_begun(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, {**USUAL, NEW_WORK: "items: [\n"})
    assert run(tmp_path, "new", "2024") == 1
    told = capsys.readouterr().out
    assert f"{NEW_WORK}:2:1: error F110" in told
    assert f"{NEW_WORK} 没有读全，没有动它" in told
    assert "新建 data/2024/report.yaml" in told


def test_what_cannot_be_put_in_is_told_with_exit_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, {**USUAL, NEW_WORK: "items: [{id: own, title: 甲}]\n"})
    assert run(tmp_path, "new", "2024") == 1
    assert "缺的是：relief" in capsys.readouterr().out
