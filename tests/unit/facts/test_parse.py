"""What a fact may be written as, what it is then worth, and why the rest is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from report_kit.facts.parse import ValueProblem, parse_date, parse_members, parse_value
from report_kit.facts.units import KNOWN_UNITS
from report_kit.facts.values import Date, Kind, Members, Ordinal, Pending, Period, Quantity, Recurring, Words

QUANTITIES = {
    "9774人": (Kind.COUNT, 9774, "人", ""),
    "37505人次": (Kind.COUNT, 37505, "人次", ""),
    "62.7%": (Kind.RATE, Fraction(627, 1000), "%", ""),
    "12‰": (Kind.RATE, Fraction(12, 1000), "‰", ""),
    "六成": (Kind.RATE, Fraction(6, 10), "成", ""),
    "-3.2%": (Kind.RATE, Fraction(-32, 1000), "%", ""),
    "3.2个百分点": (Kind.POINTS, Fraction(32, 1000), "个百分点", ""),
    "109.23万元": (Kind.MONEY, 1092300, "元", ""),
    "20元/人": (Kind.MONEY, 20, "元/人", ""),
    "500元/人/月": (Kind.MONEY, 500, "元/人/月", ""),
    "三百万元": (Kind.MONEY, 3_000_000, "元", ""),
    "2.5万亿元": (Kind.MONEY, 2_500_000_000_000, "元", ""),
    "2倍": (Kind.MULTIPLE, 2, "倍", ""),
    "12.5万亩": (Kind.MEASURE, 125000, "亩", ""),
    "4.5张/千人": (Kind.RATIO, Fraction(9, 2000), "张/千人", ""),
    "三级": (Kind.COUNT, 3, "级", ""),
    "三万五千人": (Kind.COUNT, 35000, "人", ""),
    "150余对": (Kind.COUNT, 150, "对", "余"),
    "近千人次": (Kind.COUNT, 1000, "人次", "近"),
    "50余万元": (Kind.MONEY, 500_000, "元", "余"),
    "50万余元": (Kind.MONEY, 500_000, "元", "余"),
    "五十多万元": (Kind.MONEY, 500_000, "元", "多"),
    "约5万": (Kind.COUNT, 50000, "", "约"),
    "100人左右": (Kind.COUNT, 100, "人", "左右"),
    "20%以上": (Kind.RATE, Fraction(1, 5), "%", "以上"),
    "不足10家": (Kind.COUNT, 10, "家", "不足"),
}


@pytest.mark.parametrize(("text", "worth"), QUANTITIES.items(), ids=QUANTITIES)
def test_a_figure_is_read_with_unit_and_approximator(text, worth):
    value = parse_value(text)
    assert isinstance(value, Quantity)
    assert (value.kind, value.value, value.unit, value.approximator) == worth
    assert str(value) == text


OTHERS = {
    "第一": Ordinal("一", 1),
    "第二批": Ordinal("二", 2, "批"),
    "第10名": Ordinal("10", 10, "名"),
    "2023年12月27日": Date("2023年12月27日", 2023, 12, 27),
    "2023年9月": Date("2023年9月", 2023, 9),
    "2022年底": Date("2022年底", 2022, end=True),
    "2022年末": Date("2022年末", 2022, end=True),
    "2023年初": Date("2023年初", 2023, begin=True),
    "2023年12月底": Date("2023年12月底", 2023, 12, end=True),
    "2023年度": Date("2023年度", 2023),
    "1月1日": Date("1月1日", None, 1, 1),
    "12月": Date("12月", None, 12),
    "2023-12-31": Date("2023-12-31", 2023, 12, 31),
    "2023-09": Date("2023-09", 2023, 9),
    "二〇二三年十二月": Date("二〇二三年十二月", 2023, 12),
    "2023年2月30日": Date("2023年2月30日", 2023, 2, 30),
    "2023年—2025年": Period("2023年—2025年", Date("2023年", 2023), Date("2025年", 2025)),
    "2023—2025年": Period("2023—2025年", Date("2023", 2023), Date("2025年", 2025)),
    "2023年1月至9月": Period("2023年1月至9月", Date("2023年1月", 2023, 1), Date("9月", 2023, 9)),
    "2023年1—9月": Period("2023年1—9月", Date("2023年1", 2023, 1), Date("9月", 2023, 9)),
    "1—10月": Period("1—10月", Date("1", None, 1), Date("10月", None, 10)),
    "2023年3月5日至8日": Period("2023年3月5日至8日", Date("2023年3月5日", 2023, 3, 5), Date("8日", 2023, 3, 8)),
    "2023年上半年": Period("2023年上半年", Date("2023年1月", 2023, 1), Date("2023年6月", 2023, 6)),
    "2023年第三季度": Period("2023年第三季度", Date("2023年7月", 2023, 7), Date("2023年9月", 2023, 9)),
    "每月5日": Recurring("每月5日", None, 5),
    "每年9月": Recurring("每年9月", 9),
    "每年1月1日": Recurring("每年1月1日", 1, 1),
    "待补": Pending("待补"),
    "XX元/户": Pending("XX元/户", "元/户"),
    "XX": Pending("XX"),
    "X.X万元": Pending("X.X万元", "万元"),
    "___人": Pending("___人", "人"),
}


@pytest.mark.parametrize(("text", "value"), OTHERS.items(), ids=OTHERS)
def test_dates_ordinals_and_what_is_not_known_are_read(text, value):
    assert parse_value(text) == value
    assert str(parse_value(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "塔洋镇豊坡公墓",
        "百二坡",
        "万泉镇",
        "一等奖",
        "第一产业",
        "第三方",
        "XX市",
        "家园XX",
        "“十四五”",
        "数百人",
        "12:30",
        "1∶13.5",
        "5%～8%",
        "3—5人",
        "13万元～17万元",
        "20至30分钟",
        "A4纸",
        "年级",
    ],
)
def test_names_are_words_even_with_numerals_in_them(text):
    assert parse_value(text) == Words(text)


REFUSED = {
    "": ("空", "待补"),
    " 9人": ("空格", "去掉"),
    "9774 人": ("空格", "9774人"),
    "2071": ("单位", "2071人"),
    "9,774人": ("逗号", "9774人"),
    "９７７４人": ("全角", "9774人"),
    "62.7％": ("全角", "62.7%"),
    "007人": ("以 0 开头", "0"),
    "3.2.1%": ("3.2.1", "小数点"),
    "5.%": ("5.", "小数点"),
    ".5%": ("小数点", "0"),
    "+5%": ("加号", "去掉"),
    "4.86%o": ("%o", "‰"),
    "2O23人": ("字母", "0"),
    "20220年": ("四位数", "2023年"),
    "1000元/生": ("元/生", "wording.yaml"),
    "3千人": ("千", "全部数字"),
    "5千万元": ("千万", "万"),
    "约100人左右": ("约数", "一个"),
    "近500余人": ("约数", "一个"),
    "50坨": ("坨", "wording.yaml"),
    "50戶": ("戶", "户"),
    "XX坨": ("坨", "wording.yaml"),
    "9382名教师": ("教师", "正文"),
    "共9774人": ("共", "正文"),
    "12人3户": ("3户", "分开"),
    "2023年12月27日上午": ("日期后面", "正文"),
    "12345热线": ("热线", "names"),
    "5·20": ("·20", "names"),
    "9" * 5000 + "人": ("40位", "检查"),
}


@pytest.mark.parametrize(("text", "words"), REFUSED.items(), ids=lambda value: str(value)[:12])
def test_what_looks_like_a_figure_and_is_none_is_refused_with_its_mend(text, words):
    problem = parse_value(text)
    assert isinstance(problem, ValueProblem)
    assert words[0] in str(problem.message)
    assert problem.hint is not None
    assert words[1] in str(problem.hint)
    assert 0 <= problem.start < problem.end <= max(len(text), 1)


def test_an_office_adds_units():
    assert isinstance(parse_value("50坨"), ValueProblem)
    value = parse_value("50坨", KNOWN_UNITS | {"坨"})
    assert isinstance(value, Quantity)
    assert value.unit == "坨"


def test_an_index_has_no_unit_if_it_says_so():
    value = parse_value("102.3", unitless=True)
    assert isinstance(value, Quantity)
    assert (value.value, value.unit, value.decimals) == (Fraction(1023, 10), "", 1)


def test_digits_are_kept_as_written():
    assert [parse_value(text).decimals for text in ("5.20万元", "5.2万元", "5万元")] == [2, 1, 0]


LISTS = {
    "潭门镇、大路镇、阳江镇、博鳌镇": ("潭门镇", "大路镇", "阳江镇", "博鳌镇"),
    "万泉镇、中原镇和彬村山华侨经济开发区": ("万泉镇", "中原镇", "彬村山华侨经济开发区"),
    "甲镇和乙镇": ("甲镇", "乙镇"),
    "助餐、助医以及助浴": ("助餐", "助医", "助浴"),
    "市、镇、村": ("市", "镇", "村"),
    "太和镇、大和村": ("太和镇", "大和村"),
    "莫村、万泉镇和平村": ("莫村", "万泉镇和平村"),
    "博鳌镇（莫村、沙美村）、万泉镇": ("博鳌镇（莫村、沙美村）", "万泉镇"),
    "“一老一小”服务、《办法》宣传和《细则、说明》学习": ("“一老一小”服务", "《办法》宣传", "《细则、说明》学习"),
    "甲镇、乙镇等": ("甲镇", "乙镇"),
    "潭门镇": ("潭门镇",),
}


@pytest.mark.parametrize(("text", "members"), LISTS.items(), ids=LISTS)
def test_a_list_is_cut_at_its_marks(text, members):
    value = parse_members(text)
    assert isinstance(value, Members)
    assert value.members == members
    assert str(value) == text
    assert value.open_end == ("等" if text.endswith("等") else "")


@pytest.mark.parametrize("text", ["", " 甲、乙", "甲，乙", "甲、、乙", "甲、", "甲、 乙"])
def test_a_list_with_wrong_marks_is_refused(text):
    problem = parse_members(text)
    assert isinstance(problem, ValueProblem)
    assert problem.hint is not None


@pytest.mark.parametrize(
    ("text", "mend"),
    [("2023/1/5", "2023-01-05"), ("2023-1-5", "2023-01-05"), ("２０２３年", "2023年"), ("昨天", ""), ("每月5日", "")],
)
def test_what_is_no_date_is_refused(text, mend):
    problem = parse_date(text)
    assert isinstance(problem, ValueProblem)
    assert mend in str(problem.hint or "")


def test_a_bare_year_is_a_date_only_where_a_date_is_asked_for():
    assert parse_date("2023") == Date("2023", 2023)
    assert isinstance(parse_value("2023"), ValueProblem)
