"""Promises and what became of them, as people and programs are shown them: the entries, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.promises import Standing, State

if TYPE_CHECKING:
    from report_kit.diagnostics import Location

FORMATS = ("text", "json", "markdown")


class PlanFact(NamedTuple):
    """A fact beside a promise: its id in the year's folder, as printed, its exact value as JSON shows it."""

    id: str
    what: str
    text: str
    value: str | list[str] | None
    unit: str
    pending: bool
    location: Location


class PlanTarget(NamedTuple):
    """What was promised of a figure. ``unproved``: no result is held against it, and no work answers for it."""

    fact: PlanFact
    unproved: bool


class PlanResult(NamedTuple):
    """A figure held against a target. ``share`` is the exact part of the target reached, ``percent`` it in words."""

    fact: PlanFact
    target: PlanFact
    claim: str
    standing: Standing
    share: str | None
    percent: str
    location: Location


class PlanAnswer(NamedTuple):
    """Work that answers a promise: its id, its title or lead."""

    work: str
    text: str
    location: Location


class PlanOutcome(NamedTuple):
    """What report.yaml says became of a promise: dropped or carried_over, and why."""

    state: str
    reason: str
    location: Location


class PlanEntry(NamedTuple):
    """One promise. ``own`` is False for a heading that promises nothing beside its parts; see ``promises.Promise``."""

    id: str
    kind: str
    within: str
    text: str
    state: State
    own: bool
    due: str
    due_iso: str | None
    pending: bool
    overdue: bool
    owner: str
    targets: tuple[PlanTarget, ...]
    results: tuple[PlanResult, ...]
    answers: tuple[PlanAnswer, ...]
    facts: tuple[PlanFact, ...]
    outcome: PlanOutcome | None
    location: Location


class Plans(NamedTuple):
    """All promises for a year. ``begun``: the year has a report of its own, which is of ``date`` (as written).

    ``altered``: how many promises and targets are not, or not any more, what last year's report was sent with.
    """

    year: int
    begun: bool
    date: str
    date_iso: str | None
    entries: tuple[PlanEntry, ...]
    altered: int = 0

    def counts(self) -> dict[State, int]:
        """How many promises are in each state; headings are not counted beside their parts."""
        counted = dict.fromkeys(State, 0)
        for entry in self.entries:
            counted[entry.state] += entry.own
        return counted


def plans_object(plans: Plans) -> dict[str, object]:
    """``{year, begun, date, counts, altered, plans: [...]}``; the keys are a promise, see docs/json.md."""
    return {
        "year": plans.year,
        "begun": plans.begun,
        "date": plans.date_iso,
        "counts": {state.value: count for state, count in plans.counts().items()},
        "altered": plans.altered,
        "plans": [_entry(entry) for entry in plans.entries],
    }


def _entry(entry: PlanEntry) -> dict[str, object]:
    outcome = entry.outcome
    return {
        "id": entry.id,
        "kind": entry.kind,
        "within": entry.within or None,
        "text": entry.text,
        "state": entry.state.value,
        "pending": entry.pending,
        "own": entry.own,
        "due": entry.due_iso,
        "overdue": entry.overdue,
        "owner": entry.owner,
        **_place(entry.location),
        "targets": [_fact(target.fact) | {"unproved": target.unproved} for target in entry.targets],
        "results": [
            {
                "fact": result.fact.id,
                "text": result.fact.text,
                "target": result.target.id,
                "target_text": result.target.text,
                "claim": result.claim,
                "standing": result.standing.value,
                "share": result.share,
                **_place(result.location),
            }
            for result in entry.results
        ],
        "answers": [{"work": answer.work, "text": answer.text, **_place(answer.location)} for answer in entry.answers],
        "facts": [_fact(fact) for fact in entry.facts],
        "outcome": {"state": outcome.state, "reason": outcome.reason, **_place(outcome.location)} if outcome else None,
    }


def _fact(fact: PlanFact) -> dict[str, object]:
    return {
        "id": fact.id,
        "what": fact.what,
        "text": fact.text,
        "value": fact.value,
        "unit": fact.unit,
        "pending": fact.pending,
        **_place(fact.location),
    }


def _place(location: Location) -> dict[str, object]:
    return {"path": location.path, "line": location.line, "column": location.column}
