"""File names made of titles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.write.names import draft_name, final_name, kept_name, stem


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("XX市民政局2023年工作总结", "XX市民政局2023年工作总结"),
        ('a/b\\c:d*e?f"g<h>i|j', "a／b＼c：d＊e？f＂g＜h＞i｜j"),
        ("总结... ", "总结"),
        (" .总结", "总结"),
        ("甲\n乙\t丙\x00丁", "甲 乙 丙 丁"),
        ("con", "_con"),
        ("CON.2023", "_CON.2023"),
        ("lpt¹ .x", "_lpt¹ .x"),
        ("CONSOLE", "CONSOLE"),
        ("", "2023年报告"),
        ("...", "2023年报告"),
        ("a\ud800b", "ab"),
        ("a\u202eb", "a b"),
    ],
)
def test_a_title_becomes_a_name_every_system_can_hold(title: str, expected: str) -> None:
    assert stem(title, 2023) == expected


def test_a_long_title_is_cut_between_characters() -> None:
    name = stem("总" * 300, 2023)
    assert name == "总" * 60 + "…"
    assert len(kept_name(draft_name("总" * 300, 2023), 99).encode()) < 255


def test_names_of_draft_final_and_kept_files() -> None:
    assert draft_name("题", 2023) == "题（草稿）.docx"
    assert final_name("题", 2023) == "题.docx"
    assert kept_name("题（草稿）.docx", 1) == "题（草稿）（人工修改 1）.docx"


@given(st.text(max_size=400))
def test_any_title_gives_a_file_that_can_be_made(title: str) -> None:
    for name in (draft_name(title, 2023), final_name(title, 2023)):
        assert Path(name).name == name
        assert not re.search('[<>:"/\\\\|?*\x00-\x1f]', name)
        assert not name.startswith((".", " "))
        assert len(name.encode("utf-8")) <= 255 - len("（人工修改 999）".encode())
