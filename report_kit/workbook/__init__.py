"""ADAPTER: workbooks (.xlsx), for people who live in Excel. The home of openpyxl.

``write_workbook`` makes one of plain rows, byte for byte the same each time; ``read_workbook`` reads the cells of
one that came back, whoever saved it last.
"""

from report_kit.workbook.model import Column, Entry, Sheet, sheet_name
from report_kit.workbook.read_model import Area, Cell, CellPlace, SheetRead, WorkbookRead, cell_place
from report_kit.workbook.reading import read_workbook
from report_kit.workbook.writing import write_workbook

__all__ = [
    "Area",
    "Cell",
    "CellPlace",
    "Column",
    "Entry",
    "Sheet",
    "SheetRead",
    "WorkbookRead",
    "cell_place",
    "read_workbook",
    "sheet_name",
    "write_workbook",
]
