"""Lines that are no lines of the author: cut by numbered page chunks of a sharing site, or at a fixed width.

Both are put right only where it is certain, every character keeps its place, and it is told.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, msg
from report_kit.read.codes import F130
from report_kit.read.paragraph import Paragraph, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FEWEST_CHUNKS = 4
SHORTEST_CHUNK = 60
_NUMBERED = re.compile(r"\s{0,8}([0-9]{1,3})、")
_STOP = "。！？；：!?;:…”’）)》.．"
_ENDED = re.compile("[。！？；!?;]")

FEWEST_WRAPPED = 8
COLUMNS = (40, 120)
CHARACTERS = (20, 80)
"""Where e-mail programs and converters wrap: columns, or characters whatever their width."""
_HANGING = 2
_ITEM = re.compile(
    r"\s{0,8}(?:[（(]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[）)、.．]|[-*•·●■]|第[一二三四五六七八九十]{1,3}[章节条])"
)


class Mended(NamedTuple):
    """The paragraphs after joining, and what is to be told of it."""

    paragraphs: list[Paragraph]
    told: tuple[Diagnostic, ...] = ()


def mended(lines: Sequence[Paragraph]) -> Mended:
    """The lines of a text file with what cut them taken out; lines that are as their author wrote them stay."""
    run = _chunks(lines)
    if run is not None:
        return _without_numbers(lines, *run)
    return _unwrapped(lines)


def _chunks(lines: Sequence[Paragraph]) -> tuple[list[int], list[int]] | None:
    """The lines with the running numbers of chunks, and the numbers; None unless they surely are such."""
    found = [(place, _NUMBERED.match(line.text)) for place, line in enumerate(lines) if line.text.strip()]
    first = next((number for number, (_, match) in enumerate(found) if match), None)
    if first is None:
        return None
    run: list[int] = []
    numbers: list[int] = []
    for place, match in found[first:]:
        if match is None or (numbers and int(match[1]) != numbers[-1] + 1):
            return None
        run.append(place)
        numbers.append(int(match[1]))
    if len(run) < FEWEST_CHUNKS or numbers[0] > 1:
        return None
    cut = [lines[place].text for place in run[:-1]]
    whole = [text for text in cut if text.rstrip().endswith(tuple(_STOP)) or not _ENDED.search(text)]
    if len(whole) * 5 > len(cut) or any(len(text) < SHORTEST_CHUNK for text in cut):
        return None
    return run, numbers


def _without_numbers(lines: Sequence[Paragraph], run: list[int], numbers: list[int]) -> Mended:
    parts = []
    for place in run:
        line = lines[place]
        match = _NUMBERED.match(line.text)
        start = match.end() if match else 0
        parts.append(line.part(start, len(line.text.rstrip())))
    told = F130.at(
        lines[run[0]].location,
        msg(
            "行首的“{first}、”至“{last}、”是网站分页留下的编号，不是正文；已略去，把{count}处断开的句子接上再核对",
            first=numbers[0],
            last=numbers[-1],
            count=len(run) - 1,
        ),
        hint=msg("原文件没有改动；断处若丢了标点，请对照原件补上"),
    )
    return Mended([*lines[: run[0]], joined(parts)], (told,))


def _unwrapped(lines: Sequence[Paragraph]) -> Mended:
    """Lines wrapped at one width, joined to the paragraphs they were; the lines themselves unless that is certain."""
    for measure, narrowest, widest in ((_columns, *COLUMNS), (len, *CHARACTERS)):
        full = _full(lines, measure, narrowest, widest)
        if full is not None:
            break
    else:
        return Mended(list(lines))
    groups: list[list[Paragraph]] = []
    goes_on = False
    for line, is_full in zip(lines, full, strict=True):
        text = line.text
        own = not text.strip() or text.startswith((" ", "\t", "\u3000")) or _ITEM.match(text)
        if goes_on and not own:
            groups[-1].append(line.part(0, len(text.rstrip())))
        else:
            groups.append([line.part(0, len(text.rstrip()))])
        goes_on = is_full
    first = next((group[0] for group in groups if len(group) > 1), None)
    if first is None:
        return Mended(list(lines))
    told = F130.at(
        first.location,
        msg("文字在每行约{count}个字处换了行，不是分段；已接成整段再核对", count=len(first.text)),
        hint=msg("原文件没有改动"),
    )
    return Mended([joined(group) for group in groups], (told,))


def _full(lines: Sequence[Paragraph], measure: Callable[[str], int], narrowest: int, widest: int) -> list[bool] | None:
    """Which lines are as wide as lines can be; None unless that is surely where they were wrapped.

    Surely means: nothing is wider, most lines are that wide, and most of those stop within a sentence.
    """
    sizes = [measure(line.text.rstrip()) for line in lines]
    most = max(sizes, default=0)
    if not narrowest <= most <= widest:
        return None
    full = [size >= most - _HANGING for size in sizes]
    within = sum(
        is_full and not line.text.rstrip().endswith(tuple(_STOP)) for line, is_full in zip(lines, full, strict=True)
    )
    count = sum(full)
    written = sum(size > 0 for size in sizes)
    sure = count >= FEWEST_WRAPPED and count * 2 >= written and within * 3 >= count * 2
    return full if sure else None


def _columns(text: str) -> int:
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text[: COLUMNS[1] + 1])
