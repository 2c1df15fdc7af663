"""What is typed in a cell: the many ways to write a figure or a day, and what is none of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import openpyxl
import pytest

from tests.unit.confirm.offices import codes, errors, figures, filled, lines, opened, place_of, read, shown_as, signed

WHO = ("张三", dt.date(2024, 1, 15))
SHEET = "核数表.xlsx!社会救助科!"


@pytest.mark.parametrize(
    ("fact", "typed", "figure"),
    [
        ("低保", 9774, "9774人"),
        ("低保", 9774.0, "9774人"),
        ("低保", "9774", "9774人"),
        ("低保", "9774人", "9774人"),
        ("低保", "9,774", "9774人"),
        ("低保", "９，７７４ 人", "9774人"),
        ("低保", " 9774\u3000人\n", "9774人"),
        ("低保", "977", "977人"),
        ("低保", "约9800", "约9800人"),
        ("低保", "9700余", "9700余人"),
        ("低保", "9800左右", "9800人左右"),
        ("低保", "9774户", "9774户"),
        ("资金", 109.23, "109.23万元"),
        ("资金", "109.23万", "109.23万元"),
        ("资金", "1,092,300元", "1092300元"),
        ("护理占比", 62.7, "62.7%"),
        ("护理占比", "62.7", "62.7%"),
        ("护理占比", "62.7％", "62.7%"),
        ("护理占比", shown_as(0.627, "0.0%"), "62.7%"),
        ("护理占比", shown_as(0.627, "0%"), "62.7%"),
        ("位次", 1, "第1"),
        ("位次", "1", "第1"),
        ("位次", "第一", "第一"),
        ("启动日", dt.date(2023, 9, 5), "2023年9月5日"),
        ("启动日", shown_as(dt.date(2023, 9, 5), 'm"月"d"日"'), "2023年9月5日"),
        ("启动日", shown_as(dt.date(2023, 9, 1), 'yyyy"年"m"月"'), "2023年9月"),
        ("启动日", "2023年9月5日", "2023年9月5日"),
        ("启动日", "2023-9-5", "2023年9月5日"),
        ("启动日", "2023.9.5", "2023年9月5日"),
        ("启动日", 20230905, "2023年9月5日"),
        ("丧葬费", 3000, "3000元/人"),
        ("丧葬费", "3000元/人", "3000元/人"),
        ("目标", 95, "95%"),
    ],
)
def test_a_figure_may_be_typed_in_many_ways(fact: str, typed: object, figure: str) -> None:
    found = read(filled({fact: signed(typed)}))
    assert (figures(found), lines(found)) == ({fact: figure}, [])


@pytest.mark.parametrize(
    ("fact", "typed", "words"),
    [
        ("低保", dt.date(2024, 3, 4), "这里要填数，填的是日期 2024-03-04"),
        ("低保", "属实", "“属实”不是数"),
        ("低保", "√", "“√”不是数"),
        ("低保", "9774人、9775人", "9774人、9775人"),
        ("低保", "9O74人", "有字母“O”"),
        ("低保", True, "这一格不是数：TRUE"),
        ("低保", shown_as(0.5, "h:mm"), "这一格不是数"),
        ("低保", "#N/A", "错误值 #N/A"),
        ("低保", 1e20, "这一格不是数"),
        ("低保", "1..5", "不是一个数"),
        ("启动日", 12, "“12”不是日期"),
        ("启动日", "2023年2月30日", "日历上没有"),
        ("启动日", "9月初吧", "不是日期"),
    ],
)
def test_what_is_no_figure_is_told_with_its_cell_and_not_kept(fact: str, typed: object, words: str) -> None:
    found = read(filled({fact: signed(typed), "床位": signed(673)}))
    _, row, columns = place_of(opened(), fact)
    assert figures(found) == {"床位": "673张"}
    assert codes(found) == ["C102"]
    assert words in lines(found)[0]
    assert lines(found)[0].startswith(f"{SHEET}{openpyxl.utils.get_column_letter(columns['核实数'])}{row}: error")


def test_who_has_no_figure_yet_is_still_owing_and_not_blamed() -> None:
    found = read(filled({"低保": signed("待补")}))
    assert (found.filled, errors(found)) == ((), [])
    assert "算作还没有核实" in lines(found)[0]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ((9774,), "没有填姓名和日期"),
        ((9774, "张三"), "没有填日期"),
        ((9774, None, WHO[1]), "没有填姓名"),
        ((9774, "  ", WHO[1]), "没有填姓名"),
        ((9774, "张三", "1月15日"), "“1月15日”不是哪一天"),
        ((9774, "张三", "2024-02-30"), "“2024-02-30”不是哪一天"),
        ((9774, "张三", "昨天"), "“昨天”不是哪一天"),
    ],
)
def test_a_figure_nobody_signed_is_no_confirmation(typed: tuple[Any, ...], words: str) -> None:
    found = read(filled({"低保": typed, "床位": signed(673)}))
    assert (figures(found), codes(found)) == ({"床位": "673张"}, ["C103"])
    assert words in lines(found)[0]
    assert "9774人" in lines(found)[0]


@pytest.mark.parametrize(
    "day", ["2024-01-15", "2024年1月15日", "2024.1.15", "2024/1/15", "２０２４－１－１５", 20240115, 45306]
)
def test_a_day_may_be_typed_in_many_ways(day: object) -> None:
    put = shown_as(day, "yyyy-mm-dd") if day == 45306 else day
    found = read(filled({"低保": (9774, "张三", put)}))
    assert [one.on for one in found.filled] == ["2024-01-15"]
