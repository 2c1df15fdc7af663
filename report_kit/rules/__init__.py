"""VERB: every rule in order, what they find in a report and its draft, what allowances take away, what was checked.

A new rule is one function in its family's file, one page in docs/rules and one line of ``RULES``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.rules import (
    allowances,
    as_of,
    checking,
    confirmed,
    counts,
    dates,
    distributive,
    drift,
    figures,
    lists,
    masking,
    moments,
    numbers,
    ordinals,
    promised,
    prose,
    rates,
    rounding,
    stale,
    stated,
    structure,
    textual,
    yearly,
    years,
)
from report_kit.rules.allowances import allowed_sentences, excused
from report_kit.rules.confirmed import demanded, unconfirmed
from report_kit.rules.coverage import coverage, unchecked
from report_kit.rules.guards import Guard, Guards
from report_kit.rules.subject import Clean, Subject

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from report_kit.diagnostics import Code, Diagnostic
    from report_kit.draft import Draft
    from report_kit.facts.model import Edition
    from report_kit.facts.text_rules import TextRule
    from report_kit.rules.rule import Rule

__all__ = [
    "CODES",
    "RULES",
    "Guard",
    "Guards",
    "Subject",
    "allow",
    "allowed_sentences",
    "check_draft",
    "check_report",
    "coverage",
    "demanded",
    "excused",
    "unchecked",
    "unconfirmed",
]

RULES: tuple[Rule, ...] = (
    numbers.growth_rate_mismatch,
    numbers.delta_rate_mismatch,
    numbers.delta_mismatch,
    numbers.direction_contradiction,
    rounding.truncated_not_rounded,
    rates.growth_basis_undeclared,
    rates.percent_for_points,
    rates.multiple_wording,
    numbers.share_mismatch,
    numbers.rate_without_base,
    rates.unattainable_rate,
    rates.unattainable_growth,
    rates.rate_out_of_range,
    rates.shares_not_100,
    numbers.sum_mismatch,
    numbers.parts_exceed_whole,
    numbers.part_exceeds_whole,
    numbers.unit_order_violation,
    numbers.mean_mismatch,
    numbers.product_mismatch,
    numbers.same_quantity_conflict,
    numbers.target_claim_contradiction,
    rounding.scale_slip,
    numbers.limit_exceeded,
    figures.approximate_in_summary,
    lists.list_count_mismatch,
    lists.duplicate_list_member,
    distributive.distributive_length_mismatch,
    dates.invalid_date,
    dates.fact_after_report_date,
    dates.date_order,
    dates.duration_mismatch,
    years.year_outside_report,
    years.plan_year_mismatch,
    as_of.baseline_mismatch,
    as_of.vague_as_of,
    moments.yearless_date,
    years.prior_year_achievement,
    moments.stale_as_of,
    moments.mixed_as_of,
    as_of.as_of_mismatch,
    as_of.as_of_contradicts_text,
    stale.prior_period_in_results,
    figures.missing_unit,
    numbers.incompatible_units,
    figures.approximate_yet_exact,
    figures.excess_digits,
    counts.fractional_count,
    yearly.baseline_drift,
    promised.plan_not_followed_up,
    promised.outcome_contradicted,
    yearly.unexplained_jump,
    yearly.stale_copy,
    prose.unresolved_placeholder,
    prose.unbound_figure,
    drift.published_figure_drift,
    prose.unused_fact,
    prose.pending_fact,
    stated.prose_relation_fails,
    stated.undeclared_relation,
    years.typed_year,
    textual.term_drift,
    masking.inconsistent_anonymisation,
    ordinals.ordinal_gap,
    structure.missing_section,
    structure.empty_annex,
    structure.run_in_heading,
    confirmed.confirmed_figure_differs,
    confirmed.changed_after_confirmation,
    confirmed.figure_not_confirmed,
    confirmed.confirmed_fact_unknown,
    confirmed.confirmed_figure_unreadable,
    checking.relation_not_evaluated,
    checking.low_check_coverage,
)
"""Every rule, family by family, by code."""

CODES: tuple[Code, ...] = (*(one.code for one in RULES), *textual.CODES, *allowances.CODES)
"""Every kind of problem that rules and allowances report, but for the wording rules of an office."""


def check_report(subject: Subject) -> list[Diagnostic]:
    """What the rules find in the facts of a report."""
    return [found for one in RULES for found in one.on_data(subject)]


def check_draft(
    subject: Subject, *, preview: bool | Collection[str] = False, clean: Clean | None = None
) -> list[Diagnostic]:
    """What the rules find in the words of a draft; the subject must have one (``Subject.on``).

    A foreign document is judged by the rules that need no facts. ``preview``: rules that may cry wolf look, too;
    those with these codes, or all. ``clean``: paragraphs that need not be searched for claims that fail and for
    wording; it learns more of them.
    """
    subject.clean = clean
    return [
        *(
            found
            for one in RULES
            if (one.audited or not subject.foreign)
            and (not one.preview or preview is True or (preview and one.code.code in preview))
            for found in one.on_text(subject)
        ),
        *textual.check_wording(subject, preview=preview, clean=clean),
    ]


def allow(
    edition: Edition, found: Iterable[Diagnostic], read: Draft | None = None, wording: Iterable[TextRule] = ()
) -> tuple[Diagnostic, ...]:
    """The problems that no allowance of the edition takes away, and those of the allowances themselves.

    ``read`` is the draft, if the document is of others; ``wording`` the rules on wording, whose codes an allowance
    may name.
    """
    codes = (*CODES, *textual.codes_of(wording))
    return allowances.allow(edition, found, {code.code: code.name for code in codes}, read)
