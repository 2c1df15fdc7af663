"""Rates in the wording of foreign documents: without prices or base, out of range, unattainable, not adding up."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from math import ceil, floor
from typing import TYPE_CHECKING

from report_kit.diagnostics import Note, msg
from report_kit.facts.intervals import Interval, shown
from report_kit.facts.patterns import pattern
from report_kit.rules.claims.changes import growth_alone, undeclared_basis
from report_kit.rules.claims.claim import quantity
from report_kit.rules.claims.shares import bounded_rates, compositions, lone_rates
from report_kit.rules.judge import State
from report_kit.rules.rule import Finding
from report_kit.rules.stated import clause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.diagnostics import Message
    from report_kit.facts.values import Quantity
    from report_kit.rules.claims import Judged
    from report_kit.rules.claims.passage import Mention, Passage
    from report_kit.rules.subject import Subject
    from report_kit.rules.typed import TypedText

_HUNDRED = Fraction(1)
_FOR_ALL = "(?:增速|增长速度|增长率|增幅)(?:均|都|一律|皆|全部)?为?[按依以]照?(?:不变|可比)价"


def basis_unsaid(subject: Subject) -> Iterator[Finding]:
    """The growth of an output says whether it is at current or at constant prices, once for a paragraph.

    A document may say it once for all: 增长速度均按不变价格计算.
    """
    if any(pattern(_FOR_ALL).search(typed.block.text) for typed in subject.typed):
        return
    for typed, passage in _passages(subject):
        for rate, output in islice(undeclared_basis(passage), 1):
            yield _finding(
                typed,
                rate,
                msg("{output}的“{words}”没有写明按现价还是按不变价计算", output=output, words=clause(passage, rate)),
                msg("写明“按不变价格计算”或“名义增长”"),
            )


def base_unsaid(subject: Subject) -> Iterator[Finding]:
    """A rate achieved stands beside the two figures it follows from."""
    told = {(id(typed), one.claim.host.place) for typed, one in _claims(subject)}
    for typed, passage in _passages(subject):
        for rate, name in lone_rates(passage):
            if (id(typed), rate.place) not in told:
                yield _finding(
                    typed,
                    rate,
                    msg("{name} {value} 没有写分子和分母，无从核对", name=name, value=str(rate.value)),
                    msg("写上分子和分母，如“355人，占床位673张的52.7%”"),
                )


def out_of_range(subject: Subject) -> Iterator[Finding]:
    """A share of something does not pass 100 %; completion, growth and gross rates may."""
    wrong = {(id(typed), one.claim.host.place) for typed, one in _claims(subject) if one.state is State.FAILS}
    for typed, passage in _passages(subject):
        for rate, name in bounded_rates(passage):
            value = quantity(rate)
            if (id(typed), rate.place) in wrong:
                continue
            if value.interval.above(Interval.point(_HUNDRED)) or Interval.point(0).above(value.interval):
                yield _finding(
                    typed,
                    rate,
                    msg("{name} {value} 超出了0到100%", name=name, value=str(value)),
                    msg("核对分子和分母；确实可以超过100%的，写明是完成率还是毛率"),
                )


def not_hundred(subject: Subject) -> Iterator[Finding]:
    """The shares of all kinds of something add up to 100 %, as far as they are rounded."""
    for typed, passage in _passages(subject):
        for rates in compositions(passage):
            values = [quantity(one) for one in rates]
            total = Interval.point(0)
            for value in values:
                total += value.interval
            exact = sum((value.value for value in values), Fraction(0))
            if total.contains(_HUNDRED) or abs(exact - _HUNDRED) > _FAR or any(one.approximate for one in values):
                continue
            yield _finding(
                typed,
                rates[0],
                msg(
                    "各项占比 {terms} 合计 {total}，不是100%",
                    terms="＋".join(str(one) for one in values),
                    total=shown(Interval.point(exact), values[0]),
                ),
                msg("对照原始数据改正其中之一；只列了一部分的，写“其中”"),
                rates[1:],
            )


_FAR = Fraction(1, 10)
"""Shares that miss 100 % by more than this are not those of a whole."""


def growth_unattained(subject: Subject) -> Iterator[Finding]:
    """A small count can have grown only by the rates that some whole number before it gives."""
    judged = {(id(typed), one.claim.host.place) for typed, one in _claims(subject) if one.state is State.HOLDS}
    for typed, passage in _passages(subject):
        for now, rate, sign in growth_alone(passage):
            if (id(typed), rate.place) in judged:
                continue
            count, grown = quantity(now), quantity(rate)
            near = _unattained(count, grown, sign)
            if near is not None:
                yield _finding(
                    typed,
                    rate,
                    msg(
                        "{count} 不可能是“{words}”：上年是整数，{near}",
                        count=str(count),
                        words=clause(passage, rate),
                        near="，".join(near),
                    ),
                    msg("核对上年数和增幅"),
                )


def _unattained(count: Quantity, rate: Quantity, sign: int) -> list[str] | None:
    """What the nearest bases would give, if no whole base gives the rate; None if one does, or the count is large."""
    if not count.exact or rate.approximate or count.number < 1:
        return None
    interval = -rate.interval if sign < 0 else rate.interval
    if interval.low is None or interval.high is None or interval.low <= -1:
        return None
    if count.number * 5 >= 10 ** (rate.decimals + 2):
        return None
    first, last = count.value / (1 + interval.high), count.value / (1 + interval.low)
    if ceil(first) <= last:
        return None
    bases = [base for base in (floor(first), ceil(last)) if base > 0]
    return [f"{base}{count.unit}→{count}为{_percent(count.value / base - 1, rate)}" for base in bases]


def _percent(value: Fraction, like: Quantity) -> str:
    return shown(Interval.point(Fraction(round(value * 10**4), 10**4)), like)


def _claims(subject: Subject) -> tuple[tuple[TypedText, Judged], ...]:
    return subject.claims if subject.foreign else ()


def _passages(subject: Subject) -> tuple[tuple[TypedText, Passage], ...]:
    return subject.passages if subject.foreign else ()


def _finding(
    typed: TypedText, mention: Mention, words: Message, hint: Message, further: tuple[Mention, ...] = ()
) -> Finding:
    place = typed.location
    notes = tuple(
        Note(msg("用到的数 {value}", value=str(one.value)), place(one.found.start, one.found.end)) for one in further
    )
    return Finding(place(mention.found.start, mention.found.end), words, notes=notes, hint=hint)
