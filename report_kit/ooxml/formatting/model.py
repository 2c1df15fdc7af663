"""What a Word file looks like, as plain values: sections, paragraphs, runs, headers and footers.

Lengths are twips (1/20 pt), indents in characters hundredths of one, sizes half points, as Word keeps them. A value of
None is one the file does not give anywhere.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class RunLook(NamedTuple):
    """A run of characters and how it is shown.

    ``face`` is the face of its Chinese characters that takes effect and ``latin`` that of its Latin ones; ``named``
    is the face that is written, which differs from ``face`` where a theme font stands beside it and wins. ``theme``
    says whether one does. ``number`` counts the runs of the paragraph from 0, ``color`` is empty for automatic.
    """

    number: int
    text: str
    face: str = ""
    latin: str = ""
    named: str = ""
    theme: bool = False
    size: int = 20
    bold: bool = False
    color: str = ""
    spacing: int = 0
    scale: int = 100
    hidden: bool = False
    field: bool = False


class Indent(NamedTuple):
    """The indents of a paragraph: ``left``, ``right`` and ``first`` (negative: hanging) in twips, then in characters.

    Indents in characters win in Word wherever they are not 0; LibreOffice knows those in twips only.
    """

    left: int = 0
    right: int = 0
    first: int = 0
    left_chars: int = 0
    right_chars: int = 0
    first_chars: int = 0
    told: frozenset[str] = frozenset()
    """Which of ``left``, ``right``, ``first`` are written in twips, anywhere along the styles."""


class ParagraphLook(NamedTuple):
    """A paragraph and how it is shown. ``number`` counts all paragraphs of its part from 1, as ``text.Paragraph`` does.

    ``label`` is the number that Word puts before it (numbered lists). ``line`` and ``rule`` are the line pitch:
    ``exact`` and ``atLeast`` in twips, ``auto`` in 240ths of a line. ``before`` and ``after`` are twips, automatic
    ones counted in lines of the grid. ``section`` counts sections from 0.
    """

    number: int
    label: str
    text: str
    runs: tuple[RunLook, ...]
    style: str = ""
    jc: str = "left"
    indent: Indent = Indent()
    line: int = 240
    rule: str = "auto"
    before: int = 0
    after: int = 0
    widow: bool = True
    snap: bool = True
    overflow: bool | None = None
    page_before: bool = False
    outline: int | None = None
    cell: bool = False
    boxed: bool = False
    frame: str = ""
    picture: bool = False
    section: int = 0
    pages: int = 0
    """Manual page breaks before its first word (a break after its last word counts for the next paragraph)."""

    @property
    def words(self) -> str:
        """Its number and its text as read, spaces at the ends left out."""
        return (self.label + self.text).strip()


class MarginLook(NamedTuple):
    """A header or footer: the part it lies in, its paragraphs, and whether a field for the page's number is in it."""

    part: str
    paragraphs: tuple[ParagraphLook, ...]
    numbered: bool
    in_dash: bool
    """Whether the field writes the dashes itself (``PAGE \\* NumberInDash``), which come out as hyphens."""


class SectionLook(NamedTuple):
    """A section of pages. ``footers`` are by kind: ``default`` (odd pages), ``even``, ``first``; inherited ones too."""

    number: int
    width: int = 12240
    height: int = 15840
    top: int = 1440
    right: int = 1440
    bottom: int = 1440
    left: int = 1440
    gutter: int = 0
    header: int = 720
    footer: int = 720
    grid: str = ""
    pitch: int = 0
    char_space: int = 0
    number_format: str = ""
    title_page: bool = False
    new_page: bool = True
    columns: int = 1
    footers: Mapping[str, MarginLook] = MappingProxyType({})

    @property
    def landscape(self) -> bool:
        """Whether its pages are wider than high."""
        return self.width > self.height


class Sheet(NamedTuple):
    """A whole Word file as it is laid out."""

    paragraphs: tuple[ParagraphLook, ...]
    sections: tuple[SectionLook, ...]
    even_and_odd: bool
    normal_size: int
    """The size of the default paragraph style, which cells of a character grid are reckoned from."""
