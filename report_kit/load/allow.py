"""A file of recorded exceptions for a document of others: codes with reasons, each for one sentence or for all."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location, msg
from report_kit.facts.model import Allowance
from report_kit.facts.units import KNOWN_UNITS
from report_kit.files import DiskFiles
from report_kit.load.check import check
from report_kit.load.codes import F001, F002
from report_kit.load.compose import compose
from report_kit.load.nodes import Entries, Series
from report_kit.load.source import Source
from report_kit.load.text import read_text
from report_kit.load.validator import Validator

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from report_kit.diagnostics import Diagnostic


class LoadedAllowances(NamedTuple):
    """The exceptions, every problem in their file, and its text by its path."""

    allow: tuple[Allowance, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, str] = MappingProxyType({})


def load_allowances(place: Path, path: str, cache: Path | None = None) -> LoadedAllowances:
    """The exceptions in the file at ``place``, which messages call ``path``. Never raises for what is there."""
    if place.name in ("", ".", ".."):
        return LoadedAllowances((), (F002.at(Location(path, 1), msg("这是一个文件夹，不是文件")),))
    try:
        text = read_text(DiskFiles(place.parent), place.name, path)
    except FileNotFoundError:
        missing = F001.at(Location(path, 1), msg("没有这个文件"), hint=msg("检查文件名和所在的文件夹"))
        return LoadedAllowances((), (missing,))
    if text.text is None:
        return LoadedAllowances((), tuple(text.problems), {path: text.legible})
    composed = compose(path, text.text)
    form = Validator("allow", cache)
    source = Source(path, 0, composed.lines, KNOWN_UNITS, [*text.problems, *composed.problems])
    if composed.root is not None:
        source.add(*check(path, text.text, composed, form))
        form.keep()
    listed = composed.root.get("allow") if isinstance(composed.root, Entries) else None
    allow = tuple(
        Allowance(
            source.word(entry, "code"),
            "",
            source.word(entry, "reason"),
            source.place(entry),
            source.word(entry, "text"),
        )
        for entry in (listed if isinstance(listed, Series) else ())
        if isinstance(entry, Entries)
    )
    return LoadedAllowances(allow, tuple(source.problems), {path: text.text})
