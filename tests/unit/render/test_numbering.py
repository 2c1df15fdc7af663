"""Numbers are counted from the order of the data, however many there are."""

from __future__ import annotations

import pytest

from report_kit.facts import numerals
from report_kit.render import numbering
from tests.unit.render.factory import Desk, group, item, rendered, report

CHINESE = {
    1: "一", 2: "二", 9: "九", 10: "十", 11: "十一", 19: "十九", 20: "二十", 21: "二十一", 30: "三十", 99: "九十九",
    100: "一百", 101: "一百零一", 110: "一百一十", 111: "一百一十一", 120: "一百二十", 999: "九百九十九",
    1000: "一千", 1001: "一千零一", 1010: "一千零一十", 1100: "一千一百", 1011: "一千零一十一", 9999: "九千九百九十九",
    10000: "10000",
}  # fmt: skip


@pytest.mark.parametrize("number", CHINESE)
def test_chinese_numerals(number) -> None:
    assert numbering.chinese(number) == CHINESE[number]


def test_chinese_numerals_are_read_back() -> None:
    assert [numerals.chinese(numbering.chinese(number)) for number in range(1, 1000)] == list(range(1, 1000))


def test_the_four_levels() -> None:
    assert (numbering.chapter(11), numbering.item(21), numbering.group(10), numbering.point(12)) == (
        "十一、",
        "（二十一）",
        "10.",
        "十二是",
    )


def test_a_report_longer_than_any() -> None:
    desk = Desk()
    points = [f"第{n}点。" for n in range(1, 24)]
    groups = [group(desk, f"g{n}", "小标题", text="甲。") for n in range(1, 13)]
    items = [item(desk, f"i{n}", "事项", text="甲。") for n in range(1, 104)]
    chapters = [(f"c{n}", "章", items if n == 12 else []) for n in range(1, 23)]
    chapters[0] = ("c1", "章", [item(desk, "a", "事项", points=points), item(desk, "b", "事项", groups=groups)])
    texts = [block.text for block in rendered(report(desk, chapters)).draft.blocks]
    for expected in (
        "一、章",
        "（一）事项。一是第1点。",
        "十是第10点。",
        "十一是第11点。",
        "二十三是第23点。",
        "9.小标题。甲。",
        "12.小标题。甲。",
        "十、章",
        "十二、章",
        "（十）事项。甲。",
        "（二十）事项。甲。",
        "（九十九）事项。甲。",
        "（一百零三）事项。甲。",
        "二十二、章",
    ):
        assert expected in texts
