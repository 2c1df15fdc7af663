"""Rates and digits: what is worded wrong, cut off, beyond its range, or what no count can give."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.diagnostics import Severity
from report_kit.facts.arithmetic import rounded
from tests.unit.rules.desk import on_data, subject, told


def codes(facts: str) -> list[str]:
    return [one.code for one in on_data(facts) if one.code not in ("P305", "N112")]


SHARE = "甲: {part}家\n乙: {whole}家\n丙: {{is: {rate}%, share: {{part: 甲, of: 乙}}}}"


@settings(deadline=None)
@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 2))
def test_a_share_cut_off_is_a_warning_and_one_rounded_is_nothing(one: int, other: int, digits: int) -> None:
    part, whole = min(one, other), max(one, other)
    exact = Fraction(part * 100, whole)
    for how in ("half_up", "half_even", "truncate"):
        number = rounded(exact, digits, how)
        rate = f"{float(number):.{digits}f}"
        found = codes(SHARE.format(part=part, whole=whole, rate=rate))
        off = abs(number - exact) > Fraction(1, 2 * 10**digits)
        assert found == (["N105"] if off else [])


@pytest.mark.parametrize(
    ("host", "formula", "others", "code"),
    [
        ("77.6%", "share: {part: 甲, of: 乙}", "甲: 7家\n乙: 9家", "N111"),
        ("4.8%", "growth: {from: 甲, to: 乙}", "甲: 9321人\n乙: 9774人", "N101"),
        ("5.18万元", "sum: [甲, 乙], closed: yes", "甲: 3.1467万元\n乙: 2.0529万元", "N120"),
        ("1.04万元", "difference: {from: 甲, to: 乙}", "甲: 2.0529万元\n乙: 3.0988万元", "N105"),
        ("1.2万元", "mean: {of: 甲, per: 乙}", "甲: 11.6万元\n乙: 9人", "N105"),
        ("16.7万元", "product: [甲, 乙]", "甲: 35人\n乙: 4792元/人", "N105"),
        ("9773人", "same_as: 甲", "甲: 9774人\n乙: 1人", "N130"),
        ("3.45万吨", "same_as: 甲", "甲: 34582吨\n乙: 1人", "N105"),
        ("3.44万吨", "same_as: 甲", "甲: 34582吨\n乙: 1人", "N130"),
    ],
)
def test_only_truncation_takes_the_place_of_an_error(host: str, formula: str, others: str, code: str) -> None:
    assert codes(f"{others}\n丙: {{is: {host}, {formula}}}") == [code]


@pytest.mark.parametrize(
    ("total", "severities"),
    [("4.24亿元", []), ("4.26亿元", [Severity.NOTE]), ("4.22亿元", [Severity.NOTE]), ("4.30亿元", [Severity.ERROR])],
)
def test_five_rounded_parts_do_not_hide_two_units_in_silence(total: str, severities: list[Severity]) -> None:
    parts = "\n".join(f"{name}: 0.848亿元" if name == "子" else f"{name}: 0.85亿元" for name in "甲乙丙丁")
    found = on_data(f"{parts}\n戊: 0.84亿元\n总: {{is: {total}, sum: [甲, 乙, 丙, 丁, 戊], closed: yes}}")
    assert [one.severity for one in found if one.code == "N120"] == severities


@pytest.mark.parametrize("what", ["地区生产总值", "GDP", "农业总产值", "规上工业增加值"])
def test_output_is_not_recomputed_without_a_basis(what: str) -> None:
    facts = f"甲: {{is: 250.00亿元, what: {what}}}\n乙: {{is: 270.00亿元, what: {what}}}\n丙: {{is: 7.1%, "
    assert codes(facts + "growth: {from: 甲, to: 乙}}") == ["N106"]
    assert codes(facts + "growth: {from: 甲, to: 乙}, basis: constant_price}") == []
    assert codes(facts + "growth: {from: 甲, to: 乙}, basis: nominal}") == ["N101"]
    assert codes(facts.replace("亿元", "人") + "growth: {from: 甲, to: 乙}}") == ["N101"]


def test_what_was_not_recomputed_does_not_count_as_checked() -> None:
    facts = "甲: {is: 250亿元, what: 产值}\n乙: {is: 270亿元, what: 产值}\n丙: {is: 8%, growth: {from: 甲, to: 乙}}"
    assert not any(verdict.equality for verdict in subject(facts).verdicts)


RATES = "甲: 48%\n乙: 63%\n丙: {{is: {}, {}: {{from: 甲, to: 乙}}}}"


@pytest.mark.parametrize(
    ("stated", "formula", "found"),
    [
        ("15%", "difference", ["N107"]),
        ("14%", "difference", ["N107"]),
        ("15个百分点", "difference", []),
        ("13个百分点", "difference", ["N103"]),
        ("15%", "growth", ["N107"]),
        ("31.3%", "growth", []),
        ("25%", "growth", ["N101"]),
    ],
)
def test_points_and_percent_are_told_apart(stated: str, formula: str, found: list[str]) -> None:
    assert codes(RATES.format(stated, formula)) == found


@pytest.mark.parametrize(
    ("before", "after", "stated", "found"),
    [
        (100, 200, "1倍", []),
        (100, 200, "2倍", ["N108"]),
        (100, 300, "2倍", []),
        (200, 100, "1倍", ["N108"]),
        (200, 100, "-0.5倍", ["N108"]),
        (100, 300, "3倍", ["N108"]),
    ],
)
def test_growth_by_multiples(before: int, after: int, stated: str, found: list[str]) -> None:
    assert codes(f"甲: {before}件\n乙: {after}件\n丙: {{is: {stated}, growth: {{from: 甲, to: 乙}}}}") == found


@settings(deadline=None)
@given(st.integers(1, 300), st.integers(1, 300), st.integers(0, 2), st.booleans())
def test_what_some_count_gives_is_never_unattainable(one: int, other: int, digits: int, cut: bool) -> None:
    part, whole = min(one, other), max(one, other)
    how = "truncate" if cut else "half_up"
    rate = f"{float(rounded(Fraction(part * 100, whole), digits, how)):.{digits}f}"
    growth = f"{float(rounded(Fraction((other - one) * 100, one), digits, how)):.{digits}f}"
    assert codes(f"甲: 待补\n乙: {whole}家\n丙: {{is: {rate}%, share: {{part: 甲, of: 乙}}}}") == []
    assert codes(f"甲: {part}家\n乙: 待补\n丙: {{is: {rate}%, share: {{part: 甲, of: 乙}}}}") == []
    assert codes(f"甲: {one}家\n乙: 待补\n丙: {{is: {growth}%, growth: {{from: 甲, to: 乙}}}}") == []
    if rounded(Fraction((other - one) * 100, one), digits, how) > -100:
        assert codes(f"甲: 待补\n乙: {other}家\n丙: {{is: {growth}%, growth: {{from: 甲, to: 乙}}}}") == []


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("甲: 待补\n乙: 12家\n丙: {is: 40%, share: {part: 甲, of: 乙}}", ["N113"]),
        ("甲: 近6家\n乙: 12家\n丙: {is: 40%, share: {part: 甲, of: 乙}}", ["K904", "N113"]),
        ("甲: {is: 待补, unit: 万元}\n乙: 12家\n丙: {is: 40%, share: {part: 甲, of: 乙}}", []),
        ("甲: 待补\n乙: 12家\n丙: {is: 约40%, share: {part: 甲, of: 乙}}", []),
        ("甲: 待补\n乙: 12家\n丙: {is: 40%, share: {part: 甲, of: 乙, across: 人/家}}", []),
        ("甲: 待补\n乙: 1.2万元\n丙: {is: 40%, share: {part: 甲, of: 乙}}", []),
        ("甲: 3个\n乙: 待补\n丙: {is: 27.8%, share: {part: 甲, of: 乙}}", ["N114"]),
        ("甲: 待补\n乙: 6起\n丙: {is: -33.3%, growth: {from: 甲, to: 乙}}", []),
        ("甲: 待补\n乙: 6起\n丙: {is: -30%, growth: {from: 甲, to: 乙}}", ["N114"]),
        ("甲: 6起\n乙: 待补\n丙: {is: -30%, growth: {from: 甲, to: 乙}}", ["N114"]),
        ("甲: 6起\n乙: 待补\n丙: {is: -100%, growth: {from: 甲, to: 乙}}", []),
    ],
)
def test_one_count_unknown(facts: str, found: list[str]) -> None:
    assert sorted(codes(facts)) == found


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("入住率", "152.7%", True),
        ("入住率", "100%", False),
        ("占比", "-5%", True),
        ("占比", "0%", False),
        ("毛入学率", "108%", False),
        ("任务完成率", "130%", False),
        ("占比增幅", "150%", False),
        ("参保率", "101.2%", False),
        ("覆盖率", "超100%", False),
        ("覆盖率提高", "120%", False),
    ],
)
def test_a_part_is_between_nothing_and_all(name: str, value: str, found: bool) -> None:
    assert codes(f"{name}: {value}") == (["N115"] if found else [])


def test_a_slip_that_the_formula_tells_is_told_once() -> None:
    facts = "床位: 673张\n护理床位: 422张\n护理占比: {is: 627%, share: {part: 护理床位, of: 床位}}"
    assert codes(facts) == ["N111"]


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        (("31.2", "27.5", "40.3"), ["N116"]),
        (("33.3", "33.3", "33.3"), []),
        (("28.4", "31.9", "39.7"), []),
        (("33.4", "33.4", "33.4"), ["N116"]),
    ],
)
def test_shares_of_all_parts(shares: tuple[str, ...], found: list[str]) -> None:
    listed = "\n".join(f"{name}: {share}%" for name, share in zip("甲乙丙", shares, strict=True))
    assert codes(f"{listed}\n全部: {{is: 100%, sum: [甲, 乙, 丙], closed: yes}}") == found
    assert codes(f"{listed}\n全部: {{is: 100%, sum: [甲, 乙, 丙]}}") in ([], ["N121"])


@pytest.mark.parametrize(
    ("pair", "found"),
    [
        ("甲: 26000元\n乙: {is: 24800万元, meets: 甲}", ["N132"]),
        ("甲: 24800万元\n乙: {is: 26000元, misses: 甲}", ["N132"]),
        ("甲: 100户\n乙: 300户\n丙: {growth: {from: 甲, to: 乙}}", []),
        ("甲: 146户\n乙: 1460户\n丙: {growth: {from: 甲, to: 乙}}", ["N132"]),
        ("甲: 146户\n乙: 1460户\n丙: {is: 900%, growth: {from: 甲, to: 乙}}", []),
        ("甲: 146户\n乙: {is: 1460户, explain: 扩面}\n丙: {growth: {from: 甲, to: 乙}}", []),
        ("甲: 2户\n乙: 20户\n丙: {growth: {from: 甲, to: 乙}}", []),
        ("甲: 0户\n乙: 20户\n丙: {difference: {from: 甲, to: 乙}}", []),
        ("甲: 4%\n乙: {is: 40%, meets: 甲}", []),
        ("甲: 100人\n乙: {is: 1200人, meets: 甲}", []),
        ("甲: 100人\n乙: {is: 1140人, meets: 甲}", ["N132"]),
        ("甲: 100人\n乙: {is: 840人, meets: 甲}", []),
    ],
)
def test_a_power_of_ten_beside_what_it_is_compared_with(pair: str, found: list[str]) -> None:
    assert codes(pair) == found


def test_a_pair_compared_twice_is_told_once() -> None:
    facts = (
        "甲: 146户\n乙: {is: 1460户, meets: 甲}\n丙: {growth: {from: 甲, to: 乙}}\n丁: {difference: {from: 甲, to: 乙}}"
    )
    assert told(on_data(facts)) == ["N132 乙"]
