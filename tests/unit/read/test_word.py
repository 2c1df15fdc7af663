"""Word files: every place where words stand, in order, changes accepted; what is no Word file is named."""

from __future__ import annotations

import io
import zipfile

import pytest

from report_kit.ooxml.xml import W
from report_kit.read import read_document
from tests.unit.read.places import misplaced, words
from tests.unit.render.factory import docx, paragraph

NS = f'xmlns:w="{W}"'
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LONG_TABLE = (
    "<w:tbl>" + "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>".format(paragraph("镇"), paragraph("12")) + "</w:tbl>"
)


def changed(part: str, content: str | bytes | None) -> bytes:
    """A Word file with one part replaced, or (None) left out."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx(paragraph("甲")))) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        if content is not None:
            new.writestr(part, content)
    return stream.getvalue()


def body(xml: str) -> str:
    return f"<w:document {NS}><w:body>{xml}</w:body></w:document>"


def test_a_line_is_the_number_of_the_paragraph() -> None:
    document = read_document(
        "总结.docx", docx(paragraph("甲") + "<w:p/>" + paragraph("  乙") + LONG_TABLE + paragraph("丙"))
    )
    assert document.reading is not None
    blocks = document.reading.draft.blocks
    assert [(block.text, block.spans[0].origin.location.line) for block in blocks] == [  # type: ignore[union-attr]
        ("甲", 1), ("乙", 3), ("镇", 4), ("12", 5), ("丙", 6),
    ]  # fmt: skip
    assert [block.style == "table cell" for block in blocks] == [False, False, True, True, False]
    assert misplaced(document) == []


def test_line_breaks_make_paragraphs_with_places() -> None:
    document = read_document(
        "总结.docx", docx("<w:p><w:r><w:t>甲一</w:t><w:br/><w:t>乙二</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>")
    )
    assert words(document) == ["甲一", "乙二\t丙"]
    assert misplaced(document) == []


def test_changes_are_accepted_and_comments_left_out() -> None:
    xml = (
        "<w:p><w:r><w:t>完成</w:t></w:r><w:del w:id='1'><w:r><w:delText>82</w:delText></w:r></w:del>"
        "<w:ins w:id='2'><w:r><w:t>182</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent>" + paragraph("控件") + "</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>外</w:t></w:r><w:r><w:pict><w:txbxContent>" + paragraph("框") + "</w:txbxContent></w:pict></w:r></w:p>"
    )  # fmt: skip
    document = read_document("总结.docx", docx(xml))
    assert words(document) == ["完成182件", "控件", "外", "框"]
    assert misplaced(document) == []


ARROWS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def wired(content: str, **parts: str) -> bytes:
    """A Word file with further parts, each by the last word of the relationship that leads to it."""
    arrows = "".join(f'<Relationship Id="x{kind}" Type="{ARROWS}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    rels = f'<Relationships xmlns="{RELATIONSHIPS}">{arrows}</Relationships>'
    named = {f"word/{kind}.xml": xml for kind, xml in parts.items()}
    return docx(content, {"word/_rels/document.xml.rels": rels, **named})


def test_notes_and_margins_are_read_and_named() -> None:
    data = wired(
        paragraph("甲"),
        footnotes=f"<w:footnotes {NS}><w:footnote>{paragraph('2023年数')}</w:footnote></w:footnotes>",
        header=f"<w:hdr {NS}>{paragraph('内部资料')}</w:hdr>",
    )
    document = read_document("总结.docx", data)
    assert sorted(words(document)) == ["2023年数", "内部资料", "甲"]
    assert set(document.sources) == {"总结.docx", "总结.docx#脚注", "总结.docx#页眉"}
    assert misplaced(document) == []


def test_styles_tell_headings() -> None:
    styles = (
        f'<w:styles {NS}><w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Mine"><w:basedOn w:val="H1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    content = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in (("Mine", "亮点工作"), ("A", "甲"), ("H1", "2024年工作计划"), ("B", "乙"))
    )
    reading = read_document("总结.docx", wired(content, styles=styles), year=2023).reading
    assert reading is not None
    assert [block.level for block in reading.draft.blocks] == [1, 0, 1, 0]
    assert [chapter.year for chapter in reading.report.chapters] == [2023, 2024]


ENTITY = (
    f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>{body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>")}'
)


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", "F007", "空"),
        (b"2023", "F007", "不是 Word 文件"),
        (docx(paragraph("甲"))[:500], "F007", "损坏"),
        (docx(paragraph("甲"))[:-30], "F007", "损坏"),
        (_OLE + b"\0" * 600, "F007", "密码"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "F007", "文件加了密码，无法读取"),
        (_OLE + "WordDocument".encode("utf-16-le"), "F007", ".doc"),
        (changed("word/document.xml", None), "F007", "没有正文"),
        (changed("[Content_Types].xml", None), "F007", "不是 Word 文件"),
        (changed("word/document.xml", "<w:document"), "F007", "正文读不出来"),
        (changed("word/document.xml", ENTITY), "F007", "为安全起见"),
        (changed("word/document.xml", body("<w:sdt>" * 5000 + "</w:sdt>" * 5000)), "F007", "为安全起见"),
        (changed("word/document.xml", body("<w:p/>")), "F007", "没有文字"),
        (changed("word/document.xml", body(" " * (33 * 2**20))), "F004", "32 MB"),
        (changed("word/media/a.bin", b"0" * (129 * 2**20)), "F007", "128 MB"),
        (changed("word/document.xml", body(paragraph("甲" * 2_000_001))), "F004", "200万字"),
    ],
)
def test_what_is_no_word_file_is_named(data: bytes, code: str, said: str) -> None:
    document = read_document("总结.docx", data)
    (problem,) = document.diagnostics
    assert document.reading is None
    assert problem.code == code
    assert said in problem.message.text()


def test_a_word_file_under_another_name_is_read() -> None:
    assert words(read_document("总结.txt", docx(paragraph("甲")))) == ["甲"]


def test_two_hundred_pages_are_read() -> None:
    document = read_document(
        "总结.docx", docx("".join(paragraph(f"第{n}段，全年共救助{n}人。" * 5) for n in range(1600)))
    )
    assert len(words(document)) == 1600
    assert misplaced(document) == []
