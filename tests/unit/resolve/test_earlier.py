"""The same fact a year ago: by its id, by ``was``, and as a sentence asks for it (``last_year.``)."""

from __future__ import annotations

import pytest

from tests.unit.two_years import assembled, printed, project, told

OLD = "床位: 50张\n护理床位: {is: 20张, part_of: 床位}"


def earlier(then: str, now: str) -> dict[str, str]:
    """What each fact of this year was, by short names."""
    report = assembled(project(then, now)).report
    assert report is not None
    return {now_key[1].rpartition(".")[2]: key[1].rpartition(".")[2] for now_key, key in report.earlier.items()}


def test_a_fact_keeps_its_id() -> None:
    assert earlier("床位: 50张", "床位: 60张\n入住: 10人") == {"date": "date", "床位": "床位"}


@pytest.mark.parametrize("was", ["床位", "work.item.床位", "last_year.work.item.床位"])
def test_a_fact_renamed_says_what_it_was(was: str) -> None:
    found = earlier("床位: 50张", f"养老床位: {{is: 60张, was: {was}}}")
    assert found == {"date": "date", "养老床位": "床位"}


def test_two_facts_may_change_names() -> None:
    found = earlier("甲: 1户\n乙: 2户", "甲: {is: 2户, was: 乙}\n乙: {is: 1户, was: 甲}")
    assert found == {"date": "date", "甲": "乙", "乙": "甲"}


def test_a_name_that_was_not_there_is_told_with_the_one_meant() -> None:
    files = project(OLD, "养老床位: {is: 60张, was: 护理床}", "{{ 养老床位 }}。")
    assert told(files) == ["5 R110 2022年的数据里没有“护理床”，养老床位的 was 写错了"]
    (found,) = assembled(files).outcome.diagnostics
    assert str(found.hint) == "是不是 护理床位？"
    assert found.location is not None
    assert found.location.column == 26


def test_without_last_years_folder_nothing_is_said_of_was() -> None:
    files = project("床位: 50张", "养老床位: {is: 60张, was: 不知道}", "{{ 养老床位 }}。")
    this_year = {path: text for path, text in files.items() if "2023" in path}
    assert told(this_year) == []


def test_a_name_in_a_file_that_was_not_read_whole_is_no_news() -> None:
    files = project("床位: 50张\n坏: [", "养老床位: {is: 60张, was: 不知道}", "{{ 养老床位 }}。")
    assert not [one for one in told(files) if "R110" in one]


def test_two_facts_cannot_have_been_one() -> None:
    files = project("床位: 50张", "甲: {is: 60张, was: 床位}\n乙: {is: 10张, was: 床位}", "{{ 甲 }}、{{ 乙 }}。")
    assert told(files) == ["6 R111 乙和甲都接着上年的“床位”"]


def test_a_new_fact_of_the_old_name_is_told() -> None:
    files = project("床位: 50张", "甲: {is: 60张, was: 床位}\n床位: 10张", "{{ 甲 }}、{{ 床位 }}。")
    assert told(files) == ["5 R111 甲和床位都接着上年的“床位”"]


@pytest.mark.parametrize("hole", ["last_year.床位", "last_year.work.item.床位"])
def test_a_sentence_shows_last_years_figure(hole: str) -> None:
    files = project("床位: 50张", "床位: 60张", f"上年{{{{ {hole} }}}}，{{{{ year }}}}年{{{{ 床位 }}}}。")
    assert printed(files) == "上年50张，2023年60张。"
    assert told(files) == []
    draft = assembled(files).draft
    assert draft is not None
    assert [origin.fact for _, _, origin in draft.links()] == ["last_year.work.item.床位", "work.item.床位"]


def test_a_sentence_may_ask_by_the_name_of_this_year_or_of_last() -> None:
    now = "养老床位: {is: 60张, was: 床位}"
    for name in ("养老床位", "床位"):
        files = project("床位: 50张", now, f"上年{{{{ last_year.{name} }}}}，{{{{ 养老床位 }}}}。")
        assert printed(files) == "上年50张，60张。"


def test_filters_work_on_last_years_fact() -> None:
    then = "床位: {is: 50张, as_of: 2022-12-31}"
    files = project(then, "床位: 60张", "{{ last_year.床位|as_of }}{{ last_year.床位 }}，{{ 床位 }}。")
    assert printed(files) == "2022年12月31日50张，60张。"


def test_facts_of_report_yaml_are_found() -> None:
    files = project("甲: 1户", "甲: 2户", "上年{{ last_year.全县 }}，{{ 甲 }}。")
    files["data/2022/report.yaml"] += "facts:\n  全县: 30户\n"
    assert printed(files) == "上年30户，2户。"


@pytest.mark.parametrize(
    ("hole", "problem"),
    [
        ("last_year.床", "7 R101 没有名为“last_year.床”的事实"),
        ("last_year.work.item.床位数", "7 R101 没有名为“last_year.work.item.床位数”的事实"),
        (
            "last_year.work.other.床位",
            "7 R101 这里没有名为“last_year.work.other.床位”的事实，别处有 last_year.work.item.床位",
        ),
        ("last_year.last_year.床位", "7 R107 “last_year.last_year.床位”指到了2021年，2023年的报告最早只读上一年的事实"),
        ("work.item.床位", "7 R104 正文里只能写短名称，不能写“work.item.床位”"),
    ],
)
def test_what_a_sentence_cannot_ask_for(hole: str, problem: str) -> None:
    files = project("床位: 50张", "床位: 60张", f"上年{{{{ {hole} }}}}，{{{{ 床位 }}}}。")
    assert told(files) == [problem]


def test_without_last_year_the_folder_is_named() -> None:
    files = project("床位: 50张", "床位: 60张", "上年{{ last_year.床位 }}，{{ 床位 }}。")
    this_year = {path: text for path, text in files.items() if "2023" in path}
    assert told(this_year) == ["7 R107 “last_year.床位”要用2022年的事实，但没有 data/2022/report.yaml"]


def test_what_is_not_known_of_last_year_is_told_where_it_is_shown() -> None:
    files = project("床位: 待补", "床位: 60张", "上年{{ last_year.床位 }}，{{ 床位 }}。")
    assert told(files) == ["7 P305 上年的 床位 还没有补上：写的是“待补”"]
