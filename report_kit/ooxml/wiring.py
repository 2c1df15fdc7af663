"""A part added to a package: its content type and the relationship that leads to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.ooxml.package import CONTENT_TYPES, Package
from report_kit.ooxml.xml import DECLARATION, decode, escape_attribute

if TYPE_CHECKING:
    from collections.abc import Mapping

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NUMBERED = re.compile(r"rId(\d+)")


def relationships_name(owner: str) -> str:
    """The name of the part that holds the relationships of ``owner`` (empty for the package itself)."""
    folder, _, file = owner.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def related(parts: Mapping[str, bytes], owner: str, kind: str) -> str | None:
    """The name of the part that ``owner`` has for this type of relationship, or None."""
    folder = owner.rpartition("/")[0]
    for relationship in Package(parts).relationships(owner):
        if relationship.type == kind and not relationship.external:
            target = relationship.target
            return target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
    return None


def with_part(
    parts: Mapping[str, bytes], owner: str, name: str, data: bytes, *, content_type: str, kind: str
) -> dict[str, bytes]:
    """The parts with one more, reachable from ``owner`` (empty: from the package) by a relationship of type ``kind``.

    A part of that name is replaced; what leads to it already stays.
    """
    changed = with_content_type({**parts, name: data}, name, content_type)
    if related(parts, owner, kind) != name:
        folder = owner.rpartition("/")[0]
        target = name.removeprefix(folder + "/") if folder else name
        changed, _ = with_relationship(changed, owner, kind, target)
    return changed


def with_content_type(parts: Mapping[str, bytes], name: str, content_type: str) -> dict[str, bytes]:
    """The parts with the content type of one of them declared."""
    if Package(parts).content_type(name) == content_type:
        return dict(parts)
    override = f'Override PartName="{escape_attribute("/" + name)}" ContentType="{content_type}"/>'
    return {**parts, CONTENT_TYPES: _with_child(parts[CONTENT_TYPES], "Types", override)}


def with_relationship(
    parts: Mapping[str, bytes], owner: str, kind: str, target: str, *, external: bool = False
) -> tuple[dict[str, bytes], str]:
    """The parts with one more arrow from ``owner`` to ``target``, and the id of the arrow.

    ``target`` is written as it is: relative to the folder of ``owner``, or from the root with a slash.
    """
    name = relationships_name(owner)
    known = parts.get(name) or f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()
    package = Package(parts)
    taken = [int(number) for arrow in package.relationships(owner) for number in _NUMBERED.findall(arrow.id)]
    identity = f"rId{max(taken, default=0) + 1}"
    mode = ' TargetMode="External"' if external else ""
    arrow = f'Relationship Id="{identity}" Type="{kind}" Target="{escape_attribute(target)}"{mode}/>'
    return {**parts, name: _with_child(known, "Relationships", arrow)}, identity


def _with_child(data: bytes, root: str, child: str) -> bytes:
    """An XML part with a last child in its root element, under the prefix the root has."""
    text = decode(data)
    end = re.search(rf"</(\w+:|){root}\s*>\s*$", text)
    if end:
        text = f"{text[: end.start()]}<{end[1]}{child}</{end[1]}{root}>"
    else:  # an empty root: <Relationships …/>
        text = re.sub(rf"<(\w+:|)({root}\b[^>]*?)\s*/>", rf"<\1\2><\1{_quoted(child)}</\1{root}>", text, count=1)
    return (DECLARATION + text).encode("utf-8")


def _quoted(child: str) -> str:
    return child.replace("\\", r"\\")
