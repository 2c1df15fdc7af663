"""``report layout --render``: every clause of pages finds its own deviation, on the pages that LibreOffice makes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from report_kit.flows.layout import Layout, on_pages
from report_kit.layout import CLAUSES, MEASURED, State
from report_kit.show.as_text import headline
from tests.layout.pages import ROOT, fontconfig, office
from tests.unit.layout.papers import (
    NAME,
    body,
    built,
    font,
    in_style,
    on_page,
    planted,
    property_of,
    right,
    starting,
    verdict,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Edit = Callable[[Any], object]

PAGE_CODES = {one.code.name: one.code.code for one in CLAUSES if one.code.name in MEASURED - {"imprint"}}
"""The papers here have no 版记: that clause has its tests with the template that has (test_red_header_pages)."""


@pytest.fixture(scope="module", autouse=True)
def _rendering() -> None:
    office()


def looked_at(data: bytes) -> Layout:
    found = on_pages(verdict(data), "", {**os.environ, "FONTCONFIG_FILE": str(fontconfig())}, sys.platform)
    assert isinstance(found, Layout), found
    return found


def on_page_codes(found: Layout) -> set[str]:
    return {one.code for one in found.outcome.diagnostics} & set(PAGE_CODES.values())


def states(found: Layout) -> dict[str, State]:
    assert found.report is not None
    return {one.clause.code.name: one.state for one in found.report.verdicts}


def _higher(document: Any) -> None:
    on_page(document, "pgMar", top="1758", bottom="2324")


def _no_footer_on_first(document: Any) -> None:
    document.sections[0].different_first_page_header_footer = True


def _not_even(document: Any) -> None:
    document.settings.odd_and_even_pages_header_footer = False


def _stranded(document: Any) -> None:
    heading = starting(document, "二、")
    following = document.paragraphs[[one._p for one in document.paragraphs].index(heading._p) + 1]
    property_of(following, "pageBreakBefore")
    property_of(heading, "keepNext", val="0")


def _alone(document: Any) -> None:
    property_of(starting(document, "XX市民政局", last=True), "pageBreakBefore")
    property_of(starting(document, "2.工作完成情况表"), "keepNext", val="0")


def _late(document: Any) -> None:
    property_of(body(document)[0], "pageBreakBefore")


def _no_page(document: Any) -> None:
    for element in starting(document, "附件2")._p.pPr.xpath("w:pageBreakBefore"):
        element.getparent().remove(element)


PLANTS: dict[str, Edit] = {
    "substituted-face": lambda document: font(body(document)[3].runs[0], "方正某某体"),
    "rendered-lines": lambda document: in_style(document, "公文正文", "pPr", "widowControl", val="1"),
    "rendered-characters": lambda document: in_style(document, "公文正文", "rPr", "spacing", val="0"),
    "rendered-text-block": _higher,
    "rendered-page-number": lambda document: on_page(document, "pgMar", footer="1134"),
    "rendered-page-side": _not_even,
    "rendered-page-sequence": _no_footer_on_first,
    "stranded-heading": _stranded,
    "signature-page": _alone,
    "first-page": _late,
    "rendered-indent": lambda document: property_of(body(document)[3], "ind", firstLineChars="0", firstLine="0"),
    "rendered-signature": lambda document: property_of(
        starting(document, "2024年1月29日"), "ind", rightChars="0", right="0"
    ),
    "rendered-attachment": _no_page,
}


def test_every_clause_of_pages_has_a_deviation_here() -> None:
    assert PLANTS.keys() == PAGE_CODES.keys()


def test_the_right_file_has_nothing_and_every_clause_was_measured() -> None:
    found = looked_at(right())
    assert on_page_codes(found) == set()
    assert {states(found)[name] for name in PAGE_CODES} == {State.PASSED}


def test_our_own_report_passes_every_clause_of_pages() -> None:
    found = looked_at(built())
    assert on_page_codes(found) == set()
    assert {name for name in PAGE_CODES if states(found)[name] is not State.PASSED} == {"rendered-attachment"}


@pytest.mark.parametrize("name", PLANTS)
def test_a_deviation_is_found_by_its_own_rule_in_the_words_of_its_page(name: str) -> None:
    found = looked_at(planted(PLANTS[name]))
    assert on_page_codes(found) == {PAGE_CODES[name]}
    one = next(one for one in found.outcome.diagnostics if one.code == PAGE_CODES[name])
    page = (ROOT / "docs" / "rules" / f"{PAGE_CODES[name]}-{name}.md").read_text("utf-8")
    assert f"```text\n{headline(one)}\n   hint: {one.hint}\n```\n" in page


def test_a_substituted_face_voids_every_other_measure() -> None:
    found = looked_at(planted(PLANTS["substituted-face"]))
    others = {states(found)[name] for name in PAGE_CODES if name != "substituted-face"}
    assert others == {State.NOT_MEASURED}
    assert found.outcome.diagnostics[0].location.path == NAME
