"""What was edited by hand in a Word file, cut around the differences so that each edit is seen."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from report_kit.diagnostics import Translate, msg
from report_kit.show.width import cut, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.write import Edited, TextChange

MOST_CHANGES = 50
"""Paragraphs listed at most for one file edited by hand."""

CONTEXT = 20
"""Characters shown before the first difference and after the last one, and on either side of what is left out."""

LONGEST = 400
"""Characters shown at most of a stretch that was put in or taken out."""

_ROOM = 100
_COMPARED = 500_000
"""Pairs of equal characters in two texts up to which single differences are looked for."""


def edited_lines(edited: Edited, translate: Translate | None) -> Iterator[str]:
    """What a person did to a file, as lines."""
    if not edited.readable:
        yield msg("它已经不是能读的 Word 文件，没有比对").text(translate)
        return
    if not edited.base:
        yield msg("段落太多，没有逐段比对").text(translate)
    elif not edited.changes:
        yield msg("文字没有改动（正文、页眉页脚和脚注都已比对），只是重新保存过，或者改了格式").text(translate)
    elif edited.base == "built":
        yield msg("改动的段落（{count}处）：", count=len(edited.changes)).text(translate)
    else:
        yield msg("上次生成的记录已不在，以下是与新稿不同的段落（{count}处）：", count=len(edited.changes)).text(
            translate
        )
    for change in edited.changes[:MOST_CHANGES]:
        yield from _change_lines(change, translate)
    if len(edited.changes) > MOST_CHANGES:
        yield msg("其余{count}处请打开文件比对", count=len(edited.changes) - MOST_CHANGES).text(translate)
    for comment in edited.comments:
        author = cut(_printed(comment.author), _ROOM)
        yield msg("批注（{author}）：{text}", author=author, text=_printed(_stretch(comment.text))).text(translate)


def _change_lines(change: TextChange, translate: Translate | None) -> Iterator[str]:
    margins = {
        "header": msg("在页眉里："),
        "footer": msg("在页脚里："),
        "footnotes": msg("在脚注里："),
        "endnotes": msg("在尾注里："),
    }
    if change.margin in margins:
        yield margins[change.margin].text(translate)
    elif change.heading:
        yield msg("在“{heading}”下：", heading=cut(_printed(change.heading), _ROOM)).text(translate)
    before, after = map(_printed, around(change.before, change.after))
    yield f"   - {before}".rstrip()
    yield f"   + {after}".rstrip()
    if _seen(change.before) == _seen(change.after):
        yield "   " + msg("（不同之处只是空格、换行或看不见的字符）").text(translate)


def _seen(text: str) -> str:
    """The characters of a text that leave a mark."""
    return "".join(one for one in text if not one.isspace() and unicodedata.category(one) not in {"Cc", "Cf"})


def around(before: str, after: str) -> tuple[str, str]:
    """Two texts cut around what differs; what they share is left out at the ends and where it is long, as ``…``."""
    equal = _shared(before, after)
    lines = []
    for side, text in enumerate((before, after)):
        pieces: list[str] = []
        at = 0
        for one in (*equal, (len(before), len(after), 0)):
            start, size = one[side], one[2]
            pieces.append(_stretch(text[at:start]))
            at = start + size
            first = one[:2] == (0, 0)
            last = (one[0] + size, one[1] + size) == (len(before), len(after))
            if size:
                pieces.append(_context(text[start:at], tail=not first, head=not last))
        lines.append("".join(pieces))
    return lines[0], lines[1]


def _shared(before: str, after: str) -> list[tuple[int, int, int]]:
    """What two texts have in common at their ends, and what is long between: its place in either, and its length."""
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    end = next((n for n in range(most - start) if before[-1 - n] != after[-1 - n]), most - start)
    one, other = before[start : len(before) - end], after[start : len(after) - end]
    found = [(0, 0, start)] if start else []
    found += [(start + a, start + b, size) for a, b, size in _long(one, other)]
    if end:
        found.append((len(before) - end, len(after) - end, end))
    return found


def _long(one: str, other: str) -> list[tuple[int, int, int]]:
    """The passages two texts share that are long enough to leave something out, in order."""
    from collections import Counter
    from difflib import SequenceMatcher

    often = Counter(other)
    if sum(often[character] for character in one) > _COMPARED:
        return []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    found: list[tuple[int, int, int]] = []
    open_ranges = [(0, len(one), 0, len(other))]
    while open_ranges:
        a, b, c, d = open_ranges.pop()
        if min(b - a, d - c) <= 2 * CONTEXT:
            continue
        at, there, size = matcher.find_longest_match(a, b, c, d)
        if size > 2 * CONTEXT:
            found.append((at, there, size))
            open_ranges += [(a, at, c, there), (at + size, b, there + size, d)]
    return sorted(found)


def _context(text: str, *, tail: bool, head: bool) -> str:
    """What is shared, with its middle left out. ``tail``: a difference stands before it, ``head``: behind it."""
    left, right = CONTEXT if tail else 0, len(text) - (CONTEXT if head else 0)
    while right > left and right < len(text) and _joined(text[right]):
        right -= 1
    while left < right and left and _joined(text[left]):
        left += 1
    return f"{text[:left]}…{text[right:]}" if right - left > 1 else text


def _stretch(text: str) -> str:
    """A text that is not shared; only a very long one is cut, in its middle."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]}…{text[-LONGEST // 2 :]}"


def _joined(character: str) -> bool:
    """Whether the character belongs to the one before it."""
    return unicodedata.category(character) in {"Mn", "Me", "Cf"}


def _printed(text: str) -> str:
    return shown(text.replace("\n", " "))
