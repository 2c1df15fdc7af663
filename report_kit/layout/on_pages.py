"""Clauses that only pages show: judged where the document is rendered (``rendered``), else reported as not measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Code, msg
from report_kit.layout.clause import Clause, Force

if TYPE_CHECKING:
    from report_kit.diagnostics import Message

_ON_PAPER = msg("打印出来在纸上看")
_MM = msg("±1毫米")
_LINES = msg("页面设置→文档网格，每页 22 行；正文行距固定值 28.95 磅，段落→换行和分页，不选“孤行控制”")
_CHARACTERS = msg("选中正文，字号三号，字体→高级→间距，紧缩 0.25 磅；页边距左 2.8、右 2.6 厘米")
_MARGINS = msg("页面设置→页边距，上 3.7、下 3.5、左 2.8、右 2.6 厘米；装订线设为 0")
_FOOTER = msg("页面设置→版式，页脚距边界 2.5 厘米；页码所在段落行距固定值 20 磅，不对齐网格")
_OUTSIDE = msg("页面设置→版式，选“奇偶页不同”；奇数页页码右对齐、右缩进1字，偶数页左对齐、左缩进1字")


def _on_pages(  # noqa: PLR0917 - a row of the table below
    code: tuple[str, str],
    number: str,
    force: Force,
    says: Message,
    wanted: Message,
    hint: Message = _ON_PAPER,
    tolerance: Message | None = None,
) -> Clause:
    return Clause(Code(*code, force.severity), number, force, says, wanted, hint, tolerance)


ON_PAGES = (
    _on_pages(
        ("G501", "substituted-face"),
        "5.2.2",
        Force.USUAL,
        msg("排版时实际用的字体"),
        msg("没有被别的字体代替"),
        msg("装上缺的字体再量，见 docs/fonts.md"),
    ),
    _on_pages(("G502", "rendered-lines"), "5.2.3", Force.USUAL, msg("满页的行数"), msg("22行，撑满版心"), _LINES),
    _on_pages(("G503", "rendered-characters"), "5.2.3", Force.USUAL, msg("满行的字数"), msg("28字"), _CHARACTERS),
    _on_pages(
        ("G504", "rendered-text-block"),
        "5.2.1",
        Force.MUST,
        msg("版心"),
        msg("左28、右184毫米，字面上37、下262毫米，或者与标准页相同"),
        _MARGINS,
        _MM,
    ),
    _on_pages(
        ("G505", "rendered-page-number"), "7.5", Force.MUST, msg("一字线"), msg("版心下边缘之下7毫米"), _FOOTER, _MM
    ),
    _on_pages(
        ("G506", "rendered-page-side"),
        "7.5",
        Force.MUST,
        msg("页码的位置"),
        msg("单页居右、双页居左，各空一字（4.9毫米）"),
        _OUTSIDE,
        _MM,
    ),
    _on_pages(
        ("G507", "rendered-page-sequence"),
        "7.5",
        Force.MUST,
        msg("页码"),
        msg("逐面连续，空白页和版记页不编"),
        msg("双击页脚，在每一面插入页码；页码格式选“续前节”"),
    ),
    _on_pages(
        ("G508", "stranded-heading"),
        "",
        Force.PRACTICE,
        msg("页末的小标题"),
        msg("不单独留在页末"),
        msg("选中标题，段落→换行和分页，选“与下段同页”"),
    ),
    _on_pages(
        ("G509", "signature-page"),
        "7.3.5.5",
        Force.MUST,
        msg("署名所在的面"),
        msg("有正文，不写“此页无正文”"),
        msg("调整行距或字距，使正文的最后几行和署名同面"),
    ),
    _on_pages(("G510", "first-page"), "7.3.3", Force.MUST, msg("首页"), msg("显示正文"), msg("缩小标题前后的空白")),
    _on_pages(
        ("G511", "rendered-indent"),
        "7.3.3",
        Force.MUST,
        msg("正文的缩进"),
        msg("首行左空二字（11.1毫米），回行顶格"),
        msg("段落→特殊格式，首行缩进 2 字符"),
        _MM,
    ),
    _on_pages(
        ("G512", "rendered-signature"),
        "7.3.5.1",
        Force.USUAL,
        msg("署名和成文日期的位置"),
        msg("日期右空四字、署名以日期居中；不盖章的按7.3.5.2"),
        msg("成文日期右对齐、右缩进 4 字符；署名在它上面居中"),
        msg("±半字"),
    ),
    _on_pages(
        ("G513", "rendered-attachment"),
        "7.3.7",
        Force.MUST,
        msg("附件"),
        msg("另面编排，“附件”在第一行，标题在第三行"),
        msg("在“附件”前插入分页符；“附件”和标题之间空一行"),
    ),
    _on_pages(("G520", "seal"), "7.3.5.1", Force.MUST, msg("印章"), msg("居中下压署名和日期，上距正文一行之内")),
    _on_pages(("G521", "landscape-table"), "8", Force.MUST, msg("横排表格"), msg("页码位置不变，单页码表头在订口一边")),
    _on_pages(
        ("G522", "imprint"),
        "7.4",
        Force.MUST,
        msg("版记"),
        msg("在最后一面，末条分隔线与版心下边缘重合"),
        msg("把版记做成表格，表格属性→定位，垂直位置“底端”，相对于“页边距”"),
        _MM,
    ),
)
"""G520 and G521 nobody measures."""
