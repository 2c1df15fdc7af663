"""What changed as one HTML page that needs nothing else: the figures first, then the text by heading.

The same changes give the same bytes. Facts, paragraphs and moves are numbered in reading order; their anchors are
``fact-1``, ``text-1``, ``move-1``.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, msg
from report_kit.show.as_markdown import severity_word
from report_kit.show.changes import cause_words, path_of, tally, title
from report_kit.show.changes_text import moved_words
from report_kit.show.html_facts import facts_table
from report_kit.show.html_links import Links
from report_kit.show.html_look import POLICY, SCRIPT, STYLE
from report_kit.show.html_parts import Markup, joined, tag
from report_kit.show.html_texts import text_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_kit.changes import Changes, TextChange
    from report_kit.diagnostics import Diagnostic, Translate


def changes_html(changes: Changes, translate: Translate | None = None, *, language: str = "zh-CN") -> str:
    """The page. ``language`` is the BCP 47 tag of what ``translate`` gives; the report itself is Chinese."""
    # What a reader looks at last has the last numbers; the order within stays.
    changes = changes._replace(texts=tuple(sorted(changes.texts, key=lambda one: one.renumbered)))
    page = _Page(changes, translate)
    heading = title(changes, translate)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", heading),
        tag("style", Markup(STYLE)),
    )
    body = tag(
        "body",
        tag("a", page.say(msg("跳到正文")), class_="skip", href="#main"),
        "\n",
        *page.choice(),
        tag("header", tag("h1", heading), *page.summary()),
        "\n",
        page.bar(),
        page.contents(),
        "\n",
        tag("main", *page.sections(), id="main", tabindex=-1),
        "\n",
        tag("script", Markup(SCRIPT)),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, Markup(chr(10)), body, lang=language)}\n"


class _Page:
    """The parts of the page."""

    def __init__(self, changes: Changes, translate: Translate | None) -> None:
        self._changes = changes
        self._translate = translate
        self._links = Links(changes)
        numbered = list(enumerate(changes.texts))
        self._worded = [(index, change) for index, change in numbered if not change.renumbered]
        self._renumbered = [(index, change) for index, change in numbered if change.renumbered]

    def say(self, message: Message) -> str:
        return message.text(self._translate)

    def choice(self) -> Iterator[Markup]:
        """The switch between the two views; it comes before all it governs, so that style alone can obey it."""
        for name, words in (("inline", msg("合在一起看")), ("side", msg("左右对照看"))):
            yield tag(
                "input",
                type="radio",
                name="view",
                id=f"view-{name}",
                class_="view",
                aria_label=self.say(words),
                checked=name == "inline",
            )

    def summary(self) -> Iterator[Markup]:
        words = tally(self._changes) if self._changes.different else msg("没有不同")
        yield tag("p", self.say(words))
        for remark in self._changes.remarks:
            yield tag("p", self.say(remark), class_="remark")

    def bar(self) -> Markup:
        keys = ((tag("kbd", "n"), msg("下一处")), (tag("kbd", "p"), msg("上一处")), (tag("kbd", "v"), msg("换看法")))
        return tag(
            "div",
            tag(
                "div",
                tag("label", self.say(msg("合在一起看")), for_="view-inline"),
                tag("label", self.say(msg("左右对照看")), for_="view-side"),
                tag("span", tag("del", self.say(msg("删去"))), " ", tag("ins", self.say(msg("写进")))),
                tag(
                    "span",
                    *(joined((key, " ", self.say(words), " ")) for key, words in keys),
                    class_="keys",
                    hidden=True,
                ),
            ),
            class_="bar",
        )

    def contents(self) -> Markup:
        counts = (
            ("facts", msg("数字变化"), len(self._changes.facts)),
            ("broken", msg("新出现的错误"), len(self._changes.broken)),
            ("mended", msg("消除的错误"), len(self._changes.mended)),
            ("texts", msg("文字变化"), len(self._worded)),
            ("moves", msg("移动"), len(self._changes.moves)),
            ("renumbered", msg("只有序号改变"), len(self._renumbered)),
        )
        links = [
            tag("li", tag("a", f"{self.say(words)} {count}", href=f"#{name}")) for name, words, count in counts if count
        ]
        return tag("nav", tag("ul", *links), aria_label=self.say(msg("目录"))) if links else Markup()

    def sections(self) -> Iterator[Markup]:
        found = self._changes
        if found.facts:
            yield self._section("facts", msg("数字变化"), [facts_table(found, self._links, self._translate)])
        if found.broken:
            yield self._section("broken", msg("新出现的错误"), [self._problems(found.broken, "broken")])
        if found.mended:
            yield self._section("mended", msg("消除的错误"), [self._problems(found.mended, "mended")])
        if self._worded:
            yield self._section("texts", msg("文字变化"), self._texts(self._worded))
        if found.moves:
            yield self._section("moves", msg("移动"), [self._moves()])
        if self._renumbered:
            told = tag("summary", self.say(msg("另有{count}处只是序号随次序改变", count=len(self._renumbered))))
            inside = tag("details", told, *self._texts(self._renumbered))
            yield self._section("renumbered", msg("只有序号改变"), [inside])

    def _section(self, name: str, heading: Message, inside: Iterable[Markup]) -> Markup:
        return tag("section", tag("h2", self.say(heading), id=name), *inside, "\n", aria_labelledby=name)

    def _texts(self, numbered: list[tuple[int, TextChange]]) -> Iterator[Markup]:
        for headings, group in groupby(numbered, key=lambda one: one[1].headings):
            yield joined(("\n", tag("h3", path_of(headings, self._translate))))
            for index, change in group:
                yield text_block(index, change, self._links, self._translate)

    def _problems(self, found: Iterable[Diagnostic], name: str) -> Markup:
        items = []
        for index, one in enumerate(found):
            place = tag("div", str(one.location), class_="id") if one.location else ""
            hint = tag("div", self.say(one.hint), class_="about") if one.hint else ""
            blamed = [(self._links.row(fact), fact) for fact in dict.fromkeys(one.facts)]
            links = joined((tag("a", fact, href=f"#{row}") for row, fact in blamed if row), "、")
            items.append(
                tag(
                    "li",
                    tag("span", severity_word(one.severity, self._translate), class_="tag"),
                    f" {one.code} {self.say(one.message)}",
                    place,
                    hint,
                    tag("div", links, class_="about") if links else "",
                    class_="change",
                    id=f"{name}-{index + 1}",
                    tabindex=-1,
                )
            )
        return tag("ul", *items)

    def _moves(self) -> Markup:
        items = []
        for index, move in enumerate(self._changes.moves):
            texts = self._links.texts_of(move)
            links = joined(
                (tag("a", self.say(msg("文字{number}", number=text + 1)), href=f"#text-{text + 1}") for text in texts),
                " ",
            )
            cause = cause_words(move.cause, "changed", self._translate)
            items.append(
                tag(
                    "li",
                    self.say(moved_words(move)),
                    tag("div", cause, class_="about"),
                    tag("div", links, class_="about") if links else "",
                    class_="change",
                    id=f"move-{index + 1}",
                    tabindex=-1,
                )
            )
        return tag("ul", *items)
