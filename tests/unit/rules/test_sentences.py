"""What is written in sentences: lists, numbering, dates, approximators. What is told, and above all what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.diagnostics import Location, Severity
from report_kit.facts.values import Date
from report_kit.read import read_lines
from report_kit.read.document import Line
from report_kit.rules import Subject, check_draft
from report_kit.rules.moments import is_annual
from tests.unit.rules.desk import assembled, on_data, project, told

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
OURS = frozenset(
    (
        *("L101", "L102", "L103", "D101", "D102", "D103", "D104", "D203", "D204", "D206"),
        *("S102", "S105", "P311", "N151", "U201", "U205"),
    )
)
SHARE = "占比: {is: 45%, share: {part: 甲, of: 乙}}"
DAY = Date("2024年1月29日", 2024, 1, 29)


def subject(text: str, date: Date | None = DAY) -> Subject:
    """A document of others."""
    lines = [Line(line, Location("text.txt", number)) for number, line in enumerate(text.split("\n"), 1)]
    reading = read_lines("text.txt", lines, year=2023, date=date)
    read = Subject(reading.report)
    return read.on(reading.draft, read.terms)


def found(text: str, date: Date | None = DAY, *, preview: bool = True) -> list[str]:
    """What is told of a document of others by the rules on sentences, as ``code line:column``."""
    return [
        f"{one.code} {one.location.line}:{one.location.column}"
        for one in check_draft(subject(text, date), preview=preview)
        if one.code in OURS and one.location is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持双溪镇、百合镇和四方台镇2个镇试点。", ["L101 1:1"]),
        ("支持双溪镇、百合镇和四方台镇共2个镇。", ["L101 1:1"]),
        ("临江区第一小学、临江区第二小学、临江区第一中学4所学校组建集团。", ["L101 1:1"]),
        ("市教育局、市财政局、市民政局4个部门联合印发。", ["L101 1:1"]),
        ("成立4个工作组（综合协调组、宣传组、保障组）。", ["L101 1:3"]),
        ("新认定公益组织3家（市慈善总会、百合镇慈善协会、云岭基金会和三岔河爱心促进会）。", ["L101 1:8"]),
        ("3个镇（双溪镇、百合镇、四方台镇、大路镇）完成改造。", ["L101 1:1"]),
        ("支持双溪镇、百合镇、四方台镇等2个镇试点。", ["L101 1:1"]),
    ],
)
def test_a_list_that_is_longer_or_shorter_than_its_count_is_told(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "在双溪镇、百合镇、四方台镇各建3个点，三岔河镇、百合镇、双溪镇共15家。",
        "双溪镇、百合镇等9个镇，双溪镇、百合镇28个村。",
        "双溪镇与百合镇、四方台镇2个镇结对，双溪镇和百合镇、四方台镇3个镇完成。",
        "双溪镇、和平镇、人和镇3个镇，和平社区、和谐社区2个社区。",
        "双溪镇、百合镇的东村2个村，东村、西村带动南村、北村2个村。",
        "双溪镇、百合镇2个镇级平台，双溪镇、百合镇4个乡镇卫生院，双溪区、百合区4个片区。",
        "检查企业45家（餐饮业、住宿业、零售业），更换路牌86块（甲街道、乙村）。",
        "新建养老院5家（双溪镇、百合镇），开展培训4期（双溪镇、百合镇）。",
        "检查企业418家（矿山企业46家、工贸企业372家），4家（其中甲公司、乙公司）。",
        "财政、审计、统计局3个部门，城区有中山社区，镇上有东风社区、解放社区3个社区。",
        "在东村、西村2个村和南村、北村2个村试点，在东村、西村两个村和南村、北村、中村3个村试点。",
        "三岔河镇东村、西村、南村，百合镇北村、中村5个村，组建4支队伍（专业队、兼职队、志愿队、救援队）。",
        "双溪镇、百合镇近3个镇，双溪镇、百合镇3名干部，双溪镇、百合镇3万元。",
        "双溪镇、百合镇12个村3个社区，三岔河村、百二坡村、十里铺村3个村。",
    ],
)
def test_what_is_listed_and_what_is_counted_may_differ(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是甲。三是乙。", ["S102 1:5"]),
        ("一是甲。\n二是乙。\n二是丙。", ["S102 3:1"]),
        ("一、甲\n（一）乙。\n（二）丙。\n（四）丁。\n二、戊", ["S102 4:1"]),
        ("一是甲：一是乙；三是丙。", ["S102 1:9"]),
        ("一是甲。二是乙。三是丙。\n一是丁。\n三是戊。", ["S102 3:1"]),
        ("第一批12所、第二批9所，第四批6所。", ["S102 1:14"]),
        ("一是甲。", ["S102 1:1"]),
    ],
)
def test_a_gap_in_numbering_is_told(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一是甲。二是乙。\n持续治理。\n持续开展。\n三是丙。",
        "一是甲。\n1.子项。\n2.子项。\n二是乙。",
        "一是甲：一是乙；二是丙。二是丁。三是戊。",
        "一是甲。\n围绕乙，一是丙，二是丁。\n二是戊。",
        "增长4.86%o二是甲。三是乙。",
        "唯一是、统一是、问题一是、任务二是，一是否，一是不是。",
        "一、甲\n（一）乙，主要有：（一）丙；（二）丁。\n（二）戊。\n二、己",
        "目录\n一、甲\n二、乙\n一、甲\n（一）丙\n二、乙\n附件：\n一、表\n二、表",
        "（三）丙。\n（四）丁。",
        "一、二年级，第一、二、三产业，第三条第（二）项，坚持“一是一、二是二”。",
    ],
)
def test_numbering_that_goes_on_is_not_told(text: str) -> None:
    assert found(text) == []


def test_numbering_that_the_program_made_is_not_judged() -> None:
    points = "一是甲。\n{{ 床位 }}。"
    files = project("床位: 12张", points)
    assert [one.code for one in assembled(files).outcome.diagnostics] == ["S102"]
    files = project("床位: 12张", "{{ 床位 }}。")
    files = {path: text.replace("  text: |\n    {{", "  points:\n  - |\n    {{") for path, text in files.items()}
    assert [one.code for one in assembled(files).outcome.diagnostics] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9月11日启动。", ["D204 1:1"]),
        ("9月11日至15日举办。", ["D204 1:1"]),
        ("2023年启动。\n9月11日验收。", ["D204 2:1"]),
        ("2023年启动。甲。乙。截至12月，完成改造。", ["D204 1:15"]),
        ("2023年启动。甲。截至12月，完成改造。", []),
        ("2023年启动，9月11日验收。乙。丙。丁。9月12日公示。", []),
        ("今年9月11日启动。每年9月11日集中办理。计划于9月11日启动。", []),
        ("10月1日“为爱加班”，在3月18日、9月19日等日子加班。", []),
        ("8月集中整治，1—10月份推进，《9月11日纪要》印发。", []),
    ],
)
def test_a_day_has_its_year(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("title", "annual"),
    [
        ("市民政局2023年工作总结", True),
        ("市民政局2023年度工作总结和2024年工作计划", True),
        ("市民政局2023年上半年工作总结", False),
        ("市民政局2023年1—10月工作总结", False),
        ("市民政局2023年第三季度工作总结", False),
        ("关于做好工作的通知", False),
    ],
)
def test_a_report_on_a_year_says_so_in_its_title(title: str, *, annual: bool) -> None:
    assert is_annual(subject(f"{title}\n1—10月完成86家。")) is annual
    assert found(f"{title}\n1—10月完成86家。") == (["D206 2:1"] if annual else [])


def test_a_report_written_before_december_has_no_later_figures() -> None:
    assert found("市统计局2023年工作总结\n1—10月完成86家。", Date("2023年11月20日", 2023, 11, 20)) == []


def test_the_present_is_the_day_of_a_document() -> None:
    text = "目前，已建成12家。"
    assert found(text) == []
    assert found(text, None) == ["D203 1:1"]
    assert found(f"{text}\n2024年1月29日", None) == []
    assert found(f"截至2023年12月31日，有3家。{text}", None) == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("存量: 约3072万元", ["U205 存量"]),
        ("存量: 约280万元", []),
        ("占比: {is: 45.0%, share: {part: 甲, of: 乙}, digits: 0}\n甲: 9家\n乙: 20家", ["U206 占比"]),
        ("占比: {is: 45.0%, share: {part: 甲, of: 乙}, digits: 1}\n甲: 9家\n乙: 20家", []),
        (
            f"{SHARE}\n甲: {{is: 9家, as_of: 2023-12-31}}\n乙: {{is: 20家, as_of: 2023-11-29}}",
            ["D210 占比"],
        ),
        (
            f"{SHARE}\n甲: {{is: 9家, as_of: 2023-12-31}}\n乙: {{is: 20家, as_of: 2023-11-30}}",
            [],
        ),
        ("总额: {is: 86亿元, period: 2023年1月至10月}", ["D206 总额"]),
        ("总额: {is: 86亿元, period: 2023年6月至10月}", []),
    ],
)
def test_declared_figures_are_written_as_they_are_known(facts: str, expected: list[str]) -> None:
    ours = ("U205", "U206", "D210", "D206")
    assert [one for one in told(on_data(facts)) if one.startswith(ours)] == expected


PASSAGES = [
    passage
    for path in sorted(CORPUS.glob("*.yaml"))
    for passage in yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
]


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda one: one["id"])
def test_the_corpus_is_read_right(passage: dict[str, object]) -> None:
    day = passage.get("date")
    when = Date(str(day), *map(int, str(day).split("-"))) if day else None
    problems = [one for one in check_draft(subject(str(passage["text"]), when), preview=True) if one.code in OURS]
    slip = passage.get("slip")
    planted = slip["code"] if isinstance(slip, dict) and slip["code"] in OURS else None
    assert (planted is None) or planted in {one.code for one in problems}
    assert [one for one in problems if one.severity is Severity.ERROR and one.code != planted] == []
    assert [one for one in problems if one.severity is Severity.WARNING and one.code != planted] == []


PIECES = st.sampled_from(
    (
        *(
            "、",
            "，",
            "。",
            "：",
            "（",
            "）",
            "和",
            "等",
            "共",
            "各",
            "分别为",
            "一是",
            "二是",
            "三是",
            "（一）",
            "（三）",
        ),
        *("一、", "三、", "双溪镇", "百合镇", "甲", "乙", "3个镇", "4家", "共计271", "约3072万元", "近600余人"),
        *("9月11日", "2023年", "截至12月", "1—10月", "第一批", "第九届", "自2015年起每年一届", "成立", "目前"),
        *("工作总结", "XX市", "30周年", "\n", "《", "》", "“", "”"),
    )
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_any_sentence_is_judged_and_each_problem_lies_in_it(text: str) -> None:
    lines = text.split("\n")
    for one in check_draft(subject(text), preview=True):
        place = one.location
        assert place is not None
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
        assert place.end_column <= len(lines[place.line - 1]) + 1
