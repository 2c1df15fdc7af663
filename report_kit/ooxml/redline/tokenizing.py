"""Paragraphs as tokens: words and figures over the edges of runs, fields whole, the end of the paragraph the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.ooxml.redline.model import Paragraph, Span, Token, local, w
from report_kit.ooxml.redline.reading import THING
from report_kit.wording_diff import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

END = "\n"
"""The key of the end of a paragraph: where readers rest, see ``wording_diff``."""


def tokens_of(paragraph: Paragraph, *, whole: bool = False) -> list[Token]:
    """The tokens of a paragraph, its end the last. A field from its beginning to its end is one.

    ``whole``: the paragraph comes or goes as a whole, so text of one format is one token.
    """
    made: list[Token] = []
    spans = paragraph.spans
    at = 0
    while at < len(spans):
        span = spans[at]
        end = at + 1
        if span.element is not None:
            end = _field_end(spans, at)
            key = "".join(_linked(one) for one in spans[at:end])
            made.append(Token(key, tuple(spans[at:end]), span.revision))
            paragraph.knotted = paragraph.knotted or (end == at + 1 and local(span.element) == "fldChar")
        elif whole:
            made.append(Token(_linked(span), (span,), span.revision))
        else:
            while end < len(spans) and spans[end].element is None and _together(spans[end], span):
                end += 1
            made += _words(spans[at:end])
        at = end
    made.append(
        Token(
            END + paragraph.headers_key + (THING if paragraph.section is not None else ""),
            (),
            paragraph.revision,
            paragraph,
        )
    )
    return made


def _linked(span: Span) -> str:
    key = span.key.replace("\n", THING + "\n") if span.element is None else span.key
    return f"{THING}link {span.link.key}{THING}{key}" if span.link else key


def _together(one: Span, other: Span) -> bool:
    return one.link is other.link and one.revision == other.revision


def _field_end(spans: Sequence[Span], start: int) -> int:
    """Behind the end of the field that begins here, if it ends in the same link and revision; else behind its sign."""
    depth = 0
    for at in range(start, len(spans)):
        element = spans[at].element
        if not _together(spans[at], spans[start]):
            break
        if element is not None and local(element) == "fldChar":
            depth += {"begin": 1, "end": -1}.get(element.get(w("fldCharType")) or "", 0)
        if depth <= 0:
            return at + 1
    return start + 1


def _words(spans: Iterable[Span]) -> Iterator[Token]:
    """Text of one revision and one link in tokens, over the edges of runs."""
    left = list(spans)
    text = "".join(span.text for span in left)
    linked = f"{THING}link {left[0].link.key}{THING}" if left[0].link else ""
    revision = left[0].revision
    at = used = 0  # the span, and how much of it is behind us
    for token in tokens(text):
        parts: list[Span] = []
        need = len(token)
        while need:
            span = left[at]
            size = min(need, len(span.text) - used)
            words = span.text[used : used + size]
            parts.append(Span(words, None, words, *span[3:-1], () if used else span.marks))
            need -= size
            used += size
            if used == len(span.text):
                at, used = at + 1, 0
        yield Token(linked + token.replace("\n", THING + "\n"), tuple(parts), revision)
