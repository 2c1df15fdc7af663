"""A Word file as text in the form of ``plain_form``: for git, for the twin beside a report, for readers without Word.

Tracked changes are taken as accepted, content controls and text boxes are walked through, comments are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.ooxml.plain_form import block_lines, joined, margin_lines, row_line
from report_kit.ooxml.text import margins, outlines, styles, title_styles
from report_kit.ooxml.tree import (
    CHARACTERS,
    GONE,
    attribute,
    inside,
    is_deleted,
    local_name,
    looks,
    mark_deleted,
    own_tree,
    tree,
    words_of,
)
from report_kit.ooxml.xml import XmlError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from report_kit.ooxml.package import Package

PLACES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
"""How the form calls a margin."""

LONGEST_HEADING = 40
"""Characters of a heading, numbers and full stop included."""

_LEVELS = (
    re.compile("[一二三四五六七八九十]{1,3}、"),
    re.compile("[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"[0-9]{1,2}[.．](?![0-9])"),
)
_FIRST_SENTENCE = re.compile(rf"[^。！？；\n]{{1,{LONGEST_HEADING - 1}}}。")
_SAYS = re.compile(r"\w")


def plain_text(package: Package, *, own: bool = False) -> str:
    """The document as text. Ends with a line break; empty for an empty document.

    ``own``: the parts are ours, and known to be XML we accept.

    Raises:
        XmlError: when a part is not XML we accept.
    """
    main = package.main()
    if main is None or main not in package.parts:
        raise XmlError("no main document")
    data = package.parts[main]
    blocks = _Walk().of(own_tree(data) if own else tree(data))
    return joined(_all_lines(package, blocks, own=own))


def _all_lines(package: Package, blocks: Sequence[_Words | _Table], *, own: bool) -> Iterator[Iterator[str]]:
    known = styles(package)
    levels, titles = outlines(known), title_styles(known)
    paragraphs = [block for block in blocks if isinstance(block, _Words)]
    hashes = {id(words): _outlined(words, levels, titles) for words in paragraphs}
    guessed = not any(count > 1 for count in hashes.values())
    for block in blocks:
        if isinstance(block, _Table):
            yield (row_line([["".join(words) for words in cell if words] for cell in row]) for row in block)
        else:
            yield _paragraph_lines(block, hashes[id(block)], guessed=guessed)
    for kind, texts in margins(package, own=own).items():
        for text in texts:
            if _SAYS.search(text):  # lines around the number of the page say nothing
                yield margin_lines(PLACES[kind], text)


def _outlined(words: _Words, levels: Mapping[str, int], titles: frozenset[str]) -> int:
    """The hashes of a heading that Word knows as one, 0 for text."""
    style, outline = looks(words.element)
    if style in titles:
        return 1
    level = levels.get(style) if outline is None else outline
    return 0 if level is None else level + 2


def _paragraph_lines(words: _Words, hashes: int, *, guessed: bool) -> Iterator[str]:
    text = "".join(words)
    if hashes:
        return block_lines(text, hashes)
    level, end = _run_in(words, text)
    if not level and guessed:
        level = _numbered(text)
    return block_lines(text, level + 1 if level else 0, end)


def _run_in(words: _Words, text: str) -> tuple[int, int]:
    """The level and the end of a heading that runs into its paragraph: （一）… or 1.… in letters of its own.

    （一）with a short first sentence is a heading in any letters.
    """
    level = next((level for level, mark in ((2, _LEVELS[1]), (3, _LEVELS[2])) if mark.match(text)), 0)
    if not level:
        return 0, 0
    end = words.first_face_end()
    if 0 < end < len(text) and end <= LONGEST_HEADING:
        return level, end
    sentence = _FIRST_SENTENCE.match(text) if level == 2 else None
    return (level, sentence.end()) if sentence and sentence.end() < len(text) else (0, 0)


def _numbered(text: str) -> int:
    """The level of a paragraph that is numbered like a heading and no sentence; 0 for text."""
    bare = text.strip()
    if len(bare) > LONGEST_HEADING or bare.endswith(("。", "；", ";", "，", ",")):
        return 0
    return next((level for level, mark in enumerate(_LEVELS, 1) if mark.match(bare)), 0)


class _Words(list[str]):
    """The words of a paragraph while they are gathered, the element that began it, and the face of each piece."""

    def __init__(self, element: Element, sink: list[_Words] | None) -> None:
        super().__init__()
        self.element = element
        self.sink = sink
        self.faces: list[tuple[str, ...]] = []

    def first_face_end(self) -> int:
        """Where the letters change for the first time; the length when they do not."""
        end = 0
        for piece, face in zip(self, self.faces, strict=True):
            if face != self.faces[0]:
                break
            end += len(piece)
        return end


class _Table(list[list[list[_Words]]]):
    """Rows of cells of paragraphs. Tables inside cells are paragraphs of their cell."""


class _Walk:
    """One pass over the main part. A block takes its place in the order where its first character stands."""

    def __init__(self) -> None:
        self._blocks: list[_Words | _Table] = []
        self._carried: _Words | None = None
        self._table: _Table | None = None
        self._cell: list[_Words] | None = None
        self._face: tuple[str, ...] = ()

    def of(self, root: Element) -> Sequence[_Words | _Table]:
        """The blocks below ``root``."""
        self._children(root, None)
        return self._blocks

    def _children(self, parent: Element, words: _Words | None) -> None:
        for element in parent:
            self._element(element, words)

    def _element(self, element: Element, words: _Words | None) -> None:
        name = local_name(element)
        if name == "t":
            self._add(words, words_of(element))
        elif name == "r":
            self._face = _face(element)
            self._children(element, words)
        elif name == "p":
            self._paragraph(element)
        elif name in CHARACTERS:
            self._add(words, CHARACTERS[name])
        elif name == "AlternateContent":
            branches = [child for child in element if local_name(child) in ("Choice", "Fallback")]
            if branches:
                self._children(branches[0], words)
        elif name in GONE or name.endswith("Pr") or (name in ("tr", "tc") and is_deleted(element, name)):
            return
        elif name in ("tbl", "tr", "tc"):
            self._part_of_table(element, name, words)
        else:
            self._children(element, words)

    def _part_of_table(self, element: Element, name: str, words: _Words | None) -> None:
        if self._cell is not None:  # a table inside a cell
            self._children(element, words)
        elif name == "tbl":
            outer, self._table = self._table, _Table()
            at = len(self._blocks)
            self._children(element, None)
            if any(words for row in self._table for cell in row for words in cell):
                self._blocks.insert(at, self._table)
            self._table = outer
        elif name == "tr":
            if self._table is not None:
                self._table.append([])
            self._children(element, words)
        else:
            cell: list[_Words] | None = None
            if self._table:
                cell = []
                self._table[-1].append(cell)
            self._cell = cell
            self._children(element, words)
            self._cell = None

    def _paragraph(self, element: Element) -> None:
        words = self._carried if self._carried is not None else _Words(element, self._cell)
        self._carried = None
        face = self._face
        self._children(element, words)
        self._face = face
        if mark_deleted(element):
            self._carried = words  # the paragraph goes on in the next one

    def _add(self, words: _Words | None, text: str) -> None:
        if words is None or not text:
            return
        if not words:
            (self._blocks if words.sink is None else words.sink).append(words)
        words.append(text)
        words.faces.append(self._face)


def _face(run: Element) -> tuple[str, ...]:
    """What tells a heading's letters from others: style, East Asian face, bold."""
    properties = inside(run, "rPr")
    if properties is None:
        return ("", "", "")
    style, fonts, bold = (inside(properties, name) for name in ("rStyle", "rFonts", "b"))
    return (
        attribute(style, "val") if style is not None else "",
        attribute(fonts, "eastAsia") if fonts is not None else "",
        "" if bold is None or attribute(bold, "val") in ("0", "false", "off") else "bold",
    )
