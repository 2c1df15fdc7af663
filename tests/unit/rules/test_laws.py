"""Laws that hold for any report: rules never fail, do not depend on order, and blame what is there."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from report_kit.flows.coverage import unchecked_entries
from report_kit.load.fact import BOUNDS
from report_kit.rules import RULES
from tests.unit.rules.desk import WORK, assembled, on_data, project, subject, told

NAMES = "甲乙丙丁戊己"
VALUES = re.findall(
    r"\S+",
    """
    0家 1家 12家 9774人 9774名 203户 5批 3倍 0倍 -3.2% 0% 45%
    4.86% 100% 62.7% 12‰ 3.2个百分点 109.23万元 5000元 0元 1.4亿元 20元/人 150余对 近千人次
    约5万人 1.2万亩 12公顷 三级 三年 第一 第二名 2023年 2022年底 2023年12月27日 2023-12-31 2024-02-30
    2023年2月29日 2023年9月 9月1日 1月32日 每月5日 每月32日 每年13月 2023年—2025年 2025年—2023年 2023年1月至9月 待补 XX元/人
    龙山公墓 XX公墓 9999999999999999人 0.0000001% 2倍
    """,
)
LISTS = ("潭门镇、大路镇", "潭门镇、大路镇、潭门镇", "潭门镇、大路镇等", "潭门镇")
DATES = ("2023-12-31", "2022-12-31", "2024-01-20", "2024-12-31", "2023年", "2023年9月", "2023-02-30")


def _fact(draw: st.DrawFn) -> str:
    keys = []
    kind = draw(st.sampled_from(("value", "value", "value", "list", "derived")))
    if kind == "value":
        keys.append(f'is: "{draw(st.sampled_from(VALUES))}"')
    elif kind == "list":
        keys.append(f"list: {draw(st.sampled_from(LISTS))}")
    one, two, three = (draw(st.sampled_from(NAMES)) for _ in range(3))
    formulas = (
        f"sum: [{one}, {two}]",
        f"sum: [{one}, {two}, {three}], closed: yes",
        f"share: {{part: {one}, of: {two}}}",
        f"share: {{part: {one}, of: {two}, across: 人/张}}",
        f"growth: {{from: {one}, to: {two}}}",
        f"growth: {{from: {one}, to: {two}}}, basis: constant_price",
        f"difference: {{from: {one}, to: {two}}}",
        f"mean: {{of: {one}, per: [{two}, {three}]}}",
        f"product: [{one}, {two}]",
        f"count: {one}",
        f"length: {one}",
        f"same_as: {one}",
    )
    if kind == "derived" or draw(st.booleans()):
        keys.append(draw(st.sampled_from(formulas)))
    bounds = draw(st.lists(st.sampled_from(BOUNDS), max_size=2, unique=True))
    keys += [f"{bound}: {draw(st.sampled_from(NAMES))}" for bound in bounds]
    dated = draw(st.sampled_from(("", "as_of", "period")))
    if dated:
        keys.append(f"{dated}: {draw(st.sampled_from(DATES))}")
    return "{" + ", ".join(keys) + "}"


@st.composite
def items(draw: st.DrawFn) -> list[str]:
    return [f"{name}: {_fact(draw)}" for name in NAMES]


QUIETLY = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(QUIETLY, max_examples=120)
@given(items())
@example([f"{name}: {{is: 9774人, same_as: 甲}}" for name in NAMES])
@example(
    [
        "甲: 0家",
        "乙: 0家",
        "丙: {same_as: 丁}",
        "丁: {is: 0家, same_as: 己}",
        "戊: {growth: {from: 丙, to: 甲}}",
        "己: {is: 0家, as_of: 2022-12-31}",
    ]
)
def test_rules_never_fail_and_do_not_depend_on_order(facts: list[str]) -> None:
    forward, backward = on_data("\n".join(facts)), on_data("\n".join(reversed(facts)))
    assert sorted({(one.code, one.fact or "") for one in forward}) == sorted(
        {(one.code, one.fact or "") for one in backward}
    )
    assert len(forward) == len(backward)
    for one in forward:
        assert one.message.text()
        assert one.hint is None or one.hint.text()
        assert all(note.message.text() for note in one.notes)
        assert one.location is not None


@settings(QUIETLY, max_examples=25)
@given(items())
def test_a_whole_report_of_anything_is_checked(facts: list[str]) -> None:
    shown = "，".join(f"{{{{ {name} }}}}" for name in NAMES) + "。"
    assembly = assembled(project("\n".join(facts), shown))
    assert assembly.report is not None
    coverage = assembly.outcome.coverage
    if coverage is not None:
        assert coverage.figures == coverage.checked + coverage.unchecked + coverage.pending
    for one in assembly.outcome.diagnostics:
        assert one.location is None or one.location.path in (WORK, "data/2023/report.yaml")


@settings(QUIETLY, max_examples=60)
@given(st.sampled_from(VALUES), st.sampled_from(VALUES))
def test_being_the_same_goes_both_ways(one: str, other: str) -> None:
    forward = subject(f'甲: "{one}"\n乙: {{is: "{other}", same_as: 甲}}').verdicts
    backward = subject(f'甲: "{other}"\n乙: {{is: "{one}", same_as: 甲}}').verdicts
    assert [verdict.state for verdict in forward] == [verdict.state for verdict in backward]


@settings(QUIETLY, max_examples=60)
@given(st.sampled_from(VALUES))
def test_everything_is_the_same_as_itself(value: str) -> None:
    found = on_data(f'甲: "{value}"\n乙: {{is: "{value}", same_as: 甲}}')
    assert not [one for one in found if one.code in ("N130", "U202", "K904")]


def test_rules_stand_family_by_family_by_code() -> None:
    told_codes = [one.code.code for one in RULES]
    assert told_codes == sorted(told_codes, key=lambda code: ("NLDUYPSCK".index(code[0]), code))


def test_growing_data_are_told_in_the_same_order() -> None:
    facts = "\n".join(f"甲{n}: {{is: {n}家, part_of: 乙}}" for n in range(10, 20)) + "\n乙: 5家"
    assert told(on_data(facts)) == [f"N122 甲{n}" for n in range(10, 20)]


@settings(QUIETLY, max_examples=25)
@given(items())
def test_what_guards_a_figure_of_anything_is_yaml_that_is_read(facts: list[str]) -> None:
    shown = "，".join(f"{{{{ {name} }}}}" for name in NAMES) + "。"
    files = project("\n".join(facts), shown)
    assembly = assembled(files)
    for entry in unchecked_entries(assembly):
        guard = entry.guard
        if not guard.yaml:
            continue
        rows = files[WORK].split("\n")
        at = guard.location.line
        rows[at - 1 if guard.replaces else at : at] = guard.yaml.split("\n")
        pasted = assembled(files | {WORK: "\n".join(rows)}).outcome.diagnostics
        unread = {(one.code, one.fact) for one in assembly.outcome.diagnostics if one.code[0] in "FR"}
        assert {(one.code, one.fact) for one in pasted if one.code[0] in "FR"} <= unread
