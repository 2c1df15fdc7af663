"""The same said otherwise stays silent; what is typed into the sentences of the shipped data is told where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_kit.flows.pipeline import assemble
from tests.mutation.mutants import ROOT, SOURCES
from tests.unit.load.project import MemoryFiles

if TYPE_CHECKING:
    from pathlib import Path

    from report_kit.diagnostics import Diagnostic

HIGHLIGHTS, KEY_WORK, PLANS, REPORT = (
    "data/2023/highlights.yaml",
    "data/2023/key_work.yaml",
    "data/2024/plans.yaml",
    "data/2023/report.yaml",
)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def changed(path: str, old: str, new: str) -> dict[str, str]:
    assert SOURCES[path].count(old) == 1, f"{old} stands {SOURCES[path].count(old)} times in {path}"
    return {**SOURCES, path: SOURCES[path].replace(old, new)}


def problems(files: dict[str, str], cache: Path) -> list[Diagnostic]:
    """Everything found but the facts that the shipped data do not know yet."""
    found = assemble(MemoryFiles(files), 2023, ROOT / "templates", cache).outcome.diagnostics
    return [one for one in found if one.code != "P305"]


def test_the_shipped_data_hold_no_problem_at_all(cache: Path) -> None:
    assert [(one.code, str(one.location)) for one in problems(SOURCES, cache)] == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (KEY_WORK, "is: 4.86%", "is: 4.9%"),
        (KEY_WORK, "is: 4.86%", "is: 5%"),
        (KEY_WORK, "is: 62.7%", "is: 62.70%"),
        (KEY_WORK, "is: 62.7%", "is: 63%"),
        (KEY_WORK, "is: 52.7%", "is: 52.75%"),
        (KEY_WORK, "is: 9774人", "is: 9774名"),
        (KEY_WORK, "is: 935名", "is: 936名"),
        (KEY_WORK, "is: 6个, count", "is: 六个, count"),
        (KEY_WORK, "is: 三年", "is: 3年"),
        (KEY_WORK, "is: 2023年—2025年, what", "is: 2023—2025年, what"),
        (KEY_WORK, "康复统计日: {is: 2023年12月27日", "康复统计日: {is: 2023-12-27"),
        (KEY_WORK, "is: 2022年底, same_as", "is: 2022年12月31日, same_as"),
        (KEY_WORK, "is: 100万元", "is: 1000000元"),
        (KEY_WORK, "is: 22万元", "is: 24万元"),
        (KEY_WORK, "潭门镇、大路镇、阳江镇、博鳌镇, what", "大路镇、潭门镇、博鳌镇和阳江镇, what"),
        (KEY_WORK, "整治坟墓|as_of }}，投入", "整治坟墓|as_of }}，先后投入"),
        (HIGHLIGHTS, "is: 150余对", "is: 160余对"),
        (KEY_WORK, "is: 7家, part_of", "is: 12家, part_of"),
        (HIGHLIGHTS, "is: 第一, same_as", "is: 第1名, same_as"),
        (REPORT, "date: 2024年1月29日", "date: 2024-01-29"),
        (REPORT, "原稿日期: {is: 2024年1月29日", "原稿日期: {is: 2024年1月"),
    ],
)
def test_the_same_said_otherwise_is_right(path: str, old: str, new: str, cache: Path) -> None:
    assert [(one.code, one.message.text()) for one in problems(changed(path, old, new), cache)] == []


@pytest.mark.parametrize("day", ["2023年12月31日", "2024-02-28"])
def test_the_report_may_be_of_another_day_wherever_that_is_stated(day: str, cache: Path) -> None:
    assert SOURCES[REPORT].count("2024年1月29日") == 2
    files = {**SOURCES, REPORT: SOURCES[REPORT].replace("2024年1月29日", day)}
    assert [(one.code, one.message.text()) for one in problems(files, cache)] == []


@pytest.mark.parametrize(
    ("path", "old", "new", "at", "codes"),
    [
        (KEY_WORK, "建成养老机构{{ 养老机构 }}", "建成养老机构12家", "12家", ["P302"]),
        (KEY_WORK, "供养率为{{ 集中供养率 }}", "供养率为61%", "61%", ["P302", "P304"]),
        (KEY_WORK, "设养老床位{{ 床位 }}", "设养老床位1{{ 床位 }}", "1{{", ["P302"]),
        (KEY_WORK, "标准从{{ 原丧葬费 }}提高", "标准从XX元/人提高", "XX元", ["P301"]),
        (KEY_WORK, "截至{{ 养老机构|as_of }}，全市", "截至目前，全市", "截至目前", ["D203"]),
        (KEY_WORK, "截至{{ 养老机构|as_of }}，全市", "截至2024年2月27日，全市", "2024年2月27日", ["D102"]),
        (KEY_WORK, "截至{{ 养老机构|as_of }}，全市", "截至2023年11月31日，全市", "2023年11月31日", ["D101"]),
        (KEY_WORK, "{{ year }}年共完成", "2024年共完成", "2024年", ["D110"]),
        (KEY_WORK, "{{ year }}年共完成", "2023年共完成", "2023年共", ["P308"]),
        (
            KEY_WORK,
            "{{ 行动年限 }}行动实施方案（{{ 行动期限 }}）",
            "三年行动实施方案（2023—2026年）",
            "三年",
            ["D104", "P304"],
        ),
        (REPORT, '{{ next_year }}年工作计划"\ndate', '2025年工作计划"\ndate', "2025年", ["D111"]),
        (REPORT, "和{{ next_year }}年工作计划的通知", "和{{ last_year }}年工作计划的通知", "{{ last_year", ["D111"]),
        (PLANS, "{{ year }}年是“精康融合行动”", "2024年是“精康融合行动”", "2024年是", ["P308"]),
        (PLANS, "due: 2024年底", "due: 2023年底", "", ["D111"]),
        (PLANS, "计划改造户数为{{ 改造户数 }}", "计划改造户数为待补", "待补", ["P301"]),
    ],
)
def test_what_is_typed_is_told_where_it_stands(  # noqa: PLR0917 - a table of cases
    path: str, old: str, new: str, at: str, codes: list[str], cache: Path
) -> None:
    files = changed(path, old, new)
    found = problems(files, cache)
    assert sorted(one.code for one in found) == sorted(codes)
    offset = files[path].index(new) + new.index(at)
    line = files[path].count("\n", 0, offset) + 1
    column = offset - files[path].rfind("\n", 0, offset)
    if at:
        assert (path, line, column) in {
            (one.location.path, one.location.line, one.location.column) for one in found if one.location
        }
