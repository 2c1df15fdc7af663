"""What a rule is: functions that find problems of one kind, with its code, name and severity attached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Code, Diagnostic, Location, Message, Note, Severity

if TYPE_CHECKING:
    from report_kit.facts.model import FactKey
    from report_kit.rules.subject import Subject


class Finding(NamedTuple):
    """One place where a rule is broken. ``facts``: the one blamed first, then the others involved.

    ``severity`` is that of the rule, unless this case is less sure.
    """

    location: Location | None
    message: Message
    facts: tuple[FactKey, ...] = ()
    notes: tuple[Note, ...] = ()
    hint: Message | None = None
    severity: Severity | None = None


Find = Callable[["Subject"], Iterable[Finding]]


class Rule(NamedTuple):
    """A rule. ``data`` looks at the facts, ``text`` at the draft; a rule has one of them or both.

    ``kinds`` are the formulas and bounds it evaluates. ``audited``: its text part needs no facts, so that it
    judges foreign documents as well. ``preview``: its text part may cry wolf, and looks only when asked to.
    """

    code: Code
    data: Find | None
    text: Find | None
    kinds: tuple[str, ...] = ()
    audited: bool = False
    preview: bool = False

    def on_data(self, subject: Subject) -> Iterator[Diagnostic]:
        """Every problem of this kind in the facts, facts by the names the edition calls them."""
        return self._run(self.data, subject)

    def on_text(self, subject: Subject) -> Iterator[Diagnostic]:
        """Every problem of this kind in the words of the draft."""
        return self._run(self.text, subject)

    def _run(self, find: Find | None, subject: Subject) -> Iterator[Diagnostic]:
        for found in find(subject) if find else ():
            yield self.code.at(
                found.location,
                found.message,
                facts=(subject.report.label(key) for key in found.facts),
                notes=found.notes,
                hint=found.hint,
                severity=found.severity,
            )


def rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    kinds: tuple[str, ...] = (),
    text: Find | None = None,
    audited: bool = False,
    preview: bool = False,
) -> Callable[[Find], Rule]:
    """Makes a function on facts the rule with this code; its docstring says what it checks, its page says why.

    ``text`` is a function that finds the same in what was typed into the draft; for ``audited`` and ``preview``
    see ``Rule``.
    """

    def made(find: Find) -> Rule:
        return Rule(Code(code, name, severity), find, text, kinds, audited, preview)

    return made


def text_rule(
    code: str, name: str, severity: Severity, *, audited: bool = False, preview: bool = False
) -> Callable[[Find], Rule]:
    """Makes a function on the draft the rule with this code; for ``audited`` and ``preview`` see ``Rule``."""

    def made(find: Find) -> Rule:
        return Rule(Code(code, name, severity), None, find, (), audited, preview)

    return made
