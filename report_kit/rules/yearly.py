"""Rules from one year to the next: bases as they were sent, jumps explained, nothing copied unchanged."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from report_kit.diagnostics import Note, Severity, msg
from report_kit.facts.intervals import Interval, decimal
from report_kit.facts.model import Hole
from report_kit.facts.sentences import edition_prose, item_prose, sentences
from report_kit.facts.targets import comparable
from report_kit.facts.values import SCALES, Kind, Quantity, printed
from report_kit.report import NEXT_YEAR, Word
from report_kit.rules.judge import State, span_of
from report_kit.rules.promised import RESTORE
from report_kit.rules.rule import Finding, rule
from report_kit.rules.subject import years_of
from report_kit.rules.words import note, text, worth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_kit.diagnostics import Location
    from report_kit.facts.model import Fact, FactKey
    from report_kit.facts.published import PublishedFigure
    from report_kit.facts.sentences import Sentence
    from report_kit.rules.last_year import Base
    from report_kit.rules.subject import Subject

E, W = Severity.ERROR, Severity.WARNING

FEWEST = 20
"""A figure below it doubles, or stays the same, by chance."""

_RESTATED = msg("按上年发出的数改；口径调整过、更正过的，在 report.yaml 的 allow 中写明理由")

_PROMISED = msg("发出的计划不改：改回发出的数；确经批准调整的，在 report.yaml 的 allow 中写明理由")


@rule("Y101", "baseline-drift", E)
def baseline_drift(subject: Subject) -> Iterator[Finding]:
    """What this year calls last year's is what last year's report was sent with, else what its facts say.

    One that agrees with what was sent, or is taken from last year's folder itself, is right only while that folder
    still says what was sent. So are the figures that it promised for this year.
    """
    last_year = subject.last_year
    told: set[FactKey] = set()
    for base in last_year.bases:
        verdict = last_year.verdict(base)
        if verdict is None:
            continue
        cut = verdict.truncated and base.declared and not last_year.drifted(base.meant.key)  # N105 tells of it
        if verdict.state is State.FAILS and not cut:
            told |= {base.meant.key, base.fact.key}
            yield _base(subject, base)
    for key, place in last_year.uses.items():
        if key not in told and last_year.drifted(key):
            yield _drift(subject, key, place)
    for key in last_year.planned:
        if key not in told and last_year.drifted(key):
            yield _moved(subject, key)
    for figure in last_year.lost:
        yield _lost(subject, figure)


def _base(subject: Subject, base: Base) -> Finding:
    last_year, fact, meant = subject.last_year, base.fact, base.meant
    sent = last_year.sent.get(meant.key)
    fields = {
        "name": fact.name,
        "stated": worth(subject, fact.key),
        "year": last_year.year,
        "other": meant.name,
        "value": text(sent.value) if sent else worth(subject, meant.key),
    }
    words = (
        msg("{name}写为 {stated}，{year}年的报告发出的 {other} 是 {value}", **fields)
        if sent
        else msg("{name}写为 {stated}，{year}年的数据里 {other} 是 {value}", **fields)
    )
    return Finding(fact.location, words, (fact.key, meant.key), _sources(subject, meant.key), _RESTATED)


def _drift(subject: Subject, key: FactKey, place: Location) -> Finding:
    fact, sent = subject.fact(key), subject.last_year.sent[key]
    words = msg(
        "{name}在{year}年的报告里发出的是 {value}，{year}年的数据现在写为 {now}",
        name=fact.name,
        year=fact.year,
        value=text(sent.value),
        now=worth(subject, key),
    )
    hint = msg("把{year}年的数据改回发出的数；确实更正过的，在 report.yaml 的 allow 中写明理由", year=fact.year)
    return Finding(place, words, (key,), _sources(subject, key), hint)


def _moved(subject: Subject, key: FactKey) -> Finding:
    """A target that is no longer the one that was promised."""
    fact, sent = subject.fact(key), subject.last_year.sent[key]
    words = msg(
        "{name}在{year}年的报告里许下的是 {value}，计划里现在写为 {now}",
        name=fact.name,
        year=subject.last_year.year,
        value=text(sent.value),
        now=worth(subject, key),
    )
    place = sent.figure.location
    notes = (Note(msg("发出的数 {value}", value=sent.figure.text), place),) if place else ()
    return Finding(fact.location, words, (key,), notes, _PROMISED)


def _lost(subject: Subject, figure: PublishedFigure) -> Finding:
    """A target that was promised and that the plans do not know any more."""
    year, name = subject.last_year.year, figure.id.removeprefix(NEXT_YEAR)
    words = msg("{year}年的报告许下的 {fact}（{value}），计划里没有了", year=year, fact=name, value=figure.text)
    return Finding(figure.location, words, hint=RESTORE)


def _sources(subject: Subject, key: FactKey) -> tuple[Note, ...]:
    """Where last year's figure stands: as sent, and in its data."""
    sent = subject.last_year.sent.get(key)
    data = note(subject, key, msg("上年的数据"))
    if sent is None or sent.figure.location is None:
        return (data,)
    return (Note(msg("发出的数 {value}", value=sent.figure.text), sent.figure.location), data)


@rule("Y104", "unexplained-jump", W)
def unexplained_jump(subject: Subject) -> Iterator[Finding]:
    """A figure more than twice or less than half of last year's says why (``explain``).

    Rates and multiples are left alone, so are small figures, figures of another unit or of a time of other length,
    and those whose growth is stated and holds. About so many counts with the bounds it allows.
    """
    confirmed = _confirmed(subject)
    for fact in subject.results:
        before = subject.report.earlier.get(fact.key)
        if before is None or fact.explain or fact.key in confirmed or not _same_length(fact, subject.fact(before)):
            continue
        now, then = subject.report.values.get(fact.key), subject.report.values.get(before)
        if not isinstance(now, Quantity) or not isinstance(then, Quantity) or not comparable(now, then):
            continue
        if now.kind not in (Kind.COUNT, Kind.MONEY, Kind.MEASURE) or _written(then) < FEWEST:
            continue
        times = now.interval.divided_by(then.interval)
        if times is None or not (times.above(Interval.point(2)) or Interval.point(Fraction(1, 2)).above(times)):
            continue
        yield Finding(
            fact.location,
            msg(
                "{name} {value}，上年是 {base}，是上年的{times}倍，没有说明原因",
                name=fact.name,
                value=worth(subject, fact.key),
                base=worth(subject, before),
                times=decimal(now.value / then.value, 2),
            ),
            (fact.key, before),
            (note(subject, before, msg("上年的数据")),),
            msg("核对数字、单位和小数点；确是这样的，写 explain: 原因"),
        )


def _confirmed(subject: Subject) -> set[FactKey]:
    """The facts of which it is stated, and right, how far they have come from last year's figure."""
    last_years = {base.fact.key for base in subject.last_year.bases}
    found = set()
    for verdict in subject.judged("growth", "difference"):
        start, end = verdict.relation.operand("from"), verdict.relation.operand("to")
        if verdict.state is not State.HOLDS or start is None or end is None:
            continue
        if start in last_years or start == subject.report.earlier.get(end):
            found.add(end)
    return found


def _written(value: Quantity) -> Fraction:
    """How many of its unit a figure is: 864000 of 86.40万元, 1.5 of 1.5吨."""
    return abs(value.number) * SCALES[value.scale]


def _same_length(fact: Fact, before: Fact) -> bool:
    """Whether both are of a day, or of times equally long; one that says nothing is not held against the other."""
    if fact.period is None and before.period is None:
        return True
    one, other = span_of(fact.period), span_of(before.period)
    if one is None or other is None:
        return False
    return abs((one[1] - one[0]).days - (other[1] - other[0]).days) <= 1


@rule("Y106", "stale-copy", W)
def stale_copy(subject: Subject) -> Iterator[Finding]:
    """What was done in the year is not, figure and sentence, what was told a year ago.

    Of a day (``as_of``) a figure may stay the same. Small figures, and sentences of which anything else changed, are
    left alone.
    """
    flows = {fact.key: same for fact in subject.results if (same := _flow_unchanged(subject, fact)) is not None}
    if not flows:
        return
    earlier = _sentences_of(subject, subject.report.year - 1)
    for owner, now in _sentences_of(subject, subject.report.year).items():
        for sentence in now:
            for hole in sentence:
                key = subject.report.bindings.get(hole.location) if isinstance(hole, Hole) else None
                if key is None or isinstance(key, Word) or key not in flows:
                    continue
                home = flows[key].rpartition(".")[0]
                likely = chain(earlier.get(owner, ()), earlier.get(home, ()) if home != owner else ())
                copy = next((one for one in likely if _copied(subject, sentence, one)), None)
                if copy is not None:
                    yield _stale(subject, key, flows.pop(key), copy)


def _flow_unchanged(subject: Subject, fact: Fact) -> str | None:
    """The id last year of what is told of a time in the year, and is the figure told of last year."""
    key = subject.report.earlier.get(fact.key)
    if key is None or fact.explain:
        return None
    before = subject.fact(key)
    if years_of(fact.period) != (fact.year,) or years_of(before.period) != (before.year,):
        return None
    now, then = subject.report.values.get(fact.key), subject.report.values.get(key)
    if not isinstance(now, Quantity) or not isinstance(then, Quantity) or printed(now) != printed(then):
        return None
    return before.id if abs(now.number) * 10**now.decimals >= FEWEST else None


def _sentences_of(subject: Subject, year: int) -> Mapping[str, list[Sentence]]:
    """The sentences of a year's folder by what their facts belong to: an item, or nothing for report.yaml."""
    folder = subject.report.years.get(year)
    if folder is None:
        return {}
    found: dict[str, list[Sentence]] = {}
    if folder.edition is not None:
        found[""] = [one for prose in edition_prose(folder.edition) for one in sentences(prose)]
    for chapter in folder.chapters.values():
        for item in chapter.items:
            found[f"{chapter.id}.{item.id}"] = [one for prose in item_prose(item) for one in sentences(prose)]
    return found


def _copied(subject: Subject, now: Sentence, before: Sentence) -> bool:
    """Whether two sentences have the same words, and figures that were the same a year ago."""
    return len(now) == len(before) and all(_same(subject, *pair) for pair in zip(now, before, strict=True))


def _same(subject: Subject, now: str | Hole, before: str | Hole) -> bool:
    if not isinstance(now, Hole) or not isinstance(before, Hole):
        return now == before
    key = subject.report.bindings.get(now.location)
    if key is None or now.filters != before.filters:
        return False
    if isinstance(key, Word):
        return now.name == before.name
    earlier = subject.report.earlier.get(key)
    if earlier is None or subject.fact(earlier).name != before.name:
        return False
    of_its_time = now.filters in (("as_of",), ("period",))
    return of_its_time or worth(subject, key) == worth(subject, earlier)


def _stale(subject: Subject, key: FactKey, earlier: str, copy: Sentence) -> Finding:
    fact, before = subject.fact(key), (subject.report.year - 1, earlier)
    place = next(one.location for one in copy if isinstance(one, Hole) and one.name == subject.fact(before).name)
    return Finding(
        fact.location,
        msg(
            "{name} {value} 和所在的句子都与上年一样，像是上年的数没有改",
            name=fact.name,
            value=worth(subject, key),
        ),
        (key, before),
        (note(subject, before, msg("上年的数据")), Note(msg("上年的句子"), place)),
        msg("换成{year}年的数；确实相同的，写 explain: 原因", year=fact.year),
    )
