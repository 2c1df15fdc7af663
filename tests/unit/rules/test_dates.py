"""Years and days: which are of the report, which of a declared base, which of the plans, and which are slips."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_kit.flows.build import outputs
from report_kit.flows.facts import fact_entries
from report_kit.flows.trace import trace
from tests.unit.load.project import REPORT_PATH, load
from tests.unit.rules.desk import WORK, assembled, on_data, project, told
from tests.unit.write import paper

if TYPE_CHECKING:
    from report_kit.flows.pipeline import Assembly

GROWTH = "上年: {{is: 100家, {base}}}\n本年: {{is: 110家, {now}}}\n增幅: {{is: 10%, growth: {{from: 上年, to: 本年}}}}"


@pytest.mark.parametrize(
    ("base", "now", "expected"),
    [
        ("as_of: 2022-12-31", "as_of: 2023-12-31", []),
        ("as_of: 2022年底", "as_of: 2023-12-31", []),
        ("as_of: 2020-12-31", "as_of: 2023-12-31", []),
        ("as_of: 2022-12-31", "as_of: 2023-09-30", []),
        ("as_of: 2022-09-30", "as_of: 2023-09-30", []),
        ("as_of: 2022-02-28", "as_of: 2023-02-28", []),
        ("as_of: 2023-06-30", "as_of: 2023-12-31", []),
        ("as_of: 2022-06-30", "as_of: 2023-12-31", ["D201 上年"]),
        ("as_of: 2022-12-30", "as_of: 2023-12-31", ["D201 上年"]),
        ("as_of: 2023-12-31", "as_of: 2023-12-31", ["D201 上年"]),
        ("period: 2022", "period: 2023", []),
        ("period: 2022年1月至9月", "period: 2023年1月至9月", []),
        ("period: 2023年上半年", "period: 2023年下半年", []),
        ("period: 2022年1月至9月", "period: 2023年1月至10月", ["D201 上年"]),
        ("period: 2023", "period: 2022", ["D201 上年"]),
        ("period: 2022", "as_of: 2023-12-31", []),
    ],
)
def test_a_base_fits_what_is_compared_with_it(base: str, now: str, expected: list[str]) -> None:
    assert told(on_data(GROWTH.format(base=base, now=now))) == expected


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("{is: 5家, as_of: 2023-06-30}", []),
        ("{is: 5家, as_of: 2024-01-20}", []),
        ("{is: 5家, as_of: 2024-01-30}", ["D102 甲"]),
        ("{is: 5家, as_of: 2022-12-31}", ["D110 甲"]),
        ("{is: 5家, period: 2022}", []),
        ("2023年9月11日", []),
        ("2022年9月11日", ["D110 甲"]),
        ("{is: 2022年9月11日, period: 2022}", []),
        ("2024年2月1日", ["D102 甲"]),
        ("{is: 2024年6月底, what: 计划完工时间}", []),
        ("2021年—2025年", []),
        ("2019年—2021年", ["D110 甲"]),
        ("2025年—2027年", ["D110 甲"]),
        ("9月11日", []),
        ("每月5日", []),
    ],
)
def test_results_are_of_the_reports_year(fact: str, expected: list[str]) -> None:
    assert told(on_data(f"甲: {fact}")) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024年1月29日", []),
        ("2023年12月31日", []),
        ("2024年", []),
        ("2022年12月31日", ["D110"]),
        ("2025年1月29日", ["D110"]),
        ("2024年1月32日", ["D101"]),
    ],
)
def test_the_report_is_of_its_year_or_the_next(date: str, expected: list[str]) -> None:
    files = project("", "按期完成。")
    files[REPORT_PATH] = files[REPORT_PATH].replace("2024年1月29日", date)
    assert told(assembled(files).outcome.diagnostics) == expected


SIGNED = "facts: {{签发日期: {{is: {day}, same_as: date, shown: no}}}}\n"


def signed(day: str, date: str) -> Assembly:
    """A report of this date, or of none, that states again, as the day of signature, that day."""
    files = project("", "按期完成。", report=SIGNED.format(day=day))
    files[REPORT_PATH] = files[REPORT_PATH].replace("date: 2024年1月29日\n", f"date: {date}\n" if date else "")
    return assembled(files)


@pytest.mark.parametrize(
    ("day", "date", "expected"),
    [
        ("2024年1月29日", "2024年1月29日", []),
        ("2024-01-29", "2024年1月29日", []),
        ("2024年1月", "2024年1月29日", []),
        ("2024年1月29日", "2024年1月", []),
        ("2024年1月29日", "2024年", []),
        ("2024年1月29日", "2024年1月28日", ["N130 签发日期"]),
        ("2024年1月29日", "2024年1月30日", ["N130 签发日期"]),
        ("2024年1月30日", "2024年1月29日", ["N130 签发日期"]),
        ("2023年1月29日", "2024年1月29日", ["N130 签发日期"]),
        ("2022年1月29日", "2024年1月29日", ["N130 签发日期"]),
        ("2024年1月29日", "2024年2月", ["N130 签发日期"]),
        ("2024年1月29日", "2025年1月29日", ["D110", "N130 签发日期"]),
        ("2024年1月29日", "2024年1月32日", ["D101"]),
        ("2024年1月32日", "2024年1月29日", ["D101 签发日期"]),
        ("2024年1月29日", "一月下旬", ["F127"]),
        ("2024年1月29日", "2023年—2024年", ["F127"]),
        ("2024年1月29日", '""', ["F122"]),
        ("29人", "2024年1月29日", ["N130 签发日期"]),
    ],
)
def test_the_date_of_the_report_is_held_against_the_same_day_elsewhere(
    day: str, date: str, expected: list[str]
) -> None:
    assert told(signed(day, date).outcome.diagnostics) == expected


def test_two_dates_of_the_report_are_told_where_the_printed_one_stands() -> None:
    assembly = signed("2024年1月29日", "2024年1月19日")
    (found,) = assembly.outcome.diagnostics
    assert found.message.text() == "成文日期写为 2024年1月19日，而同一数据 签发日期 写为 2024年1月29日"
    assert str(found.location) == f"{REPORT_PATH}:3:7"
    assert [(note.message.text(), str(note.location)) for note in found.notes] == [
        ("另一处 签发日期 2024年1月29日", f"{REPORT_PATH}:7:20")
    ]
    (comment,) = paper.comments(next(iter(outputs(assembly, final=False).values())))
    assert comment == ("2024年1月19日", f"{found.message.text()}，请核")


def test_a_report_without_a_date_has_none_to_compare_with() -> None:
    (found,) = [one for one in signed("2024年1月29日", "").outcome.diagnostics if one.code == "R101"]
    assert found.hint is not None
    assert found.hint.text() == f"date 是成文日期；先在 {REPORT_PATH} 写上 date: 日期"


def test_a_fact_of_ones_own_called_date_is_what_the_name_means() -> None:
    report = "facts: {date: {is: 2023年5月1日, shown: no}, 甲: {is: 2023年5月1日, same_as: date, shown: no}}\n"
    assert told(on_data("乙: {is: 2023年5月2日, same_as: date}", report)) == ["N130 乙"]


def test_the_day_of_the_report_stated_again_declares_no_year_of_results() -> None:
    again = "facts: {签发日期: {is: 2024年1月29日, same_as: date}, 印发日期: {is: 2024年1月29日, same_as: 签发日期}}\n"
    text = "2024年共建成{{ 床位 }}，{{ 签发日期 }}签发，{{ 印发日期 }}印发。"
    for report in (again, again.replace("same_as: date", "same_as: date, period: 2024")):
        assert told(assembled(project("床位: 673张", text, report=report)).outcome.diagnostics) == ["D110"]


def test_another_date_after_the_report_is_still_told() -> None:
    facts = "签发日期: {is: 2024年1月29日, same_as: date}\n启用日期: {is: 2024年1月30日, as_of: 2024-01-31}"
    assert told(on_data(facts)) == ["D102 启用日期", "D102 启用日期"]


def test_the_date_of_the_report_is_no_fact_that_anyone_wrote() -> None:
    assembly = assembled(project("床位: 673张", "{{ 床位 }}，{{ date }}。"))
    assert told(assembly.outcome.diagnostics) == []
    assert [one.id for one in fact_entries(assembled(project("床位: 673张", "{{ 床位 }}。")))] == ["work.item.床位"]
    (match,) = trace(assembly, "date").matches
    assert (match.fact.text, str(match.fact.location)) == ("2024年1月29日", f"{REPORT_PATH}:3:7")
    assert [one.text for one in match.sentences] == ["673张，2024年1月29日。"]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("现将{{ year }}年工作总结和{{ next_year }}年工作计划报告如下。", []),
        ("现将{{ year }}年工作情况和{{ next_year }}年工作打算报告如下。", []),
        ("现将{{ last_year }}年工作总结报告如下。", ["D111"]),
        ("现将{{ next_year }}年工作开展情况报告如下。", ["D111"]),
        ("现将{{ year }}年工作总结和{{ year }}年工作计划报告如下。", ["D111"]),
        ("按{{ year }}年工作计划安排，各项工作完成。", []),
        ("按{{ last_year }}年工作计划安排，各项工作完成。", ["D111"]),
        ("现将{{ year }}年工作计划完成情况报告如下。", []),
        ("现将2022年工作总结报告如下。", ["D111"]),
        ("2021年以来，全系统坚持改革。", []),
        ("根据2021年12月的通知，报告如下。", []),
        ("“十四五”规划（2021—2025年）推进。", []),
    ],
)
def test_the_opening_speaks_of_the_right_years(opening: str, expected: list[str]) -> None:
    assert told(assembled(project("", "按期完成。", f"opening: |\n  {opening}\n")).outcome.diagnostics) == expected


def test_a_chapter_that_could_not_be_read_is_not_called_missing() -> None:
    files = project("床位: 673张", "{{ 床位 }}。")
    files[WORK] = "items: [\n"
    assert {one.code[0] for one in assembled(files).outcome.diagnostics} == {"F"}


def test_a_fact_whose_sentence_was_lost_is_not_called_unused() -> None:
    files = project("床位: 673张", "{{ 床位 }}。")
    files[WORK] = files[WORK].replace("  text: |", "  tekst: |")
    assert load(files).years[2023].incomplete
    assert told(assembled(files).outcome.diagnostics) == ["F120"]


def test_defaults_are_no_claim_of_the_fact() -> None:
    files = project("甲: {is: 100家, as_of: 2023-06-30}\n乙: {is: 100家, same_as: 甲}", "{{ 甲 }}，{{ 乙 }}。")
    files[WORK] = "defaults: {as_of: 2023-12-31}\n" + files[WORK].replace("乙: {", "丙: 1家\n    乙: {").replace(
        "，{{ 乙", "，{{ 丙 }}，{{ 乙"
    )
    assert told(assembled(files).outcome.diagnostics) == []


def test_highlights_are_known_by_id_or_title() -> None:
    files = project("位次: {is: 第一, period: 2022}", "{{ 位次|period }}位次为{{ 位次 }}。")
    assert told(assembled(files).outcome.diagnostics) == []
    files[REPORT_PATH] = files[REPORT_PATH].replace("title: 重点工作", "title: 亮点工作")
    assert told(assembled(files).outcome.diagnostics) == ["D205 位次"]
