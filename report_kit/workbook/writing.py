"""Rows of text → the bytes of a workbook: the same rows give the same bytes, and no text becomes a formula."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from report_kit.ooxml.package import write_package
from report_kit.ooxml.xml import ILLEGAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from report_kit.workbook.model import Column, Entry, Sheet

FACE, SIZE = "宋体", 11
"""What cells are set in, and its size in points."""

_LINE = 15
"""Points of a line of a row; a row without a height given is not fitted to its text by every program."""
_TALLEST = 400
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_EPOCH = rb"\g<1>1980-01-01T00:00:00Z"
_CORE = "docProps/core.xml"
_DATE_FORMAT = "yyyy-mm-dd"
_THIN = "999999"


def write_workbook(sheets: Sequence[Sheet], title: str = "") -> bytes:
    """The bytes of a workbook with these sheets, of which one at least is not hidden."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "report-kit"
    book.properties.title = _safe(title) or None
    for sheet in sheets:
        made = book.create_sheet(sheet.name)
        _fill(made, sheet)
    book.active = next(at for at, sheet in enumerate(sheets) if not sheet.hidden)
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_CORE] = _STAMPS.sub(_EPOCH, parts[_CORE])
    return write_package(parts)


def _fill(made: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    across = len(sheet.columns)
    for at, line in enumerate(sheet.lines, 1):
        cell = made.cell(at, 1)
        _put(cell, line)
        cell.font = Font(name="黑体", size=16) if at == 1 else Font(name=FACE, size=SIZE)
        cell.alignment = Alignment(vertical="center", wrap_text=across == 1)
        made.row_dimensions[at].height = 30 if at == 1 else _height([line], sheet.columns) if across == 1 else 20
    first = len(sheet.lines) + 1
    if any(column.head for column in sheet.columns):
        _heads(made, sheet.columns, first)
        first += 1
    for at, row in enumerate(sheet.rows, first):
        _row(made, sheet.columns, row, at)
    _page(made, sheet, first)
    last = first + max(len(sheet.rows), 1) - 1
    for number, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(number)
        made.column_dimensions[letter].width = column.width
        if column.entry is not None:
            _validate(made, column.entry, f"{letter}{first}:{letter}{last}")


def _heads(made: Worksheet, columns: Sequence[Column], at: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for number, column in enumerate(columns, 1):
        cell = made.cell(at, number)
        _put(cell, column.head)
        cell.font = Font(name="黑体", size=SIZE)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.fill = PatternFill("solid", fgColor="FFF2CC" if column.entry else "E7E6E6")
        cell.border = _border()
    made.row_dimensions[at].height = _height([column.head for column in columns], columns) + 6


def _row(made: Worksheet, columns: Sequence[Column], row: Sequence[str], at: int) -> None:
    from openpyxl.styles import Alignment, Font, Protection

    for number, (column, text) in enumerate(zip(columns, row, strict=True), 1):
        cell = made.cell(at, number)
        if text:
            _put(cell, text)
        small = column.look == "small"
        cell.font = Font(name=FACE, size=8 if small else SIZE, color="7F7F7F" if small else None)
        side = {"figure": "right", "centre": "center"}.get(column.look, "left")
        indent = 0 if side == "center" else 1  # so that text does not touch the line beside it
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True, indent=indent)
        cell.border = _border()
        if column.entry is not None:
            cell.protection = Protection(locked=False)
            if column.entry.kind == "date":
                cell.number_format = _DATE_FORMAT
    made.row_dimensions[at].height = _height(row, columns)


def _page(made: Worksheet, sheet: Sheet, first: int) -> None:
    """How the sheet is looked at, printed and guarded; ``first`` is the row below the heads."""
    from openpyxl.worksheet.properties import PageSetupProperties

    made.page_setup.orientation = "landscape" if len(sheet.columns) > 1 else "portrait"
    made.page_setup.paperSize = 9  # A4
    made.page_setup.fitToWidth, made.page_setup.fitToHeight = 1, 0
    made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    made.page_margins.left = made.page_margins.right = 0.5
    made.page_margins.top = made.page_margins.bottom = 0.7
    made.page_margins.header = made.page_margins.footer = 0.35
    if made.oddFooter is not None:
        made.oddFooter.center.text = "第&P页，共&N页"
    if len(sheet.columns) > 1:
        made.freeze_panes = f"A{first}"
        made.print_title_rows = f"{first - 1}:{first - 1}" if first > 1 else None
    if sheet.protected:
        made.protection.sheet = True
        made.protection.formatColumns = made.protection.formatRows = False  # False: it stays allowed
    if sheet.hidden:
        made.sheet_state = "hidden"


def _validate(made: Worksheet, entry: Entry, cells: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if entry.kind == "date":
        rule = DataValidation(type="date", operator="greaterThan", formula1="36526")  # after 2000-01-01
    else:
        rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(entry.most))
    rule.allowBlank = True
    rule.showInputMessage = rule.showErrorMessage = True
    rule.promptTitle, rule.prompt = entry.title, entry.prompt
    rule.errorTitle, rule.error = entry.title, entry.refused
    rule.add(cells)
    made.add_data_validation(rule)


def _border() -> Any:
    from openpyxl.styles import Border, Side

    line = Side("thin", _THIN)
    return Border(line, line, line, line)


def _put(cell: Any, text: str) -> None:
    """The text as text: never a formula, not even when the cell is edited later, and no number or date."""
    cell.value = _safe(text)
    cell.data_type = "s"
    if text.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True


def _safe(text: str) -> str:
    """Text as a workbook can hold it. ``_x0041_`` would be read as A, so its first mark is written as a reference."""
    return _LOOKS_ESCAPED.sub("_x005F_", ILLEGAL.sub("\ufffd", text))


def _height(row: Sequence[str], columns: Sequence[Column]) -> int:
    """The height of a row in points: that of the cell with the most lines."""
    lines = max(
        (
            sum(-(-max(_width(line), 1) // max(column.width - 3, 1)) for line in text.split("\n"))
            * (0.7 if column.look == "small" else 1)
            for text, column in zip(row, columns, strict=True)
            if text
        ),
        default=1,
    )
    return min(int(lines * _LINE) + 6, _TALLEST)


def _width(text: str) -> int:
    """Half-width characters that a text takes; everything beyond Latin counts as wide."""
    return sum(1 if character < "\u1100" else 2 for character in text)
