"""A text that was read, as a draft: its paragraphs with their places, and the edition it seems to be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location
from report_kit.draft import Block, Draft, ProseOrigin, Span
from report_kit.facts.model import Edition, Layout, Literal, Prose
from report_kit.read.paragraph import CELL, Paragraph, Piece
from report_kit.read.run_in import LONGEST_HEADING, separated
from report_kit.read.times import DONE, PLANS, UNKNOWN, title_of, told_date, told_year
from report_kit.report import Report, ReportChapter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_kit.facts.values import Date

TEXT = "text"
"""The chapter of a text without chapters, and of what stands before the first one."""

_LEVELS = (
    re.compile("[一二三四五六七八九十]{1,3}、"),
    re.compile("[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"[0-9]{1,2}[.．](?![0-9])"),
)


class Line(NamedTuple):
    """A paragraph as it stands in the file: ``location`` is where its first character is."""

    text: str
    location: Location


class Reading(NamedTuple):
    """A document that was read: a report without facts, whose chapters are those of the text, and its draft.

    The report's year is 0 where the document does not say which year it is about.
    """

    report: Report
    draft: Draft


def read_lines(path: str, lines: Iterable[Line], *, year: int | None = None, date: Date | None = None) -> Reading:
    """A draft of paragraphs. ``year`` is the report's (by default the one its text speaks of), ``date`` its day."""
    paragraphs = [Paragraph(line.text, (Piece(0, line.location),)) for line in lines]
    return read_paragraphs(path, paragraphs, year=year, date=date)


def read_paragraphs(
    path: str,
    paragraphs: Iterable[Paragraph],
    beside: Sequence[Paragraph] = (),
    *,
    year: int | None = None,
    date: Date | None = None,
) -> Reading:
    """A draft of paragraphs. ``beside`` are those of notes, headers and footers, which belong to no chapter."""
    stripped = (part.stripped() for one in paragraphs for part in separated(one.stripped()))
    whole = [one for one in stripped if one.text]
    levels = [_level(one) for one in whole]
    chapter_heads = [one for one, level in zip(whole, levels, strict=True) if level == 1]
    day = date if date is not None else told_date(whole, path.rpartition("/")[2])
    told = year if year is not None else told_year(whole, chapter_heads, day)
    place = Location(path, 1)
    blocks: list[Block] = []
    chapters: list[ReportChapter] = []
    chapter = TEXT
    for one, level in zip(whole, levels, strict=True):
        if level == 1:
            chapter = f"{TEXT}{len(chapters) + 1}"
            chapters.append(ReportChapter(chapter, told + _is_plan(one.text, told), _prose(one), one.location, None))
        blocks.append(_block(f"{chapter}.{len(blocks) + 1}", one, level))
    blocks += [_block(f"{TEXT}.{len(blocks) + number}", one, 0) for number, one in enumerate(beside, 1)]
    if any(block.id.startswith(TEXT + ".") for block in blocks):
        chapters.append(ReportChapter(TEXT, told, Prose((), place), place, None))
    title = title_of(whole) or Paragraph("", (Piece(0, place),))
    report = Report(told, _edition(path, told, title, day), {}, tuple(chapters), {}, {}, (), {}, {})
    return Reading(report, Draft(title.text, tuple(blocks)))


def _edition(path: str, year: int, title: Paragraph, date: Date | None) -> Edition:
    place = Location(path, 1)
    return Edition(
        year=year,
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


def _block(name: str, one: Paragraph, level: int) -> Block:
    spans = tuple(Span(start, end, ProseOrigin(place)) for start, end, place in one.stretches())
    return Block(name, one.style, one.text, spans, level)


def _prose(one: Paragraph) -> Prose:
    literals = tuple(Literal(one.text[start:end], place) for start, end, place in one.stretches())
    return Prose((literals,), one.location)


def _is_plan(heading: str, year: int) -> bool:
    """Whether a chapter tells what is to be done: 下一步打算, 2024年重点工作 in a report on 2023."""
    if DONE.search(heading):
        return False
    return PLANS.search(heading) is not None or (year != UNKNOWN and f"{year + 1}年" in heading)


def _level(one: Paragraph) -> int:
    """The outline level of a heading that stands alone; 0 for text, run-in headings included."""
    text = one.text
    if one.style == CELL or len(text) > LONGEST_HEADING or text.endswith(("。", "；", ";", "，", ",")):
        return 0
    marked = next((level for level, mark in enumerate(_LEVELS, 1) if mark.match(text)), 0)
    return marked or one.level or 0
