"""A review as a Word file with tracked changes: each with a comment on its cause, verified before it is written."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from contextlib import suppress
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, msg
from report_kit.diff import lineage
from report_kit.draft import FactOrigin, ProseOrigin
from report_kit.flows.sides import Refusal
from report_kit.ooxml.package import Package, read_package
from report_kit.ooxml.redline import Refused, redline
from report_kit.ooxml.text import numbered
from report_kit.ooxml.xml import XmlError
from report_kit.show.changes import cause_words, place_words
from report_kit.show.changes_text import moved_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from report_kit.changes import Cause as Why
    from report_kit.changes import Hunk, Move, TextChange
    from report_kit.diagnostics import Location, Translate
    from report_kit.draft import Block, Draft
    from report_kit.flows.review import Reviewed
    from report_kit.ooxml.redline import Cause, Existing, HunkPlace
    from report_kit.ooxml.text import Paragraph

AUTHOR = "report-kit"
"""Whose the tracked changes are: those of nobody in the office."""

DATE = "2000-01-01T00:00:00Z"
"""When they were made: the same at every run, so that the same two sides give the same file."""


class Redline(NamedTuple):
    """The Word file, and what in it is not marked though it differs, or was not compared."""

    data: bytes
    hunks: int
    remarks: tuple[Message, ...] = ()


def redlined(reviewed: Reviewed, existing: str = "accept", translate: Translate | None = None) -> Redline | Refusal:
    """The redline of a review that kept the Word files of both sides; ``existing`` as in ``ooxml.redline``."""
    before, after = reviewed.words
    if before is None or after is None:
        side = reviewed.changes.before if before is None else reviewed.changes.after
        return Refusal(msg("{side} 没有 Word 文件，不能生成修订稿", side=side))
    kept: Existing = "keep" if existing == "keep" else ("reject" if existing == "reject" else "accept")
    made = redline(before, after, author=AUTHOR, date=DATE, cause=causes_of_places(reviewed, translate), existing=kept)
    if isinstance(made, Refused):
        return Refusal(made.reason, made.hint)
    return Redline(made.data, len(made.hunks), (*made.differs, *made.not_compared))


def causes_of_places(reviewed: Reviewed, translate: Translate | None = None) -> Cause:
    """What tells the words of the comment on a change of the Word file; None for one that the review knows no cause of.

    The words name the cause, its file and line, and the commit that last touched it.
    """
    return _Causes(reviewed, translate).of


class _Causes:
    """The causes of a review, found by the words of a paragraph and where in it they changed."""

    def __init__(self, reviewed: Reviewed, translate: Translate | None) -> None:
        changes = reviewed.changes
        self._translate = translate
        self._look = changes.look
        self._commits = {change.id: change.commit for change in changes.facts}
        self._before, self._after = map(_paragraphs, reviewed.drafts, reviewed.words)
        self._was: dict[str, list[TextChange]] = defaultdict(list)
        self._is: dict[str, list[TextChange]] = defaultdict(list)
        for change in changes.texts:
            self._was[change.before].append(change)
            self._is[change.after].append(change)
        self._moved_from = _moves((one, one.before, one.exchanged_before) for one in changes.moves)
        self._moved_to = _moves((one, one.after, one.exchanged) for one in changes.moves)

    def of(self, place: HunkPlace) -> str | None:
        """The words of the comment on a change of the Word file; None if the review knows no cause."""
        later = bool(place.after_text)
        blocks = self._blocks(place, later=later)
        words = [*self._moves(blocks, later=later)] if place.moved is not None else []
        if place.kind == "format" and self._look is not None:
            words.append(cause_words(self._look, "changed", self._translate))
        else:
            words += self._texts(place, blocks, later=later)
            if later and place.deleted:  # what the review takes for one paragraph gone and another one come
                words += self._texts(place, self._blocks(place, later=False), later=False)
        if not words and place.kind == "format":
            words += self._neighbours(place)
        return "；".join(dict.fromkeys(words)) or None

    def _neighbours(self, place: HunkPlace) -> Iterator[str]:
        """Of what both sides have as data, nobody edited and no template changed: the last paragraph, say."""
        before, after = (self._blocks(place, later=later) for later in (False, True))
        if any(map(_typed, before)):
            for written in filter(None, map(_typed, after)):
                line = f"{written.path}:{written.line}"
                yield msg("格式随前后的段落改变，{place}", place=line).text(self._translate)

    def _blocks(self, place: HunkPlace, *, later: bool) -> list[Block]:
        """The blocks of a side that a change stands in; a row or table has several."""
        text, first = (place.after_text, place.after) if later else (place.before_text, place.before)
        if first is None:
            return []
        known = self._after if later else self._before
        texts = text.split("\n") if place.kind in ("row", "table") else [text]
        return [block for number, one in enumerate(texts, first) for block in known.blocks(number, one)]

    def _texts(self, place: HunkPlace, blocks: Sequence[Block], *, later: bool) -> Iterator[str]:
        """The causes of what the review changed in these words; of the whole paragraph, if of none in particular."""
        for block in blocks:
            for change in (self._is if later else self._was).get(block.id, ()):
                if place.after_text and not later and change.after:
                    continue  # told on the later side
                for hunk in _touched(change, place) or change.hunks:
                    for cause in hunk.causes:
                        told = self._told(cause, block, later=later)
                        yield cause_words(told, change.kind, self._translate)

    def _told(self, cause: Why, block: Block, *, later: bool) -> Why:
        """A cause with all that a reader of the Word file alone wants to know of it."""
        if cause.fact and cause.commit is None:
            cause = cause._replace(commit=self._commits.get(cause.fact))
        if cause.location is None:
            cause = cause._replace(location=_typed(block), gone=not later)
        return cause

    def _moves(self, blocks: Sequence[Block], *, later: bool) -> Iterator[str]:
        """How what these blocks belong to moved, so that each paragraph of an item says so.

        Of neighbours it is a matter of view who moved: a block that stands elsewhere since others do names those.
        """
        moved = self._moved_to if later else self._moved_from
        for block in blocks:
            units = lineage(block.id)
            own = next((moved.units[unit] for unit in units if unit in moved.units), None)
            own = own or next((moved.within[unit] for unit in (*units[1:], "") if unit in moved.within), None)
            if own is not None:
                words, place = moved_words(own), place_words(own.cause, self._translate)
                yield (msg("{cause}，{place}", cause=words, place=place) if place else words).text(self._translate)


class _Moves(NamedTuple):
    """The moves by the id of each unit that moved, and the first one in each unit by the id of that."""

    units: Mapping[str, Move]
    within: Mapping[str, Move]


def _moves(moves: Iterable[tuple[Move, str, str]]) -> _Moves:
    """``moves`` come with the id of what moved, and of what it changed places with or nothing, on one side."""
    units: dict[str, Move] = {}
    within: dict[str, Move] = {}
    for move, unit, other in moves:
        units |= {one: move for one in (unit, other) if one}
        within.setdefault((*lineage(unit), "")[1], move)
    return _Moves(units, within)


class _Paragraphs(NamedTuple):
    """The blocks of a side by the number of their paragraph in the Word file, and by their words."""

    numbered: Mapping[int, Block]
    worded: Mapping[str, Sequence[Block]]

    def blocks(self, number: int, text: str) -> Sequence[Block]:
        """The block that is this paragraph; where that is not known, all that say the same."""
        own = self.numbered.get(number)
        return (own,) if own is not None and own.text == text else self.worded.get(text, ())


def _paragraphs(draft: Draft | None, word: bytes | None) -> _Paragraphs:
    """The blocks of a draft in its Word file, if that says paragraph by paragraph what the draft says."""
    worded: dict[str, list[Block]] = defaultdict(list)
    blocks = [block for block in draft.blocks if block.text] if draft is not None else []
    for block in blocks:
        worded[block.text].append(block)
    found: Sequence[Paragraph] = ()
    package = read_package(word or b"")
    with suppress(XmlError):  # the redline has the words for what is wrong with it
        found = numbered(package) if isinstance(package, Package) else ()
    told = [one.text for one in found] == [block.text for block in blocks]
    return _Paragraphs(
        {one.number - 1: block for one, block in zip(found, blocks, strict=True)} if told else {}, worded
    )


def _touched(change: TextChange, place: HunkPlace) -> Sequence[Hunk]:
    """The hunks whose characters touch the words put in, or the place where words were taken out."""
    if place.kind != "text":
        return ()
    first, last = place.start, place.start + len(place.inserted)
    begin = bisect_left(change.hunks, first, key=lambda hunk: hunk.after_end)
    return tuple(takewhile(lambda hunk: hunk.after_start <= last, change.hunks[begin:]))


def _typed(block: Block) -> Location | None:
    """Where the first words of a block were written."""
    for span in block.spans:
        if isinstance(span.origin, ProseOrigin):
            return span.origin.location
        if isinstance(span.origin, FactOrigin) and span.origin.hole is not None:
            return span.origin.hole
    return None
