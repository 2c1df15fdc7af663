"""Rules on figures kept from an earlier year: shown as if they were of the report's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Note, Severity, msg
from report_kit.draft import ANNEXES
from report_kit.facts.patterns import pattern
from report_kit.facts.scan import scan
from report_kit.facts.values import Date, Ordinal, Period, Quantity
from report_kit.rules.rule import Finding, text_rule
from report_kit.rules.subject import years_of
from report_kit.rules.typed import sentence_of
from report_kit.rules.words import text, worth
from report_kit.rules.years import earlier, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.draft import Block, FactOrigin, Span
    from report_kit.facts.model import Fact, FactKey
    from report_kit.rules.subject import Subject

E, W = Severity.ERROR, Severity.WARNING

_THIS_YEAR = "全年|今年|年内|本年|当年|一年来"
_FORMER = "上一?年|去年|前年|往年|历年|以前|此前|过去|上轮|上届|同期"
_SINCE = (
    "[较比与同跟和](?:上一?年|去年)(?:同期|末|底)?(?:相比)?，?[^，。；]{0,4}?"
    "(?:增|减|降|升|提高|持平|多|少|翻|回落|上涨|扩大|缩小)"
)
"""What says only how far a figure has come since last year: the figure itself is then of this year."""
_COMPARED_BEFORE = "(?:[由从比较]|[高低多少大小优]于|超过?)$"
_COMPARED_AFTER = "的?(?:基础上|提高[到至]|增加?[到至]|上升[到至]|扩大[到至]|下降[到至]|降低?[到至]|减少?[到至])"


@text_rule("D213", "prior-period-in-results", E)
def prior_period_in_results(subject: Subject) -> Iterator[Finding]:
    """A figure of an earlier year stands in a sentence that says of which; as this year's it is a leftover.

    Bases of a comparison and copies of last year's facts (same_as) may stand; of the highlights D205 tells.
    What a hole takes from last year's folder may not, unless the sentence says so. In a table the head of the column
    says it.
    """
    if subject.draft is None:
        return
    year = subject.report.year
    leftovers = {fact.key: fact for fact in subject.results if _is_leftover(subject, fact)}
    if subject.last_year.year in subject.report.years:
        leftovers |= {key: subject.fact(key) for key in subject.last_year.uses if _is_figure(subject, key)}
    for block, span, origin in subject.draft.links() if leftovers else ():
        key = subject.key_of(span) if not block.id.startswith(ANNEXES) else None
        fact = leftovers.get(key) if key else None
        severity = _claimed(subject, block, span, year) if fact else None
        if fact is not None and severity is not None:
            yield _leftover(subject, fact, origin, severity)


def _is_leftover(subject: Subject, fact: Fact) -> bool:
    """Whether a fact is of an earlier year and nothing says why it stands in this report."""
    return (
        earlier(fact, subject.report.year)
        and fact.key not in subject.bases
        and not subject.highlights(subject.chapter_of(fact.key))
        and not subject.formulas_lost(fact)
    )


def _is_figure(subject: Subject, key: FactKey) -> bool:
    """Whether a fact is of one year rather than a name or a day of its own."""
    return isinstance(subject.report.values.get(key), (Quantity, Ordinal))


def _claimed(subject: Subject, block: Block, span: Span, year: int) -> Severity | None:
    """How surely the sentence gives a figure as the year's own: it names that year, or (a warning) none."""
    start, end = sentence_of(block.text, span.start)
    sentence = block.text[start:end]
    if (
        pattern(_FORMER).search(pattern(_SINCE).sub("", sentence))
        or pattern(_COMPARED_BEFORE).search(block.text, start, span.start)
        or pattern(_COMPARED_AFTER).match(block.text, span.end)
    ):
        return None
    named = _years_in(subject, sentence)
    if named:
        return E if set(named) == {year} else None
    if pattern(_THIS_YEAR).search(sentence):
        return E
    before = _years_in(subject, block.text[:start])
    return None if before and before[-1] < year else W


def _years_in(subject: Subject, text: str) -> list[int]:
    """The years that a text names, in order."""
    found = scan(text, subject.terms.units)
    return [year for one in found if isinstance(one.value, (Date, Period)) for year in years_of(one.value)]


def _leftover(subject: Subject, fact: Fact, origin: FactOrigin, severity: Severity) -> Finding:
    year = subject.report.year
    when = told(fact) if fact.period else text(fact.as_of) if fact.as_of else f"{fact.year}年"
    fields = {"name": fact.name, "value": worth(subject, fact.key), "period": when, "year": year}
    words = (
        msg("{name} {value} 是{period}的数，句子里说的却是{year}年", **fields)
        if severity is E
        else msg("{name} {value} 是{period}的数，句子没有写明年份，读起来像{year}年的", **fields)
    )
    return Finding(
        origin.hole or fact.location,
        words,
        (fact.key,),
        (Note(msg("{name} 的时期写在这里", name=fact.name), fact.period_location or fact.location),),
        (
            msg(
                "换成{year}年的数，period 一并改；确要写往年的，句中写明年份，如 {hole}",
                year=year,
                hole=f"{{{{ {fact.name}|period }}}}",
            )
            if fact.year == year
            else msg("换成{year}年的数；确要写上年的，句中写明“上年”或 {hole}年", year=year, hole="{{ last_year }}")
        ),
        severity,
    )
