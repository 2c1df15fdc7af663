"""The commands on a small project, from files to exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import cli
from report_kit.ooxml.identity import content_sha256, stamp_of
from report_kit.ooxml.package import Package, read_package
from report_kit.show.built import compared_text

ROOT = Path(__file__).resolve().parents[3]
REPORT = """\
unit: XX市民政局
title: "{{ unit }}{{ year }}年工作总结"
date: 2024年1月29日
masked: [XX市]
chapters:
- {id: key_work, title: "{{ year }}年重点性工作开展情况"}
"""
KEY_WORK = """\
defaults: {as_of: 2023-12-31}
items:
- id: elderly
  title: 推动养老机构提质增效
  facts:
    床位: {is: 673张, what: 养老床位}
    护理床位: {is: 422张, part_of: 床位}
    护理占比: {is: 62.7%, share: {part: 护理床位, of: 床位}}
    机构: {is: 12家, what: 养老机构}
    照料中心: {is: 12家, what: 照料中心}
    补贴: XX元/户
  text: |
    全市共设置{{ 床位 }}养老床位，其中护理型{{ 护理床位 }}，占{{ 护理占比 }}。
    养老机构{{ 机构 }}，照料中心{{ 照料中心 }}，补贴{{ 补贴 }}。
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data" / "2023"
    folder.mkdir(parents=True)
    (folder / "report.yaml").write_text(REPORT, encoding="utf-8")
    (folder / "key_work.yaml").write_text(KEY_WORK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("REPORT_LANG", raising=False)
    return tmp_path


def change(project: Path, old: str, new: str) -> None:
    path = project / "data" / "2023" / "key_work.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_pending_facts_alone_are_fine_and_counted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", "2023"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "6处数字：核对3处，无从核对2处，待补1处"


def test_a_wrong_figure_is_found_with_its_line_and_exit_1(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, "62.7%", "72.6%")
    assert cli.run(["check", "2023"]) == 1
    shown = capsys.readouterr().out
    assert "data/2023/key_work.yaml:8:16: error N111 share-mismatch: " in shown
    assert "    8 |     护理占比: {is: 72.6%, share: {part: 护理床位, of: 床位}}\n" in shown


def test_a_warning_fails_only_a_strict_check(project: Path) -> None:
    change(project, "养老机构{{ 机构 }}，", "")
    assert cli.run(["check", "2023"]) == 0
    assert cli.run(["check", "2023", "--strict"]) == 1
    assert cli.run(["check", "2023", "--strict", "--ignore", "P304,pending-fact"]) == 0


def test_a_final_check_counts_pending_facts_as_errors(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", "2023", "--final"]) == 1
    assert "key_work.yaml:11:9: error P305 pending-fact" in capsys.readouterr().out


def test_a_year_without_report_is_input_missing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", "2024"]) == 2
    assert "report new 2024" in capsys.readouterr().out


def test_json_on_a_console_without_chinese_stays_json(project: Path) -> None:
    change(project, "62.7%", "72.6%")
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "check", "2023", "--format", "json"],
        cwd=project,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    found = json.loads(done.stdout.decode("utf-8"))["diagnostics"]
    assert [one["fact"] for one in found if one["code"] == "N111"] == ["key_work.elderly.护理占比"]


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "markdown"])
def test_every_format_names_the_problem(project: Path, capfdbinary: pytest.CaptureFixture[bytes], form: str) -> None:
    change(project, "62.7%", "72.6%")
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "check", "2023", "--format", form],
        cwd=project,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert "N111" in done.stdout.decode("utf-8")
    if form in ("json", "sarif"):
        json.loads(done.stdout)


def test_a_project_is_found_from_inside_and_by_option(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "data" / "2023")
    assert cli.run(["check", "2023"]) == 0
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert cli.run(["-C", str(project), "check", "2023"]) == 0


def test_the_coverage_names_what_nothing_checks(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", "2023", "--coverage"]) == 0
    shown = capsys.readouterr().out
    assert "12家  key_work.elderly.机构" in shown
    assert "key_work.elderly.照料中心" in shown
    assert "key_work.elderly.护理床位" not in shown
    assert shown.splitlines()[-1].startswith("6处数字：")


def test_facts_are_listed_as_text_and_csv(project: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.run(["facts", "2023"]) == 0
    assert "共6项，其中待补1项，推算0项\n".encode() in capfdbinary.readouterr().out
    assert cli.run(["facts", "2023", "--format", "csv"]) == 0
    rows = list(csv.reader(io.StringIO(capfdbinary.readouterr().out.decode("utf-8-sig"))))
    assert rows[3][:4] == ["key_work.elderly.护理占比", "62.7%", "627/1000", "%"]


def test_trace_shows_both_facts_that_print_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["trace", "2023", "12家"]) == 0
    shown = capsys.readouterr().out
    assert "“12家”有2处来源：" in shown
    assert "养老机构【12家】，照料中心12家" in shown
    assert "养老机构12家，照料中心【12家】" in shown


def test_trace_of_what_is_not_there_is_exit_1(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["trace", "2023", "67.2%"]) == 1
    assert "相近的有：62.7%" in capsys.readouterr().out


def test_build_writes_draft_twin_and_map(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["build", "2023"]) == 0
    made = sorted(path.name for path in (project / "build" / "2023").iterdir() if not path.name.startswith("."))
    assert made == ["XX市民政局2023年工作总结（草稿）.docx", "report.map.json", "report.txt"]
    twin = (project / "build" / "2023" / "report.txt").read_text(encoding="utf-8")
    assert "占62.7%。" in twin
    assert "build/2023/XX市民政局2023年工作总结（草稿）.docx" in capsys.readouterr().out


def test_a_report_goes_where_it_is_asked_for(
    project: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["build", "2023", "-o", "给领导"]) == 0
    assert "已写出 给领导/report.txt" in capsys.readouterr().out
    assert not (project / "build").exists()
    assert cli.run(["build", "2023"]) == 0
    title = "XX市民政局2023年工作总结（草稿）.docx"
    assert (project / "给领导" / title).read_bytes() == (project / "build/2023" / title).read_bytes()
    outside = tmp_path_factory.mktemp("outside") / "a" / "b"
    assert cli.run(["build", "2023", "--output", str(outside)]) == 0
    assert (outside / title).exists()
    change(project, "XX元/户", "500元/户")
    assert cli.run(["build", "2023", "--final", "-o", str(outside)]) == 0
    assert (outside / "XX市民政局2023年工作总结.docx").exists()
    assert (project / "data/2023/published.json").exists()


def test_an_output_folder_is_seen_from_where_the_command_runs(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert cli.run(["-C", str(project), "build", "2023", "-o", "out"]) == 0
    assert (project / "out" / "report.txt").exists()
    assert cli.run(["-C", str(project), "schema", "-o", "schemas"]) == 0
    assert (project / "schemas" / "report.schema.json").exists()


def test_a_draft_is_written_in_spite_of_errors(project: Path) -> None:
    change(project, "62.7%", "72.6%")
    assert cli.run(["build", "2023"]) == 1
    assert (project / "build" / "2023" / "XX市民政局2023年工作总结（草稿）.docx").exists()


def test_a_final_report_is_refused_while_a_fact_is_pending(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["build", "2023", "--final"]) == 1
    shown = capsys.readouterr().out
    assert "P305 pending-fact" in shown
    assert "没有生成定稿" in shown
    assert not (project / "build").exists()


def test_a_final_report_leaves_what_was_published(project: Path) -> None:
    change(project, "XX元/户", "500元/户")
    assert cli.run(["build", "2023", "--final"]) == 0
    assert (project / "build" / "2023" / "XX市民政局2023年工作总结.docx").exists()
    published = json.loads((project / "data" / "2023" / "published.json").read_text(encoding="utf-8"))
    assert published["year"] == 2023
    assert cli.run(["check", "2023"]) == 0


def test_a_final_report_is_refused_with_exit_1_while_a_draft_edited_by_hand_lies_there(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(project, "XX元/户", "500元/户")
    assert cli.run(["build", "2023"]) == 0
    draft = project / "build" / "2023" / "XX市民政局2023年工作总结（草稿）.docx"
    draft.write_bytes(b"x")
    assert cli.run(["build", "2023", "--final"]) == 1
    assert f"{draft.name} 被人改动过\n" in capsys.readouterr().out
    assert not (project / "data" / "2023" / "published.json").exists()
    assert cli.run(["build", "2023"]) == 0
    assert cli.run(["build", "2023", "--final"]) == 0


def test_data_that_cannot_be_read_leave_the_earlier_draft(project: Path) -> None:
    assert cli.run(["build", "2023"]) == 0
    draft = project / "build" / "2023" / "XX市民政局2023年工作总结（草稿）.docx"
    before = draft.read_bytes()
    (project / "data" / "2023" / "report.yaml").write_bytes(b"\xff\xfe\x00")
    assert cli.run(["build", "2023"]) == 2
    assert draft.read_bytes() == before


def test_two_builds_in_two_processes_are_the_same_bytes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["build", "2023", "--check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "两次构建逐字节相同"
    assert any("report.txt" in line for line in lines)
    assert not (project / "build").exists()
    assert cli.run(["build", "2023"]) == 0
    assert lines[-2].startswith("内容指纹 sha256 ")
    assert lines[-2] in capsys.readouterr().out.splitlines()


def test_the_content_hash_is_in_the_map_and_the_file_however_it_was_compressed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["build", "2023"]) == 0
    printed = capsys.readouterr().out.splitlines()[-1].rpartition(" ")[2]
    assert json.loads((project / "build/2023/report.map.json").read_bytes())["content_sha256"] == printed
    (file,) = (project / "build" / "2023").glob("*.docx")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(project / "stored.docx", "w", zipfile.ZIP_STORED) as new:
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    package = read_package((project / "stored.docx").read_bytes())
    assert isinstance(package, Package)
    assert (stamp_of(package.parts), content_sha256(package.parts)) == (printed, printed)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_no_build_reads_does_not_stop_the_comparison(project: Path) -> None:
    os.mkfifo(project / "data" / "2023" / "pipe")
    (project / "data" / "dangling").symlink_to("nowhere")
    assert cli.run(["build", "2023", "--check"]) == 0


def test_two_final_builds_are_compared_only_if_there_would_be_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["build", "2023", "--check", "--final"]) == 1
    assert "没有生成定稿" in capsys.readouterr().out
    change(project, "XX元/户", "500元/户")
    assert cli.run(["build", "2023", "--check", "--final"]) == 0
    assert "published.json" in capsys.readouterr().out
    assert not (project / "build").exists()


def test_builds_that_differ_are_told_file_by_file() -> None:
    shown = compared_text({"a": "1", "b": "2"}, {"a": "1", "b": "3"}, ("4", "5")).splitlines()
    assert shown[-3:] == ["内容指纹 sha256 4", "内容指纹 sha256 5", "两次构建不同"]
    assert [("≠ 3" in line, "=" in line.split()) for line in shown[:2]] == [(False, True), (True, False)]


def test_a_copy_in_another_folder_gives_the_same_bytes(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("其他 文件夹") / "项目"
    shutil.copytree(project / "data", other / "data")
    assert cli.run(["build", "2023"]) == 0
    assert cli.run(["-C", str(other), "build", "2023"]) == 0
    for name in ("XX市民政局2023年工作总结（草稿）.docx", "report.map.json", "report.txt"):
        assert (project / "build/2023" / name).read_bytes() == (other / "build/2023" / name).read_bytes()


def test_a_rule_page_is_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["rule", "n111"]) == 0
    assert "## 为什么" in capsys.readouterr().out
    assert cli.run(["rule"]) == 0
    assert "N111  share-mismatch" in capsys.readouterr().out


def test_schemas_are_written_with_the_settings_for_an_editor(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["schema", "-o", "schema"]) == 0
    assert '"schema/report.schema.json": "data/*/report.yaml"' in capsys.readouterr().out
    assert json.loads((project / "schema" / "report.schema.json").read_text(encoding="utf-8"))["type"] == "object"
    (project / "file").write_text("x")
    assert cli.run(["schema", "-o", "file"]) == 2
