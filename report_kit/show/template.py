"""What was found in a template, as text and as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from report_kit.diagnostics import Severity, msg
from report_kit.show.as_json import diagnostics_list, dumps
from report_kit.show.as_text import problems

if TYPE_CHECKING:
    from report_kit.diagnostics import Message, Outcome, Translate


def template_text(
    outcome: Outcome, tags: int | None, translate: Translate | None = None, *, color: bool = False
) -> str:
    """Every problem with its place, then the count. Ends with a line break."""
    found = problems(outcome.diagnostics, outcome.sources, translate, color=color)
    return f"{found}{_tally(outcome, tags).text(translate)}\n"


def template_json(outcome: Outcome, tags: int | None, translate: Translate | None = None) -> bytes:
    """``{document, tags, diagnostics}``; ``tags`` is null for a file that could not be read."""
    return dumps(
        {
            "document": outcome.document,
            "tags": tags,
            "diagnostics": diagnostics_list(outcome.diagnostics, translate),
        }
    )


def _tally(outcome: Outcome, tags: int | None) -> Message:
    """「看了124个标签：错误0个，警告1个」; it does not claim that reports made with it are right."""
    counts = Counter(found.severity for found in outcome.diagnostics)
    if tags is None:
        return msg("文件没有读出来，没有看")
    return msg(
        "看了{tags}个标签：错误{errors}个，警告{warnings}个",
        tags=tags,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
    )
