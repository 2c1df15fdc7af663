"""Claims in generated sentences: right figures are never blamed, wrong ones always, whatever stands around them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.diagnostics import Location
from report_kit.facts.arithmetic import rounded
from report_kit.facts.terms import Terms
from report_kit.read import read_lines
from report_kit.read.document import Line
from report_kit.rules import Subject, check_draft
from report_kit.rules.judge import State


def subject(text: str) -> Subject:
    lines = [Line(line, Location("t.txt", number)) for number, line in enumerate(text.split("\n"), 1)]
    reading = read_lines("t.txt", lines, year=2023)
    return Subject(reading.report).on(reading.draft, Terms())


def errors(text: str) -> list[str]:
    return [one.code for one in check_draft(subject(text)) if one.severity.value == "error"]


def percent(value: Fraction, decimals: int) -> str:
    number = rounded(abs(value) * 100, decimals)
    whole, part = divmod(int(number * 10**decimals), 10**decimals)
    return f"{whole}.{part:0{decimals}}%" if decimals else f"{whole}%"


COUNTS = st.integers(20, 99_999)
UNITS = st.sampled_from(["人", "家", "件", "处", "名"])
DECIMALS = st.integers(0, 2)
NOUNS = st.sampled_from(["在册低保对象", "社会组织", "新建改造项目", "困难家庭", "备案"])


@settings(max_examples=200, deadline=None)
@given(COUNTS, COUNTS, UNITS, DECIMALS, NOUNS)
def test_a_change_worked_out_from_its_figures_is_never_blamed(
    base: int, now: int, unit: str, decimals: int, noun: str
) -> None:
    verb = "增长" if now >= base else "下降"
    way = "增加" if now >= base else "减少"
    rate = percent(Fraction(now, base) - 1, decimals)
    assert errors(f"{noun}由上年的{base}{unit}{way}到{now}{unit}，{verb}{rate}。") == []
    assert errors(f"全市{noun}{now}{unit}，比上年的{base}{unit}{verb}{rate}。") == []
    assert errors(f"{noun}{now}{unit}，比上年{way}{abs(now - base)}{unit}，{verb}{rate}。") == []


@settings(max_examples=200, deadline=None)
@given(COUNTS, COUNTS, UNITS, st.integers(2, 40), NOUNS)
def test_a_rate_that_is_off_is_blamed_once(base: int, now: int, unit: str, off: int, noun: str) -> None:
    rate = Fraction(now, base) - 1
    verb = "增长" if rate >= 0 else "下降"
    wrong = percent(abs(rate) + Fraction(off, 1000), 1)
    told = errors(f"{noun}由上年的{base}{unit}{'增加' if rate >= 0 else '减少'}到{now}{unit}，{verb}{wrong}。")
    assert told == ["N101"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(1, 9999), min_size=2, max_size=6), st.integers(-30, 30), UNITS)
def test_the_parts_in_brackets_are_all_there_are(parts: list[int], off: int, unit: str) -> None:
    total = max(1, sum(parts) + off)
    listed = "、".join(f"第{'甲乙丙丁戊己'[place]}类{part}{unit}" for place, part in enumerate(parts))
    listed = listed.replace("第", "")
    assert errors(f"共检查{total}{unit}（{listed}）。") == (["N120"] if total != sum(parts) else [])
    assert errors(f"{listed}，合计{total}{unit}。") == (["N120"] if total != sum(parts) else [])


@settings(max_examples=200, deadline=None)
@given(COUNTS, COUNTS, UNITS, DECIMALS)
def test_a_share_is_blamed_exactly_when_its_range_misses(part: int, whole: int, unit: str, decimals: int) -> None:
    part, whole = sorted((part, whole))
    right = percent(Fraction(part, whole), decimals)
    assert errors(f"共有{whole}{unit}，其中城区{part}{unit}，占{right}。") == []
    wrong = percent(Fraction(part, whole) + Fraction(3, 2 * 10 ** (decimals + 2)), decimals)
    assert errors(f"共有{whole}{unit}，其中城区{part}{unit}，占比{wrong}。") == ["N111"]


WORDS = st.text(
    st.sampled_from(
        [
            *"，。；、：（）的由到比占其中共为增长下降上年与相比完成目标率各第批一是",
            *"0123456789.%万亿人家户次",
            *"QPDX",
            "\n",
        ]
    ),
    max_size=80,
)


@settings(max_examples=200, deadline=None)
@given(WORDS)
def test_any_words_are_read_without_failing_and_placed_in_the_text(text: str) -> None:
    lines = text.split("\n")
    for found in check_draft(subject(text), preview=True):
        place = found.location
        assert place is not None
        assert 1 <= place.column <= place.end_column <= len(lines[place.line - 1]) + 1


@settings(max_examples=200, deadline=None)
@given(WORDS)
def test_a_passage_keeps_every_character_and_its_place(text: str) -> None:
    for typed, passage in subject(text).passages:
        block = typed.block.text
        rebuilt = passage.written(0, len(passage.text))
        assert rebuilt == block[: len(rebuilt)]
        for place in range(len(passage.text)):
            start, end = passage.span(place, place + 1)
            assert 0 <= start < end <= len(block)
            mention = passage.mentions.get(place)
            if mention is None:
                assert end - start == 1
            else:
                assert (start, end) == (mention.found.start, mention.found.end)


@settings(max_examples=200, deadline=None)
@given(COUNTS, UNITS, st.sampled_from(["约", "近", "超过"]))
def test_an_approximate_figure_breaks_no_equality(count: int, unit: str, vague: str) -> None:
    text = f"共有{count}{unit}，其中城区{vague}{count}{unit}，占99%。"
    assert [one for _, one in subject(text).claims if one.claim.kind == "share" and one.state is State.FAILS] == []
