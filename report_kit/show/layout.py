"""The verdict on a document's layout: every clause with what was found, the findings, what was not measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, msg
from report_kit.layout import State
from report_kit.show.as_json import diagnostics_list, dumps
from report_kit.show.as_text import problems
from report_kit.show.width import shown, table

if TYPE_CHECKING:
    from report_kit.diagnostics import Translate
    from report_kit.layout import LayoutReport, Verdict

STATES = {
    State.PASSED: msg("符合"),
    State.DEVIATES: msg("不符"),
    State.NOT_APPLICABLE: msg("不涉及"),
    State.NOT_MEASURED: msg("没有量"),
}


def layout_text(report: LayoutReport, translate: Translate | None = None, *, color: bool = False) -> str:
    """Every clause on a line, then each finding with its place, then the count. Ends with a line break."""
    rows = [_row(one, translate) for one in report.verdicts]
    found = problems(report.diagnostics, report.sources, translate, color=color)
    parts = ["".join(f"{line}\n" for line in table(rows)), found, tally(report).text(translate) + "\n"]
    return "\n".join(part for part in parts if part)


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
    if counts.get(State.NOT_MEASURED):
        return msg("{words}；没有量的要在排好的页面上看", words=words)
    return words


def layout_json(report: LayoutReport, written: str | None, translate: Translate | None = None) -> bytes:
    """``{document, written, clauses, tally, diagnostics}``; the form is described in docs/json.md."""
    return dumps(
        {
            "document": report.path,
            "written": written,
            "clauses": [_clause(one, translate) for one in report.verdicts],
            "tally": {state.value: report.tally.get(state, 0) for state in State},
            "diagnostics": diagnostics_list(report.diagnostics, translate),
        }
    )


def _row(one: Verdict, translate: Translate | None) -> tuple[str, ...]:
    clause = one.clause
    found = shown(one.found.text(translate)) if one.found is not None else "—"
    wanted = msg("应为{wanted}（{basis}）", wanted=clause.wanted, basis=clause.basis)
    if not clause.binding:
        wanted = msg("通常是{wanted}（{basis}）", wanted=clause.wanted, basis=clause.basis)
    state = STATES[one.state] if clause.binding or one.state is not State.DEVIATES else msg("提示")
    return (
        state.text(translate),
        clause.code.code,
        clause.says.text(translate),
        found,
        wanted.text(translate),
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
