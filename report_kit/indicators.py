"""The indicators of a report, each beside last year: the rows of 主要指标表 in the Word file and in spreadsheets.

Changes are worked out from the exact values and rounded once (``facts.arithmetic``); a change that the report
states itself, as a fact, is shown as stated, so that table and text never differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.arithmetic import NotEvaluated, derived
from report_kit.facts.model import Formula
from report_kit.facts.units import same_unit
from report_kit.facts.values import Kind, Pending, Period, Quantity, Value, printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.facts.model import Fact, FactKey
    from report_kit.report import Report

PENDING = "待补"
INCOMPARABLE = "—"
"""Where there is nothing to compare: no figure of last year, words, about so many, a base of 0."""
UNKNOWN = "【缺】"
"""A figure that could not be worked out, which is reported."""

GROWTH_UNIT = "%"
_GROWING = (Kind.COUNT, Kind.MONEY, Kind.MEASURE, Kind.RATIO)
"""What grows by per cent. A rate does not: it changes by percentage points."""


class Cell(NamedTuple):
    """What one cell shows.

    ``text`` leaves out the unit that its row or column says; ``whole`` is the same with its unit. ``fact`` is the
    fact shown, None for what was worked out here, from the facts in ``follows``; ``gap`` says that it is not known.
    """

    text: str
    whole: str
    fact: FactKey | None = None
    follows: tuple[FactKey, ...] = ()
    gap: bool = False


NOTHING = Cell(INCOMPARABLE, "")


class IndicatorRow(NamedTuple):
    """One indicator: what it is called, in which unit its figures are, this year, last year, by how much it changed.

    ``change`` is in the unit of the row, between rates in percentage points; ``growth`` in per cent.
    """

    fact: Fact
    what: str
    unit: str
    this_year: Cell
    last_year: Cell
    change: Cell
    growth: Cell
    source: str


def indicator_rows(report: Report) -> tuple[IndicatorRow, ...]:
    """The facts of the year marked ``indicator``, in the order of the files."""
    return tuple(_row(report, fact) for key, fact in report.facts.items() if key[0] == report.year and fact.indicator)


def _row(report: Report, fact: Fact) -> IndicatorRow:
    before = _last_year(report, fact)
    unit = _unit(report, fact, before)
    return IndicatorRow(
        fact,
        fact.what,
        unit,
        _shown(report, fact.key, unit),
        NOTHING if before is None else _shown(report, before, unit),
        NOTHING if before is None else _change(report, fact, before, unit),
        NOTHING if before is None else _growth(report, fact, before),
        fact.source,
    )


def _last_year(report: Report, fact: Fact) -> FactKey | None:
    """The same fact a year ago: by its id or its earlier one, else what it is said to have grown from.

    What it grew from must be dated in that year: a base of five years ago is none.
    """
    year = fact.year - 1
    owner, dot, _ = fact.id.rpartition(".")
    earlier = fact.was if "." in fact.was or not dot else f"{owner}.{fact.was}"
    named = [(year, fact_id) for fact_id in (fact.id, earlier) if fact_id]
    bases = (base for _, base in _declared(report, fact, "growth", "difference") if _of_year(report.facts[base], year))
    known = [key for key in (*named, *bases) if key in report.facts]
    return next((key for key in known if isinstance(report.values.get(key), Quantity)), next(iter(known), None))


def _declared(report: Report, fact: Fact, *kinds: str) -> Iterator[tuple[FactKey, FactKey]]:
    """The facts that state how far this one has come, each with the fact it came from."""
    for relation in report.relations:
        if relation.kind in kinds and relation.operand("to") == fact.key:
            base = relation.operand("from")
            if base is not None:
                yield relation.host, base


def _of_year(fact: Fact, year: int) -> bool:
    """Whether a fact is true for a day or a time of that year, or stands in its folder."""
    when = fact.period or fact.as_of
    last = when.end if isinstance(when, Period) else when
    return fact.year == year or (last is not None and last.year == year)


def _unit(report: Report, fact: Fact, before: FactKey | None) -> str:
    """The unit of the row: that of this year's figure, while it is not known that of last year's."""
    value = report.values.get(fact.key)
    if isinstance(value, Pending):
        declared = value.unit or fact.unit
        if declared or before is None:
            return declared
        value = report.values.get(before)
    if not isinstance(value, Quantity):
        return ""
    return value.unit if value.infix_after_scale else value.scale + value.unit


def _shown(report: Report, key: FactKey, unit: str) -> Cell:
    value = report.values.get(key)
    if value is None:
        return Cell(UNKNOWN, UNKNOWN, gap=True)
    if isinstance(value, Pending):
        return Cell(PENDING, PENDING, key, gap=True)
    return Cell(_without(value, unit), printed(value), key)


def _without(value: Value, unit: str) -> str:
    """A figure without the unit that stands in its row, else as printed: 109.23 of 109.23万元, 50万余 of 50万余元."""
    if not isinstance(value, Quantity):
        return printed(value)
    if value.infix_after_scale:
        own, text = value.unit, f"{value.prefix}{value.digits}{value.scale}{value.infix}{value.suffix}"
    else:
        own, text = value.scale + value.unit, f"{value.prefix}{value.digits}{value.infix}{value.suffix}"
    return text if own == unit else str(value)


def _change(report: Report, fact: Fact, before: FactKey, unit: str) -> Cell:
    this, last = report.values.get(fact.key), report.values.get(before)
    if isinstance(this, Pending) or isinstance(last, Pending):
        return Cell(PENDING, PENDING, follows=(fact.key, before), gap=True)
    if not isinstance(this, Quantity) or not isinstance(last, Quantity):
        return NOTHING
    stated = _stated(report, fact, before, "difference")
    if stated is not None:
        return _shown(report, stated, unit)
    own = "" if this.kind is Kind.RATE else this.scale + this.unit
    return _reckoned("difference", (fact, this), (before, last), own, unit)


def _growth(report: Report, fact: Fact, before: FactKey) -> Cell:
    this, last = report.values.get(fact.key), report.values.get(before)
    quantities = [value for value in (this, last) if isinstance(value, Quantity)]
    if any(value.kind not in _GROWING for value in quantities):
        return NOTHING
    if isinstance(this, Pending) or isinstance(last, Pending):
        return Cell(PENDING, PENDING, follows=(fact.key, before), gap=True)
    if not isinstance(this, Quantity) or not isinstance(last, Quantity) or not same_unit(this.unit, last.unit):
        return NOTHING
    stated = _stated(report, fact, before, "growth")
    if stated is not None:
        return _shown(report, stated, GROWTH_UNIT)
    return _reckoned("growth", (fact, this), (before, last), GROWTH_UNIT, GROWTH_UNIT)


def _stated(report: Report, fact: Fact, before: FactKey, kind: str) -> FactKey | None:
    """The fact that states this change. One that says 减少453人 has no sign, and would read as a rise here."""
    this, last = report.values[fact.key], report.values[before]
    assert isinstance(this, Quantity)
    assert isinstance(last, Quantity)
    for host, base in _declared(report, fact, kind):
        value, other = report.values.get(host), report.values.get(base)
        if (
            isinstance(value, Quantity)
            and isinstance(other, Quantity)
            and other.value == last.value
            and (value.value > 0) == (this.value > last.value)
            and (value.value < 0) == (this.value < last.value)
        ):
            return host
    return None


def _reckoned(kind: str, now: tuple[Fact, Quantity], then: tuple[FactKey, Quantity], own: str, unit: str) -> Cell:
    """A change worked out here, in the unit ``own``; ``unit`` is the one its row or column says."""
    (fact, this), (before, last) = now, then
    value = derived(kind, Formula(kind, (), fact.location), (("from", last), ("to", this)), own)
    if isinstance(value, NotEvaluated):
        return NOTHING
    return Cell(_without(value, unit), str(value), follows=(fact.key, before))
