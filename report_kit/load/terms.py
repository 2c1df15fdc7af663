"""templates/wording.yaml: the further units of an office, and names whose digits are no figures."""

from __future__ import annotations

from functools import lru_cache
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
    from collections.abc import Mapping, Sequence

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
    form = Validator("wording", cache)
    if text.problems or not form.knows(text.text):
        terms, problems = _terms(text.path, text.text, text.problems, form)
        form.keep()
    else:
        terms, problems = _remembered(text.path, text.text)
    return LoadedTerms(terms, problems, {text.path: text.text})


def _terms(
    path: str, text: str, found: Sequence[Diagnostic] = (), form: Validator | None = None
) -> tuple[Terms, tuple[Diagnostic, ...]]:
    """The terms in a text, its form checked if ``form`` is given. ``found`` are the problems of its characters."""
    composed = compose(path, text)
    source = Source(path, 0, composed.lines, KNOWN_UNITS, [*found, *composed.problems])
    root = composed.root
    if root is not None and form is not None:
        source.add(*check(path, text, composed, form))
    if not isinstance(root, Entries):
        return Terms(), tuple(source.problems)
    terms = Terms(frozenset(source.words(root.get("units"))), source.words(root.get("names")))
    return terms, tuple(source.problems)


@lru_cache(maxsize=4)
def _remembered(path: str, text: str) -> tuple[Terms, tuple[Diagnostic, ...]]:
    """``_terms`` of a text whose form is known to be right, for whoever makes the report again in this process."""
    return _terms(path, text)
