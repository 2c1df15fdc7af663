"""A mended file: valid, the same bytes every time, with every word, revision and comment that was in it."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from report_kit.flows.layout import judged, mend
from report_kit.ooxml.formatting.mending import Mend, mended
from report_kit.ooxml.package import Package, PackageProblem, read_package
from report_kit.ooxml.plain_text import plain_text
from report_kit.ooxml.xml import decode
from tests.unit.layout.papers import (
    NAME,
    body,
    codes,
    footer,
    in_style,
    look,
    on_page,
    planted,
    property_of,
    saved,
    verdict,
)
from tests.unit.layout.plants import FOR_A_PERSON, PLANTS
from tests.unit.ooxml.order import breaches


def parts(data: bytes) -> Package:
    found = read_package(data)
    assert isinstance(found, Package)
    return found


def all_wrong(document) -> None:
    """Everything at once that formatting can mend."""
    for code, edit in PLANTS.items():
        if code not in FOR_A_PERSON and code not in ("G112", "G209", "G113", "G114", "G401", "G403"):
            edit(document)


def revised(document) -> None:
    """Tracked changes and formatting, made before."""
    run = body(document)[2].runs[0]
    inserted = OxmlElement("w:ins")
    for name, value in (("id", "900"), ("author", "甲"), ("date", "2024-01-01T00:00:00Z")):
        inserted.set(qn(f"w:{name}"), value)
    run._r.addprevious(inserted)
    inserted.append(run._r)
    gone = OxmlElement("w:del")
    for name, value in (("id", "901"), ("author", "甲"), ("date", "2024-01-01T00:00:00Z")):
        gone.set(qn(f"w:{name}"), value)
    deleted = OxmlElement("w:r")
    text = OxmlElement("w:delText")
    text.text = "删去的话"
    deleted.append(text)
    gone.append(deleted)
    inserted.addnext(gone)


def test_everything_at_once_is_mended() -> None:
    found = verdict(planted(all_wrong))
    assert len(codes(found)) > 25
    made = mend(found)
    assert codes(made.layout) == set()
    assert made.data is not None
    assert plain_text(parts(made.data)) == plain_text(parts(planted(all_wrong)))


def test_the_mended_file_is_valid() -> None:
    made = mend(verdict(planted(all_wrong)))
    assert made.data is not None
    found = parts(made.data).parts
    for name in ("word/document.xml", "word/settings.xml", "word/footer1.xml"):
        before = list(breaches(decode(parts(planted(all_wrong)).parts[name])))
        assert [one for one in breaches(decode(found[name])) if one not in before] == []
    assert Document(io.BytesIO(made.data)).paragraphs


def test_the_same_file_is_mended_to_the_same_bytes() -> None:
    data = planted(all_wrong)
    assert mend(judged(NAME, data)).data == mend(judged(NAME, data)).data


def test_what_was_mended_has_nothing_left_to_mend() -> None:
    made = mend(verdict(planted(all_wrong)))
    assert made.data is not None
    assert mend(judged(NAME, made.data)).data is None


def test_revisions_and_comments_survive() -> None:
    def edit(document) -> None:
        revised(document)
        in_style(document, "公文正文", "rPr", "sz", val="28")

    data = planted(edit)
    made = mend(judged(NAME, data))
    assert made.data is not None
    before, after = (decode(parts(one).parts["word/document.xml"]) for one in (data, made.data))
    assert after.count("<w:ins ") == before.count("<w:ins ") == 1
    assert "删去的话" in after
    assert after.count("commentReference") == before.count("commentReference") > 0
    assert parts(data).parts["word/comments.xml"] == parts(made.data).parts["word/comments.xml"]


def test_a_footer_that_says_more_is_left_alone() -> None:
    def edit(document) -> None:
        footer(document).runs[0].text = "内部资料 "

    data = planted(edit)
    found = verdict(data)
    assert codes(found) == {"G402"}
    made = mend(found)
    assert made.data is None
    assert codes(made.layout) == {"G402"}


def test_footers_are_made_where_there_are_none() -> None:
    document = Document()
    document.add_paragraph("甲" * 30 + "。")
    made = mend(verdict(saved(document)))
    assert made.data is not None
    assert not codes(made.layout) & {"G401", "G402", "G403", "G404", "G405", "G406", "G407", "G408"}
    assert Document(io.BytesIO(made.data)).sections[0].even_page_footer.paragraphs[0].text == "— 1 —"


def test_a_change_that_changes_the_text_is_refused() -> None:
    """A paragraph made a title is another text: it would be read as a heading."""
    package = parts(planted(revised))
    assert isinstance(mended(package, [Mend("paragraph", 9, (), "pStyle", (("val", "Title"),))]), PackageProblem)
    assert isinstance(mended(package, [Mend("paragraph", 9, (), "jc", (("val", "both"),))]), bytes)


def test_only_the_part_that_is_named_is_changed() -> None:
    package = parts(planted(lambda document: on_page(document, "pgMar", top="1701")))
    made = mended(package, [Mend("section", 0, (), "pgMar", (("top", "2098"),))])
    assert isinstance(made, bytes)
    after = parts(made).parts
    assert [name for name, data in package.parts.items() if after[name] != data] == ["word/document.xml"]


@pytest.mark.parametrize("name", ["rPr", "pPr"])
def test_a_property_goes_where_the_schema_wants_it(name: str) -> None:
    def edit(document) -> None:
        one = body(document)[1]
        look(one.runs[0], "u", val="none")
        property_of(one, "outlineLvl", val="9")
        look(one.runs[0], "color", val="FF0000")

    package = parts(planted(edit))
    number = next(
        place
        for place, one in enumerate(Document(io.BytesIO(planted(edit))).paragraphs, 1)
        if one.text.startswith("二是困难群众")
    )
    mends = {
        "rPr": Mend("run", number, (0,), "sz", (("val", "32"),)),
        "pPr": Mend("paragraph", number, (), "jc", (("val", "both"),)),
    }
    made = mended(package, [mends[name]])
    assert isinstance(made, bytes)
    xml = decode(parts(made).parts["word/document.xml"])
    assert xml.count("<w:sz ") == decode(package.parts["word/document.xml"]).count("<w:sz ") + (name == "rPr")
    assert [one for one in breaches(xml) if one.startswith(("pPr: jc", "rPr: sz"))] == []
