"""A file of Word or Excel named at the command line: its bytes, or why they cannot be had."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Location, msg
from report_kit.files import FileTooLarge, read_bounded
from report_kit.load.codes import F001
from report_kit.load.text import unreadable
from report_kit.ooxml.package import MAX_FILE
from report_kit.read.codes import F004

if TYPE_CHECKING:
    from pathlib import Path


class Handed(NamedTuple):
    """A file by the name that messages call it. ``data`` is None where ``problem`` says why it could not be read."""

    path: str
    data: bytes | None
    problem: Diagnostic | None = None


def handed(folder: Path, file: str) -> Handed:
    """The file ``file``, a path as seen from ``folder``."""
    path = file.replace(os.sep, "/")
    place = Location(path, 1)
    try:
        return Handed(path, read_bounded(str(folder / file), MAX_FILE))
    except FileNotFoundError:
        problem = F001.at(place, msg("没有这个文件"), hint=msg("检查文件名和所在的文件夹"))
    except FileTooLarge:
        problem = F004.at(place, msg("文件大于 {limit} MB", limit=MAX_FILE // 2**20), hint=msg("检查是不是选错了文件"))
    except OSError as error:
        problem = unreadable(place, error, named=True)
    return Handed(path, None, problem)
