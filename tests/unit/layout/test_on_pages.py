"""What is judged on pages, on pages set here line by line: what is right, or cannot be told, is never blamed."""

from __future__ import annotations

import pytest

from report_kit.layout import MEASURED, Probe, State
from report_kit.layout.paged import CHARACTER, LEFT, RIGHT
from report_kit.ooxml.formatting.model import ParagraphLook, RunLook
from report_kit.pages import Page
from tests.unit.layout.press import (
    A4,
    DATE,
    OFFICE,
    WORDS,
    Press,
    Set,
    closed,
    deviating,
    letter,
    long_text,
    looked_at,
    states,
    text,
    title,
)


def test_a_right_document_passes_what_it_has() -> None:
    found = letter(Set("一、主要工作", size=16), *long_text()).verdicts()
    assert deviating(found) == set()
    assert {name for name, state in states(found).items() if state is not State.PASSED} == {
        "rendered-attachment",
        "imprint",
    }


@pytest.mark.parametrize("probe", [Probe(40.2, 260.3, 21, 28), Probe(40.2, 260.3, 22, 27)])
def test_nothing_is_judged_where_the_standard_page_is_wrong(probe: Probe) -> None:
    press = letter(*long_text())
    found = states(looked_at(press.pages(), tuple(press.paragraphs), probe=probe))
    assert {found[name] for name in MEASURED - {"substituted-face"}} == {State.NOT_MEASURED}


def test_a_face_that_is_missing_voids_all_measures() -> None:
    press = letter(*long_text())
    found = states(looked_at(press.pages(), tuple(press.paragraphs), missing=("仿宋_GB2312",)))
    assert found.pop("substituted-face") is State.DEVIATES
    assert set(found.values()) == {State.NOT_MEASURED}


def test_a_machine_that_cannot_tell_faces_says_which_were_shown() -> None:
    press = letter(*long_text())
    found = looked_at(press.pages(), tuple(press.paragraphs), faces=frozenset())
    assert found["substituted-face"].state is State.NOT_MEASURED
    assert "FandolFang" in str(found["substituted-face"].found)
    assert found["rendered-lines"].state is State.PASSED


def test_a_page_without_words_says_nothing() -> None:
    found = states(looked_at((Page(210.0, 297.0, ()),)))
    assert set(found.values()) == {State.NOT_APPLICABLE}


def test_pages_that_are_not_upright_a4_are_compared_with_nothing() -> None:
    press = letter(*long_text())
    pages = tuple(page._replace(width=215.9, height=279.4) for page in press.pages())
    found = states(press.verdicts(pages=pages))
    assert {found[name] for name in MEASURED - {"substituted-face"}} == {State.NOT_MEASURED}


def test_a_short_page_is_found() -> None:
    press = Press(height=21).add(*title(), *long_text())
    assert "rendered-lines" in deviating(press.verdicts())


def test_a_blank_line_at_the_foot_or_the_head_of_a_page_is_no_missing_line() -> None:
    for blank_at in range(3, 12):
        body = long_text()
        body.insert(blank_at, Set(""))
        assert deviating(letter(*body).verdicts()) == set()


def test_lines_too_close_leave_a_page_unfilled_and_move_no_edge() -> None:
    """At 28 points, as many offices set it: a matter of the pitch (5.2.3), not of the margins (5.2.1)."""
    press = closed(Press(pitch=28 * 25.4 / 72).add(*title(), *long_text()))
    assert deviating(press.verdicts()) == {"rendered-lines"}


def test_a_block_too_high_or_too_low_is_found() -> None:
    press = letter(*long_text())
    for by in (-4.0, 2.0):
        pages = tuple(
            page._replace(lines=tuple(one._replace(baseline=one.baseline + by) for one in page.lines[:-1]))
            for page in press.pages()
        )
        assert deviating(press.verdicts(pages=pages)) == {"rendered-text-block"}


def test_a_page_that_ends_with_a_blank_line_is_full() -> None:
    press = Press().add(*title(), *long_text(2))
    press.turn()
    press.add(*long_text()[2:5], Set(""), *long_text()[5:])
    assert len(press.rows[1]) == 21
    assert deviating(press.verdicts()) == set()


@pytest.mark.parametrize("picture", [True, False], ids=["a picture", "a table"])
def test_a_page_is_short_before_a_picture_or_a_table_that_did_not_fit(picture: bool) -> None:
    press = Press().add(*title(), *long_text(2))
    press.turn()
    press.add(*(Set(text(28 * 7 - 2, f"第{one}")) for one in "天地玄"))  # 21 lines
    if picture:
        press.turn()
        press.slot = 8
        press.paragraphs.append(ParagraphLook(len(press.paragraphs) + 1, "", "", (), picture=True))
    else:
        press.paragraphs.append(ParagraphLook(len(press.paragraphs) + 1, "", "户数", (), cell=True))
        press.turn()
        press.slot = 1
    press.add(*long_text()[4:])
    assert len(press.rows[1]) == 21
    assert deviating(press.verdicts()) == set()


def test_rows_of_a_table_in_lines_as_high_as_the_text_are_not_counted() -> None:
    press = Press().add(*title(), *long_text(2))
    press.turn()
    for row in range(21):
        press.put(f"单元{row}", LEFT, gap=30.0)
    press.turn()
    press.add(*long_text()[4:])
    assert deviating(press.verdicts()) == set()


def test_a_document_too_short_to_fill_a_page_has_no_full_page() -> None:
    assert letter(*long_text(1)).verdicts()["rendered-lines"].state is State.NOT_APPLICABLE


def test_a_long_document_in_which_no_page_can_be_counted_was_not_measured() -> None:
    body = [one for paragraph in long_text() for one in (paragraph, Set(""))]
    found = letter(*body).verdicts()
    assert {found[name].state for name in ("rendered-lines", "rendered-text-block")} == {State.NOT_MEASURED}
    assert found["rendered-lines"].found is not None


def test_a_header_is_not_part_of_the_text() -> None:
    press = closed(Press(header=f"{OFFICE}内部资料").add(*title(), *long_text()))
    found = press.verdicts()
    assert deviating(found) == set()
    assert found["rendered-lines"].state is found["rendered-text-block"].state is State.PASSED


def test_lines_of_27_characters_are_found() -> None:
    body = [one._replace(per_line=27) for one in long_text()]
    assert "rendered-characters" in deviating(letter(*body).verdicts())


def test_the_last_line_of_a_paragraph_is_as_long_as_its_words() -> None:
    words = text(26 + 27)
    found = letter(Set(words, lines=((words[:26], LEFT + 2 * CHARACTER), (words[26:], LEFT)))).verdicts()
    assert found["rendered-characters"].state is State.NOT_MEASURED


@pytest.mark.parametrize("behind", ["访，", "《办法》", "2023年", "A类"])
def test_a_line_cut_short_to_keep_together_what_follows_is_not_counted(behind: str) -> None:
    words = WORDS[:26] + WORDS[:27] + behind + WORDS[:12] + "。"
    lines = ((words[:26], LEFT + 2 * CHARACTER), (words[26:53], LEFT), (words[53:], LEFT))
    assert letter(Set(words, lines=lines)).verdicts()["rendered-characters"].state is State.NOT_MEASURED


def test_spaces_typed_in_a_line_are_not_counted_as_characters() -> None:
    words = WORDS[:26] + WORDS[:12] + "　　" + WORDS[12:26] + WORDS[:12] + "。"
    press = letter(Set(words, lines=((words[:26], LEFT + 2 * CHARACTER), (words[26:54], LEFT), (words[54:], LEFT))))
    spaced = press.rows[0][3]
    press.rows[0][3] = spaced._replace(text="".join(spaced.text.split()), gap=2 * CHARACTER, right=RIGHT)
    assert press.verdicts()["rendered-characters"].state is State.NOT_MEASURED


def test_two_columns_are_no_line() -> None:
    press = Press().add(*title())
    body = long_text(8)
    press.paragraphs += [
        ParagraphLook(len(press.paragraphs) + at, "", one.words, (RunLook(0, one.words, "仿宋_GB2312"),), section=0)
        for at, one in enumerate(body, 1)
    ]
    for one in body:
        for at in range(0, 180, 24):
            press.put(one.words[at : at + 24], LEFT, gap=12.0)
    found = press.verdicts(sections=(A4._replace(columns=2),))
    assert deviating(found) == set()
    assert found["rendered-characters"].state is State.NOT_MEASURED


@pytest.mark.parametrize("last", ["，", "更"])
def test_a_mark_that_hangs_out_is_not_the_edge_of_the_block(last: str) -> None:
    words = text(190, "第甲段")
    press = letter(Set(f"{words[:53]}{last}{words[54:]}"), *long_text()[1:])
    at = next(at for at, one in enumerate(press.rows[0]) if one.text == f"{words[26:53]}{last}")
    press.rows[0][at] = press.rows[0][at]._replace(right=RIGHT + 0.4 * CHARACTER)
    press.rows[0][:2] = []  # without title and addressee all lines are at one pitch
    assert ("rendered-text-block" in deviating(press.verdicts())) is (last == "更")


def test_lines_that_are_not_stretched_may_end_within_the_last_character() -> None:
    body = [one._replace(per_line=27) for one in long_text()]
    loose = [one._replace(jc="left") for one in body]
    assert "rendered-text-block" not in deviating(letter(*loose).verdicts())
    assert "rendered-text-block" in deviating(letter(*body).verdicts())


@pytest.mark.parametrize(
    "odd", ["软\u00ad连", "零\u200b宽", "ﬁ连字", "Ⅳ类", "㎡", "①", "ｆｕｌｌ", "全\u3000角", "制\t表"]
)
def test_what_shows_nothing_or_has_another_form_does_not_hide_a_paragraph(odd: str) -> None:
    body = Set(odd + text(100), 0.0, shown="".join(odd.replace("\u00ad", "").replace("\u200b", "").split()) + text(100))
    found = letter(body).verdicts()
    assert found["rendered-indent"].state is State.DEVIATES


def test_paragraphs_that_are_not_found_do_not_hide_those_behind_them() -> None:
    """Text of which the pages show other characters, longer than tables and pictures usually are."""
    lost = [Set(text(190), shown="口" * 190) for _ in range(16)]
    found = letter(*lost, *long_text(4)).verdicts()
    assert found["signature-page"].state is found["rendered-signature"].state is State.PASSED


def test_what_is_in_the_file_and_not_found_on_the_pages_was_not_measured() -> None:
    press = letter(Set("一、主要工作"), *long_text(2))
    pages = tuple(
        page._replace(lines=tuple(one._replace(text="口口口口口口") for one in page.lines)) for page in press.pages()
    )
    found = press.verdicts(pages=pages)
    names = ("stranded-heading", "signature-page", "first-page", "rendered-indent", "rendered-signature")
    assert {found[name].state for name in names} == {State.NOT_MEASURED}


def test_the_same_paragraph_over_and_over() -> None:
    body = [Set("按月更新台账。") if at % 3 else Set(text(90)) for at in range(60)]
    found = letter(*body).verdicts()
    assert deviating(found) == set()
    assert found["signature-page"].state is State.PASSED


def test_a_first_page_without_text_is_found_and_a_cover_is_not() -> None:
    late = closed(Press().add(*title(), Set(text(190, "正文"), page=True), *long_text()))
    assert "first-page" in deviating(late.verdicts())


def test_an_unsealed_signature_on_two_lines_begins_where_its_longer_line_does() -> None:
    name = "某某市民政局困难群众救助管理服务中心"
    end = RIGHT - 2 * CHARACTER
    lines = ((name[:7], end - 7 * CHARACTER), (name[7:], end - 11 * CHARACTER))
    press = Press().add(*title(), *long_text(1), Set(""), Set(name, jc="right", lines=lines))
    press.add(Set(DATE, jc="left", lines=((DATE, end - 9 * CHARACTER),)))
    assert press.verdicts()["rendered-signature"].state is State.PASSED
