"""A figure of this year beside the same one of last year: by how much it grew, worked out and rounded once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.facts.arithmetic import NotEvaluated, derived
from report_kit.facts.model import Formula
from report_kit.facts.units import same_unit
from report_kit.facts.values import Kind, Pending, Quantity

if TYPE_CHECKING:
    from report_kit.facts.model import Fact, FactKey
    from report_kit.report import Report

_RATES = (Kind.RATE, Kind.POINTS)

_OUTPUT = re.compile("GDP|生产总值|产值|增加值(?![班勤岗守])", re.IGNORECASE)


def told_at_constant_prices(fact: Fact) -> bool:
    """Whether a fact is called an output value: those are told to grow at constant prices, not by what is written."""
    return _OUTPUT.search(f"{fact.name} {fact.what}") is not None


def since_last_year(report: Report, key: FactKey, kind: str) -> Quantity | NotEvaluated:
    """What a figure grew by since last year (``growth``), or how much more it is (``difference``), or why not.

    Worked out from the values as the data have them, exactly, and rounded once, half up: growth in per cent to one
    decimal, a difference in this year's unit (between rates in percentage points) as fine as the coarser of the two.
    """
    before = report.earlier.get(key)
    now, then = report.values.get(key), report.values.get(before) if before else None
    if before is None or then is None:
        return NotEvaluated(msg("上年没有这个数；改过名称的，写 was: 原名称"))
    if isinstance(then, Pending):
        return NotEvaluated(msg("上年的数还没有补上（{path}）", path=report.facts[before].location.path))
    other = next((one for one in (now, then) if not isinstance(one, Quantity)), None)
    if not isinstance(now, Quantity) or not isinstance(then, Quantity):
        return NotEvaluated(msg("“{value}”不是数字", value=str(other)))
    if now.kind is not then.kind or not same_unit(now.unit, then.unit):
        return NotEvaluated(msg("{one} 与 {other} 单位不同", one=str(now), other=str(then)))
    if now.kind is Kind.MULTIPLE:
        return NotEvaluated(msg("倍数和上年比说不清楚；改写句子"))
    fact = report.facts[key]
    unit = now.scale + now.unit
    if kind == "growth":
        if now.kind in _RATES:
            return NotEvaluated(msg("百分率和上年比用 yearly_change，显示个百分点"))
        if now.kind is Kind.MONEY and told_at_constant_prices(fact):
            return NotEvaluated(msg("产值的增幅按不变价，不能照现价算；把公布的增幅写成一个事实"))
        unit = ""
    elif now.kind is Kind.RATE:
        unit = ""
    return derived(kind, Formula(kind, (), fact.location), (("from", then), ("to", now)), unit)
