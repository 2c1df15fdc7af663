"""How each confirmed figure stands to the fact it is for: the same, another one, too coarse to tell.

What a department entered is compared as a second statement of the same quantity (``same_as``): a rounded figure
stands for all values that could have been written so.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, msg
from report_kit.facts.model import Formula
from report_kit.facts.numerals import WIDE
from report_kit.facts.parse import ValueProblem, parse_date, parse_members, parse_value
from report_kit.facts.values import Date, Members, Ordinal, Pending, Period, Quantity, Unread, Value, Words, printed
from report_kit.report import Relation
from report_kit.rules.judge import State, Verdict, restated, span_of, within

if TYPE_CHECKING:
    from datetime import date

    from report_kit.facts.model import Confirmation, Fact, FactKey
    from report_kit.rules.subject import Subject


class Stand(Enum):
    """What a confirmation says of its fact."""

    AGREES = "agrees"
    DIFFERS = "differs"
    CHANGED = "changed"  # it agreed with what the fact was then, not with what it is now
    COARSE = "coarse"  # it does not contradict the fact, and is written less exactly
    GIVEN = "given"  # the fact itself is not known yet
    EMPTY = "empty"  # the department does not know it yet
    UNREADABLE = "unreadable"  # no figure, for a reason
    OPEN = "open"  # the fact could not be read or worked out, which is told elsewhere
    UNKNOWN = "unknown"  # no fact has this id


class Standing(NamedTuple):
    """A confirmation, the fact it is for (None: there is none), and how it stands to it.

    ``sure`` False: on one of the sides is an approximate figure, or one cut off instead of rounded. ``reason`` tells
    why the entry is unreadable.
    """

    confirmation: Confirmation
    fact: FactKey | None
    stand: Stand
    sure: bool = True
    reason: Message | None = None

    @property
    def guards(self) -> bool:
        """Whether a slip in the fact would be found by it."""
        return self.stand in (Stand.AGREES, Stand.DIFFERS, Stand.CHANGED) and self.sure


def standings(subject: Subject) -> tuple[Standing, ...]:
    """How each confirmation of the year stands, in the order of its file."""
    own = subject.report.years.get(subject.report.year)
    if own is None or not own.confirmations:
        return ()
    was = {_full(fact): key for key, fact in subject.report.facts.items() if fact.was and key[0] == own.year}
    return tuple(_standing(subject, one, subject.labelled(one.fact) or was.get(one.fact)) for one in own.confirmations)


def vouched_for(subject: Subject) -> frozenset[FactKey]:
    """The facts that hold for certain: confirmed, or by an equality that holds what confirmed facts amount to.

    A department that confirmed both numbers need not confirm their ratio, nor the same figure in another sentence.
    """
    found = {one.fact for one in subject.confirmations if one.stand is Stand.AGREES and one.fact is not None}
    wrong = {one.fact for one in subject.confirmations if one.stand in (Stand.DIFFERS, Stand.CHANGED)}
    waiting: dict[FactKey, list[tuple[FactKey, set[FactKey]]]] = {}
    for verdict in subject.verdicts if found else ():
        relation = verdict.relation
        operands = {key for _, key in relation.operands}
        if verdict.state is State.DERIVED or (verdict.equality and verdict.state is State.HOLDS):
            needs = [(relation.host, operands)]
            if verdict.kind == "same_as":
                needs += [(key, {relation.host}) for key in operands]
            for host, needed in needs:
                for key in needed:
                    waiting.setdefault(key, []).append((host, needed))
    ready = list(found)
    while ready:
        for host, needed in waiting.get(ready.pop(), ()):
            if host not in found and host not in wrong and needed <= found:
                found.add(host)
                ready.append(host)
    return frozenset(found)


def _full(fact: Fact) -> str:
    """The earlier id of a fact, whose item need not be named."""
    owner, dot, _ = fact.id.rpartition(".")
    return fact.was if "." in fact.was else f"{owner}{dot}{fact.was}"


def _standing(subject: Subject, one: Confirmation, key: FactKey | None) -> Standing:
    if key is None:
        return Standing(one, None, Stand.UNKNOWN)
    value = subject.report.values.get(key)
    if value is None or isinstance(value, Unread):
        return Standing(one, key, Stand.OPEN)
    figure = _plain(one.figure)
    if figure == _plain(printed(value)):
        return Standing(one, key, Stand.EMPTY if isinstance(value, Pending) else Stand.AGREES, not _vague(value))
    units = subject.terms.all_units | {getattr(value, "unit", "")}
    before = _read(one.stood, value, units) if one.stood else None
    then = before if type(before) is type(value) and not isinstance(before, Pending) else value
    entered = _read(figure, then, units)
    if isinstance(entered, ValueProblem):
        return Standing(one, key, Stand.UNREADABLE, reason=entered.message)
    if isinstance(entered, Words) and _is_figure(then):
        return Standing(one, key, Stand.UNREADABLE, reason=msg("不是数"))
    if isinstance(entered, Pending):
        return Standing(one, key, Stand.EMPTY)
    if isinstance(value, Pending):
        return Standing(one, key, Stand.GIVEN)
    verdict = _verdict(one, key, value, entered)
    if verdict.state is State.HOLDS:
        return Standing(one, key, Stand.COARSE if _coarser(entered, value) else Stand.AGREES, not _vague(value))
    if then is not value and _verdict(one, key, then, entered).state is State.HOLDS:
        return Standing(one, key, Stand.CHANGED)
    sure = verdict.state is not State.UNKNOWN and not verdict.truncated
    return Standing(one, key, Stand.DIFFERS, sure=sure)


def _is_figure(value: Value) -> bool:
    """Whether words cannot stand for a value: it is a number, a date or the like, or will be one of a known unit."""
    return bool(value.unit) if isinstance(value, Pending) else not isinstance(value, Words | Members)


def _verdict(one: Confirmation, key: FactKey, value: Value, entered: Value) -> Verdict:
    """Whether the entry states what the fact states. It is its own operand: no other fact is."""
    formula = Formula("same_as", (), one.location)
    return restated(Relation("same_as", key, (("of", key),), formula, one.location), value, entered)


def _vague(value: Value) -> bool:
    """Whether a figure says itself that it is not exact."""
    return isinstance(value, Quantity) and value.approximate


def _coarser(entered: Value, value: Value) -> bool:
    """Whether the entry is written less exactly than the fact, so that it leaves a slip in the last place unseen."""
    if isinstance(entered, Quantity) and isinstance(value, Quantity):
        return entered.place > value.place or (_vague(entered) and not _vague(value))
    mine, theirs = _days(entered), _days(value)
    return any(not within(two, one) for one, two in zip(mine, theirs, strict=False) if one and two)


def _days(value: Value) -> list[tuple[date, date] | None]:
    """The first and last day of a date, of both ends of a period; none of anything else."""
    ends = (value.start, value.end) if isinstance(value, Period) else (value,)
    return [span_of(end) for end in ends if isinstance(end, Date)]


_COMMAS = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))")
_BARE = re.compile(r"[-−]?[0-9]+(?:\.[0-9]+)?")


def _plain(text: str) -> str:
    """A figure as people type it into a cell, without what only helps the eye: 9,774 is 9774, ９７７４ as well."""
    return _COMMAS.sub("", "".join(text.split()).translate(WIDE).replace("％", "%"))


def _read(text: str, like: Value, units: frozenset[str]) -> Value | ValueProblem:
    """An entry as a value of the sort it stands for; a bare number is one in the unit that was asked for."""
    if isinstance(like, Members):
        return parse_members(text)
    if isinstance(like, Date | Period) and not isinstance(found := parse_date(text), ValueProblem):
        return found
    if _BARE.fullmatch(text):
        if isinstance(like, Quantity | Pending):
            tail = like.scale + like.unit if isinstance(like, Quantity) else like.unit
            return parse_value(text + tail, units, unitless=not tail)
        if isinstance(like, Ordinal):
            return parse_value(f"第{text}{like.unit}", units)
    return parse_value(text, units)
