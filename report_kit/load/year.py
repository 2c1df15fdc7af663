"""The years an edition stands on, read from their folders: this year, next year's plans, last year's facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Location, Message, msg
from report_kit.facts.model import ChapterFile, Confirmation, Edition, YearFacts
from report_kit.facts.published import PUBLISHED_FILE, NotPublished, PublishedReport, read_published
from report_kit.load.chapter import read_chapter
from report_kit.load.check import check
from report_kit.load.codes import F006, F133, LOSING
from report_kit.load.compose import compose
from report_kit.load.confirmations import read_confirmations
from report_kit.load.edition import CONFIRMATIONS, REPORT, guessed_chapters, read_edition
from report_kit.load.source import Source
from report_kit.load.text import FORBIDDEN, LONGEST_REMEMBERED, missing, read_text
from report_kit.load.validator import Validator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from report_kit.facts.terms import Terms
    from report_kit.files import Files

DATA = "data"
EARLIEST, LATEST = 1949, 2199
"""Years for which an office can report; anything else is a slip of the finger."""


class Loaded(NamedTuple):
    """What was read. ``years`` holds every folder that was looked into and exists, by its year.

    ``sources`` maps each path read to its text, so that a message can show the line itself.
    """

    years: Mapping[int, YearFacts]
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]


def load_edition(files: Files, year: int, terms: Terms, cache: Path | None = None) -> Loaded:
    """Read what the edition on ``year`` stands on, and every problem in it.

    That is its report.yaml and chapters (those of next year from next year's folder), the promises made for
    this year, next year's report.yaml for its names, the figures confirmed for this year, and the whole of last
    year where there is one, with the figures it was sent with.
    ``cache`` is a folder that makes later runs faster; None keeps nothing. Never raises for what a file holds.
    """
    problem = _no_such_year(files, year)
    if problem is not None:
        return Loaded({}, (problem,), {})
    forms = {kind: Validator(kind, cache) for kind in ("edition", "chapter", CONFIRMATIONS)}
    library = _Library(files, terms.all_units, forms)
    library.load(year)
    for form in forms.values():
        form.keep()
    return Loaded(library.years(), tuple(library.problems), library.sources)


def _no_such_year(files: Files, year: int) -> Diagnostic | None:
    """The problem of a year that cannot be one, or of a folder that is no project."""
    path = f"{DATA}/{year}/{REPORT}.yaml"
    if not EARLIEST <= year <= LATEST:
        return missing(path, msg("{year} 不像是年份", year=year), msg("年份写四位数字，如 report build 2023"))
    if not files.is_folder(DATA):
        hint = msg("在项目的文件夹里运行，或用 -C 指明项目文件夹")
        return missing(path, msg("这里没有 data 文件夹"), hint)
    return None


@dataclass(slots=True)
class _Library:
    """Everything read in one run; no file is read twice."""

    files: Files
    units: frozenset[str]
    forms: Mapping[str, Validator]
    problems: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    editions: dict[int, Edition | None] = field(default_factory=dict)
    chapters: dict[int, dict[str, ChapterFile]] = field(default_factory=dict)
    sent: dict[int, PublishedReport] = field(default_factory=dict)
    confirmed: dict[int, tuple[Confirmation, ...]] = field(default_factory=dict)
    incomplete: dict[int, set[str]] = field(default_factory=dict)
    guessed: dict[int, list[tuple[str, bool]]] = field(default_factory=dict)
    read: set[tuple[int, str]] = field(default_factory=set)

    def load(self, year: int) -> None:
        """This year, last year, and next year as far as this edition prints it; nothing if this year is not there."""
        for folder in (year, year - 1):
            if not self._edition(folder) and folder == year:
                path = f"{DATA}/{year}/{REPORT}.yaml"
                message = msg("没有{year}年的报告（{path}）", year=year, path=path)
                self.problems.append(missing(path, message, self._how_to_begin(year)))
                return
            for chapter, next_year in self._declared(folder):
                self._chapter(folder, chapter)
                if next_year:
                    self._chapter(folder + 1, chapter)
        self._edition(year + 1)
        self._published(year - 1)
        read = self._file(year, CONFIRMATIONS)
        self.confirmed[year] = read.confirmations if read is not None else ()
        self._undeclared(year)

    def _how_to_begin(self, year: int) -> Message:
        """A year is begun from the one before; without that nothing can be begun."""
        if f"{REPORT}.yaml" in self.files.names(f"{DATA}/{year - 1}"):
            return msg("请先运行 report new {year}", year=year)
        there = [name for name in self.files.names(DATA) if f"{REPORT}.yaml" in self.files.names(f"{DATA}/{name}")]
        if there:
            return msg(
                "有报告的年份：{years}；新的一年从上一年起头，先有{before}年的，再运行 report new {year}",
                years="、".join(there),
                before=year - 1,
                year=year,
            )
        return msg("第一份报告没有上年，从 {path} 写起", path=f"{DATA}/{year}/{REPORT}.yaml")

    def years(self) -> dict[int, YearFacts]:
        """What was read, by year."""
        return {
            year: YearFacts(
                year,
                f"{DATA}/{year}",
                self.editions.get(year),
                self.chapters.get(year, {}),
                frozenset(self.incomplete.get(year, ())),
                published=self.sent.get(year),
                confirmations=self.confirmed.get(year, ()),
            )
            for year in sorted({*self.editions, *self.chapters, *self.incomplete})
        }

    def _undeclared(self, year: int) -> None:
        """Tell of data files in the year's folder that no chapter of this year or the last names: they are not read."""
        edition = self.editions.get(year)
        if edition is None or REPORT in self.incomplete.get(year, ()):
            return
        known = {
            REPORT,
            CONFIRMATIONS,
            *(entry.id for entry in edition.chapters),
            *(name for of, name in self.read if of == year),
        }
        for name in self.files.names(f"{DATA}/{year}"):
            stem, _, ending = name.rpartition(".")
            if not stem or stem.startswith(".") or ending.lower() not in ("yaml", "yml"):
                continue
            if ending == "yaml" and stem in known:
                continue
            from difflib import get_close_matches

            path = f"{DATA}/{year}/{name}"
            message = msg("{file} 不是报告的一部分，没有读取", file=name)
            absent = [one for one in sorted(known) if f"{DATA}/{year}/{one}.yaml" not in self.sources]
            if stem in known:
                hint = msg("改名为 {file}", file=f"{stem}.yaml")
            elif near := get_close_matches(stem[:60], absent, n=1):
                hint = msg("是不是 {file}？改了名才会读取", file=f"{near[0]}.yaml")
            else:
                hint = msg("要写进报告的，在 report.yaml 的 chapters 里加上；不要的，移到别的文件夹")
            self.problems.append(F006.at(Location(path, 1), message, hint=hint))

    def _declared(self, year: int) -> list[tuple[str, bool]]:
        edition = self.editions.get(year)
        if edition is None:
            return self.guessed.get(year, [])
        return [(entry.id, entry.next_year) for entry in edition.chapters]

    def _edition(self, year: int) -> bool:
        """Read a year's report.yaml; False if there is none."""
        read = self._file(year, REPORT)
        if read is None:
            return REPORT in self.incomplete.get(year, ())
        edition = read.nouns if isinstance(read.nouns, Edition) else None
        self.editions[year] = edition
        if edition is None:
            self.guessed[year] = guessed_chapters(self.sources[f"{DATA}/{year}/{REPORT}.yaml"])
            self.incomplete.setdefault(year, set()).add(REPORT)
        return True

    def _chapter(self, year: int, chapter: str) -> None:
        if (year, chapter) in self.read:
            return
        self.read.add((year, chapter))
        read = self._file(year, chapter)
        if read is not None and isinstance(read.nouns, ChapterFile):
            self.chapters.setdefault(year, {})[chapter] = read.nouns

    def _published(self, year: int) -> None:
        """Read the figures that a year's report was sent with, where its facts were read and the file is there."""
        if year not in self.editions:
            return
        path = f"{DATA}/{year}/{PUBLISHED_FILE}"
        try:
            text = read_text(self.files, path)
        except FileNotFoundError:
            return
        self.problems += text.problems
        if text.text is not None:
            self.sources[path] = text.text
        if text.text is None or text.problems:
            return
        found = read_published(path, text.text)
        if isinstance(found, PublishedReport):
            found = _fit(found, path, year)
        if isinstance(found, PublishedReport):
            self.sent[year] = found
            return
        hint = msg("这是发文时写出的文件，不要手改；从 git 里恢复它")
        self.problems.append(F133.at(found.location, found.message, hint=hint))

    def _file(self, year: int, name: str) -> _Reading | None:
        """What a file holds; None when there is no such file or it cannot be read.

        A file that lost facts is marked, so that no one reports them as unknown.
        """
        path = f"{DATA}/{year}/{name}.yaml"
        try:
            text = read_text(self.files, path)
        except FileNotFoundError:
            return None
        if text.text is None:
            self.problems += text.problems
            if text.legible:
                self.sources[path] = text.legible
            self.incomplete.setdefault(year, set()).add(name)
            return None
        self.sources[path] = text.text
        form = self.forms[_KINDS.get(name, "chapter")]
        if text.problems or not form.knows(text.text):
            read = _reading(path, year, name, text.text, self.units, found=text.problems, form=form)
        elif len(text.text) <= LONGEST_REMEMBERED:
            read = _remembered(path, year, name, text.text, self.units)
        else:
            read = _reading(path, year, name, text.text, self.units)
        self.problems += read.problems
        if read.broken or any(problem.code in LOSING for problem in read.problems):
            self.incomplete.setdefault(year, set()).add(name)
        return read


def _fit(sent: PublishedReport, path: str, year: int) -> PublishedReport | NotPublished:
    """What was sent, unless it is of another year or holds what no text may hold."""
    if sent.year != year:
        message = msg("这是{other}年报告发出的数字，却放在{year}年的文件夹里", other=sent.year, year=year)
        return NotPublished(message, Location(path, 1))
    for figure in sent.figures:
        if FORBIDDEN.search(f"{figure.id}{figure.text}"):
            return NotPublished(msg("这里有一个不能用的字符"), figure.location or Location(path, 1))
    return sent


_KINDS = {REPORT: "edition", CONFIRMATIONS: "confirmations"}
"""The kind of a file by its name; any other is a chapter."""


class _Reading(NamedTuple):
    """What was read of a file, and everything wrong with it. ``broken``: parts of it are missing."""

    nouns: Edition | ChapterFile | None
    problems: Sequence[Diagnostic]
    broken: bool
    confirmations: tuple[Confirmation, ...] = ()


def _reading(
    path: str,
    year: int,
    name: str,
    text: str,
    units: frozenset[str],
    *,
    found: Sequence[Diagnostic] = (),
    form: Validator | None = None,
) -> _Reading:
    """The nouns in a text, its form checked if ``form`` is given. ``found`` are the problems of its characters."""
    composed = compose(path, text)
    source = Source(path, year, composed.lines, units, [*found, *composed.problems])
    if form is not None:
        source.add(*check(path, text, composed, form))
    if name == CONFIRMATIONS:
        confirmed = read_confirmations(source, composed.root)
        return _Reading(None, source.problems, composed.broken, confirmed)
    if name == REPORT:
        nouns: Edition | ChapterFile | None = read_edition(source, composed.root)
    else:
        nouns = read_chapter(source, name, composed.root)
    return _Reading(nouns, source.problems, composed.broken)


@lru_cache(maxsize=16)
def _remembered(path: str, year: int, name: str, text: str, units: frozenset[str]) -> _Reading:
    """``_reading`` of a text whose form is known to be right, for whoever makes the report again in this process."""
    return _reading(path, year, name, text, units)
