"""Saving a build: untouched where nothing changed, kept where somebody edited the Word file."""

from __future__ import annotations

import io
import json
import os
from typing import TYPE_CHECKING

import docx as python_docx
import pytest

from report_kit.diagnostics import Severity
from report_kit.facts.published import PublishedFigure, PublishedPlace, PublishedPromise
from report_kit.write import Saved, make, save
from report_kit.write.kept import MOST_PARAGRAPHS, Edited, Said, TextChange, edited
from report_kit.write.source_map import Texts
from tests.unit.render import factory
from tests.unit.write import paper

if TYPE_CHECKING:
    from pathlib import Path

NAME = "XX市民政局2023年工作总结（草稿）.docx"
DRAFT = f"build/2023/{NAME}"
TWIN, MAP = "build/2023/report.txt", "build/2023/report.map.json"


def made(digits: str = "9774", found=()):
    shown = paper.report()
    draft = paper.draft_of(shown)
    blocks = tuple(block._replace(text=block.text.replace("9774", digits)) for block in draft.blocks)
    return make(shown, draft._replace(blocks=blocks), found)


def build(project: Path, digits: str = "9774") -> Saved:
    return save(project, made(digits))


def files(project: Path) -> dict[str, bytes]:
    return {str(path.relative_to(project)): path.read_bytes() for path in sorted(project.rglob("*")) if path.is_file()}


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Change words of paragraphs and save, as a word processor does: every part may be written anew."""
    document = python_docx.Document(io.BytesIO(path.read_bytes()))
    for old, new in changes:
        for paragraph in document.paragraphs:
            if old in paragraph.text:
                paragraph.text = paragraph.text.replace(old, new)
    document.save(path)


def test_a_first_build_writes_everything(tmp_path: Path) -> None:
    saved = build(tmp_path)
    assert saved == Saved((DRAFT, TWIN, MAP))
    assert set(files(tmp_path)) == {DRAFT, TWIN, MAP}
    described = json.loads((tmp_path / MAP).read_bytes())
    assert described["content_sha256"] == made().content_sha256
    assert list(described) == ["year", "title", "content_sha256", "margins", "blocks"]
    linked = [block["text"][link["start"] : link["end"]] for block in described["blocks"] for link in block["links"]]
    assert linked == ["9774人", "4.86%", "XX元/人", "博鳌镇敬老院", "9774人", "9774人"]


def test_the_same_again_touches_nothing(tmp_path: Path) -> None:
    build(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert build(tmp_path) == Saved((), (DRAFT, TWIN, MAP))
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_a_draft_nobody_edited_is_replaced(tmp_path: Path) -> None:
    build(tmp_path)
    assert build(tmp_path, "9321") == Saved((DRAFT, TWIN, MAP))
    assert set(files(tmp_path)) == {DRAFT, TWIN, MAP}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    build(tmp_path)
    saved = save(tmp_path, made(found=[paper.problem()]))
    assert (saved.written, saved.unchanged) == ((DRAFT, MAP), (TWIN,))


def test_a_draft_edited_by_hand_is_kept_and_its_changes_are_told(tmp_path: Path) -> None:
    build(tmp_path)
    edit(tmp_path / DRAFT, ("9774人，增长", "9800人，增长"), ("二是乙。", ""), ("特此报告。", "特此报告，请审示。"))
    os.utime(tmp_path / DRAFT, (1, 1))
    before = (tmp_path / DRAFT).read_bytes()
    saved = build(tmp_path, "9321")
    (kept,) = saved.kept
    assert kept.path == DRAFT
    assert kept.kept == "build/2023/XX市民政局2023年工作总结（草稿）（人工修改 1）.docx"
    assert (tmp_path / kept.kept).read_bytes() == before
    assert (tmp_path / kept.kept).stat().st_mtime == 1
    assert (tmp_path / DRAFT).read_bytes() == made("9321").files[DRAFT]
    item = "（一）完善多元化综合救助服务体系"
    whole = f"{item}。一是合理认定低保人数。全市在册低保{{}}人，增长4.86%。应保尽保的“底线”进一步筑牢。"
    assert kept.edited == Edited(
        base="built",
        changes=(
            TextChange(item, whole.format(9774), whole.format(9800)),
            TextChange("（二）推进“一老一小”服务建设", "二是乙。", ""),
            TextChange("二、2024年工作计划", "特此报告。", "特此报告，请审示。"),
        ),
    )


def test_a_file_only_saved_again_is_kept_and_said_to_be_the_same(tmp_path: Path) -> None:
    build(tmp_path)
    edit(tmp_path / DRAFT)
    (kept,) = build(tmp_path).kept
    assert kept.edited == Edited(base="built")


def test_an_edited_draft_is_kept_also_when_the_data_did_not_change(tmp_path: Path) -> None:
    build(tmp_path)
    edit(tmp_path / DRAFT, ("乙。", "丙。"))
    saved = build(tmp_path)
    assert saved.written == (DRAFT,)
    assert [change.after for change in saved.kept[0].edited.changes] == ["二是丙。"]


def test_kept_files_are_never_overwritten(tmp_path: Path) -> None:
    kept = []
    for n in range(3):
        build(tmp_path, str(n))
        edit(tmp_path / DRAFT, ("乙。", f"第{n}稿。"))
        kept.append((tmp_path / DRAFT).read_bytes())
    build(tmp_path)
    stem = DRAFT.removesuffix(".docx")
    assert [(tmp_path / f"{stem}（人工修改 {n}）.docx").read_bytes() for n in (1, 2, 3)] == kept


def test_a_build_stopped_after_keeping_does_not_keep_twice(tmp_path: Path) -> None:
    build(tmp_path)
    edit(tmp_path / DRAFT, ("乙。", "丙。"))
    name = f"{DRAFT.removesuffix('.docx')}（人工修改 1）.docx"
    (tmp_path / name).write_bytes((tmp_path / DRAFT).read_bytes())
    (kept,) = build(tmp_path).kept
    assert kept.kept == name
    assert set(files(tmp_path)) == {DRAFT, TWIN, MAP, name}


@pytest.mark.parametrize("damage", ["gone", "{", "[]", '{"content_sha256": "x", "blocks": []}', '{"blocks": 1}'])
def test_without_the_map_the_new_text_is_compared(tmp_path: Path, damage: str) -> None:
    build(tmp_path)
    edit(tmp_path / DRAFT, ("乙。", "丙。"))
    if damage == "gone":
        (tmp_path / MAP).unlink()
    else:
        (tmp_path / MAP).write_text(damage)
    (kept,) = build(tmp_path, "9321").kept
    assert kept.edited.base == "new"
    assert TextChange("（二）推进“一老一小”服务建设", "二是乙。", "二是丙。") in kept.edited.changes
    assert any("9321" in change.before and "9774" in change.after for change in kept.edited.changes)


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "讲话稿".encode(), b"\0" * 100_000],
)
def test_a_file_we_cannot_read_is_kept_as_it_is(tmp_path: Path, data: bytes) -> None:
    build(tmp_path)
    (tmp_path / DRAFT).write_bytes(data)
    (kept,) = build(tmp_path).kept
    assert kept.edited == Edited(readable=False)
    assert (tmp_path / kept.kept).read_bytes() == data


@pytest.mark.parametrize(
    "body", ["<w:p>", "<w:p></w:x>", '<!DOCTYPE x [<!ENTITY a "b">]>', "<w:p>" * 5000 + "</w:p>" * 5000]
)
def test_a_hostile_file_is_kept_as_it_is(body: str) -> None:
    assert edited(factory.docx(body), {}, Texts(["甲"])) == Edited(readable=False)


def test_a_word_file_from_elsewhere_is_kept(tmp_path: Path) -> None:
    (tmp_path / DRAFT).parent.mkdir(parents=True)
    (tmp_path / DRAFT).write_bytes(factory.docx(factory.paragraph("别处来的")))
    (kept,) = build(tmp_path).kept
    assert kept.edited.base == "new"
    assert TextChange("", "XX市民政局2023年工作总结", "") in kept.edited.changes


def test_tracked_changes_count_as_made() -> None:
    body = (
        "<w:p><w:r><w:t>完成</w:t></w:r><w:del w:id='1'><w:r><w:delText>822</w:delText></w:r></w:del>"
        "<w:ins w:id='2'><w:r><w:t>1822</w:t></w:r></w:ins><w:r><w:t>件。</w:t></w:r></w:p>"
    )
    assert edited(factory.docx(body), {}, Texts(["完成822件。"])).changes == (
        TextChange("", "完成822件。", "完成1822件。"),
    )


def test_comments_of_others_are_told_and_ours_are_not(tmp_path: Path) -> None:
    save(tmp_path, made(found=[paper.problem()]))
    document = python_docx.Document(io.BytesIO((tmp_path / DRAFT).read_bytes()))
    document.add_comment(document.paragraphs[3].runs[0], text="这个数从哪来？", author="张三")
    document.save(tmp_path / DRAFT)
    (kept,) = build(tmp_path).kept
    assert kept.edited == Edited(base="built", comments=(Said("张三", "这个数从哪来？"),))


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        (["甲乙丙丁戊", "己"], ["甲乙丙丁", "己"], [("甲乙丙丁戊", "甲乙丙丁")]),
        (["甲乙丙", "丁戊己"], ["丁戊庚"], [("甲乙丙", ""), ("丁戊己", "丁戊庚")]),
        (["丁戊己"], ["甲乙丙", "丁戊庚"], [("", "甲乙丙"), ("丁戊己", "丁戊庚")]),
        (["一", "二"], ["一", "新", "二"], [("", "新")]),
        (["全改"], ["完全不同的话"], [("全改", "完全不同的话")]),
        (["一", "二", "三"], ["二", "三", "一"], [("一", ""), ("", "一")]),
        (["甲", " "], ["", "甲"], []),
    ],
)
def test_changed_paragraphs_are_paired(before: list[str], after: list[str], pairs: list[tuple[str, str]]) -> None:
    body = "".join(map(factory.paragraph, after))
    found = edited(factory.docx(body), {}, Texts(before)).changes
    assert sorted((one.before, one.after) for one in found) == sorted(pairs)


@pytest.mark.parametrize(
    "texts", [["甲"] * MOST_PARAGRAPHS, [str(n) for n in range(MOST_PARAGRAPHS)], ["甲", "乙"] * 1500]
)
def test_very_different_files_are_compared(texts: list[str]) -> None:
    body = "".join(map(factory.paragraph, reversed(texts)))
    assert edited(factory.docx(body), {}, Texts([*texts[1:], "丙"])).changes
    longer = factory.docx(body + factory.paragraph("多"))
    assert edited(longer, {}, Texts(texts)) == Edited()


def test_a_final_report_edited_by_hand_is_kept_too(tmp_path: Path) -> None:
    shown = paper.report()
    final = make(shown, paper.draft_of(shown), (), ())
    name = "build/2023/XX市民政局2023年工作总结.docx"
    assert save(tmp_path, final).written[0] == name
    edit(tmp_path / name, ("乙。", "丙。"))
    (kept,) = save(tmp_path, final).kept
    assert kept.kept == "build/2023/XX市民政局2023年工作总结（人工修改 1）.docx"


def test_published_figures_are_sorted_and_stand_one_a_line(tmp_path: Path) -> None:
    shown = paper.report()
    figures = [
        PublishedFigure("b.护理占比", "62.7%", "627/1000", "%", (PublishedPlace("b", 3, 8, "62.7%"),)),
        PublishedFigure('a."引号"', "甲\n乙", None, "", ()),
    ]
    promises = [PublishedPromise("plans.b", "增加床位"), PublishedPromise("plans.a", "甲\n乙")]
    save(tmp_path, make(shown, paper.draft_of(shown), (), figures, promises=promises))
    text = (tmp_path / "data/2023/published.json").read_text(encoding="utf-8")
    content = json.loads(text)
    assert list(content) == ["year", "title", "date", "content_sha256", "facts", "promises"]
    assert list(content["facts"]) == ['a."引号"', "b.护理占比"]
    assert content["date"] == "2024-01-29"
    assert content["facts"]["b.护理占比"]["shown"] == [{"block": "b", "start": 3, "end": 8, "text": "62.7%"}]
    assert text.endswith("}\n")
    assert list(content["promises"]) == ["plans.b", "plans.a"]
    assert content["promises"]["plans.a"] == {"text": "甲\n乙"}
    assert len([line for line in text.splitlines() if '"text"' in line]) == 4


def test_a_folder_in_the_place_of_the_draft_leaves_everything(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / DRAFT).unlink()
    (tmp_path / DRAFT).mkdir()
    before = files(tmp_path)
    saved = build(tmp_path, "9321")
    (found,) = saved.diagnostics
    assert (found.code, found.severity, found.location.path) == ("F005", Severity.ERROR, DRAFT)
    assert (saved.written, saved.kept, files(tmp_path)) == ((), (), before)


def test_a_title_no_system_can_hold_does_not_lose_the_draft(tmp_path: Path) -> None:
    shown = paper.report()
    draft = paper.draft_of(shown)._replace(title='a/b:c*?"<>|\n' + "长" * 300)
    saved = save(tmp_path, make(shown, draft, ()))
    assert len(files(tmp_path)) == 3
    assert saved.diagnostics == ()
    assert json.loads((tmp_path / MAP).read_bytes())["title"] == draft.title


def test_litter_of_a_killed_build_goes_with_the_next(tmp_path: Path) -> None:
    build(tmp_path)
    dead = tmp_path / "build/2023/.report-kit-99999999-1.tmp"
    dead.write_bytes(b"x")
    build(tmp_path)
    assert dead.exists() is (os.name != "posix")
