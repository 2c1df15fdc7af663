"""Page numbers on pages: right ones in any form are never blamed, wrong ones are told once, not page by page."""

from __future__ import annotations

import pytest

from report_kit.layout import State
from report_kit.ooxml.formatting.model import MarginLook, ParagraphLook, RunLook
from report_kit.pages import Page
from tests.unit.layout.press import A4, OFFICE, Press, Set, closed, deviating, letter, line, long_text, number, states


def with_foot(press: Press, *feet: str) -> tuple[Page, ...]:
    return tuple(
        page._replace(lines=(*page.lines[:-1], *([line(words, 270.6, 100.0, size=14.0)] if words else ())))
        for page, words in zip(press.pages(), feet, strict=True)
    )


def test_a_cover_has_no_number_and_the_text_is_numbered_from_1() -> None:
    cover = [Set(OFFICE, 9.0, 22.0, "center"), Set("年度工作报告", 9.0, 22.0, "center")]
    head = [Set("市人民政府：", 0, page=True)]
    press = closed(Press(start=0).add(*cover, *head, *long_text(8)))
    found = press.verdicts()
    assert deviating(found) == set()
    assert found["first-page"].state is State.NOT_APPLICABLE


def test_a_page_without_number_is_found_once_for_all() -> None:
    press = letter(*long_text())
    feet = ["—1—", *[""] * (len(press.rows) - 1)]
    found = press.verdicts(pages=with_foot(press, *feet))["rendered-page-sequence"]
    assert len(found.findings) == 1
    assert len(found.findings[0].notes) == len(press.rows) - 2


def test_a_sequence_that_breaks_is_told_where_it_breaks() -> None:
    press = letter(*long_text())
    numbers = [1, 2, *range(1, len(press.rows) - 1)]
    found = press.verdicts(pages=with_foot(press, *(f"—{one}—" for one in numbers)))["rendered-page-sequence"]
    assert [str(one.location).startswith("report.docx#第3面") for one in found.findings] == [True]


@pytest.mark.parametrize("form", ["第{}页", "{}", "-{}-", "第{}页共9页", "{}/9"])
def test_a_number_without_dashes_has_no_dash_to_measure(form: str) -> None:
    press = letter(*long_text())
    pages = with_foot(press, *(form.format(place) for place in range(1, len(press.rows) + 1)))
    found = states(press.verdicts(pages=pages))
    assert found["rendered-page-number"] is State.NOT_APPLICABLE
    assert found["rendered-page-sequence"] is State.PASSED
    assert found["rendered-page-side"] is State.DEVIATES


def test_numbers_in_boxes_that_keep_outside_are_not_where_libreoffice_puts_them() -> None:
    press = letter(*long_text())
    pages = tuple(
        page._replace(lines=(*page.lines[:-1], number(place, right=False)))
        for place, page in enumerate(press.pages(), 1)
    )
    assert states(press.verdicts(pages=pages))["rendered-page-side"] is State.DEVIATES
    box = ParagraphLook(1, "", "— 1 —", (RunLook(0, "1", field=True),), boxed=True, frame="outside")
    footers = {kind: MarginLook("footer1.xml", (box,), numbered=True, in_dash=False) for kind in ("default", "even")}
    found = press.verdicts(pages=pages, sections=(A4._replace(footers=footers),))
    assert found["rendered-page-side"].state is State.NOT_MEASURED
    assert found["rendered-page-number"].state is State.PASSED


def test_numbers_in_the_middle_are_two_findings_however_many_pages() -> None:
    press = letter(*long_text(16))
    pages = with_foot(press, *(f"—{place}—" for place in range(1, len(press.rows) + 1)))
    assert len(press.verdicts(pages=pages)["rendered-page-side"].findings) == 2


def test_a_foot_that_is_no_number_was_not_measured() -> None:
    press = letter(*long_text())
    pages = with_foot(press, *["内部资料"] * len(press.rows))
    found = states(press.verdicts(pages=pages))
    names = ("rendered-page-number", "rendered-page-side", "rendered-page-sequence")
    assert {found[name] for name in names} == {State.NOT_MEASURED}


def test_a_landscape_page_is_not_said_to_lack_its_number() -> None:
    press = letter(*long_text())
    pages = press.pages()
    wide = Page(297.0, 210.0, tuple(line(f"单元{row}", 60.0 + row * 6, 40.0, size=12.0) for row in range(12)))
    found = press.verdicts(pages=(*pages, wide))
    assert deviating(found) == set()
