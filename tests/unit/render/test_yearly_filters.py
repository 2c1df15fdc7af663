"""What ``|yearly_growth`` and ``|yearly_change`` print: worked out exactly from two years, rounded once."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.facts.arithmetic import rounded
from tests.unit.two_years import assembled, printed, project, told


def shown(then: str, now: str, name: str) -> str:
    """What a sentence of one hole prints, or the problem told of it."""
    files = project(f"数: {then}", f"数: {now}", f"{{{{ 数|{name} }}}}。")
    return printed(files).removesuffix("。")


@pytest.mark.parametrize(
    ("then", "now", "growth", "change"),
    [
        ("9321人", "9774人", "较上年增长4.9%", "较上年增加453人"),
        ("9774人", "9321人", "较上年下降4.6%", "较上年减少453人"),
        ("9774人", "9774人", "与上年持平", "与上年持平"),
        ("9774人", "9774名", "与上年持平", "与上年持平"),
        ("40户", "100户", "较上年增长150.0%", "较上年增加60户"),
        ("40户", "0户", "较上年下降100.0%", "较上年减少40户"),
        ("86.40万元", "91.25万元", "较上年增长5.6%", "较上年增加4.85万元"),
        ("864000元", "91.25万元", "较上年增长5.6%", "较上年增加4.85万元"),
        ("0.98亿元", "9900万元", "较上年增长1.0%", "较上年增加100万元"),
        ("10000人", "10004人", "与上年基本持平", "较上年增加4人"),
        ("10004人", "10000人", "与上年基本持平", "较上年减少4人"),
        ("10000人", "10005人", "较上年增长0.1%", "较上年增加5人"),
        ("1.20万吨", "1.2万吨", "与上年持平", "与上年持平"),
        ("-5万元", "-4万元", "较上年下降20.0%", "较上年增加1万元"),
    ],
)
def test_counts_and_money(then: str, now: str, growth: str, change: str) -> None:
    assert shown(then, now, "yearly_growth") == growth
    assert shown(then, now, "yearly_change") == change


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        ("62.7%", "65.9%", "较上年提高3.2个百分点"),
        ("65.9%", "62.7%", "较上年降低3.2个百分点"),
        ("62.7%", "62.7%", "与上年持平"),
        ("62.70%", "63%", "与上年基本持平"),
        ("12‰", "10‰", "较上年降低0.2个百分点"),
        ("3.2个百分点", "3.0个百分点", "较上年降低0.2个百分点"),
    ],
)
def test_rates_change_by_percentage_points(then: str, now: str, change: str) -> None:
    assert shown(then, now, "yearly_change") == change


@pytest.mark.parametrize(
    ("then", "now", "name", "reason"),
    [
        ("62.7%", "65.9%", "yearly_growth", "百分率和上年比用 yearly_change，显示个百分点"),
        ("0户", "12户", "yearly_growth", "除数是 0，或者可能是 0"),
        ("约50户", "60户", "yearly_growth", "“约50户”是约数"),
        ("50户", "60余户", "yearly_change", "“60余户”是约数"),
        ("50户", "60家", "yearly_change", "60家 与 50户 单位不同"),
        ("50户", "60%", "yearly_change", "60% 与 50户 单位不同"),
        ("2倍", "3倍", "yearly_change", "倍数和上年比说不清楚；改写句子"),
        ("敬老院", "60户", "yearly_growth", "“敬老院”不是数字"),
        ("60户", "敬老院", "yearly_growth", "“敬老院”不是数字"),
        ("待补", "60户", "yearly_growth", "上年的数还没有补上（data/2022/work.yaml）"),
    ],
)
def test_what_cannot_be_compared_is_told(then: str, now: str, name: str, reason: str) -> None:
    files = project(f"数: {then}", f"数: {now}", f"比过：{{{{ 数|{name} }}}}。")
    assert printed(files) == f"比过：【缺：数|{name}】。"
    assert f"7 W207 “数|{name}”没有可显示的内容：{reason}" in told(files)


def test_a_figure_that_is_new_this_year_has_nothing_to_compare_with() -> None:
    files = project("旧数: 50户", "数: 60户", "{{ 数|yearly_growth }}。")
    assert told(files) == ["7 W207 “数|yearly_growth”没有可显示的内容：上年没有这个数；改过名称的，写 was: 原名称"]


def test_the_earlier_name_is_followed() -> None:
    files = project("旧数: 50户", "数: {is: 60户, was: 旧数}", "{{ 数|yearly_growth }}。")
    assert printed(files) == "较上年增长20.0%。"
    assert told(files) == []


def test_output_at_current_prices_is_not_compared() -> None:
    files = project("工业总产值: 250.00亿元", "工业总产值: 270.00亿元", "{{ 工业总产值|yearly_growth }}。")
    assert "产值的增幅按不变价" in told(files)[0]
    assert printed(project("产值: 250.00亿元", "产值: 270.00亿元", "{{ 产值|yearly_change }}。")) == (
        "较上年增加20.00亿元。"
    )


def test_a_pending_figure_shows_as_pending() -> None:
    files = project("数: 50户", "数: 待补", "{{ 数|yearly_growth }}。")
    assert printed(files) == "待补。"
    assert [one.split()[1] for one in told(files)] == ["P305"]


def test_the_span_names_both_facts() -> None:
    files = project("数: 50户", "数: 60户", "共{{ 数 }}，{{ 数|yearly_change }}。")
    draft = assembled(files).draft
    assert draft is not None
    shown = [(block.text[span.start : span.end], origin) for block, span, origin in draft.links()]
    assert [(text, origin.fact, origin.beside) for text, origin in shown] == [
        ("60户", "work.item.数", ""),
        ("较上年增加10户", "work.item.数", "last_year.work.item.数"),
    ]


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 10**7), st.integers(0, 10**7))
def test_the_words_say_what_the_figures_do(then: int, now: int) -> None:
    text = shown(f"{then}人", f"{now}人", "yearly_growth")
    growth = Fraction(now, then) - 1
    stated = rounded(growth * 100, 1)
    if growth == 0:
        assert text == "与上年持平"
    elif stated == 0:
        assert text == "与上年基本持平"
    else:
        word, digits = text[3:5], text[5:].removesuffix("%")
        assert word == ("增长" if growth > 0 else "下降")
        assert Fraction(digits) == abs(stated)
