"""What a reader sees of a Word file once all revisions are accepted, or all rejected.

Independent of the code that reads for comparison and of the code that writes: it holds both to account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.ooxml.redline.model import XML_SPACE, R, local, w

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from report_kit.ooxml.redline.parts import Source

Line = tuple[object, ...]
"""A paragraph with its formats and runs, or the beginning or end of a table, row or cell."""

_UNSEEN = frozenset(
    (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd", "proofErr"),
        *("commentReference", "lastRenderedPageBreak", "rPr", "pPr", "smartTagPr", "customXmlPr"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd"),
    )
)
_PLAIN = {"delText": "t", "delInstrText": "instrText"}
_SESSION = ("rsid", "paraId", "textId")


class View:
    """Reads with revisions accepted, or rejected. ``source`` tells what relationships and notes of the file say."""

    def __init__(self, source: Source, *, accepted: bool) -> None:
        self._source = source
        self._accepted = accepted
        self._gone = ("del", "moveFrom") if accepted else ("ins", "moveTo")
        self._carried: list[tuple[str, str, str]] = []
        self._ended: Line | None = None  # the last paragraph, when its end is gone

    def lines(self, parent: _Element) -> list[Line]:
        """Everything in a body, cell or text box."""
        outer, self._carried, self._ended = (self._carried, self._ended), [], None
        lines: list[Line] = []
        self._blocks(parent, lines)
        if local(parent) == "tc" and self._ended is not None:
            lines.append(self._ended)  # the last paragraph of a cell has no end to lose
        else:
            self._flush(lines)
        self._carried, self._ended = outer
        return lines

    def _blocks(self, parent: _Element, lines: list[Line]) -> None:
        for element in parent:
            name = local(element)
            if name == "p":
                line, alive = self._paragraph(element)
                if alive:
                    lines.append(line)
                    self._carried, self._ended = [], None
                else:
                    self._ended = line
            elif name == "tbl":
                self._table(element, lines)
            elif name == "sectPr":
                self._flush(lines)
                lines.append(("section", self._version(element, "sectPr", "headerReference", "footerReference")))
            elif name in ("sdt", "sdtContent", "customXml"):
                self._blocks(element, lines)

    def _flush(self, lines: list[Line]) -> None:
        """Text whose end is gone, with no paragraph behind to go on in."""
        if self._carried and self._ended is not None:
            lines.append(self._ended)
        self._carried, self._ended = [], None

    def _paragraph(self, element: _Element) -> tuple[Line, bool]:
        properties = element.find(w("pPr"))
        mark = properties.find(w("rPr")) if properties is not None else None
        section = properties.find(w("sectPr")) if properties is not None else None
        self._carried += self._runs(element, "")
        line = (
            "paragraph",
            self._version(properties, "pPr", "rPr", "sectPr"),
            self._version(mark, "rPr", "ins", "del", "moveFrom", "moveTo"),
            self._version(section, "sectPr") if section is not None else "",
            self._joined(self._carried),
        )
        alive = mark is None or not any(local(one) in self._gone for one in mark)
        return line, alive

    @staticmethod
    def _joined(runs: Sequence[tuple[str, str, str]]) -> tuple[tuple[str, str, str], ...]:
        found: list[tuple[str, str, str]] = []
        for look, link, words in runs:
            if found and found[-1][:2] == (look, link):
                found[-1] = (look, link, found[-1][2] + words)
            else:
                found.append((look, link, words))
        return tuple(found)

    def _runs(self, parent: _Element, link: str) -> Iterator[tuple[str, str, str]]:
        for element in parent:
            name = local(element)
            if name in self._gone or name in _UNSEEN:
                continue
            if name == "r":
                yield from self._run(element, link)
            elif name in ("ins", "del", "moveTo", "moveFrom", "smartTag", "customXml"):
                yield from self._runs(element, link)
            elif name == "hyperlink":
                yield from self._runs(element, self._attributes(element))
            elif name == "fldSimple":
                code = element.get(w("instr")) or ""
                yield "", link, "\0<fldChar fldCharType=begin>"
                yield "", link, f"\0<instrText>{code}</instrText>"
                yield "", link, "\0<fldChar fldCharType=separate>"
                yield from self._runs(element, link)
                yield "", link, "\0<fldChar fldCharType=end>"
            else:
                yield "", link, "\0" + self._canonical(element)

    def _run(self, run: _Element, link: str) -> Iterator[tuple[str, str, str]]:
        look = self._version(run.find(w("rPr")), "rPr")
        for element in run:
            name = local(element)
            if name in _UNSEEN:
                continue
            if name in ("t", "delText"):
                text = element.text or ""
                if element.get(XML_SPACE) != "preserve":
                    text = text.strip(" \t\r\n")
                if text:
                    yield look, link, text
            elif name in ("instrText", "delInstrText"):
                yield look, link, f"\0<instrText>{element.text or ''}</instrText>"
            elif name == "fldChar" and len(element.attrib) == 1:
                yield look, link, f"\0<fldChar fldCharType={element.get(w('fldCharType'))}>"
            else:
                yield look, link, "\0" + self._canonical(element)

    def _table(self, element: _Element, lines: list[Line]) -> None:
        rows = [row for row in _within(element, "tr") if not self._lost(row, "trPr", self._gone)]
        if not rows:
            return
        self._flush(lines)
        lines.append(
            ("table", self._version(element.find(w("tblPr")), "tblPr"), self._grid(element.find(w("tblGrid"))))
        )
        for row in rows:
            properties = self._version(row.find(w("trPr")), "trPr", "ins", "del")
            lines.append(("row", properties, self._version(row.find(w("tblPrEx")), "tblPrEx")))
            for cell in _within(row, "tc"):
                if self._lost(cell, "tcPr", ("cellDel",) if self._accepted else ("cellIns",)):
                    continue
                lines.append(("cell", self._version(cell.find(w("tcPr")), "tcPr", "cellIns", "cellDel", "cellMerge")))
                lines += self.lines(cell)
                lines.append(("end of cell",))
        lines.append(("end of table",))

    @staticmethod
    def _lost(element: _Element, properties: str, names: tuple[str, ...]) -> bool:
        found = element.find(w(properties))
        return found is not None and any(local(one) in names for one in found)

    def _grid(self, grid: _Element | None) -> str:
        if grid is None:
            return ""
        change = grid.find(w("tblGridChange"))
        if change is not None and not self._accepted:
            return "".join(self._canonical(one) for inner in change for one in inner)
        return "".join(self._canonical(one) for one in grid if one is not change)

    def _version(self, properties: _Element | None, name: str, *without: str) -> str:
        """Properties as they are, or as they were before they were revised."""
        if properties is None:
            return ""
        change = properties.find(w(name + "Change"))
        if change is not None and not self._accepted:
            old = "".join(self._canonical(one) for inner in change for one in inner if local(one) not in without)
            return self._headers(properties, without) + old
        kept = [one for one in properties if one is not change and local(one) not in without]
        if name == "sectPr":
            rest = "".join(self._canonical(one) for one in kept if not local(one).endswith("Reference"))
            return self._headers(properties, without) + rest
        return "".join(self._canonical(one) for one in kept)

    def _headers(self, properties: _Element, without: tuple[str, ...]) -> str:
        """Headers and footers of a section, whose references no revision can change."""
        found = [one for one in properties if local(one) in ("headerReference", "footerReference")]
        return "".join(self._canonical(one) for one in found if local(one) not in without)

    def _attributes(self, element: _Element) -> str:
        found = []
        for key, value in sorted(element.items()):
            name, text = str(key), str(value)
            namespace, _, short = name[1:].partition("}") if name.startswith("{") else ("", "", name)
            if short.startswith(_SESSION) or (short == "id" and namespace != R):
                continue
            if namespace == R:
                text = self._source.target_key(text)
            found.append(f" {name}={text!r}" if name != XML_SPACE else "")
        return "".join(found)

    def _canonical(self, element: _Element) -> str:
        """An element with everything in it, ids of relationships replaced by what they lead to."""
        name = local(element)
        if name in _UNSEEN and name not in ("rPr", "pPr"):
            return ""
        if name in ("footnoteReference", "endnoteReference"):
            return f"<{name} {self._source.note_key(element)}>"
        if name == "txbxContent":
            return f"<{name} {View(self._source, accepted=self._accepted).lines(element)!r}>"
        name = _PLAIN.get(name, name)
        inner = "".join(self._canonical(one) for one in element)
        return f"<{name}{self._attributes(element)}>{element.text or ''}{inner}</{name}>"


def _within(parent: _Element, name: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, also those in content controls."""
    for element in parent:
        found = local(element)
        if found == name:
            yield element
        elif found in ("sdt", "sdtContent", "customXml"):
            yield from _within(element, name)
