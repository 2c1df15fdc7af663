"""The page of a review: nothing in it can become markup, every link arrives, both views say the same."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import shutil
import subprocess
from html.parser import HTMLParser
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.changes import (
    Cause,
    Changes,
    Commit,
    Detail,
    Difference,
    FactChange,
    Figure,
    Hunk,
    Move,
    ShownIn,
    TextChange,
)
from report_kit.diagnostics import Code, Location, Severity, msg
from report_kit.diff import compare
from report_kit.show.as_html import changes_html
from report_kit.show.catalog import translator
from report_kit.show.html_parts import escaped
from report_kit.wording_diff import Piece, pieces
from tests.unit.diff.edits import FILES, edited, side

if TYPE_CHECKING:
    from pathlib import Path

VOID = {"meta", "input", "br"}
HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</style></title></del>&lt;&#x3c;&amp",
    "\ue000\ue001{{ 7*7 }}",
    "a\0b\x01\x1b[31m\x85\r\n\t",
    "\u202e倒\u2066着\u2028\ufffe\ufdd0\U0001ffff",
    "长" * 300 + "w" * 300,
    "",
)


class Page(HTMLParser):
    """A page read by the standard library, held to the rules of HTML that it does not check itself."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[tuple[str, str]]] = {}
        self._classes: list[str] = []
        self._anchors: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open
        assert len(self.ids) == len(set(self.ids))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        assert len(own) == len(attrs), "an attribute twice"
        assert not any(name.startswith("on") or name in ("style", "src", "srcset") for name in own)
        assert not (tag == "a" and "a" in self.open), "a link in a link"
        assert not (tag in ("div", "p", "ul", "ol", "table", "h3") and "p" in self.open), "a block in a paragraph"
        self.elements.append((tag, own))
        if "id" in own:
            self.ids.append(own["id"] or "")
        if "href" in own:
            target = own["href"] or ""
            assert target.startswith("#"), "a link that leaves the page"
            self.links.append((next(iter(self._anchors[::-1]), ""), target[1:]))
        if tag not in VOID:
            self.open.append(tag)
            self._classes.append(own.get("class") or "")
            if (own.get("class") or "").startswith("change"):
                self._anchors.append(own.get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if self._classes.pop().startswith("change"):
            self._anchors.pop()

    def handle_data(self, data: str) -> None:
        passage = next((name for name in self._classes if name.endswith("passage")), "")
        if passage and self.open[-1] != "sup":
            self.texts.setdefault(self._anchors[-1], []).append((passage, data))


def passage(page: Page, anchor: str, view: str) -> str:
    return "".join(data for name, data in page.texts.get(anchor, ()) if name == view)


def hostile(text: str) -> Changes:
    """Changes that hold a text wherever a text can stand."""
    place = Location(text or "a.yaml", 3)
    block, other = text + "b", text + "c"
    shown = (ShownIn(block, 0, 1, (text,)), ShownIn(other, 0, 1, (text, text)))
    old = Figure(text, text + "1", None, text, text, text, text, text, text, text, text, text, place, shown=shown)
    new = old._replace(text=text + "2", id=text + "n")
    commit = Commit(text * 2, text, text, text)
    details = tuple(Detail(field, text, text) for field in ("what", "unit", "as_of", "source", "note", "declared"))
    facts = (
        FactChange("changed", text, old, old._replace(text="9"), Difference(text, text, text), details, (), commit),
        FactChange("renamed", text + "n", old, new, follows=(text, "no such")),
        FactChange("added", text + "x", None, new, follows=(text + "n",)),
        FactChange("removed", text + "y", old, None),
    )
    causes = tuple(
        Cause(kind, text, place, gone, commit) for kind in ("fact", "prose", "template") for gone in (True, False)
    )
    ring = Cause("derived", text + "n", None)
    found = tuple(
        Piece(kind, part)
        for kind, part in (
            ("equal", text),
            ("delete", "甲"),
            ("insert", "乙"),
            ("equal", f"。{text}"),
            ("insert", text or "丙"),
        )
        if part
    )
    texts = (
        TextChange("changed", block, block, (text,), found, (Hunk(0, 9999, 0, 9999, causes),)),
        TextChange("changed", other, other, (text, text), found, (Hunk(0, 9999, 0, 9999, (ring,)),)),
        TextChange("added", "", text + "d", (), (Piece("insert", text or "新"),), ()),
        TextChange("removed", text + "e", "", (), (Piece("delete", text or "旧"),), ()),
    )
    told = Code(text, text, Severity.ERROR).at(
        place, msg("{a}", a=text), facts=[text, "no such"], hint=msg("{a}", a=text)
    )
    move = Move(block, block, text, (text,), (text,), 1, 2, Cause("order", text, place))
    remark = msg("{a}", a=text)
    return Changes(text, remark, facts, texts, (move,), (told,), (told,), (remark,), 2023)


BED = Figure(
    "床位", "673张", shown=(ShownIn("p", 5, 9, ("一、养老",)),), location=Location("data/a.yaml", 7), what="养老床位"
)
PLAIN = Changes(
    "HEAD",
    "工作区",
    (
        FactChange("changed", "床位", BED, BED._replace(text="680张"), Difference("+7张", "+1.04%")),
        FactChange(
            "changed",
            "占比",
            BED._replace(id="占比", shown=()),
            BED._replace(id="占比", text="62%", shown=()),
            follows=("床位",),
        ),
    ),
    (
        TextChange(
            "changed",
            "p",
            "p",
            ("一、养老",),
            pieces("全市有床位673张，按月通报。", "全市有床位680张，按季度通报。"),
            (
                Hunk(5, 8, 5, 8, (Cause("fact", "床位", Location("data/a.yaml", 7)),)),
                Hunk(11, 12, 11, 13, (Cause("prose", "", Location("data/a.yaml", 9)),)),
            ),
        ),
    ),
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text(text: str) -> None:
    page = changes_html(hostile(text))
    assert page.encode()
    assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0\ufffe\U0001ffff]", page)
    read = Page(page)
    tags = [tag for tag, _ in read.elements]
    if text:
        assert tags == [tag for tag, _ in Page(changes_html(hostile("无害"))).elements]
    assert tags.count("script") == tags.count("style") == 1
    assert "img" not in tags


@pytest.mark.parametrize("text", HOSTILE)
def test_every_link_arrives(text: str) -> None:
    read = Page(changes_html(hostile(text)))
    assert {target for _, target in read.links} <= set(read.ids)
    labels = {own["for"] for tag, own in read.elements if tag == "label"}
    assert labels == {"view-inline", "view-side"} <= set(read.ids)
    assert {own["aria-labelledby"] for tag, own in read.elements if tag == "section"} <= set(read.ids)


@pytest.mark.parametrize("changes", [PLAIN, *map(hostile, HOSTILE)])
def test_a_fact_leads_to_the_paragraphs_that_show_it_and_back(changes: Changes) -> None:
    links = set(Page(changes_html(changes)).links)
    to = {(start, end) for start, end in links if start.startswith("fact-") and end.startswith("text-")}
    assert to
    assert {(end, start) for start, end in to} <= links


def test_each_change_names_its_cause() -> None:
    page = changes_html(PLAIN)
    article = page[page.index("<article") : page.index("</article>")]
    assert "<del>673</del><ins>680</ins><sup>[1]</sup>" in article
    assert "<del>月</del><ins>季度</ins><sup>[2]</sup>" in article
    assert '<li><a href="#fact-1">事实 床位，data/a.yaml:7</a></li><li>改写正文，data/a.yaml:9</li>' in article


def test_one_cause_for_all_needs_no_number() -> None:
    text = PLAIN.texts[0]
    causes = text.hunks[1].causes
    one = text._replace(hunks=tuple(hunk._replace(causes=causes) for hunk in text.hunks))
    page = changes_html(PLAIN._replace(texts=(one,)))
    assert "<sup>" not in page
    assert "原因：改写正文，data/a.yaml:9" in page


def test_a_cause_of_one_change_alone_is_not_told_of_all() -> None:
    text = PLAIN.texts[0]
    page = changes_html(PLAIN._replace(texts=(text._replace(hunks=text.hunks[:1]),)))
    assert page.count("<sup>[1]</sup>") == 3
    assert "季度</ins><sup>" not in page


def test_a_fact_tells_all_about_it() -> None:
    page = changes_html(PLAIN)
    row = page[page.index('id="fact-1"') : page.index('id="fact-2"')]
    for part in (
        "养老床位",
        "床位",
        "<del>673张</del>",
        "<ins>680张</ins>",
        "+7张，+1.04%",
        "data/a.yaml:7",
        "文字1 一、养老",
    ):
        assert part in row
    follows = page[page.index('id="fact-2"') :]
    assert 'class="d1"' in follows
    assert '↑ <a href="#fact-1">床位</a>' in follows
    assert "正文没有出现" in follows


def test_a_paragraph_that_did_not_change_is_named_too() -> None:
    shown = (*BED.shown, ShownIn("q", 0, 4, ("二、别处",)))
    fact = FactChange("changed", "床位", BED, BED._replace(text="680张", shown=shown))
    page = changes_html(PLAIN._replace(facts=(fact,)))
    assert "<li>二、别处</li>" in page


def test_what_only_changed_its_number_comes_last() -> None:
    order = TextChange("changed", "o", "o", (), pieces("一、甲", "二、甲"), (Hunk(0, 1, 0, 1, (Cause("order"),)),))
    page = changes_html(PLAIN._replace(texts=(order, *PLAIN.texts)))
    assert page.index('id="text-1"') < page.index("<details>") < page.index('id="text-2"')
    assert "季度" in page[page.index('id="text-1"') : page.index("<details>")]


def test_a_move_is_named_and_linked() -> None:
    move = Move("p", "p", "全市有床位", ("一、养老",), ("一、养老",), 1, 2, Cause("order"))
    links = Page(changes_html(PLAIN._replace(moves=(move,)))).links
    assert ("move-1", "text-1") in links
    assert ("text-1", "move-1") in links


def test_both_that_changed_places_are_linked() -> None:
    other = PLAIN.texts[0]._replace(before="q", after="q")
    move = Move("p", "p", "甲", (), (), 1, 2, Cause("order"), "q", "乙")
    links = set(Page(changes_html(PLAIN._replace(texts=(*PLAIN.texts, other), moves=(move,)))).links)
    assert {("move-1", "text-1"), ("move-1", "text-2"), ("text-1", "move-1"), ("text-2", "move-1")} <= links


def test_nothing_different_says_so() -> None:
    page = changes_html(Changes("甲", "乙"))
    assert "没有不同" in page
    assert not Page(page).links[1:]


def test_the_policy_allows_this_style_and_this_script_alone() -> None:
    page = changes_html(PLAIN)
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">')
    policy = next(own["content"] or "" for tag, own in Page(page).elements if "http-equiv" in own)
    for name in ("style", "script"):
        content = page.partition(f"<{name}>")[2].partition(f"</{name}>")[0]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "url(" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_the_page_speaks_english() -> None:
    page = changes_html(hostile("x"), translator("en"), language="en")
    assert '<html lang="en">' in page
    chinese = re.sub(r'lang="zh-CN">.*?</div>', "", page.partition("<body>")[2])
    chinese = re.sub(r"[甲乙丙新旧、]", "", chinese)
    assert not re.findall("[\u4e00-\u9fff]+", chinese)


def test_the_same_changes_give_the_same_bytes() -> None:
    assert changes_html(hostile("<&>")) == changes_html(hostile("<&>"))


def test_a_long_review_keeps_every_row() -> None:
    facts = tuple(FactChange("added", f"f{n}", None, BED._replace(id=f"f{n}", shown=())) for n in range(2000))
    assert len(re.findall('id="fact-', changes_html(Changes("a", "b", facts)))) == 2000


WORDS = st.text(st.one_of(st.sampled_from("<>&\"'\0\ue000\n\r\t 增长12.5%，。"), st.characters()), max_size=40)


@settings(max_examples=150, deadline=None)
@given(WORDS, WORDS)
def test_both_views_say_the_whole_text(before: str, after: str) -> None:
    found = pieces(before, after)
    page = Page(changes_html(Changes("a", "b", texts=(TextChange("changed", "p", "p", (), found, ()),))))

    mark = "↵\n"
    inline = passage(page, "text-1", "inline passage").replace(mark, "\n")
    assert inline == html.unescape(escaped("".join(piece.text for piece in found))).replace(mark, "\n")
    side = passage(page, "text-1", "passage").replace(mark, "\n")
    assert side == html.unescape(escaped(before + after)).replace(mark, "\n")


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_any_text_anywhere_gives_a_sound_page(text: str) -> None:
    read = Page(changes_html(hostile(text)))
    assert {target for _, target in read.links} <= set(read.ids)


def test_a_browser_runs_the_script_under_the_policy(tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium here: the page was not opened in a browser")
    path = tmp_path / "page.html"
    path.write_bytes(changes_html(hostile("<b>")).encode())
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom",
         f"--user-data-dir={tmp_path / 'profile'}", path.as_uri()],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"Chromium does not start here: {done.stderr[-200:]}")
    assert '<span class="keys">' in done.stdout  # the script took the attribute hidden away
    assert "CONSOLE" not in done.stderr


@pytest.mark.parametrize("seed", range(6))
def test_a_review_of_the_shipped_data_is_told_in_full(seed: int) -> None:
    random = Random(seed)
    files, _ = edited(random, random.randint(3, 12))
    found = compare(side(FILES), side(files), 2023)
    read = Page(changes_html(found))
    assert {target for _, target in read.links} <= set(read.ids)
    assert sum(name.startswith("fact-") for name in read.ids) == len(found.facts)
    assert sum(name.startswith("move-") for name in read.ids) == len(found.moves)
    told = sorted(passage(read, name, "passage") for name in read.ids if name.startswith("text-"))
    assert told == sorted(change.old + change.new for change in found.texts)
    # What an edit changed can be reached from its cause: the row of the fact is there, and linked.
    for number, change in enumerate(sorted(found.texts, key=lambda one: one.renumbered), 1):
        links = [target for start, target in read.links if start == f"text-{number}"]
        if any(cause.kind in ("fact", "derived") for hunk in change.hunks for cause in hunk.causes):
            assert any(target.startswith("fact-") for target in links)
