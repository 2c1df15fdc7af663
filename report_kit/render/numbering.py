"""Numbers of chapters, items, groups and points, counted from the order of the data: 一、（一）1. 一是."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number in Chinese numerals, as ordinals write it: 十, 十一, 二十一, 一百零五, 一百一十.

    From ten thousand on, Arabic digits: nobody counts so far by hand.
    """
    if not 1 <= number <= 9999:
        return str(number)
    text = ""
    gap = False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + unit
        gap = False
    return text[1:] if text.startswith("一十") else text


def chapter(number: int) -> str:
    """The number before a chapter: 一、."""
    return f"{chinese(number)}、"


def item(number: int) -> str:
    """The number before an item: （一）."""
    return f"（{chinese(number)}）"


def group(number: int) -> str:
    """The number before a group: 1., as GB/T 9704-2012 writes its third level."""
    return f"{number}."


def point(number: int) -> str:
    """The words before a point: 一是."""
    return f"{chinese(number)}是"
