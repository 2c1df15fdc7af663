"""A Word file as text: every word is had back from it unchanged, and git names the heading of a change."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.ooxml.package import Package
from report_kit.ooxml.plain_form import block_lines, joined, margin_lines, row_line
from report_kit.ooxml.plain_text import plain_text
from report_kit.ooxml.xml import W, XmlError, run_text
from report_kit.write.docx import document
from tests.unit.render.factory import rendered, sample

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from report_kit.draft import Draft

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ARROWS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def twin(draft: Draft) -> str:
    return plain_text(Package(document(draft, (), highlight=False, date="").parts))


def package(body: str, **others: str) -> Package:
    """A document of this body, with further parts: styles, header, footer, footnotes."""
    arrows = "".join(f'<Relationship Id="r{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in others)
    main = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    parts: Mapping[str, str] = {
        "_rels/.rels": ARROWS.format(main),
        "word/_rels/document.xml.rels": ARROWS.format(arrows),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        **{f"word/{name}.xml": f'<w:{name} xmlns:w="{W}">{xml}</w:{name}>' for name, xml in others.items()},
    }
    return Package({name: xml.encode() for name, xml in parts.items()})


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{run_text(text)}</w:r>"


def table(*rows: tuple[str, ...]) -> str:
    def cell(content: str) -> str:
        return f"<w:tc><w:tcPr/>{content if content.startswith('<w:') else p(r(content))}</w:tc>"

    lines = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/>{lines}</w:tbl>"


def text(body: str, **others: str) -> str:
    return plain_text(package(body, **others))


def had_back(text: str) -> list[str]:
    """The texts of the blocks, read off by the rules that ``plain_form`` states."""
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
            words = line[1:] if line[:2] in ("\\\\", "\\#", "\\|", "\\[") else line
        opened = True
        bare = words.rstrip("\\")
        slashes = len(words) - len(bare)
        current += bare + "\\" * (slashes // 2) + "\n" * (slashes % 2)
    return [*blocks, current] if text else blocks


@pytest.mark.parametrize("headings", ["run_in", "own_line"])
def test_every_text_of_a_report_is_there(headings: str) -> None:
    draft = rendered(sample(headings)).draft
    assert had_back(twin(draft)) == [one.text for one in draft.blocks]


@pytest.mark.parametrize("headings", ["run_in", "own_line"])
def test_the_headings_of_a_report_are_those_of_its_facts(headings: str) -> None:
    draft = rendered(sample(headings)).draft
    blocks = [
        block_lines(
            one.text, 1 if one.id == "title" else one.level + 1 if one.level else 0, one.heading_end if one.level else 0
        )
        for one in draft.blocks
    ]
    assert twin(draft) == joined(blocks)


def test_headings_sentences_and_paragraphs_have_lines_of_their_own() -> None:
    heading = '<w:rStyle w:val="Heading2Text"/>'
    styles = (
        '<w:style w:styleId="a3"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="1"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:styleId="11"><w:basedOn w:val="1"/></w:style>'
    )
    body = (
        p(r("题"), properties='<w:pStyle w:val="a3"/>')
        + p(r("一、亮点"), properties='<w:pStyle w:val="11"/>')
        + p(r("（一）标", heading), r("题。", heading), r("他说“好。”又说！？（完。）末句"))
        + p(r("1.小标题"), properties='<w:outlineLvl w:val="2"/>')
        + p(r("正文。他说“好。”"))
        + p()
        + p(r("2.不是标题，没有自己的字体。后面还有话"))
    )
    assert text(body, styles=styles) == (
        "# 题\n\n## 一、亮点\n\n### （一）标题。\n他说“好。”\n又说！？\n（完。）\n末句\n\n#### 1.小标题\n\n正文。\n他说“好。”\n\n"
        "2.不是标题，没有自己的字体。\n后面还有话\n"
    )


def test_headings_that_word_does_not_know_are_told_by_their_numbers() -> None:
    body = (
        p(r("一、亮点工作"))
        + p(r("（一）抓救助。"))
        + p(r("（二）抓养老。落实政策。"))
        + p(r("1.机构"))
        + p(r("1.5万人受益"))
    )
    assert (
        text(body)
        == "## 一、亮点工作\n\n（一）抓救助。\n\n### （二）抓养老。\n落实政策。\n\n#### 1.机构\n\n1.5万人受益\n"
    )


def test_a_table_is_a_line_for_each_row() -> None:
    body = (
        p(r("前"))
        + table(("项目", "完成"), ("a|b\\", p(r("一段")) + p(r("两\n段"))), ("", "<br>"))
        + table(("", ""))
        + p(r("后"))
    )
    assert text(body) == "前\n\n| 项目 | 完成 |\n| a\\|b\\\\ | 一段<br>两<br>段 |\n|  | \\<br> |\n\n后\n"


def test_a_table_in_a_cell_belongs_to_the_cell() -> None:
    assert text(table(("甲", table(("乙", "丙")) + p()), ("丁", "戊"))) == "| 甲 | 乙<br>丙 |\n| 丁 | 戊 |\n"


def test_tracked_changes_are_taken_as_accepted() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    gone = '<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc><w:p><w:r><w:t>废</w:t></w:r></w:p></w:tc></w:tr>'
    body = (
        p(
            r("完成"),
            '<w:del w:id="1"><w:r><w:delText>822</w:delText></w:r></w:del>',
            f"<w:ins>{r('922')}</w:ins>",
            r("件"),
        )
        + p(r("上半"), properties=mark)
        + p(r("下半"))
        + p(f"<w:moveFrom>{r('旧处')}</w:moveFrom>")
        + p(f"<w:moveTo>{r('新处')}</w:moveTo>")
        + table(("留",)).replace("</w:tbl>", f"{gone}</w:tbl>")
    )
    assert text(body) == "完成922件\n\n上半下半\n\n新处\n\n| 留 |\n"


def test_content_controls_and_text_boxes_are_walked_through() -> None:
    body = (
        f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{p(r('块'))}</w:sdtContent></w:sdt>"
        + p(r("前"), f"<w:sdt><w:sdtContent>{r('中')}</w:sdtContent></w:sdt>", r("后"))
        + p(f"<w:r><w:pict><w:txbxContent>{p(r('框'))}</w:txbxContent></w:pict></w:r>", r("外"))
    )
    assert text(body) == "块\n\n前中后\n\n框\n\n外\n"


def test_headers_and_notes_stand_behind_and_the_number_of_the_page_does_not() -> None:
    marks = [f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>" for kind in ("begin", "separate", "end")]
    number = f"{marks[0]}{marks[1]}{r('7')}{marks[2]}"
    body = p(r("正文"))
    shown = text(
        body,
        header=p(r("XX市民政局")),
        footer=p(r("— "), number, r(" —")),
        footnotes=f"<w:footnote>{p(r('见附件。#号'))}</w:footnote>",
    )
    assert shown == "正文\n\n[页眉] XX市民政局\n\n[脚注] 见附件。\n\\#号\n"


def test_an_empty_document_is_an_empty_text() -> None:
    assert text("") == ""
    assert text(p() + table(("",))) == ""


@pytest.mark.parametrize(
    "words",
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
        "| a |",
        "。| a",
        "[页眉] x",
        "\\[页",
    ],
)
@pytest.mark.parametrize("hashes", [0, 2])
def test_text_that_looks_like_markup_stays_text(words: str, hashes: int) -> None:
    blocks = (block_lines("前"), block_lines(words, hashes), block_lines(words, hashes, 1), block_lines("后"))
    assert had_back(joined(blocks)) == ["前", words, words, "后"]


@pytest.mark.parametrize("words", ["# a", "| a |", "\\a", "[页眉] a", "[脚注] a", "[尾注] a"])
def test_a_line_that_begins_like_a_mark_is_opened_by_a_backslash(words: str) -> None:
    assert text(p(r(words)) + p(r(f"甲。{words}"))) == f"\\{words}\n\n甲。\n\\{words}\n"


PIECES = st.text(
    st.sampled_from(["#", "\\", "\n", "。", "”", "！", "a", " ", "\t", "甲", "<", "\r", "\u2028", "|", "[", "页"]),
    min_size=1,
    max_size=12,
)


@given(st.lists(st.tuples(PIECES, st.integers(0, 7), st.integers(0, 12)), max_size=5))
def test_any_text_is_had_back(texts: list[tuple[str, int, int]]) -> None:
    blocks = [block_lines(words, hashes, min(end, len(words))) for words, hashes, end in texts]
    assert had_back(joined(blocks)) == [words for words, _, _ in texts]


@given(st.lists(PIECES.filter(lambda words: "\r" not in words), min_size=1, max_size=5))
def test_any_paragraphs_of_a_file_are_had_back(texts: list[str]) -> None:
    assert had_back(text("".join(p(r(words)) for words in texts))) == texts


@given(st.lists(st.lists(PIECES, max_size=2), min_size=1, max_size=3))
def test_a_row_is_one_line_and_its_borders_can_be_told(cells: list[list[str]]) -> None:
    line = row_line(cells)
    assert "\n" not in line
    bare = line.replace("\\\\", "").replace("\\|", "")
    assert bare.count("|") == len(cells) + 1


def test_a_note_of_many_lines() -> None:
    assert list(margin_lines("脚注", "甲\n#乙。丙")) == ["[脚注] 甲\\", "\\#乙。", "丙"]


@pytest.mark.parametrize(
    "xml", ["<a>", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "<a>" * 300 + "</a>" * 300, "\ud800"]
)
def test_what_is_no_xml_we_accept_is_refused(xml: str) -> None:
    damaged = Package({**package("").parts, "word/document.xml": xml.encode("utf-8", "surrogatepass")})
    with pytest.raises(XmlError):
        plain_text(damaged)
    with pytest.raises(XmlError):
        plain_text(Package({}))


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


def test_signs_of_xml_are_themselves() -> None:
    assert text(p(r("a<b&c")), header=p(r("甲<乙"))) == "a<b&c\n\n[页眉] 甲<乙\n"
