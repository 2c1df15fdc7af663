"""Units: which are one, what they count, and how much one of them is."""

from __future__ import annotations

from fractions import Fraction

import pytest

from report_kit.facts.units import KNOWN_UNITS, dimension, is_unit, kind_of, same_unit, unit_at, unit_factor, unit_meant


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("人", "名", True),
        ("吨", "公斤", True),
        ("公顷", "亩", True),
        ("元/人", "元/名", True),
        ("人", "人次", False),
        ("户", "人", False),
        ("个", "家", False),
        ("%", "个百分点", False),
        ("元", "美元", False),
    ],
)
def test_units_of_one_thing_are_the_same(one, other, same):
    assert same_unit(one, other) is same
    assert same_unit(other, one) is same


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("%", Fraction(1, 100)),
        ("吨", 1000),
        ("公顷", 15),
        ("张/千人", Fraction(1, 1000)),
        ("元/吨", Fraction(1, 1000)),
        ("家", 1),
    ],
)
def test_a_unit_knows_its_base_units(unit, factor):
    assert unit_factor(unit) == factor


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("人次参加", "人次"),
        ("人参加", "人"),
        ("个百分点", "个百分点"),
        ("元/人/月。", "元/人/月"),
        ("元/天堂", "元/天"),
        ("坨", ""),
    ],
)
def test_the_longest_unit_is_found(text, unit):
    assert unit_at(text, 0) == unit


def test_what_an_unknown_unit_may_mean():
    assert [unit_meant(unit) for unit in ("戶", "KM", "个百分", "xyz")] == ["户", "公里", "个百分点", ""]


def test_every_known_unit_is_a_unit_of_some_kind():
    assert {kind_of(unit) for unit in KNOWN_UNITS} == {"count", "money", "rate", "points", "multiple", "measure"}
    assert all(is_unit(unit) and dimension(unit) for unit in KNOWN_UNITS)
    assert is_unit("宗地", KNOWN_UNITS | {"宗地"})
    assert not is_unit("宗地")
