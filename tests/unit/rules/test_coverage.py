"""The honest last line: what is counted as checked could really have been found wrong."""

from __future__ import annotations

import pytest

from report_kit.rules import Subject, unchecked
from tests.unit.rules.desk import assembled, project


def counted(facts: str, text: str) -> tuple[int, int, int, int]:
    coverage = assembled(project(facts, text)).outcome.coverage
    assert coverage is not None
    return tuple(coverage)


def names(facts: str, text: str) -> list[str]:
    assembly = assembled(project(facts, text))
    assert assembly.report is not None
    return [key[1].rpartition(".")[2] for key in unchecked(Subject(assembly.report, assembly.draft))]


SHARE = "床位: 673张\n护理: {is: 422张, part_of: 床位}\n占比: {is: 62.7%, share: {part: 护理, of: 床位}}\n机构: 12家"


def test_what_stands_in_an_equality_is_checked() -> None:
    assert counted(SHARE, "{{ 床位 }}，{{ 护理 }}，{{ 占比 }}，{{ 机构 }}。") == (4, 3, 1, 0)
    assert names(SHARE, "{{ 床位 }}，{{ 护理 }}，{{ 占比 }}，{{ 机构 }}。") == ["机构"]


def test_every_place_counts() -> None:
    assert counted("床位: 673张", "{{ 床位 }}，即{{ 床位 }}。") == (2, 0, 2, 0)


def test_a_mistake_found_is_checked_too() -> None:
    assert counted(SHARE.replace("62.7", "72.6"), "{{ 床位 }}，{{ 护理 }}，{{ 占比 }}，{{ 机构 }}。") == (4, 3, 1, 0)


@pytest.mark.parametrize(
    "facts",
    [
        "甲: {is: 10家, sum: [乙, 丙]}\n乙: 3家\n丙: 4家",  # open: 其中 leaves room
        "甲: {is: 10家, part_of: 乙}\n乙: 30家\n丙: 4家",  # a bound
        "甲: {is: 10家, sum: [乙, 丙], closed: yes}\n乙: 近6家\n丙: 4家",  # could not be evaluated
        "甲: {sum: [乙, 丙]}\n乙: 6家\n丙: 4家",  # worked out: a slip in 乙 changes 甲 as well
        "甲: {is: 7%, growth: {from: 乙, to: 丙}, basis: constant_price}\n乙: 6亿元\n丙: 7亿元",
    ],
)
def test_what_could_not_be_found_wrong_is_unchecked(facts: str) -> None:
    assert counted(facts, "{{ 甲 }}，{{ 乙 }}，{{ 丙 }}。")[1:3] == (0, 3)


def test_what_is_worked_out_from_checked_figures_is_checked() -> None:
    facts = (
        SHARE + "\n合计: {sum: [床位, 护理]}\n再计: {difference: {from: 床位, to: 合计}}\n混计: {product: [床位, 机构]}"
    )
    assert names(facts, "{{ 合计 }}，{{ 再计 }}。") == []
    assert names("甲: 3个\n乙: {same_as: 甲}", "{{ 乙 }}。") == ["乙"]


def test_pending_figures_are_counted_apart() -> None:
    facts = "床位: 待补\n护理: 422张\n占比: {share: {part: 护理, of: 床位}}"
    assert counted(facts, "{{ 床位 }}，{{ 护理 }}，{{ 占比 }}。") == (3, 0, 1, 2)


def test_names_and_days_of_figures_are_no_figures() -> None:
    facts = "公墓: 龙山公墓\n镇: {list: 潭门镇、大路镇}\n床位: {is: 673张, as_of: 2023-12-31}"
    assert counted(facts, "{{ 公墓 }}，{{ 镇 }}，截至{{ 床位|as_of }}，{{ 床位 }}。") == (1, 0, 1, 0)


def test_no_report_no_claim() -> None:
    files = project("床位: 673张", "{{ 床位 }}。")
    del files["data/2023/report.yaml"]
    assert assembled(files).outcome.coverage is None


def test_what_could_not_be_read_is_unchecked_and_not_pending() -> None:
    assert counted("甲: 13人左\n乙: 待补", "{{ 甲 }}，{{ 乙 }}。") == (2, 0, 1, 1)
    assert [one.code for one in assembled(project("甲: 13人左", "{{ 甲 }}。")).outcome.diagnostics] == ["F126"]


@pytest.mark.parametrize(
    ("level", "told"),
    [
        ("60%", []),
        ("75%", []),
        ("75.1%", ["K905"]),
        ("100%", ["K905"]),
        ("0%", []),
        ("约60%", ["F126"]),
        ("0.6", ["F126"]),
    ],
)
def test_a_level_asked_for_is_told_when_it_is_not_reached(level: str, told: list[str]) -> None:
    shown = "{{ 床位 }}，{{ 护理 }}，{{ 占比 }}，{{ 机构 }}，{{ 待建 }}。"
    found = assembled(project(SHARE + "\n待建: 待补", shown, f"coverage: {level}\n")).outcome.diagnostics
    assert [one.code for one in found if one.code != "P305"] == told


def test_nothing_is_told_of_a_level_nobody_asked_for_or_of_no_figures() -> None:
    assert assembled(project("甲: 12家", "{{ 甲 }}。")).outcome.diagnostics == ()
    assert assembled(project("甲: 待补", "{{ 甲 }}。", "coverage: 100%\n")).outcome.worst is not None
    assert {
        one.code for one in assembled(project("甲: 待补", "{{ 甲 }}。", "coverage: 100%\n")).outcome.diagnostics
    } == {"P305"}
