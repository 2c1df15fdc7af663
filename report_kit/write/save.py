"""The files of a build brought to disk: untouched where nothing changed, kept where somebody edited them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Location
from report_kit.write.beside import beside
from report_kit.write.codes import F005
from report_kit.write.disk import Change, Existing, Unwritable, change_all, existing, sweep
from report_kit.write.make import FINAL_MAP, MAP
from report_kit.write.names import kept_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from report_kit.write.kept import Edited
    from report_kit.write.make import Made
    from report_kit.write.source_map import Texts


class Kept(NamedTuple):
    """A Word file edited by hand: its path, the path under which it is kept now, and what was done to it.

    ``kept`` empty: it was left where it is.
    """

    path: str
    kept: str
    edited: Edited


class Saved(NamedTuple):
    """What saving did, as paths in the project. With a problem among ``diagnostics`` nothing was written.

    ``blocking`` are edited drafts on account of which a final report was not written. ``stale`` are files of
    ours under other titles that this build does not bring up to date.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    blocking: tuple[Kept, ...] = ()
    stale: tuple[str, ...] = ()


def save(project: Path, made: Made) -> Saved:
    """Write the files of a build, all or none.

    A draft edited by hand is kept under another name; a final report is not written while there is one, lest
    what somebody wrote into the draft be missing from it. The map goes after the Word file it describes; should
    the machine stop between them, its content hash still tells which file it is about.
    """
    try:
        return _save(project, made)
    except Unwritable as problem:
        found = F005.at(Location(problem.path, 1), problem.reason, hint=problem.hint)
        return Saved(diagnostics=(found,))


def _save(project: Path, made: Made) -> Saved:
    before = {path: existing(project, path) for path in made.files}
    drafted, earlier = _earlier(project, made)
    others = list(beside(project, made, drafted, earlier))
    if made.final:
        blocking = tuple(
            Kept(one.path, "", one.edited) for one in others if one.draft and one.edited and one.edited.lost
        )
        if blocking:
            return Saved(blocking=blocking)
    changes: list[Change] = []
    unchanged: list[str] = []
    kept: list[Kept] = []
    copies: list[Change] = []
    gone: list[Change] = []
    for path, data in made.files.items():
        old = before[path]
        if old is not None and old.data == data:
            unchanged.append(path)
            continue
        changes.append(Change(path, data, old))
        if old is not None and path.endswith(".docx"):
            done = _edited(old, earlier, made)
            if done is not None:
                name, copy = _copy(project, path, old)
                kept.append(Kept(path, name, done))
                copies += [copy] if copy else []
    for one in others:
        if one.edited is None:
            continue
        name = ""
        if one.draft and not made.final:
            name, copy = _copy(project, one.path, one.old)
            copies += [copy] if copy else []
            gone.append(Change(one.path, None, one.old))
        kept.append(Kept(one.path, name, one.edited))
    if changes or gone:
        change_all(project, [*copies, *changes, *gone])
    sweep({(project / path).parent: None for path in made.files})
    stale = (one.path for one in others if one.edited is None and one.path.rpartition("/")[2] not in made.names)
    return Saved(tuple(change.path for change in changes), tuple(unchanged), tuple(kept), stale=tuple(stale))


def _earlier(project: Path, made: Made) -> tuple[str, Mapping[str, Texts]]:
    """The content hash of the draft written last, and what the maps in the folder tell of the files they describe."""
    from report_kit.write.source_map import texts

    found: dict[str, Texts] = {}
    drafted = ""
    for name in (FINAL_MAP, MAP):
        there = existing(project, f"{made.folder}/{name}")
        last = texts(there.data) if there else None
        if last:
            found[last[0]] = last[1]
            drafted = last[0] if name == MAP else ""
    return drafted, found


def _edited(old: Existing, earlier: Mapping[str, Texts], made: Made) -> Edited | None:
    from report_kit.write.kept import edited

    return edited(old.data, earlier, made.texts)


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
