"""What was typed into a cell → a figure as the report writes figures, or why it is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, msg, shortened
from report_kit.facts.dates import valid
from report_kit.facts.numerals import WIDE
from report_kit.facts.parse import ValueProblem, parse_date, parse_value
from report_kit.facts.values import Date, Ordinal, Pending, Period, Quantity, Recurring, Value, Words

if TYPE_CHECKING:
    from report_kit.workbook import Cell

_DAYS = (Date, Period, Recurring)
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_LIKE_WIDE = str.maketrans({"％": "%", "，": ",", "－": "-", "．": ".", "／": "/"})
_DAY = re.compile(r"([0-9]{4})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})日?")


class Figure(NamedTuple):
    """A figure as entered, made whole: the unit of its row added where none was typed."""

    text: str
    value: Value


class NotGiven(NamedTuple):
    """The department says itself that it has no figure yet (待补)."""

    text: str


class Problem(NamedTuple):
    """Why an entry is no figure, and what to do."""

    message: Message
    hint: Message | None = None


def figure_in(cell: Cell, unit: str, fact: Value | None, units: frozenset[str]) -> Figure | NotGiven | Problem:
    """The figure in a cell of a row in this unit, asked for the sake of a fact that is worth ``fact`` so far.

    What the fact is tells whether a number, a rank or a day is wanted; a pending one without a unit may be anything.
    """
    days = isinstance(fact, _DAYS)
    open_kind = isinstance(fact, Pending) and not unit
    if cell.kind == "error":
        return Problem(msg("这一格是错误值 {text}，不是数", text=cell.text), _TYPE)
    if cell.kind in ("truth", "time", "strange"):
        return Problem(msg("这一格不是数：{text}", text=shortened(cell.text)), _TYPE)
    if cell.kind == "date":
        if not (days or open_kind):
            return Problem(
                msg("这里要填数，填的是日期 {text}", text=cell.text),
                msg("Excel 把 1-2、3/4 这样的字当成日期；请把这一格设为文本或常规，重新填数"),
            )
        return _day(cell.text, fact)
    if days:
        return _typed_day(cell.text)
    if isinstance(fact, Ordinal) and cell.kind == "number":
        return _parsed(f"第{cell.text}{fact.unit}", units)
    if cell.kind == "percent":
        points = cell.text.removesuffix("%") + unit if unit == "个百分点" else cell.text
        return _parsed(points, units)
    if cell.kind == "number":
        return _parsed(cell.text + unit, units)
    return _typed(cell.text, unit, fact, units, open_kind=open_kind)


_TYPE = msg("请直接填数")


def plain(text: str) -> str:
    """Typed text without what means nothing: white space, full-width digits and signs, thousands commas."""
    text = _SPACE.sub("", text.translate(WIDE).translate(_LIKE_WIDE))
    return _THOUSANDS.sub("", text)


def day_in(cell: Cell) -> str | Message:
    """The day in a cell, as 2024-01-15, or why there is none."""
    text = cell.text if cell.kind == "date" else plain(cell.text)
    # 20240115 typed into a cell that shows days is a day far beyond the calendar
    match = _DAY.fullmatch(text) if cell.kind in ("date", "text", "number", "strange") else None
    if match is not None:
        day = Date(text, int(match[1]), int(match[2]), int(match[3]))
        if valid(day):
            return f"{day.year:04}-{day.month:02}-{day.day:02}"
    return msg("“{text}”不是哪一天", text=shortened(cell.text))


def _typed(
    text: str, unit: str, fact: Value | None, units: frozenset[str], *, open_kind: bool
) -> Figure | NotGiven | Problem:
    if open_kind:
        bare = text.strip()
        value = parse_value(bare, units, unitless=True)
        if isinstance(value, Pending):
            return NotGiven(bare)
        return Figure(bare, Words(bare) if isinstance(value, ValueProblem) else value)
    bare = plain(text)
    value = parse_value(bare, units, unitless=True)
    if isinstance(value, Pending):
        return NotGiven(bare)
    if isinstance(value, Quantity) and isinstance(fact, Ordinal):
        return _parsed(f"第{bare}{'' if value.unit else fact.unit}", units)
    if isinstance(value, Quantity) and not value.unit and unit:
        return _parsed(_with_unit(value, unit), units)
    if isinstance(value, Quantity) or (isinstance(value, Ordinal) and isinstance(fact, Ordinal | Pending)):
        return Figure(bare, value)
    if isinstance(value, ValueProblem):
        return Problem(value.message, value.hint)
    return Problem(msg("“{text}”不是数", text=shortened(text)), msg("填数；一致的也要填，说明写在备注里"))


def _with_unit(value: Quantity, unit: str) -> str:
    """The figure with its row's unit: 约5 in 万元 is 约5万元, 109.23万 in 万元 too."""
    bare = unit.removeprefix(value.scale) if value.scale else unit
    return str(value).removesuffix(value.suffix) + bare + value.suffix


def _parsed(text: str, units: frozenset[str]) -> Figure | Problem:
    value = parse_value(text, units, unitless=True)
    if isinstance(value, ValueProblem):
        return Problem(value.message, value.hint)
    return Figure(text, value)


def _typed_day(text: str) -> Figure | NotGiven | Problem:
    bare = plain(text)
    value = parse_value(bare) if bare else None
    if isinstance(value, Pending):
        return NotGiven(bare)
    if not isinstance(value, _DAYS):
        match = _DAY.fullmatch(bare)
        found = parse_date("{}-{:0>2}-{:0>2}".format(*match.groups()) if match else bare)
        if isinstance(found, ValueProblem):
            return Problem(found.message, found.hint)
        value = found
    if isinstance(value, Date) and not valid(value):
        return Problem(msg("日历上没有 {text}", text=bare))
    return Figure(value.chinese if isinstance(value, Date | Period) else str(value), value)


def _day(text: str, fact: Value | None) -> Figure | Problem:
    """A day that Excel keeps as a number, as precise as the fact: who types 9月5日 does not say of which year."""
    found = parse_date(text)
    if not isinstance(found, Date) or not valid(found):
        return Problem(msg("日历上没有 {text}", text=text))
    if isinstance(fact, Date) and fact.year is None:
        found = Date("", None, found.month, found.day)
        found = found._replace(text=found.chinese or f"{found.month}月{found.day}日")
        return Figure(found.text, found)
    return Figure(found.chinese, found)
