"""The codes of problems with names and formulas: R1 all found while resolving. None of them can be allowed."""

from __future__ import annotations

from report_kit.diagnostics import Code, Severity

E = Severity.ERROR

R101 = Code("R101", "unknown-name", E)
R102 = Code("R102", "ambiguous-name", E)
R103 = Code("R103", "formula-cycle", E)
R104 = Code("R104", "full-name-in-prose", E)
R105 = Code("R105", "wrong-operand", E)
R106 = Code("R106", "formula-not-computable", E)
R107 = Code("R107", "last-year-missing", E)
R108 = Code("R108", "unknown-work", E)
R109 = Code("R109", "filter-without-fact", E)
R110 = Code("R110", "earlier-name-unknown", E)
R111 = Code("R111", "earlier-name-twice", E)

CODES: tuple[Code, ...] = (R101, R102, R103, R104, R105, R106, R107, R108, R109, R110, R111)
