"""A text that was read, as a draft: its paragraphs with their places, and the edition it seems to be."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location
from report_kit.draft import Block, Draft, ProseOrigin, Span
from report_kit.facts.model import Edition, Layout, Literal, Prose
from report_kit.report import Report, ReportChapter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_kit.facts.values import Date

TEXT = "text"
"""The chapter of a text without chapters, and of what stands before the first one."""

_LEVELS = (
    re.compile("[一二三四五六七八九十]{1,3}、"),
    re.compile("[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"[0-9]{1,2}[.．](?![0-9])"),
)
_LONGEST_HEADING = 40
_PLANS = re.compile("计划|打算|安排|谋划|思路")
_DONE = re.compile("总结|回顾|完成情况|开展情况|成效")
_YEAR = re.compile("(?<![0-9])((?:19|20)[0-9]{2})年")
_SUMMARY = re.compile("(?<![0-9])((?:19|20)[0-9]{2})年[^，。；、和与及0-9]{0,12}(?:总结|回顾)")


class Line(NamedTuple):
    """A paragraph as it stands in the file: ``location`` is where its first character is."""

    text: str
    location: Location


class Reading(NamedTuple):
    """A document that was read: a report without facts, whose chapters are those of the text, and its draft."""

    report: Report
    draft: Draft


def read_lines(path: str, lines: Iterable[Line], *, year: int | None = None, date: Date | None = None) -> Reading:
    """A draft of paragraphs. ``year`` is the report's (by default the one its text speaks of), ``date`` its day."""
    paragraphs = [line for line in lines if line.text.strip()]
    told = year if year is not None else _year(paragraphs, date)
    blocks: list[Block] = []
    chapters: list[ReportChapter] = []
    chapter = TEXT
    for line in paragraphs:
        level = _level(line.text)
        if level == 1:
            chapter = f"{TEXT}{len(chapters) + 1}"
            plans = _PLANS.search(line.text) is not None and not _DONE.search(line.text)
            chapters.append(ReportChapter(chapter, told + plans, _prose(line), line.location, None))
        span = Span(0, len(line.text), ProseOrigin(line.location))
        blocks.append(Block(f"{chapter}.{len(blocks) + 1}", "", line.text, (span,), level))
    place = Location(path, 1)
    if any(block.id.startswith(TEXT + ".") for block in blocks):
        chapters.append(ReportChapter(TEXT, told, Prose((), place), place, None))
    title = paragraphs[0] if paragraphs else Line("", place)
    edition = Edition(
        year=told,
        path=path,
        unit="",
        title=_prose(title),
        date=date,
        to=None,
        opening=None,
        closing=None,
        chapters=(),
        masked=(),
        layout=Layout(),
        allow=(),
        attachments=(),
        facts={},
        location=place,
        unit_location=place,
        date_location=None,
    )
    report = Report(told, edition, {}, tuple(chapters), {}, {}, (), {}, {})
    return Reading(report, Draft(title.text, tuple(blocks)))


def _prose(line: Line) -> Prose:
    return Prose(((Literal(line.text, line.location),),), line.location)


def _level(text: str) -> int:
    """The outline level of a heading that stands alone; 0 for text, run-in headings included."""
    bare = text.strip()
    if len(bare) > _LONGEST_HEADING or bare.endswith(("。", "；", ";", "，", ",")):
        return 0
    return next((level for level, mark in enumerate(_LEVELS, 1) if mark.match(bare)), 0)


def _year(lines: list[Line], date: Date | None) -> int:
    """The year the text is about: of its summary, else the one named most often, else that of its date."""
    for line in lines[:3]:
        match = _SUMMARY.search(line.text)
        if match:
            return int(match[1])
    years = Counter(match[1] for line in lines for match in _YEAR.finditer(line.text))
    if years:
        return int(years.most_common(1)[0][0])
    return date.year if date is not None and date.year is not None else 0
