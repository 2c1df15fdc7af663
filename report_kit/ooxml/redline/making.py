"""A redline from beginning to end: read both, align, write what changed, give ids, and verify."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from report_kit.diagnostics import Message, msg
from report_kit.ooxml.comments import Comment, first_number, with_comments
from report_kit.ooxml.package import Package, write_package
from report_kit.ooxml.redline.comparing import differences, named_marks
from report_kit.ooxml.redline.elements import Author, root_of
from report_kit.ooxml.redline.model import Cause, Content, Existing, Paragraph, Redlined, Refused, local, w
from report_kit.ooxml.redline.parts import Imports, Source
from report_kit.ooxml.redline.reading import Reader, child
from report_kit.ooxml.redline.resolving import cleaned, resolve, revised, stories
from report_kit.ooxml.redline.tables import Builder
from report_kit.ooxml.redline.verifying import CHANGES, breach
from report_kit.ooxml.redline.writing import Comments, Writer
from report_kit.ooxml.xml import DECLARATION
from report_kit.wording_diff import matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element

_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_ID = re.compile(rb'\bw:id="(\d{1,9})"')
_ORDINAL = re.compile(r"^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+[、是]|[0-9]+[.．])")
_INITIALS = 2
_MOVED = 8  # characters of a paragraph that is recognised in another place


def make(
    old_package: Package, new_package: Package, *, author: str, date: str, cause: Cause, existing: Existing
) -> Redlined | Refused:
    """The redline of two packages that were found fit."""
    old, new = (Source(_resolved(one, existing)) for one in (old_package, new_package))
    old_root, new_root = (root_of(one.package.parts[one.main]) for one in (old, new))
    framed = [cleaned(old_root), cleaned(new_root)]
    old_body, new_body = _body(old_root), _body(new_root)
    earlier, later = Reader(old).content(old_body), Reader(new).content(new_body)

    imports = Imports(old, new)
    remarks = Comments(first_number(new.package.parts, new.main), cause)
    writer = Writer(Author(author, date), imports, remarks, _moved(earlier, later))
    marks, names = named_marks(old_root), set(named_marks(new_root).values())
    writer.kept_marks = {identity for identity, name in marks.items() if name not in names}
    builder = Builder(writer)
    content = builder.content(earlier, later)
    sections = child(old_body, "sectPr"), child(new_body, "sectPr")
    if sections[1] is not None:
        keys = [Reader(source).section(one)[0] for source, one in ((old, sections[0]), (new, sections[1]))]
        content.append(writer.section(sections[0], sections[1], *keys))

    root = _framed(new_root, old_root)
    body = etree.SubElement(root, w("body"))
    body.extend(content)
    for one in list(new_root):
        if one is not new_body:
            root.insert(root.index(body), one)
    parts = imports.parts
    _numbered(root, _first_free(parts, new.main) + len(remarks.texts))
    parts = {**parts, new.main: (DECLARATION + etree.tostring(root, encoding="unicode")).encode("utf-8")}
    if remarks.texts:
        first = first_number(new.package.parts, new.main)
        comments = [Comment(number, text) for number, text in enumerate(remarks.texts, first)]
        parts = with_comments(parts, new.main, comments, author=author, initials=author[:_INITIALS], date=date)

    problem = _breach(parts, (old_package, old), (new_package, new), existing)
    if problem is not None:
        return Refused(
            msg("没有生成修订稿，因为核对没有通过：{problem}", problem=problem), msg("请把两份稿子发给维护人员")
        )
    lost = _not_compared(any(framed) or builder.unwrapped, writer.dropped, marks, names, named_marks(new_root))
    return Redlined(write_package(parts), tuple(remarks.hunks), tuple(differences(old, new)), tuple(lost))


def _breach(
    parts: Mapping[str, bytes], old: tuple[Package, Source], new: tuple[Package, Source], existing: Existing
) -> Message | None:
    """Reads everything anew from bytes, and judges."""
    redlined = Source(Package(parts))
    body = _body(root_of(parts[redlined.main]))
    given = [(_body(root_of(package.parts[source.main])), source) for package, source in (old, new)]
    return breach(body, redlined, old=given[0], new=given[1], existing=existing)


def _body(root: _Element) -> _Element:
    body = child(root, "body")
    assert body is not None
    return body


def _resolved(package: Package, existing: Existing) -> Package:
    """A package with the revisions of its document, headers and notes accepted or rejected."""
    if existing == "keep":
        return package
    parts = dict(package.parts)
    for name in (package.main() or "", *stories(iter(parts))):
        if not name.endswith(".xml"):
            continue
        root = root_of(parts[name])
        if revised(root):
            resolve(root, accept=existing == "accept")
            parts[name] = (DECLARATION + etree.tostring(root, encoding="unicode")).encode("utf-8")
    return Package(parts)


def _moved(old: Content, new: Content) -> dict[int, int]:
    """Paragraphs that only changed their place, by the ``id`` of their element: where they stand on the other side."""
    sides = [[one for one in side.blocks if isinstance(one, Paragraph)] for side in (old, new)]
    stayed = matches([one.key for one in sides[0]], [one.key for one in sides[1]])
    at = {match.before + step for match in stayed for step in range(match.size)}
    to = {match.after + step for match in stayed for step in range(match.size)}
    gone = _once(one for place, one in enumerate(sides[0]) if place not in at)
    come = _once(one for place, one in enumerate(sides[1]) if place not in to)
    moved: dict[int, int] = {}
    for key, one in gone.items():
        other = come.get(key)
        if other is not None:
            moved[id(one.element)], moved[id(other.element)] = other.number, one.number
    return moved


def _once(paragraphs: Iterable[Paragraph]) -> dict[str, Paragraph]:
    """Paragraphs long enough to be recognised that stand there once, by their content."""
    found: dict[str, Paragraph | None] = {}
    for one in paragraphs:
        if len(one.text) >= _MOVED:
            key = _ORDINAL.sub("", one.key)  # what moves is counted anew
            found[key] = None if key in found else one
    return {key: one for key, one in found.items() if one is not None}


def _framed(new: _Element, old: _Element) -> _Element:
    """An empty document with the names of both, so that what Word may ignore in either is told."""
    names = {prefix: uri for prefix, uri in new.nsmap.items() if prefix}
    taken = {*names.values()}
    known = {prefix: uri for prefix, uri in old.nsmap.items() if prefix and prefix not in names and uri not in taken}
    root = etree.Element(str(new.tag), nsmap={**known, **names})
    for name, value in new.items():
        root.set(name, value)
    ignorable = (new.get(_IGNORABLE) or "").split()
    ignorable += [one for one in (old.get(_IGNORABLE) or "").split() if one in known and one not in ignorable]
    if ignorable:
        root.set(_IGNORABLE, " ".join(ignorable))
    return root


def _first_free(parts: Mapping[str, bytes], main: str) -> int:
    """A number beyond every id in the parts around the document."""
    numbers = [
        int(one) for name, data in parts.items() if name != main and name.endswith(".xml") for one in _ID.findall(data)
    ]
    return max(numbers, default=0) + 1


def _numbered(root: _Element, first: int) -> None:
    """Every change and every bookmark gets a number of its own; half a bookmark, or one of a name told before, goes."""
    number = first
    begun: dict[str, _Element] = {}
    names: set[str] = set()
    for one in list(root.iter()):
        name = local(one)
        parent = one.getparent()
        if name in CHANGES:
            one.set(w("id"), str(number))
            number += 1
        elif name == "bookmarkStart" and parent is not None:
            identity = str(one.get(w("id")))
            if identity in begun or str(one.get(w("name"))) in names:
                parent.remove(one)
                continue
            names.add(str(one.get(w("name"))))
            begun[identity] = one
        elif name == "bookmarkEnd" and parent is not None:
            start = begun.pop(str(one.get(w("id"))), None)
            if start is None:
                parent.remove(one)
                continue
            for end in (start, one):
                end.set(w("id"), str(number))
            number += 1
    for start in begun.values():
        if (parent := start.getparent()) is not None:
            parent.remove(start)


def _not_compared(
    framed: bool, dropped: bool, old: Mapping[str, str], names: set[str], new: Mapping[str, str]
) -> list[Message]:
    found: list[Message] = []
    if framed:
        found.append(msg("只有一份稿子里有的内容控件：内容已比较，控件本身未保留"))
    if dropped:
        found.append(msg("原有修订中插入后又撤回的文字：两份稿子的最终结果都没有它，修订稿里也没有"))
    if set(old.values()) != (set(new.values()) | names):
        found.append(msg("书签不同，未标修订"))
    return found
