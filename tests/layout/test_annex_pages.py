"""Tables behind the signature on rendered pages: 附件 and title where 7.3.7 wants them, the head on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.layout.pages import LEFT, RIGHT, Line, Page, dash, laid_out, office, pages
from tests.unit.render.factory import written
from tests.unit.render.tables import indicator, made

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 60
HEAD = ("序号", "单位", "2023年", "2022年")
MM = 56.693
COLUMN_LEFT, COLUMN_RIGHT = (LEFT + width / MM for width in (600 + 1900 + 780, 600 + 1900 + 780 + 1090))
"""The column of this year's figures, in mm."""
CELL_MARGIN = 57 / MM


@pytest.fixture(scope="module", autouse=True)
def _rendering() -> None:
    office()


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list of two attachments, the second a table of sixty rows; every tenth has a name of several lines."""
    facts = [
        indicator(
            "甲" if n == 0 else f"甲{n}",
            f"{n * n * 7}.{n % 10}万元" if n % 3 else f"{n * 11}人",
            what=("享受高龄津贴的经济困难失能老年人和残疾人" * 3 if n % 10 == 9 else f"第{n}类人数"),
            source="统计月报",
        )
        for n in range(ROWS)
    ]
    draft = made(facts, "[任务清单, {table: indicators}]").draft
    assert draft is not None
    return laid_out(written(draft), tmp_path_factory.mktemp("annex"))


@pytest.fixture(scope="module")
def found(pdf: Path) -> tuple[Page, ...]:
    return pages(pdf)


def is_head(line: Line) -> bool:
    return all(word in line.text for word in HEAD)


def test_the_table_begins_on_a_page_of_its_own(found) -> None:
    """附件 and its number on the first line, flush left, in 黑体; the title centred on the third."""
    before, first = found[0], found[1]
    assert before.lines[-1].text == "2024年1月29日"
    label, title = first.lines[:2]
    assert (label.text, title.text) == ("附件2", "主要指标表")
    assert first.slots[:2] == (1, 3)
    assert label.left == pytest.approx(LEFT, abs=0.3)
    assert label.faces == {"黑体"}
    assert title.faces == {"小标宋"}
    assert (title.left + title.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.6)
    assert not any("附件2" in line.text for page in found[2:] for line in page.lines)


def test_the_head_stands_on_every_page_of_the_table(found) -> None:
    assert len(found) >= 4
    heads = [[place for place, line in enumerate(page.lines) if is_head(line)] for page in found[1:]]
    assert all(len(places) == 1 for places in heads)
    assert all(places[0] <= 1 for places in heads[1:])  # only 增幅 of two lines may stand higher


def test_every_row_is_there_once_and_on_one_page(found) -> None:
    """No row is cut: the three lines of a long name stand on the page of its number."""
    text = ["".join(line.text for line in page.lines) for page in found[1:]]
    for page in text:
        assert page.count("享受高龄津贴") in (0, *range(3, 99, 3)), "a row was cut"
    whole = "".join(text)
    assert [whole.count(f"第{n}类人数") for n in range(ROWS) if n % 10 != 9] == [1] * 54
    assert whole.count("享受高龄津贴") == 18


def test_figures_end_at_the_right_edge_of_their_column(found) -> None:
    """Whatever their length: the middle of the last digit is at the same place in every row."""
    figures = [
        [
            (sign, middle)
            for sign, middle in zip(line.text, line.middles, strict=True)
            if COLUMN_LEFT < middle < COLUMN_RIGHT
        ]
        for page in found[1:]
        for line in page.lines
        if "类人数" in line.text
    ]
    assert len({len(figure) for figure in figures}) > 4
    assert len(figures) == 54
    for figure in figures:
        assert figure[-1][0].isdigit()
        assert figure[-1][1] == pytest.approx(COLUMN_RIGHT - CELL_MARGIN - 1.2, abs=0.4)


def test_nothing_leaves_the_block_and_page_numbers_go_on(pdf, found) -> None:
    for place, page in enumerate(found):
        assert page.number is not None
        assert page.number.text == f"—{place + 1}—"
        assert dash(pdf, place)[0] == pytest.approx(269, abs=1)
        assert all(line.left >= LEFT - 0.3 and line.right <= RIGHT + 0.3 for line in page.lines)
        assert all(line.baseline * 25.4 / 72 < 262 for line in page.lines)
