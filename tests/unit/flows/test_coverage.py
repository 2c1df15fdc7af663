"""The guards that --coverage offers: pasted as they are, they are read, hold, and check the figure."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from report_kit.diagnostics import Severity
from report_kit.flows.coverage import unchecked_entries
from report_kit.flows.pipeline import assemble
from report_kit.load import DiskFiles
from report_kit.show.coverage import UncheckedEntry, unchecked_list, unchecked_text
from tests.unit.rules.desk import ROOT, WORK, assembled, project

if TYPE_CHECKING:
    from pathlib import Path


def offered(facts: str, text: str) -> list[UncheckedEntry]:
    return list(unchecked_entries(assembled(project(facts, text))))


def lines(facts: str, text: str) -> list[str]:
    return [entry.guard.yaml.strip() for entry in offered(facts, text)]


@pytest.mark.parametrize(
    ("facts", "shown", "wanted"),
    [
        ("镇: {list: 甲镇、乙镇、丙镇}\n镇数: 3个", "镇数", ["镇数: {is: 3个, count: 镇}"]),
        ("镇: {list: 甲镇、乙镇等}\n镇数: 2个", "镇数", ["镇数复核: {is: 待补, unit: 个, same_as: 镇数, shown: no}"]),
        (
            "床位: 673张\n护理: 422张\n占比: {is: 62.7%, what: 护理占比}",
            "占比",
            ["占比: {is: 62.7%, what: 护理占比, share: {part: 护理, of: 床位}}"],
        ),
        (
            "总数: 10家\n撤销: {is: 9家, part_of: 总数}\n注销: {is: 1家, part_of: 总数}",
            "撤销",
            ["总数: {is: 10家, sum: [撤销, 注销], closed: yes}"],
        ),
        (
            "总数: 12家\n撤销: {is: 9家, part_of: 总数}",
            "撤销",
            ['撤销占比: {is: 待补, unit: "%", share: {part: 撤销, of: 总数}, shown: no}'],
        ),
        (
            "甲: {is: 12家, what: 机构总数}\n乙: {is: 12家, what: 机构总数}",
            "乙",
            ["乙: {is: 12家, what: 机构总数, same_as: 甲}"],
        ),
        ("甲: 12家 # 备注\n甲复核: 3家", "甲", ["甲复核二: {is: 待补, unit: 家, same_as: 甲, shown: no}"]),
        ("甲: 2023年9月1日", "甲", ["甲复核: {is: 待补, same_as: 甲, shown: no}"]),
        ("甲: {sum: [乙, 丙]}\n乙: 1家\n丙: 2家", "甲", [""]),
        ("甲: 13人左", "甲", [""]),
        ("镇: {list: 甲镇、乙镇}\n镇数: 2个 # 两个镇", "镇数", ["镇数: {is: 2个, count: 镇} # 两个镇"]),
        ("镇: {list: 甲镇、乙镇}\n镇数:\n  is: 2个", "镇数", ["count: 镇"]),
    ],
)
def test_the_cheapest_guard_comes_first(facts: str, shown: str, wanted: list[str]) -> None:
    assert lines(facts, f"{{{{ {shown} }}}}。") == wanted


def test_two_that_state_the_same_do_not_name_each_other() -> None:
    facts = "甲: {is: 12家, what: 机构总数}\n乙: {is: 12家, what: 机构总数}"
    assert lines(facts, "{{ 甲 }}，{{ 乙 }}。") == ["乙: {is: 12家, what: 机构总数, same_as: 甲}"] * 2


def test_what_the_sentence_states_is_the_guard() -> None:
    facts = "甲: 9321人\n乙: {is: 9774人, what: 在册}\n丙: 4.86%"
    text = "低保由{{ 甲 }}增加到{{ 乙 }}，增长{{ 丙 }}。"
    assert lines(facts, text) == ["丙: {is: 4.86%, growth: {from: 甲, to: 乙}}"] * 3


def test_worst_first_counts_and_money_then_what_is_shown_most_then_what_has_no_source() -> None:
    facts = "日期: 2023年9月1日\n比率: 61%\n甲: {is: 12家, source: 月报}\n乙: 13家\n丙: {is: 14.5万元, source: 月报}\n丁: 15家"
    text = "{{ 日期 }}，{{ 比率 }}，{{ 甲 }}，{{ 乙 }}，{{ 丙 }}，{{ 丁 }}，{{ 丁 }}，{{ 比率 }}，{{ 比率 }}。"
    assert [entry.fact.text for entry in offered(facts, text)] == [
        "15家",
        "13家",
        "12家",
        "14.5万元",
        "61%",
        "2023年9月1日",
    ]


def test_as_many_are_listed_as_are_counted() -> None:
    assembly = assembled(project("甲: 12家\n乙: 13家\n丙: 待补", "{{ 甲 }}，{{ 乙 }}，{{ 甲 }}，{{ 丙 }}。"))
    assert assembly.outcome.coverage is not None
    listed = unchecked_entries(assembly)
    assert sum(len(entry.fact.shown) for entry in listed) == assembly.outcome.coverage.unchecked == 3


def test_the_list_is_shown_and_given_to_programs() -> None:
    entries = offered("总数: 12家\n撤销: {is: 9家, part_of: 总数}", "{{ 撤销 }}。")
    shown = unchecked_text(entries)
    assert shown.splitlines()[1:] == [
        f"9家  work.item.撤销  {WORK}:6:14",
        f"  报表里有它占“总数”的比率的，照报表录入（加在 {WORK}:6 下面）",
        '  |     撤销占比: {is: 待补, unit: "%", share: {part: 撤销, of: 总数}, shown: no}',
    ]
    (told,) = unchecked_list(entries)
    assert told["guard"] == {
        "kind": "share",
        "message": "报表里有它占“总数”的比率的，照报表录入",
        "yaml": '    撤销占比: {is: 待补, unit: "%", share: {part: 撤销, of: 总数}, shown: no}',
        "path": WORK,
        "line": 6,
        "replaces": False,
    }


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def test_what_is_offered_for_the_shipped_report_can_be_pasted(shipped: Path) -> None:
    before = assemble(DiskFiles(shipped), 2023, ROOT / "templates")
    entries = unchecked_entries(before)
    assert entries
    assert before.outcome.coverage is not None
    values = {entry.fact.id: entry.fact.text for entry in entries}
    pasted: dict[Path, list[UncheckedEntry]] = {}
    for entry in entries:
        pasted.setdefault(shipped / entry.guard.location.path, []).append(entry)
    for path, here in pasted.items():
        rows = path.read_text("utf-8").split("\n")
        for fact, guard in sorted(here, key=lambda entry: -entry.guard.location.line):
            filled = guard.yaml
            if "same_as" in filled:
                filled = filled.replace("is: 待补", f"is: {values[fact.id]}")
            at = guard.location.line
            rows[at - 1 if guard.replaces else at : at] = filled.split("\n")
        path.write_text("\n".join(rows), "utf-8")
    after = assemble(DiskFiles(shipped), 2023, ROOT / "templates")
    assert [one for one in after.outcome.diagnostics if one.severity is Severity.ERROR] == []
    left = [entry for entry in unchecked_entries(after) if not re.search("占比", entry.guard.yaml)]
    assert left == []
