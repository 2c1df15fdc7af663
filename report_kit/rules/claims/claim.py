"""A relation that the wording states, and its verdict: the same arithmetic as for declared relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.arithmetic import NotEvaluated, expected
from report_kit.facts.intervals import Interval, written
from report_kit.facts.targets import comparable
from report_kit.facts.values import Kind, Quantity
from report_kit.rules.judge import NEVER_CUT, State

if TYPE_CHECKING:
    from report_kit.rules.claims.passage import Mention, Passage


class Claim(NamedTuple):
    """A relation stated in words.

    ``kind`` is that of a formula (sum, share, growth, difference) or bound (part_of, meets), or one that only
    wording states: ``rate_of_change`` (N, change D, rate p), ``direction`` (由A提高到B), ``order`` (户 ≤ 人),
    ``multiple`` (增长n倍), ``points`` (a change of rates told in per cent).
    ``host`` is the figure that must follow from the others, ``operands`` are they with their roles. ``start`` and
    ``end`` are the words that state it, in the passage. ``sign`` is -1 where the words say that it became less.
    ``closed`` of a sum: its parts are all there are.
    """

    kind: str
    passage: Passage
    host: Mention
    operands: tuple[tuple[str, Mention], ...]
    start: int
    end: int
    sign: int = 1
    closed: bool = True

    def operand(self, role: str) -> Mention:
        """The first figure with this role."""
        return next(mention for name, mention in self.operands if name == role)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Every figure of the relation, the host first."""
        return (self.host, *(mention for _, mention in self.operands))


class Judged(NamedTuple):
    """What was found of a claim. ``stated`` and ``computed`` are what the host says and what the others give.

    ``truncated``: the host is what one gets by cutting off instead of rounding (GB/T 8170).
    """

    claim: Claim
    state: State
    stated: Interval | None = None
    computed: Interval | None = None
    truncated: bool = False


def judge_claim(claim: Claim) -> Judged:
    """Whether a stated relation holds; ``UNKNOWN`` where a figure is approximate or the units do not fit."""
    host = quantity(claim.host)
    operands = [(role, quantity(mention)) for role, mention in claim.operands]
    if any(value.approximate for value in (host, *(value for _, value in operands))) and not _bounds_only(claim):
        return Judged(claim, State.UNKNOWN)
    evaluate = _EVALUATED.get(claim.kind, _formula)
    return evaluate(claim, host, operands)


def quantity(mention: Mention) -> Quantity:
    """The figure of a mention, with the unit it shares with a later one."""
    value = mention.found.value
    assert isinstance(value, Quantity)
    if mention.found.shared and not value.unit:
        return _shared(value, mention.found.shared)
    return value


def _shared(value: Quantity, shared: str) -> Quantity:
    from dataclasses import replace

    from report_kit.facts.units import kind_of

    scale = next((one for one in ("万亿", "万", "亿") if shared.startswith(one)), "")
    unit = shared.removeprefix(scale)
    return replace(value, scale=scale, unit=unit, kind=Kind(kind_of(unit)))


def _bounds_only(claim: Claim) -> bool:
    return claim.kind in ("part_of", "order", "meets") or (claim.kind == "sum" and not claim.closed)


Operands = list[tuple[str, Quantity]]


def _formula(claim: Claim, host: Quantity, operands: Operands) -> Judged:
    """Sum, share, growth, difference: what the operands give meets what is stated."""
    first = operands[0][1]
    if any(not comparable(first, value) for _, value in operands[1:]):
        return Judged(claim, State.UNITS)
    if claim.kind in ("sum", "difference") and not _same_sort(claim.kind, host, first):
        return Judged(claim, State.UNITS)
    computed = expected("growth" if claim.kind == "multiple" else claim.kind, operands, host.unit)
    if isinstance(computed, NotEvaluated):
        return Judged(claim, State.UNKNOWN)
    return compared(claim, host, computed)


def _same_sort(kind: str, host: Quantity, first: Quantity) -> bool:
    return comparable(host, first) or (kind == "difference" and first.kind is Kind.RATE and host.kind is Kind.POINTS)


def compared(claim: Claim, host: Quantity, computed: Interval) -> Judged:
    """The verdict on a host that should meet what was computed (an open sum: not be below it)."""
    stated = written(host)
    if claim.sign < 0:
        stated = -stated
    if not claim.closed:
        return Judged(claim, State.FAILS if computed.above(stated) else State.HOLDS, stated, computed)
    if stated.meets(computed):
        return Judged(claim, State.HOLDS, stated, computed)
    cut = written(host, "truncate")
    truncated = claim.kind not in NEVER_CUT and (-cut if claim.sign < 0 else cut).meets(computed)
    return Judged(claim, State.FAILS, stated, computed, truncated)


def _rate_of_change(claim: Claim, host: Quantity, operands: Operands) -> Judged:
    """N now, change D, rate p: D ÷ (N − D), evaluated at the corners, for it is monotone in both."""
    now, change = (dict(operands)[role] for role in ("now", "change"))
    if not comparable(now, change):
        return Judged(claim, State.UNITS)
    total, delta = written(now), written(change)
    if claim.sign < 0:
        delta = -delta
    ends = [(n, d) for n in (total.low, total.high) for d in (delta.low, delta.high)]
    if any(n is None or d is None or n - d <= 0 for n, d in ends):
        return Judged(claim, State.UNKNOWN)
    rates = [d / (n - d) for n, d in ends if n is not None and d is not None]
    return compared(claim, host, Interval(min(rates), max(rates)))


def _points(claim: Claim, host: Quantity, operands: Operands) -> Judged:
    """占比由71%提高到76%，上升5%: a change of rates is told in points, unless it is meant in per cent of the first."""
    grown = expected("growth", operands)
    if isinstance(grown, NotEvaluated):
        return Judged(claim, State.UNKNOWN)
    relative = compared(claim, host, grown)
    moved = expected("difference", operands)
    assert isinstance(moved, Interval)
    return relative if relative.state is State.HOLDS else compared(claim, host, moved)._replace(state=State.FAILS)


def _direction(claim: Claim, host: Quantity, operands: Operands) -> Judged:
    """由A提高到B: B is more than A; less where the words say so."""
    base = operands[0][1]
    if not comparable(host, base):
        return Judged(claim, State.UNITS)
    now, before = written(host), written(base)
    wrong = before.above(now) if claim.sign > 0 else now.above(before)
    return Judged(claim, State.FAILS if wrong else State.HOLDS, now, before)


def _part_of(claim: Claim, host: Quantity, operands: Operands) -> Judged:
    whole = operands[0][1]
    if not comparable(host, whole):
        return Judged(claim, State.UNITS)
    part, limit = host.interval, whole.interval
    return Judged(claim, State.FAILS if part.above(limit) else State.HOLDS, part, limit)


def _order(claim: Claim, host: Quantity, operands: Operands) -> Judged:
    """The host counts what there are no fewer of: 人 against 户, 人次 against 人."""
    more, fewer = host.interval, operands[0][1].interval
    return Judged(claim, State.FAILS if fewer.above(more) else State.HOLDS, more, fewer)


def _meets(claim: Claim, host: Quantity, operands: Operands) -> Judged:
    """The host reaches its target; a target is the number written, not a rounded one."""
    target = operands[0][1]
    if not comparable(host, target):
        return Judged(claim, State.UNITS)
    limit = target.interval if target.approximate else Interval(target.value, target.value)
    wrong = limit.above(host.interval) if claim.sign > 0 else host.interval.above(limit)
    return Judged(claim, State.FAILS if wrong else State.HOLDS, host.interval, limit)


_EVALUATED = {
    "rate_of_change": _rate_of_change,
    "points": _points,
    "direction": _direction,
    "part_of": _part_of,
    "order": _order,
    "meets": _meets,
}
