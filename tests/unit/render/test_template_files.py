"""Template files: what is refused as a whole, and what Word, WPS and LibreOffice leave in files that are fine."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from report_kit.ooxml.package import Package, read_package
from report_kit.ooxml.standard_template import standard_template
from report_kit.render import compile_template
from tests.unit.render.factory import (
    STYLES,
    WORD,
    W,
    docx,
    paragraph,
    problems,
    rendered,
    sample,
    tagged,
    template,
    written,
    xml_of,
)

EXTERNAL = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="http://x/{kind}" Target="http://a.example/b" TargetMode="External"/></Relationships>'
)


REFUSED = {
    "no Word file": (b"%PDF-1.7", "W001 1"),
    "an encrypted file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "W001 1"),
    "macros": (docx(paragraph("甲"), {"word/vbaProject.bin": "x"}), "W002 1"),
    "a picture from the net": (
        docx(paragraph("甲"), {"word/_rels/document.xml.rels": EXTERNAL.format(kind="image")}),
        "W002 1",
    ),
    "a template of its own": (
        docx(paragraph("甲"), {"word/_rels/settings.xml.rels": EXTERNAL.format(kind="attachedTemplate")}),
        "W002 1",
    ),
    "a document type in a part that is not filled": (
        docx(paragraph("甲"), {"word/settings.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        "W001 1",
    ),
    "a part that is no XML": (docx(paragraph("甲"), {"word/settings.xml": "<a>"}), "W001 1"),
    "a namespace under another name": (docx(f'<x:p xmlns:x="{W}"/>'), "W001 1"),
    "a revision": (docx(f'<w:p><w:ins w:id="1">{paragraph("甲")[5:-6]}</w:ins></w:p>'), "W112 1"),
    "a changed format": (
        docx(paragraph("甲") + "<w:p><w:pPr><w:pPrChange w:id='1'><w:pPr/></w:pPrChange></w:pPr></w:p>"),
        "W112 2",
    ),
    "a comment": (docx(paragraph("甲") + '<w:p><w:commentRangeStart w:id="0"/></w:p>'), "W113 2"),
    "a private character": (template("甲", "乙\U000f0000"), "W115 2"),
    "a private character by number": (docx("<w:p><w:r><w:t>&#xF1000;</w:t></w:r></w:p>"), "W115 1"),
    "a private character in an attribute": (docx('<w:p><w:pPr><w:pStyle w:val="\U000f0002"/></w:pPr></w:p>'), "W115 1"),
}


@pytest.mark.parametrize(("data", "problem"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_template(data, problem) -> None:
    assert problems(data) == [problem]


HARMLESS = {
    "a link": docx(paragraph("甲"), {"word/_rels/document.xml.rels": EXTERNAL.format(kind="hyperlink")}),
    "a word like a revision": docx("<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:insertion/></w:r></w:p>"),
    "private use of the first plane": template("\ue000"),
    "braces": template("{甲}", "｛乙｝", "｛占100％｝", "a } b", "# 号", "{ { x } }"),
    "percent": template("增长4.86%，占比100%"),
}


@pytest.mark.parametrize("data", HARMLESS.values(), ids=HARMLESS)
def test_what_is_harmless(data) -> None:
    assert problems(data) == []


def test_13_a_template_without_properties() -> None:
    """LibreOffice leaves docProps/core.xml out; docxtpl then wrote it twice."""
    draft = rendered(tagged("标题"), template("{{ title }}")).draft
    data = written(draft)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
    assert Document(io.BytesIO(data)).core_properties.title == "标题"


PROPERTIES = {
    "docProps/core.xml": '<cp:coreProperties xmlns:cp="x"><dc:creator xmlns:dc="y">张三</dc:creator></cp:coreProperties>',
    "docProps/app.xml": "<Properties><Company>某公司</Company></Properties>",
    "docProps/custom.xml": "<Properties><property name='KSOProductBuildVer'/></Properties>",
    "docProps/thumbnail.jpeg": "x",
}


def test_the_names_word_and_wps_keep_are_left_out() -> None:
    """WPS writes custom properties into every file; a final report carries one property only, its own."""
    kinds = ("core-properties", "extended-properties", "custom-properties", "metadata/thumbnail")
    arrows = "".join(
        f'<Relationship Id="p{n}" Type="http://x/{kind}" Target="{part}"/>'
        for n, (kind, part) in enumerate(zip(kinds, PROPERTIES, strict=True))
    )
    main = '<Relationship Id="r" Type="http://x/officeDocument" Target="/word/document.xml"/>'
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{main}{arrows}</Relationships>'
    data = docx(paragraph("{{ title }}"), {**PROPERTIES, "_rels/.rels": rels})
    draft = rendered(tagged("标题"), data).draft
    package = read_package(written(draft))
    assert isinstance(package, Package)
    assert not any(words in b"".join(package.parts.values()) for words in ("张三".encode(), "某公司".encode(), b"KSO"))
    assert sorted(name for name in package.parts if name.startswith("docProps")) == [
        "docProps/app.xml",
        "docProps/core.xml",
    ]
    assert [(r.type.rpartition("/")[2], r.target) for r in package.relationships()] == [
        ("officeDocument", "/word/document.xml"),
        ("core-properties", "docProps/core.xml"),
        ("extended-properties", "docProps/app.xml"),
    ]
    assert package.content_type("docProps/custom.xml") == "application/xml"


def test_a_dotx_becomes_a_docx() -> None:
    data = docx(paragraph("{{ title }}"), types={"/word/document.xml": f"{WORD}template.main+xml"})
    package = read_package(written(rendered(tagged(), data).draft))
    assert isinstance(package, Package)
    assert package.content_type("word/document.xml") == f"{WORD}document.main+xml"


def test_parts_without_tags_stay_as_they_are() -> None:
    settings = f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><!-- 甲 --></w:settings>'
    draft = rendered(tagged(), docx(paragraph("甲"), {"word/settings.xml": settings, "word/media/a.png": "\x01"})).draft
    assert draft.static["word/settings.xml"] == settings.encode()
    assert draft.static["word/media/a.png"] == b"\x01"


def test_the_traces_of_editing_are_left_out() -> None:
    body = (
        '<w:p w:rsidR="00A1B2C3" w14:paraId="1" xmlns:w14="w14"><w:bookmarkStart w:id="0" w:name="_GoBack"/>'
        '<w:bookmarkEnd w:id="0"/><w:proofErr w:type="spellStart"/><w:r w:rsidRPr="00A1B2C3"><w:lastRenderedPageBreak/>'
        "<w:t>{{ title }}</w:t></w:r></w:p>"
    )
    xml = xml_of(rendered(tagged(), docx(body)).draft)
    assert not any(trace in xml for trace in ("rsid", "paraId", "proofErr", "lastRendered", "_GoBack", " rk="))


def test_places_name_part_heading_paragraph_and_words() -> None:
    body = (
        paragraph("一、情况", "1")
        + paragraph("{{ titel }}")
        + f"<w:tbl><w:tr><w:tc>{paragraph('{{ x }}')}</w:tc></w:tr></w:tbl>"
    )
    footer = f'<w:ftr xmlns:w="{W}">{paragraph("{{ dat }}")}</w:ftr>'
    data = docx(
        body, {**STYLES[0], "word/footer1.xml": footer}, {**STYLES[1], "/word/footer1.xml": f"{WORD}footer+xml"}
    )
    found = compile_template("templates/报告.docx", data).diagnostics
    assert [str(d.location) for d in found] == [
        "templates/报告.docx:1:1",
        "templates/报告.docx:2:1",
        "templates/报告.docx:3:1",
    ]
    assert [str(d.message) for d in found] == [
        "页脚第1段“{{ dat }}”：没有名为 dat 的内容",
        "正文第2段（在“一、情况”之下）“{{ titel }}”：没有名为 titel 的内容",
        "正文第3段（在“一、情况”之下）“{{ x }}”：没有名为 x 的内容",
    ]
    assert str(found[1].hint) == "是不是 title？"


def test_style_names_are_those_shown_in_word() -> None:
    data = docx(paragraph("{{ title }}", "1") + paragraph("{{ unit }}"), *STYLES)
    assert [block.style for block in rendered(tagged(), data).draft.blocks] == ["一级标题", "正文"]


def test_the_standard_template_shows_everything() -> None:
    assert rendered(sample(), standard_template()).diagnostics == ()


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"])
def test_a_damaged_part_is_a_problem_and_no_traceback(part) -> None:
    package = read_package(standard_template())
    assert isinstance(package, Package)
    for damage in (b"", b"<", b"\xff\xfe", package.parts[part][:-9], b"<a/>"):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in {**package.parts, part: damage}.items():
                archive.writestr(name, content)
        found = compile_template("t.docx", stream.getvalue())
        assert {d.code for d in found.diagnostics} <= {"W001"}
