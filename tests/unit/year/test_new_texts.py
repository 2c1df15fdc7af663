"""What a started year says of each fact, title and promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.year.starting import (
    KEY_WORK,
    NEW_PLANS,
    NEW_REPORT,
    NEW_WORK,
    PLANNED,
    PLANS,
    REPORT,
    REPORT_PATH,
    started,
)

if TYPE_CHECKING:
    from pathlib import Path


def item(facts: str, text: str = "甲。", title: str = "甲") -> str:
    lines = "".join(f"    {line}\n" for line in facts.strip().split("\n"))
    return f"items:\n- id: a\n  title: {title}\n  facts:\n{lines}  text: |\n    {text}\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("床位: 673张", "床位: {is: 待补, unit: 张}  # 上年 673张"),
        ("床位: {is: 673张, note: 据报表, explain: 扩建}", "床位: {is: 待补, unit: 张}  # 上年 673张"),
        ("拨款: {is: 109.23万元, source: 决算}", "拨款: {is: 待补, unit: 万元, source: 决算}  # 上年 109.23万元"),
        ("户数: {is: XX元/户, owner: 救助科}", "户数: {is: 待补, unit: 元/户, owner: 救助科}  # 上年也没有补上"),
        ("指数: {is: 101.2, unit: 无}", "指数: {is: 待补, unit: 无}  # 上年 101.2"),
        ("名次: 第一", "名次: 待补  # 上年 第一"),
        ("镇: {list: 甲镇、乙镇}", "镇: {list: 待补}  # 上年 甲镇、乙镇"),
        ("开业: 2023年6月1日", "开业: 待补  # 上年 2023年6月1日"),
        ("人数: {is: 3人, period: 2023}", "人数: {is: 待补, unit: 人, period: 2024}  # 上年 3人"),
        ("人数: {is: 3人, as_of: 2024-02-29}", "人数: {is: 待补, unit: 人, as_of: 2025-02-28}  # 上年 3人"),
        ("人数: {is: 3人, as_of: 2023年12月底}", "人数: {is: 待补, unit: 人, as_of: 2024年12月底}  # 上年 3人"),
        ("年限: {is: 3人, period: 2023年—2025年}", "年限: {is: 待补, unit: 人, period: 2023年—2025年}  # 上年 3人"),
        ("人数: {is: 3人, was: 老人}", "人数: {is: 待补, unit: 人}  # 上年 3人"),
        ("人数: {is: 3人, source: 2023年年报}", "人数: {is: 待补, unit: 人}  # 上年 3人"),
        ("人数: {is: 3人, indicator: yes, shown: no}", "人数: {is: 待补, unit: 人, indicator: yes, shown: no}  # 上年 3人"),
        ('名称: {is: "甲, 乙 # 丙", what: "甲: 乙"}', '名称: {is: 待补, what: "甲: 乙"}  # 上年 甲, 乙 # 丙'),
    ],
)  # fmt: skip
def test_a_fact_is_pending_with_its_unit_and_last_years_value_beside_it(tmp_path: Path, old: str, new: str) -> None:
    assert f"    {new}\n" in started(tmp_path, {KEY_WORK: item(old)})[NEW_WORK]


def test_formulas_and_limits_stay_where_their_facts_are(tmp_path: Path) -> None:
    text = started(
        tmp_path,
        {
            KEY_WORK: item(
                "床位: 673张\n护理: {is: 422张, part_of: [床位, key_work.a.无此], at_most: plans.aid.没有}\n"
                "占比: {share: {part: 护理, of: 床位}, digits: 1}\n比: {is: 62.7%, same_as: plans.aid.没有, digits: 1}"
            )
        },
    )[NEW_WORK]
    assert "护理: {is: 待补, unit: 张, part_of: [床位]}" in text
    assert "占比: {share: {part: 护理, of: 床位}, digits: 1}  # 上年 62.7%" in text
    assert '比: {is: 待补, unit: "%"}  # 上年 62.7%' in text


def test_what_was_this_years_figure_is_next_years_base(tmp_path: Path) -> None:
    facts = "上年: {is: 100人, as_of: 2022年底}\n本年: {is: 110人, as_of: 2023-12-31}\n增幅: {is: 10%, growth: {from: 上年, to: 本年}}"
    text = started(tmp_path, {KEY_WORK: item(facts)})[NEW_WORK]
    assert "上年: {same_as: last_year.key_work.a.本年, as_of: 2023年底}  # 上年 100人" in text
    assert "本年: {is: 待补, unit: 人, as_of: 2024-12-31}  # 上年 110人" in text
    assert "growth: {from: 上年, to: 本年}}" in text


def test_a_base_of_another_day_is_no_last_years_figure(tmp_path: Path) -> None:
    facts = "以前: {is: 100人, as_of: 2020-12-31}\n本年: {is: 110人, as_of: 2023-12-31}\n增幅: {is: 10%, growth: {from: 以前, to: 本年}}"
    assert "以前: {is: 待补, unit: 人, as_of: 2021-12-31}" in started(tmp_path, {KEY_WORK: item(facts)})[NEW_WORK]


def test_what_stood_for_the_year_before_now_stands_for_last_year(tmp_path: Path) -> None:
    before = {
        "data/2022/report.yaml": REPORT.replace("2024年1月29日", "2023年1月9日"),
        "data/2022/key_work.yaml": item("床位: 650张\n停办: 3家"),
    }
    facts = "床位: 673张\n上年床位: {is: 650张, same_as: last_year.key_work.a.床位}\n停办数: {is: 3家, same_as: last_year.key_work.a.停办}"
    text = started(tmp_path, {**before, KEY_WORK: item(facts)})[NEW_WORK]
    assert "上年床位: {is: 待补, unit: 张, same_as: last_year.key_work.a.床位}" in text
    assert "停办数: {is: 待补, unit: 家}  # 上年 3家" in text


def test_old_sentences_stand_in_comments_only(tmp_path: Path) -> None:
    text = started(tmp_path, {KEY_WORK: item("低保: 9774人", "低保{{ 低保 }}，全省第一。")})[NEW_WORK]
    assert "  # 低保{{ 低保 }}，全省第一。\n  text: |\n    {{ 开展情况 }}。\n" in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("做好社会救助", "做好社会救助"),
        ("推进“一老一小”服务", "推进“一老一小”服务"),
        ("完成100件实事", '"{{ 标题 }}"  # 上年 完成100件实事'),
        ("获评全省第一", '"{{ 标题 }}"  # 上年 获评全省第一'),
        ("办好2023年民生实事", '"办好{{ year }}年民生实事"'),
        ("2019年以来的试点", '"{{ 标题 }}"  # 上年 2019年以来的试点'),
    ],
)
def test_a_title_stays_unless_it_holds_a_figure_of_last_year(tmp_path: Path, old: str, new: str) -> None:
    text = started(tmp_path, {KEY_WORK: item("低保: 9774人", title=old)})[NEW_WORK]
    assert f"  title: {new}\n" in text
    assert ("标题: {is: 待补, what: 这一处的标题}" in text) == ("标题 }}" in new)


def test_report_yaml_moves_on_and_takes_no_exception_along(tmp_path: Path) -> None:
    report = REPORT.replace("{{ year }}年工作", "2023年工作").replace("{{ next_year }}", "2024") + (
        "facts: {签发: {is: 2024年1月29日, same_as: date, shown: no}}\n"
        "opening: |\n  现将2023年情况报告如下。\nclosing: |\n  全年办成十二件实事。\n"
        "masked: [XX市]\ncoverage: 60%\nallow:\n- {code: N112, fact: key_work.relief.低保, reason: 口径}\n"
    )
    text = started(tmp_path, {REPORT_PATH: report})[NEW_REPORT]
    assert (
        'title: "{{ unit }}{{ year }}年工作总结和{{ next_year }}年工作计划"\ndate: 待补  # 上年 2024年1月29日\n' in text
    )
    assert "签发: {is: 待补, same_as: date, shown: no}" in text
    assert "opening: |\n  现将{{ year }}年情况报告如下。\n" in text
    assert "# 全年办成十二件实事。\nclosing: |\n  {{ 结尾 }}。\n" in text
    assert "allow: []\n" in text
    assert "\n# - {code: N112, fact: key_work.relief.低保, reason: 口径}\n" in text
    assert "masked: [XX市]\ncoverage: 60%\n" in text


def test_promises_are_answered_by_what_they_continue_and_others_stand_alone(tmp_path: Path) -> None:
    plans = (
        "items:\n- id: aid\n  title: 健全救助\n  continues: last_year.key_work.a.低保\n"
        "  facts: {低保: {is: 待补, unit: 人}}\n  text: |\n    {{ 低保 }}。\n"
        "- id: roads\n  title: 修好道路\n  defaults: {owner: 规划科}\n  facts: {公里: {is: 10公里, what: 新修道路, period: 2024}}\n"
        "  text: |\n    修路{{ 公里 }}。\n"
    )
    files = started(tmp_path, {KEY_WORK: item("低保: 9774人"), PLANS: plans})
    assert "- id: a\n  title: 甲\n  answers: plans.aid\n" in files[NEW_WORK]
    assert "低保: {is: 待补, unit: 人}  # 上年 9774人；目标 plans.aid.低保\n" in files[NEW_WORK]
    assert "- id: roads\n  title: 修好道路\n  defaults: {owner: 规划科}\n  answers: plans.roads\n" in files[NEW_WORK]
    assert "公里: {is: 待补, unit: 公里, what: 新修道路, period: 2024}  # 目标 plans.roads.公里" in files[NEW_WORK]
    assert "- id: aid\n  title: 健全救助\n  continues: last_year.key_work.a\n" in files[NEW_PLANS]
    assert "具体安排: {is: 待补, what: 这项工作的安排, period: 2025}" in files[NEW_PLANS]
    assert "10公里" not in files[NEW_PLANS]


def test_a_base_taken_from_the_year_before_is_taken_again(tmp_path: Path) -> None:
    before = {
        "data/2022/report.yaml": REPORT.replace("2024年1月29日", "2023年1月9日"),
        "data/2022/key_work.yaml": item("床位: 650张"),
    }
    facts = "床位: 673张\n上年: {is: 650张, same_as: last_year.key_work.a.床位}\n增: {is: 23张, difference: {from: 上年, to: 床位}}"
    text = started(tmp_path, {**before, KEY_WORK: item(facts)})[NEW_WORK]
    assert "    上年: {same_as: last_year.key_work.a.床位}  # 上年 650张\n" in text


def test_whether_a_target_was_reached_is_not_said_of_the_new_year(tmp_path: Path) -> None:
    facts = "目标: 40%\n服务率: {is: 45%, meets: 目标}\n食堂: {is: 1家, misses: 应建}\n应建: 2家"
    text = started(tmp_path, {KEY_WORK: item(facts)})[NEW_WORK]
    assert '服务率: {is: 待补, unit: "%"}  # 上年 45%；目标 目标\n' in text
    assert "食堂: {is: 待补, unit: 家}  # 上年 1家；目标 应建\n" in text
    assert "# 注着“目标 ……”的数，完成了加 meets: ……，没有完成加 misses: ……。\n" in text


def test_a_promise_kept_last_year_limits_nothing_now(tmp_path: Path) -> None:
    old = PLANNED.replace("last_year.key_work.relief", "last_year.key_work.none") + "  facts: {目标: 3人, 又一: 4人}\n"
    new = PLANNED + "  facts: {又一: 5人}\n"
    facts = "甲数: {is: 5人, at_least: plans.aid.目标}\n乙数: {is: 5人, at_least: plans.aid.又一}"
    text = started(tmp_path, {"data/2023/plans.yaml": old, PLANS: new, KEY_WORK: item(facts)})[NEW_WORK]
    assert "    甲数: {is: 待补, unit: 人}  # 上年 5人\n" in text
    assert "    乙数: {is: 待补, unit: 人, at_least: plans.aid.又一}  # 上年 5人\n" in text
