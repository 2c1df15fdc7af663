"""Filled workbooks: moved rows and columns change nothing, any figure typed is the figure kept, any bytes give words."""

from __future__ import annotations

import io
import zipfile
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.confirm.entry import Figure, NotGiven, Problem, figure_in
from report_kit.facts.parse import parse_value
from report_kit.facts.units import KNOWN_UNITS
from report_kit.facts.values import Quantity
from report_kit.workbook import Cell, Column, Sheet, WorkbookRead, read_workbook, write_workbook
from report_kit.workbook.numbers import meant
from tests.unit.confirm.offices import FOUR, WHO, blank, fill, heads, lines, opened, read, saved

if TYPE_CHECKING:
    from decimal import Decimal

    from openpyxl.worksheet.worksheet import Worksheet

    from report_kit.confirm import FilledRead

FACTS = ("低保", "资金", "位次", "启动日", "丧葬费", "elderly.床位", "护理床位", "护理占比", "机构", "目标")
TYPED = st.one_of(
    st.none(),
    st.integers(-100, 10**9),
    st.decimals(0, 10**6, places=2).map(float),
    st.sampled_from(
        ["9774", "９，７７４人", "109.23万元", "第一", "2023年9月5日", "待补", "属实", "=1+1", "约5万", "#N/A"]
    ),
    st.text(max_size=12).filter(lambda text: text.isprintable()),
)
ROW = st.tuples(TYPED, st.sampled_from([None, "张三", "李四"]), st.sampled_from([None, "2024-01-15", WHO[1], "昨天"]))


def kept(found: FilledRead) -> set[tuple[object, ...]]:
    """What was kept, without where it stood and in which bytes."""
    return {(*one[:7], one.file) for one in found.filled}


def told(found: FilledRead) -> list[str]:
    """What was told, without the places."""
    return sorted(line.partition(": ")[2] for line in lines(found))


def rearranged(sheet: Worksheet, order: list[int], at: int) -> None:
    """The rows of a sheet in another order, and a column of the department's own in between."""
    head, columns = heads(sheet)
    rows = [
        [(cell.value, cell.number_format) for cell in row]
        for row in sheet.iter_rows(min_row=head + 1, max_col=len(columns))
    ]
    for target, source in enumerate(sorted(range(len(rows)), key=lambda row: order[row % len(order)] + row * 1e-6)):
        for column, (value, code) in enumerate(rows[source], 1):
            cell = sheet.cell(head + 1 + target, column)
            cell.value, cell.number_format = value, code
    sheet.insert_cols(min(at, len(columns)))
    sheet.cell(head, min(at, len(columns))).value = "本科室序号"


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.sampled_from(FACTS), ROW, max_size=8),
    st.lists(st.integers(0, 9), min_size=1, max_size=8),
    st.integers(1, 12),
)
def test_moved_rows_and_columns_change_nothing(entries: dict[str, tuple[Any, ...]], order: list[int], at: int) -> None:
    book = opened()
    fill(book, entries)
    plain = read(saved(book))
    for sheet in book.worksheets[1:-1]:
        rearranged(sheet, order, at)
    changed = read(saved(book))
    assert kept(changed) == kept(plain)
    assert told(changed) == told(plain)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(FACTS), ROW, min_size=1, max_size=8))
def test_every_figure_entered_is_kept_or_told(entries: dict[str, tuple[Any, ...]]) -> None:
    book = opened()
    fill(book, entries)
    found = read(saved(book))
    entered = sum(row[0] is not None and bool(str(row[0]).strip()) for row in entries.values())
    assert len(found.filled) + len(found.diagnostics) >= entered
    assert all(one.location is not None and str(one.message) and one.message.text() for one in found.diagnostics)


@given(st.decimals(0, 10**9, places=4, allow_nan=False), st.sampled_from(["人", "万元", "元/人", "%", "个百分点", "‰"]))
def test_a_number_typed_is_the_number_kept(number: Decimal, unit: str) -> None:
    shown = meant(repr(float(number)), "General")
    assert shown is not None
    found = figure_in(Cell(shown[1], "number"), unit, None, KNOWN_UNITS)
    assert isinstance(found, Figure)
    assert isinstance(found.value, Quantity)
    whole = parse_value(f"1{unit}")
    assert isinstance(whole, Quantity)
    assert found.value.value == Fraction(number) * whole.value


@given(
    st.text(max_size=40),
    st.sampled_from(["text", "number", "percent", "date", "time", "truth", "error", "strange"]),
    st.sampled_from(["", "人", "%", "万元", "没有这个单位"]),
    st.sampled_from(["9774人", "第一", "2023年9月5日", "2023年—2025年", "每月5日", "待补", "XX元/人", "62.7%"]),
)
def test_whatever_stands_in_a_cell_is_a_figure_or_a_reason(text: str, kind: str, unit: str, fact: str) -> None:
    value = parse_value(fact)
    found = figure_in(Cell(text, kind), unit, value, KNOWN_UNITS)  # type: ignore[arg-type]
    assert isinstance(found, Figure | NotGiven | Problem)
    if isinstance(found, Problem):
        assert found.message.text()


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), max_size=6))
def test_any_text_comes_back_as_it_was_written(rows: list[list[str]]) -> None:
    sheet = Sheet("表", (Column("甲", 10), Column("乙", 10)), tuple(map(tuple, rows)))
    book = read_workbook(write_workbook([sheet]))
    assert isinstance(book, WorkbookRead)
    cells = {place: cell.text for place, cell in book.sheets[0].cells.items() if place[0] > 1}
    wanted = {(row, column): text for row, texts in enumerate(rows, 2) for column, text in enumerate(texts, 1) if text}
    assert cells.keys() == wanted.keys()
    for place, text in wanted.items():
        assert cells[place] == "".join(
            sign if sign in "\t\n\r" or " " <= sign < "\ufffe" or sign > "\uffff" else "\ufffd" for sign in text
        )


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_bytes_give_a_reading_or_words(data: st.DataObject) -> None:
    whole = bytearray(blank())
    if data.draw(st.booleans()):
        for _ in range(data.draw(st.integers(1, 6))):
            whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
        spoiled = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    else:
        spoiled = data.draw(st.binary(max_size=200))
    found = read(spoiled)
    assert found.readable or found.diagnostics


PARTS = (
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/worksheets/sheet2.xml",
    "xl/_rels/workbook.xml.rels",
)
SPOILS = ("", "<", "&", "]]>", '"', "-1", "9" * 400, "<!DOCTYPE a>", "<c/>", "</c>", "\ufffe", "<v>x</v>", "NaN")


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(PARTS), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 8), st.sampled_from(SPOILS)), max_size=4)
)
def test_any_spoiled_part_gives_a_reading_or_words(name: str, edits: list[tuple[float, int, str]]) -> None:
    with zipfile.ZipFile(io.BytesIO(blank())) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    text = parts[name].decode()
    for where, length, spoil in edits:
        at = int(where * len(text))
        text = text[:at] + spoil + text[at + length :]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for entry, content in (parts | {name: text.encode()}).items():
            archive.writestr(entry, content)
    found = read(stream.getvalue())
    assert found.readable or found.diagnostics


def test_the_columns_that_hands_fill_in_are_those_of_the_form() -> None:
    _, columns = heads(openpyxl.load_workbook(io.BytesIO(blank())).worksheets[1])
    assert set(FOUR) < set(columns)
