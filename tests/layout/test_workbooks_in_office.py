"""Workbooks through LibreOffice: what a department fills in is read the same after Calc saved it, as .ods in between too.

Needs LibreOffice with Calc; without it the tests are skipped aloud, or fail where ``LAYOUT_TESTS=required`` is set.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.unit.confirm.offices import (
    blank,
    codes,
    filled,
    heads,
    lines,
    place_of,
    read,
    shown_as,
    signed,
)

if TYPE_CHECKING:
    from pathlib import Path

    from report_kit.confirm import FilledRead

ENTRIES = {
    "低保": signed(9774, "含临时救助\n口径见台账"),
    "资金": signed("1,092,300元"),
    "位次": signed("第一"),
    "启动日": signed(shown_as("=DATE(2023,9,5)", "yyyy-mm-dd")),
    "丧葬费": (3000,),
    "elderly.床位": signed("６７３"),
    "护理床位": signed("属实"),
    "护理占比": signed(shown_as(0.627, "0.0%")),
    "机构": signed(shown_as("2024-01-02", "@")),
    "目标": signed(95, "=不是公式"),
}


def office() -> str:
    found = shutil.which("soffice")
    if found is None:
        missing("LibreOffice")
    return found or ""


def missing(what: str) -> None:
    """Skip the test aloud, or fail it where it is required."""
    reason = f"no workbook went through LibreOffice: {what} is missing"
    if os.environ.get("LAYOUT_TESTS") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


def converted(folder: Path, data: bytes, *kinds: str) -> bytes:
    """A workbook as LibreOffice saves it, in one kind of file after the other."""
    source = folder / "in" / "核数表.xlsx"
    source.parent.mkdir()
    source.write_bytes(data)
    for number, kind in enumerate(kinds):
        target = folder / f"out{number}"
        command = [
            office(),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
        ]
        done = subprocess.run(
            [*command, "--outdir", str(target), str(source)], capture_output=True, text=True, timeout=240, check=False
        )
        source = target / f"核数表.{kind}"
        if not source.exists() and "could not be loaded" in done.stderr:
            missing("LibreOffice Calc")
        assert source.exists(), done.stderr
    return source.read_bytes()


def kept(found: FilledRead) -> list[tuple[object, ...]]:
    """What was kept, but for the hash of the bytes it came in."""
    return [(*one[:8], one.place) for one in found.filled]


@pytest.mark.parametrize("kinds", [("xlsx",), ("ods", "xlsx")], ids="-".join)
def test_what_was_filled_in_is_read_the_same_after_calc_saved_it(kinds: tuple[str, ...], tmp_path: Path) -> None:
    before = filled(ENTRIES)
    after = read(converted(tmp_path, before, *kinds))
    plain = read(before)
    assert kept(after) == kept(plain)
    assert codes(after) == codes(plain) == ["C101", "C103", "C102", "C102"]
    # Calc worked the formula out, which a file written by a program leaves open; everything else is word for word.
    assert [line for line in lines(after) if "C101" not in line] == [
        line for line in lines(plain) if "C101" not in line
    ]
    assert "上次算出的是 2023-09-05" in next(line for line in lines(after) if "C101" in line)


@pytest.mark.parametrize("kinds", [("xlsx",), ("ods", "xlsx")], ids="-".join)
def test_a_workbook_nobody_filled_in_stays_blank_and_guarded(kinds: tuple[str, ...], tmp_path: Path) -> None:
    data = converted(tmp_path, blank(), *kinds)
    found = read(data)
    assert (found.filled, found.diagnostics, found.readable) == ((), (), True)
    path = tmp_path / "after.xlsx"
    path.write_bytes(data)
    book = openpyxl.load_workbook(path)
    assert book["report-kit"].sheet_state == "hidden"
    sheet, row, columns = place_of(book, "低保")
    assert sheet.protection.sheet
    open_heads = {head for head, column in columns.items() if not sheet.cell(row, column).protection.locked}
    assert open_heads == {"核实数", "姓名", "日期", "备注"}
    head, _ = heads(sheet)
    assert sheet.print_title_rows == f"${head}:${head}"
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"textLength", "date"}


def test_a_department_is_printed_across_a4_with_its_heads_on_each_page(tmp_path: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    path = tmp_path / "核数表.pdf"
    path.write_bytes(converted(tmp_path, blank(), "pdf"))
    with pdfplumber.open(path) as pages:
        sizes = [(round(page.width), round(page.height)) for page in pages.pages]
    assert sizes == [(595, 842), *[(842, 595)] * (len(sizes) - 1)]
    assert len(sizes) == 4  # explanations, two departments, one without: each fits its page
