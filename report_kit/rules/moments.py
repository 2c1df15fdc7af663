"""Rules on the time a sentence speaks of: the year of a day, and whether its figures are of the whole year."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from report_kit.diagnostics import Note, Severity, msg
from report_kit.facts.patterns import pattern
from report_kit.facts.values import Date, Period, Quantity
from report_kit.rules.judge import span_of
from report_kit.rules.rule import Finding, rule, text_rule
from report_kit.rules.subject import years_of
from report_kit.rules.words import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from report_kit.facts.model import Fact
    from report_kit.facts.scan import Found
    from report_kit.rules.subject import Subject
    from report_kit.rules.typed import TypedText

W = Severity.WARNING

_ANNUAL = "(?<![0-9])(?:19|20)[0-9]{2}年(?:度|全年)?[^，。；、\n0-9]{0,20}(?:总结|工作报告|年报|年度报告)"
_PART_OF_YEAR = "上半年|半年|季度|[0-9]月|一季|前三季|阶段性"
_TITLES = 3

_RECURS = "每年?|逢|历年|[节日]期间"
_RELATIVE = "今年|去年|上年|前年|当年|同年|次年|本年|翌年|明年|来年|年内"
_TO_COME = "计划|拟|将于|将在|力争|预计|打算|安排|届时|起施行|起实施|起执行|截止|之?前完成|前报送|为期限"
_FIXED_DAYS = frozenset(
    (
        *((1, 1), (3, 5), (3, 8), (3, 12), (3, 15), (4, 15), (5, 1), (5, 4), (5, 12), (5, 20), (6, 1), (6, 5)),
        *((6, 26), (7, 1), (8, 1), (9, 10), (9, 30), (10, 1), (10, 17), (11, 9), (12, 4), (12, 13)),
    )
)
"""Days that come every year: holidays, and those set aside for a cause."""
_SOME_DAYS = "[^，。；]{0,12}等[^，。；]{0,6}(?:日子|节日|节点|时点|时间)"
_UNTIL = "截[至止到]$"
_SENTENCES = 3


def is_annual(subject: Subject) -> bool:
    """Whether the document is the report on a year: its title says 总结, and of no part of a year."""
    draft = subject.draft
    heads = [draft.title, *(block.text for block in draft.blocks[:_TITLES])] if draft is not None else []
    return any(pattern(_ANNUAL).search(head[:200]) and not pattern(_PART_OF_YEAR).search(head[:200]) for head in heads)


@text_rule("D204", "yearless-date", W, audited=True)
def yearless_date(subject: Subject) -> Iterator[Finding]:
    """A day of what was done has its year: in the date itself, or told before in the same paragraph."""
    year = subject.report.year
    block, told, years = None, -1, deque[int]()
    for typed, found, value in subject.typed_dates:
        if typed.block is not block:
            block, years = typed.block, _years_told(typed)
            told = -1
        while years and years[0] < found.start:
            told = years.popleft()
        start = value.start if isinstance(value, Period) else value
        if start.year is not None or start.month is None or typed.in_title(found.start, found.end):
            continue
        until = pattern(_UNTIL).search(typed.block.text, max(0, found.start - 2), found.start) is not None
        if start.day is None and not (until and isinstance(value, Date)):
            continue
        if typed.chapter is not None and typed.chapter.year != year:
            continue
        if told >= _reach(typed, found) or _recurs(typed, found, start) or _is_to_come(typed, found):
            continue
        shown = typed.block.text[found.start : found.end]
        yield Finding(
            typed.location(found.start, found.end),
            msg("“{date}”没有写年份", date=shown),
            hint=msg("写成“{year}年{date}”", year=year, date=shown) if year else msg("写明是哪一年"),
        )


def _years_told(typed: TypedText) -> deque[int]:
    """Where a year is told in the paragraph: by a date that has one, or by 今年, 当年."""
    dates = [one.start for one in typed.found if isinstance(one.value, (Date, Period)) and years_of(one.value)]
    return deque(sorted((*dates, *(match.start() for match in pattern(_RELATIVE).finditer(typed.block.text)))))


def _reach(typed: TypedText, found: Found) -> int:
    """From where on a year told counts: in the paragraph; for 截至12月, which says of when the figures are, nearby."""
    if isinstance(found.value, Date) and found.value.day is None:
        first = found.start
        for _ in range(_SENTENCES):
            first = typed.nearby(first)[0] - 1 if first > 0 else 0
        return max(first, 0)
    return 0


def _recurs(typed: TypedText, found: Found, start: Date) -> bool:
    """Whether it is a day of every year: a holiday, one named beside 等特殊日子, one behind 每年."""
    first, _ = typed.nearby(found.start)
    return (
        (start.month, start.day) in _FIXED_DAYS
        or pattern(_RECURS).search(typed.block.text, first, found.start) is not None
        or pattern(_SOME_DAYS).match(typed.block.text, found.end) is not None
    )


def _is_to_come(typed: TypedText, found: Found) -> bool:
    start, end = typed.nearby(found.start)
    return pattern(_TO_COME).search(typed.block.text, start, max(end, found.end)) is not None and not (
        pattern(_UNTIL).search(typed.block.text, max(0, found.start - 2), found.start)
    )


_COMPARED = "(?:比|较|与|同|和|按照?|依据|据|从|由|自)[^，。；、]{0,8}$"
_WHOLE_YEAR = "全年|年末|年底"
_LAST_MONTHS = 12
_NEXT = 4
"""So many figures and dates behind a date are looked at."""


def _typed_stale(subject: Subject) -> Iterator[Finding]:
    """A sentence of an annual report gives figures of the year, not of its first months."""
    year = subject.report.year
    if not subject.foreign or not is_annual(subject) or _too_early(subject):
        return  # in our own reports the facts say what they are true for
    for typed in subject.typed:
        if typed.chapter is not None and typed.chapter.year != year:
            continue
        block = typed.block.text
        for index, found in enumerate(typed.found):
            value = found.value
            if not isinstance(value, (Date, Period)):
                continue
            start, end = typed.nearby(found.start)
            until = pattern(_UNTIL).search(block, max(0, found.start - 2), found.start) is not None
            if not _is_stale(value, year, until=until) or pattern(_WHOLE_YEAR).search(block, start, end):
                continue
            figures = typed.found[index + 1 : index + 1 + _NEXT]
            if pattern(_COMPARED).search(block, max(start, found.start - 12), found.start) or not any(
                one.start < end and isinstance(one.value, Quantity) for one in figures
            ):
                continue
            yield Finding(
                typed.location(found.start, found.end),
                msg("年度总结里写的是 {period} 的数，不是全年的", period=block[found.start : found.end]),
                hint=msg("换成全年的数；还没有全年数的，说明原因"),
            )


def _too_early(subject: Subject) -> bool:
    """Whether the report was written before the year was nearly over, when no later figures are to be had."""
    day = subject.report_day
    return day is not None and (day.year, day.month) < (subject.report.year, _LAST_MONTHS)


def _is_stale(value: Date | Period, year: int, *, until: bool) -> bool:
    """Whether it is 1—10月 of the year, or (behind 截至) a day of the year before December."""
    last = value.end if isinstance(value, Period) else value
    if last.year not in (None, year) or last.month is None or last.month >= _LAST_MONTHS:
        return False
    if isinstance(value, Date):
        return until
    return value.start.month == 1 and value.start.year in (None, year) and (last.day is None or until)


@rule("D206", "stale-as-of", W, text=_typed_stale, audited=True)
def stale_as_of(subject: Subject) -> Iterator[Finding]:
    """A figure for the year is of the whole of it, not of 1—10月, unless it is compared with the same months."""
    year = subject.report.year
    compared = {key for one in subject.judged("growth", "difference") for _, key in one.relation.operands}
    for fact in subject.results if not _too_early(subject) else ():
        if not isinstance(fact.value, Quantity) or not fact.shown or fact.key in compared:
            continue
        if subject.told_as_target(fact):
            continue
        if fact.period is None or not _is_stale(fact.period, year, until=False):
            continue
        yield Finding(
            fact.period_location or fact.location,
            msg(
                "{name} {value} 是 {period} 的数，不是全年的",
                name=fact.name,
                value=text(fact.value),
                period=text(fact.period),
            ),
            (fact.key,),
            hint=msg("换成全年的数；还没有全年数的，说明原因"),
        )


_OF_ONE_DAY = ("share", "mean")
_APART = 31


@rule("D210", "mixed-as-of", W)
def mixed_as_of(subject: Subject) -> Iterator[Finding]:
    """Numerator and denominator of a rate are of one day, or nearly, once both are known."""
    for verdict in subject.judged(*_OF_ONE_DAY):
        facts = [subject.fact(key) for _, key in verdict.relation.operands]
        if any(subject.report.pending(fact.key) for fact in facts):
            continue
        dated = [(days, fact) for fact in facts if (days := span_of(fact.as_of)) is not None]
        if len(dated) < 2:
            continue
        first, last = min(dated, key=_end), max(dated, key=_start)
        apart = (last[0][0] - first[0][1]).days
        if apart <= _APART:
            continue
        host, early, late = subject.fact(verdict.relation.host), first[1], last[1]
        yield Finding(
            host.location,
            msg(
                "{name}用的两个数相差{days}天：{one} 是 {first} 的，{other} 是 {last} 的",
                name=host.name,
                days=apart,
                one=early.name,
                first=text(early.as_of),
                other=late.name,
                last=text(late.as_of),
            ),
            (host.key, early.key, late.key),
            tuple(
                Note(msg("{name} 的时点", name=one.name), one.as_of_location or one.location) for one in (early, late)
            ),
            msg("换成同一时点的数；确实没有的，在正文里写明两个时点，在 report.yaml 的 allow 中写明理由"),
        )


def _start(dated: tuple[tuple[date, date], Fact]) -> date:
    return dated[0][0]


def _end(dated: tuple[tuple[date, date], Fact]) -> date:
    return dated[0][1]
