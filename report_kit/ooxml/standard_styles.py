"""The styles of the standard template: the values of GB/T 9704-2012 as WordprocessingML.

Lengths are twips (1/20 pt). One character is 15.75 pt (315 twips) wide and a line 28.95 pt (579
twips) high, so that 28 characters and 22 lines fill the text block of 156 × 225 mm; indents are
given in characters and in twips, since LibreOffice reads only the latter and Word prefers the former.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LINE = 579
CHARACTER = 315

FANGSONG = "仿宋_GB2312"
KAITI = "楷体_GB2312"
HEITI = "黑体"
SONGTI = "宋体"
XIAOBIAOSONG = "方正小标宋简体"

SIZE_2 = 44
"""二号 in half points."""
SIZE_3 = 32
"""三号 in half points."""
SIZE_4 = 28
"""四号 in half points."""
SIZE_SMALL_4 = 24
"""小四 in half points."""
CELL_LINE = 360
"""A line of a table: 18 pt, since 22 lines a page are for the text (GB/T 9704-2012, 5.2.3)."""

TABLE_STYLE = "ReportTable"
"""The id of the style of tables."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """One paragraph style. ``id`` is what paragraphs name, ``name`` what Word shows in its list.

    Indents: ``left`` and ``right`` in hundredths of a character, ``first`` (first line) likewise,
    negative for a hanging indent. ``before`` and ``after`` are twips, ``line`` the height of a line,
    ``rule`` says that it is so exactly; the line of a picture is as high as the picture (240, auto). ``grid`` False
    leaves the 22 lines of the page, for cells. ``below`` is a line under the paragraph: its width in eighths of a
    point, its distance from the text in points, its colour.
    """

    id: str
    name: str
    face: str = FANGSONG
    size: int = SIZE_3
    jc: str = "both"
    first: int = 0
    left: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    keep_next: bool = False
    page_break: bool = False
    line: int = LINE
    rule: str = "exact"
    grid: bool = True
    outline: int | None = None
    squeezed: bool = True
    next: str = "Body"
    color: str = "000000"
    below: tuple[int, int, str] | None = None

    @property
    def character(self) -> int:
        """The width of a character in twips."""
        return CHARACTER if self.squeezed else self.size * 10


def _of_table(style: str, name: str, jc: str, face: str = FANGSONG) -> ParagraphStyle:
    """A style of paragraphs in tables."""
    return ParagraphStyle(style, name, face, SIZE_SMALL_4, jc, line=CELL_LINE, grid=False, squeezed=False, next=style)


# The sealed form (7.3.5.1): the date ends four characters from the right; the signature is centred on
# the date. A date is 7.2 to 8.2 characters wide (2024年1月29日: 7.7), so its middle lies about 7.8 characters
# from the right edge of the block: the middle of an area that starts 28 - 2 × 7.8 = 12.4 from the left.
# Two lines before the signature leave the seal (42 mm, on signature and date) the room it needs, with
# its upper edge within one line of the text.
PARAGRAPH_STYLES = (
    ParagraphStyle(
        "Title", "公文标题", XIAOBIAOSONG, SIZE_2, "center", before=LINE, after=LINE, squeezed=False, next="Addressee"
    ),
    ParagraphStyle("Addressee", "主送机关"),
    ParagraphStyle("Body", "公文正文", first=200, next="Body"),
    ParagraphStyle("Heading1", "一级标题", HEITI, first=200, keep_next=True, outline=0),
    ParagraphStyle("Heading2", "二级标题", KAITI, first=200, keep_next=True, outline=1),
    ParagraphStyle("Heading3", "三级标题", first=200, keep_next=True, outline=2),
    ParagraphStyle("Heading4", "四级标题", first=200, keep_next=True, outline=3),
    ParagraphStyle("Attachments", "附件说明", left=500, first=-300, before=LINE, next="Signature"),
    ParagraphStyle("AttachmentsFirst", "附件说明首项", left=600, first=-400, before=LINE, next="AttachmentsMore"),
    ParagraphStyle("AttachmentsMore", "附件说明续项", left=600, first=-100, next="AttachmentsMore"),
    ParagraphStyle(
        "Signature", "发文机关署名", jc="center", left=1240, before=2 * LINE, keep_next=True, next="IssueDate"
    ),
    ParagraphStyle("IssueDate", "成文日期", jc="right", right=400),
    # 7.3.7: a new page; 附件 and its number flush left on the first line, the title centred on the third.
    ParagraphStyle("AnnexLabel", "附件序号", HEITI, keep_next=True, page_break=True, next="AnnexTitle"),
    ParagraphStyle(
        "AnnexTitle",
        "附件标题",
        XIAOBIAOSONG,
        SIZE_2,
        "center",
        before=LINE,
        after=LINE,
        keep_next=True,
        outline=0,
        squeezed=False,
    ),
    _of_table("TableHead", "表格栏目", "center", HEITI),
    _of_table("TableText", "表格文字", "left"),
    _of_table("TableNumber", "表格数字", "right"),
    _of_table("TableCentred", "表格居中", "center"),
    _of_table("TableNote", "表格附注", "both"),
    ParagraphStyle("Chart", "图", jc="center", line=240, rule="auto", grid=False, squeezed=False, next="Chart"),
    # Word wants a paragraph behind the last table; this one takes no room.
    ParagraphStyle("TableEnd", "表格之后", size=2, line=20, grid=False),
)

CHARACTER_STYLES = (("Heading2Text", "二级标题字", KAITI), ("Heading3Text", "三级标题字", FANGSONG))

FOOTERS = (("FooterOdd", "页码单页", "right"), ("FooterEven", "页码双页", "left"))


def _fonts(face: str) -> str:
    return f'<w:rFonts w:ascii="{face}" w:eastAsia="{face}" w:hAnsi="{face}" w:cs="{face}"/>'


def _run(face: str, size: int, *, squeezed: bool, color: str = "000000") -> str:
    spacing = '<w:spacing w:val="-5"/>' if squeezed else '<w:spacing w:val="0"/>'
    return (
        f'<w:rPr>{_fonts(face)}<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{color}"/>{spacing}'
        f'<w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def _indent(style: ParagraphStyle) -> str:
    """Characters and twips together. Zero is written out, so that nothing is inherited by accident."""
    parts = []
    for name, value in (("left", style.left), ("right", style.right)):
        parts.append(f'w:{name}Chars="{value}" w:{name}="{value * style.character // 100}"')
    if style.first < 0:
        parts.append(f'w:hangingChars="{-style.first}" w:hanging="{-style.first * style.character // 100}"')
    else:
        parts.append(f'w:firstLineChars="{style.first}" w:firstLine="{style.first * style.character // 100}"')
    return f"<w:ind {' '.join(parts)}/>"


def _paragraph_style(style: ParagraphStyle) -> str:
    keep = ("<w:keepNext/>" if style.keep_next else "") + ("<w:pageBreakBefore/>" if style.page_break else "")
    grid = "" if style.grid else '<w:snapToGrid w:val="0"/>'
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="{style.next}"/><w:qFormat/>'
        f'<w:pPr>{keep}<w:widowControl w:val="0"/>{_below(style)}<w:overflowPunct w:val="1"/>{grid}'
        f'<w:spacing w:before="{style.before}" w:after="{style.after}"'
        f' w:line="{style.line}" w:lineRule="{style.rule}"/>'
        f'{_indent(style)}<w:jc w:val="{style.jc}"/>{outline}</w:pPr>'
        f"{_run(style.face, style.size, squeezed=style.squeezed, color=style.color)}</w:style>"
    )


def _below(style: ParagraphStyle) -> str:
    if style.below is None:
        return ""
    width, space, color = style.below
    return f'<w:pBdr><w:bottom w:val="single" w:sz="{width}" w:space="{space}" w:color="{color}"/></w:pBdr>'


def _footer_style(style_id: str, name: str, side: str) -> str:
    # One 四号 character (280 twips) in from the outer edge; exact 400 puts the dash 7 mm below the block.
    indent = f'<w:ind w:{side}Chars="100" w:{side}="280" w:firstLineChars="0" w:firstLine="0"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="0" w:after="0" w:line="400" w:lineRule="exact"/>'
        f'{indent}<w:jc w:val="{side}"/></w:pPr>{_run(SONGTI, SIZE_4, squeezed=False)}</w:style>'
    )


def _table_style() -> str:
    """Thin lines around every cell, thicker ones above and below."""
    sides = (("top", 8), ("left", 4), ("bottom", 8), ("right", 4), ("insideH", 4), ("insideV", 4))
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="000000"/>' for side, width in sides
    )
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 45), ("left", 57), ("bottom", 45), ("right", 57))
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}"><w:name w:val="报告表格"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )


def styles_xml(styles: Iterable[ParagraphStyle] = PARAGRAPH_STYLES) -> str:
    """The content of ``word/styles.xml`` inside its root element, with these styles of paragraphs."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANGSONG)}"
        f'<w:color w:val="000000"/><w:kern w:val="0"/><w:sz w:val="{SIZE_3}"/><w:szCs w:val="{SIZE_3}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:overflowPunct w:val="1"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>'
        f"{_run(FANGSONG, SIZE_3, squeezed=True)}</w:style>"
    )
    basic = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )
    characters = "".join(
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{_fonts(face)}</w:rPr></w:style>'
        for style_id, name, face in CHARACTER_STYLES
    )
    return "".join(
        (
            defaults,
            normal,
            basic,
            *map(_paragraph_style, styles),
            characters,
            *(_footer_style(*footer) for footer in FOOTERS),
            _table_style(),
        )
    )
