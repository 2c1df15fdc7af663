"""The file of confirmed figures grows by lines: what hands wrote stays, and every entry is read again as given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.diagnostics import Location
from report_kit.facts.model import Confirmation
from report_kit.write.confirmations import confirmations_text
from tests.unit.load.project import load

PATH = "data/2023/confirmations.yaml"
NOWHERE = Location("", 1)


def given_figure(fact: str, figure: str = "3人", owner: str = "救助科", **rest: str) -> Confirmation:
    told = {"stood": figure, "by": "张三", "on": "2024-01-15", "remark": "", "file": "核数表.xlsx", "sha256": "ab12"}
    return Confirmation(fact, figure, **{**told, **rest}, owner=owner, location=NOWHERE)


def read(text: str) -> tuple[Confirmation, ...]:
    """What is loaded of a file; it must hold no problem."""
    loaded = load({PATH: text})
    assert [one for one in loaded.diagnostics if one.location and one.location.path == PATH] == []
    return loaded.years[2023].confirmations


def bare(found: tuple[Confirmation, ...]) -> list[Confirmation]:
    """Without places, which are those of the text."""
    return [one._replace(location=NOWHERE, fact_location=None) for one in found]


def merged(old: str | None, *new: Confirmation) -> str:
    return confirmations_text(old, new, read(old) if old is not None else ())


ONE, TWO, THREE = given_figure("key_work.a"), given_figure("key_work.b"), given_figure("key_work.c")


def test_a_new_file_says_what_it_is_and_holds_one_entry_a_line() -> None:
    text = merged(None, ONE, TWO)
    head, key, first, second, end = text.split("\n")
    assert head.startswith("# ")
    assert (key, end) == ("confirmations:", "")
    assert first == (
        "- {fact: key_work.a, figure: 3人, stood: 3人, by: 张三, owner: 救助科, date: 2024-01-15, "
        "file: 核数表.xlsx, sha256: ab12}"
    )
    assert second.startswith("- {fact: key_work.b")


def test_nothing_new_leaves_the_text_alone() -> None:
    old = "# 说明\r\nconfirmations: # 空的\r\n"
    assert confirmations_text(old, ()) == old


def test_only_the_line_of_what_is_replaced_changes() -> None:
    old = merged(None, ONE, TWO, THREE).replace("- {fact: key_work.b", "# 手工的注释\n- {fact: key_work.b")
    new = merged(old, given_figure("key_work.b", "4人"))
    changed = [(one, two) for one, two in zip(old.split("\n"), new.split("\n"), strict=True) if one != two]
    assert len(changed) == 1
    assert "figure: 4人" in changed[0][1]
    assert "# 手工的注释\n- {fact: key_work.b, figure: 4人" in new


def test_another_department_adds_an_entry_of_its_own() -> None:
    text = merged(merged(None, ONE), ONE._replace(owner="儿童科", figure="4人"))
    assert [(one.owner, one.figure) for one in read(text)] == [("救助科", "3人"), ("儿童科", "4人")]


BY_HAND = """\
# 头
confirmations:
  # 第一项
  - fact: key_work.a
    figure: 3人   # 看过台账
    by: 李四
    date: 2024-01-02
    owner: 救助科

  # 第二项
  - {fact: key_work.b,
     figure: 5人, by: 李四, date: 2024-01-02}
# 尾
"""


def test_entries_written_by_hand_over_several_lines_are_replaced_whole_and_others_kept() -> None:
    text = merged(BY_HAND, given_figure("key_work.a", "4人"), given_figure("key_work.c"))
    assert [(one.fact, one.figure) for one in read(text)] == [
        ("key_work.a", "4人"),
        ("key_work.b", "5人"),
        ("key_work.c", "3人"),
    ]
    left = [line for line in text.split("\n") if line in BY_HAND.split("\n")]
    assert left == [
        "# 头",
        "confirmations:",
        "  # 第一项",
        "",
        "  # 第二项",
        "  - {fact: key_work.b,",
        "     figure: 5人, by: 李四, date: 2024-01-02}",
        "# 尾",
        "",
    ]


@pytest.mark.parametrize(
    "old",
    [
        "# 注\nconfirmations: []\n",
        "# 注\nconfirmations: [] # 还没有\n",
        "# 注\nconfirmations: [{fact: a.c, figure: 1人, by: 王, date: 2024}, {fact: a.d, figure: 1人, by: 王, date: 2024}]\n",
    ],
)
def test_a_list_in_brackets_is_added_to_as_well(old: str) -> None:
    text = merged(old, ONE)
    assert bare(read(text))[-1] == ONE
    assert len(read(text)) == len(read(old)) + 1
    assert text.startswith("# 注\n")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_byte_order_mark_stay(mark: str, end: str) -> None:
    old = mark + merged(None, ONE).replace("\n", end)
    text = merged(old, TWO)
    assert text.startswith(old)
    assert text.count("\n") == text.count(end)


def test_the_last_of_several_entries_for_one_fact_is_the_one_replaced() -> None:
    old = merged(None, ONE) + "- {fact: key_work.a, figure: 9人, by: 王五, owner: 救助科, date: 2024-01-16}\n"
    assert [one.figure for one in read(merged(old, given_figure("key_work.a", "4人")))] == ["3人", "4人"]


TEXTS = (
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="\ufeff\u2028\u2029"
        )
    )
    .map(str.strip)
    .filter(bool)
)
ENTRIES = st.lists(
    st.builds(
        given_figure,
        st.sampled_from(["a.b.甲", "a.b.乙", "a.b.丙", "next_year.plans.c.丁"]),
        TEXTS,
        st.sampled_from(["救助科", "养老、儿童科", ""]),
        by=TEXTS,
        remark=st.text(st.sampled_from("甲 #:-,{}[]\"'\\\n\t，%*&!|>?@`")).map(str.strip),
        stood=TEXTS,
    ),
    max_size=6,
)


@given(ENTRIES, ENTRIES)
def test_whatever_is_confirmed_is_read_again_as_it_was_given(
    first: list[Confirmation], second: list[Confirmation]
) -> None:
    text = confirmations_text(None, first)
    if not first:
        assert confirmations_text(text, second).startswith(text.partition("\n")[0])
        return
    text = merged(text, *second)
    wanted = {(one.fact, one.owner): one for one in (*first, *second)}
    assert bare(read(text)) == list(wanted.values())
    assert merged(text, *second) == text


def test_characters_that_no_file_may_hold_do_not_spoil_the_file() -> None:
    assert (
        read(merged(None, given_figure("a.b.c", remark="甲\0乙\ue000\U000f0001丙\ud800")))[0].remark
        == "甲�乙\ue000�丙�"
    )
