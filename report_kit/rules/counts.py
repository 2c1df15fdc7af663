"""Counts of things that are there whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Severity, msg
from report_kit.facts.patterns import pattern
from report_kit.facts.values import Kind, Quantity
from report_kit.rules.rule import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.rules.subject import Subject

E = Severity.ERROR

_WHOLE = frozenset(
    (
        *"人名位户家个项件起例宗类种次场批条块座所处幢栋台辆艘部册篇堂对支张本份套棵株盏",
        *("人次", "户次", "家次", "场次", "批次", "件次", "车次", "班次"),
    )
)
"""What is counted in whole numbers only; half a day, a year and a half, 1.5个百分点 are no such counts."""

_SPREAD = "均|每|折[合算]|当量|指数|密度|强度|系数|倍数|之比"
"""Words that say that a figure is spread over others, and may well be broken."""


@rule("U207", "fractional-count", E)
def fractional_count(subject: Subject) -> Iterator[Finding]:
    """People, houses, meetings are counted in whole numbers; means and what is converted are not."""
    for fact in subject.printed:
        value = fact.value
        if (
            isinstance(value, Quantity)
            and value.kind is Kind.COUNT
            and value.unit in _WHOLE
            and value.value.denominator != 1
            and (fact.formula is None or fact.formula.kind in ("sum", "difference", "count", "same_as"))
            and not pattern(_SPREAD).search(f"{fact.name} {fact.what}")
        ):
            yield Finding(
                fact.location,
                msg("{name} {value}：{unit}只有整数，没有小数", name=fact.name, value=str(value), unit=value.unit),
                (fact.key,),
                hint=msg("核对小数点；确是平均数、折算数的，在 what 中写明“平均”或“折合”；以万为单位的，写上“万”"),
            )
