"""What looks like a figure and is none: numbers of documents, standards and telephones, times, scores, names.

The words here are those of Chinese reports. They are asked only about numbers that have no unit, or whose unit
could be the beginning of another word; a number with its unit is a figure wherever it stands.
"""

from __future__ import annotations

import re

from report_kit.facts.patterns import pattern
from report_kit.facts.units import unit_at

GAP = " \u00a0\u2009"
"""The spaces that word processors leave between a number and its unit."""
GAPS = tuple(GAP)

_NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,6})?"
_DECIMAL = re.compile(_NUMBER)

_OPAQUE: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset("〕]］）)】"), r"(?<=[〔\[［（(【])[0-9]{2,4}[〕\]］）)】][ ]?第?[0-9]{1,5}号"),  # 〔2023〕15号
    (frozenset("-—–"), r"0[0-9]{2,3}[-—–]{1,2}[0-9]{7,8}(?![0-9])(?:转[0-9]{1,6})?"),  # 0999—6281510
    (frozenset("-—–"), r"[48]00[-—–][0-9]{3}[-—–]?[0-9]{4}(?![0-9])"),
    (frozenset("-—–"), r"[0-9]{1,15}(?:[-—–][0-9]{1,15}){2,8}"),  # 3-2-501
    (frozenset("."), r"[0-9]{1,15}(?:\.[0-9]{1,15}){2,8}"),  # 1.2.3
    (frozenset("∶"), rf"{_NUMBER}(?:∶{_NUMBER}){{1,6}}"),  # 21.7∶31.0∶47.3
    (frozenset("·•・‧∙"), r"[0-9]{1,2}[·•・‧∙][0-9]{1,2}(?![0-9])"),  # 5·20
    (frozenset("/"), r"[0-9]{1,15}(?:/[0-9]{1,15}){1,6}"),  # 5/20
    (frozenset("对"), r"[0-9]{1,2}对[0-9]{1,2}(?![0-9])"),  # 1对1
    (frozenset("时"), r"[0-9]{1,2}时(?:[0-9]{1,2}分)?"),
    (frozenset("点"), r"[0-9]{1,2}点(?:[0-9]{1,2}分|[整半钟])"),
    # 3×4米, 7×24小时
    (frozenset("×xX*＊"), rf"{_NUMBER}(?:[×xX*＊]{_NUMBER}){{1,6}}(?:米|厘米|毫米|公分|小时|天)"),
)
"""By the sign behind the first number. Every repetition has a limit, so that time is in proportion to the text."""

# These are figures after all when a unit stands behind: 附件1：12家.
_CHAIN = (
    rf"[0-9]{{1,2}}[:：][0-5][0-9](?:[:：][0-5][0-9])?(?![0-9])|{_NUMBER}(?:[:：](?!(?:19|20)[0-9]{{2}}(?![0-9])){_NUMBER}){{1,6}}"
    r"|[0-9]{1,3}(?:[+＋][0-9A-Za-z一二三四五六七八九十]{1,3}){1,8}"
    rf"|{_NUMBER}(?:[×xX*＊]{_NUMBER}){{1,6}}"
)
_CHAIN_NEXT = frozenset(":：+＋×xX*＊")
_ALPHANUMERIC = re.compile(r"[0-9]{1,40}(?:\.[0-9]{1,6})?[A-Za-z][0-9A-Za-z]*+")
_OPAQUE_NEXT = frozenset(":：∶·•・‧∙/×xX*＊+＋.-—–时点对〕]］）)】")

LATIN_UNIT = re.compile(r"(?:[kcm]?m[²³23]?|k?g|mg|t|m?[lL]|[kM]W|kWh|ha|hm²|dB|㎡)(?![0-9A-Za-z])")
"""Measures in Latin letters. They are found so that they can be reported; a fact cannot be written with them."""

_LATIN = (
    r"(?:https?|ftp)://[!-~]++|www\.[!-~]++"
    r"|[A-Za-z][A-Za-z0-9]*+(?:[-_./+@·][A-Za-z0-9]++)*+(?:[ \u00a0]?[0-9]++(?:\.[0-9]++)*+[-—–][0-9]{4}(?![0-9]))?"
)
_LETTERS = re.compile(r"[A-Za-z]{2,20}+(?=[0-9])")
_SCALED = re.compile(rf"{_NUMBER}(?:万亿|[万亿](?=.)|%|‰|％)?")
_CODES = frozenset(("PM", "GB", "DB", "SO", "NO", "CO", "KN", "QQ", "TOP"))

# Only words that follow a number without classifier: 42部门. 3位居民 is 位 and 居民, 2项目标 is 项 and 目标.
_OTHER_WORDS = frozenset(
    (  # noqa: SIM905 - fifty words read better without quotes
        "部门 部署 部分 家庭 家长 单位 单元 项目 支部 支持 队伍 对标 对口 分别 分类 "
        "分为 本级 本科 处级 级别 成立 成为 成功 成果 成效 成员 成绩 成交 成本 日常 "
        "日均 元旦 面积 年代 年级 年龄 轮车 人员 口罩 口径 度假 节气 节日 节点 字号 "
        "天然 通知 通过 通报 次产业 次性 步伐 路公交"
    ).split()
)
_UNLESS = {"家庭": ("院",), "家长": ("期",), "项目": ("标", "的")}

_OPENING, _CLOSING = '“‘「『《〈（(【〔[［"', '”’」』》〉）)】〕]］"'
_BEFORE = (
    *("电话", "热线", "拨打", "专线", "传真", "短信", "微信", "邮编", "邮政编码", "频率"),
    *("编号", "号码", "代码", "文号", "证号", "账号", "机号", "尾号", "序号", "房间"),
    *("附件", "附表", "附图", "附录", "专栏", "公告", "国道", "省道", "县道", "高速", "中国制造"),
)
_BEFORE_SMALL = ("表", "图", "星期")
_AFTER = (
    "号|强|世纪|国道|省道|县道|乡道|高速|版|型|室|房|星|楼|单元|路公交|热线|电话|平台|举报|投诉|工单|政务|便民|专线|诉求|服务热线"
    "|高校|工程|计划|晚会|消防|急救|报警|接警|警情|指挥|出警|调度|联动|年代|年级|月龄|口罩|价疫苗|折(?![算合])|连冠|连胜|季度|节气|时代|网|[_＿XＸxｘ□△]"
)
_CUES = (
    *("共计", "合计", "总计", "累计", "共", "总数为", "总量为", "数为", "达", "达到", "计"),
    *(
        verb + end
        for verb in ("增加", "减少", "提高", "下降", "上升", "增长", "增", "降", "升", "减")
        for end in "至到"
    ),
)
_YEAR = re.compile(r"(?:19[0-9]{2}|20[0-5][0-9])(?:\.0)?")
_GENERATION = re.compile(r"(?:[5-9]0|[05]0|[5-9]5|05|10)后")
_CODE = re.compile(r"123[0-9]{2}|9[56][0-9]{3}|100(?:00|10|86)|211|315|863|985")
_LIST_END = frozenset(".．、)）")
_JOINED_NAME = r"(?:[、至到和—～~-][0-9]{1,5}){1,6}+(?:号|楼|室|版|星|年级|季度|单元|世纪)"
_RANGE = re.compile(r"-[0-9]{1,15}(?:\.[0-9]{1,6})?")
LONGEST_CODE = 6
"""A whole number with more digits than this and nothing that counts beside it is a code, no figure."""


def gap_end(half: str, start: int) -> int:
    """Where a gap of at most two spaces ends that begins here; ``start`` itself if there is none."""
    if half.startswith(GAPS, start):
        return start + 2 if half.startswith(GAPS, start + 1) else start + 1
    return start


def opaque_end(half: str, start: int, end: int, units: frozenset[str]) -> int:
    """Where a name or number ends that begins with these digits and is no figure; -1 if they may be one.

    ``half`` is the text with half-width digits; ``end`` is where the first run of digits ends.
    """
    mark = half[end : end + 1]
    letter = mark.isascii() and mark.isalpha()
    if not letter and (not mark or mark not in _OPAQUE_NEXT):
        return -1
    number = _DECIMAL.match(half, start)
    assert number is not None
    marks = (mark, half[number.end() : number.end() + 1])
    forms = "|".join([form for signs, form in _OPAQUE if not signs.isdisjoint(marks)])
    match = pattern(forms).match(half, start) if forms else None
    if match:
        return match.end()
    stop = -1 if _CHAIN_NEXT.isdisjoint(marks) else _chain_end(half, start, units)
    if stop < 0 and letter and not LATIN_UNIT.match(half, end):
        match = _ALPHANUMERIC.match(half, start)
        return match.end() if match else end + 1
    return stop


def latin_end(half: str, start: int, units: frozenset[str]) -> int:
    """Where a Latin word, identifier or address ends: A4, GB/T 9704—2012, www.gov.cn; of GDP312.60亿元 before 312."""
    letters = _LETTERS.match(half, start)
    if letters and letters.group().upper() not in _CODES:
        number = _SCALED.match(half, letters.end())
        if number:
            unit = unit_at(half[number.end() : number.end() + 6], 0, units)
            if half[number.end() - 1] in "万亿%‰％" or (
                unit not in ("", "年", "级") and not other_word(half, number.end(), unit)
            ):
                return letters.end()
    match = pattern(_LATIN).match(half, start)
    return match.end() if match else start + 1


def other_word(half: str, start: int, unit: str) -> bool:
    """Whether a unit is only the beginning of another word: 部 in 42部门, 单 in 3单位."""
    for length in (2, 3):
        word = half[start : start + length]
        if word in _OTHER_WORDS:
            return length > len(unit) and not half.startswith(_UNLESS.get(word, ()), start + length)
    return False


def is_cardinal(half: str, start: int, end: int) -> bool:
    """Whether a number without unit counts something (共计2071) and is no name, code, time or list number."""
    number = half[start:end]
    before, after = half[start - 1 : start], half[end : end + 1]
    if before and after and before in _OPENING and after in _CLOSING:
        return False
    if before == "/" and start > 1 and half[start - 2].isascii() and half[start - 2].isalnum():
        return False
    if (before and before in "=＝#＃№.·@-") or (after and after in "/·@"):
        return False
    if number.startswith("0") and number[1:2] not in ("", "."):
        return False
    if after == "点" and before in ("午", "晚", "早", "晨"):
        return False
    if after == "-" and not _begins_range(half, end):
        return False
    if (
        _is_list_number(half, start, end)
        or pattern(_AFTER).match(half, end)
        or pattern(_JOINED_NAME).match(half, end)
        or _GENERATION.match(half, start)
    ):
        return False
    stop = start
    while stop and half[stop - 1] in "：: " + GAP:
        stop -= 1
    if _latin(half[stop - 1 : stop]) or half.endswith(_BEFORE, 0, stop):
        return False
    if len(number) <= 2 and half.endswith(_BEFORE_SMALL, 0, stop):
        return False
    if half.endswith(_CUES, 0, start):
        return True
    if in_quotes(half, start):
        return False
    return not (_YEAR.fullmatch(number) or _CODE.fullmatch(number) or number.endswith(".0") or _too_long(number))


def is_quoted_name(half: str, start: int, end: int) -> bool:
    """Whether a figure at the beginning of a quotation is only the beginning of a name: “15分钟便民生活圈”."""
    if half[start - 1 : start] not in ("“", "‘", "「"):
        return False
    close = half.find("”’」"["“‘「".index(half[start - 1])], end, end + 24)
    return close > end


def in_quotes(half: str, start: int) -> bool:
    """Whether a quotation that began a few characters before is still open: “三级审核、两榜公示”, “双11”."""
    return half.rfind("“", max(0, start - 20), start) > half.rfind("”", max(0, start - 20), start)


def at_line_start(half: str, start: int) -> bool:
    """Whether nothing but spaces stands before on its line."""
    while start and half[start - 1] in "\u3000\t" + GAP:
        start -= 1
    return start == 0 or half[start - 1] in "\r\n"


def _is_list_number(half: str, start: int, end: int) -> bool:
    """1. or 1、 or 1） at the beginning of a line or sentence; 2.1 at the beginning of a line."""
    number, after = half[start:end], half[end : end + 1]
    if "." in number:
        first = at_line_start(half, start) or half[start - 1] in "。；"
        return first and len(number) <= 5 and after not in ("", "，", "。")
    if len(number) > 2:
        return False
    if at_line_start(half, start):
        return bool(after) and (after in _LIST_END or after in GAP)
    following = half[end + 1 : end + 2]
    if after in (".", "．"):  # 如下1.推进…… where a line end was lost
        return "\u4e00" <= following <= "\u9fff" and not half.endswith(_CUES, 0, start)
    follows = half[start - 1] in "。；：;:！？（(" + GAP
    return follows and after in _LIST_END and not following.isdigit()


def _begins_range(half: str, end: int) -> bool:
    match = _RANGE.match(half, end)
    if not match:
        return False
    return half.startswith(("%", "％", "‰", "万", "亿"), match.end()) or bool(
        unit_at(half[match.end() : match.end() + 6], 0)
    )


def _chain_end(half: str, start: int, units: frozenset[str]) -> int:
    match = pattern(_CHAIN).match(half, start)
    if not match:
        return -1
    after = half[match.end() : match.end() + 6]
    unit = unit_at(after, 0, units)
    counted = (unit and unit != "分") or after[:1] in ("万", "亿", "年", "月", "％")
    return -1 if counted else match.end()


def _latin(character: str) -> bool:
    return ("A" <= character <= "Z") or ("a" <= character <= "z") or ("Ａ" <= character <= "ｚ")


def _too_long(number: str) -> bool:
    return "." not in number and len(number.replace(",", "")) > LONGEST_CODE and "," not in number
