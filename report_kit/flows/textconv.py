"""A Word file as text for git, which starts a program for every version of every file: nothing heavy is loaded here.

git gives up the whole comparison when the program fails. So a file that is no Word file, or a damaged one, is one line
that says why, with the hash of its bytes, and two different ones are seen to differ.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, msg
from report_kit.files import FileTooLarge, read_bounded
from report_kit.ooxml.package import MAX_FILE, PackageProblem, read_package
from report_kit.ooxml.plain_text import plain_text
from report_kit.ooxml.xml import XmlError

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_PART = 8 * 2**20
"""Bytes of one XML part, many times those of a long report. A tree takes many times as much memory."""

_LARGE_FILE_POINTER = b"version https://git-lfs.github.com/spec/"


class Converted(NamedTuple):
    """What the program says: to standard output, or, when ``failed``, to standard error."""

    text: str
    failed: bool = False


def asked(arguments: Sequence[str]) -> bool:
    """Whether a command line is the one that git uses: ``textconv`` and a file, nothing else."""
    return len(arguments) == 2 and arguments[0] == "textconv" and not arguments[1].startswith("-")


def textconv(path: str, language: str = "zh") -> Converted:
    """The text of the Word file at ``path``, or one line about why there is none."""
    try:
        data = read_bounded(path, MAX_FILE)
    except FileTooLarge:
        size = os.stat(path).st_size  # noqa: PTH116 - pathlib takes longer to load than the file to be looked at
        words = msg("文件大于 {limit} MB", limit=MAX_FILE // 2**20)
        return Converted(_line(msg("［无法显示：{reason}；{size}字节］", reason=words, size=size), language))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or msg("不是文件")
        words = msg("读不出 {file}：{reason}", file=path, reason=reason)
        return Converted(_line(words, language), failed=True)
    try:
        found = _text(data)
    except (RecursionError, MemoryError):
        found = msg("文件太大或者太复杂")
    except Exception as error:  # noqa: BLE001 - git would give up the comparison of all other files as well
        found = msg("程序出错（{kind}），请把文件发给维护人员", kind=type(error).__name__)
    if isinstance(found, str):
        return Converted(found)
    from hashlib import sha256

    words = msg("［无法显示：{reason}；sha256 {hash}］", reason=found, hash=sha256(data).hexdigest())
    return Converted(_line(words, language))


def _text(data: bytes) -> str | Message:
    if data.startswith(_LARGE_FILE_POINTER):
        return msg("文件由 git-lfs 保管，还没有取到本机；请运行 git lfs pull")
    package = read_package(data)
    if isinstance(package, PackageProblem):
        return package.message
    if any(len(content) > MAX_PART for name, content in package.parts.items() if name.lower().endswith(".xml")):
        return msg("文件太大或者太复杂")
    try:
        return plain_text(package)
    except XmlError:
        return msg("文件损坏，无法打开")


def answer(converted: Converted) -> int:
    """Say it, in UTF-8 as git wants it; gives the exit code."""
    stream = sys.stderr if converted.failed else sys.stdout
    try:
        if stream.isatty():
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a console has this
            stream.write(converted.text)
        else:
            left = memoryview(converted.text.encode("utf-8", "backslashreplace"))
            while left:  # without a buffer (PYTHONUNBUFFERED) a write may be of a part only
                left = left[stream.buffer.write(left) or 0 :]
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # nothing more can be said, at the end either
    return int(converted.failed)


def _line(words: Message, language: str) -> str:
    from report_kit.show.catalog import translator

    return " ".join(words.text(translator(language)).split()) + "\n"
