"""From a figure to its file and line, and to the sentences that show it."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest

from report_kit.diagnostics import Location, Outcome
from report_kit.draft import Block, Draft, FactOrigin, ProseOrigin, Span
from report_kit.facts.model import Edition, Fact, Formula, Layout, Prose, Reference, YearFacts
from report_kit.facts.values import Date, Kind, Members, Ordinal, Pending, Period, Quantity, Value, Words
from report_kit.flows.facts import as_json, fact_entries, iso
from report_kit.flows.pipeline import Assembly
from report_kit.flows.trace import trace
from report_kit.report import Relation, Report
from report_kit.show.facts import facts_csv, facts_json, facts_text
from report_kit.show.trace import trace_json, trace_text
from tests.unit.rules.desk import assembled, project

PATH = "data/2023/key_work.yaml"
SOURCE = """\
items:
- id: elderly
  facts:
    床位: {is: 673张, what: 养老床位}
    护理床位: {is: 422张, part_of: 床位}
    护理占比: {is: 62.7%, share: {part: 护理床位, of: 床位}}
    机构: {is: 12家, what: 养老机构}
    照料中心: {is: 12家, what: 照料中心}
  text: |
    全市共设置{{ 床位 }}床位，其中护理型{{ 护理床位 }}，占{{ 护理占比 }}。机构{{ 机构 }}，中心{{ 照料中心 }}。
"""
NOWHERE = Location(PATH, 1)
EMPTY = Prose((), NOWHERE)


def quantity(digits: str, unit: str, kind: Kind = Kind.COUNT) -> Quantity:
    decimals = len(digits.partition(".")[2])
    return Quantity(kind, digits, Fraction(digits), decimals, unit)


def fact(name: str, value: Value | None, line: int, what: str = "", formula: Formula | None = None) -> Fact:
    column = SOURCE.split("\n")[line - 1].find("is: ") + 5
    place = Location(PATH, line, column, column + len(str(value)))
    return Fact(2023, f"key_work.elderly.{name}", name, value, place, NOWHERE, what or name, formula=formula)


def assembly() -> Assembly:
    share = Formula(
        "share",
        (("part", Reference("护理床位", NOWHERE)), ("of", Reference("床位", NOWHERE))),
        Location(PATH, 6, 20, 50),
    )
    facts = [
        fact("床位", quantity("673", "张"), 4, "养老床位"),
        fact("护理床位", quantity("422", "张"), 5),
        fact("护理占比", quantity("62.7", "%", Kind.RATE), 6, formula=share),
        fact("机构", quantity("12", "家"), 7, "养老机构"),
        fact("照料中心", quantity("12", "家"), 8, "照料中心"),
    ]
    key = {one.name: one.key for one in facts}
    edition = Edition(
        year=2023,
        path="data/2023/report.yaml",
        unit="XX市民政局",
        title=EMPTY,
        date=None,
        to=None,
        opening=None,
        closing=None,
        chapters=(),
        masked=(),
        layout=Layout(),
        allow=(),
        attachments=(),
        facts={},
        location=NOWHERE,
        unit_location=NOWHERE,
        date_location=None,
    )
    report = Report(
        year=2023,
        edition=edition,
        years={2023: YearFacts(2023, "data/2023", edition, {})},
        chapters=(),
        facts={one.key: one for one in facts},
        values={one.key: one.value for one in facts if one.value is not None},
        relations=(
            Relation(
                "share",
                key["护理占比"],
                (("part", key["护理床位"]), ("of", key["床位"])),
                share,
                share.location,
            ),
        ),
        bindings={},
        answered={},
    )
    return Assembly(2023, report, draft(), Outcome((), {PATH: SOURCE}))


def draft() -> Draft:
    pieces = [
        ("全市共设置", 10, 5),
        ("673张", None, "床位"),
        ("床位，其中护理型", 10, 19),
        ("422张", None, "护理床位"),
        ("，占", 10, 40),
        ("62.7%", None, "护理占比"),
        ("。机构", 10, 54),
        ("12家", None, "机构"),
        ("，中心", 10, 68),
        ("12家", None, "照料中心"),
        ("。", 10, 80),
    ]
    text, spans = "", []
    for words, line, where in pieces:
        origin = (
            FactOrigin(f"key_work.elderly.{where}", Location(PATH, 10, 1, 2))
            if line is None
            else ProseOrigin(Location(PATH, 10, int(where), int(where) + len(words)))
        )
        spans.append(Span(len(text), len(text) + len(words), origin))
        text += words
    return Draft(
        "报告",
        (
            Block("key_work", "标题 1", "二、重点工作", (), level=1),
            Block("key_work.elderly", "标题 2", "（二）推进“一老一小”。", (), level=2),
            Block("key_work.elderly.text", "正文", text, tuple(spans)),
        ),
    )


def test_a_figure_is_followed_to_its_line_its_formula_and_its_sentence() -> None:
    found = assembly()
    assert trace_text(trace(found, "62.7%"), found.outcome.sources) == (
        "62.7%  护理占比（key_work.elderly.护理占比）\n"
        "  写在 data/2023/key_work.yaml:6:16\n"
        "        护理占比: {is: 62.7%, share: {part: 护理床位, of: 床位}}\n"
        "                       ^^^^^\n"
        "  勾稽关系 422张÷673张＝62.70%（相符）\n"
        "    422张 key_work.elderly.护理床位 data/2023/key_work.yaml:5:16\n"
        "    673张 key_work.elderly.床位     data/2023/key_work.yaml:4:14\n"
        "  出现在1处：\n"
        "    二、重点工作 › （二）推进“一老一小”\n"
        "      全市共设置673张床位，其中护理型422张，占【62.7%】。\n"
    )


@pytest.mark.parametrize("query", ["12家", "１２家", " 12 家"])
def test_a_figure_that_two_facts_print_gives_both_in_context(query: str) -> None:
    found = trace(assembly(), query)
    assert [match.fact.what for match in found.matches] == ["养老机构", "照料中心"]
    assert [match.sentences[0].text for match in found.matches] == ["机构12家，中心12家。"] * 2
    assert [match.sentences[0].start for match in found.matches] == [31, 37]


@pytest.mark.parametrize("query", ["床位", "key_work.elderly.床位"])
def test_a_name_finds_its_fact_and_what_is_computed_from_it(query: str) -> None:
    (match,) = trace(assembly(), query).matches
    assert match.fact.text == "673张"
    assert match.used_by == ("key_work.elderly.护理占比",)


def test_a_phrase_is_followed_to_where_it_was_typed() -> None:
    found = trace(assembly(), "其中护理型")
    (sentence,) = found.sentences
    assert sentence.places == (Location(PATH, 10, 22, 27),)
    assert sentence.facts[0] == "key_work.elderly.床位"
    assert not found.matches


@pytest.mark.parametrize(("query", "near"), [("67.2%", "62.7%"), ("护里床位", "护理床位"), ("42张", "422张")])
def test_what_is_not_there_gives_what_is_near(query: str, near: str) -> None:
    found = trace(assembly(), query)
    assert not found.found
    assert near in found.near
    assert trace_text(found, {}).startswith(f"没有找到“{query}”。\n相近的有：")


@pytest.mark.parametrize("query", ["", "   ", "\x00", "。", "{{ 床位 }}", "𝟔𝟐.𝟕%", "9" * 10000])
def test_no_query_breaks_it(query: str) -> None:
    found = trace(assembly(), query)
    assert trace_text(found, {}).endswith("\n")
    assert trace_json(found)["query"] == query


def test_facts_have_exactly_the_promised_keys() -> None:
    content = facts_json(fact_entries(assembly()), 2023)
    entry = content["facts"][2]  # type: ignore[index]
    assert entry == {
        "id": "key_work.elderly.护理占比",
        "text": "62.7%",
        "value": "627/1000",
        "unit": "%",
        "what": "护理占比",
        "as_of": None,
        "period": None,
        "source": "",
        "owner": "",
        "path": PATH,
        "line": 6,
        "column": 16,
        "pending": False,
        "derived": False,
        "confirmed": None,
        "confirmed_by": None,
        "confirmed_on": None,
        "relations": [
            {
                "kind": "share",
                "operands": [
                    {"role": "part", "fact": "key_work.elderly.护理床位", "text": "422张"},
                    {"role": "of", "fact": "key_work.elderly.床位", "text": "673张"},
                ],
                "text": "422张÷673张＝62.70%",
                "verdict": "holds",
                "path": PATH,
                "line": 6,
                "column": 20,
            }
        ],
        "shown": [{"block": "key_work.elderly.text", "start": 23, "end": 28}],
    }


def test_the_table_is_aligned_and_counts_what_is_pending() -> None:
    lines = facts_text(fact_entries(assembly())).split("\n")
    assert lines[0] == "数值   名称                       说明      出现  写在"
    assert lines[1] == "673张  key_work.elderly.床位      养老床位  1     data/2023/key_work.yaml:4:14"
    assert lines[-2] == "共5项，其中待补0项，推算0项"


def test_csv_opens_in_a_spreadsheet() -> None:
    content = facts_csv(fact_entries(assembly()))
    assert content.startswith(b"\xef\xbb\xbfid,text,value")
    assert "key_work.elderly.床位,673张,673,张,养老床位".encode() in content
    assert content.count(b"\r\n") == 6


def test_csv_holds_indicators_beside_last_year() -> None:
    rows = list(csv.reader(io.StringIO(facts_csv(fact_entries(_two_years())).decode("utf-8-sig"))))
    told = {row[0]: row[15:18] for row in rows}
    assert told["id"] == ["last_year", "change", "growth"]
    assert told["work.item.甲"] == ["9321人", "453人", "4.9%"]
    assert told["work.item.占比"] == ["60.0%", "2.5个百分点", ""]
    assert told["work.item.乙"] == ["", "", ""]
    assert {len(row) for row in rows} == {21}


def test_json_and_csv_tell_who_confirmed_a_figure_and_when() -> None:
    files = project("甲: 9774人\n乙: 5人\n丙: {is: 5人, same_as: 乙}", "{{ 甲 }}，{{ 乙 }}，{{ 丙 }}。")
    given = "fact: work.item.{}, by: 张三, owner: 救助科, date: 2024年1月15日, figure: {}"
    entries = "".join(f"- {{{given.format(*one)}}}\n" for one in (("甲", "9744"), ("甲", "9774"), ("乙", "5")))
    entries_of = fact_entries(assembled({**files, "data/2023/confirmations.yaml": f"confirmations:\n{entries}"}))
    rows = list(csv.reader(io.StringIO(facts_csv(entries_of).decode("utf-8-sig"))))
    assert [row[18:] for row in rows[:4]] == [
        ["confirmed", "confirmed_by", "confirmed_on"],
        ["differs", "救助科 张三", "2024-01-15"],
        ["agrees", "救助科 张三", "2024-01-15"],
        ["follows", "", ""],
    ]
    told = facts_json(entries_of, 2023)["facts"]
    assert isinstance(told, list)
    assert [(one["confirmed"], one["confirmed_by"]) for one in told[:3]] == [
        ("differs", "救助科 张三"),
        ("agrees", "救助科 张三"),
        ("follows", None),
    ]


def _two_years() -> Assembly:
    facts = "甲: {is: 9774人, indicator: yes}\n占比: {is: 62.5%, indicator: yes}\n乙: 5人"
    files = project(facts, "{{ 甲 }}、{{ 占比 }}、{{ 乙 }}。")
    before = project("甲: 9321人\n占比: 60.0%\n乙: 4人", "{{ 甲 }}、{{ 占比 }}、{{ 乙 }}。")
    return assembled(files | {path.replace("2023", "2022"): text for path, text in before.items()})


@pytest.mark.parametrize(
    ("value", "content"),
    [
        (quantity("9774", "人"), "9774"),
        (quantity("62.7", "%", Kind.RATE), "627/1000"),
        (Ordinal("一", 1), "1"),
        (Date("2023年9月", 2023, 9), "2023-09"),
        (Date("2022年底", 2022, end=True), "2022-12-31"),
        (Date("1月1日", None, 1, 1), None),
        (Period("2023年—2025年", Date("2023年", 2023), Date("2025年", 2025)), "2023/2025"),
        (Members(("潭门镇", "大路镇"), ("、",)), ["潭门镇", "大路镇"]),
        (Words("优秀"), None),
        (Pending("XX元/人", "元/人"), None),
        (None, None),
    ],
)
def test_values_in_json_are_exact(value: Value | None, content: object) -> None:
    assert as_json(value) == content


def test_a_period_without_years_has_no_iso_form() -> None:
    assert iso(Period("1月—9月", Date("1月", None, 1), Date("9月", None, 9))) is None
