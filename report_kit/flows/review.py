"""A review: both sides are read, made into reports in memory, and compared; nothing but the cache is written."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, msg
from report_kit.diff import compare
from report_kit.facts.published import PUBLISHED_FILE
from report_kit.flows.memory import uncollected
from report_kit.flows.pipeline import Stage, assemble, silent
from report_kit.flows.sides import (
    Opened,
    Refusal,
    Source,
    opened_document,
    opened_project,
    opened_published,
    sources,
    year_built,
    year_changed,
    years_of,
)
from report_kit.flows.touched import with_commits
from report_kit.flows.unread import with_sources
from report_kit.write import final_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_kit.changes import Changes, Side
    from report_kit.diagnostics import Diagnostic
    from report_kit.draft import Draft
    from report_kit.files import Files
    from report_kit.flows.pipeline import Assembly

__all__ = ["Asked", "Refusal", "Reviewed", "review"]


_CHECK = msg("请先用 report check 找出错误")


class Asked(NamedTuple):
    """What to compare: names of sides as seen from the folder ``start``; ``since``: with the figures as sent."""

    start: Path
    sides: tuple[str, ...] = ()
    year: int | None = None
    since: bool = False
    words: bool = False
    """Whether the Word file of either side is wanted as well."""


class Reviewed(NamedTuple):
    """What changed; ``unread`` are the problems that kept data from being compared as data, with their side's name.

    ``words`` are the Word files of the earlier and the later side, if they were wanted and there are any; ``drafts``
    are what they say and where each word of it comes from.
    """

    changes: Changes
    unread: tuple[tuple[Message | str, Diagnostic], ...] = ()
    words: tuple[bytes | None, bytes | None] = (None, None)
    drafts: tuple[Draft | None, Draft | None] = (None, None)


@uncollected()
def review(asked: Asked, templates: Path, cache: Path | None = None, *, stage: Stage = silent) -> Reviewed | Refusal:
    """Compare two sides. ``templates`` and ``cache`` are as in ``assemble``."""
    meant = sources(asked.start, asked.sides, since=asked.since)
    if isinstance(meant, Refusal):
        return meant
    with ExitStack() as stack:
        files = [None if source.document else stack.enter_context(source.files()) for source in meant]
        year = _year(asked.year, meant, files)
        if isinstance(year, Refusal):
            return year
        opened = []
        for source, own in zip(meant, files, strict=True):
            making = partial(assemble, templates=templates, cache=cache, stage=stage)
            side = _opened(source, own, source.year if source.year is not None else year, making, templates)
            if isinstance(side, Refusal):
                return side
            opened.append(side)
        before, after, remarks = with_sources(opened[0], opened[1], year)
        if not _comparable(before.side, after.side):
            side = before if before.side.draft is None and not before.side.figures else after
            return Refusal(msg("{side} 的数据有错误，排不出正文，没有可比的", side=side.side.name), _CHECK)
        stage(msg("正在比较"))
        changes = compare(before.side, after.side, year)
        changes = with_commits(changes, *meant)
        unread = tuple((one.side.name, found) for one in (before, after) for found in one.unread)
        told = (*before.remarks, *after.remarks, *remarks)
        words = (_word(meant[0], opened[0]), _word(meant[1], opened[1])) if asked.words else (None, None)
        drafts = (opened[0].side.draft, opened[1].side.draft)
        return Reviewed(changes._replace(remarks=told), unread, words, drafts)


def _word(source: Source, opened: Opened) -> bytes | None:
    """The Word file of a side, without a trace of drafting; None if there is none."""
    if source.document is not None:
        return source.document.read_bytes() if source.document.suffix.lower() in (".docx", ".docm") else None
    draft = opened.assembly.draft if opened.assembly is not None else None
    return final_document(draft).data if draft is not None else None


def _year(year: int | None, meant: tuple[Source, Source], files: list[Files | None]) -> int | Refusal:
    """The year asked for, of a folder, of a document that was built, else the last that changed or has a report.

    0 for documents of which nobody knows the year.
    """
    told = chain((year, meant[1].year, meant[0].year), map(year_built, meant))
    known = next((one for one in told if one is not None), None)
    if known is not None:
        return known
    read = [own for own in reversed(files) if own is not None]
    years = next((found for own in read if (found := years_of(own))), [])
    if read and not years:
        return Refusal(msg("两边都没有哪一年的 report.yaml"), msg("用 --year 写明年份"))
    before, after = files
    if after is not None and any(source.published for source in meant):
        years = [one for one in years if PUBLISHED_FILE in after.names(f"data/{one}")] or years
        return years[-1]
    changed = year_changed(before, after) if before is not None and after is not None else None
    return changed or (years[-1] if years else 0)


def _comparable(before: Side, after: Side) -> bool:
    """Whether there is anything that both sides have: a text, or facts."""
    texts = before.draft is not None and after.draft is not None
    return texts or (before.figures is not None and after.figures is not None)


def _opened(
    source: Source, files: Files | None, year: int, making: Callable[[Files, int], Assembly], templates: Path
) -> Opened | Refusal:
    if files is None:
        return opened_document(source)
    if source.published:
        return opened_published(source, files, year)
    path = f"data/{year}/report.yaml"
    if "report.yaml" not in files.names(f"data/{year}"):
        return Refusal(msg("{side} 没有 {path}", side=source.name, path=path), msg("用 --year 写明两边都有的年份"))
    return opened_project(source, files, making(files, year), templates)
