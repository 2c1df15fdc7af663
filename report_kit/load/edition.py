"""report.yaml as a noun: who reports, to whom, when, and which chapters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.diagnostics import Location, Note, msg, shortened
from report_kit.facts.model import (
    Allowance,
    Attachment,
    ChapterEntry,
    Edition,
    Fact,
    Formalities,
    Hole,
    Layout,
    Literal,
    Outcome,
    Prose,
)
from report_kit.facts.parse import PENDING_WORDS, parse_value
from report_kit.facts.values import Kind, Quantity
from report_kit.load.chapter import Ids
from report_kit.load.codes import F120, F121, F124, F125, F126
from report_kit.load.fact import Defaults, read_facts
from report_kit.load.nodes import Entries, Node, Series, Text
from report_kit.load.text import LONGEST_LINE

if TYPE_CHECKING:
    from fractions import Fraction

    from report_kit.load.source import Source

_TITLE = msg("标题（title）")

REPORT = "report"
"""The id that stands for report.yaml itself, so that no chapter may have it."""

CONFIRMATIONS = "confirmations"
"""The name of the file of confirmed figures, so that no chapter may have it either."""

RESERVED_CHAPTER_IDS = (REPORT, CONFIRMATIONS, "last_year", "next_year", "year", "unit")

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
        _outcomes(source, root.get("outcomes")),
        source.word(root, "confirm"),
        date_pending=isinstance(date, Text) and date in PENDING_WORDS,
        formalities=_formalities(source, root),
    )


def _formalities(source: Source, root: Entries) -> Formalities:
    day = root.get("printed_on")
    return Formalities(
        source.sentence(root.get("letterhead"), msg("发文机关标志（letterhead）")),
        source.sentence(root.get("number"), msg("发文字号（number）")),
        source.sentence(root.get("copies_to"), msg("抄送（copies_to）")),
        source.sentence(root.get("printed_by"), msg("印发机关（printed_by）")),
        source.date(day, msg("印发日期（printed_on）")),
        source.place(day) if day is not None else None,
    )


def guessed_chapters(text: str) -> list[tuple[str, bool]]:
    """Ids of chapters, and whether they lie in next year's folder, from a report.yaml that is not or cannot be read.

    So that the mistakes in their files are shown in the same run, and a change in one is known to be of this report.
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


_STATES = {"dropped": "dropped", "取消": "dropped", "carried_over": "carried_over", "结转": "carried_over"}
"""The states of an outcome as they may be written."""


def _outcomes(source: Source, node: Node | None) -> tuple[Outcome, ...]:
    """What became of promises; of two outcomes for one promise the first counts."""
    found: dict[str, Outcome] = {}
    for entry in node if isinstance(node, Series) else ():
        promise = entry.get("promise") if isinstance(entry, Entries) else None
        if not isinstance(entry, Entries) or not isinstance(promise, Text):
            continue
        first = found.get(promise)
        if first is not None:
            message = msg("“{name}”的去向写了两次", name=shortened(promise))
            notes = [Note(msg("第一次写在这里"), first.promise.location)]
            source.add(F125.at(source.place(promise), message, notes=notes, hint=msg("只留一条")))
            continue
        reason = source.sentence(entry.get("reason"), msg("理由（reason）"))
        for reference in source.references(promise):
            state = _STATES.get(source.word(entry, "state"), "")
            found[promise] = Outcome(reference, state, reason, source.place(entry))
    return tuple(found.values())


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
        told = entry if isinstance(entry, Entries) else None
        table = source.word(told, "table") if told is not None else ""
        title = source.sentence(entry if told is None else told.get("title"), msg("附件名称"))
        if title is None and told is not None and "title" not in told:
            title = _usual_title(table, source.place(told))
            if title is None:
                hint = msg("写上 title；要程序生成的表，写 table: indicators 或 table: plans")
                source.report(F121, told, msg("附件没有名称（title）"), hint)
        if title is not None:
            chart = told is not None and table == "indicators" and source.flag(told, "chart")
            found.append(Attachment(title, table, chart, source.place(entry)))
        if table and told is not None and any(one.table == table for one in found[:-1]):
            message = msg("{table} 这张表前面已经有了", table=table)
            source.report(F125, told["table"], message, msg("一张表只附一次，删去一个"))
        if told is not None and source.flag(told, "chart") and table != "indicators":
            hint = msg("和 table: indicators 一起写，或者删去 chart")
            source.report(F120, told["chart"], msg("附图（chart）只用于主要指标表"), hint)
    return tuple(found)


def _usual_title(table: str, place: Location) -> Prose | None:
    """What a table is called when report.yaml does not say; it stands where the table is declared."""
    match table:
        case "indicators":
            return Prose(((Literal("主要指标表", place),),), place)
        case "plans":
            return Prose(((Hole("year", (), place), Literal("年重点工作完成情况表", place)),), place)
        case _:
            return None
