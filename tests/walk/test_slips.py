"""Slips planted in a finished year: each is told by its own rule at its own place, and without it nothing is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.walk.walking import Project, finished

if TYPE_CHECKING:
    from pathlib import Path

THEN, WORK = "data/2023/key_work.yaml", "data/2024/key_work.yaml"
HIGHLIGHTS, REPORT = "data/2024/highlights.yaml", "data/2024/report.yaml"
RECORD = "data/2024/confirmations.yaml"


class Slip(NamedTuple):
    """Words of files changed by mistake; ``at``: what stands in the line that is told, in the first of the files."""

    code: str
    changes: dict[str, dict[str, str]]
    at: str


COPIED = "“送爱到家”活动走进{{ 巡回镇区 }}镇（区），{{ 补领证件 }}当事人集中补领了婚姻登记证。"
SLIPS = {
    "a base copied wrong": Slip(
        "Y101", {WORK: {"上年低保: {same_as": "上年低保: {is: 9747人, same_as"}}, "上年低保: {is: 9747人"
    ),
    "last year changed after it was sent": Slip(
        "Y101", {WORK: {}, THEN: {"673张": "670张", "62.7%": "63.0%", "52.7%": "53.0%"}}, "床位|yearly_change"
    ),
    "a promise forgotten": Slip(
        "Y102", {"data/2024/plans.yaml": {}, WORK: {"\n  answers: plans.charity": ""}}, "id: charity"
    ),
    "a target lowered after it was sent": Slip(
        "Y101", {"data/2024/plans.yaml": {"改造户数: {is: 150户": "改造户数: {is: 130户"}}, "改造户数: {is: 130户"
    ),
    "a target that was sent taken out": Slip(
        "Y101",
        {
            "data/2023/published.json": {},
            "data/2024/plans.yaml": {"    护理员培训: {": "    培训: {", "计划培训{{ 护理员培训 }}": "计划培训{{ 培训 }}"},
            HIGHLIGHTS: {", meets: plans.elderly.护理员培训": ""},
        },
        '"next_year.plans.elderly.护理员培训"',
    ),
    "a promise deleted after it was sent": Slip(
        "Y102",
        {"data/2023/published.json": {}, "data/2024/plans.yaml": {"lead: 延续关爱服务": "lead: 继续关爱"}},
        '"plans.children.points.3": {',
    ),
    "a promise kept and given up": Slip(
        "Y103", {REPORT: {"outcomes:\n": "outcomes:\n- {promise: plans.relief, state: 取消, reason: 虚构}\n"}}, "plans.relief"
    ),
    "a digit too many": Slip("Y104", {WORK: {"从业查询: {is: 10320名": "从业查询: {is: 103200名"}}, "从业查询: {is"),
    "a sentence and its figure left from last year": Slip(
        "Y106",
        {
            HIGHLIGHTS: {
                "巡回镇区: {is: 13个": "巡回镇区: {is: 12个",
                "补领证件: {is: 475对": "补领证件: {is: 432对",
                "“送爱到家”走进的镇（区）为{{ 巡回镇区 }}，{{ 巡回镇区|yearly_change }}。": COPIED,
            }
        },
        "补领证件: {is",
    ),
    "growth since the middle of last year": Slip(
        "D201", {WORK: {"what: 在册低保人数, as_of: 2023-12-31": "what: 在册低保人数, as_of: 2023-06-30"}}, "上年低保: {"
    ),
    "a department gave another figure": Slip(
        "C201", {WORK: {}, RECORD: {"figure: 10320名, stood: 10320名": "figure: 10302名, stood: 10320名"}}, "从业查询: {is"
    ),
    "a figure changed after it was confirmed": Slip(
        "C202", {WORK: {"从业查询: {is: 10320名": "从业查询: {is: 10302名"}}, "从业查询: {is"
    ),
    "a figure nobody confirmed": Slip(
        "C203", {WORK: {}, RECORD: {"figure: 10320名, stood: 10320名": 'figure: "待补", stood: 10320名'}}, "从业查询: {is"
    ),
    "a confirmed fact renamed": Slip(
        "C204", {RECORD: {}, WORK: {"从业查询": "从业人员查询"}}, "key_work.elderly_and_children.从业查询"
    ),
    "a tick instead of a figure": Slip(
        "C205", {RECORD: {"figure: 10320名, stood: 10320名": "figure: 属实, stood: 10320名"}}, "从业查询"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return finished(tmp_path_factory.mktemp("finished") / "project")


def test_the_finished_year_is_clean(year: Project) -> None:
    assert year.found(2024) == []


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_where_it_is(name: str, year: Project, tmp_path: Path) -> None:
    slip, project = SLIPS[name], year.copy(tmp_path)
    for path, changes in slip.changes.items():
        project.change(path, changes)
    path = next(iter(slip.changes))
    lines = [number for number, line in enumerate(project.read(path).splitlines(), 1) if slip.at in line]
    told = [(one["code"], one["path"], one["line"]) for one in project.found(2024)]
    assert (slip.code, path, lines[0]) in told, told


@pytest.mark.parametrize("name", [None, *(name for name in SLIPS if "sent" in name and "last year" not in name)])
def test_plans_say_whether_they_are_what_was_sent(name: str | None, year: Project, tmp_path: Path) -> None:
    project = year.copy(tmp_path)
    for path, changes in SLIPS[name].changes.items() if name else ():
        project.change(path, changes)
    assert project.report("plans", "2024", "--format", "json").json()["altered"] == (1 if name else 0)
    assert ("1处与上年发出的计划不一样" in project.report("plans", "2024").text) == bool(name)


def test_a_changed_cell_of_an_annex_tells_its_cause(year: Project, tmp_path: Path) -> None:
    """A result that comes to meet its target changes a figure, a share and a state; a redline of all of it is exact."""
    project, fact = year.copy(tmp_path / "later"), "key_work.home_adaptation.改造户数"
    met = {
        "改造户数: {is: 140户": "改造户数: {is: 151户",
        "misses: plans.elderly.改造户数": "meets: plans.elderly.改造户数",
    }
    project.change(WORK, met)
    redline = tmp_path / "修订.docx"
    sides = (str(year.root), str(project.root), "--year", "2024")
    told = project.report("diff", *sides, "--format", "json")
    row = "annexes.plans.plans.elderly.points.1."
    cells = {
        one["after"].removeprefix(row): {
            (cause["kind"], cause["fact"]) for hunk in one["hunks"] for cause in hunk["causes"]
        }
        for one in told.json()["changes"]["texts"]
        if one["after"].startswith(row)
    }
    assert cells == {"result": {("fact", fact)}, "state": {("fact", fact)}}
    assert project.report("diff", *sides, "--redline", str(redline)).code == 1
    assert redline.exists()  # it is written only if accepted it is the later report and rejected the earlier one
