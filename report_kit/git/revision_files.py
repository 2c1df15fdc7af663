"""The files of a project at a revision, read out of the object store by one process of git.

Folders are read as git's own tree objects, one level at a time as they are asked for, so that a project in a small
folder of a large repository costs nothing more, and no name of a file ever stands in a command.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, NamedTuple, Self

from report_kit.files import LARGEST_FILE, FileTooLarge, NotAFile
from report_kit.git.process import surroundings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.git.process import Git

MOST_LINKS = 40
"""Symbolic links followed for one path, as Linux does."""

_FOLDER, _LINK, _SUBMODULE = 0o40000, 0o120000, 0o160000
_KIND = 0o170000
_PIECE = 1 << 20
_LARGEST_TREE = 16 * 2**20


class _Entry(NamedTuple):
    """One thing in a folder: what it is, and the id of the object that holds it."""

    mode: int
    id: str

    @property
    def kind(self) -> int:
        return self.mode & _KIND


class RevisionFiles:
    """See ``report_kit.files.Files``: the files as they were committed, with the line ends that git keeps.

    A symbolic link leads to what it names inside the repository; a submodule is a folder without files.
    """

    def __init__(self, git: Git, commit: str, prefix: str = "") -> None:
        self._git = git
        self._commit = commit
        self._prefix = prefix.strip("/")
        self._process: subprocess.Popen[bytes] | None = None
        self._trees: dict[str, Mapping[str, _Entry]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process. Reading again starts another one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def read(self, path: str, limit: int = LARGEST_FILE) -> bytes:
        """See ``Files.read``."""
        entry = self._entry(path)
        if entry is None:
            raise FileNotFoundError(path)
        if entry.kind == _FOLDER:
            raise IsADirectoryError(path)
        if entry.kind == _SUBMODULE:
            raise NotAFile(path)
        return self._object(entry.id, path, limit)

    def is_folder(self, path: str) -> bool:
        """See ``Files.is_folder``."""
        try:
            entry = self._entry(path)
        except OSError:
            return False
        return entry is not None and entry.kind in (_FOLDER, _SUBMODULE)

    def names(self, folder: str) -> tuple[str, ...]:
        """See ``Files.names``."""
        try:
            entry = self._entry(folder)
            if entry is None or entry.kind != _FOLDER:
                return ()
            return tuple(sorted(self._tree(entry.id)))
        except OSError:
            return ()

    def _entry(self, path: str) -> _Entry | None:
        """What a path of the project names, links followed; None for nothing."""
        if "\0" in path or path.startswith(("/", "\\")) or ":" in path or ".." in path.replace("\\", "/").split("/"):
            raise NotAFile(path)
        steps = [*self._prefix.split("/"), *path.split("/")]
        return self._walk(steps, path)

    def _walk(self, steps: list[str], path: str) -> _Entry | None:
        here: list[_Entry] = [_Entry(_FOLDER, f"{self._commit}^{{tree}}")]
        links = 0
        steps.reverse()
        while steps:
            step = steps.pop()
            if step in ("", "."):
                continue
            if step == "..":
                here.pop()
                if not here:
                    raise NotAFile(path)
                continue
            if here[-1].kind == _SUBMODULE:
                raise NotAFile(path)
            if here[-1].kind != _FOLDER:
                return None
            entry = self._tree(here[-1].id).get(step)
            if entry is None:
                return None
            if entry.kind != _LINK:
                here.append(entry)
                continue
            links += 1
            target = self._object(entry.id, path, 4096).decode("utf-8", "surrogateescape")
            if links > MOST_LINKS or target.startswith("/"):
                raise NotAFile(path)
            steps += target.split("/")[::-1]
        return here[-1]

    def _tree(self, name: str) -> Mapping[str, _Entry]:
        """The entries of a folder by name. One that was read is remembered."""
        known = self._trees.get(name)
        if known is None:
            data, length = self._answered(name, name, _LARGEST_TREE)
            known = self._trees[name] = _entries(data, length)
        return known

    def _object(self, name: str, path: str, limit: int) -> bytes:
        return self._answered(name, path, limit)[0]

    def _answered(self, name: str, path: str, limit: int) -> tuple[bytes, int]:
        """The bytes of an object, and how many characters the ids of this repository have."""
        try:
            return self._asked(name, path, limit)
        except (BrokenPipeError, EOFError, ValueError) as error:
            self.close()
            raise OSError(f"git: {path}") from error

    def _asked(self, name: str, path: str, limit: int) -> tuple[bytes, int]:
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(name.encode("ascii") + b"\n")
        process.stdin.flush()
        header = process.stdout.readline().split()
        if not header:
            raise EOFError(name)
        if len(header) != 3:
            raise FileNotFoundError(path)  # a clone that left some objects out
        size = int(header[2])
        if size > limit:
            left = size + 1
            while left:
                left -= len(process.stdout.read(min(left, _PIECE))) or left
            raise FileTooLarge(path)
        data = process.stdout.read(size + 1)
        if len(data) != size + 1:
            raise EOFError(name)
        return data[:-1], len(header[0])

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - no shell
                self._git.command("cat-file", "--batch"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=surroundings(),
            )
        return self._process


def _entries(data: bytes, length: int) -> Mapping[str, _Entry]:
    """The entries of a tree object: mode, space, name, a zero byte, and half as many bytes as an id has characters."""
    found = {}
    at = 0
    while at < len(data):
        space = data.index(b" ", at)
        end = data.index(b"\0", space)
        stop = end + 1 + length // 2
        name = data[space + 1 : end].decode("utf-8", "surrogateescape")
        found[name] = _Entry(int(data[at:space], 8), data[end + 1 : stop].hex())
        at = stop
    return found
