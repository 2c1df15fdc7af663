"""Problems as text: the form of DESIGN, columns with wide characters, long lines, colours."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from report_kit.diagnostics import Code, Coverage, Location, Note, Outcome, Severity, msg
from report_kit.show.as_text import ROOM, as_text, coverage_line, excerpt, headline, summary
from report_kit.show.width import cut, lines_of, padded, shown, table, width, wrapped

N101 = Code("N101", "growth-rate-mismatch", Severity.ERROR)
PATH = "data/2023/key_work.yaml"
SOURCE = "\n" * 7 + (
    "    上年低保: 9321人\n    在册低保: 9774人\n    低保增幅: {is: 4.68%, growth: {from: 上年低保, to: 在册低保}}\n"
)


def growth() -> Outcome:
    found = N101.at(
        Location(PATH, 10, 16, 21),
        msg("低保增幅写为 {written}，按 9321人→9774人 应为 {right}", written="4.68%", right="4.86%"),
        facts=["key_work.social_relief.低保增幅"],
        notes=[Note(msg("基期 上年低保 9321人"), Location(PATH, 8, 16))],
        hint=msg("改正其中之一；确属例外的，在 report.yaml 的 allow 中写明理由"),
    )
    return Outcome((found,), {PATH: SOURCE}, Coverage(119, 72, 41, 6))


def test_a_problem_shows_place_line_caret_notes_hint_and_the_honest_summary() -> None:
    assert as_text(growth()) == (
        "data/2023/key_work.yaml:10:16: error N101 growth-rate-mismatch: "
        "低保增幅写为 4.68%，按 9321人→9774人 应为 4.86%\n"
        "   10 |     低保增幅: {is: 4.68%, growth: {from: 上年低保, to: 在册低保}}\n"
        "      |                    ^^^^^\n"
        "   data/2023/key_work.yaml:8:16: note: 基期 上年低保 9321人\n"
        "   hint: 改正其中之一；确属例外的，在 report.yaml 的 allow 中写明理由\n"
        "错误1个，警告0个，提示0个\n"
        "119处数字：核对72处，无从核对41处，待补6处\n"
    )


def test_the_headline_is_the_short_form_of_rule_pages() -> None:
    assert headline(growth().diagnostics[0]).startswith(f"{PATH}:10:16: error N101 growth-rate-mismatch: 低保增幅")


def test_an_outcome_without_problems_still_tells_what_was_not_checked() -> None:
    assert as_text(Outcome((), {}, Coverage(9, 5, 3, 1))) == "9处数字：核对5处，无从核对3处，待补1处\n"


def test_without_a_report_nothing_is_claimed_to_be_checked() -> None:
    assert coverage_line(None) == "报告没有生成，数字未核对"


def test_a_problem_without_a_place_has_no_excerpt() -> None:
    found = N101.at(None, msg("没有地方"))
    assert as_text(Outcome((found,))).split("\n")[0] == "error N101 growth-rate-mismatch: 没有地方"


def test_a_place_past_the_end_of_its_file_has_no_excerpt() -> None:
    found = N101.at(Location("a.yaml", 99, 1, 2), msg("远"))
    assert len(as_text(Outcome((found,), {"a.yaml": "一行"})).splitlines()) == 3


def test_colours_change_nothing_but_colours() -> None:
    plain, painted = as_text(growth()), as_text(growth(), color=True)
    assert "\x1b[" not in plain
    assert painted != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain


def test_braces_in_a_value_are_not_filled_twice() -> None:
    found = N101.at(None, msg("写的是 {text}", text="{{ year }} {0}"))
    assert headline(found).endswith("写的是 {{ year }} {0}")


def test_messages_inside_messages_are_translated_too() -> None:
    words = {"外 {inner}": "outer {inner}", "内": "inner"}
    found = N101.at(None, msg("外 {inner}", inner=msg("内")))
    assert headline(found, lambda text: words.get(text, text)).endswith(": outer inner")


def test_a_tab_a_control_character_and_a_bidi_mark_cannot_move_the_caret_or_the_cursor() -> None:
    part = excerpt("\ta\x1b[2Jb\u202ecd", Location("x", 1, 7, 8))
    assert part.text == "    a□[2Jb□cd"
    assert part.text[part.start : part.end] == "b"


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "前" * 500 + "错误之处" + "后" * 500
    part = excerpt(line, Location("x", 1, 501, 505))
    assert part.text.startswith("…前")
    assert part.text.endswith("后…")
    assert width(part.text) <= ROOM + 2
    assert part.end - part.start == 8
    assert part.start == 1 + 40


@given(
    st.text(alphabet=st.sampled_from("aB9，低保\t\u0301😀䶮 \x07﻿"), max_size=300),
    st.integers(1, 320),
    st.integers(0, 320),
)
def test_the_caret_stands_under_the_place_whatever_the_line(line: str, column: int, length: int) -> None:
    part = excerpt(line, Location("x", 1, column, column + length))
    assert width(part.text) <= ROOM + 2
    assert 0 <= part.start < part.end
    assert shown(part.text) == part.text
    if column <= len(line) and width(line) <= 40 and "\t" not in line and "\x07" not in line:
        assert part.start == width(line[: column - 1])


@given(st.text(max_size=60), st.integers(2, 30))
def test_cut_and_wrapped_text_fits(text: str, columns: int) -> None:
    text = shown(text)
    assert width(cut(text, columns)) <= columns
    assert "".join("".join(wrapped(text, columns)).split()) == "".join(text.split())


def test_a_table_is_aligned_by_columns_not_characters() -> None:
    assert table([("数值", "名"), ("62.7%", "护理占比"), ("9", "x")]) == ["数值   名", "62.7%  护理占比", "9      x"]


def test_padding_counts_wide_characters_twice() -> None:
    assert padded("床位", 6) == "床位  "


def test_lines_are_those_of_an_editor() -> None:
    assert lines_of("a\r\nb\rc\nd\x0ce\u2028f") == ["a", "b", "c", "d\x0ce\u2028f"]


def test_the_summary_counts_by_severity() -> None:
    warning = N101.at(None, msg("轻"), severity=Severity.WARNING)
    note = N101.at(None, msg("提"), severity=Severity.NOTE)
    assert summary(Outcome((warning, warning, note))).split("\n")[0] == "错误0个，警告2个，提示1个"


def test_many_problems_in_one_file_split_it_once() -> None:
    found = tuple(N101.at(Location("a.yaml", line, 1, 2), msg("错")) for line in range(1, 3001))
    text = as_text(Outcome(found, {"a.yaml": "数: 1\n" * 3000}))
    assert text.count("| 数: 1") == 3000
