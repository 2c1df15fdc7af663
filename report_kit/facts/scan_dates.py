"""Dates and periods in running text: where one begins, how far it reaches, and which day it means.

``facts.date_text`` reads what is found here, so a date in prose is worth what it is worth as a fact. Beyond
that, running text may hold forms that a fact may not: spaces between number and 年, 号 for 日, 23年12月,
2023/12/27. They are read, so that a day that the calendar does not have is reported in any of them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts import numerals
from report_kit.facts.date_text import read_date, read_period, read_recurring
from report_kit.facts.lookalikes import GAP
from report_kit.facts.values import Date, Period, Recurring

if TYPE_CHECKING:
    from report_kit.facts.values import Value


class DateRead(NamedTuple):
    """A date that was found, and where it ends."""

    end: int
    value: Date | Period | Recurring


_S = f"[{GAP}]{{0,2}}"
_N = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_Y = r"(?:[0-9]{4}|[〇○零一二三四五六七八九]{4})"
_EDGE = r"(?:底(?![线层数部蕴气子册价商图])|末(?!端)|初(?![一二三中级高步衷次心始审试]))"
_DAY = rf"{_N}{_S}(?:日|号(?![楼线文院令门井机]))"
_MONTH = rf"{_N}{_S}月(?!龄)(?:份(?!额)|{_EDGE}|{_S}{_DAY})?"
_YEAR = rf"{_Y}{_S}年"
_DATE = rf"(?:{_YEAR}(?:年?{_EDGE}|度(?![假过])|{_S}{_MONTH})?|{_MONTH})"
_JOIN = rf"{_S}(?:——|[至到—–―～~-]){_S}"

_SINGLE = re.compile(_DATE)
_SECOND = re.compile(rf"{_JOIN}(?:{_DATE}|{_DAY})")
_SHARED = (
    re.compile(rf"{_Y}{_JOIN}{_YEAR}(?:度(?![假过]))?"),  # 2023—2025年
    re.compile(rf"(?:{_YEAR}{_S})?{_N}{_JOIN}{_N}{_S}月(?!龄)(?:份(?!额))?"),  # 1—10月, 2023年1—9月
    re.compile(rf"(?:{_YEAR}{_S})?{_N}{_S}月{_S}{_N}{_JOIN}{_DAY}"),  # 3月5—8日
)
_PART = re.compile(rf"{_YEAR}{_S}(?:上半年|下半年|全年|第?[一二三四1-4]季度|前三季度)")
_BARE_YEARS = re.compile(rf"((?:19|20|21)[0-9]{{2}}){_JOIN}((?:19|20|21)[0-9]{{2}})(?![0-9])")
_DIGITS_ONLY = re.compile(
    r"((?:19|20|21)[0-9]{2})([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?(?=[^0-9A-Za-z.%％‰/万亿-]|[.-](?![0-9])|$)"
)
_SHORT_YEAR = re.compile(rf"([0-9]{{2}}){_S}年{_S}(?:{_MONTH}|年?{_EDGE})|(?<=[’‘'])([0-9]{{2}})年")
_RECURRING = re.compile(rf"每{_S}(?:年{_S}{_N}{_S}月(?!龄)(?:{_S}{_N}{_S}日)?|月{_S}{_N}{_S}日)")
_NEXT_DAY = re.compile(rf"(?:{_N}{_S}月)?{_DAY}|{_N}{_S}月")
_DAY_ALONE = re.compile(rf"({_N}){_S}日(?![内游龄后元])(?!以[内上下])")
_LASTING = (
    "为期",
    "历时",
    "连续",
    "累计",
    "共",
    "共计",
    "超",
    "超过",
    "近",
    "约",
    "不足",
    "逾",
    "用时",
    "工期",
    "达",
    "每",
    "第",
    "前",
)
_JOINERS = frozenset(("、", "和", "及", "至", "到", "—", "——", "～", "~", "-", "–", "与", "或"))
_AFTER_MONTH = "，。；、）)》”—–～~至起\n" + GAP
"""What follows 2023.12 and 2023-12 when they are months; at the end of the text nothing does."""
_FOLD = str.maketrans("号", "日", GAP)
_CENTURY = 50
"""Two digits below this mean this century: 23年12月."""


def date_at(text: str, half: str, start: int) -> DateRead | None:
    """The date or period that begins here, at the precision written; None if there is none.

    ``half`` is the text with half-width digits, character by character. The value keeps the text as written.
    """
    for shape in _SHARED:
        match = shape.match(half, start)
        if match:
            period = read_period(_plain(match.group()))
            if period is not None:
                return _as_written(text, start, match.end(), period)
    match = _PART.match(half, start)
    if match:
        period = read_period(_plain(match.group()))
        if period is not None:
            return _as_written(text, start, match.end(), period)
    match = _SINGLE.match(half, start)
    if match:
        return _single(text, half, start, match.end())
    return _in_digits(text, half, start)


def recurring_at(text: str, half: str, start: int) -> DateRead | None:
    """每月5日, 每年9月, 每年3月1日; None if there is none."""
    match = _RECURRING.match(half, start)
    value = read_recurring(_plain(match.group())) if match else None
    return _as_written(text, start, match.end(), value) if match and value else None


def day_at(text: str, half: str, start: int, *, previous: Value | None, between: str) -> DateRead | None:
    """A day, or after 每月5日、 the next one, that is a date only by what stands before it; else None.

    ``previous`` is what was found last and ``between`` the text since then. 20日 alone is a day of some month
    unless it lasts (为期20日, 20日内).
    """
    joined = between.strip(GAP) in _JOINERS
    if joined and isinstance(previous, Recurring):
        match = _NEXT_DAY.match(half, start)
        if match:
            month, _, day = _plain(match.group()).rpartition("月") if "日" in match.group() else (match.group(), "", "")
            return _as_written(
                text,
                start,
                match.end(),
                Recurring("", _number(month.rstrip("月")) or previous.month, _number(day.rstrip("日"))),
            )
    match = _DAY_ALONE.match(half, start)
    number = _number(match[1]) if match else None
    if match is None or number is None or not 1 <= number <= 31 or not match[1].isascii():
        return None
    if not joined and half.endswith(_LASTING, 0, start):
        return None
    last = previous.end if isinstance(previous, Period) else previous
    if joined and isinstance(last, Date) and last.month is not None:
        return _as_written(text, start, match.end(), Date("", last.year, last.month, number))
    return _as_written(text, start, match.end(), Date("", day=number))


def _single(text: str, half: str, start: int, end: int) -> DateRead | None:
    match = _SECOND.match(half, end)
    if match:
        period = read_period(_plain(half[start : match.end()]))
        if period is not None:
            return _as_written(text, start, match.end(), period)
    plain = _plain(half[start:end])
    date = read_date(plain.replace("年年", "年"))
    if date is None or (date.year is None and plain.endswith("月") and not plain[0].isascii()):
        return None  # 三月 alone: 阳春三月, 十月革命, 三月三
    return _as_written(text, start, end, date)


def _in_digits(text: str, half: str, start: int) -> DateRead | None:
    """2023-12-31, 2023/12/31, 2023.12; 2023—2025 without 年; 23年12月."""
    match = _BARE_YEARS.match(half, start)
    if match:
        first, second = match.groups()
        return _as_written(text, start, match.end(), Period("", Date(first, int(first)), Date(second, int(second))))
    match = _DIGITS_ONLY.match(half, start)
    if match:
        year, sign, month, day = match.groups()
        closed = half[match.end() : match.end() + 1] in _AFTER_MONTH and 1 <= int(month) <= 12
        if day or (closed and (sign == "." or (sign == "-" and len(month) == 2))):
            return _as_written(text, start, match.end(), Date("", int(year), int(month), int(day) if day else None))
    match = _SHORT_YEAR.match(half, start)
    if match:
        plain = _plain(match.group()).replace("年年", "年")
        short = int(match[1] or match[2])
        date = read_date(f"{20 if short < _CENTURY else 19}{plain}")
        return None if date is None else _as_written(text, start, match.end(), date)
    return None


def _as_written(text: str, start: int, end: int, value: Date | Period | Recurring) -> DateRead:
    written = text[start:end]
    return DateRead(end, value if value.text == written else replace(value, text=written))


def _plain(written: str) -> str:
    """As a fact would be written: no spaces, 日 for 号, one dash."""
    return written.translate(_FOLD).replace("——", "—")


def _number(text: str) -> int | None:
    return (int(text) if text.isascii() else numerals.chinese(text)) if text else None
