"""The figures that nothing checks, as a list for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.show.facts import fact_object
from report_kit.show.width import cut, shown, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_kit.diagnostics import Translate
    from report_kit.show.facts import FactEntry


def unchecked_text(entries: Sequence[FactEntry], translate: Translate | None = None) -> str:
    """A heading and a table: figure, name, where it is written. Ends with a line break; empty without entries."""
    if not entries:
        return ""
    rows = [(cut(shown(entry.text), 36), shown(entry.id), str(entry.location)) for entry in entries]
    head = msg("无从核对的数字（没有写公式，改错了不会有提示）：").text(translate)
    return "\n".join([head, *table(rows)]) + "\n"


def unchecked_list(entries: Sequence[FactEntry]) -> list[dict[str, object]]:
    """The facts as JSON values."""
    return [fact_object(entry) for entry in entries]
