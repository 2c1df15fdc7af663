"""What the pages of the rules say is not reported, is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.unit.layout.papers import (
    after,
    before,
    body,
    codes,
    font,
    footer,
    in_style,
    look,
    on_page,
    planted,
    property_of,
    starting,
    verdict,
)
from tests.unit.layout.plants import with_theme

if TYPE_CHECKING:
    from collections.abc import Callable


def _styles_line(document: Any, line: str) -> None:
    for style in document.styles:
        if style.name in ("公文正文", "一级标题", "二级标题", "三级标题", "四级标题", "主送机关"):
            in_style(document, style.name, "pPr", "spacing", line=line, lineRule="exact")


def _to_the_ink(document: Any) -> None:
    on_page(document, "pgMar", top="1939", bottom="1870")
    on_page(document, "docGrid", linePitch="592")
    _styles_line(document, "592")


def _by_the_grid(document: Any) -> None:
    for style in ("公文正文", "一级标题", "二级标题", "三级标题", "四级标题"):
        in_style(document, style, "pPr", "spacing", line="240", lineRule="auto")


def _theme_of_the_same_face(document: Any) -> None:
    look(body(document)[0].runs[0], "rFonts", eastAsia="等线", eastAsiaTheme="minorEastAsia")
    with_theme(document)


def _contents(document: Any) -> None:
    place = starting(document, "市委办公室、")
    for words in ("三、附则\t12", "一、2023年亮点性工作开展情况……………………………………1"):
        property_of(before(place, words, "主送机关"), "ind", firstLine="0", firstLineChars="0")


def _unsealed(document: Any) -> None:
    signature, date = starting(document, "XX市民政局", last=True), starting(document, "2024年1月29日")
    signature.runs[0].text = "某某市民政局救助管理中心"
    property_of(signature, "jc", val="right")
    property_of(signature, "ind", leftChars="0", left="0", rightChars="200", right="630")
    property_of(date, "jc", val="left")
    property_of(date, "ind", rightChars="0", right="0", leftChars="1600", left="5040")


def _unsealed_long_date(document: Any) -> None:
    """The date is longer than the signature: the date two in, the signature moved accordingly."""
    signature, date = starting(document, "XX市民政局", last=True), starting(document, "2024年1月29日")
    property_of(date, "ind", rightChars="200", right="630")
    property_of(signature, "jc", val="left")
    property_of(signature, "ind", leftChars="1630", left="5134")


def _long_signature(document: Any) -> None:
    signature = starting(document, "XX市民政局", last=True)
    signature.runs[0].text = "某某自治州某某县社会救助工作领导小组办公室"
    property_of(signature, "jc", val="right")
    property_of(signature, "ind", leftChars="0", left="0")


def _page_break(document: Any) -> None:
    label = starting(document, "附件2")
    property_of(label, "pageBreakBefore", val="0")
    run = before(label, "", "公文正文").add_run()
    sign = OxmlElement("w:br")
    sign.set(qn("w:type"), "page")
    run._r.append(sign)


def _head(document: Any) -> None:
    head = before(starting(document, "×民函"), "某某市民政局文件", "主送机关")
    property_of(head, "jc", val="center")
    look(head.runs[0], "color", val="FF0000")
    look(head.runs[0], "sz", val="80")


def _blank_between(document: Any) -> None:
    signature = starting(document, "附件：1.")
    property_of(signature, "spacing", before="0")
    before(signature, "", "公文正文")


NEAR: dict[str, tuple[str, Callable[[Any], object]]] = {
    "A4 by odd numbers": ("G101", lambda document: on_page(document, "pgSz", w="11900", h="16840")),
    "margins to the ink": ("", _to_the_ink),
    "a gutter": ("", lambda document: on_page(document, "pgMar", left="1134", gutter="454")),
    "25.4 mm on the right": ("", lambda document: on_page(document, "pgMar", right="1440")),
    "a foreign grid that is off": ("", lambda document: on_page(document, "docGrid", type="default", linePitch="312")),
    "lines by the grid": ("", _by_the_grid),
    "a wide character grid": (
        "G112",
        lambda document: on_page(document, "docGrid", type="linesAndChars", charSpace="0"),
    ),
    "29 points in the title": (
        "",
        lambda document: in_style(document, "公文标题", "pPr", "spacing", line="580", lineRule="exact"),
    ),
    "another 仿宋": ("", lambda document: in_style(document, "公文正文", "rPr", "rFonts", eastAsia="方正仿宋_GBK")),
    "a grey nobody sees": ("", lambda document: look(body(document)[0].runs[0], "color", val="1F1F1F")),
    "a highlight": ("", lambda document: look(body(document)[0].runs[0], "highlight", val="yellow")),
    "a red head": ("", _head),
    "a theme font that is the one written": ("G209", _theme_of_the_same_face),
    "lengths without characters": (
        "",
        lambda document: in_style(document, "公文正文", "pPr", "ind", firstLineChars=None, firstLine="640"),
    ),
    "a table of contents": ("G327", _contents),
    "a table of contents is not indented": ("G206", _contents),
    "who is spoken to": ("", lambda document: before(body(document)[3], "各位代表、同志们：", "主送机关")),
    "a line below the title": (
        "",
        lambda document: property_of(
            before(starting(document, "市委办公室、"), "（2024年1月29日）", "主送机关"), "jc", val="center"
        ),
    ),
    "spaces in a document's number": (
        "",
        lambda document: setattr(starting(document, "×民函").runs[0], "text", "×民函〔2024〕 5号"),
    ),
    "小标宋 of another foundry": (
        "",
        lambda document: font(starting(document, "XX市民政局2023").runs[0], "FZXiaoBiaoSong-B05S"),
    ),
    "a title with equal indents": (
        "",
        lambda document: property_of(starting(document, "XX市民政局2023"), "ind", left="600", right="600"),
    ),
    "a blank line that is a paragraph": ("", _blank_between),
    "no first level": (
        "G328",
        lambda document: [
            one._p.getparent().remove(one._p) for one in document.paragraphs if one.style.name == "一级标题"
        ],
    ),
    "a figure at the beginning": (
        "",
        lambda document: setattr(body(document)[3].runs[0], "text", "2.5万人得到救助，全部建立台账，按月更新信息。"),
    ),
    "spaces in a date": (
        "",
        lambda document: setattr(starting(document, "2024年1月29日").runs[0], "text", "2024年1月 29日"),
    ),
    "no seal": ("", _unsealed),
    "no seal and a long date": ("", _unsealed_long_date),
    "a long signature": ("", _long_signature),
    "a page break": ("", _page_break),
    "quotes in the name of an attachment": (
        "",
        lambda document: setattr(starting(document, "工作完成").runs[0], "text", "《工作 完成情况表》"),
    ),
    "dashes without spaces": ("", lambda document: setattr(footer(document).runs[0], "text", "—")),
    "a page number in NSimSun": (
        "",
        lambda document: [look(run, "rFonts", ascii="NSimSun", hAnsi="NSimSun") for run in footer(document).runs],
    ),
    "a footer at 26 mm": ("", lambda document: on_page(document, "pgMar", footer="1474")),
    "text behind the note": (
        "",
        lambda document: after(starting(document, "表内容略", last=True), "（此件另存）", "公文正文"),
    ),
}


@pytest.mark.parametrize("name", NEAR)
def test_a_near_miss_is_none(name: str) -> None:
    """``code`` empty: nothing at all is reported."""
    code, edit = NEAR[name]
    found = codes(verdict(planted(edit)))
    assert not found if not code else code not in found, found
