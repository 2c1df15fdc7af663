"""Laws of scanning: any text is read without harm, and a figure in a sentence is worth what it is as a fact."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.facts.date_text import read_date, read_period, read_recurring
from report_kit.facts.parse import INFIXES, PREFIXES, SCALES, SUFFIXES, ValueProblem, parse_value
from report_kit.facts.scan import scan
from report_kit.facts.units import KNOWN_UNITS
from report_kit.facts.values import Quantity
from tests.unit.facts.scanning import agrees

SIGNS = st.sampled_from(
    "0123456789０９.,．，、。：；:-—～~·/×+%％‰ \n\t（）()〔〕“”《》零〇○一二三两十百千万亿第每年月日号底初末至到和"
    "余多来近约超不足左右以上下人户家个百分点元/倍成次批期级项XＸ_□待补AaGBkm共计的其中占达\u3000\u00a0\ud800𠮷"
)
PIECES = st.sampled_from(
    [
        *(
            "2023年",
            "12月",
            "27日",
            "1—",
            "9774",
            "0",
            "万",
            "亿",
            "千",
            "元",
            "/人",
            "%",
            "个百分点",
            "近",
            "余",
            "左右",
            "第",
        ),
        *(
            "每月",
            "5日",
            "XX",
            "__",
            "20XX年",
            "一",
            "三",
            "二〇二三年",
            "至",
            "、",
            "，",
            "。",
            "共计",
            "（",
            "）",
            "“",
            "”",
        ),
        *("〔2023〕", "8:30", "A4", "GDP", "-", " ", "12", "1.", "月", "日"),
    ]
)

# 20日 is a day, 3季度 a quarter, 2023年度 a year, 2023级 those who began in it and 2023款 what was made in it: none
# counts in running text.
COUNTED = sorted(KNOWN_UNITS - {"日", "季度", "年度", "级", "届", "款"})

WHOLE = st.integers(1, 10**9).map(str)
DECIMAL = st.builds("{}.{}".format, st.integers(0, 10**5), st.text("0123456789", min_size=1, max_size=3))


# 约1998年 and 2023年左右 are years in running text, though a fact written so counts years.
YEARS = re.compile("(?:大?约(?:19|20|21)[0-9]{2}年|(?:19|20|21)[0-9]{2}年(?:左右|上下))$")


def optional(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), st.sampled_from(words))


FIGURES = st.builds(
    "".join,
    st.tuples(
        optional(PREFIXES), st.one_of(WHOLE, DECIMAL), optional(INFIXES), optional(SCALES), st.sampled_from(COUNTED), optional(SUFFIXES)
    ),
).filter(lambda text: isinstance(parse_value(text), Quantity) and not YEARS.match(text))  # fmt: skip

DATES = st.one_of(
    st.builds(lambda year, month, day: f"{year}年{month}月{day}日", st.integers(1900, 2199), st.integers(0, 19), st.integers(0, 39)),
    st.builds(lambda year, month, end: f"{year}年{month}月{end}", st.integers(1900, 2199), st.integers(1, 13), st.sampled_from(("", "底", "初", "份"))),
    st.builds(lambda year, end: f"{year}年{end}", st.integers(1900, 2199), st.sampled_from(("", "底", "末", "初", "度"))),
    st.builds(lambda month, day: f"{month}月{day}日", st.integers(1, 12), st.integers(1, 31)),
    st.dates().filter(lambda day: 1900 <= day.year < 2200).map(lambda day: day.isoformat()),
)  # fmt: skip
JOINS = st.sampled_from(["至", "到", "—", "-", "～"])
PERIODS = st.one_of(
    st.builds("{}年{}{}年".format, st.integers(1900, 2199), JOINS, st.integers(1900, 2199)),
    st.builds("{}{}{}年".format, st.integers(1900, 2199), JOINS, st.integers(1900, 2199)),
    st.builds("{}{}{}月".format, st.integers(1, 12), JOINS, st.integers(1, 12)),
    st.builds("{}年{}{}{}月".format, st.integers(1900, 2199), st.integers(1, 12), JOINS, st.integers(1, 12)),
    st.builds("{}月{}日{}{}月{}日".format, st.integers(1, 12), st.integers(1, 31), JOINS, st.integers(1, 12), st.integers(1, 31)),
)  # fmt: skip
RECURRING = st.one_of(
    st.integers(1, 31).map("每月{}日".format),
    st.integers(1, 12).map("每年{}月".format),
    st.builds("每年{}月{}日".format, st.integers(1, 12), st.integers(1, 31)),
)


def sound(text: str, units: frozenset[str] = KNOWN_UNITS) -> None:
    """What holds of any text."""
    end = 0
    for found in scan(text, units):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        assert str(found.value) == text[found.start : found.end]
        assert agrees(text, found, units), found


@settings(max_examples=1000, deadline=None)
@given(st.text(SIGNS, max_size=60))
def test_any_signs_are_read_without_harm(text: str) -> None:
    sound(text)


@settings(max_examples=1000, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_pieces_of_figures_are_read_without_harm(text: str) -> None:
    sound(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.frozensets(st.text("铺垛人/·9 ", max_size=3), max_size=3))
def test_any_text_with_any_units_is_read_without_harm(text: str, units: frozenset[str]) -> None:
    sound(text, units)


@settings(max_examples=1000, deadline=None)
@given(FIGURES)
def test_a_figure_in_a_sentence_is_worth_what_it_is_as_a_fact(figure: str) -> None:
    text = f"全市有{figure}，情况良好。"
    (found,) = scan(text)
    assert (found.start, found.end) == (3, 3 + len(figure))
    assert found.value == parse_value(figure)


@settings(max_examples=300, deadline=None)
@given(st.lists(FIGURES, min_size=2, max_size=5), st.sampled_from(["、", "，其中", "；", "和", "，比上年"]))
def test_figures_beside_one_another_are_all_found(figures: list[str], between: str) -> None:
    text = f"全市有{between.join(figures)}。"
    assert [found.value for found in scan(text)] == [parse_value(figure) for figure in figures]


@settings(max_examples=500, deadline=None)
@given(DATES)
def test_a_date_in_a_sentence_is_the_date_it_is_as_a_fact(date: str) -> None:
    text = f"截至{date}，情况良好。"
    (found,) = scan(text)
    assert found.value == read_date(date)
    assert found.end == 2 + len(date)


@settings(max_examples=500, deadline=None)
@given(st.one_of(PERIODS, RECURRING))
def test_a_period_in_a_sentence_is_the_period_it_is_as_a_fact(period: str) -> None:
    text = f"在{period}，情况良好。"
    expected = read_period(period) or read_recurring(period)
    if expected is None:
        sound(text)
        return
    (found,) = scan(text)
    assert found.value == expected
    assert found.end == 1 + len(period)


@pytest.mark.parametrize("sign", ["%", "‰"])
@settings(max_examples=100, deadline=None)
@given(number=DECIMAL)
def test_a_fall_keeps_its_sign(sign: str, number: str) -> None:
    (found,) = scan(f"增速为-{number}{sign}，")
    assert not isinstance(parse_value(f"-{number}{sign}"), ValueProblem)
    assert found.value == parse_value(f"-{number}{sign}")
