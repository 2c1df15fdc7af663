"""The other Word files of ours in the folder of a build: edited by hand, or left from an earlier title."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from report_kit.ooxml.identity import CUSTOM
from report_kit.write.disk import Existing, Unwritable, existing
from report_kit.write.names import is_draft_name, is_kept_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from report_kit.write.kept import Edited
    from report_kit.write.make import Made
    from report_kit.write.source_map import Texts


class Beside(NamedTuple):
    """A Word file beside the one to be written. ``edited`` None: nobody has touched it.

    ``draft``: it is a draft, by its name or because it was made from the draft that the last map tells of.
    """

    path: str
    old: Existing
    edited: Edited | None
    draft: bool


def beside(project: Path, made: Made, drafted: str, earlier: Mapping[str, Texts]) -> Iterator[Beside]:
    """The Word files in the folder that a build left there, or that have the draft's name, kept ones excepted.

    ``drafted`` is the content hash of the draft that was written last, ``earlier`` the texts of the last maps.
    """
    for name in _names(project / made.folder):
        path = f"{made.folder}/{name}"
        if path in made.files or is_kept_name(name):
            continue
        own = name == made.names[0]
        old = _read(project, path, strict=own)
        if old is None or not (own or CUSTOM.encode() in old.data):
            continue
        from report_kit.write.kept import edited, stamp_in

        stamp = stamp_in(old.data)
        if stamp is not None or own:
            draft = is_draft_name(name) or stamp == drafted
            yield Beside(path, old, edited(old.data, earlier, made.texts), draft)


def _names(folder: Path) -> list[str]:
    """The names of the Word files in a folder; the lock files of Word are none."""
    with contextlib.suppress(OSError):
        names = (path.name for path in folder.iterdir())
        return sorted(name for name in names if name.endswith(".docx") and not name.startswith(("~$", ".")))
    return []


def _read(project: Path, path: str, *, strict: bool) -> Existing | None:
    """The file; None if it cannot be read and need not be."""
    try:
        return existing(project, path)
    except Unwritable:
        if strict:
            raise
        return None
