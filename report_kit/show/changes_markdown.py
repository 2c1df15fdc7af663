"""What changed as Markdown, for a merge request: a table of figures, then wording, then moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.changes import Relations
from report_kit.diagnostics import msg
from report_kit.show.as_markdown import escaped, row
from report_kit.show.changes import (
    NOTHING,
    called,
    causes_of,
    commit_words,
    detail_words,
    path_of,
    place_words,
    relation_words,
    tally,
    title,
    why_moved,
)
from report_kit.show.changes_text import around, moved_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_kit.changes import Changes, FactChange, Move, TextChange
    from report_kit.diagnostics import Diagnostic, Message, Translate


def changes_markdown(changes: Changes, translate: Translate | None = None) -> str:
    """The whole review. Ends with a line break."""
    lines = [f"## {escaped(title(changes, translate))}", ""]
    lines += [f"> {escaped(remark.text(translate))}\n" for remark in changes.remarks]
    if not changes.different:
        return "\n".join([*lines, msg("没有不同").text(translate)]) + "\n"
    lines += [tally(changes).text(translate), ""]
    if changes.facts:
        lines += [*_facts(changes, translate), ""]
    lines += _problems(msg("新出现的错误"), changes.broken, translate)
    lines += _problems(msg("消除的错误"), changes.mended, translate)
    worded = [change for change in changes.texts if not change.renumbered]
    if worded:
        lines += [f"### {msg('文字变化').text(translate)}", ""]
        lines += [line for change in worded for line in _text(change, translate)]
        lines.append("")
    if changes.moves:
        lines += [f"### {msg('移动').text(translate)}", ""]
        lines += [_move(move, translate) for move in changes.moves]
        lines.append("")
    renumbered = len(changes.texts) - len(worded)
    if renumbered:
        lines += [msg("另有{count}处只是序号随次序改变", count=renumbered).text(translate), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _facts(changes: Changes, translate: Translate | None) -> Iterator[str]:
    yield f"### {msg('数字变化').text(translate)}"
    yield ""
    head = (msg("事实"), msg("原来"), msg("现在"), msg("相差"), msg("来源"), msg("写在"), msg("出现在"))
    yield row([words.text(translate) for words in head])
    yield row(["---"] * len(head))
    relations = changes.relations()
    for depth, change in changes.tree():
        cells = _cells(depth, change, relations.get(change.id, Relations()), translate)
        yield row([escaped(cell) if index else cell for index, cell in enumerate(cells)])


def _cells(depth: int, change: FactChange, relations: Relations, translate: Translate | None) -> list[str]:
    """The cells of a row, the first ready for Markdown."""
    figure = change.figure
    name = ("└ " * bool(depth)) + escaped(called(change)) + f"<br>`{change.id}`"
    if depth:
        name = f"{'&emsp;' * (depth - 1)}{name}<br>{escaped(why_moved(change, translate))}"
    if change.before is not None and change.kind == "renamed":
        name += "<br>" + escaped(msg("原名 {old}", old=change.before.id).text(translate))
    for detail in change.details:
        name += "<br>" + escaped(detail_words(detail, translate))
    for _, words in relation_words(relations, translate):
        name += "<br>" + escaped(words)
    found = change.difference
    apart = "，".join(part for part in (found.text, found.percent) if part) if found else NOTHING
    place = f"{figure.location.path}:{figure.location.line}" if figure.location else NOTHING
    if change.commit:
        place = f"{place} {commit_words(change.commit, translate)}"
    places = "；".join(dict.fromkeys(path_of(one.headings, translate) for one in figure.shown))
    unseen = msg("正文没有出现").text(translate) if change.revalued and change.kind != "removed" else NOTHING
    return [
        name,
        change.old or NOTHING,
        change.new or NOTHING,
        apart,
        figure.source or NOTHING,
        place,
        places or unseen,
    ]


def _problems(heading: Message, found: Sequence[Diagnostic], translate: Translate | None) -> Iterator[str]:
    if found:
        yield f"### {heading.text(translate)}"
        yield ""
        for one in found:
            place = f"{one.location} " if one.location else ""
            yield f"- {escaped(f'{place}{one.code} {one.message.text(translate)}')}"
        yield ""


def _move(move: Move, translate: Translate | None) -> str:
    place = place_words(move.cause, translate)
    return f"- {escaped(moved_words(move).text(translate))}" + (f"<br>_{escaped(place)}_" if place else "")


def _text(change: TextChange, translate: Translate | None) -> Iterator[str]:
    marked = []
    for kind, text in around(change.pieces):
        # Tags instead of ~~ and **: these fail beside Chinese punctuation.
        tag = {"delete": "del", "insert": "ins"}.get(kind)
        marked.append(f"<{tag}>{escaped(text)}</{tag}>" if tag else escaped(text))
    causes = causes_of(change, translate)
    yield f"- **{escaped(path_of(change.headings, translate))}**<br>{''.join(marked)}" + (
        f"<br>_{escaped(causes)}_" if causes else ""
    )
