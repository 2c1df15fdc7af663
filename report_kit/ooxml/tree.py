"""A part of a Word file as a tree of elements, read with limits, and what single elements of it say.

The tree is that of the standard library: parts that come from others have no document type and no entities when
they get here, and a program that is started for every version of a file has no time to load more.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from report_kit.ooxml.xml import MAX_DEPTH, UnsafeXmlError, W, XmlError, check, decode

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SPACES = " \t\r\n"

CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
"""Elements that stand for a character."""

GONE = frozenset(("del", "moveFrom"))
"""Elements whose content a tracked change takes away."""


def tree(data: bytes) -> Element:
    """The tree of a part that comes from others.

    Raises:
        XmlError: when it is not XML we accept.
    """
    text = decode(data)
    if "<!DOCTYPE" in text:  # nearly always not; a comment may say it as well
        check(text)
    root = _parsed(text)
    if _deeper(root, MAX_DEPTH):
        raise UnsafeXmlError("elements nested too deep")
    return root


def own_tree(data: bytes) -> Element:
    """The tree of a part that we made ourselves, whose template was judged when it was read."""
    return _parsed(data)


def _parsed(data: bytes | str) -> Element:
    from xml.etree import ElementTree as ET

    try:
        return ET.fromstring(data)  # noqa: S314 - no document type gets here
    except (ET.ParseError, ValueError) as error:
        raise XmlError(str(error)) from error


def _deeper(root: Element, most: int) -> bool:
    """Whether elements are nested deeper than ``most``, level by level: a parser that counts is ten times slower."""
    level = [root]
    for _ in range(most):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def local_name(element: Element) -> str:
    """The local name of a WordprocessingML element; others under their full name."""
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    namespace, _, local = tag[1:].partition("}")
    return local if namespace in (W, _STRICT, _MC) else tag


def words_of(element: Element) -> str:
    """The text of a ``w:t``, with spaces at its ends only where it says so."""
    words = element.text or ""
    return words if element.get(_SPACE) == "preserve" else words.strip(_SPACES)


def attribute(element: Element, name: str) -> str:
    """An attribute by its local name, or an empty text."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def inside(element: Element, *path: str) -> Element | None:
    """The first child of that name, its first child of the next name, and so on."""
    found: Element | None = element
    for step in path:
        found = next((child for child in found if local_name(child) == step), None) if found is not None else None
    return found


def looks(paragraph: Element) -> tuple[str, int | None]:
    """The id of a paragraph's style, and the outline level it says itself."""
    properties = inside(paragraph, "pPr")
    style = inside(properties, "pStyle") if properties is not None else None
    return (attribute(style, "val") if style is not None else ""), outline_of(properties)


def outline_of(properties: Element | None) -> int | None:
    """The outline level that properties of a paragraph or of a style give; 0 is the highest."""
    level = inside(properties, "outlineLvl") if properties is not None else None
    written = attribute(level, "val") if level is not None else ""
    return int(written) if written.isascii() and written.isdigit() and len(written) == 1 and written != "9" else None


def mark_deleted(paragraph: Element) -> bool:
    """Whether the end of the paragraph is deleted, or moved away, in a tracked change."""
    mark = inside(paragraph, "pPr", "rPr")
    return mark is not None and any(local_name(child) in GONE for child in mark)


def is_deleted(element: Element, name: str) -> bool:
    """Whether a table row (``tr``) or cell (``tc``) is deleted in a tracked change."""
    properties = inside(element, name + "Pr")
    return properties is not None and any(local_name(child) in ("del", "cellDel") for child in properties)
