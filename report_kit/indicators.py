"""The indicators of a report, each beside last year: the rows of 主要指标表 in the Word file and in spreadsheets.

Changes are worked out from the exact values and rounded once (``facts.arithmetic``); a change that the report
states itself, as a fact, is shown as stated, so that table and text never differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.arithmetic import NotEvaluated, derived
from report_kit.facts.intervals import decimal
from report_kit.facts.model import Formula
from report_kit.facts.units import same_unit
from report_kit.facts.values import Kind, Pending, Period, Quantity, Value, printed

if TYPE_CHECKING:
    from report_kit.facts.model import Fact, FactKey
    from report_kit.report import Report

PENDING = "待补"
INCOMPARABLE = "—"
"""Where there is nothing to compare: no figure of last year, words, about so many, a base of 0."""
UNKNOWN = "【缺】"
"""A figure that could not be worked out, which is reported."""

GROWTH_UNIT = "%"
FEWEST_DRAWN = 2
MOST_DRAWN = 12
"""Indicators of one chart: one bar shows nothing, and a page has room for so many."""

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
    years = _TwoYears(report)
    return tuple(years.row(fact) for key, fact in report.facts.items() if key[0] == report.year and fact.indicator)


class IndicatorChart(NamedTuple):
    """Indicators that can be drawn beside each other: figures of one unit, as decimal numbers of so many decimals."""

    unit: str
    names: tuple[str, ...]
    last_year: tuple[str, ...]
    this_year: tuple[str, ...]
    decimals: int


def indicator_charts(report: Report) -> tuple[IndicatorChart, ...]:
    """The indicators of which two or more have one unit and exact figures of both years.

    Figures with other decimals are drawn apart, so that every label reads as its figure is written.
    """
    alike: dict[tuple[str, int], list[tuple[str, str, str]]] = {}
    for row in indicator_rows(report):
        this, last = (report.values.get(key) if key else None for key in (row.this_year.fact, row.last_year.fact))
        if not isinstance(this, Quantity) or not isinstance(last, Quantity) or not row.unit:
            continue
        units = {value.scale + value.unit for value in (this, last)}
        if units == {row.unit} and this.decimals == last.decimals and not (this.approximate or last.approximate):
            drawn = (row.what, decimal(last.number, last.decimals), decimal(this.number, this.decimals))
            alike.setdefault((row.unit, this.decimals), []).append(drawn)
    charts = []
    for (unit, decimals), drawn_alike in alike.items():
        if len(drawn_alike) >= FEWEST_DRAWN:
            for start in range(0, len(drawn_alike), MOST_DRAWN):
                names, before, now = zip(*drawn_alike[start : start + MOST_DRAWN], strict=True)
                charts.append(IndicatorChart(unit, names, before, now, decimals))
    return tuple(charts)


class _TwoYears:
    """A report beside last year; the changes that it states itself are looked up by what has changed."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._values = report.values
        self._stated: dict[FactKey, list[tuple[str, FactKey, FactKey]]] = {}
        for relation in report.relations:
            if relation.kind in ("growth", "difference"):
                base, now = relation.operand("from"), relation.operand("to")
                if base is not None and now is not None:
                    self._stated.setdefault(now, []).append((relation.kind, relation.host, base))

    def row(self, fact: Fact) -> IndicatorRow:
        """The row of a fact."""
        before = self._last_year(fact)
        unit = self._unit(fact, before)
        this_year = self._shown(fact.key, unit)
        if before is None:
            return IndicatorRow(fact, fact.what, unit, this_year, NOTHING, NOTHING, NOTHING, fact.source)
        last_year, change, growth = (
            self._shown(before, unit),
            self._change(fact, before, unit),
            self._growth(fact, before),
        )
        return IndicatorRow(fact, fact.what, unit, this_year, last_year, change, growth, fact.source)

    def _last_year(self, fact: Fact) -> FactKey | None:
        """The same fact a year ago: by its id or its earlier one, else what it is said to have grown from.

        What it grew from must be dated in that year: a base of five years ago is none.
        """
        year, facts = fact.year - 1, self._report.facts
        earlier = self._report.earlier.get(fact.key)
        bases = (base for _, _, base in self._stated.get(fact.key, ()) if _of_year(facts[base], year))
        known = [*([earlier] if earlier is not None else []), *bases]
        return next((key for key in known if isinstance(self._values.get(key), Quantity)), next(iter(known), None))

    def _unit(self, fact: Fact, before: FactKey | None) -> str:
        """The unit of the row: that of this year's figure, while it is not known that of last year's."""
        value = self._values.get(fact.key)
        if isinstance(value, Pending):
            declared = value.unit or fact.unit
            if declared or before is None:
                return declared
            value = self._values.get(before)
        if not isinstance(value, Quantity):
            return ""
        return value.unit if value.infix_after_scale else value.scale + value.unit

    def _shown(self, key: FactKey, unit: str) -> Cell:
        value = self._values.get(key)
        if value is None:
            return Cell(UNKNOWN, UNKNOWN, gap=True)
        if isinstance(value, Pending):
            return Cell(PENDING, PENDING, key, gap=True)
        return Cell(_without(value, unit), printed(value), key)

    def _change(self, fact: Fact, before: FactKey, unit: str) -> Cell:
        this, last = self._values.get(fact.key), self._values.get(before)
        if isinstance(this, Pending) or isinstance(last, Pending):
            return Cell(PENDING, PENDING, follows=(fact.key, before), gap=True)
        if not isinstance(this, Quantity) or not isinstance(last, Quantity):
            return NOTHING
        stated = self._stated_change("difference", fact, this, last)
        if stated is not None:
            return self._shown(stated, unit)
        own = "" if this.kind is Kind.RATE else this.scale + this.unit
        return _reckoned("difference", (fact, this), (before, last), own, unit)

    def _growth(self, fact: Fact, before: FactKey) -> Cell:
        this, last = self._values.get(fact.key), self._values.get(before)
        if any(isinstance(value, Quantity) and value.kind not in _GROWING for value in (this, last)):
            return NOTHING
        if isinstance(this, Pending) or isinstance(last, Pending):
            return Cell(PENDING, PENDING, follows=(fact.key, before), gap=True)
        if not isinstance(this, Quantity) or not isinstance(last, Quantity) or not same_unit(this.unit, last.unit):
            return NOTHING
        stated = self._stated_change("growth", fact, this, last)
        if stated is not None:
            return self._shown(stated, GROWTH_UNIT)
        return _reckoned("growth", (fact, this), (before, last), GROWTH_UNIT, GROWTH_UNIT)

    def _stated_change(self, kind: str, fact: Fact, this: Quantity, last: Quantity) -> FactKey | None:
        """The fact that states this change. One that says 减少453人 has no sign, and would read as a rise here."""
        for stated, host, base in self._stated.get(fact.key, ()):
            value, other = self._values.get(host), self._values.get(base)
            if (
                stated == kind
                and isinstance(value, Quantity)
                and isinstance(other, Quantity)
                and other.value == last.value
                and value.value * (this.value - last.value) >= 0
            ):
                return host
        return None


def _of_year(fact: Fact, year: int) -> bool:
    """Whether a fact is true for a day or a time of that year, or stands in its folder."""
    when = fact.period or fact.as_of
    last = when.end if isinstance(when, Period) else when
    return fact.year == year or (last is not None and last.year == year)


def _without(value: Value, unit: str) -> str:
    """A figure without the unit that stands in its row, else as printed: 109.23 of 109.23万元, 50万余 of 50万余元."""
    if not isinstance(value, Quantity):
        return printed(value)
    if value.infix_after_scale:
        own, text = value.unit, f"{value.prefix}{value.digits}{value.scale}{value.infix}{value.suffix}"
    else:
        own, text = value.scale + value.unit, f"{value.prefix}{value.digits}{value.infix}{value.suffix}"
    return text if own == unit else str(value)


def _reckoned(kind: str, now: tuple[Fact, Quantity], then: tuple[FactKey, Quantity], own: str, unit: str) -> Cell:
    """A change worked out here, in the unit ``own``; ``unit`` is the one its row or column says."""
    (fact, this), (before, last) = now, then
    value = derived(kind, Formula(kind, (), fact.location), (("from", last), ("to", this)), own)
    if isinstance(value, NotEvaluated):
        return NOTHING
    return Cell(_without(value, unit), str(value), follows=(fact.key, before))
