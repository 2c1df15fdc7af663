"""A small office, the workbook it is asked to fill in, and hands that fill it in. All figures are invented."""

from __future__ import annotations

import datetime as dt
import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl

from report_kit.confirm import FilledRead, read_filled
from report_kit.diagnostics import Severity
from report_kit.facts.units import KNOWN_UNITS
from report_kit.flows.asking import request
from report_kit.flows.pipeline import Assembly, assemble
from report_kit.show.as_text import headline
from tests.unit.load.project import MemoryFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[3]

REPORT = """\
unit: XX市民政局
title: "{{ unit }}{{ year }}年工作总结"
date: 2024年1月29日
masked: [XX市]
chapters:
- {id: key_work, title: "{{ year }}年重点性工作开展情况"}
- {id: plans, title: "{{ next_year }}年工作计划", year: next}
"""
KEY_WORK = """\
defaults: {as_of: 2023-12-31}
items:
- id: relief
  title: 做好社会救助
  defaults: {owner: 社会救助科}
  facts:
    低保: {is: 9774人, what: 在册低保人数}
    资金: {is: 109.23万元, what: 救助资金, period: 2023}
    位次: {is: 第一, what: 绩效位次, period: 2023}
    启动日: {is: 2023年9月5日, what: 专项行动启动日, period: 2023}
    丧葬费: {is: XX元/人, what: 丧葬费标准, period: 2023}
  text: |
    {{ 启动日 }}启动专项行动，在册低保{{ 低保 }}，发放救助资金{{ 资金 }}。
    绩效评价居全省{{ 位次 }}，丧葬费标准为{{ 丧葬费 }}。
- id: elderly
  title: 推动养老机构提质增效
  defaults: {owner: 养老服务科}
  facts:
    床位: {is: 673张, what: 养老床位}
    护理床位: {is: 422张, part_of: 床位, what: 护理型床位}
    护理占比: {is: 62.7%, share: {part: 护理床位, of: 床位}, what: 护理型床位占比}
    普通床位: {difference: {from: 护理床位, to: 床位}, what: 普通床位}
  text: |
    截至{{ 床位|as_of }}，床位{{ 床位 }}，其中护理型{{ 护理床位 }}，占{{ 护理占比 }}，普通{{ 普通床位 }}。
- id: homes
  title: 建好养老机构
  facts:
    机构: {is: 12家, what: 养老机构}
  text: |
    建成养老机构{{ 机构 }}。
"""
PLANS = """\
items:
- id: relief
  title: 继续做好社会救助
  defaults: {owner: 社会救助科, as_of: 2024-12-31}
  facts:
    上年低保: {is: 9774人, same_as: last_year.key_work.relief.低保, what: 在册低保人数, as_of: 2023-12-31}
    目标: {is: 95%, what: 按时办结率目标}
  text: |
    在册低保{{ 上年低保 }}，{{ year }}年按时办结率达到{{ 目标 }}。
"""
FILES = {
    "data/2023/report.yaml": REPORT,
    "data/2023/key_work.yaml": KEY_WORK,
    "data/2024/plans.yaml": PLANS,
}
Filling = tuple[Any, ...]
"""What is typed in a row: figure, name, date, remark; shorter ones leave the rest empty."""

FOUR = ("核实数", "姓名", "日期", "备注")


@lru_cache(maxsize=8)
def _assembled(files: tuple[tuple[str, str], ...]) -> Assembly:
    return assemble(MemoryFiles(dict(files)), 2023, ROOT / "templates")


def assembled(changes: Mapping[str, str] | None = None) -> Assembly:
    """The report of the office; ``changes`` replace words in its chapter."""
    files = dict(FILES)
    for old, new in (changes or {}).items():
        assert old in files["data/2023/key_work.yaml"]
        files["data/2023/key_work.yaml"] = files["data/2023/key_work.yaml"].replace(old, new)
    return _assembled(tuple(files.items()))


@lru_cache(maxsize=2)
def blank() -> bytes:
    """The workbook nobody filled in yet."""
    return request(assembled())


def opened(data: bytes | None = None) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(blank() if data is None else data))


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def heads(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The row of the heads and the column of each."""
    for row in sheet.iter_rows():
        found = {str(cell.value): cell.column for cell in row if cell.value}
        if "编号" in found:
            return row[0].row, found
    raise AssertionError(sheet.title)


def place_of(book: openpyxl.Workbook, fact: str) -> tuple[Worksheet, int, dict[str, int]]:
    """The sheet and row in which a fact is asked for, and its columns."""
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible" and sheet.title != "说明":
            head, columns = heads(sheet)
            for row in range(head + 1, sheet.max_row + 1):
                if str(sheet.cell(row, columns["编号"]).value).endswith(fact):
                    return sheet, row, columns
    raise AssertionError(fact)


def fill(book: openpyxl.Workbook, entries: Mapping[str, Filling]) -> None:
    """Type entries, by the end of the fact's id; a cell may be given a function that does more than a value."""
    for fact, typed in entries.items():
        sheet, row, columns = place_of(book, fact)
        for head, value in zip(FOUR, typed, strict=False):
            cell = sheet.cell(row, columns[head])
            if callable(value):
                value(cell)
            elif value is not None:
                cell.value = value


def filled(entries: Mapping[str, Filling], then: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    """The bytes of the workbook with entries, and whatever else was done to it."""
    book = opened()
    fill(book, entries)
    if then is not None:
        then(book)
    return saved(book)


def read(data: bytes, changes: Mapping[str, str] | None = None, file: str = "核数表.xlsx") -> FilledRead:
    report = assembled(changes).report
    assert report is not None
    return read_filled(file, data, report, KNOWN_UNITS)


def figures(found: FilledRead) -> dict[str, str]:
    """The entries by the last name of the fact."""
    return {one.fact.rpartition(".")[2]: one.figure for one in found.filled}


def lines(found: FilledRead) -> list[str]:
    return [headline(one) for one in found.diagnostics]


def codes(found: FilledRead) -> list[str]:
    return [one.code for one in found.diagnostics]


def errors(found: FilledRead) -> list[str]:
    return [one.code for one in found.diagnostics if one.severity is Severity.ERROR]


WHO = ("张三", dt.date(2024, 1, 15))


def signed(figure: object, remark: str | None = None) -> tuple[Any, ...]:
    """A row filled in whole."""
    return (figure, *WHO, remark)


def shown_as(value: object, code: str) -> Callable[[Any], None]:
    """A value typed into a cell of a format."""

    def put(cell: Any) -> None:
        cell.value, cell.number_format = value, code

    return put
