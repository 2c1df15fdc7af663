"""The words of a Word file: tracked changes accepted, nothing twice, nothing that crashes the reader."""

from __future__ import annotations

import pytest

from report_kit.ooxml.comments import Comment, with_comments
from report_kit.ooxml.package import Package, read_package
from report_kit.ooxml.text import Annotation, comments, paragraphs
from report_kit.ooxml.xml import XmlError, run_text
from tests.unit.render.factory import docx, paragraph

RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
BOX = (
    "<w:p><w:r><w:t>外</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent>"
    "<w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
    "<w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    "<w:r><w:t>文</w:t></w:r></w:p>"
)


def read(body: str, parts: dict[str, str] | None = None) -> tuple[str, ...]:
    package = read_package(docx(body, parts))
    assert isinstance(package, Package)
    return paragraphs(package)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph("甲") + "<w:p/>" + paragraph("乙"), ("甲", "乙")),
        ("<w:tbl><w:tr><w:tc>" + paragraph("格") + "</w:tc></w:tr></w:tbl>", ("格",)),
        (
            "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>"
            + paragraph("控")
            + "</w:sdtContent></w:sdt>",
            ("控",),
        ),
        ("<w:p><w:sdt><w:sdtContent><w:r><w:t>内</w:t></w:r></w:sdtContent></w:sdt></w:p>", ("内",)),
        ("<w:p><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:r><w:t>接</w:t></w:r></w:p>", ("链接",)),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", ("a\tb\nc",)),
        ("<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='1'/></w:tabs></w:pPr><w:r><w:t>x</w:t></w:r></w:p>", ("x",)),
        ("<w:p><w:r><w:t> a </w:t></w:r>" + RUN.format(" b ") + "</w:p>", ("a b ",)),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>1</w:t></w:r></w:p>", ("1",)),
        (BOX, ("外文", "框")),
    ],
)
def test_what_stands_in_the_document_is_read_once(body: str, expected: tuple[str, ...]) -> None:
    assert read(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<w:p><w:r><w:t>完成</w:t></w:r><w:del w:id='1'><w:r><w:delText>82</w:delText></w:r></w:del><w:ins w:id='2'>"
            + RUN.format("182")
            + "</w:ins><w:r><w:t>件</w:t></w:r></w:p>",
            ("完成182件",),
        ),
        (
            "<w:p><w:moveFrom w:id='1'><w:r><w:t>去</w:t></w:r></w:moveFrom><w:moveTo w:id='2'><w:r><w:t>来</w:t></w:r></w:moveTo></w:p>",
            ("来",),
        ),
        (
            "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>上</w:t></w:r></w:p>" + paragraph("下"),
            ("上下",),
        ),
        (
            "<w:p><w:pPr><w:rPr><w:ins w:id='1'/></w:rPr></w:pPr><w:r><w:t>上</w:t></w:r></w:p>" + paragraph("下"),
            ("上", "下"),
        ),
        (
            "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>" + paragraph("删") + "</w:tc></w:tr>"
            "<w:tr><w:tc>" + paragraph("留") + "</w:tc></w:tr></w:tbl>",
            ("留",),
        ),
        ("<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel w:id='1'/></w:tcPr>" + paragraph("删") + "</w:tc></w:tr></w:tbl>", ()),
    ],
)
def test_tracked_changes_count_as_accepted(body: str, expected: tuple[str, ...]) -> None:
    assert read(body) == expected


@pytest.mark.parametrize("value", ["&", "<总计>", "“引号”", "a\tb", "甲\n乙", "🎉", "䶮", "\ue000", " 前后有空格 "])
def test_hostile_values_are_read_as_written(value: str) -> None:
    assert read(f"<w:p><w:r>{run_text(value)}</w:r></w:p>") == (value,)


def test_strict_documents_are_read() -> None:
    data = docx(paragraph("甲"))
    package = read_package(data)
    assert isinstance(package, Package)
    strict = package.parts["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert paragraphs(Package({**package.parts, "word/document.xml": strict})) == ("甲",)


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"\xff\xfe\x00",
        b"<a",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<a>" * 100_000,
        b"<a>" * 5_000 + b"</a>" * 5_000,
    ],
)
def test_what_is_no_document_is_refused(xml: bytes) -> None:
    package = read_package(docx(paragraph("甲")))
    assert isinstance(package, Package)
    with pytest.raises(XmlError):
        paragraphs(Package({**package.parts, "word/document.xml": xml}))


def test_the_deepest_document_accepted_is_read() -> None:
    nested = "<w:p><w:r><w:txbxContent>" * 60 + paragraph("底") + "</w:txbxContent></w:r></w:p>" * 60
    assert read(nested) == ("底",)


def test_a_huge_document_is_read_in_time() -> None:
    assert len(read(paragraph("甲") * 50_000)) == 50_000


def test_comments_are_read_with_their_authors() -> None:
    package = read_package(docx(paragraph("甲")))
    assert isinstance(package, Package)
    assert comments(package) == ()
    parts = with_comments(
        package.parts,
        "word/document.xml",
        [Comment(0, "一\n二"), Comment(1, "<三>")],
        author="张&三",
        initials="z",
        date="",
    )
    assert comments(Package(parts)) == (Annotation("张&三", "一\n二"), Annotation("张&三", "<三>"))
