"""confirmations.yaml as nouns: the figures that departments gave, who gave each, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.facts.model import Confirmation
from report_kit.load.nodes import Entries, Node, Series, Text

if TYPE_CHECKING:
    from report_kit.load.source import Source


def read_confirmations(source: Source, root: Node | None) -> tuple[Confirmation, ...]:
    """The confirmations in a file's nodes, in its order; an entry without fact or figure is left out."""
    listed = root.get("confirmations") if isinstance(root, Entries) else None
    found = (_confirmation(source, entry) for entry in (listed if isinstance(listed, Series) else ()))
    return tuple(one for one in found if one is not None)


def _confirmation(source: Source, entry: Node) -> Confirmation | None:
    """One entry. An empty figure, name or day is reported: what nobody signed is no confirmation."""
    if not isinstance(entry, Entries):
        return None
    fact, figure = entry.get("fact"), entry.get("figure")
    if not isinstance(fact, Text) or not isinstance(figure, Text) or source.empty(figure, msg("核实数（figure）")):
        return None
    by, day = entry.get("by"), entry.get("date")
    if isinstance(by, Text):
        source.empty(by, msg("核实人（by）"))
    source.date(day, msg("核实日期（date）"), (str(fact),))
    return Confirmation(
        str(fact),
        str(figure),
        source.word(entry, "stood"),
        source.word(entry, "by"),
        source.word(entry, "owner"),
        source.word(entry, "date"),
        source.word(entry, "remark"),
        source.word(entry, "file"),
        source.word(entry, "sha256"),
        source.place(figure),
        source.place(fact),
    )
