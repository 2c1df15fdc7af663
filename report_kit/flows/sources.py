"""数字来源表: every figure of a report with its sentence and where it comes from, as rows for people without git."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.draft import ANNEXES
from report_kit.flows.facts import fact_entries
from report_kit.flows.sentences import Sentences
from report_kit.indicators import indicator_rows
from report_kit.rules import Subject, coverage
from report_kit.show.sources import FigureRow, Sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_kit.flows.pipeline import Assembly
    from report_kit.show.facts import FactEntry

FILE = "数字来源表.xlsx"
"""What the workbook is called unless somebody says otherwise."""


def sources(assembly: Assembly) -> Sources:
    """The figures in reading order, once for each place; then the facts that the report does not show.

    A figure that only a table behind the signature shows stands where it does there.
    """
    entries = fact_entries(assembly)
    indicators = indicator_rows(assembly.report) if assembly.report is not None else ()
    if assembly.report is None or assembly.draft is None:
        return Sources(assembly.year, "", (), tuple(FigureRow(entry) for entry in entries), indicators)
    shown = tuple(_shown(assembly, {entry.id: entry for entry in entries}))
    seen = {row.fact.id for row in shown}
    rest = tuple(FigureRow(entry) for entry in entries if entry.id not in seen)
    counted = assembly.outcome.coverage or coverage(Subject(assembly.report, assembly.draft))
    return Sources(assembly.year, assembly.draft.title, shown, rest, indicators, counted)


def _shown(assembly: Assembly, entries: Mapping[str, FactEntry]) -> Iterator[FigureRow]:
    sentences = Sentences(assembly.draft)
    assert assembly.draft is not None
    for block, span, origin in assembly.draft.links():
        entry = entries.get(origin.fact)
        if entry is None or (_annexed(block.id) and not all(_annexed(place.block) for place in entry.shown)):
            continue
        sentence = sentences.at(block.id, span.start, span.end)
        start, end = span.start - sentence.offset, span.end - sentence.offset
        yield FigureRow(entry, sentence.headings, sentence.text, start, end)


def _annexed(block: str) -> bool:
    return block.startswith(f"{ANNEXES}.")
