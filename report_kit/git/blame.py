"""Who last touched a line: git blame, asked once for each file."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from report_kit.git.process import Git

MOST_RANGES = 200
"""Ranges of lines named to git at once; with more of them the whole file is asked for (a command line is finite)."""

_LINE = re.compile(rb"([0-9a-f]{40,64}) (\d+) (\d+)(?: \d+)?")
_ZONE = re.compile(r"([+-])(\d\d)(\d\d)")
_NOT_COMMITTED = re.compile("0+")


class Touch(NamedTuple):
    """The commit that last touched a line: its id, who made it, when (ISO 8601 with zone), and what it says.

    ``id`` is empty when the line is changed and not committed yet. ``certain`` is False when older commits were not
    fetched, so that an older one may have touched the line last.
    """

    id: str
    author: str
    date: str
    subject: str
    certain: bool = True


def last_touches(
    git: Git, lines: Mapping[str, Iterable[int]], at: str, borders: frozenset[str]
) -> Mapping[tuple[str, int], Touch]:
    """See ``Repository.last_touches``. ``at`` is a commit, empty for the working tree."""
    found: dict[tuple[str, int], Touch] = {}
    for path, numbers in lines.items():
        wanted = sorted({number for number in numbers if number > 0})
        if wanted and "\0" not in path:
            touched = _blamed(git, path, wanted, at, borders)
            found |= {(path, number): touched[number] for number in wanted if number in touched}
    return found


def _blamed(git: Git, path: str, wanted: list[int], at: str, borders: frozenset[str]) -> Mapping[int, Touch]:
    ranges = [option for first, last in _ranges(wanted) for option in ("-L", f"{first},{last}")]
    ranges = ranges if len(ranges) <= 2 * MOST_RANGES else []
    revision = [at] if at else []
    for options in (ranges, []):  # a line behind the end makes git refuse them all
        answer = git.ask("blame", "--porcelain", "--root", "--encoding=UTF-8", *options, *revision, "--", path)
        if not answer.code:
            return _read(answer.output, borders)
    return {}


def _ranges(numbers: Iterable[int]) -> Iterable[tuple[int, int]]:
    """First and last of each row of numbers without a gap."""
    for _, row in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in row]
        yield run[0], run[-1]


def _read(output: bytes, borders: frozenset[str]) -> Mapping[int, Touch]:
    """The touches by line out of git's porcelain form, which tells of each commit once only."""
    told: dict[str, dict[str, str]] = {}
    lines: dict[int, str] = {}
    current: dict[str, str] = {}
    for line in output.split(b"\n"):
        if line.startswith(b"\t"):
            continue
        if begun := _LINE.fullmatch(line):
            commit = begun[1].decode("ascii")
            lines[int(begun[3])] = commit
            current = told.setdefault(commit, {})
        else:
            key, _, value = line.decode("utf-8", "replace").partition(" ")
            current.setdefault(key, value)
    known = {commit: _touch(commit, words, borders) for commit, words in told.items()}
    return {number: known[commit] for number, commit in lines.items()}


def _touch(commit: str, words: Mapping[str, str], borders: frozenset[str]) -> Touch:
    if _NOT_COMMITTED.fullmatch(commit):
        return Touch("", "", "", "")
    date = _date(words.get("author-time", ""), words.get("author-tz", ""))
    return Touch(commit, words.get("author", ""), date, words.get("summary", ""), commit not in borders)


def _date(seconds: str, zone: str) -> str:
    shift = _ZONE.fullmatch(zone)
    offset = timedelta(hours=int(shift[2]), minutes=int(shift[3])) if shift else timedelta()
    place = timezone(-offset if shift and shift[1] == "-" else offset) if offset < timedelta(hours=24) else UTC
    try:
        return datetime.fromtimestamp(int(seconds), place).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""
