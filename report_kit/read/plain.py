"""From the bytes of a text file to its lines. UTF-8 and marked UTF-16 are read; everything else is named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.diagnostics import Diagnostic, Location, msg
from report_kit.read.codes import F003, F004, F007

if TYPE_CHECKING:
    from report_kit.diagnostics import Message

LARGEST_TEXT = 8 * 1024 * 1024
"""Bytes of a text file: a report of two hundred pages has a twentieth of this."""

MOST_CHARACTERS = 2_000_000
"""Characters of any document that are judged: a thousand pages and more."""

_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WAN = 10_000


def decoded(path: str, data: bytes) -> str | Diagnostic:
    r"""The text of the bytes with ``\n`` line ends and no byte order mark, or why there is none."""
    place = Location(path, 1)
    if len(data) > LARGEST_TEXT:
        return too_large(path)
    if not data:
        return F007.at(place, msg("文件是空的"), hint=msg("检查是否选错了文件，或保存时出了错"))
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        return _undecodable(path, data, error, wide=wide)
    if _BINARY.search(text):
        return F007.at(place, msg("文件里有文字不会有的控制字符，不是文字文件，或者已经损坏"), hint=_OPEN_AND_SAVE)
    if len(text) > MOST_CHARACTERS:
        return too_long(path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return F007.at(place, msg("文件里没有文字"), hint=msg("检查是否选错了文件，或保存时出了错"))
    return text


def too_large(path: str) -> Diagnostic:
    """The problem of a text file of more than ``LARGEST_TEXT`` bytes."""
    size = LARGEST_TEXT // 2**20
    return F004.at(Location(path, 1), msg("文字文件大于 {size} MB，不像是一份报告", size=size), hint=SPLIT)


def too_long(path: str) -> Diagnostic:
    """The problem of a document of more than ``MOST_CHARACTERS``."""
    most = MOST_CHARACTERS // _WAN
    return F004.at(Location(path, 1), msg("全文多于{most}万字，不像是一份报告", most=most), hint=SPLIT)


SPLIT = msg("检查是否选错了文件；确实这么长的，分成几份再核对")
_OPEN_AND_SAVE = msg("用 Word、WPS 打开后另存为 .docx 再核对")


def _undecodable(path: str, data: bytes, error: UnicodeDecodeError, *, wide: bool) -> Diagnostic:
    if not wide and _is_gbk(data):
        words: Message = msg("文件是 GBK 编码（记事本称“ANSI”），不是 UTF-8")
        hint = msg("用记事本打开，点“另存为”，编码选 UTF-8；或者存成 .docx")
        return F003.at(Location(path, 1), words, hint=hint)
    if wide:
        return F007.at(Location(path, 1), msg("文件不是文字文件，或者已经损坏"), hint=_OPEN_AND_SAVE)
    before = data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
    before = before.replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    words = msg("从这里起不是 UTF-8 编码的文字，文件可能已损坏")
    return F003.at(Location(path, line, column, column + 1), words, hint=_OPEN_AND_SAVE)


def _is_gbk(data: bytes) -> bool:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return _BINARY.search(text) is None and any("\u4e00" <= character <= "\u9fff" for character in text)
