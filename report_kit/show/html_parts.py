"""HTML made of elements: what is not markup is escaped, so that no text can ever become part of a page."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from report_kit.show.width import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_VOID = frozenset({"meta", "input", "br"})

# These turn the order of what follows, so that a reader would see another text than the one compared.
_TURNING = frozenset("\u200e\u200f\u061c\u2066\u2067\u2068\u2069")


_SPECIAL = re.compile(r"[&<>\"']")


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def escaped(text: str) -> Markup:
    """The text as HTML shows it, fit for an attribute too. Line breaks stay.

    Control characters, halves of surrogate pairs, what turns the direction of writing and what Unicode reserves for
    no character show as a box: HTML forbids some of them, and none may hide from a reader.
    """
    if isinstance(text, Markup):
        return text
    if not text.isprintable():
        text = "".join(map(_seen, text))
    return Markup(html.escape(text) if _SPECIAL.search(text) else text)


def tag(element: str, *inside: str, **attributes: str | int | bool | None) -> Markup:
    """An element. ``inside`` is escaped unless it is markup.

    An attribute that is None or False is left out, True has no value; ``class_`` means class, ``data_x`` data-x.
    """
    head = "".join(
        f" {name.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escaped(str(value))}"')
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    if element in _VOID:
        return Markup(f"<{element}{head}>")
    return Markup(f"<{element}{head}>{joined(inside)}</{element}>")


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """Parts, each escaped unless it is markup, with the same between them."""
    return Markup(escaped(between).join([part if type(part) is Markup else escaped(part) for part in parts]))


def _seen(character: str) -> str:
    if character in "\n\t":
        return character
    code = ord(character)
    if character in _TURNING or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return "\N{WHITE SQUARE}"
    return visible(character)
