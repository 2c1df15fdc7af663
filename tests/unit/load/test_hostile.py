"""Hostile files: each gives a diagnostic with its place, the line itself and a hint, in bounded time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from report_kit.diagnostics import in_order
from report_kit.facts.terms import Terms
from report_kit.load import DiskFiles, load_edition
from report_kit.load.text import LARGEST_DATA_FILE
from report_kit.show.as_text import problems
from tests.hostile.files import SEED
from tests.unit.load.project import KEY_WORK, PLANS, REPORT, REPORT_PATH, load

ROOT = Path(__file__).resolve().parents[3]


class Case(NamedTuple):
    """Files by path, a problem as ``path:line:column code``, and words of the line shown."""

    files: dict[str, bytes | str | OSError]
    problem: str
    shown: str


def chapter(text: str | bytes, problem: str, shown: str) -> Case:
    return Case({KEY_WORK: text}, f"{KEY_WORK}:{problem}", shown)


def item(body: str, problem: str, shown: str) -> Case:
    return chapter(f"items:\n- id: a\n  title: x\n  {body}\n", problem, shown)


def fact(body: str, problem: str, shown: str) -> Case:
    return item(f"facts:\n    甲: {body}", problem, shown)


NINES = "9" * 5000
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

HOSTILE = {
    "key twice": item("title: y", "4:3 F112", "title: y"),
    "fact twice": item("facts: {甲: 3人, 甲: 4人}", "4:18 F112", "甲: 4人"),
    "unknown key": item("titel: y", "4:3 F120", "titel: y"),
    "anchor": item("due: &a 2023年", "4:8 F111", "&a"),
    "alias": item("due: *a", "4:8 F111", "*a"),
    "alias bomb": chapter(BOMB, "1:4 F111", "&a [x,x"),
    "tag": item("due: !!python/object/apply:os.system [ls]", "4:8 F111", "os.system"),
    "merge key": item("<<: {title: y}", "4:3 F120", "<<"),
    "40,000 brackets": chapter("items: " + "[" * 40_000, "1:1007 F004", "[[["),
    "40,000 braces": chapter("items: " + "{a: " * 40_000, "1:164 F004", "{a: "),
    "40,000 dashes": chapter("- " * 40_000, "1:81 F004", "- - "),
    "nothing but brackets": chapter("[" * 7_000_000, "1:1001 F004", "[[["),
    "two documents": chapter("items: []\n---\nitems: []\n", "2:1 F111", "---"),
    "a mark inside": chapter("facts: {}\n\ufeffitems: []\n", "2:1 F113", "items: []"),
    "GBK": chapter("items: []\n# 备注\n".encode("gbk"), "2:3 F003", "# 备注"),
    "UTF-16": chapter("items: []\n".encode("utf-16"), "1:1 F003", "items: []"),
    "UTF-16 big end first": chapter("items: []\n".encode("utf-16-be"), "1:1 F003", "items: []"),
    "cut in a character": chapter("items: []\n# 备".encode()[:-1], "2:3 F003", "# "),
    "lone surrogate": chapter(b"items: []\n# \xed\xa0\x80\n", "2:3 F003", "# "),
    "lone surrogate by escape": fact('"\\ud800"', "5:11 F113", "ud800"),
    "control character": item("due: 2023\x07年", "4:12 F113", "due: 2023"),
    "control character by escape": fact('"2023\\a年"', "5:8 F113", "2023"),
    "NUL by escape": fact('"2023\\0年"', "5:8 F113", "2023"),
    "line separator": item("due: 2023\u2028年", "4:12 F113", "due: 2023"),
    "10 MB": chapter("items: " + "长" * 3_400_000, "1:1 F004", ""),
    "7 MB in one text": chapter("items: " + "a" * 7_000_000, "1:8 F004", "items: aaa"),
    "7 MB in one key": chapter("a" * 7_000_000 + ": b\n", "1:1 F004", "aaa"),
    "1 MB of blanks": chapter("items:" + " " * 1_000_000 + "x\n", "1:1000007 F122", "x"),
    "7 MB of entries": chapter("items: [" + "a," * 3_500_000 + "]\n", "1:1000007 F004", "a,a"),
    "7 MB of keys twice": chapter("a: b\n" * 1_400_000, "2:1 F112", "a: b"),
    "many keys twice": chapter("".join(f"a{n}: b\n" for n in range(50_000)) * 2, "50001:1 F112", "a0: b"),
    "7 MB of unknown keys": chapter("".join(f"a{n}: b\n" for n in range(400_000)), "250001:1 F004", "a250000: b"),
    "7 MB of open quotes": chapter('- "\n' * 1_750_000, "1000001:3 F004", '- "'),
    "wide colons": chapter("a：b\n" * 30_000 + "c: d\n", "30000:2 F102", "a：b"),
    "unreadable values": chapter(
        "facts:\n" + "".join(f"  a{n}: {{is: 13人左}}\n" for n in range(10_000)), "1:1 F121", "facts:"
    ),
    "5,000 digits": fact("{is: " + NINES + "人}", "5:13 F126", "999"),
    "5,000 digits as a date": fact("{is: 9人, as_of: " + NINES + "年}", "5:24 F127", "999"),
    "5,000 digits as a day": item("due: " + NINES, "4:8 F127", "999"),
    "5,000 digits in a name": item("facts:\n    甲" + NINES + ": 3人", "5:5 F101", "999"),
    "5,000 digits as a choice": fact("{sum: [乙, 丙], digits: " + NINES + "}", "5:30 F123", "999"),
    "empty": chapter("", "1:1 F121", ""),
    "a folder": Case({PLANS: IsADirectoryError(21, "x")}, f"{PLANS}:1:1 F002", ""),
    "no permission": Case({KEY_WORK: PermissionError(13, "x")}, f"{KEY_WORK}:1:1 F002", ""),
    "a link in a circle": Case({REPORT_PATH: OSError(40, "x")}, f"{REPORT_PATH}:1:1 F002", ""),
    "blanks in a broken report": Case(
        {REPORT_PATH: "unit\n" + " " * 5_000_000 + "id: a\n"}, f"{REPORT_PATH}:2:5000001 F101", "id: a"
    ),
    "chapters by the thousand": Case(
        {
            REPORT_PATH: REPORT
            + "".join(f"- {{id: c{n}, title: x}}\n" for n in range(20_000))
            + "- {id: c0, title: y}\n"
        },
        f"{REPORT_PATH}:20007:8 F125",
        "c0, title: y",
    ),
}


@pytest.mark.parametrize("case", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_named_at_its_place(case: Case) -> None:
    loaded = load(case.files)
    found = {f"{one.location} {one.code}": one for one in reversed(in_order(loaded.diagnostics))}
    assert case.problem in found
    problem = found[case.problem]
    assert problem.hint is not None
    assert str(problem.hint)
    text = problems([problem], loaded.sources)
    if case.shown:
        assert case.shown in text.split("\n")[1]
    assert len(text) < 2000
    assert len(loaded.diagnostics) <= 10_001


@pytest.mark.parametrize("text", ["\ufeff" + SEED, SEED.replace("\n", "\r\n")])
def test_a_byte_order_mark_at_the_beginning_and_windows_line_ends_are_no_problem(text: str) -> None:
    assert load({KEY_WORK: text}).diagnostics == load({KEY_WORK: SEED}).diagnostics == ()


def test_all_hostile_files_fit_in_memory() -> None:
    resource = pytest.importorskip("resource")
    assert resource
    script = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000,) * 2)\n"
        "from tests.unit.load.project import load\n"
        "from tests.unit.load.test_hostile import HOSTILE\n"
        "large = {name: case for name, case in HOSTILE.items() if 'MB' in name}\n"
        "assert len(large) > 6\n"
        "for name, case in large.items():\n"
        "    print(name, len(load(case.files).diagnostics), flush=True)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-300:] + done.stderr[-1000:]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data/2023").mkdir(parents=True)
    (tmp_path / REPORT_PATH).write_text(REPORT, encoding="utf-8")
    return tmp_path


def on_disk(folder: Path) -> list[str]:
    found = load_edition(DiskFiles(folder), 2023, Terms()).diagnostics
    assert all(str(one.hint) for one in found)
    return [f"{one.location} {one.code} {one.message}" for one in found]


def test_a_folder_named_like_a_file_is_said_to_be_one(folder: Path) -> None:
    (folder / PLANS).mkdir(parents=True)
    assert on_disk(folder) == [f"{PLANS}:1:1 F002 这是一个文件夹，不是文件"]


def test_a_file_named_like_a_folder_is_said_to_be_one(folder: Path) -> None:
    (folder / "data/2024").write_text("")
    found = on_disk(folder)
    assert f"{PLANS}:1:1 F002 它所在的“文件夹”其实是一个文件" in found


def test_links_in_a_circle_are_named(folder: Path) -> None:
    (folder / KEY_WORK).symlink_to(folder / KEY_WORK)
    assert on_disk(folder) == [f"{KEY_WORK}:1:1 F002 链接绕成了圈，找不到它指向的文件"]


def test_a_link_to_nothing_is_a_missing_file(folder: Path) -> None:
    (folder / KEY_WORK).symlink_to(folder / "none.yaml")
    assert on_disk(folder) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / KEY_WORK)
    assert on_disk(folder) == [f"{KEY_WORK}:1:1 F002 这不是项目里的普通文件"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="who is root may read everything")
def test_a_file_that_may_not_be_read_is_named(folder: Path) -> None:
    (folder / KEY_WORK).write_text(SEED, encoding="utf-8")
    (folder / KEY_WORK).chmod(0)
    assert on_disk(folder) == [f"{KEY_WORK}:1:1 F002 没有读取这个文件的权限"]


def test_a_large_file_on_disk_is_not_read(folder: Path) -> None:
    with (folder / KEY_WORK).open("wb") as file:
        file.truncate(40 * LARGEST_DATA_FILE)
    (found,) = on_disk(folder)
    assert found.startswith(f"{KEY_WORK}:1:1 F004")
