"""``report plans``: every promise with its state, its figures, its places, as text, Markdown and JSON."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

import cli
from report_kit.flows.pipeline import assemble
from report_kit.flows.plans import plans_of
from report_kit.load import DiskFiles
from report_kit.promises import State
from report_kit.show.plans import plans_object
from report_kit.show.plans_text import plans_markdown, plans_text
from tests.unit.load.project import MemoryFiles
from tests.unit.promises.year import DATE, files

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "tests" / "sample"
PLANS = """\
items:
- id: elderly
  title: 提升 <养老> & 服务|质量
  defaults: {owner: 养老科}
  facts: {改造目标: {is: 146户, what: 改造户数}, 标准: 300元/户}
  points:
  - id: homes
    lead: 实施改造
    due: 2023年10月底
    text: |
      改造{{ 改造目标 }}，标准{{ 标准 }}。
  - {id: halls, lead: 新建食堂}
  - {lead: 培训护理员}
"""
WORK = """\
items:
- id: homes
  title: 居家改造
  facts: {户数: {is: 120户, what: 已改造, misses: plans.elderly.改造目标}}
  text: |
    改造{{ 户数 }}。
"""


def plans(work: str = WORK, report: str = DATE):
    memory = MemoryFiles(files(PLANS, work, report))
    return plans_of(2023, lambda year: assemble(memory, year, ROOT / "templates"))[0]


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("REPORT_LANG", raising=False)
    return tmp_path


def test_the_shipped_plans_list_every_promise_that_last_years_report_printed():
    """The third chapter is walked as it is printed: every heading and every lead is a promise, in the same order."""
    project = DiskFiles(ROOT)
    draft = assemble(project, 2023, ROOT / "templates").draft
    assert draft is not None
    found, _ = plans_of(2024, lambda year: assemble(project, year, ROOT / "templates"))
    blocks = [block for block in draft.blocks if block.id.startswith(("plans.", "next_year.plans."))]
    chapter = "\n".join(block.text for block in blocks)
    headings = re.findall("^（[一二三四五六七八九十]+）", chapter, re.MULTILINE)
    points = re.findall("(?:^|。)[一二三四五六七八九]是", chapter, re.MULTILINE)
    assert (len(headings), len(points)) == (7, 21)
    assert len(found.entries) == len(headings) + len(points)
    at = 0
    for entry in found.entries:
        at = chapter.find(entry.text, at)
        assert at >= 0, entry.text
    assert {block.id.partition("#")[0] for block in blocks} <= {entry.id for entry in found.entries}


def test_every_promise_of_the_sample_has_its_state():
    found, _ = plans_of(2032, lambda year: assemble(DiskFiles(SAMPLE), year, ROOT / "templates"))
    states = {entry.id.removeprefix("plans."): entry.state.value for entry in found.entries if entry.own}
    assert states == {
        "relief.points.screening": "done",
        "elderly.points.adaptation": "done",
        "elderly.points.nursing_beds": "done",
        "elderly.points.canteens": "late",
        "volunteers": "done",
    }
    assert {state.value: count for state, count in found.counts().items() if count} == {"done": 4, "late": 1}


def test_the_text_shows_figures_against_targets_with_their_places():
    outcomes = "outcomes: [{promise: plans.elderly.points.halls, state: 取消, reason: 选址未定}]\n"
    assert plans_text(plans(report=DATE + outcomes)).splitlines() == [
        "已逾期  提升 <养老> & 服务|质量（养老科）  data/2023/plans.yaml:2",
        "已逾期    实施改造（期限 2023年10月底）  data/2023/plans.yaml:7",
        "            已改造 120户/146户，82.2%  data/2023/work.yaml:4",
        "            目标 标准 300元/户：没有数据用 meets 或 misses 对照",
        "已取消    新建食堂  data/2023/plans.yaml:12",
        "            理由 选址未定  data/2023/report.yaml:5",
        "未交代    培训护理员  data/2023/plans.yaml:13",
        "",
        "共3项任务：已逾期 1，已取消 1，未交代 1",
    ]


def test_what_is_said_of_the_whole_is_shown_once():
    work = "items: [{id: a, title: 养老工作, answers: plans.elderly}]\n"
    text = plans_text(plans(work))
    assert text.count("正文 养老工作  data/2023/work.yaml:1") == 1


def test_a_report_without_a_date_says_that_deadlines_were_not_judged():
    found = plans(report="")
    assert plans_text(found).splitlines()[-1] == "report.yaml 没有成文日期，没有判断是否逾期"
    assert plans_object(found)["date"] is None
    assert found.counts()[State.LATE] == 0


def test_what_waits_for_figures_only_is_told_apart():
    found = plans(
        WORK.replace("is: 120户, what: 已改造, misses", "is: 待补, unit: 户, meets") + "  answers: plans.elderly.标准\n"
    )
    text = plans_text(found)
    assert "推进中    实施改造（期限 2023年10月底，待补，期限已过）" in text
    assert text.splitlines()[-1] == "推进中的有1项只因数字待补，还不能判断"
    assert "| 推进中（待补） |" in plans_markdown(found)


def test_markdown_shows_signs_as_they_are():
    lines = plans_markdown(plans()).splitlines()
    assert "### 提升 \\<养老\\> \\& 服务\\|质量" in lines
    assert lines.count("| 工作任务 | 状态 | 目标和结果 | 期限 | 责任科室 | 依据 |") == 1
    assert [line.count(" | ") for line in lines if line.startswith("|")] == [5] * 5


def test_json_is_as_documented():
    content = plans_object(plans())
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    documented = json.loads(re.search(r"## `report plans YEAR --format json`\n\n```json\n(.*?)```", page, re.DOTALL)[1])

    def keys(value):
        if isinstance(value, dict):
            return {name: keys(inner) for name, inner in value.items()}
        return [keys(value[0])] if isinstance(value, list) and value else None

    homes = content["plans"][1]
    shape = keys({**content, "plans": [homes]})
    wanted = keys(documented)
    for name in ("answers", "outcome"):  # shown on the page, not there in this promise
        shape["plans"][0][name] = wanted["plans"][0][name]
    assert shape == wanted
    assert (homes["id"], homes["within"], homes["state"]) == ("plans.elderly.points.homes", "plans.elderly", "late")
    assert homes["results"][0]["share"] == "60/73"
    assert [one["unproved"] for one in homes["targets"]] == [False, True]


def test_the_command_speaks_both_languages_and_always_answers_in_json(here, capfdbinary):
    for form in ("text", "markdown", "json"):
        assert cli.run(["-C", str(SAMPLE), "plans", "2032", "--format", form]) == 0
        assert cli.run(["-C", str(SAMPLE), "--lang", "en", "plans", "2032", "--format", form]) == 0
        chinese, err = capfdbinary.readouterr()
        assert err == b""
    assert json.loads(chinese[: chinese.index(b"\n}\n{") + 3])["year"] == 2032


def test_a_year_that_is_not_begun_has_its_promises_from_last_years_report(here, capsys):
    shutil.copytree(SAMPLE / "data", here / "data")
    assert cli.run(["-C", str(here), "plans", "2033"]) == 0
    shown = capsys.readouterr().out
    assert "未交代    建成老年食堂（期限 2033年6月底）  data/2033/plans.yaml:22\n" in shown
    assert shown.splitlines()[-1] == "2033年的报告还没有开始，全部任务都没有结果；用 report new 2033 开始"
    assert cli.run(["-C", str(here), "plans", "2033", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["begun"], found["counts"]["not_answered"]) == (False, 3)
    assert all(one["path"] == "data/2033/plans.yaml" for one in found["plans"])


def test_a_year_that_nobody_promised_anything_for(here, capsys):
    shutil.copytree(SAMPLE / "data", here / "data")
    assert cli.run(["-C", str(here), "plans", "2031"]) == 0
    assert capsys.readouterr().out == "2031年没有计划任务：data/2031 中没有上一年报告的计划\n"
    assert cli.run(["-C", str(here), "plans", "2040"]) == 2
    out, err = capsys.readouterr()
    assert (out, "report new 2040" in err) == ("", True)


def test_a_report_that_cannot_be_read_is_told_and_json_stays_one_object(here, capsys):
    shutil.copytree(SAMPLE / "data", here / "data")
    (here / "data/2032/report.yaml").write_bytes(b"\xff\xfe\x00unit")
    assert cli.run(["-C", str(here), "plans", "2032", "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["plans"] == []
    assert "data/2032/report.yaml:1:1" in err
    (here / "data/2032/report.yaml").write_text("unit: x\n: :\n", encoding="utf-8")
    assert cli.run(["-C", str(here), "plans", "2032"]) == 1
    out, err = capsys.readouterr()
    assert (out, "data/2032/report.yaml" in err) == ("", True)


def test_a_slip_in_the_plans_is_told_beside_what_could_be_read(here, capsys):
    shutil.copytree(SAMPLE / "data", here / "data")
    path = here / "data/2032/plans.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("    due: 2032年底", "    duee: 2032年底"), encoding="utf-8"
    )
    assert cli.run(["-C", str(here), "plans", "2032"]) == 1
    out, err = capsys.readouterr()
    assert "壮大志愿服务" in out
    assert "data/2032/plans.yaml:28:5: error F120 key-unknown" in err
