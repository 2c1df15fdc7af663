"""Word files that lie beside the one to be written: no edit is lost, whichever file it was made in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx as python_docx
import pytest

from report_kit.flows.build import build_report
from report_kit.ooxml.wiring import with_part
from report_kit.show.built import built_text
from report_kit.write import Saved, make, save
from report_kit.write.kept import TextChange, edited
from report_kit.write.names import kept_name
from report_kit.write.source_map import Texts
from tests.unit.flows.test_build import DRAFT, FINAL, FINAL_MAP, MAP, SENT, TWIN, assembly, edit, whole
from tests.unit.render import factory
from tests.unit.write import paper

if TYPE_CHECKING:
    from pathlib import Path

KEPT = kept_name(DRAFT, 1)
CHANGED = ("9774人", "9800人")


def other_facts(digits: str):
    shown = factory.report(
        desk := factory.Desk({"低保": factory.quantity(digits)}),
        [("key_work", "重点工作", [factory.item(desk, "a", "低保", text="在册{{ 低保 }}，应保尽保。")])],
    )
    return assembly(shown=shown._replace(values={key: one.value for key, one in shown.facts.items()}))


def files(project: Path) -> dict[str, bytes]:
    return {str(path.relative_to(project)): path.read_bytes() for path in sorted(project.rglob("*")) if path.is_file()}


def titled(title: str, *, final: bool = False):
    shown = whole()
    draft = paper.draft_of(shown)._replace(title=title)
    return make(shown, draft, (), () if final else None)


def changes(built) -> list[tuple[str, str]]:
    return [(one.before, one.after) for kept in (*built.kept, *built.blocking) for one in kept.edited.changes]


def test_a_final_report_is_refused_while_an_edited_draft_lies_there(tmp_path: Path) -> None:
    build_report(tmp_path, other_facts("9774"))
    edit(tmp_path / DRAFT, ("应保尽保", "应保尽保、应退尽退"))
    before = files(tmp_path)
    built = build_report(tmp_path, other_facts("9321"), final=True)
    assert files(tmp_path) == before
    assert (built.refused, built.written, built.content_sha256) == (True, (), "")
    assert built_text(built) == (
        "没有生成定稿：有人在草稿上改过，定稿里不会有这些改动；原有的文件没有动\n"
        f"{DRAFT} 被人改动过\n"
        "   改动的段落（1处）：\n"
        "   在“（一）低保”下：\n"
        "      - （一）低保。在册9774人，应保尽保。\n"
        "      + （一）低保。在册9774人，应保尽保、应退尽退。\n"
        "先把要保留的改动写进数据；然后删去改过的草稿，或者不带 --final 生成一次（改过的草稿会改名留存）；再生成定稿\n"
    )
    again = build_report(tmp_path, other_facts("9321"))
    assert changes(again) == changes(built)
    assert [one.kept for one in again.kept] == [KEPT]
    assert build_report(tmp_path, other_facts("9321"), final=True).written == (FINAL, FINAL_MAP, SENT)


def test_a_final_report_leaves_the_draft_comparable(tmp_path: Path) -> None:
    build_report(tmp_path, other_facts("9774"))
    build_report(tmp_path, other_facts("9321"), final=True)
    edit(tmp_path / DRAFT, ("应保尽保", "应保即保"))
    (kept,) = build_report(tmp_path, other_facts("9321")).kept
    assert kept.edited.base == "built"
    assert [(one.before[-5:], one.after[-5:]) for one in kept.edited.changes] == [("应保尽保。", "应保即保。")]


def test_a_draft_saved_again_without_a_change_does_not_block(tmp_path: Path) -> None:
    build_report(tmp_path, assembly(shown=whole()))
    edit(tmp_path / DRAFT)
    built = build_report(tmp_path, assembly(shown=whole()), final=True)
    assert FINAL in built.written
    text = built_text(built)
    assert text.startswith(f"{DRAFT} 被人改动过，留在原处没有动\n   文字没有改动")
    assert "注意" not in text


@pytest.mark.parametrize("data", [b"x", factory.docx(factory.paragraph("别处来的"))])
def test_a_file_in_the_place_of_the_draft_blocks_whatever_it_is(tmp_path: Path, data: bytes) -> None:
    (tmp_path / DRAFT).parent.mkdir(parents=True)
    (tmp_path / DRAFT).write_bytes(data)
    assert [one.path for one in build_report(tmp_path, assembly(shown=whole()), final=True).blocking] == [DRAFT]


def test_an_edited_copy_under_any_name_counts_as_the_draft_it_was(tmp_path: Path) -> None:
    build_report(tmp_path, assembly(shown=whole()))
    edit(tmp_path / DRAFT, CHANGED)
    copy = DRAFT.replace("（草稿）", "（草稿）王局改")
    (tmp_path / DRAFT).rename(tmp_path / copy)
    data = (tmp_path / copy).read_bytes()
    assert [one.path for one in build_report(tmp_path, assembly(shown=whole()), final=True).blocking] == [copy]
    (kept,) = build_report(tmp_path, assembly(shown=whole())).kept
    assert (kept.path, kept.kept, kept.edited.base) == (copy, kept_name(copy, 1), "built")
    assert set(files(tmp_path)) == {DRAFT, TWIN, MAP, kept.kept}
    assert (tmp_path / kept.kept).read_bytes() == data
    assert not build_report(tmp_path, assembly(shown=whole()), final=True).refused


def test_an_edited_draft_of_an_earlier_title_is_kept_and_told(tmp_path: Path) -> None:
    old, new = titled("旧题"), titled("新题")
    save(tmp_path, old)
    path = "build/2023/旧题（草稿）.docx"
    edit(tmp_path / path, CHANGED)
    assert [one.path for one in save(tmp_path, titled("新题", final=True)).blocking] == [path]
    saved = save(tmp_path, new)
    (kept,) = saved.kept
    assert (kept.path, kept.kept, kept.edited.base) == (path, kept_name(path, 1), "built")
    assert len(kept.edited.changes) == 1
    assert not (tmp_path / path).exists()
    assert save(tmp_path, new) == Saved((), tuple(new.files))


def test_files_of_an_earlier_title_that_nobody_edited_are_named(tmp_path: Path) -> None:
    save(tmp_path, titled("旧题"))
    save(tmp_path, titled("旧题", final=True))
    names = ("build/2023/旧题.docx", "build/2023/旧题（草稿）.docx")
    for final in (False, True):
        saved = save(tmp_path, titled("新题", final=final))
        assert (saved.stale, saved.kept, saved.blocking) == (names, (), ())
    save(tmp_path, titled("旧题"))
    built = build_report(tmp_path, assembly(shown=whole()))
    assert f"{names[0]} 是以前按别的标题生成的，这次没有更新\n" in built_text(built)
    (tmp_path / names[0]).unlink()


def test_an_edited_final_report_stays_where_it_is_and_is_told(tmp_path: Path) -> None:
    build_report(tmp_path, assembly(shown=whole()), final=True)
    edit(tmp_path / FINAL, CHANGED)
    before = (tmp_path / FINAL).read_bytes()
    built = build_report(tmp_path, assembly(shown=whole()))
    assert (tmp_path / FINAL).read_bytes() == before
    (kept,) = built.kept
    assert (kept.path, kept.kept, kept.edited.base, len(kept.edited.changes)) == (FINAL, "", "built", 1)
    assert "注意：以上人工改动没有进入这次生成的文件" in built_text(built)


def test_other_files_in_the_folder_are_nobody_s_business(tmp_path: Path) -> None:
    build_report(tmp_path, assembly())
    folder = (tmp_path / DRAFT).parent
    (folder / "别的.docx").write_bytes(factory.docx(factory.paragraph("甲")))
    (folder / "坏的.docx").write_bytes(b"PK\x03\x04 docProps/custom.xml")
    (folder / "~$草稿.docx").write_bytes(b"x")
    (folder / "文件夹.docx").mkdir()
    before = files(tmp_path)
    built = build_report(tmp_path, assembly())
    assert (built.kept, built.stale, built.written) == ((), (), ())
    assert files(tmp_path) == before


def test_edited_headers_and_footers_are_told(tmp_path: Path) -> None:
    build_report(tmp_path, assembly())
    document = python_docx.Document(io.BytesIO((tmp_path / DRAFT).read_bytes()))
    document.sections[0].footer.paragraphs[0].runs[0].text = "内部资料 — "
    document.sections[0].header.paragraphs[0].text = "征求意见稿"
    document.save(tmp_path / DRAFT)
    (kept,) = build_report(tmp_path, assembly()).kept
    assert kept.edited.changes == (
        TextChange("", "", "征求意见稿", "header"),
        TextChange("", "", "内部资料 —  —", "footer"),
    )


def noted(text: str, page: str = "1") -> bytes:
    """A Word file with a footnote, and a footer with the number of the page."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{page}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="NUMPAGES"><w:r><w:t>7</w:t></w:r></w:fldSimple>'
    )
    parts = paper.parts_of(factory.docx(factory.paragraph("正文")))
    for kind, root, inside in (
        ("footnotes", "footnotes", f"<w:footnote><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>"),
        ("footer", "ftr", f"<w:p><w:r><w:t>第</w:t></w:r>{field}<w:r><w:t>页</w:t></w:r></w:p>"),
    ):
        parts = with_margin(parts, kind, f'<w:{root} xmlns:w="{factory.W}">{inside}</w:{root}>')
    return factory.write_package(parts)


def with_margin(parts, kind: str, xml: str):
    return with_part(
        parts,
        "word/document.xml",
        f"word/{kind}9.xml",
        xml.encode(),
        content_type=f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml",
        kind=f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}",
    )


def test_edited_footnotes_are_told_and_page_numbers_are_not_text() -> None:
    margins = {"footnotes": ("数据来自统计局。",), "footer": ("第页",)}
    now = Texts(["正文"], margins)
    assert edited(noted("数据来自统计局。"), {}, now).changes == ()
    found = edited(noted("数据来自民政局。", page="23"), {}, now).changes
    assert found == (TextChange("", "数据来自统计局。", "数据来自民政局。", "footnotes"),)
