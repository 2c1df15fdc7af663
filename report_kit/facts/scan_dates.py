"""Dates and periods in running text: where one begins, how far it reaches, and which day it means.

``facts.date_text`` reads what is found here, so a date in prose is worth what it is worth as a fact. Beyond
that, running text may hold forms that a fact may not: spaces between number and 年, 号 for 日, 23年12月,
2023/12/27. They are read, so that a day that the calendar does not have is reported in any of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts import numerals
from report_kit.facts.date_text import read_date, read_period, read_recurring
from report_kit.facts.lookalikes import GAP, gap_end
from report_kit.facts.patterns import pattern
from report_kit.facts.values import Date, Period, Recurring

if TYPE_CHECKING:
    from report_kit.facts.values import Value


class DateRead(NamedTuple):
    """A date that was found, and where it ends."""

    end: int
    value: Date | Period | Recurring


_NUMBER = re.compile("[0-9]{1,2}|[一二三四五六七八九十]{1,3}")
_YEAR = re.compile("[0-9]{4}|[〇○零一二三四五六七八九]{4}")
_DIGITAL_YEAR = re.compile("(?:19|20|21)[0-9]{2}")
_JOINS = tuple("至到—–―～~-")
# What makes another word of 底, 末, 初, 号 or 日 when it follows.
_EDGES = {"底": tuple("线层数部蕴气子册价商图"), "末": ("端",), "初": tuple("一二三中级高步衷次心始审试")}
_AFTER_HAO = tuple("楼线文院令门井机")
_AFTER_LENGTH = ("内", "游", "龄", "后", "元", "以内", "以上", "以下")
_PARTS = ("上半年", "下半年", "全年", "前三季度", *(f"{th}{n}季度" for th in ("", "第") for n in "一二三四1234"))
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
_DIGITS = frozenset("0123456789")
_APOSTROPHES = frozenset("’‘'")
_DIGITS_ONLY = (
    r"((?:19|20|21)[0-9]{2})([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?(?=[^0-9A-Za-z.%％‰/万亿-]|[.-](?![0-9])|$)"
)
_CENTURY = 50
"""Two digits below this mean this century: 23年12月."""


def date_at(text: str, half: str, start: int) -> DateRead | None:
    """The date or period that begins here, at the precision written; None if there is none.

    ``half`` is the text with half-width digits, character by character. The value keeps the text as written.
    """
    year = _year(half, start)
    for end in (_years(half, start), _months(half, start, year), _days(half, start, year), _part(half, year)):
        period = read_period(_plain(half[start:end])) if end else None
        if period is not None:
            return _as_written(text, start, end, period)
    end = _date(half, start, year)
    if not end:
        return _in_digits(text, half, start)
    found = _single(text, half, start, end)
    return found or (_single(text, half, start, year) if year else None)  # of 2023年一一月 the year


def recurring_at(text: str, half: str, start: int) -> DateRead | None:
    """每月5日, 每年9月, 每年3月1日; None if there is none."""
    mark = gap_end(half, start + 1)
    if half.startswith("年", mark):
        month = _month_name(half, gap_end(half, mark + 1))
        end = (_marked(half, gap_end(half, month), "日") or month) if month else 0
    else:
        end = _marked(half, gap_end(half, mark + 1), "日") if half.startswith("月", mark) else 0
    value = read_recurring(_plain(half[start:end])) if end else None
    return _as_written(text, start, end, value) if value else None


def day_at(text: str, half: str, start: int, *, previous: Value | None, between: str) -> DateRead | None:
    """A day, or after 每月5日、 the next one, that is a date only by what stands before it; else None.

    ``previous`` is what was found last and ``between`` the text since then. 20日 alone is a day of some month
    unless it lasts (为期20日, 20日内).
    """
    joined = between.strip(GAP) in _JOINERS
    if joined and isinstance(previous, Recurring):
        month_end = _marked(half, start, "月")
        end = _day(half, month_end or start) or month_end
        if end:
            written = half[start:end]
            month, _, day = _plain(written).rpartition("月") if "日" in written else (written, "", "")
            value = Recurring("", _number(month.rstrip("月")) or previous.month, _number(day.rstrip("日")))
            return _as_written(text, start, end, value)
    match = _NUMBER.match(half, start)
    end = _marked(half, start, "日")
    number = _number(match[0]) if match and end and not half.startswith(_AFTER_LENGTH, end) else None
    if match is None or number is None or not 1 <= number <= 31 or not match[0].isascii():
        return None
    if not joined and half.endswith(_LASTING, 0, start):
        return None
    last = previous.end if isinstance(previous, Period) else previous
    if joined and isinstance(last, Date) and last.month is not None:
        return _as_written(text, start, end, Date("", last.year, last.month, number))
    return _as_written(text, start, end, Date("", day=number))


def _single(text: str, half: str, start: int, end: int) -> DateRead | None:
    second = _join(half, end)
    last = (_date(half, second, _year(half, second)) or _day(half, second)) if second else 0
    period = read_period(_plain(half[start:last])) if last else None
    if period is not None:
        return _as_written(text, start, last, period)
    plain = _plain(half[start:end])
    date = read_date(plain.replace("年年", "年"))
    if date is None or (date.year is None and plain.endswith("月") and not plain[0].isascii()):
        return None  # 三月 alone: 阳春三月, 十月革命, 三月三
    return _as_written(text, start, end, date)


def _in_digits(text: str, half: str, start: int) -> DateRead | None:
    """2023-12-31, 2023/12/31, 2023.12; 2023—2025 without 年; 23年12月."""
    first = _DIGITAL_YEAR.match(half, start)
    if first:
        join = _join(half, first.end())
        second = _DIGITAL_YEAR.match(half, join) if join else None
        if second and half[second.end() : second.end() + 1] not in _DIGITS:
            dates = Date(first[0], int(first[0])), Date(second[0], int(second[0]))
            return _as_written(text, start, second.end(), Period("", *dates))
        match = pattern(_DIGITS_ONLY).match(half, start) if half.startswith(("-", "/", "."), first.end()) else None
        if match:
            year, sign, month, day = match.groups()
            closed = half[match.end() : match.end() + 1] in _AFTER_MONTH and 1 <= int(month) <= 12
            if day or (closed and (sign == "." or (sign == "-" and len(month) == 2))):
                value = Date("", int(year), int(month), int(day) if day else None)
                return _as_written(text, start, match.end(), value)
    end = _short_year(half, start)
    if not end:
        return None
    plain = _plain(half[start:end]).replace("年年", "年")
    date = read_date(f"{20 if int(half[start : start + 2]) < _CENTURY else 19}{plain}")
    return None if date is None else _as_written(text, start, end, date)


# Each of the following gives where something ends that begins at ``start``, or 0. They take steps that regular
# expressions would take as well, but need no compiling, which for sets of Chinese characters takes long.


def _join(half: str, start: int) -> int:
    """至, — and the like between two dates, with spaces around."""
    sign = gap_end(half, start)
    if not half.startswith(_JOINS, sign):
        return 0
    return gap_end(half, sign + 2 if half.startswith("——", sign) else sign + 1)


def _number_end(half: str, start: int) -> int:
    match = _NUMBER.match(half, start)
    return match.end() if match else 0


def _marked(half: str, start: int, mark: str) -> int:
    """A number and what it counts: 12月, 三十日."""
    end = _number_end(half, start)
    mark_at = gap_end(half, end)
    return mark_at + 1 if end and half.startswith(mark, mark_at) else 0


def _year(half: str, start: int) -> int:
    """2023年, 二〇二三年."""
    digits = _YEAR.match(half, start)
    mark_at = gap_end(half, digits.end()) if digits else 0
    return mark_at + 1 if digits and half.startswith("年", mark_at) else 0


def _month_name(half: str, start: int) -> int:
    """12月, not 12月龄."""
    end = _marked(half, start, "月")
    return 0 if half.startswith("龄", end) else end


def _day(half: str, start: int) -> int:
    """27日, 27号, not 27号楼."""
    end = _marked(half, start, "日")
    if end:
        return end
    end = _marked(half, start, "号")
    return 0 if half.startswith(_AFTER_HAO, end) else end


def _edge(half: str, start: int) -> int:
    """底, 末 or 初 of a year or month."""
    other = _EDGES.get(half[start : start + 1])
    return 0 if other is None or half.startswith(other, start + 1) else start + 1


def _year_edge(half: str, start: int) -> int:
    """底, 年底 and so on behind 2023年."""
    return _edge(half, start + 1 if half.startswith("年", start) else start)


def _share(half: str, end: int) -> int:
    """份 behind 9月, but not 份额."""
    return end + 1 if half.startswith("份", end) and not half.startswith("额", end + 1) else end


def _term(half: str, end: int) -> int:
    """度 behind 2023年, but not 度假, 度过."""
    return end + 1 if half.startswith("度", end) and not half.startswith(("假", "过"), end + 1) else end


def _month(half: str, start: int) -> int:
    """12月, 12月份, 12月底, 12月27日."""
    end = _month_name(half, start)
    return (_edge(half, end) or _day(half, gap_end(half, end)) or _share(half, end)) if end else 0


def _date(half: str, start: int, year: int) -> int:
    """2023年, 2023年底, 2023年度, 2023年12月27日, 12月27日; ``year`` is where its year ends, or 0."""
    if not year:
        return _month(half, start)
    return _year_edge(half, year) or _month(half, gap_end(half, year)) or _term(half, year)


def _short_year(half: str, start: int) -> int:
    """23年12月, 23年底, ’23年."""
    if len(half) < start + 3 or half[start] not in _DIGITS or half[start + 1] not in _DIGITS:
        return 0
    mark_at = gap_end(half, start + 2)
    if half.startswith("年", mark_at):
        rest = gap_end(half, mark_at + 1)
        end = _month(half, rest) or _year_edge(half, rest)
        if end:
            return end
    return start + 3 if half[start - 1 : start] in _APOSTROPHES and half[start + 2] == "年" else 0


def _years(half: str, start: int) -> int:
    """2023—2025年."""
    first = _YEAR.match(half, start)
    join = _join(half, first.end()) if first else 0
    end = _year(half, join) if join else 0
    return _term(half, end) if end else 0


def _months(half: str, start: int, year: int) -> int:
    """1—10月, 2023年1—9月."""
    first = _number_end(half, gap_end(half, year) if year else start)
    join = _join(half, first) if first else 0
    end = _month_name(half, join) if join else 0
    return _share(half, end) if end else 0


def _days(half: str, start: int, year: int) -> int:
    """3月5—8日, 2023年3月5—8日."""
    month = _marked(half, gap_end(half, year) if year else start, "月")
    first = _number_end(half, gap_end(half, month)) if month else 0
    join = _join(half, first) if first else 0
    return _day(half, join) if join else 0


def _part(half: str, year: int) -> int:
    """上半年, 第三季度 and so on behind a year."""
    start = gap_end(half, year)
    return start + next((len(part) for part in _PARTS if half.startswith(part, start)), -start) if year else 0


def _as_written(text: str, start: int, end: int, value: Date | Period | Recurring) -> DateRead:
    written = text[start:end]
    return DateRead(end, value if value.text == written else value._replace(text=written))


def _plain(written: str) -> str:
    """As a fact would be written: no spaces, 日 for 号, one dash."""
    return written.translate(_FOLD).replace("——", "—")


def _number(text: str) -> int | None:
    return (int(text) if text.isascii() else numerals.chinese(text)) if text else None
