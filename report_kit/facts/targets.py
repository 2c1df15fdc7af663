"""Figures against targets: which figures can be compared, and what ``meets`` and ``misses`` may say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.facts.dates import first_day, last_day
from report_kit.facts.intervals import Interval
from report_kit.facts.units import same_unit
from report_kit.facts.values import Date, Kind, Ordinal, Quantity

if TYPE_CHECKING:
    from report_kit.facts.values import Value


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two figures count the same sort of thing, whatever their scale. A count without unit fits any count."""
    if one.kind is other.kind and one.kind in (Kind.RATE, Kind.MULTIPLE):
        return True
    if one.kind is Kind.COUNT and other.kind is Kind.COUNT and not (one.unit and other.unit):
        return True
    return one.kind is other.kind and same_unit(one.unit, other.unit)


def claim_holds(claim: str, figure: Value, target: Value) -> bool | None:
    """Whether ``meets`` or ``misses`` may be said of a figure and its target; None if they cannot be compared.

    A target is the number written, not a rounded one, unless it says that it is approximate. Of places in an order
    the earlier one is the better one. A day is in time up to the last day that the target may mean; of a month that
    is not over by then both may be said.
    """
    if isinstance(figure, Date) and isinstance(target, Date):
        earliest, latest, limit_day = first_day(figure), last_day(figure), last_day(target)
        if earliest is None or latest is None or limit_day is None:
            return None
        return earliest <= limit_day if claim == "meets" else latest > limit_day
    if isinstance(figure, Ordinal) and isinstance(target, Ordinal):
        return (figure.number <= target.number) == (claim == "meets")
    if not (isinstance(figure, Quantity) and isinstance(target, Quantity) and comparable(figure, target)):
        return None
    stated, limit = figure.interval, target.interval
    if claim == "meets":
        return not (limit if target.approximate else Interval.point(target.value)).above(stated)
    surely = limit.high if target.approximate and limit.high is not None else target.value
    return stated.low is None or stated.low < surely
