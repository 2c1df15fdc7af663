"""Units and classifiers: which are known, what they count, and how much one of them is in base units.

A unit is a classifier (人, 家), a measure (亩, 吨), money (元), a rate (%, ‰, 成), 个百分点, 倍, or several of
them joined by a slash (元/人, 元/人/月, 张/千人). Scales (万, 亿) are no part of a unit.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

_COUNTS = (  # noqa: SIM905 - a hundred words read better without quotes
    "人 名 位 口 户 家 个 对 张 项 件 起 例 宗 类 种 次 场 期 届 批 轮 条 块 座 所 间 处 幢 栋 套 台 辆 "
    "架 艘 部 本 册 份 篇 幅 堂 节 级 层 组 队 支 班 门 科 枚 副 双 只 头 匹 羽 株 棵 盏 根 袋 箱 瓶 桶 "
    "包 盒 面 扇 道 笔 款 单 票 席 字 页 站 眼 口井 床 期次 周 星期 年 天 日 个月 季度 个季度 小时 分钟 "
    "秒 学时 课时 工作日 个工作日 周年 岁 周岁 年度 分 步 环 篇次 人次 户次 家次 场次 批次 件次 车次 班次 "
    "架次 台次 例次 项次 人份 人天 支队 路 尊 颗 封 通 柜 列 顶 剂 剂次 杆 具 趟 车 船 团 尾 艘次 部分"
).split()

_MEASURES: dict[str, tuple[str, Fraction]] = {
    "公斤": ("质量", Fraction(1)),
    "千克": ("质量", Fraction(1)),
    "斤": ("质量", Fraction(1, 2)),
    "克": ("质量", Fraction(1, 1000)),
    "吨": ("质量", Fraction(1000)),
    "米": ("长度", Fraction(1)),
    "延米": ("长度", Fraction(1)),
    "厘米": ("长度", Fraction(1, 100)),
    "毫米": ("长度", Fraction(1, 1000)),
    "公里": ("长度", Fraction(1000)),
    "千米": ("长度", Fraction(1000)),
    "海里": ("长度", Fraction(1852)),
    "亩": ("面积", Fraction(1)),
    "公顷": ("面积", Fraction(15)),
    "平方米": ("面积", Fraction(3, 2000)),
    "平方公里": ("面积", Fraction(1500)),
    "平方千米": ("面积", Fraction(1500)),
    "立方米": ("体积", Fraction(1)),
    "升": ("体积", Fraction(1, 1000)),
    "毫升": ("体积", Fraction(1, 1_000_000)),
    "千瓦": ("功率", Fraction(1)),
    "兆瓦": ("功率", Fraction(1000)),
    "千瓦时": ("电量", Fraction(1)),
    "度": ("电量", Fraction(1)),
    "摄氏度": ("温度", Fraction(1)),
    "℃": ("温度", Fraction(1)),
    "分贝": ("声级", Fraction(1)),
    "毫克": ("质量", Fraction(1, 1_000_000)),
    "微克": ("质量", Fraction(1, 1_000_000_000)),
    "吨标准煤": ("标准煤", Fraction(1)),
}

_MONEY = ("元", "美元", "港元", "欧元", "日元", "英镑")

_RATES: dict[str, Fraction] = {
    "%": Fraction(1, 100),
    "％": Fraction(1, 100),
    "‰": Fraction(1, 1000),
    "成": Fraction(1, 10),
}

_POINTS = ("个百分点", "百分点")

KNOWN_UNITS: frozenset[str] = frozenset((*_COUNTS, *_MEASURES, *_MONEY, *(set(_RATES) - {"％"}), *_POINTS, "倍"))
"""Units every office knows; an office adds its own in templates/wording.yaml."""

_ONE_DIMENSION: dict[str, str] = {
    "人": "人员",
    "名": "人员",
    "位": "人员",
    "场次": "场",
    "批次": "批",
    "日": "天",
    "周年": "年",
    "年度": "年",
    "月": "个月",
    "星期": "周",
    "周岁": "岁",
    "工作日": "个工作日",
    "元": "金额",
    "倍": "倍数",
}

_SPELLINGS: dict[str, str] = {
    "個": "个",
    "戶": "户",
    "圆": "元",
    "块钱": "元",
    "元人民币": "元",
    "人民币": "元",
    "平米": "平方米",
    "平方": "平方米",
    "㎡": "平方米",
    "m²": "平方米",
    "m2": "平方米",
    "立方": "立方米",
    "m": "米",
    "km": "公里",
    "kg": "公斤",
    "t": "吨",
    "个点": "个百分点",
    "个百分比": "个百分点",
    "百分比": "%",
    "人数": "人",
    "家庭": "户",
}

_SCALES_BELOW = {"百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "亿": 100_000_000}
"""Scales that may stand in a denominator: 张/千人, 件/万人."""

_LONGEST = max(map(len, KNOWN_UNITS))


def kind_of(unit: str) -> str:
    """The sort of quantity a unit makes, by the value of ``values.Kind``; an unknown or empty one counts."""
    head = unit.partition("/")[0]
    if "/" in unit:
        return "money" if head in _MONEY else ("measure" if head in _MEASURES else "ratio")
    if head in _RATES:
        return "rate"
    if head in _POINTS:
        return "points"
    if head == "倍":
        return "multiple"
    if head in _MONEY:
        return "money"
    return "measure" if head in _MEASURES else "count"


@lru_cache(maxsize=1024)
def dimension(unit: str) -> str:
    """What a unit counts: 人员 for 人, 名 and 位; 金额 for 元; 金额/人员 for 元/人; else the unit itself."""
    if "/" in unit:
        head, *rest = unit.split("/")
        return "/".join([dimension(head), *(dimension(_plain(part)[1]) for part in rest)])
    if unit in _MEASURES:
        return _MEASURES[unit][0]
    if unit in _RATES:
        return "比率"
    if unit in _POINTS:
        return "百分点"
    return _ONE_DIMENSION.get(unit, unit)


def same_unit(one: str, other: str) -> bool:
    """Whether two units count the same thing: 人 and 名 do, 吨 and 公斤 do, 个 and 家 do not."""
    return one == other or dimension(one) == dimension(other)


@lru_cache(maxsize=1024)
def unit_factor(unit: str) -> Fraction:
    """Base units in one unit: % 1/100, 吨 1000 (公斤), 公顷 15 (亩), 张/千人 1/1000; 1 for what is only counted."""
    head, *rest = unit.split("/")
    if head in _MEASURES:
        factor = _MEASURES[head][1]
    elif head in _POINTS:
        factor = Fraction(1, 100)
    else:
        factor = _RATES.get(head, Fraction(1))
    for part in rest:
        scale, plain = _plain(part)
        factor /= scale * (_MEASURES[plain][1] if plain in _MEASURES else 1)
    return factor


def unit_at(text: str, start: int, units: frozenset[str] = KNOWN_UNITS) -> str:
    """The longest unit that begins at ``start``, or an empty text. ``units`` are known beside ``KNOWN_UNITS``."""
    head = _word_at(text, start, units)
    if not head:
        return ""
    end = start + len(head)
    while text.startswith("/", end):
        part = _denominator_at(text, end + 1, units)
        if not part:
            break
        end += 1 + len(part)
    return text[start:end]


def is_unit(text: str, units: frozenset[str] = KNOWN_UNITS) -> bool:
    """Whether the whole text is one unit."""
    return bool(text) and unit_at(text, 0, units) == text


def unit_meant(text: str, units: frozenset[str] = KNOWN_UNITS) -> str:
    """The known unit that an unknown one probably stands for, or an empty text."""
    known = _SPELLINGS.get(text) or _SPELLINGS.get(text.lower())
    if known:
        return known
    from difflib import get_close_matches

    near = get_close_matches(text[:12], sorted(KNOWN_UNITS | units), n=1, cutoff=0.6)
    return near[0] if near else ""


def _word_at(text: str, start: int, units: frozenset[str]) -> str:
    longest = _LONGEST if units is KNOWN_UNITS else max(_LONGEST, _longest(units))
    for length in range(min(longest, len(text) - start), 0, -1):
        word = text[start : start + length]
        if word in KNOWN_UNITS or word in units:
            return word
    return ""


def _denominator_at(text: str, start: int, units: frozenset[str]) -> str:
    """A unit under the slash: 人, 月, 千人, 平方米·月."""
    end = start
    while True:
        for scale in ("十万", "百万", "百", "千", "万", "亿", ""):
            if text.startswith(scale, end):
                word = _word_at(text, end + len(scale), units) or ("月" if text.startswith("月", end) else "")
                if word:
                    end += len(scale) + len(word)
                    break
        else:
            return ""
        if not text.startswith("·", end):
            return text[start:end]
        end += 1


def _plain(part: str) -> tuple[int, str]:
    """A denominator without its scale: 千人 is 1000 and 人."""
    for scale in ("十万", "百万", "百", "千", "万", "亿"):
        rest = part.removeprefix(scale)
        if rest and rest != part and part not in KNOWN_UNITS:
            return _SCALES_BELOW[scale], rest
    return 1, part


@lru_cache(maxsize=16)
def with_known(units: frozenset[str]) -> frozenset[str]:
    """``KNOWN_UNITS`` and these: for the same units the same set, which is found quickly where units are a key."""
    return KNOWN_UNITS | units


@lru_cache(maxsize=16)
def _longest(units: frozenset[str]) -> int:
    return max(map(len, units), default=0)
