"""Rules on digits: figures cut off instead of rounded, and figures that slipped by a power of ten."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from report_kit.diagnostics import Severity, msg
from report_kit.facts.model import Formula
from report_kit.facts.targets import comparable
from report_kit.facts.values import Kind, Quantity
from report_kit.rules.judge import State
from report_kit.rules.rule import Finding, rule
from report_kit.rules.stated import CUT, stated
from report_kit.rules.words import figure, note, reckoned, right_value, worth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.facts.model import FactKey
    from report_kit.rules.subject import Subject

W = Severity.WARNING

_LARGEST_POWER = 8
_LEAST = Fraction(85, 100)
_MOST = Fraction(115, 100)

_FEWEST = 20
"""Counts below it grow tenfold without a slip."""


@rule("N105", "truncated-not-rounded", W, text=stated(*CUT, truncated=True), audited=True)
def truncated_not_rounded(subject: Subject) -> Iterator[Finding]:
    """A figure that is right but for its last digit, which was cut off instead of rounded.

    Told instead of the rule on the formula: N103, N111, N120, N124, N125, N130.
    """
    for verdict in subject.verdicts:
        if not verdict.truncated or verdict.computed is None:
            continue
        relation = verdict.relation
        host = subject.report.values[relation.host]
        assert isinstance(host, Quantity)
        other = subject.report.values[relation.operands[0][1]]
        coarse_other = relation.kind == "same_as" and isinstance(other, Quantity) and other.place > host.place
        formula = relation.declared
        assert isinstance(formula, Formula)
        right = (
            right_value(host.interval, other, formula.rounding)
            if coarse_other and isinstance(other, Quantity)
            else right_value(verdict.computed, host, formula.rounding)
        )
        fields = {"name": subject.fact(relation.host).name, "stated": str(host), "right": right}
        words = (
            msg("{name}写为 {stated}，{base} 是它截去尾数得来的，四舍五入{right}", base=str(other), **fields)
            if coarse_other
            else msg(
                "{name}写为 {stated}，是 {base} 截去尾数得来的，四舍五入{right}",
                base=reckoned(subject, relation),
                **fields,
            )
        )
        operands = tuple(key for _, key in relation.operands)
        yield Finding(
            subject.fact(relation.host).location,
            words,
            (relation.host, *operands),
            tuple(note(subject, key, msg("所用数据")) for key in operands[:12]),
            msg("按四舍五入改；报表规定截尾的，在公式旁写 rounding: truncate"),
        )


def slack(subject: Subject) -> Iterator[Finding]:
    """For N120: rounded parts that miss their total by more than one unit of the last place. It holds, and is told."""
    for verdict in subject.judged("sum"):
        if verdict.state is not State.HOLDS or not verdict.closed:
            continue
        host, operands = verdict.relation.host, tuple(key for _, key in verdict.relation.operands)
        total = subject.report.values[host]
        parts = [part for key in operands if isinstance(part := subject.report.values[key], Quantity)]
        if not isinstance(total, Quantity) or total.exact or len(parts) < len(operands):
            continue
        added = sum((part.value for part in parts), Fraction(0))
        if abs(added - total.value) > max(one.place for one in (total, *parts)):
            yield Finding(
                subject.fact(host).location,
                msg(
                    "{name}写为 {stated}，各项相加是 {added}：差得比末位一个单位多，四舍五入还说得通，请再核一遍",
                    name=subject.fact(host).name,
                    stated=str(total),
                    added=figure(added, total),
                ),
                (host, *operands),
                tuple(note(subject, key, msg("其中一项")) for key in operands[:12]),
                msg("各项和合计都用更细一位的数再加一遍；确实没有错的，在 allow 中写明理由"),
                Severity.NOTE,
            )


@rule("N132", "scale-slip", W)
def scale_slip(subject: Subject) -> Iterator[Finding]:
    """What is compared (result and target, this year and last) is not ten, a hundred, ten thousand times the other."""
    told: set[frozenset[FactKey]] = set()
    for one, other in _compared(subject):
        if frozenset((one, other)) in told:
            continue
        told.add(frozenset((one, other)))
        value, base = subject.report.values.get(one), subject.report.values.get(other)
        if not isinstance(value, Quantity) or not isinstance(base, Quantity) or not comparable(value, base):
            continue
        if value.kind not in (Kind.COUNT, Kind.MONEY, Kind.MEASURE) or min(value.value, base.value) <= 0:
            continue
        if value.exact and base.exact and value.kind is Kind.COUNT and min(value.value, base.value) < _FEWEST:
            continue
        times = max(value.value, base.value) / min(value.value, base.value)
        power = next((n for n in range(1, _LARGEST_POWER + 1) if _LEAST <= times / 10**n <= _MOST), None)
        if power is None:
            continue
        fact, compared = subject.fact(one), subject.fact(other)
        yield Finding(
            fact.location,
            msg(
                "{name} {value} 和相比的 {other} {base} 相差约{times}倍，像是单位或小数点错了",
                name=fact.name,
                value=worth(subject, one),
                other=compared.name,
                base=worth(subject, other),
                times=10**power,
            ),
            (one, other),
            (note(subject, other, msg("相比的是")),),
            msg("核对单位和小数点；确实相差这么多的，写 explain 说明原因"),
        )


def _compared(subject: Subject) -> Iterator[tuple[FactKey, FactKey]]:
    """Pairs of facts of one quantity: with its target, with its base, with last year's fact of the same id.

    What explains itself, or what a stated growth or difference confirms, is no slip.
    """
    confirmed = set()
    for verdict in subject.judged("growth", "difference"):
        pair = tuple(key for _, key in verdict.relation.operands)
        if verdict.state is State.HOLDS:
            confirmed.add(frozenset(pair))
    for verdict in subject.judged("meets", "misses", "growth", "difference"):
        relation = verdict.relation
        if relation.kind in ("meets", "misses"):
            pair = (relation.host, relation.operands[0][1])
        else:
            before, after = relation.operand("from"), relation.operand("to")
            if before is None or after is None:
                continue
            pair = (after, before)
        if frozenset(pair) not in confirmed and not any(subject.fact(key).explain for key in (*pair, relation.host)):
            yield pair
    for fact in subject.results:
        before = (fact.year - 1, fact.id)
        if before in subject.report.facts and frozenset((fact.key, before)) not in confirmed and not fact.explain:
            yield fact.key, before
