"""What is typed into sentences and templates: figures, years, dates, placeholders, each at its place."""

from __future__ import annotations

import pytest

from report_kit.diagnostics import Location
from report_kit.draft import Block, Draft, ProseOrigin, Span, TemplateOrigin
from report_kit.facts.terms import Terms
from report_kit.rules import check_draft
from tests.unit.rules.desk import WORK, assembled, project, subject, told

FACTS = "床位: {is: 673张, as_of: 2023-12-31}\n机构: 12家"
SHOWN = "{{ 床位 }}，{{ 机构 }}。"


def found(text: str) -> list[str]:
    """What is told of this sentence, as ``code column``."""
    files = project(FACTS, f"{text}\n{SHOWN}")
    line = next(n for n, one in enumerate(files[WORK].split("\n"), 1) if one.strip() == text)
    problems = assembled(files).outcome.diagnostics
    assert all(one.location and one.location.path == WORK and one.location.line == line for one in problems), problems
    return [f"{one.code} {one.location.column - 4}" for one in problems if one.location]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在册低保9774人。", ["P302 5"]),
        ("在册低保９７７４人。", ["P302 5", "T431 5"]),
        ("投入109.23万元，增长4.86%。", ["P302 3", "P302 14"]),
        ("累计服务1.2万余人次。", ["P302 5"]),
        ("每户补助300元/月。", ["P302 5"]),
        ("床位1{{ 床位 }}。", ["P302 3"]),
        ("共有{{ 床位 }}、{{ 机构 }}和3个服务点。", ["P302 21"]),
        ("共计2071。", ["P302 3"]),
        ("第2批推送6家。", ["P302 6"]),
    ],
)
def test_a_typed_figure_is_told_at_its_place(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "第二批推送，第3批启动。",
        "2023年9月11日启动，9月底完成，每月5日服务。",
        "“5·20婚姻家庭服务日”首创“一站式”服务，三级联动，百二坡、万泉镇参加。",
        "按照《养老服务条例（2020）》《2023年工作要点》推进。",
        "琼民发〔2023〕15号文件印发，12345热线畅通，见附件1。",
        "“十四五”期间，“五个一”工程、第一书记、四议两公开。",
        "床位{{ 床位 }}，机构{{ 机构 }}余家之外另有零散机构。",
        "XX市印发方案。",
        "制度有待补充，等待补贴到位，不再接待补录人员，待补办手续后发放。",
        "目前，各项工作有序推进。",
        "“100%？”不是口号，展板为3×2米，掌握C#语言，调用main()接口。",
        "群众满意不满意？人民说了算；制度为谁制定？个人怎么办？",
        "图书、器材……人员齐备，一是抓投入……二是抓建设。",
        "走访贫困户张**家，某户、某人、某项目反映的问题办结。",
        "开展 #我们的节日#主题活动，幸福里 #3号楼启用，**人民至上**理念。",
        "（待遇保障）（待核销）（待补贴）手续办结。",
        "坚持以人民为中心 人才优先，共 人民医院、中医院参加。",
        "2015年以来持续推进，自2021年起施行。",
        "行动期限为2021—2025年。",
    ],
)
def test_what_is_no_figure_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由XX元/人提高到××元/人。", ["P301 2", "P301 10"]),
        ("投入____万元，资金待补。", ["P301 3", "P301 12"]),
        ("通过家园XX发布。", ["P301 5"]),
        ("XX市印发，XX县转发。", ["P301 7"]),
        ("2023年XX月启动。", ["P301 1"]),
        ("应保尽保。 # 待李科长核", ["P301 7"]),
        ("应保尽保 #待核", ["P301 6"]),
        ("共？人，共  人，约 万元。", ["P301 1", "P301 5", "P301 10"]),
        ("投入（ ）万元、**万元、…万元、某万元。", ["P301 3", "P301 9", "P301 14", "P301 18"]),
        ("惠及***户，新建  个。", ["P301 1", "P301 8"]),
        ("已建成（？），是否属实？？", ["P301 4", "P301 12"]),
        ("TODO补一句，按‹待补>、<待核>推进，时间待定。", ["P301 1", "P301 10", "P301 15", "P301 24"]),
        ("2023年9月31日启动。", ["D101 1"]),
        ("截至2024年2月27日，有{{ 床位 }}。", ["D102 3"]),
        ("2025年—2023年推进。", ["D103 1"]),
        ("三年行动（2023—2026年）启动。", ["D104 1"]),
        ("2024年3月启动。", ["D110 1"]),
        ("2022年底建成。", ["D110 1"]),
        ("2023年共建成。", ["P308 1"]),
        ("2024年共建成。", ["D110 1"]),
        ("截至目前，有{{ 床位 }}。", ["D203 1"]),
        ("目前全市有床位{{ 床位 }}。", ["D203 1"]),
    ],
)
def test_typed_dates_and_blanks(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截至2023年11月30日，有{{ 床位 }}。", ["D212"]),
        ("截至2023年11月30日，有{{ 机构 }}。", []),  # which day, no one says
        ("截至2023年11月30日推进，2023年12月有{{ 床位 }}。", []),  # another date comes in between
        ("截至2023年11月30日推进。有{{ 床位 }}。", []),
        ("截至2023年12月，有{{ 床位 }}。", []),
        ("2023年11月30日前有{{ 床位 }}。", []),
    ],
)
def test_a_figure_is_of_the_day_that_its_sentence_says(text: str, expected: list[str]) -> None:
    assert [one.code for one in assembled(project(FACTS, f"{text}\n{SHOWN}")).outcome.diagnostics] == expected


FORMER = "上年户数: {is: 146户, period: 2022}\n本年户数: {is: 160户, period: 2023}\n"
COMPARED = "增幅: {is: 9.6%, growth: {from: 上年户数, to: 本年户数}}"


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("{{ year }}年完成{{ 上年户数 }}。", "", "error"),
        ("全年完成{{ 上年户数 }}。", "", "error"),
        ("完成{{ 上年户数 }}。", "", "warning"),
        ("{{ year }}年启动。完成{{ 上年户数 }}。", "", "warning"),
        ("{{ 上年户数|period }}完成{{ 上年户数 }}。", "", ""),
        ("{{ 上年户数|period }}启动。完成{{ 上年户数 }}。", "", ""),
        ("{{ last_year }}年完成{{ 上年户数 }}。", "", ""),
        ("上年完成{{ 上年户数 }}。", "", ""),
        ("{{ year }}年由{{ 上年户数 }}增至{{ 本年户数 }}。", "", ""),
        ("{{ year }}年在{{ 上年户数 }}的基础上推进。", "", ""),
        ("{{ year }}年完成{{ 上年户数 }}。", COMPARED, ""),
    ],
)
def test_a_figure_of_last_year_is_not_shown_as_this_years(text: str, facts: str, expected: str) -> None:
    files = project(FORMER + facts, f"{text}\n另有{{{{ 本年户数 }}}}{'，增长{{ 增幅 }}' if facts else ''}。")
    found = [one for one in assembled(files).outcome.diagnostics if one.code == "D213"]
    assert [one.severity.value for one in found] == ([expected] if expected else [])
    assert all((one.fact or "").endswith("上年户数") for one in found)


def test_the_hint_names_the_fact_that_prints_so() -> None:
    problems = assembled(project(FACTS, f"床位673张。\n{SHOWN}")).outcome.diagnostics
    assert [one.hint.text() for one in problems if one.hint] == ["写成 {{ 床位 }}"]


def test_the_hint_names_the_date_of_the_figure_that_follows() -> None:
    problems = assembled(project(FACTS, f"截至目前有{{{{ 床位 }}}}。\n{SHOWN}")).outcome.diagnostics
    assert "截至{{ 床位|as_of }}" in str(problems[0].hint)


def test_what_is_typed_into_the_template_is_told_at_its_paragraph() -> None:
    words = "2023年在册9774人，XX元"
    block = Block("closing", "正文", words, (Span(0, len(words), TemplateOrigin("word/document.xml", 7)),))
    problems = check_draft(subject("").on(Draft("", (block,)), Terms()))
    assert sorted((one.code, one.location) for one in problems) == [
        (code, Location("templates/report.docx", 7)) for code in ("P301", "P302", "P308")
    ]


def test_words_without_origin_are_not_typed_by_anyone_we_know() -> None:
    block = Block("x", "正文", "在册9774人", (Span(0, 7, None),))
    assert check_draft(subject("").on(Draft("", (block,)), Terms())) == []


def test_a_year_filled_in_by_a_hole_is_not_typed() -> None:
    assert found("{{ year }}年共建成，为{{ next_year }}年打下基础，比{{ last_year }}年多。") == []
    assert found("{{ year }}年2月30日建成。") == ["D101 11"]


def test_a_slip_in_a_title_is_told_in_the_title() -> None:
    (problem,) = assembled(project("", "按期完成。", title="建成3个服务点")).outcome.diagnostics
    assert (problem.code, str(problem.location)) == ("P302", f"{WORK}:3:12")


def test_the_place_is_that_of_the_first_typed_character() -> None:
    words = "共12家"
    place = Location(WORK, 9, 5, 8)
    block = Block("work.item", "正文", words, (Span(0, 4, ProseOrigin(place)),))
    (problem,) = check_draft(subject("").on(Draft("", (block,)), Terms()))
    assert problem.location == Location(WORK, 9, 6, 9)


def test_a_hole_that_means_nothing_is_not_also_an_unused_fact() -> None:
    files = project("床位: 673张", "床位{{ 床为 }}。")
    assert told(assembled(files).outcome.diagnostics) == ["R101"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年启动的改革惠及{{ 床位 }}。", ""),
        ("该校2019年建成，现有{{ 床位 }}。", ""),
        ("到2035年建成教育强县。", ""),
        ("落实2022年12月召开的会议精神。", ""),
        ("2022年秋季学期开学平稳。", ""),
        ("2022年建成。", "warning"),
        ("2022年，各项工作扎实。", "warning"),
        ("2022年新增{{ 床位 }}。", "error"),
        ("2024年新增{{ 床位 }}。", "error"),
    ],
)
def test_a_foreign_year_is_an_error_only_where_it_dates_a_result(text: str, expected: str) -> None:
    found = assembled(project(FACTS, f"{text}\n{SHOWN}")).outcome.diagnostics
    assert [(one.code, one.severity.value) for one in found] == ([("D110", expected)] if expected else [])


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("自2021年开展主题教育工作情况好转以来，持续巩固2022年专项整治成效。", []),
        ("落实《2022年督查工作情况通报》要求，2021年开展主题教育工作情况好转以来。", []),
        ("根据《关于做好2022年工作总结的通知》，报告如下。", ["D111"]),
        ("现将2022年工作情况报告如下。", ["D111"]),
        ("现将2025年工作打算报告如下。", ["D111"]),
    ],
)
def test_the_opening_tells_of_our_own_year(opening: str, expected: list[str]) -> None:
    files = project(FACTS, SHOWN, report=f"opening: |\n  {opening}\n")
    found = [one.code for one in assembled(files).outcome.diagnostics if one.code != "P308"]
    assert found == expected


def test_what_was_asked_before_there_was_a_draft_is_asked_again() -> None:
    early = subject("")
    assert (early.typed, early.typed_dates) == ((), ())
    block = Block("work.item", "正文", "共12家", (Span(0, 4, ProseOrigin(Location(WORK, 9, 5, 8))),))
    assert [one.block for one in early.on(Draft("", (block,)), Terms()).typed] == [block]
