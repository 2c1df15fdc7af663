"""Names: which fact a name means where it is written, and what to say when it means none."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Location, Message, Note, msg, shortened
from report_kit.facts.model import DATE
from report_kit.report import LAST_YEAR, NEXT_YEAR
from report_kit.resolve.codes import R101, R102, R104, R107

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_kit.facts.model import ChapterFile, Fact, FactKey, Item, YearFacts

BUILTINS = ("year", "next_year", "last_year", "unit")

EDITION = "report"
"""What stands for report.yaml among the chapters of a folder."""

MOST_COMPARED = 20_000
"""Names compared in one run to find those that were meant; every unknown name with every other is not linear."""


class Scope(NamedTuple):
    """Where a name is written: the folder and file, and the tables it is looked up in, nearest first.

    ``homes`` are what the ids of their facts begin with, the item's, the chapter's, nothing for report.yaml.
    """

    year: int
    folder: str
    chapter: str
    tables: tuple[Mapping[str, Fact], ...]
    homes: tuple[str, ...]

    def visible(self) -> Iterator[str]:
        """The short names that mean something here."""
        for table in self.tables:
            yield from table


def edition_scope(year: YearFacts) -> Scope:
    """The names seen from report.yaml."""
    return Scope(year.year, year.folder, EDITION, (year.edition.facts,) if year.edition else (), ("",))


def chapter_scope(year: YearFacts, chapter: ChapterFile) -> Scope:
    """The names seen from the top of a chapter file."""
    return Scope(year.year, year.folder, chapter.id, (chapter.facts, *edition_scope(year).tables), (chapter.id, ""))


def item_scope(year: YearFacts, chapter: ChapterFile, item: Item) -> Scope:
    """The names seen from an item."""
    outer = chapter_scope(year, chapter)
    return outer._replace(tables=(item.facts, *outer.tables), homes=(f"{chapter.id}.{item.id}", *outer.homes))


def scoped_facts(years: Iterable[YearFacts]) -> Iterator[tuple[Scope, Fact]]:
    """Every fact with the scope it was written in, in the order of the files."""
    for year in years:
        scope = edition_scope(year)
        yield from ((scope, fact) for fact in (year.edition.facts if year.edition else {}).values())
        issued = year.edition.issued if year.edition else None
        if issued is not None:
            yield scope, issued
        for chapter in year.chapters.values():
            scope = chapter_scope(year, chapter)
            yield from ((scope, fact) for fact in chapter.facts.values())
            for item in chapter.items:
                scope = item_scope(year, chapter, item)
                yield from ((scope, fact) for fact in item.facts.values())


@dataclass(slots=True)
class Names:
    """All facts by year and id, and the problems met while looking names up. ``year`` is that of the report."""

    years: Mapping[int, YearFacts]
    year: int
    facts: dict[FactKey, Fact] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _elsewhere: dict[int, dict[str, list[Fact]]] = field(default_factory=dict)
    _compared: int = 0

    def find(self, name: str, scope: Scope) -> FactKey | None:
        """The fact a name means, or None.

        Item, chapter file, report.yaml, the date of the report; then full names and ``last_year.``.
        """
        for table in scope.tables:
            fact = table.get(name)
            if fact is not None:
                return fact.key
        if "." not in name and name != DATE:
            return None
        year, rest = self.in_folder(name, scope.year)
        key = (year, rest)
        return key if key in self.facts else None

    def in_folder(self, name: str, year: int) -> tuple[int, str]:
        """The year a dotted name leads to, and what is left of it: every ``last_year.`` goes back one year."""
        while name.startswith(LAST_YEAR):
            year, name = year - 1, name.removeprefix(LAST_YEAR)
        return year, name

    def lost(self, name: str, scope: Scope) -> bool:
        """Whether the name may stand in a file that was not read whole; its absence is then no news."""
        year, rest = self.in_folder(name, scope.year)
        folder = self.years.get(year)
        if folder is None or not folder.incomplete:
            return False
        chapter, dot, _ = rest.partition(".")
        if not dot:
            return EDITION in folder.incomplete or (year == scope.year and scope.chapter in folder.incomplete)
        return chapter in folder.incomplete or (EDITION in folder.incomplete and chapter not in folder.chapters)

    def fact(
        self, name: str, location: Location, scope: Scope, *, report: bool = True, prose: bool = False
    ) -> FactKey | None:
        """The fact named in ``facts:`` (or, ``prose``, in a sentence); if there is none and ``report``, it is noted."""
        key = self.find(name, scope)
        if key is None and report and not self.lost(name, scope):
            self.diagnostics.append(self._unknown(name, location, scope, prose=prose))
        return key

    def in_prose(self, name: str, location: Location, scope: Scope) -> FactKey | None:
        """The fact of this folder that a hole names; prose uses short names only."""
        if "." in name:
            self.diagnostics.append(self._full_name(name, location, scope))
            return None
        key = self.find(name, scope)
        if key is None and not self.lost(name, scope):
            self.diagnostics.append(self._unknown(name, location, scope, prose=True))
        return key

    def missing_year(self, name: str, location: Location, scope: Scope) -> Diagnostic | None:
        """The problem of a ``last_year.`` that leads to a folder that is not there or is not read."""
        year, _ = self.in_folder(name, scope.year)
        if year in self.years or year == scope.year:
            return None
        shown = shortened(name)
        if year < self.year - 1:
            return R107.at(
                location,
                msg(
                    "“{name}”指到了{year}年，{own}年的报告最早只读上一年的事实",
                    name=shown,
                    year=year,
                    own=self.year,
                ),
                hint=msg("把要用的往年数字写在本项 facts 中，并注明 as_of"),
            )
        folder = f"{scope.folder.rpartition('/')[0]}/{year}".lstrip("/")
        return R107.at(
            location,
            msg("“{name}”要用{year}年的事实，但没有 {folder}/report.yaml", name=shown, year=year, folder=folder),
            hint=msg("补上 {folder} 的数据；一时没有的，把要用的数字写在本项 facts 中，并注明 as_of", folder=folder),
        )

    def did_you_mean(self, name: str, known: Iterable[str]) -> tuple[str, ...]:
        """Names much like this one, at most three; nothing after many comparisons in one run."""
        if self._compared >= MOST_COMPARED:
            return ()
        names = list(dict.fromkeys(islice(known, MOST_COMPARED - self._compared)))
        self._compared += max(len(names), 1)
        from difflib import SequenceMatcher, get_close_matches

        wanted = SequenceMatcher(b=name.rpartition(".")[2][:100])
        near = []
        for found in get_close_matches(name[:100], names, n=3, cutoff=0.5):
            wanted.set_seq1(found.rpartition(".")[2])
            if wanted.ratio() >= 0.5:  # names of one item are alike by what stands before them
                near.append(found)
        return tuple(near)

    def _full_name(self, name: str, location: Location, scope: Scope) -> Diagnostic:
        missing = self.missing_year(name, location, scope)
        if missing is not None:
            return missing
        short = name.rpartition(".")[2]
        return R104.at(
            location,
            msg("正文里只能写短名称，不能写“{name}”", name=shortened(name)),
            hint=msg(
                "先在本项 facts 中写 {short}: {{same_as: {name}}}，正文再写 {{{{ {short} }}}}", short=short, name=name
            ),
        )

    def _unknown(self, name: str, location: Location, scope: Scope, *, prose: bool = False) -> Diagnostic:
        missing = self.missing_year(name, location, scope)
        if missing is not None:
            return missing
        shown = shortened(name)
        if name.startswith(NEXT_YEAR):
            return R101.at(
                location,
                msg("“{name}”指下一年的事实，这里不能用", name=shown),
                hint=msg("反过来写：在下一年文件夹的事实里用 last_year. 指到这里"),
            )
        year, rest = self.in_folder(name, scope.year)
        others = self._short_names(year).get(rest.rpartition(".")[2], [])
        prefix = LAST_YEAR * (scope.year - year)
        if len(others) > 1:
            return R102.at(
                location,
                msg("这里没有“{name}”，别处有{count}个同名的事实，不知指哪一个", name=shown, count=len(others)),
                notes=[Note(msg("可能是 {id}", id=prefix + fact.id), fact.name_location) for fact in others[:5]],
                hint=_use(prefix + others[0].id, prose=prose),
            )
        if others:
            full = prefix + others[0].id
            return R101.at(
                location,
                msg("这里没有名为“{name}”的事实，别处有 {id}", name=shown, id=full),
                notes=[Note(msg("{id} 写在这里", id=full), others[0].name_location)],
                hint=_use(full, prose=prose),
            )
        folder = self.years.get(year)
        if rest == DATE and folder is not None and folder.edition is not None:
            hint = msg("date 是成文日期；先在 {path} 写上 date: 日期", path=folder.edition.path)
        else:
            hint = self._near(name, rest, year, scope, prose=prose)
        return R101.at(location, msg("没有名为“{name}”的事实", name=shown), hint=hint)

    def _near(self, name: str, rest: str, year: int, scope: Scope, *, prose: bool) -> Message:
        if "." in name:
            known: Iterable[str] = (fact_id for of, fact_id in self.facts if of == year)
            near = tuple(LAST_YEAR * (scope.year - year) + found for found in self.did_you_mean(rest, known))
        else:
            near = self.did_you_mean(name, chain(BUILTINS if prose else (), scope.visible()))
        if near:
            return msg("是不是 {names}？", names=" 或 ".join(near))
        if prose and "." not in name:
            return msg("先在本项 facts 中写上“{name}: 值”，正文才能用", name=shortened(name))
        return msg("本项的事实写短名称，别处的写“章.项.名称”，上一年的再加 last_year.")

    def _short_names(self, year: int) -> Mapping[str, list[Fact]]:
        """Facts of a year by short name, made when first asked for."""
        if year not in self._elsewhere:
            table: dict[str, list[Fact]] = {}
            for (of, _), fact in self.facts.items():
                if of == year:
                    table.setdefault(fact.name, []).append(fact)
            self._elsewhere[year] = table
        return self._elsewhere[year]


def _use(full: str, *, prose: bool) -> Message:
    if prose and ("." not in full or full.startswith(LAST_YEAR)):
        return msg("写成 {{{{ {name} }}}}", name=full)
    if prose:
        return msg(
            "先在本项 facts 中写 {short}: {{same_as: {full}}}，正文再用", short=full.rpartition(".")[2], full=full
        )
    return msg("写全名，如 {full}", full=full)
