"""The laws of a redline, judged on the finished XML before anyone gets it.

Accept all gives the later document, reject all the earlier one; ids are unique; no deletion lies in an insertion; the
order of elements is that of the schema (own lists from its sequences; the schema itself is not at hand).
"""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, msg, shortened
from report_kit.ooxml.redline.model import local, w
from report_kit.ooxml.redline.viewing import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from report_kit.ooxml.redline.parts import Source
    from report_kit.ooxml.redline.viewing import Line

CHANGES = frozenset(
    (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
        *(f"{one}Change" for one in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx")),
    )
)
"""Elements that are tracked changes, each with an id of its own."""

# ECMA-376-1, wml.xsd. An element that is not named (of other namespaces) may stand anywhere before a change.
ORDER: Mapping[str, tuple[str, ...]] = {
    "pPr": (
        *(
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "framePr",
            "widowControl",
            "numPr",
            "suppressLineNumbers",
        ),
        *("pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct"),
        *("autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing"),
        *("mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl"),
        *("divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    ),
    "tblPr": (
        *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc"),
        *("tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption"),
        *("tblDescription", "tblPrChange"),
    ),
    "tcPr": (
        *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection"),
        *("tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel", "cellMerge", "tcPrChange"),
    ),
    "sectPr": (
        *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc"),
        *("pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection"),
        *("bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange"),
    ),
    "tblGrid": ("gridCol", "tblGridChange"),
    "tc": ("tcPr", "*"),
    "p": ("pPr", "*"),
    "r": ("rPr", "*"),
    "tbl": ("tblPr", "tblGrid", "tr"),
    "tr": ("tblPrEx", "trPr", "tc"),
    "trPr": ("*", "ins", "del", "trPrChange"),
    "rPr": ("ins", "del", "moveFrom", "moveTo", "*", "rPrChange"),
}
_HEADERS = ("headerReference", "footerReference")
_OUTSIDE = frozenset(("hyperlink", "p", "tbl", "fldSimple", "ins", "del"))
_FREE = frozenset(
    ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd", "sdt")
)


def breach(
    body: _Element,
    source: Source,
    *,
    old: tuple[_Element, Source],
    new: tuple[_Element, Source],
    existing: str,
) -> Message | None:
    """The first law that a redline breaks, or None. ``old`` and ``new`` are the bodies as they were handed in."""
    for accepted, (given, origin), words in (
        (True, new, msg("全部接受修订后与新稿不一致")),
        (False, old, msg("全部拒绝修订后与旧稿不一致")),
    ):
        as_given = View(origin, accepted=accepted if existing == "keep" else existing == "accept").lines(given)
        difference = _first_difference(as_given, View(source, accepted=accepted).lines(body))
        if difference:
            place, should, found = difference
            return msg(
                "{law}：第 {place} 处应为「{should}」，却是「{found}」",
                law=words,
                place=place,
                should=should,
                found=found,
            )
    root = body.getparent()
    whole = root if root is not None else body
    known = {sign for one in (old[0], new[0]) for sign in misordered(one)}
    return _ids(whole) or _nesting(whole) or _order(whole, known)


def _first_difference(should: Sequence[Line], found: Sequence[Line]) -> tuple[int, str, str] | None:
    for place, (one, other) in enumerate(zip_longest(should, found, fillvalue=())):
        if one != other:
            words = _words(one), _words(other)
            if words[0] == words[1]:
                words = _parting(repr(one), repr(other))
            return place + 1, *words
    return None


def _words(line: Line) -> str:
    if line and line[0] == "paragraph":
        return shortened("".join(text for _, _, text in line[4]), 40)  # type: ignore[attr-defined]
    return str(line[0]) if line else ""


def _parting(one: str, other: str) -> tuple[str, str]:
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    start = max(0, at - 20)
    return shortened(one[start:], 60), shortened(other[start:], 60)


def _ids(root: _Element) -> Message | None:
    changes: Counter[str] = Counter()
    others: dict[str, Counter[str]] = {}
    for one in root.iter():
        name = local(one)
        identity = str(one.get(w("id")))
        if name in CHANGES:
            changes[identity] += 1
        elif name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference"):
            others.setdefault(name, Counter())[identity] += 1
    for counted in (changes, *others.values()):
        twice = next((identity for identity, count in counted.items() if count > 1), None)
        if twice is not None:
            return msg("修订稿中编号 {identity} 用了两次", identity=twice)
    marks = set(others.get("bookmarkStart", ())), set(others.get("bookmarkEnd", ()))
    alone = next(iter(sorted(marks[0] ^ marks[1])), None)
    if alone is not None:
        return msg("修订稿中书签 {identity} 有头无尾", identity=alone)
    shared = next(iter(sorted(set(changes) & marks[0])), None)
    return msg("修订稿中编号 {identity} 用了两次", identity=shared) if shared is not None else None


def _nesting(root: _Element) -> Message | None:
    for change in root.iter(w("ins"), w("del")):
        parent = change.getparent()
        if parent is not None and local(parent) in ("rPr", "trPr"):
            continue
        for one in _inside(change):
            name = local(one)
            if name in _OUTSIDE or (local(change) == "del" and name in ("t", "instrText")):
                return msg("修订稿的结构有误：{outer} 中不能有 {inner}", outer=local(change), inner=name)
            if local(change) == "ins" and name in ("delText", "delInstrText"):
                return msg("修订稿的结构有误：{outer} 中不能有 {inner}", outer=local(change), inner=name)
    return None


def _inside(element: _Element) -> Iterator[_Element]:
    """Everything below an element but text boxes, which are documents of their own, and properties."""
    for one in element:
        name = local(one)
        if name == "txbxContent" or name.endswith("Pr"):
            continue
        yield one
        yield from _inside(one)


def misordered(root: _Element) -> Iterator[tuple[str, ...]]:
    """Parents whose children are not in the order of the schema, as their names; tracked changes left out."""
    for one in root.iter():
        if local(one) in ORDER and not _ordered(one):
            yield local(one), *(name for child in one if (name := local(child)) not in CHANGES)


def _order(root: _Element, known: set[tuple[str, ...]]) -> Message | None:
    """The first disorder that neither of the documents had before."""
    for sign in misordered(root):
        if sign not in known:
            return msg("修订稿的结构有误：{outer} 中各项的次序不合规范", outer=sign[0])
    return None


def _ordered(element: _Element) -> bool:
    order = ORDER[local(element)]
    ranks = {name: rank for rank, name in enumerate(order)}
    last = 0
    for one in element:
        name = local(one)
        rank = ranks.get(name, ranks.get("*"))
        if rank is None:
            if name in _FREE or name.startswith("{"):
                continue
            return False
        if name in _HEADERS:
            rank = 0
        if rank < last:
            return False
        last = rank
    return True
