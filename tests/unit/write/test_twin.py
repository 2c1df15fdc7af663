"""The twin: every text is had back from it unchanged, and git names the heading of a change."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.draft import Block, Draft
from report_kit.write.twin import twin
from tests.unit.render.factory import rendered, sample

if TYPE_CHECKING:
    from pathlib import Path


def block(text: str, *, level: int = 0, heading_end: int = 0, name: str = "a") -> Block:
    return Block(name, "", text, (), level, heading_end)


def had_back(text: str) -> list[str]:
    """The texts of the blocks, read off a twin by the rules its module states."""
    blocks, current, opened = [], "", False
    for line in text.split("\n")[:-1]:
        if not line:
            blocks.append(current)
            current, opened = "", False
            continue
        marks = len(line) - len(line.lstrip("#"))
        if not opened and marks and line[marks : marks + 1] == " ":
            words = line[marks + 1 :]
        else:
            words = line[1:] if line[:2] in ("\\\\", "\\#") else line
        opened = True
        bare = words.rstrip("\\")
        slashes = len(words) - len(bare)
        current += bare + "\\" * (slashes // 2) + "\n" * (slashes % 2)
    return [*blocks, current] if text else blocks


@pytest.mark.parametrize("headings", ["run_in", "own_line"])
def test_every_text_of_a_report_is_there(headings: str) -> None:
    draft = rendered(sample(headings)).draft
    assert had_back(twin(draft)) == [one.text for one in draft.blocks]


def test_headings_sentences_and_paragraphs_have_lines_of_their_own() -> None:
    draft = Draft(
        "题",
        (
            block("题", name="title"),
            block("一、亮点", level=1),
            block("（一）标题。他说“好。”又说！？（完。）末句", level=2, heading_end=6),
            block("1.小标题", level=3),
            block("正文。他说“好。”"),
        ),
    )
    assert twin(draft) == (
        "# 题\n\n## 一、亮点\n\n### （一）标题。\n他说“好。”\n又说！？\n（完。）\n末句\n\n#### 1.小标题\n\n正文。\n他说“好。”\n"
    )


def test_an_empty_draft_has_an_empty_twin() -> None:
    assert twin(Draft("", ())) == ""


@pytest.mark.parametrize(
    "text",
    [
        "# 不是标题",
        "#",
        "##",
        "\\#",
        "\\",
        "\\\\",
        "a\\",
        "a\\\n",
        "\n",
        "\n\n",
        "a\n\n#b",
        "。\\",
        "。#x",
        "甲。\n乙。\n",
        "\\\n#\n\\",
    ],
)
@pytest.mark.parametrize("level", [0, 1])
def test_text_that_looks_like_markup_stays_text(text: str, level: int) -> None:
    blocks = (block("前"), block(text, level=level), block(text, level=level, heading_end=1), block("后"))
    assert had_back(twin(Draft("", blocks))) == ["前", text, text, "后"]


PIECES = st.text(
    st.sampled_from(["#", "\\", "\n", "。", "”", "！", "a", " ", "\t", "甲", "<", "\r", "\u2028"]),
    min_size=1,
    max_size=12,
)


@given(st.lists(st.tuples(PIECES, st.integers(0, 3), st.integers(0, 12)), max_size=5))
def test_any_text_is_had_back(texts: list[tuple[str, int, int]]) -> None:
    blocks = tuple(block(text, level=level, heading_end=min(end, len(text))) for text, level, end in texts)
    assert had_back(twin(Draft("", blocks))) == [one.text for one in blocks]


def test_git_names_the_heading_of_a_change(tmp_path: Path) -> None:
    draft = rendered(sample()).draft
    one, other = tmp_path / "a.txt", tmp_path / "b.txt"
    one.write_text(twin(draft), encoding="utf-8")
    other.write_text(twin(draft).replace("4.86%", "4.68%"), encoding="utf-8")
    (tmp_path / "attributes").write_text("*.txt diff=twin\n")
    settings = ["-c", "diff.twin.xfuncname=^#+ .*$", "-c", f"core.attributesFile={tmp_path / 'attributes'}"]
    done = subprocess.run(
        ["git", *settings, "diff", "--no-index", "-U0", one.name, other.name],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        text=True,
    )
    hunks = [line for line in done.stdout.splitlines() if line.startswith("@@")]
    assert len(hunks) == 1
    assert hunks[0].endswith("### （一）完善多元化综合救助服务体系。")
