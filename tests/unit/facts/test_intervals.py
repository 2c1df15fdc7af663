"""What a written figure can stand for, and reckoning with all of that at once."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.facts.intervals import Interval, decimal, shown, written
from report_kit.facts.parse import parse_value
from report_kit.facts.values import Quantity

F = Fraction


def figure(text: str) -> Quantity:
    value = parse_value(text)
    assert isinstance(value, Quantity)
    return value


STANDS_FOR = {
    "9774人": Interval(F(9774), F(9774)),
    "300元": Interval(F(300), F(300)),
    "20元/人": Interval(F(20), F(20)),
    "62.7%": Interval(F("0.6265"), F("0.6275")),
    "45%": Interval(F("0.445"), F("0.455")),
    "12‰": Interval(F("0.0115"), F("0.0125")),
    "109.23万元": Interval(F(1092250), F(1092350)),
    "22万元": Interval(F(215000), F(225000)),
    "3.5人": Interval(F("3.45"), F("3.55")),
    "37公里": Interval(F(36500), F(37500)),
    "2倍": Interval(F("1.5"), F("2.5")),
    "150余对": Interval(F(150), F(160), high_open=True),
    "50余万元": Interval(F(500_000), F(600_000), high_open=True),
    "50多人": Interval(F(50), F(60), high_open=True),
    "近千人次": Interval(F(900), F(1000), high_open=True),
    "约100人": Interval(F(95), F(105)),
    "100人左右": Interval(F(95), F(105)),
    "超500人": Interval(F(500), None, low_open=True),
    "500人以上": Interval(F(500), None),
    "500人以下": Interval(None, F(500)),
    "不足500人": Interval(None, F(500), high_open=True),
}


@pytest.mark.parametrize(("text", "interval"), STANDS_FOR.items(), ids=STANDS_FOR)
def test_a_figure_stands_for_all_that_could_have_been_written_so(text, interval):
    assert figure(text).interval == interval


def test_a_truncated_figure_stands_for_less_than_one_unit_more():
    assert written(figure("77.7%"), "truncate") == Interval(F("0.777"), F("0.778"), high_open=True)
    assert written(figure("-77.7%"), "truncate") == Interval(F("-0.778"), F("-0.777"), low_open=True)


def test_an_interval_shows_in_the_unit_of_a_figure():
    assert shown(figure("72.6%").interval, figure("72.6%")) == "72.55–72.65%"
    assert shown(figure("9774人").interval, figure("9774人")) == "9774人"
    assert shown(figure("超500人").interval, figure("超500人")) == "大于500人"


def test_decimals_are_as_many_as_needed():
    assert [decimal(F(text), 2) for text in ("0.5", "-1.005", "3", "-0.001")] == ["0.5", "-1.01", "3", "0"]


NUMBERS = st.fractions(min_value=-50, max_value=50, max_denominator=20)


@st.composite
def intervals_with_a_member(draw):
    """An interval and a number that belongs to it."""
    member = draw(NUMBERS)
    low = draw(st.one_of(st.none(), st.fractions(min_value=0, max_value=9, max_denominator=9)))
    high = draw(st.one_of(st.none(), st.fractions(min_value=0, max_value=9, max_denominator=9)))
    interval = Interval(
        None if low is None else member - low,
        None if high is None else member + high,
        low_open=bool(low) and draw(st.booleans()),
        high_open=bool(high) and draw(st.booleans()),
    )
    return interval, member


PAIRS = st.tuples(intervals_with_a_member(), intervals_with_a_member())


@given(PAIRS)
def test_results_of_members_belong_to_the_result(pair):
    (one, a), (other, b) = pair
    assert (one + other).contains(a + b)
    assert (one - other).contains(a - b)
    assert one.times(other).contains(a * b)
    quotient = one.divided_by(other)
    if quotient is None:
        assert other.contains(0)
    else:
        assert quotient.contains(a / b)


@given(PAIRS)
def test_meeting_is_mutual_and_a_common_number_makes_it(pair):
    (one, a), (other, b) = pair
    assert one.meets(other) == other.meets(one)
    assert one.meets(other) == (not one.above(other) and not other.above(one))
    if other.contains(a) or one.contains(b):
        assert one.meets(other)


@given(NUMBERS, NUMBERS, NUMBERS, st.booleans(), st.booleans())
def test_ends_are_where_membership_stops(one, other, number, low_open, high_open):
    low, high = sorted((one, other))
    interval = Interval(low, high, low_open, high_open)
    above = number > low or (number == low and not low_open)
    below = number < high or (number == high and not high_open)
    assert interval.contains(number) == (above and below)
