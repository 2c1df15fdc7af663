"""What people typed into a draft: figures and dates outside links, each with its place in file or template."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location
from report_kit.draft import ANNEXES, Block, FactOrigin, ProseOrigin, Span, TemplateOrigin
from report_kit.facts.scan import Found, scan
from report_kit.facts.terms import Terms
from report_kit.facts.values import Date, Period, Quantity
from report_kit.report import ReportChapter, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.rules.subject import Subject

_STOP = re.compile("[。！？；\n]")
_WORTH_SCANNING = re.compile(r"[0-9０-９〇XＸxｘ×_＿△□待前截]|[一二三四五六七八九十][年月日号]")
_TITLE = re.compile(r"《[^《》]*》")


class TypedText(NamedTuple):
    """A block: what was found in its text, and which of its characters were typed.

    ``holes`` are the spans of prose that a hole filled with a year or the unit's name; ``named`` the
    spans of declared names, whose digits are no figures; ``titles`` what stands in 《》.
    """

    block: Block
    chapter: ReportChapter | None
    template: str
    found: tuple[Found, ...]
    typed: tuple[Span, ...]
    links: tuple[Span, ...]
    named: tuple[tuple[int, int], ...]
    titles: tuple[tuple[int, int], ...]

    def location(self, start: int, end: int) -> Location | None:
        """The place of the first typed character in this range; None if nothing in it was typed."""
        for span in self.typed:
            first, last = max(start, span.start), min(end, span.end)
            if first < last:
                origin = span.origin
                if isinstance(origin, ProseOrigin):
                    place = origin.location
                    column = place.column + first - span.start
                    return Location(place.path, place.line, column, column + last - first)
                if isinstance(origin, TemplateOrigin):
                    return Location(self.template, origin.paragraph)
        return None

    def typed_part(self, start: int, end: int) -> str:
        """The typed characters of a range."""
        return "".join(
            self.block.text[max(start, span.start) : min(end, span.end)]
            for span in self.typed
            if max(start, span.start) < min(end, span.end)
        )

    def typed_at(self, position: int) -> bool:
        """Whether this character was typed, and not put in by a hole."""
        return any(span.start <= position < span.end for span in self.typed)

    def in_template(self, position: int) -> bool:
        """Whether this character was typed into the Word template."""
        return any(span.start <= position < span.end and isinstance(span.origin, TemplateOrigin) for span in self.typed)

    def linked(self, start: int, end: int) -> bool:
        """Whether a link touches this range."""
        return any(span.start < end and start < span.end for span in self.links)

    def is_name(self, start: int, end: int) -> bool:
        """Whether a declared name covers this range."""
        return any(first <= start and end <= last for first, last in self.named)

    def covers_name(self, start: int, end: int) -> bool:
        """Whether a declared name stands in this range and holds everything of it that is not letters."""
        return any(start <= first and last <= end for first, last in self.named)

    def in_title(self, start: int, end: int) -> bool:
        """Whether the range stands in 《》, where words are quoted as they are."""
        return any(first <= start and end <= last for first, last in self.titles)

    def figure_in(self, start: int, end: int) -> bool:
        """Whether a figure, typed or shown by a hole, begins in this range."""
        first = bisect_left(self.found, start, key=lambda one: one.start)
        behind = takewhile(lambda one: one.start < end, islice(self.found, first, None))
        return any(isinstance(one.value, Quantity) for one in behind) or any(
            start <= span.start < end for span in self.links
        )

    def sentence(self, start: int) -> tuple[int, int]:
        """Where the sentence around this character begins and ends."""
        return sentence_of(self.block.text, start)

    def nearby(self, start: int, reach: int = 150) -> tuple[int, int]:
        """The sentence around this character, no more of it than ``reach`` to each side: found in bounded time."""
        text = self.block.text
        floor, ceiling = max(0, start - reach), min(len(text), start + reach)
        first, last = sentence_of(text[floor:ceiling], start - floor)
        return floor + first, floor + last

    def dates(self) -> Iterator[tuple[Found, Date | Period]]:
        """The dates and periods of which something was typed, outside declared names."""
        for found in self.found:
            value = found.value
            if (
                isinstance(value, (Date, Period))
                and not self.linked(found.start, found.end)
                and not self.is_name(found.start, found.end)
                and self.location(found.start, found.end) is not None
            ):
                yield found, value


def sentence_of(text: str, start: int) -> tuple[int, int]:
    """Where the sentence around this character of a text begins and ends."""
    stops = _stops(text)
    after = bisect_left(stops, start)
    return (stops[after - 1] + 1 if after else 0), (stops[after] if after < len(stops) else len(text))


@lru_cache(maxsize=16)
def _stops(text: str) -> tuple[int, ...]:
    """Where sentences of a text end: many figures of one paragraph ask."""
    return tuple(match.start() for match in _STOP.finditer(text))


def read_typed(subject: Subject) -> tuple[TypedText, ...]:
    """Every block with something typed in it."""
    if subject.draft is None:
        return ()
    report = subject.report
    terms = subject.terms or Terms()
    template = f"templates/{report.edition.layout.template}"
    chapters = {chapter.id: chapter for chapter in report.chapters}
    filled = {binding.location for binding in report.bindings.values() if isinstance(binding, Word)}
    names = subject.names
    texts = []
    for block in subject.draft.blocks:
        if block.id.startswith(f"{ANNEXES}."):
            continue  # tables say again what is written, and judged, elsewhere
        text = block.text
        typed, links, words = [], [], []
        for span in block.spans:
            start, end, origin = span
            if isinstance(origin, FactOrigin):
                links.append(span)
            elif isinstance(origin, TemplateOrigin) or (
                isinstance(origin, ProseOrigin) and origin.location not in filled
            ):
                typed.append(span)
                words.append(text[start:end])
        if not typed:
            continue
        texts.append(
            TypedText(
                block,
                chapters.get(block.id.partition("#")[0].partition(".")[0]),
                template,
                scan(text, terms.units) if _WORTH_SCANNING.search("\n".join(words)) else (),
                tuple(typed),
                tuple(links),
                tuple(names.spans(text)),
                tuple([match.span() for match in _TITLE.finditer(text)]) if "《" in text else (),
            )
        )
    return tuple(texts)
