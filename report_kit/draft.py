"""A document held in memory: its blocks of text, where every span of them comes from, and its Word parts.

A draft rendered from facts knows the origin of every span; a draft read from a foreign document has
blocks without origins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_kit.diagnostics import Location


ANNEXES = "annexes"
"""How the ids of blocks begin that stand in tables behind the signature: ``annexes.indicators.<fact>.this_year``."""


class FactOrigin(NamedTuple):
    """The span shows a fact. ``fact`` is its label (``Report.label``); ``hole`` is where prose or title asks for it.

    ``beside`` is the label of last year's fact, where the span tells how far this one has come since.
    """

    fact: str
    hole: Location | None
    pending: bool = False
    beside: str = ""


class ProseOrigin(NamedTuple):
    """The span was written in a YAML file; ``location`` is where its first character stands."""

    location: Location


class TemplateOrigin(NamedTuple):
    """The span was written in the template: the part's name and the paragraph's number in it, from 1."""

    part: str
    paragraph: int


class GeneratedOrigin(NamedTuple):
    """The span was made by the program: ``what`` is numbering, punctuation or placeholder.

    In the tables behind the signature also label (what the data say about a fact: its name, unit, source; the state
    of a promise) and calculation. ``facts`` are those that it follows from, by their labels.
    """

    what: str
    facts: tuple[str, ...] = ()


Origin = FactOrigin | ProseOrigin | TemplateOrigin | GeneratedOrigin


def is_gap(origin: Origin | None) -> bool:
    """Whether a span stands for something not known: a pending fact, a hole not filled, a chapter not written."""
    if isinstance(origin, FactOrigin):
        return origin.pending
    return isinstance(origin, GeneratedOrigin) and origin.what == "placeholder"


class Span(NamedTuple):
    """Characters ``start`` to ``end`` of a block's text, and where they come from (None when read)."""

    start: int
    end: int
    origin: Origin | None


class Block(NamedTuple):
    """One paragraph.

    ``id`` names the item, group or point it shows (``key_work.social_relief.points.1``), with ``#2``
    and so on for further paragraphs of the same; it is unique in the draft. ``style`` is the name of
    the Word paragraph style; ``level`` the outline level (1 for 一、, 2 for （一）, 3 for 1., 0 for text);
    a run-in heading is body text with ``heading_end`` telling where the heading stops.
    """

    id: str
    style: str
    text: str
    spans: tuple[Span, ...]
    level: int = 0
    heading_end: int = 0


class Slot(NamedTuple):
    """Where spans of a block stand in the XML of their part: a whole text run's worth.

    ``open_run`` is the XML from ``<w:r>`` to just before ``<w:t>`` and so repeats the run's formatting;
    a slot's text is ``block.text[start:end]``. ``gap`` says that it shows something not known (``is_gap``).
    """

    block: int
    start: int
    end: int
    open_run: str
    gap: bool = False


class Part(NamedTuple):
    """One XML part of the Word file that holds text: XML between slots, and the slots, in order.

    Joining the strings with each slot written as a run gives the part. Text that stands in no block
    stays in the strings.
    """

    name: str
    pieces: tuple[str | Slot, ...]


class Draft(NamedTuple):
    """A document. ``static`` are the parts that hold no text of ours, byte for byte from the template."""

    title: str
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...] = ()
    static: Mapping[str, bytes] | None = None

    def links(self) -> Iterator[tuple[Block, Span, FactOrigin]]:
        """Every span that shows a fact, in reading order."""
        for block in self.blocks:
            for span in block.spans:
                origin = span.origin
                if isinstance(origin, FactOrigin):
                    yield block, span, origin
