"""The calendar: the first and last day a written date can mean, whether it exists, how long a period lasts."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_kit.facts.values import Date, Period

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@lru_cache(maxsize=1024)
def valid(when: Date) -> bool:
    """Whether the calendar has this date. Without a year, 2月29日 exists."""
    if when.year is not None and not 1 <= when.year <= MAXYEAR:
        return False
    if when.month is None:
        return when.day is None or 1 <= when.day <= 31
    if not 1 <= when.month <= 12:
        return False
    if when.day is None:
        return True
    most = _DAYS[when.month - 1] if when.year is None else monthrange(when.year, when.month)[1]
    return 1 <= when.day <= most


@lru_cache(maxsize=1024)
def first_day(when: Date) -> date | None:
    """The first day it can mean; of 2022年底 the last of the year. None without a year, or if there is no such day."""
    if when.end:
        return last_day(when)
    if when.year is None or not valid(when) or (when.month is None and when.day is not None):
        return None
    return date(when.year, when.month or 1, when.day or 1)


@lru_cache(maxsize=1024)
def last_day(when: Date) -> date | None:
    """The last day it can mean; of 2023年初 the first of the year. None without a year, or if there is no such day."""
    if when.year is None or not valid(when) or (when.month is None and when.day is not None):
        return None
    if when.begin:
        return date(when.year, when.month or 1, 1)
    month = when.month or 12
    return date(when.year, month, when.day or monthrange(when.year, month)[1])


def years(period: Period) -> int | None:
    """How many calendar years it touches, both ends included; None without years."""
    if period.start.year is None or period.end.year is None:
        return None
    return period.end.year - period.start.year + 1


def months(period: Period) -> int | None:
    """How many calendar months it touches, both ends included; None without years."""
    first, last = first_day(period.start), last_day(period.end)
    if first is None or last is None:
        return None
    return (last.year - first.year) * 12 + last.month - first.month + 1


def days(period: Period) -> int | None:
    """How many days it lasts, both ends included; None without years."""
    first, last = first_day(period.start), last_day(period.end)
    return None if first is None or last is None else (last - first).days + 1


def precision(period: Period) -> str:
    """The unit it is written to: 年, 个月 or 天."""
    if period.start.day is not None or period.end.day is not None:
        return "天"
    return "年" if period.start.month is None and period.end.month is None else "个月"
