"""Problems as a Markdown table, to be pasted into a review."""

from __future__ import annotations

import re

from report_kit.diagnostics import Diagnostic, Outcome, Severity, Translate, msg
from report_kit.show.as_text import coverage_line

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")


def as_markdown(outcome: Outcome, year: int | None, translate: Translate | None = None) -> str:
    """A heading, a table of problems with their places, and the line on coverage."""
    heading = (
        msg("“{document}”的核对结果", document=outcome.document)
        if outcome.document
        else msg("{year}年报告的核对结果", year=year)
    )
    lines = ["## " + escaped(heading.text(translate)), ""]
    if outcome.diagnostics:
        head = [msg("位置"), msg("级别"), msg("规则"), msg("问题"), msg("怎么改")]
        lines += [row([words.text(translate) for words in head]), "| --- | --- | --- | --- | --- |"]
        lines += [row(_cells(found, translate)) for found in outcome.diagnostics]
        lines.append("")
    lines.append(coverage_line(outcome.coverage, translate, document=bool(outcome.document)))
    return "\n".join(lines) + "\n"


def severity_word(severity: Severity, translate: Translate | None = None) -> str:
    """错误, 警告 or 提示."""
    words = {Severity.ERROR: msg("错误"), Severity.WARNING: msg("警告"), Severity.NOTE: msg("提示")}
    return words[severity].text(translate)


def _cells(found: Diagnostic, translate: Translate | None) -> list[str]:
    return [
        escaped(str(found.location)) if found.location else "",
        severity_word(found.severity, translate),
        escaped(f"{found.code} {found.name}"),
        escaped(found.message.text(translate)),
        escaped(found.hint.text(translate)) if found.hint else "",
    ]


def row(cells: list[str]) -> str:
    """A row of a table."""
    return "| " + " | ".join(cells) + " |"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
