"""What an outcome means for the exit code, and an outcome narrowed to some rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Diagnostic, Outcome, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

FINE, WRONG, UNREADABLE = 0, 1, 2


def exit_code(found: Iterable[Diagnostic], *, strict: bool = False) -> int:
    """0 fine, 1 something is wrong with what was read, 2 something could not be read.

    Only errors count; ``strict`` counts warnings as well.
    """
    code = FINE
    for diagnostic in found:
        if diagnostic.severity is Severity.ERROR and unreadable(diagnostic):
            return UNREADABLE
        if diagnostic.severity is Severity.ERROR or (strict and diagnostic.severity is Severity.WARNING):
            code = WRONG
    return code


def unreadable(diagnostic: Diagnostic) -> bool:
    """Whether the problem is input that is missing, undecodable, over a limit or unsafe: F0xx, W0xx for a template."""
    return diagnostic.code.startswith(("F0", "W0"))


def blocking(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The errors of files and references, which keep facts from being known at all."""
    return _filtered(lambda one: one.severity is Severity.ERROR and one.code[0] in "FRW", found)


def chosen(words: str) -> tuple[str, ...]:
    """The codes, families or names in an option: ``N101,D`` (a Chinese comma serves as well)."""
    return tuple(part.strip() for part in words.replace("，", ",").replace("、", ",").split(",") if part.strip())


def matches(choice: str, code: str, name: str) -> bool:
    """Whether a choice means this kind of problem: its code, the beginning of its code, or its name."""
    return code.startswith(choice.upper()) or name == choice.lower()


def narrowed(outcome: Outcome, select: Sequence[str], ignore: Sequence[str]) -> Outcome:
    """Only the problems selected (all, if none are) and not ignored. What could not be read is always told."""

    def kept(diagnostic: Diagnostic) -> bool:
        def among(choices: Sequence[str]) -> bool:
            return any(matches(choice, diagnostic.code, diagnostic.name) for choice in choices)

        return unreadable(diagnostic) or ((not select or among(select)) and not among(ignore))

    return outcome._replace(diagnostics=_filtered(kept, outcome.diagnostics))


def tried(choices: Sequence[str]) -> frozenset[str]:
    """The codes of rules that a choice names in full, by code or name: those look even if they may cry wolf."""
    from report_kit.rules import CODES

    named = {code.name: code.code for code in CODES}
    return frozenset(named.get(choice.lower(), choice.upper()) for choice in choices)


def _filtered(keep: Callable[[Diagnostic], bool], found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(diagnostic for diagnostic in found if keep(diagnostic))
