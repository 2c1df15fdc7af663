"""The command line used wrongly: every complaint is Chinese (or English, if asked for), exit code 2, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import cli
from report_kit.commands import NAMES

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for year in ("2022", "2023"):
        (tmp_path / "data" / year).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REPORT_LANG", raising=False)
    monkeypatch.delenv("REPORT_DEBUG", raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek", "2023"], "没有命令 chek，是不是 check？"),
        (["check"], "缺少 YEAR"),
        (["check", "23"], "年份要写成四位数字，如 2023；写的是“23”。现有年份：2022、2023"),
        (["check", "20233"], "写的是“20233”"),
        (["check", "-1"], "没有选项 -1"),
        (["check", "2023", "--finall"], "没有选项 --finall，是不是 --final？"),
        (["check", "2023", "--format"], "选项 --format 后面要跟一个值"),
        (["check", "2023", "--final=yes"], "选项 --final 后面不跟值"),
        (["check", "2023", "--format", "xml"], "--format 只能是 text, json, sarif, github, markdown；写的是“xml”"),
        (["check", "2023", "2024"], "多出了“2024”，这个命令不需要它"),
        (["check", "2023", "--select", "N101x"], "没有规则 N101x"),
        (["trace", "2023"], "缺少 QUERY"),
        (["rule", "Q999"], "没有规则 Q999"),
        (["-C", "nowhere", "check", "2023"], "没有文件夹 nowhere"),
        (["--lang", "fr", "check", "2023"], "--lang 只能是 zh, en；写的是“fr”"),
    ],
)
def test_a_misuse_is_told_in_chinese_with_exit_2(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert cli.run(arguments) == 2
    shown = capsys.readouterr()
    assert words in shown.err
    assert shown.out == ""
    assert "Usage" not in shown.err
    assert "Error" not in shown.err


def test_a_misuse_shows_the_usage_and_where_help_is(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["trace", "2023"])
    assert capsys.readouterr().err.splitlines() == [
        "用法：report trace [选项] YEAR QUERY",
        "错误：缺少 QUERY",
        "用 report trace --help 看说明",
    ]


def test_outside_a_project_the_message_says_where_it_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["check", "2023"]) == 2
    assert f"在 {tmp_path} 和它的上级文件夹里没有找到 data/年份 文件夹" in capsys.readouterr().err


def test_help_is_chinese_and_english_on_request(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help"]) == 0
    chinese = capsys.readouterr().out
    assert cli.run(["--lang", "en", "--help"]) == 0
    english = capsys.readouterr().out
    assert "用法：report [选项] 命令 …" in chinese
    assert "Usage: report [OPTIONS] COMMAND …" in english
    assert not [character for character in english if "一" <= character <= "鿿"]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_explains_itself_in_both_languages(
    project: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert cli.run([name, "-h"]) == 0
    assert f"用法：report {name}" in capsys.readouterr().out
    assert cli.run(["--lang=en", name, "--help"]) == 0
    english = capsys.readouterr().out
    assert f"Usage: report {name}" in english
    assert not [character for character in english if "一" <= character <= "鿿" and character not in "床位"]


def test_the_language_may_come_from_the_environment(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REPORT_LANG", "en")
    assert cli.run(["chek"]) == 2
    assert "no command chek; did you mean check?" in capsys.readouterr().err
    assert cli.run(["--lang", "zh", "chek"]) == 2
    assert "没有命令 chek" in capsys.readouterr().err


def test_without_a_command_the_help_is_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == 0
    assert capsys.readouterr().out.startswith("用法：report")


def test_the_version_is_that_of_the_package(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out == f"report-kit {declared}\n"


def test_our_own_mistake_is_one_line_and_a_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = cli.Session(start=project)
    error = ZeroDivisionError("division by zero")
    assert cli._crashed(error, session) == 70
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert "ZeroDivisionError" in shown
    assert "Traceback" not in shown
    assert "division by zero" in (project / "build" / "report-error.txt").read_text(encoding="utf-8")


def test_for_whoever_mends_it_the_traceback_is_shown(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REPORT_DEBUG", "1")
    cli._crashed(ZeroDivisionError("division by zero"), cli.Session(start=project))
    assert "division by zero" in capsys.readouterr().err
    assert not (project / "build").exists()


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    program = (
        "import sys, cli; "
        "heavy = {'yaml', 'pydantic', 'pydantic_core', 'jinja2', 'docxtpl', 'docx', 'lxml', 'babel'}; "
        "sys.exit(','.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252"])
def test_a_console_that_lacks_characters_is_no_error(project: Path, encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "check", "䶮😀"],
        cwd=project,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert "\\u4dae" in done.stderr.decode(encoding)
    assert b"Traceback" not in done.stderr


def test_a_closed_pipe_is_no_error(project: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "--help"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")
