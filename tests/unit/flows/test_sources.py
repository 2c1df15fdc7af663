"""数字来源表.xlsx: every figure printed has a row that leads to its line, and no text in it becomes a formula."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from report_kit.flows.pipeline import assemble
from report_kit.flows.sources import sources
from report_kit.load import DiskFiles
from report_kit.show.sources import sources_workbook
from tests.unit.rules.desk import ROOT, assembled, project

if TYPE_CHECKING:
    from report_kit.flows.pipeline import Assembly

NUMBER, CHAPTER, SENTENCE, FIGURE, WHAT, HOW, WHEN, SOURCE, OWNER, CONFIRMED, WRITTEN = range(11)


@pytest.fixture(scope="module")
def shipped() -> Assembly:
    return assemble(DiskFiles(ROOT), 2023, ROOT / "templates")


def sheets(assembly: Assembly) -> dict[str, list[list[str]]]:
    """The rows of each sheet below its heads, as text."""
    book = openpyxl.load_workbook(io.BytesIO(sources_workbook(sources(assembly))))
    found = {}
    for sheet in book.worksheets:
        rows: list[list[Any]] = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
        head = next(at for at, row in enumerate(rows) if row[0] == "序号")
        found[sheet.title] = rows[head + 1 :]
    return found


def made(facts: str, text: str, **files: str) -> Assembly:
    further = {f"data/2023/{name}.yaml": content for name, content in files.items()}
    return assembled({**project(facts, text), **further})


def test_every_place_that_shows_a_fact_has_a_row_in_reading_order(shipped: Assembly) -> None:
    assert shipped.draft is not None
    rows = sheets(shipped)["正文里的数字"]
    links = list(shipped.draft.links())
    assert len(rows) == len(links) > 100
    for number, (row, (block, span, origin)) in enumerate(zip(rows, links, strict=True), 1):
        printed = block.text[span.start : span.end]
        before, _, rest = row[SENTENCE].partition("【")
        marked, _, after = rest.partition("】")
        assert (row[NUMBER], marked) == (str(number), printed)
        assert f"{before}{marked}{after}" in block.text
        assert row[FIGURE].split("\n")[0] == printed
        assert row[WRITTEN].split("\n")[1] == origin.fact


def test_the_place_of_every_row_is_where_the_figure_is_written(shipped: Assembly) -> None:
    for row in sheets(shipped)["正文里的数字"]:
        path, _, line = row[WRITTEN].split("\n")[0].rpartition(":")
        written = (ROOT / path).read_text(encoding="utf-8").split("\n")[int(line) - 1]
        figure = row[FIGURE].rpartition("（数据 ")[2].rstrip("）")
        digits = "".join(character for character in figure if character.isdigit())
        assert figure in written or digits in "".join(character for character in written if character.isdigit())


def test_a_row_tells_how_the_figure_comes_about_and_who_answers_for_it(shipped: Assembly) -> None:
    (row,) = [row for row in sheets(shipped)["正文里的数字"] if row[FIGURE] == "62.7%"]
    assert row[CHAPTER].split("\n")[0].startswith("二、")
    assert row[CHAPTER].count("\n") == 2
    assert "422张÷673张＝62.70%" in row[HOW]
    assert (row[WHEN], row[OWNER]) == ("2023-12-31", "养老服务科")


def test_what_the_report_does_not_show_has_a_sheet_of_its_own() -> None:
    found = sheets(made("甲: 3人\n乙: {is: 3人, same_as: 甲, shown: no}", "{{ 甲 }}。"))
    assert [row[FIGURE] for row in found["正文里的数字"]] == ["3人"]
    assert [row[1] for row in found["没有写进正文的数字"]] == ["3人"]


def test_indicators_stand_beside_last_year() -> None:
    facts = "上年: {is: 9321人, as_of: 2022-12-31}\n在册: {is: 9774人, as_of: 2023-12-31, indicator: yes}\n"
    facts += "增幅: {is: 4.86%, growth: {from: 上年, to: 在册}}"
    rows = sheets(made(facts, "{{ 上年 }}，{{ 在册 }}，{{ 增幅 }}。"))["主要指标"]
    assert rows == [["1", "在册", "人", "9774", "9321", "453", "4.86", ""]]


ENTRY = "- {{fact: work.item.{fact}, figure: {figure}, stood: {stood}, by: 张三, owner: 救助科, date: 2024-01-15}}\n"


def test_the_workbook_says_what_departments_confirmed() -> None:
    facts = "甲: 3人\n乙: 4人\n丙: 5人\n丁: {is: 60%, share: {part: 甲, of: 丙}}\n戊: 6人\n己: 待补\n庚: 南山镇"
    given = (("甲", "3", "3人"), ("乙", "9", "4人"), ("丙", "5人", "5人"))
    entries = "".join(ENTRY.format(fact=fact, figure=figure, stood=stood) for fact, figure, stood in given)
    text = "{{ 甲 }}，{{ 乙 }}，{{ 丙 }}，{{ 丁 }}，{{ 戊 }}，{{ 己 }}，{{ 庚 }}。"
    rows = sheets(made(facts, text, confirmations=f"confirmations:\n{entries}"))["正文里的数字"]
    assert [row[CONFIRMED] for row in rows] == [
        "救助科 张三\n2024-01-15",
        "不一致，报的是9：救助科 张三\n2024-01-15",
        "救助科 张三\n2024-01-15",
        "由核实过的数得出",
        "没有核实",
        "",
        "",
    ]
    assert {row[CONFIRMED] for row in sheets(made(facts, text))["正文里的数字"]} == {""}


HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "<a>&\"'", "𠮷😀䶮", "_x0041_", "{{ 7*7 }}")


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_becomes_a_formula_or_is_lost(words: str) -> None:
    quoted = words.replace('"', '\\"')
    assembly = made(
        f'甲: {{is: 3人, what: "{quoted}", source: "{quoted}", owner: "{quoted}"}}', f"{{{{ 甲 }}}}。{words}"
    )
    data = sources_workbook(sources(assembly))
    assert b"<f>" not in b"".join(zipfile.ZipFile(io.BytesIO(data)).read(name) for name in zip_sheets(data))
    (row,) = sheets(assembly)["正文里的数字"]
    # Excel reads _x005F_ as the mark that keeps _x0041_ from being read as A.
    assert [row[at].replace("_x005F_", "_") for at in (WHAT, SOURCE, OWNER)] == [words] * 3


def zip_sheets(data: bytes) -> list[str]:
    return [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if name.startswith("xl/worksheets/")]


def test_the_same_report_gives_the_same_bytes(shipped: Assembly) -> None:
    assert sources_workbook(sources(shipped)) == sources_workbook(sources(shipped))
