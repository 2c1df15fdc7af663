"""Which figures departments are asked for, each with the sentence it stands in and a blank in its place."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from report_kit.confirm import Asked, read_filled, request_workbook, unit_asked
from report_kit.draft import FactOrigin
from report_kit.facts.values import Date, Ordinal, Pending, Period, Quantity, Recurring, Unread, printed
from report_kit.flows.sentences import SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from report_kit.draft import Block, Span
    from report_kit.facts.model import Fact, FactKey
    from report_kit.flows.pipeline import Assembly
    from report_kit.report import Report

FILE = "核数表.xlsx"
"""What the workbook is called unless somebody says otherwise."""

_FIGURES = (Quantity, Ordinal, Date, Period, Recurring, Pending)
_BLANK = "＿＿＿"


def request(assembly: Assembly, *, show: bool = False) -> bytes:
    """The workbook that asks departments for the figures of a report; ``show``: what it says now stands beside.

    The same report gives the same bytes. Without figures to ask for the workbook explains itself and no more.
    """
    report, draft = assembly.report, assembly.draft
    title = draft.title if draft is not None else f"{report.edition.unit if report else ''}{assembly.year}年"
    return request_workbook(assembly.year, title, asked_figures(assembly, show=show), show=show)


def is_blank(data: bytes, report: Report) -> bool:
    """Whether a file is such a workbook and nothing was entered in it, so that nothing is lost with it."""
    read = read_filled(FILE, data, report, frozenset())
    return read.readable and not read.filled and not read.diagnostics


def asked_figures(assembly: Assembly, *, show: bool = False) -> tuple[Asked, ...]:
    """The figures to be confirmed, in the order of the files: those of the year, then those of the plans printed.

    A figure is asked for if it is written in the data, not worked out or said again after another one, and the report
    shows it, marks it as an indicator, or reckons with it. What is pending is asked for as well.
    """
    report = assembly.report
    if report is None:
        return ()
    labels = {report.label(key): key for key in report.facts}
    places = _places(assembly, report, labels)
    keys = tuple(_asked(report, places))
    hidden = {} if show else {report.label(key): key for key in (*keys, *_said_again(report, keys))}
    sent = _sent(report)
    return tuple(_row(report, report.facts[key], places.get(key, ()), hidden, sent) for key in keys)


def _sent(report: Report) -> Mapping[str, str]:
    """Last year's figures as they were sent, by id."""
    last = report.years.get(report.year - 1)
    return {one.id: one.text for one in last.published.figures} if last is not None and last.published else {}


def _said_again(report: Report, keys: Iterable[FactKey]) -> Iterator[FactKey]:
    """The facts that say again what one of these says, and so would give it away."""
    asked = frozenset(keys)
    for relation in report.relations:
        if relation.kind == "same_as" and any(key in asked for _, key in relation.operands):
            yield relation.host


def _asked(report: Report, places: Mapping[FactKey, object]) -> Iterator[FactKey]:
    used = {key for relation in report.relations for _, key in relation.operands}
    issued = report.edition.issued
    printed_years = {report.year, *(chapter.year for chapter in report.chapters)}
    for key in sorted(report.facts, key=lambda key: key[0]):  # stable: each file in its own order
        fact, value = report.facts[key], report.facts[key].value
        restated = fact.formula is not None and fact.formula.kind == "same_as"
        if key[0] not in printed_years or restated or isinstance(value, Unread) or not isinstance(value, _FIGURES):
            continue
        wanted = key in places or fact.indicator or (key in used and key[0] == report.year)
        if wanted and (issued is None or key != issued.key):
            yield key


def _places(
    assembly: Assembly, report: Report, labels: Mapping[str, FactKey]
) -> Mapping[FactKey, list[tuple[Block, Span]]]:
    """Where each figure is shown; a place that shows only the day it is true for is none."""
    found: dict[FactKey, list[tuple[Block, Span]]] = defaultdict(list)
    for block, span, origin in assembly.draft.links() if assembly.draft else ():
        key = labels.get(origin.fact)
        if key is not None and not _only_day(report, key, block.text[span.start : span.end]):
            found[key].append((block, span))
    return found


def _only_day(report: Report, key: FactKey, shown: str) -> bool:
    fact = report.facts[key]
    days = [printed(when) for when in (fact.as_of, fact.period) if when is not None]
    return shown in days and shown != printed(report.values.get(key))


def _row(
    report: Report,
    fact: Fact,
    shown: Sequence[tuple[Block, Span]],
    hidden: Mapping[str, FactKey],
    sent: Mapping[str, str],
) -> Asked:
    value = report.values.get(fact.key, fact.value)
    when = fact.as_of or fact.period
    earlier = report.earlier.get(fact.key)
    before = report.values.get(earlier) if earlier is not None else None
    last_year = printed(before) if before is not None and not isinstance(before, Pending) else ""
    return Asked(
        report.label(fact.key),
        fact.owner,
        fact.what,
        when.chinese if when is not None else "",
        unit_asked(fact, value),
        sent.get(earlier[1], last_year) if earlier is not None else "",
        _sentence(report, *shown[0], hidden) if shown else "",
        printed(value),
    )


def _sentence(report: Report, block: Block, asked: Span, hidden: Mapping[str, FactKey]) -> str:
    """The sentence around a figure; figures that are asked for are blanks, the one of this row in brackets."""
    text = block.text
    start = max((match.end() for match in SENTENCE_END.finditer(text, 0, asked.start)), default=0)
    match = SENTENCE_END.search(text, asked.end)
    end = match.end() if match is not None else len(text)
    pieces, at = [], start
    for span in block.spans:
        key = hidden.get(span.origin.fact) if isinstance(span.origin, FactOrigin) else None
        if key is not None and start <= span.start and span.end <= end and span.start >= at:
            blank = _blank(report, key, text[span.start : span.end])
            if blank is not None:
                pieces += [text[at : span.start], f"【{_BLANK}】{blank}" if span == asked else f"{_BLANK}{blank}"]
                at = span.end
    return "".join([*pieces, text[at:end]]).strip()


def _blank(report: Report, key: FactKey, shown: str) -> str | None:
    """What stays of a figure that is blanked out: its unit. None where only a day is shown."""
    if _only_day(report, key, shown):
        return None
    value = report.values.get(key)
    unit = value.scale + value.unit if isinstance(value, Quantity) else ""
    return unit if shown.endswith(unit) else ""
