"""Annual work reports made from facts: load, check and build them without the command line.

The public names are those in ``__all__``; docs/library.md shows them at work. Each is imported when it
is first used, so that ``import report_kit`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_kit.diagnostics import Coverage, Diagnostic, Location, Message, Note, Outcome, Severity
    from report_kit.draft import Draft
    from report_kit.facts.parse import parse_value
    from report_kit.flows.build import Built, build_report
    from report_kit.flows.facts import fact_entries
    from report_kit.flows.pipeline import Assembly, assemble
    from report_kit.flows.trace import trace
    from report_kit.load import DiskFiles, Files
    from report_kit.report import Report
    from report_kit.shipped_files import shipped
    from report_kit.show.as_text import as_text

__version__ = "0.1.0"

__all__ = [
    "Assembly",
    "Built",
    "Coverage",
    "Diagnostic",
    "DiskFiles",
    "Draft",
    "Files",
    "Location",
    "Message",
    "Note",
    "Outcome",
    "Report",
    "Severity",
    "as_text",
    "assemble",
    "build_report",
    "fact_entries",
    "parse_value",
    "shipped",
    "trace",
]

_HOMES = (
    ("report_kit.diagnostics", ("Coverage", "Diagnostic", "Location", "Message", "Note", "Outcome", "Severity")),
    ("report_kit.draft", ("Draft",)),
    ("report_kit.facts.parse", ("parse_value",)),
    ("report_kit.flows.build", ("Built", "build_report")),
    ("report_kit.flows.facts", ("fact_entries",)),
    ("report_kit.flows.pipeline", ("Assembly", "assemble")),
    ("report_kit.flows.trace", ("trace",)),
    ("report_kit.load", ("DiskFiles", "Files")),
    ("report_kit.report", ("Report",)),
    ("report_kit.shipped_files", ("shipped",)),
    ("report_kit.show.as_text", ("as_text",)),
)


def __getattr__(name: str) -> object:
    """A public name, imported from its home at its first use (PEP 562)."""
    from importlib import import_module

    for home, names in _HOMES:
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
