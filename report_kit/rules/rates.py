"""Rules on rates: how they are worded, at which prices, and which ones no count can give."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, Severity, msg
from report_kit.facts.intervals import Interval, decimal, written
from report_kit.facts.model import Formula
from report_kit.facts.patterns import pattern
from report_kit.facts.targets import comparable
from report_kit.facts.values import Kind, Pending, Quantity
from report_kit.rules.judge import (
    State,
    Verdict,
    basis_missing,
    closed,
    percent_for_point,
    shares_of_all,
)
from report_kit.rules.rule import Finding, rule
from report_kit.rules.stated import stated
from report_kit.rules.stated_rates import basis_unsaid, growth_unattained, not_hundred, out_of_range
from report_kit.rules.words import CORRECT_ONE, note, reckoned, worth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.facts.model import FactKey
    from report_kit.report import Relation, Report
    from report_kit.rules.subject import Subject

E, W = Severity.ERROR, Severity.WARNING

_BOUNDED = (
    "(?:占比|比重|入住率|覆盖率|合格率|及格率|优良率|优秀率|达标率|就业率|失业率|城镇化率|供养率|知晓率|满意率|满意度|"
    "净入学率|录取率|成功率|贫困发生率|死亡率|空置率|出租率|规范率)$"
)
"""Rates of a part in its whole. 完成率, 毛入学率, 参保率, 巩固率 and the like are above 100% in real reports."""

_FREE = "毛|增|降|升|同比|环比|相当|超|完成|提高"


def explained(report: Report, verdict: Verdict) -> bool:
    """Whether a rule of this file says better than the rule on the formula what is wrong."""
    return (
        _points_meant(report, verdict)
        or _multiple_of_growth(report, verdict)
        or (verdict.state is State.FAILS and shares_of_all(report, verdict.relation))
    )


def _figures(report: Report, relation: Relation) -> tuple[Quantity, dict[str, Quantity]] | None:
    """The host and the operands by role; None unless all are figures."""
    host = report.values.get(relation.host)
    operands = {role: value for role, key in relation.operands if isinstance(value := report.values[key], Quantity)}
    if not isinstance(host, Quantity) or len(operands) < len({role for role, _ in relation.operands}):
        return None
    return host, operands


def _points_meant(report: Report, verdict: Verdict) -> bool:
    """Whether percent is written where percentage points are meant: as a difference, or as a growth that is one."""
    if verdict.kind not in ("difference", "growth") or verdict.state not in (State.UNITS, State.FAILS):
        return False
    found = _figures(report, verdict.relation)
    if found is None or set(found[1]) != {"from", "to"}:
        return False
    host, before, after = found[0], found[1]["from"], found[1]["to"]
    if verdict.kind == "difference":
        return after.kind is Kind.RATE and percent_for_point(verdict.kind, host, before)
    rates = host.kind is Kind.RATE and before.kind is Kind.RATE and after.kind is Kind.RATE
    change = after.interval - before.interval
    return rates and (host.interval.meets(change) or (-host.interval).meets(change))


def _multiple_of_growth(report: Report, verdict: Verdict) -> bool:
    """Whether a growth is stated as a multiple and is another one, or is none at all but a decline."""
    if verdict.kind != "growth" or verdict.state not in (State.FAILS, State.HOLDS) or verdict.truncated:
        return False
    found = _figures(report, verdict.relation)
    if found is None or found[0].kind is not Kind.MULTIPLE:
        return False
    return verdict.state is State.FAILS or found[1]["to"].value < found[1]["from"].value


@rule("N106", "growth-basis-undeclared", W, text=basis_unsaid, audited=True)
def growth_basis_undeclared(subject: Subject) -> Iterator[Finding]:
    """The growth of an output value says whether it is at current or at constant prices."""
    for verdict in subject.judged("growth"):
        if verdict.state is State.EXEMPT and basis_missing(subject.report, verdict.relation):
            fact = subject.fact(verdict.relation.host)
            yield Finding(
                verdict.relation.location,
                msg(
                    "{name} {value} 没有写明按现价还是按不变价，没有核对",
                    name=fact.name,
                    value=worth(subject, fact.key),
                ),
                _facts(verdict),
                hint=msg("补上 basis: constant_price（不变价，统计部门公布的增速都按它）或 basis: nominal（现价）"),
            )


@rule("N107", "percent-for-point", E, text=stated("points"), audited=True, preview=True)
def percent_for_points(subject: Subject) -> Iterator[Finding]:
    """By how much one rate is above another is stated in percentage points, not in percent."""
    for verdict in subject.judged("difference", "growth"):
        if not _points_meant(subject.report, verdict):
            continue
        found = _figures(subject.report, verdict.relation)
        assert found is not None
        before, after = found[1]["from"], found[1]["to"]
        decimals = max(before.decimals, after.decimals)
        yield _told(
            subject,
            verdict,
            msg(
                "{name}写为 {stated}，而 {before} 和 {after} 相差 {points}个百分点",
                name=subject.fact(verdict.relation.host).name,
                stated=str(found[0]),
                before=str(before),
                after=str(after),
                points=decimal(abs(after.value - before.value) * 100, decimals + 1),
            ),
            msg("两个百分率相减，写“个百分点”，用 difference；写“%”的是变化的幅度，用 growth"),
        )


@rule("N108", "multiple-wording", E, text=stated("multiple"), audited=True, preview=True)
def multiple_wording(subject: Subject) -> Iterator[Finding]:
    """Growth by n times makes n+1 times as much; nothing declines by multiples."""
    for verdict in subject.judged("growth"):
        if not _multiple_of_growth(subject.report, verdict):
            continue
        found = _figures(subject.report, verdict.relation)
        assert found is not None
        host, before, after = found[0], found[1]["from"].value, found[1]["to"].value
        fields = {
            "name": subject.fact(verdict.relation.host).name,
            "stated": str(host),
            "change": reckoned(subject, verdict.relation),
        }
        if after < before:
            by = decimal((before - after) / before * 100, 1)
            words = msg("{name}写为 {stated}，而 {change} 是下降 {by}%：减少不能用倍数", by=by, **fields)
        else:
            ratio = after / before
            words = msg(
                "{name}写为 {stated}，而 {change} 是增长{more}倍，即原来的{ratio}倍",
                more=decimal(ratio - 1, host.decimals + 1),
                ratio=decimal(ratio, host.decimals + 1),
                **fields,
            )
        yield _told(
            subject, verdict, words, msg("“增长1倍”是原来的2倍；说“是原来的几倍”用 share，减少的写百分之几或几分之几")
        )


@rule("N113", "unattainable-rate", E)
def unattainable_rate(subject: Subject) -> Iterator[Finding]:
    """Where the whole is known and the part is not: some whole number of the whole gives the rate stated."""
    for verdict, host, known, role in _half_known(subject, "share"):
        if role != "of" or host.value < 0:
            continue
        whole = known.value
        meant = [one.scaled(whole) for one in _readings(host)]
        if any(_holds_whole(one) for one in meant):
            continue
        below = (host.value * whole).__floor__()
        yield _told(
            subject,
            verdict,
            msg(
                "{name}写为 {stated}，而 {whole} 里占不出这个比率：{less}是 {low}，{more}是 {high}",
                name=subject.fact(verdict.relation.host).name,
                stated=str(host),
                whole=str(known),
                less=f"{below}{known.unit}",
                low=_percent(Fraction(below) / whole, host),
                more=f"{below + 1}{known.unit}",
                high=_percent(Fraction(below + 1) / whole, host),
            ),
        )


@rule("N114", "unattainable-growth", E, text=growth_unattained, audited=True)
def unattainable_growth(subject: Subject) -> Iterator[Finding]:
    """Where one of two counts is not known: some whole number in its place gives the rate stated."""
    for verdict, host, known, role in _half_known(subject, "growth", "share"):
        if role == "of":
            continue
        count = Interval.point(known.value)
        meant = []
        for reading in _readings(host):
            times = reading if role == "part" else reading + Interval.point(1)
            found = count.times(times) if role == "from" else count.divided_by(times)
            if times.low is None or times.low <= 0 or found is None:
                break
            meant.append(found)
        else:
            if not any(_holds_whole(one) for one in meant):
                words = {
                    "from": msg("没有哪个整数能从 {known} 变来", known=str(known)),
                    "to": msg("没有哪个整数能变成 {known}", known=str(known)),
                    "part": msg("没有哪个整数的总数能使 {known} 占到这么多", known=str(known)),
                }[role]
                yield _told(
                    subject,
                    verdict,
                    msg(
                        "{name}写为 {stated}，{words}",
                        name=subject.fact(verdict.relation.host).name,
                        stated=str(host),
                        words=words,
                    ),
                )


@rule("N115", "rate-out-of-range", E, text=out_of_range, audited=True)
def rate_out_of_range(subject: Subject) -> Iterator[Finding]:
    """The rate of a part in its whole lies between 0 and 100%."""
    failing = {verdict.relation.host for verdict in subject.verdicts if verdict.state is State.FAILS}
    for fact in subject.printed:
        value = subject.report.values.get(fact.key)
        if not isinstance(value, Quantity) or value.kind is not Kind.RATE or value.approximate or fact.key in failing:
            continue
        if fact.formula is not None and fact.formula.kind in ("growth", "difference"):
            continue
        names = [name for name in (fact.name, fact.what) if pattern(_BOUNDED).search(name)]
        if not names or any(pattern(_FREE).search(name) for name in (fact.name, fact.what)):
            continue
        if value.interval.above(Interval.point(1)) or Interval.point(0).above(value.interval):
            yield Finding(
                fact.location,
                msg("{name}写为 {value}，不在 0～100% 之间", name=fact.name, value=str(value)),
                (fact.key,),
                hint=msg("核对小数点和分子、分母；这个率确实可以超过100%的，在 allow 中写明理由"),
            )


@rule("N116", "shares-not-100", E, text=not_hundred, audited=True)
def shares_not_100(subject: Subject) -> Iterator[Finding]:
    """The shares of all parts of a whole make up 100%."""
    known = _shares(subject)
    for verdict in subject.judged("sum"):
        if verdict.state is State.FAILS and shares_of_all(subject.report, verdict.relation):
            parts = [key for _, key in verdict.relation.operands]
            yield _short_of_all(subject, verdict.relation.host, parts, verdict.computed)
        elif verdict.state is not State.FAILS and closed(subject.report, verdict.relation):
            stated_of = known.get(verdict.relation.host, {})
            shares = [stated_of[key] for _, key in verdict.relation.operands if key in stated_of]
            if not shares or len(shares) < len(verdict.relation.operands):
                continue
            values = [value for key in shares if isinstance(value := subject.report.values.get(key), Quantity)]
            if len(values) < len(shares) or any(value.approximate for value in values):
                continue
            total = sum((value.interval for value in values[1:]), values[0].interval)
            if not total.contains(1):
                yield _short_of_all(subject, shares[0], shares, total)


def _shares(subject: Subject) -> dict[FactKey, dict[FactKey, FactKey]]:
    """The stated shares, none of them known to be wrong: by the whole and the part they are of."""
    found: dict[FactKey, dict[FactKey, FactKey]] = {}
    for verdict in subject.judged("share"):
        part, whole = verdict.relation.operand("part"), verdict.relation.operand("of")
        if verdict.state not in (State.FAILS, State.UNITS, State.DERIVED) and part is not None and whole is not None:
            found.setdefault(whole, {}).setdefault(part, verdict.relation.host)
    return found


def _short_of_all(
    subject: Subject, blamed: FactKey, shares: list[FactKey] | tuple[FactKey, ...], total: Interval | None
) -> Finding:
    """Shares that do not make up 100%."""
    assert total is not None
    assert total.low is not None
    assert total.high is not None
    fact = subject.fact(blamed)
    added = (total.low + total.high) / 2
    return Finding(
        fact.location,
        msg(
            "各项占比 {parts} 合起来是 {total}%，不是 100%",
            parts="＋".join(worth(subject, key) for key in shares[:12]),
            total=decimal(added * 100, 3),
        ),
        tuple(dict.fromkeys((blamed, *shares))),
        tuple(note(subject, key, msg("其中一项")) for key in shares[:12]),
        CORRECT_ONE,
    )


def _half_known(subject: Subject, *kinds: str) -> Iterator[tuple[Verdict, Quantity, Quantity, str]]:
    """Rates stated exactly of two counts, one of which is not known, or not exactly: the known one and its role."""
    for verdict in subject.judged(*kinds):
        host = subject.report.values.get(verdict.relation.host)
        if verdict.state not in (State.PENDING, State.UNKNOWN) or not isinstance(host, Quantity):
            continue
        formula = verdict.relation.declared
        if host.kind is not Kind.RATE or host.approximate or (isinstance(formula, Formula) and formula.across):
            continue
        values = [(role, subject.report.values.get(key)) for role, key in verdict.relation.operands]
        known = [(role, value) for role, value in values if isinstance(value, Quantity) and value.exact]
        other = [value for _, value in values if not (isinstance(value, Quantity) and value.exact)]
        if len(known) != 1 or len(other) != 1:
            continue
        role, count = known[0]
        if count.kind is Kind.COUNT and count.value > 0 and _unknown_count(other[0], count):
            yield verdict, host, count, role


def _unknown_count(value: object, known: Quantity) -> bool:
    """Whether it may be any count of the same sort: a pending one, or an approximate one that was not scaled."""
    if isinstance(value, Pending):
        return not value.unit or value.unit == known.unit
    return isinstance(value, Quantity) and value.approximate and not value.scale and comparable(value, known)


def _readings(host: Quantity) -> tuple[Interval, Interval]:
    """What a rate may stand for, rounded or cut off."""
    return written(host), written(host, "truncate")


def _holds_whole(interval: Interval) -> bool:
    """Whether a whole number, not below zero, belongs to it."""
    if interval.low is None or interval.high is None:
        return True
    first = max(-(-interval.low.numerator // interval.low.denominator), 0)
    return interval.contains(first) or interval.contains(first + 1)


def _percent(value: Fraction, like: Quantity) -> str:
    return decimal(value / like.factor, like.decimals + 1) + like.unit


def _facts(verdict: Verdict) -> tuple[FactKey, ...]:
    return (verdict.relation.host, *(key for _, key in verdict.relation.operands))


def _told(subject: Subject, verdict: Verdict, words: Message, hint: Message = CORRECT_ONE) -> Finding:
    facts = _facts(verdict)
    notes = tuple(note(subject, key, msg("所用数据")) for key in facts[1:])
    return Finding(subject.fact(facts[0]).location, words, facts, notes, hint)
