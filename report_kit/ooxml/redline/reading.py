"""From Word XML to what is compared: paragraphs as spans and tokens, tables as rows and cells."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

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
    Token,
    local,
    w,
)
from report_kit.wording_diff import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

    from report_kit.ooxml.redline.parts import Source

THING = "\ue000"
"""Begins the key of what is no text; private, so that hardly any text holds it."""
END = "\n"
"""The key of the end of a paragraph: where readers rest, see ``wording_diff``."""

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
            return Control(
                element, label, content, THING.join(["sdt", *(key for key, _ in keys)]), repr((label, keys))
            )
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

    def _versions(self, properties: _Element | None, change: str, *without: str) -> tuple[Format, Format, Revision | None]:
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
        section_key, headers_key = self._section(section)
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

    def _section(self, section: _Element | None) -> tuple[str, str]:
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
        bare = etree.Element(element.tag, nsmap=element.nsmap)
        for name, value in element.items():
            bare.set(name, value)
        return self._source.key(bare)

    def _run(self, run: _Element, link: Link | None, revision: Revision | None) -> None:
        formats = self._reader.span_formats(child(run, "rPr"))
        for element in run:
            name = local(element)
            if name in ("t", "delText"):
                words = element.text or ""
                words = words if element.get(XML_SPACE) == "preserve" else words.strip(_SPACES)
                if words:
                    self._span(words, None, words, formats, link, revision)
            elif name == "commentReference":
                self.marks.append(_reference(run, element))
            elif name != "rPr":
                self._thing(element, formats, link, revision)

    def _thing(
        self,
        element: _Element,
        formats: tuple[Format, Format, Revision | None],
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
        self._span("", element, THING + key, formats, link, revision, whole=whole)

    def _span(
        self,
        text: str,
        element: _Element | None,
        key: str,
        formats: tuple[Format, Format, Revision | None],
        link: Link | None,
        revision: Revision | None,
        *,
        whole: bool = False,
    ) -> None:
        now, was, who = formats
        marks, self.marks = tuple(self.marks), []
        self.spans.append(Span(text, element, key, now, was, who, link, revision, whole, marks))

    def _field(self, element: _Element, link: Link | None, revision: Revision | None) -> None:
        """A simple field as the runs that mean the same, since those can be inserted and deleted."""
        formats = (NO_FORMAT, NO_FORMAT, None)
        code = etree.Element(w("instrText"), nsmap=element.nsmap)
        code.text = element.get(w("instr")) or ""
        code.set(XML_SPACE, "preserve")
        for one in (_character(element, "begin"), code, _character(element, "separate")):
            self._thing(one, formats, link, revision)
        self.children(element, link, revision)
        self._thing(_character(element, "end"), formats, link, revision)


def _reference(run: _Element, reference: _Element) -> _Element:
    """The run that refers to a comment, without anything else that stands in it."""
    made = etree.Element(run.tag, nsmap=run.nsmap)
    properties = child(run, "rPr")
    made.extend([deepcopy(one) for one in (properties, reference) if one is not None])
    return made


def _character(element: _Element, kind: str) -> _Element:
    made = etree.Element(w("fldChar"), nsmap=element.nsmap)
    made.set(w("fldCharType"), kind)
    return made


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


def tokens_of(paragraph: Paragraph) -> list[Token]:
    """The tokens of a paragraph, its end the last. A field from its beginning to its end is one."""
    made: list[Token] = []
    spans = paragraph.spans
    at = 0
    while at < len(spans):
        span = spans[at]
        end = at + 1
        if span.element is not None:
            end = _field_end(spans, at)
            key = "".join(_linked(one) for one in spans[at:end])
            made.append(Token(key, tuple(spans[at:end]), span.revision))
            paragraph.knotted = paragraph.knotted or (end == at + 1 and local(span.element) == "fldChar")
        else:
            while end < len(spans) and spans[end].element is None and _together(spans[end], span):
                end += 1
            made += _words(spans[at:end])
        at = end
    made.append(Token(END + paragraph.headers_key + (THING if paragraph.section is not None else ""), (), paragraph.revision, paragraph))
    return made


def _linked(span: Span) -> str:
    key = span.key.replace("\n", THING + "\n") if span.element is None else span.key
    return f"{THING}link {span.link.key}{THING}{key}" if span.link else key


def _together(one: Span, other: Span) -> bool:
    return one.link is other.link and one.revision == other.revision


def _field_end(spans: Sequence[Span], start: int) -> int:
    """Behind the end of the field that begins here, if it ends in the same link and revision; else behind its sign."""
    depth = 0
    for at in range(start, len(spans)):
        element = spans[at].element
        if not _together(spans[at], spans[start]):
            break
        if element is not None and local(element) == "fldChar":
            depth += {"begin": 1, "end": -1}.get(element.get(w("fldCharType")) or "", 0)
        if depth <= 0:
            return at + 1
    return start + 1


def _words(spans: Iterable[Span]) -> Iterator[Token]:
    """Text of one revision and one link in tokens, over the edges of runs."""
    from dataclasses import replace

    left = list(reversed(list(spans)))
    for token in tokens("".join(span.text for span in reversed(left))):
        parts: list[Span] = []
        need = len(token)
        while need:
            span = left.pop()
            if len(span.text) > need:
                left.append(replace(span, text=span.text[need:], key=span.text[need:], marks=()))
                span = replace(span, text=span.text[:need], key=span.text[:need])
            need -= len(span.text)
            parts.append(span)
        key = token.replace("\n", THING + "\n")
        if parts[0].link:
            key = f"{THING}link {parts[0].link.key}{THING}{key}"
        yield Token(key, tuple(parts), parts[0].revision)
