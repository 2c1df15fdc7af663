"""The template with a red head on rendered pages: its head, its foot wherever the text ends, every clause as measured."""

from __future__ import annotations

import io
import os
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

import pdfplumber
import pytest

from report_kit.flows.layout import Layout, judged, on_pages
from report_kit.layout import State
from report_kit.office import Converted, to_pdf
from report_kit.ooxml.red_header import red_header_template
from report_kit.show.as_text import headline
from tests.layout.pages import LEFT, POINT, RIGHT, ROOT, fontconfig, office, pages
from tests.unit.render.factory import Desk, edited, item, rendered, report, written
from tests.unit.render.test_formalities import formal

if TYPE_CHECKING:
    from report_kit.draft import Draft

TOP, BOTTOM = 37.0, 262.0
"""The edges of the text block."""
LINE = 28.95 * POINT


@pytest.fixture(scope="module", autouse=True)
def _rendering() -> None:
    office()


class Rule(NamedTuple):
    """A line drawn on a page: how far down, from where to where (mm), how thick (mm), whether red."""

    page: int
    at: float
    left: float
    right: float
    thick: float
    red: bool


def document(lines: int, headings: str = "run_in", copies: str | None = "省民政厅，市委组织部，市财政局") -> Draft:
    """A report whose text is so many lines longer than a page."""
    desk = Desk()
    text = "国" * (28 * (lines + 25) - 3) + "。"
    work = [item(desk, "a", "事项", points=["国" * 40 + "。", "国" * 27 + "。"])]
    shown = report(desk, [("a", "工作情况", work)], closing=text, headings=headings)
    return rendered(formal(shown, copies=copies), red_header_template()).draft


def environment() -> dict[str, str]:
    return {**os.environ, "FONTCONFIG_FILE": str(fontconfig())}


def laid_out(drafts: list[Draft]) -> list[bytes]:
    made = to_pdf(office(), [written(draft) for draft in drafts], environment())
    assert isinstance(made, Converted), made
    return list(made.pdfs)


def rules(pdf: bytes) -> list[Rule]:
    found = set()
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for number, page in enumerate(opened.pages):
            for one in (*page.lines, *page.rects):
                left, right = one["x0"] * POINT, one["x1"] * POINT
                if right - left < 100:
                    continue
                thick = max(float(one.get("linewidth") or 0), float(one["height"])) * POINT
                red = tuple(one.get("stroking_color") or ()) == (1, 0, 0)
                at = (float(one["top"]) + float(one["bottom"])) / 2 * POINT
                found.add(Rule(number, round(at, 2), round(left, 1), round(right, 1), round(thick, 2), red))
    return sorted(found)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> tuple:
    (pdf,) = laid_out([document(3)])
    path = tmp_path_factory.mktemp("red") / "page.pdf"
    path.write_bytes(pdf)
    return pages(path), rules(pdf)


def test_the_head(usual) -> None:
    found, drawn = usual
    mark, number, *text = found[0].lines
    assert (mark.text, number.text) == ("XX市民政局文件", "X民〔2024〕5号")
    assert mark.faces == {"小标宋"}
    for line in (mark, number):
        assert (line.left + line.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.6)
    size = 42 * POINT
    assert mark.baseline * POINT - 0.88 * size - TOP == pytest.approx(35, abs=1)
    rule = drawn[0]
    assert rule.red
    assert (rule.left, rule.right) == (pytest.approx(LEFT, abs=0.3), pytest.approx(RIGHT, abs=0.3))
    assert rule.at - (number.baseline * POINT + 0.12 * 16 * POINT) == pytest.approx(4, abs=1)
    between = number.baseline * POINT - 0.88 * 16 * POINT - (mark.baseline * POINT + 0.12 * size)
    assert between == pytest.approx(2 * LINE, abs=LINE / 2)
    title = text[0].baseline * POINT - 0.88 * 22 * POINT
    assert title - rule.at == pytest.approx(2 * LINE, abs=LINE / 2)


def test_the_text_below_the_head_stands_on_the_lines_of_the_page(usual) -> None:
    found = usual[0]
    slots = found[0].slots[2:]
    assert slots == tuple(sorted(set(slots)))
    assert slots[-1] == 22
    assert [len(line.text) for line in found[1].lines] == [28] * 22


def test_the_foot_stands_at_the_foot_of_the_last_page_wherever_the_text_ends() -> None:
    """Where there is no room left, on a page of its own; nothing lies on anything else."""
    drafts = [document(lines) for lines in range(23)]
    alone = 0
    for pdf in laid_out(drafts):
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            last = len(opened.pages) - 1
            words = [(one["text"], float(one["top"]) * POINT) for one in opened.pages[last].extract_words()]
        first, middle, foot = [rule for rule in rules(pdf) if not rule.red]
        assert {first.page, middle.page, foot.page} == {last}
        assert foot.at == pytest.approx(BOTTOM, abs=1)
        assert (foot.left, foot.right) == (pytest.approx(LEFT, abs=0.3), pytest.approx(RIGHT, abs=0.3))
        assert middle.thick < first.thick == foot.thick
        inside = [text for text, top in words if first.at - 1 < top < foot.at]
        assert "".join(inside) == "抄送：省民政厅，市委组织部，市财政局。XX市民政局办公室2024年1月29日印发"
        text = [top for _, top in words if top < first.at - 1]
        alone += not text
    assert 0 < alone < 5


def test_copies_that_need_two_lines_begin_below_the_first_name() -> None:
    names = "市人力资源和社会保障局，市卫生健康委员会，市残疾人联合会，市妇女联合会，市财政局"
    (pdf,) = laid_out([document(3, copies=names)])
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[-1]
        characters = [one for one in page.chars if one["size"] == pytest.approx(14, abs=0.2)]
    tops = sorted({round(one["top"]) for one in characters if one["top"] * POINT < 262})
    first, second, *_ = ([one for one in characters if round(one["top"]) == top] for top in tops)
    assert second[0]["x0"] == pytest.approx(first[3]["x0"], abs=1)
    assert first[0]["x0"] * POINT == pytest.approx(LEFT + 14 * POINT, abs=0.6)
    assert max(one["x1"] for one in first) * POINT <= RIGHT - 14 * POINT + 0.6


@pytest.mark.parametrize("headings", ["run_in", "own_line"])
@pytest.mark.parametrize("copies", [None, "市财政局"])
def test_every_clause_is_kept(headings: str, copies: str | None) -> None:
    data = written(document(60, headings, copies))
    found = on_pages(judged("红头.docx", data), "", environment(), sys.platform)
    assert isinstance(found, Layout), found
    assert found.outcome.diagnostics == ()
    states = {one.clause.code.name: one.state for one in found.report.verdicts}
    assert states["document-number-form"] is State.PASSED
    assert states["rendered-lines"] is State.PASSED
    assert states["imprint"] is State.PASSED


def told(data: bytes) -> list[str]:
    """What is found wrong with 版记."""
    found = on_pages(judged("红头.docx", data), "", environment(), sys.platform)
    assert isinstance(found, Layout), found
    return [f"{headline(one)}\n   hint: {one.hint}" for one in found.outcome.diagnostics if one.code == "G522"]


def test_a_foot_that_stands_elsewhere_is_told_in_the_words_of_the_page() -> None:
    data = written(document(8))
    page = (ROOT / "docs" / "rules" / "G522-imprint.md").read_text("utf-8")
    (found,) = told(edited(data, lambda xml: re.sub("<w:tblpPr [^>]*/>", "", xml)))
    assert f"```text\n{found}\n```\n" in page
    (found,) = told(
        edited(data, lambda xml: re.sub('<w:(top|bottom|insideH) w:val="single"', r'<w:\1 w:val="nil"', xml))
    )
    assert "下面没有分隔线" in found
    more = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>附注</w:t></w:r></w:p><w:sectPr"
    (found,) = told(edited(data, lambda xml: xml.replace("<w:sectPr", more)))
    assert "后面还有1面" in found


def test_sentences_about_printing_are_no_foot() -> None:
    desk = Desk()
    text = "《办法》已于2023年5月1日印发。\n\n抄送制度进一步健全。\n\n该《意见》2023年5月1日印发，各镇执行。"
    assert told(written(rendered(report(desk, [], opening=text)).draft)) == []
