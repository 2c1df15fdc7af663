"""Rules on dates: they exist, lie before the report, come in order and last as long as they are said to."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from report_kit.diagnostics import Location, Message, Note, Severity, msg
from report_kit.facts import numerals
from report_kit.facts.dates import first_day, valid, years
from report_kit.facts.patterns import pattern
from report_kit.facts.values import Date, Period, Quantity, Recurring
from report_kit.rules.editions import miscounted_editions
from report_kit.rules.judge import State, impossible, reversed_period
from report_kit.rules.rule import Finding, rule
from report_kit.rules.subject import works
from report_kit.rules.words import CORRECT_ONE, dated, note, right_value, text, worth

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from datetime import date

    from report_kit.facts.model import Fact
    from report_kit.facts.scan import Found
    from report_kit.rules.subject import Subject, Written
    from report_kit.rules.typed import TypedText

E = Severity.ERROR

_NO_LEAP_YEAR_KNOWN = 2000
_UNTIL = r"(?<![期限])(?<!提交)(?<!报名)(?<!申报)(?<!征集)(?<!受理)(?<!缴费)(?<!期日)截[至止]\s*$"
"""截至 a day on which something was counted; 有效期截至, 报名截至 name a day to come."""
_AHEAD = "预计|预期|力争|争取|计划|拟|将|确保|目标|可望|有望"
"""Words that say that something is still to come."""
_LASTING = (
    r"(?<![0-9〇○零第一二三四五六七八九十])(?P<length>[一二三四五六七八九十]{1,3}|[0-9]{1,2})年(?!级)"
    r"(?P<name>[^，。；、（(\n]{0,16})[（(]$"
)


def _typed_invalid(subject: Subject) -> Iterator[Finding]:
    """A date typed in a sentence is in the calendar."""
    for typed, found, value in subject.typed_dates:
        if impossible(value) and not (isinstance(value, Period) and reversed_period(value)):
            shown = typed.block.text[found.start : found.end]
            yield _invalid(value, shown, typed.location(found.start, found.end))


@rule("D101", "invalid-date", E, text=_typed_invalid, audited=True)
def invalid_date(subject: Subject) -> Iterator[Finding]:
    """Every date is in the calendar: of facts, of the report itself, of plans."""
    for written in subject.dates:
        if impossible(written.when) and not (isinstance(written.when, Period) and reversed_period(written.when)):
            found = _invalid(written.when, text(written.when), written.location)
            yield Finding(found.location, found.message, tuple(fact.key for fact in written.facts), hint=found.hint)
    edition = subject.report.edition
    printed = edition.formalities
    own = ((edition.date, edition.date_location), (printed.printed_on, printed.printed_on_location))
    for when, place in own:
        if when is not None and not valid(when):
            yield _invalid(when, text(when), place or edition.location)
    for chapter in subject.report.chapters:
        for item in chapter.file.items if chapter.file else ():
            for work in works(item):
                if work.due is not None and not valid(work.due):
                    yield _invalid(work.due, text(work.due), work.location)


def _invalid(when: Date | Period | Recurring, shown: str, place: Location | None) -> Finding:
    return Finding(
        place,
        msg("“{date}”不是日历上的日期：{reason}", date=shown, reason=_reason(when)),
        hint=msg("对照原件改正"),
    )


def _reason(when: Date | Period | Recurring) -> Message:
    """Why the calendar does not have it."""
    if isinstance(when, Period):
        return _reason(when.end if valid(when.start) else when.start)
    year = when.year if isinstance(when, Date) else None
    if year == 0:
        return msg("没有{year}年", year="0000")
    if when.month is None:
        return msg("一个月最多31天")
    if not 1 <= when.month <= 12:
        return msg("没有{month}月", month=when.month)
    if not when.day:
        return msg("没有0日")
    days = monthrange(year or _NO_LEAP_YEAR_KNOWN, when.month)[1]
    if year is None:
        return msg("{month}月最多{days}天", month=when.month, days=days)
    return msg("{year}年{month}月只有{days}天", year=year, month=when.month, days=days)


def _typed_after(subject: Subject) -> Iterator[Finding]:
    """What is typed as 截至 a day does not lie after the report; plans are of the future."""
    report_day = subject.report_day
    if report_day is None:
        return
    for typed, found, value in subject.typed_dates:
        if typed.chapter is None or typed.chapter.year != subject.report.year:
            continue
        if until_after(typed, found, value, report_day):
            shown = typed.block.text[found.start : found.end]
            yield Finding(
                typed.location(found.start, found.end),
                msg("截至的日期 {date} 在成文日期 {report} 之后", date=shown, report=_report_date(subject)),
                hint=_CHECK_BOTH,
            )


def until_after(typed: TypedText, found: Found, value: Date | Period, report_day: date | None) -> bool:
    """Whether 截至 stands before a date that lies after the report."""
    day = first_day(value) if isinstance(value, Date) else None
    after = day is not None and report_day is not None and day > report_day
    text = typed.block.text
    if not after or pattern(_UNTIL).search(text, max(0, found.start - 24), found.start) is None:
        return False
    return pattern(_AHEAD).search(text, max(0, found.start - 10), found.end + 24) is None


@rule("D102", "fact-after-report-date", E, text=_typed_after, audited=True)
def fact_after_report_date(subject: Subject) -> Iterator[Finding]:
    """What was done lies before the date of the report; plans and targets are of the future."""
    late = list(_late(subject))
    edition = subject.report.edition
    own = edition.date_location or edition.location
    if len(late) > _MANY:
        yield Finding(
            own,
            msg("成文日期 {report} 比 {count} 处数据的日期还早", report=_report_date(subject), count=len(late)),
            (),  # the report's own date is to blame
            tuple(
                Note(msg("{what} {date}", what=dated(facts, one.role), date=text(one.when)), one.location)
                for one, facts in late[:_MANY]
            ),
            msg("核对 date"),
        )
        return
    for one, facts in late:
        yield Finding(
            one.location,
            msg(
                "{what} {date} 在成文日期 {report} 之后",
                what=dated(facts, one.role),
                date=text(one.when),
                report=_report_date(subject),
            ),
            tuple(fact.key for fact in facts),
            (Note(msg("成文日期"), own),),
            _CHECK_BOTH,
        )


_MANY = 3
"""More dates than this after the report's: then it is the report's that is wrong, and that is told once."""


def _late(subject: Subject) -> Iterator[tuple[Written, list[Fact]]]:
    """The dates of what was done that lie after the report, and the facts they belong to.

    The date of the report stated again is that date or another (N130), nothing that was done after it.
    """
    report_day = subject.report_day
    for written in subject.dates:
        day = first_day(written.when) if isinstance(written.when, Date) else None
        if report_day is None or day is None or day <= report_day:
            continue
        facts = [
            fact
            for fact in written.facts
            if fact.year == subject.report.year
            and not (written.role == "value" and (subject.told_as_target(fact) or fact.key in subject.restated))
        ]
        if facts:
            yield written, facts


_CHECK_BOTH = msg("核对这个日期，再核对 report.yaml 的成文日期（date）")


def _report_date(subject: Subject) -> str:
    return text(subject.report.edition.date)


def _typed_order(subject: Subject) -> Iterator[Finding]:
    """A period typed in a sentence ends after it begins."""
    for typed, found, value in subject.typed_dates:
        if (
            isinstance(value, Period)
            and valid(value.start)
            and valid(value.end)
            and reversed_period(value)
            and (value.start.year or 0) <= _LAST_YEAR
        ):
            shown = typed.block.text[found.start : found.end]
            yield _backwards(shown, typed.location(found.start, found.end))


@rule("D103", "date-order", E, kinds=("before", "after"), text=_typed_order, audited=True)
def date_order(subject: Subject) -> Iterator[Finding]:
    """A period ends after it begins; what is said to be before or after something is."""
    for written in subject.dates:
        when = written.when
        if isinstance(when, Period) and valid(when.start) and valid(when.end) and reversed_period(when):
            found = _backwards(text(when), written.location)
            yield Finding(found.location, found.message, tuple(fact.key for fact in written.facts), hint=found.hint)
    for verdict in subject.judged("before", "after"):
        if verdict.state is State.FAILS:
            host, other = verdict.relation.host, verdict.relation.operands[0][1]
            fields = {
                "name": subject.fact(host).name,
                "date": worth(subject, host),
                "other": subject.fact(other).name,
                "limit": worth(subject, other),
            }
            words = (
                msg("{name} {date} 应当在 {other} {limit} 之前", **fields)
                if verdict.kind == "before"
                else msg("{name} {date} 应当在 {other} {limit} 之后", **fields)
            )
            place = subject.fact(host).location
            yield Finding(place, words, (host, other), (note(subject, other, msg("相比的是")),), CORRECT_ONE)


def _backwards(shown: str, place: Location | None) -> Finding:
    return Finding(place, msg("“{period}”起在后，止在前", period=shown), hint=msg("对照原件，改正起止时间"))


def _typed_length(subject: Subject) -> Iterator[Finding]:
    """三年行动（2023—2025年）: the number of years before the bracket is that of the period in it."""
    for typed, found, value in subject.typed_dates:
        said = pattern(_LASTING).search(typed.block.text, max(0, found.start - 30), found.start)
        count = years(value) if isinstance(value, Period) and not impossible(value) else None
        number = _number(said["length"]) if said else None
        if said and count is not None and number is not None and number != count and not _elapsed(said, number, count):
            yield Finding(
                typed.location(said.start(), found.end),
                msg(
                    "写的是{length}年，而 {period} 首尾共{count}年",
                    length=said["length"],
                    period=typed.block.text[found.start : found.end],
                    count=count,
                ),
                hint=msg("首尾两年都算在内；对照原件改正其中之一"),
            )


_LAST_YEAR = 2200
"""Beyond it the years are those before now: 距今约9000—8000年."""

_MOST_COUNTED = 10
_COUNTED = "连续|计划|规划|行动|方案|工程|任务|攻坚|改革|任期|届"


def _elapsed(said: re.Match[str], number: int, count: int) -> bool:
    """Whether the years are those gone by from the first to the last: 近50年（1970—2020年）, not 三年行动, 连续五年."""
    around = said.string[max(0, said.start() - 6) : said.end()]
    return number >= _MOST_COUNTED and number + 1 == count and not pattern(_COUNTED).search(around)


def _typed_counts(subject: Subject) -> Iterator[Finding]:
    """Years, editions and anniversaries said in sentences are those that their dates make."""
    yield from _typed_length(subject)
    yield from miscounted_editions(subject)


@rule("D104", "duration-mismatch", E, kinds=("length",), text=_typed_counts, audited=True)
def duration_mismatch(subject: Subject) -> Iterator[Finding]:
    """A stated duration is that of its period, both ends included."""
    for verdict in subject.judged("length"):
        if verdict.state is State.FAILS and verdict.computed is not None:
            host, lasting = verdict.relation.host, verdict.relation.operands[0][1]
            value = subject.report.values[host]
            assert isinstance(value, Quantity)
            yield Finding(
                subject.fact(host).location,
                msg(
                    "{name}写为 {stated}，按 {period} 首尾都算，{right}",
                    name=subject.fact(host).name,
                    stated=str(value),
                    period=worth(subject, lasting),
                    right=right_value(verdict.computed, value),
                ),
                (host, lasting),
                (note(subject, lasting, msg("时段")),),
                CORRECT_ONE,
            )


def _number(digits: str) -> int | None:
    return int(digits) if digits.isascii() else numerals.chinese(digits)
