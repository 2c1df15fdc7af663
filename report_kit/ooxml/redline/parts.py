"""The parts around a document: what its relationships lead to, and what a redline takes from the earlier file."""

from __future__ import annotations

import hashlib
import re
from copy import deepcopy
from typing import TYPE_CHECKING

from report_kit.ooxml.redline.elements import made, root_of
from report_kit.ooxml.redline.model import R, local, w
from report_kit.ooxml.wiring import with_content_type, with_part, with_relationship
from report_kit.ooxml.xml import DECLARATION, escape_attribute

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from report_kit.ooxml.package import Package, Relationship

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
NOTES: Mapping[str, str] = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
"""What refers to notes, and the last word of the relationship that leads to them."""

_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
_PREFIX = re.compile(rf'xmlns:(\w+)="{re.escape(R)}"')
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_VOLATILE = re.compile(r'(<\w+:docPr\b[^>]*?) id="[^"]*"')


def resolved(owner: str, target: str) -> str:
    """The name of the part that a relationship of ``owner`` leads to."""
    if target.startswith("/"):
        return target[1:]
    folder = owner.rpartition("/")[0]
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step not in ("..", "."):
            steps.append(step)
    return "/".join(steps)


class Source:
    """A document to be compared: its parts, and canonical forms that do not depend on ids of relationships."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = package.main() or ""
        self.relations = {one.id: one for one in package.relationships(self.main)}
        self._targets: dict[str, str] = {}
        self._notes: dict[str, dict[str, _Element]] = {}

    def target_key(self, identity: str) -> str:
        """What a relationship of the main part leads to: the same for the same content in any file."""
        if identity not in self._targets:
            self._targets[identity] = self._target_key(self.relations.get(identity), identity)
        return self._targets[identity]

    def _target_key(self, relation: Relationship | None, identity: str) -> str:
        if relation is None:
            return f"nothing {identity}"
        kind = relation.type.rpartition("/")[2]
        if relation.external:
            return f"{kind} {relation.target}"
        data = self.package.parts.get(resolved(self.main, relation.target), b"")
        return f"{kind} {hashlib.sha256(data).hexdigest()}"

    def key(self, element: _Element | None) -> str:
        """The canonical form of an element; empty for None or an element that says nothing."""
        from lxml import etree

        if element is None:
            return ""
        text: str = etree.tostring(element, method="c14n", exclusive=True, with_tail=False).decode("utf-8")
        prefix = _PREFIX.search(text)
        if prefix:
            text = re.sub(rf'(\s{prefix[1]}:\w+)="([^"]*)"', lambda one: f'{one[1]}="{self.target_key(one[2])}"', text)
        return _VOLATILE.sub(r"\1", text) if "docPr" in text else text

    def notes(self, kind: str) -> dict[str, _Element]:
        """The footnotes or endnotes by id."""
        if kind not in self._notes:
            name = next((one.target for one in self.relations.values() if one.type == OFFICE + kind), None)
            data = self.package.parts.get(resolved(self.main, name)) if name else None
            root = root_of(data) if data else ()
            self._notes[kind] = {str(note.get(w("id"))): note for note in root}
        return self._notes[kind]

    def note_key(self, reference: _Element) -> str:
        """What a reference to a note says: the note itself, whatever its number."""
        note = self.notes(NOTES[local(reference)]).get(str(reference.get(w("id"))))
        if note is None:
            return "note"
        return "note " + re.sub(r'(<w:(?:foot|end)note\b[^>]*?) w:id="[^"]*"', r"\1", self.key(note))


class Imports:
    """The parts of the later file, with what the earlier one brings along."""

    def __init__(self, old: Source, new: Source) -> None:
        self._old = old
        self._new = new
        self.parts: dict[str, bytes] = dict(new.package.parts)
        self._known = {new.target_key(identity): identity for identity in new.relations}
        self._ids: dict[str, str] = {}
        self._copied: dict[str, str] = {}
        self._drawings = 1_000_000  # ids of drawings, beyond those Word gives

    def taken(self, element: _Element) -> _Element:
        """A copy of an element of the earlier document that means the same in the later file."""
        copy = deepcopy(element)
        copy.tail = None
        for one in list(copy.iter()):
            if not isinstance(one.tag, str):
                continue
            for name in one.attrib:
                if str(name).startswith("{" + R + "}") and one.get(name):
                    one.set(name, self._relation(str(one.get(name))))
            kind = local(one)
            if kind in NOTES:
                one.set(w("id"), self._note(NOTES[kind], str(one.get(w("id")))))
            elif kind.endswith("}docPr"):
                self._drawings += 1
                one.set("id", str(self._drawings))
        return copy

    def _relation(self, identity: str) -> str:
        if identity not in self._ids:
            key = self._old.target_key(identity)
            found = self._known.get(key)
            self._ids[identity] = found if found is not None else self._added(identity)
        return self._ids[identity]

    def _added(self, identity: str) -> str:
        relation = self._old.relations.get(identity)
        if relation is None:
            return identity
        owner, target = self._new.main, relation.target
        if not relation.external:
            target = "/" + self._copied_part(resolved(self._old.main, target))
        self.parts, added = with_relationship(self.parts, owner, relation.type, target, external=relation.external)
        return added

    def _copied_part(self, name: str) -> str:
        """A part of the earlier file with everything it leads to, under a name that is free."""
        if name in self._copied:
            return self._copied[name]
        package = self._old.package
        stem, dot, ending = name.rpartition(".")
        free = name
        count = 0
        while free in self.parts:
            count += 1
            free = f"{stem}_old{count}{dot}{ending}"
        self._copied[name] = free
        self.parts[free] = package.parts.get(name, b"")
        kind = package.content_type(name)
        if kind:
            self.parts = with_content_type(self.parts, free, kind)
        arrows = package.relationships(name)
        if arrows:
            lines = "".join(self._arrow(name, one) for one in arrows)
            folder, _, file = free.rpartition("/")
            namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
            whole = f'{DECLARATION}<Relationships xmlns="{namespace}">{lines}</Relationships>'
            self.parts[f"{folder}/_rels/{file}.rels"] = whole.encode("utf-8")
        return free

    def _arrow(self, owner: str, one: Relationship) -> str:
        target, mode = one.target, ' TargetMode="External"'
        if not one.external:
            target, mode = "/" + self._copied_part(resolved(owner, target)), ""
        return f'<Relationship Id="{one.id}" Type="{one.type}" Target="{escape_attribute(target)}"{mode}/>'

    def _note(self, kind: str, identity: str) -> str:
        """A note of the earlier document appended to those of the later one."""
        from lxml import etree

        note = self._old.notes(kind).get(identity)
        if note is None:
            return identity
        name = next((one.target for one in self._new.relations.values() if one.type == OFFICE + kind), None)
        part = resolved(self._new.main, name) if name else f"{self._new.main.rpartition('/')[0]}/{kind}.xml"
        data = self.parts.get(part)
        if data is None:
            root = made(kind)
            content_type = _NOTES_TYPE.format(kind=kind)
            self.parts = with_part(self.parts, self._new.main, part, b"", content_type=content_type, kind=OFFICE + kind)
        else:
            root = root_of(data)
        numbers = [int(one) for note in root if _NUMBER.fullmatch(one := str(note.get(w("id"))))]
        copy = deepcopy(note)
        copy.set(w("id"), str(max(numbers, default=0) + 1))
        root.append(copy)
        self.parts[part] = DECLARATION.encode() + etree.tostring(root, encoding="UTF-8")
        return str(copy.get(w("id")))
