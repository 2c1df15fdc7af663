"""The table of facts that changed, for the page of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.show.changes import NOTHING, called, commit_words, detail_words, path_of, relation_words, why_moved
from report_kit.show.html_parts import Markup, joined, tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.changes import Changes, FactChange, ShownIn
    from report_kit.diagnostics import Message, Translate
    from report_kit.show.html_links import Links

_DEEPEST = 4
"""Levels of indentation; what follows more deeply stands in line with these."""

_HEAD = (msg("事实"), msg("原来"), msg("现在"), msg("相差"), msg("来源"), msg("写在"), msg("出现在"))

Numbered = tuple[int, int, "FactChange"]


def facts_table(changes: Changes, links: Links, translate: Translate | None) -> Markup:
    """Every changed fact, what follows from it below it; trees in which no value changed come last."""
    trees: list[list[Numbered]] = []
    for index, (depth, change) in enumerate(changes.tree()):
        if not depth:
            trees.append([])
        trees[-1].append((index, depth, change))
    valued = [tree for tree in trees if any(change.revalued for _, _, change in tree)]
    others = [tree for tree in trees if not any(change.revalued for _, _, change in tree)]
    head = [tag("th", words.text(translate), scope="col") for words in _HEAD]
    parts = [tag("thead", tag("tr", *head))]
    if valued:
        parts.append(tag("tbody", *_rows(valued, changes, links, translate)))
    if others:
        words = msg("数值未变，其他有改动").text(translate)
        group = tag("tr", tag("th", words, colspan=len(_HEAD), scope="rowgroup"), class_="group")
        parts.append(tag("tbody", group, *_rows(others, changes, links, translate)))
    return tag("table", *parts, class_="facts")


def _rows(trees: list[list[Numbered]], changes: Changes, links: Links, translate: Translate | None) -> Iterator[Markup]:
    for tree in trees:
        for index, depth, change in tree:
            cells = _cells(index, change, changes, links, translate)
            data = [
                tag("td", cell, data_label=words.text(translate), class_="value" if words in _HEAD[1:3] else None)
                for words, cell in zip(_HEAD[1:], cells, strict=True)
            ]
            name = tag(
                "th",
                *_name(depth, change, links, translate),
                scope="row",
                class_=f"d{min(depth, _DEEPEST)}" if depth else None,
            )
            yield joined(("\n", tag("tr", name, *data, class_="change", id=f"fact-{index + 1}", tabindex=-1)))


def _name(depth: int, change: FactChange, links: Links, translate: Translate | None) -> Iterator[Markup]:
    kinds: dict[str, Message] = {"added": msg("新增"), "removed": msg("删去"), "renamed": msg("改名")}
    if change.kind in kinds:
        yield joined((tag("span", kinds[change.kind].text(translate), class_="tag"), " "))
    yield tag("span", f"{'└ ' * bool(depth)}{called(change)}", class_="name")
    yield tag("div", change.id, class_="id")
    if change.kind == "renamed" and change.before is not None:
        yield tag("div", msg("原名 {old}", old=change.before.id).text(translate), class_="about")
    if change.follows:
        causes = joined(
            (tag("a", one, href=f"#{row}") if (row := links.row(one)) else one for one in change.follows), "、"
        )
        yield tag("div", why_moved(change, translate), " ↑ ", causes, class_="about")
    for detail in change.details:
        yield tag("div", detail_words(detail, translate), class_="about")
    for problem, words in relation_words(links.relations(change.id), translate):
        yield tag("div", tag("a", words, href=f"#{links.problem(problem)}"), class_="about")


def _cells(index: int, change: FactChange, changes: Changes, links: Links, translate: Translate | None) -> list[str]:
    figure = change.figure
    found = change.difference
    apart = "，".join(part for part in (found.text, found.percent) if part) if found else ""
    place = tag("div", f"{figure.location.path}:{figure.location.line}", class_="id") if figure.location else ""
    commit = tag("div", commit_words(change.commit, translate), class_="about") if change.commit else ""
    old = tag("del", change.old) if change.old and change.old != change.new else change.old
    new = tag("ins", change.new) if change.new and change.old != change.new else change.new
    return [
        old or NOTHING,
        new or NOTHING,
        apart or NOTHING,
        figure.source or NOTHING,
        joined((place, commit)) or NOTHING,
        _places(index, change, changes, links, translate),
    ]


def _places(index: int, change: FactChange, changes: Changes, links: Links, translate: Translate | None) -> str:
    """A link to every changed paragraph that shows the fact, and the headings of those that did not change."""
    changed = [
        tag(
            "a",
            msg("文字{number}", number=text + 1).text(translate),
            f" {path_of(changes.texts[text].headings, translate)}",
            href=f"#text-{text + 1}",
        )
        for text in links.texts(index)
    ]
    reached = {changes.texts[text].after if change.after else changes.texts[text].before for text in links.texts(index)}
    shown: tuple[ShownIn, ...] = change.figure.shown
    rest = dict.fromkeys(path_of(one.headings, translate) for one in shown if one.block not in reached)
    items = [tag("li", one) for one in (*changed, *rest)]
    if items:
        return tag("ul", *items)
    return msg("正文没有出现").text(translate) if change.revalued and change.kind != "removed" else NOTHING
