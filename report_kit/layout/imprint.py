"""Where 版记 stands (7.4): whom copies go to and who printed the document, at the foot of the last page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.layout.clause import Answer, Deviation
from report_kit.layout.paged import BOTTOM, near

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_kit.layout.paged import OnPages
    from report_kit.ooxml.formatting.model import ParagraphLook
    from report_kit.pages import Line

_WORDS = re.compile(r"抄[送报][:：].*|\S{0,30}?\d{4}年\d{1,2}月\d{1,2}日印发")
_FEWEST = 6
"""Characters of a line that tell which paragraph it shows."""


def imprint(on: OnPages) -> Answer | None:
    """版记 stands on the last page, its last rule on the lower edge of the block."""
    paragraphs = [one for one in on.subject.sheet.paragraphs if _WORDS.fullmatch(_bare(one.words))]
    shown = [
        (number, one, line)
        for number, lines in enumerate(on.bodies)
        for one in paragraphs
        if (line := _line_of(one, lines)) is not None
    ]
    if not shown:
        return None
    page, first, line = shown[-1]
    place = on.subject.place(first)
    if page + 1 < len(on.bodies):
        words = msg("在第{page}面，后面还有{more}面", page=page + 1, more=len(on.bodies) - page - 1)
        return Answer(words, (Deviation(place, words),))
    rules = [rule.height for rule in on.rendered.pages[page].rules if rule.height > line.baseline]
    if not rules:
        words = msg("下面没有分隔线")
        return Answer(words, (Deviation(place, words),))
    words = msg("末条分隔线在{height}毫米处", height=f"{max(rules):.1f}")
    return Answer(words, () if near(max(rules), BOTTOM) else (Deviation(place, words),))


def _line_of(paragraph: ParagraphLook, lines: Sequence[Line]) -> Line | None:
    """The last line of a page that begins with the paragraph or, where it stands beside another one, ends with it."""
    words = _bare(paragraph.words)
    for line in reversed(lines):
        text = _bare(line.text)
        if (len(text) >= _FEWEST and words.startswith(text)) or text.endswith(words) or text.startswith(words):
            return line
    return None


def _bare(text: str) -> str:
    return "".join(text.split())
