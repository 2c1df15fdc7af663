"""The codes of problems with filled workbooks: C0 nothing of it was read, C1 read, and something in it is wrong."""

from __future__ import annotations

from report_kit.diagnostics import Code, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

C001 = Code("C001", "workbook-unreadable", E)
C002 = Code("C002", "workbook-of-another-kind", E)
C003 = Code("C003", "workbook-of-another-year", E)
C101 = Code("C101", "formula-entered", E)
C102 = Code("C102", "entry-unreadable", E)
C103 = Code("C103", "entry-unsigned", E)
C104 = Code("C104", "entry-for-unknown-fact", E)
C105 = Code("C105", "entries-disagree", E)
C106 = Code("C106", "entry-merged", E)
C107 = Code("C107", "columns-unclear", E)
C108 = Code("C108", "entry-hidden", N)
C109 = Code("C109", "entry-without-id", E)
C110 = Code("C110", "remark-without-figure", N)
C111 = Code("C111", "workbook-brings-more", W)
C112 = Code("C112", "sheet-unreadable", E)

CODES: tuple[Code, ...] = (
    C001,
    C002,
    C003,
    C101,
    C102,
    C103,
    C104,
    C105,
    C106,
    C107,
    C108,
    C109,
    C110,
    C111,
    C112,
)
