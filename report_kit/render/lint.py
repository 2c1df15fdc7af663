"""What can be said of a template's tags paragraph by paragraph, before Jinja sees them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.render.codes import W101, W102, W103, W104, W105, W106, W107, W108, W109
from report_kit.render.environment import environment
from report_kit.render.source import mended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.diagnostics import Diagnostic
    from report_kit.render.places import Paragraph, Places

_MARK = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_CLOSER = {"{{": "}}", "{%": "%}", "{#": "#}"}
_WIDE_OPENING = re.compile("[｛{][｛％＃]|｛[{%#]")
_WIDE_CLOSING = re.compile("[｝％＃]｝|[％＃]\\}|｝\\}|[%#}]｝")
_WIDE_INSIDE = re.compile("[｜（），：．＝＜＞！［］＿\u3000]")
_LITERAL = re.compile("'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’")
_MOVER = re.compile(r"^(p|tr|tc|r) ")
_WORD = re.compile(r"[-+]?\s*(\w+)")
_ENDS = {"endfor": ("for",), "endif": ("if",), "elif": ("if",), "else": ("for", "if")}


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: ``{{``, ``{%`` or ``{#``, what stands between the braces, and what it takes along: p, tr, tc, r.

    ``within`` is what it shall not leave: for a tag that takes a row its table, for others their cell or text box.
    """

    part: str
    paragraph: int
    kind: str
    inner: str
    mover: str
    within: int

    @property
    def text(self) -> str:
        """The tag as it stands in the template."""
        return f"{self.kind}{self.inner}{_CLOSER[self.kind]}"

    @property
    def content(self) -> str:
        """What Jinja is to read, without what the tag takes along."""
        return self.inner[len(self.mover) :] if self.mover else self.inner


def lint(part: str, known: tuple[Paragraph, ...], places: Places) -> list[Diagnostic]:
    """All problems of the tags of one part."""
    found: list[Diagnostic] = []
    tags: list[Tag] = []
    rows: dict[int, list[tuple[Paragraph, list[Tag]]]] = defaultdict(list)
    for paragraph in known:
        broken, own = _tags(part, paragraph, places)
        found += broken
        if own:
            found += _paragraph(part, paragraph, own, places)
            tags += own
        if paragraph.row:
            rows[paragraph.row].append((paragraph, own))
    for cells in rows.values():
        found += _row(part, cells, places)
    if not any(problem.code == W101.code for problem in found):
        found += _pairs(tags, places)
    return found


def _tags(part: str, paragraph: Paragraph, places: Places) -> tuple[list[Diagnostic], list[Tag]]:
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
            opened = None
    if opened is not None:
        found.append(_unclosed(part, paragraph, opened.group(), places))
    return found, tags


_PAIR_HINT = msg("一个标签要在同一段里写完整")


def _unclosed(part: str, paragraph: Paragraph, mark: str, places: Places) -> Diagnostic:
    return places.at(
        W101,
        part,
        paragraph.number,
        msg("“{mark}”没有写完，缺“{closer}”", mark=mark, closer=_CLOSER[mark]),
        _PAIR_HINT,
    )


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
        word = _WORD.match(tag.content) if tag.kind == "{%" else None
        if word is None:
            continue
        if word[1] in ("for", "if"):
            opened.append((word[1], tag))
        elif word[1] in _ENDS:
            begins = _ENDS[word[1]]
            if not opened or opened[-1][0] not in begins:
                begin = msg("{first} 或 {second}", first=begins[0], second=begins[-1]) if len(begins) > 1 else begins[0]
                yield places.at(
                    W109,
                    tag.part,
                    tag.paragraph,
                    msg("{tag} 前面没有对应的 {begin}", tag=tag.text, begin=begin),
                    msg("for 与 endfor、if 与 endif 要成对，不能交叉"),
                )
                return
            if (opened[-1][1].mover, opened[-1][1].within) != (tag.mover, tag.within):
                yield places.at(
                    W109,
                    tag.part,
                    tag.paragraph,
                    msg(
                        "{tag} 与前面的 {begin} 写法不同，或者不在同一个单元格里",
                        tag=tag.text,
                        begin=opened[-1][1].text,
                    ),
                    msg("一对标签都写 p 或都不写，放在同一层"),
                )
            if word[1].startswith("end"):
                opened.pop()
    for begin, tag in opened:
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

    content = mended(tag.content)
    source = f"{{{{{content}}}}}"
    if tag.kind == "{%":
        word = _WORD.match(content)
        wrapped = {
            "for": f"{{%{content}%}}{{%endfor%}}",
            "if": f"{{%{content}%}}{{%endif%}}",
            "elif": f"{{%if a%}}{{%{content}%}}{{%endif%}}",
            "else": f"{{%if a%}}{{%{content}%}}{{%endif%}}",
            "endfor": f"{{%for a in b%}}{{%{content}%}}",
            "endif": f"{{%if a%}}{{%{content}%}}",
        }.get(word[1] if word else "")
        if wrapped is None:
            yield places.at(
                W108, part, number, msg("{tag}：模板里只能用 for、if 和它们的 else、endfor、endif", tag=tag.text)
            )
            return
        source = wrapped
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
