"""Any bytes give a reading or a diagnostic, and every character of every block stands where the draft says."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.facts.terms import Terms
from report_kit.read import read_document
from report_kit.rules import Subject, check_draft
from tests.hostile.files import broken
from tests.unit.read.places import misplaced
from tests.unit.render.factory import docx, paragraph

PIECES = (
    "一、", "（一）", "(二)", "1、", "2、", "3、", "# ", "## ", "**", "*", "`", "[a](b)", "|", "|--|", "- ", "```", "\\", "\n", "\r\n", "\n\n",
    "\f", "\t", "　　", " ", "。", "，", "：", "2023年", "2024年工作计划", "工作总结", "截至2023年2月30日", "9774人", "62.7%", "XX", "😀", "e\u0301",
    "\u2028", "\x85", "\ufeff", "\ue000", "《", "》", "全市共12家，其中甲镇、乙镇3家，增长4.86%。" * 9, "第一批", "一是", "二是",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
NAMES = st.sampled_from(("总结.txt", "总结.md", "总结.docx", "总结", "总结(20240129).txt"))


def judged(name: str, data: bytes) -> None:
    document = read_document(name, data)
    assert misplaced(document) == []
    if document.reading is None:
        assert len(document.diagnostics) == 1
        assert document.diagnostics[0].severity.value == "error"
        return
    subject = Subject(document.reading.report).on(document.reading.draft, Terms())
    for found in check_draft(subject, preview=True):
        place = found.location
        assert place is None or place.path in document.sources


@given(TEXTS, NAMES)
@settings(max_examples=300, deadline=None)
def test_texts_keep_every_place(text: str, name: str) -> None:
    judged(name, text.encode())


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_word_of_a_text_is_lost(text: str) -> None:
    document = read_document("总结.txt", text.encode())
    if document.reading is not None and not document.diagnostics:
        kept = "".join(block.text for block in document.reading.draft.blocks)
        assert "".join(kept.split()) == "".join(text.removeprefix("\ufeff").split())


@given(st.binary(max_size=300), NAMES)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_taken(data: bytes, name: str) -> None:
    judged(name, data)


@given(st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
def test_broken_word_files_are_taken(seed: int) -> None:
    order = random.Random(seed)
    text = "".join(order.choices([one for one in PIECES if one.isprintable()], k=20))
    judged("总结.docx", broken(order, docx(paragraph(text) * 3)))
