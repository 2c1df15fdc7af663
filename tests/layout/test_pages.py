"""GB/T 9704-2012 on rendered pages: 22 lines of 28 characters, faces, headings, page numbers, signature."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from report_kit.flows.pipeline import assemble
from report_kit.load import DiskFiles
from tests.layout.pages import LEFT, PITCH, POINT, RIGHT, ROOT, Page, dash, laid_out, office, pages
from tests.unit.render.factory import Desk, group, item, rendered, report, written

if TYPE_CHECKING:
    from pathlib import Path

    from report_kit.draft import Draft

CHARACTER = 15.75 * POINT


@pytest.fixture(scope="module", autouse=True)
def _rendering() -> None:
    office()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("layout")


def pdf_of(draft: Draft, folder: Path, name: str) -> Path:
    inside = folder / name
    inside.mkdir()
    return laid_out(written(draft), inside)


@pytest.fixture(scope="module")
def built(folder) -> tuple[Draft, Path]:
    """The report on 2023 as shipped."""
    draft = assemble(DiskFiles(ROOT), 2023, ROOT / "templates").draft
    assert draft is not None
    return draft, pdf_of(draft, folder, "built")


@pytest.fixture(scope="module")
def built_pages(built) -> tuple[Page, ...]:
    return pages(built[1])


def long_report(headings: str, *attachments: str) -> Draft:
    desk = Desk()
    items = []
    for number in range(1, 10):
        groups = [group(desk, f"g{n}", "小标题", text="国" * 100 + "。", points=["国" * 40 + "。"] * 2) for n in (1, 2)]
        items += [
            item(
                desk,
                f"i{number}",
                "事项标题",
                points=[("国" * 60 + "。", "要点"), "国" * 90 + "。\n\n" + "国" * 30 + "。"],
            ),
            item(desk, f"j{number}", "带小标题的事项", groups=groups),
        ]
    shown = report(
        desk,
        [("a", "工作开展情况", items[:6]), ("b", "下步打算", items[6:])],
        title="XX市民政局2023年工作总结和2024年工作计划",
        headings=headings,
        attachments=attachments,
        closing="特此报告。",
    )
    return rendered(shown).draft


def test_a_page_holds_22_lines_of_28_characters(folder) -> None:
    desk = Desk()
    shown = report(desk, [], title="国", to=None, opening="国" * 28 * 80, closing="特此报告。")
    found = pages(pdf_of(rendered(shown).draft, folder, "probe"))
    for page in found[1:3]:
        assert [len(line.text) for line in page.lines] == [28] * 22
        assert page.slots == tuple(range(1, 23))
        assert {round(after.baseline - before.baseline, 1) for before, after in pairwise(page.lines)} <= {28.9, 29.0}
        assert all(line.left == pytest.approx(LEFT, abs=0.2) for line in page.lines)
        assert all(line.right == pytest.approx(RIGHT, abs=0.5) for line in page.lines)
    em_top = (found[1].lines[0].baseline - 0.88 * 16) * POINT
    em_bottom = (found[1].lines[-1].baseline + 0.12 * 16) * POINT
    assert em_top == pytest.approx(40.0, abs=0.3)
    assert em_bottom - em_top == pytest.approx(220.1, abs=0.3)


def test_no_line_leaves_the_grid_or_the_block(built_pages) -> None:
    assert len(built_pages) >= 8
    for page in built_pages:
        slots = page.slots
        assert slots == tuple(sorted(set(slots)))
        assert min(slots) >= 1
        assert max(slots) <= 22
        body = [(slot, line) for slot, line in zip(slots, page.lines, strict=True) if line.faces != {"小标宋"}]
        top = body[0][1].baseline - (body[0][0] - 1) * PITCH
        for slot, line in body:
            assert line.baseline == pytest.approx(top + (slot - 1) * PITCH, abs=0.5)
            assert line.left >= LEFT - 0.2
            assert line.right <= RIGHT + 0.5


def test_full_pages_have_22_lines(built_pages) -> None:
    """But for the first, which carries the title, the last, and one whose last paragraph had to go on with the signature."""
    assert built_pages[0].slots[-1] == 22
    for page, following in pairwise(built_pages[1:]):
        kept = following is built_pages[-1] or following.lines[0].text.startswith(("一、", "二、", "三、", "（"))
        assert len(page.lines) == 22 or kept
        assert len(page.lines) >= 17


def test_page_numbers_stand_outside_and_7_mm_below_the_block(built) -> None:
    found = pages(built[1])
    for place, page in enumerate(found):
        assert page.number is not None
        assert page.number.text == f"—{place + 1}—"
        assert page.number.faces == {"宋体"}
        top, left, right = dash(built[1], place)
        assert top == pytest.approx(269, abs=1)
        if place % 2:
            assert left == pytest.approx(LEFT + 4.94, abs=0.6)
        else:
            assert right == pytest.approx(RIGHT - 4.94, abs=0.6)


def test_the_title(built_pages) -> None:
    first, second, addressee = built_pages[0].lines[:3]
    assert (first.text, second.text) == ("XX市民政局2023年工作总结和", "2024年工作计划")
    for line in (first, second):
        assert line.faces == {"小标宋"}
        assert (line.left + line.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.6)
    assert built_pages[0].slots[:3] == (2, 3, 5)
    assert addressee.left == pytest.approx(LEFT, abs=0.2)
    assert addressee.text.endswith("：")
    assert built_pages[0].lines[3].left == pytest.approx(LEFT + 2 * CHARACTER, abs=0.3)
    assert built_pages[0].lines[4].left == pytest.approx(LEFT, abs=0.3)


def test_headings_have_their_faces(built_pages) -> None:
    lines = [line for page in built_pages for line in page.lines]
    chapters = [line for line in lines if line.text.startswith(("一、", "二、", "三、"))]
    assert [line.faces for line in chapters] == [{"黑体"}] * 3
    items = [line for line in lines if line.text.startswith("（") and line.left > LEFT + 5]
    assert len(items) >= 15
    for line in items:
        assert line.faces in ({"楷体", "仿宋"}, {"楷体"})
    others = [line for line in lines[3:-2] if line not in (*chapters, *items)]
    assert all(line.faces <= {"仿宋", "楷体"} for line in others)


def test_the_signature(built_pages) -> None:
    *text, unit, date = built_pages[-1].lines
    assert text, "a page of nothing but the signature"
    assert date.right == pytest.approx(RIGHT - 4 * CHARACTER, abs=CHARACTER / 2)
    assert (unit.left + unit.right) / 2 == pytest.approx((date.left + date.right) / 2, abs=CHARACTER / 2)
    slots = built_pages[-1].slots
    assert slots[-1] - slots[-2] == 1
    assert slots[-2] - slots[-3] == 3


@pytest.mark.parametrize("headings", ["run_in", "own_line"])
def test_no_heading_stands_at_the_foot_of_a_page(folder, headings) -> None:
    """In a report of many headings; none of its pages is short by more than what was kept together."""
    found = pages(pdf_of(long_report(headings), folder, f"long-{headings}"))
    assert len(found) > 8
    for page, following in pairwise(found):
        last = page.lines[-1]
        alone = len(last.text) < 12 and last.left > LEFT + 5 and last.text[-1] not in "。：；"
        assert not alone, last.text
        assert len(page.lines) >= 18 or following is found[-1]


def test_headings_on_lines_of_their_own(folder) -> None:
    lines = [line for page in pages(pdf_of(long_report("own_line"), folder, "own")) for line in page.lines]
    assert {tuple(line.faces) for line in lines if line.text == "（一）事项标题"} == {("楷体",)}
    assert {tuple(line.faces) for line in lines if line.text == "1.小标题"} == {("仿宋",)}
    assert {round(line.left - LEFT - 2 * CHARACTER) for line in lines if "标题" in line.text} == {0}


@pytest.mark.parametrize("names", [("任务清单" * 12,), ("任务清单", "指标表" * 15, "名单")], ids=["one", "three"])
def test_attachments_align(folder, names) -> None:
    page = pages(pdf_of(long_report("run_in", *names), folder, f"attached-{len(names)}"))[-1]
    start = next(place for place, line in enumerate(page.lines) if line.text.startswith("附件："))
    first, *others = page.lines[start:-2]
    assert page.slots[start] - page.slots[start - 1] == 2
    assert first.left == pytest.approx(LEFT + 2 * CHARACTER, abs=0.3)
    numbered = len(names) > 1
    for line in others:
        name = LEFT + (6 if numbered and line.text[0] not in "23" else 5) * CHARACTER
        assert line.left == pytest.approx(name, abs=0.4), line.text
    assert any("国" in line.text or "特此报告" in line.text for line in page.lines[:start])
