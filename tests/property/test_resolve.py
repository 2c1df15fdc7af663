"""What a report says does not hang on the order in which its facts, items and files are written."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.resolve import resolve_report
from tests.unit.load.project import KEY_WORK, PLANS, REPORT, REPORT_PATH, load

if TYPE_CHECKING:
    from report_kit.report import Report

FACTS = {
    "a": {
        "甲": "3人",
        "乙": "{sum: [甲, 丙], unit: 人}",
        "丙": "{is: 4人, same_as: key_work.b.丙, part_of: 乙}",
        "丁": "{growth: {from: 甲, to: 丙}}",
        "错": "{sum: [甲, 没有]}",
    },
    "b": {"丙": "{same_as: 公}", "圈一": "{same_as: 圈二}", "圈二": "{same_as: 圈一}", "名单": "{list: 甲镇、乙镇}"},
    "c": {"数": "{is: 2个, count: key_work.b.名单}", "歧": "{same_as: 丙}"},
}


def project(order: random.Random) -> dict[str, str]:
    """The same project with everything that has no order of its own shuffled."""

    def shuffled(lines: list[str]) -> str:
        order.shuffle(lines)
        return "".join(lines)

    def item(name: str) -> str:
        facts = shuffled([f"    {fact}: {value}\n" for fact, value in FACTS[name].items()])
        parts = [
            f"  facts:\n{facts}",
            f"  title: 工作{name}\n",
            f"  text: |\n    {{{{ {next(iter(FACTS[name]))} }}}}\n",
        ]
        return f"- id: {name}\n{shuffled(parts)}"

    def chapter() -> str:
        items = "items:\n" + shuffled([item(name) for name in FACTS])
        return shuffled([items, "facts: {公: 4人}\n"])

    plans = "items:\n- {id: p, title: x, facts: {目标: {same_as: last_year.key_work.a.乙}}}\n"
    head, _, chapters = REPORT.partition("chapters:")
    report = shuffled([f"{line}\n" for line in head.splitlines()]) + f"chapters:{chapters}"
    files = [(REPORT_PATH, report), (KEY_WORK, chapter()), (PLANS, plans)]
    order.shuffle(files)
    return dict(files)


def said(files: dict[str, str]) -> tuple[Report, dict[str, str], list[str], list[str]]:
    """The report, every value by label, every relation and every problem, without their places."""
    loaded = load(files)
    assert loaded.diagnostics == ()
    resolved = resolve_report(loaded.years, 2023)
    report = resolved.report
    assert report is not None
    values = {report.label(key): str(value) for key, value in report.values.items()}
    relations = sorted(f"{one.kind} {one.host} {one.operands}" for one in report.relations)
    problems = sorted(f"{one.code} {sorted(one.facts)} {one.location.path}" for one in resolved.diagnostics)
    return report, values, relations, problems


@pytest.fixture(scope="module")
def written():
    return said(project(random.Random(0)))


def test_the_project_has_values_relations_and_problems(written):
    _, values, relations, problems = written
    assert values["key_work.a.乙"] == values["next_year.plans.p.目标"] == "7人"
    assert len(relations) >= 5
    assert [problem[:4] for problem in problems] == ["R101", "R102", "R103"]


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_writing_changes_nothing_but_the_places(written, order):
    _, values, relations, problems = said(project(order))
    assert (values, relations, problems) == written[1:]
