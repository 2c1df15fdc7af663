"""A .docx as paragraphs: the document, then what stands in its notes, headers and footers; changes accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Location, msg
from report_kit.ooxml.package import Package, PackageProblem, read_package
from report_kit.ooxml.text import margins, numbered, outlines, styles
from report_kit.ooxml.xml import UnsafeXmlError, XmlError
from report_kit.read.codes import F004, F007
from report_kit.read.paragraph import CELL, Paragraph, on_line
from report_kit.read.plain import MOST_CHARACTERS, SPLIT, too_long

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LARGEST_PART = 32 * 2**20
"""Bytes of XML of one part that is read: two hundred pages have a tenth of this."""

DEEPEST_HEADING = 3
BREAK = " "
"""What a line break within a paragraph is in the text shown of it, so that a paragraph stays one line."""

_PLACES = {"footnotes": "脚注", "endnotes": "尾注", "header": "页眉", "footer": "页脚"}


class Word(NamedTuple):
    """The paragraphs of a Word file, and for each place where words stand, its text with one paragraph a line."""

    paragraphs: list[Paragraph]
    margins: list[Paragraph]
    sources: Mapping[str, str]


def read_word(path: str, data: bytes) -> Word | Diagnostic:
    """The words of a Word file, or why there are none."""
    place = Location(path, 1)
    package = read_package(data)
    if isinstance(package, PackageProblem):
        return F007.at(place, package.message, hint=package.hint)
    if any(name.lower().endswith(".xml") and len(part) > LARGEST_PART for name, part in package.parts.items()):
        words = msg("文件里有一个部件大于 {limit} MB，不像是一份报告", limit=LARGEST_PART // 2**20)
        return F004.at(place, words, hint=SPLIT)
    try:
        paragraphs, text = _document(path, package)
        sources = {path: text}
        beside: list[Paragraph] = []
        for kind, texts in margins(package).items():
            name = f"{path}#{_PLACES[kind]}"
            sources[name] = "\n".join(_one_line(one) for one in texts)
            for number, one in enumerate(texts, 1):
                beside += _lines(one, name, number)
    except UnsafeXmlError:
        words = msg("文件里有 Word 不会写出的内容（文档类型声明，或套得过深的层次），为安全起见没有读")
        return F007.at(place, words, hint=msg("用 Word、WPS 打开后另存一份再核对"))
    except (XmlError, RecursionError):
        hint = msg("用 Word、WPS 打开后另存一份再核对；打不开的，向对方另要一份")
        return F007.at(place, msg("文件损坏，正文读不出来"), hint=hint)
    if sum(len(text) for text in sources.values()) > MOST_CHARACTERS:
        return too_long(path)
    if not paragraphs and not beside:
        hint = msg("正文若是图片（扫描件），要先转成文字")
        return F007.at(place, msg("文件里没有文字"), hint=hint)
    return Word(paragraphs, beside, sources)


def _document(path: str, package: Package) -> tuple[list[Paragraph], str]:
    """The paragraphs of the main document, and its text with one paragraph a line, empty ones included."""
    levels = outlines(styles(package))
    found: list[Paragraph] = []
    lines: list[str] = []
    for number, text, style, outline, cell in numbered(package):
        while len(lines) < number - 1:
            lines.append("")
        if len(lines) == number - 1:
            lines.append(_one_line(text))
        else:
            lines[number - 1] = _one_line(text)  # the paragraph in which a text box hangs
        told = outline if outline is not None else levels.get(style)
        level = told + 1 if told is not None and told < DEEPEST_HEADING else None
        found += [line._replace(level=level, style=CELL if cell else style) for line in _lines(text, path, number)]
    return found, "\n".join(lines)


def _lines(text: str, path: str, number: int) -> Iterator[Paragraph]:
    """The lines of a paragraph, which a reader takes for paragraphs."""
    column = 1
    for line in _cleared(text).split("\n"):
        if line.strip():
            yield on_line(line, path, number, column).stripped()
        column += len(line) + 1


def _cleared(text: str) -> str:
    """Every sign one column; a carriage return from a file made by hand is a line break as well."""
    return text.replace("\r", "\n")


def _one_line(text: str) -> str:
    return _cleared(text).replace("\n", BREAK)
