"""Which year a document is about and of which day it is, as far as it says so; a guess would make rules cry wolf."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from report_kit.facts.date_text import read_date
from report_kit.facts.dates import valid
from report_kit.facts.values import Date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_kit.read.paragraph import Paragraph

UNKNOWN = 0
"""The year of a document that does not say which one it is about."""

PLANS = re.compile("计划|打算|安排|谋划|思路|下一步|下步")
DONE = re.compile("总结|回顾|完成情况|开展情况|进展情况|落实情况|工作情况|成效|亮点")

_HEAD = 5
"""Paragraphs at the beginning among which the title is looked for."""
_LONGEST_TITLE = 60
_TAIL = 8
_LONGEST_DATE = 24
_SHORT_OF_YEAR_END = 3
"""Until this month an annual report is of the year before."""

_NUMBERED = re.compile("[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]")
_NO_TITLE = ("。", "；", "，", "：", ".", ";", ",", ":")
_TITLED = re.compile("总结|回顾|计划|打算|要点|汇报|报告|情况|述职")
_SUMMARY = re.compile(
    "(?<![0-9—–~～至-])((?:19|20)[0-9]{2})年度?(?![^，。；、和与及]{0,12}(?:计划|打算|要点))"
    "[^，。；、和与及0-9]{0,14}(?:总结|回顾|(?:完成|开展|进展|工作)情况)"
)
_SEVERAL = re.compile("(?:19|20)[0-9]{2}年?[—–~～至-]{1,2}(?:19|20)[0-9]{2}年[^，。；]{0,12}(?:总结|回顾)")
_HEADED = re.compile("(?<![0-9—–~～至-])((?:19|20)[0-9]{2})年(?!以来|来)")
_YEAR = re.compile("(?<![0-9])((?:19|20)[0-9]{2})年")
_IN_NAME = re.compile(
    "(?<![0-9])((?:19|20)[0-9]{2})[-_.年]?(1[0-2]|0?[1-9])[-_.月]?(3[01]|[12][0-9]|0?[1-9])日?(?![0-9])"
)
_FOLD = str.maketrans("０１２３４５６７８９○〇", "0123456789〇〇", " \t\u3000\u00a0()（）")


def title_of(paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """The title: the first short line at the beginning that is called like a report; else the first paragraph."""
    for one in paragraphs[:_HEAD]:
        text = one.text
        numbered = _NUMBERED.match(text)
        if len(text) <= _LONGEST_TITLE and not numbered and _TITLED.search(text) and not text.endswith(_NO_TITLE):
            return one
    return paragraphs[0] if paragraphs else None


def told_date(paragraphs: Sequence[Paragraph], name: str) -> Date | None:
    """The day of the document: a line at the end that is only a date, else one in the file's name (20240129)."""
    for one in reversed(paragraphs[-_TAIL:]):
        written = one.text.translate(_FOLD)
        date = read_date(written) if len(written) <= _LONGEST_DATE else None
        if date is not None and date.year is not None and date.month is not None and valid(date):
            return date
    found = _IN_NAME.findall(name)
    if len(found) != 1:
        return None
    year, month, day = (int(part) for part in found[0])
    date = Date(f"{year}年{month}月{day}日", year, month, day)
    return date if valid(date) else None


def told_year(paragraphs: Sequence[Paragraph], headings: Sequence[Paragraph], date: Date | None) -> int:
    """The year that was reported on: of the title, else of the headings, else the one that its date allows.

    ``UNKNOWN`` where they do not say, or not the same.
    """
    title = title_of(paragraphs)
    summaries = [title, *paragraphs[: _HEAD - 2]] if title is not None else []
    if title is not None and _SEVERAL.search(title.text):
        return UNKNOWN
    for one in summaries:
        if _NUMBERED.match(one.text):
            continue
        match = _SUMMARY.search(one.text)
        if match:
            return int(match[1])
    told = {int(match[1]) for one in headings if DONE.search(one.text) for match in [_HEADED.search(one.text)] if match}
    if len(told) == 1:
        return told.pop()
    return _year_of(date, paragraphs) if not told and date is not None else UNKNOWN


def _year_of(date: Date, paragraphs: Sequence[Paragraph]) -> int:
    """The year an annual report of this day is about, unless the text speaks of others."""
    if date.year is None:
        return UNKNOWN
    named = Counter(int(match[1]) for one in paragraphs for match in _YEAR.finditer(one.text))
    early = date.month is not None and date.month <= _SHORT_OF_YEAR_END
    year = date.year - 1 if early else date.year
    most = max(named.values(), default=0)
    return year if not named or named[year] == most else UNKNOWN
