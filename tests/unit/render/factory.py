"""Reports, templates and documents made by hand from the nouns, for tests of rendering."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from fractions import Fraction

from report_kit.diagnostics import Location
from report_kit.draft import Slot
from report_kit.facts.model import (
    Attachment,
    ChapterEntry,
    ChapterFile,
    Edition,
    Fact,
    Group,
    Hole,
    Item,
    Layout,
    Literal,
    Point,
    Prose,
)
from report_kit.facts.values import Date, Kind, Pending, Quantity, Words
from report_kit.ooxml.package import Package, read_package, write_package
from report_kit.ooxml.standard_template import standard_template
from report_kit.ooxml.xml import W, escape, run_text
from report_kit.render import render_report
from report_kit.render.template import compile_template
from report_kit.report import Report, ReportChapter, Word

HOLE = re.compile(r"(\{\{ *[^{}|]+?(?: *\|[^{}]*)? *\}\})")


def quantity(digits: str, unit: str = "人", kind: Kind = Kind.COUNT) -> Quantity:
    decimals = len(digits.partition(".")[2])
    return Quantity(kind, digits, Fraction(digits), decimals, unit)


@dataclass
class Desk:
    """Writes prose with holes on numbered lines and binds every hole."""

    values: dict[str, object] = field(default_factory=dict)
    facts: dict[tuple[int, str], Fact] = field(default_factory=dict)
    bindings: dict[Location, object] = field(default_factory=dict)
    path: str = "data/2023/key_work.yaml"
    holes: bool = True
    line: itertools.count = field(default_factory=lambda: itertools.count(1))

    def prose(self, text: str) -> Prose:
        paragraphs = []
        first = None
        for block in text.split("\n\n"):
            segments = []
            line, column = next(self.line), 1
            for piece in HOLE.split(block) if self.holes else [block]:
                if not piece:
                    continue
                place = Location(self.path, line, column, column + len(piece))
                first = first or place
                column += len(piece)
                if self.holes and HOLE.fullmatch(piece):
                    name, *filters = (part.strip() for part in piece[2:-2].split("|"))
                    segments.append(Hole(name, tuple(filters), place))
                    self._bind(name, place)
                else:
                    segments.append(Literal(piece, place))
            paragraphs.append(tuple(segments))
        return Prose(tuple(paragraphs), first or Location(self.path, 1))

    def _bind(self, name: str, place: Location) -> None:
        known = self.values.get(name)
        if isinstance(known, str):
            self.bindings[place] = Word(known, Location("data/2023/report.yaml", 1, 1, 5))
        elif known is not None:
            key = (2023, f"key_work.a.{name}")
            self.bindings[place] = key
            self.facts.setdefault(key, Fact(2023, key[1], name, known, place, place, name))


def point(desk: Desk, number: int, text: str | None, lead: str | None = None) -> Point:
    return Point(str(number), desk.prose(lead) if lead else None, desk.prose(text) if text else None, _place(desk))


def _place(desk: Desk) -> Location:
    return Location(desk.path, 1)


def item(desk: Desk, name: str, title: str, *, text=None, points=(), groups=(), after=None) -> Item:
    return Item(
        name,
        desk.prose(title),
        _place(desk),
        {},
        text=desk.prose(text) if text else None,
        points=tuple(point(desk, n, *(p if isinstance(p, tuple) else (p,))) for n, p in enumerate(points, 1)),
        groups=tuple(groups),
        after=desk.prose(after) if after else None,
    )


def group(desk: Desk, name: str, title: str, *, text=None, points=()) -> Group:
    return Group(
        name,
        desk.prose(title),
        _place(desk),
        desk.prose(text) if text else None,
        tuple(point(desk, n, *(p if isinstance(p, tuple) else (p,))) for n, p in enumerate(points, 1)),
    )


def report(
    desk: Desk,
    chapters,
    *,
    title="XX市民政局2023年工作总结",
    opening="现将2023年工作情况报告如下。",
    closing=None,
    to="市委办公室、市政府办公室",
    headings="run_in",
    attachments=(),
    date="2024年1月29日",
    unit="XX市民政局",
) -> Report:
    """A report with chapters given as (id, title, items or None)."""
    place = Location("data/2023/report.yaml", 3)
    shown = tuple(
        ReportChapter(
            name, 2023, desk.prose(head), place, None if items is None else ChapterFile(name, "", {}, tuple(items))
        )
        for name, head, items in chapters
    )
    year, month, day = map(int, re.findall(r"\d+", date)) if date else (None, None, None)
    edition = Edition(
        2023,
        "data/2023/report.yaml",
        unit,
        desk.prose(title),
        Date(date, year, month, day) if date else None,
        desk.prose(to) if to else None,
        desk.prose(opening) if opening else None,
        desk.prose(closing) if closing else None,
        tuple(ChapterEntry(chapter.id, chapter.title, next_year=False, location=place) for chapter in shown),
        (),
        Layout(headings=headings),
        (),
        tuple(Attachment(desk.prose(name)) for name in attachments),
        {},
        place,
        place,
        place,
    )
    values = {key: fact.value for key, fact in desk.facts.items()}
    return Report(2023, edition, {}, shown, desk.facts, values, (), desk.bindings, {})


def sample(headings: str = "run_in", times: int = 1) -> Report:
    """A report with everything in it."""
    desk = Desk(
        {
            "year": "2023",
            "unit": "XX市民政局",
            "低保": quantity("9774"),
            "增幅": quantity("4.86", "%", Kind.RATE),
            "丧葬费": Pending("XX元/人", "元/人"),
            "机构": Words("博鳌镇敬老院"),
        }
    )
    items = []
    for n in range(1, times + 1):
        suffix = "" if n == 1 else str(n)
        items += [
            item(
                desk,
                f"relief{suffix}",
                "完善多元化综合救助服务体系",
                points=[
                    ("全市在册低保{{ 低保 }}，增长{{ 增幅 }}。应保尽保的“底线”进一步筑牢。", "合理认定低保人数"),
                    "特困人员丧葬费提高至{{ 丧葬费 }}。",
                ],
            ),
            item(
                desk,
                f"elderly{suffix}",
                "推进“一老一小”服务建设",
                groups=[
                    group(
                        desk,
                        "homes",
                        "推动养老机构提质增效",
                        text="全市有{{ 机构 }}等机构，服务{{ 低保 }}。\n\n另起一段。",
                    ),
                    group(desk, "children", "关爱未成年人", points=["甲。", "乙。"]),
                ],
                after="以上工作均按期完成。",
            ),
            item(desk, f"plain{suffix}", "加强基层治理", text="办理{{ 低保 }}的事项。"),
        ]
    return report(
        desk,
        [("key_work", "{{ year }}年重点性工作开展情况", items), ("plans", "2024年工作计划", None)],
        headings=headings,
        attachments=("任务清单", "指标表"),
        closing="特此报告。",
    )


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def docx(body: str, parts: dict[str, str] | None = None, types: dict[str, str] | None = None) -> bytes:
    """A minimal Word file with this body."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    declared = {"/word/document.xml": word + "document.main+xml", **(types or {})}
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in declared.items())
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f"<w:body>{body}<w:sectPr/></w:body></w:document>",
        **(parts or {}),
    }
    return write_package({name: text.encode() for name, text in files.items()})


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
STYLES = (
    {
        "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" w:styleId="a">'
        '<w:name w:val="正文"/></w:style><w:style w:type="paragraph" w:styleId="1"><w:name w:val="一级标题"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'
    },
    {"/word/styles.xml": f"{WORD}styles+xml"},
)
"""A part with two styles, 正文 and 一级标题, and its type: what ``docx`` takes behind the body."""


def edited(data: bytes, edit, part: str = "word/document.xml") -> bytes:
    """A Word file with the XML of one part changed."""
    package = read_package(data)
    assert isinstance(package, Package)
    old = package.parts[part].decode()
    assert edit(old) != old
    return write_package({**package.parts, part: edit(old).encode()})


def template(*paragraphs: str) -> bytes:
    """A minimal template with these paragraphs."""
    return docx("".join(map(paragraph, paragraphs)))


def problems(data: bytes) -> list[str]:
    """Code and paragraph of everything wrong with a template."""
    compiled = compile_template("templates/report.docx", data)
    return [f"{d.code} {d.location.line}" for d in compiled.diagnostics]


def tagged(text: str = "甲", *, facts: bool = False) -> Report:
    """A report whose every written place, and with ``facts`` every value, is this text."""
    desk = Desk({"值": Words(text), "词": text}, holes=facts)
    written = "前{{ 值 }}中{{ 词 }}后" if facts else text
    homes = group(desk, "homes", written, text=written, points=[(written, written)])
    items = [
        item(desk, "a", written, points=[(written, written), written], groups=[homes], after=written),
        item(desk, "b", written, text=written),
    ]
    return report(
        desk,
        [("key_work", written, items)],
        title=written,
        opening=written,
        closing=written,
        to=written,
        attachments=(written, written),
        unit=text,
    )


def rendered(shown: Report, data: bytes | None = None):
    """Compiled and rendered; the template must be without problems."""
    compiled = compile_template("templates/report.docx", data or standard_template())
    assert compiled.diagnostics == (), [str(d.message) for d in compiled.diagnostics]
    return render_report(shown, compiled)


def xml_of(draft, part: str = "word/document.xml") -> str:
    """A part of a draft as it would be written."""
    found = next(p for p in draft.parts if p.name == part)
    return "".join(
        f"{piece.open_run}{run_text(draft.blocks[piece.block].text[piece.start : piece.end])}</w:r>"
        if isinstance(piece, Slot)
        else piece
        for piece in found.pieces
    )


def written(draft) -> bytes:
    """A draft as a Word file."""
    return write_package({**draft.static, **{part.name: xml_of(draft, part.name).encode() for part in draft.parts}})
