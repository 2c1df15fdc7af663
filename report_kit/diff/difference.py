"""How far a value moved, as a statistician says it: +26人（+0.28%）, +0.4个百分点, 增加丙镇."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from report_kit.changes import Difference
from report_kit.facts.arithmetic import rounded
from report_kit.facts.units import same_unit
from report_kit.facts.values import Date, Kind, Members, Ordinal, Quantity

if TYPE_CHECKING:
    from report_kit.facts.values import Value

_PERCENT_DIGITS = 2
_MOST_DIGITS = 6


def difference(before: Value | None, after: Value | None) -> Difference | None:
    """From one value to the other; None where nothing can be reckoned."""
    if isinstance(before, Quantity) and isinstance(after, Quantity):
        return _moved(before, after)
    if isinstance(before, Members) and isinstance(after, Members):
        gone = [one for one in before.members if one not in after.members]
        new = [one for one in after.members if one not in before.members]
        words = [f"+{'、'.join(new)}"] * bool(new) + [f"-{'、'.join(gone)}"] * bool(gone)
        return Difference(" ".join(words)) if words else None
    if isinstance(before, Ordinal) and isinstance(after, Ordinal) and before.unit == after.unit:
        step = after.number - before.number
        return Difference(_signed(Fraction(step), 0) + "位", value=str(step)) if step else None
    if isinstance(before, Date) and isinstance(after, Date):
        days = _days(before, after)
        return Difference(f"{days:+}天", value=str(days)) if days else None
    return None


def _moved(before: Quantity, after: Quantity) -> Difference | None:
    if not same_unit(before.unit, after.unit) or before.value == after.value:
        return None
    step = after.value - before.value
    unit, factor = after.scale + after.unit, after.factor
    rate = after.kind is Kind.RATE
    if rate and after.unit == "%":
        unit, factor = "个百分点", Fraction(1, 100)
    digits = max(before.decimals, after.decimals)
    if before.factor != after.factor:
        digits = _digits(step / factor)
    percent = ""
    if not rate and after.kind is not Kind.POINTS and before.value:
        percent = _signed(100 * step / abs(before.value), _PERCENT_DIGITS) + "%"
    return Difference(_signed(step / factor, digits) + unit, percent, str(step))


def _digits(number: Fraction) -> int:
    """Decimals that show a number in full, if six do."""
    return next((d for d in range(_MOST_DIGITS) if (number * 10**d).denominator == 1), _MOST_DIGITS)


def _signed(number: Fraction, digits: int) -> str:
    """Half up, with its sign; one that would round to nothing keeps the decimals it takes to be seen."""
    while digits < _MOST_DIGITS and number and not rounded(number, digits):
        digits += 1
    shown = abs(rounded(number, digits))
    whole, part = divmod(int(shown * 10**digits), 10**digits)
    sign = "-" if number < 0 else "+"
    return f"{sign}{whole}.{part:0{digits}}" if digits else f"{sign}{whole}"


def _days(before: Date, after: Date) -> int:
    try:
        ends = [date(one.year or 0, one.month or 0, one.day or 0) for one in (before, after)]
    except ValueError:
        return 0
    return (ends[1] - ends[0]).days
