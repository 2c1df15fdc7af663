"""The figures that nothing checks, worst first, each with what would guard it, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import msg
from report_kit.show.facts import fact_object
from report_kit.show.width import cut, shown, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_kit.diagnostics import Location, Message, Translate
    from report_kit.show.facts import FactEntry


class GuardEntry(NamedTuple):
    """How to guard a figure: the kind of relation (empty: none), when it is right, and the lines to paste.

    ``yaml`` takes the place of the line at ``location`` if ``replaces``, else it goes below it.
    """

    kind: str
    words: Message
    yaml: str
    location: Location
    replaces: bool


class UncheckedEntry(NamedTuple):
    """A fact that nothing checks, and its cheapest guard."""

    fact: FactEntry
    guard: GuardEntry


def unchecked_text(entries: Sequence[UncheckedEntry], translate: Translate | None = None) -> str:
    """A heading, then each figure with its name and place, and below it what would guard it. Empty without entries."""
    if not entries:
        return ""
    rows = [(cut(shown(fact.text), 36), shown(fact.id), str(fact.location)) for fact, _ in entries]
    head = msg("无从核对的数字（没有写公式，改错了不会有提示），要紧的在前，各附最省事的核对办法：")
    lines = [head.text(translate)]
    for row, (_, guard) in zip(table(rows), entries, strict=True):
        lines += [row, f"  {guard.words.text(translate)}{_where(guard, translate)}"]
        lines += [f"  | {shown(line)}" for line in guard.yaml.split("\n") if line]
    return "\n".join(lines) + "\n"


def _where(guard: GuardEntry, translate: Translate | None) -> str:
    if not guard.kind:
        return ""
    place = f"{guard.location.path}:{guard.location.line}"
    words = msg("（改写 {place} 这一行）", place=place) if guard.replaces else msg("（加在 {place} 下面）", place=place)
    return words.text(translate)


def unchecked_list(entries: Sequence[UncheckedEntry], translate: Translate | None = None) -> list[dict[str, object]]:
    """The facts as JSON values, each with its ``guard``."""
    return [
        fact_object(fact)
        | {
            "guard": {
                "kind": guard.kind or None,
                "message": guard.words.text(translate),
                "yaml": guard.yaml or None,
                "path": guard.location.path,
                "line": guard.location.line,
                "replaces": guard.replaces,
            }
        }
        for fact, guard in entries
    ]
