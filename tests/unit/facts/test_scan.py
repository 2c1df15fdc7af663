"""What is found in running text, sentence by sentence, and above all what is not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from report_kit.facts.dates import valid
from report_kit.facts.scan import Found, scan
from report_kit.facts.units import KNOWN_UNITS
from report_kit.facts.values import Date, Kind, Ordinal, Pending, Period, Quantity, Recurring
from tests.unit.facts.scanning import agrees, seen

# A sentence, and all that is found in it.
SENTENCES = {
    # counts, money, rates
    "2023年，全市在册低保9774人，比上年增加453人，增长4.86%。": "2023年:date 9774人:count 453人:count 4.86%:rate",
    "服务37505人次，惠及935名患者、2306户3127人。": "37505人次:count 935名:count 2306户:count 3127人:count",
    "争取公墓奖补109.23万元，人均500元/人/月，共4.21亿元。": "109.23万元:money 500元/人/月:money 4.21亿元:money",
    "占62.7%，死亡率3‰，提高3.2个百分点，六成以上。": "62.7%:rate 3‰:rate 3.2个百分点:points 六成以上:rate",
    "认定范围扩大到低保标准的2倍，由1.5倍放宽。": "2倍:multiple 1.5倍:multiple",
    "建成高标准农田3.15万亩，总产量6.00万吨，新修道路46.8公里。": "3.15万亩:measure 6.00万吨:measure 46.8公里:measure",
    "每千人拥有4.5张/千人，检查渔船420艘次，培训24学时。": "4.5张/千人:ratio 420艘次:count 24学时:count",
    "贡献率为-8.6%，增速－3.2个百分点，增长.5个百分点。": "-8.6%:rate －3.2个百分点:points .5个百分点:points",
    # as it is typed: separators, full-width digits, spaces
    "共有9,774人，支出1,234,567元。": "9,774人:count 1,234,567元:money",
    "２０２３年新增９７７４人、９，７７４户，占６２．７％。": "２０２３年:date ９７７４人:count ９，７７４户:count ６２．７％:rate",
    "低保 4025 人，投入 367.192 万元，占 62.7 %，接待12 345人次。": "4025 人:count 367.192 万元:money 62.7 %:rate 12 345人次:count",
    "投入3亿4500万元，惠及5万3千人，每户3千元。": "3亿4500万元:money 5万3千人:count 3千元:money",
    "装机120万千瓦，其中风电300千瓦，线路50km。": "120万千瓦:measure 300千瓦:measure 50km:measure",
    # approximate
    "为150余对新人登记，近千人次参加，减免50余万元、50万余元。": "150余对:count 近千人次:count 50余万元:money 50万余元:money",
    "约5万，100人左右，20以上，逾3亿元，不足30人，超300家。": "约5万:count 100人左右:count 20以上:count 逾3亿元:money 不足30人:count 超300家:count",
    "近600余人，约100人左右。": "近600余人:count 约100人左右:count",
    "十余家，二十多家，百余名，近三成，1年多，3个多月。": "十余家:count 二十多家:count 百余名:count 近三成:rate 1年多:count 3个多月:count",
    "节约120万元，签约35家，最近3天，不超过500人，接近500人。": "120万元:money 35家:count 3天:count 500人:count 近500人:count",
    # without unit
    "符合条件患者共计2071计算，规范服务率45%。": "2071:bare 45%:rate",
    "居民消费价格指数（上年＝100）为100.4，比上年缩小0.03。": "100.4:bare 0.03:bare",
    "合计：12。其中城市120，农村151。": "12:bare 120:bare 151:bare",
    "拨款50万，参观者达5000，由300增至450，改造3座/120延米。": "50万:count 5000:bare 300:bare 450:bare 3座:count 120延米:measure",
    "受理12345热线工单1268件；3位居民、2项目标、3所在建学校。": "1268件:count 3位:count 2项:count 3所:count",
    # ranges and lists
    "增长5%～8%，补助13～17万元，占15-30%，每组3—5人。": "5%:rate 8%:rate 13:bare 17万元:money 15:bare 30%:rate 3:bare 5人:count",
    "分别为12、15、18人，安排在6、7、8月。": "12:bare 15:bare 18人:count 8月:date",
    # Chinese numerals
    "在市、镇、村三级组建队伍，实施三年行动，开展一次体检。": "三级:count 三年:count 一次:count",
    "评出十五家，分两批实施，惠及三万五千人，拨付三百万元。": "十五家:count 两批:count 三万五千人:count 三百万元:money",
    # ordinals
    "全省第一，第二批主题教育，获第1名，海南省第二片区。": "第一:ordinal 第二批:ordinal 第1名:ordinal 第二:ordinal",
    "第 2 批6家，第三届大会，第一季度。": "第 2 批:ordinal 6家:count 第三届:ordinal 第一季度:ordinal",
    "排名第一、12项指标位列第1、8项工作。": "第一:ordinal 12项:count 第1:ordinal 8项:count",
    # dates
    "截至2023年12月27日，2023年9月，2022年底，2023年初。": "2023年12月27日:date 2023年9月:date 2022年底:date 2023年初:date",
    "在1月1日、10月1日加班，截止12月，9月11日启动，10月份。": "1月1日:date 10月1日:date 12月:date 9月11日:date 10月份:date",
    "2023-12-31、2023/12/27、2023.12.27，12月27号。": "2023-12-31:date 2023/12/27:date 2023.12.27:date 12月27号:date",
    "二〇二三年十二月二十七日，二○二三年，2023 年 12 月 7 日。": "二〇二三年十二月二十七日:date 二○二三年:date 2023 年 12 月 7 日:date",
    "截至23年12月，截至23年底，2022年年底。": "23年12月:date 23年底:date 2022年年底:date",
    "2023年一一月，2022年三五月。": "2023年:date 2022年:date",
    "2023年2月29日，2月30日，13月。": "2023年2月29日:date 2月30日:date 13月:date",
    "9月5日、20日，27日下午，为期3日，20日内办结。": "9月5日:date 20日:date 27日:date 3日:count 20日:count",
    "2023年—2025年，2023—2025年，2023-2025年。": "2023年—2025年:period 2023—2025年:period 2023-2025年:period",
    "2023年1月至9月，1—10月，2023年1—9月，3月5—8日。": "2023年1月至9月:period 1—10月:period 2023年1—9月:period 3月5—8日:period",
    "2023年上半年，2023年第四季度，2014-2018年，（2021—2025）。": "2023年上半年:period 2023年第四季度:period 2014-2018年:period 2021—2025:period",
    "在每月5日、20日服务，每年9月，禁渔期为每年3月1日至6月30日。": "每月5日:recurring 20日:recurring 每年9月:recurring 每年3月1日:recurring 6月30日:recurring",
    "启动于2023年9月6日8:30，至9月8日18:00终止。": "2023年9月6日:date 9月8日:date",
    "1.2023年度统计表；附件：1.2023年工作要点。": "2023年度:date 2023年:date",
    # placeholders
    "由XX元/人提高至XX元/人，标准XX元/户，X.X万元，XX%。": "XX元/人:pending XX元/人:pending XX元/户:pending X.X万元:pending XX%:pending",
    "共____人、□□户，由XX提高至XX，X元，××万元。": "____人:pending □□户:pending XX:pending X元:pending ××万元:pending",
    "20XX年XX月XX日，2023年X月X日，12月××日，【待补：数据】。": "20XX年XX月XX日:pending 2023年X月X日:pending 12月××日:pending 【待补：数据】:pending",
}

# Nothing at all is found here.
NOTHING = (
    "百二坡、万泉镇、三岔河镇、十里铺、万家寨、九龙坡、四方台、百色街、千佛岭、万年桥、七里滩",
    "三门峡、五台山、七台河、五家渠、四川、九江、三亚、五保户、三味书屋、十一假期",
    "东太公墓一期、长青园公墓二期、二期工程",
    "十分重要，统一部署，一是统一标准，二是加强管理，一方面，一些，一定，一个村，一批项目，一系列，一部分，进一步",
    "“十四五”规划，“5·20”婚姻家庭服务日，“12·4”国家宪法日，“119”消防宣传月，“3.15”，“双11”，“618”",
    "5·20当天，5/20活动，“三公”经费，“三级审核、两榜公示”，“一站式”服务，“1+3+N”，“3+1”网格",
    "一对一，1对1，一企一档，三支一扶，一户一策，三位一体，九年一贯制，一卡通，三令五申，千方百计，三次产业",
    "中央八项规定，增强“四个意识”，四个自信，两个维护，二十大，十九届六中全会，市委十二届三次全会，三三两两",
    "初三年级，高三，一、二年级，一、二类对象，周一至周五，星期三，五一，六一，阳春三月，十月革命，三月三",
    "万企兴万村，百千万工程，两个一百年，三个一批，五个一工程，四议两公开，一件事一次办，两天一夜，五年一遇，五社联动",
    "三分之一，百分之五，数十家，一季度，前三季度，前三名，前3名，四季度，4季度",
    "民发〔2023〕15号，国发[2023]8号，（2023）第15号，国务院令第722号",
    "GB/T 9704—2012，GB 17733—2008，ISO 9001，DB46/T 123—2020，GB/T 29639—2020",
    "8:30至17:30，14:30—17:00，3:1，1∶3，21.7∶31.0∶47.3，2.08∶1，1:3，8时30分，下午3点",
    "电话0999—6281510，0898-62812345，手机13912345678，拨打12345，12350举报投诉，110报警，邮编571400",
    "第12条、第37条，第十二条，第三章，第5号台风，第一、二、三产业，第三产业，第1—3季度，第1、2季度",
    "第三方、第一书记、第一时间、第一责任人、市第三中学、临江区第一小学、第一人民医院",
    "https://www.gov.cn/2023/12/t2023.html，www.gov.cn/2023，a2023@qq.com，V2.0，2.0版",
    "X光、A4纸、CO2、H2O、COVID-19、PM2.5、5A级景区、4G、5G基站、3D打印、G98高速、S201省道、XXL、Xbox、AI+2",
    "1.推进改革。2.加强管理。（1）做好。(2)做好。1、健全。12）完善",
    "XX市民政局、家园XX、XX民政、李××、2×3、3×4米帐篷、7×24小时服务",
    "500强企业，80后干部，90年代，20世纪，4星级酒店，3楼会议室，5号线，2023级学生，2023届毕业生，985高校",
    "中国制造2025，“15分钟便民生活圈”，表2，图3，附件1，专栏4，1号楼，1、2号楼，208国道",
    "",
)


@pytest.mark.parametrize(("text", "expected"), SENTENCES.items(), ids=SENTENCES)
def test_exactly_this_is_found(text: str, expected: str) -> None:
    assert seen(text) == expected


@pytest.mark.parametrize("phrase", [phrase for text in NOTHING for phrase in text.split("，")])
def test_names_and_numbers_of_things_are_no_figures(phrase: str) -> None:
    assert seen(phrase) == ""
    assert seen(f"会议指出{phrase}。") == ""


@pytest.mark.parametrize("text", NOTHING)
def test_nor_are_they_among_others(text: str) -> None:
    assert seen(text) == ""


WORTH = {
    "共9,774人": ("9,774", 9774, "人", "", ""),
    "共9774 人": ("9774 ", 9774, "人", "", ""),
    "占６２．７％": ("６２．７", Fraction(627, 1000), "％", "", ""),
    "投入3亿4500万元": ("3亿4500", 345_000_000, "元", "万", ""),
    "惠及5万3千人": ("5万3", 53_000, "人", "千", ""),
    "近600余人": ("600", 600, "人", "", "近"),
    "增长.5个百分点": (".5", Fraction(5, 1000), "个百分点", "", ""),
    "贡献率为−8.6%": ("−8.6", Fraction(-86, 1000), "%", "", ""),
    "历时3个多月": ("3个", 3, "月", "", "多"),
    "接待12 345人次": ("12 345", 12345, "人次", "", ""),
    "参观约5万": ("5", 50_000, "", "万", "约"),
}


@pytest.mark.parametrize(("text", "worth"), WORTH.items(), ids=WORTH)
def test_a_figure_written_loosely_is_worth_what_it_says(text: str, worth: tuple[object, ...]) -> None:
    (found,) = scan(text)
    value = found.value
    assert isinstance(value, Quantity)
    assert (value.digits, value.value, value.unit, value.scale, value.approximator) == worth


def test_two_approximators_are_both_kept() -> None:
    (found,) = scan("近600余人左右")
    assert isinstance(found.value, Quantity)
    assert (found.value.prefix, found.value.infix, found.value.suffix) == ("近", "余", "左右")


def test_numbers_of_a_range_or_list_know_the_unit_they_share() -> None:
    text = "补助13～17万元，分别为12、15和18人，占15-30%，共计2071"
    shared = [(text[one.start : one.end], one.shared) for one in scan(text)]
    assert shared == [
        ("13", "万元"),
        ("17万元", ""),
        ("12", "人"),
        ("15", "人"),
        ("18人", ""),
        ("15", "%"),
        ("30%", ""),
        ("2071", ""),
    ]


DATES = {
    "23年12月": Date("23年12月", 2023, 12),
    "98年底": Date("98年底", 1998, end=True),
    "12月27号": Date("12月27号", None, 12, 27),
    "2022年年底": Date("2022年年底", 2022, end=True),
    "2023.12": Date("2023.12", 2023, 12),
    "2023 年 12 月": Date("2023 年 12 月", 2023, 12),
    "2023年——2025年": Period("2023年——2025年", Date("2023年", 2023), Date("2025年", 2025)),
    "每年3月1日": Recurring("每年3月1日", 3, 1),
}


@pytest.mark.parametrize(("text", "date"), DATES.items(), ids=DATES)
def test_a_date_is_read_however_it_is_written(text: str, date: Date | Period | Recurring) -> None:
    assert scan(f"截至{text}，") == (Found(2, 2 + len(text), date),)


def test_a_day_after_a_date_has_its_month_and_one_after_a_recurring_day_recurs() -> None:
    assert [one.value for one in scan("2023年9月5日、20日")][1] == Date("20日", 2023, 9, 20)
    assert [one.value for one in scan("每月5日和20日")][1] == Recurring("20日", None, 20)
    assert [one.value for one in scan("每年3月1日至6月30日")][1] == Recurring("6月30日", 6, 30)


def test_dates_that_the_calendar_does_not_have_are_found() -> None:
    found = [one.value for one in scan("2023年2月29日、2023年13月、4月31日、2023-02-30、2024年2月29日")]
    assert all(isinstance(value, Date) for value in found)
    assert [isinstance(value, Date) and valid(value) for value in found] == [False, False, False, False, True]


def test_the_office_adds_its_units() -> None:
    assert seen("建成86铺") == "86:bare"
    units = frozenset({"铺", "垛"})
    assert [(one.start, one.end, str(one.value)) for one in scan("建成86铺、三垛", units)] == [
        (2, 5, "86铺"),
        (6, 8, "三垛"),
    ]
    assert scan("共5家", KNOWN_UNITS | units) == scan("共5家")


def test_values_of_every_sort() -> None:
    text = "第二批、XX元/人、每月5日、2023年、1—10月、3家"
    assert [type(one.value) for one in scan(text)] == [Ordinal, Pending, Recurring, Date, Period, Quantity]


@pytest.mark.parametrize("text", SENTENCES, ids=SENTENCES)
def test_a_fact_written_so_has_the_same_value(text: str) -> None:
    for found in scan(text):
        assert str(found.value) == text[found.start : found.end]
        assert agrees(text, found), found


HOSTILE = (
    *(
        "1",
        "1人",
        "1、",
        "1.",
        "1,",
        "1:",
        "1:1人",
        "1-1人",
        "1/",
        "1+",
        "1×",
        "1×1人",
        "1 ",
        " 1",
        "1和",
        "1至",
        "1,111,",
    ),
    *(
        "一",
        "一、",
        "三年",
        "千人/",
        "一元/千人",
        "1元/千人",
        "万",
        "亿1万",
        "百分之",
        "第",
        "第1、",
        "第一、",
        "每",
        "每月5日、",
    ),
    *(
        "2023年",
        "2023-12-31",
        "1—",
        "20XX年",
        "X",
        "×",
        "X×",
        "×5",
        "_",
        "_a",
        "X.",
        "待",
        "（待",
        "【待补",
        "“",
        "“1",
        "“一",
    ),
    *(
        "a",
        "A1",
        "A-",
        "a.",
        "http://",
        "约",
        "约1",
        "近千",
        "-",
        "-1%",
        ".5%",
        "\n1.",
        "：1",
        "（",
        "１",
        "９，７７４",
        "\ud800",
        "\x00",
    ),
)


@pytest.mark.parametrize("pattern", HOSTILE)
def test_hostile_text_is_read_to_its_end(pattern: str) -> None:
    text = pattern * (40_000 // len(pattern))
    found = scan(text)
    assert all(str(one.value) == text[one.start : one.end] for one in found)


def test_a_figure_keeps_its_kind() -> None:
    kinds = [
        one.value.kind
        for one in scan("3人、5元、7%、2倍、4个百分点、6亩、4.5张/千人")
        if isinstance(one.value, Quantity)
    ]
    assert kinds == [Kind.COUNT, Kind.MONEY, Kind.RATE, Kind.MULTIPLE, Kind.POINTS, Kind.MEASURE, Kind.RATIO]
