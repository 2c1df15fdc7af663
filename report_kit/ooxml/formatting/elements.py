"""Elements of WordprocessingML as lxml gives them: names, attributes and properties without their namespace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.ooxml.tree import local_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element

Properties = dict[str, dict[str, str]]
"""The children of ``w:pPr`` or ``w:rPr`` by name, each with its attributes."""

_NO = ("0", "false", "off", "none")
_SIDES = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
_SLOTS = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}
"""The faces of ``w:rFonts``, and the attribute that takes each from the theme."""

_RIVALS = {"hanging": "firstLine", "firstLine": "hanging"}
_RIVALS |= {f"{name}Chars": f"{other}Chars" for name, other in _RIVALS.items()}
LARGEST = 1_000_000
"""Twips and the like beyond this are no length of a page."""


def name_of(element: _Element) -> str:
    """The local name of a WordprocessingML element; others under their full name."""
    return local_of(str(element.tag))


def values(element: _Element) -> dict[str, str]:
    """The attributes by their local names; ``start`` and ``end`` under the names that Word uses."""
    found = {}
    for key, value in element.attrib.items():
        name = str(key).rpartition("}")[2]
        found[_SIDES.get(name, name)] = str(value)
    return found


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first child of that name, its first child of the next name, and so on."""
    for step in path:
        element = next((one for one in element if name_of(one) == step), None) if element is not None else None
    return element


def properties(element: _Element | None) -> Properties:
    """What an element of properties holds; nothing for none. The list a paragraph is in counts as attributes."""
    found = {}
    for one in element if element is not None else ():
        name = name_of(one)
        found[name] = {name_of(part): values(part).get("val", "") for part in one} if name == "numPr" else values(one)
    return found


def layered(layers: Iterable[Properties]) -> Properties:
    """Properties laid over one another, the last one on top; indents, spacing and faces one attribute at a time."""
    found: Properties = {}
    for layer in layers:
        for name, told in layer.items():
            under = found.get(name)
            if under is None or name not in ("ind", "spacing", "rFonts"):
                found[name] = told
                continue
            kept = dict(under)
            for key in told:
                kept.pop(_RIVALS.get(key, ""), None)
                kept.pop(_SLOTS.get(key, ""), None)
            found[name] = {**kept, **told}
    return found


def on(found: Properties, name: str, *, otherwise: bool = False) -> bool:
    """Whether a property that is on or off is on."""
    return found[name].get("val", "1").lower() not in _NO if name in found else otherwise


def number(found: Mapping[str, str], name: str, otherwise: int = 0) -> int:
    """A whole number of an attribute; ``otherwise`` where there is none that makes sense."""
    written = found.get(name, "")
    sign, digits = (-1, written[1:]) if written.startswith("-") else (1, written)
    digits = digits.partition(".")[0]
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        return otherwise
    return max(-LARGEST, min(LARGEST, sign * int(digits)))
