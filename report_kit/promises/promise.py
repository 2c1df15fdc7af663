"""A promise, what answers it, how figures stand against its targets, and the state that follows."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.arithmetic import rounded
from report_kit.facts.values import Ordinal, Quantity

if TYPE_CHECKING:
    from report_kit.diagnostics import Location
    from report_kit.facts.model import FactKey, Outcome, Prose
    from report_kit.facts.values import Date
    from report_kit.report import Report


class State(Enum):
    """What became of a promise, the most open first."""

    LATE = "late"  # answered, not done, and the deadline had passed when the report was made
    NOT_ANSWERED = "not_answered"  # the report does not say a word about it
    UNDER_WAY = "under_way"  # answered, and not done or not known to be
    CARRIED_OVER = "carried_over"  # goes on next year, with a reason
    DONE = "done"
    DROPPED = "dropped"  # given up, with a reason


class Standing(Enum):
    """How a figure stands against a target."""

    MET = "met"
    MISSED = "missed"
    PENDING = "pending"  # one of them is not known yet
    UNCLEAR = "unclear"  # they cannot be compared, or one has no value; that is reported elsewhere


class Measure(NamedTuple):
    """A result held against a target by ``meets`` or ``misses`` (``claim``), declared at ``location``.

    ``share`` is the part of the target that was reached; None where a ratio tells nothing (rates, ranks).
    """

    fact: FactKey
    target: FactKey
    claim: str
    standing: Standing
    share: Fraction | None
    location: Location


class Answer(NamedTuple):
    """Work that answers a promise. ``facts`` are those of the year that its sentences show."""

    work: str
    words: Prose
    location: Location
    facts: tuple[FactKey, ...]


class Promise(NamedTuple):
    """One piece of planned work.

    ``id`` is its id in the year's folder, ``within`` that of the piece it is part of (empty for an item); ``words``
    its title, lead or text. ``own`` is False for a heading that promises nothing beside its parts. ``due`` is its
    deadline or that of what it is part of; ``overdue`` whether the report was made later. ``answers`` and ``outcome``
    are what is said of it, maybe of the whole it belongs to. ``named`` tells that it can be named by its id.
    """

    id: str
    kind: str
    within: str
    words: Prose
    location: Location
    owner: str
    due: Date | None
    overdue: bool
    own: bool
    named: bool
    targets: tuple[FactKey, ...]
    measures: tuple[Measure, ...]
    answers: tuple[Answer, ...]
    outcome: Outcome | None
    state: State

    @property
    def proofs(self) -> tuple[FactKey, ...]:
        """The facts that prove it: those held against its targets, then those of the work that answers it."""
        measured = (measure.fact for measure in self.measures)
        return tuple(dict.fromkeys(chain(measured, *(answer.facts for answer in self.answers))))

    def unmeasured(self, report: Report) -> tuple[FactKey, ...]:
        """The targets that are figures and that no result is held against."""
        figures = (key for key in self.targets if isinstance(report.values.get(key), (Quantity, Ordinal)))
        measured = {measure.target for measure in self.measures}
        return tuple(key for key in figures if key not in measured)


def state_of(*, answered: bool, outcome: State | None, is_open: bool, waiting: bool, overdue: bool) -> State:
    """The state of one promise.

    ``is_open``: a target is missed or held against nothing. ``waiting``: a figure that decides is not known yet. An
    outcome counts where nothing answers the promise; carried over may also be what was begun and is not done.
    """
    if not answered:
        return outcome or State.NOT_ANSWERED
    if not (is_open or waiting):
        return State.DONE
    if outcome is State.CARRIED_OVER:
        return outcome
    return State.LATE if is_open and overdue else State.UNDER_WAY


def percent(share: Fraction) -> str:
    """A share as 82.2%; what is short of the whole is never shown as the whole."""
    tenths = rounded(share * 100, 1)
    if share < 1:
        tenths = min(tenths, Fraction(999, 10))
    whole, part = divmod(int(tenths * 10), 10)
    return f"{whole}.{part}%" if part else f"{whole}%"
