"""The template with a red head, ``templates/red_header.docx``.

Above the title stand 发文机关标志, 发文字号 and a red line, at the foot of the last page 抄送, 印发机关 and 印发日期.

Everything between is the standard template's. Values are those of GB/T 9704-2012, 7.2 and 7.4, on the nominal page
of the standard template: the text block begins 37 mm below the upper edge of the paper and ends 35 mm above the lower.
"""

from __future__ import annotations

from dataclasses import replace

from report_kit.ooxml.standard_styles import (
    LINE,
    PARAGRAPH_STYLES,
    SIZE_4,
    XIAOBIAOSONG,
    ParagraphStyle,
)
from report_kit.ooxml.standard_tables import WIDTH, cell_xml
from report_kit.ooxml.standard_template import BODY, Content, word_file

RED = "FF0000"

LETTERHEAD = 84
"""The size of 发文机关标志 in half points: 初号; the standard leaves it to the office. Ten characters fill a line."""

# From the edge of the block to the title there are 10 lines of the grid, so that the text stands on its 22 lines:
# 1806 + 1158 to the lower edge of 发文机关标志 (its letters begin 35 mm below the edge of the block, 7.2.4), 1020 and
# 579 to that of 发文字号 (two blank lines, 7.2.5), 6 + 1.5 points to the red line (4 mm below the letters, 7.2.7), and
# the rest, two blank lines, to the title (7.3.1). Word sets letters in the middle of a line, LibreOffice lower: with
# 1806 their upper edge is 0.3 mm too high in the one and too low in the other.
_ABOVE, _MARK, _BETWEEN = 1806, 2 * LINE, 1020
_RULE, _RULE_SPACE = 12, 6
_RULE_HEIGHT = 150
_BEFORE_TITLE = 10 * LINE - (_ABOVE + _MARK + _BETWEEN + LINE + _RULE_HEIGHT)

_HEAD_STYLES = (
    ParagraphStyle(
        "Letterhead",
        "发文机关标志",
        XIAOBIAOSONG,
        LETTERHEAD,
        "center",
        before=_ABOVE,
        line=_MARK,
        grid=False,
        squeezed=False,
        color=RED,
        next="DocumentNumber",
    ),
    ParagraphStyle(
        "DocumentNumber",
        "发文字号",
        jc="center",
        before=_BETWEEN,
        grid=False,
        below=(_RULE, _RULE_SPACE, RED),
        next="Title",
    ),
)

# 7.4: 四号, one character in on both sides; further lines of 抄送 begin below the first name.
_FOOT_STYLES = (
    ParagraphStyle("CopiesTo", "抄送机关", size=SIZE_4, left=400, first=-300, right=100, grid=False, squeezed=False),
    ParagraphStyle("PrintedBy", "印发机关", size=SIZE_4, jc="left", left=100, grid=False, squeezed=False),
    ParagraphStyle("PrintedOn", "印发日期", size=SIZE_4, jc="right", right=100, grid=False, squeezed=False),
)

STYLES = (
    *(replace(style, before=_BEFORE_TITLE) if style.id == "Title" else style for style in PARAGRAPH_STYLES),
    *_HEAD_STYLES,
    *_FOOT_STYLES,
)

_HEAD: tuple[Content, ...] = (
    ("Letterhead", ("{{ letterhead }}",)),
    ("DocumentNumber", ("{{ number }}",)),
)

_LEFT = WIDTH // 2


def _row(*cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _rule(side: str, width: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="000000"/>'


def _imprint() -> str:
    """The table of 版记, whose lower line is the lower edge of the block: 0.35 mm above and below, 0.25 mm between."""
    # LibreOffice lets a table float only if it is narrower than the block or stands where it does on the page.
    rules = f"{_rule('top', 8)}{_rule('bottom', 8)}{_rule('insideH', 6)}"
    none = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    copies = cell_xml(WIDTH, "CopiesTo", "抄送：{{ copies_to }}", 2)
    printed = (
        cell_xml(_LEFT, "PrintedBy", "{{ printed_by }}"),
        cell_xml(WIDTH - _LEFT, "PrintedOn", "{{ printed_on }}印发"),
    )
    rows = (*_rows_if("copies_to", copies), *_rows_if("printed_by", *printed))
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page"'
        ' w:tblpX="1588" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
        f'<w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{none}</w:tblCellMar><w:tblLook w:val="0000"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_LEFT}"/><w:gridCol w:w="{WIDTH - _LEFT}"/></w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _rows_if(name: str, *cells: str) -> tuple[str, ...]:
    """A row that is there if the report has what ``name`` means, between the rows with the tags that say so."""
    begin, end = (cell_xml(WIDTH, "PrintedBy", tag, 2) for tag in (f"{{%tr if {name} %}}", "{%tr endif %}"))
    return _row(begin), _row(*cells), _row(end)


_FOOT: tuple[Content, ...] = (
    ("TableEnd", ("{%p if copies_to or printed_by %}",)),
    _imprint(),
    ("TableEnd", ()),
    ("TableEnd", ("{%p endif %}",)),
)


def red_header_template() -> bytes:
    """The bytes of ``templates/red_header.docx``; always the same."""
    return word_file((*_HEAD, *BODY, *_FOOT), STYLES)
