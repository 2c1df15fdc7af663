"""Random pairs of Word files: every one becomes a redline, and no redline is handed out that breaks a law.

The laws are judged by an independent reader inside ``redline``; here a reader of the test's own judges the text again.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from report_kit.ooxml.redline import Redlined, redline
from tests.property.word_pairs import pair, report_pair
from tests.unit.ooxml.content import flaws

if TYPE_CHECKING:
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def texts(data: bytes, gone: str, stays: str) -> list[str]:
    """The text of every paragraph that has any, once all changes of a kind are gone."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for row in list(root.iter(W + "tr")):
        if row.find(f"{W}trPr/{W}{gone}") is not None:
            row.getparent().remove(row)
    found, carried = [], ""
    for paragraph in root.iter(W + "p"):
        if next(paragraph.iterancestors(W + "txbxContent"), None) is not None:
            continue
        for one in paragraph.iter(W + "t", W + "delText"):
            around = {str(up.tag) for up in one.iterancestors()}
            if W + "txbxContent" not in around and W + gone not in around:
                carried += one.text or ""
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is None:
            found.append(carried)
            carried = ""
    return [one for one in [*found, carried] if one]


def flawless(data: bytes) -> None:
    """The parts that a redline writes are as the standard has them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name in ("word/document.xml", "word/comments.xml"):
                assert list(flaws(archive.read(name))) == [], name


@pytest.mark.parametrize("seed", range(60))
def test_a_redline_is_exactly_the_change(seed: int) -> None:
    old, new = pair(seed)
    made = redline(old, new, author="x", date="", cause=lambda place: place.kind)
    assert isinstance(made, Redlined), str(made.reason)
    assert texts(made.data, "del", "ins") == texts(new, "del", "ins")
    assert texts(made.data, "ins", "del") == texts(old, "ins", "del")
    flawless(made.data)


def test_a_redline_of_the_report_names_what_was_done_and_nothing_else(tmp_path: Path) -> None:
    old, new = report_pair(tmp_path)
    made = redline(old, new, author="x", date="", cause=lambda _place: None)
    assert isinstance(made, Redlined), str(made.reason)
    places = [hunk.place for hunk in made.hunks]
    assert [(one.deleted, one.inserted) for one in places if one.kind == "text"] == [
        ("尽", "必"),
        ("9774", "9747"),
        ("三", "二"),
        ("673", "675"),
    ]
    dropped, gone, come = (one for one in places if one.kind == "paragraph")
    assert dropped.deleted.startswith("三是")
    assert dropped.moved is None
    assert (gone.moved, come.moved) == (come.after, gone.before)
    assert len(places) == 7
    assert texts(made.data, "del", "ins") == texts(new, "del", "ins")
    assert texts(made.data, "ins", "del") == texts(old, "ins", "del")
    flawless(made.data)


@pytest.mark.parametrize("existing", ["accept", "reject", "keep"])
@pytest.mark.parametrize("seed", range(20))
def test_a_redline_of_revised_files_is_exactly_the_change(seed: int, existing: str) -> None:
    old, new = pair(seed, revised=True)
    made = redline(old, new, author="x", date="", cause=lambda _place: None, existing=existing)
    assert isinstance(made, Redlined), str(made.reason)
    flawless(made.data)
    if existing == "keep":
        assert texts(made.data, "del", "ins") == texts(new, "del", "ins")
        assert texts(made.data, "ins", "del") == texts(old, "ins", "del")
        authors = {
            name.group(1)
            for name in re.finditer(
                r'w:author="([^"]*)"', zipfile.ZipFile(io.BytesIO(made.data)).read("word/document.xml").decode()
            )
        }
        assert authors <= {"x", "甲", "乙"}
