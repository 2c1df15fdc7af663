"""Starting a year touches no file more than it must: it adds what is missing, and tells what it could not add."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_kit.files import DiskFiles
from report_kit.flows.pipeline import assemble
from tests.hostile.projects import TEMPLATES
from tests.unit.year.starting import (
    KEY_WORK,
    NEW_PLANS,
    NEW_REPORT,
    NEW_WORK,
    PLANNED,
    PLANS,
    REPORT,
    REPORT_PATH,
    USUAL,
    WORK,
    put,
    snapshot,
    start,
    started,
)

if TYPE_CHECKING:
    from pathlib import Path

OWN_WORK = """# 手写的开头
defaults: {owner: 办公室}   # 对齐

items:
-   id:   own
    title:  "自己的工作"
    text: |
      甲。
      # 这一行印出来

# 结尾的话
"""


def test_a_year_is_begun_and_then_nothing_is_left_to_add(tmp_path: Path) -> None:
    begun = start(put(tmp_path, USUAL))
    assert begun.written == (NEW_REPORT, NEW_WORK, NEW_PLANS)
    before = snapshot(tmp_path)
    again = start(tmp_path)
    assert (again.written, again.completed, again.by_hand, again.outcome.diagnostics) == ((), (), (), ())
    assert snapshot(tmp_path) == before


def test_without_last_year_nothing_is_begun(tmp_path: Path) -> None:
    begun = start(put(tmp_path, USUAL), 2030)
    assert begun.refused
    assert [one.code for one in begun.outcome.diagnostics] == ["F001"]
    assert "data/2029/report.yaml" in str(begun.outcome.diagnostics[0].message)
    assert snapshot(tmp_path) == {path: text.encode() for path, text in USUAL.items()}


@pytest.mark.parametrize("path", [REPORT_PATH, KEY_WORK, PLANS])
@pytest.mark.parametrize(
    "wrong", [b"items: [\n", "items:\n- 标题：甲\n".encode("gb18030"), b"\0", b"items:\n- {titel: a}\n"]
)
def test_last_years_data_that_cannot_be_read_whole_begin_nothing(tmp_path: Path, path: str, wrong: bytes) -> None:
    begun = start(put(tmp_path, {**USUAL, path: wrong}))
    assert begun.refused
    assert {one.location.path for one in begun.outcome.diagnostics if one.location} == {path}
    assert len(snapshot(tmp_path)) == len(USUAL)


@pytest.mark.parametrize("wrong", [b"items: [\n", "items:\n- 标题：甲\n".encode("gb18030"), b"\0", b"- \t- a"])
def test_a_broken_file_is_told_and_left_alone_and_the_others_are_written(tmp_path: Path, wrong: bytes) -> None:
    begun = start(put(tmp_path, {**USUAL, NEW_WORK: wrong}))
    assert begun.written == (NEW_REPORT, NEW_PLANS)
    assert {one.location.path for one in begun.outcome.diagnostics if one.location} == {NEW_WORK}
    assert (tmp_path / NEW_WORK).read_bytes() == wrong


def test_chapters_are_those_that_a_report_yaml_written_by_hand_declares(tmp_path: Path) -> None:
    own = REPORT.replace("- {id: plans, title: 工作计划, year: next}\n", "")
    begun = start(put(tmp_path, {**USUAL, NEW_REPORT: own}))
    assert begun.written == (NEW_WORK,)
    assert (tmp_path / NEW_REPORT).read_text() == own


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    put(tmp_path, USUAL)
    (tmp_path / NEW_WORK).mkdir(parents=True)
    begun = start(tmp_path)
    assert [one.code for one in begun.outcome.diagnostics] == ["F002"]
    assert begun.written == (NEW_REPORT, NEW_PLANS)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_missing_items_are_put_in_behind_the_last_and_nothing_else_moves(tmp_path: Path, end: str, mark: str) -> None:
    old = (mark + OWN_WORK.replace("\n", end)).encode()
    begun = start(put(tmp_path, {**USUAL, NEW_WORK: old}))
    assert [(one.path, one.items, one.answers) for one in begun.completed] == [(NEW_WORK, 1, 0)]
    new = (tmp_path / NEW_WORK).read_bytes()
    at = old.index("      # 这一行印出来".encode()) + len("      # 这一行印出来".encode()) + len(end)
    added = new[at : at + len(new) - len(old)]
    assert new == old[:at] + added + old[at:]
    assert added.decode().startswith(f"{end}- id: relief{end}  title: 做好社会救助{end}  answers: plans.aid{end}")
    assert added.decode().replace(end, "").count("\n") == added.decode().replace(end, "").count("\r") == 0
    assert start(tmp_path).completed == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  title: 做好社会救助\n", "  title: 做好社会救助\n  answers: plans.aid\n"),
        ("  title: 救助\n  answers: plans.b\n", "  title: 救助\n  answers: [plans.b, plans.aid]\n"),
        ("  title: 救助\n  answers: [plans.b]  # 一\n", "  title: 救助\n  answers: [plans.b, plans.aid]  # 一\n"),
    ],
)
def test_an_answer_is_added_to_an_item_that_is_there(tmp_path: Path, old: str, new: str) -> None:
    plans = PLANNED + "- id: b\n  title: 乙\n  text: |\n    乙。\n"
    text = f"items:\n- id: relief\n{old}  text: |\n    写好了。"
    more = "" if "plans.b" in old else "- id: other\n  title: 丙\n  answers: plans.b\n  text: |\n    丙。\n"
    begun = start(put(tmp_path, {**USUAL, PLANS: plans, NEW_WORK: text + ("\n" + more if more else "")}))
    assert [(one.items, one.answers) for one in begun.completed] == [(0, 1)]
    assert (tmp_path / NEW_WORK).read_text() == (text + ("\n" + more if more else "")).replace(old, new)


@pytest.mark.parametrize("answer", ["plans.aid", "[plans.aid]", "plans.aid.points.a"])
def test_a_promise_answered_anywhere_is_not_answered_again(tmp_path: Path, answer: str) -> None:
    plans = PLANNED.replace("  text: |\n    继续做好低保。\n", "  points:\n  - id: a\n    lead: 甲\n")
    own = f"items:\n- id: relief\n  title: 甲\n  points:\n  - lead: 乙\n    answers: {answer}\n"
    begun = start(put(tmp_path, {**USUAL, PLANS: plans, NEW_WORK: own}))
    assert begun.completed == ()
    assert (tmp_path / NEW_WORK).read_text() == own


@pytest.mark.parametrize(
    "own",
    ["items: [{id: own, title: 甲}]\n", "items: [\n{id: own, title: 甲},\n]\n", "{items: [{id: own, title: 甲}]}"],
)
def test_a_file_in_braces_is_left_alone_and_what_it_lacks_is_told(tmp_path: Path, own: str) -> None:
    begun = start(put(tmp_path, {**USUAL, NEW_WORK: own}))
    assert begun.completed == ()
    assert "缺的是：relief" in "".join(map(str, begun.by_hand))
    assert (tmp_path / NEW_WORK).read_text() == own


def test_plans_written_by_hand_are_not_added_to(tmp_path: Path) -> None:
    own = "items:\n- id: own\n  title: 甲\n  text: |\n    甲。\n"
    begun = start(put(tmp_path, {**USUAL, NEW_PLANS: own}))
    assert NEW_PLANS not in begun.written
    assert (tmp_path / NEW_PLANS).read_text() == own


def test_a_file_that_cannot_be_written_leaves_none(tmp_path: Path) -> None:
    put(tmp_path, USUAL)
    (tmp_path / "data/2025").symlink_to("nowhere")
    begun = start(tmp_path)
    assert begun.refused
    assert begun.outcome.diagnostics[0].code == "F005"
    assert len(snapshot(tmp_path)) == len(USUAL)
    assert WORK.encode() == (tmp_path / KEY_WORK).read_bytes()


def test_a_year_begun_and_left_so_begins_the_next_one_as_bare(tmp_path: Path) -> None:
    """Nothing that stands for words not written is taken along as a fact, and nothing is lost over the years."""
    put(
        tmp_path,
        {**USUAL, KEY_WORK: WORK.replace("做好社会救助", "完成10件实事") + "  groups:\n  - id: g\n    title: 小事\n"},
    )
    start(tmp_path)
    first = snapshot(tmp_path)
    start(tmp_path, 2025)
    start(tmp_path, 2026)
    assert {path: text for path, text in snapshot(tmp_path).items() if path in first} == first
    facts = [
        line for line in (tmp_path / "data/2026/key_work.yaml").read_text("utf-8").split("\n") if ": {is: " in line
    ]
    assert facts == [
        "    低保: {is: 待补, unit: 人}  # 上年也没有补上",
        "    标题: {is: 待补, what: 这一处的标题}",
        "    开展情况: {is: 待补, what: 这项工作的开展情况}",
    ]
    assert "上年正文" not in "".join(
        line for line in (tmp_path / "data/2026/key_work.yaml").read_text("utf-8").split("\n")[2:]
    )
    for year in (2024, 2025, 2026):
        found = assemble(DiskFiles(tmp_path), year, TEMPLATES).outcome.diagnostics
        assert {one.code for one in found} == {"P305"}


def test_number_and_day_of_printing_are_not_carried_on(tmp_path: Path) -> None:
    """They belong to one document; who gets copies and who prints stays."""
    head = "number: 虚民〔2024〕5号\ncopies_to: 县财政局\nprinted_by: 办公室\nprinted_on: 2024年1月30日\n"
    report = started(tmp_path, {REPORT_PATH: REPORT + head})[NEW_REPORT]
    told = [line for line in report.splitlines() if not line.startswith("#")]
    assert not any(line.startswith(("number", "printed_on")) for line in told)
    assert "copies_to: 县财政局" in told
    assert "printed_by: 办公室" in told
    assert "上年 number: 虚民〔2024〕5号" in report
