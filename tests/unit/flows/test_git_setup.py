"""``report git-setup``: git shows the sentences of Word files, and everything can be as it was again."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cli
from report_kit.flows.git_setup import command, set_up, undo_set_up
from report_kit.git import GitProblem
from report_kit.git.attributes import LINE, with_lines, without_lines
from tests.unit.git.place import ENVIRONMENT, KEY_WORK, Place

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = (sys.executable, str(ROOT / "cli.py"))


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("REPORT_CACHE", "off")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place.new(tmp_path / "市局 的'报告'")
    place.project()
    place.commit()
    return place


def state(place: Place) -> dict[str, bytes | None]:
    files = {name: place.folder / name for name in (".gitattributes", ".git/config")}
    return {name: file.read_bytes() if file.exists() else None for name, file in files.items()}


def told(result: object) -> list[str]:
    assert not isinstance(result, GitProblem), result
    return [words.text() for words in result]


def build(place: Place) -> Path:
    assert cli.run(["-C", str(place.folder), "build", "2023"]) == 0
    (file,) = (place.folder / "build" / "2023").glob("*.docx")
    return file


def test_git_diff_shows_the_sentence_under_its_chapter(place: Place) -> None:
    assert cli.run(["-C", str(place.folder), "git-setup"]) == 0
    build(place)
    place.commit("第一稿")
    changed = KEY_WORK.replace("673张", "18673张").replace("更加周到", "越发周到")
    place.write("data/2023/key_work.yaml", changed)
    build(place)
    shown = place.git("diff", "-U0", "--", "*.docx")
    assert "\n@@ " in shown
    hunks = [line for line in shown.splitlines() if line.startswith("@@")]
    assert {hunk.rpartition(" @@ ")[2] for hunk in hunks} == {"### （一）推动养老机构提质增效。"}
    assert "-全市共设置673张养老床位。\n" in shown
    assert "+全市共设置18673张养老床位。\n" in shown
    assert "XX市民政局2023年工作总结（草稿）.docx" in shown  # core.quotepath
    words = place.git("diff", "-U0", "--word-diff=plain", "--", "*.docx", LC_ALL="C.UTF-8")
    assert "[-673-]{+18673+}张养老床位" in words
    assert "养老服务[-更加-]{+越发+}周到" in words
    place.git("commit", "-qam", "第二稿")
    assert "+全市共设置18673张养老床位。" in place.git("log", "-p", "-1")  # from the texts git kept
    assert "+全市共设置18673张养老床位。" in place.git("log", "-p", "-1")


def test_a_damaged_file_does_not_stop_the_comparison(place: Place) -> None:
    set_up(place.folder, PROGRAM)
    place.write("a.docx", b"PK nothing")
    place.write("b.txt", "1\n")
    place.commit()
    place.write("a.docx", b"PK nothing else")
    place.write("b.txt", "2\n")
    shown = place.git("diff")
    assert "文件损坏，无法打开" in shown
    assert "+2" in shown


def test_a_second_time_changes_nothing(place: Place) -> None:
    assert len(told(set_up(place.folder, PROGRAM))) == 3
    once = state(place)
    assert told(set_up(place.folder, PROGRAM)) == ["早已设好，没有改动"]
    assert state(place) == once


ATTRIBUTES = [
    None,
    b"",
    b"*.txt text\n",
    b"*.txt text",
    b"*.txt text\r\n*.docx binary\r\n",
    b"*.png -diff\r\n# end",
    b"\n\n",
]


@pytest.mark.parametrize("attributes", ATTRIBUTES)
def test_undone_everything_is_as_it_was(place: Place, attributes: bytes | None) -> None:
    if attributes is not None:
        place.write(".gitattributes", attributes)
    before = state(place)
    set_up(place.folder, PROGRAM)
    set_up(place.folder, PROGRAM)
    assert state(place) != before
    assert place.git("check-attr", "diff", "--", "x.docx") == "x.docx: diff: docx\n"
    assert told(undo_set_up(place.folder))
    assert state(place) == before
    assert told(undo_set_up(place.folder)) == ["没有设置过，没有改动"]


@given(st.none() | st.binary(max_size=40).filter(lambda data: b"# report git-setup" not in data))
def test_any_attributes_come_back(before: bytes | None) -> None:
    after = with_lines(before)
    assert after.startswith(before or b"")
    assert LINE in after.splitlines()
    assert with_lines(after) == after
    assert without_lines(after) == before


def test_lines_have_the_ends_of_the_file() -> None:
    assert b"\n" not in with_lines(b"*.txt text\r\n").replace(b"\r\n", b"")
    assert b"\r" not in with_lines(b"*.txt text\n")


def test_lines_written_behind_ours_stay() -> None:
    assert without_lines(with_lines(None) + b"*.png binary\n") == b"*.png binary\n"
    assert without_lines(with_lines(b"a") + b"*.png binary\n") == b"a\n*.png binary\n"
    assert without_lines(with_lines(b"a\n").replace(b"# report git-setup: end\n", b"b\n")) == b"a\nb\n"
    assert without_lines(b"a\n") == b"a\n"


def test_settings_of_the_user_come_back(place: Place) -> None:
    place.git("config", "diff.docx.textconv", "pandoc --to=plain")
    place.git("config", "core.quotepath", "false")
    place.git("config", "--add", "diff.docx.xfuncname", "^a")
    place.git("config", "--add", "diff.docx.xfuncname", "^b")
    set_up(place.folder, ("/old/python", "/old/cli.py"))
    set_up(place.folder, PROGRAM)
    assert place.git("config", "diff.docx.textconv").strip() == command(PROGRAM)
    undo_set_up(place.folder)
    assert place.git("config", "diff.docx.textconv").strip() == "pandoc --to=plain"
    assert place.git("config", "core.quotepath").strip() == "false"
    assert place.git("config", "--get-all", "diff.docx.xfuncname").split() == ["^a", "^b"]
    assert "report-git-setup" not in place.git("config", "--list", "--local")


def test_a_setting_changed_since_is_left_alone(place: Place) -> None:
    set_up(place.folder, PROGRAM)
    place.git("config", "diff.docx.textconv", "my own")
    assert any("diff.docx.textconv" in line and "没有动" in line for line in told(undo_set_up(place.folder)))
    assert place.git("config", "diff.docx.textconv").strip() == "my own"


def test_what_somebody_else_set_up_is_not_written_again(place: Place) -> None:
    place.write(".gitattributes", "*.docx diff=docx\n")
    set_up(place.folder, PROGRAM)
    assert place.folder.joinpath(".gitattributes").read_text() == "*.docx diff=docx\n"
    undo_set_up(place.folder)
    assert place.folder.joinpath(".gitattributes").read_text() == "*.docx diff=docx\n"


def test_the_line_of_a_project_below_the_top_stands_in_the_project(tmp_path: Path) -> None:
    place = Place.new(tmp_path / "all")
    place.project("年报")
    place.commit()
    set_up(place.folder / "年报" / "data", PROGRAM)
    assert (place.folder / "年报" / ".gitattributes").exists()
    assert not (place.folder / ".gitattributes").exists()
    undo_set_up(place.folder / "年报" / "data")
    assert place.git("status", "--porcelain") == ""


def test_a_repository_without_a_project_gets_the_line_at_its_top(tmp_path: Path) -> None:
    place = Place.new(tmp_path / "all")
    place.write("a/b.txt", "x")
    set_up(place.folder / "a", PROGRAM)
    assert (place.folder / ".gitattributes").exists()


def test_the_command_is_for_a_shell_whatever_the_folder_is_called() -> None:
    made = command(('/opt/C $HOME `x` "y"/it\'s/python', "/opt/a b/cli.py"))
    assert shlex.split(made) == [
        '/opt/C $HOME `x` "y"/it\'s/python',
        "-X",
        "form=1",
        "/opt/a b/cli.py",
        "textconv",
    ]


def test_a_program_in_a_folder_with_spaces_runs(place: Place, tmp_path: Path) -> None:
    folder = tmp_path / "程序 与 $HOME's"
    folder.mkdir()
    shutil.copy(ROOT / "cli.py", folder / "cli.py")
    shutil.copytree(ROOT / "report_kit", folder / "report_kit", ignore=shutil.ignore_patterns("__pycache__"))
    set_up(place.folder, (sys.executable, str(folder / "cli.py")))
    build(place)
    place.commit()
    assert "+# XX市民政局2023年工作总结" in place.git("show", "--", "*.docx")


def test_where_no_repository_is_the_command_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "x").mkdir()
    assert cli.run(["-C", str(tmp_path / "x"), "git-setup"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("错误：")
    assert "git clone" in shown.err
    assert cli.run(["-C", str(tmp_path / "x"), "git-setup", "--undo"]) == 2


def test_a_file_that_cannot_be_written_is_named(place: Place) -> None:
    (place.folder / ".gitattributes").mkdir()
    found = set_up(place.folder, PROGRAM)
    assert isinstance(found, GitProblem)
    assert ".gitattributes" in found.message.text()
