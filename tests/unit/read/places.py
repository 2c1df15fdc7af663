"""What every test of reading asks: does each character of each block stand where the draft says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.draft import ProseOrigin
from report_kit.show.width import lines_of

if TYPE_CHECKING:
    from report_kit.read import DocumentRead


def misplaced(document: DocumentRead) -> list[tuple[str, str, str]]:
    """Stretches that do not stand at their place: the block's id, its words, and what stands there."""
    wrong = []
    texts = {path: lines_of(text) for path, text in document.sources.items()}
    for block in document.reading.draft.blocks if document.reading else ():
        reached = 0
        for start, end, origin in block.spans:
            assert isinstance(origin, ProseOrigin)
            assert start == reached
            reached = end
            path, line, column, _ = origin.location
            there = texts[path][line - 1][column - 1 : column - 1 + end - start]
            if there != block.text[start:end]:
                wrong.append((block.id, block.text[start:end], there))
        assert reached == len(block.text)
    return wrong


def words(document: DocumentRead) -> list[str]:
    """The text of every block."""
    assert document.reading is not None
    return [block.text for block in document.reading.draft.blocks]
