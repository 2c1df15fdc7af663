"""Correct files that other tools made raise no error; files with a look of their own are told what is different."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from report_kit.diagnostics import Severity
from report_kit.layout import State
from report_kit.ooxml.formatting.model import Sheet
from report_kit.ooxml.formatting.reading import look_at
from report_kit.ooxml.package import Package, read_package
from report_kit.show.as_text import headline
from tests.unit.layout.papers import codes, look, property_of, put, saved, verdict

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
SENTENCES = "全年共走访困难家庭四百余户，逐户建立台账，按月更新，做到情况清、底数明。" * 3


def page_field(paragraph, *, simple: bool) -> None:
    if simple:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), r" PAGE \* MERGEFORMAT ")
        paragraph._p.append(field)
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "1"
        run.append(text)
        field.append(run)
        return
    for kind, words in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "text":
            run.text = words
        elif not kind:
            code = OxmlElement("w:instrText")
            code.text = words
            run._r.append(code)
        else:
            sign = OxmlElement("w:fldChar")
            sign.set(qn("w:fldCharType"), kind)
            run._r.append(sign)


class Typist:
    """Somebody who formats everything by hand, on the template that python-docx starts from."""

    def __init__(self, *, top: str = "37", bottom: str = "35", line: str = "28.95", fang: str = "仿宋") -> None:
        self.document = Document()
        self.line = Pt(float(line))
        self.fang = fang
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(float(top)), Mm(float(bottom))
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(25)
        self.document.settings.odd_and_even_pages_header_footer = True
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            paragraph = footer.paragraphs[0]
            paragraph.style = self.document.styles["Normal"]
            property_of(paragraph, "jc", val=side)
            property_of(paragraph, "ind", **{side: "280"})
            property_of(paragraph, "spacing", before="0", after="0", line="400", lineRule="exact")
            paragraph.add_run("— ")
            page_field(paragraph, simple=side == "left")
            paragraph.add_run(" —")
            for run in paragraph._p.iter(qn("w:r")):
                properties = run.get_or_add_rPr()
                put(properties, "rFonts", ascii="SimSun", hAnsi="SimSun", eastAsia="SimSun")
                put(properties, "sz", val="28")

    def add(self, words: str, face: str = "", size: str = "16", first: int = 2, **told):
        paragraph = self.document.add_paragraph(told.get("style"))
        paragraph.alignment = told.get("jc")
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, self.line
        form.first_line_indent = Pt(16 * first)
        form.right_indent = Pt(float(told.get("right", "0")) * 15.75)
        form.widow_control = False
        lead = words.partition("|")[0]
        for part in words.split("|"):
            run = paragraph.add_run(part)
            run.font.size = Pt(float(size))
            run.font.bold = False
            put(run._r.get_or_add_rPr(), "spacing", val="-5")
            face_of = (face or self.fang) if part == lead else self.fang
            put(run._r.get_or_add_rPr(), "rFonts", ascii=face_of, hAnsi=face_of, eastAsia=face_of)
        return paragraph

    def whole(self) -> bytes:
        self.add("关于2023年救助工作情况的报告", "FZXiaoBiaoSong-B05S", "22", 0, jc=CENTRE)
        self.add("", first=0)
        self.add("市人民政府：", first=0)
        self.add(SENTENCES)
        self.add("一、主要工作", "SimHei")
        self.add("（一）走访到户。|" + SENTENCES, "KaiTi")
        self.add("（二）台账到人。|" + SENTENCES, "KaiTi")
        self.add("1.按月更新。" + SENTENCES)
        self.add("二、下步打算", "SimHei")
        self.add(SENTENCES)
        self.add("", first=0)
        self.add("附件：工作台账", first=2)
        self.add("", first=0)
        self.closing()
        self.add("（联系人：张三）")
        label = self.add("附件", "SimHei", first=0)
        label.paragraph_format.page_break_before = True
        self.add("", first=0)
        self.add("工作台账", "FZXiaoBiaoSong-B05S", "22", 0, jc=CENTRE)
        table = self.document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(1, 1).text = "户数", "一、四百余户。"
        return saved(self.document)

    def closing(self) -> None:
        """Without a seal: the signature two characters in, the date two behind its beginning."""
        self.add("某某市民政局救助管理中心", first=0, jc=RIGHT, right="2")
        date = self.add("2024年1月5日", first=0)
        # the signature is 12 characters wide and begins 28.08 - 2 - 12 in
        date.paragraph_format.left_indent = Pt(16.08 * 15.75)


@pytest.mark.parametrize(
    "typist",
    [
        Typist(),
        Typist(fang="方正仿宋_GBK"),
        Typist(top="34.58", bottom="32.58", line="29.45"),
        Typist(top="34.2", bottom="33", line="29.6"),
    ],
    ids=["nominal", "another font", "to the ink", "to the ink, tuned"],
)
def test_a_correct_file_of_another_tool_has_no_error(typist: Typist) -> None:
    found = verdict(typist.whole())
    assert [headline(one) for one in found.outcome.diagnostics if one.severity is not Severity.NOTE] == []
    assert found.report is not None
    states = {one.clause.code.code: one.state for one in found.report.verdicts}
    judged = (
        "G102",
        "G113",
        "G116",
        "G201",
        "G302",
        "G311",
        "G321",
        "G322",
        "G334",
        "G341",
        "G342",
        "G345",
        "G354",
        "G356",
    )
    assert {states[code] for code in judged} == {State.PASSED}


def with_frame(side: str) -> bytes:
    typist = Typist()
    for footer in (typist.document.sections[0].footer, typist.document.sections[0].even_page_footer):
        property_of(footer.paragraphs[0], "framePr", wrap="around", vAnchor="text", hAnchor="margin", xAlign=side)
    return typist.whole()


def test_a_page_number_in_a_frame_at_the_outer_edge_is_right() -> None:
    assert not codes(verdict(with_frame("outside"))) & {"G406", "G407", "G408"}
    assert "G406" in codes(verdict(with_frame("center")))


@pytest.mark.parametrize("cover", [True, False])
def test_a_cover_that_is_a_section_of_its_own_need_not_be_numbered(cover: bool) -> None:
    """The text has page numbers in any case; a first section that holds some of it is no cover."""
    typist = Typist()
    typist.add("某某市民政局", "小标宋", "22", 0, jc=CENTRE)
    if not cover:
        typist.add(SENTENCES)
    typist.document.add_section()
    first, second = typist.document.sections
    for footer, other in (
        (second.footer, first.footer),
        (second.even_page_footer, first.even_page_footer),
    ):
        footer.is_linked_to_previous = False
        footer._element[:] = list(other._element)
        other.add_paragraph()
    assert ("G401" in codes(verdict(typist.whole()))) is not cover


def test_numbers_that_word_makes_are_read() -> None:
    """一、 of a numbered list is a heading although it stands in no text."""
    typist = Typist()
    numbering = typist.document.part.numbering_part.element
    xml = (
        '<w:abstractNum xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:abstractNumId="77"><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    )
    numbering.insert(0, etree.fromstring(xml))
    numbering.append(
        etree.fromstring(
            '<w:num xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
        )
    )
    typist.add("关于救助工作的报告", "小标宋", "22", 0, jc=CENTRE)
    typist.add(SENTENCES)
    for words in ("主要工作", "下步打算"):
        paragraph = typist.add(words, "SimHei")
        element = OxmlElement("w:numPr")
        for name, value in (("ilvl", "0"), ("numId", "77")):
            child = OxmlElement(f"w:{name}")
            child.set(qn("w:val"), value)
            element.append(child)
        paragraph._p.get_or_add_pPr().append(element)
        typist.add(SENTENCES)
    found = verdict(saved(typist.document))
    assert found.report is not None
    levels = {one.clause.code.code: one.state for one in found.report.verdicts}
    assert levels["G321"] is levels["G327"] is State.PASSED
    assert [one.label for one in _labelled(saved(typist.document))] == ["一、", "二、"]


def _labelled(data: bytes):
    package = read_package(data)
    assert isinstance(package, Package)
    sheet = look_at(package)
    assert isinstance(sheet, Sheet)
    return [one for one in sheet.paragraphs if one.label]


def test_a_letter_without_any_part_of_a_document_is_judged_on_its_page_alone() -> None:
    document = Document()
    document.add_paragraph("您好")
    found = verdict(saved(document))
    assert all(code.startswith(("G1", "G4")) for code in codes(found) if code != "G210")


@pytest.mark.parametrize("style", ["Title", "Heading 1"])
def test_a_theme_that_wins_over_a_name_is_told_and_blue_is_not_black(style: str) -> None:
    """The template of python-docx: its headings are blue, and their faces those of a theme."""
    document = Document()
    paragraph = document.add_paragraph("关于救助工作的报告", style)
    paragraph.alignment = CENTRE
    document.add_paragraph(SENTENCES)
    found = verdict(saved(document))
    assert {"G203", "G302"} <= codes(found)


def test_a_red_head_may_be_red() -> None:
    typist = Typist()
    head = typist.add("某某市民政局文件", "小标宋", "40", 0, jc=CENTRE)
    look(head.runs[0], "color", val="FF0000")
    assert "G203" not in codes(verdict(typist.whole()))


def test_bytes_are_only_read() -> None:
    data = Typist().whole()
    before = bytes(data)
    verdict(data)
    assert data == before
    assert Document(io.BytesIO(data)).paragraphs
