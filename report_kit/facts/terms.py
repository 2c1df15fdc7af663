"""What an office adds to the language of reports: its units, and names whose digits are no figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_kit.facts.units import KNOWN_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Terms:
    """The content of templates/wording.yaml. ``units`` are known beside ``KNOWN_UNITS``; ``names`` such as 5·20."""

    units: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    @property
    def all_units(self) -> frozenset[str]:
        """Every unit known to this office."""
        return KNOWN_UNITS | self.units

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the names stand in a text, name by name."""
        for name in self.names:
            start = text.find(name) if name else -1
            while start >= 0:
                yield start, start + len(name)
                start = text.find(name, start + len(name))
