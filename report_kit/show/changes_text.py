"""What changed for a terminal, and in a few lines for a chat: figures first, then wording, then moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, msg, shortened
from report_kit.show.changes import (
    became,
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
from report_kit.show.width import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_kit.changes import Changes, FactChange, Move, Relations, TextChange
    from report_kit.diagnostics import Diagnostic, Translate
    from report_kit.wording_diff import Piece

AROUND = 18
"""Characters of unchanged text kept on each side of a change."""

_RED, _GREEN, _BOLD, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[1m", "\x1b[0m"


def changes_text(changes: Changes, translate: Translate | None = None, *, color: bool = False) -> str:
    """Everything, for a terminal. Ends with a line break."""
    page = _Page(translate, color=color)
    page.head(shown(title(changes, translate)))
    for remark in changes.remarks:
        page.add("  " + shown(remark.text(translate)))
    if not changes.different:
        page.add("", msg("没有不同").text(translate))
        return page.text()
    page.facts(changes)
    page.problems(msg("新出现的错误"), changes.broken)
    page.problems(msg("消除的错误"), changes.mended)
    page.wording(changes.texts)
    page.moves(changes.moves, sum(change.renumbered for change in changes.texts))
    page.add("", tally(changes).text(translate))
    return page.text()


def changes_brief(changes: Changes, translate: Translate | None = None) -> str:
    """The changed figures as a few lines to paste into a chat, and how much else changed."""
    lines = [shown(title(changes, translate))]
    for depth, change in changes.tree():
        if change.revalued:
            lines.append(f"{'  ' * depth}{shown(called(change))}：{shown(became(change, translate))}")
    if changes.different:
        lines.append(tally(changes).text(translate))
    else:
        lines.append(msg("没有不同").text(translate))
    return "\n".join(lines) + "\n"


def around(pieces: Sequence[Piece], keep: int = AROUND) -> Iterator[tuple[str, str]]:
    """The pieces with long unchanged text cut short: kind and text; ``…`` stands for what is left out."""
    for index, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == "equal":
            first, last = index == 0, index == len(pieces) - 1
            room = keep * (2 - first - last)
            if len(text) > room + 1:
                start = "" if first else text[:keep]
                end = "" if last else text[-keep:]
                text = f"{start}…{end}"
        yield piece.kind, text


class _Page:
    """Lines being collected."""

    def __init__(self, translate: Translate | None, *, color: bool) -> None:
        self._translate = translate
        self._color = color
        self._lines: list[str] = []

    def text(self) -> str:
        return "\n".join(self._lines) + "\n"

    def add(self, *lines: str) -> None:
        self._lines += lines

    def head(self, words: str) -> None:
        self.add(f"{_BOLD}{words}{_PLAIN}" if self._color else words)

    def say(self, message: Message) -> str:
        return shown(message.text(self._translate))

    def facts(self, changes: Changes) -> None:
        tree = list(changes.tree())
        relations = changes.relations()
        # A tree goes with its root: what follows from a changed figure stands under it.
        trees: list[list[tuple[int, FactChange]]] = []
        for depth, change in tree:
            if not depth:
                trees.append([])
            trees[-1].append((depth, change))
        valued = [one for one in trees if any(change.revalued for _, change in one)]
        others = [one for one in trees if not any(change.revalued for _, change in one)]
        for heading, group in ((msg("数字变化"), valued), (msg("数值未变，其他有改动"), others)):
            if group:
                self.add("")
                self.head(self.say(heading))
            for one in group:
                for depth, change in one:
                    self._fact(depth, change, relations.get(change.id))

    def _fact(self, depth: int, change: FactChange, relations: Relations | None) -> None:
        indent = "  " * (depth + 1)
        how = f"【{why_moved(change, self._translate)}】" if depth else ""
        self.add(f"{indent}{shown(called(change))}  {shown(became(change, self._translate))}{how}")
        inner = indent + "    "
        named = shown(change.id)
        if change.kind == "renamed" and change.before is not None:
            named = self.say(msg("{new}（原名 {old}）", new=change.id, old=change.before.id))
        figure = change.figure
        place = f"{figure.location.path}:{figure.location.line}" if figure.location else ""
        commit = commit_words(change.commit, self._translate) if change.commit else ""
        source = self.say(msg("来源：{source}", source=figure.source)) if figure.source else ""
        self.add(inner + "  ".join(part for part in (named, place) if part))
        if source or commit:
            self.add(inner + "  ".join(part for part in (source, shown(commit)) if part))
        for detail in change.details:
            self.add(inner + shown(detail_words(detail, self._translate)))
        for _, words in relation_words(relations, self._translate) if relations else ():
            self.add(inner + shown(words))
        places = dict.fromkeys(path_of(one.headings, self._translate) for one in figure.shown)
        if change.kind == "removed":
            return
        if places:
            self.add(inner + self.say(msg("出现在 {places}", places="；".join(places))))
        elif change.revalued:
            self.add(inner + self.say(msg("正文没有出现")))

    def problems(self, heading: Message, found: Sequence[Diagnostic]) -> None:
        if found:
            self.add("")
            self.head(self.say(heading))
        for one in found:
            place = f"{one.location}  " if one.location else ""
            self.add(f"  {place}{one.code} {self.say(one.message)}")

    def wording(self, texts: Sequence[TextChange]) -> None:
        worded = [change for change in texts if not change.renumbered]
        if worded:
            self.add("")
            self.head(self.say(msg("文字变化")))
        above = None
        for change in worded:
            if change.headings != above:
                above = change.headings
                self.add("  " + shown(path_of(above, self._translate)))
            causes = causes_of(change, self._translate)
            self.add("    " + self._marked(change))
            if causes:
                self.add("      " + self.say(msg("原因：{causes}", causes=causes)))

    def _marked(self, change: TextChange) -> str:
        parts = []
        for kind, text in around(change.pieces):
            safe = shown(text)
            if kind == "delete":
                parts.append(f"{_RED}[-{safe}-]{_PLAIN}" if self._color else f"[-{safe}-]")
            elif kind == "insert":
                parts.append(f"{_GREEN}{{+{safe}+}}{_PLAIN}" if self._color else f"{{+{safe}+}}")
            else:
                parts.append(safe)
        return "".join(parts)

    def moves(self, moves: Sequence[Move], renumbered: int) -> None:
        if moves:
            self.add("")
            self.head(self.say(msg("移动")))
        for move in moves:
            self.add("  " + self.say(moved_words(move)))
            if move.cause.location:
                self.add("      " + shown(place_words(move.cause, self._translate)))
        if renumbered:
            self.add("", self.say(msg("另有{count}处只是序号随次序改变", count=renumbered)))


def moved_words(move: Move) -> Message:
    """Where it stood, where it stands."""
    text, other = (shortened(words, 2 * AROUND) for words in (move.text, move.exchanged_text))
    if move.exchanged:
        where = " › ".join(move.new_headings) or msg("篇首")
        return msg("“{text}”和“{other}”对调（{headings}）", text=text, other=other, headings=where)
    if move.old_headings[:1] != move.new_headings[:1] or len(move.old_headings) != len(move.new_headings):
        return msg(
            "“{text}”从“{old}”移到“{new}”",
            text=text,
            old=" › ".join(move.old_headings),
            new=" › ".join(move.new_headings),
        )
    return msg(
        "“{text}”从第{old}位移到第{new}位（{headings}）",
        text=text,
        old=move.old_place,
        new=move.new_place,
        headings=" › ".join(move.new_headings) or msg("篇首"),
    )
