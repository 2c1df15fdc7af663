"""Rules on the checking itself: what could not be evaluated, and how much could."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from report_kit.diagnostics import Severity, msg
from report_kit.facts.intervals import decimal
from report_kit.rules.coverage import coverage
from report_kit.rules.judge import State
from report_kit.rules.rule import Finding, rule, text_rule
from report_kit.rules.words import note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.rules.subject import Subject


@rule("K904", "relation-not-evaluated", Severity.WARNING)
def relation_not_evaluated(subject: Subject) -> Iterator[Finding]:
    """A relation that could not be evaluated is told, with the reason; it never counts as a pass.

    Where a pending fact is the only cause, P305 tells of that fact already, and the coverage counts it.
    """
    for verdict in subject.verdicts:
        if verdict.state is State.UNKNOWN:
            relation = verdict.relation
            operands = tuple(key for _, key in relation.operands)
            yield Finding(
                relation.location,
                msg("{name}无法核对：{reason}", name=subject.fact(relation.host).name, reason=verdict.reason),
                (relation.host, *operands),
                tuple(note(subject, key, msg("所用数据")) for key in operands),
                msg("改用确切的数据；确实只有约数的，删去这条公式，或者在 allow 中写明理由"),
            )


@text_rule("K905", "low-check-coverage", Severity.NOTE)
def low_check_coverage(subject: Subject) -> Iterator[Finding]:
    """The share of figures that could be checked is at the level that report.yaml asks for, if it asks for one."""
    edition = subject.report.edition
    if edition.coverage is None:
        return
    counted = coverage(subject)
    known = counted.figures - counted.pending
    if known and Fraction(counted.checked, known) < edition.coverage:
        share = decimal(Fraction(counted.checked * 100, known), 1)
        yield Finding(
            edition.coverage_location,
            msg(
                "{known}处数字里核对得了的有{checked}处，占{share}%，不到 report.yaml 要求的 {level}%",
                known=known,
                checked=counted.checked,
                share=share,
                level=decimal(edition.coverage * 100, 2),
            ),
            hint=msg("report check {year} --coverage 列出无从核对的数字和核对办法", year=subject.report.year),
        )
