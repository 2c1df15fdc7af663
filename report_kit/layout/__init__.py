"""VERB: a document as it is laid out → verdicts by the clauses of GB/T 9704-2012, and the changes that mend it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import in_order
from report_kit.layout.attachments import ATTACHMENTS
from report_kit.layout.clause import Answer, Clause, Deviation, Force, State, Verdict, verdict
from report_kit.layout.closing import CLOSING
from report_kit.layout.grid import GRID
from report_kit.layout.head import HEAD
from report_kit.layout.levels import LEVEL_CLAUSES
from report_kit.layout.on_pages import ON_PAGES
from report_kit.layout.page import PAGE
from report_kit.layout.page_numbers import PAGE_NUMBERS
from report_kit.layout.paged import STRIP, Probe, Rendered, probe_of
from report_kit.layout.rendered import MEASURED, measured
from report_kit.layout.subject import Subject
from report_kit.layout.text import TEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.diagnostics import Diagnostic
    from report_kit.ooxml.formatting.mending import Mend
    from report_kit.ooxml.formatting.model import Sheet

__all__ = [
    "CLAUSES",
    "CODES",
    "MEASURED",
    "STRIP",
    "Answer",
    "Clause",
    "Deviation",
    "Force",
    "LayoutReport",
    "Probe",
    "Rendered",
    "State",
    "Verdict",
    "judge",
    "probe_of",
]

CLAUSES = (*PAGE, *GRID, *TEXTS, *HEAD, *LEVEL_CLAUSES, *CLOSING, *ATTACHMENTS, *PAGE_NUMBERS, *ON_PAGES)
"""Every clause, in the order of the report."""

CODES = tuple(one.code for one in CLAUSES if one.check is not None or one.code.name in MEASURED)
"""The codes of findings that there can be."""


class LayoutReport(NamedTuple):
    """A verdict on every clause. ``sources`` is the text of the document that places point into."""

    path: str
    verdicts: tuple[Verdict, ...]
    sources: Mapping[str, str]

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All findings in order of place."""
        return in_order(found for one in self.verdicts for found in one.findings)

    @property
    def mends(self) -> tuple[Mend, ...]:
        """The changes of formatting that put right what can be put right."""
        return tuple(mend for one in self.verdicts for mend in one.mends)

    @property
    def tally(self) -> Mapping[State, int]:
        """How many clauses are in which state."""
        return Counter(one.state for one in self.verdicts)


def judge(sheet: Sheet, path: str, rendered: Rendered | None = None) -> LayoutReport:
    """The verdict on every clause. ``path`` names the document in places, ``rendered`` are its pages."""
    subject = Subject(sheet, path)
    looked = measured(ON_PAGES, subject, rendered) if rendered is not None else ()
    better = {one.clause.code.code: one for one in looked}
    verdicts = tuple(better.get(one.code.code) or verdict(one, subject) for one in CLAUSES)
    return LayoutReport(path, verdicts, subject.sources())
