"""What stands above and below the text of a red head, in both templates, with and without everything there can be."""

from __future__ import annotations

import itertools

import pytest

from report_kit.draft import ProseOrigin, TemplateOrigin
from report_kit.facts.model import Attachment, Formalities
from report_kit.facts.values import Date
from report_kit.ooxml.package import Package, read_package
from report_kit.ooxml.red_header import red_header_template
from report_kit.ooxml.standard_template import standard_template
from report_kit.ooxml.xml import check, decode
from report_kit.render import compile_template, render_report
from tests.unit.render.factory import Desk, rendered, report, sample, written

RED = red_header_template()
PLACE = Desk().prose("甲").location


def formal(
    shown, *, letterhead=None, number="X民〔2024〕5号", copies="省民政厅，市财政局", office="XX市民政局办公室", day=None
):
    """A report with these formalities, written on report.yaml."""
    desk = Desk({"year": "2023", "unit": "XX市民政局"})
    desk.path = "data/2023/report.yaml"
    texts = [desk.prose(text) if text else None for text in (letterhead, number, copies, office)]
    date = Date(day, 2024, 1, 30) if day else None
    told = Formalities(*texts, date, PLACE if day else None)
    return shown._replace(
        edition=shown.edition._replace(formalities=told), bindings={**shown.bindings, **desk.bindings}
    )


def blocks(shown, data: bytes = RED) -> dict[str, str]:
    made = rendered(shown, data)
    assert made.diagnostics == ()
    return {block.id: block.text for block in made.draft.blocks}


def test_everything_that_is_told_is_shown() -> None:
    found = blocks(formal(sample(), letterhead="XX市民政局", day="2024年1月30日"))
    assert found["letterhead"] == "XX市民政局"
    assert found["number"] == "X民〔2024〕5号"
    assert found["copies_to"] == "抄送：省民政厅，市财政局。"
    assert found["printed_by"] == "XX市民政局办公室"
    assert found["printed_on"] == "2024年1月30日印发"
    ids = list(found)
    assert ids[:3] == ["letterhead", "number", "title"]
    assert ids[-3:] == ["copies_to", "printed_by", "printed_on"]


def test_what_nobody_tells_follows_from_the_rest() -> None:
    found = blocks(formal(sample()))
    assert found["letterhead"] == "XX市民政局文件"
    assert found["printed_on"] == "2024年1月29日印发"


def test_what_is_not_told_leaves_no_trace() -> None:
    found = blocks(sample())
    assert not {"number", "copies_to", "printed_by", "printed_on"} & set(found)
    assert not any("抄送" in text or "印发" in text for text in found.values())


@pytest.mark.parametrize(
    ("copies", "shown"), [("甲局，乙局", "甲局，乙局。"), ("甲局。", "甲局。"), ("甲局.", "甲局.")]
)
def test_copies_end_with_one_full_stop(copies: str, shown: str) -> None:
    assert blocks(formal(sample(), copies=copies))["copies_to"] == f"抄送：{shown}"


def test_every_character_has_its_origin() -> None:
    draft = rendered(formal(sample(), day="2024年1月30日"), RED).draft
    for block in draft.blocks:
        assert "".join(block.text[span.start : span.end] for span in block.spans) == block.text
    number = next(block for block in draft.blocks if block.id == "number")
    assert [type(span.origin) for span in number.spans] == [ProseOrigin]
    assert number.spans[0].origin.location.path == "data/2023/report.yaml"
    copies = next(block for block in draft.blocks if block.id == "copies_to")
    assert isinstance(copies.spans[0].origin, TemplateOrigin)


@pytest.mark.parametrize("told", ["letterhead", "number", "copies", "office"])
def test_what_the_template_does_not_show_is_told(told: str) -> None:
    nothing = dict.fromkeys(("number", "copies", "office"))
    shown = formal(sample(), **{**nothing, told: "甲乙丙"})
    out = render_report(shown, compile_template("templates/report.docx", standard_template()))
    assert [found.code for found in out.diagnostics] == ["W202"]
    assert "“甲乙丙”没有出现在文档里" in str(out.diagnostics[0].message)
    assert out.diagnostics[0].location.path == "data/2023/report.yaml"


CONTENT = list(itertools.product(("run_in", "own_line"), (False, True), (0, 1, 3), (None, "甲局")))


@pytest.mark.parametrize("red", [False, True])
@pytest.mark.parametrize(("headings", "annexes", "attachments", "told"), CONTENT)
def test_whatever_there_is_the_document_is_whole(red, headings, annexes, attachments, told) -> None:
    shown = sample(headings)
    named = shown.edition.attachments[:1] * attachments
    tables = [Attachment(shown.edition.title, table) for table in ("indicators", "plans")] if annexes else []
    shown = shown._replace(edition=shown.edition._replace(attachments=(*named, *tables)))
    if red:
        shown = formal(shown, number=told, copies=told, office=told)
    data = RED if red else standard_template()
    draft = rendered(shown, data).draft
    package = read_package(written(draft))
    assert isinstance(package, Package)
    xml = decode(package.parts["word/document.xml"])
    check(xml)
    assert "{%" not in xml
    assert "{{" not in xml
    assert ("抄送：" in xml) == bool(told and red)
    assert xml.count("<w:sectPr") == 1
    assert "</w:tbl></w:tc>" not in xml


def test_hostile_words_arrive_unchanged() -> None:
    words = "<甲>&{{ title }}“乙”"
    desk = Desk(holes=False)
    told = Formalities(*(desk.prose(words) for _ in range(4)))
    shown = report(Desk(), [])
    found = blocks(shown._replace(edition=shown.edition._replace(formalities=told)))
    assert found["letterhead"] == found["number"] == found["printed_by"] == words
    assert found["copies_to"] == f"抄送：{words}。"
