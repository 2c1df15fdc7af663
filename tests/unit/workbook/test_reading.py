"""Workbooks that are read: what other programs write means what it meant there; what is hostile is refused in words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from report_kit.ooxml.package import PackageProblem
from report_kit.workbook import Cell, WorkbookRead, cell_place, read_workbook
from report_kit.workbook.numbers import meant
from tests.unit.workbook.files import MACRO, parts, sheet, workbook, zipped

PERCENT, DAY, MONTH, ZH_DAY, ZH_MONTH, RED = range(1, 7)
STYLES = (
    '<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
    '<numFmt numFmtId="177" formatCode="[Red]0.00&quot; days&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="176"/><xf numFmtId="17"/>'
    '<xf numFmtId="31"/><xf numFmtId="57"/><xf numFmtId="177"/></cellXfs>'
)


def read(data: bytes) -> WorkbookRead:
    book = read_workbook(data)
    assert isinstance(book, WorkbookRead), book
    return book


def cell(xml: str, strings: str = "", properties: str = "") -> Cell:
    """The one cell of a row."""
    book = read(workbook(sheet(f'<row r="1">{xml}</row>'), strings=strings, styles=STYLES, properties=properties))
    return book.sheets[0].cells[1, 1]


@pytest.mark.parametrize(
    ("xml", "found"),
    [
        ('<c r="A1"><v>9774</v></c>', Cell("9774", "number")),
        ('<c r="A1"><v>4.3499999999999996</v></c>', Cell("4.35", "number")),
        ('<c r="A1"><v>0.30000000000000004</v></c>', Cell("0.3", "number")),
        ('<c r="A1"><v>1.0923E+6</v></c>', Cell("1092300", "number")),
        ('<c r="A1"><v>-5</v></c>', Cell("-5", "number")),
        ('<c r="A1"><v>-0</v></c>', Cell("0", "number")),
        ('<c r="A1"><v>1E+300</v></c>', Cell("1E+300", "strange")),
        ('<c r="A1"><v>1E-300</v></c>', Cell("1E-300", "strange")),
        ('<c r="A1"><v>NaN</v></c>', Cell("NaN", "strange")),
        ('<c r="A1" s="1"><v>0.627</v></c>', Cell("62.7%", "percent")),
        ('<c r="A1" s="1"><v>0.62704309063893</v></c>', Cell("62.704309063893%", "percent")),
        ('<c r="A1" s="2"><v>45287</v></c>', Cell("2023-12-27", "date")),
        ('<c r="A1" s="3"><v>45170</v></c>', Cell("2023-09", "date")),
        ('<c r="A1" s="4"><v>45287</v></c>', Cell("2023-12-27", "date")),
        ('<c r="A1" s="5"><v>45170</v></c>', Cell("2023-09", "date")),
        ('<c r="A1" s="6"><v>7</v></c>', Cell("7", "number")),
        ('<c r="A1" s="99"><v>7</v></c>', Cell("7", "number")),
        ('<c r="A1" s="2"><v>9999999</v></c>', Cell("9999999", "strange")),
        ('<c r="A1" t="d"><v>2023-12-27T00:00:00</v></c>', Cell("2023-12-27", "date")),
        ('<c r="A1" t="b"><v>1</v></c>', Cell("TRUE", "truth")),
        ('<c r="A1" t="e"><v>#REF!</v></c>', Cell("#REF!", "error")),
        ('<c r="A1"><f>B1*2</f><v>6</v></c>', Cell("6", "number", "B1*2")),
        ('<c r="A1"><f t="shared" si="0"/></c>', Cell("", "number", "")),
        ('<c r="A1" t="str"><f>A2</f><v>张三</v></c>', Cell("张三", "text", "A2")),
        ('<c r="A1" t="inlineStr"><is><r><t>张</t></r><r><t>三</t></r></is></c>', Cell("张三", "text")),
        ('<c r="A1" t="str"><v>a_x000D_b_xD83D_</v></c>', Cell("a\rb\ufffd", "text")),
        ('<c t="str"><v>没有写位置</v></c>', Cell("没有写位置", "text")),
    ],
)
def test_a_cell_means_what_it_shows(xml: str, found: Cell) -> None:
    assert cell(xml) == found


def test_days_of_a_workbook_from_a_mac_count_from_1904() -> None:
    assert cell('<c r="A1" s="2"><v>43825</v></c>', properties='<workbookPr date1904="1"/>').text == "2023-12-27"


def test_shared_texts_leave_out_how_they_are_pronounced() -> None:
    strings = '<si><t>甲</t></si><si><r><t>张</t></r><r><t>三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></si>'
    assert cell('<c r="A1" t="s"><v>1</v></c>', strings).text == "张三"


def test_a_shared_text_that_is_not_there_spoils_its_sheet_only() -> None:
    good, bad = sheet('<row><c t="str"><v>好</v></c></row>'), sheet('<row><c r="A1" t="s"><v>7</v></c></row>')
    first, second = read(workbook(bad, good)).sheets
    assert (str(first.problem), len(first.cells)) == ("文件损坏，无法打开", 0)
    assert second.cells[1, 1].text == "好"


def test_a_sheet_that_breaks_off_spoils_no_other() -> None:
    broken = sheet('<row r="1"><c r="A1"><v>1</v></c></row>')[:-20]
    first, second = read(workbook(broken, sheet("<row><c><v>2</v></c></row>"))).sheets
    assert first.problem is not None
    assert second.cells[1, 1].text == "2"


def test_rows_that_are_hidden_and_cells_that_are_merged_are_told() -> None:
    rows = '<row r="5" hidden="1"><c r="C5"><v>1</v></c></row>'
    found = read(workbook(sheet(rows, '<mergeCells><mergeCell ref="B2:C9"/></mergeCells>'))).sheets[0]
    assert found.hidden_rows == {5}
    assert found.merged == ((2, 2, 9, 3),)


def test_a_million_empty_rows_hold_nothing() -> None:
    rows = '<row r="1048576" hidden="0"><c r="XFD1048576" s="1"/></row>'
    assert read(workbook(sheet(rows), styles=STYLES)).sheets[0].cells == {}


def test_a_sheet_with_more_cells_than_anybody_filled_in_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report_kit.workbook.sheet_xml.MAX_CELLS", 10)
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>1</v></c></row>' for at in range(1, 12))
    first, second = read(workbook(sheet(rows), sheet("<row><c><v>2</v></c></row>"))).sheets
    assert "多于 10 格" in str(first.problem)
    assert second.problem is None


def test_a_sheet_of_endless_elements_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report_kit.workbook.sheet_xml.MAX_ELEMENTS", 1000)
    found = read(workbook(sheet('<row r="1">' + "<c/>" * 1000 + "</row>"))).sheets[0]
    assert "内容太多" in str(found.problem)


def test_a_cell_of_endless_text_is_not_held() -> None:
    found = read(workbook(sheet(f'<row><c t="str"><v>{"长" * 50_000}</v></c></row>'))).sheets[0]
    assert "40000 个字" in str(found.problem)


@pytest.mark.parametrize(
    "row",
    [
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
        '<row r="x"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" s="x"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        f'<row r="{"9" * 5000}"/>',
    ],
)
def test_a_place_that_does_not_exist_is_a_problem_of_the_sheet(row: str) -> None:
    assert read(workbook(sheet(row))).sheets[0].problem is not None


def test_macros_and_links_are_told_and_the_cells_read() -> None:
    found = parts(sheet("<row><c><v>2</v></c></row>"), kind=MACRO)
    found |= {"xl/vbaProject.bin": b"\xd0\xcf", "xl/externalLinks/externalLink1.xml": b"<a/>"}
    book = read(zipped(found))
    assert [str(words) for words in book.extras] == ["文件带有宏，没有运行", "文件引用了别的工作簿，没有去读"]
    assert book.sheets[0].cells[1, 1].text == "2"


def test_settings_of_a_printer_are_no_macro() -> None:
    found = parts(sheet("")) | {"xl/printerSettings/printerSettings1.bin": b"\0"}
    assert read(zipped(found)).extras == ()


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def with_part(name: str, text: str) -> bytes:
    return zipped(parts(sheet("<row><c><v>1</v></c></row>"), strings="<si/>", styles=STYLES) | {name: text.encode()})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (b"hello", "不是 Excel 工作簿"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        (OLE + b"Workbook", ".xls、.et"),
        (b"PK\x03\x04 broken", "损坏"),
        (zipped({"a.txt": b"a"}), "不是 Excel 工作簿"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
        (zipped(parts(kind="openxmlformats-officedocument.wordprocessingml.document.main")), "不是 Excel 工作簿"),
        (with_part("xl/worksheets/sheet1.xml", ENTITY + sheet("<row><c t='str'><v>&b;</v></c></row>")), "文档类型声明"),
        (with_part("xl/sharedStrings.xml", ENTITY + "<sst/>"), "文档类型声明"),
        (with_part("xl/styles.xml", ENTITY + "<styleSheet/>"), "文档类型声明"),
        (with_part("xl/workbook.xml", ENTITY + "<workbook/>"), "文档类型声明"),
        (with_part("xl/_rels/workbook.xml.rels", ENTITY + "<Relationships/>"), "文档类型声明"),
        (with_part("xl/workbook.xml", "<workbook>"), "损坏"),
        (with_part("xl/workbook.xml", "<a>" * 300 + "</a>" * 300), "层层嵌套"),
        (with_part("xl/styles.xml", '<s><cellXfs><xf numFmtId="x"/></cellXfs></s>'), "损坏"),
        (with_part("xl/workbook.xml", "<w>" + '<sheet name="a"/>' * 301 + "</w>"), "工作表多于 300 张"),
        (zipped({"xl/big.bin": b"\0" * (129 * 2**20)}), "展开后大于 128 MB"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_no_workbook_to_be_trusted_is_refused_in_words(data: bytes, words: str) -> None:
    found = read_workbook(data)
    assert isinstance(found, PackageProblem)
    assert words in str(found.message)


def test_a_place_is_named_as_excel_names_it() -> None:
    assert [str(cell_place("表.xlsx", "甲", 7, at)) for at in (1, 8, 26, 27, 702, 703, 16384)] == [
        f"表.xlsx!甲!{letters}7" for letters in ("A", "H", "Z", "AA", "ZZ", "AAA", "XFD")
    ]


@pytest.mark.parametrize("number", ["0.1", "109.23", "62.7", "0.07", "37505", "123456789.12345"])
def test_a_number_as_excel_stores_it_is_the_number_typed(number: str) -> None:
    stored = f"{float(number):.17g}"
    assert meant(stored, "General") == ("number", number)
    assert Fraction(meant(stored, "0%")[1].removesuffix("%")) == Fraction(number) * 100  # type: ignore[index]
