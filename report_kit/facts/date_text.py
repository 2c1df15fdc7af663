"""Dates and periods as people write them: 2023年12月27日, 2022年底, 2023—2025年, 2023年1月至9月, 每月5日.

Only the form is read here; whether the calendar has such a day is for ``facts.dates.valid`` and rule D101.
"""

from __future__ import annotations

import re
from functools import lru_cache

from report_kit.facts import numerals
from report_kit.facts.patterns import pattern
from report_kit.facts.values import Date, Period, Recurring

LONGEST = 40
"""Characters of the longest date or period; anything longer is none."""

_N = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_Y = r"(?:[0-9]{4}|[〇○零一二三四五六七八九]{4})"
_END = "底|末"

_DATE = rf"(?:(?P<year>{_Y})年)?(?:(?P<month>{_N})月)?(?:份(?=$)|(?P<day>{_N})日)?(?P<edge>{_END}|年底|年末|初)?"
_YEAR = rf"(?P<year>{_Y})年(?P<edge>{_END}|初|度)?"
_DAY = rf"(?P<day>{_N})日"
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?")
_BARE_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_JOINS = frozenset("至到—–－―-～~")
_PART = rf"(?P<year>{_Y})年(?P<part>上半年|下半年|全年|第?[一二三四1-4]季度|前三季度)"
_RECURRING = rf"每(?:年(?P<month>{_N})月(?:(?P<day>{_N})日)?|月(?P<monthly>{_N})日)"

_PARTS = {"上半年": (1, 6), "下半年": (7, 12), "全年": (1, 12), "前三季度": (1, 9)}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


@lru_cache(maxsize=4096)
def read_date(text: str) -> Date | None:
    """One date at the precision written, in Chinese or ISO form; None if the text is none."""
    if not 2 <= len(text) <= LONGEST:
        return None
    iso = _ISO.fullmatch(text) if "-" in text else None
    if iso:
        day = iso["day"]
        return Date(text, int(iso["year"]), int(iso["month"]), int(day) if day else None)
    whole_year = pattern(_YEAR).fullmatch(text) if "年" in text else None
    if whole_year:
        edge = whole_year["edge"] or ""
        return Date(text, _year(whole_year["year"]), end=edge in ("底", "末"), begin=edge == "初")
    match = pattern(_DATE).fullmatch(text) if "月" in text else None
    if not match or (match["month"] is None and match["day"] is None):
        return None
    year, month, day, edge = match.group("year", "month", "day", "edge")
    if month is None or (edge and day is not None) or (edge and edge.startswith("年")):
        return None
    numbers = _number(month), _number(day) if day else None
    if numbers[0] is None or (day and numbers[1] is None):
        return None
    return Date(
        text, _year(year) if year else None, *numbers, end=bool(edge) and edge in ("底", "末"), begin=edge == "初"
    )


@lru_cache(maxsize=4096)
def read_period(text: str) -> Period | None:
    """A period with both ends: 2023年—2025年, 2023—2025年, 2023年1—9月, 2023年上半年, 2023年3月5日至8日; else None.

    What the second end leaves out it takes from the first, and the unit that the first leaves out it takes
    from the second.
    """
    if not 4 <= len(text) <= LONGEST:
        return None
    part = pattern(_PART).fullmatch(text) if text.endswith(("半年", "全年", "季度")) else None
    if part:
        return _part_of_year(text, _year(part["year"]), part["part"])
    for at, sign in enumerate(text):
        if sign in _JOINS and 0 < at < len(text) - 1:
            found = _between(text, text[:at], text[at + 1 :])
            if found is not None:
                return found
    return None


def read_recurring(text: str) -> Recurring | None:
    """A day that comes again: 每月5日, 每年9月, 每年1月1日; else None."""
    match = pattern(_RECURRING).fullmatch(text) if text.startswith("每") and len(text) <= LONGEST else None
    if not match:
        return None
    month, day, monthly = (match[name] for name in ("month", "day", "monthly"))
    numbers = [_number(part) if part else None for part in (month, day or monthly)]
    if (month and numbers[0] is None) or ((day or monthly) and numbers[1] is None):
        return None
    return Recurring(text, *numbers)


def read_year(text: str) -> Date | None:
    """A bare year such as 2023, which is a date only where a date is asked for; else None."""
    return Date(text, int(text)) if _BARE_YEAR.fullmatch(text) else None


def _between(text: str, first: str, second: str) -> Period | None:
    end = read_date(second) or _day_alone(second)
    start = read_date(first)
    if end is None and start is not None and second.isdigit() and len(second) == 4 and start.month is None:
        return None  # 2023年—2025: the unit is missing at the end
    if end is None:
        return None
    if start is None:
        start = _with_unit(first, end)
    if start is None or (start.year is None and end.year is not None):
        return None
    year = end.year if end.year is not None else start.year
    month = end.month if end.month is not None or end.year is not None else start.month
    filled = Date(end.text, year, month, end.day, end.end, end.begin)
    if (start.day is None) != (filled.day is None) and end.year is None and start.month is None:
        return None
    return Period(text, start, filled)


def _day_alone(text: str) -> Date | None:
    """The second end of 3月5日至8日."""
    match = pattern(_DAY).fullmatch(text)
    number = _number(match["day"]) if match else None
    return None if number is None else Date(text, day=number)


def _with_unit(first: str, end: Date) -> Date | None:
    """The first end of 2023—2025年, 1—10月, 2023年1—9月, 3月5—8日: its last unit stands after the second."""
    if re.fullmatch("[0-9]{4}", first):
        return Date(first, int(first)) if end.year is not None and end.month is None else None
    if end.year is not None:
        return None
    if end.day is None:
        unit = "月"
    elif end.month is None:
        unit = "日"
    else:
        return None
    found = read_date(first + unit)
    return None if found is None else Date(first, found.year, found.month, found.day)


def _part_of_year(text: str, year: int | None, part: str) -> Period:
    if part.endswith("季度") and part != "前三季度":
        sign = part.removeprefix("第")[0]
        quarter = _QUARTERS.get(sign) or int(sign)
        months = (3 * quarter - 2, 3 * quarter)
    else:
        months = _PARTS[part]
    return Period(
        text, Date(f"{year}年{months[0]}月", year, months[0]), Date(f"{year}年{months[1]}月", year, months[1])
    )


def _year(text: str) -> int | None:
    return int(text) if text.isascii() else numerals.year(text.replace("○", "〇"))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() else numerals.chinese(text)
