"""Markdown as a reader sees it: marks taken out, headings with their levels, cells of tables, every place kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.read.paragraph import CELL, Paragraph, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_CLOSING = re.compile(r"[ \t]+#{1,6}[ \t]*$")
_BULLET = re.compile(r"[ \t]{0,12}(?:>[ \t]{0,3}){0,6}(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)?")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|={3,}[ \t]*)$")
_FENCE = re.compile(r" {0,3}(?:`{3,}[^`]{0,40}|~{3,}[^~]{0,40})$")
_DIVIDER = re.compile(r"[ \t]{0,3}\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_NEXT = re.compile(
    r"\s{0,8}(?:[（(]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[）)、.．]|[-*+>|#]|```|~~~|第[一二三四五六七八九十]{1,3}[章节条]"
    r"|[0-9〇○零一二三四五六七八九十]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日\s{0,8}$)"
)
"""What begins a paragraph although no blank line stands before it: a number, a mark, a date of its own."""
_MARKS = re.compile(
    r"\\(?=[\\`*_{}\[\]()#+.!|>~-])"
    r"|(?P<strong>\*\*\*?)(?=[^\s*])(?P<bold>[^*\n]{1,400})(?<=[^\s*])(?P=strong)"
    r"|(?<![0-9A-Za-z*])\*(?=[^\s*])(?P<em>[^*\n]{1,400})(?<=[^\s*])\*(?![0-9A-Za-z*])"
    r"|`(?P<code>[^`\n]{1,400})`"
    r"|!?\[(?P<link>[^\[\]\n]{1,400})\]\([^()\s]{1,400}\)"
)
_KEPT = ("bold", "em", "code", "link")


def blocks(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs of Markdown lines; a line that goes on in the next is joined with it, as Markdown means it."""
    single = sum(_hashes(line) == 1 for line in lines) == 1
    found: list[Paragraph] = []
    open_paragraph: list[Paragraph] = []
    for line in lines:
        text = line.text
        if open_paragraph and (not text.strip() or _NEXT.match(text) or _RULE.match(text)):
            found.append(joined(open_paragraph))
            open_paragraph = []
        if not text.strip() or _RULE.match(text) or _FENCE.match(text):
            continue
        hashes = _HEADING.match(text)
        if hashes:
            closing = _CLOSING.search(text[-40:])
            end = len(text) - len(closing.group()) if closing else len(text)
            heading = _plain(line.part(hashes.end(), max(end, hashes.end())))
            found.append(heading._replace(level=max(len(hashes[1]) - single, 0)))
        elif text.lstrip().startswith("|"):
            if not (len(text) <= 1000 and _DIVIDER.match(text)):
                found += _cells(line)
        else:
            bullet = _BULLET.match(text)
            open_paragraph.append(_plain(line.part(bullet.end() if bullet else 0, len(text.rstrip()))))
            if text.endswith(("  ", "\\")):
                found.append(joined(open_paragraph))
                open_paragraph = []
    if open_paragraph:
        found.append(joined(open_paragraph))
    return [one for one in found if one.text.strip()]


def looks_so(lines: Sequence[Paragraph]) -> bool:
    """Whether a text under another name is Markdown: it begins with the one title, and has further headings."""
    first = next((line for line in lines if line.text.strip()), None)
    return first is not None and _hashes(first) == 1 and any(_hashes(line) > 1 for line in lines)


def _hashes(line: Paragraph) -> int:
    match = _HEADING.match(line.text)
    return len(match[1]) if match else 0


def _cells(line: Paragraph) -> Iterator[Paragraph]:
    """The cells of a row; an escaped border is none."""
    start = 0
    for match in re.finditer(r"(?<!\\)\||$", line.text):
        if match.start() > start:
            cell = _plain(line.part(start, match.start())).stripped()
            if cell.text:
                yield cell._replace(style=CELL)
        start = match.end()


def _plain(paragraph: Paragraph) -> Paragraph:
    """Without marks of emphasis, code and links; what they enclose stays."""
    kept = list(_kept(paragraph.text, 0, len(paragraph.text)))
    if kept == [(0, len(paragraph.text))] or not kept:
        return paragraph if kept else paragraph.part(0, 0)
    return joined(paragraph.part(start, end) for start, end in kept)


def _kept(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """The stretches of a text that are no marks."""
    found: list[tuple[int, int]] = []
    reached = start
    for match in _MARKS.finditer(text, start, end):
        inside = next((name for name in _KEPT if match[name] is not None), None)
        found.append((reached, match.start()))
        if inside is not None:
            found.append(match.span(inside))
        reached = match.end()
    found.append((reached, end))
    return [(first, last) for first, last in found if first < last]
