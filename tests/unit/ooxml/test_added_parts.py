"""Parts added to a package: comments and the property that carries the content hash."""

from __future__ import annotations

import io
import re
import zipfile

import docx as python_docx
import pytest

from report_kit.ooxml.comments import COMMENTS_ARROW, COMMENTS_TYPE, Comment, first_number, with_comments
from report_kit.ooxml.identity import CUSTOM, content_sha256, stamp_of, stamped
from report_kit.ooxml.package import CONTENT_TYPES, Package, read_package, write_package
from report_kit.ooxml.standard_template import standard_template
from report_kit.ooxml.wiring import related, with_part
from report_kit.ooxml.xml import check, decode

MAIN = "word/document.xml"


@pytest.fixture
def parts() -> dict[str, bytes]:
    package = read_package(standard_template())
    assert isinstance(package, Package)
    return dict(package.parts)


def commented(parts, *texts: str, first: int = 0):
    comments = [Comment(number, text) for number, text in enumerate(texts, first)]
    return with_comments(parts, MAIN, comments, author="甲", initials="甲", date="2024-01-29T00:00:00Z")


def test_a_part_is_declared_and_reachable(parts) -> None:
    made = commented(parts, "一")
    package = Package(made)
    assert package.content_type("word/comments.xml") == COMMENTS_TYPE
    assert related(made, MAIN, COMMENTS_ARROW) == "word/comments.xml"
    ids = [arrow.id for arrow in package.relationships(MAIN)]
    assert len(ids) == len(set(ids)) == 6
    for name in ("word/comments.xml", CONTENT_TYPES, "word/_rels/document.xml.rels"):
        check(decode(made[name]))


def test_comments_join_those_that_are_there(parts) -> None:
    once = commented(parts, "一", "二")
    assert first_number(parts, MAIN) == 0
    assert first_number(once, MAIN) == 2
    twice = commented(once, "三", first=2)
    assert re.findall(r'<w:comment w:id="(\d+)"', twice["word/comments.xml"].decode()) == ["0", "1", "2"]
    assert twice[CONTENT_TYPES] == once[CONTENT_TYPES]
    assert twice["word/_rels/document.xml.rels"] == once["word/_rels/document.xml.rels"]


@pytest.mark.parametrize(
    "rels",
    [
        None,
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
        b'<ns0:Relationships xmlns:ns0="http://schemas.openxmlformats.org/package/2006/relationships"></ns0:Relationships>\n',
        b'<p:Relationships xmlns:p="http://schemas.openxmlformats.org/package/2006/relationships" />',
    ],
)
def test_relationships_of_any_shape_take_one_more(parts, rels) -> None:
    name = "word/_rels/document.xml.rels"
    parts.pop(name)
    if rels is not None:
        parts[name] = rels
    made = with_part(parts, MAIN, "word/x.xml", b"<x/>", content_type="t", kind="k")
    check(decode(made[name]))
    assert related(made, MAIN, "k") == "word/x.xml"


def test_what_comments_cannot_hold_is_shown_as_a_box(parts) -> None:
    text = decode(commented(parts, "a\x00b\ud800<&>\t")["word/comments.xml"])
    check(text)
    assert "a□b□&lt;&amp;&gt; </w:t>" in text


def test_the_hash_is_of_parts_and_not_of_compression(parts) -> None:
    made, digest = stamped(parts)
    assert stamp_of(made) == digest == content_sha256(made)
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w", zipfile.ZIP_STORED) as archive:
        for name in reversed(made):
            archive.writestr(name, made[name])
    again = read_package(other.getvalue())
    assert isinstance(again, Package)
    assert content_sha256(again.parts) == digest
    for name in made:
        if name != CUSTOM:
            assert content_sha256({**made, name: made[name] + b" "}) != digest
    assert content_sha256({**made, "new.xml": b""}) != digest
    assert stamped(made) == (made, digest)


def test_properties_of_the_template_give_way(parts) -> None:
    parts = with_part(
        parts,
        "",
        CUSTOM,
        b'<Properties><property name="KSOProductBuildVer"/></Properties>',
        content_type="application/vnd.openxmlformats-officedocument.custom-properties+xml",
        kind="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
    )
    made, digest = stamped(parts)
    text = made[CUSTOM].decode()
    assert text.count("<property ") == 1
    assert digest in text
    assert made["_rels/.rels"].count(b"custom-properties") == 1


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\xff", b"<a/>", b'<property name="report-kit"><lpwstr>xyz</lpwstr></property>']
)
def test_a_file_without_a_good_stamp_has_none(data: bytes) -> None:
    assert stamp_of({CUSTOM: data}) is None
    assert stamp_of({}) is None


def test_python_docx_reads_what_was_added(parts) -> None:
    made, _ = stamped(commented(parts, "第一条", "第二条"))
    document = python_docx.Document(io.BytesIO(write_package(made)))
    assert [(comment.author, comment.text) for comment in document.comments] == [("甲", "第一条"), ("甲", "第二条")]
