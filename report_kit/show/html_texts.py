"""A changed paragraph in two views, with the cause of each change, for the page of a review."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import msg
from report_kit.show.changes import called, cause_words
from report_kit.show.html_parts import Markup, escaped, joined, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_kit.changes import Cause, Hunk, TextChange
    from report_kit.diagnostics import Translate
    from report_kit.show.html_links import Links
    from report_kit.wording_diff import Piece

LINE_END = "↵"
"""Stands before a line break that was put in or taken out, which no one would see else."""


class Run(NamedTuple):
    """Pieces between two unchanged ones, or one unchanged piece; offsets are those of ``Hunk``."""

    pieces: tuple[Piece, ...]
    before_start: int
    before_end: int
    after_start: int
    after_end: int

    @property
    def changed(self) -> bool:
        """Whether the run is a change."""
        return self.pieces[0].kind != "equal"


def text_block(index: int, change: TextChange, links: Links, translate: Translate | None) -> Markup:
    """The paragraph with all that is known about it. ``index`` counts it from 0."""
    runs = list(_runs(change))
    numbers, reasons = _reasons(runs, change, links, translate)
    kinds = {"added": msg("新增段落"), "removed": msg("删去段落"), "changed": msg("改动")}
    move = links.move(change)
    moved = tag("a", msg("移动").text(translate), class_="tag", href=f"#move-{move + 1}") if move is not None else ""
    anchor = f"text-{index + 1}"
    return joined(
        (
            "\n",
            tag(
                "article",
                tag(
                    "div",
                    tag("a", msg("文字{number}", number=index + 1).text(translate), href=f"#{anchor}"),
                    " ",
                    kinds[change.kind].text(translate),
                    " ",
                    tag("span", change.after or change.before, class_="id"),
                    " ",
                    moved,
                    class_="soft",
                ),
                tag("div", *_inline(runs, numbers), class_="inline passage", lang="zh-CN"),
                tag(
                    "div",
                    _column(runs, numbers, "insert", msg("原来").text(translate)),
                    _column(runs, numbers, "delete", msg("现在").text(translate)),
                    class_="side",
                ),
                *_told(reasons, translate),
                *_figures(index, links, translate),
                class_="change text",
                id=anchor,
                tabindex=-1,
            ),
        )
    )


def _runs(change: TextChange) -> Iterator[Run]:
    before, after = change.before_start, change.after_start
    group: list[Piece] = []
    start = (before, after)
    for piece in change.pieces:
        if group and (piece.kind == "equal") != (group[0].kind == "equal"):
            yield Run(tuple(group), start[0], before, start[1], after)
            group, start = [], (before, after)
        group.append(piece)
        before += len(piece.text) * (piece.kind != "insert")
        after += len(piece.text) * (piece.kind != "delete")
    if group:
        yield Run(tuple(group), start[0], before, start[1], after)


def _reasons(
    runs: Sequence[Run], change: TextChange, links: Links, translate: Translate | None
) -> tuple[dict[int, list[int]], list[Markup]]:
    """The causes, each once, and which of them each run has; no numbers when one cause holds for all."""
    reasons: dict[Markup, int] = {}
    numbers: dict[int, list[int]] = {}
    changed = [place for place, run in enumerate(runs) if run.changed]
    ends = [runs[place].after_end for place in changed]
    known: dict[Cause, int] = {}
    for hunk in change.hunks:
        for cause in hunk.causes:
            if cause not in known:
                words = cause_words(cause, change.kind, translate)
                row = links.row(cause.fact) if cause.fact else None
                reason = tag("a", words, href=f"#{row}") if row else escaped(words)
                known[cause] = reasons.setdefault(reason, len(reasons) + 1)
        own = [known[cause] for cause in hunk.causes]
        for at in range(bisect_left(ends, hunk.after_start), len(changed)):
            run = runs[changed[at]]
            if run.after_start > hunk.after_end:
                break
            if _touch(run, hunk):
                numbers[changed[at]] = sorted({*numbers.get(changed[at], ()), *own})
    everywhere = len(reasons) < 2 and all(numbers.get(place) for place in changed)
    return ({} if everywhere else numbers), list(reasons)


def _touch(run: Run, hunk: Hunk) -> bool:
    """Whether the hunk lies in the run; what is empty on one side is there at a point."""
    return run.before_start <= hunk.before_end and hunk.before_start <= run.before_end


def _inline(runs: Sequence[Run], numbers: dict[int, list[int]]) -> Iterator[Markup]:
    for place, run in enumerate(runs):
        yield joined(map(_piece, run.pieces))
        yield _marks(numbers.get(place, ()))


def _column(runs: Sequence[Run], numbers: dict[int, list[int]], without: str, name: str) -> Markup:
    """One side; ``without`` is the kind of piece that the other side alone has."""
    parts = []
    for place, run in enumerate(runs):
        own = [_piece(piece) for piece in run.pieces if piece.kind != without]
        parts += [*own, _marks(numbers.get(place, ()) if own else ())]
    return tag("div", tag("div", name, class_="soft"), tag("div", *parts, class_="passage", lang="zh-CN"))


def _piece(piece: Piece) -> Markup:
    element = {"delete": "del", "insert": "ins"}.get(piece.kind)
    return tag(element, piece.text.replace("\n", LINE_END + "\n")) if element else escaped(piece.text)


def _marks(numbers: Sequence[int]) -> Markup:
    return tag("sup", "".join(f"[{number}]" for number in numbers)) if numbers else Markup()


def _told(reasons: Sequence[Markup], translate: Translate | None) -> Iterator[Markup]:
    if len(reasons) == 1:
        # The colon is part of the message, which differs from one language to another.
        head, _, tail = msg("原因：{causes}", causes="\0").text(translate).partition("\0")
        yield tag("p", head, reasons[0], tail, class_="about")
    elif reasons:
        yield tag("ol", *(tag("li", reason) for reason in reasons), class_="causes about")


def _figures(index: int, links: Links, translate: Translate | None) -> Iterator[Markup]:
    """The way back: every changed fact shown here."""
    rows = [(fact, links.order[fact]) for fact in links.facts(index)]
    if rows:
        items = joined((tag("a", called(change), href=f"#fact-{fact + 1}") for fact, change in rows), "、")
        yield tag("p", msg("涉及的数字").text(translate), " ↑ ", items, class_="about")
