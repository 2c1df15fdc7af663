"""report.yaml as a noun: who reports, to whom, when, and which chapters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.diagnostics import Location, msg, shortened
from report_kit.facts.model import (
    Allowance,
    Attachment,
    ChapterEntry,
    Edition,
    Fact,
    Layout,
)
from report_kit.facts.parse import PENDING_WORDS, parse_value
from report_kit.facts.values import Kind, Quantity
from report_kit.load.chapter import Ids
from report_kit.load.codes import F124, F126
from report_kit.load.fact import Defaults, read_facts
from report_kit.load.nodes import Entries, Node, Series, Text
from report_kit.load.text import LONGEST_LINE

if TYPE_CHECKING:
    from fractions import Fraction

    from report_kit.load.source import Source

_TITLE = msg("标题（title）")

REPORT = "report"
"""The id that stands for report.yaml itself, so that no chapter may have it."""

RESERVED_CHAPTER_IDS = (REPORT, "last_year", "next_year", "year", "unit")

_ID_LINE = re.compile(r"(?:- *)?(?:\{ *)?id: *([^\W\d]\w*)")

MOST_GUESSED = 50
"""Chapters looked for after a report.yaml that cannot be read."""


def read_edition(source: Source, root: Node | None) -> Edition | None:
    """The edition in a file's nodes; None when unit, title or chapters are missing."""
    if not isinstance(root, Entries):
        return None
    unit, declared = root.get("unit"), root.get("chapters")
    title = source.sentence(root.get("title"), _TITLE)
    if (
        not isinstance(unit, Text)
        or source.empty(unit, msg("单位（unit）"))
        or title is None
        or not isinstance(declared, Series)
    ):
        return None
    facts: dict[str, Fact] = {}
    read_facts(source, root.get("facts"), "", Defaults().within(source, root), facts)
    date, level = root.get("date"), root.get("coverage")
    return Edition(
        source.year,
        source.path,
        str(unit),
        title,
        None if date in PENDING_WORDS else source.date(date, msg("成文日期（date）")),
        source.sentence(root.get("to"), msg("主送机关（to）")),
        source.block(root.get("opening"), msg("开头（opening）")),
        source.block(root.get("closing"), msg("结尾（closing）")),
        _chapters(source, declared),
        source.words(root.get("masked")),
        _layout(source, root.get("layout")),
        _allowances(source, root.get("allow")),
        _attachments(source, root.get("attachments")),
        facts,
        Location(source.path, 1),
        source.place(unit),
        source.place(date) if date is not None else None,
        _level(source, level),
        source.place(level) if level is not None else None,
        date_pending=isinstance(date, Text) and date in PENDING_WORDS,
    )


def guessed_chapters(text: str) -> list[tuple[str, bool]]:
    """Ids of chapters, and whether they lie in next year's folder, from a report.yaml that cannot be read.

    Only so that the mistakes in their files are shown in the same run.
    """
    found: dict[str, bool] = {}
    for line in text.split("\n"):
        match = _ID_LINE.match(line.strip()[:LONGEST_LINE])
        if match is not None and match[1] not in RESERVED_CHAPTER_IDS and len(found) < MOST_GUESSED:
            found.setdefault(match[1], "next" in line)
    return list(found.items())


def _chapters(source: Source, declared: Series) -> tuple[ChapterEntry, ...]:
    ids = Ids(source, msg("章节的代号"))
    entries = []
    for number, node in enumerate(declared, 1):
        if not isinstance(node, Entries):
            continue
        written = node.get("id")
        title = source.sentence(node.get("title"), _TITLE)
        if not isinstance(written, Text) or not written.isidentifier() or title is None:
            continue
        if written in RESERVED_CHAPTER_IDS:
            message = msg("“{name}”另有固定的意思，不能用作名称", name=str(written))
            source.report(F124, written, message, msg("换一个名称"))
            continue
        chapter = ids.take(written, f"chapter_{number}")
        if chapter == written:
            entries.append(ChapterEntry(chapter, title, source.word(node, "year") == "next", source.place(node)))
    return tuple(entries)


def _layout(source: Source, node: Node | None) -> Layout:
    if not isinstance(node, Entries):
        return Layout()
    usual = Layout()
    return Layout(source.word(node, "template") or usual.template, source.word(node, "headings") or usual.headings)


def _allowances(source: Source, node: Node | None) -> tuple[Allowance, ...]:
    return tuple(
        Allowance(
            source.word(entry, "code"), source.word(entry, "fact"), source.word(entry, "reason"), source.place(entry)
        )
        for entry in (node if isinstance(node, Series) else ())
        if isinstance(entry, Entries)
    )


def _level(source: Source, node: Node | None) -> Fraction | None:
    """A share from 0 to 1, written as a rate."""
    if not isinstance(node, Text):
        return None
    value = parse_value(str(node))
    if isinstance(value, Quantity) and value.kind is Kind.RATE and not value.approximate and 0 <= value.value <= 1:
        return value.value
    message = msg("核对率（coverage）要写 0～100% 的百分率，写的是“{text}”", text=shortened(str(node)))
    source.report(F126, node, message, msg("写成 coverage: 60%"))
    return None


def _attachments(source: Source, node: Node | None) -> tuple[Attachment, ...]:
    found = []
    for entry in node if isinstance(node, Series) else ():
        title = source.sentence(entry.get("title") if isinstance(entry, Entries) else entry, msg("附件名称"))
        if title is not None:
            found.append(Attachment(title))
    return tuple(found)
