"""What an office adds to the language of reports: its units, and names whose digits are no figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.units import with_known

if TYPE_CHECKING:
    from collections.abc import Iterator


class Terms(NamedTuple):
    """The content of templates/wording.yaml. ``units`` are known beside ``KNOWN_UNITS``; ``names`` such as 5·20."""

    units: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    @property
    def all_units(self) -> frozenset[str]:
        """Every unit known to this office."""
        return with_known(self.units)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the names stand in a text, name by name."""
        for name in self.names:
            start = text.find(name) if name else -1
            while start >= 0:
                yield start, start + len(name)
                start = text.find(name, start + len(name))
