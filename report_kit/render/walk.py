"""A rendered part read once from left to right: marks come off, blocks, spans and slots come out.

The XML is what Jinja made of a canonical part, so tags have no ``>`` in attributes and simple patterns
suffice. Time is linear in its length.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.draft import Block, Slot, Span, TemplateOrigin, is_gap
from report_kit.ooxml.xml import unescape
from report_kit.render.marks import BLOCK, MARK, ONE, PRIVATE, TEXT, number, without_marks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_kit.draft import Origin
    from report_kit.render.marks import Marker

_PROPERTIES = "(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?"
_TEXT = r"<w:t(?: [^>]*)?>[^<]*</w:t>|<w:t(?: [^>]*)?/>"
_TOKEN = re.compile(
    # 1-3: a run of one text: properties, attributes, text
    rf"<w:r(?: [^>]*)?>({_PROPERTIES})<w:t( [^>/]*)?>([^<]*)</w:t></w:r>"
    # 4-6: a paragraph begins: its number in the template, attributes, its style when that comes first
    r"|<w:p(?: rk=\"(\d+)\")?((?: [^>]*)?/?)>(?:<w:pPr><w:pStyle w:val=\"([^\"]*)\"/>)?()"
    # 8: a paragraph ends
    r"|(</w:p>)"
    # 9, 10: a run of texts, tabs and line breaks only: properties, content
    rf"|<w:r(?: [^>]*)?>({_PROPERTIES})((?:{_TEXT}|<w:(?:tab|br|cr)/>)*)</w:r>"
    # 11: the copy of a text box for old versions of Word
    r"|<(mc:Fallback)(?: [^>]*)?>"
    # 12-15: any other run begins: properties; text in it; a tab or line break in it; it ends
    rf"|<w:r(?: [^>]*)?>({_PROPERTIES})|({_TEXT})|<w:(tab|br|cr)/>|(</w:r>)"
    # 16: a style that does not come first
    r"|<w:pStyle w:val=\"([^\"]*)\"/>"
)
_CHILD = re.compile(r"<w:t((?: [^>]*?)?)(?:/>|>([^<]*)</w:t>)|<w:(tab|br|cr)/>")
_AMBIGUOUS = re.compile("[“”‘…—–·×÷±°§‰′″①-⑳Ⅰ-Ⅻ]|(?<![A-Za-z])’")
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n"}
_SPACES = " \t\r\n"


class _Paragraph:
    """A paragraph being read. ``block`` is its index once it has text; ``shown`` the number on its block mark."""

    __slots__ = ("block", "heading_end", "length", "number", "others", "shown", "spans", "style", "texts")

    def __init__(self, number: int) -> None:
        self.number = number
        self.style = ""
        self.block = -1
        self.shown = -1
        self.heading_end = 0
        self.length = 0
        self.texts: list[str] = []
        self.spans: list[Span] = []
        self.others: list[int] = []


class Reading:
    """What the parts of one draft give. ``arrived`` notes spans that came through, ``damaged`` torn ones.

    ``merged`` lists pairs of block numbers found in one paragraph, with the paragraph's origin.
    """

    def __init__(self, marker: Marker, styles: Mapping[str, str]) -> None:
        self.marker = marker
        self.styles = styles
        self.blocks: list[Block | None] = []
        self.arrived = bytearray(len(marker.words))
        self.damaged: list[TemplateOrigin] = []
        self.merged: list[tuple[int, int, TemplateOrigin]] = []
        self._ids: dict[str, int] = {}
        self._hinted: dict[str, str] = {}

    def part(self, name: str, xml: str) -> tuple[str | Slot, ...]:
        """The pieces of a part whose paragraphs are blocks."""
        return _Walk(self, name, xml).pieces()

    def plain_part(self, xml: str) -> str:
        """A part whose paragraphs are no blocks (headers, footers), without marks."""
        text = re.sub(r'(<w:p) rk="\d+"', r"\1", xml)
        return without_marks(text, self.marker, self.arrived)

    def block_id(self, paragraph: _Paragraph, part: str) -> str:
        """A block's id; a second paragraph that shows the same gets a number."""
        if paragraph.shown >= 0:
            wanted = self.marker.blocks[paragraph.shown].id
        else:
            stem = part.rpartition("/")[2].removesuffix(".xml")
            wanted = f"template.{stem}.{paragraph.number}"
        count = self._ids[wanted] = self._ids.get(wanted, 0) + 1
        return wanted if count == 1 else self.block_id_again(wanted, count)

    def block_id_again(self, wanted: str, count: int) -> str:
        """``id#n`` with the first n that is free."""
        while (unique := f"{wanted}#{count}") in self._ids:
            count += 1
        self._ids[unique] = 1
        return unique

    def opened(self, open_run: str, content: str) -> str:
        """A run's opening; for ambiguous characters one with a hint.

        It tells Word to set “ ” … — in the East Asian face, as the characters beside them.
        """
        texts = [text for words in self.marker.words_in(content) for text, _ in words.pieces]
        texts.append(content)
        return self.hinted(open_run) if _AMBIGUOUS.search("\n".join(texts)) else open_run

    def hinted(self, open_run: str) -> str:
        """A run's opening with the hint."""
        known = self._hinted.get(open_run)
        if known is None:
            known = self._hinted[open_run] = _with_hint(open_run)
        return known


class _Walk:
    """One pass over one part. ``copied`` is where the XML not yet in ``chunk`` begins."""

    def __init__(self, reading: Reading, name: str, xml: str) -> None:
        self.reading = reading
        self.name = name
        self.xml = xml
        self.out: list[str | Slot] = []
        self.chunk: list[str] = []
        self.copied = 0
        self.open: list[_Paragraph] = []
        self.runs: list[str] = []

    def pieces(self) -> tuple[str | Slot, ...]:
        """Walks the whole part."""
        skip = 0
        for token in _TOKEN.finditer(self.xml):
            start = token.start()
            if start < skip:
                continue
            which = token.lastindex
            if which == 3:
                self._run_of_text(token, start)
            elif which == 7:
                self._paragraph(token, start)
            elif which == 8:
                self._close()
            elif which == 11:
                skip = self._fallback(start, token.end())
            else:
                self._rarer(token, start, which)
        self.chunk.append(self.xml[self.copied :])
        self._flush()
        return tuple(self.out)

    def _rarer(self, token: re.Match[str], start: int, which: int | None) -> None:
        """Runs that hold more than text, and styles that do not come first."""
        if which == 10:
            self._run_of_texts(token, start)
        elif which == 12:
            self.runs.append("<w:r>" + token[12])
        elif which == 13:
            self._loose_text(token, start)
        elif which == 14 and self.open and self.runs:
            self._break(self.open[-1], token[14])
        elif which == 15 and self.runs:
            self.runs.pop()
        elif which == 16 and self.open:
            self.open[-1].style = token[16]

    def _paragraph(self, token: re.Match[str], start: int) -> None:
        number, attributes = token.group(4, 5)
        if number:
            self.chunk += (self.xml[self.copied : start], "<w:p", attributes, ">")
            self.copied = token.end(5) + 1
        if not attributes.endswith("/"):
            paragraph = _Paragraph(int(number or 0))
            paragraph.style = token[6] or ""
            self.open.append(paragraph)

    def _close(self) -> None:
        if not self.open:
            return
        done = self.open.pop()
        if done.block < 0:
            return
        reading = self.reading
        known = reading.marker.blocks
        shown = known[done.shown] if done.shown >= 0 else None
        style = reading.styles.get(done.style) or done.style
        text = "".join(done.texts)
        if PRIVATE.search(text):
            reading.damaged.append(TemplateOrigin(self.name, done.number))
        reading.blocks[done.block] = Block(
            reading.block_id(done, self.name),
            style,
            text,
            tuple(done.spans),
            shown.level if shown else 0,
            done.heading_end,
        )
        for other in done.others:
            if not known[other].inline and not known[done.shown].inline:
                reading.merged.append((done.shown, other, TemplateOrigin(self.name, done.number)))

    def _fallback(self, start: int, end: int) -> int:
        """Old Word's copy of a text box: the text is counted once only, in the copy for new Word."""
        stop = self.xml.find("</mc:Fallback>", end)
        stop = len(self.xml) if stop < 0 else stop
        self.chunk += (self.xml[self.copied : start], self.reading.plain_part(self.xml[start:stop]))
        self.copied = stop
        return stop

    def _run_of_text(self, token: re.Match[str], start: int) -> None:
        """The usual run, text and nothing else: one slot for each span; an empty one goes."""
        if not self.open:
            return
        self.chunk.append(self.xml[self.copied : start])
        self.copied = token.end()
        properties, attributes, content = token.group(1, 2, 3)
        if not content:
            return
        one = ONE.fullmatch(content)
        if one is None:
            open_run = self.reading.opened(f"<w:r>{properties}", content)
            self._text(self.open[-1], attributes or "", content, open_run)
        else:
            self._flush()
            self._words(self.open[-1], number(one[2]), one[1], f"<w:r>{properties}")

    def _run_of_texts(self, token: re.Match[str], start: int) -> None:
        """Several texts, tabs and line breaks: tabs and breaks become runs of their own."""
        if not self.open:
            return
        self.chunk.append(self.xml[self.copied : start])
        self.copied = token.end()
        content = token[10]
        paragraph = self.open[-1]
        open_run = self.reading.opened(f"<w:r>{token[9]}", content)
        for child in _CHILD.finditer(content):
            if child[3]:
                self._break(paragraph, child[3])
                self.chunk.append(f"{open_run}<w:{child[3]}/></w:r>")
            elif child[2]:
                self._text(paragraph, child[1], child[2], open_run)

    def _loose_text(self, token: re.Match[str], start: int) -> None:
        """Text in a run that holds other things as well: the run is closed before it and opened again after."""
        child = _CHILD.match(token[13])
        if not self.open or not self.runs or child is None or not child[2]:
            return
        open_run = self.runs[-1]
        self.chunk += (self.xml[self.copied : start], "</w:r>")
        self._text(self.open[-1], child[1], child[2], self.reading.opened(open_run, child[2]))
        self.chunk.append(open_run)
        self.copied = token.end()

    def _begin(self, paragraph: _Paragraph) -> None:
        """The paragraph has text and so becomes a block."""
        paragraph.block = len(self.reading.blocks)
        self.reading.blocks.append(None)

    def _break(self, paragraph: _Paragraph, kind: str) -> None:
        """A tab or line break of the template itself: a character of the block, but no slot."""
        if paragraph.block < 0:
            self._begin(paragraph)
        start = paragraph.length
        paragraph.length = start + 1
        paragraph.texts.append(_BREAKS[kind])
        paragraph.spans.append(Span(start, start + 1, TemplateOrigin(self.name, paragraph.number)))

    def _words(self, paragraph: _Paragraph, index: int, block: str | None, open_run: str) -> None:
        """One text of ours and nothing else, with the digits of its block if they stand before it."""
        if block:
            self._shows(paragraph, number(block))
        reading = self.reading
        reading.arrived[index] = 1
        words = reading.marker.words[index]
        if _AMBIGUOUS.search("\n".join([text for text, _ in words.pieces])):
            open_run = reading.hinted(open_run)
        self._add(paragraph, words.pieces, open_run)

    def _text(self, paragraph: _Paragraph, attributes: str, content: str, open_run: str) -> None:
        """The content of a ``w:t``: marks of texts, and what the template wrote between them."""
        pieces = MARK.split(content)
        if len(pieces) == 1 and "preserve" not in attributes:
            pieces = [content.strip(_SPACES)]
        self._flush()
        reading = self.reading
        for place, piece in enumerate(pieces):
            if place & 1:
                if piece[0] == TEXT:
                    index = number(piece[1:])
                    reading.arrived[index] = 1
                    self._add(paragraph, reading.marker.words[index].pieces, open_run)
                elif piece[0] == BLOCK:
                    self._shows(paragraph, number(piece[1:]))
                else:
                    paragraph.heading_end = paragraph.length
            elif piece:
                origin = TemplateOrigin(self.name, paragraph.number)
                self._add(paragraph, ((unescape(piece), origin),), open_run)

    def _add(self, paragraph: _Paragraph, pieces: Sequence[tuple[str, Origin]], open_run: str) -> None:
        """Pieces of text one behind the other: a span for each, and slots, one for those between gaps."""
        if paragraph.block < 0:
            self._begin(paragraph)
        block = paragraph.block
        begun = end = paragraph.length
        texts, spans = paragraph.texts, paragraph.spans
        for text, origin in pieces:
            start = end
            end += len(text)
            texts.append(text)
            spans.append(Span(start, end, origin))
            if is_gap(origin):
                if begun < start:
                    self.out.append(Slot(block, begun, start, open_run))
                self.out.append(Slot(block, start, end, open_run, gap=True))
                begun = end
        if begun < end:
            self.out.append(Slot(block, begun, end, open_run))
        paragraph.length = end

    @staticmethod
    def _shows(paragraph: _Paragraph, shown: int) -> None:
        if paragraph.shown < 0:
            paragraph.shown = shown
        elif shown != paragraph.shown and shown not in paragraph.others:
            paragraph.others.append(shown)

    def _flush(self) -> None:
        """What was copied since the last slot becomes a piece; marks in attributes come off."""
        piece = "".join(self.chunk)
        self.chunk.clear()
        if piece:
            self.out.append(without_marks(piece, self.reading.marker, self.reading.arrived))


def _with_hint(open_run: str) -> str:
    if "w:hint=" in open_run:
        return open_run
    if "<w:rFonts" in open_run:
        return open_run.replace("<w:rFonts", '<w:rFonts w:hint="eastAsia"', 1)
    fonts = '<w:rFonts w:hint="eastAsia"/>'
    if "<w:rPr>" not in open_run:
        return open_run.replace("<w:rPr/>", "") + f"<w:rPr>{fonts}</w:rPr>"
    style = re.match(r"<w:r><w:rPr><w:rStyle [^>]*/>", open_run)
    at = style.end() if style else len("<w:r><w:rPr>")
    return open_run[:at] + fonts + open_run[at:]
