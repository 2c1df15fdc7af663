"""The commits behind a review: who last touched the line of each changed fact and of each sentence edited."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from report_kit.changes import Commit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_kit.changes import Cause, Changes, FactChange, TextChange
    from report_kit.diagnostics import Location
    from report_kit.flows.sides import Source

Line = tuple[bool, str, int]
"""Whether it is a line of the later side, its file, its number from 1."""


def with_commits(changes: Changes, before: Source, after: Source) -> Changes:
    """The review with the last commit of each line it names; git is asked once for each file of a side.

    What is gone is looked for on the earlier side. A side that is not in git has no commits.
    """
    wanted = dict.fromkeys(line for line in _lines(changes) if line is not None)
    found = _found(wanted, before, after)
    if not found:
        return changes
    return changes._replace(
        facts=tuple(one._replace(commit=found.get(_of_fact(one))) for one in changes.facts),
        texts=tuple(_text(one, found) for one in changes.texts),
    )


def _lines(changes: Changes) -> Iterator[Line | None]:
    yield from map(_of_fact, changes.facts)
    yield from (_of_cause(cause) for text in changes.texts for hunk in text.hunks for cause in hunk.causes)


def _of_fact(change: FactChange) -> Line | None:
    return _line(change.figure.location, later=change.after is not None)


def _of_cause(cause: Cause) -> Line | None:
    """The line of a sentence. That of a fact is told with the fact; of two items swapped git blames either."""
    return _line(cause.location, later=not cause.gone) if cause.kind == "prose" else None


def _line(place: Location | None, *, later: bool) -> Line | None:
    return (later, place.path, place.line) if place is not None else None


def _found(wanted: Mapping[Line, None], before: Source, after: Source) -> dict[Line | None, Commit]:
    found: dict[Line | None, Commit] = {}
    for later, source in ((True, after), (False, before)):
        lines: dict[str, set[int]] = defaultdict(set)
        for _, path, number in (line for line in wanted if line[0] is later):
            lines[path].add(number)
        if source.repository is not None and lines:
            for (path, number), touch in source.repository.last_touches(lines, source.revision).items():
                found[later, path, number] = Commit(touch.id, touch.author, touch.date, touch.subject)
    return found


def _text(change: TextChange, found: Mapping[Line | None, Commit]) -> TextChange:
    if not any(_of_cause(cause) in found for hunk in change.hunks for cause in hunk.causes):
        return change
    hunks = (hunk._replace(causes=tuple(_cause(cause, found) for cause in hunk.causes)) for hunk in change.hunks)
    return change._replace(hunks=tuple(hunks))


def _cause(cause: Cause, found: Mapping[Line | None, Commit]) -> Cause:
    commit = found.get(_of_cause(cause))
    return cause._replace(commit=commit) if commit else cause
