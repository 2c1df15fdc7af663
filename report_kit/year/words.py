"""A year on: dates, and years typed among words, where it is safe to move them; figures that must not come along."""

from __future__ import annotations

import re
from calendar import isleap
from typing import TYPE_CHECKING

from report_kit.facts.scan import scan
from report_kit.facts.values import Ordinal, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

_YEAR = re.compile(r"(?<![0-9０-９.])([12][0-9]{3})(?=[-年/.]|$)")
_LEAP_DAY = re.compile(r"(?<![0-9])([0-9]{4})(-0?2-|年0?2月)29(?![0-9])")
_HOLE = re.compile(r"\{\{ *(\w*).*?\}\}")
_BUILTINS = frozenset(("year", "next_year", "last_year", "unit"))
_DIGIT = re.compile(r"[0-9０-９]")
# A year that begins or ends a longer time, or has a month behind it, is not the year of the report.
_NO_EDITION_YEAR = r"(?![底末初中前后以来0-9０-９一二三四五六七八九十至到—～~-])"


def moved_date(text: str) -> str:
    """A date or period a year on, written as before; 29 February becomes the 28th. Without a year it stays."""
    moved = _YEAR.sub(lambda match: str(int(match[1]) + 1), text)
    return _LEAP_DAY.sub(lambda day: day[0] if isleap(int(day[1])) else f"{day[1]}{day[2]}28", moved)


def years_in(text: str) -> list[int]:
    """The years a date or other words name in four digits."""
    return [int(match[1]) for match in _YEAR.finditer(text)]


def moved_words(text: str, year: int) -> str:
    """Words in which the year of last year's report, or the one after it, is typed: they name it by a hole.

    ``year`` is that of last year's report. Only a year that stands for the whole edition is replaced.
    """
    for typed, hole in ((year, "year"), (year + 1, "next_year")):
        found = re.compile(rf"(?<![0-9０-９—～~至到-]){typed}年(?!度?[—～~至到-]){_NO_EDITION_YEAR}")
        text = found.sub(f"{{{{ {hole} }}}}年", text)
    return text


def typed_years(text: str) -> bool:
    """Whether a year is typed among words."""
    return bool(re.search(r"(?<![0-9])[12][0-9]{3}年", _HOLE.sub("", text)))


def shows_unknown(text: str, known: Iterable[str]) -> bool:
    """Whether a hole of the words names nothing that is there."""
    return not {name for name in _HOLE.findall(text) if name not in _BUILTINS} <= {*known}


def has_figure(text: str, units: frozenset[str], names: tuple[str, ...] = (), *, numerals: bool = False) -> bool:
    """Whether words hold a figure or rank of their own. ``names`` are those whose digits are none.

    ``numerals``: Chinese numerals count as well (三项); in a title they are mostly part of a name (三级网络).
    """
    bare = _HOLE.sub("　", text)
    for name in sorted(names, key=len, reverse=True):
        bare = bare.replace(name, "　")
    if _DIGIT.search(bare):
        return True
    return any(
        isinstance(found.value, Ordinal) or (numerals and isinstance(found.value, Quantity))
        for found in scan(bare, units)
    )
