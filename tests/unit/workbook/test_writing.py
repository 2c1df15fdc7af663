"""Workbooks that are written: the same bytes each time, text that stays text, locked but for what is to be filled in."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from report_kit.workbook import Column, Entry, Sheet, read_workbook, sheet_name, write_workbook

FIGURE = Entry("figure", "核实数", "只填数", "太长了")
DAY = Entry("date", "日期", "如 2024-01-15", "不是日期")
COLUMNS = (Column("编号", 12, "small"), Column("核实数", 12, "figure", FIGURE), Column("日期", 12, "centre", DAY))
SHEET = Sheet(
    "社会救助科", COLUMNS, (("2023/a", "", ""), ("2023/b", "", "")), ("核数表", "科室：社会救助科"), protected=True
)

HOSTILE = (
    "=1+1",
    "+86",
    "-5",
    "@SUM(A1)",
    "\tx",
    "<总计>&\"'",
    "_x0041_",
    "_x005F_x0041_",
    "#REF!",
    "TRUE",
    "2023-12-31",
    "9,774",
    "䶮😀\ue000",
    "第一行\n第二行",
    " 前后空格 ",
    "{{ 床位 }}",
)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_arrives_as_text_whatever_it_looks_like(text: str) -> None:
    data = write_workbook([Sheet("表", (Column("名目", 20),), ((text,),))])
    book = read_workbook(data)
    assert [cell.text for cell in book.sheets[0].cells.values()] == ["名目", text]  # type: ignore[union-attr]
    cell = opened(data)["表"]["A2"]
    assert cell.data_type == "s"
    assert bool(cell.quotePrefix) == text.startswith(("=", "+", "-", "@", "\t"))


def test_what_no_workbook_can_hold_is_marked_and_the_rest_kept() -> None:
    data = write_workbook([Sheet("表", (Column("名目", 20),), (("前\x00\x0b\ufffe后",),))])
    assert opened(data)["表"]["A2"].value == "前\ufffd\ufffd\ufffd后"


def test_the_same_rows_give_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from tests.unit.workbook.test_writing import SHEET, write_workbook;"
        "sys.stdout.buffer.write(write_workbook([SHEET], '核数表'))"
    )
    surroundings = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    other = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, check=True)
    assert other.stdout == write_workbook([SHEET], "核数表")


def test_no_time_of_making_stands_in_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(write_workbook([SHEET]))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_only_columns_with_an_entry_can_be_filled_in() -> None:
    sheet = opened(write_workbook([SHEET]))["社会救助科"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {"B4", "C4", "B5", "C5"}


def test_entries_are_validated_from_the_first_row_to_the_last() -> None:
    sheet = opened(write_workbook([SHEET]))["社会救助科"]
    rules = {str(rule.sqref): (rule.type, rule.prompt) for rule in sheet.data_validations.dataValidation}
    assert rules == {"B4:B5": ("textLength", "只填数"), "C4:C5": ("date", "如 2024-01-15")}


def test_a_sheet_is_printed_as_wide_as_the_page_with_its_heads_on_each() -> None:
    sheet = opened(write_workbook([SHEET]))["社会救助科"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "A4")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("社会救助科", "社会救助科"),
        ("办公室/人事科", "办公室-人事科"),
        ("a[b]:c*d?e\\f", "a-b--c-d-e-f"),
        ("'引号'", "引号"),
        ("", "-"),
        ("History", "History（2）"),
        ("科" * 40, "科" * 31),
        ("😀" * 20, "😀" * 15),
    ],
)
def test_a_name_is_made_fit_for_a_sheet(text: str, name: str) -> None:
    assert sheet_name(text) == name


def test_names_that_would_be_the_same_to_excel_are_told_apart() -> None:
    taken: set[str] = set()
    names = []
    for text in ("ABC", "abc", "科" * 31, "科" * 32, "甲/乙", "甲:乙"):
        name = sheet_name(text, taken)
        taken.add(name.lower())
        names.append(name)
    assert names == ["ABC", "abc（2）", "科" * 31, "科" * 28 + "（2）", "甲-乙", "甲-乙（2）"]
