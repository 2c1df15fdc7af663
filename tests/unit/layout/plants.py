"""One deviation for each clause that is judged on the XML, and whether formatting alone can mend it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.unit.layout.papers import after, body, font, footer, in_style, look, on_page, property_of, starting

Edit = Callable[[Any], object]


def _short_title(document: Any) -> None:
    starting(document, "XX市民政局2023年").runs[0].text = "XX市民政局202\n3年工作总结和2024年工作计划"


def _text(words: str, other: str) -> Edit:
    """The paragraph that begins with ``words`` says something else."""

    def edit(document: Any) -> None:
        paragraph = starting(document, words, last=True)
        first, *rest = paragraph.runs
        first.text = other
        for run in rest:
            run.text = ""

    return edit


def _run(words: str, name: str, **told: str) -> Edit:
    return lambda document: look(starting(document, words, last=True).runs[0], name, **told)


def _paragraph(words: str, name: str, **told: str | None) -> Edit:
    return lambda document: property_of(starting(document, words, last=True), name, **told)


def _face(words: str, face: str) -> Edit:
    return lambda document: font(starting(document, words, last=True).runs[0], face)


def _body(name: str, **told: str) -> Edit:
    return lambda document: in_style(document, "公文正文", "pPr", name, **told)


def _body_run(name: str, **told: str) -> Edit:
    return lambda document: in_style(document, "公文正文", "rPr", name, **told)


def _theme(document: Any) -> None:
    """The theme's faces beside the names; the file has no theme, so that none is shown: give it one."""
    run = body(document)[0].runs[0]
    look(run, "rFonts", eastAsia="仿宋_GB2312", eastAsiaTheme="minorEastAsia")
    with_theme(document)


def with_theme(document: Any) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme name="x">'
        '<a:majorFont><a:latin typeface="Calibri"/><a:ea typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/>'
        '<a:ea typeface=""/><a:font script="Hans" typeface="等线"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
    )
    part = Part(
        PackURI("/word/theme/theme1.xml"),
        "application/vnd.openxmlformats-officedocument.theme+xml",
        theme.encode(),
        document.part.package,
    )
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme")


def _no_number(document: Any) -> None:
    for kind in ("default", "even"):
        paragraph = footer(document, kind)
        for run in list(paragraph.runs):
            paragraph._p.remove(run._r)


def _footers(name: str, **told: str) -> Edit:
    def edit(document: Any) -> None:
        for kind in ("default", "even"):
            for run in footer(document, kind).runs:
                look(run, name, **told)

    return edit


def _hyphens(document: Any) -> None:
    for kind in ("default", "even"):
        paragraph = footer(document, kind)
        paragraph.runs[0].text = ""
        paragraph.runs[-1].text = ""
    on_page(document, "pgNumType", fmt="numberInDash")


def _bare(document: Any) -> None:
    for kind in ("default", "even"):
        paragraph = footer(document, kind)
        paragraph.runs[0].text = ""
        paragraph.runs[-1].text = ""


def _page(name: str, **told: str | None) -> Edit:
    return lambda document: on_page(document, name, **told)


def _not_even(document: Any) -> None:
    document.settings.odd_and_even_pages_header_footer = False


def _character_grid(document: Any) -> None:
    on_page(document, "docGrid", type="linesAndChars", linePitch="579", charSpace="-848")
    for style in ("公文正文", "主送机关", "四级标题", "附件说明首项", "附件说明续项", "发文机关署名", "成文日期"):
        in_style(document, style, "rPr", "spacing", val="0")


def _no_gap(words: str, above: str = "") -> Edit:
    def edit(document: Any) -> None:
        property_of(starting(document, words, last=True), "spacing", before="0")
        if above:
            property_of(starting(document, above), "spacing", after="0")

    return edit


PLANTS: dict[str, Edit] = {
    "G101": _page("pgSz", w="12240", h="15840"),
    "G102": _page("pgMar", top="1701"),
    "G103": _page("pgMar", bottom="1701"),
    "G104": _page("pgMar", left="1800"),
    "G105": _page("pgMar", right="1800"),
    "G110": _page("docGrid", linePitch="600"),
    "G111": _page("docGrid", linePitch="312"),
    "G112": _character_grid,
    "G113": _body("spacing", line="500", lineRule="exact"),
    "G114": _body("spacing", line="560", lineRule="exact"),
    "G115": _body("spacing", line="580", lineRule="exact"),
    "G116": _body_run("spacing", val="0"),
    "G117": _body("widowControl", val="1"),
    "G118": _body("snapToGrid", val="0"),
    "G119": _body("overflowPunct", val="0"),
    "G201": _body_run("rFonts", eastAsia="宋体"),
    "G202": lambda document: look(body(document)[1].runs[0], "sz", val="28"),
    "G203": _run("二是困难群众救助", "color", val="FF0000"),
    "G204": lambda document: look(body(document)[1].runs[0], "b", val="1"),
    "G205": _run("一、2023年亮点", "b", val="1"),
    "G206": _paragraph("四是举办户外", "ind", firstLineChars="0", firstLine="0"),
    "G207": _paragraph("四是举办户外", "ind", leftChars="0", left="420"),
    "G208": _body("ind", firstLine=None),
    "G209": _theme,
    "G210": _body_run("rFonts", ascii="Times New Roman", hAnsi="Times New Roman"),
    "G301": _text("×民函〔2024〕5号", "×民函[2024]05号"),
    "G302": _face("XX市民政局2023年", "宋体"),
    "G303": _run("XX市民政局2023年", "sz", val="36"),
    "G304": _paragraph("XX市民政局2023年", "jc", val="left"),
    "G305": _short_title,
    "G306": _run("XX市民政局2023年", "b", val="1"),
    "G311": _paragraph("市委办公室、", "ind", firstLineChars="200", firstLine="630"),
    "G312": _text("市委办公室、", "市委办公室、市政府办公室:"),
    "G313": _no_gap("市委办公室、", "XX市民政局2023年"),
    "G321": _face("一、2023年亮点", "楷体_GB2312"),
    "G322": _face("（三）推进“一老一小”", "黑体"),
    "G323": _face("2.增强居家社区养老服务", "楷体_GB2312"),
    "G324": _face("（1）建立台账", "楷体_GB2312"),
    "G325": _run("一、2023年亮点", "sz", val="36"),
    "G326": _paragraph("一、2023年亮点", "ind", firstLineChars="0", firstLine="0"),
    "G327": _text("二、2023年重点", "四、2023年重点性工作开展情况"),
    "G328": lambda document: after(starting(document, "三、2024年工作计划"), "（1）从头抓起", "四级标题"),
    "G331": _text("附件：1.", "附件:1.主要指标表"),
    "G332": _text("2.工作完成", "二、工作完成情况表"),
    "G333": _text("附件：1.", "附件：1.主要指标表；"),
    "G334": _paragraph("附件：1.", "ind", leftChars="400", left="1260"),
    "G335": _no_gap("附件：1."),
    "G341": _text("2024年1月29日", "2024年01月29日"),
    "G342": _paragraph("2024年1月29日", "ind", rightChars="100", right="315"),
    "G343": _paragraph("XX市民政局", "ind", leftChars="0", left="0"),
    "G344": _text("（此件公开", "此件公开发布"),
    "G345": _paragraph("（此件公开", "ind", firstLineChars="0", firstLine="0"),
    "G351": _paragraph("附件2", "pageBreakBefore", val="0"),
    "G352": _face("附件2", "仿宋_GB2312"),
    "G353": _run("附件2", "sz", val="28"),
    "G354": _paragraph("附件2", "ind", firstLineChars="200", firstLine="630"),
    "G355": _paragraph("工作完成情况表", "jc", val="left"),
    "G356": _text("工作完成情况表", "工作情况表"),
    "G401": _no_number,
    "G402": _bare,
    "G403": _hyphens,
    "G404": _footers("rFonts", ascii="Times New Roman", hAnsi="Times New Roman"),
    "G405": _footers("sz", val="24"),
    "G406": _not_even,
    "G407": lambda document: property_of(footer(document), "ind", rightChars="0", right="0"),
    "G408": _page("pgMar", footer="397"),
}
"""What is done to the right file, by the code that finds it."""

FOR_A_PERSON = frozenset((
    "G118", "G119", "G204", "G205", "G210", "G301", "G305", "G306", "G312", "G327", "G328", "G331", "G332", "G333",
    "G341", "G344", "G356",
))  # fmt: skip
"""What no change of formatting mends: words to be changed, and habits that an office may have."""
