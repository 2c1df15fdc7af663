"""What the filters of holes print: ``{{ 在册低保|as_of }}``, ``{{ 拨款|wan }}``, ``{{ 低保增幅|change }}``.

A filter gets the fact and its value and returns words, or None when the fact does not have what the
filter shows. None changes a value: they choose what of a fact is shown, or in which unit. The yearly ones
(``{{ 在册低保|yearly_growth }}``) word what a fact has grown by since last year, as ``yearly`` works it out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from report_kit.facts.values import WAN, Date, Kind, Quantity

if TYPE_CHECKING:
    from fractions import Fraction

    from report_kit.facts.model import Fact
    from report_kit.facts.values import Value

Filter = Callable[["Fact", "Value"], "str | None"]

_DIRECTIONS: Mapping[str, tuple[str, str]] = {"growth": ("增长", "下降"), "difference": ("增加", "减少")}
_OF_RATES = ("提高", "降低")


def as_of(fact: Fact, _value: Value) -> str | None:
    """The day the figure is of: 2022年12月31日."""
    return fact.as_of.chinese if fact.as_of else None


def period(fact: Fact, _value: Value) -> str | None:
    """The time the figure covers: 2023年1月至9月."""
    return fact.period.chinese if fact.period else None


def wan(_fact: Fact, value: Value) -> str | None:
    """A count or an amount in 万, every digit kept: 1092300元 as 109.23万元."""
    if not isinstance(value, Quantity) or value.kind not in (Kind.COUNT, Kind.MONEY) or value.approximate:
        return None
    digits = _decimal(value.value / WAN)
    return None if digits is None else f"{digits}万{value.unit}"


def change(fact: Fact, value: Value) -> str | None:
    """A growth or difference with its direction in words: 增长4.86%, 减少23人, 提高3.2个百分点, 持平."""
    if not isinstance(value, Quantity) or fact.formula is None or fact.formula.kind not in _DIRECTIONS:
        return None
    if value.number == 0:
        return "持平"
    return _directed(value, fact.formula.kind)


def yearly(kind: str, value: Quantity) -> str:
    """A growth or difference since last year in words: 较上年增长4.9%, 较上年提高3.2个百分点, 与上年持平.

    What is not nothing and becomes nothing by rounding is told as 基本持平.
    """
    if value.number == 0:
        return "与上年基本持平" if value.unrounded else "与上年持平"
    return f"较上年{_directed(value, kind)}"


def _directed(value: Quantity, kind: str) -> str:
    up, down = _OF_RATES if value.kind is Kind.POINTS else _DIRECTIONS[kind]
    return f"{up}{value}" if value.number > 0 else down + str(value).replace("-", "", 1).replace("−", "", 1)


def thousands(_fact: Fact, value: Value) -> str | None:
    """The digits in groups of three: 9,774人."""
    if not isinstance(value, Quantity):
        return None
    digits = value.digits.lstrip("-−")
    if not digits.isascii():
        return None
    from decimal import Context, Decimal, localcontext

    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * value.decimals if value.decimals else "")
    with localcontext(Context(prec=len(digits) + 1)):  # a number of 28 digits and more stays exact
        grouped = format_decimal(Decimal(digits), format=pattern, locale="zh_CN")
    return str(value).replace(digits, grouped, 1)


def weekday(_fact: Fact, value: Value) -> str | None:
    """The day of the week of a complete date: 星期五."""
    if not isinstance(value, Date) or value.year is None or value.month is None or value.day is None:
        return None
    from datetime import date

    from babel.dates import format_date

    try:
        day = date(value.year, value.month, value.day)
    except ValueError:
        return None
    return str(format_date(day, "EEEE", locale="zh_CN"))


def _decimal(value: Fraction) -> str | None:
    """The value as a finite decimal number without trailing zeros, or None when it has no end."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return None
    decimals = 0
    while (value * 10**decimals).denominator != 1:
        decimals += 1
    scaled = abs(int(value * 10**decimals))
    digits = str(scaled).rjust(decimals + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


FILTERS: Mapping[str, Filter] = {
    "as_of": as_of,
    "period": period,
    "wan": wan,
    "change": change,
    "thousands": thousands,
    "weekday": weekday,
}

YEARLY: Mapping[str, str] = {"yearly_growth": "growth", "yearly_change": "difference"}
"""Filters that set a fact beside last year's, and the formula each words."""
