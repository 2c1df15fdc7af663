"""Promises of any shape, answered in any way: the states are the ones an independent reading gives."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.promises import Standing, State
from tests.unit.promises.year import Year


class Asked(NamedTuple):
    """One point: its target, its deadline, and everything that is said of it."""

    target: str  # none, given, pending
    due: str  # none, passed, open
    answered: bool
    result: str  # none, met, missed, pending
    outcome: str  # none, dropped, carried_over


POINTS = st.builds(
    Asked,
    st.sampled_from(("none", "given", "pending")),
    st.sampled_from(("none", "passed", "open")),
    st.booleans(),
    st.sampled_from(("none", "met", "missed", "pending")),
    st.sampled_from(("none", "none", "dropped", "carried_over")),
)
ITEMS = st.lists(
    st.tuples(
        st.booleans(), st.sampled_from(("none", "none", "dropped", "carried_over")), st.lists(POINTS, max_size=3)
    ),
    min_size=1,
    max_size=3,
)
DUE = {"none": "", "passed": ", due: 2023年6月底", "open": ", due: 2025年"}
RESULTS = {
    "met": "{is: 150户, meets: %s}",
    "missed": "{is: 9户, misses: %s}",
    "pending": "{is: 待补, unit: 户, meets: %s}",
}


def year_of(items, *, dated: bool = True) -> Year:
    plans, work, outcomes = "items:\n", "items:\n- {id: rest, title: 其他工作}\n", ""

    def outcome(name: str, state: str) -> str:
        return f"- {{promise: {name}, state: {state}, reason: 经同意}}\n" if state != "none" else ""

    for number, (answered, fate, points) in enumerate(items):
        item = f"plans.i{number}"
        plans += f"- id: i{number}\n  title: 工作\n"
        facts = [
            f"t{n}: {'100户' if one.target == 'given' else '{is: 待补, unit: 户}'}"
            for n, one in enumerate(points)
            if one.target != "none"
        ]
        plans += f"  facts: {{{', '.join(facts)}}}\n" if facts else ""
        plans += "  points:\n" if points else ""
        work += f"- {{id: i{number}, title: 工作, answers: {item}}}\n" if answered else ""
        outcomes += outcome(item, fate)
        for n, one in enumerate(points):
            lead = f"'{{{{ t{n} }}}}'" if one.target != "none" else "要点"
            plans += f"  - {{id: p{n}, lead: {lead}{DUE[one.due]}}}\n"
            name = f"{item}.points.p{n}"
            facts = f", facts: {{r: {RESULTS[one.result] % f'{item}.t{n}'}}}" if measured(one) else ""
            answers = f", answers: {name}" if one.answered else ""
            work += f"- {{id: i{number}p{n}, title: 工作{answers}{facts}}}\n"
            outcomes += outcome(name, one.outcome)
    report = ("date: 2024年1月29日\n" if dated else "") + (f"outcomes:\n{outcomes}" if outcomes else "")
    return Year(plans, work, report)


def measured(one: Asked) -> bool:
    return one.target != "none" and one.result != "none"


def expected(one: Asked, *, above: bool, fate: str) -> str:
    """The state of a point, read off what was said; ``above`` and ``fate`` are what is said of its item."""
    own = one.answered or measured(one) or one.outcome != "none"
    answered, outcome = (one.answered or measured(one), one.outcome) if own else (above, fate)
    if not answered:
        return "not_answered" if outcome == "none" else outcome
    short = one.target == "given" and one.result in ("none", "missed")
    waiting = one.target == "pending" or (measured(one) and one.result == "pending")
    if not short and not waiting:
        return "done"
    if outcome == "carried_over":
        return outcome
    return "late" if short and one.due == "passed" else "under_way"


@settings(max_examples=150, deadline=None)
@given(ITEMS)
def test_the_states_are_those_that_were_said(items):
    year = year_of(items)
    assert year.loaded == ()
    assert year.diagnostics == ()
    for number, (answered, fate, points) in enumerate(items):
        for n, one in enumerate(points):
            promise = year.promises[f"plans.i{number}.points.p{n}"]
            assert promise.state.value == expected(one, above=answered, fate=fate)
        whole = year.promises[f"plans.i{number}"]
        parts = [one.state for one in year.promises.values() if one.within == whole.id]
        if parts:
            assert whole.state is min(parts, key=list(State).index)
        else:
            assert whole.state.value == ("done" if answered else "not_answered" if fate == "none" else fate)


@settings(max_examples=100, deadline=None)
@given(ITEMS)
def test_what_must_never_be_holds_of_every_promise(items):
    year, undated = year_of(items), year_of(items, dated=False)
    told = year.rules("Y102", "Y103")
    silent = False
    for name, one in year.promises.items():
        missed = any(measure.standing is Standing.MISSED for measure in one.measures)
        unproved = missed or one.unproved or not (one.answers or one.measures)
        assert not (one.own and one.state is State.DONE and unproved)
        assert one.state is not State.DROPPED or not one.own or one.outcome is not None
        assert one.overdue <= (one.due is not None)
        assert undated.promises[name].state is not State.LATE
        silent |= one.own and one.state is State.NOT_ANSWERED
    assert any(line.startswith("Y102") for line in told) == silent
