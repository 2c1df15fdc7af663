"""What may stand in each element of WordprocessingML that a redline writes, in which order, and what must.

These are the content models of ECMA-376-1 (transitional), in our own short notation, since no schema can be shipped: a
name, or a group in capitals, with ``?``, ``*`` or ``+`` as in regular expressions. Elements of other namespaces may
stand anywhere.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache
from typing import TYPE_CHECKING

from report_kit.ooxml.xml import W

if TYPE_CHECKING:
    from collections.abc import Iterator

_RANGES = (
    "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd moveToRangeStart"
    " moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd"
    " customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd"
)
_CHANGED = f"{_RANGES} proofErr permStart permEnd ins del moveFrom moveTo"
_RUNS = f"{_CHANGED} r sdt customXml smartTag dir bdo"
_LOOKS = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish"
    " webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
    " eastAsianLayout specVanish oMath"
)
_IN_RUN = (
    "br t contentPart delText instrText delInstrText noBreakHyphen softHyphen dayShort monthShort yearShort dayLong"
    " monthLong yearLong annotationRef footnoteRef endnoteRef separator continuationSeparator sym pgNum cr tab object"
    " pict fldChar ruby footnoteReference endnoteReference commentReference drawing ptab lastRenderedPageBreak"
)
_ROW = "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden"

GROUPS = {
    "RANGE": _RANGES,
    "RUN": _RUNS,
    "INLINE": f"{_RUNS} fldSimple hyperlink subDoc",
    "BLOCK": f"{_CHANGED} p tbl sdt customXml altChunk",
    "TABLE_ROW": f"{_CHANGED} tr sdt customXml",
    "CELL": f"{_CHANGED} tc sdt customXml",
    "LOOK": _LOOKS,
    "IN_RUN": _IN_RUN,
    "ROW": _ROW,
    "REFERENCE": "headerReference footerReference",
    "CELL_CHANGE": "cellIns cellDel cellMerge",
}

_PARAGRAPH = (
    "pStyle? keepNext? keepLines? pageBreakBefore? framePr? widowControl? numPr? suppressLineNumbers? pBdr? shd? tabs?"
    " suppressAutoHyphens? kinsoku? wordWrap? overflowPunct? topLinePunct? autoSpaceDE? autoSpaceDN? bidi?"
    " adjustRightInd? snapToGrid? spacing? ind? contextualSpacing? mirrorIndents? suppressOverlap? jc? textDirection?"
    " textAlignment? textboxTightWrap? outlineLvl? divId? cnfStyle?"
)
_SECTION = (
    "footnotePr? endnotePr? type? pgSz? pgMar? paperSrc? pgBorders? lnNumType? pgNumType? cols? formProt? vAlign?"
    " noEndnote? titlePg? textDirection? bidi? rtlGutter? docGrid? printerSettings?"
)
_TABLE = (
    "tblStyle? tblpPr? tblOverlap? bidiVisual? tblStyleRowBandSize? tblStyleColBandSize? tblW? jc? tblCellSpacing?"
    " tblInd? tblBorders? shd? tblLayout? tblCellMar? tblLook? tblCaption? tblDescription?"
)
_EXCEPTION = "tblW? jc? tblCellSpacing? tblInd? tblBorders? shd? tblLayout? tblCellMar? tblLook?"
_CELL = (
    "cnfStyle? tcW? gridSpan? hMerge? vMerge? tcBorders? shd? noWrap? tcMar? textDirection? tcFitText? vAlign?"
    " hideMark? headers? CELL_CHANGE?"
)
_MARKED = "ins? del? moveFrom? moveTo?"

MODELS = {
    "document": "background? body?",
    "body": "BLOCK* sectPr?",
    "p": "pPr? INLINE*",
    "r": "rPr? IN_RUN*",
    "hyperlink": "INLINE*",
    "fldSimple": "fldData? INLINE*",
    "ins": "RUN*",
    "del": "RUN*",
    "pPr": f"{_PARAGRAPH} rPr? sectPr? pPrChange?",
    "pPrChange": "pPr",
    "pPrChange/pPr": _PARAGRAPH,
    "rPr": "LOOK* rPrChange?",
    "pPr/rPr": f"{_MARKED} LOOK* rPrChange?",
    "rPrChange": "rPr",
    "rPrChange/rPr": f"{_MARKED} LOOK*",
    "rPr/ins": "",
    "rPr/del": "",
    "sectPr": f"REFERENCE* {_SECTION} sectPrChange?",
    "sectPrChange": "sectPr?",
    "sectPrChange/sectPr": _SECTION,
    "tbl": "RANGE* tblPr tblGrid TABLE_ROW*",
    "tblPr": f"{_TABLE} tblPrChange?",
    "tblPrChange": "tblPr",
    "tblPrChange/tblPr": _TABLE,
    "tblGrid": "gridCol* tblGridChange?",
    "tblGridChange": "tblGrid",
    "tblGridChange/tblGrid": "gridCol*",
    "tr": "tblPrEx? trPr? CELL*",
    "tblPrEx": f"{_EXCEPTION} tblPrExChange?",
    "tblPrExChange": "tblPrEx",
    "tblPrExChange/tblPrEx": _EXCEPTION,
    "trPr": "ROW* ins? del? trPrChange?",
    "trPr/ins": "",
    "trPr/del": "",
    "trPrChange": "trPr",
    "trPrChange/trPr": "ROW*",
    "tc": "tcPr? BLOCK+",
    "tcPr": f"{_CELL} tcPrChange?",
    "tcPrChange": "tcPr",
    "tcPrChange/tcPr": _CELL,
    "sdt": "sdtPr? sdtEndPr? sdtContent?",
    "comments": "comment*",
    "comment": "BLOCK*",
}
"""By name, or by parent and name where that makes a difference."""

_CHANGE = ("id", "author")
REQUIRED = {
    **dict.fromkeys(("ins", "del", "moveFrom", "moveTo", "comment"), _CHANGE),
    **dict.fromkeys((f"{one}Change" for one in ("pPr", "rPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr")), _CHANGE),
    **dict.fromkeys(("tblGridChange", "commentRangeStart", "commentRangeEnd", "commentReference"), ("id",)),
    "bookmarkStart": ("id", "name"),
    "bookmarkEnd": ("id",),
}
"""Attributes that an element must have."""


def names(place: str) -> str:
    """The names that may stand in an element, in order."""
    return " ".join(GROUPS.get(word, word) for token in MODELS[place].split() for word in [token.rstrip("?*+")])


def flaws(data: bytes) -> Iterator[str]:
    """What in a part is not as the standard has it, as ``pPrChange/pPr: jc keepNext``."""
    root = ET.fromstring(data)
    parents = {child: parent for parent in root.iter() for child in parent}
    for element in root.iter():
        name = _name(element)
        path = f"{_name(parents[element])}/{name}" if element in parents else name
        place = path if path in MODELS else name
        children = [child for child in map(_name, element) if child]
        if place in MODELS and not _pattern(MODELS[place]).fullmatch("".join(f"{child} " for child in children)):
            yield f"{place}: {' '.join(children)}"
        for attribute in REQUIRED.get(name, ()):
            if f"{{{W}}}{attribute}" not in element.attrib:
                yield f"{name} without {attribute}"
        if name == "tblGridChange" and f"{{{W}}}author" in element.attrib:
            yield "tblGridChange with an author"
        if name == "tc" and children[-1:] not in (["p"], ["sdt"]):
            yield "tc without a paragraph at its end"


def _name(element: ET.Element) -> str:
    """The local name; empty for other namespaces."""
    return element.tag.removeprefix(f"{{{W}}}") if element.tag.startswith(f"{{{W}}}") else ""


@cache
def _pattern(model: str) -> re.Pattern[str]:
    pieces = []
    for token in model.split():
        word = token.rstrip("?*+")
        names = "|".join(GROUPS.get(word, word).split())
        pieces.append(f"(?:(?:{names}) ){token[len(word) :]}")
    return re.compile("".join(pieces))
