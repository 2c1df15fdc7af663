"""What has no place in a template: revisions, comments, tags nobody fills, styles that the file does not have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.ooxml.xml import XmlError, decode, unescape
from report_kit.render.codes import W111, W112, W113, W114, W115
from report_kit.render.marks import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_kit.diagnostics import Diagnostic
    from report_kit.render.places import Paragraph, Places

OPENING = re.compile(r"\{\{|\{%|\{#|｛｛")
"""How a tag begins."""

_REVISION = re.compile(
    r"<w:(ins|del|moveFrom|moveTo|rPrChange|pPrChange|sectPrChange|tblPrChange|cellIns|cellDel)[ />]"
)
_COMMENT = re.compile(r"<w:comment(?:RangeStart|Reference)[ />]")
_ANY_TAG = re.compile(r"<[^>]*>")
_STYLED = re.compile(r'<w:(p|tbl|r)Style w:val="([^"]*)"/>|<w:p[ >/]')


def foreign_content(part: str, text: str, known: tuple[Paragraph, ...], places: Places) -> list[Diagnostic]:
    """Revisions, comments and private characters, which have no place in a template."""
    found = []
    if _REVISION.search(text):
        found.append(
            places.at(
                W112,
                part,
                _number_at(text, _REVISION),
                msg("模板里留有未处理的修订"),
                msg("在“审阅”中全部接受，再保存"),
            )
        )
    if _COMMENT.search(text):
        found.append(places.at(W113, part, _number_at(text, _COMMENT), msg("模板里有批注"), msg("删除模板里的批注")))
    found += (
        places.at(W115, part, paragraph.number, msg("有程序内部使用的字符（第15平面私用区）"), msg("删除该字符"))
        for paragraph in known
        if PRIVATE.search(paragraph.text)
    )
    if not found and PRIVATE.search(text):
        found.append(places.at(W115, part, 1, msg("有程序内部使用的字符（第15平面私用区）"), msg("删除该字符")))
    return found


def _number_at(text: str, pattern: re.Pattern[str]) -> int:
    match = pattern.search(text)
    return max(1, len(re.findall(r"<w:p[ >/]", text[: match.start()]))) if match else 1


def never_filled(static: Mapping[str, bytes], places: Places) -> list[Diagnostic]:
    """Tags where nothing is ever filled in: charts, diagrams, properties."""
    found = []
    for part, content in sorted(static.items()):
        if not part.endswith(".xml") or not any(mark in content for mark in (b"{", "｛".encode())):
            continue
        try:
            words = _ANY_TAG.sub("", decode(content))
        except XmlError:
            continue
        tag = OPENING.search(words)
        if tag:
            found.append(
                places.whole(
                    W114,
                    msg("{part} 里的“{words}”不会被填写", part=part, words=words[tag.start() : tag.start() + 30]),
                    msg("标签只能放在正文、页眉、页脚和脚注里"),
                )
            )
    return found


def missing_styles(part: str, text: str, styles: frozenset[str], places: Places) -> Iterator[Diagnostic]:
    """Styles that a part names and the file does not have, each told once, at its first paragraph.

    ``styles`` are the ids of those it has; without any nothing can be said.
    """
    if not styles:
        return
    told = set(styles)
    number = 0
    for found in _STYLED.finditer(text):
        kind, name = found.group(1, 2)
        if kind is None:
            number += 1
        elif unescape(name) not in told:
            told.add(unescape(name))
            yield places.at(
                W111,
                part,
                max(1, number + (kind == "tbl")),
                msg("用的样式（{style}）在文件里没有，排出来就不是原来的字体字号了", style=unescape(name)),
                msg("选中这一段，重新套一个样式；或从自带的模板里把这一段复制过来"),
            )
