"""A review in the form asked for, and what kept data from being read, for standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, msg
from report_kit.show.changes import name_of
from report_kit.show.width import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_kit.changes import Changes
    from report_kit.diagnostics import Diagnostic, Translate


def reviewed_as(form: str, changes: Changes, translate: Translate | None = None, *, color: bool = False) -> str | bytes:
    """``form`` is text, json, markdown or brief."""
    if form == "json":
        from report_kit.show.as_json import dumps
        from report_kit.show.changes_json import changes_object

        return dumps(changes_object(changes, translate))
    if form == "markdown":
        from report_kit.show.changes_markdown import changes_markdown

        return changes_markdown(changes, translate)
    from report_kit.show.changes_text import changes_brief, changes_text

    return changes_brief(changes, translate) if form == "brief" else changes_text(changes, translate, color=color)


def unread_text(found: Iterable[tuple[Message | str, Diagnostic]], translate: Translate | None = None) -> str:
    """One line for each problem, with the side it is on; empty if there is none."""
    lines = []
    for side, one in found:
        words = msg(
            "{side}：{place} {code} {problem}",
            side=name_of(side, translate),
            place=str(one.location or ""),
            code=one.code,
            problem=one.message,
        )
        lines.append(shown(words.text(translate)) + "\n")
    return "".join(lines)
