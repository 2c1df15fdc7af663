"""What a redline is made of: spans, tokens, paragraphs, rows and tables of one Word document, and who revised them.

Elements stay as lxml gives them; nothing here changes one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from report_kit.ooxml.xml import W

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from report_kit.diagnostics import Message

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

State = Literal["ins", "del", "gone"]
"""Inserted, deleted, or inserted and deleted again, by a revision."""

Existing = Literal["accept", "reject", "keep"]
"""What becomes of revisions that the documents already carry."""


def w(name: str) -> str:
    """A WordprocessingML name as lxml writes it."""
    return f"{{{W}}}{name}"


def local(element: _Element) -> str:
    """The local name of a WordprocessingML element; others under their full name."""
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: object) -> str:
    name = str(tag)  # a comment has a function for a name
    return name[len(W) + 2 :] if name.startswith("{" + W + "}") else name


class Revision(NamedTuple):
    """Who revised, when (ISO 8601, or empty), and what became of the text."""

    state: State
    author: str
    date: str


class Link(NamedTuple):
    """A hyperlink around text: its element, what it leads to, which one of its paragraph it is."""

    element: _Element
    key: str
    number: int


class Format(NamedTuple):
    """Properties as an element, or None, and their canonical form (empty for none)."""

    element: _Element | None
    key: str


NO_FORMAT = Format(None, "")


class Span(NamedTuple):
    """Text of one format, or one thing that is not text.

    ``element`` is that thing: a child of a run, or (``whole``) a child of a paragraph. ``format`` is what the span
    looks like with all revisions accepted, ``earlier`` with all rejected, ``reformatted`` whose revision lies between.
    ``marks`` (bookmarks, comments) stand before the span.
    """

    text: str
    element: _Element | None
    key: str
    format: Format
    earlier: Format
    reformatted: Revision | None = None
    link: Link | None = None
    revision: Revision | None = None
    whole: bool = False
    marks: tuple[_Element, ...] = ()


class Token(NamedTuple):
    """What is compared as one: spans of one revision and one link; or, with ``paragraph``, the end of a paragraph."""

    key: str
    spans: tuple[Span, ...]
    revision: Revision | None = None
    paragraph: Paragraph | None = None


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph. ``number`` counts the paragraphs of the document from 0, those of text boxes left out.

    ``text`` is what a reader sees, ``key`` the text with everything that is not text, ``full`` this with all formats.
    ``knotted``: it holds half a field, so it is never compared in pieces. ``tail`` are marks behind the last span.
    """

    element: _Element
    number: int
    spans: list[Span]
    tail: tuple[_Element, ...]
    properties: Format
    earlier: Format
    reproperty: Revision | None
    mark: Format
    mark_earlier: Format
    mark_reformatted: Revision | None
    section: _Element | None
    section_key: str
    headers_key: str
    revision: Revision | None
    text: str
    key: str
    full: str
    knotted: bool = False
    before: list[_Element] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Cell:
    """A cell of a table."""

    element: _Element
    properties: Format
    content: Content


@dataclass(slots=True, eq=False)
class Row:
    """A row of a table. ``shape`` is what its cells span: only rows of one shape are compared cell by cell."""

    element: _Element
    properties: Format
    exception: Format
    cells: list[Cell]
    revision: Revision | None
    shape: str
    key: str
    full: str


@dataclass(slots=True, eq=False)
class Table:
    """A table. ``plain``: it has nothing but rows and cells, so it can be compared row by row."""

    element: _Element
    properties: Format
    grid: Format
    rows: list[Row]
    key: str
    full: str
    plain: bool
    before: list[_Element] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Control:
    """A content control around paragraphs or tables. ``name`` is the canonical form of its properties."""

    element: _Element
    name: str
    content: Content
    key: str
    full: str
    before: list[_Element] = field(default_factory=list)


Block = Paragraph | Table | Control


@dataclass(slots=True, eq=False)
class Content:
    """Blocks of a body, cell or control, in order, and marks behind the last."""

    blocks: list[Block]
    tail: list[_Element]


class HunkPlace(NamedTuple):
    """One change, for whoever can tell its cause.

    ``kind``: text (words within a paragraph), paragraph (a whole one), format, row, table. ``before`` and ``after`` are
    the numbers of the paragraph (of a row or table: its first) in the earlier and later document, counted from 0 over
    all paragraphs of the body, tables and empty ones included; None where it has none. ``before_text`` and
    ``after_text`` are its whole texts; ``deleted`` and ``inserted`` the words of the change, with a line end where a
    paragraph was split or joined; ``start`` where it stands in ``after_text``, in characters. ``moved`` is the number
    of the same paragraph in the other document when it only changed its place.
    """

    kind: Literal["text", "paragraph", "format", "row", "table"]
    before: int | None
    after: int | None
    before_text: str = ""
    after_text: str = ""
    deleted: str = ""
    inserted: str = ""
    start: int = 0
    moved: int | None = None


class Hunk(NamedTuple):
    """A change and the words of its comment (empty: it has none)."""

    place: HunkPlace
    comment: str


Cause = Callable[[HunkPlace], str | None]
"""Tells the words of the comment on a hunk, or None."""


class Redlined(NamedTuple):
    """A Word file with tracked changes.

    ``differs`` names what differs between the documents and is not marked as a change (headers, styles …): there the
    file is as the later document. ``not_compared`` names what could not be kept or looked into.
    """

    data: bytes
    hunks: Sequence[Hunk]
    differs: Sequence[Message]
    not_compared: Sequence[Message]


class Refused(NamedTuple):
    """Why there is no redline."""

    reason: Message
    hint: Message | None = None
