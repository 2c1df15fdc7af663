"""Word files with everything that reports and people put into them, and the same files after 1 to 12 edits of every kind."""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass, field
from itertools import pairwise

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
WORDS = "全市 在册 低保 对象 增至 比 上年 底 增长 养老 床位 其中 护理 型 工作 推进 救助 体系 建设 完善 服务 质量 提升 机制 <总计> & 𠮷 a".split()  # fmt: skip
FORMATS = ("", "<w:b/>", "<w:i/>", '<w:sz w:val="32"/>', '<w:color w:val="FF0000"/>', '<w:b/><w:u w:val="single"/>')
PARAGRAPHS = (
    "",
    '<w:jc w:val="center"/>',
    '<w:ind w:firstLine="640"/>',
    '<w:pStyle w:val="Heading1"/>',
    '<w:keepNext/><w:spacing w:line="560" w:lineRule="exact"/>',
)
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


def sentence(chance: random.Random) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(3, 12))]
    words.insert(chance.randint(0, len(words)), chance.choice([f"{chance.randint(1, 99999):,}人", f"{chance.randint(1, 99)}.{chance.randint(0, 9)}%"]))
    return "".join(words) + chance.choice("。。。；")


def run(chance: random.Random) -> Run:
    kind = chance.choices(("text", "tab", "link", "field", "simple", "note", "image", "box", "control", "bookmark", "comment"), (60, 2, 3, 3, 2, 3, 3, 3, 3, 3, 3))[0]
    return Run(sentence(chance), chance.choice(FORMATS), kind)


def para(chance: random.Random) -> Para:
    return Para([run(chance) for _ in range(chance.choices((0, 1, 2, 3, 4), (1, 4, 4, 2, 1))[0])], chance.choice(PARAGRAPHS), chance.choices((0, 11906), (25, 1))[0])


def table(chance: random.Random, depth: int = 0) -> Table:
    columns = chance.randint(1, 3)
    return Table([[cell(chance, depth) for _ in range(columns)] for _ in range(chance.randint(1, 4))], chance.choice(("", '<w:tblW w:w="0" w:type="auto"/>')))


def cell(chance: random.Random, depth: int = 0) -> list:
    blocks: list = [para(chance) for _ in range(chance.choices((1, 2), (4, 1))[0])]
    for one in blocks:
        one.section = 0
    if depth < 2 and chance.random() < 0.08:
        blocks.insert(0, table(chance, depth + 1))
    return blocks


def block(chance: random.Random) -> object:
    kind = chance.choices(("para", "table", "control"), (12, 2, 1))[0]
    if kind == "para":
        return para(chance)
    if kind == "table":
        return table(chance)
    return Control([para(chance)], chance.choice("abc"))


def document(chance: random.Random) -> Doc:
    size = chance.choices((0, 1, 3, 8, 15), (1, 1, 3, 5, 2))[0]
    doc = Doc([block(chance) for _ in range(size)])
    if doc.blocks and chance.random() < 0.8:
        doc.blocks.append(para(chance))
        doc.blocks[-1].section = 0
    return doc


def lists(blocks: list) -> list[list]:
    """Every list of blocks: the body, cells, controls."""
    found = [blocks]
    for one in blocks:
        if isinstance(one, Table):
            for row in one.rows:
                for inner in row:
                    found += lists(inner)
        elif isinstance(one, Control):
            found += lists(one.blocks)
    return found


def paras(doc: Doc) -> list[Para]:
    return [one for blocks in lists(doc.blocks) for one in blocks if isinstance(one, Para)]


def tables(doc: Doc) -> list[Table]:
    return [one for blocks in lists(doc.blocks) for one in blocks if isinstance(one, Table)]


def edit(doc: Doc, chance: random.Random) -> None:
    """One edit, if the document has what it needs."""
    kind = chance.choice((
        "number", "number", "sentence in", "sentence out", "split", "merge", "move", "row in", "row out", "cell", "column", "format",
        "properties", "before table", "last", "block in", "block out", "section", "height", "thing", "empty", "rewrite", "table properties",
        "swap", "word", "box", "last out",
    ))  # fmt: skip
    body = doc.blocks
    some = paras(doc)
    one = chance.choice(some) if some else Para([])
    text = chance.choice(one.runs) if one.runs else Run("")
    grid = chance.choice(tables(doc)) if tables(doc) else Table([])
    if kind == "number":
        text.text = "".join(str(chance.randint(1, 9)) if letter.isdigit() and chance.random() < 0.5 else letter for letter in text.text)
    elif kind == "sentence in":
        one.runs.insert(chance.randint(0, len(one.runs)), Run(sentence(chance), text.format))
    elif kind in ("sentence out", "thing") and one.runs:
        one.runs.remove(text)
        if kind == "thing":
            one.runs.append(run(chance))
    elif kind == "split" and len(one.runs) > 1 and any(one is other for other in body):
        at = next(place for place, other in enumerate(body) if other is one)
        cut = chance.randint(1, len(one.runs) - 1)
        body.insert(at, Para(one.runs[:cut], one.properties))
        one.runs = one.runs[cut:]
    elif kind == "split" and len(text.text) > 4 and text.kind == "text" and any(one is other for other in body):
        at = next(place for place, other in enumerate(body) if other is one)
        place = one.runs.index(text)
        body.insert(at, Para([*one.runs[:place], Run(text.text[:3], text.format)], one.properties))
        one.runs = [Run(text.text[3:], text.format), *one.runs[place + 1 :]]
    elif kind == "merge":
        for at in range(len(body) - 1):
            if isinstance(body[at], Para) and isinstance(body[at + 1], Para) and chance.random() < 0.5:
                body[at].runs += body.pop(at + 1).runs
                break
    elif kind == "move" and len(body) > 1:
        body.insert(chance.randint(0, len(body) - 1), body.pop(chance.randint(0, len(body) - 1)))
    elif kind == "row in" and grid.rows:
        grid.rows.insert(chance.randint(0, len(grid.rows)), [cell(chance, 2) for _ in grid.rows[0]])
    elif kind == "row out" and len(grid.rows) > 1:
        grid.rows.pop(chance.randint(0, len(grid.rows) - 1))
    elif kind == "cell" and grid.rows:
        row = chance.choice(grid.rows)
        row[chance.randint(0, len(row) - 1)] = cell(chance, 2)
    elif kind == "column" and grid.rows:
        at = chance.randint(0, min(len(row) for row in grid.rows))
        for row in grid.rows:
            row.insert(at, cell(chance, 2))
    elif kind == "format":
        text.format = chance.choice(FORMATS)
    elif kind == "properties":
        one.properties = chance.choice(PARAGRAPHS)
    elif kind == "table properties":
        grid.properties = '<w:jc w:val="center"/>'
    elif kind == "before table":
        for at in range(len(body) - 1):
            if isinstance(body[at], Para) and isinstance(body[at + 1], Table):
                body.pop(at)
                break
    elif kind == "last":
        body.append(para(chance))
        body[-1].section = 0
    elif kind == "last out" and len(body) > 1:
        body.pop()
    elif kind == "block in":
        body.insert(chance.randint(0, len(body)), block(chance))
    elif kind == "block out" and len(body) > 1:
        body.pop(chance.randint(0, len(body) - 1))
    elif kind == "section" and any(one is other for other in body[:-1]):
        one.section = chance.choice((0, 11906, 15840))
    elif kind == "height":
        doc.height = chance.choice((16838, 15840))
    elif kind == "empty":
        one.runs.clear()
    elif kind == "rewrite":
        one.runs[:] = [run(chance), run(chance)]
    elif kind == "swap" and len(one.runs) > 1:
        one.runs.reverse()
    elif kind == "word" and len(text.text) > 2:
        at = chance.randint(0, len(text.text) - 1)
        text.text = text.text[:at] + chance.choice(WORDS) + text.text[at + chance.randint(0, 3) :]
    elif kind == "box":
        one.runs.append(Run(sentence(chance), "", "box"))


def revise(doc: Doc, chance: random.Random, author: str) -> None:
    """Revisions that somebody made with tracking on."""
    followed = {id(one) for blocks in lists(doc.blocks) for one, other in pairwise(blocks) if isinstance(other, Para)}
    for one in paras(doc):
        for some in one.runs:
            if some.kind in ("text", "tab", "link", "image", "note") and chance.random() < 0.15:
                some.revision = f"{chance.choice(('ins', 'del', 'format'))} {author}"
        if chance.random() < 0.08 and not one.section and id(one) in followed:
            one.revision = f"{chance.choice(('ins', 'del', 'format'))} {author}"
    for grid in tables(doc):
        for row in range(len(grid.rows)):
            if chance.random() < 0.1:
                grid.revisions[row] = f"{chance.choice(('ins', 'del'))} {author}"


def pair(seed: int, *, revised: bool = False) -> tuple[bytes, bytes]:
    """Two files; with ``revised`` they carry revisions of others."""
    chance = random.Random(seed)
    old = document(chance)
    if revised:
        revise(old, chance, "甲")
    new = copy.deepcopy(old)
    for _ in range(chance.randint(1, 12)):
        edit(new, chance)
    if chance.random() < 0.03:
        new.blocks.clear()
    if revised:
        revise(new, chance, "乙")
    return packed(old, chance.randint(0, 3)), packed(new, chance.randint(0, 3))


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
        body = "".join(self.block(one) for one in doc.blocks) + f"<w:sectPr>{SECTION.format(height=doc.height)}</w:sectPr>"
        parts = {"word/document.xml": f"{DECLARATION}<w:document {NAMES}><w:body>{body}</w:body></w:document>", "word/styles.xml": STYLES}
        types = ""
        for kind, texts in (("footnotes", self.notes), ("comments", self.comments)):
            if texts:
                self.arrow(kind, f"{kind}.xml")
                parts[f"word/{kind}.xml"] = f"{DECLARATION}<w:{kind} {NAMES}>{''.join(texts)}</w:{kind}>"
                types += f'<Override PartName="/word/{kind}.xml" ContentType="{WML}.{kind}+xml"/>'
        parts["[Content_Types].xml"] = TYPES.replace("</Types>", types + "</Types>")
        parts["_rels/.rels"] = f'{DECLARATION}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}officeDocument" Target="word/document.xml"/></Relationships>'
        arrows = "".join(self.arrows)
        parts["word/_rels/document.xml.rels"] = f'{DECLARATION}<Relationships xmlns="{RELATIONS}">{arrows}</Relationships>'
        return write_package({name: text.encode() for name, text in parts.items()} | self.media)

    def arrow(self, kind: str, target: str, mode: str = "") -> str:
        self.number += 1
        self.arrows.append(f'<Relationship Id="rId{self.number}" Type="{OFFICE}{kind}" Target="{escape(target)}"{mode}/>')
        return f"rId{self.number}"

    def block(self, one: object) -> str:
        if isinstance(one, Para):
            return self.para(one)
        if isinstance(one, Control):
            return f'<w:sdt><w:sdtPr><w:tag w:val="{one.tag}"/></w:sdtPr><w:sdtContent>{self.blocks(one.blocks)}</w:sdtContent></w:sdt>'
        rows = "".join(self.row(row, one.revisions.get(place, "")) for place, row in enumerate(one.rows))
        columns = max(len(row) for row in one.rows)
        return f'<w:tbl><w:tblPr>{one.properties}</w:tblPr><w:tblGrid>{columns * "<w:gridCol/>"}</w:tblGrid>{rows}</w:tbl>'

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
        change = self.change(one.revision, '<w:pPr><w:jc w:val="right"/></w:pPr>', "pPrChange") if "format" in one.revision else ""
        properties = f"<w:pPr>{one.properties}{mark}{section}{change}</w:pPr>"
        return f"<w:p>{properties if properties != '<w:pPr></w:pPr>' else ''}{''.join(self.run(some) for some in one.runs)}</w:p>"

    def run(self, one: Run) -> str:
        made = getattr(self, one.kind)(one)
        if one.revision and "format" not in one.revision:
            if one.kind == "link":
                start = made.index(">") + 1
                return made[:start] + self.change(one.revision, self.lost(one.revision, made[start : -len("</w:hyperlink>")])) + "</w:hyperlink>"
            return self.change(one.revision, self.lost(one.revision, made))
        return made

    @staticmethod
    def lost(revision: str, made: str) -> str:
        return made.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>") if revision.startswith("del") else made

    def text(self, one: Run, words: str | None = None) -> str:
        change = self.change(one.revision, "<w:rPr><w:b/></w:rPr>", "rPrChange") if "format" in one.revision else ""
        look = f"<w:rPr>{one.format}{change}</w:rPr>" if one.format or change else ""
        return f'<w:r>{look}<w:t xml:space="preserve">{escape(one.text if words is None else words)}</w:t></w:r>'

    def tab(self, one: Run) -> str:
        return f"<w:r><w:tab/><w:t xml:space=\"preserve\">{escape(one.text)}</w:t><w:br/></w:r>"

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
        self.notes.append(f'<w:footnote w:id="{len(self.notes) + 2}"><w:p>{self.text(Run(one.text))}</w:p></w:footnote>')
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
        self.comments.append(f'<w:comment w:id="{number}" w:author="丙" w:initials="丙"><w:p>{self.text(Run(one.text))}</w:p></w:comment>')
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
