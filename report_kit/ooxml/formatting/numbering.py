"""The numbers that Word puts before paragraphs: 一、 and 1. that stand in no text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.ooxml.formatting.elements import Properties, child, name_of, number, properties, values

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand",
            "ideographDigital", "taiwaneseCounting", "chineseLegalSimplified")  # fmt: skip
_DIGITS = "〇一二三四五六七八九"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


class Numbering:
    """The lists of a file, counted on as its paragraphs go by. ``root`` is the part of numbering, or None."""

    def __init__(self, root: _Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int, Properties]]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        for element in root if root is not None else ():
            if name_of(element) == "abstractNum":
                key = values(element).get("abstractNumId", "")
                self._levels[key] = dict(_level(one) for one in element if name_of(one) == "lvl")
            elif name_of(element) == "num":
                base = child(element, "abstractNumId")
                if base is not None:
                    self._lists[values(element).get("numId", "")] = values(base).get("val", "")

    def look(self, list_id: str, level: int) -> Properties:
        """The properties that a level of a list gives to its paragraphs."""
        known = self._levels.get(self._lists.get(list_id, ""), {}).get(level)
        return known[3] if known else {}

    def next(self, list_id: str, level: int) -> str:
        """The number of the next paragraph at this level; empty for a bullet and for what is no list."""
        base = self._lists.get(list_id, "")
        levels = self._levels.get(base, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(base, [0] * _LEVELS)
        if not counts[level]:
            counts[level] = levels[level][2] - 1
        counts[level] += 1
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        form, words = levels[level][0], levels[level][1]
        if form in ("bullet", "none"):
            return ""

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            return _written(max(counts[place], 1), levels.get(place, (form, "", 1, {}))[0])

        return _PLACE.sub(shown, words)


def _level(element: _Element) -> tuple[int, tuple[str, str, int, Properties]]:
    told = {name_of(one): values(one).get("val", "") for one in element}
    place = min(max(number(values(element), "ilvl"), 0), _LEVELS - 1)
    start = number(told, "start", 1)
    look = properties(child(element, "pPr"))
    return place, (told.get("numFmt", "decimal"), told.get("lvlText", ""), start, look)


def _written(count: int, form: str) -> str:
    if form not in _CHINESE or count > 99:
        return str(count)
    tens, ones = divmod(count, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
