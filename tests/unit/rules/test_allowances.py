"""Allowances take away exactly what they name, and none is kept for nothing."""

from __future__ import annotations

import pytest

from report_kit.diagnostics import Severity
from report_kit.flows.check import exit_code
from report_kit.rules import CODES
from report_kit.rules.allowances import REFUSED
from tests.unit.rules.desk import assembled, project, told

RATE = "供养率: 61%"
SENTENCE = "供养率{{ 供养率 }}。"


def check(allow: str, facts: str = RATE, text: str = SENTENCE, *, final: bool = False) -> list[str]:
    assembly = assembled(project(facts, text, f"allow:\n{allow}"), final=final)
    return told(assembly.outcome.diagnostics)


def test_an_allowance_takes_away_the_problem_of_its_fact() -> None:
    assert check("- {code: N112, fact: work.item.供养率, reason: 分母不公开}") == []


def test_without_a_fact_it_counts_everywhere() -> None:
    facts, text = "甲率: 61%\n乙率: 62%", "甲率{{ 甲率 }}，乙率{{ 乙率 }}。"
    assert check("- {code: N112, reason: 分母不公开}", facts, text) == []


def test_it_takes_away_nothing_of_another_fact() -> None:
    facts, text = "甲率: 61%\n乙率: 62%", "甲率{{ 甲率 }}，乙率{{ 乙率 }}。"
    assert check("- {code: N112, fact: work.item.甲率, reason: 分母不公开}", facts, text) == ["N112 乙率"]


def test_a_fact_only_involved_is_not_the_one_blamed() -> None:
    facts, text = "整体: 80家\n部分: {is: 85家, part_of: 整体}", "{{ 整体 }}，{{ 部分 }}。"
    assembly = assembled(project(facts, text, "allow:\n- {code: N122, fact: work.item.整体, reason: 分两次统计}\n"))
    assert told(assembly.outcome.diagnostics) == ["K901 整体", "N122 部分"]
    assert assembly.outcome.diagnostics[0].hint is not None
    assert "work.item.部分" in assembly.outcome.diagnostics[0].hint.text()


def test_the_same_allowance_twice_is_one_too_many() -> None:
    line = "- {code: N112, fact: work.item.供养率, reason: 分母不公开}\n"
    assert check(line * 2) == ["K901 供养率"]


@pytest.mark.parametrize("reason", ["", ", reason: ''", ", reason: '  '"])
def test_without_a_reason_it_has_no_effect(reason: str) -> None:
    assert sorted(check(f"- {{code: N112, fact: work.item.供养率{reason}}}")) == ["K902 供养率", "N112 供养率"]


@pytest.mark.parametrize(
    "code", ["F101", "R101", "W201", "F999", "K901", "K902", "K903", "P301", "P305", "S103", "S104"]
)
def test_what_no_reason_excuses_is_refused(code: str) -> None:
    assert sorted(check(f"- {{code: {code}, reason: 已核实}}")) == ["K903", "N112 供养率"]


@pytest.mark.parametrize(("code", "meant"), [("n112", "N112"), ("rate-without-base", "N112"), ("N999", None)])
def test_a_code_that_is_none_is_refused_with_the_one_meant(code: str, meant: str | None) -> None:
    assembly = assembled(project(RATE, SENTENCE, f"allow:\n- {{code: {code}, reason: 已核实}}\n"))
    refused = next(one for one in assembly.outcome.diagnostics if one.code == "K903")
    assert refused.hint is not None
    assert (meant is not None) == (refused.hint.text() == f"写成 {meant}")


def test_a_pending_fact_never_gets_into_a_final_report() -> None:
    found = assembled(
        project("标准: XX元/人", "标准{{ 标准 }}。", "allow:\n- {code: P305, reason: 年后再补}\n"), final=True
    ).outcome.diagnostics
    assert {one.code for one in found if one.severity is Severity.ERROR} == {"K903", "P305"}


def test_nothing_is_called_unused_while_data_could_not_be_read() -> None:
    broken = project(
        "供养率: 61%\n床位: 673认", "{{ 供养率 }}，{{ 床位 }}。", "allow:\n- {code: N111, reason: 已核实}\n"
    )
    assert told(assembled(broken).outcome.diagnostics) == ["N112 供养率", "F126 床位"]


def test_what_was_found_before_allowances_is_kept() -> None:
    assembly = assembled(project(RATE, SENTENCE, "allow:\n- {code: N112, reason: 分母不公开}\n"))
    assert told(assembly.raw) == ["N112 供养率"]
    assert told(assembly.outcome.diagnostics) == []


def test_every_code_refused_exists() -> None:
    assert set(REFUSED) <= {code.code for code in CODES}


@pytest.mark.parametrize(
    ("allow", "usual", "strict"),
    [
        ("- {code: N112, fact: work.item.供养率, reason: 分母不公开}", 0, 0),
        ("- {code: N112, reason: 分母不公开}\n- {code: N111, reason: 已核实}", 0, 1),
        ("- {code: N112, fact: work.item.供养率}", 1, 1),
        ("- {code: P305, reason: 已核实}", 1, 1),
    ],
)
def test_an_allowance_for_nothing_fails_when_strict_and_one_without_a_reason_always(
    allow: str, usual: int, strict: int
) -> None:
    found = assembled(project(RATE, SENTENCE, f"allow:\n{allow}\n")).outcome.diagnostics
    assert (exit_code(found), exit_code(found, strict=True)) == (usual, strict)


def test_problems_of_allowances_cannot_be_allowed() -> None:
    found = check("- {code: K901, reason: 已核实}\n- {code: N111, reason: 已核实}\n- {code: N112, reason: 分母不公开}")
    assert sorted(found) == ["K901", "K903"]
