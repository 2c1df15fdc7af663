"""Edits made by hand, cut around what differs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.show.edits import CONTEXT, LONGEST, around, edited_lines
from report_kit.write import Edited, TextChange

LONG = "".join(f"第{n}项工作已经办结，群众反映良好，" for n in range(60))
"""A paragraph of a thousand characters in which no passage stands twice."""


def near(end: str) -> str:
    return end[-CONTEXT:]


def test_a_change_late_in_a_long_paragraph_is_seen() -> None:
    assert around(LONG + "共12家。" + LONG, LONG + "共13家。" + LONG) == (
        f"…{near(LONG + '共1')}2{('家。' + LONG)[:CONTEXT]}…",
        f"…{near(LONG + '共1')}3{('家。' + LONG)[:CONTEXT]}…",
    )


def test_several_edits_in_one_paragraph_are_all_seen_and_what_is_between_is_left_out() -> None:
    first, second, third = LONG[:300], LONG[300:600], LONG[600:]
    before, after = around(f"{first}甲{second}{third}丙。", f"{first}A{second}增加的话{third}C。")
    assert before == f"…{near(first)}甲{second[:CONTEXT]}…{near(second)}{third[:CONTEXT]}…{near(third)}丙。"
    assert after == f"…{near(first)}A{second[:CONTEXT]}…{near(second)}增加的话{third[:CONTEXT]}…{near(third)}C。"


def test_an_added_sentence_at_either_end_is_seen() -> None:
    assert around(LONG, LONG + "请审示。") == (f"…{near(LONG)}", f"…{near(LONG)}请审示。")
    assert around(LONG, "经研究，" + LONG) == (f"{LONG[:CONTEXT]}…", f"经研究，{LONG[:CONTEXT]}…")
    assert around(LONG + "请审示。", LONG) == (f"…{near(LONG)}请审示。", f"…{near(LONG)}")


def test_a_new_paragraph_is_shown_whole_unless_it_is_very_long() -> None:
    words = LONG[:LONGEST]
    assert around("", words) == ("", words)
    assert around(LONG, "") == (f"{LONG[: LONGEST // 2]}…{LONG[-LONGEST // 2 :]}", "")


def test_short_texts_are_shown_whole() -> None:
    assert around("二是乙。", "二是丙。") == ("二是乙。", "二是丙。")


def test_a_character_is_not_parted_from_its_marks() -> None:
    tail = "e\u0301" * 30
    before, after = around(f"{tail}1{tail}", f"{tail}2{tail}")
    assert before.startswith("…e\u0301")
    assert before.endswith("\u0301…")
    assert after.replace("2", "1") == before
    assert around("🎉" * 50 + "䶮", "🎉" * 50 + "龚") == ("…" + "🎉" * CONTEXT + "䶮", "…" + "🎉" * CONTEXT + "龚")


TEXTS = st.lists(st.sampled_from(["甲", "乙", "，", LONG[:50], LONG[50:120], "e\u0301", "\n"]), max_size=12).map(
    "".join
)


@given(TEXTS, TEXTS)
def test_different_texts_are_shown_differently(one: str, other: str) -> None:
    before, after = around(one, other)
    assert (before == after) == (one == other)
    assert len(before) <= len(one)
    assert len(after) <= len(other)


def test_very_long_and_very_different_texts_are_compared() -> None:
    for one, other in ((LONG * 2, LONG[::-1] * 2), (LONG * 500, LONG[7:] * 500), ("甲" * 1999, "甲乙" * 999)):
        assert max(map(len, around(one, other))) < 10_000


@pytest.mark.parametrize(
    ("kind", "words"),
    [("header", "在页眉里："), ("footer", "在页脚里："), ("footnotes", "在脚注里："), ("endnotes", "在尾注里：")],
)
def test_where_a_margin_was_edited_is_told(kind: str, words: str) -> None:
    lines = list(edited_lines(Edited(base="built", changes=(TextChange("", "甲", "", kind),)), None))
    assert lines == ["改动的段落（1处）：", words, "   - 甲", "   +"]


@pytest.mark.parametrize(
    ("before", "after"), [("甲 乙", "甲\n乙"), ("甲", "甲\u200b"), ("甲乙", "甲\u3000乙"), ("甲", "甲 ")]
)
def test_a_difference_nobody_can_see_is_told_in_words(before: str, after: str) -> None:
    lines = list(edited_lines(Edited(base="built", changes=(TextChange("", before, after),)), None))
    assert lines[-1] == "   （不同之处只是空格、换行或看不见的字符）"
