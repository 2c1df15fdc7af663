"""What is judged how: intervals, approximate figures, units, what is pending, and what counts as checked."""

from __future__ import annotations

import pytest

from report_kit.rules.judge import State
from tests.unit.rules.desk import assembled, on_data, project, subject, told

TOTAL = "合计: {{is: {total}, sum: [甲, 乙]{closed}}}\n甲: {one}\n乙: {other}"


@pytest.mark.parametrize(
    ("total", "one", "other", "state"),
    [
        ("10家", "9家", "1家", State.HOLDS),
        ("11家", "9家", "1家", State.FAILS),  # counts are exact: no interval makes 10 out of 11
        ("2.8亿元", "1.4亿元", "1.4亿元", State.HOLDS),
        ("2.9亿元", "1.4亿元", "1.4亿元", State.HOLDS),  # 1.449 + 1.449
        ("3.0亿元", "1.4亿元", "1.4亿元", State.FAILS),
        ("10.5万元", "10万元", "5000元", State.HOLDS),
        ("100亩", "5公顷", "25亩", State.HOLDS),
        ("10家", "9余家", "1家", State.UNKNOWN),
        ("10余家", "9家", "1家", State.UNKNOWN),
        ("10家", "9户", "1家", State.UNITS),
        ("10人", "9名", "1人", State.HOLDS),
        ("10家", "待补", "1家", State.PENDING),
    ],
)
def test_a_closed_sum(total: str, one: str, other: str, state: State) -> None:
    facts = TOTAL.format(total=total, one=one, other=other, closed=", closed: yes")
    (verdict,) = subject(facts).verdicts
    assert verdict.state is state


@pytest.mark.parametrize(
    ("total", "one", "other", "state"),
    [
        ("318件", "141件", "100件", State.HOLDS),
        ("240件", "141件", "100件", State.FAILS),
        ("300件", "150余件", "140件", State.HOLDS),  # an approximate part may take part in ≤
        ("200件", "150余件", "140件", State.FAILS),  # and 290 at least is too many
    ],
)
def test_an_open_sum_only_may_not_exceed(total: str, one: str, other: str, state: State) -> None:
    (verdict,) = subject(TOTAL.format(total=total, one=one, other=other, closed="")).verdicts
    assert verdict.state is state
    assert verdict.equality == (state is State.FAILS)


@pytest.mark.parametrize(
    ("first", "second", "state", "checks"),
    [
        ("9774人", "9774名", State.HOLDS, True),
        ("9774人", "0.98万人", State.HOLDS, True),
        ("9774人", "0.97万人", State.FAILS, True),
        ("12.30%", "12.3%", State.HOLDS, True),
        ("12.34%", "12.3%", State.HOLDS, True),
        ("12.36%", "12.3%", State.FAILS, True),
        ("150余对", "150余对", State.HOLDS, True),
        ("150余对", "160余对", State.FAILS, True),  # the same words were to be copied
        ("150余对", "155对", State.HOLDS, False),
        ("150余对", "170对", State.UNKNOWN, False),
        ("2022年底", "2022年12月31日", State.HOLDS, True),
        ("2022-12-31", "2022年12月31日", State.HOLDS, True),
        ("2022年12月", "2022年12月31日", State.HOLDS, False),
        ("2022年11月", "2022年12月31日", State.FAILS, True),
        ("2023年—2025年", "2023—2025年", State.HOLDS, True),
        ("2023年—2025年", "2023年—2026年", State.FAILS, True),
        ("2023年—2025年", "2023年3月—2025年", State.HOLDS, False),
        ("2023年", "2023年1月至12月", State.HOLDS, True),
        ("每月5日", "每月6日", State.FAILS, True),
        ("1月1日", "1月2日", State.FAILS, True),
        ("第一", "第1名", State.HOLDS, True),
        ("第一", "第二", State.FAILS, True),
        ("塔洋镇公墓", "塔洋镇墓地", State.FAILS, True),
        ("9774人", "9774户", State.UNITS, False),
        ("2023年2月29日", "2023年3月1日", State.MISSING, False),  # told by D101
    ],
)
def test_the_same_thing_twice(first: str, second: str, state: State, checks: bool) -> None:
    (verdict,) = subject(f"甲: {first}\n乙: {{is: {second}, same_as: 甲}}").verdicts
    assert (verdict.state, verdict.equality) == (state, checks)


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        ("东园、长青、龙山", "龙山、东园和长青", State.HOLDS),
        ("市、镇、村", "市、镇", State.FAILS),
        ("市、镇、村", "市、镇、村等", State.FAILS),
    ],
)
def test_the_same_list_twice(first: str, second: str, state: State) -> None:
    (verdict,) = subject(f"甲: {{list: {first}}}\n乙: {{list: {second}, same_as: 甲}}").verdicts
    assert verdict.state is state


@pytest.mark.parametrize(
    ("kind", "value", "limit", "state"),
    [
        ("part_of", "5家", "80家", State.HOLDS),
        ("part_of", "85家", "80家", State.FAILS),
        ("part_of", "5家", "80张", State.UNITS),
        ("at_most", "203户", "203人", State.HOLDS),
        ("at_most", "10批", "9人", State.FAILS),
        ("at_least", "近千人次", "950人次", State.HOLDS),
        ("at_least", "近千人次", "1000人次", State.FAILS),
        ("at_most", "第二", "第三", State.HOLDS),
        ("meets", "45%", "40%", State.HOLDS),
        ("meets", "39.9%", "40%", State.FAILS),
        ("meets", "40%", "40.0%", State.HOLDS),
        ("meets", "近40%", "40%", State.FAILS),
        ("meets", "第二", "第三", State.HOLDS),
        ("misses", "39%", "40%", State.HOLDS),
        ("misses", "40%", "40%", State.HOLDS),  # 39.6% is written 40%
        ("misses", "41%", "40%", State.FAILS),
        ("misses", "第四", "第三", State.HOLDS),
        ("before", "2023年9月1日", "2023年9月1日", State.HOLDS),
        ("before", "2023年9月2日", "2023年9月1日", State.FAILS),
        ("before", "2023年9月", "2023年9月1日", State.HOLDS),
        ("after", "2023年8月", "2023年9月1日", State.FAILS),
        ("before", "9月1日", "2023年9月1日", State.UNKNOWN),
    ],
)
def test_bounds(kind: str, value: str, limit: str, state: State) -> None:
    (verdict,) = subject(f"乙: {limit}\n甲: {{is: {value}, {kind}: 乙}}").verdicts
    assert verdict.state is state
    assert not verdict.equality


@pytest.mark.parametrize(
    ("rate", "rounding", "state"),
    [("77.8%", "", State.HOLDS), ("77.7%", "", State.FAILS), ("77.7%", ", rounding: truncate", State.HOLDS)],
)
def test_a_declared_rounding_is_respected(rate: str, rounding: str, state: State) -> None:
    (verdict,) = subject(f"甲: 7家\n乙: 9家\n丙: {{is: {rate}, share: {{part: 甲, of: 乙}}{rounding}}}").verdicts
    assert verdict.state is state


def test_the_right_value_is_rounded_as_declared() -> None:
    (found,) = on_data("甲: 7家\n乙: 9家\n丙: {is: 78.0%, share: {part: 甲, of: 乙}, rounding: truncate}")
    assert found.message.text() == "丙写为 78.0%，按 7家÷9家 应为 77.7%"


def test_a_sign_turned_round_says_so() -> None:
    (found,) = on_data("甲: 100家\n乙: 90家\n丙: {is: 10%, growth: {from: 甲, to: 乙}}")
    assert "应为 -10%" in found.message.text()
    assert found.hint is not None
    assert "增减的方向反了" in found.hint.text()


def test_a_pending_operand_is_told_once_and_not_as_a_relation() -> None:
    facts = (
        "甲: 待补\n乙: 100家\n丙: {is: 10%, share: {part: 甲, of: 乙}}\n丁: {sum: [甲, 乙]}\n戊: {is: 5家, part_of: 甲}"
    )
    assert told(on_data(facts)) == ["P305 甲"]


def test_what_could_not_be_read_is_not_called_pending() -> None:
    assert told(on_data("甲: 9774认\n乙: 100家")) == []


def test_one_wrong_date_is_one_problem() -> None:
    facts = "甲: 2022年2月30日\n乙: {is: 2022年2月28日, same_as: 甲, period: 2022}\n丙: {is: 2023年3月1日, after: 甲}"
    assert told(on_data(facts)) == ["D101 甲"]


def test_a_report_dated_too_early_is_told_once() -> None:
    facts = "\n".join(f"甲{n}: {{is: {n}家, as_of: 2024-0{n}-01}}" for n in range(2, 7))
    found = on_data(facts)
    assert [(one.code, str(one.location)) for one in found] == [("D102", "data/2023/report.yaml:3:7")]
    assert found[0].facts == ()
    assert "5 处" in str(found[0].message)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("低保: {is: 12人, sum: [城镇低保, 农村低保]}\n城镇低保: 4人\n农村低保: 5人", ["N120 低保"]),
        ("低保: {is: 12人, sum: [农村低保, 城镇低保]}\n城镇低保: 4人\n农村低保: 5人", ["N120 低保"]),
        ("低保: {is: 12人, sum: [城镇低保, 农村低保], closed: no}\n城镇低保: 4人\n农村低保: 5人", []),
        (
            "合计: {is: 12人, sum: [甲, 乙]}\n甲: {is: 4人, what: 集中供养}\n乙: {is: 5人, what: 分散供养}",
            ["N120 合计"],
        ),
        ("幼儿园: {is: 92所, sum: [公办园, 普惠民办园]}\n公办园: 40所\n普惠民办园: 41所", []),
        ("学生: {is: 92人, sum: [城镇生, 农村低收入生]}\n城镇生: 40人\n农村低收入生: 41人", []),
    ],
)
def test_a_sum_is_closed_by_itself_only_if_its_parts_differ_in_nothing_else(facts: str, expected: list[str]) -> None:
    assert told(on_data(facts)) == expected


@pytest.mark.parametrize(
    ("base", "now", "expected"),
    [
        ("2024年9月", "2025年9月1日", []),
        ("2024年9月1日", "2025年9月", []),
        ("2024年12月31日", "2025年", []),
        ("2024年6月", "2025年9月1日", ["D201 甲"]),
        ("2024-06-30", "2025-12-31", ["D201 甲"]),
    ],
)
def test_a_base_is_of_the_same_day_as_far_as_both_are_written(base: str, now: str, expected: list[str]) -> None:
    facts = f"甲: {{is: 100人, as_of: {base}}}\n乙: {{is: 110人, as_of: {now}}}\n增: {{is: 10%, growth: {{from: 甲, to: 乙}}}}"
    found = [one for one in on_data(facts) if one.code == "D201"]
    assert told(found) == expected


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ("率: {is: 40%, what: 标准化学校占比}", ["N112 率"]),
        ("任务完成率: 40%", ["N112 任务完成率"]),
        ("率: {is: 40%, what: 规范服务率年度目标}", []),
        ("目标值: 40%", []),
        ("率: {is: 40%, what: 计划覆盖率}", []),
    ],
)
def test_a_target_is_called_so_at_the_end_of_its_name(rate: str, expected: list[str]) -> None:
    assert told(on_data(rate)) == expected


@pytest.mark.parametrize("formula", ["growth: {from: 上年, too: 本年}", "grwoth: {from: 上年, to: 本年}"])
def test_a_slip_in_a_formula_is_told_as_such_only(formula: str) -> None:
    facts = (
        "基期: {is: 2022年底, as_of: 2022-12-31}\n上年: {is: 100人, as_of: 2022-12-31}\n"
        f"本年: {{is: 110人, as_of: 2023-12-31}}\n增幅: {{is: 10%, {formula}}}"
    )
    text = "2022年底为{{ 上年 }}，今年为{{ 本年 }}，比{{ 基期 }}增长{{ 增幅 }}。"
    codes = {one.code for one in assembled(project(facts, text)).outcome.diagnostics}
    assert codes
    assert codes <= {"F120", "F121"}


def test_the_base_with_a_wrong_day_is_blamed_and_not_the_dates_beside_it() -> None:
    facts = (
        "基期: {is: 2022年底}\n上年: {is: 100人, as_of: 2021-12-31}\n本年: {is: 110人, as_of: 2023-12-31}\n"
        "增幅: {is: 10%, growth: {from: 上年, to: 本年}}"
    )
    assert told(on_data(facts)) == ["D110 上年"]


def test_the_fact_that_gives_a_sentence_its_day_is_blamed_if_more_facts_are_of_another() -> None:
    facts = "甲: {is: 2座, as_of: 2023-11-30}\n乙: {is: 3座, as_of: 2023-12-31}\n丙: {is: 4座, as_of: 2023-12-31}"
    text = "截至{{ 甲|as_of }}，整治{{ 甲 }}，新建{{ 乙 }}，改建{{ 丙 }}。"
    assert told(assembled(project(facts, text)).outcome.diagnostics) == ["D212 甲"]
    facts = facts.replace("丙: {is: 4座, as_of: 2023-12-31}", "丙: {is: 4座, as_of: 2023-11-30}")
    assert told(assembled(project(facts, text)).outcome.diagnostics) == ["D212 乙"]
