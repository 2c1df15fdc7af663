"""A data file being turned into nouns: its lines, its year, and reading texts, names, dates and sentences from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.diagnostics import Code, Diagnostic, Location, Message, msg
from report_kit.facts.model import Prose, Reference
from report_kit.facts.parse import ValueProblem, parse_date
from report_kit.facts.prose import parse_prose
from report_kit.facts.values import Date, Period
from report_kit.load.codes import F102, F106, F108, F122, F124, F127, F129
from report_kit.load.misread import hash_in_text, list_of_one
from report_kit.load.nodes import Entries, Node, Series, Text, entries_of, inner_place, place
from report_kit.load.written import written_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")

RESERVED = ("year", "next_year", "last_year", "unit")
"""Names that mean something everywhere and so cannot be those of facts."""


class Source:
    """One file. ``problems`` grows while it is read, by ``add``."""

    def __init__(
        self, path: str, year: int, lines: list[str], units: frozenset[str], problems: Iterable[Diagnostic] = ()
    ) -> None:
        """``problems`` are those of the file's syntax: what seems to stand on their lines is not worth a word."""
        self.path = path
        self.year = year
        self.lines = lines
        self.units = units
        self.problems = list(problems)
        self._misread = frozenset(one.location.line for one in self.problems if one.location)
        self._blamed = set(self._misread)
        self._cut: dict[int, list[int]] = {}

    def place(self, node: Node) -> Location:
        """Where a node stands."""
        return place(self.path, node)

    def report(
        self, code: Code, node: Node | Location, message: Message, hint: Message, facts: Iterable[str] = ()
    ) -> None:
        """Note a problem."""
        where = node if isinstance(node, Location) else place(self.path, node)
        self.add(code.at(where, message, hint=hint, facts=facts))

    def add(self, *problems: Diagnostic) -> None:
        """Keep problems, except on lines that were not even read rightly."""
        for problem in problems:
            place = problem.location or Location(self.path, 1)
            if place.line not in self._misread:
                self.problems.append(problem)
                self._blamed.add(place.line)
                if problem.code == F108.code:
                    self._cut.setdefault(place.line, []).append(place.column - 1)

    def blamed(self, node: Node) -> bool:
        """Whether something is wrong already on the line where a node begins."""
        return node.line + 1 in self._blamed

    def blamed_within(self, entries: Entries) -> bool:
        """Whether something is wrong already with these entries, or with those right inside them."""
        if not self._blamed:
            return False
        nodes = (entries, *entries.values())
        lines = {
            entries.line,
            *(key.line for node in nodes if isinstance(node, Entries) for key, _ in entries_of(node)),
        }
        return any(line + 1 in self._blamed for line in lines)

    def cut_short(self, node: Text) -> bool:
        """Whether a comma cut this number in two, which has been reported (F108)."""
        columns = self._cut.get(node.line + 1, [])
        return any(self.lines[node.line][node.end_column : column].strip() == "," for column in columns)

    def word(self, entries: Entries, key: str) -> str:
        """A text, or an empty one."""
        node = entries.get(key)
        return str(node).strip() if isinstance(node, Text) else ""

    def flag(self, entries: Entries, key: str, *, default: bool = False) -> bool:
        """A yes or no."""
        node = entries.get(key)
        return node in ("yes", "true", "是") if isinstance(node, Text) else default

    def words(self, node: Node | None) -> tuple[str, ...]:
        """The members of a list of names, as written."""
        texts = _texts(node)
        for text in texts:
            problem = None if text.style else list_of_one(self.path, text)
            if problem is not None:
                self.add(problem)
            elif not text.strip():
                self.report(F122, text, msg("这里有空的一项"), msg("写上名称，或删去多余的逗号、短横线"))
        return tuple(str(text) for text in texts if text.strip())

    def references(self, node: Node | None) -> tuple[Reference, ...]:
        """One name or several."""
        texts = [node] if isinstance(node, Text) else _texts(node)
        return tuple(Reference(str(text), place(self.path, text)) for text in texts if _NAME.fullmatch(text))

    def date(self, node: Node | None, title: Message, facts: Iterable[str] = ()) -> Date | None:
        """A date at any precision; a period is refused."""
        value = self.date_or_period(node, title, facts)
        if isinstance(value, Period):
            assert isinstance(node, Text)
            message = msg("{title}写成了一段时期“{text}”", title=title, text=str(node))
            self.report(F127, node, message, msg("只写一个日期，如 2023-12-31 或 2023年12月31日"), facts)
            return None
        return value

    def date_or_period(self, node: Node | None, title: Message, facts: Iterable[str] = ()) -> Date | Period | None:
        """A date or a period; None, with a problem noted, when it cannot be read."""
        if not isinstance(node, Text) or self.empty(node, title):
            return None
        value = parse_date(str(node))
        if not isinstance(value, ValueProblem):
            return value
        where = inner_place(self.path, node, value.start, value.end)
        hint = value.hint or msg("日期写成 2023-12-31 或 2023年12月31日，也可以只到年、月")
        message = msg("{title}读不懂：{reason}", title=title, reason=value.message)
        self.add(F127.at(where, message, hint=hint, facts=facts))
        return None

    def sentence(self, node: Node | None, title: Message) -> Prose | None:
        """A title or a leading clause: one line of words with holes."""
        if not isinstance(node, Text) or self.empty(node, title):
            return None
        self._whole(node)
        prose = self._prose(node)
        if len(prose.paragraphs) > 1:
            where = prose.paragraphs[1][0].location
            self.report(F122, where, msg("{title}只能写一段", title=title), msg("删去空行；其余的话写进正文"))
        return prose

    def block(self, node: Node | None, title: Message) -> Prose | None:
        """Prose. What is not a literal block is read as far as possible and reported."""
        if not isinstance(node, Text) or self.empty(node, title):
            return None
        if node.startswith(("｜", "丨")):
            message = msg("{title}前面的竖线 {sign} 不是半角的，不起作用", title=title, sign=node[0])
            self.report(F102, node, message, msg("换成半角 |，后面换行"))
            return self._prose(node)
        if node.style == ">":
            message = msg("{title}用 > 起头，换行处会多出空格", title=title)
            self.report(F106, node, message, msg("把 > 改成 |"))
        elif node.style != "|":
            message = msg("{title}没有写成 | 段落", title=title)
            self.report(F106, node, message, msg("冒号（或短横线）后写 |，换行，多缩进两格，一句一行"))
            self._whole(node)
        return self._prose(node)

    def empty(self, node: Text, title: Message) -> bool:
        """Whether nothing is written, which is reported."""
        if node.strip():
            return False
        self.report(F122, node, msg("{title}是空的", title=title), msg("写上内容；不用的，删去这一行"))
        return True

    def _whole(self, node: Text) -> None:
        """Sentences take no comment behind them: it could be their other half."""
        known = node.comment < 0 or self.lines[node.end_line][node.comment + 1 : node.comment + 2] not in (
            "",
            " ",
            "\t",
            "#",
        )
        if not known:
            self.add(hash_in_text(self.path, self.lines, node))

    def _prose(self, node: Text) -> Prose:
        prose, problems = parse_prose(written_lines(self.path, self.lines, node))
        for problem in problems:
            self.add(F129.at(problem.location, problem.message, hint=problem.hint))
        return prose

    def name_is_free(self, name: Text, taken: Iterable[str] = RESERVED) -> bool:
        """Whether a name does not mean something else already."""
        if name not in taken:
            return True
        message = msg("“{name}”另有固定的意思，不能用作名称", name=str(name))
        self.report(F124, name, message, msg("换一个名称"))
        return False


def _texts(node: Node | None) -> list[Text]:
    return [one for one in node if isinstance(one, Text)] if isinstance(node, Series) else []
