"""Problems as JSON: one object, its list under ``diagnostics``; the form is described in docs/json.md."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from report_kit.diagnostics import Diagnostic, Note, Outcome, Translate


def dumps(content: Mapping[str, object]) -> bytes:
    """One JSON object as UTF-8 with a final line break, whatever the console's encoding.

    What UTF-8 cannot hold (a lone surrogate from a file name) becomes a JSON escape.
    """
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    return (text + "\n").encode("utf-8", "backslashreplace")


def diagnostics_object(outcome: Outcome, year: int | None, translate: Translate | None = None) -> dict[str, object]:
    """``{year, coverage, diagnostics}``; coverage is null when no report could be made.

    A document of others has its ``document`` as well, and a null year if it does not say which year it is about.
    """
    coverage = outcome.coverage
    return {
        "year": year,
        **({"document": outcome.document} if outcome.document else {}),
        "coverage": coverage._asdict() if coverage else None,
        "diagnostics": diagnostics_list(outcome.diagnostics, translate),
    }


def diagnostics_list(found: Iterable[Diagnostic], translate: Translate | None = None) -> list[dict[str, object]]:
    """Problems as JSON values, in the order given."""
    return [_diagnostic(diagnostic, translate) for diagnostic in found]


def _diagnostic(found: Diagnostic, translate: Translate | None) -> dict[str, object]:
    place = found.location
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.value,
        "message": found.message.text(translate),
        "path": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "end_column": place.end_column if place else None,
        "fact": found.fact,
        "notes": [_note(note, translate) for note in found.notes],
        "hint": found.hint.text(translate) if found.hint else None,
    }


def _note(note: Note, translate: Translate | None) -> dict[str, object]:
    place = note.location
    return {
        "message": note.message.text(translate),
        "path": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }
