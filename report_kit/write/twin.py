r"""The twin: a draft as plain text in which git shows the sentence that changed, under its heading.

The form, from which the text of every block can be had back unchanged:

* a heading stands on a line of its own after ``#`` (the title), ``##`` (一、), ``###`` (（一）), ``####`` (1.);
* other text stands one sentence a line; a heading that runs into its paragraph is followed by the rest of
  that paragraph at once;
* blocks are separated by a blank line;
* a line break inside a block is a backslash at the end of the line, as in Markdown;
* where text could be taken for one of these, backslashes tell: one more before a ``#`` or ``\`` that begins
  a line, each ``\`` that ends a line doubled.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.draft import Block, Draft

TITLE = "title"
"""The id of the block that shows the title."""

# Possessive, so that a closing quote stays with its sentence. Nothing but backslashes behind it: no new line.
_SENTENCE_END = re.compile(r"[。！？!?]++[”’』」》〉】）)]*+(?!\\*$)")


def twin(draft: Draft) -> str:
    """The draft as text. Ends with a line break; empty for an empty draft."""
    return "\n".join("".join(f"{line}\n" for line in _lines(block)) for block in draft.blocks)


def _lines(block: Block) -> Iterator[str]:
    level = 1 if block.id == TITLE else block.level + 1 if block.level else 0
    end = (block.heading_end or len(block.text)) if level else 0
    if level:
        first, *further = _broken(block.text[:end])
        yield f"{'#' * level} {first}"
        yield from map(_opened, further)
    for line in _broken(block.text[end:]):
        yield from map(_opened, _SENTENCE_END.sub("\\g<0>\n", line).split("\n"))


def _broken(text: str) -> list[str]:
    """The text at its line breaks, each shown by a backslash. What is empty at the end is no line."""
    *lines, last = text.split("\n")
    broken = [_ended(line) + "\\" for line in lines]
    return [*broken, _ended(last)] if last else broken


def _ended(line: str) -> str:
    """A line with the backslashes at its end doubled."""
    return line + "\\" * (len(line) - len(line.rstrip("\\")))


def _opened(line: str) -> str:
    """A line of text that nobody takes for a heading."""
    return f"\\{line}" if line.startswith(("#", "\\")) and line != "\\" else line
