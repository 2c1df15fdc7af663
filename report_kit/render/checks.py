"""The gate before a draft leaves: parts well-formed, no text lost or torn, no tag left, nothing merged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.diagnostics import Diagnostic, msg
from report_kit.draft import FactOrigin, ProseOrigin
from report_kit.ooxml.xml import ILLEGAL, XmlError, check
from report_kit.render.codes import W202, W203, W204, W205, W206
from report_kit.render.marks import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.diagnostics import Location
    from report_kit.draft import Origin
    from report_kit.render.marks import Marker
    from report_kit.render.places import Places
    from report_kit.render.walk import Reading

_UNPRINTABLE = re.compile(f"{ILLEGAL.pattern}|{PRIVATE.pattern}|\r")
"""A carriage return would come back as a line feed."""

_LEFT = re.compile("\\{\\{|\\{%|\\{#|｛｛")
_IN_ATTRIBUTE = re.compile(r'([^<>"]*)"')
_ANY_TAG = r"<[^>]*>"
_NUMBERED = r'<w:p rk="(\d+)"'
_SHOWN = 20


def _origin_place(origin: Origin) -> Location | None:
    if isinstance(origin, ProseOrigin):
        return origin.location
    return origin.hole if isinstance(origin, FactOrigin) else None


def printable(marker: Marker) -> list[Diagnostic]:
    """Texts with characters that Word files cannot hold, or that are our own marks."""
    found = []
    for text, origin in (piece for words in marker.words for piece in words.pieces):
        bad = None if text.isprintable() else _UNPRINTABLE.search(text)
        if bad is None:
            continue
        place = _origin_place(origin)
        if place is not None and isinstance(origin, ProseOrigin):
            column = place.column + bad.start()
            place = place._replace(column=column, end_column=column + 1)
        start = max(0, bad.start() - _SHOWN // 2)
        words = "".join(c if c.isprintable() else "?" for c in text[start : start + _SHOWN])
        found.append(
            W206.at(
                place,
                msg("“{words}”里有 Word 不能保存的字符 U+{number}", words=words, number=f"{ord(bad.group()):04X}"),
                hint=msg("删除该字符，重新输入"),
            )
        )
    return found


def check_parts(rendered: Mapping[str, str], places: Places) -> list[Diagnostic]:
    """Parts that would not open: a template whose tags cut through paragraphs or tables."""
    found = []
    for part, xml in rendered.items():
        try:
            check(xml)
        except XmlError as error:
            found.append(
                places.at(
                    W203,
                    part,
                    _paragraph_near(xml, str(error)),
                    msg("填写后的文档结构被破坏，Word 打不开"),
                    msg("检查这一段前后的标签：for 与 endfor、if 与 endif 要放在同样的位置，单独成段的要写成 {{%p"),
                )
            )
    return found


def _paragraph_near(xml: str, error: str) -> int:
    byte = re.search(r"byte (\d+)", error)
    before = xml.encode("utf-8", "replace")[: int(byte[1])] if byte else b""
    numbers = re.findall(rb'<w:p rk="(\d+)"', before)
    return int(numbers[-1]) if numbers else 1


def check_content(reading: Reading, rendered: Mapping[str, str], places: Places) -> list[Diagnostic]:
    """Text lost, torn or merged, and tags left over."""
    return [
        *_lost(reading, places),
        *_torn(reading, places),
        *_left_over(rendered, places),
        *(
            places.at(
                W205,
                origin.part,
                origin.paragraph,
                msg(
                    "两段文字（{first}、{second}）并到了一段里",
                    first=reading.marker.blocks[first].id,
                    second=reading.marker.blocks[second].id,
                ),
                msg("循环标签要写成 {{%p 并单独占一段"),
            )
            for first, second, origin in reading.merged
        ),
    ]


def _lost(reading: Reading, places: Places) -> list[Diagnostic]:
    """Written text that the template does not show: one problem for each block, at the text; one for a table."""
    marker = reading.marker
    found = []
    told: set[int | str] = set()
    for index, arrived in enumerate(reading.arrived):
        words = marker.words[index]
        shown = marker.blocks[words.block]
        owner = shown.annex or words.block
        if arrived or owner in told or shown.optional or shown.id in ("unit", "date"):
            continue
        told.add(owner)
        text, origin = words.pieces[0]
        place = _origin_place(origin) or shown.location
        found.append(
            W202.at(
                place,
                msg(
                    "“{words}”没有出现在文档里：模板 {name} 没有显示这一处",
                    words=text[:_SHOWN],
                    name=places.name,
                ),
                hint=msg("在模板的相应位置补上标签，或用自带的模板重新开始"),
            )
        )
    return found


def _torn(reading: Reading, places: Places) -> list[Diagnostic]:
    return [
        places.at(W202, origin.part, origin.paragraph, msg("填写的文字不完整"), msg("去掉标签里的过滤器"))
        for origin in dict.fromkeys(reading.damaged)
    ]


def _left_over(rendered: Mapping[str, str], places: Places) -> list[Diagnostic]:
    """Tags the template still shows. Data may hold braces: only the template's own words count."""
    found = []
    for part, xml in rendered.items():
        if not _LEFT.search(xml):
            continue
        for left in _LEFT.finditer(xml):
            attribute = _IN_ATTRIBUTE.match(xml, left.start())
            text = attribute[1] if attribute else re.sub(_ANY_TAG, "", xml[left.start() : left.start() + 200])
            words = PRIVATE.sub("", text)[:_SHOWN].strip()
            numbers = re.findall(_NUMBERED, xml[: left.start()])
            found.append(
                places.at(W204, part, int(numbers[-1]) if numbers else 1, msg("“{words}”没有被填写", words=words))
            )
    return found
