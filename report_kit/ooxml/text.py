"""The words of a Word file as a reader sees them: paragraphs with tracked changes accepted, margins, and comments.

Tables, content controls and text boxes are walked through; what stands twice for old and new versions of
Word counts once. Tabs and line breaks are those characters, as in the blocks of a draft.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from report_kit.ooxml.tree import (
    CHARACTERS,
    GONE,
    attribute,
    inside,
    is_deleted,
    local_name,
    looks,
    mark_deleted,
    outline_of,
    own_tree,
    tree,
    words_of,
)
from report_kit.ooxml.xml import XmlError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from report_kit.ooxml.package import Package

MOST_STYLES_INHERITED = 20

MARGINS = ("header", "footer", "footnotes", "endnotes")
"""Where text stands outside of the main document, by the last word of the relationship that leads there."""


class Paragraph(NamedTuple):
    """A paragraph with words in it. ``number`` counts all paragraphs of its part, empty ones included, from 1.

    ``style`` is the id of its style and ``outline`` the outline level it has itself (0 is the highest); ``cell``
    says whether it stands in a table.
    """

    number: int
    text: str
    style: str = ""
    outline: int | None = None
    cell: bool = False


class Annotation(NamedTuple):
    """A comment as somebody wrote it."""

    author: str
    text: str


def paragraphs(package: Package) -> tuple[str, ...]:
    """The text of every paragraph of the main document, in order.

    Raises:
        XmlError: when the document is not XML we accept.
    """
    main = package.main()
    if main is None or main not in package.parts:
        raise XmlError("no main document")
    return _paragraphs(package.parts[main])


def numbered(package: Package) -> tuple[Paragraph, ...]:
    """The paragraphs of the main document that hold words, in order, each with its number and what it looks like.

    Raises:
        XmlError: when the document is not XML we accept.
    """
    main = package.main()
    if main is None or main not in package.parts:
        raise XmlError("no main document")
    return _Reading().numbered(tree(package.parts[main]))


def outlines(styles: Iterable[Element]) -> Mapping[str, int]:
    """The outline level (0 is the highest) of every paragraph style that has one, inherited ones included, by id."""
    own: dict[str, int | None] = {}
    based: dict[str, str] = {}
    for style in styles:
        if local_name(style) == "style":
            key = attribute(style, "styleId")
            own.setdefault(key, outline_of(inside(style, "pPr")))
            parent = inside(style, "basedOn")
            based.setdefault(key, attribute(parent, "val") if parent is not None else "")
    found = {}
    for key in own:
        step, steps = key, 0
        while own.get(step) is None and based.get(step) and steps < MOST_STYLES_INHERITED:
            step, steps = based[step], steps + 1
        level = own.get(step)
        if level is not None:
            found[key] = level
    return found


def title_styles(styles: Iterable[Element]) -> frozenset[str]:
    """The ids of the styles of a document's title: Word's own, whatever its id is, and one with that id."""
    found = {"Title"}
    for style in styles:
        name = inside(style, "name") if local_name(style) == "style" else None
        if name is not None and attribute(name, "val").lower() == "title":
            found.add(attribute(style, "styleId"))
    return frozenset(found)


def styles(package: Package) -> Iterable[Element]:
    """What the part of styles holds, in order.

    Raises:
        XmlError: when it is not XML we accept.
    """
    main = package.main() or ""
    arrows = [arrow for arrow in package.relationships(main) if arrow.type.endswith("/styles") and not arrow.external]
    name = _target(main, arrows[0].target) if arrows else ""
    return tree(package.parts[name]) if name in package.parts else ()


def margins(package: Package, *, own: bool = False) -> Mapping[str, tuple[str, ...]]:
    """The paragraphs of headers, footers and notes by kind (see ``MARGINS``), without what Word computes there.

    Word processors add and rename headers and footers of even and first pages as they like, so paragraphs that
    are the same stand once. ``own``: the parts are ours, and known to be XML we accept.

    Raises:
        XmlError: when one is not XML we accept.
    """
    main = package.main() or ""
    found: dict[str, dict[str, None]] = {kind: {} for kind in MARGINS}
    for arrow in sorted(package.relationships(main), key=lambda one: one.target):
        kind = arrow.type.rpartition("/")[2]
        name = _target(main, arrow.target)
        if kind not in found or arrow.external or name not in package.parts:
            continue
        data = package.parts[name]
        texts = _own_margin(data) if own else _Reading(fields=False).of(tree(data))
        found[kind].update((text.strip(), None) for text in texts if text.strip())
    return {kind: tuple(texts) for kind, texts in found.items() if texts}


@lru_cache(maxsize=16)
def _own_margin(data: bytes) -> tuple[str, ...]:
    """The paragraphs of a header, footer or notes that we made; they are those of the template, build after build."""
    return tuple(_Reading(fields=False).of(own_tree(data)))


def comments(package: Package) -> tuple[Annotation, ...]:
    """The comments of a document, in order.

    Raises:
        XmlError: when the part that holds them is not XML we accept.
    """
    from report_kit.ooxml.comments import COMMENTS_ARROW
    from report_kit.ooxml.wiring import related

    name = related(package.parts, package.main() or "", COMMENTS_ARROW)
    if name is None or name not in package.parts:
        return ()
    found = []
    for element in tree(package.parts[name]):
        if local_name(element) == "comment":
            author = next((str(value) for key, value in element.items() if str(key).endswith("}author")), "")
            found.append(Annotation(author, "\n".join(_Reading().of(element))))
    return tuple(found)


def _target(owner: str, target: str) -> str:
    """The name of the part that a relationship of ``owner`` leads to."""
    folder = owner.rpartition("/")[0]
    return target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"


def _paragraphs(data: bytes) -> tuple[str, ...]:
    return tuple(_Reading().of(tree(data)))


class _Words(list[str]):
    """The words of a paragraph while they are gathered, and the element that began it."""

    def __init__(self, number: int, element: Element, *, cell: bool) -> None:
        super().__init__()
        self.number = number
        self.element = element
        self.cell = cell


class _Reading:
    """One pass over a tree. A paragraph takes its place in the order where its first character stands.

    ``fields`` False: results of fields, such as the number of the page, are left out.
    """

    def __init__(self, *, fields: bool = True) -> None:
        self._fields = fields
        self._open: list[bool] = []  # fields begun; whether their result has
        self._texts: list[_Words] = []
        self._carried: _Words | None = None
        self._count = 0
        self._cells = 0

    def of(self, root: Element) -> Iterator[str]:
        """The paragraphs below ``root``."""
        self._children(root, None)
        return ("".join(words) for words in self._texts)

    def numbered(self, root: Element) -> tuple[Paragraph, ...]:
        """The paragraphs below ``root`` with their numbers and looks."""
        self._children(root, None)
        return tuple(
            Paragraph(words.number, "".join(words), *looks(words.element), cell=words.cell) for words in self._texts
        )

    def _children(self, parent: Element, text: _Words | None) -> None:
        for element in parent:
            self._element(element, text)

    def _element(self, element: Element, text: _Words | None) -> None:
        name = local_name(element)
        if name == "p":
            self._paragraph(element)
        elif name == "t":
            self._add(text, words_of(element))
        elif name == "fldChar":
            self._field(element)
        elif name == "fldSimple" and not self._fields:
            return
        elif name in CHARACTERS:
            self._add(text, CHARACTERS[name])
        elif name == "AlternateContent":
            branches = [child for child in element if local_name(child) in ("Choice", "Fallback")]
            if branches:
                self._children(branches[0], text)
        elif name in GONE or name.endswith("Pr") or (name in ("tr", "tc") and is_deleted(element, name)):
            return
        elif name == "tc":
            self._cells += 1
            self._children(element, text)
            self._cells -= 1
        else:
            self._children(element, text)

    def _field(self, element: Element) -> None:
        kind = next((str(value) for key, value in element.items() if str(key).endswith("fldCharType")), "")
        if kind == "begin":
            self._open.append(False)
        elif self._open and kind == "separate":
            self._open[-1] = True
        elif self._open and kind == "end":
            self._open.pop()

    def _paragraph(self, element: Element) -> None:
        self._count += 1
        text = self._carried if self._carried is not None else _Words(self._count, element, cell=self._cells > 0)
        self._carried = None
        self._children(element, text)
        if mark_deleted(element):
            self._carried = text  # the paragraph goes on in the next one

    def _add(self, text: _Words | None, words: str) -> None:
        if text is None or not words or (not self._fields and any(self._open)):
            return
        if not text:
            self._texts.append(text)
        text.append(words)
