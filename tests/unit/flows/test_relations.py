"""The verdict shown beside a relation is the one the rules report."""

from __future__ import annotations

import pytest

from report_kit.flows.facts import fact_entries
from tests.unit.rules.desk import assembled, project


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ("甲: {is: 318件, sum: [乙, 丙]}\n乙: 141件\n丙: 100件", "holds"),
        ("甲: {is: 318件, sum: [乙, 丙], closed: yes}\n乙: 141件\n丙: 100件", "fails"),
        ("甲: {sum: [乙, 丙]}\n乙: 141件\n丙: 100件", "derived"),
        ("甲: {is: 318件, sum: [乙, 丙], closed: yes}\n乙: 近141件\n丙: 100件", "unknown"),
        ("甲: {is: 318件, sum: [乙, 丙]}\n乙: 待补\n丙: 100件", "unknown"),
        ("甲: {is: 85家, part_of: 乙}\n乙: 80家", "fails"),
        ("甲: {is: 5家, part_of: 乙}\n乙: 80家", "holds"),
    ],
)
def test_the_verdict_is_that_of_the_rules(facts: str, verdict: str) -> None:
    entries = fact_entries(assembled(project(facts, "{{ 甲 }}。")))
    assert [[one.verdict for one in entry.relations] for entry in entries if entry.id == "work.item.甲"] == [[verdict]]
