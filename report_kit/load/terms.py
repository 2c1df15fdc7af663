"""templates/wording.yaml: the further units of an office, and names whose digits are no figures."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.terms import Terms
from report_kit.facts.units import KNOWN_UNITS
from report_kit.load.check import check
from report_kit.load.compose import compose
from report_kit.load.files import DiskFiles, Files
from report_kit.load.nodes import Entries
from report_kit.load.source import Source
from report_kit.load.text import read_text
from report_kit.load.validator import Validator
from report_kit.shipped_files import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.diagnostics import Diagnostic

PATH = "templates/wording.yaml"


class LoadedTerms(NamedTuple):
    """The terms, every problem in their file, and its text by its path, so that a message can show the line."""

    terms: Terms
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, str] = MappingProxyType({})


def load_terms(files: Files, cache: Path | None = None) -> LoadedTerms:
    """The terms of the project, or those that come with report-kit.

    ``cache`` is a folder that makes later runs faster; None keeps nothing.
    """
    try:
        text = read_text(files, PATH)
    except FileNotFoundError:
        try:
            text = read_text(DiskFiles(shipped("templates")), Path(PATH).name)
        except FileNotFoundError:
            return LoadedTerms(Terms())
    if text.text is None:
        return LoadedTerms(Terms(), tuple(text.problems), {text.path: text.legible})
    sources = {text.path: text.text}
    composed = compose(text.path, text.text)
    source = Source(text.path, 0, composed.lines, KNOWN_UNITS, [*text.problems, *composed.problems])
    if composed.root is not None:
        form = Validator("wording", cache)
        source.add(*check(text.path, text.text, composed, form))
        form.keep()
    if not isinstance(composed.root, Entries):
        return LoadedTerms(Terms(), tuple(source.problems), sources)
    names = source.words(composed.root.get("names"))
    units = frozenset(source.words(composed.root.get("units")))
    return LoadedTerms(Terms(units, names), tuple(source.problems), sources)
