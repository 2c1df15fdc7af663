"""VERB: figures to departments and back. Figures asked for → a workbook; filled workbooks → what was entered.

The workbook is locked but for four columns, and each row carries the edition's year and the fact's id, so that rows
may be sorted, columns moved and sheets copied.
"""

from report_kit.confirm.layout import Asked, request_workbook
from report_kit.confirm.merging import merged
from report_kit.confirm.reading import FilledRead, read_filled
from report_kit.confirm.row import Filled, unit_asked

__all__ = ["Asked", "Filled", "FilledRead", "merged", "read_filled", "request_workbook", "unit_asked"]
