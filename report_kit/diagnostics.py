"""Problems are values: what is wrong, where, how bad, and what to do about it.

A diagnostic never raises. Its words are kept as a template with arguments, so that one diagnostic can
be shown in Chinese (the language of the templates) or in English (through the message catalog).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

Translate = Callable[[str], str]
"""Turns a Chinese message template into the same template in another language."""


class Severity(Enum):
    """How bad a problem is: errors block a final build, warnings do not, notes only inform."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Order for sorting and thresholds: note 0, warning 1, error 2."""
        return {"note": 0, "warning": 1, "error": 2}[self.value]


class Message(NamedTuple):
    """Words for a person: a Chinese template with named fields, and what fills them.

    ``arguments`` values are strings, numbers or messages; a message inside is translated as well.
    """

    template: str
    arguments: tuple[tuple[str, object], ...] = ()

    def text(self, translate: Translate | None = None) -> str:
        """The words, in Chinese, or in the language of ``translate``."""
        template = translate(self.template) if translate else self.template
        if not self.arguments:
            return template.replace("{{", "{").replace("}}", "}")
        filled = {
            name: value.text(translate) if isinstance(value, Message) else value for name, value in self.arguments
        }
        return template.format(**filled)

    def __str__(self) -> str:
        return self.text()


def msg(template: str, **arguments: object) -> Message:
    """A message. ``template`` is a literal, so that Babel finds it; ``{name}`` marks a field, ``{{`` a brace."""
    return Message(template, tuple(arguments.items()))


def shortened(text: str, most: int = 30) -> str:
    """A text short enough for a message."""
    return text if len(text) <= most else text[: most - 1] + "…"


class Location(NamedTuple):
    """A place in a text file.

    ``path`` is relative to the project with forward slashes. ``line`` and ``column`` count from 1 in
    code points; ``end_column`` is the column after the last character meant, on the same line.
    For a document without lines (a .docx) ``line`` is the number of the paragraph.
    """

    path: str
    line: int
    column: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Note(NamedTuple):
    """A further place that belongs to a problem, or a further remark."""

    message: Message
    location: Location | None = None


class Diagnostic(NamedTuple):
    """One problem. ``facts`` are the ids of all facts involved, the one blamed first."""

    code: str
    name: str
    severity: Severity
    message: Message
    location: Location | None
    facts: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    hint: Message | None = None

    @property
    def fact(self) -> str | None:
        """The fact blamed, if a fact is."""
        return self.facts[0] if self.facts else None

    @property
    def fingerprint(self) -> tuple[str, ...]:
        """What stays the same when lines move: code and fact ids, else code, path and words."""
        if self.facts:
            return (self.code, *sorted(self.facts))
        path = self.location.path if self.location else ""
        return (self.code, path, self.message.text())


class Code(NamedTuple):
    """A kind of problem: its code, its name (the wrong thing, as in "allow growth-rate-mismatch"), its severity."""

    code: str
    name: str
    severity: Severity

    def at(
        self,
        location: Location | None,
        message: Message,
        *,
        facts: Iterable[str] = (),
        notes: Iterable[Note] = (),
        hint: Message | None = None,
        severity: Severity | None = None,
    ) -> Diagnostic:
        """A diagnostic of this kind."""
        return Diagnostic(
            self.code,
            self.name,
            severity or self.severity,
            message,
            location,
            tuple(facts),
            tuple(notes),
            hint,
        )


class Coverage(NamedTuple):
    """How many figures of a draft could be checked: the honest last line of every run."""

    figures: int
    checked: int
    unchecked: int
    pending: int


class Outcome(NamedTuple):
    """What a flow found: all problems in order of place, and the texts they point into.

    ``sources`` maps a project path to its text, so that a message can show the line itself. ``document`` is the
    path of the document of others that was judged; empty for a report of our own.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, str] = MappingProxyType({})
    coverage: Coverage | None = None
    document: str = ""

    @property
    def worst(self) -> Severity | None:
        """The highest severity found, or None."""
        return max((d.severity for d in self.diagnostics), key=lambda s: s.rank, default=None)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by place, then severity (errors first), then code; exact repeats removed."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=_order))


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, int, str]:
    place = diagnostic.location
    path, line, column = (place.path, place.line, place.column) if place else ("", 0, 0)
    return (path, line, column, -diagnostic.severity.rank, diagnostic.code)
