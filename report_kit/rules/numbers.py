"""Rules on numbers that others give or limit: growth, difference, share, sum, mean, product, parts, targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, Note, Severity, msg
from report_kit.facts.model import Formula
from report_kit.facts.targets import comparable
from report_kit.facts.values import Kind, Quantity
from report_kit.rules.judge import State, Verdict
from report_kit.rules.rates import explained
from report_kit.rules.rounding import slack
from report_kit.rules.rule import Finding, rule, text_rule
from report_kit.rules.stated import opposite, stated
from report_kit.rules.stated_rates import base_unsaid
from report_kit.rules.words import CORRECT_ONE, note, range_of, right_value, worth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_kit.facts.model import Fact, FactKey
    from report_kit.rules.subject import Subject

E, W = Severity.ERROR, Severity.WARNING


@rule("N101", "growth-rate-mismatch", E, kinds=("growth",), text=stated("growth"), audited=True)
def growth_rate_mismatch(subject: Subject) -> Iterator[Finding]:
    """A stated growth rate meets now ÷ base − 1."""
    for verdict in _failing(subject, "growth"):
        name, start, end = _name(subject, verdict), _operand(verdict, "from"), _operand(verdict, "to")
        yield _mismatch(
            subject,
            verdict,
            msg(
                "{name}写为 {stated}，按 {start}→{end} {right}",
                name=name,
                stated=_stated(subject, verdict),
                start=worth(subject, start),
                end=worth(subject, end),
                right=_right(subject, verdict),
            ),
            (note(subject, start, msg("基期")), note(subject, end, msg("现期"))),
        )


@rule("N103", "delta-mismatch", E, kinds=("difference",), text=stated("difference"), audited=True, preview=True)
def delta_mismatch(subject: Subject) -> Iterator[Finding]:
    """A stated change meets now − base."""
    for verdict in _failing(subject, "difference"):
        start, end = _operand(verdict, "from"), _operand(verdict, "to")
        yield _mismatch(
            subject,
            verdict,
            msg(
                "{name}写为 {stated}，按 {end}－{start} {right}",
                name=_name(subject, verdict),
                stated=_stated(subject, verdict),
                start=worth(subject, start),
                end=worth(subject, end),
                right=_right(subject, verdict),
            ),
            (note(subject, start, msg("基期")), note(subject, end, msg("现期"))),
        )


@text_rule("N102", "delta-rate-mismatch", E, audited=True)
def delta_rate_mismatch(subject: Subject) -> Iterable[Finding]:
    """A rate stated with the figure now and its change is that change over what there was before."""
    return _delta_rates(subject)


_delta_rates = stated("rate_of_change")


@text_rule("N104", "direction-contradiction", E, audited=True)
def direction_contradiction(subject: Subject) -> Iterable[Finding]:
    """What is said to rise from one figure to another rises."""
    return opposite(subject)


@rule("N111", "share-mismatch", E, kinds=("share",), text=stated("share"), audited=True)
def share_mismatch(subject: Subject) -> Iterator[Finding]:
    """A stated share meets part ÷ whole."""
    for verdict in _failing(subject, "share"):
        part, whole = _operand(verdict, "part"), _operand(verdict, "of")
        yield _mismatch(
            subject,
            verdict,
            msg(
                "{name}写为 {stated}，按 {part}÷{whole} {right}",
                name=_name(subject, verdict),
                stated=_stated(subject, verdict),
                part=worth(subject, part),
                whole=worth(subject, whole),
                right=_right(subject, verdict),
            ),
            (note(subject, part, msg("分子")), note(subject, whole, msg("分母"))),
        )


@rule("N112", "rate-without-base", W, text=base_unsaid, audited=True)
def rate_without_base(subject: Subject) -> Iterator[Finding]:
    """A rate achieved says what it is a share of, or a growth from what; targets need not."""
    for fact in subject.results:
        value = subject.report.values.get(fact.key)
        if not isinstance(value, Quantity) or value.kind is not Kind.RATE or fact.formula or not fact.shown:
            continue
        if fact.misread or subject.told_as_target(fact):
            continue
        yield Finding(
            fact.location,
            msg("{name} {value} 没有写分子和分母，无从核对", name=fact.name, value=str(value)),
            (fact.key,),
            hint=msg(
                "补上 share: {{part: 分子, of: 分母}}（增幅用 growth）；分子分母确实拿不到的，在 allow 中写明理由"
            ),
        )


@rule("N120", "sum-mismatch", E, kinds=("sum",), text=stated("sum"), audited=True)
def sum_mismatch(subject: Subject) -> Iterator[Finding]:
    """The parts of a closed sum add up to the total; counts exactly, rounded figures as intervals."""
    for verdict in _failing(subject, "sum"):
        if verdict.closed:
            yield _mismatch(
                subject,
                verdict,
                msg(
                    "{name}写为 {stated}，而 {parts} {right}",
                    name=_name(subject, verdict),
                    stated=_stated(subject, verdict),
                    parts=_terms(subject, verdict, "＋"),
                    right=_right(subject, verdict),
                ),
                _parts(subject, verdict),
            )
    yield from slack(subject)


@rule("N121", "parts-exceed-whole", E, kinds=("sum",), text=stated("open_sum"), audited=True)
def parts_exceed_whole(subject: Subject) -> Iterator[Finding]:
    """The parts named (其中) are together no more than the whole."""
    for verdict in _failing(subject, "sum"):
        if not verdict.closed:
            yield _mismatch(
                subject,
                verdict,
                msg(
                    "{name}写为 {stated}，而其中各项 {parts} 已经超过它",
                    name=_name(subject, verdict),
                    stated=_stated(subject, verdict),
                    parts=_terms(subject, verdict, "＋"),
                ),
                _parts(subject, verdict),
            )


@rule("N122", "part-exceeds-whole", E, kinds=("part_of",), text=stated("part_of"), audited=True)
def part_exceeds_whole(subject: Subject) -> Iterator[Finding]:
    """A part is no more than its whole."""
    for verdict in _failing(subject, "part_of"):
        yield _beyond(
            subject,
            verdict,
            msg(
                "{name} {value} 多于它所属的 {whole} {limit}",
                **_pair(subject, verdict, "whole"),
            ),
            msg("总数"),
        )


@rule("N123", "unit-order-violation", E, kinds=("at_most", "at_least"), text=stated("order"), audited=True)
def unit_order_violation(subject: Subject) -> Iterator[Finding]:
    """Counts of different units keep their order: 户 ≤ 人, 人 ≤ 人次, 批 ≤ 人, 类 ≤ 项."""
    for verdict in _failing(subject, "at_most", "at_least"):
        if _crosses_units(subject, verdict):
            pair = _pair(subject, verdict, "other")
            words = (
                msg("{name} {value} 不应多于 {other} {limit}", **pair)
                if verdict.kind == "at_most"
                else msg("{name} {value} 不应少于 {other} {limit}", **pair)
            )
            yield _beyond(subject, verdict, words, msg("相比的是"))


@rule("N124", "mean-mismatch", E, kinds=("mean",))
def mean_mismatch(subject: Subject) -> Iterator[Finding]:
    """A stated mean meets total ÷ count (÷ periods)."""
    return _reckoned(subject, "mean", "÷")


@rule("N125", "product-mismatch", E, kinds=("product",))
def product_mismatch(subject: Subject) -> Iterator[Finding]:
    """A stated product meets the product of its factors."""
    return _reckoned(subject, "product", "×")


def _reckoned(subject: Subject, kind: str, sign: str) -> Iterator[Finding]:
    """The figures that are not what their operands, joined by a sign, give."""
    for verdict in _failing(subject, kind):
        yield _mismatch(
            subject,
            verdict,
            msg(
                "{name}写为 {stated}，按 {parts} {right}",
                name=_name(subject, verdict),
                stated=_stated(subject, verdict),
                parts=_terms(subject, verdict, sign),
                right=_right(subject, verdict),
            ),
            _parts(subject, verdict),
        )


@rule("N130", "same-quantity-conflict", E, kinds=("same_as",))
def same_quantity_conflict(subject: Subject) -> Iterator[Finding]:
    """One quantity stated twice is the same both times, as far as both are written.

    It is told where it is stated again, but of the report's date where that is: there it is printed.
    """
    issued = subject.report.edition.issued
    for verdict in _failing(subject, "same_as"):
        told, other = verdict.relation.host, _operand(verdict, "of")
        if issued is not None and other == issued.key:
            told, other = other, told
        yield Finding(
            subject.fact(told).location,
            msg(
                "{name}写为 {stated}，而同一数据 {other} 写为 {value}",
                name=subject.fact(told).name,
                stated=worth(subject, told),
                other=subject.fact(other).name,
                value=worth(subject, other),
            ),
            _facts(verdict),
            (note(subject, other, msg("另一处")),),
            CORRECT_ONE,
        )


@rule("N131", "target-claim-contradiction", E, kinds=("meets", "misses"), text=stated("meets"), audited=True)
def target_claim_contradiction(subject: Subject) -> Iterator[Finding]:
    """What is said to reach its target reaches it; what is said to miss it does not."""
    for verdict in _failing(subject, "meets", "misses"):
        pair = _pair(subject, verdict, "target")
        words = (
            msg("写明完成目标，而 {name} {value} 没有达到 {target} {limit}", **pair)
            if verdict.kind == "meets"
            else msg("写明未完成目标，而 {name} {value} 已经达到 {target} {limit}", **pair)
        )
        yield _beyond(subject, verdict, words, msg("目标"))


@rule("N133", "limit-exceeded", E, kinds=("at_most", "at_least"))
def limit_exceeded(subject: Subject) -> Iterator[Finding]:
    """A figure keeps the limit that another figure of the same unit sets."""
    for verdict in _failing(subject, "at_most", "at_least"):
        if not _crosses_units(subject, verdict):
            pair = _pair(subject, verdict, "other")
            words = (
                msg("{name} {value} 超过了上限 {other} {limit}", **pair)
                if verdict.kind == "at_most"
                else msg("{name} {value} 低于下限 {other} {limit}", **pair)
            )
            yield _beyond(subject, verdict, words, msg("界限"))


@rule("U202", "incompatible-units", E)
def incompatible_units(subject: Subject) -> Iterator[Finding]:
    """A relation joins figures of one sort, or says across which units it goes."""
    for verdict in subject.verdicts:
        if verdict.state is State.UNITS and not explained(subject.report, verdict):
            fact = subject.fact(verdict.relation.host)
            hint = (
                msg("单位本来不同的占比，写明 across，如 across: 人/张；否则换成同一单位的数据")
                if verdict.kind == "share"
                else msg("换成同一单位的数据")
            )
            yield Finding(
                verdict.relation.location,
                msg("{name}无法核对：{reason}", name=fact.name, reason=verdict.reason),
                _facts(verdict),
                tuple(note(subject, key, msg("所用数据")) for key in _operands(verdict)),
                hint,
            )


def _failing(subject: Subject, *kinds: str) -> Iterator[Verdict]:
    """What fails and no other rule explains better: N105 a figure cut off, N107 points, N108 multiples, N116 shares."""
    for verdict in subject.judged(*kinds):
        if verdict.state is State.FAILS and not verdict.truncated and not explained(subject.report, verdict):
            yield verdict


def _mismatch(subject: Subject, verdict: Verdict, message: Message, notes: tuple[Note, ...]) -> Finding:
    fact = subject.fact(verdict.relation.host)
    return Finding(fact.location, message, _facts(verdict), notes, _hint(verdict))


def _hint(verdict: Verdict) -> Message:
    stated, computed, formula = verdict.stated, verdict.computed, verdict.relation.declared
    if verdict.kind in ("growth", "difference") and stated and computed and (-stated).meets(computed):
        return msg("增减的方向反了；下降的写负数，如 -3.2%，正文用 {{{{ 名称|change }}}} 显示“下降3.2%”")
    if verdict.kind == "sum" and verdict.closed and isinstance(formula, Formula) and formula.closed is None:
        return msg("这两项合起来就是全部，合计应当相等；改正其中之一")
    return CORRECT_ONE


def _beyond(subject: Subject, verdict: Verdict, message: Message, role: Message) -> Finding:
    return _mismatch(subject, verdict, message, (note(subject, _operand(verdict, "target"), role),))


def _facts(verdict: Verdict) -> tuple[FactKey, ...]:
    return (verdict.relation.host, *_operands(verdict))


def _operands(verdict: Verdict) -> tuple[FactKey, ...]:
    return tuple(key for _, key in verdict.relation.operands)


def _operand(verdict: Verdict, role: str) -> FactKey:
    key = verdict.relation.operand(role)
    assert key is not None
    return key


def _host(subject: Subject, verdict: Verdict) -> Quantity:
    value = subject.report.values[verdict.relation.host]
    assert isinstance(value, Quantity)
    return value


def _name(subject: Subject, verdict: Verdict) -> str:
    fact: Fact = subject.fact(verdict.relation.host)
    return fact.name


def _stated(subject: Subject, verdict: Verdict) -> Message:
    """The figure as written; with the interval it stands for where that could hide what is wrong."""
    host = _host(subject, verdict)
    computed, stated = verdict.computed, verdict.stated
    wide = computed is not None and computed.low != computed.high
    between = range_of(stated, host) if stated is not None and wide else None
    if between is None:
        return msg("{value}", value=str(host))
    return msg("{value}（即 {between}）", value=str(host), between=between)


def _right(subject: Subject, verdict: Verdict) -> Message:
    formula = verdict.relation.declared
    assert verdict.computed is not None
    assert isinstance(formula, Formula)
    return right_value(verdict.computed, _host(subject, verdict), formula.rounding)


def _terms(subject: Subject, verdict: Verdict, sign: str) -> str:
    shown = [worth(subject, key) for key in _operands(verdict)]
    return sign.join(shown if len(shown) <= 12 else [*shown[:11], "……"])


def _parts(subject: Subject, verdict: Verdict) -> tuple[Note, ...]:
    return tuple(note(subject, key, msg("其中一项")) for key in _operands(verdict)[:12])


def _pair(subject: Subject, verdict: Verdict, role: str) -> dict[str, str]:
    """What the words on a bound name: the fact, its value, the other fact under ``role``, its value as ``limit``."""
    target = _operand(verdict, "target")
    return {
        "name": _name(subject, verdict),
        "value": worth(subject, verdict.relation.host),
        role: subject.fact(target).name,
        "limit": worth(subject, target),
    }


def _crosses_units(subject: Subject, verdict: Verdict) -> bool:
    host = subject.report.values[verdict.relation.host]
    target = subject.report.values[_operand(verdict, "target")]
    return isinstance(host, Quantity) and isinstance(target, Quantity) and not comparable(host, target)
