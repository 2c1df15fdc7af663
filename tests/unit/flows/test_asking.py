"""What departments are asked for: every figure they can stand for, once, and nothing that gives the answer away."""

from __future__ import annotations

import os
import subprocess
import sys

import openpyxl
import pytest

from report_kit.confirm import read_filled
from report_kit.facts.units import KNOWN_UNITS
from report_kit.flows.asking import asked_figures, is_blank, request
from report_kit.flows.pipeline import assemble
from report_kit.load import DiskFiles
from tests.unit.confirm.offices import FILES, ROOT, assembled, blank, fill, filled, heads, opened, saved, signed
from tests.unit.load.project import MemoryFiles

LAST_YEAR = {
    "data/2022/report.yaml": FILES["data/2023/report.yaml"]
    .replace("2024年1月29日", "2023年1月29日")
    .split("- {id: plans")[0],
    "data/2022/key_work.yaml": """\
defaults: {as_of: 2022-12-31}
items:
- id: relief
  title: 做好社会救助
  facts:
    低保: {is: 9321人, what: 在册低保人数}
    资金: {is: 待补, unit: 万元}
  text: |
    在册低保{{ 低保 }}，资金{{ 资金 }}。
""",
}


def texts(data: bytes) -> list[str]:
    """Everything a department can see or find in the workbook."""
    return [
        str(cell.value) for sheet in opened(data).worksheets for row in sheet.iter_rows() for cell in row if cell.value
    ]


def test_each_figure_written_in_the_data_is_asked_for_once() -> None:
    names = [(one.owner, one.id.rpartition(".")[2]) for one in asked_figures(assembled())]
    assert names == [
        ("社会救助科", "低保"),
        ("社会救助科", "资金"),
        ("社会救助科", "位次"),
        ("社会救助科", "启动日"),
        ("社会救助科", "丧葬费"),
        ("养老服务科", "床位"),
        ("养老服务科", "护理床位"),
        ("养老服务科", "护理占比"),
        ("", "机构"),
        ("社会救助科", "目标"),
    ]


def test_a_row_says_what_is_wanted_and_hides_every_figure_that_is_asked_for() -> None:
    asked = {one.id.rpartition(".")[2]: one for one in asked_figures(assembled())}
    assert (asked["资金"].what, asked["资金"].when, asked["资金"].unit) == ("救助资金", "2023年", "万元")
    assert asked["资金"].sentence == "＿＿＿启动专项行动，在册低保＿＿＿人，发放救助资金【＿＿＿】万元。"
    assert asked["床位"].sentence == (
        "截至2023年12月31日，床位【＿＿＿】张，其中护理型＿＿＿张，占＿＿＿%，普通251张。"
    )
    assert asked["目标"].sentence == "在册低保＿＿＿人，2024年按时办结率达到【＿＿＿】%。"
    assert (asked["丧葬费"].unit, asked["丧葬费"].sentence) == (
        "元/人",
        "绩效评价居全省＿＿＿，丧葬费标准为【＿＿＿】。",
    )


SECRETS = ("9774", "109.23", "673", "422", "62.7", "第一", "9月5日", "95%")


def test_the_workbook_gives_no_figure_away_unless_it_is_to_be_shown() -> None:
    hidden, shown = texts(blank()), texts(request(assembled(), show=True))
    assert [secret for secret in SECRETS if any(secret in text for text in hidden)] == []
    assert [secret for secret in SECRETS if not any(secret in text for text in shown)] == []


def test_the_report_shipped_gives_no_figure_away() -> None:
    assembly = assemble(DiskFiles(ROOT), 2023, ROOT / "templates")
    everything = "\n".join(text for text in texts(request(assembly)) if "/" not in text)
    telling = [one.figure for one in asked_figures(assembly) if sum(sign.isdigit() for sign in one.figure[:5]) >= 3]
    dates = [figure for figure in telling if "年" in figure]
    assert len(telling) > 30
    assert [figure for figure in telling if figure not in dates and figure in everything] == []


def test_each_department_has_a_sheet_and_who_has_none_is_not_forgotten() -> None:
    book = opened()
    assert book.sheetnames == ["说明", "社会救助科", "养老服务科", "未定科室", "report-kit"]
    assert [book[name].sheet_state for name in book.sheetnames] == ["visible"] * 4 + ["hidden"]
    head, columns = heads(book["社会救助科"])
    codes = [book["社会救助科"].cell(row, columns["编号"]).value for row in range(head + 1, head + 7)]
    assert codes[0] == "2023/key_work.relief.低保"
    assert codes[-1] == "2023/next_year.plans.relief.目标"


def test_departments_whose_names_would_be_one_sheet_keep_their_own() -> None:
    files = {
        **FILES,
        "data/2023/key_work.yaml": FILES["data/2023/key_work.yaml"]
        .replace("养老服务科", "办公室/综合")
        .replace("what: 养老机构}", "what: 养老机构, owner: 办公室:综合}"),
    }
    names = opened(request(assemble(MemoryFiles(files), 2023, ROOT / "templates"))).sheetnames
    assert names[1:4] == ["社会救助科", "办公室-综合", "办公室-综合（2）"]


def test_last_years_figure_stands_beside_where_there_is_one() -> None:
    assembly = assemble(MemoryFiles({**FILES, **LAST_YEAR}), 2023, ROOT / "templates")
    last = {one.id.rpartition(".")[2]: one.last for one in asked_figures(assembly)}
    assert (last["低保"], last["资金"], last["位次"]) == ("9321人", "", "")


def test_a_workbook_is_blank_until_something_was_entered_in_it() -> None:
    report = assembled().report
    assert report is not None
    assert is_blank(blank(), report)
    assert is_blank(request(assembled(), show=True), report)
    assert not is_blank(filled({"低保": signed(9774)}), report)
    assert not is_blank(filled({"低保": (None, None, None, "不归我科")}), report)
    assert not is_blank(b"PK", report)
    stranger = openpyxl.Workbook()
    assert not is_blank(saved(stranger), report)


def test_without_figures_the_workbook_explains_itself() -> None:
    files = {
        "data/2023/report.yaml": FILES["data/2023/report.yaml"].split("- {id: plans")[0],
        "data/2023/key_work.yaml": "items: []\n",
    }
    assert opened(request(assemble(MemoryFiles(files), 2023, ROOT / "templates"))).sheetnames == ["说明", "report-kit"]


def test_the_same_report_gives_the_same_bytes_in_other_surroundings() -> None:
    code = "import sys; from tests.unit.confirm.offices import blank; sys.stdout.buffer.write(blank())"
    surroundings = {**os.environ, "PYTHONHASHSEED": "3", "TZ": "America/Caracas"}
    other = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, check=True, cwd=ROOT)
    assert other.stdout == blank()


@pytest.mark.parametrize("owner", ["=HYPERLINK(1)", "科" * 60, "'", "说明", "report-kit", "历史/[1]*?"])
def test_any_department_gets_a_sheet_and_its_figures_come_back(owner: str) -> None:
    text = FILES["data/2023/key_work.yaml"].replace("养老服务科", f'"{owner}"')
    assembly = assemble(MemoryFiles({**FILES, "data/2023/key_work.yaml": text}), 2023, ROOT / "templates")
    book = opened(request(assembly))
    fill(book, {"elderly.床位": signed(673)})
    assert assembly.report is not None
    found = read_filled("a.xlsx", saved(book), assembly.report, KNOWN_UNITS)
    assert [(one.owner, one.figure) for one in found.filled] == [(owner, "673张")]
