"""What starts a year: its report.yaml, a file for each chapter of results, and the plans to be written next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.model import DATE
from report_kit.year.edition import edition_text
from report_kit.year.items import entries, item_lines, plan_lines, promise_lines, series
from report_kit.year.marks import free_name
from report_kit.year.moved_facts import AIM, Moving
from report_kit.year.promised import Promise, answers, promises, results, targets
from report_kit.year.yaml_text import remarks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from report_kit.diagnostics import Message
    from report_kit.facts.model import ChapterFile, Item, YearFacts
    from report_kit.facts.terms import Terms
    from report_kit.report import Report
    from report_kit.year.yaml_text import Tree


class Lacking(NamedTuple):
    """What a chapter file lacks: items as lines, the first with its dash; and answers, by the item that owes them."""

    items: tuple[tuple[str, ...], ...] = ()
    answers: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Begun(NamedTuple):
    """New files by path, what files that are there lack, and what a person is to look at."""

    files: Mapping[str, str]
    lacking: Mapping[str, Lacking]
    remarks: tuple[Message, ...]


class LastYear(NamedTuple):
    """What a year is started from: last year's report with the promises it prints, and what its files hold, by path."""

    report: Report
    trees: Mapping[str, Mapping[str, Tree]]
    terms: Terms

    @property
    def year(self) -> int:
        """The year to be started."""
        return self.report.year + 1


def begin_edition(last: LastYear) -> tuple[str, tuple[Message, ...]]:
    """The new report.yaml, and what a person is to look at in it."""
    moving = Moving(last.report, last.terms, _known(last, None), {})
    text = edition_text(moving, last.trees[last.report.edition.path])
    return text, tuple(moving.remarks)


def begin_chapters(last: LastYear, there: Mapping[int, YearFacts], settled: Collection[str] = ()) -> Begun:
    """The chapters of the new year, and the plans to be written in it.

    ``there`` is what is loaded for the new report: its report.yaml, written by hand or just begun, and the
    files that are there already; to those that were not read whole nothing is added. ``settled`` are promises that
    report.yaml itself accounts for.
    """
    own = there[last.year]
    declared = () if own.edition is None else own.edition.chapters
    chapters = [one.id for one in declared if not one.next_year]
    given = promises(last.report)
    moving = Moving(last.report, last.terms, _known(last, own), targets(last.report, given))
    answered = {*settled, *_answered(own)}
    left = [promise for promise in given if not _is_in(promise.id, answered)]
    files: dict[str, str] = {}
    lacking: dict[str, Lacking] = {}
    for chapter in chapters:
        if chapter in own.incomplete:
            continue
        there_already = own.chapters.get(chapter)
        lacks = _lacking(moving, last, chapter, there_already, left)
        if chapter == chapters[-1]:
            alone = [one for one in left if not any(place[0] in chapters for place in one.places)]
            lacks = lacks._replace(items=(*lacks.items, *_unheard_of(moving, last, chapter, there_already, alone)))
        path = f"data/{last.year}/{chapter}.yaml"
        if there_already is None and lacks.items:
            files[path] = _file([*_head(moving, last, chapter, lacks.items), "items:", *_joined(lacks.items)])
        elif there_already is not None and lacks != Lacking():
            lacking[path] = lacks
    later = there.get(last.year + 1)
    for chapter in (one.id for one in declared if one.next_year):
        if later is None or (chapter not in later.chapters and chapter not in later.incomplete):
            lines = _plans(moving, last, given, chapter, chapters)
            if lines:
                files[f"data/{last.year + 1}/{chapter}.yaml"] = _file(lines)
    return Begun(files, lacking, tuple(moving.remarks))


def _lacking(
    moving: Moving, last: LastYear, chapter: str, there: ChapterFile | None, left: Sequence[Promise]
) -> Lacking:
    """What a chapter lacks of last year's items and of answers to the promises that are ``left``."""
    old = next((one for one in results(last.report) if one.id == chapter), None)
    if old is None:
        return Lacking()
    due = answers(left)
    have = {item.id for item in there.items} if there is not None else frozenset()
    items = tuple(
        tuple(item_lines(moving, tree, item, due.get((chapter, item.id), ())))
        for tree, item in _pairs(last, old)
        if item.id not in have
    )
    more = tuple((item.id, tuple(due[place])) for item in old.items if (place := (chapter, item.id)) in due)
    return Lacking(items, tuple(one for one in more if one[0] in have))


def _unheard_of(
    moving: Moving, last: LastYear, chapter: str, there: ChapterFile | None, alone: Sequence[Promise]
) -> Iterator[tuple[str, ...]]:
    """Items of their own for promises that continue nothing that is reported on."""
    old = next((one for one in results(last.report) if one.id == chapter), None)
    taken: dict[str, object] = {}
    for file in (old, there):
        if file is not None:
            taken |= dict.fromkeys((*(item.id for item in file.items), *file.facts))
    trees = {f"{plans.id}.{item.id}": tree for plans in _plan_files(last) for tree, item in _pairs(last, plans)}
    for promise in alone:
        identity = free_name(promise.item.id, taken)
        taken[identity] = None
        yield tuple(promise_lines(moving, trees[promise.id], promise, identity))


def _plans(
    moving: Moving, last: LastYear, given: Sequence[Promise], chapter: str, chapters: Sequence[str]
) -> list[str]:
    """The plans to be written: an item for each of the last plans; without those, for each item of the last chapter."""
    year = last.year + 1
    plans = next((one for one in _plan_files(last) if one.id == chapter), None)
    items: list[tuple[str, ...]] = []
    if plans is not None:
        places = {promise.item.id: promise.places for promise in given if promise.id.startswith(f"{chapter}.")}
        for tree, item in _pairs(last, plans):
            continued = [".".join(place) for place in places.get(item.id, ()) if place[0] in chapters]
            items.append(tuple(plan_lines(moving, tree, item, continued, year)))
    else:
        old = next((one for one in results(last.report) if one.id == chapters[-1:][0]), None) if chapters else None
        for tree, item in _pairs(last, old) if old is not None else ():
            items.append(tuple(plan_lines(moving, tree, item, [f"{chapters[-1]}.{item.id}"], year)))
    head = remarks((f"{year}年工作计划，由 report new {last.year} 起的头，照{last.year}年计划的各项列出，待写。",), 0)
    return [*head, "items:", *_joined(items)] if items else []


def _head(moving: Moving, last: LastYear, chapter: str, items: Iterable[Sequence[str]]) -> list[str]:
    """The top of a chapter file: what it is, defaults, and the facts of the whole chapter."""
    old = next((one for one in results(last.report) if one.id == chapter), None)
    old_year = last.report.year
    told = [
        f"{last.year}年的情况，由 report new 照{old_year}年的列出。“# 上年”后面是{old_year}年的数，供对照，不会印出。",
        "把“待补”换成今年的数；正文写好一项，删去它的“开展情况”和上年正文；今年没有的工作，整项删去。",
    ]
    if any(f"{mark}{AIM}" in line for item in items for line in item for mark in ("；", "  # ")):
        told.append("注着“目标 ……”的数，完成了加 meets: ……，没有完成加 misses: ……。")
    lines = remarks(told, 0)
    if old is None:
        return lines
    tree = last.trees[old.path]
    facts = moving.facts(tree.get("facts"), old.facts, 2)
    return [*lines, *moving.defaults(tree.get("defaults"), 0), *(["facts:", *facts] if facts else [])]


def _pairs(last: LastYear, file: ChapterFile) -> Iterator[tuple[Mapping[str, Tree], Item]]:
    """The items of a file as written and as read."""
    written = (entries(one) for one in series(last.trees[file.path].get("items")))
    return zip(written, file.items, strict=True)


def _plan_files(last: LastYear) -> Iterator[ChapterFile]:
    report = last.report
    return (one.file for one in report.chapters if one.year != report.year and one.file is not None)


def _known(last: LastYear, own: YearFacts | None) -> Iterator[str]:
    """The ids that facts of the new year will have: those that are there, last year's in new items, the promised."""
    report = last.report
    edition = own.edition if own is not None else None
    yield from report.edition.facts if edition is None else edition.facts
    if edition is None or edition.issued is not None:
        yield DATE
    yield from (fact_id for year, fact_id in report.facts if year == last.year)
    for chapter in results(report):
        there = own.chapters.get(chapter.id) if own is not None else None
        have = frozenset[str]()
        if there is None:
            yield from (fact.id for fact in chapter.facts.values())
        else:
            yield from (fact.id for fact in there.facts.values())
            yield from (fact.id for item in there.items for fact in item.facts.values())
            have = frozenset(item.id for item in there.items)
        yield from (fact.id for item in chapter.items if item.id not in have for fact in item.facts.values())


def _answered(own: YearFacts) -> Iterator[str]:
    """What the items of a year say they answer, by the names they use."""
    for chapter in own.chapters.values():
        for item in chapter.items:
            yield from (one.name for one in item.answers)
            for point in (*item.points, *(point for group in item.groups for point in group.points)):
                yield from (one.name for one in point.answers)


def _is_in(promise: str, names: Collection[str]) -> bool:
    """Whether a promise, or a part of it, is among the names."""
    return any(name == promise or name.startswith(f"{promise}.") for name in names)


def _joined(items: Iterable[Sequence[str]]) -> list[str]:
    """Items with a blank line between them."""
    lines: list[str] = []
    for item in items:
        lines += ["", *item] if lines else item
    return lines


def _file(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"
