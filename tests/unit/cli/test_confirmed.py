"""Confirmed figures on the command line: what a check tells, what a final report waits for, what facts are written to."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

import cli

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """\
unit: 市民政局
title: "{{ unit }}{{ year }}年工作总结"
date: 2024年1月29日
confirm: all
chapters:
- {id: relief, title: "{{ year }}年重点性工作开展情况"}
"""
RELIEF = """\
defaults: {as_of: 2023-12-31, owner: 社会救助科}
items:
- id: dibao
  title: 低保
  facts:
    在册低保: 9774人
    城镇低保: 1213人
  text: |
    在册低保对象{{ 在册低保 }}，城镇{{ 城镇低保 }}。
"""
ENTRY = (
    "- {{fact: relief.dibao.{name}, figure: {figure}, stood: {stood}, by: 张三, owner: 社会救助科, date: 2024-01-15}}\n"
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data" / "2023"
    folder.mkdir(parents=True)
    (folder / "report.yaml").write_text(REPORT, encoding="utf-8")
    (folder / "relief.yaml").write_text(RELIEF, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("REPORT_LANG", raising=False)
    return tmp_path


def confirm(project: Path, *figures: tuple[str, str, str]) -> None:
    entries = "".join(ENTRY.format(name=name, figure=figure, stood=stood) for name, figure, stood in figures)
    (project / "data" / "2023" / "confirmations.yaml").write_text(f"confirmations:\n{entries}", encoding="utf-8")


BOTH = (("在册低保", "9774", "9774人"), ("城镇低保", "1213", "1213人"))


def test_a_final_report_waits_for_the_figures_to_be_confirmed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["build", "2023"]) == 0
    assert cli.run(["build", "2023", "--final"]) == 1
    assert "error C203 figure-not-confirmed: 社会救助科还有2个数没有核实" in capsys.readouterr().out
    assert not list((project / "build" / "2023").glob("市民政局2023年工作总结.docx"))
    confirm(project, *BOTH)
    assert cli.run(["build", "2023", "--final"]) == 0
    assert list((project / "build" / "2023").glob("市民政局2023年工作总结.docx"))


def test_confirmations_are_no_part_of_what_is_published(project: Path) -> None:
    (project / "data" / "2023" / "report.yaml").write_text(REPORT.replace("confirm: all\n", ""), encoding="utf-8")
    published = project / "data" / "2023" / "published.json"
    assert cli.run(["build", "2023", "--final"]) == 0
    without = published.read_bytes()
    confirm(project, *BOTH)
    assert cli.run(["build", "2023", "--final"]) == 0
    assert published.read_bytes() == without


def test_a_check_tells_who_gave_another_figure_and_shows_both_lines(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    confirm(project, ("在册低保", "9744", "9774人"), BOTH[1])
    assert cli.run(["check", "2023"]) == 1
    told = capsys.readouterr().out
    assert "data/2023/relief.yaml:6:11: error C201" in told
    assert "社会救助科张三2024年1月15日核实为 9744" in told
    assert "data/2023/confirmations.yaml:2:37: note: 核实记录写在这里" in told
    assert "2处数字：核对2处，无从核对0处，待补0处" in told


def test_a_changed_file_is_seen_within_one_process(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    confirm(project, *BOTH)
    assert cli.run(["check", "2023"]) == 0
    confirm(project, ("在册低保", "9775", "9775人"), BOTH[1])
    assert cli.run(["check", "2023"]) == 1
    confirm(project, *BOTH)
    capsys.readouterr()
    assert cli.run(["check", "2023"]) == 0
    assert "C201" not in capsys.readouterr().out


def test_an_entry_for_a_removed_fact_is_a_warning_only(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    confirm(project, *BOTH, ("农村低保", "8561", "8561人"))
    assert cli.run(["check", "2023"]) == 0
    assert "warning C204" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [b"confirmations: 3\n", b"- [\n", b"\xff\xfe\x00", b"confirmations:\n- {fact: a", b""]
)
def test_a_damaged_file_is_told_with_its_place(
    project: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "data" / "2023" / "confirmations.yaml").write_bytes(content)
    assert cli.run(["check", "2023"]) in (1, 2)
    assert "data/2023/confirmations.yaml:" in capsys.readouterr().out


def test_facts_are_written_as_a_workbook_into_the_folder_of_the_build(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    confirm(project, *BOTH)
    assert cli.run(["facts", "2023", "--format", "xlsx"]) == 0
    path = project / "build" / "2023" / "数字来源表.xlsx"
    assert "已写出 build/2023/数字来源表.xlsx" in capsys.readouterr().out
    first = path.read_bytes()
    assert zipfile.is_zipfile(path)
    assert cli.run(["facts", "2023", "--format", "xlsx", "-o", "表.xlsx"]) == 0
    assert (project / "表.xlsx").read_bytes() == first


def test_any_form_of_the_facts_can_go_into_a_file(project: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for form in ("json", "csv", "text"):
        assert cli.run(["facts", "2023", "--format", form]) == 0
        shown = capfdbinary.readouterr().out
        assert cli.run(["facts", "2023", "--format", form, "-o", f"facts.{form}"]) == 0
        capfdbinary.readouterr()
        assert (project / f"facts.{form}").read_bytes() == shown
    assert json.loads((project / "facts.json").read_bytes())["facts"][0]["confirmed"] is None


def test_data_that_cannot_be_read_leave_the_workbook_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["facts", "2023", "--format", "xlsx"]) == 0
    path = project / "build" / "2023" / "数字来源表.xlsx"
    before = path.read_bytes()
    (project / "data" / "2023" / "report.yaml").write_text("unit: [\n", encoding="utf-8")
    assert cli.run(["facts", "2023", "--format", "xlsx"]) == 1
    assert path.read_bytes() == before
    assert "report.yaml" in capsys.readouterr().err
