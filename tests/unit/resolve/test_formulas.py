"""Formulas and bounds: operands found, values worked out in order, cycles and misfits named."""

from __future__ import annotations

import sys

import pytest

from report_kit.facts.values import Pending
from report_kit.load.fact import BOUNDS, FORMULAS
from report_kit.resolve.formulas import HOSTS, OPERANDS
from tests.unit.load.project import KEY_WORK
from tests.unit.resolve.project import resolve

DERIVED = """
facts:
  总计: {sum: [合计, 丙]}
  合计: {sum: [甲, 乙]}
  甲: 3人
  乙: 4人
  丙: 5人
  增量: {difference: {from: 甲, to: 合计}}
  增幅: {growth: {from: 甲, to: 合计}, digits: 2}
  占比: {share: {part: 甲, of: 合计}}
  人均: {mean: {of: 拨款, per: 合计}, unit: 元}
  拨款: 700元
  总额: {product: [标准, 合计]}
  标准: 100元/人
  镇数: {count: 镇, unit: 个}
  镇: {list: 甲镇、乙镇}
  年数: {length: 时期}
  时期: 2023年—2025年
  又名: {same_as: 总计}
  首批: {same_as: 批次}
  批次: 第一批
"""


def test_derived_facts_get_their_values_whatever_the_order():
    found = resolve(DERIVED)
    assert found.problems == []
    names = ("总计", "合计", "增量", "增幅", "占比", "人均", "总额", "镇数", "年数", "又名", "首批")
    assert [str(found.value(f"key_work.a.{name}")) for name in names] == [
        "12人", "7人", "4人", "133.33%", "42.9%", "100.0元", "700元", "2个", "3年", "12人", "第一批",
    ]  # fmt: skip


def test_relations_tell_roles_operands_and_places():
    found = resolve("facts:\n  甲: 3人\n  乙: {is: 3人, share: {part: 甲, of: 丙}, part_of: [甲, 丙]}\n  丙: 4人")
    assert found.problems == []
    share, *bounds = found.report.relations
    assert (share.kind, share.host[1], str(share.location)) == ("share", "key_work.a.乙", f"{KEY_WORK}:6:17")
    assert [(role, key[1]) for role, key in share.operands] == [("part", "key_work.a.甲"), ("of", "key_work.a.丙")]
    assert share.operand("of") == (2023, "key_work.a.丙")
    assert share.operand("none") is None
    assert [(one.kind, one.operands[0]) for one in bounds] == [
        ("part_of", ("target", (2023, "key_work.a.甲"))),
        ("part_of", ("target", (2023, "key_work.a.丙"))),
    ]


def test_what_is_made_of_a_pending_fact_is_pending():
    found = resolve(
        "facts:\n  甲: 待补\n  乙: {sum: [甲, 丙], unit: 人}\n  丙: 3人\n  丁: {sum: [乙, 丙]}\n  戊: {same_as: 甲}"
    )
    assert found.problems == []
    assert found.value("key_work.a.乙") == Pending("待补", "人")
    assert found.report.pending((2023, "key_work.a.丁"))
    assert found.value("key_work.a.戊") == Pending("待补")


CYCLES = {
    "of two": ("甲: {sum: [乙, 丙]}\n  乙: {same_as: 甲}\n  丙: 3人", ["5:9 R103"], "甲 → 乙 → 甲"),
    "of one": ("甲: {sum: [甲, 丙]}\n  丙: 3人", ["5:15 R103"], "它自己"),
    "with facts that hang on it": (
        "丁: {same_as: 甲}\n  甲: {same_as: 乙}\n  乙: {same_as: 甲}\n  戊: {sum: [丁, 丁]}",
        ["6:9 R103"],
        "甲 → 乙 → 甲",
    ),
    "two of them": (
        "甲: {same_as: 乙}\n  乙: {same_as: 甲}\n  丙: {same_as: 丁}\n  丁: {same_as: 丙}",
        ["5:9 R103", "7:9 R103"],
        "甲 → 乙 → 甲",
    ),
    "a bound to itself": ("甲: {is: 3人, part_of: 甲}", ["5:26 R103"], "它自己"),
}


@pytest.mark.parametrize(("facts", "places", "words"), CYCLES.values(), ids=CYCLES)
def test_facts_that_need_each_other_are_reported_once(facts, places, words):
    found = resolve(f"facts:\n  {facts}")
    assert found.problems == places
    assert words in str(found.diagnostics[0].message)
    assert str(found.diagnostics[0].hint)


def test_a_cycle_names_every_fact_in_it_and_where_it_is_written():
    problem = resolve("facts:\n  甲: {same_as: 乙}\n  乙: {same_as: 丙}\n  丙: {same_as: 甲}").only
    assert problem.facts == ("key_work.a.甲", "key_work.a.乙", "key_work.a.丙")
    assert [note.location.line for note in problem.notes] == [6, 7]


def test_written_values_break_a_cycle():
    assert resolve("facts:\n  甲: {is: 3人, same_as: 乙}\n  乙: {is: 3人, same_as: 甲}").problems == []


MISFITS = {
    "share of words": (
        "甲: {is: 3%, share: {part: 乙, of: 丙}}\n  乙: 城南\n  丙: 3人",
        "5:31",
        "带单位的数字",
        "文字“城南”",
    ),
    "sum of a date": ("甲: {is: 3人, sum: [乙, 丙]}\n  乙: 2023年9月\n  丙: 3人", "5:23", "带单位的数字", "日期"),
    "count of a number": ("甲: {is: 3人, count: 乙}\n  乙: 3人", "5:24", "名单（list）", "数字“3人”"),
    "length of a date": ("甲: {is: 3年, length: 乙}\n  乙: 2023年", "5:25", "时期", "日期“2023年”"),
    "before a number": ("甲: {is: 2023年9月, before: 乙}\n  乙: 3人", "5:30", "日期或时期", "数字"),
    "a limit of words": ("甲: {is: 3人, at_most: 乙}\n  乙: 不限", "5:26", "数字或名次", "文字"),
    "words that are a sum": (
        "甲: {is: 若干人, sum: [乙, 丙]}\n  乙: 1人\n  丙: 3人",
        "5:13",
        "带单位的数字",
        "“若干人”",
    ),
    "a list that counts": (
        "甲: {list: 甲镇、乙镇, count: 乙}\n  乙: {list: 丙镇、丁镇}",
        "5:15",
        "带单位的数字",
        "名单",
    ),
    "a derived one": ("甲: {sum: [乙, 丙]}\n  乙: 每月5日\n  丙: 3人", "5:15", "带单位的数字", "每年或每月的日子"),
}


@pytest.mark.parametrize(("facts", "place", "wanted", "got"), MISFITS.values(), ids=MISFITS)
def test_an_operand_of_the_wrong_sort_is_reported_where_it_is_named(facts, place, wanted, got):
    found = resolve(f"facts:\n  {facts}")
    assert found.problems == [f"{place} R105"]
    message = str(found.only.message)
    assert wanted in message
    assert got in message
    assert found.report.relations == ()


NOT_COMPUTABLE = {
    "divisor of nothing": ("甲: {share: {part: 乙, of: 丙}}\n  乙: 3人\n  丙: 0人", "除数是 0"),
    "two units": ("甲: {sum: [乙, 丙]}\n  乙: 3人\n  丙: 3张", "单位不同"),
    "about so many": ("甲: {sum: [乙, 丙]}\n  乙: 3人\n  丙: 30余人", "约数"),
    "an open list": ("甲: {count: 乙}\n  乙: {list: 甲镇、乙镇等}", "个数不定"),
}


@pytest.mark.parametrize(("facts", "reason"), NOT_COMPUTABLE.values(), ids=NOT_COMPUTABLE)
def test_what_cannot_be_worked_out_says_why(facts, reason):
    found = resolve(f"facts:\n  {facts}\n  丁: {{same_as: 甲}}")
    assert found.problems == ["5:9 R106"]
    assert reason in str(found.only.message)
    assert "is" in str(found.only.hint)
    assert found.value("key_work.a.甲") is None
    assert found.value("key_work.a.丁") is None


def test_an_unknown_operand_takes_away_only_its_own_formula():
    found = resolve(
        "facts:\n  甲: {sum: [乙, 无此]}\n  乙: 3人\n  丙: {sum: [甲, 乙]}\n  丁: {sum: [乙, 乙二]}\n  乙二: 1人"
    )
    assert found.problems == ["5:18 R101"]
    assert found.value("key_work.a.丁") is not None
    assert found.value("key_work.a.丙") is None


def test_every_formula_and_bound_knows_what_it_takes():
    assert set(OPERANDS) == set(HOSTS) == {*FORMULAS, *BOUNDS}


def chain(length: int, *, backwards: bool = False) -> str:
    lines = [f"  名{n}: {{sum: [名{n - 1}, 一]}}\n" for n in range(1, length)]
    return "items: []\nfacts:\n  一: 1人\n  名0: 1人\n" + "".join(reversed(lines) if backwards else lines)


@pytest.mark.parametrize("backwards", [False, True])
def test_ten_thousand_facts_made_of_one_another_need_no_recursion(backwards):
    limit = sys.getrecursionlimit()
    found = resolve({KEY_WORK: chain(10_000, backwards=backwards)})
    assert found.problems == []
    assert str(found.value("key_work.名9999")) == "10000人"
    assert sys.getrecursionlimit() == limit


def test_a_circle_of_ten_thousand_is_one_problem_of_bounded_size():
    text = "items: []\nfacts:\n" + "".join(f"  名{n}: {{same_as: 名{(n + 1) % 10_000}}}\n" for n in range(10_000))
    found = resolve({KEY_WORK: text})
    problem = found.only
    assert problem.code == "R103"
    assert len(str(problem.message)) < 200
    assert len(problem.notes) < 20
