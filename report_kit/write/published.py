"""``data/YEAR/published.json``: figures and promises as they were sent, to be committed and compared with for ever."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from report_kit.write.source_map import JsonLines, json_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.facts.published import PublishedFigure, PublishedReport


def published(report: PublishedReport, content_sha256: str) -> bytes:
    """The file as UTF-8: one fact a line, sorted by id, so that git shows the facts that changed, then the promises."""
    head = (
        ("year", report.year),
        ("title", report.title),
        ("date", report.date or None),
        ("content_sha256", content_sha256),
    )
    figures = {one.id: _entry(one) for one in sorted(report.figures, key=lambda figure: figure.id)}
    promises = {one.id: {"text": one.text} for one in report.promises}
    return json_lines(head, JsonLines("facts", "{}", _lines(figures)), JsonLines("promises", "{}", _lines(promises)))


def _lines(entries: Mapping[str, object]) -> list[str]:
    return [
        f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(entry, ensure_ascii=False)}"
        for key, entry in entries.items()
    ]


def _entry(figure: PublishedFigure) -> dict[str, object]:
    return {
        "text": figure.text,
        "value": figure.value,
        "unit": figure.unit,
        "shown": [place._asdict() for place in figure.shown],
    }
