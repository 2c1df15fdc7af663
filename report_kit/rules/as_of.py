"""Rules on the day a figure is true for: it is told, it fits its base, its operands and the sentence."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, Note, Severity, msg
from report_kit.draft import FactOrigin
from report_kit.facts.patterns import pattern
from report_kit.facts.values import Date, Period, Quantity
from report_kit.rules import periods
from report_kit.rules.judge import span_of, within
from report_kit.rules.rule import Finding, rule, text_rule
from report_kit.rules.words import CORRECT_ONE, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from report_kit.diagnostics import Location
    from report_kit.draft import Span
    from report_kit.facts.model import Fact
    from report_kit.facts.scan import Found
    from report_kit.rules.subject import Subject
    from report_kit.rules.typed import TypedText

    Days = tuple[date, date]

E, W = Severity.ERROR, Severity.WARNING

_VAGUE = "截[至止到](?:目前|当前|现在)|到目前为止|迄今|(?<![面])目前|眼下|现阶段"
_VAGUE_WORDS = ("截", "目前", "迄今", "眼下", "现阶段")
"""One of them stands in each of ``_VAGUE``; looking for words is quicker."""

_CLAIMS = "截[至止到]|到目前为止|迄今"
_UNTIL = "截[至止到]"
_BEFORE = "上一?年|去年|同期"


@rule("D201", "baseline-mismatch", E)
def baseline_mismatch(subject: Subject) -> Iterator[Finding]:
    """A base fits: a day of an earlier year is the same day or that year's end, a period is as long as the other.

    Bases within the year (比6月底) are left alone.
    """
    for verdict in subject.judged("growth", "difference"):
        base, now = (verdict.relation.operand(role) for role in ("from", "to"))
        if base is None or now is None:
            continue
        reason = _unfit(subject.fact(base), subject.fact(now))
        if reason is not None:
            host = subject.fact(verdict.relation.host)
            yield _mismatch(host, subject.fact(base), subject.fact(now), reason, verdict.relation.location)
    for later, earlier, hole in subject.last_year.compared:
        then, fact = subject.fact(earlier), subject.fact(later)
        reason = _unfit(then, fact) or _unlike(then, fact)
        if reason is not None:
            yield _mismatch(fact, then, fact, reason, hole.location)


def _unfit(base: Fact, now: Fact) -> Message | None:
    """Why a figure cannot be compared with a base of its time; None if it can, or the times are not told."""
    if base.as_of and now.as_of:
        days_of = span_of(base.as_of), span_of(now.as_of)
        return None if _whole_years_apart(*days_of) else _unfit_days(*days_of)
    if base.period and now.period:
        return _unfit_periods(span_of(base.period), span_of(now.period))
    return None


def _unlike(base: Fact, now: Fact) -> Message | None:
    """Why a figure of a day cannot be compared with one of a time, where nobody has put them side by side by hand."""
    if (base.as_of and now.period) or (base.period and now.as_of):
        return msg("一个是某一天的数，一个是一段时间的数")
    return None


def _mismatch(host: Fact, base: Fact, now: Fact, reason: Message, use: Location) -> Finding:
    """Told at the time of the base; where that is written in last year's folder, at its ``use`` in this year's."""
    written = base.as_of_location or base.period_location or base.location
    own = base.year == host.year
    notes = [Note(msg("现期 {name}", name=now.name), now.as_of_location or now.location)]
    return Finding(
        written if own else use,
        msg(
            "{host}的基期 {name} 是 {base}，现期是 {now}：{reason}",
            host=host.name,
            name=base.name,
            reason=reason,
            base=text(base.as_of or base.period),
            now=text(now.as_of or now.period),
        ),
        tuple(dict.fromkeys((base.key, host.key, now.key) if own else (host.key, base.key, now.key))),
        tuple(notes if own else [Note(msg("基期 {name}", name=base.name), written), *notes]),
        msg("核对两个数的时点；同比用上年同日或同期，比上年底用上年12月31日"),
    )


def _whole_years_apart(base: Days | None, now: Days | None) -> bool:
    """Whether one, shifted by whole years, lies within the other: 2024年9月 and 2025年9月1日."""
    if base is None or now is None or base[1] >= now[0]:
        return False
    shifts = {later.year - earlier.year for earlier, later in zip(base, now, strict=True)}
    moved = [(_shifted(base[0], shift), _shifted(base[1], shift)) for shift in shifts]
    return any(within(one, now) or within(now, one) for one in moved)


def _shifted(day: date, years: int) -> date:
    """The same day of another year; the last of February where it is the 29th there."""
    year = day.year + years
    return day.replace(year=year, day=monthrange(year, day.month)[1] if _month_ends(day) else day.day)


def _unfit_days(base: Days | None, now: Days | None) -> Message | None:
    if base is None or now is None:
        return None
    start, end = base[1], now[1]
    if start >= end:
        return msg("基期不早于现期")
    same_day = (start.month, start.day) == (end.month, end.day)
    if start.year == end.year or same_day or (start.month, start.day) == (12, 31):
        return None
    if start.month == end.month and _month_ends(start) and _month_ends(end):
        return None
    return msg("既不是上年同日，也不是年底")


def _unfit_periods(base: Days | None, now: Days | None) -> Message | None:
    if base is None or now is None:
        return None
    if base[0] >= now[0]:
        return msg("基期不早于现期")
    return None if _months(base) == _months(now) else msg("两段时间不一样长")


def _month_ends(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _months(days: Days) -> int:
    return (days[1].year - days[0].year) * 12 + days[1].month - days[0].month + 1


@text_rule("D203", "vague-as-of", W, audited=True)
def vague_as_of(subject: Subject) -> Iterator[Finding]:
    """目前 before a figure says on which day; a date in the same sentence is enough.

    In a document of others it is the day of the document, where that is known, or one told before in the paragraph.
    """
    if subject.foreign and _says_its_day(subject):
        return
    for typed in subject.typed:
        vague = any(word in typed.block.text for word in _VAGUE_WORDS)
        for match in pattern(_VAGUE).finditer(typed.block.text) if vague else ():
            place = typed.location(*match.span())
            start, end = typed.sentence(match.start())
            if place is None or typed.is_name(*match.span()) or typed.in_title(*match.span()):
                continue
            if _dated_sentence(typed, 0 if subject.foreign else start, end):
                continue
            figure = _figure_after(subject, typed, match.end(), end)
            if figure is None and not pattern(_CLAIMS).match(match.group()):
                continue
            yield Finding(
                place,
                msg("“{words}”没有写明是哪一天", words=match.group()),
                hint=(
                    msg("改成“截至{hole}”，日期取自这个数据的 as_of", hole=f"{{{{ {figure}|as_of }}}}")
                    if figure
                    else msg("写明日期，如“截至2023年12月31日”")
                ),
            )


def _says_its_day(subject: Subject) -> bool:
    """Whether the day of a document is known: given with it, or told by itself."""
    when = subject.report.edition.date
    return when is not None and _has_month(when)


def _dated_sentence(typed: TypedText, start: int, end: int) -> bool:
    """Whether a day or month is told in this range."""
    return any(
        start <= found.start < end and isinstance(found.value, (Date, Period)) and _has_month(found.value)
        for found in typed.found
    )


def _has_month(when: Date | Period) -> bool:
    return (when.month if isinstance(when, Date) else when.end.month) is not None


def _figure_after(subject: Subject, typed: TypedText, start: int, end: int) -> str | None:
    """The name of the first fact with a figure in the rest of the sentence; empty for a figure that was typed."""
    for span in typed.links:
        if start <= span.start < end:
            key = subject.key_of(span)
            if key is not None and isinstance(subject.report.values.get(key), Quantity):
                return subject.fact(key).name
    found = (found for found in typed.found if start <= found.start < end and isinstance(found.value, Quantity))
    return "" if next(found, None) else None


_FOLLOWS = {"same_as": "of", "growth": "to", "difference": "to", "mean": "of", "share": "", "sum": ""}
"""Formulas whose result is true for the day of an operand: with this role, or (empty) of the latest of all."""


@rule("D211", "as-of-mismatch", E)
def as_of_mismatch(subject: Subject) -> Iterator[Finding]:
    """A figure that restates another, or is worked out from others, is of their day, where it says its own."""
    for verdict in subject.judged(*_FOLLOWS):
        fact = subject.fact(verdict.relation.host)
        role = _FOLLOWS[verdict.kind]
        stated = span_of(fact.as_of)
        operands = [subject.fact(key) for name, key in verdict.relation.operands if not role or name == role]
        told = [(days, one) for one in operands if (days := span_of(one.as_of)) is not None]
        if stated is None or not told or not subject.says_as_of(fact):
            continue
        days, latest = max(told, key=_end)
        if within(stated, days) or within(days, stated):
            continue
        place = latest.as_of_location or latest.location
        words = (
            msg("{name}的时点写为 {date}，而同一数据 {other} 的时点是 {day}", **_pair(fact, latest))
            if verdict.kind == "same_as"
            else msg("{name}的时点写为 {date}，而算出它的 {other} 的时点是 {day}", **_pair(fact, latest))
        )
        yield Finding(
            fact.as_of_location or fact.location,
            words,
            (fact.key, latest.key),
            (Note(msg("{name} 的时点", name=latest.name), place),),
            CORRECT_ONE,
        )
    yield from periods.mismatched(subject)
    yield from periods.of_another_target(subject)


def _end(told: tuple[Days, Fact]) -> date:
    return told[0][1]


def _pair(fact: Fact, other: Fact) -> dict[str, str]:
    return {"name": fact.name, "date": text(fact.as_of), "other": other.name, "day": text(other.as_of)}


@text_rule("D212", "as-of-contradicts-text", E)
def as_of_contradicts_text(subject: Subject) -> Iterator[Finding]:
    """A figure that the sentence puts at a day (截至…) is of that day, where the fact says its own.

    A base beside it (上年为…) is of its own; of what is taken from last year's folder D213 tells.
    """
    for typed in subject.typed:
        for until in pattern(_UNTIL).finditer(typed.block.text):
            start, end = typed.sentence(until.end())
            dates = [one for one in typed.found if start <= one.start < end and isinstance(one.value, (Date, Period))]
            named = next((one for one in dates if one.start == until.end()), None)
            days = span_of(named.value) if named is not None else None
            late = days is not None and subject.report_day is not None and days[0] > subject.report_day
            if named is None or days is None or late:
                continue  # what lies after the report, D102 tells
            end = min((one.start for one in dates if one.start > named.start), default=end)
            shown = [span for span in typed.links if named.end <= span.start < end]
            told = (subject.key_of(span) for span in shown if not _formerly(subject, typed, named, span))
            figures = [key for key in told if key and isinstance(subject.report.values.get(key), Quantity)]
            others = [subject.fact(key) for key in figures if _of_another_day(subject.fact(key), days)]
            source = _source(subject, typed, named)
            if source is not None and any(_outvoted(subject, source, other) for other in others):
                yield _wrong_source(source, next(one for one in others if _outvoted(subject, source, one)))
                continue
            for fact in others:
                if subject.says_as_of(fact):
                    yield _other_day(subject, typed, named, fact)


def _formerly(subject: Subject, typed: TypedText, named: Found, span: Span) -> bool:
    """Whether a figure behind a day is told of last year: of its folder, or a base that the words say is."""
    key = subject.key_of(span)
    said = pattern(_BEFORE).search(typed.block.text, named.end, span.start) is not None
    return key is not None and (key[0] < subject.report.year or (key in subject.bases and said))


def _of_another_day(fact: Fact, days: Days) -> bool:
    own = span_of(fact.as_of)
    return own is not None and not within(own, days) and not within(days, own)


def _source(subject: Subject, typed: TypedText, named: Found) -> Fact | None:
    """The fact whose day a hole (``|as_of``) puts into the sentence, where it says that day itself."""
    for span in typed.links:
        if span.start <= named.start and named.end <= span.end:
            key = subject.key_of(span)
            fact = subject.fact(key) if key else None
            shown = typed.block.text[span.start : span.end]
            if fact is not None and shown == text(fact.as_of) and subject.says_as_of(fact):
                return fact
    return None


def _outvoted(subject: Subject, source: Fact, other: Fact) -> bool:
    """Whether more facts of the file are of the other's day: then the one that gives the date is wrong."""
    return _votes(subject, other) > _votes(subject, source)


def _votes(subject: Subject, fact: Fact) -> int:
    days = span_of(fact.as_of)
    chapter = fact.id.partition(".")[0]
    return sum(
        days is not None and one.as_of is not None and not _of_another_day(one, days)
        for one in subject.printed
        if one.year == fact.year and one.id.partition(".")[0] == chapter
    )


def _wrong_source(source: Fact, other: Fact) -> Finding:
    return Finding(
        source.as_of_location or source.location,
        msg("{name}的时点写为 {date}，而同一句里 {other} 的时点是 {day}", **_pair(source, other)),
        (source.key, other.key),
        (Note(msg("{name} 的时点", name=other.name), other.as_of_location or other.location),),
        _SAME_DAY,
    )


_SAME_DAY = msg("核对是哪一天的数；两个数不同天的，分成两句，各写各的日期")


def _other_day(subject: Subject, typed: TypedText, named: Found, fact: Fact) -> Finding:
    return Finding(
        fact.as_of_location or fact.location,
        msg(
            "正文写“截至{shown}”，而{name} {value} 的时点是 {date}",
            shown=typed.block.text[named.start : named.end],
            name=fact.name,
            value=text(subject.report.values.get(fact.key)),
            date=text(fact.as_of),
        ),
        (fact.key,),
        tuple(_sources(subject, typed, named)),
        _SAME_DAY,
    )


def _sources(subject: Subject, typed: TypedText, named: Found) -> Iterator[Note]:
    """Where the date in the sentence comes from: what was typed, or the hole and the fact it shows."""
    place = typed.location(named.start, named.end)
    if place is not None:
        yield Note(msg("正文在这里"), place)
    for span in typed.links:
        if span.start < named.end and named.start < span.end and isinstance(span.origin, FactOrigin):
            yield Note(msg("正文在这里"), span.origin.hole)
            key = subject.key_of(span)
            if key is not None:
                yield Note(msg("日期取自 {name}", name=subject.fact(key).name), subject.fact(key).location)
