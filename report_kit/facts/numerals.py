"""Numbers as people write them: 9774, 109.23, 三千五百, 二〇二三; their exact value."""

from __future__ import annotations

import re
from fractions import Fraction

WIDE = str.maketrans("０１２３４５６７８９．－，", "0123456789.-,")
"""Full-width digits and what stands among them, to their half-width forms."""

MAX_DIGITS = 40
"""No figure of a report has more digits."""

DIGITS = "零〇一二两三四五六七八九"
NUMERALS = DIGITS + "十百千万亿"
"""Characters of Chinese numbers."""

_DIGIT = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4} | {
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_PLACE = {"十": 10, "百": 100, "千": 1000}
_BLOCK = {"万": 10_000, "亿": 100_000_000}
_ARABIC = re.compile(r"[-−]?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?")


def arabic(text: str) -> Fraction | None:
    """The value of a number in half-width digits without superfluous zeros, else None."""
    if len(text) > 2 * MAX_DIGITS or not _ARABIC.fullmatch(text):
        return None
    whole, _, decimals = text.replace("−", "-").partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals)) if decimals else Fraction(int(whole))


def chinese(text: str) -> int | None:
    """The value of a well-formed Chinese number above zero: 十五, 一百零五, 三万五千, 千; else None.

    Colloquial 一百五 (150) and approximate 三五 are not well-formed.
    """
    if not text or len(text) > MAX_DIGITS:
        return None
    if len(text) == 1 and text in _PLACE.keys() | _BLOCK.keys():
        return (_PLACE | _BLOCK)[text]
    head, mark, tail = text.rpartition("亿")
    total = 0
    if mark:
        high = _below_yi(head) if head else None
        if high is None:
            return None
        total = high * _BLOCK["亿"]
        if not tail:
            return total
        filled = tail.startswith("零")
        low = _below_yi(tail.lstrip("零") if filled else tail)
        if low is None or (not filled and low < 10_000_000):
            return None
        return total + low
    return _below_yi(text)


def year(text: str) -> int | None:
    """A year written digit by digit: 二〇二三; else None."""
    if len(text) != 4 or any(character not in _DIGIT or character == "两" for character in text):
        return None
    return int("".join(str(_DIGIT[character]) for character in text))


def _below_yi(text: str) -> int | None:
    head, mark, tail = text.partition("万")
    if not mark:
        return _below_wan(text)
    high = _below_wan(head) if head else None
    if high is None or high == 0:
        return None
    if not tail:
        return high * 10_000
    filled = tail.startswith("零")
    low = _below_wan(tail[1:] if filled else tail)
    if low is None or low == 0 or (not filled and low < 1000):
        return None
    return high * 10_000 + low


def _below_wan(text: str) -> int | None:
    """One to 9999: digits with falling places, 零 where places are left out."""
    total, digit, last, gap = 0, 0, 10_000, False
    for position, character in enumerate(text):
        if character in _PLACE:
            place = _PLACE[character]
            if place >= last or (digit == 0 and not (character == "十" and position == 0)):
                return None
            if last // place > 10 and last != 10_000 and not gap:
                return None
            total += (digit or 1) * place
            digit, last, gap = 0, place, False
        elif character in ("零", "〇"):
            if gap or digit or position == 0:
                return None
            gap = True
        elif character in _DIGIT:
            if digit:
                return None
            digit = _DIGIT[character]
        else:
            return None
    if digit:
        if last > 10 and last != 10_000 and not gap:
            return None
        total += digit
    elif gap:
        return None
    return total or None
