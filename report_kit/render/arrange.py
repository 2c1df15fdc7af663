"""What the words decide of the layout: where a long title breaks, what stays beside the signature, empty cells.

Done on the rendered XML while the marks still tell what each paragraph shows.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from report_kit.ooxml.properties import with_paragraph_property
from report_kit.render.marks import block_mark

if TYPE_CHECKING:
    from report_kit.render.marks import Marker

TITLE_LINE = 20.0
"""Characters of 二号 in a line of 156 mm (442.2 pt); ``_TITLE_SLACK`` for faces wider than estimated."""
_TITLE_SLACK = 0.5
_TITLE_CHARACTER = 440
"""One 二号 character in twips."""
_LINE = 8844
"""The width of the text block in twips."""

_BREAK = re.compile("(?<=[^0-9A-Za-z])(?=[0-9]{4}年)")
"""Where a title may break: before a year. The four digits stay together, so the estimate need not be exact."""

_PARAGRAPH = "<w:p rk="
_CONTAINERS = re.compile("</w:(?:tc|hdr|ftr|footnote|endnote|txbxContent)>")
_ENDS_WITH_PARAGRAPH = re.compile(r"(?:</w:p>|</w:sdt>|<w:p(?: [^>]*)?/>|<w:bookmarkEnd [^>]*/>)$")
_TAIL = 60
"""Paragraphs from the signature back to the last of the text: a dozen attachments and blank lines."""

_TAGS = re.compile("<[^>]*>")
_LONGEST_KEPT = 500
"""Characters of a last paragraph that goes on as a whole, LibreOffice at least: more would leave a page empty."""

_SIGNATURE = ("unit", "date")


def arranged(xml: str, marker: Marker) -> str:
    """The main part with the title broken well and the signature kept with the last paragraph."""
    return _title_broken(_signature_kept(xml, marker), marker)


def cells_filled(xml: str) -> str:
    """Word opens no file with a cell or a text box that does not end with a paragraph: loops may leave such."""
    pieces = []
    done = 0
    for end in _CONTAINERS.finditer(xml):
        pieces.append(xml[done : end.start()])
        done = end.start()
        if not _ENDS_WITH_PARAGRAPH.search(xml, max(0, done - 200), done):
            pieces.append("<w:p/>")
    return "".join((*pieces, xml[done:])) if pieces else xml


def _signature_kept(xml: str, marker: Marker) -> str:
    """The page of the signature carries some of the text: GB/T 9704-2012 wants no 「此页无正文」."""
    starts = _last_paragraphs(xml, _annexes_begin(xml, marker))
    signature = text = None
    for place, (start, stop) in enumerate(starts):
        shown = _shown(xml[start:stop], marker)
        if signature is not None and any(map(_is_text, shown)):
            text = place
            break
        if signature is None and any(one in _SIGNATURE for one in shown):
            signature = place
    if signature is None or text is None:
        return xml
    paragraph = _TAGS.sub("", xml[slice(*starts[text])])
    if len(paragraph) + sum(len(words.text) for words in marker.words_in(paragraph)) > _LONGEST_KEPT:
        return xml
    for start, _ in starts[signature + 1 : text + 1]:
        xml = with_paragraph_property(xml, start, "keepNext", "<w:keepNext/>")
    return xml


def _annexes_begin(xml: str, marker: Marker) -> int:
    """Where the tables behind the signature begin; the end of the part without any."""
    first = next((index for index, shown in enumerate(marker.blocks) if shown.annex), None)
    at = xml.find(block_mark(first)) if first is not None else -1
    return at if at >= 0 else len(xml)


def _last_paragraphs(xml: str, stop: int) -> list[tuple[int, int]]:
    """Beginning and end of the last paragraphs before a place, the last first."""
    found: list[tuple[int, int]] = []
    while len(found) < _TAIL and (start := xml.rfind(_PARAGRAPH, 0, stop)) >= 0:
        found.append((start, stop))
        stop = start
    return found


def _shown(xml: str, marker: Marker) -> list[str]:
    return [marker.blocks[index].id for index in marker.blocks_in(xml)]


def _is_text(block_id: str) -> bool:
    return block_id not in _SIGNATURE and not block_id.startswith("attachments.")


def _title_broken(xml: str, marker: Marker) -> str:
    """A title too long for one line breaks before a year, by indents: its text stays one line."""
    index = next((index for index, shown in enumerate(marker.blocks) if shown.id == "title"), None)
    at = xml.find(block_mark(index)) if index is not None else -1
    if index is None or at < 0:
        return xml
    text = "".join(words.text for words in marker.words if words.block == index)
    indent = title_indent(text)
    if not indent:
        return xml
    element = f'<w:ind w:leftChars="0" w:left="{indent}" w:rightChars="0" w:right="{indent}"/>'
    return with_paragraph_property(xml, xml.rfind(_PARAGRAPH, 0, at), "ind", element)


def title_indent(text: str) -> int:
    """The indent on both sides, in twips, that makes the title break before a year; 0 when it needs none.

    The line ends between what must fit and what must not: half of the year's four digits is left on
    either side for faces that are wider or narrower.
    """
    if width(text) <= TITLE_LINE - _TITLE_SLACK:
        return 0
    best = None
    for at in (match.start() for match in _BREAK.finditer(text)):
        first, second = width(text[:at]), width(text[at:])
        room = first + width(text[at : at + 4]) / 2
        if second <= room - _TITLE_SLACK and room <= TITLE_LINE:
            best = room if best is None or room < best else best
    return int((_LINE - best * _TITLE_CHARACTER) / 2) if best else 0


def width(text: str) -> float:
    """The width of a title in characters, about: Word puts a quarter between Han and Latin."""
    total = 0.0
    before = ""
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WFA"
        kind = "han" if wide and character.isalpha() else "latin" if character.isalnum() else ""
        total += 1.0 if wide else 0.7 if character.isupper() else 0.53
        if kind and before and kind != before:
            total += 0.25
        before = kind
    return total
