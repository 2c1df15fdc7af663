"""The files of a build brought to disk: untouched where nothing changed, kept where somebody edited them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Location
from report_kit.write.codes import F005
from report_kit.write.disk import Change, Existing, Unwritable, change_all, existing, sweep
from report_kit.write.make import MAP
from report_kit.write.names import kept_name

if TYPE_CHECKING:
    from pathlib import Path

    from report_kit.write.kept import Edited
    from report_kit.write.make import Made


class Kept(NamedTuple):
    """A Word file edited by hand: its path, the path under which it is kept now, and what was done to it."""

    path: str
    kept: str
    edited: Edited


class Saved(NamedTuple):
    """What saving did, as paths in the project. With a problem among ``diagnostics`` nothing was written."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def save(project: Path, made: Made) -> Saved:
    """Write the files of a build, all or none.

    The map goes after the Word file it describes; should the machine stop between them, its content hash
    still tells which file it is about.
    """
    try:
        return _save(project, made)
    except Unwritable as problem:
        found = F005.at(Location(problem.path, 1), problem.reason, hint=problem.hint)
        return Saved(diagnostics=(found,))


def _save(project: Path, made: Made) -> Saved:
    before = {path: existing(project, path) for path in made.files}
    changes: list[Change] = []
    unchanged: list[str] = []
    kept: list[Kept] = []
    copies: list[Change] = []
    for path, data in made.files.items():
        old = before[path]
        if old is not None and old.data == data:
            unchanged.append(path)
            continue
        changes.append(Change(path, data, old))
        if old is not None and path.endswith(".docx"):
            done = _edited(old, before, made)
            if done is not None:
                name, copy = _copy(project, path, old)
                kept.append(Kept(path, name, done))
                copies += [copy] if copy else []
    if changes:
        change_all(project, [*copies, *changes])
    sweep({(project / path).parent: None for path in made.files})
    return Saved(tuple(change.path for change in changes), tuple(unchanged), tuple(kept))


def _edited(old: Existing, before: dict[str, Existing | None], made: Made) -> Edited | None:
    from report_kit.write.kept import edited
    from report_kit.write.source_map import texts

    last = next((one for path, one in before.items() if path.endswith(f"/{MAP}")), None)
    return edited(old.data, texts(last.data) if last else None, made.texts)


def _copy(project: Path, path: str, old: Existing) -> tuple[str, Change | None]:
    """The first name that is free, with the change that writes it; or where this very file is kept already."""
    folder, _, name = path.rpartition("/")
    number = 1
    while True:
        kept = f"{folder}/{kept_name(name, number)}"
        there = existing(project, kept)
        if there is None:
            return kept, Change(kept, old.data, None, old.modified)
        if there.data == old.data:
            return kept, None
        number += 1
