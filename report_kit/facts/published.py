"""Figures as a report was sent: what ``data/YEAR/published.json`` holds, read again years later."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

from report_kit.diagnostics import Location, Message, msg

PUBLISHED_FILE = "published.json"
"""The name of the file in its year's folder."""


class PublishedPlace(NamedTuple):
    """Where a figure was shown, and how it was printed there."""

    block: str
    start: int
    end: int
    text: str


class PublishedFigure(NamedTuple):
    """A fact that was shown. ``value`` is the exact value as in docs/json.md, or None.

    ``id`` is what the edition called the fact; ``location`` is its line in the file, if it was read from one.
    """

    id: str
    text: str
    value: object
    unit: str
    shown: tuple[PublishedPlace, ...]
    location: Location | None = None


class PublishedPromise(NamedTuple):
    """Something the report promised for the year after: its id in that year's folder, its title, lead or text."""

    id: str
    text: str
    location: Location | None = None


class PublishedReport(NamedTuple):
    """What ``published.json`` keeps of a report. ``date`` is ISO 8601 or empty."""

    year: int
    title: str
    date: str
    figures: tuple[PublishedFigure, ...]
    promises: tuple[PublishedPromise, ...] = ()


class NotPublished(NamedTuple):
    """Why a file holds no published report, and where in it that shows."""

    message: Message
    location: Location


_ENTRY = re.compile(r'[ \t]*("(?:[^"\\]|\\.)*") *: *\{')


def read_published(path: str, text: str) -> PublishedReport | NotPublished:
    """The published report in the text of a file; ``path`` is what places in it are called by.

    The same text gives the same object, so that who remembers what was read sees that nothing changed.
    """
    return _remembered(path, text)


@lru_cache(maxsize=4)
def _remembered(path: str, text: str) -> PublishedReport | NotPublished:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        place = Location(path, error.lineno, error.colno, error.colno + 1)
        return NotPublished(msg("从这里起不是完整的 JSON，文件可能没有合并好或者被截断了"), place)
    except (ValueError, RecursionError):
        return NotPublished(msg("文件里的 JSON 读不出来"), Location(path, 1))
    try:
        lines = _lines(text)
        figures = tuple(
            _figure(label, entry, Location(path, lines.get(label, 1))) for label, entry in content["facts"].items()
        )
        promises = tuple(
            PublishedPromise(label, str(entry["text"]), Location(path, lines.get(label, 1)))
            for label, entry in content.get("promises", {}).items()  # a file written before they were kept has none
        )
        title, date = str(content["title"]), str(content["date"] or "")
        return PublishedReport(int(content["year"]), title, date, figures, promises)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
        return NotPublished(msg("文件里没有写全发出的数字"), Location(path, 1))


def _figure(label: str, entry: dict[str, object], location: Location) -> PublishedFigure:
    shown = entry["shown"]
    if not isinstance(shown, list):
        raise TypeError(shown)
    places = tuple(PublishedPlace(str(p["block"]), int(p["start"]), int(p["end"]), str(p["text"])) for p in shown)
    return PublishedFigure(label, str(entry["text"]), entry["value"], str(entry["unit"]), places, location)


def _lines(text: str) -> dict[str, int]:
    """The line of every fact and promise in a file as it is written: each on its own."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        match = _ENTRY.match(line)
        if match is not None:
            with suppress(ValueError):  # a broken escape: the file is refused as a whole
                found[json.loads(match[1])] = number
    return found
