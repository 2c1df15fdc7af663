"""Which paragraph shows which fact: the ways to and fro on the page of a review."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from report_kit.changes import Relations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_kit.changes import Changes, Move, ShownIn, TextChange
    from report_kit.diagnostics import Diagnostic


class Links:
    """Where one jumps to. Texts and moves are counted from 0 in their order in ``Changes``."""

    def __init__(self, changes: Changes) -> None:
        self._rows: dict[str, str] = {}
        self._texts: dict[int, list[int]] = defaultdict(list)
        self._facts: dict[int, list[int]] = defaultdict(list)
        self._of_blocks: dict[tuple[bool, str], list[int]] = defaultdict(list)
        self._moves: dict[tuple[bool, str], int] = {}
        self.order = [change for _, change in changes.tree()]
        self._relations = changes.relations()
        self._problems = {problem: f"broken-{number}" for number, problem in enumerate(changes.broken, 1)}
        self._problems |= {problem: f"mended-{number}" for number, problem in enumerate(changes.mended, 1)}
        for index, change in enumerate(self.order):
            self._rows.setdefault(change.id, f"fact-{index + 1}")
            if change.before:
                self._rows.setdefault(change.before.id, f"fact-{index + 1}")
        for index, text in enumerate(changes.texts):
            for later, block in ((False, text.before), (True, text.after)):
                if block:
                    self._of_blocks[later, block].append(index)
        for index, move in enumerate(changes.moves):
            self._moves.setdefault((False, move.before), index)
            self._moves.setdefault((True, move.after), index)
            if move.exchanged:
                self._moves.setdefault((True, move.exchanged), index)
        for index, change in enumerate(self.order):
            sides = ((False, change.before), (True, change.after))
            found = {
                place
                for later, figure in sides
                for shown in (figure.shown if figure else ())
                for place in self._of_blocks.get((later, shown.block), ())
                if _within(shown, changes.texts[place], later=later)
            }
            self._texts[index] = sorted(found)
            for place in self._texts[index]:
                self._facts[place].append(index)

    def row(self, fact: str) -> str | None:
        """The anchor of a fact, by its id of either side."""
        return self._rows.get(fact)

    def relations(self, fact: str) -> Relations:
        """The problems that a changed fact made or ended, by the id of its change."""
        return self._relations.get(fact, Relations())

    def problem(self, problem: Diagnostic) -> str:
        """The anchor of a problem that is new or gone."""
        return self._problems[problem]

    def texts(self, fact: int) -> Sequence[int]:
        """The changed paragraphs that show, or showed, a fact, which is counted in ``order``."""
        return self._texts[fact]

    def facts(self, text: int) -> Sequence[int]:
        """The changed facts that a paragraph shows or showed, counted in ``order``."""
        return self._facts[text]

    def texts_of(self, move: Move) -> Sequence[int]:
        """The changed paragraphs of what moved, and of what it changed places with."""
        blocks = ((False, move.before), (True, move.after), (True, move.exchanged))
        return sorted({text for block in blocks for text in self._of_blocks.get(block, ())})

    def move(self, text: TextChange) -> int | None:
        """The move of the block a paragraph is, if it moved."""
        found = self._moves.get((True, text.after)) if text.after else None
        return self._moves.get((False, text.before)) if found is None and text.before else found


def _within(shown: ShownIn, text: TextChange, *, later: bool) -> bool:
    start = text.after_start if later else text.before_start
    length = sum(len(piece.text) for piece in text.pieces if piece.kind != ("delete" if later else "insert"))
    return shown.start < start + length and shown.end > start
