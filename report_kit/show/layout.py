"""The verdict on a document's layout: every clause with what was found, the findings, what was not measured.

As text it is grouped by what came of it, and fits a console of ``ROOM`` columns: values wanted stand with the findings
that miss them. As JSON every clause has all there is to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, msg
from report_kit.layout import MEASURED, State
from report_kit.show.as_json import diagnostics_list, dumps
from report_kit.show.as_text import problems
from report_kit.show.width import padded, shown, width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_kit.diagnostics import Outcome, Translate
    from report_kit.layout import LayoutReport, Verdict

ROOM = 80
"""Columns of a console, which lines on clauses do not exceed."""

_MARGIN = "  "
_LONGEST_NAME = 30
"""Columns for what a clause looks at; the few that need more push their value to the right."""

STATES = {
    State.PASSED: msg("符合"),
    State.DEVIATES: msg("不符"),
    State.NOT_APPLICABLE: msg("不涉及"),
    State.NOT_MEASURED: msg("没有量"),
}


def layout_text(report: LayoutReport, translate: Translate | None = None, *, color: bool = False) -> str:
    """The clauses by their state, those that deviate last; each finding with its place; the count.

    Ends with a line break.
    """
    groups: dict[Message, list[Verdict]] = {words: [] for words in _GROUPS}
    for one in report.verdicts:
        groups[_state(one)].append(one)
    parts = ["".join(f"{line}\n" for line in _group(words, some, translate)) for words, some in groups.items() if some]
    found = problems(report.diagnostics, report.sources, translate, color=color)
    parts += [found, tally(report).text(translate) + "\n"]
    return "\n".join(part for part in parts if part)


_HINTED = msg("提示")
_GROUPS = (
    STATES[State.PASSED],
    STATES[State.NOT_APPLICABLE],
    STATES[State.NOT_MEASURED],
    _HINTED,
    STATES[State.DEVIATES],
)


def _state(one: Verdict) -> Message:
    """A deviation from what the standard does not ask for is a hint."""
    return _HINTED if one.state is State.DEVIATES and not one.clause.binding else STATES[one.state]


def _group(state: Message, verdicts: Sequence[Verdict], translate: Translate | None) -> Iterator[str]:
    """A heading, a line for each clause that has a value or a reason, then those that have none, side by side."""
    yield msg("{state}{count}条", state=state, count=len(verdicts)).text(translate)
    names = {one: one.clause.says.text(translate) for one in verdicts}
    told = [one for one in verdicts if one.found is not None]
    column = max((size for one in told if (size := width(names[one])) <= _LONGEST_NAME), default=0)
    for one in told:
        head = f"{_MARGIN}{one.clause.code.code}  {padded(names[one], column)}  "
        assert one.found is not None
        first, *more = wrapped(shown(one.found.text(translate)), max(ROOM - width(head), ROOM // 3))
        yield head + first
        yield from (" " * width(head) + line for line in more)
    yield from _side_by_side([f"{one.clause.code.code} {names[one]}" for one in verdicts if one.found is None])


def _side_by_side(words: Sequence[str]) -> Iterator[str]:
    """As many on a line as fit."""
    line = ""
    for one in words:
        if line and width(line) + width(one) + len(_MARGIN) > ROOM:
            yield line
            line = ""
        line += _MARGIN + one
    if line:
        yield line


def tally(report: LayoutReport) -> Message:
    """「符合48条，不符1条，提示1条，不涉及17条，没有量10条」; it never claims that the whole layout is right."""
    counts = report.tally
    hinted = sum(one.state is State.DEVIATES and not one.clause.binding for one in report.verdicts)
    words = msg(
        "符合{passed}条，不符{deviating}条，提示{hinted}条，不涉及{absent}条，没有量{unmeasured}条",
        passed=counts.get(State.PASSED, 0),
        deviating=counts.get(State.DEVIATES, 0) - hinted,
        hinted=hinted,
        absent=counts.get(State.NOT_APPLICABLE, 0),
        unmeasured=counts.get(State.NOT_MEASURED, 0),
    )
    unmeasured = [one for one in report.verdicts if one.state is State.NOT_MEASURED]
    if any(one.found is None and one.clause.code.name in MEASURED for one in unmeasured):
        return msg("{words}；加 --render 再在排好的页面上量", words=words)
    return msg("{words}；没有量的，合不合要求这里没有判断", words=words) if unmeasured else words


def layout_json(
    outcome: Outcome, report: LayoutReport | None, written: str | None, translate: Translate | None = None
) -> bytes:
    """``{document, written, clauses, tally, diagnostics}``; the form is described in docs/json.md.

    ``report`` is None for a document that could not be read; ``outcome`` says why.
    """
    verdicts = report.verdicts if report is not None else ()
    tally = report.tally if report is not None else {}
    return dumps(
        {
            "document": outcome.document,
            "written": written,
            "clauses": [_clause(one, translate) for one in verdicts],
            "tally": {state.value: tally.get(state, 0) for state in State},
            "diagnostics": diagnostics_list(outcome.diagnostics, translate),
        }
    )


def _clause(one: Verdict, translate: Translate | None) -> dict[str, object]:
    clause = one.clause
    return {
        "code": clause.code.code,
        "name": clause.code.name,
        "clause": clause.number or None,
        "force": clause.force.value,
        "item": clause.says.text(translate),
        "wanted": clause.wanted.text(translate),
        "tolerance": clause.tolerance.text(translate) if clause.tolerance is not None else None,
        "state": one.state.value,
        "found": one.found.text(translate) if one.found is not None else None,
    }


def mended_line(path: str, before: LayoutReport, after: LayoutReport) -> Message:
    """What was mended, and what is left for a person."""
    gone = [
        one for one, other in zip(before.verdicts, after.verdicts, strict=True) if one.findings and not other.findings
    ]
    left = sum(bool(one.findings) for one in after.verdicts)
    return msg(
        "已写出 {path}：调好了{count}条的格式，文字没有动；还有{left}条要自己看", path=path, count=len(gone), left=left
    )
