"""Prose into marked text: literals as written, holes filled with what they stand for, each with its origin.

Values are put in, never evaluated: braces in them are characters like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.draft import FactOrigin, GeneratedOrigin, ProseOrigin
from report_kit.facts.model import Literal
from report_kit.facts.values import Pending, printed
from report_kit.render.codes import W207
from report_kit.render.filters import FILTERS
from report_kit.report import Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_kit.diagnostics import Diagnostic
    from report_kit.draft import Origin
    from report_kit.facts.model import FactKey, Hole, Prose, Segment
    from report_kit.render.marks import Marker
    from report_kit.report import Report

NUMBERING = GeneratedOrigin("numbering")
PUNCTUATION = GeneratedOrigin("punctuation")
PLACEHOLDER = GeneratedOrigin("placeholder")
LABEL = GeneratedOrigin("label")
"""What the data say about a fact, in a table: its name, its unit, where it comes from."""
CALCULATION = GeneratedOrigin("calculation")
"""What a table works out from the facts beside it."""

NOTHING_YET = "【本部分待补】"

_CLOSING = "”’』」）》〉】〕)\"'"
_STOPS = "。！？；：…，、.!?;:,"


def ends_sentence(text: str) -> bool:
    """Whether nothing need be added to close the text: it ends with a mark, maybe inside quotes or brackets."""
    bare = text.rstrip()
    inside = bare.rstrip(_CLOSING)
    return bool(inside) and inside[-1] in _STOPS


class Composer:
    """Turns prose of one report into marked text. Problems found on the way are kept in ``diagnostics``."""

    def __init__(self, report: Report, marker: Marker) -> None:
        self.report = report
        self.marker = marker
        self.diagnostics: list[Diagnostic] = []

    def paragraphs(self, prose: Prose | None) -> tuple[tuple[Segment, ...], ...]:
        """The paragraphs of prose that may be absent; empty ones left out."""
        return tuple(paragraph for paragraph in prose.paragraphs if paragraph) if prose else ()

    def text(self, paragraph: tuple[Segment, ...]) -> tuple[str, str]:
        """A paragraph, marked; and its last words as printed, to see how it ends."""
        pieces = self.pieces(paragraph)
        return self.marker.spans(pieces), pieces[-1][0] if pieces else ""

    def pieces(self, segments: Iterable[Segment]) -> list[tuple[str, Origin]]:
        """Words and holes as printed, each with its origin; not marked yet."""
        return [piece for segment in segments if (piece := self._piece(segment))[0]]

    def title(self, prose: Prose) -> tuple[str, str]:
        """Prose that is one line, marked; and its last words."""
        return self.text(tuple(segment for paragraph in prose.paragraphs for segment in paragraph))

    def plain(self, prose: Prose) -> str:
        """Prose that is one line, as printed."""
        segments = (segment for paragraph in prose.paragraphs for segment in paragraph)
        return "".join([self._piece(segment, silent=True)[0] for segment in segments])

    def _piece(self, segment: Segment, *, silent: bool = False) -> tuple[str, Origin]:
        if isinstance(segment, Literal):
            text, location = segment
            return text, ProseOrigin(location)
        return self._filled(segment, silent=silent)

    def figure(self, key: FactKey) -> tuple[str, Origin]:
        """A fact as printed without a hole, with its origin."""
        value = self.report.values.get(key)
        if value is None:
            return f"【缺：{self.report.facts[key].name}】", PLACEHOLDER
        return printed(value), FactOrigin(self.report.label(key), None, pending=isinstance(value, Pending))

    def _filled(self, hole: Hole, *, silent: bool) -> tuple[str, Origin]:
        binding = self.report.bindings.get(hole.location)
        if isinstance(binding, Word):
            return binding.text, ProseOrigin(binding.location)
        value = self.report.values.get(binding) if binding else None
        if binding is None or value is None:
            return f"【缺：{hole.name}】", PLACEHOLDER
        origin = FactOrigin(self.report.label(binding), hole.location, pending=isinstance(value, Pending))
        if not hole.filters:
            return printed(value), origin
        fact = self.report.facts[binding]
        text = FILTERS[hole.filters[0]](fact, value)
        if text is not None:
            return text, origin
        if isinstance(value, Pending):
            return str(value), origin
        if not silent:
            self.diagnostics.append(
                W207.at(
                    hole.location,
                    msg(
                        "“{name}|{filters}”没有可显示的内容：{fact} 写的是 {value}",
                        name=hole.name,
                        filters="|".join(hole.filters),
                        fact=fact.name,
                        value=str(value),
                    ),
                    facts=(origin.fact,),
                    hint=msg(
                        "as_of、period 要求该数字写明时点、时期；wan 用于人数和金额；change 用于 growth、difference"
                    ),
                )
            )
        return f"【缺：{hole.name}|{'|'.join(hole.filters)}】", PLACEHOLDER
