"""What a good file becomes: facts with places, defaults and formulas; years and their folders."""

from __future__ import annotations

import gc

import pytest

from report_kit.diagnostics import Location
from report_kit.facts.model import Bound, Reference
from report_kit.facts.terms import Terms
from report_kit.facts.values import Members, Pending, Quantity
from report_kit.files import LARGEST_FILE
from report_kit.load import load_edition, load_terms
from tests.unit.load.project import (
    KEY_WORK,
    PLANS,
    REPORT,
    REPORT_PATH,
    MemoryFiles,
    codes,
    load,
    load_chapter,
    load_item,
)

ITEM = """
defaults: {owner: 救助科}
facts:
  上年: {is: 9321人, what: 低保人数, as_of: 2022-12-31}
  在册: 9774人
  增幅: {is: 4.86%, growth: {from: 上年, to: 在册}, source: 月报}
  合计: {sum: [上年, 在册], closed: yes, digits: 1, rounding: half_even, shown: no}
  占比: {is: 52.7%, share: {part: 上年, of: 在册, across: 人/张}, at_most: [上年, last_year.a.b]}
  镇: {list: 潭门镇、大路镇和博鳌镇}
  费: {is: 待补, unit: 元/人, period: 2023年}
  补: XX元/户
"""


@pytest.fixture(scope="module")
def facts():
    item, found = load_item(ITEM)
    assert found == ()
    return item.facts


def test_a_fact_knows_its_id_value_and_places(facts):
    fact = facts["上年"]
    assert (fact.id, fact.key, fact.what, fact.owner) == ("key_work.item.上年", (2023, fact.id), "低保人数", "救助科")
    assert str(fact.value) == "9321人"
    assert str(fact.location) == f"{KEY_WORK}:6:14"
    assert fact.location.end_column == 19
    assert str(fact.name_location) == f"{KEY_WORK}:6:5"
    assert str(fact.as_of_location) == f"{KEY_WORK}:6:40"


def test_a_short_form_is_a_value_and_nothing_else(facts):
    fact = facts["在册"]
    assert isinstance(fact.value, Quantity)
    assert (fact.what, fact.formula, fact.bounds) == ("在册", None, ())


def test_formulas_name_their_operands_by_role(facts):
    growth, total, share = (facts[name].formula for name in ("增幅", "合计", "占比"))
    assert [(role, one.name) for role, one in growth.operands] == [("from", "上年"), ("to", "在册")]
    assert [(role, one.name) for role, one in total.operands] == [("term", "上年"), ("term", "在册")]
    assert (total.kind, total.closed, total.digits, total.rounding) == ("sum", True, 1, "half_even")
    assert (share.kind, share.across) == ("share", "人/张")
    assert str(growth.operands[0][1].location) == f"{KEY_WORK}:8:36"


def test_a_derived_fact_has_no_value_and_the_place_of_its_formula(facts):
    fact = facts["合计"]
    assert fact.value is None
    assert fact.location == fact.formula.location
    assert fact.shown is False


def test_bounds_may_name_several_facts(facts):
    places = [bound.target.location for bound in facts["占比"].bounds]
    assert facts["占比"].bounds == (
        Bound("at_most", Reference("上年", places[0])),
        Bound("at_most", Reference("last_year.a.b", places[1])),
    )


def test_a_list_keeps_its_marks(facts):
    assert isinstance(facts["镇"].value, Members)
    assert str(facts["镇"].value) == "潭门镇、大路镇和博鳌镇"


def test_pending_facts_know_their_unit(facts):
    assert facts["费"].value == Pending("待补", "元/人")
    assert facts["补"].value == Pending("XX元/户", "元/户")


def test_defaults_of_the_item_go_over_those_of_the_file_and_under_those_of_the_fact():
    chapter, found = load_chapter(
        "defaults: {as_of: 2023-12-31, owner: 甲科, source: 甲表}\n"
        "facts: {全市: 3人}\n"
        "items:\n"
        "- id: a\n  title: x\n  defaults: {owner: 乙科}\n"
        "  facts:\n    子: 3人\n    丑: {is: 3人, period: 2023年, source: 乙表}\n"
    )
    assert found == ()
    whole, one, two = chapter.facts["全市"], chapter.items[0].facts["子"], chapter.items[0].facts["丑"]
    assert (whole.id, whole.owner, str(whole.as_of)) == ("key_work.全市", "甲科", "2023-12-31")
    assert (one.owner, one.source, str(one.as_of_location)) == ("乙科", "甲表", f"{KEY_WORK}:1:19")
    assert (two.as_of, two.source, str(two.period)) == (None, "乙表", "2023年")


def test_points_are_numbered_where_they_have_no_id():
    item, found = load_item(
        "points:\n- |\n  甲。\n- id: own\n  lead: 乙\n- {lead: 丙, answers: plans.x, continues: [a, b], due: 2024年6月}"
    )
    assert found == ()
    assert [point.id for point in item.points] == ["1", "own", "3"]
    assert [reference.name for reference in item.points[2].continues] == ["a", "b"]
    assert item.points[2].due.month == 6


def test_titles_may_hold_holes():
    item, _ = load_chapter('items:\n- id: a\n  title: "{{ year }}年工作"\n')
    (hole,) = item.items[0].title.holes()
    assert (hole.name, str(hole.location)) == ("year", f"{KEY_WORK}:3:11")


def test_an_unreadable_value_counts_as_not_known():
    item, found = load_item("facts:\n  甲: {is: 3.2.1%, what: 比率}")
    assert [one.code for one in found] == ["F126"]
    assert found[0].facts == ("key_work.item.甲",)
    assert isinstance(item.facts["甲"].value, Pending)


def test_a_value_problem_points_into_the_value():
    _, found = load_item('facts:\n  甲: {is: "13人左"}')
    assert codes(found)[0].startswith("5:")
    assert 13 <= found[0].location.column <= 22


def test_scalars_stay_text():
    item, found = load_item("facts:\n  甲: {is: 5.20万元, note: no}\n  乙: {is: 0.10%, note: 12:30}")
    assert found == ()
    assert [str(item.facts[name].value) for name in "甲乙"] == ["5.20万元", "0.10%"]
    assert [item.facts[name].note for name in "甲乙"] == ["no", "12:30"]


def test_an_edition_loads_its_years():
    loaded = load(
        {
            KEY_WORK: "items: []\n",
            PLANS: "facts: {目标: 90%}\nitems: []\n",
            "data/2023/plans.yaml": "items: []\n",
            "data/2022/report.yaml": REPORT,
            "data/2022/key_work.yaml": "facts: {低保: 9321人}\nitems: []\n",
            "data/2024/report.yaml": REPORT,
            "data/2021/report.yaml": "bad: [\n",
        }
    )
    assert loaded.diagnostics == ()
    assert {year: sorted(facts.chapters) for year, facts in loaded.years.items()} == {
        2022: ["key_work"],
        2023: ["key_work", "plans"],
        2024: ["plans"],
    }
    assert loaded.years[2024].edition is not None
    assert loaded.years[2022].chapters["key_work"].facts["低保"].key == (2022, "key_work.低保")
    assert set(loaded.sources) == {path for path in loaded.sources if not path.startswith("data/2021")}
    assert loaded.sources[PLANS].startswith("facts:")


class CountingFiles(MemoryFiles):
    """Files that remember every path they were asked for."""

    def __init__(self, files):
        super().__init__(files)
        self.asked: list[str] = []

    def read(self, path, limit=LARGEST_FILE):
        self.asked.append(path)
        return super().read(path, limit)


@pytest.mark.parametrize("plans", ["items: []\n", b"\xc4\xe3"])
def test_no_file_is_read_twice(plans):
    names = (REPORT_PATH, KEY_WORK, PLANS, "data/2022/report.yaml", "data/2022/key_work.yaml", "data/2023/plans.yaml")
    files = CountingFiles({name: REPORT if name.endswith("report.yaml") else "items: []\n" for name in names})
    files.files["data/2023/plans.yaml"] = plans
    load_edition(files, 2023, Terms())
    assert len(files.asked) == len(set(files.asked))
    assert set(names) <= set(files.asked)


def test_a_report_that_cannot_be_read_has_a_bounded_number_of_chapters_looked_for():
    files = CountingFiles({REPORT_PATH: "unit\n" + "".join(f"- {{id: c{n}, title: x}}\n" for n in range(2000))})
    load_edition(files, 2023, Terms())
    assert len(files.asked) < 120


def test_an_edition_knows_what_was_written():
    text = REPORT + (
        "to: 市委办公室、市政府办公室\nmasked: [XX市, XX县]\nopening: |\n  如下。\nclosing: |\n  完。\n"
        "layout: {headings: own_line}\nattachments: [一览表, {title: 附表}]\nfacts: {总人口: 3万人}\n"
    )
    loaded = load({REPORT_PATH: text})
    edition = loaded.years[2023].edition
    assert loaded.diagnostics == ()
    assert (edition.unit, str(edition.date), edition.masked) == ("XX市民政局", "2024年1月29日", ("XX市", "XX县"))
    assert [(entry.id, entry.next_year) for entry in edition.chapters] == [("key_work", False), ("plans", True)]
    assert (edition.layout.template, edition.layout.headings) == ("report.docx", "own_line")
    assert len(edition.attachments) == 2
    assert edition.facts["总人口"].id == "总人口"
    assert str(edition.unit_location) == f"{REPORT_PATH}:1:7"
    assert str(edition.date_location) == f"{REPORT_PATH}:3:7"


def test_a_table_has_a_title_of_its_own_or_the_usual_one():
    text = REPORT + "attachments:\n- 一览表\n- {table: indicators}\n- {table: plans}\n- {table: x, title: 甲}\n"
    attachments = load({REPORT_PATH: text.replace("{table: x, ", "{")}).years[2023].edition.attachments
    assert [one.table for one in attachments] == ["", "indicators", "plans", ""]
    titles = ["".join(getattr(part, "text", "?") for part in one.title.paragraphs[0]) for one in attachments]
    assert titles == ["一览表", "主要指标表", "?年重点工作完成情况表", "甲"]
    assert [hole.name for hole in attachments[2].title.holes()] == ["year"]
    assert str(attachments[1].location) == f"{REPORT_PATH}:9:3"
    named = load({REPORT_PATH: REPORT + "attachments: [{table: plans, title: 任务表}]\n"}).years[2023].edition
    assert named.attachments[0].title.paragraphs[0][0].text == "任务表"


def test_loading_leaves_the_garbage_collector_as_it_was():
    for enabled in (True, False):
        (gc.enable if enabled else gc.disable)()
        try:
            load({KEY_WORK: "items: [\n"})
            assert gc.isenabled() is enabled
        finally:
            gc.enable()


def test_terms_are_read_from_the_project():
    terms, found, sources, _ = load_terms(MemoryFiles({"templates/wording.yaml": "units: [宗, 铺]\nnames: [5·20]\n"}))
    assert found == ()
    assert "5·20" in terms.names
    assert {"宗", "铺"} <= set(terms.units)
    assert sources["templates/wording.yaml"].startswith("units")


def test_bad_terms_are_reported_and_not_used():
    terms, found, sources, _ = load_terms(MemoryFiles({"templates/wording.yaml": "units: 宗\nname: [a]\n"}))
    assert sorted(one.code for one in found) == ["F120", "F122"]
    assert sources.keys() == {one.location.path for one in found}
    assert terms._replace(rules=()) == Terms()


CONFIRMED = "data/2023/confirmations.yaml"
ENTRY = "- {fact: key_work.a, figure: 9774人, stood: 9774人, by: 张三, owner: 救助科, date: 2024-01-15, remark: 月报}\n"


def test_confirmations_are_read_with_their_places() -> None:
    loaded = load({CONFIRMED: f"# 注\nconfirmations:\n{ENTRY}", KEY_WORK: "items: []\n", PLANS: "items: []\n"})
    (one,) = loaded.years[2023].confirmations
    assert (one.fact, one.figure, one.stood, one.by) == ("key_work.a", "9774人", "9774人", "张三")
    assert (one.owner, one.on, one.remark, one.file) == ("救助科", "2024-01-15", "月报", "")
    assert one.location == Location(CONFIRMED, 3, 30, 35)
    assert one.fact_location == Location(CONFIRMED, 3, 10, 20)
    assert loaded.diagnostics == ()


def test_confirmations_of_other_years_are_not_this_edition_s() -> None:
    files = {f"data/{year}/confirmations.yaml": f"confirmations:\n{ENTRY}" for year in (2022, 2024)}
    loaded = load({**files, KEY_WORK: "items: []\n", PLANS: "items: []\n"})
    assert all(one.confirmations == () for one in loaded.years.values())


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("- {figure: 1人, by: 甲, date: 2024-01-15}", ["2:3 F121"]),
        ("- {fact: a.b, by: 甲, date: 2024-01-15}", ["2:3 F121"]),
        ("- {fact: a.b, figure: 1人, date: 2024-01-15}", ["2:3 F121"]),
        ("- {fact: a.b, figure: 1人, by: 甲}", ["2:3 F121"]),
        ('- {fact: a.b, figure: "", by: 甲, date: 2024-01-15}', ["2:23 F122"]),
        ('- {fact: a.b, figure: 1人, by: "", date: 2024-01-15}', ["2:31 F122"]),
        ("- {fact: a.b, figure: 1人, by: 甲, date: 昨天}", ["2:40 F127"]),
        ("- {fact: a-b, figure: 1人, by: 甲, date: 2024-01-15}", ["2:10 F124"]),
        ("- {fact: a.b, figure: 1人, by: 甲, date: 2024-01-15, onwer: 乙}", ["2:52 F120"]),
        ("- 9774人", ["2:3 F122"]),
    ],
)
def test_a_wrong_entry_is_told_at_its_place(entry: str, expected: list[str]) -> None:
    loaded = load({CONFIRMED: f"confirmations:\n{entry}\n{ENTRY}", KEY_WORK: "items: []\n", PLANS: "items: []\n"})
    assert codes(loaded.diagnostics) == expected
    assert loaded.years[2023].confirmations[-1].figure == "9774人"


def test_a_file_with_almost_the_name_is_told() -> None:
    loaded = load({"data/2023/confirmation.yaml": "x", KEY_WORK: "items: []\n", PLANS: "items: []\n"})
    assert [str(one.hint) for one in loaded.diagnostics] == ["是不是 confirmations.yaml？改了名才会读取"]


def test_no_chapter_is_called_confirmations() -> None:
    report = REPORT.replace("key_work", "confirmations")
    assert "F124" in {one.code for one in load({REPORT_PATH: report}).diagnostics}
