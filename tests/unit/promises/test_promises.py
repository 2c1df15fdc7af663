"""What becomes of promises: who answers them, what proves them, what keeps them from being done."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from report_kit.facts.model import Literal
from report_kit.flows.pipeline import assemble
from report_kit.load.codes import LOSING
from report_kit.promises import Figure, State, percent, promise_rows, promises
from tests.unit.load.project import MemoryFiles
from tests.unit.promises.year import DATE, Year, files

ROOT = Path(__file__).resolve().parents[3]

PLANS = """\
items:
- id: elderly
  title: 提升养老服务
  defaults: {owner: 养老科}
  facts:
    上年户数: {is: 100户, period: 2022}
    改造目标: {is: 146户, what: 改造户数}
    增加: {difference: {from: 上年户数, to: 改造目标}, shown: no}
  points:
  - id: homes
    lead: 继续实施适老化改造
    due: 2023年10月底
    text: |
      上年改造{{ 上年户数 }}，今年改造{{ 改造目标 }}。
  - id: care
    lead: 做实居家服务
"""


def work(facts: str = "", answers: str = "", text: str = "") -> str:
    body = f"  facts: {{{facts}}}\n" if facts else ""
    return (
        f"items:\n- id: homes\n  title: 实施改造\n{f'  answers: {answers}' if answers else ''}\n{body}"
        f"  text: |\n    {text or '开展了工作。'}\n"
    )


def test_a_target_that_is_met_makes_a_promise_done():
    year = Year(PLANS, work("户数: {is: 150户, meets: plans.elderly.改造目标}"))
    promise = year.promises["plans.elderly.points.homes"]
    assert promise.state is State.DONE
    assert [key[1] for key in promise.targets] == ["plans.elderly.改造目标"]
    assert [(measure.fact[1], measure.standing.value) for measure in promise.measures] == [("work.homes.户数", "met")]


@pytest.mark.parametrize(
    ("target", "facts", "state"),
    [
        ("2023年6月底", "完工: {is: 2023年5月20日, meets: plans.elderly.完工目标}", "done"),
        ("2023年6月底", "完工: {is: 2023年7月5日, misses: plans.elderly.完工目标}", "under_way"),
        ("2023年6月底", "完工: {is: 2023年7月5日, meets: plans.elderly.完工目标}", "under_way"),
        ("2023年6月底", "完工: 2023年5月20日", "under_way"),
        ("2024年6月底", "完工: 2023年5月20日", "under_way"),
        ("2022年5月16日", "完工: 2023年5月20日", "done"),  # a day that was, such as that of a decision
        ("每月5日", "完工: 2023年5月20日", "done"),
    ],
)
def test_a_day_that_was_promised_is_a_target(target: str, facts: str, state: str) -> None:
    plans = f"""\
items:
- id: elderly
  title: 建成敬老院
  facts: {{完工目标: {target}}}
  text: |
    {{{{ 完工目标 }}}}建成敬老院。
"""
    year = Year(plans, work(facts, "plans.elderly"))
    assert year.states == {"elderly": state}


@pytest.mark.parametrize(
    ("claim", "figure", "date", "state"),
    [
        ("meets", "146户", DATE, "done"),
        ("misses", "120户", DATE, "late"),
        ("misses", "120户", "date: 2023年10月31日\n", "under_way"),
        ("misses", "120户", "date: 2023年10月\n", "under_way"),
        ("misses", "120户", "date: 2023年11月\n", "late"),
        ("misses", "120户", "", "under_way"),
        ("meets", "120户", DATE, "late"),  # N131 tells of the claim
        ("misses", "150户", DATE, "late"),
        ("meets", "{is: 待补, unit: 户}", DATE, "under_way"),
        ("meets", "150人", DATE, "late"),  # U202 tells of the units
    ],
)
def test_a_figure_decides_with_the_deadline(claim, figure, date, state):
    inside = figure.strip("{}") if figure.startswith("{") else f"is: {figure}"
    year = Year(PLANS, work(f"户数: {{{inside}, {claim}: plans.elderly.改造目标}}", "plans.elderly"), date)
    assert year.states["elderly.points.homes"] == state


def test_a_figure_that_misses_outweighs_every_answer_and_every_other_figure():
    facts = "一: {is: 150户, meets: plans.elderly.改造目标}, 二: {is: 3户, misses: plans.elderly.改造目标}"
    year = Year(PLANS, work(facts, "[plans.elderly, plans.elderly.points.homes, plans.elderly.改造目标]"))
    assert year.states["elderly.points.homes"] == "late"


def test_an_answer_to_an_item_answers_its_points_unless_they_have_their_own():
    year = Year(PLANS, work(answers="plans.elderly"))
    assert year.states == {"elderly.points.homes": "late", "elderly.points.care": "done"}
    outcome = "outcomes: [{promise: plans.elderly.points.care, state: dropped, reason: 经同意}]\n"
    year = Year(PLANS, work(answers="plans.elderly"), DATE + outcome)
    assert year.states["elderly.points.care"] == "dropped"
    assert year.promises["plans.elderly.points.care"].answers == ()
    assert year.rules("Y102", "Y103") == []


def test_a_figure_nobody_holds_against_its_target_is_not_proved_unless_work_answers_the_very_figure():
    year = Year(PLANS, work(answers="plans.elderly.points.homes"))
    promise = year.promises["plans.elderly.points.homes"]
    assert (promise.state, [key[1] for key in promise.unproved]) == (State.LATE, ["plans.elderly.改造目标"])
    year = Year(PLANS, work(answers="plans.elderly.改造目标"))
    assert year.states["elderly.points.homes"] == "done"
    assert year.promises["plans.elderly.points.homes"].unproved == ()


def test_a_result_may_be_held_against_the_target_where_the_results_restate_it():
    facts = "年初计划: {is: 146户, same_as: plans.elderly.改造目标}, 户数: {is: 120户, misses: 年初计划}"
    year = Year(PLANS, work(facts))
    (measure,) = year.promises["plans.elderly.points.homes"].measures
    assert (measure.fact[1], measure.target[1], measure.share) == (
        "work.homes.户数",
        "plans.elderly.改造目标",
        Fraction(120, 146),
    )


def test_what_results_are_held_against_is_a_target_whatever_its_date():
    plans = PLANS.replace("defaults: {owner: 养老科}", "defaults: {owner: 养老科, as_of: 2022-12-31}")
    year = Year(plans, work("户数: {is: 120户, misses: plans.elderly.改造目标}"))
    assert year.states["elderly.points.homes"] == "late"


def test_plans_held_against_plans_prove_nothing():
    plans = PLANS.replace("    增加:", "    至少: {is: 150户, meets: 改造目标, shown: no}\n    增加:")
    year = Year(plans, work(answers="plans.elderly"))
    assert year.promises["plans.elderly.points.homes"].measures == ()
    assert year.states["elderly.points.homes"] == "late"


def test_what_is_restated_from_earlier_years_is_no_target_and_no_proof():
    year = Year(
        PLANS,
        work(
            "去年: {is: 100户, as_of: 2022-12-31}, 户数: {is: 146户, meets: plans.elderly.改造目标}",
            "plans.elderly.points.homes",
            "去年{{ 去年 }}，今年{{ 户数 }}。",
        ),
    )
    promise = year.promises["plans.elderly.points.homes"]
    assert [key[1] for key in promise.targets] == ["plans.elderly.改造目标"]
    assert [key[1] for key in promise.proofs] == ["work.homes.户数"]


def test_a_pending_target_or_figure_leaves_a_promise_under_way_and_unwarned():
    pending = PLANS.replace("is: 146户", "is: 待补, unit: 户")
    year = Year(pending, work(answers="plans.elderly"))
    assert year.states == {"elderly.points.homes": "under_way", "elderly.points.care": "done"}
    year = Year(PLANS, work("人数: {is: 待补, unit: 人}", "plans.elderly", "服务{{ 人数 }}。"))
    assert year.states["elderly.points.care"] == "under_way"
    assert year.promises["plans.elderly.points.care"].pending
    assert not year.promises["plans.elderly.points.homes"].pending  # it is late: nothing proves its figure
    assert year.rules("Y102") == []


def test_a_point_that_answers_for_itself_does_not_speak_for_its_item():
    results = (
        "items:\n- id: homes\n  title: 工作\n  answers: plans.elderly.points.care\n"
        "  facts: {甲: 3人, 乙: 4人, 丙: 5人}\n  text: |\n    服务{{ 甲 }}。\n  points:\n"
        "  - {id: p, lead: '服务{{ 乙 }}', answers: plans.elderly.points.homes}\n  - lead: 又服务{{ 丙 }}\n"
    )
    year = Year(PLANS, results)
    facts = {name[21:]: [key[1][-1] for key in one.proofs] for name, one in year.promises.items() if one.own}
    assert facts == {"homes": ["乙"], "care": ["甲", "丙"]}
    assert [answer.work for answer in year.promises["plans.elderly.points.homes"].answers] == ["work.homes.points.p"]


def test_points_of_groups_belong_to_the_group_and_items_without_parts_stand_for_themselves():
    plans = (
        "items:\n- id: a\n  title: 甲\n  due: 2023年6月\n  facts: {数: 3家}\n  groups:\n"
        "  - {id: g, title: 乙, points: [{id: p, lead: 丙}, {lead: 丁}]}\n  - id: h\n    title: 戊{{ 数 }}\n- {id: b, title: 己}\n"
    )
    year = Year(plans, "items: [{id: x, title: 工作, answers: plans.a.g}]\n")
    assert year.states == {"a.g.points.p": "done", "a.g.points.2": "done", "a.h": "not_answered", "b": "not_answered"}
    assert year.promises["plans.a"].state is State.NOT_ANSWERED
    assert year.promises["plans.a.h"].overdue
    assert [one.within for one in year.promises.values()] == ["", "plans.a", "plans.a.g", "plans.a.g", "plans.a", ""]
    assert [one.named for one in year.promises.values()] == [True, True, True, False, True, True]
    assert year.rules("Y102") == ["Y102 data/2023/plans.yaml:8", "Y102 data/2023/plans.yaml:10"]


def test_nothing_is_told_of_promises_while_results_are_missing_or_were_not_read_whole():
    assert Year(PLANS).rules("Y102") == ["Y102 data/2023/plans.yaml:2"]
    assert Year(PLANS, "items: []\n").rules("Y102") == []
    assert Year(PLANS, "items:\n- {id: a, title: x, answrs: plans.elderly}\n").rules("Y102") == []


def test_a_year_without_plans_has_no_promises():
    year = Year("items: []\n")
    assert (year.promises, year.rules("Y102", "Y103")) == ({}, [])
    assert promises(year.report, 2030) == ()


@pytest.mark.parametrize("state", ["取消", "dropped", "结转", "carried_over"])
def test_an_outcome_is_written_in_english_or_chinese(state):
    outcomes = f"outcomes: [{{promise: plans.elderly, state: {state}, reason: 经同意}}]\n"
    year = Year(PLANS, report=DATE + outcomes)
    expected = "dropped" if state in ("取消", "dropped") else "carried_over"
    assert set(year.states.values()) == {expected}
    assert year.promises["plans.elderly"].state.value == expected


BAD = {
    "no such promise": ("{promise: plans.elder, state: dropped, reason: 因故}", ["R108"], "是不是 plans.elderly"),
    "work that is no promise": ("{promise: work.a, state: dropped, reason: 因故}", ["R108"], "章.项"),
    "last year's name": ("{promise: last_year.work.a, state: dropped, reason: 因故}", ["R108"], "章.项"),
    "no reason": ("{promise: plans.elderly, state: dropped}", ["F121"], "reason"),
    "an empty reason": ("{promise: plans.elderly, state: dropped, reason: ''}", ["F122"], ""),
    "no state": ("{promise: plans.elderly, reason: 因故}", ["F121"], "state"),
    "another state": ("{promise: plans.elderly, state: late, reason: 因故}", ["F123"], "结转"),
    "no promise": ("{state: dropped, reason: 因故}", ["F121"], "promise"),
    "a point by its number": ("{promise: plans.elderly.points.2, state: dropped, reason: 因故}", ["F124"], "id"),
    "two promises": ("{promise: [plans.elderly], state: dropped, reason: 因故}", ["F122"], ""),
    "an unknown key": ("{promise: plans.elderly, state: dropped, reason: 因故, why: x}", ["F120"], "promise"),
    "a word": ("plans.elderly", ["F122"], ""),
}


@pytest.mark.parametrize(("entry", "codes", "hint"), BAD.values(), ids=BAD)
def test_a_bad_outcome_is_told_once_where_it_stands(entry, codes, hint):
    year = Year(PLANS, report=f"{DATE}outcomes:\n- {entry}\n")
    found = [*year.loaded, *year.diagnostics]
    assert [one.code for one in found] == codes
    assert all(one.location.path == "data/2023/report.yaml" and one.location.line == 6 for one in found)
    assert hint in str(found[0].hint) + str(found[0].message)
    untold = "promise: plans.elderly," in entry or codes[0] in LOSING
    assert year.rules("Y102") == ([] if untold else ["Y102 data/2023/plans.yaml:2"])


def test_two_outcomes_for_one_promise_are_told_and_the_first_counts():
    entries = (
        "- {promise: plans.elderly, state: 取消, reason: 因故}\n- {promise: plans.elderly, state: 结转, reason: 因故}\n"
    )
    year = Year(PLANS, report=f"{DATE}outcomes:\n{entries}")
    assert [(one.code, one.location.line, one.notes[0].location.line) for one in year.loaded] == [("F125", 7, 6)]
    assert set(year.states.values()) == {"dropped"}


def test_outcomes_in_a_year_without_plans_are_unknown():
    year = Year("items: []\n", report=f"{DATE}outcomes:\n- {{promise: plans.x, state: 取消, reason: 因故}}\n")
    assert [one.code for one in year.diagnostics] == ["R108"]


@pytest.mark.parametrize(
    ("figure", "target", "shown"),
    [
        (120, 146, "82.2%"),
        (1, 1, "100%"),
        (99999, 100000, "99.9%"),
        (100001, 100000, "100%"),
        (0, 7, "0%"),
        (3, 2, "150%"),
    ],
)
def test_what_falls_short_is_never_shown_as_the_whole(figure, target, shown):
    assert percent(Fraction(figure, target)) == shown


def shown(year, cell):
    return "".join(
        one
        if isinstance(one, str)
        else str(year.report.values[one.fact])
        if isinstance(one, Figure)
        else one.text
        if isinstance(one, Literal)
        else f"{{{one.name}}}"
        for one in cell
    )


def test_rows_hold_figures_as_facts_and_words_with_their_places():
    outcomes = (
        "facts: {剩余: 3家}\n"
        "outcomes: [{promise: plans.elderly.points.care, state: dropped, reason: '剩余{{ 剩余 }}停办'}]\n"
    )
    year = Year(PLANS, work("户数: {is: 120户, what: 已改造, misses: plans.elderly.改造目标}"), DATE + outcomes)
    first, second = promise_rows(year.report)
    assert [shown(year, cell) for cell in first[3:6]] == [
        "继续实施适老化改造",
        "改造户数146户（2023年10月底）",
        "已改造120户（为目标的82.2%）",
    ]
    assert (first.number, first.state, first.owner) == (1, State.LATE, "养老科")
    assert [one.fact[1] for one in (*first.target, *first.result) if isinstance(one, Figure)] == [
        "plans.elderly.改造目标",
        "work.homes.户数",
    ]
    assert shown(year, second.target) == "—"
    assert shown(year, second.result) == "剩余{剩余}停办"
    assert second.result[0].location.path == "data/2023/report.yaml"


def test_a_reason_shows_facts_of_report_yaml_and_uses_them():
    def outcomes(reason: str) -> str:
        entry = f"{{promise: plans.elderly, state: dropped, reason: '{reason}'}}"
        return f"{DATE}facts: {{剩余: 3家}}\noutcomes: [{entry}]\n"

    year = Year(PLANS, report=outcomes("剩余{{ 剩余 }}停办"))
    assert (year.loaded, year.diagnostics) == ((), ())
    assert [one.code for one in Year(PLANS, report=outcomes("剩余{{ 剩 }}停办")).diagnostics] == ["R101"]
    assembly = assemble(MemoryFiles(files(PLANS, report=outcomes("剩余{{ 剩余 }}停办"))), 2023, ROOT / "templates")
    assert [one.code for one in assembly.outcome.diagnostics] == []
    assembly = assemble(MemoryFiles(files(PLANS, report=outcomes("停办"))), 2023, ROOT / "templates")
    assert [one.code for one in assembly.outcome.diagnostics] == ["P304"]


def test_a_point_without_a_lead_is_called_by_its_first_sentence():
    year = Year(
        "items:\n- id: a\n  title: 甲\n  facts: {数: 3家}\n  points:\n  - |\n    新建{{ 数 }}食堂。还有别的。\n"
    )
    (row,) = promise_rows(year.report)
    assert shown(year, row.task) == "新建{数}食堂"
    assert row.task[-1].location.end_column - row.task[-1].location.column == len("食堂")
