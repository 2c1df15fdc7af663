"""Paragraphs that were lost: 一、 and （一） inside one huge paragraph begin new ones, where that is certain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.facts import numerals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.read.paragraph import Paragraph

HUGE = 600
"""Characters beyond which a paragraph of an official text is surely several."""

LONGEST_HEADING = 40

_FIRST = re.compile("(?<=[。！？：:；;”])([一二三四五六七八九十]{1,3})、(?![一二三四五六七八九十])")
_SECOND = re.compile("[（(]([一二三四五六七八九十]{1,3})[）)]")
_ENDS = ("。", "！", "？", "”")


def separated(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The paragraphs that a huge one was; any other as it is."""
    if len(paragraph.text) < HUGE:
        yield paragraph
        return
    start = 0
    for place in _breaks(paragraph.text):
        if place > start:
            yield paragraph.part(start, place)
            start = place
    yield paragraph.part(start, len(paragraph.text))


def _breaks(text: str) -> list[int]:
    """Where 一、 and （一） stand in order: at the end of a sentence, or （一） right behind the heading of 一、."""
    chapters = _in_order([(match.start(), _value(match[1])) for match in _FIRST.finditer(text)])
    breaks = [place for place, _ in chapters] if len(chapters) > 1 else []
    sections = [(match.start(), _value(match[1])) for match in _SECOND.finditer(text)]
    ends = [*breaks, len(text)]
    behind = 0
    for end in ends:
        heading = behind if behind in breaks else None
        inside = [
            (place, number)
            for place, number in sections
            if behind <= place < end
            and (_at_end(text, place) or (number == 1 and _behind_heading(text, heading, place)))
        ]
        run = _in_order(inside)
        breaks += [place for place, _ in run] if len(run) > 1 else []
        behind = end
    return sorted(breaks)


def _in_order(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The run 1, 2, 3 …; nothing if a number is missing or comes again, since it is open then what is what."""
    run: list[tuple[int, int]] = []
    for place, number in found:
        if number != len(run) + 1:
            return []
        run.append((place, number))
    return run


def _at_end(text: str, place: int) -> bool:
    return text.endswith(_ENDS, 0, place)


def _behind_heading(text: str, heading: int | None, place: int) -> bool:
    if heading is None or not 0 < place - heading <= LONGEST_HEADING:
        return False
    return not any(mark in text[heading:place] for mark in "。！？；，,")


def _value(written: str) -> int:
    return numerals.chinese(written) or 0
