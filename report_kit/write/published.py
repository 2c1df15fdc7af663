"""``data/YEAR/published.json``: the figures as they were sent, to be committed and compared with for ever."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from report_kit.write.source_map import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_kit.facts.published import PublishedFigure


def published(
    figures: Iterable[PublishedFigure], year: int, title: str, date: str | None, content_sha256: str
) -> bytes:
    """The file as UTF-8, one fact a line, sorted by id, so that git shows the facts that changed."""
    head = (("year", year), ("title", title), ("date", date), ("content_sha256", content_sha256))
    entries = [
        f"{json.dumps(figure.id, ensure_ascii=False)}: {json.dumps(_entry(figure), ensure_ascii=False)}"
        for figure in sorted(figures, key=lambda figure: figure.id)
    ]
    return json_lines(head, "facts", "{", entries, "}")


def _entry(figure: PublishedFigure) -> dict[str, object]:
    return {
        "text": figure.text,
        "value": figure.value,
        "unit": figure.unit,
        "shown": [place._asdict() for place in figure.shown],
    }
