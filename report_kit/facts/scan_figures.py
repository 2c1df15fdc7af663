"""Figures in running text: where one begins, what belongs to it, and what it is worth.

``facts.parse`` says what a fact may be written like; a figure in prose may be written worse, and is found all
the same: with thousands separators, full-width digits, a space before its unit, two approximators (近600余人),
a scale beside another (5万3千人), or without unit (共计2071).
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from report_kit.facts import numerals
from report_kit.facts.lookalikes import (
    GAP,
    GAPS,
    LATIN_UNIT,
    at_line_start,
    gap_end,
    in_quotes,
    is_cardinal,
    is_quoted_name,
    other_word,
)
from report_kit.facts.parse import INFIXES, PREFIXES, SUFFIXES, parse_value
from report_kit.facts.patterns import pattern
from report_kit.facts.units import KNOWN_UNITS, kind_of, unit_at
from report_kit.facts.values import SCALES, Kind, Quantity


class FigureRead(NamedTuple):
    """What was found from ``start`` (a prefix included) to ``end``; no value if it is no figure."""

    start: int
    end: int
    value: Quantity | None


LONGEST_UNIT = 32
"""Characters of the longest unit with all its denominators."""

_NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,12}+(?![0-9,])(?:\.[0-9]{1,40})?(?![0-9])|[0-9]++(?:\.[0-9]++)?")
_SPACED = f"[0-9]{{1,3}}(?:[{GAP}][0-9]{{3}}){{1,4}}+(?![0-9])"
_NUMBERED_YEAR = re.compile(r"[0-9]{1,2}\.(?=(?:19|20)[0-9]{2}年|[0-9]{1,2}月)")
_HAN_NUMBER = re.compile(f"[{numerals.NUMERALS}○]++")
_COMPOUND = r"(?:亿[0-9]{1,8}(?:\.[0-9]{1,4})?(?=[万千百])|万[0-9]{1,4}(?:\.[0-9]{1,4})?(?=[千百人元户名亩吨]))"
_YEAR = re.compile("(?:19|20|21)[0-9]{2}")
_YEARS = re.compile("[0-9]{4}年")
_DIGITS = tuple("0123456789")
_GROUPING = str.maketrans("", "", "," + GAP)
_SCALES = ("万亿", "千万", "百万", "十万", "万", "亿", "千", "百")
_INFIXES = frozenset((*INFIXES, "来"))
_SUFFIXES = frozenset(SUFFIXES)
_AFTER_UP_AND_DOWN = tuple("联齐一级游班衔贯左协同")  # not 12家上下联动
_AFTER_MORE = tuple("元样数种年次方项部额下")
_AFTER_TIMES = tuple("日年要级生干产")
# 艘次, 所次: any classifier may be counted in times.
_COUNTED_IN_TIMES = frozenset("艘所处台辆张对名位套座间栋幢支队组门科册份宗起类种")
_LASTING_UNITS = frozenset(("年", "天", "小时", "个月", "倍", "公里", "周", "岁"))

_PREFIXES = tuple(sorted(PREFIXES, key=len, reverse=True))
# 节约120万元, 签约35家, 最近3天: the character belongs to the word before.
_PREFIX_ENDS_WORD = {
    "近": "最附邻临远亲贴",
    "约": "预节签履违解条合公简集特制邀毁续契缔规婚租失誓",
    "超": "赶反",
    "超过": "不未没",
    "不足": "补",
    "大约": "",
}
_SIGNED = frozenset((Kind.RATE, Kind.POINTS, Kind.MULTIPLE))

_HAN_UNITS = frozenset("年周天人名位户家个项件次级类批场轮条种所座处间栋对张例起宗支篇份册成倍元亩吨米岁幅套枚")
_ONE_UNITS = frozenset(("次", "倍", "岁", "周年", "人次"))
_NEVER_HAN = frozenset(("期", "分", "季度", "届", "个季度", "期次", "年度", "度"))
_LISTED = frozenset("、至到—～~-")
_HAN_PLACES = frozenset("十百千万亿")
_BELOW_ELEVEN = frozenset("一二三四五六七八九十")
_BEFORE_ONE = "统唯单专同划归不逐如合某另每再又上下周期拜初这那任其之第进划万惟首头"
_BEFORE_ANY = "第之周拜高初大小〇数几个"
_HAN_WORDS = (
    *("八项规定", "四个意识", "四个自信", "两个维护", "两个确立", "三个代表", "四个全面", "四项基本", "十个明确"),
    *("一次又", "一次次", "一次函", "一次办", "四处", "一级市场", "二级市场"),
)
_HAN_NAMES = (
    *("家村", "家寨", "家渠", "家子", "家屯", "家沟", "家湾", "家坡", "家庄"),
    *("次全会", "次全体", "次会议", "次党代会", "次人代会"),
)
"""Behind a number below eleven."""
_HAN_OTHER_WORDS = frozenset(
    (  # noqa: SIM905 - fifty words read better without quotes
        "家属 床位 支出 支队 场所 场地 名单 名额 名称 名录 名列 条例 条件 班级 处理 处置 "
        "处罚 处于 位于 位居 位列 批准 批复 种植 种类 种子 组织 起草 起步 起来 轮胎 轮候 "
        "件套 周边 周密 周期 所有 所属 所在 所以 项下 年期 个人 对接 对照 对比 对外"
    ).split()
)


def figure_at(text: str, half: str, start: int, floor: int, units: frozenset[str]) -> FigureRead:
    """The figure whose first digit stands at ``start``; an approximator before it may begin from ``floor`` on."""
    match = _number_at(half, start, units)
    number, end = match.group(), match.end()
    listed = _list_number_end(half, start, match, units)
    if listed or len(number) > numerals.MAX_DIGITS:
        return FigureRead(start, listed or end, None)
    compound = pattern(_COMPOUND).match(half, end) if half.startswith(("万", "亿"), end) else None
    digits_end = compound.end() if compound else end
    parts = _parts(half, digits_end, units)
    if parts.start > digits_end and not _reaches_over_space(half, start, end):
        parts = _Parts(digits_end, "", "", "", "", "", digits_end)
    if _is_rank_or_edition(half, start, number, parts.unit) or is_quoted_name(half, start, parts.end):
        return FigureRead(start, parts.end, None)
    prefix = _prefix(half, start, floor)
    bare = not (parts.unit or parts.scale or compound or prefix or parts.approximator)
    if bare and not is_cardinal(half, start, end):
        return FigureRead(start, end, None)
    plain = number.translate(_GROUPING)
    kind = Kind.MEASURE if LATIN_UNIT.fullmatch(parts.unit) else Kind(kind_of(parts.unit))
    if not prefix and kind in _SIGNED and start > floor:
        sign = _sign_before(half, start)
        if sign == "-" or (sign and "." not in plain):
            start -= 1
            plain = sign + plain
    figure = Quantity(
        kind,
        text[start : parts.start],
        _compound_value(plain, half[end:digits_end], parts.scale) if compound else Fraction(plain),
        0 if compound else len(plain.partition(".")[2]),
        text[parts.unit_start : parts.unit_start + len(parts.unit)],
        parts.scale,
        prefix,
        parts.infix or parts.late,
        parts.suffix,
        infix_after_scale=bool(parts.late and parts.scale),
    )
    return FigureRead(start - len(prefix), parts.end, figure)


def counts_years(half: str, start: int, floor: int) -> bool:
    """Whether a number before 年 says how many (近2000年, 1500年以上), not which (约1998年, 2023年)."""
    match = _YEARS.match(half, start)
    if not match:
        return False
    end = match.end()
    if half.startswith(_DIGITS, end + 1 if half.startswith(GAPS, end) else end):
        return False
    prefix = _prefix(half, start, floor)
    bounded = half.startswith(("以上", "以下", "以内"), end)
    if _YEAR.match(half, start):
        return prefix not in ("", "约", "大约") or bounded
    return bool(prefix) or bounded or half.startswith(("左右", "上下"), end)


def _number_at(half: str, start: int, units: frozenset[str]) -> re.Match[str]:
    match = _NUMBER.match(half, start)
    assert match is not None
    if half.startswith(GAPS, match.end()) and not at_line_start(half, start):
        spaced = pattern(_SPACED).match(half, start)
        if spaced and _unit(half, spaced.end(), units):
            return spaced
    return match


def _list_number_end(half: str, start: int, match: re.Match[str], units: frozenset[str]) -> int:
    """Where the number of a list ends that is glued to what follows: 1.2023年, 1.5家企业 on a new line; else 0."""
    numbered = _NUMBERED_YEAR.match(half, start)
    if numbered:
        return numbered.end()
    whole, point, _ = match.group().partition(".")
    if point and len(whole) <= 2 and at_line_start(half, start):
        unit = _unit(half, match.end(), units)
        if unit and kind_of(unit) == "count":
            return start + len(whole) + 1
    return 0


def _reaches_over_space(half: str, start: int, end: int) -> bool:
    """Whether a unit behind a space belongs to the number: not in 表1 人员情况, nor after a list number."""
    return is_cardinal(half, start, end) and not (end - start <= 2 and at_line_start(half, start))


def _is_rank_or_edition(half: str, start: int, number: str, unit: str) -> bool:
    """前3名, 4季度, 2023级学生."""
    if unit in ("名", "位", "列"):
        return half[start - 1 : start] == "前"
    return unit == "季度" or (unit in ("级", "届", "款") and _YEAR.fullmatch(number) is not None)


def _sign_before(half: str, start: int) -> str:
    """The minus of -3.2%, or the point of .5个百分点 where nothing stands before it; else an empty text."""
    sign, before = half[start - 1], half[start - 2 : start - 1]
    if sign in "-−" and not (before.isascii() and before.isalnum()):
        return "-"
    return "0." if sign == "." and before and not before.isascii() else ""


def han_figure_at(text: str, half: str, start: int, floor: int, units: frozenset[str]) -> FigureRead:
    """The figure in Chinese numerals that begins at ``start``: only a number with a unit, and no part of a word."""
    match = _HAN_NUMBER.match(half, start)
    assert match is not None
    run, end = match.group(), match.end()
    nothing = FigureRead(start, end, None)
    prefix = _prefix(half, start, floor)
    if run in _HAN_PLACES and run != "十" and not prefix and half[end : end + 1] not in INFIXES:
        return nothing  # 万泉镇, 千亩以上, 百家
    parts = _parts(half, end, units, spaces=False, scales=("万", "亿", "万亿"))
    unit = parts.unit
    before = half[start - 1 : start]
    allowed = unit and (len(unit) > 1 or unit in _HAN_UNITS or (unit in units and unit not in KNOWN_UNITS))
    if not allowed or unit in _NEVER_HAN or len(run) > numerals.MAX_DIGITS:
        return nothing
    if (before and before in _BEFORE_ANY) or (before.isascii() and before.isalnum()) or in_quotes(half, start):
        return nothing
    if before in _LISTED and start > 1 and half[start - 2] in numerals.NUMERALS:
        return nothing  # 一、二类
    if run == "一" and (unit not in _ONE_UNITS or (before and before in _BEFORE_ONE)):
        return nothing
    if half.startswith(_HAN_WORDS, start) or half[parts.unit_start : parts.unit_start + 2] in _HAN_OTHER_WORDS:
        return nothing
    if run in _BELOW_ELEVEN and half.startswith(_HAN_NAMES, end):
        return nothing
    if _HAN_NUMBER.match(half, parts.end):
        return nothing
    if before == "前" and unit in ("名", "位"):
        return nothing
    if unit == "元" and len(run) == 1 and run not in _HAN_PLACES:
        return nothing
    for first in (start - len(prefix), start):
        value = _parsed(text[first : parts.end], units)
        if value is not None:
            return FigureRead(first, parts.end, value)
    return nothing


@lru_cache(maxsize=1024)
def _parsed(text: str, units: frozenset[str]) -> Quantity | None:
    value = parse_value(text, units)
    return value if isinstance(value, Quantity) else None


class _Parts(NamedTuple):
    """What stands behind the digits: ``start`` after the spaces, then infix, scale, infix, unit, suffix to ``end``."""

    start: int
    infix: str
    scale: str
    late: str
    unit: str
    suffix: str
    end: int

    @property
    def approximator(self) -> str:
        return self.infix or self.late or self.suffix

    @property
    def unit_start(self) -> int:
        return self.end - len(self.suffix) - len(self.unit)


def _parts(
    half: str, end: int, units: frozenset[str], *, spaces: bool = True, scales: tuple[str, ...] = tuple(SCALES)
) -> _Parts:
    start = gap_end(half, end) if spaces else end
    if half.startswith(("个余月", "个多月"), start):  # 3个多月: the digits are 3个
        return _Parts(start + 1, half[start + 1], "", "", "月", "", start + 3)
    infix, scale, late, place = "", "", "", start
    unit = _unit(half, place, units)
    if not unit:
        infix = _infix(half, place)
        if infix:
            place += 1
            unit = _unit(half, place, units)
    if not unit:
        found = next((word for word in _SCALES if half.startswith(word, place)), "")
        if found and found in scales:
            scale = found
            place += len(scale)
            late = "" if infix else _infix(half, place)
            place += len(late)
            unit = _unit(half, place, units)
    if not unit and (scale in ("千", "百", "十万", "百万", "千万") or infix == "来" or late == "来"):
        return _Parts(end, "", "", "", "", "", end)
    if not unit and not scale and not infix:
        suffix = _suffix(half, end, unit)
        return _Parts(end, "", "", "", "", suffix, end + len(suffix))
    place += len(unit)
    suffix = _suffix(half, place, unit)
    return _Parts(start, infix, scale, late, unit, suffix, place + len(suffix))


def _infix(half: str, start: int) -> str:
    sign = half[start : start + 1]
    return sign if sign in _INFIXES else ""


def _unit(half: str, start: int, units: frozenset[str]) -> str:
    """The unit that begins here and is not the beginning of another word."""
    if half[start : start + 1] == "％":
        return "％"
    if half[start : start + 1] not in _first_signs(units):
        return ""
    unit = unit_at(half[start : start + LONGEST_UNIT], 0, units)
    if unit:
        if unit in KNOWN_UNITS and other_word(half, start, unit):
            return ""
        end = start + len(unit)
        times = unit in _COUNTED_IN_TIMES and half.startswith("次", end) and not half.startswith(_AFTER_TIMES, end + 1)
        return unit + "次" if times else unit
    latin = LATIN_UNIT.match(half, start)
    return latin.group() if latin else ""


@lru_cache(maxsize=16)
def _first_signs(units: frozenset[str]) -> frozenset[str]:
    return frozenset(unit[0] for unit in (*KNOWN_UNITS, *units) if unit) | frozenset("kcmgtlLMhd㎡")


def _suffix(half: str, start: int, unit: str) -> str:
    suffix = half[start : start + 2]
    if suffix in _SUFFIXES and not (suffix == "上下" and half.startswith(_AFTER_UP_AND_DOWN, start + 2)):
        return suffix
    more = half[start : start + 1] if unit in _LASTING_UNITS else ""
    return more if more in INFIXES and not half.startswith(_AFTER_MORE, start + 1) else ""


def _prefix(half: str, start: int, floor: int) -> str:
    for prefix in _PREFIXES:
        first = start - len(prefix)
        if first >= floor and half.startswith(prefix, first):
            before = half[first - 1 : first]
            return "" if before and before in _PREFIX_ENDS_WORD.get(prefix, "") else prefix
    return ""


def _compound_value(number: str, rest: str, scale: str) -> Fraction:
    """5万3千 in thousands, 3亿4500万 in 万: the number that the scale written last multiplies."""
    total = Fraction(number) * SCALES[rest[0]] + Fraction(rest[1:]) * SCALES[scale]
    return total / SCALES[scale]
