"""``report layout`` against LibreOffice: our report as it saves it is right, and what was mended is laid out right."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from docx import Document

from report_kit.diagnostics import Severity
from report_kit.flows.layout import mend
from report_kit.show.as_text import headline
from tests.layout.pages import fontconfig, laid_out, office, pages
from tests.unit.layout.papers import built, codes, right, saved, verdict

if TYPE_CHECKING:
    from pathlib import Path


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
