"""The promises as the rows of an annex (重点工作完成情况表): what was promised, how far it came, in which state."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location, Message, msg
from report_kit.facts.model import FactKey, Hole, Literal
from report_kit.promises.ledger import promises
from report_kit.promises.promise import Promise, Standing, State, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_kit.facts.model import Prose
    from report_kit.report import Report

STATES: Mapping[State, Message] = {
    State.DONE: msg("已完成"),
    State.UNDER_WAY: msg("推进中"),
    State.LATE: msg("已逾期"),
    State.CARRIED_OVER: msg("已结转"),
    State.DROPPED: msg("已取消"),
    State.NOT_ANSWERED: msg("未交代"),
}
"""What a state is called, in the order of a summary: three characters each, which fit a narrow column."""

NOTHING = "—"
"""What a cell holds where there is nothing to say."""

_SENTENCE_ENDS = "。！？；"


class Figure(NamedTuple):
    """A fact to be shown as printed."""

    fact: FactKey


Piece = str | Figure | Literal | Hole
"""What a cell is made of: words of ours, a fact, words as written, a hole of a sentence with its filters."""


class PromiseRow(NamedTuple):
    """One promise as a row. Every figure in a cell is a fact or follows from facts of the same cell.

    ``number`` counts from 1; ``promise`` is its id. ``follows`` are the facts that decide its state.
    """

    number: int
    promise: str
    location: Location
    task: tuple[Piece, ...]
    target: tuple[Piece, ...]
    result: tuple[Piece, ...]
    state: State
    owner: str
    follows: tuple[FactKey, ...]


def promise_rows(report: Report) -> tuple[PromiseRow, ...]:
    """A row for every promise of the report's year that promises something itself, in the order printed."""
    own = (promise for promise in promises(report) if promise.own)
    return tuple(
        PromiseRow(
            number,
            promise.id,
            promise.location,
            first_sentence(promise.words),
            tuple(_targets(report, promise)) or (NOTHING,),
            tuple(_results(report, promise)) or (NOTHING,),
            promise.state,
            promise.owner,
            tuple(dict.fromkeys(key for one in promise.measures for key in (one.fact, one.target))),
        )
        for number, promise in enumerate(own, 1)
    )


def first_sentence(prose: Prose) -> tuple[Literal | Hole, ...]:
    """The words up to the first mark that ends a sentence, without it."""
    found: list[Literal | Hole] = []
    for segment in prose.paragraphs[0] if prose.paragraphs else ():
        if isinstance(segment, Hole):
            found.append(segment)
            continue
        end = next((at for at, sign in enumerate(segment.text) if sign in _SENTENCE_ENDS), None)
        if end is None:
            found.append(segment)
            continue
        if end:
            place = segment.location
            found.append(Literal(segment.text[:end], place._replace(end_column=place.column + end)))
        break
    return tuple(found)


def _targets(report: Report, promise: Promise) -> Iterator[Piece]:
    """What each target is called and its figure, then the deadline."""
    for number, key in enumerate(promise.targets):
        yield ("；" if number else "") + report.facts[key].what
        yield Figure(key)
    if promise.due is not None:
        due = promise.due.chinese
        yield ("（" if promise.targets else "") + due + ("）" if promise.targets else "")


def _results(report: Report, promise: Promise) -> Iterator[Piece]:
    """The figures held against its targets; else what the work that answers it is called; else why there is none."""
    for number, measure in enumerate(promise.measures):
        yield ("；" if number else "") + report.facts[measure.fact].what
        yield Figure(measure.fact)
        if measure.share is not None and measure.standing is not Standing.PENDING:
            yield f"（为目标的{percent(measure.share)}）"
    if not promise.measures:
        for number, answer in enumerate(promise.answers):
            if number:
                yield "；"
            yield from first_sentence(answer.words)
    outcome = promise.outcome
    if outcome is not None and outcome.reason and promise.state in (State.DROPPED, State.CARRIED_OVER):
        if promise.measures or promise.answers:
            yield "；"
        yield from (segment for paragraph in outcome.reason.paragraphs for segment in paragraph)
