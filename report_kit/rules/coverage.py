"""How many of the figures shown could be checked at all: the honest last line of every run."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from report_kit.diagnostics import Coverage
from report_kit.facts.values import Date, Kind, Ordinal, Pending, Period, Quantity, Recurring, Unread, Value
from report_kit.rules.judge import State
from report_kit.rules.words import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.facts.model import FactKey
    from report_kit.rules.subject import Subject

_FIGURES = (Quantity, Ordinal, Date, Period, Recurring, Pending)


def coverage(subject: Subject) -> Coverage:
    """The figures of the draft: each place that shows a fact's number, rank or date counts once.

    A figure is checked if its fact stands in an equality that was evaluated, or was confirmed by a department, so
    that a slip in it would have been found; a derived one, if everything it is worked out from is.
    """
    if subject.foreign:
        return _of_words(subject)
    states = Counter(state for _, state in figures(subject))
    return Coverage(states.total(), states["checked"], states["unchecked"], states["pending"])


def _of_words(subject: Subject) -> Coverage:
    """The figures of a foreign document; those that a relation stated beside them would give away are checked."""
    checked = {
        (id(typed), mention.place)
        for typed, judged in subject.claims
        if judged.claim.closed and judged.claim.kind in _EQUAL and judged.state in (State.HOLDS, State.FAILS)
        for mention in judged.claim.mentions
    }
    states: Counter[str] = Counter()
    for typed, passage in subject.passages:
        for place, mention in passage.mentions.items():
            if isinstance(mention.found.value, Pending):
                states["pending"] += 1
            else:
                states["checked" if (id(typed), place) in checked else "unchecked"] += 1
    return Coverage(states.total(), states["checked"], states["unchecked"], states["pending"])


_EQUAL = frozenset(("growth", "rate_of_change", "multiple", "points", "difference", "share", "sum"))
"""The kinds of claims that state an equality."""


def unchecked(subject: Subject) -> tuple[FactKey, ...]:
    """The facts shown whose figures nothing checks, worst first.

    Worst is what misleads most when it is wrong and is hardest to find out about: counts and sums of money, then
    other figures, then dates and ranks; among these the one shown most often; then one that names no source.
    """
    times = Counter(key for key, state in figures(subject) if state == "unchecked")

    def order(key: FactKey) -> tuple[int, int, bool]:
        return _weight(subject.report.values.get(key)), -times[key], bool(subject.fact(key).source)

    return tuple(sorted(times, key=order))


def _weight(value: Value | None) -> int:
    if isinstance(value, Quantity):
        return 0 if value.kind in (Kind.COUNT, Kind.MONEY) else 1
    return 2


def figures(subject: Subject) -> Iterator[tuple[FactKey, str]]:
    """Every figure shown, in reading order: of which fact, and whether it is checked, unchecked or pending."""
    if subject.draft is None:
        return
    report = subject.report
    checked = _checked(subject)
    for block, span, origin in subject.draft.links():
        key = subject.key_of(span)
        value = report.values.get(key) if key else None
        if (
            key is None
            or not isinstance(value, _FIGURES)
            or _only_date(subject, key, block.text[span.start : span.end])
        ):
            continue
        if isinstance(value, Pending) and not isinstance(value, Unread):
            yield key, "pending"
        else:
            sure = key in checked and (not origin.beside or report.earlier[key] in checked)
            yield key, "checked" if sure else "unchecked"


def _only_date(subject: Subject, key: FactKey, shown: str) -> bool:
    """Whether what is shown is not the figure but the day or period it is true for (``|as_of``)."""
    fact = subject.fact(key)
    if fact.as_of is None and fact.period is None:
        return False
    return shown in (text(fact.as_of), text(fact.period)) and shown != text(subject.report.values.get(key))


def _checked(subject: Subject) -> set[FactKey]:
    """The facts in which a slip would be found, those derived from such facts only included.

    Last year's facts are held against what was sent, and this year's bases against them (Y101).
    """
    checked = {one.fact for one in subject.confirmations if one.guards and one.fact is not None}
    waiting: dict[FactKey, int] = {}
    users: dict[FactKey, list[FactKey]] = {}
    for verdict in subject.verdicts:
        operands = [key for _, key in verdict.relation.operands]
        if verdict.equality:
            checked.update((verdict.relation.host, *operands))
        elif verdict.state is State.DERIVED:
            waiting[verdict.relation.host] = len(operands)
            for key in operands:
                users.setdefault(key, []).append(verdict.relation.host)
    checked |= subject.last_year.checked
    ready = list(checked)
    while ready:
        for user in users.get(ready.pop(), ()):
            waiting[user] -= 1
            if waiting[user] == 0 and user not in checked:
                checked.add(user)
                ready.append(user)
    return checked
