"""The standard template, ``templates/report.docx``: page, styles, page numbers and the loops of a report.

The file is meant to be edited in Word or WPS; this is where it comes from. All formatting is in
styles (``standard_styles``); the page is the nominal reading of GB/T 9704-2012: margins of 37, 35,
28 and 26 mm, a grid of 22 lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.ooxml.document_properties import app_properties, core_properties
from report_kit.ooxml.package import write_package
from report_kit.ooxml.standard_styles import (
    FANGSONG,
    FOOTERS,
    HEITI,
    KAITI,
    PARAGRAPH_STYLES,
    SONGTI,
    XIAOBIAOSONG,
    ParagraphStyle,
    styles_xml,
)
from report_kit.ooxml.standard_tables import INDICATORS, INDICATORS_NOTE, PLANS, Table, table_xml
from report_kit.ooxml.xml import DECLARATION, W, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# Style and text of every paragraph of the body. A run with a character style is written as a pair.
Paragraph = tuple[str, tuple[str | tuple[str, str], ...]]
Content = Paragraph | Table | str
"""A paragraph, a table for rows of the report, or WordprocessingML as it is."""

BODY: tuple[Content, ...] = (
    ("Title", ("{{ title }}",)),
    ("Addressee", ("{%p if to %}",)),
    ("Addressee", ("{{ to }}",)),
    ("Addressee", ("{%p endif %}",)),
    ("Body", ("{%p for paragraph in opening %}",)),
    ("Body", ("{{ paragraph.text }}",)),
    ("Body", ("{%p endfor %}",)),
    ("Heading1", ("{%p for chapter in chapters %}",)),
    ("Heading1", ("{{ chapter.heading }}",)),
    ("Body", ("{%p for paragraph in chapter.paragraphs %}",)),
    ("Body", ("{{ paragraph.text }}",)),
    ("Body", ("{%p endfor %}",)),
    ("Heading2", ("{%p for item in chapter.items %}",)),
    ("Heading2", ("{%p if item.heading %}",)),
    ("Heading2", ("{{ item.heading }}",)),
    ("Heading2", ("{%p endif %}",)),
    ("Body", ("{%p for paragraph in item.paragraphs %}",)),
    (
        "Body",
        (
            ("Heading2Text", "{{ paragraph.heading }}"),
            "{{ paragraph.number }}",
            "{{ paragraph.lead }}",
            "{{ paragraph.text }}",
        ),
    ),
    ("Body", ("{%p endfor %}",)),
    ("Heading3", ("{%p for group in item.groups %}",)),
    ("Heading3", ("{%p if group.heading %}",)),
    ("Heading3", ("{{ group.heading }}",)),
    ("Heading3", ("{%p endif %}",)),
    ("Body", ("{%p for paragraph in group.paragraphs %}",)),
    (
        "Body",
        (
            ("Heading3Text", "{{ paragraph.heading }}"),
            "{{ paragraph.number }}",
            "{{ paragraph.lead }}",
            "{{ paragraph.text }}",
        ),
    ),
    ("Body", ("{%p endfor %}",)),
    ("Heading3", ("{%p endfor %}",)),
    ("Body", ("{%p for paragraph in item.after %}",)),
    ("Body", ("{{ paragraph.text }}",)),
    ("Body", ("{%p endfor %}",)),
    ("Heading2", ("{%p endfor %}",)),
    ("Heading1", ("{%p endfor %}",)),
    ("Body", ("{%p for paragraph in closing %}",)),
    ("Body", ("{{ paragraph.text }}",)),
    ("Body", ("{%p endfor %}",)),
    ("Attachments", ("{%p for attachment in attachments %}",)),
    ("Attachments", ("{%p if not attachment.number %}",)),
    ("Attachments", ("附件：", "{{ attachment.title }}")),
    ("AttachmentsFirst", ("{%p elif loop.first %}",)),
    ("AttachmentsFirst", ("附件：", "{{ attachment.number }}", "{{ attachment.title }}")),
    ("AttachmentsMore", ("{%p else %}",)),
    ("AttachmentsMore", ("{{ attachment.number }}", "{{ attachment.title }}")),
    ("AttachmentsMore", ("{%p endif %}",)),
    ("Attachments", ("{%p endfor %}",)),
    ("Signature", ("{{ unit }}",)),
    ("IssueDate", ("{{ date }}",)),
    ("AnnexLabel", ("{%p for annex in annexes %}",)),
    ("AnnexLabel", ("附件", "{{ annex.number }}")),
    ("AnnexTitle", ("{{ annex.title }}",)),
    ("Body", ("{%p for paragraph in annex.paragraphs %}",)),
    ("Body", ("{{ paragraph.text }}",)),
    ("Body", ("{%p endfor %}",)),
    ("TableNote", ("{%p if annex.indicators %}",)),
    INDICATORS,
    ("TableNote", (INDICATORS_NOTE,)),
    ("Chart", ("{%p for chart in annex.charts %}",)),
    ("Chart", ("{{ chart.drawing }}",)),
    ("Chart", ("{%p endfor %}",)),
    ("TableNote", ("{%p endif %}",)),
    ("TableEnd", ("{%p if annex.plans %}",)),
    PLANS,
    ("TableEnd", ()),
    ("TableEnd", ("{%p endif %}",)),
    ("AnnexLabel", ("{%p endfor %}",)),
)

_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1417" w:gutter="0"/>'
    '<w:cols w:space="720"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
)

_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="630"/><w:evenAndOddHeaders/>'
    '<w:drawingGridVerticalSpacing w:val="579"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    "<w:balanceSingleByteDoubleByteWidth/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat>"
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)

# A machine without the licensed face takes the one named second.
_FONTS = (
    (FANGSONG, "仿宋", "modern"),
    (KAITI, "楷体", "modern"),
    (HEITI, "SimHei", "modern"),
    (SONGTI, "SimSun", "auto"),
    (XIAOBIAOSONG, "华文中宋", "auto"),
)

_PARTS = (
    ("rId1", "styles", "styles.xml"),
    ("rId2", "settings", "settings.xml"),
    ("rId3", "fontTable", "fontTable.xml"),
    ("rId4", "footer", "footer1.xml"),
    ("rId5", "footer", "footer2.xml"),
)


def _run(text: str | tuple[str, str]) -> str:
    style, words = text if isinstance(text, tuple) else ("", text)
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{properties}<w:t>{escape(words)}</w:t></w:r>"


def _document(things: Iterable[Content]) -> str:
    body = "".join(map(_content, things))
    return f'<w:document xmlns:w="{W}" xmlns:r="{_OFFICE}"><w:body>{body}{_SECTION}</w:body></w:document>'


def _content(one: Content) -> str:
    if isinstance(one, str):
        return one
    return table_xml(one) if isinstance(one, Table) else _paragraph(*one)


def _paragraph(style: str, runs: tuple[str | tuple[str, str], ...]) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(map(_run, runs))}</w:p>'


def _footer(style: str) -> str:
    hint = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    return (
        f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r>{hint}<w:t xml:space="preserve">— </w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f'<w:r>{hint}<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="{family}"/>'
        '<w:pitch w:val="default"/></w:font>'
        for name, other, family in _FONTS
    )
    return f'<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'


def _content_types() -> str:
    overrides = (
        ("/word/document.xml", f"{_WORD_TYPE}.document.main+xml"),
        ("/word/styles.xml", f"{_WORD_TYPE}.styles+xml"),
        ("/word/settings.xml", f"{_WORD_TYPE}.settings+xml"),
        ("/word/fontTable.xml", f"{_WORD_TYPE}.fontTable+xml"),
        ("/word/footer1.xml", f"{_WORD_TYPE}.footer+xml"),
        ("/word/footer2.xml", f"{_WORD_TYPE}.footer+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
        + "</Types>"
    )


def _relationships(entries: tuple[tuple[str, str, str], ...]) -> str:
    arrows = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in entries)
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{arrows}</Relationships>'


def standard_template() -> bytes:
    """The bytes of ``templates/report.docx``; always the same."""
    return word_file(BODY)


def probe_page() -> bytes:
    """A Word file of two pages full of one character: 22 lines of 28 on each, wherever it is laid out rightly."""
    return word_file([("Addressee", ("国" * (2 * 22 * 28),))])


def word_file(things: Iterable[Content], styles: Iterable[ParagraphStyle] = PARAGRAPH_STYLES) -> bytes:
    """A Word file on the standard page, with these things in its body and these styles of paragraphs."""
    package = (
        ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
        (
            "rId2",
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            "docProps/core.xml",
        ),
        ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
    )
    document = tuple((key, f"{_OFFICE}/{kind}", target) for key, kind, target in _PARTS)
    texts = {
        "[Content_Types].xml": DECLARATION + _content_types(),
        "_rels/.rels": DECLARATION + _relationships(package),
        "docProps/core.xml": core_properties("", ""),
        "docProps/app.xml": app_properties(),
        "word/_rels/document.xml.rels": DECLARATION + _relationships(document),
        "word/document.xml": DECLARATION + _document(things),
        "word/styles.xml": f'{DECLARATION}<w:styles xmlns:w="{W}">{styles_xml(styles)}</w:styles>',
        "word/settings.xml": f'{DECLARATION}<w:settings xmlns:w="{W}">{_SETTINGS}</w:settings>',
        "word/fontTable.xml": DECLARATION + _font_table(),
        "word/footer1.xml": DECLARATION + _footer(FOOTERS[0][0]),
        "word/footer2.xml": DECLARATION + _footer(FOOTERS[1][0]),
    }
    return write_package({name: text.encode("utf-8") for name, text in texts.items()})
