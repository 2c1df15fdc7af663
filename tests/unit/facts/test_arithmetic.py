"""What formulas give: intervals of what was written, and derived figures rounded once."""

from __future__ import annotations

from fractions import Fraction

import pytest

from report_kit.diagnostics import Location
from report_kit.facts.arithmetic import NotEvaluated, derived, expected, rounded
from report_kit.facts.intervals import Interval
from report_kit.facts.model import Formula
from report_kit.facts.parse import ValueProblem, parse_members, parse_value
from report_kit.facts.values import Quantity

ROLES = {
    "share": ("part", "of"),
    "growth": ("from", "to"),
    "difference": ("from", "to"),
    "mean": ("of", "per", "per"),
    "count": ("of",),
    "length": ("of",),
    "same_as": ("of",),
}


def formula(kind: str, digits: int | None = None, rounding: str = "half_up") -> Formula:
    return Formula(kind, (), Location("x", 1), digits=digits, rounding=rounding)


def operands(kind: str, *texts: str):
    values = [parse_members(text) if kind == "count" else parse_value(text) for text in texts]
    assert not any(isinstance(value, ValueProblem) for value in values)
    return list(zip(ROLES.get(kind, ("term",) * len(texts)), values, strict=False))


HOLD = [
    ("growth", "4.86%", ("9321人", "9774人")),
    ("growth", "4.9%", ("9321人", "9774人")),
    ("growth", "8.0%", ("250.00亿元", "270.00亿元")),
    ("growth", "1倍", ("100人", "200人")),
    ("share", "62.7%", ("422张", "673张")),
    ("share", "52.7%", ("355人", "673张")),
    ("share", "45%", ("935名", "2071名")),
    ("share", "14%", ("1家", "7家")),
    ("sum", "10家", ("9家", "1家")),
    ("sum", "4.21亿元", ("1.35亿元", "1.42亿元", "1.45亿元")),
    ("difference", "453人", ("9321人", "9774人")),
    ("difference", "15个百分点", ("48%", "63%")),
    ("mean", "200元", ("74.4万元", "310人", "12个月")),
    ("product", "6.0万吨", ("12.5万亩", "480.2公斤")),
    ("product", "168000元", ("35人", "400元", "12个月")),
    ("count", "4家", ("潭门镇、大路镇、阳江镇、博鳌镇",)),
    ("count", "9家", ("潭门镇、大路镇等",)),
    ("length", "三年", ("2023年—2025年",)),
    ("length", "9个月", ("2023年1月至9月",)),
    ("length", "36个月", ("2023年—2025年",)),
    ("length", "4天", ("2023年3月5日至8日",)),
    ("same_as", "3.46万吨", ("34582吨",)),
]

FAIL = [
    ("growth", "4.8%", ("9321人", "9774人")),
    ("growth", "7.1%", ("250.00亿元", "270.00亿元")),
    ("growth", "2倍", ("100人", "200人")),
    ("share", "72.6%", ("422张", "673张")),
    ("share", "72%", ("512项", "640项")),
    ("sum", "11家", ("9家", "1家")),
    ("sum", "203家", ("112家", "65家", "25家")),
    ("difference", "435人", ("9321人", "9774人")),
    ("difference", "13个百分点", ("48%", "63%")),
    ("mean", "580元", ("126万元", "2100人次")),
    ("product", "186000元", ("35人", "400元", "12个月")),
    ("count", "4家", ("潭门镇、大路镇、阳江镇",)),
    ("count", "1家", ("潭门镇、大路镇等",)),
    ("length", "三年", ("2023年—2026年",)),
    ("same_as", "381户", ("318户",)),
]


def meets(kind: str, stated: str, texts: tuple[str, ...]) -> bool:
    host = parse_value(stated)
    assert isinstance(host, Quantity)
    computed = expected(kind, operands(kind, *texts), host.unit)
    assert isinstance(computed, Interval)
    return host.interval.meets(computed)


@pytest.mark.parametrize(("kind", "stated", "texts"), HOLD)
def test_a_right_figure_meets_what_its_operands_allow(kind, stated, texts):
    assert meets(kind, stated, texts)


@pytest.mark.parametrize(("kind", "stated", "texts"), FAIL)
def test_a_wrong_figure_does_not(kind, stated, texts):
    assert not meets(kind, stated, texts)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("share", ("1家", "0家")),
        ("growth", ("0人", "5人")),
        ("mean", ("3万元", "0人")),
        ("growth", ("0.0万元", "5.0万元")),
        ("length", ("1月至9月",)),
    ],
)
def test_what_cannot_be_reckoned_says_why(kind, texts):
    assert isinstance(expected(kind, operands(kind, *texts)), NotEvaluated)
    assert isinstance(derived(kind, formula(kind), operands(kind, *texts)), NotEvaluated)


DERIVED = [
    ("sum", ("9家", "1家"), {}, "10家"),
    ("sum", ("1.35亿元", "1.4亿元"), {}, "2.8亿元"),
    ("sum", ("5万元", "300元"), {"unit": "元"}, "50300元"),
    ("difference", ("9321人", "9774人"), {}, "453人"),
    ("difference", ("9774人", "9321人"), {}, "-453人"),
    ("difference", ("48.5%", "63%"), {}, "15个百分点"),
    ("difference", ("48.5%", "63.0%"), {}, "14.5个百分点"),
    ("share", ("422张", "673张"), {}, "62.7%"),
    ("share", ("422张", "673张"), {"digits": 2}, "62.70%"),
    ("share", ("3张", "2000人"), {"unit": "张/千人", "digits": 1}, "1.5张/千人"),
    ("growth", ("9321人", "9774人"), {"digits": 2}, "4.86%"),
    ("growth", ("9774人", "9321人"), {}, "-4.6%"),
    ("mean", ("74.4万元", "310人", "12个月"), {"unit": "元", "digits": 0}, "200元"),
    ("product", ("35人", "400元", "12个月"), {}, "168000元"),
    ("count", ("潭门镇、大路镇",), {"unit": "家"}, "2家"),
    ("count", ("潭门镇、大路镇",), {}, "2个"),
    ("length", ("2023年—2025年",), {}, "3年"),
    ("share", ("1家", "8家"), {"rounding": "truncate"}, "12.5%"),
    ("share", ("1家", "8家"), {"digits": 0}, "13%"),
    ("share", ("1家", "8家"), {"digits": 0, "rounding": "half_even"}, "12%"),
    ("share", ("7家", "9家"), {"rounding": "truncate"}, "77.7%"),
]


@pytest.mark.parametrize(("kind", "texts", "said", "shown"), DERIVED)
def test_a_derived_fact_shows_its_figure(kind, texts, said, shown):
    value = derived(
        kind,
        formula(kind, said.get("digits"), said.get("rounding", "half_up")),
        operands(kind, *texts),
        said.get("unit", ""),
    )
    assert str(value) == shown
    assert parse_value(str(value)) == value


@pytest.mark.parametrize(
    ("kind", "texts"),
    [("sum", ("9家", "1人")), ("sum", ("150余对", "3对")), ("product", ("3户", "2次")), ("count", ("甲镇、乙镇等",))],
)
def test_what_cannot_be_derived_says_why(kind, texts):
    value = derived(kind, formula(kind), operands(kind, *texts))
    assert isinstance(value, NotEvaluated)
    assert str(value.reason)


def test_rounding_happens_once():
    """0.4451 is 0.4 to one place although 0.445 would round to 0.45 and that to 0.5."""
    third = derived("share", formula("share", 2), operands("share", "4451人", "10000人"))
    assert str(third) == "44.51%"
    again = derived("sum", formula("sum", 0), [("term", third), ("term", parse_value("0%"))])
    assert str(again) == "45%"
    low = derived("share", formula("share", 0), operands("share", "4445人", "10000人"))
    total = derived("sum", formula("sum", 1), [("term", low), ("term", low)])
    assert (str(low), str(total)) == ("44%", "88.9%")


@pytest.mark.parametrize(
    ("value", "half_up", "half_even", "truncate"),
    [("0.5", 1, 0, 0), ("1.5", 2, 2, 1), ("2.5", 3, 2, 2), ("-2.5", -3, -2, -2), ("2.51", 3, 3, 2)],
)
def test_the_three_ways_to_round(value, half_up, half_even, truncate):
    assert [rounded(Fraction(value), 0, how) for how in ("half_up", "half_even", "truncate")] == [
        half_up,
        half_even,
        truncate,
    ]
