"""Exit codes, and outcomes narrowed to some rules."""

from __future__ import annotations

import pytest

from report_kit.diagnostics import Diagnostic, Outcome, Severity, msg
from report_kit.flows.check import blocking, chosen, exit_code, narrowed


def found(code: str, name: str = "some-name", severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(code, name, severity, msg("错"), None)


N101 = found("N101", "growth-rate-mismatch")
N120 = found("N120", "sum-mismatch")
P304 = found("P304", "unused-fact", Severity.WARNING)
P305 = found("P305", "pending-fact", Severity.WARNING)
F001 = found("F001", "missing-file")


@pytest.mark.parametrize(
    ("problems", "strict", "code"),
    [
        ((), False, 0),
        ((P304, P305), False, 0),
        ((P304,), True, 1),
        ((found("N120", severity=Severity.NOTE),), True, 0),
        ((P304, N101), False, 1),
        ((N101, F001), False, 2),
        ((F001, N101), True, 2),
        ((found("F101"),), False, 1),
        ((found("F001", severity=Severity.WARNING),), False, 0),
        ((found("W001"),), False, 2),
    ],
)
def test_the_exit_code_tells_wrong_data_from_unreadable_input(
    problems: tuple[Diagnostic, ...], strict: bool, code: int
) -> None:
    assert exit_code(problems, strict=strict) == code


@pytest.mark.parametrize(
    ("select", "ignore", "kept"),
    [
        ("", "", [N101, N120, P304, F001]),
        ("N", "", [N101, N120, F001]),
        ("n101，P", "", [N101, P304, F001]),
        ("sum-mismatch", "", [N120, F001]),
        ("N", "N101", [N120, F001]),
        ("", "N、P, ", [F001]),
        ("N101", "F", [N101, F001]),
    ],
)
def test_an_outcome_is_narrowed_but_what_was_unreadable_is_always_told(
    select: str, ignore: str, kept: list[Diagnostic]
) -> None:
    outcome = Outcome((N101, N120, P304, F001))
    assert list(narrowed(outcome, chosen(select), chosen(ignore)).diagnostics) == kept


def test_only_errors_of_files_references_and_templates_keep_facts_from_being_known() -> None:
    problems = [found("R101"), N101, found("F110", severity=Severity.WARNING), found("W201")]
    assert [one.code for one in blocking(problems)] == ["R101", "W201"]
