"""What ``report new`` wrote, what it added to files that were there, and what is left to do by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, Outcome, Translate, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Completed", "Started", "started_text"]


class Completed(NamedTuple):
    """A file that was there: how many items were put in, and to how many an answer to a promise was added."""

    path: str
    items: int
    answers: int


class Started(NamedTuple):
    """What became of starting a year.

    ``outcome`` holds the problems that kept files from being written or completed; ``written`` are new files,
    ``remarks`` what a person has to look at, ``by_hand`` what could not be put in. ``refused``: nothing was begun.
    """

    year: int
    outcome: Outcome
    written: tuple[str, ...] = ()
    completed: tuple[Completed, ...] = ()
    remarks: tuple[Message, ...] = ()
    by_hand: tuple[Message, ...] = ()
    refused: bool = False


def started_text(started: Started, translate: Translate | None = None) -> str:
    """Every file touched, then what to look at and what to do next. Ends with a line break."""
    return "".join(f"{line.text(translate)}\n" for line in _lines(started))


def _lines(started: Started) -> Iterator[Message]:
    year = started.year
    if started.refused:
        yield msg("没有建{year}年的文件；改好上面的问题后再运行 report new {year}", year=year)
        return
    yield from (msg("新建 {file}", file=path) for path in started.written)
    for one in started.completed:
        if one.items and one.answers:
            yield msg(
                "补充 {file}：加了{items}项工作，给{answers}项工作写上了 answers；原有的内容没有动",
                file=one.path,
                items=one.items,
                answers=one.answers,
            )
        elif one.items:
            yield msg("补充 {file}：加了{items}项工作；原有的内容没有动", file=one.path, items=one.items)
        else:
            yield msg(
                "补充 {file}：给{answers}项工作写上了 answers；原有的内容没有动",
                file=one.path,
                answers=one.answers,
            )
    unread = dict.fromkeys(one.location.path for one in started.outcome.diagnostics if one.location)
    yield from (
        msg("{file} 没有读全，没有动它；改好后再运行 report new {year}", file=path, year=year) for path in unread
    )
    yield from started.by_hand
    if started.written or started.completed:
        yield from (msg("请看一看：{remark}", remark=remark) for remark in started.remarks)
        yield msg(
            "接下来：把“待补”换成{year}年的数，正文按今年的情况写；随时运行 report check {year}、report build {year}",
            year=year,
        )
    elif not started.by_hand and not started.outcome.diagnostics:
        yield msg("{year}年的文件都在，没有要补的", year=year)
