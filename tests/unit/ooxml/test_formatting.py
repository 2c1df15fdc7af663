"""Which formatting takes effect, where several layers say something, and in files that are not as they should be."""

from __future__ import annotations

import pytest

from report_kit.ooxml.formatting.model import ParagraphLook, Sheet
from report_kit.ooxml.formatting.reading import look_at
from report_kit.ooxml.package import Package, PackageProblem, read_package, write_package
from report_kit.ooxml.text import numbered
from report_kit.ooxml.wiring import with_part
from report_kit.ooxml.xml import DECLARATION
from tests.property.word_files import NAMES
from tests.unit.render.factory import docx

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sheet(body: str, styles: str = "", **others: str) -> Sheet:
    """What a file looks like with these paragraphs, styles and other parts (settings, numbering, theme)."""
    package = read_package(docx(body))
    assert isinstance(package, Package)
    parts = dict(package.parts)
    for kind, content in {"styles": styles, **others}.items():
        name, root = f"word/{kind}.xml", {"theme": "a:theme"}.get(kind, f"w:{kind}")
        xml = f"{DECLARATION}<{root} {NAMES}>{content}</{root.split(' ')[0]}>"
        parts = with_part(
            parts, "word/document.xml", name, xml.encode(), content_type="application/xml", kind=f"{OFFICE}/{kind}"
        )
    again = read_package(write_package(parts))
    assert isinstance(again, Package)
    found = look_at(again)
    assert isinstance(found, Sheet), found
    return found


def one(body: str, styles: str = "", **others: str) -> ParagraphLook:
    return sheet(body, styles, **others).paragraphs[0]


def style(key: str, inner: str, kind: str = "paragraph", more: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{key}" {more}><w:name w:val="{key}"/>{inner}</w:style>'


def para(properties: str = "", run: str = "", text: str = "甲") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


DEFAULTS = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="200" w:line="276"/></w:pPr></w:pPrDefault></w:docDefaults>'


def test_defaults_then_styles_then_what_is_their_own() -> None:
    styles = (
        DEFAULTS
        + style("A", '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="32"/></w:rPr>')
        + style("B", '<w:basedOn w:val="A"/><w:pPr><w:spacing w:line="579" w:lineRule="exact"/></w:pPr>')
    )
    assert one(para(), styles).runs[0].size == 22
    found = one(para('<w:pStyle w:val="B"/>'), styles)
    assert (found.jc, found.line, found.rule, found.after, found.runs[0].size) == ("center", 579, "exact", 200, 32)
    assert one(para('<w:pStyle w:val="B"/><w:jc w:val="end"/>', '<w:sz w:val="44"/>'), styles).jc == "right"


def test_a_paragraph_without_a_style_has_the_default_one() -> None:
    styles = style("N", '<w:rPr><w:sz w:val="32"/></w:rPr>', more='w:default="1"')
    assert one(para(), styles).runs[0].size == 32
    assert one(para('<w:pStyle w:val="gone"/>'), styles).runs[0].size == 32


def test_styles_based_on_each_other_end() -> None:
    styles = style("A", '<w:basedOn w:val="B"/><w:rPr><w:b/></w:rPr>') + style("B", '<w:basedOn w:val="A"/>')
    assert one(para('<w:pStyle w:val="A"/>'), styles).runs[0].bold


@pytest.mark.parametrize(
    ("paragraph", "character", "own", "bold"),
    [
        ("<w:b/>", "<w:b/>", "", False),
        ("<w:b/>", "", "", True),
        ("", "<w:b/>", "", True),
        ("<w:b/>", "<w:b/>", "<w:b/>", True),
    ],
)
def test_bold_in_both_styles_is_off(paragraph: str, character: str, own: str, bold: bool) -> None:
    styles = style("P", f"<w:rPr>{paragraph}</w:rPr>") + style("C", f"<w:rPr>{character}</w:rPr>", "character")
    found = one(para('<w:pStyle w:val="P"/>', f'<w:rStyle w:val="C"/>{own}'), styles)
    assert found.runs[0].bold is bold


THEME = (
    '<a:themeElements><a:fontScheme name="x"><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/>'
    '<a:font script="Hans" typeface="等线"/></a:minorFont></a:fontScheme></a:themeElements>'
)


def test_a_theme_wins_over_the_name_beside_it_and_a_name_over_a_theme_below() -> None:
    styles = style(
        "P", '<w:rPr><w:rFonts w:eastAsia="宋体" w:eastAsiaTheme="minorEastAsia" w:asciiTheme="minorHAnsi"/></w:rPr>'
    )
    themed = one(para('<w:pStyle w:val="P"/>'), styles, theme=THEME).runs[0]
    assert (themed.face, themed.named, themed.latin, themed.theme) == ("等线", "宋体", "Calibri", True)
    named = one(para('<w:pStyle w:val="P"/>', '<w:rFonts w:eastAsia="仿宋"/>'), styles, theme=THEME).runs[0]
    assert (named.face, named.theme) == ("仿宋", False)
    assert one(para('<w:pStyle w:val="P"/>'), styles).runs[0].face == "宋体"  # no theme in the file


def test_indents_of_one_kind_replace_the_other() -> None:
    styles = style("P", '<w:pPr><w:ind w:firstLine="630" w:firstLineChars="200" w:left="10"/></w:pPr>')
    found = one(para('<w:pStyle w:val="P"/><w:ind w:hanging="400" w:hangingChars="100"/>'), styles).indent
    assert (found.left, found.first, found.first_chars) == (10, -400, -100)
    assert one(para('<w:ind w:start="5" w:end="6" w:startChars="7"/>')).indent[:4] == (5, 6, 0, 7)


def test_spacing_in_lines_is_counted_by_the_grid() -> None:
    section = '<w:sectPr><w:docGrid w:type="lines" w:linePitch="600"/></w:sectPr>'
    assert sheet(para('<w:spacing w:beforeLines="50" w:before="1"/>') + section).paragraphs[0].before == 300


@pytest.mark.parametrize("written", ["", "x", "1e9", "99999999999999999999", "--5", "²"])
def test_numbers_that_make_no_sense_are_none(written: str) -> None:
    found = one(para(f'<w:ind w:left="{written}"/><w:spacing w:line="{written}"/>', f'<w:sz w:val="{written}"/>'))
    assert (found.indent.left, found.line, found.runs[0].size) == (0, 240, 20)


def test_levels_of_a_list_are_counted_on() -> None:
    level = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:lvlText w:val="{2}"/><w:pPr><w:ind w:left="420"/></w:pPr></w:lvl>'
    numbering = (
        '<w:abstractNum w:abstractNumId="1">'
        + level.format(0, "chineseCounting", "（%1）")
        + level.format(1, "decimal", "%1.%2")
        + '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    )

    def listed(place: int) -> str:
        return para(f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="5"/></w:numPr>')

    found = sheet("".join(map(listed, [*[0] * 11, 1, 1, 0, 1])), numbering=numbering).paragraphs
    assert [one.label for one in found[9:]] == ["（十）", "（十一）", "十一.1", "十一.2", "（十二）", "十二.1"]
    assert found[0].indent.left == 420


def test_a_section_ends_where_its_settings_stand() -> None:
    first = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr></w:pPr></w:p>'
    found = sheet(first + para() + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>')
    assert [one.landscape for one in found.sections[:2]] == [True, False]
    assert [one.section for one in found.paragraphs] == [0, 1]
    assert [one.new_page for one in found.sections[:2]] == [True, False]


def test_a_page_break_belongs_to_the_words_behind_it() -> None:
    found = sheet(para() + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + para() + para()).paragraphs
    assert [one.pages for one in found] == [0, 0, 1, 0]


def test_revisions_count_as_accepted_and_places_are_those_of_the_words() -> None:
    body = (
        '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins w:id="2" w:author="a">'
        "<w:r><w:t>新</w:t></w:r></w:ins></w:p>"
        '<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p>'
        + para('<w:jc w:val="center"/>', text="后")
        + "<w:tbl><w:tr><w:tc>" + para(text="格") + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    found = sheet(body).paragraphs
    assert [(one.text, one.cell) for one in found] == [("新", False), ("前后", False), ("格", True)]
    assert found[1].jc == "center"
    package = read_package(docx(body))
    assert isinstance(package, Package)
    assert [(one.number, one.text) for one in numbered(package)] == [(one.number, one.text) for one in found]


def test_black_of_a_theme_is_black() -> None:
    assert one(para(run='<w:color w:val="000000" w:themeColor="text1"/>')).runs[0].color == ""
    assert one(para(run='<w:color w:val="0F0F0F" w:themeColor="text1" w:themeTint="F2"/>')).runs[0].color == "theme"
    assert one(para(run='<w:color w:val="auto"/>')).runs[0].color == ""


def test_a_document_of_another_make_of_xml_is_refused_with_a_reason() -> None:
    package = Package({"word/document.xml": b"<x", "_rels/.rels": _rels(), "[Content_Types].xml": b"<Types/>"})
    assert isinstance(look_at(package), PackageProblem)


def _rels() -> bytes:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    ).encode()
