"""Any texts in all places of a report: the draft holds them exactly, and every character has its origin."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.draft import FactOrigin, ProseOrigin, Slot
from report_kit.facts.values import Words
from report_kit.ooxml.xml import ILLEGAL, check
from report_kit.render import compile_template, render_report
from report_kit.render.marks import PRIVATE
from tests.unit.render.factory import (
    Desk,
    group,
    item,
    rendered,
    report,
    sample,
    standard_template,
    written,
    xml_of,
)

PIECES = (
    "{{ 7*7 }}", "{_{", "}_}", "{%p if x %}", "{#", "｛｛", "&amp;", "<总计>", "]]>", "</w:t>", "“", "”", '"', "'", "\t",
    "\n", "䶮", "\ue000", "👍🏽", "1.2", "第一", " ", "甲", "。", "\\", "$1", "\u200b",
)  # fmt: skip
ANY = st.text().filter(lambda text: not ILLEGAL.search(text) and not PRIVATE.search(text) and "\r" not in text)
TEXT = st.one_of(st.lists(st.sampled_from(PIECES), min_size=1).map("".join), ANY).filter(bool)
TEMPLATE = compile_template("templates/report.docx", standard_template())


class Reports:
    """A report made of drawn texts, and the texts by the blocks that must show them."""

    def __init__(self, draw, headings: str) -> None:
        self.draw = draw
        self.desk = Desk({"值": Words(draw(TEXT)), "词": draw(TEXT)}, holes=False)
        self.wanted: list[tuple[str, str]] = []
        self.shown = self._report(headings)

    def text(self, block: str) -> str:
        text = self.draw(TEXT).replace("\n\n", "\n")
        if text.strip("\n") == "":
            text = "空"
        self.wanted.append((block, text))
        return text

    def _report(self, headings: str):
        desk, text = self.desk, self.text
        homes = group(desk, "g", text("g"), text=text("g"), points=[(text("g.points.1"), text("g.points.1"))])
        items = [
            item(desk, "a", text("a"), points=[(text("1"), text("1")), text("2")], groups=[homes], after=text("a"))
        ]
        return report(
            desk,
            [("c", text("c"), items), ("d", text("d"), None)],
            title=text("title"),
            to=text("to"),
            opening=text("opening"),
            closing=text("closing"),
            attachments=(text("attachments.1"), text("attachments.2")),
            unit=text("unit"),
            headings=headings,
        )


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(["run_in", "own_line"]))
def test_any_texts_in_all_places(data, headings) -> None:
    made = Reports(data.draw, headings)
    out = render_report(made.shown, TEMPLATE)
    assert out.diagnostics == ()
    everything = "\0".join(block.text for block in out.draft.blocks)
    for _, text in made.wanted:
        assert text in everything
    spans_cover(out.draft)
    parts_hold_the_blocks(out.draft)
    again = render_report(made.shown, compile_template("t.docx", standard_template()))
    assert written(again.draft) == written(out.draft)


def spans_cover(draft) -> None:
    """No gap, no overlap, no empty span; a literal's span shows what its place in the file says."""
    for block in draft.blocks:
        assert block.text
        assert block.spans[0].start == 0
        assert block.spans[-1].end == len(block.text)
        assert all(before.end == after.start for before, after in pairwise(block.spans))
        assert all(span.start < span.end for span in block.spans)
        assert all(span.origin is not None for span in block.spans)


def parts_hold_the_blocks(draft) -> None:
    """Every character of every block is in exactly one slot, in order, or is a break of the template."""
    joined: dict[int, str] = {}
    for part in draft.parts:
        for piece in part.pieces:
            if isinstance(piece, Slot):
                text = draft.blocks[piece.block].text
                assert piece.start == len(joined.get(piece.block, ""))
                joined[piece.block] = joined.get(piece.block, "") + text[piece.start : piece.end]
        check(xml_of(draft, part.name).partition("?>\n")[2])
    assert joined == {number: block.text for number, block in enumerate(draft.blocks)}


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, TEXT, TEXT)
def test_a_span_shows_what_its_origin_says(value, word, before, between) -> None:
    before, between = (text.replace("\n", "").replace("{", "（") or "甲" for text in (before, between))
    desk = Desk({"值": Words(value), "词": word})
    draft = rendered(report(desk, [], opening=f"{before}{{{{ 值 }}}}{between}{{{{ 词 }}}}")).draft
    block = next(block for block in draft.blocks if block.id == "opening")
    assert block.text == f"{before}{value}{between}{word}"
    shown = [(block.text[span.start : span.end], type(span.origin)) for span in block.spans]
    assert shown == [(before, ProseOrigin), (value, FactOrigin), (between, ProseOrigin), (word, ProseOrigin)]


def calls(times: int) -> int:
    """Calls of functions, Python's and C's, that one rendering makes."""
    shown = sample(times=times)
    count = 0

    def counting(_frame, event, _argument) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    sys.setprofile(counting)
    try:
        render_report(shown, TEMPLATE)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.skipif(sys.gettrace() is not None, reason="a tracer counts as well")
def test_the_work_grows_with_the_facts() -> None:
    """Counted, not timed: sixteen times the facts, no more than sixteen times the calls."""
    render_report(sample(), TEMPLATE)
    one, sixteen = calls(10), calls(160)
    assert sixteen < 16.5 * one
