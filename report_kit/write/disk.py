"""Files written to disk together: each is the old one or the new one at any moment, and all are new or none is.

Everything is written beside its place under a temporary name and flushed first; only then do files take
their places, one rename each. What went wrong until then harms nothing. A rename that fails after
others went through has those undone.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import re
import stat
import time
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_COUNT = itertools.count(1)
_TEMPORARY = re.compile(r"\.report-kit-(\d+)-\d+\.tmp")
_STALE = 3600
"""Seconds after which a temporary file is nobody's, whatever its name says."""


class Unwritable(Exception):  # noqa: N818 - the name says what is wrong
    """A file could not be written, and nothing was changed. ``path`` is the file's, ``reason`` why."""

    def __init__(self, path: str, reason: Message, hint: Message | None = None) -> None:
        super().__init__(path, str(reason))
        self.path = path
        self.reason = reason
        self.hint = hint


class Existing(NamedTuple):
    """A file as it was read, and how to tell that it still is that file."""

    data: bytes
    modified: int
    size: int


class Change(NamedTuple):
    """A file to be written: its path in the project, its new bytes (None: it goes), what was there (None: nothing).

    ``modified`` is the time in nanoseconds to give the file, or None for now.
    """

    path: str
    data: bytes | None
    old: Existing | None
    modified: int | None = None


def existing(project: Path, path: str) -> Existing | None:
    """The file in its place, or None.

    Raises:
        Unwritable: when something is there that cannot be read, or is no file.
    """
    place = project / path
    try:
        status = place.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unwritable(path, *_not_a_file())
        return Existing(place.read_bytes(), status.st_mtime_ns, status.st_size)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unwritable(path, *_reason(error)) from error


def change_all(project: Path, changes: Sequence[Change]) -> None:
    """Write all files, in this order.

    Raises:
        Unwritable: when one cannot be written. Then none is.
    """
    temporary: list[Path | None] = []
    done: list[Change] = []
    current = ""
    try:
        for change in changes:
            current = change.path
            _check_place(project / change.path, change)
        for change in changes:
            current = change.path
            source = None if change.data is None else _temporary(project / change.path)
            temporary.append(source)
            if source is not None and change.data is not None:
                _write(source, change.data, change.modified)
        for change, source in zip(changes, temporary, strict=True):
            current = change.path
            _check_unchanged(project / change.path, change)
            if source is None:
                (project / change.path).unlink(missing_ok=True)
            else:
                source.replace(project / change.path)
            done.append(change)
    except OSError as error:
        _undo(project, done)
        raise Unwritable(current, *_reason(error)) from error
    except BaseException:  # Ctrl-C as well
        _undo(project, done)
        raise
    finally:
        for path in filter(None, temporary):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def sweep(folders: Iterable[Path]) -> None:
    """Remove temporary files that builds killed earlier have left behind."""
    for folder in folders:
        with contextlib.suppress(OSError):
            for path in list(folder.iterdir()):
                found = _TEMPORARY.fullmatch(path.name)
                if found and _abandoned(path, int(found[1])):
                    path.unlink(missing_ok=True)


def _abandoned(path: Path, process: int) -> bool:
    """Whether the process that wrote this file is gone. Only POSIX lets us ask without harm."""
    with contextlib.suppress(OSError):
        if time.time() - path.stat().st_mtime > _STALE:
            return True
    if os.name != "posix" or process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _temporary(place: Path) -> Path:
    return place.parent / f".report-kit-{os.getpid()}-{next(_COUNT)}.tmp"


def _check_place(place: Path, change: Change) -> None:
    """Make the folder, and see that the file may be replaced: it may be read-only, or open in Word on Windows."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if change.old is not None:
        with place.open("r+b"):
            pass


def _write(path: Path, data: bytes, modified: int | None) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if modified is not None:
        os.utime(path, ns=(modified, modified))


def _check_unchanged(place: Path, change: Change) -> None:
    """What somebody saved since we looked must not be lost."""
    try:
        status = place.stat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(status.st_mode):
        raise Unwritable(change.path, *_not_a_file())
    if change.old is None or (status.st_mtime_ns, status.st_size) != (change.old.modified, change.old.size):
        raise Unwritable(change.path, msg("文件刚刚被别的程序改动"), msg("再运行一次"))


def _undo(project: Path, done: Sequence[Change]) -> None:
    """Put back what was replaced, the last first."""
    for change in reversed(done):
        place = project / change.path
        with contextlib.suppress(OSError):
            if change.old is None:
                place.unlink()
            else:
                source = _temporary(place)
                _write(source, change.old.data, change.old.modified)
                source.replace(place)


def _not_a_file() -> tuple[Message, Message]:
    return msg("这个位置上有一个文件夹，不是文件"), msg("把它移走或改名")


def _reason(error: OSError) -> tuple[Message, Message | None]:
    """Why, and what to do about it, in a clerk's words."""
    match error.errno:
        case errno.EACCES | errno.EPERM | errno.ETXTBSY:
            return (
                msg("文件正在被别的程序使用，或者没有写入的权限"),
                msg("在 Word 或 WPS 里打开着的，先关闭；设为只读的，去掉只读"),
            )
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return msg("磁盘空间不够"), msg("腾出空间后再运行")
        case errno.EROFS:
            return msg("磁盘是只读的"), msg("换到可以写入的文件夹")
        case errno.EEXIST | errno.ENOTDIR | errno.EISDIR:
            return msg("路径上有一个同名的文件，建不成文件夹"), msg("把那个文件移走或改名")
    return msg("系统报告：{reason}", reason=error.strerror or type(error).__name__), None
