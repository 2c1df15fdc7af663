"""What became of one passage: its pieces, and its hunks with their causes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.changes import Hunk, TextChange
from report_kit.diff.atoms import atoms
from report_kit.wording_diff import DELETE, EQUAL, INSERT, Piece, changes, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_kit.changes import TextKind
    from report_kit.diff.atoms import Atom
    from report_kit.diff.causes import Causes
    from report_kit.diff.passages import Passage
    from report_kit.wording_diff import Change


class Pair(NamedTuple):
    """A passage on both sides; None where it is missing."""

    before: Passage | None
    after: Passage | None


def text_change(pair: Pair, renamed: Mapping[str, str], causes: Causes) -> TextChange | None:
    """What changed between the two; None when nothing did."""
    before, after = pair
    if before is None or after is None:
        return _one_sided(before, after, causes)
    if before.text == after.text:
        return None
    hunks = _joined(_hunks(before, after, renamed, causes))
    return TextChange(
        "changed",
        before.block.id,
        after.block.id,
        after.headings or before.headings,
        _pieces(before, after, hunks),
        hunks,
        before.start,
        after.start,
    )


def _one_sided(before: Passage | None, after: Passage | None, causes: Causes) -> TextChange | None:
    passage = after or before
    if passage is None or not passage.text:
        return None
    kind: TextKind = "removed" if after is None else "added"
    found = causes.of_whole(atoms(passage, {}), passage, gone=after is None)
    start, end = passage.start, passage.end
    hunk = Hunk(0, 0, start, end, found) if after is not None else Hunk(start, end, 0, 0, found)
    return TextChange(
        kind,
        before.block.id if before else "",
        after.block.id if after else "",
        passage.headings,
        (Piece(INSERT if after is not None else DELETE, passage.text),),
        (hunk,),
        before.start if before else 0,
        after.start if after else 0,
    )


def _hunks(before: Passage, after: Passage, renamed: Mapping[str, str], causes: Causes) -> Iterator[Hunk]:
    old, new = atoms(before, renamed), atoms(after, {})
    i = j = 0
    for change in changes([atom.key for atom in old], [atom.key for atom in new]):
        yield from _same(old[i : change.before_start], new[j : change.after_start], before, after, causes)
        gone = old[change.before_start : change.before_end]
        come = new[change.after_start : change.after_end]
        starts = _offset(old, change.before_start, before.end), _offset(new, change.after_start, after.end)
        ends = _offset(old, change.before_end, before.end), _offset(new, change.after_end, after.end)
        if before.block.text[starts[0] : ends[0]] != after.block.text[starts[1] : ends[1]]:
            yield Hunk(starts[0], ends[0], starts[1], ends[1], causes.of(gone, come, _rest(old, new, change)))
        i, j = change.before_end, change.after_end
    yield from _same(old[i:], new[j:], before, after, causes)


def _rest(old: Sequence[Atom], new: Sequence[Atom], change: Change) -> Atom | None:
    """What the later side still has of the line that words were taken out of, right beside them; None if nothing."""
    if change.before_start == change.before_end:
        return None
    first, last = old[change.before_start].span, old[change.before_end - 1].span
    if change.before_start and change.after_start and old[change.before_start - 1].span is first:
        return new[change.after_start - 1]
    if change.before_end < len(old) and change.after_end < len(new) and old[change.before_end].span is last:
        return new[change.after_end]
    return None


def _same(old: Sequence[Atom], new: Sequence[Atom], before: Passage, after: Passage, causes: Causes) -> Iterator[Hunk]:
    """Where one and the same fact, or a number, reads otherwise."""
    for one, other in zip(old, new, strict=True):
        earlier, later = before.block.text[one.start : one.end], after.block.text[other.start : other.end]
        if earlier == later:
            continue
        found = causes.of_same(other)
        i, j = one.start, other.start
        start = None
        for piece in (*pieces(earlier, later), Piece(EQUAL, "")):
            if piece.kind == EQUAL:
                if start is not None:
                    yield Hunk(start[0], i, start[1], j, found)
                start = None
                i, j = i + len(piece.text), j + len(piece.text)
                continue
            start = start or (i, j)
            i += len(piece.text) if piece.kind == DELETE else 0
            j += len(piece.text) if piece.kind == INSERT else 0


def _joined(hunks: Iterator[Hunk]) -> tuple[Hunk, ...]:
    """Changes that touch are one, with the causes of both."""
    found: list[Hunk] = []
    for hunk in hunks:
        last = found[-1] if found else None
        if last and last.before_end == hunk.before_start and last.after_end == hunk.after_start:
            causes = tuple(dict.fromkeys((*last.causes, *hunk.causes)))
            found[-1] = Hunk(last.before_start, hunk.before_end, last.after_start, hunk.after_end, causes)
        else:
            found.append(hunk)
    return tuple(found)


def _pieces(before: Passage, after: Passage, hunks: Sequence[Hunk]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    at = before.start
    for hunk in hunks:
        found.append(Piece(EQUAL, before.block.text[at : hunk.before_start]))
        found.append(Piece(DELETE, before.block.text[hunk.before_start : hunk.before_end]))
        found.append(Piece(INSERT, after.block.text[hunk.after_start : hunk.after_end]))
        at = hunk.before_end
    found.append(Piece(EQUAL, before.block.text[at : before.end]))
    return tuple(piece for piece in found if piece.text)


def _offset(own: Sequence[Atom], index: int, end: int) -> int:
    return own[index].start if index < len(own) else end
