"""What a fact can be worth: the written text, digit by digit, and its exact value.

Every value prints exactly as it was written: ``str(parse(text)) == text``. Numbers are exact
rationals in base units (one person, one yuan, a ratio for percent), never floats.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.units import unit_factor

if TYPE_CHECKING:
    from fractions import Fraction

    from report_kit.facts.intervals import Interval

WAN = 10_000
YI = 100_000_000

SCALES = {"": 1, "万": WAN, "亿": YI, "万亿": WAN * YI} | {
    "千": 1000,
    "百": 100,
    "十万": 10 * WAN,
    "百万": 100 * WAN,
    "千万": 1000 * WAN,
}
"""The scales of figures and their values. Those below the first four are read in running text only."""


class Kind(Enum):
    """What sort of quantity a figure is; it decides whether its value is exact (see ``Quantity.interval``)."""

    COUNT = "count"  # 9774人
    MONEY = "money"  # 109.23万元, 20元/人
    RATE = "rate"  # 62.7%, 12‰
    POINTS = "points"  # 3.2个百分点
    MULTIPLE = "multiple"  # 2倍
    MEASURE = "measure"  # 12.5万亩, 37公里: measured, so even an integer is rounded
    RATIO = "ratio"  # 4.5张/千人: one count over another


@lru_cache(maxsize=1024)
def _factor(scale: str, unit: str) -> Fraction:
    return SCALES[scale] * unit_factor(unit)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure. The written text is ``prefix + digits + infix + scale + unit + suffix``.

    prefix      an approximator before the digits: 近, 约, 超, 逾, 不足 (or empty)
    digits      the number as written: ``9774``, ``109.23``, ``千``, ``三``
    infix       an approximator between digits and unit: 余, 多 (or empty); it stands before or after
                the scale as ``infix_after_scale`` says (50余万元, 50万余元)
    scale       万, 亿, 万亿 or empty
    unit        ``人``, ``%``, ``元/户``, ``个百分点``, ``倍``; may be empty
    suffix      an approximator after the unit: 左右, 以上, 以下 (or empty)
    number      the value of the digits alone, an exact rational
    decimals    how many decimals were written
    unrounded   of a derived figure, its exact value in base units before rounding: rounding is done once
    """

    kind: Kind
    digits: str
    number: Fraction
    decimals: int = 0
    unit: str = ""
    scale: str = ""
    prefix: str = ""
    infix: str = ""
    suffix: str = ""
    infix_after_scale: bool = False
    unrounded: Fraction | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        middle = self.scale + self.infix if self.infix_after_scale else self.infix + self.scale
        return f"{self.prefix}{self.digits}{middle}{self.unit}{self.suffix}"

    @property
    def factor(self) -> Fraction:
        """Base units in one written unit: 万 10⁴, 亿 10⁸, % 10⁻², ‰ 10⁻³, 个百分点 10⁻², 吨 10³ (公斤)."""
        return _factor(self.scale, self.unit)

    @property
    def value(self) -> Fraction:
        """The exact value in base units; for an approximate figure the written number itself."""
        factor = self.factor
        return self.number if factor == 1 else self.number * factor

    @property
    def place(self) -> Fraction:
        """The value of one unit of the last written place, in base units (q of GB/T 8170)."""
        return self.factor / 10**self.decimals if self.decimals else self.factor

    @property
    def approximator(self) -> str:
        """The approximator as written, or an empty text."""
        return self.prefix or self.infix or self.suffix

    @property
    def approximate(self) -> bool:
        """Whether the figure says itself that it is not exact; such a figure never breaks an equality."""
        return bool(self.approximator)

    @property
    def exact(self) -> bool:
        """Whether the figure is a count or plain yuan and so stands for one number, not for an interval."""
        return not self.approximate and not self.scale and self.decimals == 0 and self.kind in (Kind.COUNT, Kind.MONEY)

    @property
    def interval(self) -> Interval:
        """All values that could have been written this way; see ``facts.intervals.written``."""
        from report_kit.facts.intervals import written

        return written(self)


class Ordinal(NamedTuple):
    """A place in an order: 第一, 第二批, 第1名. ``number`` counts from 1; ``unit`` may be empty."""

    digits: str
    number: int
    unit: str = ""

    def __str__(self) -> str:
        return f"第{self.digits}{self.unit}"


class Date(NamedTuple):
    """A date at the precision written. Missing parts are None; at least one part is there.

    ``text`` is what was written; ``end`` marks 2022年底 (the last day of the year, of the month),
    ``begin`` 2023年初 (the first).
    A date read from ISO text (2022-12-31) prints in Chinese form through ``chinese``.
    """

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    end: bool = False
    begin: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def chinese(self) -> str:
        """As it stands in a report: 2022-12-31 is 2022年12月31日, a bare 2022 is 2022年; Chinese stays as written."""
        if any(mark in self.text for mark in "年月日"):
            return self.text
        parts = ((self.year, "年"), (self.month, "月"), (self.day, "日"))
        return "".join(f"{number}{mark}" for number, mark in parts if number is not None)


class Period(NamedTuple):
    """From one date to another: 2023年—2025年, 2023—2025年, 2023年1月至9月. Both ends belong to it."""

    text: str
    start: Date
    end: Date

    def __str__(self) -> str:
        return self.text

    @property
    def chinese(self) -> str:
        """As it stands in a report: 2023-01至2023-09 is 2023年1月至2023年9月; Chinese stays as written."""
        if any(mark in self.text for mark in "年月日"):
            return self.text
        return f"{self.start.chinese}至{self.end.chinese}"


class Recurring(NamedTuple):
    """A day that comes again: 每月5日, 每年9月."""

    text: str
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        return self.text


class Members(NamedTuple):
    """A list as it stands in a sentence: 潭门镇、大路镇和博鳌镇.

    ``separators`` are the marks between the members, one fewer than the members; ``open_end`` is the
    closing 等 of a list that is not complete (or an empty text).
    """

    members: tuple[str, ...]
    separators: tuple[str, ...]
    open_end: str = ""

    def __str__(self) -> str:
        parts = [self.members[0]]
        for separator, member in zip(self.separators, self.members[1:], strict=True):
            parts += (separator, member)
        return "".join(parts) + self.open_end


class Words(NamedTuple):
    """A name or other words: no value to reckon with."""

    text: str

    def __str__(self) -> str:
        return self.text


class Pending(NamedTuple):
    """A fact not yet known: 待补, XX元/人. ``unit`` is what was written after the XX, else what the fact declares."""

    text: str
    unit: str = ""

    def __str__(self) -> str:
        return self.text


class Unread(Pending):
    """What was written for a fact and could not be read; that is reported, and from there on it is not known."""

    __slots__ = ()


Value = Quantity | Ordinal | Date | Period | Recurring | Members | Words | Pending


def printed(value: Value | None) -> str:
    """As the report prints it without a filter: as written, dates in Chinese; ？ when it could not be worked out."""
    if value is None:
        return "？"
    return value.chinese if isinstance(value, (Date, Period)) else str(value)
