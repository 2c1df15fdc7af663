"""Compiled templates kept between runs, by the content of the template and the programs that compiled it.

One file for each template, written at once or not at all. It holds plain data, no code: texts, names
and bytes. A file that is damaged, old, or not the user's own is ignored.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from report_kit.render.places import Paragraph, Places, Source
from report_kit.render.template import Compiled

_FORMAT = "report-kit template 2"
_PREFIX = "template-"
_DIGEST = 32
_MAX_FILES = 8


@lru_cache(maxsize=1)
def _programs() -> str:
    """What the result depends on besides the template. docxtpl is recognised by its file, not imported."""
    from importlib.util import find_spec

    found = find_spec("docxtpl")
    stamp = ""
    if found and found.origin:
        with contextlib.suppress(OSError):
            status = (Path(found.origin).parent / "template.py").stat()
            stamp = f"{status.st_size}-{status.st_mtime_ns}"
    own = ""
    with contextlib.suppress(OSError):
        package = Path(__file__).parents[1]
        files = sorted((*package.glob("render/*.py"), *package.glob("ooxml/*.py")))
        own = hashlib.sha256("-".join(str(path.stat().st_mtime_ns) for path in files).encode()).hexdigest()
    return f"{_FORMAT} {sys.implementation.cache_tag} {sys.version_info.releaselevel} {stamp} {own}"


def _file(data: bytes, cache: Path) -> Path:
    return cache / f"{_PREFIX}{hashlib.sha256(data + _programs().encode()).hexdigest()[:32]}"


def kept(name: str, data: bytes, cache: Path) -> Compiled | None:
    """What was kept for this template, under the name it has now; None if there is nothing usable."""
    try:
        if not _private(cache):
            return None
        content = _file(data, cache).read_bytes()
        digest, packed = content[:_DIGEST], content[_DIGEST:]
        if hashlib.sha256(packed).digest() != digest:
            return None
        return _unpacked(name, packed)
    except (OSError, ValueError, EOFError, TypeError, AttributeError):
        return None


@lru_cache(maxsize=4)
def _unpacked(name: str, packed: bytes) -> Compiled:
    """A kept template as it was; the few an office has stay ready while the process lives."""
    sources, static, styles, known = marshal.loads(packed)  # noqa: S302 (plain data, in a folder only its owner can write, with a digest)
    return Compiled(
        name,
        {part: Source(*source) for part, source in sources.items()},
        static,
        styles,
        Places(name, {part: tuple(Paragraph(*entry) for entry in entries) for part, entries in known.items()}),
    )


def keep(compiled: Compiled, data: bytes, cache: Path) -> None:
    """Keeps a template. Failing to is no problem of anybody's."""
    content: Any = (
        {part: (source.text, source.lines) for part, source in compiled.sources.items()},
        dict(compiled.static),
        dict(compiled.styles),
        {part: [tuple(entry) for entry in entries] for part, entries in compiled.places.parts.items()},
    )
    import tempfile

    packed = marshal.dumps(content)
    with contextlib.suppress(OSError):
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _private(cache):
            return
        _forget_oldest(cache)
        handle, temporary = tempfile.mkstemp(prefix=_PREFIX, dir=cache)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(hashlib.sha256(packed).digest() + packed)
            Path(temporary).replace(_file(data, cache))
        except OSError:
            Path(temporary).unlink(missing_ok=True)


def _private(cache: Path) -> bool:
    """Whether nobody else can write to the folder. Windows keeps a user's folders private by itself."""
    if os.name != "posix":
        return True
    status = cache.stat()
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _forget_oldest(cache: Path) -> None:
    files = sorted(cache.glob(f"{_PREFIX}*"), key=lambda path: path.stat().st_mtime)
    for path in files[: max(0, len(files) - _MAX_FILES + 1)]:
        path.unlink(missing_ok=True)
