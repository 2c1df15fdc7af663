"""Data files loaded and resolved: what the tests of resolve share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Diagnostic, in_order
from report_kit.report import Report, Word
from report_kit.resolve import resolve_report
from tests.unit.load.project import KEY_WORK, load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.facts.values import Value


class Found:
    """A report, its problems of loading and of resolving, and short ways to look things up."""

    def __init__(self, files: Mapping[str, str], year: int = 2023) -> None:
        loaded = load(files, year)
        resolved = resolve_report(loaded.years, year)
        self.loaded = loaded.diagnostics
        self.diagnostics = in_order(resolved.diagnostics)
        assert resolved.report is not None
        self.report: Report = resolved.report

    @property
    def problems(self) -> list[str]:
        """Each problem of resolving as ``line:column code``, with the file where it is not key_work.yaml of 2023."""
        return [
            f"{'' if one.location.path == KEY_WORK else one.location.path + ':'}"
            f"{one.location.line}:{one.location.column} {one.code}"
            for one in self.diagnostics
            if one.location
        ]

    @property
    def only(self) -> Diagnostic:
        """The one problem there is."""
        (one,) = self.diagnostics
        return one

    def value(self, label: str) -> Value | None:
        """What the fact of this label is worth."""
        return next((self.report.values.get(key) for key in self.report.facts if self.report.label(key) == label), None)

    def shown(self) -> list[str]:
        """What every bound hole stands for, in order of place: a word, or the label of a fact."""
        return [
            one.text if isinstance(one, Word) else self.report.label(one)
            for _, one in sorted(self.report.bindings.items())
        ]


def resolve(files: Mapping[str, str] | str, year: int = 2023) -> Found:
    """A project by its files, or by the body of one item in key_work.yaml, which begins on line 4 at column 3."""
    if isinstance(files, str):
        lines = "".join(f"  {line}\n" if line else "\n" for line in files.strip("\n").split("\n"))
        files = {KEY_WORK: f"items:\n- id: a\n  title: 一项工作\n{lines}"}
    return Found(files, year)
