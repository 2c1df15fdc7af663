"""How promises are put together with what the year's results and report.yaml say of them."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from report_kit.facts.dates import first_day, last_day
from report_kit.facts.model import Formula
from report_kit.facts.targets import claim_holds, comparable
from report_kit.facts.values import Date, Kind, Ordinal, Pending, Quantity
from report_kit.promises.pieces import pieces, pieces_of
from report_kit.promises.promise import OPEN, Answer, Measure, Promise, Standing, State, state_of
from report_kit.report import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from fractions import Fraction

    from report_kit.diagnostics import Location
    from report_kit.facts.model import Fact, FactKey, Item, Outcome, Prose, YearFacts
    from report_kit.facts.values import Value
    from report_kit.promises.pieces import Work
    from report_kit.report import Report


def promises(report: Report, year: int | None = None) -> tuple[Promise, ...]:
    """Every promise for a year (the report's own if none is given), in the order printed.

    A report also knows what it promises for next year; nothing can have become of that yet.
    """
    wanted = report.year if year is None else year
    folder = report.years.get(wanted)
    if folder is None or not folder.promised:
        return ()
    return _Ledger(report, folder).promises()


class _Ledger:
    """The promises for one year, and everything said of them, by their ids."""

    def __init__(self, report: Report, folder: YearFacts) -> None:
        self._report = report
        self._year = folder.year
        self._works = {work.id: work for chapter in folder.promised for work in pieces(chapter)}
        self._chapters = {chapter.id for chapter in folder.promised}
        self._restated = _restated(report, folder.year)
        self._answers: dict[str, list[Answer]] = defaultdict(list)
        self._measures: dict[FactKey, list[Measure]] = defaultdict(list)
        self._outcomes: dict[str, Outcome] = {}
        self._date: Date | None = None
        if report.year == folder.year:
            self._date = report.edition.date
            self._read_outcomes()
            self._read_answers()
            self._read_measures()

    def promises(self) -> tuple[Promise, ...]:
        """Every promise, in the order printed."""
        wholes = {work.within for work in self._works.values()}
        targets = self._targets()
        made = [
            self._promise(work, tuple(targets[work.id]), own=work.id not in wholes or bool(targets[work.id]))
            for work in self._works.values()
        ]
        return tuple(_with_parts(made))

    def _read_outcomes(self) -> None:
        for outcome in self._report.edition.outcomes:
            promise = self._report.answered.get(outcome.promise.location)
            if promise is not None:
                self._outcomes[promise] = outcome

    def _read_answers(self) -> None:
        """What the year's results answer."""
        for chapter in self._report.chapters:
            for item in chapter.file.items if chapter.file and chapter.year == self._year else ():
                for work, prose in _speaking(f"{chapter.id}.{item.id}", item):
                    shown = tuple(key for key in self._shown(prose) if key not in self._restated)
                    answer = Answer(work.id, work.words, work.location, shown)
                    named = (self._report.answered.get(reference.location) for reference in work.answers)
                    for promise in dict.fromkeys(name for name in named if name is not None):
                        self._answers[promise].append(answer)

    def _read_measures(self) -> None:
        """Which results are held against targets, or against facts of the results that restate them."""
        restating = {one.host: one.operands[0][1] for one in self._report.relations if one.kind == "same_as"}
        meant: dict[FactKey, FactKey | None] = {}
        for relation in self._report.relations:
            if relation.kind in ("meets", "misses") and relation.host[0] == self._year:
                target = self._meant(relation.operands[0][1], restating, meant)
                if target is not None and not self._planned(relation.host):
                    measure = self._measure(relation.kind, relation.host, target, relation.location)
                    self._measures[target].append(measure)

    def _meant(
        self, key: FactKey, restating: Mapping[FactKey, FactKey], known: dict[FactKey, FactKey | None]
    ) -> FactKey | None:
        """The fact of the plans that this is, or that it restates. ``known`` learns: no chain is walked twice."""
        path: list[FactKey] = []
        at: FactKey | None = key
        while at is not None and at not in known:
            path.append(at)
            planned = self._planned(at)
            known[at] = at if planned else None
            at = at if planned else restating.get(at)
        found = known[at] if at is not None else None
        known.update(dict.fromkeys(path, found))
        return found

    def _planned(self, key: FactKey) -> bool:
        """Whether a fact stands in a file of plans for the year."""
        chapter, dot, _ = key[1].partition(".")
        return key[0] == self._year and bool(dot) and chapter in self._chapters

    def _measure(self, claim: str, fact: FactKey, target: FactKey, location: Location) -> Measure:
        figure, limit = self._report.values.get(fact), self._report.values.get(target)
        if isinstance(figure, Pending) or isinstance(limit, Pending):
            return Measure(fact, target, claim, Standing.PENDING, None, location)
        holds = claim_holds(claim, figure, limit) if figure is not None and limit is not None else None
        if holds is None:
            return Measure(fact, target, claim, Standing.UNCLEAR, None, location)
        standing = Standing.MET if holds and claim == "meets" else Standing.MISSED
        return Measure(fact, target, claim, standing, _share(figure, limit), location)

    def _shown(self, prose: Iterable[Prose]) -> Iterator[FactKey]:
        """The facts of the year that sentences show, each once."""
        bound = (self._report.bindings.get(hole.location) for one in prose for hole in one.holes())
        keys = (binding for binding in bound if binding is not None and not isinstance(binding, Word))
        return (key for key in dict.fromkeys(keys) if key[0] == self._year)

    def _targets(self) -> dict[str, list[FactKey]]:
        """The targets of each promise: what its sentences show; of an item also what is answered and shown nowhere."""
        table: dict[str, list[FactKey]] = {}
        for work in self._works.values():
            shown = (key for key in self._shown(work.prose) if self._planned(key))
            table[work.id] = [key for key in shown if key not in self._restated or key in self._measures]
        placed = {key for keys in table.values() for key in keys}
        answered = ((self._year, name) for name in self._answers if name not in self._works)
        for key in dict.fromkeys(chain(self._measures, answered)):
            item = key[1].rpartition(".")[0]
            if key not in placed and item in table and key in self._report.facts:
                table[item].append(key)
        return table

    def _promise(self, work: Work, targets: tuple[FactKey, ...], *, own: bool) -> Promise:
        measures = tuple(measure for key in targets for measure in self._measures.get(key, ()))
        vouched = {key: self._answers[key[1]] for key in targets if key[1] in self._answers}
        answers, outcome = self._said(work, chain(*vouched.values()), measured=bool(measures))
        due = self._due(work)
        promise = Promise(
            id=work.id,
            kind=work.kind,
            within=work.within,
            words=work.words,
            location=work.location,
            owner=self._owner(work, targets),
            due=due,
            overdue=_passed(due, self._date),
            own=own,
            named=work.named,
            targets=targets,
            unproved=tuple(key for key in targets if key not in vouched and self._unmeasured(key)),
            measures=measures,
            answers=answers,
            outcome=outcome,
            state=State.NOT_ANSWERED,
        )
        short = any(measure.standing in (Standing.MISSED, Standing.UNCLEAR) for measure in measures)
        deciding = chain(targets, *((measure.fact,) for measure in measures))
        telling = () if measures else (key for answer in answers for key in answer.facts)
        is_open = short or bool(promise.unproved)
        state = state_of(
            answered=bool(answers or measures),
            outcome=State(outcome.state) if outcome is not None and outcome.state else None,
            is_open=is_open,
            waiting=any(self._report.pending(key) for key in chain(deciding, telling)),
            overdue=promise.overdue,
        )
        return promise._replace(state=state, pending=own and state is State.UNDER_WAY and not is_open)

    def _unmeasured(self, key: FactKey) -> bool:
        """Whether a target is a figure, or a day in the year or later, that no result is held against."""
        if self._measures.get(key):
            return False
        value = self._report.values.get(key)
        if isinstance(value, Date):
            day = last_day(value)
            return day is not None and day.year >= self._year
        return isinstance(value, (Quantity, Ordinal))

    def _said(
        self, work: Work, vouching: Iterable[Answer], *, measured: bool
    ) -> tuple[tuple[Answer, ...], Outcome | None]:
        """What is said of a promise, else of the nearest whole it is part of of which something is said."""
        answers = tuple(dict.fromkeys(chain(self._answers.get(work.id, ()), vouching)))
        outcome = self._outcomes.get(work.id)
        whole = self._works.get(work.within)
        while not (answers or outcome or measured) and whole is not None:
            answers, outcome = tuple(self._answers.get(whole.id, ())), self._outcomes.get(whole.id)
            whole = self._works.get(whole.within)
        return answers, outcome

    def _due(self, work: Work) -> Date | None:
        """Its deadline, else that of the nearest whole that has one."""
        whole: Work | None = work
        while whole is not None and whole.due is None:
            whole = self._works.get(whole.within)
        return whole.due if whole is not None else None

    def _owner(self, work: Work, targets: tuple[FactKey, ...]) -> str:
        """Who answers for it: the owners of its targets, else of its item."""
        owners = dict.fromkeys(owner for key in targets if (owner := self._report.facts[key].owner))
        return "、".join(owners) or work.owner


def _speaking(item_id: str, item: Item) -> Iterator[tuple[Work, tuple[Prose, ...]]]:
    """The item and the points that answer promises, each with the sentences that speak for it.

    A point that answers something itself does not speak for the item as well.
    """
    whole, *parts = pieces_of(item_id, item)
    if whole.answers:
        silent = (whole, *(work for work in parts if not work.answers))
        yield whole, tuple(prose for work in silent for prose in work.prose)
    yield from ((work, work.prose) for work in parts if work.answers)


def _with_parts(made: list[Promise]) -> list[Promise]:
    """The promises, each whole in the state of the part that is most open."""
    order = list(State)
    states = {promise.id: promise.state for promise in made if promise.own}
    for promise in reversed(made):
        state = states[promise.id]
        if promise.within:
            states[promise.within] = min(states.get(promise.within, state), state, key=order.index)
    return [
        promise._replace(state=states[promise.id], overdue=promise.overdue and states[promise.id] in OPEN)
        for promise in made
    ]


def _passed(due: Date | None, today: Date | None) -> bool:
    """Whether a deadline had surely passed on a day."""
    last, day = last_day(due) if due else None, first_day(today) if today else None
    return last is not None and day is not None and last < day


def _share(figure: Value | None, target: Value | None) -> Fraction | None:
    if not (isinstance(figure, Quantity) and isinstance(target, Quantity) and comparable(figure, target)):
        return None
    if figure.kind not in (Kind.COUNT, Kind.MONEY, Kind.MEASURE) or figure.approximate or target.approximate:
        return None
    reached, whole = (one.value if one.unrounded is None else one.unrounded for one in (figure, target))
    return reached / whole if reached >= 0 and whole > 0 else None


def _restated(report: Report, year: int) -> frozenset[FactKey]:
    """The facts that tell of earlier years: of earlier folders or times, and what is worked out from nothing else."""
    users: dict[FactKey, list[int]] = defaultdict(list)
    left: list[int] = []
    formulas = [relation for relation in report.relations if isinstance(relation.declared, Formula)]
    for number, relation in enumerate(formulas):
        operands = {key for _, key in relation.operands}
        left.append(len(operands))
        for key in operands:
            users[key].append(number)
    found = {key for key, fact in report.facts.items() if key[0] < year or _earlier(fact, year)}
    ready = list(found)
    while ready:
        for number in users.get(ready.pop(), ()):
            left[number] -= 1
            host = formulas[number].host
            if left[number] == 0 and host not in found:
                found.add(host)
                ready.append(host)
    return frozenset(found)


def _earlier(fact: Fact, year: int) -> bool:
    """Whether a fact is of a time wholly before the year."""
    for when in (fact.as_of, fact.period):
        end = when if when is None or isinstance(when, Date) else when.end
        day = last_day(end) if end is not None else None
        if day is not None and day.year < year:
            return True
    return False
