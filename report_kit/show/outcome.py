"""An outcome in the format asked for, as the bytes or the text to be sent to standard output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.show.as_github import as_github
from report_kit.show.as_json import diagnostics_object, dumps
from report_kit.show.as_markdown import as_markdown
from report_kit.show.as_sarif import sarif_object
from report_kit.show.as_text import as_text
from report_kit.show.coverage import unchecked_list, unchecked_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_kit.diagnostics import Outcome, Translate
    from report_kit.show.coverage import UncheckedEntry

FORMATS = ("text", "json", "sarif", "github", "markdown")


def outcome_as(
    form: str,
    outcome: Outcome,
    year: int | None,
    version: str,
    translate: Translate | None = None,
    *,
    color: bool = False,
    unchecked: Sequence[UncheckedEntry] | None = None,
) -> str | bytes:
    """The outcome in one of ``FORMATS``: JSON and SARIF as UTF-8 bytes, the others as text for the console.

    ``unchecked`` are the facts that nothing checks, when they were asked for; text and JSON list them.
    """
    match form:
        case "json":
            content = diagnostics_object(outcome, year, translate)
            return dumps(
                content if unchecked is None else content | {"unchecked": unchecked_list(unchecked, translate)}
            )
        case "sarif":
            return dumps(sarif_object(outcome, version, translate))
        case "github":
            return as_github(outcome, translate)
        case "markdown":
            return as_markdown(outcome, year, translate)
        case _:
            return as_text(outcome, translate, color=color, before_summary=unchecked_text(unchecked or (), translate))
