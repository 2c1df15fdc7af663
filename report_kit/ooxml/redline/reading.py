"""From Word XML to what is compared: paragraphs as spans and tokens, tables as rows and cells."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from report_kit.ooxml.redline.elements import bare, made
from report_kit.ooxml.redline.model import (
    NO_FORMAT,
    XML_SPACE,
    Block,
    Cell,
    Content,
    Control,
    Format,
    Link,
    Paragraph,
    Revision,
    Row,
    Span,
    Table,
    local,
    w,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from report_kit.ooxml.redline.parts import Source

THING = "\ue000"
"""Begins the key of what is no text; private, so that hardly any text holds it."""

MARKS = frozenset(
    ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd", "commentReference")
)
"""What stands between characters and is not seen; it never lies in an insertion or deletion."""

_STATES: dict[str, str] = {"ins": "ins", "moveTo": "ins", "del": "del", "moveFrom": "del"}
_DROPPED = frozenset(
    f"{one}{end}"
    for one in ("moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange", "customXmlMoveFromRange")
    for end in ("Start", "End")
)
_SHOWN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_SPACES = " \t\r\n"


_Formats = tuple[Format, Format, Revision | None]
"""What a run looks like, what it looked like before its revision, and who revised it."""
_Around = tuple[Link | None, Revision | None]


def revision_of(element: _Element, state: str) -> Revision:
    """Who made a revision."""
    return Revision(state, element.get(w("author")) or "", element.get(w("date")) or "")  # type: ignore[arg-type]


def child(element: _Element | None, name: str) -> _Element | None:
    """The first child of that name, or None."""
    return element.find(w(name)) if element is not None else None


class Reader:
    """Reads the main document of one file. Paragraphs are numbered as they are read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._formats: dict[bytes, Format] = {}
        self.paragraphs: list[Paragraph] = []

    def content(self, parent: _Element) -> Content:
        """The blocks of a body, a cell or the content of a control."""
        blocks: list[Block] = []
        waiting: list[_Element] = []
        for element in parent:
            block = self._block(element)
            if block is not None:
                block.before, waiting = waiting, []
                blocks.append(block)
            elif local(element) in MARKS:
                waiting.append(element)
        return Content(blocks, waiting)

    def _block(self, element: _Element) -> Block | None:
        name = local(element)
        if name == "p":
            return self._paragraph(element)
        if name == "tbl":
            return self._table(element)
        if name == "sdt":
            inner = child(element, "sdtContent")
            content = self.content(inner if inner is not None else element)
            label = self._source.key(child(element, "sdtPr"))
            keys = [(block.key, block.full) for block in content.blocks]
            return Control(element, label, content, THING.join(["sdt", *(key for key, _ in keys)]), repr((label, keys)))
        return None

    def format(self, properties: _Element | None, *without: str) -> Format:
        """Properties less some of their children; ``element`` is a copy."""
        if properties is None or not len(properties):
            return NO_FORMAT
        raw = etree.tostring(properties, with_tail=False)
        found = self._formats.get(raw)
        if found is None:
            copy = etree.fromstring(raw)
            for one in list(copy):
                if local(one) in without:
                    copy.remove(one)
            found = Format(copy, self._source.key(copy)) if len(copy) else NO_FORMAT
            self._formats[raw] = found
        return found

    def _versions(
        self, properties: _Element | None, change: str, *without: str
    ) -> tuple[Format, Format, Revision | None]:
        """Properties as they are, as they were before they were revised, and who revised them."""
        now = self.format(properties, change, *without)
        revised = child(properties, change)
        if revised is None:
            return now, now, None
        return now, self.format(next(iter(revised), None), *without), revision_of(revised, "ins")

    def _paragraph(self, element: _Element) -> Paragraph:
        number = len(self.paragraphs)
        properties = child(element, "pPr")
        mark = child(properties, "rPr")
        section = child(properties, "sectPr")
        now, was, revised = self._versions(properties, "pPrChange", "rPr", "sectPr", "pPrChange")
        sign, sign_was, sign_revised = self._versions(mark, "rPrChange", "ins", "del", "moveFrom", "moveTo")
        walk = _Walk(self, self._source)
        walk.children(element, None, None)
        spans = walk.spans
        whole = (now.key, was.key, sign.key, sign_was.key, _by(revised), _by(sign_revised))
        revision = _mark_revision(mark)
        section_key, headers_key = self.section(section)
        full = [*whole, section_key, headers_key, repr(revision)]
        full += (repr(run) for run in _runs(spans))
        key = "".join(span.key if not span.link else f"{THING}link {span.link.key}{span.key}" for span in spans)
        paragraph = Paragraph(
            element,
            number,
            spans,
            tuple(walk.marks),
            now,
            was,
            revised,
            sign,
            sign_was,
            sign_revised,
            section,
            section_key,
            headers_key,
            revision,
            "".join(shown(span) for span in spans if span.revision is None or span.revision.state == "ins"),
            key + (THING + "section" if section is not None else ""),
            THING.join(full),
        )
        self.paragraphs.append(paragraph)
        return paragraph

    def section(self, section: _Element | None) -> tuple[str, str]:
        """What a section looks like, and which headers and footers it has."""
        if section is None:
            return "", ""
        now = self.format(section, "headerReference", "footerReference", "sectPrChange")
        return now.key or "section", "".join(
            self._source.key(one) for one in section if local(one) in ("headerReference", "footerReference")
        )

    def _table(self, element: _Element) -> Table:
        rows = [self._row(row) for row in element if local(row) == "tr"]
        plain = all(local(one) in ("tblPr", "tblGrid", "tr") or local(one) in MARKS for one in element)
        properties = self.format(child(element, "tblPr"), "tblPrChange")
        grid = self.format(child(element, "tblGrid"), "tblGridChange")
        full = [properties.key, grid.key, "" if plain else self._source.key(element), *(row.full for row in rows)]
        return Table(
            element, properties, grid, rows, THING.join(["table", *(row.key for row in rows)]), THING.join(full), plain
        )

    def _row(self, element: _Element) -> Row:
        properties = child(element, "trPr")
        revision = next(
            (revision_of(one, local(one)) for one in properties if local(one) in ("ins", "del")), None
        ) if properties is not None else None  # fmt: skip
        form = self.format(properties, "ins", "del", "trPrChange")
        exception = self.format(child(element, "tblPrEx"), "tblPrExChange")
        cells = [self._cell(one) for one in element if local(one) == "tc"]
        shape = "".join(
            f"{THING}{self._source.key(child(child(one.element, 'tcPr'), 'gridSpan'))}"
            f"{self._source.key(child(child(one.element, 'tcPr'), 'vMerge'))}"
            for one in cells
        )
        blocks = [block for cell in cells for block in cell.content.blocks]
        keys = [THING.join(block.key for block in cell.content.blocks) for cell in cells]
        full = [form.key, exception.key, repr(revision), *(cell.properties.key for cell in cells)]
        return Row(
            element,
            form,
            exception,
            cells,
            revision,
            shape,
            (THING + "cell").join(keys),
            THING.join([*full, *keys, *(block.full for block in blocks)]),
        )

    def _cell(self, element: _Element) -> Cell:
        return Cell(element, self.format(child(element, "tcPr"), "tcPrChange"), self.content(element))

    def span_formats(self, properties: _Element | None) -> tuple[Format, Format, Revision | None]:
        """What a run looks like now, looked like before its revision, and who revised it."""
        return self._versions(properties, "rPrChange")


class _Walk:
    """One pass over a paragraph."""

    def __init__(self, reader: Reader, source: Source) -> None:
        self._reader = reader
        self._source = source
        self._links = 0
        self.spans: list[Span] = []
        self.marks: list[_Element] = []

    def children(self, parent: _Element, link: Link | None, revision: Revision | None) -> None:
        """Everything below a paragraph, hyperlink or revision."""
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element, link, revision)
            elif name in _STATES:
                self.children(element, link, _nested(revision, revision_of(element, _STATES[name])))
            elif name == "hyperlink":
                self._links += 1
                self.children(element, Link(element, self._link_key(element), self._links), revision)
            elif name == "fldSimple":
                self._field(element, link, revision)
            elif name in MARKS:
                self.marks.append(element)
            elif name != "pPr" and name not in _DROPPED:
                self._thing(element, (NO_FORMAT, NO_FORMAT, None), link, revision, whole=True)

    def _link_key(self, element: _Element) -> str:
        return self._source.key(bare(element))

    def _run(self, run: _Element, link: Link | None, revision: Revision | None) -> None:
        formats = self._reader.span_formats(child(run, "rPr"))
        for element in run:
            name = local(element)
            if name in ("t", "delText"):
                words = element.text or ""
                words = words if element.get(XML_SPACE) == "preserve" else words.strip(_SPACES)
                if words:
                    self._span(words, None, words, formats, (link, revision))
            elif name == "commentReference":
                self.marks.append(_reference(run, element))
            elif name != "rPr":
                self._thing(element, formats, link, revision)

    def _thing(
        self,
        element: _Element,
        formats: _Formats,
        link: Link | None,
        revision: Revision | None,
        *,
        whole: bool = False,
    ) -> None:
        name = local(element)
        if name in ("footnoteReference", "endnoteReference"):
            key = name + self._source.note_key(element)
        elif name == "delInstrText":
            key = self._source.key(element).replace("delInstrText", "instrText")
        else:
            key = self._source.key(element)
        self._span("", element, THING + key, formats, (link, revision), whole=whole)

    def _span(
        self,
        text: str,
        element: _Element | None,
        key: str,
        formats: _Formats,
        around: _Around,
        *,
        whole: bool = False,
    ) -> None:
        now, was, who = formats
        marks, self.marks = tuple(self.marks), []
        self.spans.append(Span(text, element, key, now, was, who, *around, whole, marks))

    def _field(self, element: _Element, link: Link | None, revision: Revision | None) -> None:
        """A simple field as the runs that mean the same, since those can be inserted and deleted."""
        formats = (NO_FORMAT, NO_FORMAT, None)
        code = made("instrText")
        code.text = element.get(w("instr")) or ""
        code.set(XML_SPACE, "preserve")
        for one in (made("fldChar", fldCharType="begin"), code, made("fldChar", fldCharType="separate")):
            self._thing(one, formats, link, revision)
        self.children(element, link, revision)
        self._thing(made("fldChar", fldCharType="end"), formats, link, revision)


def _reference(run: _Element, reference: _Element) -> _Element:
    """The run that refers to a comment, without anything else that stands in it."""
    alone = made("r")
    properties = child(run, "rPr")
    alone.extend([deepcopy(one) for one in (properties, reference) if one is not None])
    return alone


def _nested(outer: Revision | None, inner: Revision) -> Revision:
    """A deletion within an insertion leaves nothing, whatever becomes of both."""
    if outer is None or outer.state == inner.state:
        return inner
    return inner._replace(state="gone")


def _by(revision: Revision | None) -> str:
    return repr(revision) if revision else ""


def _mark_revision(mark: _Element | None) -> Revision | None:
    found: Revision | None = None
    for one in mark if mark is not None else ():
        if local(one) in _STATES:
            found = _nested(found, revision_of(one, _STATES[local(one)]))
    return found


def shown(span: Span) -> str:
    """The characters a reader sees of a span."""
    return span.text if span.element is None else _SHOWN.get(local(span.element), "")


def _runs(spans: Sequence[Span]) -> Iterator[tuple[str, ...]]:
    """Spans with neighbours of one look joined: how Word happened to split its runs does not matter."""
    words: list[str] = []
    last: tuple[str, ...] | None = None
    for span in spans:
        link = f"{span.link.key}{span.link.number}" if span.link else ""
        look = (span.format.key, span.earlier.key, _by(span.reformatted), link, _by(span.revision))
        if look != last and last is not None:
            yield (*last, "".join(words))
            words = []
        last = look
        words.append(span.key)
    if last is not None:
        yield (*last, "".join(words))
