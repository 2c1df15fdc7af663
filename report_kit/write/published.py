"""``data/YEAR/published.json``: the figures as they were sent, to be committed and compared with for ever."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from report_kit.write.source_map import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterable


class PublishedPlace(NamedTuple):
    """Where a figure was shown, and how it was printed there."""

    block: str
    start: int
    end: int
    text: str


class PublishedFigure(NamedTuple):
    """A fact that was shown. ``value`` is the exact value as in docs/json.md, or None."""

    id: str
    text: str
    value: object
    unit: str
    shown: tuple[PublishedPlace, ...]


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


class PublishedReport(NamedTuple):
    """What ``published.json`` keeps of a report."""

    title: str
    date: str
    figures: tuple[PublishedFigure, ...]


def read_published(data: bytes) -> PublishedReport | None:
    """The file read again; None if it is not one."""
    try:
        content = json.loads(data)
        figures = tuple(
            PublishedFigure(
                str(label),
                str(entry["text"]),
                entry["value"],
                str(entry["unit"]),
                tuple(
                    PublishedPlace(str(one["block"]), int(one["start"]), int(one["end"]), str(one["text"]))
                    for one in entry["shown"]
                ),
            )
            for label, entry in content["facts"].items()
        )
        return PublishedReport(str(content["title"]), str(content["date"] or ""), figures)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
