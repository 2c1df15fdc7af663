"""The codes of problems found while writing."""

from __future__ import annotations

from report_kit.diagnostics import Code, Severity

F005 = Code("F005", "file-not-writable", Severity.ERROR)

CODES: tuple[Code, ...] = (F005,)
