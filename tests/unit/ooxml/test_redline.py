"""The rules of a redline, one by one (ECMA-376 and what Word and LibreOffice made of breaking them)."""

from __future__ import annotations

import io

import docx as python_docx
import pytest

from report_kit.ooxml.redline import HunkPlace, Redlined, Refused, redline
from report_kit.ooxml.redline.verifying import CHANGES, ORDER
from tests.property.word_files import OFFICE, WML
from tests.unit.ooxml.redline_rules import AUTHOR, DATE, docx, found, lined, p, part, shape, tbl, told, words

LONG = "全市共设置养老床位673张，其中护理型床位422张，占62.7%。"


def test_what_stays_is_aligned_and_not_marked() -> None:
    made = lined(
        p("甲。") + p(LONG) + p("丁。"), p("甲。") + p(LONG.replace("673", "675")) + p("新的一段话在这里。") + p("丁。")
    )
    assert words(made, "//w:del") == ["673"]
    assert words(made, "//w:ins") == ["675", "", "新的一段话在这里。"]


def test_a_figure_over_the_edges_of_runs_is_one_deletion_and_one_insertion() -> None:
    split = p(LONG).replace("673", '6</w:t></w:r><w:r><w:t xml:space="preserve">73')
    made = lined(split, split.replace('">73', '">75'))
    assert words(made, "//w:del") == ["673"]
    assert words(made, "//w:ins") == ["675"]


def test_a_run_edge_alone_is_no_change() -> None:
    made = lined(p(LONG), p(LONG).replace("673", '6</w:t></w:r><w:r><w:t xml:space="preserve">73'))
    assert made.hunks == ()
    assert not found(made, "//w:ins | //w:del")


def test_the_last_paragraph_of_a_cell_is_never_marked() -> None:
    made = lined(tbl([p("甲") + p("乙") + p("丙")]), tbl([p("甲")]))
    assert [bool(one.xpath("w:pPr/w:rPr/w:del", namespaces=one.nsmap)) for one in found(made, "//w:tc/w:p")] == [
        True,
        True,
        False,
    ]
    made = lined(tbl([p("甲")]), tbl([p("子丑寅卯") + p("辰巳午未")]))
    assert not found(made, "//w:tc/w:p[last()]/w:pPr/w:rPr/w:ins")


@pytest.mark.parametrize("behind", ["", tbl([p("表")])])
def test_at_the_end_and_before_a_table_the_mark_stands_on_the_paragraph_before(behind: str) -> None:
    made = lined(p("甲。") + behind, p("甲。") + p("乙乙乙。") + behind)
    assert shape(made).startswith(
        "<body><p><pPr><rPr><ins/></rPr></pPr><r><t>甲。</t></r></p><p><ins><r><t>乙乙乙。</t></r></ins></p>"
    )
    made = lined(p("甲。") + p("乙乙乙。") + behind, p("甲。") + behind)
    assert shape(made).startswith(
        "<body><p><pPr><rPr><del/></rPr></pPr><r><t>甲。</t></r></p><p><del><r><delText>乙乙乙。</delText></r></del></p>"
    )


def test_properties_that_end_with_another_paragraph_are_tracked() -> None:
    made = lined(p("甲。"), p("甲。") + p("乙乙乙。", '<w:jc w:val="center"/>'))
    assert found(made, "//w:p[2]/w:pPr/w:pPrChange/w:pPr[not(*)]")


def test_no_deletion_lies_in_an_insertion() -> None:
    earlier = p("甲。") + '<w:p><w:ins w:id="1" w:author="张"><w:r><w:t>张三加的一句话。</w:t></w:r></w:ins></w:p>'
    for existing in ("accept", "reject", "keep"):
        made = lined(earlier, p("甲。") + p("李四写的另一句。"), existing=existing)
        assert not found(made, "//w:ins//w:del | //w:del//w:ins")


def test_ids_are_unique() -> None:
    old = (
        p(LONG)
        .replace("<w:r>", '<w:bookmarkStart w:id="1" w:name="a"/><w:r>')
        .replace("</w:r>", '</w:r><w:bookmarkEnd w:id="1"/>')
    )
    made = lined(
        old * 1 + p("乙") + tbl([p("一")]),
        p("新。") + old.replace("673", "675") + tbl([p("二")], [p("三")]),
        cause=told,
    )
    ids = [one.get(next(iter(one.keys()))) for one in found(made, "//w:bookmarkStart")]
    ids += [
        one.attrib["{http://schemas.openxmlformats.org/wordprocessingml/2006/main}id"]
        for one in found(made, "//*")
        if one.tag.rpartition("}")[2] in CHANGES
    ]
    assert len(ids) == len(set(ids)) > 5


def test_marks_stand_first_and_old_properties_last() -> None:
    look = "<w:b/>"
    old = p("甲。") + f'<w:p><w:pPr><w:jc w:val="center"/><w:rPr>{look}</w:rPr></w:pPr><w:r><w:t>乙。</w:t></w:r></w:p>'
    made = lined(
        old, p("甲。") + "<w:p><w:pPr><w:keepNext/><w:rPr><w:i/></w:rPr></w:pPr><w:r><w:t>乙。</w:t></w:r></w:p>"
    )
    properties = found(made, "//w:p[2]/w:pPr")[0]
    assert [one.tag.rpartition("}")[2] for one in properties] == ["keepNext", "rPr", "pPrChange"]
    assert [one.tag.rpartition("}")[2] for one in properties[1]] == ["i", "rPrChange"]
    assert not found(made, "//w:pPrChange//w:rPr | //w:pPrChange//w:sectPr")
    made = lined(old, p("甲。"))
    assert found(made, "//w:p/w:pPr/w:rPr/w:del[1]")
    assert ORDER["pPr"][-3:] == ("rPr", "sectPr", "pPrChange")


def test_deleted_runs_hold_deleted_text_and_codes_and_keep_spaces() -> None:
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{code}'
        for kind, code in (
            ("begin", "<w:r><w:instrText>PAGE</w:instrText></w:r>"),
            ("separate", "<w:r><w:t>1</w:t></w:r>"),
            ("end", ""),
        )
    )
    mark = '<w:bookmarkStart w:id="9" w:name="b"/>', '<w:bookmarkEnd w:id="9"/>'
    made = lined(
        p("甲。") + f"<w:p>{mark[0]}<w:r><w:t> 页 </w:t></w:r>{field}{mark[1]}</w:p>" + p("丙。"), p("甲。") + p("丙。")
    )
    assert not found(made, "//w:del//w:t | //w:del//w:instrText | //w:del//w:bookmarkStart | //w:del//w:bookmarkEnd")
    assert words(made, "//w:delInstrText") == ["PAGE"]
    assert len(found(made, "//w:bookmarkStart | //w:bookmarkEnd")) == 2
    assert all(
        one.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        for one in found(made, "//w:delText | //w:ins//w:t")
    )


def test_rows_come_and_go_with_a_mark_on_themselves_and_on_each_paragraph() -> None:
    made = lined(
        tbl([p("甲"), p("1")], [p("乙"), p("2")]),
        tbl([p("甲"), p("1")], [p("丙丙丙丙丙丙丙"), p("三三三三三三三")], [p("丁"), p("4")]),
    )
    for kind, count in (("ins", 2), ("del", 1)):
        rows = found(made, f"//w:tr[w:trPr/w:{kind}]")
        if rows:
            assert all(
                one.xpath(f"count(.//w:p) = count(.//w:p[w:pPr/w:rPr/w:{kind}])", namespaces=one.nsmap) for one in rows
            )
        assert len(rows) <= count
    assert found(made, "//w:tr[w:trPr/w:ins]")


def test_a_row_with_another_cell_is_one_that_went_and_one_that_came() -> None:
    made = lined(tbl([p("甲"), p("1")]), tbl([p("甲"), p("1"), p("新")]))
    assert len(found(made, "//w:tr[w:trPr/w:del]")) == len(found(made, "//w:tr[w:trPr/w:ins]")) == 1
    assert found(made, "//w:tblGridChange")


def test_a_changed_cell_is_marked_in_the_cell() -> None:
    made = lined(
        tbl([p("床位"), p("673张")], [p("机构"), p("4家")]), tbl([p("床位"), p("675张")], [p("机构"), p("4家")])
    )
    assert words(made, "//w:tc//w:del") == ["673"]
    assert not found(made, "//w:trPr")


def test_formats_alone_change_no_text() -> None:
    made = lined(p("甲乙丙。"), p("甲乙丙。", '<w:jc w:val="center"/>', "<w:b/>"))
    assert not found(made, "//w:ins | //w:del")
    assert found(made, "//w:rPr[w:b]/w:rPrChange/w:rPr[not(*)]")
    assert found(made, "//w:pPr[w:jc]/w:pPrChange/w:pPr[not(*)]")


def test_a_move_is_a_deletion_and_an_insertion_that_know_each_other() -> None:
    one, two = "第一段讲的是养老床位的事。", "第二段讲的是低保对象的事。"
    made = lined(
        p(one) + p(two) + p("第三段讲的是社会组织。"),
        p(two) + p("第三段讲的是社会组织。") + p(one),
        cause=lambda _place: "次序",
    )
    assert [hunk.comment for hunk in made.hunks] == ["（移至第3段）次序", "（移自第1段）次序"]
    assert not found(made, "//w:moveFrom | //w:moveTo")


def test_author_date_and_comments_are_as_told() -> None:
    made = lined(
        p(LONG), p(LONG.replace("673", "675")), cause=lambda _place: "床位：673张→675张；data/2023/key_work.yaml:14"
    )
    assert {(one.get(one.keys()[1]), one.get(one.keys()[2])) for one in found(made, "//w:ins | //w:del")} == {
        (AUTHOR, DATE)
    }
    comments = part(made.data, "word/comments.xml")
    assert "data/2023/key_work.yaml:14" in comments
    assert f'w:author="{AUTHOR}"' in comments
    assert len(found(made, "//w:commentRangeStart")) == len(found(made, "//w:commentReference")) == 1
    assert made.hunks[0].place == HunkPlace("text", 0, 0, LONG, LONG.replace("673", "675"), "673", "675", 9)


REVISED = (
    '<w:p><w:r><w:t xml:space="preserve">在册低保</w:t></w:r><w:ins w:id="3" w:author="张三" w:date="2023-05-01T00:00:00Z"><w:r><w:t>对象</w:t></w:r></w:ins>'
    '<w:del w:id="4" w:author="李四"><w:r><w:delText>共</w:delText></w:r></w:del><w:r><w:t>9774人。</w:t></w:r></w:p>'
)


def test_older_revisions_are_accepted_rejected_or_kept_with_their_authors() -> None:
    new = REVISED.replace("9774", "9747")
    assert words(lined(REVISED, new, existing="accept"), "//w:p") == ["在册低保对象97749747人。"]
    assert words(lined(REVISED, new, existing="reject"), "//w:p") == ["在册低保共97749747人。"]
    kept = lined(REVISED, new, existing="keep")
    by = [(one.get(one.keys()[1]), "".join(one.itertext())) for one in found(kept, "//w:ins | //w:del")]
    assert by == [("张三", "对象"), ("李四", "共"), (AUTHOR, "9774"), (AUTHOR, "9747")]
    assert len(kept.hunks) == 1


def test_a_revision_of_others_between_the_documents_stays_theirs() -> None:
    kept = lined(p("在册低保共9774人。"), REVISED, existing="keep")
    assert [one.get(one.keys()[1]) for one in found(kept, "//w:ins | //w:del")] == ["张三", "李四"]
    assert kept.hunks == ()


def test_what_is_not_marked_is_named() -> None:
    def file(text: str) -> bytes:
        return docx(
            p(LONG),
            {
                "word/header1.xml": f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{p(text)}</w:hdr>'.encode()
            },
            f'<Relationship Id="rId2" Type="{OFFICE}header" Target="header1.xml"/>',
            f'<Override PartName="/word/header1.xml" ContentType="{WML}.header+xml"/>',
        )

    made = redline(file("市民政局"), file("省民政厅"), author=AUTHOR, date=DATE, cause=told)
    assert isinstance(made, Redlined)
    assert [str(one) for one in made.differs] == ["页眉不同，未标修订，以新稿为准：旧稿「市民政局」，新稿「省民政厅」"]
    same = redline(file("市民政局"), file("市民政局"), author=AUTHOR, date=DATE, cause=told)
    assert isinstance(same, Redlined)
    assert (same.differs, same.not_compared) == ((), ())


def test_a_changed_note_is_a_reference_that_went_and_one_that_came() -> None:
    def file(text: str) -> bytes:
        note = f'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">{p(text)}</w:footnote></w:footnotes>'
        return docx(
            p(LONG).replace("</w:p>", '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'),
            {"word/footnotes.xml": note.encode()},
            f'<Relationship Id="rId2" Type="{OFFICE}footnotes" Target="footnotes.xml"/>',
            f'<Override PartName="/word/footnotes.xml" ContentType="{WML}.footnotes+xml"/>',
        )

    made = redline(file("据省厅"), file("据市局"), author=AUTHOR, date=DATE, cause=told)
    assert isinstance(made, Redlined)
    assert len(found(made, "//w:ins//w:footnoteReference")) == len(found(made, "//w:del//w:footnoteReference")) == 1
    notes = part(made.data, "word/footnotes.xml")
    assert "据省厅" in notes
    assert "据市局" in notes


def test_a_split_paragraph_is_only_split() -> None:
    made = lined(p("甲是甲的话。乙是乙的话。") + p("丁。"), p("甲是甲的话。") + p("乙是乙的话。") + p("丁。"))
    assert words(made, "//w:ins[w:r] | //w:del") == []
    assert len(found(made, "//w:pPr/w:rPr/w:ins")) == 1
    assert [hunk.place.inserted for hunk in made.hunks] == ["\n"]


def test_same_files_give_the_same_bytes_and_nothing_to_mark() -> None:
    old, new = docx(p(LONG) + tbl([p("甲")])), docx(p("新。") + p(LONG))
    first, second = (redline(old, new, author=AUTHOR, date=DATE, cause=told) for _ in range(2))
    assert isinstance(first, Redlined)
    assert first == second
    same = redline(new, new, author=AUTHOR, date=DATE, cause=told)
    assert isinstance(same, Redlined)
    assert same.hunks == ()
    assert "w:ins" not in part(same.data)


def test_the_file_opens() -> None:
    made = lined(p(LONG) + tbl([p("甲")]), p("新。") + p(LONG.replace("673", "675")), cause=told)
    opened = python_docx.Document(io.BytesIO(made.data))
    assert len(list(opened.comments)) == len(made.hunks)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "旧稿：文件是空的"),
        (b"PK\x03\x04", "旧稿：文件损坏，无法打开"),
        (docx("<w:p>"), "旧稿：正文损坏，无法读取"),
        (docx('<w:altChunk r:id="rId9"/>'), "旧稿：含有链接或嵌入的其他文档，无法比较；请先把内容粘贴进来"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_its_reason(data: bytes, words: str) -> None:
    made = redline(data, docx(p("甲")), author=AUTHOR, date=DATE, cause=told)
    assert isinstance(made, Refused)
    assert str(made.reason) == words


def test_revisions_of_tables_cannot_be_kept_beside_ours() -> None:
    old = docx(
        tbl([p("甲")]).replace(
            "<w:tblPr/>", '<w:tblPr><w:tblPrChange w:id="1" w:author="张"><w:tblPr/></w:tblPrChange></w:tblPr>'
        )
    )
    made = redline(old, docx(p("甲")), author=AUTHOR, date=DATE, cause=told, existing="keep")
    assert isinstance(made, Refused)
    assert "请先接受或拒绝" in str(made.reason)
    assert isinstance(redline(old, docx(p("甲")), author=AUTHOR, date=DATE, cause=told, existing="accept"), Redlined)
