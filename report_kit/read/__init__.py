"""VERB: a foreign document (.docx, .txt, .md) → Draft, with the report it seems to be.

Every block of such a draft was written in the file itself: its spans have the file as their origin.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Location, msg
from report_kit.read.codes import F004, F007
from report_kit.read.document import Reading, read_lines, read_paragraphs
from report_kit.read.furniture import mended
from report_kit.read.markdown import blocks, looks_so
from report_kit.read.paragraph import on_line
from report_kit.read.plain import LARGEST_TEXT, decoded, too_large

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.facts.values import Date

__all__ = ["DocumentRead", "Reading", "read_document", "read_lines", "size_limit", "too_big"]

_LARGEST_WORD_FILE = 64 * 2**20

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KNOWN = (
    (b"%PDF-", msg("这是 PDF 文件"), msg("用 Word、WPS 打开后另存为 .docx 再核对")),
    (b"{\\rtf", msg("这是 RTF 文件"), msg("用 Word、WPS 打开后另存为 .docx 再核对")),
)
_TEXTS = (".txt", ".md", ".markdown", ".text")
_MARKDOWN = (".md", ".markdown")


class DocumentRead(NamedTuple):
    """What came of reading a file: ``reading`` is None if it could not be read, and the diagnostics say why.

    ``sources`` are the texts that places point into: a line of a text file, a paragraph of a Word file.
    """

    reading: Reading | None
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, str] = MappingProxyType({})


def read_document(path: str, data: bytes, *, year: int | None = None, date: Date | None = None) -> DocumentRead:
    """Read a file of this name and content. Never raises for what it holds; time and memory are bounded.

    ``year`` is the year reported on and ``date`` the day of the document; without them the document is asked.
    """
    suffix = path[path.rfind(".") :].lower() if "." in path else ""
    if suffix in _TEXTS and not data.startswith((_ZIP, _OLE)):
        return _read_text(path, data, year, date, markdown=suffix in _MARKDOWN)
    for beginning, words, hint in _KNOWN:
        if data.startswith(beginning):
            return _unread(F007.at(Location(path, 1), words, hint=hint))
    if suffix in _TEXTS or suffix in (".docx", ".docm", ".doc", ".wps") or data.startswith((_ZIP, _OLE)):
        from report_kit.read.word import read_word

        word = read_word(path, data)
        if isinstance(word, Diagnostic):
            return _unread(word)
        reading = read_paragraphs(path, word.paragraphs, word.margins, year=year, date=date)
        return DocumentRead(reading, (), word.sources)
    words = msg("不认识的文件类型“{suffix}”；能核对的是 .docx、.txt 和 .md", suffix=suffix or msg("（没有扩展名）"))
    return _unread(F007.at(Location(path, 1), words, hint=msg("用 Word、WPS 打开后另存为 .docx 再核对")))


def size_limit(path: str) -> int:
    """The bytes that a file of this name may have."""
    return LARGEST_TEXT if path.lower().endswith(_TEXTS) else _LARGEST_WORD_FILE


def too_big(path: str) -> Diagnostic:
    """The problem of a file that has more bytes than ``size_limit``."""
    if path.lower().endswith(_TEXTS):
        return too_large(path)
    return F004.at(Location(path, 1), msg("文件大于 {limit} MB", limit=_LARGEST_WORD_FILE // 2**20))


def _read_text(path: str, data: bytes, year: int | None, date: Date | None, *, markdown: bool) -> DocumentRead:
    text = decoded(path, data) if len(data) <= LARGEST_TEXT else too_large(path)
    if isinstance(text, Diagnostic):
        return _unread(text)
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        column = 1
        for page in line.split("\f"):
            lines.append(on_line(page, path, number, column))
            column += len(page) + 1
    told: tuple[Diagnostic, ...] = ()
    if markdown or looks_so(lines):
        paragraphs = blocks(lines)
    else:
        paragraphs, told = mended(lines)
    return DocumentRead(read_paragraphs(path, paragraphs, year=year, date=date), told, {path: text})


def _unread(problem: Diagnostic) -> DocumentRead:
    return DocumentRead(None, (problem,))
