"""Intervals of exact rationals: what a written figure can stand for, and arithmetic on that.

Follows XBRL Calculations 1.1 (REC 2023-02-22): every rounded figure stands for a closed interval of
half a unit of its last place on both sides; a relation holds if the computed interval and the stated
one meet. Counts and plain yuan are exact: with an interval on counts, 10 = 9 + 1 would still pass
when the total says 11.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_kit.facts.values import Quantity


class _End(NamedTuple):
    """An end of an interval in order: −∞, the numbers, +∞."""

    infinite: int
    value: Fraction
    is_open: bool


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``; None is without limit; an open end does not belong to it."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def point(cls, value: Fraction | int) -> Interval:
        """One number."""
        return cls(Fraction(value), Fraction(value))

    @property
    def empty(self) -> bool:
        """Whether no number belongs to it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def contains(self, value: Fraction | int) -> bool:
        """Whether a number belongs to it."""
        return self.meets(Interval.point(value))

    def meets(self, other: Interval) -> bool:
        """Whether the two have a number in common."""
        return not (self.empty or other.empty or self.above(other) or other.above(self))

    def above(self, other: Interval) -> bool:
        """Whether every number in it is greater than every number in the other."""
        if self.low is None or other.high is None:
            return False
        return self.low > other.high or (self.low == other.high and (self.low_open or other.high_open))

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def scaled(self, factor: Fraction | int) -> Interval:
        """Every number of it times one number."""
        return self.times(Interval.point(factor))

    def times(self, other: Interval) -> Interval:
        """All products of a number of it and a number of the other: the outermost of the four corners."""
        corners = [_product(one, two) for one in self._ends() for two in other._ends()]
        return _between(corners)

    def divided_by(self, other: Interval) -> Interval | None:
        """All quotients; None if the other contains zero, where there are none."""
        if other.contains(0):
            return None
        low = Fraction(0) if other.high is None else (None if other.high == 0 else 1 / other.high)
        high = Fraction(0) if other.low is None else (None if other.low == 0 else 1 / other.low)
        return self.times(
            Interval(low, high, other.high is None or other.high_open, other.low is None or other.low_open)
        )

    def _ends(self) -> tuple[_End, _End]:
        low = _End(-1, Fraction(0), is_open=True) if self.low is None else _End(0, self.low, self.low_open)
        high = _End(1, Fraction(0), is_open=True) if self.high is None else _End(0, self.high, self.high_open)
        return low, high


def written(quantity: Quantity, rounding: str = "half_up") -> Interval:
    """All values that could have been written as this figure (docs of the rule family N; base units).

    An integer count or plain yuan is itself. Other figures: half a unit of the last place on both sides,
    both ends included, so that every rule for ties is accepted; with ``rounding`` truncate, from the figure
    to less than one unit above (below zero: to more than one unit below). 余, 多: up to the next unit of the
    last place that is not zero. 近: the tenth below. 约, 左右: five per cent on both sides. 超, 逾: above.
    以上: from. 以下, 以内: up to. 不足, 不到: below.
    """
    value = quantity.value
    match quantity.approximator:
        case "":
            return _rounded(quantity, value, rounding)
        case "余" | "多":
            return Interval(value, value + _last_place(quantity), high_open=True)
        case "近" | "将近":
            return Interval(value * Fraction(9, 10), value, high_open=True)
        case "约" | "大约" | "左右" | "上下":
            return Interval(value * Fraction(95, 100), value * Fraction(105, 100))
        case "超" | "超过" | "逾":
            return Interval(value, None, low_open=True)
        case "不足" | "不到":
            return Interval(None, value, high_open=True)
        case "以下" | "以内":
            return Interval(None, value)
        case _:
            return Interval(value, None)


def shown(interval: Interval, like: Quantity) -> str:
    """An interval in the unit of a figure, for a message: 72.55–72.65%, 不小于50万元; one number if it is one."""
    tail = like.scale + like.unit
    low, high = (None if end is None else decimal(end / like.factor, like.decimals + 2) for end in _both(interval))
    if low is None and high is None:
        return "任意数"
    if low is None:
        return f"{'小于' if interval.high_open else '不大于'}{high}{tail}"
    if high is None:
        return f"{'大于' if interval.low_open else '不小于'}{low}{tail}"
    return f"{low}{tail}" if low == high else f"{low}–{high}{tail}"


def decimal(value: Fraction, most: int) -> str:
    """A number with as many decimals as it needs, but no more than ``most`` (halves away from zero)."""
    scaled = abs(value) * 10**most
    whole, part = divmod((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator), 10**most)
    fraction = f"{part:0{most}}".rstrip("0") if most else ""
    sign = "-" if value < 0 and (whole or part) else ""
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def _both(interval: Interval) -> tuple[Fraction | None, Fraction | None]:
    return interval.low, interval.high


def _rounded(quantity: Quantity, value: Fraction, rounding: str) -> Interval:
    if quantity.exact:
        return Interval(value, value)
    place = quantity.place
    if rounding == "truncate":
        if value < 0:
            return Interval(value - place, value, low_open=True)
        return Interval(value, value + place, high_open=True)
    return Interval(value - place / 2, value + place / 2)


def _last_place(quantity: Quantity) -> Fraction:
    """The value of one unit of the last digit that is not zero: 10 for 150, 10万 for 50万."""
    scaled = abs(quantity.number) * 10**quantity.decimals
    place = quantity.place
    if scaled.denominator != 1 or scaled == 0:
        return place
    number = scaled.numerator
    while number % 10 == 0:
        number //= 10
        place *= 10
    return place


def _product(one: _End, two: _End) -> _End:
    for zero in (one, two):
        if zero.infinite == 0 and zero.value == 0:
            return _End(0, Fraction(0), zero.is_open)
    if one.infinite or two.infinite:
        sign = (one.infinite or (1 if one.value > 0 else -1)) * (two.infinite or (1 if two.value > 0 else -1))
        return _End(sign, Fraction(0), is_open=True)
    return _End(0, one.value * two.value, one.is_open or two.is_open)


def _between(ends: Iterable[_End]) -> Interval:
    """The smallest interval with these ends; where two ends are equal, the closed one counts."""
    ordered = sorted(ends, key=lambda end: (end.infinite, end.value))
    low, high = ordered[0], ordered[-1]
    return Interval(
        None if low.infinite else low.value,
        None if high.infinite else high.value,
        low_open=not low.infinite and all(end.is_open for end in ordered if end[:2] == low[:2]),
        high_open=not high.infinite and all(end.is_open for end in ordered if end[:2] == high[:2]),
    )
