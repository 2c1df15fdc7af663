"""Word comments: the part that holds them, and the marks in the text that they hang on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_kit.ooxml.wiring import related, with_part
from report_kit.ooxml.xml import DECLARATION, ILLEGAL, W, decode, escape_attribute, run_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
COMMENTS_ARROW = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"

# Direct formatting, since the paragraphs of a report are 三号 with exact lines and a comment is small print.
_PARAGRAPH = (
    '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
)
_PRINT = '<w:rPr><w:spacing w:val="0"/><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr>'


class Comment(NamedTuple):
    """A comment: its number in the document and its words, one paragraph a line."""

    number: int
    text: str


def range_start(number: int) -> str:
    """The mark before the first run a comment is about."""
    return f'<w:commentRangeStart w:id="{number}"/>'


def range_end(number: int) -> str:
    """The mark after the last run a comment is about, and the run that refers to the comment."""
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


def first_number(parts: Mapping[str, bytes], main: str) -> int:
    """The first comment number that is free in the document."""
    name = related(parts, main, COMMENTS_ARROW)
    if name is None or name not in parts:
        return 0
    return max((int(number) for number in re.findall(r'\bw:id="(\d+)"', decode(parts[name]))), default=-1) + 1


def with_comments(
    parts: Mapping[str, bytes], main: str, comments: Sequence[Comment], *, author: str, initials: str, date: str
) -> dict[str, bytes]:
    """The parts of a document with comments added to those it may have. ``date`` is ISO 8601, or empty.

    The numbers must be free (``first_number``), and the text of ``main`` must refer to each of them once.
    """
    stamp = f' w:date="{escape_attribute(date)}"' if date else ""
    who = f'w:author="{escape_attribute(author)}"{stamp} w:initials="{escape_attribute(initials)}"'
    written = "".join(f'<w:comment w:id="{one.number}" {who}>{_paragraphs(one.text)}</w:comment>' for one in comments)
    name = related(parts, main, COMMENTS_ARROW)
    if name is not None and name in parts:
        text = decode(parts[name])
        end = re.search(r"</w:comments\s*>\s*$", text)
        if end:
            return {**parts, name: (DECLARATION + text[: end.start()] + written + end.group()).encode("utf-8")}
    folder = main.rpartition("/")[0]
    name = name or (f"{folder}/comments.xml" if folder else "comments.xml")
    whole = f'{DECLARATION}<w:comments xmlns:w="{W}">{written}</w:comments>'
    return with_part(parts, main, name, whole.encode("utf-8"), content_type=COMMENTS_TYPE, kind=COMMENTS_ARROW)


def _paragraphs(text: str) -> str:
    # LibreOffice drops tabs in comments.
    lines = ILLEGAL.sub("\N{WHITE SQUARE}", text).replace("\t", " ").split("\n")
    mark = "<w:r><w:annotationRef/></w:r>"
    return "".join(
        f"<w:p>{_PARAGRAPH}{mark if not place else ''}<w:r>{_PRINT}{run_text(line)}</w:r></w:p>"
        for place, line in enumerate(lines)
    )
