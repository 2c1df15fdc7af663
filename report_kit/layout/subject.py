"""What clauses are judged on: a document as it is laid out, with the role of every paragraph."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from report_kit.diagnostics import Location, msg, shortened
from report_kit.layout.lengths import CHARACTER, MM
from report_kit.layout.roles import LEVELS, Role, heading_end, roles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.diagnostics import Message
    from report_kit.ooxml.formatting.model import MarginLook, ParagraphLook, RunLook, SectionLook, Sheet

TEXT = (Role.BODY, *LEVELS)
"""The paragraphs of the text itself."""

LAID_OUT = (
    *TEXT,
    Role.ADDRESSEE,
    Role.ATTACHMENTS,
    Role.ATTACHMENTS_MORE,
    Role.SIGNATURE,
    Role.DATE,
)
"""The paragraphs that have the size and the pitch of the text."""

MARKED = 20
"""Characters of a paragraph that are marked and quoted."""

STANDARD_WIDTH = 8844
STANDARD_HEIGHT = 12756
"""Twips of the text block of A4 with the margins of the standard."""


class Subject:
    """A document under judgement. ``path`` is what places in it are called by."""

    def __init__(self, sheet: Sheet, path: str) -> None:
        self.sheet = sheet
        self.path = path
        self.roles = roles_of(sheet.paragraphs)
        self._chosen: dict[tuple[Role, ...], list[ParagraphLook]] = {}

    def of(self, *roles: Role) -> list[ParagraphLook]:
        """The paragraphs with one of these roles, in order."""
        if roles not in self._chosen:
            pairs = zip(self.sheet.paragraphs, self.roles, strict=True)
            self._chosen[roles] = [one for one, role in pairs if role in roles]
        return self._chosen[roles]

    def role(self, paragraph: ParagraphLook) -> Role:
        """The role of one of its paragraphs."""
        return self._role_of[paragraph.number]

    @cached_property
    def _role_of(self) -> dict[int, Role]:
        return {one.number: role for one, role in zip(self.sheet.paragraphs, self.roles, strict=True)}

    def before(self, paragraph: ParagraphLook) -> tuple[ParagraphLook | None, int]:
        """The paragraph with words before this one, and how many empty ones stand between."""
        place = self._places[paragraph.number]
        blank = 0
        for earlier in reversed(self.sheet.paragraphs[:place]):
            if earlier.cell or earlier.frame:
                return None, 0
            if earlier.words or earlier.picture:
                return earlier, blank
            blank += 1
        return None, blank

    def space_before(self, paragraph: ParagraphLook) -> int:
        """Twips between this paragraph and the words before it, beyond the pitch of lines; empty ones counted."""
        earlier, blank = self.before(paragraph)
        place = self._places[paragraph.number]
        gap = paragraph.before + (earlier.after if earlier is not None else 0)
        for one in self.sheet.paragraphs[place - blank : place]:
            gap += one.before + one.after + (one.line if one.rule != "auto" else self.pitch(one) or 320)
        return gap

    @cached_property
    def _places(self) -> dict[int, int]:
        return {one.number: place for place, one in enumerate(self.sheet.paragraphs)}

    def runs(self, paragraph: ParagraphLook) -> list[RunLook]:
        """The runs of a paragraph that show words."""
        return [run for run in paragraph.runs if run.text.strip() and not run.hidden]

    def heading_runs(self, paragraph: ParagraphLook) -> tuple[list[RunLook], list[RunLook]]:
        """The runs of a heading, and those of the text behind it; a run that holds both counts for its greater part."""
        words = paragraph.label + paragraph.text
        left = heading_end(words.strip()) - len(paragraph.label) + (len(words) - len(words.lstrip()))
        heading: list[RunLook] = []
        behind: list[RunLook] = []
        for run in paragraph.runs:
            size = len(run.text)
            if run.text.strip() and not run.hidden:
                (heading if left > size / 2 else behind).append(run)
            left -= size
        return heading, behind

    def text_runs(self) -> Iterator[tuple[ParagraphLook, list[RunLook]]]:
        """The runs of the text, those of headings left out."""
        for one in self.of(*LAID_OUT):
            runs = self.heading_runs(one)[1] if self.role(one) in LEVELS else self.runs(one)
            if runs:
                yield one, runs

    def section(self, paragraph: ParagraphLook) -> SectionLook:
        """The section a paragraph stands in."""
        return self.sheet.sections[paragraph.section]

    def opens_section(self, paragraph: ParagraphLook) -> bool:
        """Whether a section other than the first begins with this paragraph."""
        place = self._places[paragraph.number]
        return place > 0 and self.sheet.paragraphs[place - 1].section != paragraph.section

    @cached_property
    def pages(self) -> tuple[SectionLook, ...]:
        """The sections of upright pages; landscape ones hold tables and have margins of their own."""
        return tuple(one for one in self.sheet.sections if not one.landscape) or self.sheet.sections

    def pitch(self, paragraph: ParagraphLook) -> int:
        """Twips from line to line where it is fixed: by the paragraph, else by the grid; 0 where the face decides."""
        if paragraph.rule == "exact":
            return paragraph.line
        section = self.section(paragraph)
        if not section.grid or not paragraph.snap:
            return 0
        if paragraph.rule == "atLeast":
            return max(section.pitch, paragraph.line)
        return section.pitch * paragraph.line // 240

    def block_width(self, section: SectionLook) -> int:
        """Twips of a line; those of the standard where a margin is wrong, which is told by itself."""
        width = section.width - section.left - section.right - section.gutter
        return width if abs(width - STANDARD_WIDTH) <= MM else STANDARD_WIDTH

    def block_height(self, section: SectionLook) -> int:
        """Twips of a page's text; those of the standard where a margin is wrong."""
        height = section.height - section.top - section.bottom
        return height if abs(height - STANDARD_HEIGHT) <= 8 * MM else STANDARD_HEIGHT

    def place(self, paragraph: ParagraphLook) -> Location:
        """Where a paragraph stands; its first words are marked."""
        return Location(self.path, paragraph.number, 1, min(len(paragraph.text), MARKED) + 1)

    def words_at(self, place: Location) -> str:
        """The first words of the paragraph at a place; empty for a page or a footer."""
        known = self._by_number.get(place.line) if place.path == self.path else None
        return shortened(known.words, MARKED) if known is not None else ""

    @cached_property
    def _by_number(self) -> dict[int, ParagraphLook]:
        return {one.number: one for one in self.sheet.paragraphs}

    def page_place(self, section: SectionLook) -> Location:
        """The place of a section's page settings; sections count from 1."""
        return Location(f"{self.path}#页面设置", section.number + 1)

    def margin_place(self, margin: MarginLook) -> Location:
        """The place of a footer; the footers of a file count from 1."""
        return Location(f"{self.path}#页脚", list(self._footers).index(margin.part) + 1)

    @cached_property
    def _footers(self) -> dict[str, MarginLook]:
        """The footers of all sections by their parts."""
        return {one.part: one for section in self.sheet.sections for one in section.footers.values()}

    def sources(self) -> dict[str, str]:
        """The text that places point into, one paragraph a line; of the footers one footer a line."""
        lines: list[str] = []
        for one in self.sheet.paragraphs:
            lines += [""] * (one.number - 1 - len(lines))
            lines.append(_on_one_line(one.text))
        footers = [" ".join(one.words for one in margin.paragraphs) for margin in self._footers.values()]
        return {self.path: "\n".join(lines), f"{self.path}#页脚": "\n".join(map(_on_one_line, footers))}


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ")


def first_indent(paragraph: ParagraphLook) -> tuple[int, bool]:
    """Twips from the left edge of the block to the first character, and whether spaces were typed for it."""
    indent = paragraph.indent
    left = indent.left_chars * CHARACTER // 100 if indent.left_chars else indent.left
    first = indent.first_chars * CHARACTER // 100 if indent.first_chars else indent.first
    words = paragraph.text
    spaces = words[: len(words) - len(words.lstrip(" \u3000\xa0"))]
    typed = sum(CHARACTER if one == "\u3000" else CHARACTER // 2 for one in spaces)
    return left + first + typed, bool(typed)


def characters(twips: int) -> Message:
    """A length in characters, as a person says it."""
    return msg("{count}字", count=f"{twips / CHARACTER:.1f}".removesuffix(".0"))
