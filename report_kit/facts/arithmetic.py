"""What a formula gives: the interval its operands allow, and the figure a derived fact shows.

Everything is reckoned in base units with exact rationals. Intervals follow XBRL Calculations 1.1: every
operand stands for all values that could have been written so, and the result for all that could follow.
Derived figures are worked out from the exact values and rounded once (GB/T 8170-2008, 3.2: no successive
rounding), so a derived fact that another one uses counts with its unrounded value.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, msg
from report_kit.facts import dates
from report_kit.facts.intervals import Interval
from report_kit.facts.units import kind_of, same_unit, unit_factor
from report_kit.facts.values import SCALES, Kind, Members, Period, Quantity, Value

if TYPE_CHECKING:
    from report_kit.facts.model import Formula

Operands = Sequence[tuple[str, Value]]
"""Roles (as in ``Formula.operands``) and values; none of them pending."""

RATE_DIGITS = 1
"""Decimals of a derived rate or mean that does not say how many; statistical communiqués give one."""

MOST_DIGITS = 6
"""Decimals of a derived figure at most."""

_WRITTEN_SCALES = ("万亿", "亿", "万")


class NotEvaluated(NamedTuple):
    """Why a formula gives nothing."""

    reason: Message


def expected(kind: str, operands: Operands, unit: str = "") -> Interval | NotEvaluated:
    """All values, in base units, that a formula allows its fact.

    ``unit`` is the fact's own; it says whether a length counts years, months or days.
    """
    if kind == "count":
        return _counted(operands)
    if kind == "length":
        lasting = _length(operands, unit)
        return lasting if isinstance(lasting, NotEvaluated) else Interval.point(lasting[0])
    figures = _figures(operands)
    if isinstance(figures, NotEvaluated):
        return figures
    intervals = [(role, figure.interval) for role, figure in figures]
    by_role = dict(intervals)
    match kind:
        case "sum":
            total = Interval.point(0)
            for _, interval in intervals:
                total += interval
            return total
        case "product":
            result = Interval.point(1)
            for _, interval in intervals:
                result = result.times(interval)
            return result
        case "difference":
            return by_role["to"] - by_role["from"]
        case "growth":
            ratio = by_role["to"].divided_by(by_role["from"])
            return _no_divisor() if ratio is None else ratio - Interval.point(1)
        case "share":
            return by_role["part"].divided_by(by_role["of"]) or _no_divisor()
        case "mean":
            quotient: Interval | None = by_role["of"]
            for role, interval in intervals:
                if role == "per" and quotient is not None:
                    quotient = quotient.divided_by(interval)
            return quotient or _no_divisor()
        case _:
            return intervals[0][1]


def derived(kind: str, formula: Formula, operands: Operands, unit: str = "") -> Quantity | NotEvaluated:
    """The figure of a fact that has a formula and nothing written.

    ``unit`` is what the fact declares (a scale may stand before it: 万元), else the unit follows from the
    operands: theirs for sums and differences, 个百分点 between rates, % for shares and growth, 个 for counts.
    ``formula.digits`` and ``rounding`` say how it is shown; without digits as many as the operands bear.
    """
    if kind == "count":
        count = _counted(operands)
        if isinstance(count, NotEvaluated):
            return count
        if count.low is None or count.low != count.high:
            return NotEvaluated(msg("名单以“等”结尾，个数不定"))
        return _shown(count.low, unit or "个", 0, formula)
    if kind == "length":
        lasting = _length(operands, unit)
        return lasting if isinstance(lasting, NotEvaluated) else _shown(Fraction(lasting[0]), lasting[1], 0, formula)
    figures = _figures(operands)
    if isinstance(figures, NotEvaluated):
        return figures
    vague = next((figure for _, figure in figures if figure.approximate), None)
    if vague is not None:
        return NotEvaluated(msg("“{value}”是约数", value=str(vague)))
    return _calculated(kind, formula, figures, unit)


def rounded(value: Fraction, decimals: int, rounding: str = "half_up") -> Fraction:
    """Rounded to so many decimals: half_up (四舍五入), half_even (GB/T 8170-2008) or truncate, the sign aside."""
    scaled = abs(value) * 10**decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest
    up = twice > scaled.denominator or (twice == scaled.denominator and (rounding == "half_up" or whole % 2 == 1))
    number = Fraction(whole + (up and rounding != "truncate"), 10**decimals)
    return -number if value < 0 else number


def _calculated(kind: str, formula: Formula, figures: list[tuple[str, Quantity]], unit: str) -> Quantity | NotEvaluated:
    values = [(role, _exact(figure)) for role, figure in figures]
    by_role = dict(values)
    first = figures[0][1]
    if kind in ("sum", "difference"):
        other = next((figure for _, figure in figures[1:] if not _alike(first, figure)), None)
        if other is not None:
            return NotEvaluated(msg("{one} 与 {other} 单位不同", one=str(first), other=str(other)))
        rates = kind == "difference" and first.kind is Kind.RATE
        own = unit or ("个百分点" if rates else first.scale + first.unit)
        total = by_role["to"] - by_role["from"] if kind == "difference" else sum((v for _, v in values), Fraction(0))
        return _shown(total, own, _decimals(figures, own), formula)
    if kind == "product":
        result = Fraction(1)
        for _, value in values:
            result *= value
        own = unit or _product_unit(figures)
        return _shown(result, own, None, formula) if own else NotEvaluated(msg("乘积没有写明单位（unit）"))
    divisors = {"share": ("of",), "growth": ("from",)}.get(kind, ("per",))
    if any(value == 0 for role, value in values if role in divisors):
        return _no_divisor()
    if kind == "share":
        return _shown(by_role["part"] / by_role["of"], unit or "%", RATE_DIGITS, formula)
    if kind == "growth":
        return _shown(by_role["to"] / by_role["from"] - 1, unit or "%", RATE_DIGITS, formula)
    mean = by_role["of"]
    for role, value in values:
        if role == "per":
            mean /= value
    return _shown(mean, unit or first.scale + first.unit, RATE_DIGITS, formula)


def _shown(value: Fraction, unit: str, decimals: int | None, formula: Formula) -> Quantity:
    """The figure in a unit. ``decimals`` None: as many as it needs."""
    scale, plain = _scaled_unit(unit)
    number = value / (SCALES[scale] * unit_factor(plain))
    if formula.digits is not None:
        decimals = formula.digits
    elif decimals is None:
        decimals = _needed(number)
    shown = rounded(number, decimals, formula.rounding)
    whole, part = divmod(int(abs(shown) * 10**decimals), 10**decimals)
    sign = "-" if shown < 0 else ""
    digits = f"{sign}{whole}.{part:0{decimals}}" if decimals else f"{sign}{whole}"
    return Quantity(Kind(kind_of(plain)), digits, shown, decimals, plain, scale, unrounded=value)


def _decimals(figures: list[tuple[str, Quantity]], unit: str) -> int | None:
    """Decimals of a sum or difference: down to the coarsest rounded operand, or None if all are exact."""
    rough = [figure.place for _, figure in figures if not figure.exact]
    if not rough:
        return None
    scale, plain = _scaled_unit(unit)
    place = max(rough) / (SCALES[scale] * unit_factor(plain))
    decimals = 0
    while decimals < MOST_DIGITS and place * 10**decimals < 1:
        decimals += 1
    return decimals


def _needed(number: Fraction) -> int:
    return next((n for n in range(MOST_DIGITS) if (number * 10**n).denominator == 1), MOST_DIGITS)


def _scaled_unit(unit: str) -> tuple[str, str]:
    for scale in _WRITTEN_SCALES:
        if unit.startswith(scale):
            return scale, unit[len(scale) :]
    return "", unit


def _product_unit(figures: list[tuple[str, Quantity]]) -> str:
    """Money times counts and periods is money (标准 × 人数 × 月数); other products must say their unit."""
    amounts = [figure for _, figure in figures if figure.kind is Kind.MONEY]
    plain = all(figure.kind in (Kind.MONEY, Kind.COUNT, Kind.MULTIPLE, Kind.RATE) for _, figure in figures)
    if len(amounts) == 1 and plain:
        return amounts[0].unit.partition("/")[0]
    return ""


def _alike(one: Quantity, other: Quantity) -> bool:
    return one.kind is other.kind and (same_unit(one.unit, other.unit) or not (one.unit and other.unit))


def _exact(figure: Quantity) -> Fraction:
    return figure.value if figure.unrounded is None else figure.unrounded


def _figures(operands: Operands) -> list[tuple[str, Quantity]] | NotEvaluated:
    figures = []
    for role, value in operands:
        if not isinstance(value, Quantity):
            return NotEvaluated(msg("“{value}”不是数字", value=str(value)))
        figures.append((role, value))
    return figures


def _counted(operands: Operands) -> Interval | NotEvaluated:
    """The members of a list; at least so many when it ends in 等."""
    members = operands[0][1]
    if not isinstance(members, Members):
        return NotEvaluated(msg("“{value}”不是名单", value=str(members)))
    number = Fraction(len(members.members))
    return Interval(number, None if members.open_end else number)


def _length(operands: Operands, unit: str) -> tuple[int, str] | NotEvaluated:
    """How long a period lasts, both ends included, and in which unit: the fact's, else as it is written."""
    period = operands[0][1]
    if not isinstance(period, Period):
        return NotEvaluated(msg("“{value}”不是一段时期", value=str(period)))
    written = unit or dates.precision(period)
    if written in ("天", "日"):
        number = dates.days(period)
    elif written in ("个月", "月"):
        number = dates.months(period)
    else:
        number = dates.years(period)
    if number is None:
        return NotEvaluated(msg("“{value}”的日期没有写全，或者不是日历上的日期", value=str(period)))
    return number, written


def _no_divisor() -> NotEvaluated:
    return NotEvaluated(msg("除数是 0，或者可能是 0"))
