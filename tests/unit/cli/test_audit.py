"""report audit, from a file to its exit code."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import cli
from report_kit.diagnostics import Code, Location, Outcome, Severity, msg
from report_kit.show.as_sarif import sarif_object
from tests.unit.render.factory import docx, paragraph

TEXT = "市民政局2023年工作总结\n一、2023年重点工作完成情况\n2023年2月30日启动，全市共改造146户。\n2024年共清查单位3260家。\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("REPORT_LANG", raising=False)
    (tmp_path / "总结.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def write(path: str, text: str) -> None:
    Path(path).write_text(text, encoding="utf-8")


def told(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, list[tuple[str, int | None]]]:
    """The exit code, and each problem's code and line."""
    code = cli.run(["audit", *arguments, "--format", "json"])
    found = json.loads(capfdbinary.readouterr().out)["diagnostics"]
    return code, [(one["code"], one["line"]) for one in found]


def test_problems_show_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["audit", "总结.txt"]) == 1
    shown = capsys.readouterr().out
    assert "总结.txt:3:1: error D101 invalid-date" in shown
    assert "    3 | 2023年2月30日启动" in shown
    assert "错误2个" in shown
    assert "处数字：" in shown.splitlines()[-1]


def test_it_needs_no_project_and_writes_nothing_beside(folder: Path) -> None:
    cli.run(["audit", "总结.txt"])
    assert sorted(path.name for path in folder.iterdir()) in (["总结.txt"], ["cache", "总结.txt"])


def test_a_word_file_has_the_same_problems(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("总结.docx").write_bytes(docx("".join(map(paragraph, TEXT.splitlines()))))
    assert told(capfdbinary, "总结.docx") == told(capfdbinary, "总结.txt") == (1, [("D101", 3), ("D110", 4)])


def test_year_and_date_outrank_the_text(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert told(capfdbinary, "总结.txt", "--year", "2024") == (1, [("D111", 2), ("D101", 3)])
    write("截至.txt", "截至2024年2月27日，共9774人。")
    assert told(capfdbinary, "截至.txt", "--date", "2024-01-12")[1] == [("D102", 1)]
    assert told(capfdbinary, "截至.txt", "--date", "2024年3月1日")[1] == []


@pytest.mark.parametrize("day", ["2024-13-01", "昨天", "1月29日"])
def test_a_date_that_is_none_is_refused(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["audit", "总结.txt", "--date", day]) == 2
    assert day in capsys.readouterr().err


def test_a_year_that_is_none_is_refused_outside_a_project(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["audit", "总结.txt", "--year", "23"]) == 2
    assert "四位数字" in capsys.readouterr().err


def test_rules_are_selected_and_ignored(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert told(capfdbinary, "总结.txt", "--select", "D101")[1] == [("D101", 3)]
    assert told(capfdbinary, "总结.txt", "--ignore", "D1") == (0, [])
    assert cli.run(["audit", "总结.txt", "--select", "Q999"]) == 2


def test_warnings_fail_a_strict_run(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write("目前.txt", "截至目前，全市共救助9774人。")
    assert told(capfdbinary, "目前.txt") == (0, [("D203", 1)])
    assert told(capfdbinary, "目前.txt", "--strict")[0] == 1


def test_an_allowance_excuses_one_sentence(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write("例外.yaml", "allow:\n- {code: D110, text: 共清查单位3260家, reason: 跨年清查}\n")
    assert told(capfdbinary, "总结.txt", "--allow", "例外.yaml") == (1, [("D101", 3)])
    write("例外.yaml", "allow:\n- {code: D101, reason: 照录原文}\n- {code: D110, text: 改造146户, reason: 跨年}\n")
    assert told(capfdbinary, "总结.txt", "--allow", "例外.yaml") == (1, [("K901", 3), ("D110", 4)])


def test_an_allowance_without_a_reason_excuses_nothing(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write("例外.yaml", "allow:\n- {code: D101}\n- {code: D110, reason: 跨年清查}\n")
    assert told(capfdbinary, "总结.txt", "--allow", "例外.yaml") == (1, [("K902", 2), ("D101", 3)])


@pytest.mark.parametrize(
    ("text", "code", "exit_code"),
    [("allow:\n- {cod: D101}\n", "F120", 1), ("allow: [", "F110", 1), ("[]", "F122", 1), (None, "F001", 2)],
)
def test_a_file_of_allowances_is_checked_itself(
    text: str | None, code: str, exit_code: int, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    if text is not None:
        write("例外.yaml", text)
    found = told(capfdbinary, "总结.txt", "--allow", "例外.yaml")
    assert code in [one for one, _ in found[1]]
    assert found[0] == exit_code


def test_what_cannot_be_read_gives_two(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (folder / "夹.txt").mkdir()
    (folder / "圈.txt").symlink_to("圈.txt")
    (folder / "GBK.txt").write_bytes(TEXT.encode("gbk"))
    (folder / "坏.docx").write_bytes(docx(paragraph("甲"))[:300])
    with (folder / "大.txt").open("wb") as file:
        file.truncate(100_000_000)
    os.mkfifo(folder / "管道.txt")
    cases = {"没有.txt": "F001", "总结.txt/下": "F002", "夹.txt": "F002", "圈.txt": "F002", "管道.txt": "F002"}
    for name, code in (cases | {"GBK.txt": "F003", "大.txt": "F004", "坏.docx": "F007"}).items():
        assert told(capfdbinary, name) == (2, [(code, 1)]), name


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may read everything")
def test_a_file_without_permission_gives_two(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("总结.txt").chmod(0)
    assert told(capfdbinary, "总结.txt") == (2, [("F002", 1)])


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "markdown"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_format_tells_the_same(form: str, language: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.run(["--lang", language, "audit", "总结.txt", "--format", form]) == 1
    shown = capfdbinary.readouterr().out.decode()
    assert shown.count("D101") >= 1
    assert shown.count("D110") >= 1


@pytest.mark.parametrize(
    ("path", "artifact"),
    [
        ("总结.docx#脚注", {"uri": "%E6%80%BB%E7%BB%93.docx%23%E8%84%9A%E6%B3%A8", "uriBaseId": "PROJECT"}),
        ("/a b/c.txt", {"uri": "file:///a%20b/c.txt"}),
        ("C:/a b/c.txt", {"uri": "file:///C:/a%20b/c.txt"}),
    ],
)
def test_sarif_names_files_inside_and_outside_a_project(path: str, artifact: dict[str, str]) -> None:
    found = Code("D101", "invalid-date", Severity.ERROR).at(Location(path, 1), msg("甲"))
    content = json.loads(json.dumps(sarif_object(Outcome((found,)), "1")))
    assert content["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == artifact


def test_our_own_report_has_nothing_wrong_but_what_is_not_known_yet(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    golden = Path(__file__).resolve().parents[2] / "golden" / "report-2023.txt"
    cli.run(["audit", str(golden), "--format", "json"])
    found = json.loads(capfdbinary.readouterr().out)["diagnostics"]
    assert {one["code"] for one in found if one["severity"] == "error"} == {"P301"}


def test_json_names_the_document_and_its_year(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    cli.run(["audit", "总结.txt", "--format", "json"])
    content = json.loads(capfdbinary.readouterr().out)
    assert (content["document"], content["year"], content["coverage"]["pending"]) == ("总结.txt", 2023, 0)
    write("甲.txt", "甲。")
    cli.run(["audit", "甲.txt", "--format", "json"])
    assert json.loads(capfdbinary.readouterr().out)["year"] is None
    cli.run(["audit", "无.txt", "--format", "json"])
    assert json.loads(capfdbinary.readouterr().out)["coverage"] is None


def test_the_wording_of_a_project_serves(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (folder / "data" / "2023").mkdir(parents=True)
    (folder / "templates").mkdir()
    write("甲.txt", "截至2024年2月30日版，共3人。")
    assert told(capfdbinary, "甲.txt")[1] == [("D101", 1)]
    write("templates/wording.yaml", "names: [2024年2月30日版]\n")
    assert told(capfdbinary, "甲.txt")[1] == []


@pytest.mark.parametrize("command", [["audit", "."], ["layout", "."], ["confirm", "2023", "."]])
def test_a_folder_in_the_place_of_a_file_is_told_as_such(
    command: list[str], small_project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(command) == 2
    told = capsys.readouterr()
    assert "写一个文件的名称，不写文件夹的" in told.out + told.err
