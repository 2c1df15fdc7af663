"""Problems as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from report_kit.diagnostics import Diagnostic, Outcome, Severity, Translate
from report_kit.show.as_text import summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_github(outcome: Outcome, translate: Translate | None = None) -> str:
    """One ``::error …::`` line a problem, then the summary as plain lines. Ends with a line break."""
    lines = [_command(found, translate) for found in outcome.diagnostics]
    return "\n".join([*lines, summary(outcome, translate)]) + "\n"


def _command(found: Diagnostic, translate: Translate | None) -> str:
    properties = []
    place = found.location
    if place is not None:
        properties += [("file", place.path), ("line", str(place.line)), ("col", str(place.column))]
        if place.end_column > place.column:
            properties.append(("endColumn", str(place.end_column)))
    properties.append(("title", f"{found.code} {found.name}"))
    words = found.message.text(translate)
    if found.hint is not None:
        words = f"{words}\n{found.hint.text(translate)}"
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties)
    return f"::{_COMMANDS[found.severity]} {listed}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
