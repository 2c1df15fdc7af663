"""Problems as text for a terminal: place, words, the line itself with a caret, notes and a hint."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Coverage, Diagnostic, Location, Outcome, Severity, Translate, msg
from report_kit.show.width import lines_of, shown, visible, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOM = 100
"""Columns of a source line shown at most; a longer one is cut around the place."""

_BEFORE = 40  # columns kept before the place when a line is cut
_RESET, _BOLD, _BLUE = "\x1b[0m", "\x1b[1m", "\x1b[34m"
_COLORS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.NOTE: "\x1b[1;36m"}


class Excerpt(NamedTuple):
    """A source line as shown, and the columns on the terminal (from 0) where the mark starts and ends."""

    text: str
    start: int
    end: int


def headline(diagnostic: Diagnostic, translate: Translate | None = None) -> str:
    """The problem on one line: ``path:line:column: severity CODE name: words``, uncoloured."""
    place = f"{diagnostic.location}: " if diagnostic.location else ""
    words = shown(diagnostic.message.text(translate))
    return f"{place}{diagnostic.severity.value} {diagnostic.code} {diagnostic.name}: {words}"


def as_text(
    outcome: Outcome, translate: Translate | None = None, *, color: bool = False, before_summary: str = ""
) -> str:
    """All problems of an outcome, then the summary. Ends with a line break; so does ``before_summary``, if any."""
    found = problems(outcome.diagnostics, outcome.sources, translate, color=color)
    return found + before_summary + summary(outcome, translate) + "\n"


def problems(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, str],
    translate: Translate | None = None,
    *,
    color: bool = False,
) -> str:
    """Problems without a summary; empty text when there are none."""
    lines = _Lines(sources)
    return "".join("\n".join(_diagnostic(found, lines, translate, color)) + "\n" for found in diagnostics)


def summary(outcome: Outcome, translate: Translate | None = None) -> str:
    """The last lines of every run: how many problems, and how many figures could be checked at all."""
    counts = Counter(found.severity for found in outcome.diagnostics)
    lines = []
    if counts:
        tally = msg(
            "错误{errors}个，警告{warnings}个，提示{notes}个",
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            notes=counts[Severity.NOTE],
        )
        lines.append(tally.text(translate))
    lines.append(coverage_line(outcome.coverage, translate, document=bool(outcome.document)))
    return "\n".join(lines)


def coverage_line(coverage: Coverage | None, translate: Translate | None = None, *, document: bool = False) -> str:
    """「119处数字：核对72处，无从核对41处，待补6处」; it never claims that everything is right.

    ``document``: the run was about a document of others.
    """
    if coverage is None and document:
        return msg("文件没有读出来，数字未核对").text(translate)
    if coverage is None:
        return msg("报告没有生成，数字未核对").text(translate)
    words = msg(
        "{figures}处数字：核对{checked}处，无从核对{unchecked}处，待补{pending}处",
        figures=coverage.figures,
        checked=coverage.checked,
        unchecked=coverage.unchecked,
        pending=coverage.pending,
    )
    return words.text(translate)


def excerpt(line: str, location: Location) -> Excerpt:
    """The source line made safe for a terminal, cut around the place if it is long."""
    start = min(max(location.column, 1) - 1, len(line))
    end = min(max(location.end_column - 1, start), len(line))
    cells = [visible(character) for character in line]
    sizes = [width(cell) for cell in cells]
    if sum(sizes) <= ROOM:
        left, right = 0, len(cells)
    else:
        left, room = start, _BEFORE
        while left > 0 and room >= sizes[left - 1]:
            left -= 1
            room -= sizes[left]
        right, room = left, ROOM
        while right < len(cells) and room >= sizes[right]:
            room -= sizes[right]
            right += 1
    before = "…" if left > 0 else ""
    after = "…" if right < len(cells) else ""
    text = before + "".join(cells[left:right]).rstrip() + after
    first = len(before) + sum(sizes[left:start])
    last = first + sum(sizes[start : min(end, right)])
    return Excerpt(text, first, max(last, first + 1))


class _Lines:
    """Lines of the sources by number, each file split once."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._split: dict[str, list[str]] = {}

    def get(self, location: Location) -> str | None:
        if location.path not in self._sources:
            return None
        if location.path not in self._split:
            self._split[location.path] = lines_of(self._sources[location.path])
        lines = self._split[location.path]
        return lines[location.line - 1] if 1 <= location.line <= len(lines) else None


def _diagnostic(found: Diagnostic, sources: _Lines, translate: Translate | None, color: bool) -> Iterator[str]:
    paint = _COLORS[found.severity] if color else ""
    yield _painted_headline(found, translate) if color else headline(found, translate)
    if found.location is not None:
        yield from _marked(found.location, sources, paint)
    for note in found.notes:
        place = f"{note.location}: " if note.location else ""
        yield f"   {place}note: {shown(note.message.text(translate))}"
    if found.hint is not None:
        yield f"   hint: {shown(found.hint.text(translate))}"


def _painted_headline(found: Diagnostic, translate: Translate | None) -> str:
    place = f"{_BOLD}{found.location}:{_RESET} " if found.location else ""
    label = f"{_COLORS[found.severity]}{found.severity.value} {found.code}{_RESET}"
    return f"{place}{label} {found.name}: {shown(found.message.text(translate))}"


def _marked(location: Location, sources: _Lines, paint: str) -> Iterator[str]:
    line = sources.get(location)
    if line is None or not line.strip():
        return
    part = excerpt(line, location)
    bar, reset = (f"{_BLUE}|{_RESET}", _RESET) if paint else ("|", "")
    yield f"{location.line:>5} {bar} {part.text}"
    yield f"      {bar} {' ' * part.start}{paint}{'^' * (part.end - part.start)}{reset}"
