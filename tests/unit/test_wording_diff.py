"""What differs between two wordings: nothing is lost, figures are whole, and a person can read it."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.wording_diff import DELETE, EQUAL, INSERT, ISLAND, Piece, changes, matches, pieces, tokens

WORDS = [
    "全市",
    "低保",
    "9774人",
    "9,774",
    "4.86%",
    "12‰",
    "。",
    "，",
    "；",
    "了",
    "和",
    "的",
    " ",
    "PM2.5",
    "a",
    "\n",
    "é",
    "👩‍🌾",
    "𠮷",
]
wordings = st.lists(st.sampled_from(WORDS), max_size=40).map("".join) | st.text(max_size=40)


@given(wordings)
def test_tokens_joined_give_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text
    assert all(tokens(text))


@pytest.mark.parametrize("figure", ["9774", "9,774", "1,234,567.80", "62.7%", "12‰", "３．２％", "2023"])
def test_a_figure_is_one_token(figure: str) -> None:
    assert tokens(f"增至{figure}，") == ("增", "至", figure, "，")


def test_a_list_of_figures_is_no_figure() -> None:
    assert tokens("1,2,3") == ("1", ",", "2", ",", "3")
    assert tokens("12，345") == ("12", "，", "345")


def test_marks_belong_to_their_character() -> None:
    assert tokens("e\u0301👩\u200d🌾了\ufe0f") == ("e", "\u0301", "👩\u200d🌾", "了\ufe0f")


@given(wordings, wordings)
def test_no_piece_is_lost(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.kind != INSERT) == before
    assert "".join(piece.text for piece in found if piece.kind != DELETE) == after


@given(wordings, wordings)
def test_pieces_are_in_form(before: str, after: str) -> None:
    found = pieces(before, after)
    assert all(piece.text for piece in found)
    for one, two in pairwise(found):
        assert (one.kind, two.kind) in {
            (EQUAL, DELETE),
            (EQUAL, INSERT),
            (DELETE, INSERT),
            (DELETE, EQUAL),
            (INSERT, EQUAL),
        }
    for island in found[1:-1]:
        if island.kind == EQUAL:
            assert len(island.text) > ISLAND or any(mark in "，。；：、！？" or mark.isdigit() for mark in island.text)


@given(wordings)
def test_nothing_changed_is_one_piece(text: str) -> None:
    assert pieces(text, text) == ((Piece(EQUAL, text),) if text else ())


@given(wordings, wordings)
def test_pieces_come_from_whole_tokens(before: str, after: str) -> None:
    for text, other in ((before, INSERT), (after, DELETE)):
        edges, at = {0}, 0
        for token in tokens(text):
            at += len(token)
            edges.add(at)
        at = 0
        for piece in pieces(before, after):
            if piece.kind != other:
                at += len(piece.text)
                assert at in edges


def test_a_changed_figure_is_one_deletion_and_one_insertion() -> None:
    assert pieces("增至9774人，增长4.86%。", "增至9747人，增长4.57%。") == (
        Piece(EQUAL, "增至"), Piece(DELETE, "9774"), Piece(INSERT, "9747"), Piece(EQUAL, "人，增长"),
        Piece(DELETE, "4.86%"), Piece(INSERT, "4.57%"), Piece(EQUAL, "。"),
    )  # fmt: skip


def test_scraps_join_the_change_but_rests_and_figures_stay() -> None:
    assert pieces("推进救助工作", "深入救助事业") == (
        Piece(DELETE, "推进救助工作"), Piece(INSERT, "深入救助事业"),
    )  # fmt: skip
    assert Piece(EQUAL, "，") in pieces("甲乙丙，丁戊己", "子丑寅，卯辰巳")
    assert Piece(EQUAL, "12") in pieces("甲乙12丙丁", "子丑12寅卯")


def test_an_added_sentence_is_shown_as_the_sentence() -> None:
    assert pieces("一是稳。三是好。", "一是稳。二是进。三是好。") == (
        Piece(EQUAL, "一是稳。"), Piece(INSERT, "二是进。"), Piece(EQUAL, "三是好。"),
    )  # fmt: skip
    assert pieces("甲。乙。丁。", "甲。丁。") == (Piece(EQUAL, "甲。"), Piece(DELETE, "乙。"), Piece(EQUAL, "丁。"))


@given(st.lists(st.integers(0, 4), max_size=30), st.lists(st.integers(0, 4), max_size=30))
def test_as_much_stays_as_can(before: list[int], after: list[int]) -> None:
    lengths = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i, one in enumerate(before, 1):
        for j, two in enumerate(after, 1):
            lengths[i][j] = lengths[i - 1][j - 1] + 1 if one == two else max(lengths[i - 1][j], lengths[i][j - 1])
    found = matches(before, after)
    assert sum(match.size for match in found) == lengths[-1][-1]
    for match in found:
        assert before[match.before : match.before + match.size] == after[match.after : match.after + match.size]


def test_long_sequences_are_cut_and_nothing_is_lost() -> None:
    chance = random.Random(7)
    before = [chance.choice("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严") for _ in range(9000)]  # fmt: skip
    after = [*before[:2000], *"新增的一段话", *before[2500:7000], *reversed(before[7000:])]
    found = changes(before, after)
    rebuilt, last = [], 0
    for change in found:
        rebuilt += before[last : change.before_start] + after[change.after_start : change.after_end]
        last = change.before_end
    assert rebuilt + before[last:] == after
    kept = len(before) - sum(change.before_end - change.before_start for change in found)
    assert kept > 6000
