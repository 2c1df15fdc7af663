"""What last year's report was sent with of its plans, held against the plans as they are now."""

from __future__ import annotations

import json

import pytest

from report_kit.rules import Subject, check_report
from tests.unit.promises.year import files
from tests.unit.resolve.project import Found

SENT = "data/2022/published.json"
ITEMS = """\
items:
- id: elderly
  title: 提升养老服务
  facts: {改造目标: 150户, 床位目标: 600张}
  points:
  - lead: 实施改造
    text: |
      改造{{ 改造目标 }}。
  - text: |
      床位增至{{ 床位目标 }}。
- {id: relief, title: 做好救助, points: [{lead: 动态管理}, {lead: 畅通热线}]}
"""
WORK = "items: [{id: a, title: 某项工作, answers: [plans.elderly, plans.relief]}]\n"
PROMISES = {
    "plans.elderly": "提升养老服务",
    "plans.elderly.points.1": "实施改造",
    "plans.elderly.points.2": "床位增至600张。",
    "plans.relief": "做好救助",
    "plans.relief.points.1": "动态管理",
    "plans.relief.points.2": "畅通热线",
}
FIGURES = {"改造目标": "150户", "床位目标": "600张"}


def told(plans: str, work: str = WORK) -> list[str]:
    """What Y101 and Y102 say of plans that were sent as ``ITEMS``."""
    facts = {
        f"next_year.plans.elderly.{name}": {"text": text, "value": None, "unit": "", "shown": []}
        for name, text in FIGURES.items()
    }
    promises = {id_: {"text": text} for id_, text in PROMISES.items()}
    sent = {"year": 2022, "title": "总结", "date": "", "facts": facts, "promises": promises}
    report = Found({**files(plans, work), SENT: json.dumps(sent, ensure_ascii=False)}).report
    found = check_report(Subject(report))
    return [f"{one.code} {one.message.text()}" for one in found if one.code in ("Y101", "Y102")]


@pytest.mark.parametrize(
    "change",
    [
        ("", ""),
        ("- lead: 实施改造", "- id: adaptation\n    lead: 实施改造"),
        ("[{lead: 动态管理}, {lead: 畅通热线}]", "[{lead: 畅通热线}, {lead: 动态管理}]"),
        ("改造目标: 150户", "改造目标: {is: 150户, what: 改造户数}"),
    ],
)
def test_plans_that_still_say_what_was_sent_are_silent(change: tuple[str, str]) -> None:
    assert change[0] in ITEMS
    assert told(ITEMS.replace(*change)) == []


def test_a_target_moved_is_told_once_though_the_sentence_holds_it() -> None:
    found = told(ITEMS.replace("600张}", "500张}"))
    assert found == ["Y101 床位目标在2022年的报告里许下的是 600张，计划里现在写为 500张"]


def test_a_whole_work_deleted_is_told_once() -> None:
    plans = ITEMS[: ITEMS.index("- {id: relief")]
    found = told(plans, WORK.replace(", plans.relief", ""))
    assert found == ["Y102 2022年的报告许下的“做好救助”，计划里没有了"]


def test_of_plans_that_cannot_be_read_nobody_knows_what_is_lost() -> None:
    assert told("items: [\n") == []


def test_a_file_written_before_promises_were_kept_is_read() -> None:
    sent = '{"year": 2022, "title": "总结", "date": "", "facts": {}}'
    report = Found({**files(ITEMS, WORK), SENT: sent}).report
    published = report.years[2022].published
    assert published is not None
    assert published.promises == ()


def test_what_was_sent_is_kept_even_if_plans_are_gone() -> None:
    found = told("items: []\n", "items: [{id: a, title: 某项工作}]\n")
    assert [one for one in found if "plans.elderly.改造目标（150户）" in one]
    assert [one for one in found if "“提升养老服务”" in one]
