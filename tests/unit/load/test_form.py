"""The form of files: unknown and missing keys, wrong shapes, names, and facts that contradict themselves."""

from __future__ import annotations

import pytest
from pydantic_core import SchemaValidator

from report_kit.facts.terms import Terms
from report_kit.load.validator import Validator
from tests.unit.load.project import KEY_WORK, REPORT, REPORT_PATH, codes, load, load_chapter, load_item

BAD_ITEMS = {
    "unknown key": ("colour: 1", "4:3 F120", "colour"),
    "misspelt key": ("fcats: {}", "4:3 F120", "fcats"),
    "unknown key in a fact": ("facts:\n  床位: {is: 3张, at_mots: 床位}", "5:18 F120", "at_mots"),
    "list for text": ("due: [a, b]", "4:8 F122", "文字"),
    "text for a list": ("groups: 无", "4:11 F122", "一列"),
    "text for entries": ("facts: 无", "4:10 F122", "名称: 内容"),
    "nothing below": ("points:", "4:3 F122", "points"),
    "list for a fact": ("facts:\n  床位: [3张]", "5:9 F122", "床位"),
    "list for a point": ("points:\n- [a]", "5:5 F122", "points"),
    "missing in a formula": ("facts:\n  增幅: {is: 4%, growth: {from: 甲}}", "5:26 F121", "to"),
    "missing in a group": ("groups:\n- id: a", "5:5 F121", "title"),
    "choice": ("facts:\n  增幅: {is: 4%, sum: [甲], rounding: up}", "5:38 F123", "up"),
    "yes or no": ("facts:\n  甲: {is: 4人, shown: 不}", "5:24 F123", "不"),
    "name with a digit first": ("facts:\n  2022年低保: 3人", "5:5 F124", "数字开头"),
    "name with a hyphen": ("facts:\n  a-b: 3人", "5:5 F124", "不能用的“-”"),
    "name in a reference": ("facts:\n  甲: {is: 3人, same_as: key-work.x}", "5:26 F124", "key-work.x"),
    "reserved name": ("facts:\n  year: 3人", "5:5 F124", "year"),
    "reserved group": ("groups:\n- {id: points, title: x}", "5:10 F124", "points"),
    "fact twice over groups": ("facts:\n  甲: 3人\ngroups:\n- {id: a, title: x, facts: {甲: 4人}}", "7:31 F125", "甲"),
    "point twice": ("points:\n- {id: a, lead: x}\n- {id: a, lead: y}", "6:10 F125", "a"),
    "no value": ("facts:\n  甲: {what: 人数}", "5:8 F128", "没有写值"),
    "two values": ("facts:\n  甲: {is: 3人, list: 乙、丙}", "5:17 F128", "list"),
    "two formulas": ("facts:\n  甲: {sum: [乙, 丙], same_as: 丁}", "5:22 F128", "same_as"),
    "closed without sum": ("facts:\n  甲: {is: 3人, closed: yes}", "5:17 F128", "closed"),
    "day and period": ("facts:\n  甲: {is: 3人, as_of: 2023-12-31, period: 2023年}", "5:36 F128", "period"),
    "date": ("facts:\n  甲: {is: 3人, as_of: 昨天}", "5:24 F127", "昨天"),
    "due": ("due: 某日", "4:8 F127", "某日"),
    "empty prose": ("text: ''", "4:9 F122", "text"),
    "empty title": ("groups:\n- {id: a, title: ''}", "5:20 F122", "title"),
    "empty lead": ("points:\n- lead:", "5:10 F122", "lead"),
    "empty date": ("due:", "4:7 F122", "due"),
    "empty value": ("facts:\n  甲:", "5:7 F126", "空"),
    "empty sum": ("facts:\n  甲: {is: 3人, sum: []}", "5:22 F122", "sum"),
    "empty bound": ("facts:\n  甲: {is: 3人, part_of: []}", "5:26 F122", "part_of"),
    "empty list": ("facts:\n  甲: {list: []}", "5:15 F122", "list"),
    "empty member": ("facts:\n  甲: {list: [乙镇, '']}", "5:20 F122", "空"),
    "point without anything": ("points:\n- {due: 2024年}", "5:5 F121", "lead"),
    "title of two paragraphs": ("groups:\n- id: a\n  title: |\n    甲\n\n    乙", "9:7 F122", "一段"),
    "value over lines": ("facts:\n  甲: {list: 甲镇、\n    乙镇}", "5:15 F126", "几行"),
    "unit against value": ("facts:\n  甲: {is: 3人, unit: 户}", "5:23 F128", "户"),
    "unknown unit": ("facts:\n  甲: {is: 待补, unit: 铺}", "5:23 F126", "铺"),
    "group named like a fact": ("facts: {甲: 3人}\ngroups:\n- {id: 甲, title: x}", "6:10 F125", "甲"),
    "facts as a list": ("facts:\n- 甲: 3人", "5:3 F122", "facts"),
    "name with dots gone wrong": ("facts:\n  甲: {is: 3人, same_as: a..b}", "5:26 F124", "点号"),
    "half a formula": ("facts:\n  甲:\n    what: x\n    share: {part: 乙}", "7:14 F121", "of"),
    "empty prose in a block": ("text: |\n\nafter: |\n  甲。", "4:9 F122", "text"),
}


@pytest.mark.parametrize(("body", "place", "words"), BAD_ITEMS.values(), ids=BAD_ITEMS)
def test_a_breach_of_the_form_is_named_at_its_place(body, place, words):
    _, found = load_item(body)
    assert codes(found) == [place]
    assert words in str(found[0].message)
    assert "Input" not in str(found[0].message)
    assert found[0].hint is not None


BAD_REPORTS = {
    "chapter twice": (REPORT + "- {id: plans, title: x}\n", "7:8 F125"),
    "chapter called report": (REPORT + "- {id: report, title: x}\n", "7:8 F124"),
    "chapter outside the folder": (REPORT + "- {id: ../x, title: x}\n", "7:8 F124"),
    "year of a chapter": (REPORT + "- {id: x, title: x, year: 2025}\n", "7:27 F123"),
    "template outside the folder": (REPORT + "layout: {template: ../x.docx}\n", "7:20 F124"),
    "headings": (REPORT + "layout: {headings: side}\n", "7:20 F123"),
    "allowance without code": (REPORT + "allow:\n- {reason: x}\n", "8:3 F121"),
    "masked as one": (REPORT + "masked: [XX市、XX县]\n", "7:10 F107"),
    "masked as text": (REPORT + "masked: XX市\n", "7:9 F122"),
    "no unit": (REPORT.replace("unit: XX市民政局\n", ""), "1:1 F121"),
    "date that is a period": (REPORT.replace("2024年1月29日", "2023年1月至9月"), "3:7 F127"),
    "prose": (REPORT + "opening: 如下。\n", "7:10 F106"),
    "empty unit": (REPORT.replace("XX市民政局", ""), "1:6 F122"),
    "empty attachment": (REPORT + "attachments: ['']\n", "7:15 F122"),
    "attachment without a title": (REPORT + "attachments:\n- {table: ''}\n", "8:3 F121"),
    "unknown table": (REPORT + "attachments:\n- {title: 表, table: facts}\n", "8:21 F123"),
    "chart of promises": (REPORT + "attachments:\n- {table: plans, chart: yes}\n", "8:25 F120"),
    "table twice": (REPORT + "attachments:\n- {table: plans}\n- 清单\n- {table: plans, title: 乙}\n", "10:11 F125"),
}


@pytest.mark.parametrize(("text", "place"), BAD_REPORTS.values(), ids=BAD_REPORTS)
def test_a_breach_in_report_yaml_is_named_at_its_place(text, place):
    assert codes(load({REPORT_PATH: text}).diagnostics) == [place]


def test_an_allowance_without_reason_is_left_to_the_rules():
    loaded = load({REPORT_PATH: REPORT + "allow:\n- {code: N112}\n"})
    assert loaded.diagnostics == ()
    (allowance,) = loaded.years[2023].edition.allow
    assert (allowance.code, allowance.fact, allowance.reason) == ("N112", "", "")


def test_a_misspelt_key_is_answered_by_the_right_one():
    for wrong, right in (("titel", "title"), ("标题", "title"), ("Points", "points"), ("ｔｅｘｔ", "text")):
        _, found = load_item(f"{wrong}: x")
        assert f"是不是 {right}（" in str(found[0].hint)


def test_an_unknown_key_near_nothing_is_answered_by_what_can_be_written():
    _, found = load_item("colour: x")
    assert (
        str(found[0].hint)
        == "这里可以写：id、title、defaults、facts、text、points、groups、after、answers、continues、due"
    )
    _, found = load_item("facts:\n  甲: {is: 3人, colour: x}")
    assert str(found[0].hint).endswith("length 等33种")


def test_a_formula_that_cannot_be_read_leaves_a_fact_that_is_not_known():
    item, found = load_item("facts:\n  甲: {share: {part: 乙}}\n  丙: {sum: [甲、乙]}\n  丁: {is: 3人, sum: [乙, 2丙]}")
    assert sorted(codes(found)) == ["5:16 F121", "6:15 F107", "7:26 F124"]
    assert [(fact.formula, str(fact.value)) for fact in item.facts.values()] == [
        (None, "待补"),
        (None, "待补"),
        (None, "3人"),
    ]


def test_an_unknown_unit_of_the_office_is_known():
    loaded = load({KEY_WORK: "facts: {甲: {is: 待补, unit: 铺}}\nitems: []\n"}, terms=Terms(frozenset({"铺"})))
    assert loaded.diagnostics == ()


UNITS = (
    "{is: 3万元, unit: 万元}",
    "{is: 3万元, unit: 元}",
    "{is: 1.02, unit: 无}",
    "{is: 待补, unit: 万元/户}",
    "{is: XX元, unit: 元}",
)


@pytest.mark.parametrize("fact", UNITS)
def test_a_unit_that_agrees_is_no_problem(fact):
    assert load_item(f"facts:\n  甲: {fact}")[1] == ()


def test_items_with_one_id_are_told_of_each_other():
    _, found = load_chapter("items:\n- {id: a, title: x}\n- {id: a, title: y}\n")
    assert codes(found) == ["3:8 F125"]
    assert found[0].notes[0].location.line == 2


def test_every_problem_of_a_file_comes_in_one_run():
    body = "colour: 1\nfacts:\n  甲: {is: 3人, wat: x}\n  2乙: 3人\ngroups: 无\npoints:\n- 一句。\ndue: 某日"
    _, found = load_item(body)
    assert sorted(codes(found)) == sorted(["4:3 F120", "6:17 F120", "7:5 F124", "8:11 F122", "10:5 F106", "11:8 F127"])


def test_a_file_of_something_else_gives_a_bounded_number_of_problems():
    _, found = load_chapter("items:\n" + "- x\n" * 5000)
    assert len(found) <= 201
    assert any("4800" in str(note.message) for one in found for note in one.notes)


def test_the_kept_schema_gives_the_same_problems_as_the_models(tmp_path):
    files = {KEY_WORK: "items:\n- id: 2a\n  colour: [1]\n  points: [[a]]\n- x\n"}
    fresh = load(files)
    first, second = load(files, cache=tmp_path / "new"), load(files, cache=tmp_path / "new")
    assert fresh.diagnostics == first.diagnostics == second.diagnostics
    assert {path.name[:12] for path in (tmp_path / "new").iterdir()} == {"form-edition", "form-chapter"}


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\xff", b'0\n{"type": "any"}'])
def test_a_damaged_schema_is_made_anew(tmp_path, damage):
    files = {KEY_WORK: "items: x\n"}
    load(files, cache=tmp_path)
    whole = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for path in tmp_path.iterdir():
        path.write_bytes(damage)
    assert [one.code for one in load(files, cache=tmp_path).diagnostics] == ["F122"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == whole


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(tmp_path):
    (tmp_path / "file").write_text("")
    loaded = load({KEY_WORK: "items: x\n"}, cache=tmp_path / "file")
    assert [one.code for one in loaded.diagnostics] == ["F122"]


def test_the_validator_is_pydantics_own():
    assert isinstance(Validator("chapter", None).core, SchemaValidator)


def test_facts_that_were_all_taken_out_are_none():
    item, found = load_item("facts:\ntext: |\n  做好工作。")
    assert found == ()
    assert dict(item.facts) == {}
    assert item.text is not None
