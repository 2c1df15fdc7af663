"""Indicators beside last year: units taken out of cells, changes exact, nothing compared that cannot be."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.facts.arithmetic import rounded
from report_kit.indicators import IndicatorRow, indicator_rows
from tests.unit.resolve.project import Found, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

LAST_REPORT = """unit: XX市民政局
title: "{{ unit }}{{ year }}年工作总结"
date: 2023年1月29日
chapters:
- {id: key_work, title: 重点工作}
"""


def years(this: str, last: str | None = None) -> Found:
    """Facts of one item this year, and of the same item last year."""
    files = {"data/2023/key_work.yaml": _chapter(this)}
    if last is not None:
        files |= {"data/2022/report.yaml": LAST_REPORT, "data/2022/key_work.yaml": _chapter(last)}
    return resolve(files)


def _chapter(facts: str) -> str:
    body = "".join(f"    {line}\n" for line in facts.strip("\n").split("\n"))
    return f"items:\n- id: a\n  title: 一项工作\n  facts:\n{body}"


def only(this: str, last: str | None = None) -> IndicatorRow:
    (row,) = indicator_rows(years(this, last).report)
    return row


def cells(row: IndicatorRow) -> list[str]:
    return [row.unit, row.this_year.text, row.last_year.text, row.change.text, row.growth.text]


@pytest.mark.parametrize(
    ("this", "last", "wanted"),
    [
        ("9774人", "9321人", "人 9774 9321 453 4.9"),
        ("9321人", "9774人", "人 9321 9774 -453 -4.6"),
        ("100人", "100人", "人 100 100 0 0.0"),
        ("52.7%", "55.2%", "% 52.7 55.2 -2.5个百分点 —"),
        ("12‰", "11‰", "‰ 12 11 0.1个百分点 —"),
        ("109.23万元", "98.1万元", "万元 109.23 98.1 11.1 11.3"),
        ("1.09亿元", "9800万元", "亿元 1.09 9800万元 0.11 11.2"),
        ("20元/人", "18元/人", "元/人 20 18 2 11.1"),
        ("4.5张/千人", "4张/千人", "张/千人 4.5 4 1 12.5"),
        ("3个", "0个", "个 3 0 3 —"),
        ("0个", "3个", "个 0 3 -3 -100.0"),
        ("近50家", "45家", "家 近50 45 — —"),
        ("150余对", "150对", "对 150余 150 — —"),
        ("50万余元", "50万元", "元 50万余 50万元 — —"),
        ("100人以上", "90人", "人 100以上 90 — —"),
        ("30人", "30家", "人 30 30家 — —"),
        ("30人", "3%", "人 30 3% — —"),
        ("2倍", "1倍", "倍 2 1 1 —"),
        ("第3名", "第5名", "- 第3名 第5名 — —"),
        ("甲镇、乙镇", "甲镇", "- 甲镇、乙镇 甲镇 — —"),
        ("2023年9月", "2022年9月", "- 2023年9月 2022年9月 — —"),
    ],
)
def test_this_year_beside_last_year(this, last, wanted) -> None:
    shown = cells(only(f"甲: {{is: {this}, indicator: yes}}", f"甲: {last}"))
    assert [text or "-" for text in shown] == wanted.split(" ")


@pytest.mark.parametrize(
    ("this", "last", "wanted"),
    [
        ("{is: 待补, unit: 人, indicator: yes}", "甲: 5人", "人 待补 5 待补 待补"),
        ("{is: 待补, indicator: yes}", "甲: 5万元", "万元 待补 5 待补 待补"),
        ("{is: XX元/人, indicator: yes}", "甲: 5元/人", "元/人 待补 5 待补 待补"),
        ("{is: 5人, indicator: yes}", "甲: {is: 待补, unit: 人}", "人 5 待补 待补 待补"),
        ("{is: 5%, indicator: yes}", '甲: {is: 待补, unit: "%"}', "% 5 待补 待补 —"),
        ("{is: 5人, indicator: yes}", "乙: 5人", "人 5 — — —"),
        ("{is: 5人, indicator: yes}", None, "人 5 — — —"),
        ("{is: 5人, indicator: yes, was: 乙}", "乙: 4人", "人 5 4 1 25.0"),
        ("{is: 5人, indicator: yes, was: key_work.a.乙}", "乙: 4人", "人 5 4 1 25.0"),
    ],
)
def test_what_is_not_known_and_what_was_called_otherwise(this, last, wanted) -> None:
    assert cells(only(f"甲: {this}", last)) == wanted.split(" ")


def test_what_is_pending_is_a_gap_and_leads_to_its_fact() -> None:
    row = only("甲: {is: 待补, unit: 人, indicator: yes}", "甲: 5人")
    assert [cell.gap for cell in (row.this_year, row.last_year, row.change, row.growth)] == [True, False, True, True]
    assert row.this_year.fact == (2023, "key_work.a.甲")


def test_the_base_of_a_growth_is_last_year_when_it_is_dated_so() -> None:
    base = "上年: {is: 9321人, as_of: 2022-12-31}\n甲: {is: 9774人, indicator: yes, as_of: 2023-12-31}"
    row = only(f"{base}\n增幅: {{is: 4.86%, growth: {{from: 上年, to: 甲}}}}")
    assert cells(row) == ["人", "9774", "9321", "453", "4.86"]
    assert [cell.fact and cell.fact[1] for cell in (row.last_year, row.change, row.growth)] == [
        "key_work.a.上年",
        None,
        "key_work.a.增幅",
    ]


@pytest.mark.parametrize("date", ["", ", as_of: 2018-12-31", ", period: 2020年"])
def test_a_base_of_another_year_is_not_shown_as_last_year(date) -> None:
    base = f"基数: {{is: 9321人{date}}}\n甲: {{is: 9774人, indicator: yes}}"
    row = only(f"{base}\n增幅: {{is: 4.86%, growth: {{from: 基数, to: 甲}}}}")
    assert cells(row) == ["人", "9774", "—", "—", "—"]


def test_a_change_the_report_states_is_shown_as_stated() -> None:
    """Two decimals, as in the sentence; a figure that says 减少 has no sign and is not taken for a rise."""
    last = "甲: 9774人"
    facts = "甲: {is: 9321人, indicator: yes}\n上年: {is: 9774人, same_as: last_year.key_work.a.甲}\n"
    stated = only(facts + "增幅: {is: -4.63%, growth: {from: 上年, to: 甲}}", last)
    assert cells(stated) == ["人", "9321", "9774", "-453", "-4.63"]
    unsigned = only(facts + "增幅: {is: 4.63%, growth: {from: 上年, to: 甲}}", last)
    assert cells(unsigned) == ["人", "9321", "9774", "-453", "-4.6"]
    assert unsigned.growth.fact is None
    stated = only(facts + "增量: {is: -453人, difference: {from: 上年, to: 甲}}", last)
    assert (stated.change.text, stated.change.fact) == ("-453", (2023, "key_work.a.增量"))


def test_rows_stand_in_the_order_of_the_files_and_only_those_marked() -> None:
    found = years("乙: {is: 1人, indicator: yes, what: 乙类人数, source: 月报}\n丙: 2人\n甲: {is: 3人, indicator: 是}")
    rows = indicator_rows(found.report)
    assert [(row.what, row.source) for row in rows] == [("乙类人数", "月报"), ("甲", "")]


def test_a_derived_indicator_is_compared_before_it_is_rounded() -> None:
    row = only(
        "部分: 1人\n全部: 3人\n甲: {share: {part: 部分, of: 全部}, indicator: yes}",
        "甲: 33.3%",
    )
    assert cells(row) == ["%", "33.3", "33.3", "0.0个百分点", "—"]


def test_a_figure_that_cannot_be_worked_out_is_a_gap() -> None:
    row = only("全部: 0人\n部分: 0人\n甲: {share: {part: 部分, of: 全部}, indicator: yes}")
    assert (row.this_year.text, row.this_year.gap) == ("【缺】", True)


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_counts_change_by_their_difference_and_their_ratio(this, last) -> None:
    row = only(f"甲: {{is: {this}人, indicator: yes}}", f"甲: {last}人")
    growth = rounded(Fraction(100 * (this - last), last), 1)
    assert row.change.text == str(this - last)
    assert Fraction(row.growth.text) == growth
    assert (row.change.whole, row.growth.whole) == (f"{row.change.text}人", f"{row.growth.text}%")


def texts(files: Mapping[str, str]) -> list[str]:
    return [row.what for row in indicator_rows(resolve(files).report)]


def test_facts_of_next_year_are_no_indicators_of_this_one() -> None:
    promised = (
        "items:\n- id: a\n  title: 一项\n  facts:\n    目标: {is: 5人, indicator: yes}\n  text: |\n    {{ 目标 }}。\n"
    )
    assert texts({"data/2024/plans.yaml": promised, "data/2023/key_work.yaml": _chapter("甲: 1人")}) == []
