"""The tags of a paragraph: found, and told where they do not begin or end in it or are formatted by halves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.render.codes import W101, W102, W117
from report_kit.render.source import mended

if TYPE_CHECKING:
    from report_kit.diagnostics import Diagnostic
    from report_kit.render.places import Paragraph, Places

_MARK = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_CLOSER = {"{{": "}}", "{%": "%}", "{#": "#}"}
_WIDE_OPENING = re.compile("[｛{][｛％＃]|｛[{%#]")
_WIDE_CLOSING = re.compile("[｝％＃]｝|[％＃]\\}|｝\\}|[%#}]｝")
_MOVER = re.compile(r"^(p|tr|tc|r) ")
_WORD = re.compile(r"[-+]?\s*(\w+)")
_STRAY = re.compile(r"(?:(p|tr) )?\s*(?:endfor|endif|for|if|elif|else)(?![A-Za-z0-9_])[^{}%｛｝％]*")
"""What a tag was meant to be whose braces are wrong."""

_WRAPPED = {
    "for": "{{%{}%}}{{%endfor%}}",
    "if": "{{%{}%}}{{%endif%}}",
    "elif": "{{%if title%}}{{%{}%}}{{%endif%}}",
    "else": "{{%if title%}}{{%{}%}}{{%endif%}}",
    "endfor": "{{%for a in chapters%}}{{%{}%}}",
    "endif": "{{%if title%}}{{%{}%}}",
}
"""What makes a whole of a tag that stands by itself."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: ``{{``, ``{%`` or ``{#``, what stands between the braces, and what it takes along: p, tr, tc, r.

    ``within`` is what it shall not leave: for a tag that takes a row its table, for others their cell or text box.
    A tag whose braces are wrong is not ``whole``: it only tells where a loop or a condition was meant to begin or end.
    """

    part: str
    paragraph: int
    kind: str
    inner: str
    mover: str
    within: int
    whole: bool = True

    @property
    def text(self) -> str:
        """The tag as it stands in the template."""
        return f"{self.kind}{self.inner}{_CLOSER[self.kind]}"

    @property
    def content(self) -> str:
        """What Jinja is to read, without what the tag takes along."""
        return self.inner[len(self.mover) :] if self.mover else self.inner

    @property
    def word(self) -> str:
        """The word that a ``{%`` tag begins with; empty for others."""
        found = _WORD.match(self.content) if self.kind == "{%" else None
        return found[1] if found else ""

    @property
    def source(self) -> str | None:
        """Jinja source of the tag by itself; None for what our templates do not know."""
        content = mended(self.content)
        if self.kind == "{{":
            return f"{{{{{content}}}}}"
        wrapped = _WRAPPED.get(self.word)
        return wrapped.format(content) if wrapped else None


def tags_of(part: str, paragraph: Paragraph, places: Places) -> tuple[list[Diagnostic], list[Tag]]:
    """The tags of a paragraph, and those that do not begin or end in it."""
    found: list[Diagnostic] = []
    tags: list[Tag] = []
    text = paragraph.text
    wide = _WIDE_OPENING.findall(text) or (_WIDE_CLOSING.findall(text) if _MARK.search(text) else [])
    found += (
        places.at(
            W102,
            part,
            paragraph.number,
            msg("“{words}”是全角符号，不会被填写", words=words),
            msg("改成半角的 {{{{ }}}} 或 {{% %}}"),
        )
        for words in wide
    )
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text):
        word = mark.group()
        if opened is not None and opened.group() == "{#" and word != "#}":
            continue
        if word in _CLOSER:
            if opened is not None:
                found.append(_unclosed(part, paragraph, opened.group(), places))
            opened = mark
        elif opened is None or _CLOSER[opened.group()] != word:
            found.append(
                places.at(W101, part, paragraph.number, msg("“{mark}”前面没有对应的开头", mark=word), _PAIR_HINT)
            )
            opened = None
        else:
            inner = text[opened.end() : mark.start()]
            mover = _MOVER.match(inner)
            moves = mover[1] if mover else ""
            within = paragraph.table if moves == "tr" else paragraph.container
            tags.append(Tag(part, paragraph.number, opened.group(), inner, moves, within))
            if word == "}}" and any(opened.start() < turn < mark.end() for turn in paragraph.turns):
                found.append(
                    places.at(
                        W117,
                        part,
                        paragraph.number,
                        msg("{tag} 里前后的格式不同，填写的文字都用第一个字的格式", tag=tags[-1].text),
                        msg("选中整个标签，连同花括号，重新设一次格式"),
                    )
                )
            opened = None
    if opened is not None:
        found.append(_unclosed(part, paragraph, opened.group(), places))
    if any(one.code != W117.code for one in found):
        tags += _strays(part, paragraph, tags)
    return found, tags


def _strays(part: str, paragraph: Paragraph, whole: list[Tag]) -> list[Tag]:
    """What is left of tags in a paragraph with broken ones."""
    text = paragraph.text
    for tag in whole:
        text = text.replace(tag.text, "", 1)
    return [
        Tag(
            part,
            paragraph.number,
            "{%",
            stray.group(),
            stray[1] or "",
            paragraph.table if stray[1] == "tr" else paragraph.container,
            whole=False,
        )
        for stray in _STRAY.finditer(text)
    ]


_PAIR_HINT = msg("一个标签要在同一段里写完整")


def _unclosed(part: str, paragraph: Paragraph, mark: str, places: Places) -> Diagnostic:
    return places.at(
        W101,
        part,
        paragraph.number,
        msg("“{mark}”没有写完，缺“{closer}”", mark=mark, closer=_CLOSER[mark]),
        _PAIR_HINT,
    )
