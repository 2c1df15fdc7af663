"""What answers and continues name: items, groups, points and facts, here and last year."""

from __future__ import annotations

import pytest

from tests.unit.load.project import KEY_WORK, PLANS, REPORT
from tests.unit.resolve.project import resolve

LAST = {
    "data/2022/report.yaml": REPORT,
    "data/2022/key_work.yaml": "facts: {总数: 3人}\nitems:\n- id: a\n  title: x\n  facts: {甲: 3人}\n"
    "  points: [{id: p, lead: x}, {lead: y}]\n  groups: [{id: g, title: y, points: [{id: q, lead: z}]}]\n",
}


@pytest.mark.parametrize(
    "name",
    ["a", "a.g", "a.points.p", "a.g.points.q", "a.甲", "总数"],
)
def test_work_and_facts_of_last_year_can_be_continued(name):
    full = f"last_year.key_work.{name}"
    found = resolve({**LAST, KEY_WORK: f"items:\n- {{id: b, title: x, continues: {full}}}\n"})
    assert found.problems == []
    assert list(found.report.answered.values()) == [full]


def test_points_and_items_answer_promises_of_this_folder():
    plans = "items:\n- {id: p, title: x, due: 2023年6月底, facts: {目标: 90%}}\n"
    key_work = (
        "items:\n- id: a\n  title: x\n  answers: plans.p\n  points: [{lead: y, answers: [plans.p, plans.p.目标]}]\n"
        "  groups: [{id: g, title: z, points: [{lead: y, answers: plans.p}]}]\n"
    )
    found = resolve({"data/2023/plans.yaml": plans, KEY_WORK: key_work})
    assert found.problems == []
    assert sorted(found.report.answered.values()) == ["plans.p", "plans.p", "plans.p", "plans.p.目标"]
    item = found.report.years[2023].chapters["plans"].items[0]
    assert (item.due.year, item.due.month, item.due.end) == (2023, 6, True)


UNKNOWN = {
    "no such chapter": ("plan.p", "R108", "没有读到 plan.yaml"),
    "no such item": ("key_work.bb", "R108", "是不是 key_work.b"),
    "nothing like it": ("key_work.zzz", "R108", "章.项"),
    "no such point": ("last_year.key_work.a.points.pp", "R108", "是不是 last_year.key_work.a.points.p？"),
    "long ago": ("last_year.last_year.key_work.a", "R107", "as_of"),
}


@pytest.mark.parametrize(("name", "code", "hint"), UNKNOWN.values(), ids=UNKNOWN)
def test_work_that_is_not_there_is_reported(name, code, hint):
    found = resolve({**LAST, KEY_WORK: f"items:\n- {{id: b, title: x, continues: {name}}}\n"})
    assert found.problems == [f"2:32 {code}"]
    assert hint in str(found.only.hint)
    assert found.report.answered == {}


def test_a_point_without_an_id_cannot_be_named_because_its_number_may_change():
    found = resolve({**LAST, KEY_WORK: "items:\n- {id: b, title: x, continues: last_year.key_work.a.points.2}\n"})
    assert [one.code for one in found.loaded] == ["F124"]
    assert "先给那个要点写 id" in str(found.loaded[0].hint)
    near = resolve({**LAST, KEY_WORK: "items:\n- {id: b, title: x, continues: last_year.key_work.a.pints}\n"})
    assert "points.2" not in str(near.only.hint)


def test_plans_continue_work_of_the_folder_before_theirs():
    files = {
        KEY_WORK: "items:\n- {id: a, title: x, facts: {甲: 3人}}\n",
        PLANS: "items:\n- {id: p, title: x, continues: [last_year.key_work.a, last_year.key_work.a.甲]}\n",
    }
    found = resolve(files)
    assert found.problems == []
    assert list(found.report.answered.values()) == ["key_work.a", "key_work.a.甲"]


def test_a_chapter_that_is_declared_and_missing_has_no_file():
    found = resolve({KEY_WORK: "items: []\n"})
    assert [(one.id, one.year, one.file is None) for one in found.report.chapters] == [
        ("key_work", 2023, False),
        ("plans", 2024, True),
    ]
