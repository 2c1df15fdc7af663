"""The verdict on a layout fits a console, tells every clause once, and never says more than was looked at."""

from __future__ import annotations

import re

import pytest

from report_kit.layout import CLAUSES, LayoutReport, State, Verdict
from report_kit.show.as_text import problems
from report_kit.show.catalog import translator
from report_kit.show.layout import ROOM, layout_text
from report_kit.show.width import width
from tests.unit.layout.papers import planted, right, verdict
from tests.unit.layout.plants import PLANTS

HEADINGS = ("符合", "不涉及", "没有量", "提示", "不符")


def report(data: bytes) -> LayoutReport:
    found = verdict(data).report
    assert found is not None
    return found


def clauses_of(text: str) -> list[str]:
    return re.findall(r"^  (G\d{3})  |(?<=  )(G\d{3}) ", text, re.MULTILINE)


def overview(found: LayoutReport, language: str = "zh") -> str:
    words = layout_text(found, translator(language))
    return words.replace(problems(found.diagnostics, found.sources, translator(language)), "")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", ["", "G113", "G204", "G327"])
def test_every_clause_is_told_once_on_lines_that_fit(code: str, language: str) -> None:
    words = overview(report(planted(PLANTS[code]) if code else right()), language)
    assert sorted("".join(one) for one in clauses_of(words)) == sorted(one.code.code for one in CLAUSES)
    *lines, _ = words.splitlines()
    assert [line for line in lines if width(line) > ROOM] == []


def test_clauses_stand_by_their_state_and_those_that_deviate_last() -> None:
    """Right before their findings, where a reader looks."""
    found = report(planted(PLANTS["G204"]))
    found = found._replace(
        verdicts=tuple(
            one._replace(state=State.NOT_APPLICABLE) if one.clause.code.code == "G301" else one
            for one in (*found.verdicts, *report(planted(PLANTS["G113"])).verdicts)
            if one.clause.code.code in ("G204", "G113", "G301", "G520")
        )
    )
    headings = [line for line in layout_text(found).splitlines() if line.startswith(HEADINGS) and line.endswith("条")]
    assert headings == ["符合2条", "不涉及2条", "没有量2条", "提示1条", "不符1条"]


def test_a_reason_why_nothing_was_measured_is_told() -> None:
    whole = report(right())
    why = next(one.found for one in whole.verdicts if one.found is not None)
    voided = tuple(
        Verdict(one.clause, State.NOT_MEASURED, why) if one.state is State.NOT_MEASURED else one
        for one in whole.verdicts
    )
    assert "加 --render" in layout_text(whole)
    words = layout_text(whole._replace(verdicts=voided))
    assert "加 --render" not in words
    assert "合不合要求这里没有判断" in words
    assert re.search(rf"G502  满页的行数 +{re.escape(str(why))}\n", words)
