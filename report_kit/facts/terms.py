"""What an office adds to the language of reports: its units, its names, its terms, its wording rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.units import with_known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.facts.text_rules import TextRule


class Terms(NamedTuple):
    """The content of templates/wording.yaml and text_rules.yaml.

    ``units`` are known beside ``KNOWN_UNITS``; ``names`` such as 5·20 stand as they are; ``glossary`` are terms, each
    with the wrong forms it is met in; ``rules`` judge the wording.
    """

    units: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    glossary: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rules: tuple[TextRule, ...] = ()

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
