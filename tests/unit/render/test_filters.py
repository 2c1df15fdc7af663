"""What the filters of holes print: chosen from what is known of a fact, every digit kept."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from report_kit.diagnostics import Location
from report_kit.facts.model import Fact, Formula
from report_kit.facts.parse import parse_value
from report_kit.facts.prose import FILTERS as KNOWN
from report_kit.facts.prose import YEARLY as KNOWN_YEARLY
from report_kit.facts.values import Date, Kind, Pending, Period, Quantity, Words
from report_kit.render.filters import FILTERS, YEARLY

PLACE = Location("a.yaml", 1)


def fact(value, **about) -> Fact:
    return Fact(2023, "a.x", "x", value, PLACE, PLACE, "x")._replace(**about)


def shown(name: str, written: str, **about) -> str | None:
    value = parse_value(written)
    return FILTERS[name](fact(value, **about), value)


def test_the_filters_are_those_prose_may_name() -> None:
    assert {*FILTERS, *YEARLY} == set(KNOWN)
    assert set(YEARLY) == set(KNOWN_YEARLY)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("9774人", "0.9774万人"),
        ("10000户", "1万户"),
        ("1092300元", "109.23万元"),
        ("109.23万元", "109.23万元"),
        ("1.2亿元", "12000万元"),
        ("0人", "0万人"),
        ("20元/人", "0.002万元/人"),
        ("62.7%", None),
        ("150余对", None),
        ("2倍", None),
        ("第一", None),
        ("2023年9月", None),
        ("敬老院", None),
        ("XX元/人", None),
    ],
)
def test_wan(written, printed) -> None:
    assert shown("wan", written) == printed


def test_a_value_without_end_has_no_form_in_wan() -> None:
    value = Quantity(Kind.COUNT, "三分之一", Fraction(1, 3), 0, "人")
    assert FILTERS["wan"](fact(value), value) is None


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("9774人", "9,774人"),
        ("774人", "774人"),
        ("1092300.50元", "1,092,300.50元"),
        ("109.23万元", "109.23万元"),
        ("约12345人", "约12,345人"),
        ("-12345元", "-12,345元"),
        ("12345678901234567890123456789012345678人", "12,345,678,901,234,567,890,123,456,789,012,345,678人"),
        ("三人", None),
        ("第一", None),
    ],
)
def test_thousands(written, printed) -> None:
    assert shown("thousands", written) == printed


GROWTH = Formula("growth", (), PLACE)
DIFFERENCE = Formula("difference", (), PLACE)


@pytest.mark.parametrize(
    ("written", "formula", "printed"),
    [
        ("4.86%", GROWTH, "增长4.86%"),
        ("-3.2%", GROWTH, "下降3.2%"),
        ("−3.2%", GROWTH, "下降3.2%"),
        ("0%", GROWTH, "持平"),
        ("0.0%", GROWTH, "持平"),
        ("453人", DIFFERENCE, "增加453人"),
        ("-453人", DIFFERENCE, "减少453人"),
        ("3.2个百分点", DIFFERENCE, "提高3.2个百分点"),
        ("-0.5个百分点", DIFFERENCE, "降低0.5个百分点"),
        ("4.86%", None, None),
        ("4.86%", Formula("share", (), PLACE), None),
        ("敬老院", GROWTH, None),
    ],
)
def test_change(written, formula, printed) -> None:
    assert shown("change", written, formula=formula) == printed


def test_as_of_and_period() -> None:
    day = Date("2022-12-31", 2022, 12, 31)
    assert shown("as_of", "9774人", as_of=day) == "2022年12月31日"
    assert shown("as_of", "9774人") is None
    assert shown("period", "9774人", period=Date("2023年9月", 2023, 9)) == "2023年9月"
    span = parse_value("2023年1月—9月")
    assert isinstance(span, Period)
    assert shown("period", "9774人", period=span) == "2023年1月—9月"
    assert shown("period", "9774人") is None


@pytest.mark.parametrize(
    ("written", "printed"),
    [("2023年12月27日", "星期三"), ("2024-02-29", "星期四"), ("2023年9月", None), ("9774人", None)],
)
def test_weekday(written, printed) -> None:
    assert shown("weekday", written) == printed


def test_weekday_of_a_day_that_is_none() -> None:
    assert FILTERS["weekday"](fact(None), Date("2023-02-30", 2023, 2, 30)) is None


def test_the_page_on_last_year_names_every_filter() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs/last-year.md").read_text("utf-8").replace("\\|", "|")
    assert [name for name in KNOWN if f"|{name} " not in page] == []


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_answers_for_every_sort_of_value(name) -> None:
    for value in (Words("甲"), Pending("待补", ""), parse_value("9774人"), parse_value("第一"), parse_value("每月5日")):
        answer = FILTERS[name](fact(value), value)
        assert answer is None or isinstance(answer, str)
