"""Patterns of wording rules: what they mean, what is refused, and that none of them can run wild."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.facts.text_patterns import LONGEST, PatternProblem, text_pattern


def matches(source: str, text: str) -> list[str]:
    return [match.group() for match in re.finditer(text_pattern(source).regex, text)]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("布署", "布署工作，部署", ["布署"]),
        ("其它|另外", "其它和另外", ["其它", "另外"]),
        (r"\d{1,2}月", "12月和2023年", ["12月"]),
        (r"\h{2}镇", "潭门镇A镇", ["潭门镇"]),
        ("截止(?=目前|12)", "截止目前，截止12月，截止。", ["截止", "截止"]),
        ("(?<!究|公开)竟争", "究竟争取，公开竟争，竟争", ["竟争"]),
        ("^一、", "一、二、一、", ["一、"]),
        ("[^甲乙]丙", "甲丙丁丙", ["丁丙"]),
        (r"[\d\]\-]x", "1x]x-xax", ["1x", "]x", "-x"]),
        (r"\(试行\)", "(试行)", ["(试行)"]),
        (r"\u200b", "民\u200b政", ["\u200b"]),
        ("年(>0)[1-9]月", "2023年01月", ["年01月"]),
        ("(?:甲|乙)?丙", "甲丙丁丙", ["甲丙", "丙"]),
    ],
)
def test_a_pattern_means_what_the_manual_says(source: str, text: str, expected: list[str]) -> None:
    assert matches(source, text) == expected


@pytest.mark.parametrize(
    ("source", "at"),
    [
        ("a*", 1),
        ("甲+", 1),
        ("(a{1,9}){1,9}", 8),
        ("(?:甲|甲乙){2}", 8),
        ("(甲", 0),
        ("甲)", 1),
        ("[甲", 0),
        ("[]", 0),
        ("[[]", 1),
        ("[z-a]", 2),
        (r"\w", 0),
        ("\\", 0),
        (r"\u12", 0),
        (r"(甲)\1", 3),
        ("(?P<名>甲)", 0),
        ("(?i)a", 0),
        ("甲{2", 1),
        ("甲{9,2}", 1),
        ("甲{1,900}", 1),
        ("甲??", 2),
        ("?", 0),
        ("}", 0),
        ("甲?", 0),
        ("", 0),
        ("(?<=甲{1,2})乙", 0),
        ("(>甲)(>乙)", 4),
        ("((>甲))", 1),
        (r"\h{1,80}\h{1,80}甲", 0),
        (".{80}.{80}.{80}", 0),
        ("(" * 40 + "甲" + ")" * 40, 13),
    ],
)
def test_what_is_not_allowed_is_refused_at_its_place(source: str, at: int) -> None:
    with pytest.raises(PatternProblem) as refused:
        text_pattern(source)
    assert refused.value.at == at
    assert refused.value.message.text()


@pytest.mark.parametrize(
    ("source", "anchors"),
    [
        ("截止到?", ("截止到", "截止")),
        ("[，、][，。]", ("，，", "，。", "、，", "、。")),
        (r"\.{3,6}", ("...",)),
        (r"\h{1,4}登陆", ("登陆",)),
        (r"\h", ()),
    ],
)
def test_the_words_to_look_for_first(source: str, anchors: tuple[str, ...]) -> None:
    assert set(text_pattern(source).anchors) == set(anchors)


SIGNS = st.text(alphabet="甲乙年月1a。()[]{}|?*+^$\\.-,=!<>:dhu0", max_size=24)


@settings(deadline=None, max_examples=600)
@given(SIGNS, st.text(alphabet="甲乙年月1a。()[]\n", max_size=60))
def test_any_text_is_a_pattern_or_refused_and_anchors_hide_no_match(source: str, text: str) -> None:
    try:
        made = text_pattern(source)
    except PatternProblem:
        return
    found = re.search(made.regex, text)
    if found is not None:
        assert 0 < len(found.group()) <= LONGEST or made.parted
        assert not made.anchors or any(anchor in text for anchor in made.anchors)


# Pieces that a careless office would write one behind the other; accepted or not, the longest text is searched in
# the time that the suite has (a pattern that backtracks without bounds takes longer than the universe has).
PIECES = st.lists(
    st.sampled_from(["甲{1,40}", "(?:甲|甲甲)", "[甲乙]{0,20}", "甲?", "(?=甲{1,30})", "(?<!乙)", "丙"]),
    min_size=1,
    max_size=8,
)


@settings(deadline=None, max_examples=40)
@given(PIECES)
def test_no_pattern_that_is_accepted_runs_wild(pieces: list[str]) -> None:
    try:
        made = text_pattern("".join(pieces) + "丁")
    except PatternProblem:
        return
    assert re.findall(made.regex, "甲" * 3000) == []
