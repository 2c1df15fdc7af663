"""Revisions that a document already carries, accepted or rejected in its XML; what says nothing, taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.ooxml.redline.model import XML_SPACE, local, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_IN = frozenset(("ins", "moveTo"))
_OUT = frozenset(("del", "moveFrom"))
_CHANGES = frozenset(
    f"{one}Change" for one in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "numbering")
)
_RANGES = frozenset(
    f"{one}Range{end}"
    for one in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
    for end in ("Start", "End")
)
_CELLS = frozenset(("cellIns", "cellDel", "cellMerge"))
_UNREADABLE = (
    frozenset(("tblPrChange", "trPrChange", "tcPrChange", "tblPrExChange", "tblGridChange", "sectPrChange")) | _CELLS
)
"""Revisions that cannot be kept beside ours."""

_PARAGRAPH_OWN = frozenset(("rPr", "sectPr"))
_SESSION = ("rsid", "paraId", "textId")
_NOISE = frozenset(("proofErr", "lastRenderedPageBreak"))
_TRANSPARENT = frozenset(("smartTag", "customXml"))
_FREE = frozenset(("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"))
_PROPERTIES = frozenset(("smartTagPr", "customXmlPr"))
_PROPERTY_PARENTS = frozenset(("rPr", "trPr", "pPr"))
_SHOWN_AGAIN = {"delText": "t", "delInstrText": "instrText"}


def cleaned(root: _Element) -> bool:
    """Takes out, in place, what says nothing of the text; tells whether controls around rows lost their frame."""
    framed = False
    for element in list(root.iter()):
        for name in [one for one in element.attrib if str(one).rpartition("}")[2].startswith(_SESSION)]:
            del element.attrib[name]
        name = local(element)
        if name == "tc":
            _unmarked(element)
        if name in _NOISE:
            _removed(element)
        elif name in _TRANSPARENT:
            for one in element:
                if local(one) in _PROPERTIES:
                    element.remove(one)
            _unwrapped(element)
        elif name == "sdt":
            parent = element.getparent()
            if parent is not None and local(parent) in ("tbl", "tr"):
                framed = True
                inner = element.find(w("sdtContent"))
                for one in list(element):
                    if one is not inner:
                        element.remove(one)
                if inner is not None:
                    _unwrapped(inner)
                _unwrapped(element)
    return framed


def _unmarked(cell: _Element) -> None:
    """The end of the last paragraph of a cell can neither come nor go, whatever is said of it."""
    last = next(cell.iterchildren(w("p"), reversed=True), None)
    mark = last.find(f"{w('pPr')}/{w('rPr')}") if last is not None and last.getnext() is None else None
    for one in list(mark) if mark is not None else ():
        if mark is not None and local(one) in _IN | _OUT:
            mark.remove(one)


def revised(root: _Element) -> bool:
    """Whether a part carries revisions."""
    return any(local(one) in _IN | _OUT | _CHANGES | _CELLS for one in root.iter())


def unkeepable(root: _Element) -> bool:
    """Whether a part carries revisions that can be resolved, but not kept beside ours."""
    return any(local(one) in _UNREADABLE for one in root.iter())


def resolve(root: _Element, *, accept: bool) -> None:
    """Accepts or rejects, in place, every revision of a part."""
    gone, stays = (_OUT, _IN) if accept else (_IN, _OUT)
    for element in list(root.iter()):
        if local(element) in _CHANGES:
            _changed(element, accept=accept)
    for element in list(root.iter(w("tr"))):
        properties = element.find(w("trPr"))
        if properties is not None and any(local(one) in gone for one in properties):
            _removed(element)
    for element in list(root.iter(w("tc"))):
        properties = element.find(w("tcPr"))
        for one in list(properties) if properties is not None else ():
            name = local(one)
            if name == ("cellDel" if accept else "cellIns"):
                _removed(element)
            elif name in _CELLS and properties is not None:
                properties.remove(one)
    for element in list(root.iter(w("tbl"))):
        if element.find(w("tr")) is None and not any(local(one) == "sdt" for one in element):
            _removed(element)
    joined = [one for one in root.iter(w("p")) if _mark(one, gone)]
    for element in list(root.iter()):
        name = local(element)
        parent = element.getparent()
        if parent is None:
            continue
        if name in _RANGES or (name in _IN | _OUT and local(parent) in _PROPERTY_PARENTS) or name in gone:
            _removed(element)
        elif name in stays:
            _unwrapped(element)
        elif name in _SHOWN_AGAIN:
            element.tag = w(_SHOWN_AGAIN[name])
            element.set(XML_SPACE, "preserve")
    for paragraph in joined:
        _join(paragraph)


def _mark(paragraph: _Element, names: frozenset[str]) -> bool:
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return mark is not None and any(local(one) in names for one in mark)


def _changed(change: _Element, *, accept: bool) -> None:
    """A change of properties: forgotten, or undone."""
    properties = change.getparent()
    if properties is None:
        return
    properties.remove(change)
    if accept or local(change) == "numberingChange":
        return
    kept: list[_Element] = []
    if local(change) == "pPrChange":
        kept = [one for one in properties if local(one) in _PARAGRAPH_OWN]
    elif local(change) == "sectPrChange":
        kept = [one for one in properties if local(one) in ("headerReference", "footerReference")]
    elif local(change) == "rPrChange" or local(change) == "trPrChange":
        kept = [one for one in properties if local(one) in _IN | _OUT]
    was = [one for inner in change for one in inner]
    for one in list(properties):
        properties.remove(one)
    first_kept = local(change) in ("sectPrChange", "rPrChange")
    properties.extend([*kept, *was] if first_kept else [*was, *kept])


def _join(paragraph: _Element) -> None:
    """A paragraph whose end is gone goes on in the next; without text it goes altogether."""
    parent = paragraph.getparent()
    if parent is None:
        return
    following = _following(paragraph)
    content = [one for one in paragraph if local(one) != "pPr"]
    if following is not None and local(following) == "p":
        start = 1 if following.find(w("pPr")) is not None else 0
        for place, one in enumerate(content):
            following.insert(start + place, one)
        parent.remove(paragraph)
    elif not any(_speaks(one) for one in content) and not (local(parent) == "tc" and following is None):
        parent.remove(paragraph)


def _following(element: _Element) -> _Element | None:
    """The paragraph or table behind an element, also where a content control begins or ends between them."""
    following = element.getnext()
    while following is not None and local(following) in _FREE:
        following = following.getnext()
    if following is None:
        outer = element.getparent()
        if outer is None or local(outer) not in ("sdt", "sdtContent"):
            return None
        return _following(outer)
    if local(following) == "sdt":
        inner = following.find(w("sdtContent"))
        first = next((one for one in inner if local(one) not in _FREE), None) if inner is not None else None
        return first if first is not None else _following(following)
    return following


def _speaks(element: _Element) -> bool:
    """Whether a child of a paragraph shows anything."""
    if local(element) in _FREE:
        return False
    return any(
        local(one) not in ("r", "rPr", "commentReference", "hyperlink") for one in element.iter() if not _format(one)
    )


def _format(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) == "rPr"


def _removed(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrapped(element: _Element) -> None:
    """The children of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for one in reversed(list(element)):
        parent.insert(at + 1, one)
    parent.remove(element)


def stories(names: Iterator[str]) -> list[str]:
    """Of parts, those that hold text beside the main document."""
    return sorted(
        name for name in names if name.rpartition("/")[2].startswith(("header", "footer", "footnotes", "endnotes"))
    )
