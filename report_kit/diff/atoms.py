"""A passage in its smallest parts, each with its origin: a fact shown is one part whatever it says.

So a change of a figure and a change of the sentence around it are told apart before any text is compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.draft import FactOrigin
from report_kit.wording_diff import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_kit.diff.passages import Passage
    from report_kit.draft import Origin, Span

_FACT = "\U000f0000fact:"
_NUMBER = "\U000f0000number"
"""Keys that stand for more than their text begin with a character that no data may hold."""


class Atom(NamedTuple):
    """Characters ``start`` to ``end`` of a block. Atoms with one ``key`` are the same thing on both sides.

    ``span`` is what they are part of; None where nothing is known of them.
    """

    key: str
    start: int
    end: int
    span: Span | None

    @property
    def origin(self) -> Origin | None:
        """Where it comes from."""
        return self.span.origin if self.span else None

    @property
    def number(self) -> bool:
        """Whether it is the number of a heading or point."""
        return self.key == _NUMBER

    @property
    def fact(self) -> str:
        """The fact it shows, by the key's name for it, or empty."""
        return self.key[len(_FACT) :] if self.key.startswith(_FACT) else ""


def atoms(passage: Passage, renamed: Mapping[str, str]) -> list[Atom]:
    """The parts of a passage in order, without gaps. ``renamed`` gives facts the name they have on the other side."""
    found: list[Atom] = []
    if passage.words > passage.start:
        found.append(Atom(_NUMBER, passage.start, passage.words, None))
    at = passage.words
    for span in passage.block.spans:
        start, end = max(span.start, at), min(span.end, passage.end)
        if start >= end:
            continue
        found += _tokens(passage, at, start, None)
        if isinstance(span.origin, FactOrigin):
            found.append(Atom(_FACT + renamed.get(span.origin.fact, span.origin.fact), start, end, span))
        else:
            found += _tokens(passage, start, end, span)
        at = end
    found += _tokens(passage, at, passage.end, None)
    return found


def _tokens(passage: Passage, start: int, end: int, span: Span | None) -> Iterator[Atom]:
    for token in tokens(passage.block.text[start:end]):
        yield Atom(token, start, start + len(token), span)
        start += len(token)
