"""Any Word file gets a verdict, never a traceback; mending never changes a word, whatever the file holds."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.diagnostics import Diagnostic
from report_kit.flows.layout import judged, mend
from report_kit.layout import CLAUSES, State
from report_kit.ooxml.formatting.model import Sheet
from report_kit.ooxml.formatting.reading import look_at
from report_kit.ooxml.package import Package, read_package, write_package
from report_kit.ooxml.text import comments, numbered
from tests.property.word_files import packed
from tests.property.word_pairs import document, edit, revise
from tests.unit.layout.papers import built, planted
from tests.unit.layout.plants import PLANTS

_TEXT = re.compile(rb"<w:(?:t|delText|instrText)\b[^>]*>([^<]*)<")
_KEPT = (
    b"<w:ins ",
    b"<w:del ",
    b"<w:moveFrom ",
    b"<w:moveTo ",
    b"<w:rPrChange ",
    b"<w:pPrChange ",
    b"<w:commentReference ",
)


def package(data: bytes) -> Package:
    found = read_package(data)
    assert isinstance(found, Package)
    return found


def a_file(seed: int) -> bytes:
    chance = random.Random(seed)
    made = document(chance)
    edit(made, chance)
    if seed % 2:
        revise(made, chance, "甲")
    return packed(made)


def check(data: bytes) -> None:
    """The verdict is whole; the mended file, if there is one, says the same and keeps what others left in it."""
    found = judged("某文件.docx", data)
    if found.report is None:
        (problem,) = found.outcome.diagnostics
        assert isinstance(problem, Diagnostic)
        assert problem.code == "F007"
        return
    report = found.report
    assert [one.clause for one in report.verdicts] == list(CLAUSES)
    assert all((one.state is State.DEVIATES) is bool(one.findings) for one in report.verdicts)
    lines = {path: text.split("\n") for path, text in report.sources.items()}
    for one in report.diagnostics:
        assert one.location is not None
        if one.location.path in lines:
            assert one.location.line <= len(lines[one.location.path])
    assert found.package is not None
    seen = look_at(found.package)
    assert isinstance(seen, Sheet)
    read = {one.number: one.text.replace("\n", "") for one in numbered(found.package)}
    assert {one.number: one.text.replace("\n", "") for one in seen.paragraphs if one.number in read} == read
    made = mend(found)
    if made.data is None:
        return
    before, after = package(data), package(made.data)
    main = before.main() or ""
    assert _TEXT.findall(after.parts[main]) == _TEXT.findall(before.parts[main])
    assert [one.text for one in numbered(after)] == [one.text for one in numbered(before)]
    assert comments(after) == comments(before)
    for sign in _KEPT:
        assert after.parts[main].count(sign) == before.parts[main].count(sign)
    assert made.layout.report is not None


@pytest.mark.parametrize("seed", range(40))
def test_any_file_gets_a_verdict_and_mending_keeps_its_words(seed: int) -> None:
    check(a_file(seed))


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["word/document.xml", "word/styles.xml", "word/settings.xml", "word/footer1.xml"]),
    st.integers(0, 10**6),
    st.sampled_from([
        'w:val="', 'w:val="-', 'w:val="999999999999"', 'w:w="0"', 'w:left="-99999"', "w:line=", "<w:p>", "</w:p>", "w:sz", "w:ind",
        'w:linePitch="0"', 'w:linePitch="1"', "一、", "（九十九）", "附件：", "\u3000", "w:basedOn", "w:numPr", "w:tc", "w:fldChar",
    ]),
    st.sampled_from(["", "0", "x", "-1", "\u202e", "w:del", "w:sectPr", "w:pict", 'w:val="1e9"', "<w:br/>"]),
)  # fmt: skip
def test_a_file_with_something_else_in_it_gets_a_verdict(part: str, at: int, old: str, new: str) -> None:
    """One word of a part exchanged for another, somewhere."""
    parts = dict(package(built()).parts)
    text = parts[part].decode()
    places = [match.start() for match in re.finditer(re.escape(old), text)]
    if places:
        place = places[at % len(places)]
        text = text[:place] + new + text[place + len(old) :]
    check(write_package({**parts, part: text.encode()}))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(sorted(PLANTS)), min_size=2, max_size=6, unique=True))
def test_whatever_is_wrong_together_loses_no_word(together: list[str]) -> None:
    def all_of(paper) -> None:
        for code in together:
            try:
                PLANTS[code](paper)
            except IndexError:  # what one took away the other looks for
                continue

    check(planted(all_of))
