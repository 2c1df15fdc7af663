"""Words that several rules share: figures in the unit of another, the right value, notes on the facts involved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, Note, msg
from report_kit.facts.arithmetic import rounded
from report_kit.facts.intervals import shown
from report_kit.facts.patterns import pattern
from report_kit.facts.values import Quantity, Value, printed
from report_kit.report import LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from report_kit.facts.intervals import Interval
    from report_kit.facts.model import Fact, FactKey
    from report_kit.report import Relation
    from report_kit.rules.subject import Subject

MOST_TERMS = 12
"""Operands a message names; of more, the first ones."""

CORRECT_ONE = msg("改正其中之一；确属例外的，在 report.yaml 的 allow 中写明理由")


def text(value: Value | None) -> str:
    """A value as the report prints it."""
    return printed(value)


def worth(subject: Subject, key: FactKey) -> str:
    """What a fact is worth, as printed."""
    return text(subject.report.values.get(key))


def figure(value: Fraction, like: Quantity, rounding: str = "half_up") -> str:
    """A value in the unit of another figure and with its decimals; what is no whole number of people keeps two."""
    number = value / like.factor
    decimals = like.decimals
    if like.exact and number.denominator != 1:
        decimals = 1 if rounded(number, 1) == number else 2
    shown_number = rounded(number, decimals, rounding)
    whole, part = divmod(int(abs(shown_number) * 10**decimals), 10**decimals)
    digits = f"{whole}.{part:0{decimals}}" if decimals else str(whole)
    return f"{'-' if shown_number < 0 else ''}{digits}{like.scale}{like.unit}"


def right_value(computed: Interval, like: Quantity, rounding: str = "half_up") -> Message:
    """What the figure should be: one number if its rounding is certain, else between which."""
    low, high = computed.low, computed.high
    if low is None or high is None:
        bound = low if low is not None else high
        if bound is None:
            return msg("不应如此")
        value = figure(bound, like, rounding)
        return msg("应不小于 {value}", value=value) if low is not None else msg("应不大于 {value}", value=value)
    first, last = figure(low, like, rounding), figure(high, like, rounding)
    if first == last:
        return msg("应为 {value}", value=first)
    return msg("应在 {low}～{high} 之间", low=first, high=last)


def range_of(stated: Interval, like: Quantity) -> str | None:
    """The interval a rounded figure stands for; None for an exact one."""
    return None if like.exact or stated.low is None or stated.high is None else shown(stated, like)


def note(subject: Subject, key: FactKey, role: Message) -> Note:
    """A fact involved, at its place: its role in the relation, its name and its value."""
    fact = subject.fact(key)
    return Note(msg("{role} {name} {value}", role=role, name=fact.name, value=worth(subject, key)), fact.location)


def dated(facts: Sequence[Fact], role: str) -> Message:
    """What carries a date: a fact that is one, or the time that one or many facts are true for."""
    name = facts[0].name
    if role == "value":
        return msg("{name}", name=name)
    if role == "period":
        return msg("{name}的时期", name=name)
    if len(facts) > 1:
        return msg("{name}等{count}个数据的时点", name=name, count=len(facts))
    return msg("{name}的时点", name=name)


_SIGNS = {"sum": "＋", "product": "×", "mean": "÷", "share": "÷"}


def reckoned(subject: Subject, relation: Relation) -> str:
    """What a formula works with, as people write it: 7家÷9家, 9321人→9774人, 1.35亿元＋1.42亿元."""
    values = [worth(subject, key) for _, key in relation.operands]
    if relation.kind == "growth":
        return "→".join(values)
    if relation.kind == "difference":
        return "－".join(reversed(values))
    if len(values) > MOST_TERMS:
        values = [*values[: MOST_TERMS - 1], "……"]
    return _SIGNS.get(relation.kind, "、").join(values)


def called(user: Fact, meant: Fact) -> str | None:
    """What a fact's formula calls another fact: short in its item, by its full name elsewhere; None if it cannot."""
    before = user.year - meant.year
    if before == 0 and user.id.rpartition(".")[0] == meant.id.rpartition(".")[0]:
        return meant.name
    return LAST_YEAR * before + meant.id if before in (0, 1) else None


_TARGET = "(?:目标|任务|指标|标准|要求|期限)(?:[值数量]|人数|户数)?(?: |$)|计划(?!生育|单列)|预计|力争"
"""Words that end what a target is called (标准化学校 is none), or stand anywhere in it."""
_DONE_WORDS = ("完成", "达成", "实现")


def called_a_target(words: str, *, dated: bool) -> bool:
    """Whether a fact of this name is a target or a norm; 任务完成率 is none, 完成期限 is one, being a date."""
    done = not dated and any(word in words for word in _DONE_WORDS)
    return not done and pattern(_TARGET).search(words) is not None
