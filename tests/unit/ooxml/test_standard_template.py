"""The shipped template is the generated one, is valid, and has the values of GB/T 9704-2012."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from docx import Document

from report_kit.ooxml.package import Package, read_package, write_package
from report_kit.ooxml.properties import PARAGRAPH_ORDER
from report_kit.ooxml.red_header import red_header_template
from report_kit.ooxml.standard_template import standard_template
from report_kit.ooxml.xml import W, decode
from tests.unit.ooxml.order import ORDER, breaches
from tests.unit.render.factory import problems, rendered, sample, written

SHIPPED = Path(__file__).parents[3] / "templates" / "report.docx"
MM = 56.693
"""Twips of a millimetre."""


def package(data: bytes) -> Package:
    found = read_package(data)
    assert isinstance(found, Package)
    return found


def tree(part: str) -> ET.Element:
    return ET.fromstring(decode(package(standard_template()).parts[part]))


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def style(name: str) -> ET.Element:
    return next(s for s in tree("word/styles.xml").iter(w("style")) if s.find(w("name")).get(w("val")) == name)


def values(element: ET.Element, path: str) -> dict[str, str]:
    found = element.find("/".join(w(step) for step in path.split("/")))
    assert found is not None, path
    return {key.removeprefix(f"{{{W}}}"): value for key, value in found.items()}


def test_the_shipped_template_is_the_generated_one() -> None:
    """After a change of the generator: ``make template``."""
    shipped = package(SHIPPED.read_bytes())
    assert write_package(shipped.parts) == standard_template()


def test_the_template_has_no_problem() -> None:
    assert problems(standard_template()) == []


FILES = {
    "template": standard_template(),
    "draft": written(rendered(sample()).draft),
    "red head": red_header_template(),
    "draft with a red head": written(rendered(sample(), red_header_template()).draft),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_every_element_is_where_the_schema_wants_it(data) -> None:
    parts = package(data).parts
    checked = [name for name in parts if name.startswith("word/") and name.endswith(".xml")]
    assert len(checked) == 6
    assert [found for name in checked for found in breaches(decode(parts[name]))] == []


def test_the_order_test_bites() -> None:
    wrong = f'<w:p xmlns:w="{W}"><w:pPr><w:jc/><w:ind/><w:x/></w:pPr></w:p>'
    assert list(breaches(wrong)) == ["pPr: ind after jc", "pPr: x unknown"]
    assert ORDER["pPr"].split() == list(PARAGRAPH_ORDER)


def test_python_docx_reads_it() -> None:
    document = Document(io.BytesIO(standard_template()))
    assert document.paragraphs[0].text == "{{ title }}"
    assert document.settings.odd_and_even_pages_header_footer


def test_the_page() -> None:
    section = tree("word/document.xml").find(f".//{w('sectPr')}")
    size, margins, grid = (values(section, name) for name in ("pgSz", "pgMar", "docGrid"))
    assert (size["w"], size["h"]) == ("11906", "16838")
    assert [round(int(margins[side]) / MM) for side in ("top", "right", "bottom", "left")] == [37, 26, 35, 28]
    assert grid == {"type": "lines", "linePitch": "579"}
    height = int(size["h"]) - int(margins["top"]) - int(margins["bottom"])
    width = int(size["w"]) - int(margins["left"]) - int(margins["right"])
    assert height // 579 == 22
    assert width // 315 == 28


STYLES = {
    "公文标题": ("方正小标宋简体", "44", "center"),
    "主送机关": ("仿宋_GB2312", "32", "both"),
    "公文正文": ("仿宋_GB2312", "32", "both"),
    "一级标题": ("黑体", "32", "both"),
    "二级标题": ("楷体_GB2312", "32", "both"),
    "三级标题": ("仿宋_GB2312", "32", "both"),
    "附件说明": ("仿宋_GB2312", "32", "both"),
    "发文机关署名": ("仿宋_GB2312", "32", "center"),
    "成文日期": ("仿宋_GB2312", "32", "right"),
    "页码单页": ("宋体", "28", "right"),
    "页码双页": ("宋体", "28", "left"),
}


@pytest.mark.parametrize("name", STYLES)
def test_faces_and_sizes(name) -> None:
    face, size, side = STYLES[name]
    found = style(name)
    assert set(values(found, "rPr/rFonts").values()) == {face}
    assert values(found, "rPr/sz")["val"] == size
    assert values(found, "pPr/jc")["val"] == side
    assert values(found, "rPr/b")["val"] == "0"
    assert values(found, "rPr/color")["val"] == "000000"


@pytest.mark.parametrize("name", ["公文标题", "主送机关", "公文正文", "一级标题", "附件说明", "成文日期"])
def test_lines_are_exact_and_never_leave_a_line_over(name) -> None:
    spacing = values(style(name), "pPr/spacing")
    assert (spacing["line"], spacing["lineRule"]) == ("579", "exact")
    assert int(spacing["before"]) % 579 == int(spacing["after"]) % 579 == 0
    assert values(style(name), "pPr/widowControl")["val"] == "0"


INDENTS = {
    "公文正文": {"firstLineChars": "200", "firstLine": "630"},
    "主送机关": {"firstLineChars": "0", "firstLine": "0", "left": "0"},
    "成文日期": {"rightChars": "400", "right": "1260"},
    "附件说明": {"leftChars": "500", "left": "1575", "hangingChars": "300", "hanging": "945"},
    "附件说明首项": {"leftChars": "600", "left": "1890", "hangingChars": "400", "hanging": "1260"},
    "附件说明续项": {"leftChars": "600", "left": "1890", "hangingChars": "100", "hanging": "315"},
    "页码单页": {"rightChars": "100", "right": "280"},
    "页码双页": {"leftChars": "100", "left": "280"},
}


@pytest.mark.parametrize("name", INDENTS)
def test_indents_are_written_in_characters_and_in_twips(name) -> None:
    found = values(style(name), "pPr/ind")
    assert found.items() >= INDENTS[name].items()


def test_headings_stay_with_their_text_and_appear_in_the_outline() -> None:
    for level, name in enumerate(("一级标题", "二级标题", "三级标题", "四级标题")):
        assert values(style(name), "pPr/outlineLvl")["val"] == str(level)
        values(style(name), "pPr/keepNext")


def test_nothing_comes_from_a_theme_and_no_paragraph_has_formatting_of_its_own() -> None:
    parts = package(standard_template()).parts
    assert not any(b"Theme=" in data or b"theme" in name.encode() for name, data in parts.items())
    for properties in tree("word/document.xml").iter(w("pPr")):
        assert [child.tag for child in properties] == [w("pStyle")]


def test_page_numbers_are_dashes_and_a_field() -> None:
    for part in ("word/footer1.xml", "word/footer2.xml"):
        assert "".join(tree(part).itertext()) == "—  PAGE 1 —"
    assert values(tree("word/settings.xml"), "evenAndOddHeaders") == {}
