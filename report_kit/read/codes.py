"""The codes of problems with foreign documents: F0 cannot be read (exit 2), F13 read, with something put right.

F003 and F004 are the kinds that data files know as well.
"""

from __future__ import annotations

from report_kit.diagnostics import Code, Severity

F003 = Code("F003", "file-not-utf8", Severity.ERROR)
F004 = Code("F004", "file-over-limit", Severity.ERROR)
F007 = Code("F007", "document-unreadable", Severity.ERROR)
F130 = Code("F130", "lines-joined", Severity.NOTE)

CODES: tuple[Code, ...] = (F007, F130)
"""Those that only foreign documents have."""
