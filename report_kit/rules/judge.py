"""Whether a declared relation holds: the verdict that the rules report and the coverage counts.

Follows XBRL Calculations 1.1: an equality holds if the computed interval and the stated one meet. What
cannot be evaluated is never a pass: it is ``UNKNOWN`` with a reason.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, msg
from report_kit.facts.arithmetic import NotEvaluated, expected
from report_kit.facts.dates import first_day, last_day, valid
from report_kit.facts.intervals import Interval, written
from report_kit.facts.model import Formula
from report_kit.facts.targets import claim_holds, comparable
from report_kit.facts.units import same_unit
from report_kit.facts.values import Date, Kind, Members, Ordinal, Pending, Period, Quantity, Recurring, Value
from report_kit.yearly import told_at_constant_prices

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from report_kit.report import Relation, Report


class State(Enum):
    """The verdict on a relation."""

    HOLDS = "holds"
    FAILS = "fails"
    DERIVED = "derived"  # nothing is written that could be wrong
    PENDING = "pending"  # a fact in it is not known yet
    MISSING = "missing"  # a fact in it has no value, or a date that does not exist; that is reported elsewhere
    UNITS = "units"  # it compares what cannot be compared
    EXEMPT = "exempt"  # it says itself that it is not to be recomputed
    UNKNOWN = "unknown"  # not evaluated, for a reason


EQUALITIES = frozenset({"sum", "share", "growth", "difference", "mean", "product", "count", "length", "same_as"})
"""The formulas. All but an open sum state an equality."""

NEVER_CUT = frozenset({"growth"})
"""Formulas whose figure is wrong even if it was only cut off: 9321→9774 is never 4.8% (N101)."""

WHOLE_AND_PARTS = (
    ("城镇", "农村"),
    ("城镇", "乡村"),
    ("城市", "农村"),
    ("集中", "分散"),
    ("公办", "民办"),
    ("结婚", "离婚"),
)
"""Pairs that make up a whole by themselves: 城镇低保 and 农村低保. Such a sum is closed unless it says no."""


class Verdict(NamedTuple):
    """What was found. ``stated`` and ``computed`` are what the host says and what its operands give.

    ``closed`` is False where the relation leaves room for slips: an open sum, a list that ends in 等, a
    date given more exactly elsewhere. ``truncated`` tells of one that fails that its figure is what one gets by
    cutting off instead of rounding.
    """

    relation: Relation
    state: State
    stated: Interval | None = None
    computed: Interval | None = None
    reason: Message | None = None
    closed: bool = True
    truncated: bool = False

    @property
    def kind(self) -> str:
        """The kind of formula or bound."""
        return self.relation.kind

    @property
    def equality(self) -> bool:
        """Whether a slip in one of the facts could be caught: an equality that was evaluated."""
        return (
            self.state in (State.HOLDS, State.FAILS)
            and self.kind in EQUALITIES
            and (self.closed or self.state is State.FAILS)
        )


def judge(report: Report, relation: Relation) -> Verdict:
    """The verdict on one relation."""
    values = report.values
    host = values.get(relation.host)
    operands = [(role, values.get(key)) for role, key in relation.operands]
    known = [(role, value) for role, value in operands if value is not None]
    if host is None or len(known) < len(operands) or any(map(impossible, (host, *values_of(known)))):
        return Verdict(relation, State.MISSING)
    if isinstance(relation.declared, Formula) and report.facts[relation.host].value is None:
        return _mixed(relation, host, known) or Verdict(relation, State.DERIVED)
    if isinstance(host, Pending) or any(isinstance(value, Pending) for _, value in known):
        return Verdict(relation, State.PENDING)
    if isinstance(relation.declared, Formula):
        if relation.kind == "same_as":
            return restated(relation, host, known[0][1])
        return _formula(report, relation, relation.declared, host, known)
    return _bound(relation, host, known[0][1])


def values_of(operands: list[tuple[str, Value]]) -> list[Value]:
    """The values without their roles."""
    return [value for _, value in operands]


def impossible(value: Value) -> bool:
    """Whether it is a date that the calendar does not have, or a period that ends before it begins."""
    if isinstance(value, Quantity):
        return False
    if isinstance(value, Date):
        return not valid(value)
    if isinstance(value, Recurring):
        return not valid(Date(value.text, None, value.month, value.day))
    return isinstance(value, Period) and (not (valid(value.start) and valid(value.end)) or reversed_period(value))


def reversed_period(period: Period) -> bool:
    """Whether it ends before it begins."""
    start, end = first_day(period.start), last_day(period.end)
    return start is not None and end is not None and end < start


def closed(report: Report, relation: Relation) -> bool:
    """Whether a sum must be equal: it says so, or says nothing and its two parts are known to make up a whole."""
    if not isinstance(relation.declared, Formula) or relation.kind != "sum":
        return True
    if relation.declared.closed is not None or len(relation.operands) != 2:
        return bool(relation.declared.closed)
    first, second = (report.facts[key] for _, key in relation.operands)
    return complementary(first.name, second.name) or complementary(first.what, second.what)


def complementary(first: str, second: str) -> bool:
    """Whether two names differ in nothing but such a pair."""
    return any(
        one in first and first.replace(one, other, 1) == second
        for pair in WHOLE_AND_PARTS
        for one, other in (pair, pair[::-1])
    )


def _formula(
    report: Report, relation: Relation, formula: Formula, host: Value, operands: list[tuple[str, Value]]
) -> Verdict:
    mixed = _mixed(relation, host, operands)
    if mixed is not None:
        return mixed
    if formula.basis == "constant_price" or basis_missing(report, relation):
        return Verdict(relation, State.EXEMPT)
    assert isinstance(host, Quantity)
    is_closed = closed(report, relation)
    if is_closed:
        keys = (relation.host, *(key for _, key in relation.operands))
        for key, value in zip(keys, (host, *values_of(operands)), strict=True):
            if isinstance(value, Quantity) and value.approximate:
                reason = msg("“{name}”写的是约数 {value}", name=report.facts[key].name, value=str(value))
                return Verdict(relation, State.UNKNOWN, reason=reason)
    computed = expected(relation.kind, operands, host.unit)
    if isinstance(computed, NotEvaluated):
        return Verdict(relation, State.UNKNOWN, reason=computed.reason)
    stated = Interval.point(1) if shares_of_all(report, relation) else written(host, formula.rounding)
    holds = stated.meets(computed) if is_closed else not computed.above(stated)
    bounded = computed.low is not None and computed.high is not None
    rounded = is_closed and relation.kind not in NEVER_CUT and stated.low != stated.high
    cut = rounded and not holds and written(host, "truncate").meets(computed)
    return Verdict(relation, _state(holds=holds), stated, computed, closed=is_closed and bounded, truncated=cut)


def basis_missing(report: Report, relation: Relation) -> bool:
    """Whether it is the growth of an output value and does not say at which prices, so that nobody can recompute it.

    “同比增长” of such values is at constant prices; recomputed from the values written it is wrong for certain.
    """
    if relation.kind != "growth" or (isinstance(relation.declared, Formula) and relation.declared.basis):
        return False
    facts = [report.facts[key] for _, key in relation.operands]
    money = [value for fact in facts if isinstance(value := report.values.get(fact.key), Quantity)]
    told = any(told_at_constant_prices(fact) for fact in (report.facts[relation.host], *facts))
    return told and bool(money) and all(value.kind is Kind.MONEY for value in money)


def shares_of_all(report: Report, relation: Relation) -> bool:
    """Whether it says that rates together are all there is: a closed sum of rates whose total is 100%."""
    if relation.kind != "sum" or not closed(report, relation):
        return False
    total, *parts = (report.values.get(key) for key in (relation.host, *(key for _, key in relation.operands)))
    rates = all(isinstance(value, Quantity) and value.kind is Kind.RATE for value in (total, *parts))
    return rates and isinstance(total, Quantity) and total.value == 1 and not total.approximate


def _mixed(relation: Relation, host: Value, operands: list[tuple[str, Value]]) -> Verdict | None:
    """The verdict on a formula whose figures do not count the same sort of thing, else None."""
    quantities = [value for _, value in operands if isinstance(value, Quantity)]
    if relation.kind not in _RESULT or len(quantities) < len(operands) or not isinstance(host, Quantity):
        return None
    first = quantities[0]
    across = relation.declared.across if isinstance(relation.declared, Formula) else ""
    if across:
        units = across.replace("／", "/").split("/")
        for value, unit in zip(quantities, units, strict=False):
            if not same_unit(value.unit, unit):
                reason = msg("across 写的是 {across}，而数据是 {value}", across=across, value=str(value))
                return Verdict(relation, State.UNITS, reason=reason)
    else:
        for value in quantities[1:]:
            if not comparable(first, value):
                reason = msg("{one} 与 {other} 单位不同", one=str(first), other=str(value))
                return Verdict(relation, State.UNITS, reason=reason)
    wanted = _RESULT[relation.kind]
    if wanted is None:
        if percent_for_point(relation.kind, host, first):
            return Verdict(relation, State.UNITS, reason=msg("两个百分率之差要写个百分点"))
        rates = first.kind is Kind.RATE and host.kind is Kind.POINTS and relation.kind == "difference"
        if not comparable(first, host) and not rates:
            reason = msg("{one} 与 {other} 单位不同", one=str(host), other=str(first))
            return Verdict(relation, State.UNITS, reason=reason)
    elif host.kind not in wanted:
        reason = msg("{value} 不是百分率或倍数", value=str(host))
        return Verdict(relation, State.UNITS, reason=reason)
    return None


def percent_for_point(kind: str, host: Quantity, first: Quantity) -> bool:
    """Whether the difference of two rates is stated in % instead of percentage points. ‰ is often written so."""
    return kind == "difference" and first.kind is Kind.RATE and host.unit in ("%", "％")


_RESULT: Mapping[str, tuple[Kind, ...] | None] = {
    "sum": None,
    "difference": None,
    "share": (Kind.RATE, Kind.MULTIPLE),
    "growth": (Kind.RATE, Kind.MULTIPLE),
}
"""Formulas whose operands count one sort of thing, and the kinds of their result (None: the same sort)."""


def restated(relation: Relation, host: Value, other: Value) -> Verdict:
    """The verdict on two statements of one thing, which must be equal as far as both are written."""
    if isinstance(host, Quantity) and isinstance(other, Quantity):
        if not comparable(host, other):
            reason = msg("{one} 与 {other} 单位不同", one=str(host), other=str(other))
            return Verdict(relation, State.UNITS, reason=reason)
        return _same_quantity(relation, host, other)
    ends = [(host, other)]
    if isinstance(host, Period) and isinstance(other, Period):
        ends = [(host.start, other.start), (host.end, other.end)]
    spans = [(span_of(one), span_of(two)) for one, two in ends]
    days = [(one, two) for one, two in spans if one and two]
    if len(days) == len(ends):
        holds = all(within(one, two) or within(two, one) for one, two in days)
        return Verdict(relation, _state(holds=holds), closed=all(one == two for one, two in days))
    return Verdict(relation, _state(holds=_identity(host) == _identity(other)))


def _same_quantity(relation: Relation, host: Quantity, other: Quantity) -> Verdict:
    if host.place == other.place and host.approximator == other.approximator:
        return Verdict(relation, _state(holds=host.value == other.value))
    stated, computed = host.interval, other.interval
    vague = next((figure for figure in (host, other) if figure.approximate), None)
    if vague is not None and not stated.meets(computed):
        reason = msg("{one} 与 {other} 对不上，而 {vague} 是约数", one=str(host), other=str(other), vague=str(vague))
        return Verdict(relation, State.UNKNOWN, reason=reason)
    holds = stated.meets(computed)
    rough, fine = (host, computed) if host.place >= other.place else (other, stated)
    cut = not holds and not rough.exact and written(rough, "truncate").meets(fine)
    return Verdict(relation, _state(holds=holds), stated, computed, closed=vague is None, truncated=cut)


def within(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether the second span of days lies in the first."""
    return one[0] <= other[0] and other[1] <= one[1]


def span_of(value: Value | None) -> tuple[date, date] | None:
    """The first and last day of a date or period that has its years."""
    if not isinstance(value, (Date, Period)):
        return None
    start, end = (value, value) if isinstance(value, Date) else (value.start, value.end)
    first, last = first_day(start), last_day(end)
    return (first, last) if first and last else None


def _identity(value: Value) -> object:
    """What makes two values that are no quantities the same, however they are written."""
    match value:
        case Ordinal():
            return ("ordinal", value.number)
        case Date():
            return ("date", value.year, value.month, value.day, value.begin, value.end)
        case Period():
            return ("period", _identity(value.start), _identity(value.end))
        case Recurring():
            return ("recurring", value.month, value.day)
        case Members():
            return ("members", tuple(sorted(value.members)), bool(value.open_end))
        case _:
            return ("words", str(value))


def _bound(relation: Relation, host: Value, target: Value) -> Verdict:
    claimed = claim_holds(relation.kind, host, target) if relation.kind in ("meets", "misses") else None
    if isinstance(host, Date) and isinstance(target, Date) and claimed is not None:
        return Verdict(relation, _state(holds=claimed))
    if isinstance(host, (Date, Period)) and isinstance(target, (Date, Period)):
        return _order(relation, host, target)
    if isinstance(host, Ordinal) and isinstance(target, Ordinal):
        within = host.number >= target.number if relation.kind == "at_least" else host.number <= target.number
        return Verdict(relation, _state(holds=within if claimed is None else claimed))
    if not (isinstance(host, Quantity) and isinstance(target, Quantity)) or not _limits(relation.kind, host, target):
        reason = msg("{one} 与 {other} 单位不同", one=str(host), other=str(target))
        return Verdict(relation, State.UNITS, reason=reason)
    stated, limit = host.interval, target.interval
    match relation.kind:
        case "part_of" | "at_most":
            holds = not stated.above(limit)
        case "at_least":
            holds = not limit.above(stated)
        case _:
            holds = bool(claimed)
    return Verdict(relation, _state(holds=holds), stated, limit)


def _limits(kind: str, host: Quantity, target: Quantity) -> bool:
    """Whether one figure can limit the other: the same sort, or two counts (批 ≤ 人) if that was asked for."""
    counts = host.kind is Kind.COUNT and target.kind is Kind.COUNT and kind in ("at_most", "at_least")
    return counts or comparable(host, target)


def _order(relation: Relation, host: Date | Period, target: Date | Period) -> Verdict:
    if relation.kind in ("meets", "misses"):
        return Verdict(relation, State.UNKNOWN, reason=msg("日期没有写年份"))
    early, late = (host, target) if relation.kind == "before" else (target, host)
    end = first_day(early.end if isinstance(early, Period) else early)
    start = last_day(late.start if isinstance(late, Period) else late)
    if end is None or start is None:
        return Verdict(relation, State.UNKNOWN, reason=msg("日期没有写年份"))
    return Verdict(relation, _state(holds=end <= start))


def _state(*, holds: bool) -> State:
    return State.HOLDS if holds else State.FAILS
