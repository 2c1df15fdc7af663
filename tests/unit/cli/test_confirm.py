"""``report sheet`` and ``report confirm`` on a small project: what is written, told, kept, and how a run ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

import cli
from report_kit.flows.asking import asked_figures
from report_kit.flows.pipeline import assemble
from report_kit.load import DiskFiles
from tests.unit.confirm.offices import FILES, ROOT, fill, filled, opened, saved, signed
from tests.unit.workbook.files import sheet, workbook

if TYPE_CHECKING:
    from pathlib import Path

RECORD = "data/2023/confirmations.yaml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("REPORT_LANG", raising=False)
    return tmp_path


def record(project: Path) -> str:
    return (project / RECORD).read_text(encoding="utf-8")


def put(project: Path, name: str, entries: dict[str, tuple[object, ...]]) -> str:
    (project / name).write_bytes(filled(entries))
    return name


def test_a_sheet_goes_out_and_comes_back(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: (project / path).read_bytes() for path in FILES}
    assert cli.run(["sheet", "2023"]) == 0
    assert capsys.readouterr().out == "已写出 build/2023/核数表.xlsx：3个科室，10个数\n"
    path = project / "build/2023/核数表.xlsx"
    book = openpyxl.load_workbook(path)
    fill(book, {"低保": signed(9774), "elderly.床位": signed("673张"), "目标": signed(95)})
    book.save(path)
    assert cli.run(["confirm", "2023", "build/2023/核数表.xlsx"]) == 0
    told = capsys.readouterr().out
    assert f"已写入 {RECORD}：新增3个，更新0个" in told
    assert "共10个数：一致3，不一致0，未核实7，科室已报而数据待补0" in told
    assert (
        "fact: key_work.relief.低保, figure: 9774人, stood: 9774人, by: 张三, owner: 社会救助科, date: 2024-01-15"
        in record(project)
    )
    assert "fact: next_year.plans.relief.目标" in record(project)
    assert {path: (project / path).read_bytes() for path in FILES} == before
    assert cli.run(["check", "2023", "--select", "C201,C202,C204,C205"]) == 0


def test_a_workbook_read_again_changes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = put(project, "表.xlsx", {"低保": signed(9774), "资金": signed(109.23, "省级\n含中央")})
    assert cli.run(["confirm", "2023", name]) == 0
    once = record(project)
    capsys.readouterr()
    assert cli.run(["confirm", "2023", name]) == 0
    assert f"没有新的核实数，{RECORD} 未改动" in capsys.readouterr().out
    assert record(project) == once


def test_figures_that_differ_are_told_with_both_values_and_still_kept(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = put(project, "表.xlsx", {"低保": signed(9744), "资金": signed(109.23)})
    assert cli.run(["confirm", "2023", name]) == 1
    told = capsys.readouterr().out
    assert "error C201" in told
    assert all(part in told for part in ("9774人", "9744人", "社会救助科", "张三", "表.xlsx!社会救助科!G4"))
    assert "社会救助科不一致：低保" in told
    assert "figure: 9744人, stood: 9774人" in record(project)


def test_a_fact_changed_since_is_not_confirmed_by_the_old_workbook(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = put(project, "表.xlsx", {"低保": signed(9774)})
    assert cli.run(["confirm", "2023", name]) == 0
    path = project / "data/2023/key_work.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("9774人", "9775人"), encoding="utf-8")
    capsys.readouterr()
    assert cli.run(["confirm", "2023", name]) == 1
    assert "error C202" in capsys.readouterr().out
    assert "stood: 9774人" in record(project)


def test_a_later_workbook_replaces_what_the_department_said_before(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["confirm", "2023", put(project, "一.xlsx", {"低保": signed(9744)})]) == 1
    capsys.readouterr()
    assert cli.run(["confirm", "2023", put(project, "二.xlsx", {"低保": signed(9774)})]) == 0
    assert "新增0个，更新1个" in capsys.readouterr().out
    assert record(project).count("fact:") == 1


def test_the_order_of_the_files_does_not_matter(project: Path) -> None:
    names = [
        put(project, "一.xlsx", {"低保": signed(9774)}),
        put(project, "二.xlsx", {"elderly.床位": signed(673), "位次": signed(1)}),
        put(project, "三.xlsx", {"低保": signed("9,774"), "资金": signed(109.23)}),
    ]
    assert cli.run(["confirm", "2023", *names]) == 0
    one = record(project)
    (project / RECORD).unlink()
    assert cli.run(["confirm", "2023", *reversed(names)]) == 0
    assert record(project) == one


def test_one_bad_file_costs_that_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = put(project, "表.xlsx", {"低保": signed(9774), "资金": signed("属实")})
    (project / "坏.xlsx").write_bytes(b"PK")
    (project / "工资.xlsx").write_bytes(workbook(sheet("")))
    assert cli.run(["confirm", "2023", "坏.xlsx", name, "没有.xlsx", "工资.xlsx", "data"]) == 1
    told = capsys.readouterr().out
    assert all(f" {code} " in told for code in ("C001", "C002", "F001", "F002", "C102"))
    assert record(project).count("fact:") == 1


def test_nothing_read_is_wrong_use(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "坏.xlsx").write_bytes(b"")
    assert cli.run(["confirm", "2023", "坏.xlsx", "没有.xlsx"]) == 2
    told = capsys.readouterr().out
    assert "文件是空的" in told
    assert "共10个数" not in told
    assert not (project / RECORD).exists()


def test_a_record_that_cannot_be_read_is_not_written_over(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / RECORD).write_text("confirmations: [\n", encoding="utf-8")
    assert cli.run(["confirm", "2023", put(project, "表.xlsx", {"低保": signed(9774)})]) == 1
    assert "核实记录没有改动" in capsys.readouterr().out
    assert record(project) == "confirmations: [\n"


def test_what_was_written_by_hand_stays(project: Path) -> None:
    text = """\
# 手写的说明
confirmations:
# 电话核实
- {fact: key_work.relief.位次, figure: 第一, by: 王五, owner: 社会救助科, date: 2024-01-10}
"""
    (project / RECORD).write_text(text, encoding="utf-8")
    assert cli.run(["confirm", "2023", put(project, "表.xlsx", {"低保": signed(9774)})]) == 0
    assert record(project).startswith(text)


def test_what_the_sheet_asks_for_is_all_that_the_rules_want(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = project / "data/2023/report.yaml"
    report.write_text(report.read_text(encoding="utf-8") + "confirm: all\n", encoding="utf-8")
    assembly = assemble(DiskFiles(project), 2023, ROOT / "templates")
    entries = {one.id: signed(one.figure) for one in asked_figures(assembly) if "XX" not in one.figure}
    assert cli.run(["check", "2023", "--select", "C203", "--strict"]) == 1
    assert cli.run(["confirm", "2023", put(project, "表.xlsx", entries)]) == 0
    capsys.readouterr()
    assert cli.run(["check", "2023", "--select", "C", "--strict"]) == 0, capsys.readouterr().out


def test_status_tells_who_owes_what(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = put(project, "表.xlsx", {"低保": signed(9774), "资金": signed(109), "丧葬费": signed(3000)})
    assert cli.run(["confirm", "2023", name]) == 0
    capsys.readouterr()
    assert cli.run(["sheet", "2023", "--status"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["社会救助科", "6", "1", "0", "4", "1"]
    assert "社会救助科报了数，数据里还没有：丧葬费" in lines
    assert "社会救助科未核实：资金、位次、启动日、目标" in lines  # 109万元 is less exact than what is printed
    assert "未定科室未核实：机构" in lines
    assert lines[-1] == "共10个数：一致1，不一致0，未核实8，科室已报而数据待补1"
    assert not (project / "build").exists()


def test_a_filled_workbook_is_never_written_over(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = put(project, "表.xlsx", {"低保": signed(9774)})
    before = (project / name).read_bytes()
    assert cli.run(["sheet", "2023", "-o", name]) == 2
    assert "已经填过" in capsys.readouterr().err
    assert (project / name).read_bytes() == before


def test_a_blank_workbook_is_made_anew(project: Path) -> None:
    assert cli.run(["sheet", "2023", "-o", "表.xlsx"]) == 0
    before = (project / "表.xlsx").read_bytes()
    path = project / "data/2023/key_work.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("what: 养老床位", "what: 养老机构床位"), encoding="utf-8")
    assert cli.run(["sheet", "2023", "-o", "表.xlsx"]) == 0
    assert (project / "表.xlsx").read_bytes() != before


def test_a_workbook_edited_elsewhere_needs_no_marks(project: Path) -> None:
    book = opened(filled({"低保": signed(9774)}))
    del book["report-kit"], book["说明"]
    (project / "表.xlsx").write_bytes(saved(book))
    assert cli.run(["confirm", "2023", "表.xlsx"]) == 0


def test_english_is_spoken_on_request(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--lang", "en", "confirm", "2023", put(project, "表.xlsx", {"低保": signed("属实")})]) == 1
    assert "entry-unreadable" in capsys.readouterr().out
