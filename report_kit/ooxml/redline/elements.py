"""Word elements made for a redline: bare ones, tracked changes with their author, text in or out of a deletion."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from report_kit.ooxml.redline.model import XML_SPACE, Format, Revision, local, w
from report_kit.ooxml.xml import W, XmlError, check_depth, decode

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = {"w": W}
DELETED = {"t": "delText", "instrText": "delInstrText"}
PLAIN = {name: plain for plain, name in DELETED.items()}
_TEXT_BOX = "txbxContent"


def root_of(data: bytes) -> _Element:
    """The lxml tree of a part that comes from others, without comments and processing instructions.

    Raises:
        XmlError: when it is not XML we accept.
    """
    text = decode(data)
    check_depth(text)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlError(str(error)) from error


def made(name: str, /, **attributes: str) -> _Element:
    """A WordprocessingML element."""
    element = etree.Element(w(name), nsmap=_NAMES)
    for key, value in attributes.items():
        element.set(w(key), value)
    return element


class Author(NamedTuple):
    """Who the redline says it is by, and when (ISO 8601, or empty)."""

    name: str
    date: str

    def tracked(self, name: str, by: Revision | None = None) -> _Element:
        """An element of a tracked change; ids are given at the end. ``by``: an older revision that it continues."""
        author, date = (by.author, by.date) if by else (self.name, self.date)
        element = made(name, id="0", author=author)
        if date:
            element.set(w("date"), date)
        return element


def copied(form: Format) -> _Element | None:
    """A copy of properties, or None for none."""
    return deepcopy(form.element) if form.element is not None else None


def or_empty(form: Format, name: str) -> _Element:
    """A copy of properties, empty for none."""
    return deepcopy(form.element) if form.element is not None else made(name)


def bare(element: _Element) -> _Element:
    """An element without its children."""
    names = {prefix: uri for prefix, uri in element.nsmap.items() if prefix}
    alone = etree.Element(str(element.tag), nsmap=names)
    for name, value in element.items():
        alone.set(name, value)
    return alone


def renamed(element: _Element, names: dict[str, str]) -> None:
    """Text in the form it has inside, or outside, of a deletion; text boxes are documents of their own."""
    name = local(element)
    if name in names:
        element.tag = w(names[name])
        if element.text:
            element.set(XML_SPACE, "preserve")
    if name != _TEXT_BOX:
        for one in element:
            renamed(one, names)
