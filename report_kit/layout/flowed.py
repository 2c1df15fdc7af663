"""Which lines of the pages show which paragraph of the file."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING

from report_kit.layout.roles import LEVELS, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_kit.diagnostics import Location
    from report_kit.layout.subject import Subject
    from report_kit.ooxml.formatting.model import ParagraphLook
    from report_kit.pages import Line

_LOOKED_AHEAD = 80
"""Lines skipped at most to find where a paragraph begins: those of tables and pictures in between."""

_SHORTEST_LINE = 10
"""Characters a line of text has at least; paragraphs that were not found may take as many lines as that makes."""

_TOLD_BY = 6
"""Characters of a line that tell where a paragraph begins; a shorter line must be all of it, or be followed right."""

_KEPT = frozenset((*LEVELS, Role.SIGNATURE, Role.DATE, Role.ATTACHMENTS, Role.ATTACHMENT_LABEL, Role.IMPRINT))
"""What may leave the page before it short: headings go with their text, a signature with the last paragraph."""


_IN_A_DOCUMENT = frozenset((Role.HEAD, Role.DOCUMENT_NUMBER, Role.ADDRESSEE, Role.BODY, *LEVELS))
"""What the first page of an official document carries beside its title; a cover carries none of it."""


class Flowed:
    """The paragraphs of a document on the lines of its pages, told by their words.

    Where the words of a line are those of no paragraph (a table, a text box, a number that Word makes), the line
    belongs to none, and nothing is said of it.
    """

    def __init__(self, subject: Subject, pages: Sequence[Sequence[Line]]) -> None:
        self._subject = subject
        self._pages = pages
        self._lines: dict[int, list[Line]] = {}
        self._page: dict[int, int] = {}
        self._owner: dict[int, ParagraphLook] = {}
        for number, lines in enumerate(pages):
            for line in lines:
                self._page[id(line)] = number
        self._match([line for lines in pages for line in lines])

    def _match(self, lines: Sequence[Line]) -> None:
        texts = [_bare(line.text) for line in lines]
        starts: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            starts.setdefault(text[:_TOLD_BY], []).append(place)
        at, unfound = 0, 0
        for paragraph in self._subject.sheet.paragraphs:
            words = _bare(paragraph.words)
            if not words or paragraph.cell or paragraph.frame or self._subject.section(paragraph).columns > 1:
                continue
            start = _start(words, texts, starts, at, at + _LOOKED_AHEAD + unfound)
            if start is None:
                unfound += len(words) // _SHORTEST_LINE + 1
                continue
            at, rest, unfound = start, words, 0
            while at < len(lines) and rest and texts[at] and rest.startswith(texts[at]):
                rest = rest.removeprefix(texts[at])
                self._lines.setdefault(paragraph.number, []).append(lines[at])
                self._owner[id(lines[at])] = paragraph
                at += 1

    def lines(self, paragraph: ParagraphLook) -> Sequence[Line]:
        """The lines of a paragraph; none if they were not found."""
        return self._lines.get(paragraph.number, ())

    def page_of(self, line: Line) -> int:
        """The page of a line, counted from 0."""
        return self._page[id(line)]

    def paragraph(self, line: Line) -> ParagraphLook | None:
        """The paragraph a line belongs to, if it was found."""
        return self._owner.get(id(line))

    def place(self, line: Line) -> Location | None:
        """Where the paragraph of a line stands in the file."""
        owner = self._owner.get(id(line))
        return self._subject.place(owner) if owner is not None else None

    def continues(self, line: Line) -> bool:
        """Whether it is a line of the text behind the first of its paragraph."""
        owner = self._owner.get(id(line))
        return (
            owner is not None and self._subject.role(owner) in (Role.BODY, *LEVELS) and self.lines(owner)[0] is not line
        )

    def ends_page(self, paragraph: ParagraphLook) -> Iterator[int]:
        """The page whose last line is the last of this paragraph, if another page follows."""
        last = self.lines(paragraph)[-1]
        page = self.page_of(last)
        if self._pages[page][-1] is last and page + 1 < len(self._pages):
            yield page

    def kept_off(self, page: int) -> bool:
        """Whether what begins a page may have been kept from the page before, which is then short for a reason."""
        if page == len(self._pages) - 1 and any(
            self._role(line) in (Role.SIGNATURE, Role.DATE) for line in self._pages[page]
        ):
            return True
        first = next(iter(self._pages[page]), None)
        owner = self._owner.get(id(first)) if first is not None else None
        if first is None or owner is None:
            return True
        if owner.page_before or owner.pages or self._subject.role(owner) in _KEPT or self._opens(owner):
            return True
        return self.follows_a_gap(first)

    def follows_a_gap(self, line: Line) -> bool:
        """Whether a blank line, a picture or a table stands right before a line, and takes room that shows no words."""
        owner = self._owner.get(id(line))
        if owner is None or self.lines(owner)[0] is not line or owner is self._subject.sheet.paragraphs[0]:
            return False
        earlier, blank = self._subject.before(owner)
        return blank > 0 or earlier is None or not earlier.words

    def opens_with_a_cover(self) -> bool:
        """Whether the first page is a cover or contents: words on it, and nothing of the document but its title."""
        roles = {self._role(line) for line in (self._pages[0] if self._pages else ())}
        return bool(roles) and len(self._pages) > 1 and not roles & _IN_A_DOCUMENT

    def _opens(self, owner: ParagraphLook) -> bool:
        """Whether the paragraph is the first of a section that begins a page."""
        return self._subject.section(owner).new_page and self._subject.opens_section(owner)

    def may_lack_number(self, page: int) -> bool:
        """A blank page, and one with the imprint, carry no number (7.5); nor does a cover, which is outside it."""
        lines = self._pages[page]
        cover = page == 0 and self.opens_with_a_cover()
        return not lines or cover or any(self._role(line) is Role.IMPRINT for line in lines)

    def _role(self, line: Line) -> Role | None:
        owner = self._owner.get(id(line))
        return self._subject.role(owner) if owner is not None else None


def _bare(text: str) -> str:
    """The words as they can be compared: without what shows nothing, in one form of each character."""
    plain = unicodedata.normalize("NFKC", text)
    if not plain.isprintable():  # soft hyphens, marks of width 0
        plain = "".join(one for one in plain if unicodedata.category(one) != "Cf")
    return "".join(plain.split())


def _start(words: str, texts: Sequence[str], starts: dict[str, list[int]], first: int, stop: int) -> int | None:
    """The first line from ``first`` and before ``stop`` on which a paragraph may begin."""
    found = stop
    for size in range(1, _TOLD_BY + 1):
        places = starts.get(words[:size], ())
        for at in range(bisect_left(places, first), len(places)):
            if places[at] >= found:
                break
            if _begins(words, texts, places[at]):
                found = places[at]
    return found if found < stop else None


def _begins(words: str, texts: Sequence[str], place: int) -> bool:
    """Whether a paragraph may begin on this line: all of the line, and if it is short all of the next too."""
    line = texts[place]
    if not line or not words.startswith(line):
        return False
    if len(line) >= _TOLD_BY or line == words:
        return True
    return place + 1 < len(texts) and words.removeprefix(line).startswith(texts[place + 1][:_TOLD_BY])
