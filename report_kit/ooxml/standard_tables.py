"""The tables of the standard template: indicators beside last year, promises beside their results.

Columns have fixed widths that fill the text block of 156 mm. The head stands again on every page, no row is
cut by the end of a page, and a row is repeated by the tags in the rows above and below it.
"""

from __future__ import annotations

from typing import NamedTuple

from report_kit.ooxml.standard_styles import TABLE_STYLE
from report_kit.ooxml.xml import escape

WIDTH = 8844
"""The width of the text block in twips."""


class Column(NamedTuple):
    """A column: its head, the tag that fills its cells, their paragraph style, its width in twips."""

    head: str
    cell: str
    style: str
    width: int


class Table(NamedTuple):
    """A table with one row for each of ``rows``, which the tags call ``row``."""

    rows: str
    columns: tuple[Column, ...]


INDICATORS = Table(
    "annex.indicators",
    (
        Column("序号", "{{ row.number }}", "TableCentred", 600),
        Column("指标", "{{ row.name }}", "TableText", 1780),
        Column("单位", "{{ row.unit }}", "TableCentred", 780),
        Column("{{ annex.year }}", "{{ row.this_year }}", "TableNumber", 1090),
        Column("{{ annex.last_year }}", "{{ row.last_year }}", "TableNumber", 1090),
        Column("增减", "{{ row.change }}", "TableNumber", 1560),
        Column("增幅（%）", "{{ row.growth }}", "TableNumber", 824),
        Column("数据来源", "{{ row.source }}", "TableText", 1120),
    ),
)

INDICATORS_NOTE = (
    "注：增减和增幅由表中两年的数算出，四舍五入；正文写明的，与正文相同。百分率的增减以百分点计。“—”表示没有可比的数。"
)

PLANS = Table(
    "annex.plans",
    (
        Column("序号", "{{ row.number }}", "TableCentred", 600),
        Column("工作任务", "{{ row.task }}", "TableText", 2050),
        Column("目标", "{{ row.target }}", "TableText", 1900),
        Column("完成情况", "{{ row.result }}", "TableText", 2060),
        Column("状态", "{{ row.state }}", "TableCentred", 904),
        Column("责任科室", "{{ row.owner }}", "TableText", 1330),
    ),
)


def table_xml(table: Table) -> str:
    """The table as WordprocessingML."""
    columns = table.columns
    grid = "".join(f'<w:gridCol w:w="{column.width}"/>' for column in columns)
    head = "".join(cell_xml(column.width, "TableHead", column.head) for column in columns)
    row = "".join(cell_xml(column.width, column.style, column.cell) for column in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE_STYLE}"/><w:tblW w:w="{WIDTH}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
        f"{_tag(columns, f'{{%tr for row in {table.rows} %}}')}"
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr>"
        f"{_tag(columns, '{%tr endfor %}')}</w:tbl>"
    )


def _tag(columns: tuple[Column, ...], tag: str) -> str:
    """A row of one cell with a tag, which is gone when the table is filled."""
    return f"<w:tr>{cell_xml(WIDTH, 'TableText', tag, len(columns))}</w:tr>"


def cell_xml(width: int, style: str, text: str, span: int = 1) -> str:
    """A cell with one paragraph, ``width`` twips wide, over ``span`` columns."""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:tc>'
    )
