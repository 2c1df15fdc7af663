"""Laws of values: what is accepted prints as it was written, and its value lies in what it stands for."""

from __future__ import annotations

import re
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from report_kit.facts.arithmetic import expected, rounded
from report_kit.facts.intervals import Interval
from report_kit.facts.numerals import chinese
from report_kit.facts.parse import (
    INFIXES,
    PREFIXES,
    SCALES,
    SUFFIXES,
    ValueProblem,
    parse_date,
    parse_members,
    parse_value,
)
from report_kit.facts.units import KNOWN_UNITS
from report_kit.facts.values import Members, Quantity

DIGITS = st.one_of(
    st.integers(0, 10**9).map(str),
    st.tuples(st.integers(0, 10**6), st.text("0123456789", min_size=1, max_size=4)).map(
        lambda part: f"{part[0]}.{part[1]}"
    ),
    st.sampled_from(["千", "三", "五十", "一百零五", "三千五百", "二"]),
)
UNITS = st.sampled_from([*sorted(KNOWN_UNITS), "元/人", "元/户", "元/人/月", "张/千人"])
FIGURES = st.one_of(
    st.builds("{}{}{}".format, DIGITS, st.sampled_from(["", *SCALES]), UNITS),
    st.builds("{}{}{}{}".format, st.sampled_from(PREFIXES), DIGITS, st.sampled_from(["", *SCALES]), UNITS),
    st.builds(
        "{}{}{}{}".format, st.integers(1, 10**6), st.sampled_from(INFIXES), st.sampled_from(["", *SCALES]), UNITS
    ),
    st.builds("{}{}{}".format, DIGITS, UNITS, st.sampled_from(SUFFIXES)),
)
NEAR_FIGURES = st.text("0123456789.,，%‰万亿千百十一二三第余近约X×待补人元家个年月日底初至—-～ /％０９每", max_size=14)

A_YEAR = re.compile(r"[0-9]{4,}(?:\.[0-9]+)?周?年")
"""2023年 is a date, and no duration has a thousand years."""


@given(FIGURES)
def test_a_figure_prints_as_it_was_written(text):
    value = parse_value(text)
    assert isinstance(value, Quantity) or "千" in text or "百" in text or A_YEAR.match(text), value
    if isinstance(value, Quantity):
        assert str(value) == text


@given(st.one_of(NEAR_FIGURES, st.text(max_size=30)))
def test_whatever_is_accepted_prints_as_it_was_written(text):
    for parse in (parse_value, parse_date, parse_members):
        value = parse(text)
        if isinstance(value, ValueProblem):
            assert 0 <= value.start < value.end <= max(len(text), 1)
            assert str(value.message)
        else:
            assert str(value) == text


@given(FIGURES)
def test_the_value_written_lies_in_what_the_figure_stands_for_unless_it_says_otherwise(text):
    value = parse_value(text)
    if isinstance(value, Quantity):
        bounded = value.approximator in ("近", "将近", "超", "超过", "逾", "不足", "不到")
        assert value.interval.contains(value.value) is not bounded or value.value == 0


@given(st.lists(st.text("甲乙丙镇村和", min_size=1, max_size=5), min_size=1, max_size=6))
def test_a_list_has_the_members_it_is_made_of(names):
    names = [name.replace("和", "") or "村" for name in names]
    value = parse_members("、".join(names))
    assert isinstance(value, Members)
    assert value.members == tuple(names)


@given(st.integers(1, 10**8), st.integers(1, 10**8), st.integers(0, 4))
def test_a_share_rounded_to_any_place_meets_its_counts(part, whole, digits):
    exact = Fraction(part, whole)
    stated = rounded(exact * 100, digits)
    scaled = int(stated * 10**digits)
    text = f"{scaled // 10**digits}.{scaled % 10**digits:0{digits}}" if digits else str(scaled)
    host, one, other = (parse_value(written) for written in (f"{text}%", f"{part}人", f"{whole}人"))
    computed = expected("share", [("part", one), ("of", other)])
    assert isinstance(computed, Interval)
    assert computed == Interval.point(exact)
    assert host.interval.meets(computed)
    wrong = parse_value(f"{scaled // 10**digits + 1}.{scaled % 10**digits:0{digits}}%" if digits else f"{scaled + 2}%")
    assert not wrong.interval.meets(computed)


@given(st.integers(1, 99_999_999))
def test_chinese_numbers_read_back(number):
    assert chinese(in_chinese(number)) == number


def in_chinese(number: int) -> str:
    """The written form taught at school: 10005 is 一万零五, 15 is 十五."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        rest = "" if not low else ("零" if low < 1000 else "") + in_chinese_below(low, lead=True)
        return in_chinese_below(high) + "万" + rest
    return in_chinese_below(number)


def in_chinese_below(number: int, *, lead: bool = False) -> str:
    text, gap = "", False
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + sign
            gap = False
        else:
            gap = True
    if text.startswith("一十") and not lead:
        text = text[1:]
    return text
