"""``report layout`` against LibreOffice: our report as it saves it is right, and what was mended is laid out right."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from docx import Document

from report_kit.diagnostics import Severity
from report_kit.flows.layout import Layout, mend, on_pages
from report_kit.layout import State
from report_kit.show.as_text import headline
from tests.layout.pages import fontconfig, laid_out, office, pages
from tests.unit.layout.papers import built, codes, put, right, saved, verdict
from tests.unit.layout.test_foreign import CENTRE, SENTENCES, Typist

if TYPE_CHECKING:
    from pathlib import Path


SURROUNDINGS = {**os.environ, "FONTCONFIG_FILE": str(fontconfig())}


@pytest.fixture(scope="module", autouse=True)
def _rendering() -> None:
    office()


def saved_again(data: bytes, folder: Path) -> bytes:
    """The file as LibreOffice writes it."""
    (folder / "in").mkdir()
    (folder / "in" / "report.docx").write_bytes(data)
    command = [office().program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "docx", "--outdir", folder, folder / "in" / "report.docx"],
        env={**os.environ, "FONTCONFIG_FILE": str(fontconfig())},
        capture_output=True,
        timeout=180,
        check=True,
    )
    return (folder / "report.docx").read_bytes()


@pytest.mark.parametrize("whole", [False, True], ids=["the built report", "with every part"])
def test_our_report_saved_by_libreoffice_has_no_error(whole: bool, tmp_path: Path) -> None:
    found = verdict(saved_again(right() if whole else built(), tmp_path))
    assert [headline(one) for one in found.outcome.diagnostics if one.severity is not Severity.NOTE] == []


def test_our_report_saved_by_libreoffice_has_nothing_on_its_pages(tmp_path: Path) -> None:
    """It turns marks that may hang out round, so that some do."""
    found = on_pages(verdict(saved_again(right(), tmp_path)), "", SURROUNDINGS, sys.platform)
    assert isinstance(found, Layout)
    assert [headline(one) for one in found.outcome.diagnostics if one.code.startswith("G5")] == []


def test_a_correct_file_of_another_tool_has_nothing_on_its_pages() -> None:
    """With a cover that is not numbered, headers, a blank line, a table, and a landscape page."""
    typist = Typist()
    document = typist.document
    typist.add("某某市民政局", "方正小标宋简体", "22", 0, jc=CENTRE)
    document.add_section()
    cover, text = document.sections
    for footer, other in ((text.footer, cover.footer), (text.even_page_footer, cover.even_page_footer)):
        footer.is_linked_to_previous = False
        footer._element[:] = list(other._element)
        other.add_paragraph()
    for header in (text.header, text.even_page_header):
        header.is_linked_to_previous = False
        header.paragraphs[0].text = "内部资料"
    put(text._sectPr, "pgNumType", start="1")
    typist.add("关于2023年救助工作情况的报告", "方正小标宋简体", "22", 0, jc=CENTRE)
    typist.add("", first=0)
    typist.add("市人民政府：", first=0)
    for place in range(17):
        typist.add(f"第{place + 1}段。{SENTENCES * 2}")
        if place % 5 == 0:
            typist.add("", first=0)
        if place == 8:
            document.add_table(3, 3).cell(0, 0).text = "户数"
    typist.add("", first=0)
    typist.closing()
    wide = document.add_section()
    wide.page_width, wide.page_height = wide.page_height, wide.page_width
    put(wide._sectPr, "pgSz", orient="landscape")
    put(wide._sectPr, "pgNumType", start=None)
    document.add_table(5, 5).cell(0, 0).text = "名单"
    found = on_pages(verdict(saved(document)), "", SURROUNDINGS, sys.platform)
    assert isinstance(found, Layout)
    assert [headline(one) for one in found.outcome.diagnostics if one.code.startswith("G5")] == []
    assert found.report is not None
    passed = {one.clause.code.code for one in found.report.verdicts if one.state is State.PASSED}
    assert passed >= {"G501", "G502", "G503", "G504", "G505", "G506", "G507", "G509", "G511", "G512"}


def test_a_mended_file_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    """A file on the template of python-docx, everything in it generic."""
    document = Document()
    document.add_paragraph("关于救助工作的报告")
    for _ in range(12):
        document.add_paragraph("国" * 200 + "。")
    made = mend(verdict(saved(document)))
    assert made.data is not None
    assert codes(made.layout) <= {"G119", "G210"}
    second = pages(laid_out(made.data, tmp_path))[1]
    assert len(second.lines) == 22
    assert max(len(line.text.rstrip("。")) for line in second.lines) == 28
    assert second.number is not None
    assert second.number.text == "—2—"
    assert second.number.left < 40
