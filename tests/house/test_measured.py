"""Pages have a place for each table that commands write into them, and the blocks stay between their marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from benchmarks.pages import CHECKING, REVIEW, marks, percent, replaced, table

if TYPE_CHECKING:
    from pathlib import Path

TABLES = (("mutation", CHECKING), ("corpus", CHECKING), ("speed", CHECKING), ("review", REVIEW))
MAKEFILE = CHECKING.parents[1] / "Makefile"


@pytest.mark.parametrize(("name", "file"), TABLES)
def test_the_page_has_the_marks_of_each_table_once_and_a_table_between_them(name: str, file: Path) -> None:
    page = file.read_text(encoding="utf-8")
    first, last = marks(name)
    assert page.count(first) == page.count(last) == 1
    assert "| ---" in page[page.index(first) : page.index(last)]


def test_each_command_on_the_page_is_there_and_make_measure_runs_it() -> None:
    checking, makefile = CHECKING.read_text(encoding="utf-8"), MAKEFILE.read_text(encoding="utf-8")
    commands = re.findall(r"^\| `python -m (benchmarks\.\w+)`", checking, re.MULTILINE)
    commands += re.findall(r"^`python -m (benchmarks\.\w+)`[^\n]*`--update`", REVIEW.read_text("utf-8"), re.MULTILINE)
    assert len(commands) == len(TABLES)
    for command in commands:
        assert (MAKEFILE.parent / f"{command.replace('.', '/')}.py").exists()
        assert f"-m {command} --update" in makefile


def test_a_block_is_replaced_and_the_words_around_it_stay() -> None:
    first, last = marks("corpus")
    page = f"前\n{first}旧\n{last}后\n"
    once = replaced(page, "corpus", "新")
    assert once == f"前\n{first}\n新\n\n{last}后\n"
    assert replaced(once, "corpus", "新") == once
    with pytest.raises(ValueError, match="no marks"):
        replaced("前\n", "corpus", "新")


def test_a_share_is_rounded_down_so_that_all_means_all() -> None:
    assert (percent(1, 1), percent(9999, 10000), percent(2, 3), percent(0, 0)) == ("100.0%", "99.9%", "66.6%", "—")
    assert table(("名", "数"), [("甲", 1)]) == "| 名 | 数 |\n| --- | ---: |\n| 甲 | 1 |"
