"""A draft as a Word file: text unchanged, gaps highlighted, nothing left in the final one."""

from __future__ import annotations

import io
import re
import zipfile

import docx as python_docx
import pytest

from report_kit.draft import Part
from report_kit.ooxml.identity import content_sha256, stamp_of
from report_kit.write.docx import AUTHOR, Remark, document, with_highlight
from report_kit.write.make import draft_document, final_document
from report_kit.write.places import Place, Places
from tests.unit.write import paper

HOSTILE = [
    "&",
    "<总计>",
    '"引"‘号’',
    "a\tb",
    "甲\n乙",
    "🎉",
    "䶮",
    "\ue000",
    "]]>",
    "{{ x }}",
    "  空  格  ",
    "&amp;lt;",
    "'\\",
]
RUN_PROPERTIES = [
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"),
    *("emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position"),
    *("sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
    *("eastAsianLayout", "specVanish", "oMath"),
]


def texts(data: bytes) -> list[str]:
    """The paragraphs as python-docx reads them."""
    return [paragraph.text for paragraph in python_docx.Document(io.BytesIO(data)).paragraphs]


def remark(start: int, end: int, text: str = "看", block: int = 0) -> Remark:
    return Remark(Place(block, start, end), text)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_arrive_unchanged(value: str) -> None:
    draft = paper.by_hand(("前", paper.prose()), (value, paper.known()), ("后", paper.prose(2)))
    for remarks in ((), (remark(0, 1), remark(1, 1 + len(value), value), remark(0, 2 + len(value)))):
        made = document(draft, remarks, highlight=True, date="")
        assert texts(made.data) == [f"前{value}后"]
        assert len(paper.comments(made.data)) == len(remarks)


def test_runs_that_differ_in_nothing_are_one_run() -> None:
    draft = paper.by_hand(("共", paper.prose()), ("9774人", paper.known()), ("。", paper.prose(2)))
    assert paper.document_xml(final_document(draft).data).count("<w:r>") == 1


def test_a_comment_cuts_runs_where_it_begins_and_ends() -> None:
    draft = paper.by_hand(("甲乙丙丁", paper.prose()), ("戊", paper.known()))
    remarks = [remark(1, 3, "一"), remark(2, 3, "二"), remark(2, 5, "三"), remark(2, 5, "四"), remark(0, 5, "五")]
    made = document(draft, remarks, highlight=False, date="")
    assert paper.comments(made.data) == [
        ("甲乙丙丁戊", "五"),
        ("乙丙", "一"),
        ("丙丁戊", "三"),
        ("丙丁戊", "四"),
        ("丙", "二"),
    ]
    assert texts(made.data) == ["甲乙丙丁戊"]


def test_the_comments_say_who_and_when_and_are_for_word() -> None:
    draft = paper.by_hand(("甲", paper.prose()))
    made = document(draft, [remark(0, 1, "第一段\n第二段")], highlight=True, date="2024-01-29T00:00:00Z")
    (comment,) = python_docx.Document(io.BytesIO(made.data)).comments
    assert (comment.author, comment.initials, comment.timestamp.year) == (AUTHOR, "核对", 2024)
    assert [paragraph.text for paragraph in comment.paragraphs] == ["第一段", "第二段"]
    undated = document(draft, [remark(0, 1)], highlight=True, date="")
    assert b"w:date" not in paper.parts_of(undated.data)["word/comments.xml"]


def test_what_is_not_known_is_highlighted_wherever_it_is_shown() -> None:
    draft = paper.by_hand(
        ("补", paper.pending()), ("。", paper.prose()), ("补", paper.pending()), ("【缺：x】", paper.PLACEHOLDER)
    )
    assert paper.highlighted(document(draft, (), highlight=True, date="").data) == ["补", "补【缺：x】"]
    assert paper.highlighted(document(draft, (), highlight=False, date="").data) == []


@pytest.mark.parametrize("present", [set(), {"rFonts"}, {"rStyle", "sz", "lang"}, {"u"}, set(RUN_PROPERTIES)])
def test_the_highlight_stands_where_the_schema_wants_it(present: set[str]) -> None:
    properties = "".join(f'<w:{name} w:val="x"/>' for name in RUN_PROPERTIES if name in present)
    for opened in (
        f"<w:r><w:rPr>{properties}</w:rPr>",
        "<w:r>" if not present else "",
        "<w:r><w:rPr/>" if not present else "",
    ):
        if opened:
            names = re.findall(r"<w:(\w+) w:val", with_highlight(opened))
            assert names == sorted(present | {"highlight"}, key=RUN_PROPERTIES.index)
            assert 'w:highlight w:val="yellow"' in with_highlight(opened)


def test_the_highlight_goes_before_extensions_and_not_into_them() -> None:
    opened = '<w:r><w:rPr><w:sz w:val="32"/><w14:textFill><w14:solidFill><w:u/></w14:solidFill></w14:textFill></w:rPr>'
    assert with_highlight(opened) == opened.replace("<w14:textFill>", '<w:highlight w:val="yellow"/><w14:textFill>')


def test_text_boxes_and_other_parts_carry_no_comment() -> None:
    draft = paper.by_hand(("甲", paper.prose()))
    (part,) = draft.parts
    first, slot, last = part.pieces
    boxed = draft._replace(
        blocks=(draft.blocks[0], draft.blocks[0]._replace(id="b")),
        parts=(
            Part(
                part.name,
                (
                    first + "<w:r><w:pict><w:txbxContent><w:p>",
                    slot,
                    "</w:p></w:txbxContent></w:pict></w:r>",
                    slot._replace(block=1),
                    last,
                ),
            ),
        ),
    )
    shown = paper.report()
    found = paper.problem(at=paper.place(1))
    assert Places(shown, boxed, "word/document.xml").of(found) == Place(1, 0, 1)
    assert Places(shown, boxed, "word/footnotes.xml").of(found) is None


def test_a_final_file_has_no_trace_but_one_property() -> None:
    shown = paper.report()
    final = final_document(paper.draft_of(shown))
    drafted = draft_document(shown, paper.draft_of(shown), [paper.problem(facts=["key_work.a.低保"])])
    assert "word/comments.xml" in paper.parts_of(drafted.data)
    parts = paper.parts_of(final.data)
    assert sorted(parts) == sorted({*paper.parts_of(paper.template()), "docProps/custom.xml"})
    for name, content in parts.items():
        for trace in (
            b"comment",
            b"highlight",
            b"bookmark",
            b"hyperlink",
            b"rsid",
            b"w14:paraId",
            b"w:ins ",
            b"w:del ",
        ):
            assert trace not in content, (name, trace)
        if name != "docProps/custom.xml":
            assert b"report-kit" not in content
        assert not re.search("[\U000f0000-\U0010ffff]", content.decode())
    assert parts["docProps/custom.xml"].count(b"<property ") == 1
    assert stamp_of(parts) == final.content_sha256 == content_sha256(parts)
    properties = python_docx.Document(io.BytesIO(final.data)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")


def test_numbers_of_editing_sessions_in_the_template_go() -> None:
    draft = paper.by_hand(("甲", paper.prose()))
    settings = b'<w:settings xmlns:w="w"><w:rsids><w:rsidRoot w:val="00A"/><w:rsid w:val="00B"/></w:rsids><w:zoom w:percent="100"/></w:settings>'
    styles = b'<w:styles xmlns:w="w"><w:style w:rsidR="00C"><w:rsid w:val="00D"/></w:style></w:styles>'
    draft = draft._replace(static={**draft.static, "word/settings.xml": settings, "word/styles.xml": styles})
    parts = paper.parts_of(final_document(draft).data)
    assert parts["word/settings.xml"] == b'<w:settings xmlns:w="w"><w:zoom w:percent="100"/></w:settings>'
    assert parts["word/styles.xml"] == b'<w:styles xmlns:w="w"><w:style></w:style></w:styles>'


def test_the_same_draft_gives_the_same_bytes() -> None:
    found = [paper.problem(words="甲", facts=["key_work.a.低保"]), paper.problem(words="乙", facts=["key_work.a.低保"])]
    shown = paper.report()
    first, second = (draft_document(shown, paper.draft_of(shown), found) for _ in range(2))
    assert first == second
    assert first.data != final_document(paper.draft_of(shown)).data


def test_many_comments_on_many_runs_are_all_there() -> None:
    """With every comment looking at every run this would take minutes; a test that hangs fails."""
    count = 4000
    draft = paper.by_hand(*((f"{n}人", paper.known(f"k.{n}")) for n in range(count)))
    spans = draft.blocks[0].spans
    remarks = [remark(span.start, span.end) for span in spans] + [remark(0, len(draft.blocks[0].text))] * count
    made = document(draft, remarks, highlight=True, date="")
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert archive.read("word/comments.xml").count(b"<w:comment ") == 2 * count
