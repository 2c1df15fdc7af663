"""The pages of the C0 and C1 rules show what is really printed: each has the workbook that earns it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from report_kit.confirm import merged
from report_kit.confirm.codes import CODES
from report_kit.show.as_text import problems
from tests.unit.confirm.offices import (
    WHO,
    assembled,
    blank,
    fill,
    filled,
    heads,
    opened,
    place_of,
    read,
    saved,
    shown_as,
    signed,
)
from tests.unit.workbook.files import MACRO, parts, sheet, workbook, zipped

if TYPE_CHECKING:
    from collections.abc import Callable

    import openpyxl

    from report_kit.diagnostics import Diagnostic

RULES = Path(__file__).resolve().parents[3] / "docs" / "rules"
_BLOCK = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def told(data: bytes, changes: dict[str, str] | None = None) -> tuple[Diagnostic, ...]:
    return read(data, changes).diagnostics


def edited(entries: dict[str, Any], change: Callable[[openpyxl.Workbook], None]) -> tuple[Diagnostic, ...]:
    return told(filled(entries, change))


def mark(row: int, value: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book["report-kit"].cell(row, 2).value = value

    return change


def in_row(fact: str, change: Callable[[Any, int, dict[str, int]], None]) -> Callable[[openpyxl.Workbook], None]:
    return lambda book: change(*place_of(book, fact))


def merge(sheet_: Any, row: int, columns: dict[str, int]) -> None:
    at = columns["核实数"]
    sheet_.merge_cells(start_row=row, start_column=at, end_row=row + 1, end_column=at)


def hide(sheet_: Any, row: int, _columns: dict[str, int]) -> None:
    sheet_.row_dimensions[row].hidden = True


def rename(sheet_: Any, _row: int, columns: dict[str, int]) -> None:
    sheet_.cell(heads(sheet_)[0], columns["核实数"]).value = "本科室数"


def add(sheet_: Any, _row: int, columns: dict[str, int]) -> None:
    sheet_.cell(12, columns["核实数"]).value = 55


def disagreement() -> tuple[Diagnostic, ...]:
    report = assembled().report
    assert report is not None
    entries = []
    for file, typed in (("一.xlsx", signed(9774)), ("二.xlsx", (9775, "李四", "2024-01-16"))):
        book = opened()
        fill(book, {"低保": typed})
        entries += read(saved(book), file=file).filled
    return merged(entries, report).diagnostics


def with_macro() -> tuple[Diagnostic, ...]:
    head = "".join(f'<c t="str"><v>{one}</v></c>' for one in ("编号", "核实数", "姓名", "日期"))
    return told(zipped(parts(sheet(f"<row>{head}</row><row><c t='str'><v>2023/a</v></c></row>"), kind=MACRO)))


SCENES: dict[str, Callable[[], tuple[Diagnostic, ...]]] = {
    "C001": lambda: told(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
    "C002": lambda: told(workbook(sheet('<row><c t="str"><v>工资表</v></c></row>'))),
    "C003": lambda: edited({}, mark(3, "2022")),
    "C101": lambda: told(filled({"低保": signed("=SUM(G5:G8)")})),
    "C102": lambda: told(filled({"低保": signed("属实"), "护理占比": signed(shown_as(45292, "yyyy-mm-dd"))})),
    "C103": lambda: told(filled({"低保": (9774,), "资金": (109.23, "张三", "1月15日")})),
    "C104": lambda: told(
        filled({"低保": signed(9774)}), {"低保: {is": "低保对象: {is", "{{ 低保 }}": "{{ 低保对象 }}"}
    ),
    "C105": disagreement,
    "C106": lambda: edited({"低保": signed(9774), "资金": (None, *WHO)}, in_row("低保", merge)),
    "C107": lambda: edited({"低保": signed(9774)}, in_row("低保", rename)),
    "C108": lambda: edited({"低保": signed(9774)}, in_row("低保", hide)),
    "C109": lambda: edited({}, in_row("低保", add)),
    "C110": lambda: told(filled({"低保": (None, None, None, "不归我科管，请问基层政权科")})),
    "C111": with_macro,
    "C112": lambda: told(workbook(sheet("<row>") + "<")),
}


@pytest.mark.parametrize("code", CODES, ids=lambda one: one.code)
def test_a_page_shows_what_is_printed(code: Any) -> None:
    text = (RULES / f"{code.code}-{code.name}.md").read_text(encoding="utf-8")
    found = SCENES[code.code]()
    assert {one.code for one in found} == {code.code}
    assert _BLOCK.findall(text) == [problems(found, {})]


def test_the_workbook_that_pages_start_from_earns_none_of_them() -> None:
    assert told(blank()) == ()
