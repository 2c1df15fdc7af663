"""A review as a Word file with tracked changes: each with a comment on its cause, verified before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, msg
from report_kit.flows.sides import Refusal
from report_kit.ooxml.redline import Refused, redline
from report_kit.show.changes import cause_words
from report_kit.show.changes_text import moved_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.changes import Cause, Changes, TextChange
    from report_kit.diagnostics import Translate
    from report_kit.flows.review import Reviewed
    from report_kit.ooxml.redline import Existing, HunkPlace

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
    causes = _Causes(reviewed.changes, translate)
    kept: Existing = "keep" if existing == "keep" else ("reject" if existing == "reject" else "accept")
    made = redline(before, after, author=AUTHOR, date=DATE, cause=causes.of, existing=kept)
    if isinstance(made, Refused):
        return Refusal(made.reason, made.hint)
    return Redline(made.data, len(made.hunks), (*made.differs, *made.not_compared))


class _Causes:
    """The causes of a review by the words that changed."""

    def __init__(self, changes: Changes, translate: Translate | None) -> None:
        self._translate = translate
        self._texts = changes.texts
        self._moves = {move.text: move for move in changes.moves}

    def of(self, place: HunkPlace) -> str | None:
        """The words of the comment on a change of the Word file; None if the review knows no cause."""
        found = list(self._near(place))
        words = [cause_words(cause, change.kind, self._translate) for change, cause in found]
        if not words and place.moved is not None:
            text = place.after_text or place.before_text
            move = next((move for title, move in self._moves.items() if title and title in text), None)
            words = [moved_words(move).text(self._translate)] if move is not None else []
        return "；".join(dict.fromkeys(words)) or None

    def _near(self, place: HunkPlace) -> Iterator[tuple[TextChange, Cause]]:
        """The causes of what the review changed in these words; of the whole paragraph, if of none in particular."""
        for change in self._texts:
            if not _of(change, place):
                continue
            touching = [hunk for hunk in change.hunks if _touches(hunk.after_start, hunk.after_end, place)]
            for hunk in touching or change.hunks:
                for cause in hunk.causes:
                    yield change, cause


def _of(change: TextChange, place: HunkPlace) -> bool:
    """Whether a change of the review is one of this paragraph."""
    if place.after_text and change.after:
        return change.new != "" and place.after_text.startswith(change.new, change.after_start)
    if place.before_text and change.before:
        return change.old != "" and place.before_text.startswith(change.old, change.before_start)
    return False


def _touches(start: int, end: int, place: HunkPlace) -> bool:
    """Whether characters of the later paragraph touch the words put in, or the place where words were taken out."""
    first, last = place.start, place.start + len(place.inserted)
    return place.kind == "text" and start <= last and first <= end
