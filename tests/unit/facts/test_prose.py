"""Sentences with holes: what is a hole, where it stands, and what is said about everything that only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.diagnostics import Location
from report_kit.facts.model import Hole, Prose
from report_kit.facts.prose import FILTERS, MAX_HOLE, ProseProblem, parse_prose

PATH = "a.yaml"


def parsed(*lines: str) -> tuple[Prose, list[ProseProblem]]:
    """Prose from lines that begin at column 5, the first on line 3."""
    return parse_prose([(text, Location(PATH, number, 5)) for number, text in enumerate(lines, 3)])


def words(prose: Prose) -> list[list[str]]:
    return [
        ["|".join((one.name, *one.filters)).join("{}") if isinstance(one, Hole) else one.text for one in paragraph]
        for paragraph in prose.paragraphs
    ]


def test_lines_are_joined_and_a_blank_line_begins_a_paragraph():
    prose, found = parsed("甲{{ 乙 }}，", "  丙。", "", " \t", "丁{{戊|as_of}}")
    assert found == []
    assert words(prose) == [["甲", "{乙}", "，", "丙。"], ["丁", "{戊|as_of}"]]


def test_a_hole_is_shown_in_one_way():
    prose, found = parsed("拨款{{ 额|wan|thousands }}。")
    assert [str(one.message) for one in found] == ["“额|wan|thousands”用了两种显示方式"]
    assert words(prose) == [["拨款{{ 额|wan|thousands }}。"]]


def test_every_segment_knows_its_place():
    prose, _ = parsed("甲{{ 乙 }}丙", "   丁{{ 戊 }}")
    places = [(str(one.location), one.location.end_column) for paragraph in prose.paragraphs for one in paragraph]
    assert places == [("a.yaml:3:5", 6), ("a.yaml:3:6", 13), ("a.yaml:3:13", 14), ("a.yaml:4:8", 9), ("a.yaml:4:9", 16)]


def test_nothing_is_prose_without_paragraphs():
    prose, found = parsed("", "  ")
    assert prose.paragraphs == ()
    assert found == []
    assert parse_prose([])[0].paragraphs == ()


@pytest.mark.parametrize("name", ["床位", "year", "a_1", "last_year.key_work.a.床位"])
def test_names_are_identifiers_alone_or_in_a_row(name):
    prose, found = parsed(f"{{{{{name}}}}}")
    assert found == []
    assert next(prose.holes()).name == name


MALFORMED = {
    "{{ 床位": (5, "没有 }}"),
    "{{ 床位 }": (5, "没有 }}"),
    "{{ 床位 {{ 甲 }}": (5, "没有 }}"),
    "{{ 床位 ｝｝": (5, "全角的 ｝"),
    "床位 }}": (8, "前面没有 {{"),
    "｛｛ 床位 }}": (5, "全角的“｛｛”"),
    "{{{ 床位 }}}": (5, "连写了3个"),
    "{ 床位 }": (5, "只有一对"),
    "{% if 床位 %}": (5, "不能用“{%”"),
    "{# 备注 #}": (5, "不能用“{#”"),
    "{{ }}": (8, "没有写名称"),
    "{{ |wan }}": (8, "前面没有写名称"),
    "{{ 床位｜wan }}": (8, "竖线是全角的"),
    "{{ 床位() }}": (8, "不能调用函数"),
    "{{ 甲 + 乙 }}": (8, "不能计算"),
    "{{ '甲' }}": (8, "不是名称"),
    "{{ 2甲 }}": (8, "以数字开头"),
    "{{ 甲 乙 }}": (8, "中间有空格"),
    "{{ 甲。乙 }}": (8, "不能有“。”"),
    "{{ 甲..乙 }}": (8, "不能有“.”"),
    "{{ 甲|万 }}": (10, "没有“万”这种显示方式"),
    "{{ 甲|wann }}": (10, "没有“wann”"),
    "{{ 甲| }}": (11, "“|”后面没有写"),
}


@pytest.mark.parametrize(("text", "expected"), MALFORMED.items(), ids=MALFORMED)
def test_what_is_malformed_is_told_at_its_place_and_stays_as_written(text, expected):
    prose, found = parsed(text)
    column, message = expected
    assert (found[0].location.line, found[0].location.column) == (3, column)
    assert message in str(found[0].message)
    assert str(found[0].hint)
    if not any(prose.holes()):
        assert "".join(words(prose)[0]) == text


@pytest.mark.parametrize(
    "text", ["甲{乙、丙}丁", "｛甲｝", "100%", "#3", "{", "}", "{}", "a{b", "5%}", "|", "{ 甲 乙 }"]
)
def test_other_braces_are_text(text):
    prose, found = parsed(text)
    assert found == []
    assert words(prose) == [[text]]


def test_both_ends_of_a_tag_are_told_and_its_second_end_alone_is_text():
    assert [problem.location.column for problem in parsed("甲{% if 乙 %}丙")[1]] == [6, 14]
    assert parsed("增长5%}")[1] == []


def test_a_filter_that_is_nearly_right_is_named():
    (problem,) = parsed("{{ 甲|asof }}")[1]
    assert "是不是 as_of" in str(problem.hint)
    assert all(name in str(problem.hint) for name in FILTERS)


def test_a_hole_has_a_length():
    prose, found = parsed("{{ " + "甲" * MAX_HOLE + " }}")
    assert not any(prose.holes())
    assert len(found) == 2


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(st.sampled_from("甲a1{}{}{}｛｝%#| ._'。\t😀"), max_size=30), max_size=4))
def test_nothing_is_lost_and_every_place_is_right(lines):
    prose, found = parsed(*lines)
    for paragraph in prose.paragraphs:
        for one in paragraph:
            line = lines[one.location.line - 3]
            there = line[one.location.column - 5 : one.location.end_column - 5]
            assert there == one.text if not isinstance(one, Hole) else there[:2] + there[-2:] == "{{}}"
    length = sum(one.location.end_column - one.location.column for part in prose.paragraphs for one in part)
    assert length == sum(len(line.strip()) for line in lines)
    for problem in found:
        assert 5 <= problem.location.column <= len(lines[problem.location.line - 3]) + 5


@pytest.mark.parametrize("unit", ["{", "}", "{{", "{{ 甲 }}", "{%", "%}", "{ 甲 }", "｛｛", "{{甲|", "#}"])
def test_a_line_of_nothing_but_braces_is_read_to_its_end(unit):
    text = unit * (50_000 // len(unit))
    prose, found = parsed(text)
    assert found or words(prose)
