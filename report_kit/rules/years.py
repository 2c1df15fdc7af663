"""Rules on years: results are of the report's year, plans of the next, and no year survives from an older report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Note, Severity, msg
from report_kit.facts.dates import first_day, last_day
from report_kit.facts.patterns import pattern
from report_kit.facts.values import Date, Period
from report_kit.rules import periods
from report_kit.rules.dates import until_after
from report_kit.rules.judge import impossible
from report_kit.rules.printed import printed
from report_kit.rules.read_years import praised_elsewhere, results_elsewhere, unpaired_titles
from report_kit.rules.rule import Finding, rule, text_rule
from report_kit.rules.subject import works, years_of
from report_kit.rules.words import dated, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_kit.diagnostics import Location, Message
    from report_kit.facts.model import Fact, FactKey, Prose
    from report_kit.facts.scan import Found
    from report_kit.report import ReportChapter
    from report_kit.rules.subject import Subject, Written
    from report_kit.rules.typed import TypedText

E, W = Severity.ERROR, Severity.WARNING

DATE = "date"
"""The block that shows the date of the report."""

_SINCE = "以来|起|开始|至今|版|修订|修正|印发|出台|制定|颁布|发布|施行|实施"
"""What after a year says that something only began then, or that a document is of then."""
_FROM = "(?:自|从|始于)$"

_EVENTS = (
    "(?:启动|成立|建成|建立|设立|召开|举办|举行|获批|获评|获|被评为|被认定为|被授予|入选|印发|出台|开工|竣工|投用"
    "|投入使用|创建|开通|组建|挂牌)"
)
_OF_AN_EVENT = f"[^，。；！？\n]{{0,12}}?{_EVENTS}的|(?:[春秋]季)?学[期年]|[春秋]季(?:学期|开学|招生)"
"""What after a date says that it is only part of a name of something: 2021年启动的改革, 2024年秋季学期."""
_BY = "(?:到|至|力争|确保|预计|计划)$"

_DECLARE = msg("作比较的基期，用 growth 或 difference 的 from 指明；确属另一年的，写上 period")


def _typed_outside(subject: Subject) -> Iterator[Finding]:
    """A year typed into the results is that of the report, or one that a fact beside it declares."""
    if subject.foreign:
        yield from results_elsewhere(subject, _foreign_years(subject))
        return
    for typed, found, value in _foreign_years(subject):
        last_year_praised = subject.highlights(typed.chapter) and years_of(value) == (subject.report.year - 1,)
        if not last_year_praised:
            yield Finding(
                typed.location(found.start, found.end),
                msg("写的是 {date}，不在{year}年之内", date=_shown(typed, found), year=subject.report.year),
                hint=(
                    msg("核对年份；确指下一年的，写成 {hole}年", hole="{{ next_year }}")
                    if years_of(value) == (subject.report.year + 1,)
                    else msg("核对年份；确要写别的年份的，在本项 facts 中写成数据并注明 period，正文写它的名称")
                ),
                severity=E if _dates_a_figure(typed, found) else W,
            )


def _dates_a_figure(typed: TypedText, found: Found) -> bool:
    """Whether a date surely dates a result: a figure follows it in the sentence, and it is not that of an event."""
    block = typed.block.text
    if pattern(_EVENTS).match(block, found.end):
        return False
    _, end = typed.sentence(found.start)
    return typed.figure_in(found.end, min(end, found.end + _FAR))


_FAR = 300
"""A figure this many characters behind a date is not dated by it."""


@rule("D110", "year-outside-report", E, text=_typed_outside, audited=True)
def year_outside_report(subject: Subject) -> Iterator[Finding]:
    """Results are dated in the report's year, or in that of a declared base; a fact with a period says so itself."""
    year = subject.report.year
    blamed: set[FactKey] = set()
    for written in subject.dates:
        facts = [fact for fact in written.facts if fact.year == year and _outside(subject, fact, written)]
        base = _wrong_base(subject, facts[0], written) if facts else None
        if base is not None and base.key not in blamed:
            blamed.add(base.key)
            yield _base_of_another_year(base, facts[0], written)
        elif base is None and facts:
            yield Finding(
                written.location,
                msg(
                    "{what}是 {date}，不在{year}年之内",
                    what=dated(facts, written.role),
                    date=text(written.when),
                    year=year,
                ),
                tuple(fact.key for fact in facts),
                tuple(_bases_beside(subject, facts[0])) if written.role == "value" else (),
                _DECLARE,
            )
    yield from periods.after_the_year(subject)
    yield from periods.of_another_year(subject)
    edition = subject.report.edition
    if edition.date is not None and edition.date.year not in (year, year + 1, None):
        yield Finding(
            edition.date_location or edition.location,
            msg("{year}年的报告，成文日期却是 {date}", year=year, date=text(edition.date)),
            hint=msg("成文日期在当年或下一年；核对 date"),
        )


def _bases(subject: Subject, fact: Fact) -> Iterator[Fact]:
    """The bases declared in the same item that say their day."""
    owner = fact.id.rpartition(".")[0]
    yield from subject.dated_bases.get((fact.year, owner), ())


def _bases_beside(subject: Subject, fact: Fact) -> Iterator[Note]:
    """The bases beside a date: the slip may be theirs."""
    for base in _bases(subject, fact):
        words = msg("基期 {name} 的时点 {date}", name=base.name, date=text(base.as_of))
        yield Note(words, base.as_of_location or base.location)


def _wrong_base(subject: Subject, fact: Fact, written: Written) -> Fact | None:
    """The base to blame for a date of last year beside it: its own day is of a year that nothing else names."""
    if written.role != "value" or not isinstance(written.when, (Date, Period)):
        return None
    before = (subject.report.year - 1,)
    if years_of(written.when) != before:
        return None
    others = (base for base in _bases(subject, fact) if subject.says_as_of(base) and years_of(base.as_of) != before)
    return next(others, None)


def _base_of_another_year(base: Fact, fact: Fact, written: Written) -> Finding:
    return Finding(
        base.as_of_location or base.location,
        msg(
            "基期 {name} 的时点是 {date}，而{other}是 {day}",
            name=base.name,
            date=text(base.as_of),
            other=fact.name,
            day=text(written.when),
        ),
        (base.key, fact.key),
        (Note(msg("{name} 写在这里", name=fact.name), written.location),),
        msg("核对基期是哪一年的；改正其中之一"),
    )


def _outside(subject: Subject, fact: Fact, written: Written) -> bool:
    """Whether a date of a result lies in a year that nothing declares.

    What lies after the report is D102's matter, the date of the report stated again that of N130.
    """
    year, when = subject.report.year, written.when
    if written.role == "period" or fact.period is not None or not isinstance(when, (Date, Period)) or impossible(when):
        return False
    told = years_of(when)
    if not told or min(told) <= year <= max(told) or subject.formulas_lost(fact):
        return False
    if written.role == "value":
        if fact.key in subject.restated:
            return False
        if subject.base_years.issuperset(told) or subject.told_as_target(fact):
            return False
    elif subject.report.pending(fact.key):
        return False  # of which day it will be is seen when it is known
    elif fact.key in subject.bases or (isinstance(fact.value, (Date, Period)) and years_of(fact.value) == told):
        return False
    return not (isinstance(when, Date) and min(told) > year and subject.report_day and first_day(when))


def _typed_plan_years(subject: Subject) -> Iterator[Finding]:
    """In a document of others the years of title, notice and chapter titles fit one another."""
    if subject.foreign:
        yield from unpaired_titles(subject)
        for chapter in subject.report.chapters if subject.report.year else ():
            yield from _wrong_years(subject, chapter.title, ())


@rule("D111", "plan-year-mismatch", E, text=_typed_plan_years, audited=True)
def plan_year_mismatch(subject: Subject) -> Iterable[Finding]:
    """Title, opening and chapter titles speak of the report's year for what was done and of the next for plans."""
    return _plan_years(subject)


def _plan_years(subject: Subject) -> Iterator[Finding]:
    report = subject.report
    edition, year = report.edition, report.year
    for prose in (edition.opening, edition.closing):
        if prose is not None:
            yield from _wrong_years(subject, prose, ())
    yield from _wrong_years(subject, edition.title, (year, year + 1))
    for chapter in report.chapters:
        yield from _wrong_years(subject, chapter.title, (chapter.year,), sure=chapter.year != year)
        for item in chapter.file.items if chapter.file else ():
            for work in works(item):
                end = last_day(work.due) if work.due is not None else None
                if work.due is not None and end is not None and end.year < chapter.year:
                    yield Finding(
                        work.location,
                        msg("{year}年的工作，期限却是 {date}", year=chapter.year, date=text(work.due)),
                        hint=msg("核对 due 的年份"),
                    )


_YEAR = "(?<![0-9—–-])((?:19|20|21)[0-9]{2})年(?![0-9一二三四五六七八九十]{1,3}月)"
_PHRASE = "[^，。；：、和与及（）《》“”]*"
_DONE = "总结|情况|回顾|成效|开展"
_PLANNED = "计划|打算|安排|谋划|思路"
_OWN_DONE = "工作[^，。；]{0,8}(?:总结|情况|回顾)"
_OWN_PLANNED = "工作[^，。；]{0,8}(?:计划|打算|安排|谋划|思路)"
"""In sentences only our own work counts: 2023年专项整治成效 may be of any year."""
_QUOTED = "《[^《》]*》"
_NOTICE = "工作(?:总结|计划|打算)[^《》]*通知"
_PAIRED = "年[^，。；]{0,12}(?:总结|情况|回顾)[^，。；]{0,4}[和与及、]$"


def _wrong_years(subject: Subject, prose: Prose, usual: tuple[int, ...], *, sure: bool = False) -> Iterator[Finding]:
    """Years that do not fit the words after them; ``usual`` are right without such words, or (``sure``) in any case.

    Where nothing is usual (in sentences), a plan alone may be that of the report's year, which was carried out.
    """
    year = subject.report.year
    line = printed(subject.report, prose)
    done, planned = (_DONE, _PLANNED) if usual else (_OWN_DONE, _OWN_PLANNED)
    quoted = [one.span() for one in pattern(_QUOTED).finditer(line.text) if not pattern(_NOTICE).search(one.group())]
    for match in pattern(_YEAR).finditer(line.text):
        if any(start < match.start() < end for start, end in quoted) or pattern(_FROM).search(
            line.text, max(0, match.start() - 8), match.start()
        ):
            continue
        phrase = pattern(_PHRASE).match(line.text, match.end())
        words = phrase.group() if phrase else ""
        if "以来" in words:
            continue
        if sure:
            right: tuple[int, ...] = usual
        elif pattern(done).search(words):
            right = (year,)
        elif pattern(planned).search(words):
            right = (
                (year + 1,)
                if usual or pattern(_PAIRED).search(line.text, max(0, match.start() - 32), match.start())
                else (year, year + 1)
            )
        else:
            right = usual
        if right and int(match[1]) not in right:
            yield Finding(
                line.location(match.start(), match.end()),
                msg("“{words}”的年份应为{year}年", words=match.group() + words[:16], year=right[-1]),
                hint=msg("写成 {hole}年", hole="{{ year }}" if right[-1] == year else "{{ next_year }}"),
            )


def _typed_praise(subject: Subject) -> Iterator[Finding]:
    """Last year's date typed into the highlights."""
    dated = _foreign_years(subject)
    for typed, found, value in praised_elsewhere(dated, subject.report.year) if subject.foreign else dated:
        if subject.highlights(typed.chapter) and years_of(value) == (subject.report.year - 1,):
            yield Finding(
                typed.location(found.start, found.end),
                msg("{year}年的亮点里写了 {date} 的事", year=subject.report.year, date=_shown(typed, found)),
                hint=_WHEN_PRAISED if subject.foreign else _WHEN_AWARDED,
            )


@rule("D205", "prior-year-achievement", W, text=_typed_praise, audited=True)
def prior_year_achievement(subject: Subject) -> Iterator[Finding]:
    """A highlight is of the report's year; one restated from another (same_as) is reported there only."""
    year = subject.report.year
    copies = {
        relation.host
        for relation in subject.report.relations
        if relation.kind == "same_as" and earlier(subject.fact(relation.operands[0][1]), year)
    }
    for fact in subject.results:
        if fact.key in copies or not earlier(fact, year) or subject.report.pending(fact.key):
            continue
        if subject.highlights(subject.chapter_of(fact.key)):
            yield Finding(
                fact.period_location or fact.location,
                msg(
                    "{name} {value} 是{period}的，写进了{year}年的亮点",
                    name=fact.name,
                    value=text(subject.report.values.get(fact.key)),
                    period=told(fact),
                    year=year,
                ),
                (fact.key,),
                hint=_WHEN_AWARDED,
            )


_WHEN_PRAISED = msg("本年认定的，写明认定的时间；确是往年的，从亮点中删去")
_WHEN_AWARDED = msg("当年认定的，period 写认定的时间；确是往年的，从亮点中删去，或在 allow 中写明理由")


def earlier(fact: Fact, year: int) -> bool:
    """Whether the fact is of a time wholly before the year."""
    if fact.period is None:
        return False
    end = last_day(fact.period if isinstance(fact.period, Date) else fact.period.end)
    return end is not None and end.year < year


def told(fact: Fact) -> str:
    """2022 is written 2022年."""
    period = text(fact.period)
    return f"{period}年" if period.isdigit() else period


@text_rule("P308", "typed-year", W)
def typed_year(subject: Subject) -> Iterator[Finding]:
    """The year of the report and the next are holes, so that next year's report does not keep them."""
    year = subject.report.year
    slips = {_start(found.location) for found in (*_plan_years(subject), *_typed_outside(subject))}
    for typed, found, value in subject.typed_dates:
        if not isinstance(value, Date) or value.month is not None or value.year not in (year, year + 1):
            continue
        place = typed.location(found.start, found.start + 4)
        if typed.block.id == DATE or not typed.typed_at(found.start) or typed.in_title(found.start, found.end):
            continue
        if _start(place) in slips:
            continue
        own = typed.chapter.year if typed.chapter else year
        yield Finding(
            place,
            msg("直接写了年份“{date}”，下一年照此起草会留下旧年份", date=_shown(typed, found)),
            hint=_hole(value.year - own, typed.in_template(found.start)),
        )


def _hole(shift: int, in_template: bool) -> Message:
    if in_template:
        return msg("模板里不写年份；标题、开头的年份写在 report.yaml，用 {hole}", hole="{{ year }}")
    return msg(
        "写成 {hole}年", hole={-1: "{{ last_year }}", 0: "{{ year }}", 1: "{{ next_year }}"}.get(shift, "{{ year }}")
    )


def _start(place: Location | None) -> tuple[str, int, int] | None:
    return (place.path, place.line, place.column) if place else None


def _foreign_years(subject: Subject) -> Iterator[tuple[TypedText, Found, Date | Period]]:
    """Typed dates of results whose year is neither the report's nor one that a fact of the same item declares."""
    year = subject.report.year
    for typed, found, value in subject.typed_dates if year else ():  # a document read may not say its year
        if typed.chapter is None or typed.chapter.year != year or typed.block.level == 1:
            continue
        told = years_of(value)
        if not told or min(told) <= year <= max(told) or _declared(subject, typed, typed.chapter).issuperset(told):
            continue
        if subject.formulas_lost_in(year, typed.chapter.id):
            continue
        if impossible(value) or until_after(typed, found, value, subject.report_day):
            continue  # told by D101, D102
        if _since_the_year(subject, value):
            continue
        block = typed.block.text
        began = (
            pattern(_SINCE).match(block, found.end)
            or pattern(_FROM).search(block, max(0, found.start - 8), found.start)
            or pattern(_OF_AN_EVENT).match(block, found.end)
            or (max(told) < year - 1 and pattern(_EVENTS).match(block, found.end))
            or (min(told) > year and pattern(_BY).search(block, max(0, found.start - 8), found.start))
        )
        if typed.typed_at(found.start) and not began and not typed.in_title(found.start, found.end):
            yield typed, found, value


def _declared(subject: Subject, typed: TypedText, chapter: ReportChapter) -> set[int]:
    """The years that a block may name: the report's, those compared with, those of facts that can be seen here."""
    item = ".".join(typed.block.id.partition("#")[0].split(".")[:2])
    tables = (subject.declared_years.get(owner, ()) for owner in ("", chapter.id, item))
    return {subject.report.year, *subject.base_years}.union(*tables)


def _since_the_year(subject: Subject, value: Date | Period) -> bool:
    """Whether it is a day or month after the year's end and not after the report."""
    if not isinstance(value, Date) or value.month is None or subject.report_day is None:
        return False
    day = first_day(value)
    return day is not None and day.year > subject.report.year and day <= subject.report_day


def _shown(typed: TypedText, found: Found) -> str:
    return typed.block.text[found.start : found.end]
