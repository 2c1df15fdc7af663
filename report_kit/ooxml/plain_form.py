r"""The form in which a document is kept and compared as text: git shows the sentence that changed, under its heading.

* a heading stands on a line of its own after ``#`` (the title), ``##`` (一、), ``###`` (（一）), ``####`` (1.);
* other text stands one sentence a line; a heading that runs into its paragraph is followed by the rest of
  that paragraph at once;
* a table is one line a row, ``| a | b |``; paragraphs and line breaks in a cell are ``<br>``;
* blocks are separated by a blank line;
* what stands outside of the pages' text is behind it, told by its place: ``[页眉] …``;
* a line break inside a block is a backslash at the end of the line, as in Markdown;
* where text could be taken for one of these, backslashes tell: one more before a ``#``, ``|`` or ``\`` that begins
  a line, each ``\`` that ends a line doubled; in a cell before ``|``, ``\`` and ``<br>``.

So the text of every block can be had back unchanged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_HASHES = 6
"""Levels of headings that Markdown knows."""

# Possessive, so that a closing quote stays with its sentence. Nothing but backslashes behind it: no new line.
_SENTENCE_END = re.compile(r"[。！？!?]++[”’』」》〉】）)]*+(?!\\*$)")
_CELL_MARK = re.compile(r"\\|\||<br>")
_OPENS = ("#", "|", "\\", "[页", "[脚", "[尾")


def block_lines(text: str, hashes: int = 0, heading_end: int = 0) -> Iterator[str]:
    """The lines of a paragraph.

    ``hashes`` is 1 for the title and one more for each level below it, 0 for text; the heading ends at
    ``heading_end`` when the paragraph goes on behind it.
    """
    end = (heading_end or len(text)) if hashes else 0
    if hashes:
        first, *further = _broken(text[:end])
        yield f"{'#' * min(hashes, MOST_HASHES)} {first}"
        yield from map(_opened, further)
    for line in _broken(text[end:]):
        yield from map(_opened, _SENTENCE_END.sub("\\g<0>\n", line).split("\n"))


def margin_lines(place: str, text: str) -> Iterator[str]:
    """The lines of a paragraph that stands in a margin: a header, a footer, a note."""
    first, *further = (
        sentence for line in _broken(text) for sentence in _SENTENCE_END.sub("\\g<0>\n", line).split("\n")
    )
    yield f"[{place}] {first}"
    yield from map(_opened, further)


def row_line(cells: Iterable[Iterable[str]]) -> str:
    """A row of a table; a cell is its paragraphs."""
    return "".join(("|", *(f" {'<br>'.join(map(_cell, paragraphs))} |" for paragraphs in cells)))


def joined(blocks: Iterable[Iterable[str]]) -> str:
    """Blocks as a text that ends with a line break; nothing for none."""
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in blocks)


def _broken(text: str) -> list[str]:
    """The text at its line breaks, each shown by a backslash. What is empty at the end is no line."""
    *lines, last = text.split("\n")
    broken = [_ended(line) + "\\" for line in lines]
    return [*broken, _ended(last)] if last else broken


def _ended(line: str) -> str:
    """A line with the backslashes at its end doubled."""
    return line + "\\" * (len(line) - len(line.rstrip("\\")))


def _opened(line: str) -> str:
    """A line of text that nobody takes for a heading, a row or a margin."""
    return f"\\{line}" if line.startswith(_OPENS) and line != "\\" else line


def _cell(text: str) -> str:
    return _CELL_MARK.sub(r"\\\g<0>", text).replace("\n", "<br>")
