"""Filled workbooks: what hands and programs do to a sheet changes nothing; what cannot be meant is told with its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from report_kit.confirm import merged
from tests.unit.confirm.offices import (
    WHO,
    assembled,
    blank,
    codes,
    errors,
    figures,
    fill,
    filled,
    heads,
    lines,
    opened,
    place_of,
    read,
    saved,
    signed,
)
from tests.unit.workbook.files import MACRO, parts, sheet, workbook, zipped

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_workbook_nobody_filled_in_says_nothing() -> None:
    found = read(blank())
    assert (found.filled, found.diagnostics, found.readable) == ((), (), True)


def test_an_entry_carries_everything_it_came_with() -> None:
    data = filled({"低保": signed(9774, "含临时救助\n口径见台账")})
    entry = read(data, file="报来/一科.xlsx").filled[0]
    assert entry.fact == "key_work.relief.低保"
    assert (entry.by, entry.owner, entry.on, entry.remark) == (
        "张三",
        "社会救助科",
        "2024-01-15",
        "含临时救助\n口径见台账",
    )
    assert entry.file == "一科.xlsx"
    assert len(entry.sha256) == 64
    assert str(entry.place).startswith("报来/一科.xlsx!社会救助科!")


@pytest.mark.parametrize(("result", "words"), [(9774, "上次算出的是 9774"), (None, "没有存它的结果")])
def test_a_formula_is_no_figure_whatever_it_came_to(result: int | None, words: str) -> None:
    code = "2023/key_work.relief.低保"
    heads_row = "".join(f'<c t="str"><v>{head}</v></c>' for head in ("编号", "核实数", "姓名", "日期"))
    value = f"<v>{result}</v>" if result else ""
    row = f'<c t="str"><v>{code}</v></c><c><f>SUM(B9:B10)</f>{value}</c><c t="str"><v>张三</v></c>'
    found = read(workbook(sheet(f'<row>{heads_row}</row><row>{row}<c t="str"><v>2024-01-15</v></c></row>')))
    assert (found.filled, codes(found)) == ((), ["C101"])
    assert words in lines(found)[0]
    assert "=SUM(B9:B10)" in lines(found)[0]
    assert lines(found)[0].startswith("核数表.xlsx!表1!B2: ")


def test_a_formula_in_the_date_is_refused_too() -> None:
    found = read(filled({"低保": (9774, "张三", "=TODAY()")}))
    assert codes(found) == ["C101"]


def test_merged_figures_belong_to_nobody() -> None:
    def merge(book: openpyxl.Workbook) -> None:
        sheet_, row, columns = place_of(book, "低保")
        at = columns["核实数"]
        sheet_.merge_cells(start_row=row, start_column=at, end_row=row + 1, end_column=at)

    found = read(filled({"低保": signed(9774), "资金": (None, *WHO), "床位": signed(673)}, merge))
    assert (figures(found), codes(found)) == ({"床位": "673张"}, ["C106", "C106"])


def test_a_name_and_a_day_merged_down_a_column_hold_for_every_row() -> None:
    def merge(book: openpyxl.Workbook) -> None:
        sheet_, row, columns = place_of(book, "低保")
        for head in ("姓名", "日期", "备注"):
            at = columns[head]
            sheet_.merge_cells(start_row=row, start_column=at, end_row=row + 1, end_column=at)

    found = read(filled({"低保": signed(9774, "同一口径"), "资金": (109.23,)}, merge))
    assert codes(found) == []
    assert [(one.figure, one.by, one.on, one.remark) for one in found.filled] == [
        ("9774人", "张三", "2024-01-15", "同一口径"),
        ("109.23万元", "张三", "2024-01-15", "同一口径"),
    ]


def test_merged_cells_that_hold_nothing_are_nobodys_business() -> None:
    def merge(book: openpyxl.Workbook) -> None:
        sheet_, row, columns = place_of(book, "低保")
        at = columns["核实数"]
        sheet_.merge_cells(start_row=row, start_column=at, end_row=row + 1, end_column=at + 3)

    assert lines(read(filled({}, merge))) == []


def test_a_hidden_row_is_read_and_told() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        sheet_, row, _ = place_of(book, "低保")
        sheet_.row_dimensions[row].hidden = True

    found = read(filled({"低保": signed(9774)}, hide))
    assert (figures(found), codes(found), errors(found)) == ({"低保": "9774人"}, ["C108"], [])


def test_a_remark_without_a_figure_is_passed_on() -> None:
    found = read(filled({"低保": (None, None, None, "不归我科管")}))
    assert (found.filled, codes(found), errors(found)) == ((), ["C110"], [])
    assert "不归我科管" in lines(found)[0]


def test_a_remark_that_excel_took_for_a_formula_is_not_lost() -> None:
    found = read(filled({"低保": signed(9774, "=见附表"), "资金": (None, None, None, "=见附表")}))
    assert [one.remark for one in found.filled] == ["=见附表"]
    assert "备注写着：=见附表" in lines(found)[0]


def test_a_figure_for_a_fact_that_is_gone_is_told_with_what_it_may_be_now() -> None:
    data = filled({"低保": signed(9774), "床位": signed(673)})
    found = read(data, {"低保: {is": "低保对象: {is", "{{ 低保 }}": "{{ 低保对象 }}"})
    assert (figures(found), codes(found)) == ({"床位": "673张"}, ["C104"])
    assert "9774" in lines(found)[0]
    assert "低保对象" in str(found.diagnostics[0].hint)


def test_a_fact_that_says_what_it_was_called_is_named() -> None:
    data = filled({"低保": signed(9774)})
    found = read(
        data,
        {"低保: {is: 9774人,": "救助人数: {is: 9774人, was: key_work.relief.低保,", "{{ 低保 }}": "{{ 救助人数 }}"},
    )
    assert "它现在叫 key_work.relief.救助人数" in str(found.diagnostics[0].hint)


def test_a_fact_gone_with_a_file_that_cannot_be_read_is_not_called_deleted() -> None:
    found = read(filled({"资金": signed(109.23), "低保": signed(9774)}), {"    资金: {is": "    1资金: {is"})
    assert (figures(found), codes(found)) == ({"低保": "9774人"}, ["C104"])
    assert "没有读全" in str(found.diagnostics[0].hint)


def test_a_figure_in_a_row_of_its_own_is_not_lost_in_silence() -> None:
    def add(book: openpyxl.Workbook) -> None:
        sheet_, _, columns = place_of(book, "低保")
        sheet_.cell(40, columns["核实数"]).value = 55
        sheet_.cell(41, columns["核实数"]).value = 56
        sheet_.cell(41, columns["编号"]).value = "低保"

    found = read(filled({}, add))
    assert codes(found) == ["C109", "C109"]
    assert "55" in lines(found)[0]
    assert "“低保”不完整" in lines(found)[1]


def without(head: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        sheet_, _, columns = place_of(book, "低保")
        sheet_.cell(heads(sheet_)[0], columns[head]).value = "别的"

    return change


@pytest.mark.parametrize("head", ["核实数", "姓名", "日期"])
def test_a_sheet_without_a_column_is_told_and_the_others_read(head: str) -> None:
    found = read(filled({"低保": signed(9774), "床位": signed(673)}, without(head)))
    assert (figures(found), codes(found)) == ({"床位": "673张"}, ["C107"])
    assert f"缺少“{head}”" in lines(found)[0]


def test_two_columns_of_one_name_are_told_and_neither_is_guessed() -> None:
    def twice(book: openpyxl.Workbook) -> None:
        sheet_, _, _ = place_of(book, "低保")
        sheet_.cell(heads(sheet_)[0], 20).value = "核实数"

    found = read(filled({"低保": signed(9774)}, twice))
    assert (found.filled, codes(found)) == ((), ["C107"])
    assert "两栏都叫“核实数”" in lines(found)[0]


def test_the_year_of_another_workbook_is_told_and_nothing_read() -> None:
    def older(book: openpyxl.Workbook) -> None:
        book["report-kit"]["B3"].value = "2022"

    found = read(filled({"低保": signed(9774)}, older))
    assert (found.filled, codes(found), found.readable) == ((), ["C003"], False)
    assert "这是2022年的核数表，不是2023年的" in lines(found)[0]


def test_rows_of_another_year_are_told_once_for_a_sheet() -> None:
    def older(book: openpyxl.Workbook) -> None:
        del book["report-kit"]
        for name in ("低保", "资金"):
            sheet_, row, columns = place_of(book, name)
            cell = sheet_.cell(row, columns["编号"])
            cell.value = str(cell.value).replace("2023/", "2022/")

    found = read(filled({"低保": signed(9774), "资金": signed(109.23), "位次": signed(1)}, older))
    assert (figures(found), codes(found)) == ({"位次": "第1"}, ["C003"])


def test_a_workbook_of_a_newer_program_is_not_guessed_at() -> None:
    def newer(book: openpyxl.Workbook) -> None:
        book["report-kit"]["B2"].value = "2"

    found = read(filled({"低保": signed(9774)}, newer))
    assert (found.filled, codes(found), found.readable) == ((), ["C002"], False)


def test_a_workbook_of_another_kind_is_told() -> None:
    book = openpyxl.Workbook()
    book.active["A1"].value = "工资表"
    found = read(saved(book))
    assert (codes(found), found.readable) == (["C002"], False)


def test_a_file_that_is_no_workbook_is_told() -> None:
    found = read(b"PK nothing")
    assert (codes(found), found.readable) == (["C001"], False)


def test_macros_are_told_and_the_figures_read() -> None:
    found = parts(sheet("<row/>"), kind=MACRO)
    assert codes(read(zipped(found))) == ["C111", "C002"]


def test_a_broken_sheet_is_told_and_the_others_read() -> None:
    code, name = "2023/key_work.relief.低保", "张三"
    head = "".join(f'<c t="str"><v>{one}</v></c>' for one in ("编号", "核实数", "姓名", "日期"))
    row = "".join(f'<c t="str"><v>{one}</v></c>' for one in (code, "9774", name, "2024-01-15"))
    found = read(workbook(sheet("<row>") + "<", sheet(f"<row>{head}</row><row>{row}</row>")))
    assert (figures(found), codes(found)) == ({"低保": "9774人"}, ["C112"])


def sorted_rows(book: openpyxl.Workbook) -> None:
    """Rows the other way round."""
    for sheet_ in book.worksheets[1:-1]:
        head, _ = heads(sheet_)
        rows = [[cell.value for cell in row] for row in sheet_.iter_rows(min_row=head + 1)]
        for at, values in enumerate(reversed(rows), head + 1):
            for column, value in enumerate(values, 1):
                sheet_.cell(at, column).value = value


def wider(book: openpyxl.Workbook) -> None:
    """Columns and rows of the department's own in between."""
    for sheet_ in book.worksheets[1:-1]:
        sheet_.insert_cols(2, 3)
        sheet_.insert_cols(10)
        sheet_.insert_rows(1, 4)


def copied(book: openpyxl.Workbook) -> None:
    """One sheet copied and renamed, everything else thrown away."""
    sheet_, _, _ = place_of(book, "低保")
    book.copy_worksheet(sheet_).title = "交综合科"
    for name in book.sheetnames:
        if name != "交综合科":
            del book[name]


def moved(book: openpyxl.Workbook) -> None:
    """The columns in another order."""
    for sheet_ in book.worksheets[1:-1]:
        for row in sheet_.iter_rows():
            values = [cell.value for cell in row]
            for cell, value in zip(row, [*values[5:], *values[:5]], strict=True):
                cell.value = value


@pytest.mark.parametrize("change", [sorted_rows, wider, copied, moved], ids=lambda one: one.__name__)
def test_rows_and_columns_may_be_moved(change: Callable[[openpyxl.Workbook], None]) -> None:
    entries = {"低保": signed(9774), "位次": signed("第一"), "资金": signed(109.23, "省级")}
    plain, changed = read(filled(entries)), read(filled(entries, change))
    assert lines(changed) == []
    assert {one[:7] for one in changed.filled} == {one[:7] for one in plain.filled}


def one_of(*entries: tuple[str, tuple[Any, ...]], file: str = "核数表.xlsx") -> Any:
    book = opened()
    fill(book, dict(entries))
    return read(saved(book), file=file)


def test_two_files_that_say_the_same_confirm_once() -> None:
    report = assembled().report
    assert report is not None
    first = one_of(("低保", signed(9774)), file="甲.xlsx")
    second = one_of(("低保", signed("9,774人")), file="乙.xlsx")
    for order in ((first, second), (second, first)):
        together = merged([*order[0].filled, *order[1].filled], report)
        assert [one.file for one in together.kept] == ["甲.xlsx"] or [one.file for one in together.kept] == ["乙.xlsx"]
        assert len(together.kept) == 1
        assert together.diagnostics == ()
    assert merged(first.filled + second.filled, report) == merged(second.filled + first.filled, report)


def test_two_figures_for_one_fact_are_both_named_and_neither_kept() -> None:
    report = assembled().report
    assert report is not None
    first = one_of(("低保", signed(9774)), ("床位", signed(673)), file="甲.xlsx")
    second = one_of(("低保", (9775, "李四", "2024-01-16")), file="乙.xlsx")
    together = merged([*second.filled, *first.filled], report)
    assert [one.figure for one in together.kept] == ["673张"]
    assert [one.code for one in together.diagnostics] == ["C105"]
    words = str(together.diagnostics[0].message)
    assert all(part in words for part in ("9774人", "张三", "9775人", "李四"))
    assert {str(note.location).split("!")[0] for note in together.diagnostics[0].notes} == {"甲.xlsx", "乙.xlsx"}
