"""From bytes to the text of a data file: encodings named, line ends made one, forbidden characters found."""

from __future__ import annotations

import errno
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Location, Message, Note, msg
from report_kit.files import Files, FileTooLarge, NotAFile
from report_kit.load.codes import F001, F002, F003, F004, F113

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_LINE = 600
"""Characters of a line that are looked at for slips; some of the patterns take time with the square of it."""

LARGEST_DATA_FILE = 8 * 1024 * 1024
"""Bytes of one data file; the whole report of a large office has a fortieth of this."""

LONGEST_REMEMBERED = 1_000_000
"""Bytes or characters of a file that is remembered in case it is read again: fifty times the largest we have."""

MOST_CHARACTERS_REPORTED = 20
"""Forbidden characters reported one by one in a file; a binary file would give thousands."""

# Word files cannot hold control characters; line separators would move every line number after them; a byte
# order mark inside a file hides in names; the private-use planes 15 and 16 carry the marks that tie a printed
# figure to its fact.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff\U000f0000-\U0010ffff]"
)

_LINE_LIKE = "\x0b\x0c\x85\u2028\u2029"


class SourceText(NamedTuple):
    r"""The text of one file with ``\\n`` line ends and no byte order mark, and what was wrong with it.

    ``text`` is None when the file could not be read at all; ``legible`` is then what can be shown of it.
    """

    path: str
    text: str | None
    problems: Sequence[Diagnostic] = ()
    legible: str = ""


def read_text(files: Files, path: str, shown: str = "") -> SourceText:
    """The text of a file, or the reason why there is none. Raises FileNotFoundError only.

    ``shown`` is what messages call the file, if not its path in the project.
    """
    place = Location(shown or path, 1)
    try:
        data = files.read(path, LARGEST_DATA_FILE)
    except FileNotFoundError:
        raise
    except FileTooLarge:
        size = LARGEST_DATA_FILE // 1024 // 1024
        message = msg("文件超过 {size}MB，不像是工作报告的数据", size=size)
        return SourceText(place.path, None, [F004.at(place, message, hint=msg("检查是否放错了文件"))])
    except OSError as error:
        return SourceText(place.path, None, [unreadable(place, error)])
    return _remembered(place.path, data) if len(data) <= LONGEST_REMEMBERED else decode(place.path, data)


def unreadable(place: Location, error: OSError, *, named: bool = False) -> Diagnostic:
    """The problem of a file that is there and cannot be read; ``named``: by the user, not by the project's layout."""
    message, hint = _reason(error)
    if named and isinstance(error, IsADirectoryError):
        hint = msg("写一个文件的名称，不写文件夹的")
    return F002.at(place, message, hint=hint)


def missing(path: str, message: Message, hint: Message) -> Diagnostic:
    """The problem of a file that must be there and is not."""
    return F001.at(Location(path, 1), message, hint=hint)


def decode(path: str, data: bytes) -> SourceText:
    """The text of the bytes. UTF-8 with or without a byte order mark is read; everything else is named."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"\0" in data and _looks_utf16(data)):
        return _utf16(path, data)
    try:
        text = _one_line_end(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return _not_utf8(path, data, error)
    if FORBIDDEN.search(text) is None:
        return SourceText(path, text)
    problems = list(_forbidden(path, text))
    return SourceText(path, without_forbidden(text), problems)


_remembered = lru_cache(maxsize=16)(decode)


def without_forbidden(text: str) -> str:
    """The text with something harmless in the place of every forbidden character."""
    return FORBIDDEN.sub(_replacement, text)


def character_name(character: str) -> str:
    """How a character that cannot be seen is named in a message: U+2028."""
    return f"U+{ord(character):04X}"


def _replacement(match: re.Match[str]) -> str:
    return " " if match.group() in _LINE_LIKE else "\ufffd"


def _forbidden(path: str, text: str) -> Iterator[Diagnostic]:
    """One problem for each line that holds a forbidden character, the first of a long row with the number left."""
    hint = msg("删去这个字符；它看不见，可把光标移到此处按退格键")
    found: dict[int, tuple[int, str]] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = FORBIDDEN.search(line)
        if match is not None:
            found[number] = (match.start(), match.group())
    for count, (number, (column, character)) in enumerate(found.items()):
        notes: tuple[Note, ...] = ()
        if count == MOST_CHARACTERS_REPORTED - 1 and len(found) > MOST_CHARACTERS_REPORTED:
            left = len(found) - MOST_CHARACTERS_REPORTED
            notes = (Note(msg("另有{left}行也有这样的字符", left=left)),)
        place = Location(path, number + 1, column + 1, column + 2)
        message = msg("这里有一个不能用的字符 {name}（{what}）", name=character_name(character), what=_kind(character))
        yield F113.at(place, message, notes=notes, hint=hint)
        if notes:
            return


def _kind(character: str) -> Message:
    if character in _LINE_LIKE:
        return msg("特殊换行符")
    if character == "\ufeff":
        return msg("文件开头的编码标记，多半是两个文件拼在一起时带进来的")
    if ord(character) >= 0xF0000:
        return msg("私用区字符，程序用作内部标记")
    if character in "\ufffe\uffff" or "\ud800" <= character <= "\udfff":
        return msg("无效字符")
    return msg("控制字符")


def _reason(error: OSError) -> tuple[Message, Message]:
    if isinstance(error, IsADirectoryError):
        return msg("这是一个文件夹，不是文件"), msg("把文件夹改名或移走，再放上同名的文件")
    if isinstance(error, PermissionError):
        return msg("没有读取这个文件的权限"), msg("请管理员放开权限；文件若被别的程序占用，先关闭它")
    if isinstance(error, NotAFile):
        return msg("这不是项目里的普通文件"), msg("换成普通的文本文件")
    if isinstance(error, NotADirectoryError):
        return msg("它所在的“文件夹”其实是一个文件"), msg("把那个文件改名或移走，再建同名的文件夹")
    if error.errno == errno.ELOOP:
        return msg("链接绕成了圈，找不到它指向的文件"), msg("删去这个链接，放上文件本身")
    return (
        msg("文件读不出来：{reason}", reason=error.strerror or type(error).__name__),
        msg("若是快捷方式或链接，检查它指向的文件是否还在"),
    )


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> SourceText:
    before = _one_line_end(data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff"))
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    place = Location(path, line, column, column + 1)
    if _is_gbk(data):
        problem = F003.at(place, msg("文件是 GBK 编码（记事本称“ANSI”），不是 UTF-8"), hint=_save_as_utf8())
        return SourceText(path, None, [problem], _one_line_end(data.decode("gb18030")))
    message = msg("从这里起不是 UTF-8 编码的文字，文件可能已损坏")
    problem = F003.at(place, message, hint=msg("从备份或 git 中找回好的文件，或另存为 UTF-8 编码"))
    return SourceText(path, None, [problem], _one_line_end(data.decode("utf-8-sig", "replace")))


def _utf16(path: str, data: bytes) -> SourceText:
    message = msg("文件是 UTF-16 编码（记事本称“Unicode”），不是 UTF-8")
    order = "utf-16" if data[:1] in b"\xff\xfe" else ("utf-16-be" if data[:1] == b"\0" else "utf-16-le")
    legible = _one_line_end(data.decode(order, "replace"))
    return SourceText(path, None, [F003.at(Location(path, 1), message, hint=_save_as_utf8())], legible)


def _save_as_utf8() -> Message:
    return msg("用编辑器打开，另存为 UTF-8 编码后再运行")


def _looks_utf16(data: bytes) -> bool:
    head = data[:4096]
    return len(head) >= 4 and head.count(b"\0") * 4 > len(head)


def _is_gbk(data: bytes) -> bool:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return any("\u4e00" <= character <= "\u9fff" for character in text) and FORBIDDEN.search(text) is None
