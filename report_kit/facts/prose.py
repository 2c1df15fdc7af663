"""Sentences with holes: lines of prose become literals and ``{{ name|filter }}`` holes, each with its place.

A small parser of our own: checking needs no template engine, and nothing that is written in prose is ever
evaluated. What is wrong stays in the text as written and is reported.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location, Message, msg
from report_kit.facts.model import Hole, Literal, Prose, Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

YEARLY = ("yearly_growth", "yearly_change")
"""Filters that set a figure beside the one of last year: 较上年增长4.9%, 较上年增加23人, 与上年持平."""

FILTERS = ("as_of", "period", "wan", "change", *YEARLY, "thousands", "weekday")
"""What a hole may add after ``|``: a fact's date or period, the figure in 万, 增长/下降 with it, groups, 星期."""

_ONE_FILTER = msg("只留一种，如 {{{{ 在册低保|as_of }}}}")

MAX_HOLE = 200
"""Characters a hole may have between its braces; a longer one was never meant as a name."""


class ProseProblem(NamedTuple):
    """Something wrong in prose."""

    message: Message
    hint: Message | None
    location: Location


# A brace or a run of them, half-width or full-width; a brace with % or # is a tag of the template language.
_MARK = re.compile(r"[{｛]++[%#％＃]?|[%#％＃]?[}｝]++")
_TAG = re.compile(r"\{[%#]")
_WELL_FORMED = re.compile(r"\{\{ *([^\W\d]\w*(?:\.[^\W\d]\w*)*) *(?:\| *([a-z_]+) *)?\}\}")
_SINGLE = re.compile(r"\{ *([^\W\d]\w{0,40}) *(?:\| *\w{1,20} *)?\}")
_OPEN, _CLOSE = "{{", "}}"


def parse_prose(lines: Sequence[tuple[str, Location]]) -> tuple[Prose, list[ProseProblem]]:
    """Prose from its lines, each with the place of its first character, and every problem in it.

    Lines are joined with nothing between; a blank line starts a paragraph. White space around a line is
    layout of the file and does not belong to the sentence.
    """
    problems: list[ProseProblem] = []
    paragraphs: list[tuple[Segment, ...]] = []
    current: list[Segment] = []
    for text, start in lines:
        bare = text.strip()
        if not bare:
            if current:
                paragraphs.append(tuple(current))
                current = []
            continue
        place = _shifted(start, len(text) - len(text.lstrip()))
        if not _read_at_once(bare, place, current):
            _Line(bare, place, problems).read(current)
    if current:
        paragraphs.append(tuple(current))
    return Prose(tuple(paragraphs), lines[0][1] if lines else Location("", 1)), problems


def _read_at_once(text: str, start: Location, segments: list[Segment]) -> bool:
    """Add the segments of a line in which every brace belongs to a hole without fault: of nearly every line.

    False, and nothing added, for all others: they are for ``_Line``, which finds what is wrong.
    """
    if "｛" in text or "｝" in text:
        return False
    path, line, column, _ = start
    holes = list(_WELL_FORMED.finditer(text))
    if text.count("{") != 2 * len(holes) or text.count("}") != 2 * len(holes):
        return False
    found: list[Segment] = []
    done = 0
    for match in holes:
        begin, end = match.span()
        name, shown_by = match.groups()
        if (
            not all(part.isidentifier() for part in name.split("."))
            or end - begin > MAX_HOLE
            or (shown_by is not None and shown_by not in FILTERS)
        ):
            return False
        if done < begin:
            found.append(Literal(text[done:begin], Location(path, line, column + done, column + begin)))
        place = Location(path, line, column + begin, column + end)
        found.append(Hole(name, (shown_by,) if shown_by else (), place))
        done = end
    if done < len(text):
        found.append(Literal(text[done:], Location(path, line, column + done, column + len(text))))
    segments += found
    return True


class _Line:
    """One line being read."""

    def __init__(self, text: str, start: Location, problems: list[ProseProblem]) -> None:
        self.text = text
        self.start = start
        self.problems = problems
        tag = _TAG.search(text)
        self._first_tag = tag.start() if tag else -1

    def read(self, segments: list[Segment]) -> None:
        """Add the segments of the line."""
        text = self.text
        literal = position = 0
        while (mark := _MARK.search(text, position)) is not None:
            position = mark.end()
            if mark.group() == _OPEN:
                end = self._end_of_hole(mark.end())
                if end < 0:
                    self._unclosed(mark)
                    continue
                hole = self._hole(mark.start(), end + 2)
                position = end + 2
                if hole is not None:
                    self._literal(segments, literal, mark.start())
                    segments.append(hole)
                    literal = position
            else:
                position = self._stray(mark)
        self._literal(segments, literal, len(text))

    def _end_of_hole(self, start: int) -> int:
        """Where the ``}}`` stands; -1 if another brace or the end of the line comes first."""
        end = self.text.find(_CLOSE, start, start + MAX_HOLE)
        return -1 if end < 0 or any(brace in self.text[start:end] for brace in "{}｛｝") else end

    def _place(self, start: int, end: int) -> Location:
        column = self.start.column + start
        return Location(self.start.path, self.start.line, column, column + max(end - start, 1))

    def _literal(self, segments: list[Segment], start: int, end: int) -> None:
        if start < end:
            segments.append(Literal(self.text[start:end], self._place(start, end)))

    def _problem(self, start: int, end: int, message: Message, hint: Message) -> None:
        self.problems.append(ProseProblem(message, hint, self._place(start, end)))

    def _unclosed(self, mark: re.Match[str]) -> None:
        rest = self.text[mark.end() : mark.end() + MAX_HOLE]
        if "｝" in rest[:60]:
            message = msg("开头是半角花括号 {{{{，结尾却是全角的 ｝")
            self._problem(mark.start(), mark.end(), message, msg("结尾改成半角的 }}}}"))
            return
        message = msg("有 {{{{ 而同一行里没有 }}}}")
        self._problem(
            mark.start(), mark.end(), message, msg("在名称后补上 }}}}，如 {{{{ 床位 }}}}；名称和两对花括号写在同一行")
        )

    def _stray(self, mark: re.Match[str]) -> int:
        """Report a brace that opens or closes no hole; return where to go on."""
        braces, start, end = mark.group(), mark.start(), mark.end()
        if any(one in braces for one in "｛｝"):
            if len(braces) == 1:
                return end
            self._problem(
                start, end, msg("花括号写成了全角的“{braces}”", braces=braces), msg("改成半角的 {{{{ 和 }}}}")
            )
        elif braces[0] in "%#％＃" or (braces[-1] in "%#％＃" and len(braces) > 1):
            if braces[0] in "%#％＃" and len(braces) > 2:
                return start + 1
            if braces[0] == "{" or 0 <= self._first_tag < start:
                message = msg("正文里不能用“{braces}”", braces=braces)
                self._problem(start, end, message, msg("正文只能写句子和 {{{{ 名称 }}}}；条件和循环写在 Word 模板里"))
        elif braces == _CLOSE:
            message = msg("有 }}}} 而前面没有 {{{{")
            self._problem(start, end, message, msg("在名称前补上 {{{{，或删去 }}}}"))
        elif len(braces) > 2:
            message = msg("连写了{count}个花括号", count=len(braces))
            self._problem(start, end, message, msg("名称前后各写两个：{{{{ 床位 }}}}"))
        elif single := _SINGLE.match(self.text, start):
            message = msg("“{text}”只有一对花括号", text=single.group())
            hint = msg("要显示事实，写成 {{{{ {name} }}}}", name=single.group(1))
            self._problem(start, single.end(), message, hint)
            return single.end()
        return end

    def _hole(self, start: int, end: int) -> Hole | None:
        inner = self.text[start + 2 : end - 2]
        name, *filters = (part.strip() for part in inner.split("|"))
        offset = start + 2 + len(inner) - len(inner.lstrip())
        if not all(part.isidentifier() for part in name.split(".")):
            message, hint = _bad_name(name, inner.strip())
            self._problem(offset, offset + max(len(name), 1), message, hint)
            return None
        good = True
        position = start + 2 + inner.find("|") + 1
        for written, filter_name in zip(inner.split("|")[1:], filters, strict=True):
            if filter_name not in FILTERS:
                place = position + len(written) - len(written.lstrip())
                self._problem(place, place + max(len(filter_name), 1), *_bad_filter(filter_name))
                good = False
            position += len(written) + 1
        if len(filters) > 1 and good:
            message = msg("“{inner}”用了两种显示方式", inner=inner.strip())
            self._problem(start, end, message, _ONE_FILTER)
            good = False
        return Hole(name, tuple(filters), self._place(start, end)) if good else None


def _shifted(start: Location, columns: int) -> Location:
    column = start.column + columns
    return Location(start.path, start.line, column, column)


def _bad_name(name: str, inner: str) -> tuple[Message, Message]:
    """What is wrong with what stands where a name should."""
    if not inner:
        return msg("{{{{ }}}} 里没有写名称"), msg("写上事实的名称，如 {{{{ 床位 }}}}")
    if not name:
        return msg("“|”前面没有写名称"), msg("先写事实的名称，如 {{{{ 在册低保|as_of }}}}")
    if "｜" in name:
        return msg("“{name}”里的竖线是全角的", name=name), msg("改成半角的 |")
    if name[:1] in "%#":
        return msg("正文里不能用“{name}”这样的标签", name=name), msg("正文只能写句子和 {{{{ 名称 }}}}")
    if "(" in name or "（" in name:
        return msg("“{name}”里有括号，正文不能调用函数", name=name), msg(
            "只写名称；换一种显示方式用 |，如 {{{{ 拨款|wan }}}}"
        )
    if any(sign in name for sign in "+-*/×÷%＋－=<>"):
        return (
            msg("正文里不能计算“{name}”", name=name),
            msg("在 facts 里另写一个事实，用 sum、difference、share 等算出，正文写它的名称"),
        )
    if any(sign in name for sign in "\"'“”‘’[]"):
        return msg("“{name}”不是名称", name=name), msg("花括号里只写事实的名称，不加引号")
    if name[0].isdigit() or name[0] in "０１２３４５６７８９":
        return msg("名称“{name}”以数字开头", name=name), msg("名称以汉字或字母开头；数字写在 facts 里，正文写它的名称")
    if any(one.isspace() for one in name):
        return msg("名称“{name}”中间有空格", name=name), msg("去掉空格，或把空格换成下划线 _")
    wrong = next((one for one in name if not f"a{one}".isidentifier()), name[0])
    return msg("名称“{name}”里不能有“{wrong}”", name=name, wrong=wrong), msg("名称只用汉字、字母、数字和下划线")


def _bad_filter(name: str) -> tuple[Message, Message]:
    choices = "、".join(FILTERS)
    if not name:
        return msg("“|”后面没有写显示方式"), msg("删去 |，或写上一种：{choices}", choices=choices)
    from difflib import get_close_matches

    near = get_close_matches(name[:40], FILTERS, n=1)
    message = msg("没有“{name}”这种显示方式", name=name)
    if near:
        return message, msg("是不是 {near}？可用的有：{choices}", near=near[0], choices=choices)
    return message, msg("可用的有：{choices}", choices=choices)
