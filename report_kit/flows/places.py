"""Where things are and go: the project above a folder, the years in it, the user's cache, files named in options."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.files import LARGEST_FILE, read_bounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.write.disk import Unwritable


def find_project(start: Path) -> Path | None:
    """The nearest folder, from ``start`` upwards, whose ``data`` holds a year."""
    start = start.absolute()
    return next((folder for folder in (start, *start.parents) if years_in(folder)), None)


def years_in(project: Path) -> list[str]:
    """The years that have a folder in the project, in order."""
    try:
        return sorted(entry.name for entry in (project / "data").iterdir() if re.fullmatch("[0-9]{4}", entry.name))
    except OSError:
        return []


def user_cache(environment: Mapping[str, str], platform: str) -> Path | None:
    """The folder for what may be lost; None with ``REPORT_CACHE=off`` or where no home is known.

    ``platform`` is as in ``sys.platform``. Follows the XDG base directory specification on Unix.
    """
    if environment.get("REPORT_CACHE") == "off":
        return None
    home = environment.get("HOME", "")
    if platform == "win32":
        base = environment.get("LOCALAPPDATA", "")
    elif platform == "darwin":
        base = home and f"{home}/Library/Caches"
    else:
        base = environment.get("XDG_CACHE_HOME", "")
        if not Path(base).is_absolute():  # the specification tells us to ignore relative ones
            base = home and f"{home}/.cache"
    return Path(base) / "report-kit" if base and Path(base).is_absolute() else None


def put(folder: Path, path: str, data: bytes) -> Unwritable | None:
    """Write a file as seen from a folder, whole or not at all; why it cannot be written, if it cannot."""
    from report_kit.write.disk import Change, Unwritable, change_all, existing

    try:
        change_all(folder, [Change(path, data, existing(folder, path))])
    except Unwritable as problem:
        return problem
    return None


def put_new(folder: Path, path: str, data: bytes) -> Unwritable | None:
    """Write a file that is not there yet, as ``put`` does; one that is stays as it is, and that is the reason."""
    from report_kit.write.disk import Change, Unwritable, change_all

    if os.path.lexists(folder / path):
        return Unwritable(path, msg("已经有这个文件，没有动它"), msg("换一个文件名"))
    try:
        change_all(folder, [Change(path, data, None)])
    except Unwritable as problem:
        return problem
    return None


def present(folder: Path, path: str) -> bytes | None:
    """The bytes of a file as seen from a folder; None where there is none, and where there is no reading it."""
    try:
        return read_bounded(str(folder / path), LARGEST_FILE)
    except OSError:
        return None
