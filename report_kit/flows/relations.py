"""A relation in the statisticians' words (勾稽关系): the formula with its values, and whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.facts.arithmetic import NotEvaluated, expected
from report_kit.facts.model import Formula
from report_kit.facts.values import Kind, Members, Pending, Quantity, Value, printed
from report_kit.rules.judge import State, judge
from report_kit.show.facts import Operand, RelationEntry

if TYPE_CHECKING:
    from fractions import Fraction

    from report_kit.facts.intervals import Interval
    from report_kit.report import Relation, Report

_BOUNDS = {
    "part_of": "≤",
    "at_most": "≤",
    "at_least": "≥",
    "before": "早于",
    "after": "晚于",
    "meets": "达到",
    "misses": "未达到",
}


def relation_entry(report: Report, relation: Relation) -> RelationEntry:
    """The relation as people read it."""
    operands = tuple(
        Operand(role, report.label(key), printed(report.values.get(key)), report.facts[key].location)
        for role, key in relation.operands
    )
    return RelationEntry(
        relation.kind, operands, _written(report, relation), _verdict(report, relation), relation.location
    )


def _written(report: Report, relation: Relation) -> str:
    """``422张÷673张＝62.70%``: with one decimal more than the host shows, so that rounding is seen."""
    host = report.values.get(relation.host)
    if not isinstance(relation.declared, Formula):
        target = relation.operand("target")
        bound = printed(report.values.get(target)) if target else "？"
        return f"{printed(host)} {_BOUNDS.get(relation.kind, relation.kind)} {bound}"
    side = _expression(report, relation)
    computed = _expected(report, relation)
    if isinstance(host, Quantity) and computed is not None and computed.low is not None and computed.high is not None:
        ends = dict.fromkeys(_number(end, host) for end in (computed.low, computed.high))
        return f"{side}＝{'～'.join(ends)}{host.scale}{host.unit}"
    return f"{side}＝{printed(host)}"


def _expression(report: Report, relation: Relation) -> str:
    values = [(role, report.values.get(key)) for role, key in relation.operands]
    texts = [printed(value) for _, value in values]
    by_role = {role: printed(value) for role, value in values}
    match relation.kind:
        case "sum":
            return "＋".join(texts)
        case "product":
            return "×".join(texts)
        case "mean":
            return "÷".join(texts)
        case "share":
            return f"{by_role.get('part', '？')}÷{by_role.get('of', '？')}"
        case "growth":
            return f"{by_role.get('to', '？')}÷{by_role.get('from', '？')}－1"
        case "difference":
            return f"{by_role.get('to', '？')}－{by_role.get('from', '？')}"
        case "count":
            members = values[0][1] if values else None
            return f"“{texts[0]}”{len(members.members)}项" if isinstance(members, Members) else texts[0]
        case "length":
            return f"{texts[0]}首尾年数"
        case _:
            return "、".join(texts)


def _expected(report: Report, relation: Relation) -> Interval | None:
    values: list[tuple[str, Value]] = []
    for role, key in relation.operands:
        value = report.values.get(key)
        if value is None or isinstance(value, Pending):
            return None
        values.append((role, value))
    host = report.values.get(relation.host)
    computed = expected(relation.kind, values, host.unit if isinstance(host, Quantity) else "")
    return None if isinstance(computed, NotEvaluated) else computed


_VERDICTS = {State.HOLDS: "holds", State.FAILS: "fails", State.DERIVED: "derived"}


def _verdict(report: Report, relation: Relation) -> str:
    return _VERDICTS.get(judge(report, relation).state, "unknown")


def _number(value: Fraction, like: Quantity) -> str:
    """The number in the unit of ``like``, half up; exact counts get no decimals, others one more than ``like``."""
    number = value / like.factor
    if number.denominator == 1 and like.kind in (Kind.COUNT, Kind.MONEY, Kind.MULTIPLE):
        return str(number)
    digits = like.decimals + 1
    scaled = abs(number) * 10**digits
    whole, part = divmod((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator), 10**digits)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{part:0{digits}}"
