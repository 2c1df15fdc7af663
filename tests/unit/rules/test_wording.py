"""Rules on wording: what was typed is judged, what was put in, quoted or declared is not; terms are held to a glossary.

The cases are those of the text norms, with their traps.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.diagnostics import Location, in_order
from report_kit.facts.terms import Terms
from report_kit.facts.text_rules import breaks, hits
from report_kit.facts.values import Date
from report_kit.load import DiskFiles, load_terms
from report_kit.read import read_lines
from report_kit.read.document import Line
from report_kit.rules import Subject, check_draft
from tests.unit.rules.desk import assembled, project

ROOT = Path(__file__).resolve().parents[3]
TERMS = load_terms(DiskFiles(ROOT)).terms
CORPUS = [
    passage
    for path in sorted((ROOT / "tests" / "corpus").glob("*.yaml"))
    for passage in yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
]


def audited(text: str, terms: Terms = TERMS, *, preview: bool = False) -> list[tuple[str, str, int]]:
    """What is told of wording in a document of others: code, severity, offset in its line."""
    lines = [Line(line, Location("text.txt", number)) for number, line in enumerate(text.splitlines(), 1)]
    reading = read_lines("text.txt", lines, year=2023, date=Date("2024年1月29日", 2024, 1, 29))
    found = in_order(check_draft(Subject(reading.report).on(reading.draft, terms), preview=preview))
    return [
        (one.code, one.severity.value, one.location.column - 1)
        for one in found
        if one.location and (one.code[0] in "TX" or one.code == "P310")
    ]


def typed(text: str, facts: str = "") -> list[str]:
    """What is told of wording in an item's sentence, as ``code column``; columns count from its first character."""
    problems = assembled(project(facts, text)).outcome.diagnostics
    return [f"{one.code} {one.location.column - 4}" for one in problems if one.location and one.code[0] in "TX"]


FLAGGED = """
T401 工作计戈U · T401 塔洋镇曲豆坡 · T402 4.86%o二是 · T402 4.86%0。 · T403 截止目前 · T403 截止2023年12月27日 · T403 截止12月，投入
T403 截止到6月底 · T404 做到了“早发现、早提醒、早化解：二是 · T404 （试行 · T404 “一老一小”” · T405 明确职责，完善任务，二是
T406 印发2023年XX市婚俗改革工作要点， · T407 评定评定标准 · T407 开展居家养老服务开展居家养老服务
T408 我局对2023年工作,进行了梳理 · T408 工作如下:一是 · T408 已完成. · T408 (一)推动 · T408 镇(区) · T408 (1)项目 · T410 人数提高了
T411 开展"护苗"行动 · T412 “护苗”、“净网”行动 · T412 《办法》、《细则》 · T413 助餐、助医、等服务 · T414 等... · T414 工作。。。
T415 书包、牛奶……等 · T416 工作，，推进 · T416 任务，。 · T417 2023年-2025年 · T417 10~20人 · T417 5%-8% · T417 3-5天
T418 目标--到2025年 · T419 市 民政局 · T420 一、2023年亮点性工作开展情况。 · T421 （一）、推动 · T422 1、项目 · T421 1．项目
T421 一.总体 · T423 首先、提高认识 · T424 一是，加强 · T424 二是、推进 · T425 23年12月 · T425 截至23年底 · T425 ’23年
T426 2024年01月29日 · T426 1月05日 · T427 12月27号 · T428 二〇二三年12月 · T428 2023年十二月 · T429 增长5～8% · T429 15-30%
T430 13～17万元 · T430 9-16亿元 · T431 ２０２３年 · T432 增长.5个百分点 · T433 62.7％和5% · T434 “5/20婚姻家庭服务日” · T434 “3.15”
T435 三、五天 · T435 八、九公里 · T436 3亿4千万元 · T436 5万3千人 · T437 工作\ufffd完成 · T437 民\u200b政 · T438 其它工作
T438 登陆系统 · T438 布署工作 · T438 帐户 · T438 座落于 · T438 竟争 · T439 2O23年 · T439 1OO人 · T440 民发[2023]15号
T440 （2023）第15号 · T440 〔23〕5号 · T440 〔2023〕05号 · T441 附件：1.统计表。 · T408 附件:名单
"""
PASSED = """
工作计划 · 戈壁 · 女子篮球 · 死亡率3‰ · 截至目前 · 报名于6月30日截止 · 截止日期为 · 落实“月调度，季推进”工作机制 · 《关于〈办法〉的通知》
印发《XX市实施方案》， · 按照市委部署推进， · 制定方案，按照规定 · 印发“关于做好工作的通知” · 实实在在 · 认认真真 · 研究研究
工作，进行 · 附件：1.名单 · 第3.2节 · 3:1 · 1∶500 · 8:30开会 · 1,234万元 · http://example.com:8080/a,b:c · （一）推动 · f(x) · COVID(19)A
“护苗” · 5'20" · “特急”“加急” · 《人民日报》（海外版）、《光明日报》 · “物质+服务”的模式、“一站式”服务 · 助餐、助医等服务 · 甲、等级评定
低保、等额补助 · ，等等 · “五个一”…… · 3.14 · 书包、牛奶等 · （“……”，略）。 · 他问：“好？！” · 2023—2025年 · 10～20人 · 5—8月 · GB/T 9704-2012
2023-08-08 · A-1栋 · 第3-2号图 · 目标——到2025年 · 北京—上海 · Office 365 · 一、2023年亮点性工作开展情况 · （一）推动创新。一是推进
1.项目 · 一、总体 · （1）项目 · 十分重要 · 第一，加强领导 · 第一、二、三产业 · 第一批 · 第一产业、第二产业 · 一是加强 · 唯一是 · 统一是
2023年12月 · 工作12年 · 近20年来 · 1—20年期 · 〔2023〕 · “十四五” · 2024年1月29日 · 10月10日 · 12月27日 · 1号楼 · 5号文 · 二〇二三年十二月
2023年第一季度 · 5%～8% · 2020—2023年增长8% · 由3%提高到5% · 第1至3季度 · 13万元～17万元 · 100～150千克 · 0.5个百分点
附件：1.2023年度 · 62.7% · “5·20” · “12·4”国家宪法日 · “3.0版” · 三五天 · 二、三产业 · 一、二类 · 一、二、三年级 · 3亿4500万元 · 5.3万人
一、工作 · 其他 · 台风登陆 · 部署 · CO2 · H2O · 民发〔2023〕15号 · （2023年） · 【2023年】 · 附件：1.统计表 · 讲座落实 · 究竟争取
"""


def listed(table: str) -> list[str]:
    return [one for line in table.split("\n") for one in re.split(" · ", line.strip()) if one]


@pytest.mark.parametrize("case", listed(FLAGGED))
def test_what_the_norms_flag_is_flagged(case: str) -> None:
    code, _, text = case.partition(" ")
    assert code in {found for found, _, _ in audited(text, preview=True)}


@pytest.mark.parametrize("text", listed(PASSED))
def test_what_the_norms_pass_is_passed(text: str) -> None:
    assert audited(text, preview=True) == []


@pytest.mark.parametrize("passage", CORPUS, ids=lambda one: one["id"])
def test_a_slip_of_the_corpus_is_found_in_its_sentence_and_nothing_else(passage) -> None:
    slip = passage.get("slip")
    wanted = slip["code"] if slip and slip["code"][0] == "T" else ""
    found = audited(passage["text"])
    assert {code for code, _, _ in found} <= {wanted}
    if wanted:
        text = passage["text"].split("\n")[0]
        start = text.index(slip["words"].strip('"'))
        first = max(text.rfind(stop, 0, start) for stop in "。；") + 1
        last = min([text.find(stop, start) for stop in "。；" if stop in text[start:]])
        assert any(first <= place <= last for _, _, place in found)


def test_only_what_was_typed_is_judged() -> None:
    facts = "名单: {list: 其它镇、布署镇}\n增幅: 4.86%"
    assert typed("帮扶{{ 名单 }}，增长{{ 增幅 }}。", facts) == []
    assert typed("帮扶{{ 名单 }}，做好其它工作，增长{{ 增幅 }}。", facts) == ["T438 14"]


def test_a_mark_typed_behind_a_figure_is_judged_with_it() -> None:
    assert typed("比上年增长{{ 增幅 }}o二是落实责任。", "增幅: 4.86%") == ["T402 14"]


def test_a_place_is_told_in_its_own_sentence() -> None:
    assert typed("做好工作。\n截止2023年12月27日，做好其它工作。") == ["T403 1", "T438 17"]


@pytest.mark.parametrize("text", ["《做好其它工作的通知》", "“其它工作”", "见其它.docx", "`其它`", "run(其它)"])
def test_what_is_quoted_or_no_prose_stands_as_it_is(text: str) -> None:
    assert audited(f"落实{text}") == []
    assert audited(f"落实{text}，做好其它工作") != []


def test_declared_names_stand_as_they_are() -> None:
    assert audited("其它山公墓", TERMS._replace(names=("其它山",))) == []
    assert audited("其它公墓", TERMS._replace(names=("其它山",))) != []


def test_a_mark_is_told_once_a_paragraph_with_its_number() -> None:
    assert audited("甲,乙,丙,丁\n甲,乙") == [("T408", "error", 1), ("T408", "error", 1)]


def test_what_a_person_decides_is_told_more_quietly() -> None:
    assert audited("塔洋镇曲豆坡") == [("T401", "warning", 3)]


def test_rules_that_may_cry_wolf_look_when_asked() -> None:
    assert audited("市 民政局") == []
    assert audited("市 民政局", preview=True) == [("T419", "warning", 1)]


def test_the_spelling_used_less_is_told_at_its_first_place() -> None:
    assert audited("占62.7%，占5%\n占3％，占4％，占6%") == [("T433", "note", 2)]


def test_an_allowance_may_name_a_rule_of_the_office() -> None:
    rule = (
        "rules:\n- {code: X901, name: old-name, severity: error, kind: avoid, why: 更名, says: 用新名称, "
        "find: [民政科], must_flag: [民政科], must_pass: [社会事务科]}\n"
    )
    allowed = "allow:\n- {code: X901, reason: 历史名称}\n"
    files = project("", "由民政科办理。") | {"templates/text_rules.yaml": rule}
    assert [one.code for one in assembled(files).outcome.diagnostics] == ["X901"]
    files = project("", "由民政科办理。", report=allowed) | {"templates/text_rules.yaml": rule}
    assert [one.code for one in assembled(files).outcome.diagnostics] == []


def test_terms_are_held_to_the_glossary() -> None:
    terms = Terms(names=("环岛公路站",), glossary=(("环岛旅游公路", ("环岛公路", "旅游公路")),))
    text = "环岛旅游公路和环岛公路，环岛公路站，《环岛公路办法》"
    assert audited(text, terms) == [("P310", "warning", 7)]


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="“”（）()《》，。、；：…-~%％oO0123年月日号的一二三是等截止其它布署 \n\"'\ufffd", max_size=80))
def test_hits_lie_in_the_text_and_paragraphs_do_not_touch_one_another(text: str) -> None:
    for rule in TERMS.rules:
        found = hits(rule, text)
        assert all(0 <= hit.first <= hit.start <= hit.end <= hit.last <= len(text) for hit in found)
        assert len(found) == sum(len(hits(rule, line)) for line in text.split("\n"))
        assert breaks(rule, text) in (bool(found), False)


def test_the_beginning_of_every_paragraph_is_a_beginning():
    assert [code for code, _, _ in audited("甲乙。\n一.总体\n二.成效")] == ["T421", "T421"]
