"""What can be said of a template's tags paragraph by paragraph, before Jinja sees them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.render.codes import W102, W103, W104, W105, W106, W107, W108, W109
from report_kit.render.environment import environment
from report_kit.render.tags import tags_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.diagnostics import Diagnostic
    from report_kit.render.places import Paragraph, Places
    from report_kit.render.tags import Tag

_WIDE_INSIDE = re.compile("[｜（），：．＝＜＞！［］＿\u3000]")
_LITERAL = re.compile("'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’")
_ENDS = {"endfor": ("for",), "endif": ("if",), "elif": ("if",), "else": ("for", "if")}


def lint(part: str, known: tuple[Paragraph, ...], places: Places) -> tuple[list[Diagnostic], list[Tag]]:
    """All problems of the tags of one part, and the tags."""
    found: list[Diagnostic] = []
    tags: list[Tag] = []
    rows: dict[int, list[tuple[Paragraph, list[Tag]]]] = defaultdict(list)
    for paragraph in known:
        broken, own = tags_of(part, paragraph, places)
        found += broken
        tags += own
        own = [tag for tag in own if tag.whole]
        if own:
            found += _paragraph(part, paragraph, own, places)
        if paragraph.row:
            rows[paragraph.row].append((paragraph, own))
    for cells in rows.values():
        found += _row(part, cells, places)
    return [*found, *_pairs(tags, places)], tags


def _paragraph(part: str, paragraph: Paragraph, tags: list[Tag], places: Places) -> Iterator[Diagnostic]:
    """Tags that lose text, leave blank lines, or are not for our templates."""
    number = paragraph.number
    movers = [tag for tag in tags if tag.mover == "p"]
    if len(movers) > 1:
        yield places.at(
            W103, part, number, msg("一段里有两个 {{%p 标签，其中一个会丢失"), msg("每个 {{%p 标签单独占一段")
        )
    elif movers and paragraph.text.strip() != movers[0].text:
        yield places.at(
            W104,
            part,
            number,
            msg("{tag} 会带走整段，同段的其他文字会丢失", tag=movers[0].text),
            msg("把标签单独放一段，或去掉 p"),
        )
    if len(tags) == 1 and tags[0].kind == "{%" and not tags[0].mover and paragraph.text.strip() == tags[0].text:
        yield places.at(
            W105,
            part,
            number,
            msg("标签单独占一段，填写后会留下空行"),
            msg("写成 {{%p {inner} %}}", inner=tags[0].inner.strip()),
        )
    for tag in tags:
        yield from _tag(part, paragraph, tag, places)


def _tag(part: str, paragraph: Paragraph, tag: Tag, places: Places) -> Iterator[Diagnostic]:
    """What one tag may not hold; with nothing of that, whether Jinja can read it."""
    if tag.kind == "{#":
        return
    number = paragraph.number
    wide = _WIDE_INSIDE.search(_LITERAL.sub("", tag.inner))
    if wide:
        yield places.at(
            W102,
            part,
            number,
            msg("{tag} 里的“{wide}”是全角符号", tag=tag.text, wide=wide.group()),
            msg("改成半角"),
        )
    elif tag.mover and re.search("[%}]", tag.content):
        yield places.at(
            W106,
            part,
            number,
            msg("{tag} 里不能再有 % 或 }}", tag=tag.text),
            msg("奇偶写 loop.index is odd、loop.index is even"),
        )
    elif tag.inner.startswith(("-", "+")) or tag.inner.endswith(("-", "+")):
        yield places.at(W107, part, number, msg("{tag} 的减号会把前后两段连在一起", tag=tag.text), msg("去掉减号"))
    elif tag.mover in ("r", "tc") or (tag.mover and tag.kind == "{{"):
        yield places.at(
            W108,
            part,
            number,
            msg("{tag}：只能循环或判断整段（{{%p）、整行（{{%tr），不能用 {word}", tag=tag.text, word=tag.mover),
            msg("去掉 {word}", word=tag.mover),
        )
    elif tag.mover == "tr" and not paragraph.row:
        yield places.at(
            W108, part, number, msg("{tag} 不在表格里", tag=tag.text), msg("正文里的循环和判断写成 {{%p … %}}")
        )
    else:
        yield from _syntax(part, number, tag, places)


def _row(part: str, cells: list[tuple[Paragraph, list[Tag]]], places: Places) -> Iterator[Diagnostic]:
    """A tag that takes a table row along must be alone in the row."""
    movers = [(paragraph, tag) for paragraph, tags in cells for tag in tags if tag.mover == "tr"]
    if not movers:
        return
    paragraph, first = movers[0]
    if len(movers) > 1:
        yield places.at(
            W103,
            part,
            movers[1][0].number,
            msg("一行里有两个 {{%tr 标签，其中一个会丢失"),
            msg("每个 {{%tr 标签单独占一行"),
        )
    elif "".join(cell.text for cell, _ in cells).strip() != first.text:
        yield places.at(
            W104,
            part,
            paragraph.number,
            msg("{tag} 会带走整行，同行的其他文字会丢失", tag=first.text),
            msg("把标签单独放一行"),
        )


def _pairs(tags: list[Tag], places: Places) -> Iterator[Diagnostic]:
    """Loops and conditions without their ends, and ends without them."""
    opened: list[tuple[str, Tag]] = []
    for tag in tags:
        word = tag.word
        if word in ("for", "if"):
            opened.append((word, tag))
        elif word in _ENDS:
            begins = _ENDS[word]
            if not opened or opened[-1][0] not in begins:
                if not tag.whole:
                    continue
                begin = msg("{first} 或 {second}", first=begins[0], second=begins[-1]) if len(begins) > 1 else begins[0]
                yield places.at(
                    W109,
                    tag.part,
                    tag.paragraph,
                    msg("{tag} 前面没有对应的 {begin}", tag=tag.text, begin=begin),
                    msg("for 与 endfor、if 与 endif 要成对，不能交叉"),
                )
                return
            begun = opened[-1][1]
            if begun.whole and tag.whole and (begun.mover, begun.within) != (tag.mover, tag.within):
                yield places.at(
                    W109,
                    tag.part,
                    tag.paragraph,
                    msg(
                        "{tag} 与前面的 {begin} 写法不同，或者不在同一个单元格里",
                        tag=tag.text,
                        begin=begun.text,
                    ),
                    msg("一对标签都写 p 或都不写，放在同一层"),
                )
            if word.startswith("end"):
                opened.pop()
    for begin, tag in opened:
        if tag.whole:
            yield places.at(
                W109,
                tag.part,
                tag.paragraph,
                msg("{tag} 没有对应的 end{begin}", tag=tag.text, begin=begin),
                msg("在后面补上 {{%p end{begin} %}}", begin=begin),
            )


def _syntax(part: str, number: int, tag: Tag, places: Places) -> Iterator[Diagnostic]:
    """Whether Jinja can read the tag by itself, so that all mistakes show at once."""
    from jinja2 import TemplateError

    source = tag.source
    if source is None:
        yield places.at(
            W108, part, number, msg("{tag}：模板里只能用 for、if 和它们的 else、endfor、endif", tag=tag.text)
        )
        return
    try:
        environment().parse(source)
    except (TemplateError, RecursionError, MemoryError):
        yield places.at(
            W109,
            part,
            number,
            msg("{tag} 写法不对，读不懂", tag=tag.text),
            msg("标签只写名称，如 {{{{ title }}}}、{{%p for item in chapter.items %}}"),
        )
