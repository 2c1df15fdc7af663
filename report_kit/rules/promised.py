"""Rules on what was promised for the year: every promise is answered, and what is said of one agrees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.diagnostics import Note, Severity, msg
from report_kit.promises import Promise, State
from report_kit.rules.printed import printed
from report_kit.rules.rule import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.facts.model import Outcome, Prose
    from report_kit.promises import Answer
    from report_kit.report import Report
    from report_kit.rules.subject import Subject

RESTORE = msg("发出的计划不删不改：从 git 里恢复；取消的，写进 report.yaml 的 outcomes")
"""What to do about a promise that was sent and is gone."""

_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")

_LONGEST = 40
"""Characters of a promise shown in a message."""


@rule("Y102", "plan-not-followed-up", Severity.WARNING)
def plan_not_followed_up(subject: Subject) -> Iterator[Finding]:
    """Every promise for the year is answered by its results, or report.yaml says what became of it.

    So is what last year's report was sent with and the plans do not hold any more: nobody can answer that.
    A whole of which nothing is answered is told once. An answer that is not known yet is an answer (P305 tells of
    the figure), and while chapters are missing or were not read whole, nobody knows what they will answer.
    """
    report = subject.report
    yield from _lost(subject)
    if not subject.promises or _results_missing(report):
        return
    silent = {one.id for one in subject.promises if one.own and one.state is State.NOT_ANSWERED and not one.outcome}
    wholly = _wholly_silent(subject.promises, silent)
    told: set[str] = set()
    for promise in subject.promises:
        parts = wholly.get(promise.id, 0)
        if promise.within in told or parts:
            told.add(promise.id)
        if promise.within in told or not (parts or promise.id in silent):
            continue
        words = _words(report, promise.words)
        message = (
            msg("计划“{promise}”和它的{count}个要点，正文都没有交代", promise=words, count=parts)
            if parts
            else msg("计划“{promise}”，正文没有交代", promise=words)
        )
        hint = (
            msg("在写它的工作或要点上写 answers: {name}；取消、结转的，写进 report.yaml 的 outcomes", name=promise.id)
            if promise.named
            else msg(
                "先给这个要点写 id，再在写它的工作上写 answers；整项都写了的，写 answers: {name}", name=promise.within
            )
        )
        yield Finding(promise.location, message, hint=hint)


@rule("Y103", "outcome-contradicted", Severity.ERROR)
def outcome_contradicted(subject: Subject) -> Iterator[Finding]:
    """What report.yaml says became of a promise is not what the results say."""
    about_it: dict[Outcome, list[Promise]] = {}
    for promise in subject.promises:
        if promise.outcome is not None:
            about_it.setdefault(promise.outcome, []).append(promise)
    for outcome in subject.report.edition.outcomes:
        told = about_it.get(outcome)
        if not told or not outcome.state:
            continue  # told by the form, or the promise is not known
        about = told[0]
        words = _words(subject.report, about.words)
        said = msg("取消") if outcome.state == State.DROPPED.value else msg("结转")
        against = next((one for one in told if one.own and one.state.value != outcome.state), None)
        if against is not None:
            message = (
                msg("“{promise}”写明{said}，而正文写它已经完成", promise=words, said=said)
                if against.state is State.DONE
                else msg("“{promise}”写明{said}，而正文又有交代", promise=words, said=said)
            )
            hint = msg("做了的，删去这一条；没有做的，删去那项工作的 answers 或 meets、misses")
            yield Finding(outcome.promise.location, message, notes=tuple(_answered(subject, against)), hint=hint)
        elif not any(one.own for one in told):
            message = msg("“{promise}”写明{said}，而它的要点都另有交代", promise=words, said=said)
            yield Finding(outcome.promise.location, message, hint=msg("只写到确实{said}的那个要点", said=said))


def _lost(subject: Subject) -> Iterator[Finding]:
    """What last year's report promised and the plans for the year do not say any more, a whole before its parts.

    Ids that count points move, so words are compared; a figure in them may differ, of which Y101 tells.
    """
    report, year = subject.report, subject.last_year.year
    then, now = report.years.get(year), report.years[report.year]
    kept = {_shape(printed(report, one.words).text) for one in subject.promises}
    lost: list[str] = []
    for one in then.published.promises if then and then.published else ():
        chapter = one.id.partition(".")[0]
        if chapter in now.incomplete or _shape(one.text) in kept or any(one.id.startswith(whole) for whole in lost):
            continue
        lost.append(f"{one.id}.")
        words = msg("{year}年的报告许下的“{promise}”，计划里没有了", year=year, promise=_beginning(one.text))
        yield Finding(one.location, words, hint=RESTORE)


def _shape(words: str) -> str:
    """Words with every figure alike."""
    return _DIGITS.sub("0", words)


def _results_missing(report: Report) -> bool:
    """Whether answers may stand where nothing was read."""
    incomplete = report.years[report.year].incomplete
    own = [chapter for chapter in report.chapters if chapter.year == report.year]
    return bool(incomplete) or any(chapter.file is None or not chapter.file.items for chapter in own)


def _wholly_silent(promises: tuple[Promise, ...], silent: set[str]) -> dict[str, int]:
    """The wholes of which nothing is answered, each with the number of its parts that promise something."""
    within = {one.id: one.within for one in promises}
    counts: dict[str, int] = {}
    spoken: set[str] = set()
    for promise in promises:
        whole = promise.within
        while promise.own and whole:
            counts[whole] = counts.get(whole, 0) + 1
            if promise.id not in silent:
                spoken.add(whole)
            whole = within[whole]
        if promise.own and promise.id not in silent:
            spoken.add(promise.id)
    return {whole: count for whole, count in counts.items() if whole not in spoken}


def _answered(subject: Subject, promise: Promise) -> Iterator[Note]:
    answers: tuple[Answer, ...] = promise.answers
    for answer in answers:
        yield Note(msg("交代写在这里：{work}", work=answer.work), answer.location)
    for measure in promise.measures:
        fact = subject.fact(measure.fact)
        yield Note(msg("对照目标的数写在这里：{name}", name=fact.name), measure.location)


def _words(report: Report, prose: Prose) -> str:
    """The beginning of a promise as printed."""
    return _beginning(printed(report, prose).text)


def _beginning(text: str) -> str:
    for sign in "。；":
        text = text.partition(sign)[0]
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
