"""templates/wording.yaml: the further units, names and terms of an office; with the wording rules beside it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.terms import Terms
from report_kit.facts.units import KNOWN_UNITS
from report_kit.files import DiskFiles, Files
from report_kit.load.check import check
from report_kit.load.clean import CleanTexts
from report_kit.load.compose import compose
from report_kit.load.nodes import Entries, Node, Series, entries_of
from report_kit.load.source import Source
from report_kit.load.text import read_text
from report_kit.load.text_rules import load_text_rules
from report_kit.load.validator import Validator
from report_kit.shipped_files import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_kit.diagnostics import Diagnostic

PATH = "templates/wording.yaml"


class LoadedTerms(NamedTuple):
    """The terms, every problem in their files, and their texts by path, so that a message can show the line.

    ``clean`` are the paragraphs known to break none of the wording rules.
    """

    terms: Terms
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, str] = MappingProxyType({})
    clean: CleanTexts = CleanTexts(b"", None)


def load_terms(files: Files, cache: Path | None = None) -> LoadedTerms:
    """The terms of the project, or those that come with report-kit, and the wording rules of both.

    ``cache`` is a folder that makes later runs faster; None keeps nothing.
    """
    wording, rules = _wording(files, cache), load_text_rules(files, cache)
    return LoadedTerms(
        wording.terms._replace(rules=rules.rules),
        (*wording.diagnostics, *rules.diagnostics),
        {**wording.sources, **rules.sources},
        CleanTexts(rules.digest, cache),
    )


def _wording(files: Files, cache: Path | None) -> LoadedTerms:
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
    terms = Terms(
        frozenset(source.words(root.get("units"))),
        source.words(root.get("names")),
        tuple(_glossary(source, root.get("terms"))),
    )
    return terms, tuple(source.problems)


def _glossary(source: Source, node: Node | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each term with its wrong forms; a form that is the term itself is none."""
    for term, forms in entries_of(node) if isinstance(node, Entries) else ():
        wrong = source.words(forms) if isinstance(forms, Series) else ()
        yield str(term), tuple(form for form in wrong if form != term)


@lru_cache(maxsize=4)
def _remembered(path: str, text: str) -> tuple[Terms, tuple[Diagnostic, ...]]:
    """``_terms`` of a text whose form is known to be right, for whoever makes the report again in this process."""
    return _terms(path, text)
