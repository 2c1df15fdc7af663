"""Every clause finds its own deviation and nothing else; the right file is silent; what is mended is right."""

from __future__ import annotations

import re

import pytest

from report_kit.diagnostics import Severity
from report_kit.flows.layout import mend
from report_kit.layout import CLAUSES, Force, State
from report_kit.show.as_text import headline
from report_kit.show.layout import layout_text
from tests.unit.layout.papers import ROOT, body, built, codes, final, look, planted, property_of, right, verdict
from tests.unit.layout.plants import FOR_A_PERSON, PLANTS

PAGES = {path.name[:4]: path for path in (ROOT / "docs" / "rules").glob("G*.md")}
_PRINTED = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_clause_that_is_judged_has_a_deviation_here() -> None:
    assert list(PLANTS) == [one.code.code for one in CLAUSES if one.check is not None]
    assert len(PLANTS) >= 25


def test_the_right_file_has_nothing_and_every_clause_looked_at_it() -> None:
    found = verdict(right())
    assert [headline(one) for one in found.outcome.diagnostics] == []
    assert found.report is not None
    assert [one.clause.code.code for one in found.report.verdicts if one.state is State.NOT_APPLICABLE] == ["G112"]


@pytest.mark.parametrize("paper", [built, final])
def test_our_own_report_passes_every_clause_of_the_file(paper) -> None:
    found = verdict(paper())
    assert codes(found) == set()
    assert found.report is not None
    assert found.report.tally[State.PASSED] >= 49


@pytest.mark.parametrize("code", PLANTS)
def test_a_deviation_is_found_by_its_own_rule_and_mended(code: str) -> None:
    found = verdict(planted(PLANTS[code]))
    assert codes(found) == {code}
    made = mend(found)
    assert made.problem is None
    assert codes(made.layout) == ({code} if code in FOR_A_PERSON else set())


@pytest.mark.parametrize("code", PLANTS)
def test_the_page_of_a_rule_shows_what_is_printed(code: str) -> None:
    """The first block of the page is the first finding of the deviation planted here, with its hint."""
    block = _PRINTED.search(PAGES[code].read_text("utf-8"))
    assert block is not None
    found = verdict(planted(PLANTS[code])).outcome.diagnostics[0]
    assert found.hint is not None
    assert block[1] == f"{headline(found)}\n   hint: {found.hint}\n"


def test_the_template_itself_is_no_document_with_faults() -> None:
    """Its tags are no words; page, title and page numbers are judged."""
    found = verdict((ROOT / "templates" / "report.docx").read_bytes())
    assert codes(found) == set()
    assert found.report is not None
    assert found.report.tally[State.PASSED] > 15


def test_hard_clauses_are_errors_and_habits_are_called_habits() -> None:
    severities = {Force.MUST: Severity.ERROR, Force.USUAL: Severity.WARNING, Force.DERIVED: Severity.WARNING}
    for one in CLAUSES:
        assert one.code.severity is severities.get(one.force, Severity.NOTE)
        assert bool(one.number) is (one.force is not Force.PRACTICE)
        assert ("GB/T 9704" in one.basis.text()) is (one.force is not Force.PRACTICE)


def test_nothing_that_was_not_measured_counts_as_passed() -> None:
    report = verdict(right()).report
    assert report is not None
    unmeasured = [one for one in report.verdicts if one.clause.check is None]
    assert unmeasured
    assert {one.state for one in unmeasured} == {State.NOT_MEASURED}
    words = layout_text(report)
    assert f"没有量{len(unmeasured)}条" in words
    assert "全部通过" not in words


def test_both_readings_of_the_top_margin_are_told() -> None:
    report = verdict(right()).report
    assert report is not None
    top = next(one for one in report.verdicts if one.clause.code.code == "G102")
    assert str(top.found) == "页边距37.0毫米，量到第一行字约39.3毫米"


def test_the_margins_of_a_new_file_are_named() -> None:
    def edit(document) -> None:
        section = document.sections[0]
        for side in ("top_margin", "bottom_margin", "left_margin", "right_margin"):
            setattr(section, side, 1440 * 635)

    found = verdict(planted(edit))
    assert codes(found) == {"G102", "G103", "G104"}  # 25.4 mm on the right are 26 within a millimetre
    assert all("新建文件的默认边距" in str(one.message) for one in found.outcome.diagnostics)


def test_one_finding_tells_of_all_places() -> None:
    def edit(document) -> None:
        for one in body(document)[:9]:
            look(one.runs[0], "color", val="FF0000")

    (found,) = verdict(planted(edit)).outcome.diagnostics
    assert [note.location is not None for note in found.notes] == [True, True, True, False]
    assert "另有5处" in str(found.notes[-1].message)


@pytest.mark.parametrize(
    ("words", "edit"),
    [
        ("one blank line is an empty paragraph", {"spacing": {"after": "0"}}),
        ("spaces typed for an indent", {}),
    ],
)
def test_what_looks_right_is_right(words: str, edit: dict) -> None:
    def change(document) -> None:
        title = next(one for one in document.paragraphs if one.style.name == "公文标题")
        for name, told in edit.items():
            property_of(title, name, **told)
        if edit:
            empty = title.insert_paragraph_before("")
            title._p.addnext(empty._p)
        else:
            one = body(document)[1]
            property_of(one, "ind", firstLineChars="0", firstLine="0")
            one.runs[0].text = "　　" + one.runs[0].text

    assert codes(verdict(planted(change))) == set()
