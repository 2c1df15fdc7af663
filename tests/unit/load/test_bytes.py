"""Bytes to text: encodings, line ends, forbidden characters, and files that cannot be read."""

from __future__ import annotations

import os

import pytest

from report_kit.diagnostics import Severity
from report_kit.facts.terms import Terms
from report_kit.files import FileTooLarge, NotAFile
from report_kit.load import DiskFiles, load_edition
from report_kit.load.text import FORBIDDEN, LARGEST_DATA_FILE
from tests.unit.load.project import KEY_WORK, PLANS, REPORT, REPORT_PATH, codes, load, load_chapter

GOOD = "items:\n- id: a\n  title: 标题\n  facts:\n    床位: 673张\n"


def only(found):
    assert len(found) == 1
    return found[0]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing():
    plain, _ = load_chapter(GOOD)
    for text in (
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        "\ufeff" + GOOD.replace("\n", "\r\n"),
    ):
        chapter, found = load_chapter(text)
        assert found == ()
        assert chapter == plain


def test_a_gbk_file_is_named_with_the_place_of_its_first_character():
    problem = only(load({KEY_WORK: GOOD.encode("gbk")}).diagnostics)
    assert problem.code == "F003"
    assert str(problem.location) == f"{KEY_WORK}:3:10"
    assert "GBK" in str(problem.message)
    assert "UTF-8" in str(problem.hint)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_utf16_file_is_named(encoding):
    problem = only(load({KEY_WORK: ("a" * 20 + GOOD).encode(encoding)}).diagnostics)
    assert problem.code == "F003"
    assert "UTF-16" in str(problem.message)


@pytest.mark.parametrize(
    "data", [b"\xff\x00\xfe\x81", b"items:\n- \xe4\xbd", b"a: \xed\xa0\x80\n", b"PK\x03\x04\x8f\xff\xfe"]
)
def test_other_bytes_are_undecodable_with_a_place(data):
    problem = only(load({KEY_WORK: data}).diagnostics)
    assert problem.code == "F003"
    assert problem.location.path == KEY_WORK


def test_an_unreadable_chapter_leaves_the_others_readable():
    loaded = load({KEY_WORK: GOOD.encode("gbk"), PLANS: GOOD})
    assert loaded.years[2024].chapters["plans"].items[0].id == "a"
    assert loaded.years[2023].incomplete == {"key_work"}


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\x85",
        "\x9f",
        "\u2028",
        "\u2029",
        "\ufffe",
        "\uffff",
        "\U000f0001",
        "\U00100000",
    ],
)
def test_a_forbidden_character_is_refused_at_its_place(character):
    _, found = load_chapter(GOOD.replace("标题", f"标{character}题"))
    assert codes(found) == ["3:11 F113"]
    assert f"U+{ord(character):04X}" in str(found[0].message)


@pytest.mark.parametrize("text", ["A&B", "<总计>", "\ue000", "😀", "䶮", "𠮷", "\u200b", "“双”‘单’"])
def test_every_other_character_arrives_unchanged(text):
    chapter, found = load_chapter(f"items:\n- id: a\n  title: t\n  text: |\n    甲{text}乙\n")
    assert found == ()
    (segment,) = chapter.items[0].text.paragraphs[0]
    assert segment.text == f"甲{text}乙"


def test_a_forbidden_character_cannot_come_in_through_an_escape():
    for escape in ("\\U000f0001", "\\0", "\\u2028"):
        _, found = load_chapter(f'items:\n- id: a\n  title: "标{escape}题"\n')
        assert codes(found) == ["3:10 F113"]


def test_a_character_that_was_escaped_goes_no_further_than_the_problem():
    item = 'items:\n- id: a\n  title: "标\\x07\\x00题"\n  facts:\n    名: {is: "甲\\x07乙", what: "丙\\ud7ff\\x01"}\n'
    chapter, found = load_chapter(item)
    assert codes(found) == ["3:10 F113", "5:13 F113", "5:29 F113"]
    (segment,) = chapter.items[0].title.paragraphs[0]
    fact = chapter.items[0].facts["名"]
    for text in (segment.text, str(fact.value), fact.what):
        assert FORBIDDEN.search(text) is None
        assert len(text) >= 3


def test_a_binary_file_gives_a_bounded_number_of_problems():
    _, found = load_chapter("items: []\n" + "# \x01\n" * 5000)
    assert len(found) == 20
    assert "4980" in str(found[-1].notes[0].message)


def test_lines_and_columns_count_code_points():
    _, found = load_chapter("\ufeffitems:\r\n- {id: a, title: 😀𠮷, 标题: x}\r\n")
    assert codes(found) == ["2:22 F120"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (IsADirectoryError(21, "x"), "文件夹"),
        (PermissionError(13, "x"), "权限"),
        (OSError(40, "Too many levels of symbolic links"), "绕成了圈"),
        (OSError(20, "Not a directory"), "其实是一个文件"),
        (OSError(5, "Input/output error"), "Input/output error"),
        (NotAFile(), "普通文件"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(error, words):
    problem = only(load({PLANS: error}).diagnostics)
    assert (problem.code, problem.location.path) == ("F002", PLANS)
    assert words in str(problem.message)


def test_a_file_over_the_limit_is_not_parsed():
    problem = only(load({KEY_WORK: b"#" * (LARGEST_DATA_FILE + 1)}).diagnostics)
    assert problem.code == "F004"


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有备注\n", "---\n", "\ufeff"])
def test_an_empty_file_is_said_to_be_empty(text):
    problem = only(load({PLANS: text}).diagnostics)
    assert (problem.code, str(problem.location)) == ("F121", f"{PLANS}:1:1")


def test_a_missing_chapter_is_no_problem_of_loading():
    loaded = load({})
    assert loaded.diagnostics == ()
    assert loaded.years[2023].chapters == {}


def test_a_missing_year_names_the_command_that_makes_it():
    problem = only(load({}, 2024).diagnostics)
    assert problem.code == "F001"
    assert problem.hint.text() == "请先运行 report new 2024"


def test_a_year_that_cannot_be_begun_yet_names_the_years_there_are():
    hint = only(load({}, 2030).diagnostics).hint.text()
    assert hint == "有报告的年份：2023；新的一年从上一年起头，先有2029年的，再运行 report new 2030"


UNDECLARED = {
    "key_works.yaml": "key_work.yaml",
    "key_work.yml": "改名为 key_work.yaml",
    "plans.YAML": "改名为 plans.yaml",
    "备份.yaml": "chapters",
}


@pytest.mark.parametrize(("name", "hint"), UNDECLARED.items(), ids=UNDECLARED)
def test_a_data_file_that_is_no_chapter_is_told_of(name, hint):
    problem = only(load({f"data/2023/{name}": "items: []\n"}).diagnostics)
    assert (problem.code, problem.severity) == ("F006", Severity.WARNING)
    assert str(problem.location) == f"data/2023/{name}:1:1"
    assert hint in str(problem.hint)


@pytest.mark.parametrize("name", ["published.json", "README.md", ".hidden.yaml", "yaml", "plans.yaml"])
def test_other_files_in_the_folder_are_no_problem(name):
    assert load({f"data/2023/{name}": "items: []\n"}).diagnostics == ()


def test_a_chapter_that_no_report_declares_is_not_told_of_in_other_years():
    assert (
        load({"data/2024/key_work.yaml": "?", "data/2022/x.yaml": "?", "data/2022/report.yaml": REPORT}).diagnostics
        == ()
    )


@pytest.mark.parametrize("year", [20233, 23, 0, -2023])
def test_a_mistyped_year_is_no_year(year):
    problem = only(load({}, year).diagnostics)
    assert problem.code == "F001"
    assert str(year) in str(problem.message)


def test_a_folder_that_is_no_project_is_named(tmp_path):
    problem = only(load_edition(DiskFiles(tmp_path), 2023, Terms()).diagnostics)
    assert problem.code == "F001"
    assert "data" in str(problem.message)


def test_the_disk_gives_what_lies_there_and_refuses_the_rest(tmp_path):
    (tmp_path / "data/2023/plans.yaml").mkdir(parents=True)
    (tmp_path / REPORT_PATH).write_text(REPORT, encoding="utf-8")
    (tmp_path / "data/loop").symlink_to(tmp_path / "data/loop")
    os.mkfifo(tmp_path / "data/pipe")
    files = DiskFiles(tmp_path)
    assert files.read(REPORT_PATH).decode() == REPORT
    assert files.is_folder("data/2023")
    assert files.names("data/2023") == ("plans.yaml", "report.yaml")
    assert files.names("data/none") == files.names("../x") == files.names("data/loop") == ()
    assert not files.is_folder(REPORT_PATH)
    with pytest.raises(IsADirectoryError):
        files.read("data/2023/plans.yaml")
    with pytest.raises(OSError, match="symbolic"):
        files.read("data/loop")
    with pytest.raises(FileTooLarge):
        files.read(REPORT_PATH, limit=3)
    for path in ("data/pipe", "/etc/hostname", "data/../../x", "..\\x", "C:\\x", "a\0b"):
        with pytest.raises(NotAFile):
            files.read(path)
    with pytest.raises(FileNotFoundError):
        files.read("data/2023/none.yaml")
