"""What becomes of a figure, a date or a list by one slip of the pen: each way has a name, and is listed once, here."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from report_kit.facts.values import Date, Members, Ordinal, Period, Quantity, Recurring, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST_PLACE = "末位±1"
DIGITS_SWAPPED = "相邻两位对调"
TIMES_TEN = "×10"
TENTH = "÷10"
DIGIT_DROPPED = "漏一位"
UNIT_CHANGED = "单位写错"
FACTS_SWAPPED = "同单位两数对调"
YEAR = "年±1"
MONTH = "月±1"
DAY = "日±1"
MEMBER_DROPPED = "名单漏一项"
MEMBER_DOUBLED = "名单重一项"
MEMBER_RENAMED = "名单错一项"

OPERATORS = (
    LAST_PLACE,
    DIGITS_SWAPPED,
    TIMES_TEN,
    TENTH,
    DIGIT_DROPPED,
    UNIT_CHANGED,
    FACTS_SWAPPED,
    YEAR,
    MONTH,
    DAY,
    MEMBER_DROPPED,
    MEMBER_DOUBLED,
    MEMBER_RENAMED,
)
"""Every way, in the order of the table."""

UNITS = {"人": "户", "名": "户", "人次": "户", "户": "人", "元": "万元", "万元": "元", "%": "‰"}
"""What a unit is mistaken for."""

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NUMERALS = "一二三四五六七八九"
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_MONTH = re.compile(r"[0-9]{1,2}(?=月)|(?<=[0-9]{4}-)[0-9]{1,2}")
_DAY = re.compile(r"[0-9]{1,2}(?=日)|(?<=[0-9]{4}-[0-9]{2}-)[0-9]{1,2}")


def slips(value: Value) -> Iterator[tuple[str, str]]:
    """Each way and the text it makes of a value, the same text never twice by one way."""
    if isinstance(value, Members):
        yield from _of_list([str(one) for one in value.members])
    elif isinstance(value, (Date, Period, Recurring)):
        yield from _of_date(str(value))
    elif isinstance(value, (Quantity, Ordinal)):
        yield from dict.fromkeys(one for one in _of_figure(str(value)) if one[1] != str(value))


def _of_figure(text: str) -> Iterator[tuple[str, str]]:
    number = _NUMBER.search(text)
    if number is None:
        yield from _of_numeral(text)
    else:
        before, digits, after = text[: number.start()], number.group(), text[number.end() :]
        for way, other in _of_digits(digits):
            yield way, before + other + after
        unit = next((unit for unit in sorted(UNITS, key=len, reverse=True) if after == unit), "")
        if unit:
            yield UNIT_CHANGED, before + digits + UNITS[unit]


def _of_digits(digits: str) -> Iterator[tuple[str, str]]:
    written = Decimal(digits)
    unit = Decimal(1).scaleb(int(written.as_tuple().exponent))
    for other in (written + unit, written - unit):
        if other >= 0:
            yield LAST_PLACE, str(other)
    for n in range(len(digits) - 1):
        if "." not in digits[n : n + 2]:
            yield DIGITS_SWAPPED, digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :]
    yield TIMES_TEN, _plain(written * 10)
    yield TENTH, _plain(written / 10)
    for n, digit in enumerate(digits):
        rest = digits[:n] + digits[n + 1 :]
        if digit != "." and _NUMBER.fullmatch(rest):
            yield DIGIT_DROPPED, rest


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _of_numeral(text: str) -> Iterator[tuple[str, str]]:
    for place, character in enumerate(text):
        if character in _NUMERALS:
            rank = _NUMERALS.index(character)
            for other in {max(rank - 1, 0), min(rank + 1, 8)} - {rank}:
                yield LAST_PLACE, text[:place] + _NUMERALS[other] + text[place + 1 :]
            yield TIMES_TEN, text[:place] + character + "十" + text[place + 1 :]
            return


def _of_date(text: str) -> Iterator[tuple[str, str]]:
    for way, pattern, last in ((YEAR, _YEAR, 9999), (MONTH, _MONTH, 12), (DAY, _DAY, 31)):
        for part in pattern.finditer(text):
            for other in (int(part.group()) - 1, int(part.group()) + 1):
                if 1 <= other <= last:
                    width = len(part.group()) if part.group().startswith("0") or "-" in text else 1
                    yield way, f"{text[: part.start()]}{other:0{width}}{text[part.end() :]}"


def _of_list(members: list[str]) -> Iterator[tuple[str, str]]:
    for n, member in enumerate(members):
        yield MEMBER_DROPPED, "、".join([*members[:n], *members[n + 1 :]])
        yield MEMBER_DOUBLED, "、".join([*members[: n + 1], *members[n:]])
        yield MEMBER_RENAMED, "、".join([*members[:n], f"新{member}", *members[n + 1 :]])
