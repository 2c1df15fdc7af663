"""Places in a template as its owner finds them: the part, the paragraph's number, the heading above, the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location, msg, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.diagnostics import Code, Diagnostic, Message

_WORDS = 40


class Paragraph(NamedTuple):
    """One paragraph of a template part: its number from 1, the heading above it, its text.

    ``row`` and ``table`` count what it lies in, ``container`` the cells and text boxes; 0 is none of these.
    ``turns`` are the places in the text where its formatting becomes another.
    """

    number: int
    heading: str
    text: str
    row: int = 0
    table: int = 0
    container: int = 0
    turns: tuple[int, ...] = ()


def part_name(part: str) -> Message:
    """A part as a clerk calls it: 正文, 页眉, 页脚."""
    stem = part.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")
    names = {
        "header": msg("页眉"),
        "footer": msg("页脚"),
        "footnotes": msg("脚注"),
        "endnotes": msg("尾注"),
        "styles": msg("样式"),
    }
    return names.get(stem, msg("正文"))


class Source(NamedTuple):
    """Jinja source of a part. Line n+1 of ``text`` is paragraph ``lines[n]`` of the template (0: before the first)."""

    text: str
    lines: tuple[int, ...]

    def paragraph(self, line: int) -> int:
        """The paragraph of the template that a line of the source comes from."""
        return self.lines[min(max(line, 1), len(self.lines)) - 1]


class Places(NamedTuple):
    """Where things stand in one template file; makes diagnostics about it."""

    name: str
    parts: Mapping[str, tuple[Paragraph, ...]]

    def at(self, code: Code, part: str, number: int, what: Message, hint: Message | None = None) -> Diagnostic:
        """A problem in a paragraph. ``what`` says what is wrong; the place is put before it."""
        known = self.parts.get(part, ())
        paragraph = known[number - 1] if 1 <= number <= len(known) else None
        words = _printable(paragraph.text.strip()) if paragraph else ""
        heading = _printable(paragraph.heading) if paragraph else ""
        if heading:
            message = msg(
                "{part}第{number}段（在“{heading}”之下）“{words}”：{what}",
                part=part_name(part),
                number=number,
                heading=heading,
                words=words,
                what=what,
            )
        else:
            message = msg(
                "{part}第{number}段“{words}”：{what}", part=part_name(part), number=number, words=words, what=what
            )
        return code.at(Location(self.name, max(number, 1)), message, hint=hint)

    def whole(self, code: Code, what: Message, hint: Message | None = None) -> Diagnostic:
        """A problem of the file as a whole."""
        return code.at(Location(self.name, 1), what, hint=hint)


def _printable(text: str) -> str:
    return shortened("".join(one if one.isprintable() else "□" for one in text), _WORDS)
