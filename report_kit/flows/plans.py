"""What was promised for a year and what became of it, with every place where that is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.facts.model import Prose
from report_kit.facts.published import PUBLISHED_FILE
from report_kit.facts.values import printed
from report_kit.flows.facts import as_json, iso
from report_kit.load.codes import F001
from report_kit.promises import first_sentence, percent, promises
from report_kit.render.marks import Marker
from report_kit.render.prose import Composer
from report_kit.show.plans import PlanAnswer, PlanEntry, PlanFact, PlanOutcome, PlanResult, Plans, PlanTarget

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_kit.facts.model import FactKey, Outcome
    from report_kit.flows.pipeline import Assembly
    from report_kit.promises import Promise
    from report_kit.report import Report


def plans_of(year: int, assemble: Callable[[int], Assembly]) -> tuple[Plans, Assembly]:
    """The promises for a year, and the report that knows them with its problems.

    ``assemble`` makes the report on a year. A year that has no report.yaml yet stands in last year's report, which
    promised it; if that has none either, the problem is that of the year itself.
    """
    own = assemble(year)
    report = own.report
    if report is None and any(
        one.code == F001.code and one.location is not None and one.location.path == f"data/{year}/report.yaml"
        for one in own.outcome.diagnostics
    ):
        before = assemble(year - 1)
        if before.report is not None:
            return _plans(before.report, year), before
    if report is None:
        return Plans(year, begun=False, date="", date_iso=None, entries=()), own
    return _plans(report, year)._replace(altered=_altered(report, own)), own


def _altered(report: Report, assembly: Assembly) -> int:
    """How many of the problems told say that plans are not what was sent."""
    places = {f"data/{report.year}/{chapter.id}.yaml" for chapter in report.years[report.year].promised}
    places.add(f"data/{report.year - 1}/{PUBLISHED_FILE}")
    return sum(
        one.code == "Y101" or one.location.path.endswith(PUBLISHED_FILE)
        for one in assembly.outcome.diagnostics
        if one.code in ("Y101", "Y102") and one.location is not None and one.location.path in places
    )


def _plans(report: Report, year: int) -> Plans:
    begun = report.year == year
    date = report.edition.date if begun else None
    words = Composer(report, Marker())
    return Plans(
        year,
        begun,
        date.chinese if date else "",
        iso(date) if date else None,
        tuple(_entry(report, words, promise) for promise in promises(report, year)),
    )


def _entry(report: Report, words: Composer, promise: Promise) -> PlanEntry:
    outcome = promise.outcome
    return PlanEntry(
        id=promise.id,
        kind=promise.kind,
        within=promise.within,
        text=_text(words, promise.words),
        state=promise.state,
        own=promise.own,
        due=promise.due.chinese if promise.due else "",
        due_iso=iso(promise.due) if promise.due else None,
        pending=promise.pending,
        overdue=promise.overdue,
        owner=promise.owner,
        targets=tuple(PlanTarget(_fact(report, key), key in promise.unproved) for key in promise.targets),
        results=tuple(
            PlanResult(
                _fact(report, measure.fact),
                _fact(report, measure.target),
                measure.claim,
                measure.standing,
                None if measure.share is None else str(measure.share),
                "" if measure.share is None else percent(measure.share),
                measure.location,
            )
            for measure in promise.measures
        ),
        answers=tuple(
            PlanAnswer(answer.work, _text(words, answer.words), answer.location) for answer in promise.answers
        ),
        facts=tuple(_fact(report, key) for key in promise.proofs),
        outcome=_outcome(words, outcome) if outcome else None,
        location=promise.location,
    )


def _outcome(words: Composer, outcome: Outcome) -> PlanOutcome:
    return PlanOutcome(outcome.state, words.plain(outcome.reason) if outcome.reason else "", outcome.location)


def _text(words: Composer, prose: Prose) -> str:
    """A title, a lead, or the first sentence of a text, as printed."""
    return words.plain(Prose((first_sentence(prose),), prose.location))


def _fact(report: Report, key: FactKey) -> PlanFact:
    """The fact by its id in its year's folder, which is the one the promises are for."""
    fact = report.facts[key]
    value = report.values.get(key, fact.value)
    unit = fact.unit or getattr(value, "unit", "")
    return PlanFact(key[1], fact.what, printed(value), as_json(value), unit, report.pending(key), fact.location)
