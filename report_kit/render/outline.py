"""The paragraphs of a template part: their numbers, their words, the headings above them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_kit.ooxml.xml import unescape
from report_kit.render.places import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"<(/?)w:(p|r|t|tr|tc|tbl|txbxContent|footnote|endnote|pStyle|tab|br|cr)(?=[ />])([^>]*)>"
    r"|<w:rPr>((?:(?!</w:rPr>).)*)</w:rPr>|<[^>]*>|[^<]+"
)
_UNSEEN = re.compile(
    r"<w:(?:lang|noProof|bCs|iCs|szCs|kern|rtl|cs)(?: [^>]*)?/>| w:(?:hint|cs|cstheme)=\"[^\"]*\"|<w:rFonts/>"
)
"""What Word notes in a run without anybody seeing it."""
_COUNTED = {"tr": "row", "tbl": "table", "tc": "container"} | dict.fromkeys(
    ("txbxContent", "footnote", "endnote"), "container"
)
_VAL = re.compile(r'w:val="([^"]*)"')


@dataclass(slots=True)
class _Open:
    """A paragraph being read: ``look`` is the formatting of the run it is in, ``seen`` that of its last text."""

    paragraph: Paragraph
    style: str
    text: list[str]
    look: str = ""
    seen: str | None = None
    turns: list[int] = field(default_factory=list)

    def write(self, text: str) -> None:
        """More text, in the formatting of the run."""
        if self.seen is not None and self.seen != self.look:
            self.turns.append(sum(map(len, self.text)))
        self.seen = self.look
        self.text.append(text)


class _Within:
    """What the reader is inside of: rows, tables, containers, each by its number in the part."""

    def __init__(self) -> None:
        self._inside: dict[str, list[int]] = {kind: [0] for kind in ("row", "table", "container")}
        self._count = dict.fromkeys(self._inside, 0)

    def move(self, kind: str, *, out: bool) -> None:
        """Into the next thing of this kind, or out of the innermost."""
        if out:
            self._inside[kind].pop()
            return
        self._count[kind] += 1
        self._inside[kind].append(self._count[kind])

    def paragraph(self, number: int) -> Paragraph:
        """A paragraph that begins here."""
        row, table, container = (self._inside[kind][-1] for kind in ("row", "table", "container"))
        return Paragraph(number, "", "", row, table, container)


def paragraphs(xml: str, headings: frozenset[str]) -> tuple[Paragraph, ...]:
    """All paragraphs of a canonical part, in order of their beginning. ``headings`` are ids of heading styles."""
    within = _Within()
    found: list[_Open] = []
    stack: list[_Open] = []
    inside = False
    for token in _TOKEN.finditer(xml):
        end, name, rest = token.group(1, 2, 3)
        if name == "p":
            if end:
                stack.pop()
                continue
            found.append(_Open(within.paragraph(len(found) + 1), "", []))
            if not rest.endswith("/"):
                stack.append(found[-1])
        elif name == "r":
            if stack and not end:
                stack[-1].look = ""
        elif token[4] is not None:
            if stack:
                stack[-1].look = _UNSEEN.sub("", _UNSEEN.sub("", token[4]))
        elif name == "t":
            inside = not end and not rest.endswith("/")
        elif name in _COUNTED:
            if not rest.endswith("/"):
                within.move(_COUNTED[name], out=bool(end))
        elif name == "pStyle" and stack:
            value = _VAL.search(rest)
            stack[-1].style = value[1] if value else ""
        elif name in ("tab", "br", "cr") and stack and not inside:
            stack[-1].text.append(" ")
        elif name is None and inside and stack and not token.group().startswith("<"):
            stack[-1].write(unescape(token.group()))
    return tuple(_under_headings(found, headings))


def _under_headings(found: list[_Open], headings: frozenset[str]) -> Iterator[Paragraph]:
    """The paragraphs with their texts, each under the heading before it."""
    heading = ""
    for one in found:
        text = "".join(one.text)
        yield one.paragraph._replace(heading=heading, text=text, turns=tuple(one.turns))
        if one.style in headings and text.strip() and not text.lstrip().startswith("{%"):
            heading = text.strip()
