"""A paragraph with every figure, date and placeholder as one sign, so that forms of wording are short patterns.

``2022年底，低保9321人，增长4.86%`` reads as ``D,低保Q,增长P``. Full-width and half-width marks are read alike.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from report_kit.facts.scan import Found, scan
from report_kit.facts.values import Date, Kind, Ordinal, Pending, Period, Quantity, Recurring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_kit.rules.claims.claim import Judged

QUANTITY, RATE, POINTS, MULTIPLE, DATE, ORDINAL, PENDING = "QPTMDOX"
"""The sign of each sort of value. No other Latin capital stands in a passage."""

MOST_FIGURES = 200
"""A paragraph with more is a table run together: no relation reaches farther back, so that time grows with the text."""

_STOPS = ".!?;\n"
_MARKS = dict(zip("，。；：、！？（）", ",.;:/!?()", strict=True))
_PLAIN = str.maketrans(
    _MARKS
    | {"%": "％", ".": "·", "/": "／"}
    | {chr(capital): chr(capital).lower() for capital in range(ord("A"), ord("Z") + 1)}
)
_IN_PATTERNS = str.maketrans({full: "\\" + half if half in ".()?" else half for full, half in _MARKS.items()})
_KINDS = {Kind.RATE: RATE, Kind.POINTS: POINTS, Kind.MULTIPLE: MULTIPLE}


def form(source: str) -> str:
    """The source of a pattern on passages: its full-width marks are those of a passage, capitals are signs.

    Passages have ASCII marks and signs because sets of these compile ten times as fast as sets of Chinese characters.
    """
    return source.translate(_IN_PATTERNS)


class Mention:
    """A figure or date where it stands: ``found`` in the paragraph, ``place`` in the passage."""

    __slots__ = ("found", "place")

    def __init__(self, found: Found, place: int) -> None:
        self.found = found
        self.place = place

    @property
    def value(self) -> Quantity | Ordinal | Date | Period | Recurring | Pending:
        """What it is worth; a number that shares the unit of a later one has it here."""
        return self.found.value  # type: ignore[return-value]


class Passage:
    """A paragraph made short. ``text`` has one character for each value; the rest stands as written in ``whole``.

    ``named`` are the spans of declared names, whose digits are no figures.
    """

    def __init__(self, whole: str, units: frozenset[str], named: tuple[tuple[int, int], ...] = ()) -> None:
        self.whole = whole
        values = [
            found
            for found in scan(whole, units)
            if not any(start <= found.start and found.end <= end for start, end in named)
        ]
        parts: list[str] = []
        self.mentions: dict[int, Mention] = {}
        self._starts: list[int] = [0]
        self._shifts: list[int] = [0]
        length = reached = 0
        for found in values:
            between = whole[reached : found.start]
            parts += (between.translate(_PLAIN), _sign(found))
            length += len(between)
            self.mentions[length] = Mention(found, length)
            length += 1
            reached = found.end
            self._starts.append(length)
            self._shifts.append(reached - length)
        self._places = list(self.mentions)
        parts.append(whole[reached:].translate(_PLAIN))
        self.text = "".join(parts)

    def original(self, place: int) -> int:
        """Where a character of the passage stands in the paragraph; for a value, where it begins."""
        mention = self.mentions.get(place)
        if mention is not None:
            return mention.found.start
        return place + self._shifts[bisect_right(self._starts, place) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A range of the passage as a range of the paragraph."""
        last = self.mentions.get(end - 1)
        return self.original(start), last.found.end if last else self.original(end - 1) + 1

    def written(self, start: int, end: int) -> str:
        """The words of a range of the passage, as they stand in the paragraph."""
        first, last = self.span(start, end) if start < end else (0, 0)
        return self.whole[first:last]

    def at(self, place: int) -> Mention:
        """The value whose sign stands here."""
        return self.mentions[place]

    def quantities(self, start: int, end: int) -> Sequence[Mention]:
        """The figures in a range of the passage, the last ``MOST_FIGURES`` of more."""
        first, last = bisect_left(self._places, start), bisect_left(self._places, end)
        inside = (self.mentions[place] for place in self._places[max(first, last - MOST_FIGURES) : last])
        return [mention for mention in inside if isinstance(mention.found.value, Quantity)]

    @cached_property
    def claims(self) -> tuple[Judged, ...]:
        """The relations that the paragraph states, judged."""
        from report_kit.rules.claims import judged_claims

        return judged_claims(self)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where each sentence of the passage begins and ends, its mark left out."""
        found, start = [], 0
        for place, sign in enumerate(self.text):
            if sign in _STOPS:
                found.append((start, place))
                start = place + 1
        return (*found, (start, len(self.text)))

    def sentence(self, place: int) -> tuple[int, int]:
        """The sentence around this character."""
        return self.sentences[bisect_right(self._sentence_starts, place) - 1]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]


@lru_cache(maxsize=4096)
def passage(whole: str, units: frozenset[str], named: tuple[tuple[int, int], ...] = ()) -> Passage:
    """The passage of a paragraph; remembered, for most paragraphs of a report stay as they are."""
    return Passage(whole, units, named)


def _sign(found: Found) -> str:
    value = found.value
    if isinstance(value, Quantity):
        return _KINDS.get(value.kind, QUANTITY)
    if isinstance(value, Ordinal):
        return ORDINAL
    return PENDING if isinstance(value, Pending) else DATE
