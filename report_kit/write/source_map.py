"""``report.map.json``: every block of a draft and the facts its characters show, one block a line.

A final report has a map of its own, so that the draft beside it can still be compared with what was written.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from report_kit.draft import Block, Draft, FactOrigin, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Texts(NamedTuple):
    """The text of every block of a Word file, and of its headers, footers and notes as ``ooxml.text`` names them."""

    body: Sequence[str]
    margins: Mapping[str, Sequence[str]] = {}


def source_map(draft: Draft, year: int, content_sha256: str, margins: Mapping[str, Sequence[str]]) -> bytes:
    """The map as UTF-8. ``content_sha256`` names the Word file it describes, whatever lies beside it."""
    blocks = (
        {
            "id": block.id,
            "style": block.style,
            "text": block.text,
            "links": [
                {"start": span.start, "end": span.end, "fact": span.origin.fact}
                for span in block.spans
                if isinstance(span.origin, FactOrigin)
            ],
        }
        for block in draft.blocks
    )
    head = (("year", year), ("title", draft.title), ("content_sha256", content_sha256), ("margins", margins))
    return json_lines(head, JsonLines("blocks", "[]", [json.dumps(block, ensure_ascii=False) for block in blocks]))


class JsonLines(NamedTuple):
    """A list or an object (``brackets``) whose entries, JSON already, stand on lines of their own."""

    name: str
    brackets: str
    entries: Sequence[str]


def json_lines(head: Iterable[tuple[str, object]], *tables: JsonLines) -> bytes:
    """One JSON object of a few plain values and of lists or objects with one entry a line.

    So git shows the entry that changed, and the C encoder does the work. What UTF-8 cannot hold (a lone
    surrogate) becomes a JSON escape.
    """
    parts = [f' "{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in head]
    for name, brackets, entries in tables:
        inside = "".join(f"\n  {entry}," for entry in entries)[:-1] + "\n " if entries else ""
        parts.append(f' "{name}": {brackets[0]}{inside}{brackets[1]}')
    text = "{\n" + ",\n".join(parts) + "\n}\n"
    return text.encode("utf-8", "backslashreplace")


def texts(data: bytes) -> tuple[str, Texts] | None:
    """The content hash and the texts of a map that an earlier build wrote; None if it is no map."""
    try:
        content = json.loads(data)
        margins = {str(kind): tuple(map(str, found)) for kind, found in content["margins"].items()}
        return str(content["content_sha256"]), Texts(tuple(str(block["text"]) for block in content["blocks"]), margins)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


class Built(NamedTuple):
    """What a build made: the year, the content hash of its Word file, and its draft, figures linked to facts."""

    year: int
    content_sha256: str
    draft: Draft


def built_draft(data: bytes) -> Built | None:
    """What a map describes; None if it is no map."""
    try:
        content = json.loads(data)
        blocks = tuple(_block(block) for block in content["blocks"])
        draft = Draft(str(content["title"]), blocks)
        return Built(int(content["year"]), str(content["content_sha256"]), draft)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def _block(block: dict[str, object]) -> Block:
    links = block["links"]
    if not isinstance(links, list):
        raise TypeError("links")
    spans = tuple(Span(int(one["start"]), int(one["end"]), FactOrigin(str(one["fact"]), None)) for one in links)
    return Block(str(block["id"]), str(block["style"]), str(block["text"]), spans)
