"""Figures and dates in running text: what a sentence states, each with its place and its value.

Precision comes first: a name that holds a numeral (百二坡, “十四五”, 5·20), a document, standard or telephone
number, a time or a score is nothing; a number with a unit is always found, and one without where it counts
(共计2071). Chinese numerals are found only with a unit and outside ordinary words.

A value prints as it was written: ``str(found.value) == text[found.start:found.end]``. So the digits of a figure
keep thousands separators, full-width forms and the space before a unit (``digits`` of 9774 人 is "9774 "), while
``number`` is exact. Where ``parse_value`` accepts the written form, it gives the same value, with one exception:
20日 is a length of time to it, and here a day of a month unless the sentence says that it lasts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from report_kit.facts import numerals
from report_kit.facts.lookalikes import GAP, latin_end, opaque_end, other_word
from report_kit.facts.parse import SCALES
from report_kit.facts.patterns import pattern
from report_kit.facts.scan_dates import DateRead, date_at, day_at, recurring_at
from report_kit.facts.scan_figures import counts_years, figure_at, han_figure_at
from report_kit.facts.units import KNOWN_UNITS, unit_at
from report_kit.facts.values import Date, Ordinal, Pending, Quantity, Recurring, Value


class Found(NamedTuple):
    """A figure or date in a text. ``text[start:end]`` is its written form.

    ``shared`` is the unit, with its scale, that a number without unit takes from a later one of the same range
    or list: 万元 for the 13 of 13～17万元.
    """

    start: int
    end: int
    value: Value
    shared: str = ""


_HALF = str.maketrans({sign: half for sign, half in numerals.WIDE.items() if sign != ord("，")})
_WIDE_GROUP = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_BLANKS = "XＸxｘ×_＿□△"
_BLANK_SIGNS = frozenset(_BLANKS)
_CANDIDATE = re.compile(f"[0-9A-Za-z{numerals.NUMERALS}○第每待{_BLANKS}]")
_DIGITS = re.compile("[0-9]++")
_HAN_DIGITS = re.compile(f"[{numerals.NUMERALS}○]++")
_DATE_NEXT = frozenset("年月日号-—–―/.至到～~" + GAP)
_JOINER = rf"[{GAP}]?(?:[、～~至到和与及或]|[-—–]{{1,2}})[{GAP}]?"
_JOINED_WITHIN = 4

_S = f"[{GAP}]{{0,2}}"
_ORDINAL = rf"第{_S}([1-9][0-9]{{0,3}}(?![0-9])|[{numerals.NUMERALS}]{{1,8}}+)"
_LINKS = frozenset("、至到和—～~-" + GAP)
_LINK = rf"{_S}[、至到和—～~-]{{1,2}}{_S}"
_ORDINAL_LIST = (
    rf"(?:{_LINK}第?[一二三四五六七八九十]{{1,3}}){{1,8}}+|(?:{_LINK}第[0-9]{{1,3}}){{1,8}}+"
    rf"|(?:{_LINK}[0-9]{{1,3}}){{1,8}}+(?={_S}(?:季度|批|期|号|条|章|轮|届|节|周|产业|年级|阶段))"
)
_NO_ORDINAL = (
    *"条章编款目号方线者产",
    *("人民", "中学", "小学", "中医", "医院", "中级", "高级", "初级", "实验", "附属", "幼儿园", "职业", "书记", "时间"),
    *("责任", "要务", "生产力", "动力", "资源", "身份", "人称", "百货", "课堂", "手资料", "手材料", "把手"),
)

_SCALE = f"(?P<scale>{'|'.join(SCALES)})?"
_BLANK = rf"(?:[XＸx×]{{1,20}}\.[XＸx×]{{1,20}}|[XＸxｘ×]{{2,}}+|_{{2,}}+|＿{{2,}}+|□{{2,}}+|△{{2,}}+)[余多]?{_SCALE}"
_ONE_BLANK = rf"[XＸ×]{_SCALE}(?=[元人名户家个项件次张座处%])"
_B = f"[{_BLANKS}]"
_SOME = rf"(?:{_B}{{1,2}}|[0-9]{{1,2}})"
_DATE_BLANK = rf"(?:[0-9]{{0,4}}{_B}{{0,4}}年)?{_SOME}月(?:{_SOME}日)?|[0-9]{{1,3}}{_B}{{1,3}}年"
_LONGEST_DATE_BLANK = 15
_TO_BE_FILLED = r"[【（(\[]待(?:补|定|核)[^】）)\]]{0,30}[】）)\]]"
_OPENING = frozenset("【（([")
_NUMBER_BEFORE = (
    "共",
    "计",
    "达",
    "为",
    "由",
    "从",
    "至",
    "到",
    "约",
    "近",
    "超",
    "占",
    "完成",
    "投入",
    "增长",
    "下降",
    "提高",
)
_PUNCTUATION = "，。；、：！？）)》”\n"


@lru_cache(maxsize=4096)
def scan(text: str, units: frozenset[str] = KNOWN_UNITS) -> tuple[Found, ...]:
    """Every figure, ordinal, date, period and placeholder of a text, in order and without overlap.

    ``units`` are those known to the office beside ``KNOWN_UNITS``. Takes time in proportion to the text.
    """
    reader = _Reader(text, units)
    position = 0
    while (match := _CANDIDATE.search(reader.half, position)) is not None:
        position = reader.read(match.start())
    return _with_shared_units(reader)


class _Reader:
    """A text being read from left to right."""

    def __init__(self, text: str, units: frozenset[str]) -> None:
        self.text = text
        self.half = _WIDE_GROUP.sub(",", text).translate(_HALF)
        self.units = units
        self.found: list[Found] = []
        self.floor = 0  # where the last thing found ends

    def read(self, start: int) -> int:
        """Read what begins here; return where to go on."""
        sign = self.half[start]
        if "0" <= sign <= "9":
            return self._digits(start)
        if sign == "第":
            return self._ordinal(start)
        if sign in _BLANKS:
            return self._blank(start)
        if sign.isascii():
            return latin_end(self.half, start, self.units)
        if sign == "每":
            return self._add_read(start, recurring_at(self.text, self.half, start)) or start + 1
        if sign == "待":
            return self._to_be_filled(start)
        return self._han(start)

    def _add(self, start: int, end: int, value: Value) -> int:
        self.found.append(Found(start, end, value))
        self.floor = end
        return end

    def _add_read(self, start: int, read: DateRead | None) -> int:
        return 0 if read is None else self._add(start, read.end, read.value)

    def _digits(self, start: int) -> int:
        text, half, units = self.text, self.half, self.units
        run = _DIGITS.match(half, start)
        assert run is not None
        end = run.end()
        mark = half[end : end + 1]
        if mark and (mark in _BLANKS or mark in "年月"):
            stop = self._date_blank(start)
            if stop:
                return stop
        if mark and mark in _DATE_NEXT and end - start <= 4 and not counts_years(half, start, self.floor):
            stop = self._add_read(start, self._day(start)) or self._add_read(start, date_at(text, half, start))
            if stop:
                return stop
        stop = opaque_end(half, start, end, units)
        if stop >= 0:
            return stop
        figure = figure_at(text, half, start, self.floor, units)
        return figure.end if figure.value is None else self._add(figure.start, figure.end, figure.value)

    def _day(self, start: int) -> DateRead | None:
        previous = self.found[-1].value if self.found and start - self.floor <= _JOINED_WITHIN else None
        return day_at(
            self.text, self.half, start, previous=previous, between=self.half[max(self.floor, start - 4) : start]
        )

    def _han(self, start: int) -> int:
        run = _HAN_DIGITS.match(self.half, start)
        assert run is not None
        mark = self.half[run.end() : run.end() + 1]
        if mark and mark in _DATE_NEXT:
            stop = self._add_read(start, date_at(self.text, self.half, start))
            if stop:
                return stop
        figure = han_figure_at(self.text, self.half, start, self.floor, self.units)
        return figure.end if figure.value is None else self._add(figure.start, figure.end, figure.value)

    def _ordinal(self, start: int) -> int:
        half = self.half
        match = pattern(_ORDINAL).match(half, start)
        if not match:
            return start + 1
        end = match.end()
        listed = pattern(_ORDINAL_LIST).match(half, end) if half[end : end + 1] in _LINKS else None
        if listed:
            unit = unit_at(half[listed.end() : listed.end() + 6], 0, self.units)
            return listed.end() + len(unit)
        digits = match[1]
        number = int(digits) if digits.isascii() else numerals.chinese(digits)
        place = end
        while half[place : place + 1] and half[place] in GAP and place < end + 2:
            place += 1
        if number is None or half.startswith(_NO_ORDINAL, place):
            return end
        unit = unit_at(half[place : place + 6], 0, self.units)
        if not unit or "/" in unit or other_word(half, place, unit):
            unit, place = "", end
        return self._add(start, place + len(unit), Ordinal(self.text[start + 1 : place], number, unit))

    def _blank(self, start: int) -> int:
        """XX元/人, ____, X.X万元, ××年×月×日; a masked name (XX市) is none."""
        half = self.half
        letter = half[start].isascii() and half[start].isalpha()
        alone = not _alphanumeric(half[start - 1 : start])
        if alone:
            stop = self._date_blank(start)
            if stop:
                return stop
        match = pattern(_BLANK).match(half, start)
        if not match:
            one = pattern(_ONE_BLANK).match(half, start) if alone else None
            if one:
                end = one.end() + len(unit_at(half[one.end() : one.end() + 32], 0, self.units))
                return self._add(
                    start, end, Pending(self.text[start:end], (one["scale"] or "") + self.text[one.end() : end])
                )
            return latin_end(half, start, self.units) if letter else start + 1
        end = match.end()
        if not alone or _alphanumeric(half[end : end + 1]):
            return latin_end(half, start, self.units) if match.group().isascii() and letter else end
        unit = unit_at(half[end : end + 32], 0, self.units)
        scale = match["scale"] or ""
        drawn = half[start] in "_＿□△"
        counted = half.endswith(_NUMBER_BEFORE, 0, start) and half[end : end + 1] in _PUNCTUATION
        if not (unit or scale or drawn or counted):
            return end
        end += len(unit)
        return self._add(start, end, Pending(self.text[start:end], scale + unit))

    def _date_blank(self, start: int) -> int:
        if _BLANK_SIGNS.isdisjoint(self.half[start : start + _LONGEST_DATE_BLANK]):
            return 0
        match = pattern(_DATE_BLANK).match(self.half, start)
        if match and not _BLANK_SIGNS.isdisjoint(match.group()):
            return self._add(start, match.end(), Pending(self.text[start : match.end()]))
        return 0

    def _to_be_filled(self, start: int) -> int:
        bracketed = start > self.floor and self.text[start - 1] in _OPENING
        match = pattern(_TO_BE_FILLED).match(self.text, start - 1) if bracketed else None
        return self._add(match.start(), match.end(), Pending(match.group())) if match else start + 1


def _with_shared_units(reader: _Reader) -> tuple[Found, ...]:
    """Give the numbers of ranges and lists the unit that stands after the last: 13～17万元, 12、15、18人.

    Those before a date are months or days of it (6、7、8月) and no figures.
    """
    found: list[Found] = []
    start, after = 0, None
    for one in reversed(reader.found):
        value, shared = one.value, ""
        bare = isinstance(value, Quantity) and not (value.unit or value.scale or value.approximate)
        joined = bare and after is not None and pattern(_JOINER).fullmatch(reader.half, one.end, start)
        start = one.start
        if joined and isinstance(after, Date | Recurring) and not str(after)[:4].isdigit() and len(str(value)) <= 2:
            continue  # a month or day of 6、7、8月
        if joined and isinstance(after, Quantity):
            shared = after.scale + after.unit
        else:
            after = value
        found.append(one._replace(shared=shared))
    return tuple(reversed(found))


def _alphanumeric(character: str) -> bool:
    return character.isascii() and character.isalnum()
