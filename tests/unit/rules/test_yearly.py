"""Rules from one year to the next, on two small years."""

from __future__ import annotations

import json

import pytest

from tests.unit.two_years import assembled, project, published, told

RELIEF = "在册低保: {is: 9774人, what: 在册低保人数, as_of: 2022-12-31}"
SHOWN = "在册{{ 在册低保 }}。"
DECLARED = "上年低保: {is: %s, same_as: last_year.work.item.在册低保, what: 在册低保人数, as_of: 2022-12-31}"
BEGUN = """\
上年低保: {is: %s, what: 在册低保人数, as_of: 2022-12-31}
在册低保: {is: 10000人, what: 在册低保人数, as_of: 2023-12-31}
低保增幅: {growth: {from: 上年低保, to: 在册低保}}
"""


def years(now: str, text: str, then: str = RELIEF, before: str = SHOWN) -> dict[str, str]:
    """The two years, last year's sent."""
    return published(project(then, now, text, before))


def baseline(files: dict[str, str]) -> list[str]:
    """What is found but for coverage of facts that nothing shows."""
    return [one for one in told(files) if " P304 " not in one]


@pytest.mark.parametrize("facts", [DECLARED, BEGUN])
@pytest.mark.parametrize("value", ["9774人", "0.98万人", "9774名"])
def test_a_base_as_it_was_sent_is_silent(facts: str, value: str) -> None:
    text = "{{ 上年低保|as_of }}为{{ 上年低保 }}。" + ("{{ 低保增幅 }}。{{ 在册低保 }}。" if facts is BEGUN else "")
    assert told(years(facts % value, text)) == []


@pytest.mark.parametrize("facts", [DECLARED, BEGUN])
@pytest.mark.parametrize("value", ["9747人", "0.99万人", "977人"])
def test_a_base_that_drifted_is_told_once(facts: str, value: str) -> None:
    text = "{{ 上年低保|as_of }}为{{ 上年低保 }}。" + ("{{ 低保增幅 }}。{{ 在册低保 }}。" if facts is BEGUN else "")
    found = [one for one in told(years(facts % value, text)) if "N132" not in one]
    assert found == [f"5 Y101 上年低保写为 {value}，2022年的报告发出的 在册低保 是 9774人"]


@pytest.mark.parametrize("facts", [DECLARED, BEGUN])
def test_without_what_was_sent_the_data_count(facts: str) -> None:
    files = project(RELIEF, facts % "9747人", "{{ 上年低保|as_of }}为{{ 上年低保 }}。", SHOWN)
    assert baseline(files) == ["5 Y101 上年低保写为 9747人，2022年的数据里 在册低保 是 9774人"]


def test_a_base_cut_off_is_left_to_n105() -> None:
    files = years(DECLARED % "0.97万人", "{{ 上年低保|as_of }}为{{ 上年低保 }}。")
    assert [one.split()[1] for one in told(files)] == ["N105"]


def test_a_base_of_the_same_time_and_name_needs_no_formula() -> None:
    then = "改造户数: {is: 146户, what: 居家适老化改造户数, period: 2022}"
    base = "已改造: {is: %s, what: 居家适老化改造户数, period: 2022}"
    text = "{{ 已改造|period }}改造{{ 已改造 }}。"
    assert told(years(base % "146户", text, then, "{{ 改造户数 }}。")) == []
    found = told(years(base % "164户", text, then, "{{ 改造户数 }}。"))
    assert found == ["5 Y101 已改造写为 164户，2022年的报告发出的 改造户数 是 146户"]


@pytest.mark.parametrize(
    "base",
    [
        "年初低保: {is: 9747人, what: 在册低保人数, as_of: 2022-06-30}",
        "年初低保: {is: 9747人, what: 城镇低保人数, as_of: 2022-12-31}",
        "年初低保: {is: 9747户, what: 在册低保人数, as_of: 2022-12-31}",
        "年初低保: {is: 9747人, what: 在册低保人数, as_of: 2023-01-01}",
        "年初低保: {is: 待补, unit: 人, what: 在册低保人数, as_of: 2022-12-31}",
    ],
)
def test_another_day_name_or_unit_is_another_figure(base: str) -> None:
    assert "Y101" not in "".join(told(years(base, "{{ 年初低保|as_of }}为{{ 年初低保 }}。")))


def test_a_growth_from_a_base_of_another_thing_is_left_alone() -> None:
    now = """\
计划低保: {is: 9000人, what: 计划低保人数, as_of: 2022-12-31}
在册低保: {is: 10000人, what: 在册低保人数, as_of: 2023-12-31}
超出: {difference: {from: 计划低保, to: 在册低保}}
"""
    assert told(years(now, "{{ 计划低保|as_of }}计划{{ 计划低保 }}。{{ 在册低保 }}，多{{ 超出 }}。")) == []


def test_last_years_data_changed_after_they_were_sent() -> None:
    files = years(DECLARED % "9774人", "{{ 上年低保|as_of }}为{{ 上年低保 }}。")
    files["data/2022/work.yaml"] = files["data/2022/work.yaml"].replace("9774", "9775")
    assert told(files) == ["5 Y101 在册低保在2022年的报告里发出的是 9774人，2022年的数据现在写为 9775人"]
    (found,) = assembled(files).outcome.diagnostics
    assert found.facts == ("last_year.work.item.在册低保",)
    places = [note.location and note.location.path for note in found.notes]
    assert places == ["data/2022/published.json", "data/2022/work.yaml"]


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (
            "在册低保: 10000人\n增幅: {growth: {from: last_year.work.item.在册低保, to: 在册低保}}",
            "{{ 增幅 }}{{ 在册低保 }}。",
        ),
        ("在册低保: 10000人", "上年{{ last_year.在册低保 }}，{{ 在册低保 }}。"),
        ("在册低保: 10000人", "{{ 在册低保 }}，{{ 在册低保|yearly_growth }}。"),
    ],
)
def test_a_drift_is_told_wherever_the_figure_is_used(now: str, text: str) -> None:
    files = years(now, text)
    assert told(files) == []
    files["data/2022/work.yaml"] = files["data/2022/work.yaml"].replace("9774", "9775")
    assert [one.split()[1] for one in told(files)] == ["Y101"]


def test_a_drift_is_told_where_a_table_shows_last_years_figure() -> None:
    files = years("在册低保: {is: 10000人, indicator: yes}", "{{ 在册低保 }}。")
    files["data/2023/report.yaml"] += "attachments:\n- {table: indicators}\n"
    assert told(files) == []
    files["data/2022/work.yaml"] = files["data/2022/work.yaml"].replace("9774", "9775")
    assert [one.split()[:2] for one in told(files)] == [["data/2023/report.yaml:8", "Y101"]]


def test_a_drift_that_nothing_uses_is_last_years_matter() -> None:
    files = years("甲: 3户", "{{ 甲 }}。")
    files["data/2022/work.yaml"] = files["data/2022/work.yaml"].replace("9774", "9775")
    assert told(files) == []


def test_a_restatement_is_allowed_with_its_reason() -> None:
    files = years(DECLARED % "9700人", "{{ 上年低保|as_of }}为{{ 上年低保 }}。")
    reason = "allow:\n- {code: Y101, fact: work.item.上年低保, reason: 民政部核减重复登记}\n"
    files["data/2023/report.yaml"] += reason
    assert told(files) == []


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("名单: {list: 甲镇、乙镇}", "上年名单: {list: 乙镇、甲镇, same_as: last_year.work.item.名单}"),
        ("名次: 第一", "上年名次: {is: 第1, same_as: last_year.work.item.名次}"),
        ("日子: 2022年9月1日", "上年日子: {is: 2022年9月1日, same_as: last_year.work.item.日子, period: 2022}"),
        ("占比: {is: 62.70%}", "上年占比: {is: 62.7%, same_as: last_year.work.item.占比}"),
        ("单位名: 幸福院", "上年单位名: {is: 幸福院, same_as: last_year.work.item.单位名}"),
        ("指数: {is: 103.5, unit: 无}", "上年指数: {is: 103.5, unit: 无, same_as: last_year.work.item.指数}"),
    ],
)
def test_every_sort_of_value_is_read_again_as_it_was_sent(then: str, now: str) -> None:
    name, new = then.partition(":")[0], now.partition(":")[0]
    files = years(now, f"上年{{{{ {new} }}}}。", then, f"{{{{ {name} }}}}。")
    assert "Y101" not in "".join(told(files))


def test_a_unit_of_the_office_is_known_in_what_was_sent() -> None:
    files = years("帮扶: 25窝\n", "{{ 帮扶 }}，{{ 帮扶|yearly_change }}。", "甲: 1户", "{{ 甲 }}。")
    wording = "units: [窝]\n"
    files |= {"templates/wording.yaml": wording}
    then = project("帮扶: 20窝", "帮扶: 25窝", "{{ 帮扶 }}，{{ 帮扶|yearly_change }}。", "{{ 帮扶 }}。")
    files = published({**then, "templates/wording.yaml": wording})
    assert told(files) == []


JUMPS = [
    ("146户", "1460户", "10"),
    ("146户", "293户", "2.01"),
    ("146户", "72户", "0.49"),
    ("146户", "0户", "0"),
    ("86.40万元", "191.25万元", "2.21"),
    ("30吨", "90吨", "3"),
    ("150余户", "500户", "3.33"),
]


@pytest.mark.parametrize(("then", "now", "times"), JUMPS)
def test_a_jump_without_a_reason_is_told(then: str, now: str, times: str) -> None:
    files = project(f"户数: {then}", f"户数: {now}", "{{ 户数 }}。")
    assert told(files) == [f"5 Y104 户数 {now}，上年是 {then}，是上年的{times}倍，没有说明原因"]
    files = project(f"户数: {then}", f"户数: {{is: {now}, explain: 新增任务}}", "{{ 户数 }}。")
    assert told(files) == []


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("146户", "292户"),
        ("146户", "73户"),
        ("19户", "190户"),
        ("1.5吨", "15吨"),
        ("12.5%", "62.5%"),
        ("2倍", "5倍"),
        ("146户", "1460家"),
        ("150余户", "310户"),
        ("待补", "1460户"),
        ("敬老院", "1460户"),
        ("第一", "第三"),
        ("{is: 146户, period: 2022}", "{is: 30户, period: 2023年1月至3月}"),
        ("{is: 146户, as_of: 2022-12-31}", "{is: 30户, period: 2023}"),
    ],
)
def test_no_jump(then: str, now: str) -> None:
    assert "Y104" not in "".join(told(project(f"户数: {then}", f"户数: {now}", "{{ 户数 }}。")))


def test_a_jump_that_a_stated_growth_confirms_is_none() -> None:
    now = "户数: 1460户\n增幅: {is: 900%, growth: {from: last_year.work.item.户数, to: 户数}}"
    assert told(project("户数: 146户", now, "{{ 户数 }}，{{ 增幅 }}。")) == []


def test_a_jump_of_a_fact_renamed_is_told() -> None:
    files = project("旧户数: 146户", "户数: {is: 1460户, was: 旧户数}", "{{ 户数 }}。")
    assert [one.split()[1] for one in told(files)] == ["Y104"]


FLOW = "户数: {is: %s, period: %s}"
DONE = "{{ year }}年共改造{{ 户数 }}。"


def test_a_sentence_and_its_figure_copied_are_told() -> None:
    files = project(FLOW % ("146户", 2022), FLOW % ("146户", 2023), f"改造完成。\n{DONE}", DONE)
    assert told(files) == ["5 Y106 户数 146户 和所在的句子都与上年一样，像是上年的数没有改"]
    (found,) = assembled(files).outcome.diagnostics
    notes = [(note.location.path, note.location.line) for note in found.notes if note.location]
    assert notes == [("data/2022/work.yaml", 5), ("data/2022/work.yaml", 7)]


@pytest.mark.parametrize(
    ("then", "now", "before", "text"),
    [
        (FLOW % ("146户", 2022), FLOW % ("147户", 2023), DONE, DONE),
        (FLOW % ("146户", 2022), FLOW % ("146户", 2023), DONE, "{{ year }}年完成改造{{ 户数 }}。"),
        (FLOW % ("12户", 2022), FLOW % ("12户", 2023), DONE, DONE),
        (
            "户数: {is: 146户, as_of: 2022-12-31}",
            "户数: {is: 146户, as_of: 2023-12-31}",
            "{{ 户数 }}。",
            "{{ 户数 }}。",
        ),
        (FLOW % ("146户", "2021年—2025年"), FLOW % ("146户", "2021年—2025年"), "{{ 户数 }}。", "{{ 户数 }}。"),
        (FLOW % ("146户", 2022), "户数: {is: 146户, period: 2023, explain: 年度任务不变}", DONE, DONE),
        (
            FLOW % ("146户", 2022) + "\n镇: {is: 3个, period: 2022}",
            FLOW % ("146户", 2023) + "\n镇: {is: 4个, period: 2023}",
            "{{ 镇 }}镇改造{{ 户数 }}。",
            "{{ 镇 }}镇改造{{ 户数 }}。",
        ),
    ],
)
def test_what_is_no_copy(then: str, now: str, before: str, text: str) -> None:
    assert "Y106" not in "".join(told(project(then, now, text, before)))


def test_a_copy_under_a_new_name_is_told() -> None:
    now = "改造户数: {is: 146户, was: 户数, period: 2023}"
    files = project(FLOW % ("146户", 2022), now, "{{ year }}年共改造{{ 改造户数 }}。", DONE)
    assert [one.split()[1] for one in told(files)] == ["Y106"]


LAST = "床位: {is: 50张, as_of: 2022-12-31}"
THIS = "床位: {is: 60张, as_of: 2023-12-31}"


@pytest.mark.parametrize(
    "text",
    [
        "上年床位{{ last_year.床位 }}，{{ 床位 }}。",
        "{{ last_year }}年底床位{{ last_year.床位 }}，{{ 床位 }}。",
        "截至{{ last_year.床位|as_of }}有{{ last_year.床位 }}。{{ 床位 }}。",
        "床位由{{ last_year.床位 }}增加到{{ 床位 }}。",
        "去年有{{ last_year.床位 }}，比上年增加，{{ 床位 }}。",
    ],
)
def test_last_years_figure_may_stand_where_the_sentence_says_so(text: str) -> None:
    assert told(project(LAST, THIS, text)) == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("{{ year }}年有床位{{ last_year.床位 }}。另有{{ 床位 }}。", "error"),
        ("全年新增床位{{ last_year.床位 }}。另有{{ 床位 }}。", "error"),
        ("床位{{ last_year.床位 }}。另有{{ 床位 }}。", "warning"),
        ("床位{{ last_year.床位 }}，{{ 床位|yearly_growth }}。另有{{ 床位 }}。", "warning"),
        ("{{ year }}年床位{{ last_year.床位 }}，比上年增加10张以上。另有{{ 床位 }}。", "error"),
    ],
)
def test_last_years_figure_as_this_years_is_told(text: str, severity: str) -> None:
    found = [one for one in assembled(project(LAST, THIS, text)).outcome.diagnostics if one.code == "D213"]
    assert [one.severity.name.lower() for one in found] == [severity]


@pytest.mark.parametrize(
    ("then", "now", "fits"),
    [
        ("as_of: 2022-12-31", "as_of: 2023-12-31", True),
        ("as_of: 2022-06-30", "as_of: 2023-12-31", False),
        ("period: 2022", "period: 2023", True),
        ("period: 2022年1月至9月", "period: 2023年1月至10月", False),
        ("as_of: 2022-12-31", "period: 2023", False),
    ],
)
@pytest.mark.parametrize("how", ["filter", "growth"])
def test_a_comparison_with_last_year_is_of_like_times(then: str, now: str, *, fits: bool, how: str) -> None:
    facts = f"户数: {{is: 60户, {now}}}"
    text = "共{{ 户数 }}，{{ 户数|yearly_growth }}。"
    if how == "growth":
        facts += "\n增幅: {growth: {from: last_year.work.item.户数, to: 户数}}"
        text = "共{{ 户数 }}，增长{{ 增幅 }}。"
    found = [one for one in told(project(f"户数: {{is: 50户, {then}}}", facts, text)) if "D201" in one]
    mixed = "as_of" in then and "period" in now
    assert len(found) == (0 if fits or (how == "growth" and mixed) else 1)


def test_figures_held_against_what_was_sent_count_as_checked() -> None:
    files = years("在册低保: 10000人", "上年{{ last_year.在册低保 }}。")
    coverage = assembled(files).outcome.coverage
    assert coverage is not None
    assert (coverage.figures, coverage.checked) == (1, 1)
    del files["data/2022/published.json"]
    coverage = assembled(files).outcome.coverage
    assert coverage is not None
    assert (coverage.figures, coverage.checked) == (1, 0)


def test_a_figure_sent_that_the_data_no_longer_name_is_no_problem() -> None:
    files = years("甲: 3户", "{{ 甲 }}。")
    content = json.loads(files["data/2022/published.json"])
    content["facts"]["work.item.别的"] = content["facts"]["work.item.在册低保"]
    files["data/2022/published.json"] = json.dumps(content, ensure_ascii=False)
    assert told(files) == []


def test_a_plan_is_set_beside_the_one_for_this_year() -> None:
    files = project("甲: 1户", "甲: {is: 140户, meets: plans.item.目标, explain: 新增任务}", "改造{{ 甲 }}。")
    files["data/2023/report.yaml"] += "- {id: plans, title: 工作计划, year: next}\n"
    plans = (
        "items:\n- id: item\n  title: 改造\n  facts: {目标: {is: %s, what: 改造目标, period: %d}}\n  text: |\n    %s\n"
    )
    files["data/2023/plans.yaml"] = plans % ("130户", 2023, "改造{{ 目标 }}。")
    files["data/2024/plans.yaml"] = plans % ("150户", 2024, "改造{{ 目标 }}，{{ 目标|yearly_change }}。")
    assert told(files) == []
    draft = assembled(files).draft
    assert draft is not None
    assert "改造150户，较上年增加20户。" in "".join(block.text for block in draft.blocks)
