"""What a number of a cell means: the digits a person sees, a percentage, or a day.

A cell holds a binary fraction and a format. Excel shows fifteen digits of it and keeps days as numbers; whether one is
meant, and whether it is a day or only a month, is told by the format alone.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Context, Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DIGITS = 15
"""Digits of a number that Excel keeps: 4.35 may stand in the file as 4.3499999999999996."""

LARGEST = 10**15

_ROUNDED = Context(prec=DIGITS)
_NUMBER = re.compile(r"[-+]?[0-9]{1,400}(?:\.[0-9]{1,400})?(?:[Ee][-+]?[0-9]{1,4})?")

_BUILT_IN: Mapping[int, str] = {
    **dict.fromkeys((9, 10), "0%"),
    **dict.fromkeys((14, 15, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54), "yyyy-mm-dd"),
    **dict.fromkeys((17, 57), "yyyy-mm"),
    **dict.fromkeys((16, 58), "mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "hh:mm"),
}
"""The formats that files name by number alone, as far as they matter; 27 and beyond are those of Chinese Excel."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_FIRST_DAY, _FIRST_DAY_OF_MAC = date(1899, 12, 30), date(1904, 1, 1)


def format_code(number: int, named: Mapping[int, str]) -> str:
    """The code of a number format by its number; ``named`` are those that the file declares."""
    return named.get(number) or _BUILT_IN.get(number, "")


def meant(written: str, code: str, *, mac: bool = False) -> tuple[str, str] | None:
    """What a number written in a file means by its format: the kind (number, percent, date, time) and its text.

    A percentage is shown times a hundred with its sign, a day as 2023-12-27, in a format without days as 2023-12.
    ``mac``: days count from 1904. None for what no figure of a report can be.
    """
    number = _number(written)
    if number is None:
        return None
    shown = _LITERAL.sub("", code).lower()
    if "%" in shown:
        return "percent", f"{_plain(number * 100)}%"
    if re.search("[yde]", shown.replace("general", "").replace("standard", "").replace("e+", "").replace("e-", "")):
        day = _day(number, mac=mac)
        if day is None:
            return None
        return "date", day.isoformat() if "d" in shown or "y" not in shown else f"{day.year:04}-{day.month:02}"
    if re.search("[hs]", shown.replace("standard", "")):
        return "time", _plain(number)
    return "number", _plain(number)


def _number(written: str) -> Decimal | None:
    if not _NUMBER.fullmatch(written):
        return None
    try:
        number = _ROUNDED.create_decimal(written)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) >= LARGEST or (number and number.adjusted() < -DIGITS):
        return None
    return number


def _plain(number: Decimal) -> str:
    """Digits without an exponent and without zeros nobody typed."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _day(number: Decimal, *, mac: bool) -> date | None:
    try:
        return (_FIRST_DAY_OF_MAC if mac else _FIRST_DAY) + timedelta(days=int(number))
    except OverflowError:
        return None
