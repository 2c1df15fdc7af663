"""The figures that nothing checks, worst first, each with the YAML lines that would guard it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.flows.facts import fact_entries
from report_kit.rules import Guards, Subject, unchecked
from report_kit.show.coverage import GuardEntry, UncheckedEntry

if TYPE_CHECKING:
    from report_kit.facts.model import Fact
    from report_kit.flows.pipeline import Assembly
    from report_kit.rules import Guard

_SHORT = re.compile(r"(?P<name>[^:\s]+): +(?P<value>[^{\[&*!|>%@`'\"#\s][^#]*?)(?P<rest> *(?: #.*)?)$")
_BRACES = re.compile(r"(?P<form>[^:\s]+: *\{.*\S) *\}(?P<rest> *(?: #.*)?)$")
_SPECIAL = re.compile(r"[,\[\]{}]|: |^[-?] ")
_INDENT = "  "


def unchecked_entries(assembly: Assembly) -> tuple[UncheckedEntry, ...]:
    """The facts whose figures the draft shows and nothing checks, worst first."""
    if assembly.report is None or assembly.draft is None:
        return ()
    subject = Subject(assembly.report, assembly.draft)
    entries = {entry.id: entry for entry in fact_entries(assembly)}
    guards = Guards(subject)
    lines = {path: text.split("\n") for path, text in assembly.outcome.sources.items()}
    found = []
    for key in unchecked(subject):
        label = assembly.report.label(key)
        if label in entries:
            advice = guards.of(key)
            host = assembly.report.facts[advice.host]
            found.append(UncheckedEntry(entries[label], _entry(lines.get(host.name_location.path, []), host, advice)))
    return tuple(found)


def _entry(lines: list[str], host: Fact, advice: Guard) -> GuardEntry:
    place = host.name_location
    if not advice.kind:
        return GuardEntry("", advice.words, "", place, replaces=False)
    indent = " " * (place.column - 1)
    if advice.new:
        unit = f'unit: "{advice.unit}", ' if advice.unit.startswith(("%", "‰")) else f"unit: {advice.unit}, "
        content = f"is: 待补, {unit if advice.unit else ''}{advice.relation}, shown: no"
        return GuardEntry(advice.kind, advice.words, f"{indent}{advice.new}: {{{content}}}", place, replaces=False)
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    changed = _with(line.rstrip("\r")[place.column - 1 :], advice.relation)
    if changed:
        return GuardEntry(advice.kind, advice.words, indent + changed, place, replaces=True)
    keys = advice.relation.replace(", closed:", f"\n{indent}{_INDENT}closed:")
    return GuardEntry(advice.kind, advice.words, f"{indent}{_INDENT}{keys}", place, replaces=False)


def _with(entry: str, relation: str) -> str:
    """A fact's line with a formula added; empty if it is not written on one line."""
    braces = _BRACES.match(entry)
    if braces:
        return f"{braces['form']}, {relation}}}{braces['rest']}"
    short = _SHORT.match(entry)
    if not short:
        return ""
    value = f'"{short["value"]}"' if _SPECIAL.search(short["value"]) else short["value"]
    return f"{short['name']}: {{is: {value}, {relation}}}{short['rest']}"
