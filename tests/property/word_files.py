"""Word files as plain objects with everything that reports and people put into them, and their bytes."""

from __future__ import annotations

from dataclasses import dataclass, field

from report_kit.ooxml.package import write_package
from report_kit.ooxml.xml import DECLARATION, escape

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:v="urn:schemas-microsoft-com:vml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
SECTION = '<w:pgSz w:w="11906" w:h="{height}"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/>'


@dataclass
class Run:
    """Text, or (``kind``) something else, with a format and perhaps a revision made by somebody before."""

    text: str
    format: str = ""
    kind: str = "text"
    revision: str = ""


@dataclass
class Para:
    """A paragraph; ``section`` is the height of a page when a section ends with it."""

    runs: list[Run]
    properties: str = ""
    section: int = 0
    revision: str = ""


@dataclass
class Table:
    """Rows of cells of blocks."""

    rows: list[list[list]]
    properties: str = ""
    revisions: dict[int, str] = field(default_factory=dict)


@dataclass
class Control:
    """A content control around blocks."""

    blocks: list
    tag: str


@dataclass
class Doc:
    blocks: list
    height: int = 16838


def packed(doc: Doc, shift: int = 0) -> bytes:
    """The bytes of a document. ``shift`` moves ids of relationships and the like, which mean nothing."""
    return _Packing(shift).file(doc)


class _Packing:
    def __init__(self, shift: int) -> None:
        self.number = shift
        self.arrows: list[str] = []
        self.notes: list[str] = []
        self.comments: list[str] = []
        self.media: dict[str, bytes] = {}
        self.marks: set[str] = set()

    def file(self, doc: Doc) -> bytes:
        self.arrow("styles", "styles.xml")
        body = (
            "".join(self.block(one) for one in doc.blocks) + f"<w:sectPr>{SECTION.format(height=doc.height)}</w:sectPr>"
        )
        parts = {
            "word/document.xml": f"{DECLARATION}<w:document {NAMES}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": STYLES,
        }
        types = ""
        for kind, texts in (("footnotes", self.notes), ("comments", self.comments)):
            if texts:
                self.arrow(kind, f"{kind}.xml")
                parts[f"word/{kind}.xml"] = f"{DECLARATION}<w:{kind} {NAMES}>{''.join(texts)}</w:{kind}>"
                types += f'<Override PartName="/word/{kind}.xml" ContentType="{WML}.{kind}+xml"/>'
        parts["[Content_Types].xml"] = TYPES.replace("</Types>", types + "</Types>")
        parts["_rels/.rels"] = (
            f'{DECLARATION}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}officeDocument" Target="word/document.xml"/></Relationships>'
        )
        arrows = "".join(self.arrows)
        parts["word/_rels/document.xml.rels"] = (
            f'{DECLARATION}<Relationships xmlns="{RELATIONS}">{arrows}</Relationships>'
        )
        return write_package({name: text.encode() for name, text in parts.items()} | self.media)

    def arrow(self, kind: str, target: str, mode: str = "") -> str:
        self.number += 1
        self.arrows.append(
            f'<Relationship Id="rId{self.number}" Type="{OFFICE}{kind}" Target="{escape(target)}"{mode}/>'
        )
        return f"rId{self.number}"

    def block(self, one: object) -> str:
        if isinstance(one, Para):
            return self.para(one)
        if isinstance(one, Control):
            return f'<w:sdt><w:sdtPr><w:tag w:val="{one.tag}"/></w:sdtPr><w:sdtContent>{self.blocks(one.blocks)}</w:sdtContent></w:sdt>'
        rows = "".join(self.row(row, one.revisions.get(place, "")) for place, row in enumerate(one.rows))
        columns = max(len(row) for row in one.rows)
        return (
            f"<w:tbl><w:tblPr>{one.properties}</w:tblPr><w:tblGrid>{columns * '<w:gridCol/>'}</w:tblGrid>{rows}</w:tbl>"
        )

    def row(self, cells: list[list], revision: str) -> str:
        mark = f"<w:trPr>{self.change(revision)}</w:trPr>" if revision else ""
        inner = "".join(f"<w:tc>{self.blocks(one)}</w:tc>" for one in cells)
        return f"<w:tr>{mark}{inner}</w:tr>"

    def blocks(self, blocks: list) -> str:
        return "".join(self.block(one) for one in blocks)

    def change(self, revision: str, inner: str | None = None, name: str = "") -> str:
        kind, author = revision.split()
        self.number += 1
        start = f'<w:{name or kind} w:id="{self.number}" w:author="{author}" w:date="2023-01-01T00:00:00Z"'
        return f"{start}/>" if inner is None else f"{start}>{inner}</w:{name or kind}>"

    def para(self, one: Para) -> str:
        mark = f"<w:rPr>{self.change(one.revision)}</w:rPr>" if one.revision and "format" not in one.revision else ""
        section = f"<w:sectPr>{SECTION.format(height=one.section)}</w:sectPr>" if one.section else ""
        change = (
            self.change(one.revision, '<w:pPr><w:jc w:val="right"/></w:pPr>', "pPrChange")
            if "format" in one.revision
            else ""
        )
        properties = f"<w:pPr>{one.properties}{mark}{section}{change}</w:pPr>"
        return f"<w:p>{properties if properties != '<w:pPr></w:pPr>' else ''}{''.join(self.run(some) for some in one.runs)}</w:p>"

    def run(self, one: Run) -> str:
        made = getattr(self, one.kind)(one)
        if one.revision and "format" not in one.revision:
            if one.kind == "link":
                start = made.index(">") + 1
                return (
                    made[:start]
                    + self.change(one.revision, self.lost(one.revision, made[start : -len("</w:hyperlink>")]))
                    + "</w:hyperlink>"
                )
            return self.change(one.revision, self.lost(one.revision, made))
        return made

    @staticmethod
    def lost(revision: str, made: str) -> str:
        return (
            made.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
            if revision.startswith("del")
            else made
        )

    def text(self, one: Run, words: str | None = None) -> str:
        change = self.change(one.revision, "<w:rPr><w:b/></w:rPr>", "rPrChange") if "format" in one.revision else ""
        look = f"<w:rPr>{one.format}{change}</w:rPr>" if one.format or change else ""
        return f'<w:r>{look}<w:t xml:space="preserve">{escape(one.text if words is None else words)}</w:t></w:r>'

    def tab(self, one: Run) -> str:
        return f'<w:r><w:tab/><w:t xml:space="preserve">{escape(one.text)}</w:t><w:br/></w:r>'

    def link(self, one: Run) -> str:
        target = self.arrow("hyperlink", f"https://example.org/{len(one.text)}", ' TargetMode="External"')
        return f'<w:hyperlink r:id="{target}">{self.text(one)}</w:hyperlink>'

    def field(self, one: Run) -> str:
        def sign(kind: str) -> str:
            return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

        code = '<w:r><w:instrText xml:space="preserve"> REF x </w:instrText></w:r>'
        return sign("begin") + code + sign("separate") + self.text(one) + sign("end")

    def simple(self, one: Run) -> str:
        return f'<w:fldSimple w:instr=" PAGE {len(one.text)} ">{self.text(one, one.text[:3])}</w:fldSimple>'

    def note(self, one: Run) -> str:
        self.notes.append(
            f'<w:footnote w:id="{len(self.notes) + 2}"><w:p>{self.text(Run(one.text))}</w:p></w:footnote>'
        )
        return f'<w:r><w:footnoteReference w:id="{len(self.notes) + 1}"/></w:r>'

    def image(self, one: Run) -> str:
        name = f"media/image{len(self.media)}.png"
        self.media[f"word/{name}"] = PIXEL + one.text.encode()
        identity = self.arrow("image", name)
        return (
            f'<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="{self.number}" name="图"/><a:graphic><a:graphicData '
            f'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="图"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{identity}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            '<a:ext cx="9525" cy="9525"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )

    def box(self, one: Run) -> str:
        inner = self.para(Para([Run(one.text, one.format)]))
        return f'<w:r><w:pict><v:shape style="width:100pt;height:30pt"><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'

    def control(self, one: Run) -> str:
        return f'<w:sdt><w:sdtPr><w:alias w:val="项"/></w:sdtPr><w:sdtContent>{self.text(one)}</w:sdtContent></w:sdt>'

    def bookmark(self, one: Run) -> str:
        self.number += 1
        name = f"m{len(one.text)}_{sum(map(ord, one.text))}"
        if name in self.marks:
            return self.text(one)
        self.marks.add(name)
        return f'<w:bookmarkStart w:id="{self.number}" w:name="{name}"/>{self.text(one)}<w:bookmarkEnd w:id="{self.number}"/>'

    def comment(self, one: Run) -> str:
        number = len(self.comments)
        self.comments.append(
            f'<w:comment w:id="{number}" w:author="丙" w:initials="丙"><w:p>{self.text(Run(one.text))}</w:p></w:comment>'
        )
        return f'<w:commentRangeStart w:id="{number}"/>{self.text(one)}<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = f'{DECLARATION}<w:styles {NAMES}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>'
TYPES = (
    f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="{WML}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WML}.styles+xml"/></Types>'
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
