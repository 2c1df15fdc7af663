"""What changed as JSON: ``{year, before, after, changes: {facts, texts, moves, broken, mended}, remarks}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.show.as_json import diagnostics_list
from report_kit.show.changes import name_of

if TYPE_CHECKING:
    from report_kit.changes import Cause, Changes, Commit, FactChange, Figure, Hunk, Move, TextChange
    from report_kit.diagnostics import Location, Translate


def changes_object(changes: Changes, translate: Translate | None = None) -> dict[str, object]:
    """The object of ``report diff --format json``; the keys are a promise, see docs/json.md."""
    return {
        "year": changes.year or None,
        "before": name_of(changes.before, translate),
        "after": name_of(changes.after, translate),
        "different": changes.different,
        "changes": {
            "facts": [_fact(change) for _, change in changes.tree()],
            "texts": [_text(change) for change in changes.texts],
            "moves": [_move(move) for move in changes.moves],
            "broken": diagnostics_list(changes.broken, translate),
            "mended": diagnostics_list(changes.mended, translate),
        },
        "remarks": [remark.text(translate) for remark in changes.remarks],
    }


def _fact(change: FactChange) -> dict[str, object]:
    difference = change.difference
    return {
        "kind": change.kind,
        "id": change.id,
        "what": change.figure.what,
        "before": _figure(change.before),
        "after": _figure(change.after),
        "difference": difference._asdict() if difference else None,
        "details": [detail._asdict() for detail in change.details],
        "follows": list(change.follows),
        "commit": _commit(change.commit),
    }


def _figure(figure: Figure | None) -> dict[str, object] | None:
    if figure is None:
        return None
    return {
        "id": figure.id,
        "text": figure.text,
        "unit": figure.unit,
        "source": figure.source,
        "derived": figure.derived,
        **_place(figure.location),
        "shown": [
            {"block": one.block, "start": one.start, "end": one.end, "headings": list(one.headings)}
            for one in figure.shown
        ],
    }


def _text(change: TextChange) -> dict[str, object]:
    return {
        "kind": change.kind,
        "before": change.before or None,
        "after": change.after or None,
        "before_start": change.before_start,
        "after_start": change.after_start,
        "headings": list(change.headings),
        "renumbered": change.renumbered,
        "pieces": [{"kind": piece.kind, "text": piece.text} for piece in change.pieces],
        "hunks": [_hunk(hunk) for hunk in change.hunks],
    }


def _hunk(hunk: Hunk) -> dict[str, object]:
    return {**hunk._asdict(), "causes": [_cause(cause) for cause in hunk.causes]}


def _cause(cause: Cause) -> dict[str, object]:
    return {
        "kind": cause.kind,
        "fact": cause.fact or None,
        **_place(cause.location),
        "gone": cause.gone,
        "commit": _commit(cause.commit),
    }


def _move(move: Move) -> dict[str, object]:
    return {
        "before": move.before,
        "after": move.after,
        "text": move.text,
        "old_headings": list(move.old_headings),
        "new_headings": list(move.new_headings),
        "old_place": move.old_place,
        "new_place": move.new_place,
        "exchanged": move.exchanged or None,
        "cause": _cause(move.cause),
    }


def _commit(commit: Commit | None) -> dict[str, object] | None:
    return commit._asdict() if commit else None


def _place(place: Location | None) -> dict[str, object]:
    return {
        "path": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }
