"""The calendar: what exists, when it begins and ends, how long it lasts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.facts import dates
from report_kit.facts.parse import parse_date, parse_value
from report_kit.facts.values import Date, Period, printed


def when(text: str) -> Date:
    value = parse_value(text)
    assert isinstance(value, Date)
    return value


def lasting(text: str) -> Period:
    value = parse_value(text)
    assert isinstance(value, Period)
    return value


@pytest.mark.parametrize(
    "text", ["2024年2月29日", "2000-02-29", "2023年12月31日", "2月29日", "12月", "2023年", "2022年底"]
)
def test_a_day_of_the_calendar_exists(text):
    assert dates.valid(when(text))


@pytest.mark.parametrize(
    "text",
    ["2023年2月29日", "1900-02-29", "2023年4月31日", "2023年13月", "2023年0月", "2月30日", "2023-00-10", "0000年"],
)
def test_what_the_calendar_lacks_does_not(text):
    assert not dates.valid(when(text))
    assert dates.first_day(when(text)) is None
    assert dates.last_day(when(text)) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023年2月", date(2023, 2, 1), date(2023, 2, 28)),
        ("2022年底", date(2022, 12, 31), date(2022, 12, 31)),
        ("2023年9月底", date(2023, 9, 30), date(2023, 9, 30)),
        ("2023年初", date(2023, 1, 1), date(2023, 1, 1)),
        ("2023年12月27日", date(2023, 12, 27), date(2023, 12, 27)),
        ("12月27日", None, None),
    ],
)
def test_a_date_spans_the_days_it_can_mean(text, first, last):
    assert (dates.first_day(when(text)), dates.last_day(when(text))) == (first, last)


@pytest.mark.parametrize(
    ("text", "years", "months", "days", "unit"),
    [
        ("2023年—2025年", 3, 36, 1096, "年"),
        ("2023年1月至9月", 1, 9, 273, "个月"),
        ("2023年3月5日至8日", 1, 1, 4, "天"),
        ("1—10月", None, None, None, "个月"),
    ],
)
def test_a_period_lasts_with_both_ends_included(text, years, months, days, unit):
    period = lasting(text)
    assert (dates.years(period), dates.months(period), dates.days(period)) == (years, months, days)
    assert dates.precision(period) == unit


@given(st.dates(), st.integers(0, 4000))
def test_the_calendar_agrees_with_the_standard_library(start, more):
    try:
        end = start + timedelta(days=more)
    except OverflowError:
        return
    period = lasting(f"{start.isoformat()}至{end.isoformat()}")
    assert dates.days(period) == more + 1
    assert dates.first_day(period.start) == start
    assert dates.valid(when(f"{start.year:04}年{start.month}月{start.day}日"))


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("2022", "2022年"),
        ("2022-12-31", "2022年12月31日"),
        ("2023-09", "2023年9月"),
        ("2022年底", "2022年底"),
        ("2023-01至2023-09", "2023年1月至2023年9月"),
        ("2023—2025年", "2023—2025年"),
    ],
)
def test_a_date_prints_in_chinese(text, chinese):
    value = parse_date(text)
    assert isinstance(value, (Date, Period))
    assert value.chinese == printed(value) == chinese
