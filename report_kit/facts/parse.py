"""From what was written to a value: figures, ordinals, dates, lists, words, and what is not known yet.

What is accepted prints as it was written: ``str(parse_value(text)) == text``. What looks like a figure and
cannot be read as one is refused with what to do, so that no figure hides among words where nothing checks it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from report_kit.diagnostics import Message, msg, shortened
from report_kit.facts import numerals
from report_kit.facts.date_text import read_date, read_period, read_recurring, read_year
from report_kit.facts.patterns import pattern
from report_kit.facts.units import KNOWN_UNITS, is_unit, kind_of, unit_at, unit_meant
from report_kit.facts.values import Date, Kind, Members, Ordinal, Pending, Period, Quantity, Value, Words

PREFIXES = ("近", "将近", "约", "大约", "超", "超过", "逾", "不足", "不到")
"""Approximators before the digits."""
INFIXES = ("余", "多")
"""Approximators between digits and unit."""
SUFFIXES = ("左右", "上下", "以上", "以下", "以内")
"""Approximators after the unit."""
SCALES = ("万亿", "万", "亿")
"""Scales a fact may be written with; 千 and 百 beside Arabic digits are not written in reports (GB/T 15835)."""

PENDING_WORDS = ("待补", "待定", "待核", "待补充", "待核实")
"""What stands for a fact that is not known yet."""


class ValueProblem(NamedTuple):
    """Why a text is no value, what to do, and which of its characters are meant."""

    message: Message
    hint: Message | None
    start: int
    end: int


def _one_of(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_NUMBER = r"[-−]?[0-9]++(?:\.[0-9]++)?"
_HAN_NUMBER = f"[{numerals.NUMERALS}]++"
_FIGURE = re.compile(
    rf"(?P<prefix>{_one_of(PREFIXES)})?(?P<digits>{_NUMBER}|{_HAN_NUMBER})"
    rf"(?P<infix>{_one_of(INFIXES)})?(?P<scale>{_one_of(SCALES)})?(?P<late>{_one_of(INFIXES)})?"
)
_ORDINAL = rf"第(?P<digits>[1-9][0-9]*|{_HAN_NUMBER})"
_BLANK = r"[XＸxｘ×]{2,}|_{2,}|＿{2,}|□{2,}|△{2,}"
_PENDING = rf"(?:{_BLANK}|[Xx]\.[Xx]+)(?P<scale>{_one_of(SCALES)})?"
_BLANK_SIGNS = tuple("XＸxｘ×_＿□△")
_NAME_ENDS = frozenset("市县区省州盟旗镇乡村局厅部委办处科站所院校路")
_WIDE = "[０-９．％]"
_TIME_OR_RATIO = r"[0-9]{1,9}(?:\.[0-9]{1,9})?[:：∶][0-9]{1,9}(?:\.[0-9]{1,9})?"
_RANGE = rf"(?P<first>{_NUMBER}[^0-9]{{0,8}}?)(?:[～~—–至到-]|--|——)(?P<last>[0-9].*)"
_LONGEST_LIFE = 1000
"""Years that no duration in a report reaches: a number like 20220年 is a slip in a date."""

_DIGIT = re.compile("[0-9]")


@lru_cache(maxsize=4096)
def parse_value(text: str, units: frozenset[str] = KNOWN_UNITS, *, unitless: bool = False) -> Value | ValueProblem:
    """The value a text stands for, or why there is none.

    ``units`` are those known to the office beside ``KNOWN_UNITS``. A figure must have its unit unless
    ``unitless`` says that it has none (an index, a ratio) or it is approximate (约5万).
    """
    if not text:
        return _problem(text, msg("值是空的"), msg("写上数字和单位；还不知道的写 待补"))
    if text != text.strip():
        return _problem(text, msg("值的前后有空格"), msg("去掉空格"))
    found = _pending(text, units) or read_date(text) or read_period(text) or read_recurring(text)
    if found is not None:
        return found
    if text.startswith("第"):
        return _ordinal(text, units)
    quantity = _quantity(text, units, unitless=unitless)
    if quantity is not None:
        return quantity
    return _refused(text, units) or Words(text)


def parse_date(text: str) -> Date | Period | ValueProblem:
    """A date or a period where one is asked for; there 2023 is a year."""
    found = read_date(text) or read_period(text) or read_year(text)
    if found is not None:
        return found
    shown = shortened(text)
    if read_recurring(text):
        return _problem(text, msg("“{text}”每年或每月都有，不是某一天", text=shown), None)
    wide = text.translate(numerals.WIDE)
    if wide != text and not isinstance(parse_date(wide), ValueProblem):
        return _problem(text, msg("“{text}”用了全角数字", text=shown), msg("改成半角，写成 {mend}", mend=wide))
    loose = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", text)
    if loose:
        mend = f"{loose[1]}-{int(loose[2]):02}-{int(loose[3]):02}"
        return _problem(text, msg("“{text}”不是规定的日期写法", text=shown), msg("写成 {mend}", mend=mend))
    return _problem(text, msg("“{text}”不是日期", text=shown), None)


def parse_members(text: str) -> Members | ValueProblem:
    """A list as it stands in a sentence: 甲镇、乙镇和丙镇, with a closing 等 if it is not complete.

    Marks inside brackets and quotes do not separate. The last 和, 与, 及 or 以及 separates when both sides
    have two characters or more and it is no part of a common name; a list in square brackets says it exactly.
    """
    if not text.strip():
        return _problem(text, msg("名单是空的"), msg("写上名单，如 潭门镇、大路镇和博鳌镇"))
    if text != text.strip():
        return _problem(text, msg("名单的前后有空格"), msg("去掉空格"))
    body, open_end = text, ""
    for ending in ("等等", "等地", "等"):
        if text.endswith(ending) and len(text) > len(ending):
            body, open_end = text[: -len(ending)], ending
            break
    marks = _separators(body)
    wrong = next((at for at in marks if body[at] in "，,；;"), None)
    if wrong is not None:
        message = msg("名单里用了“{mark}”", mark=body[wrong])
        return ValueProblem(message, msg("名称之间用顿号“、”"), wrong, wrong + 1)
    spans, start = [], 0
    separators = []
    for at in marks:
        spans.append((start, at))
        separators.append("、")
        start = at + 1
    joint = _last_joint(body, start)
    if joint is not None:
        spans.append((start, joint[0]))
        separators.append(body[joint[0] : joint[1]])
        start = joint[1]
    spans.append((start, len(body)))
    members = tuple(body[first:last] for first, last in spans)
    for (first, last), member in zip(spans, members, strict=True):
        if not member or member != member.strip():
            message = msg("名单里有空的一项") if not member.strip() else msg("“{member}”前后有空格", member=member)
            return ValueProblem(message, msg("删去多余的顿号或空格"), first, max(last, first + 1))
    return Members(members, tuple(separators), open_end)


_OPEN, _CLOSE = "（《“‘〈〔【(", "）》”’〉〕】)"


def _separators(text: str) -> list[int]:
    """Where the marks between members stand, outside brackets and quotes."""
    found, depth = [], 0
    for at, character in enumerate(text):
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and character in "、，,；;":
            found.append(at)
    return found


_JOINTS = (
    "以及|(?<![共太泰永仁人中祥呼谦义协颐饱总温调缓融])和(?![平谐睦美顺田兴静龙解政县])"
    "|(?<![参赋给])与(?!会)|(?<![以普涉提触危波])及(?![时格])"
)


def _last_joint(text: str, start: int) -> tuple[int, int] | None:
    """The last 和, 与, 及 or 以及 that joins two names, outside brackets."""
    found = None
    if not any(sign in text for sign in "和与及"):
        return None
    depth, seen = 0, start
    for match in pattern(_JOINTS).finditer(text, start):
        depth += sum((sign in _OPEN) - (sign in _CLOSE) for sign in text[seen : match.start()])
        seen = match.start()
        if depth <= 0 and match.start() - start >= 2 and len(text) - match.end() >= 2:
            found = match.span()
    return found


def _pending(text: str, units: frozenset[str]) -> Pending | None:
    if text in PENDING_WORDS:
        return Pending(text)
    match = pattern(_PENDING).match(text) if text.startswith(_BLANK_SIGNS) else None
    if match:
        rest = text[match.end() :]
        if not rest or is_unit(rest, units):
            return Pending(text, (match["scale"] or "") + rest)
    return None


def _ordinal(text: str, units: frozenset[str]) -> Value:
    """第一, 第二批, 第1名; 第一产业 and 第三方 are words."""
    match = pattern(_ORDINAL).match(text)
    if match:
        digits = match["digits"]
        number = int(digits) if digits.isascii() and len(digits) <= numerals.MAX_DIGITS else numerals.chinese(digits)
        unit = text[match.end() :]
        if number is not None and (not unit or (is_unit(unit, units) and "/" not in unit)):
            return Ordinal(digits, number, unit)
    return Words(text)


def _quantity(text: str, units: frozenset[str], *, unitless: bool) -> Quantity | ValueProblem | None:
    """A figure; a problem when it is one that lacks its unit; None when the text is none."""
    match = _FIGURE.match(text)
    if not match:
        return None
    prefix, digits, infix, scale, late = (match[name] or "" for name in ("prefix", "digits", "infix", "scale", "late"))
    han = digits[-1] not in "0123456789"
    if han and not infix and not scale:
        digits, scale = _split_scale(digits)
    number = numerals.chinese(digits) if han else numerals.arabic(digits)
    if number is None or (infix and late) or ((infix or late) and "." in digits):
        return None
    unit = unit_at(text, match.end(), units)
    suffix = text[match.end() + len(unit) :]
    if suffix and suffix not in SUFFIXES:
        return None
    if bool(prefix) + bool(infix or late) + bool(suffix) > 1:
        message = msg("“{text}”里表示约数的词写了两个", text=shortened(text))
        return _problem(text, message, msg("只留一个，如 近500人 或 500余人"))
    if unit == "年" and number >= _LONGEST_LIFE and not (prefix or infix or late or scale):
        message = msg("“{text}”不是四位数的年份", text=shortened(text))
        return _problem(text, message, msg("年份写四位数字，如 2023年"))
    if not unit and not unitless:
        if han:
            return None
        if not (prefix or infix or late or suffix):
            message = msg("“{text}”没有写单位", text=shortened(text))
            return _problem(
                text,
                message,
                msg("补上单位，如 {text}人；指数、比值没有单位的，另写 unit: 无", text=shortened(text)),
            )
    decimals = len(digits.partition(".")[2])
    return Quantity(
        Kind(kind_of(unit)),
        digits,
        Fraction(number),
        decimals,
        unit,
        scale,
        prefix,
        infix or late,
        suffix,
        infix_after_scale=bool(late and scale),
    )


def _split_scale(digits: str) -> tuple[str, str]:
    """三百万 is 三百 and a scale, as 300万 is; 三万五千 and 万 are numbers throughout."""
    for scale in SCALES:
        if digits.endswith(scale) and len(digits) > len(scale) and numerals.chinese(digits[: -len(scale)]) is not None:
            return digits[: -len(scale)], scale
    return digits, ""


def _refused(text: str, units: frozenset[str]) -> ValueProblem | None:
    """Why a text that has digits is not taken for words; None for what may pass as words."""
    shown = shortened(text)
    wide = pattern(_WIDE).search(text)
    if wide:
        mend = text.translate(numerals.WIDE).replace("％", "%")
        if not isinstance(parse_value(mend, units), ValueProblem | Words):
            message = msg("“{text}”用了全角的数字或符号", text=shown)
            return ValueProblem(message, msg("改成半角，写成 {mend}", mend=shortened(mend)), wide.start(), wide.end())
    compact = re.sub(r"\s+", "", text)
    if compact != text and len(text) < 200:
        gap = re.search(r"\s+", text)
        if gap and not isinstance(parse_value(compact, units), ValueProblem | Words):
            message = msg("“{text}”中间有空格", text=shown)
            return ValueProblem(message, msg("去掉空格，写成 {mend}", mend=shortened(compact)), gap.start(), gap.end())
    comma = re.search(r"(?<=[0-9])[,，](?=[0-9]{3})", text)
    if comma:
        mend = re.sub(r"(?<=[0-9])[,，](?=[0-9]{3})", "", text)
        message = msg("“{text}”用了千分位逗号", text=shown)
        return ValueProblem(message, msg("去掉逗号，写成 {mend}", mend=shortened(mend)), comma.start(), comma.end())
    blank = pattern(_PENDING).match(text)
    if blank and len(text) == blank.end() + 1 and text[-1] not in _NAME_ENDS:
        return _unknown_unit(text[-1], text, blank.end(), units)
    if pattern(_TIME_OR_RATIO).fullmatch(text) or _is_range(text, units):
        return None
    lead = re.match(f"(?:{_one_of(PREFIXES)})?", text)
    start = lead.end() if lead else 0
    if _DIGIT.match(text, start) or re.match(r"[-−+＋.．][0-9]", text[start:]):
        return _misread(text, start, units)
    figure = _DIGIT.search(text)
    if figure and unit_at(text, _end_of_number(text, figure.start()), units) and not _named(text, figure.start()):
        message = msg("“{text}”里数字前面还有“{before}”", text=shown, before=shortened(text[: figure.start()]))
        return ValueProblem(message, msg("值只写数字和单位，其余的字写进正文"), 0, figure.start())
    return None


def _is_range(text: str, units: frozenset[str]) -> bool:
    """Whether a text states a range (3—5人, 5%～8%): no value to reckon with, so it may pass as words."""
    match = pattern(_RANGE).fullmatch(text)
    if match is None:
        return False
    last = parse_value(match["last"], units)
    first = parse_value(match["first"], units, unitless=True)
    return isinstance(first, Quantity) and isinstance(last, Quantity)


def _misread(text: str, start: int, units: frozenset[str]) -> ValueProblem:
    """What is wrong with a text that begins like a figure."""
    shown = shortened(text)
    if text[start] in "+＋":
        return ValueProblem(msg("“{text}”前面有加号", text=shown), msg("去掉加号"), start, start + 1)
    if text[start] in ".．":
        return ValueProblem(msg("“{text}”的小数点前面没有数字", text=shown), msg("补上 0"), start, start + 1)
    match = re.compile(r"[-−]?([0-9]++)((?:\.[0-9]*+)*+)").match(text, start)
    assert match is not None
    whole, decimals, end = match[1], match[2], match.end()
    if len(match[0]) > numerals.MAX_DIGITS:
        return ValueProblem(msg("数字超过{most}位", most=numerals.MAX_DIGITS), msg("检查是否多打了数字"), start, end)
    if decimals.count(".") > 1 or decimals == "." or (decimals and decimals.endswith(".")):
        message = msg("“{digits}”不是一个数", digits=match[0])
        return ValueProblem(message, msg("检查小数点"), start, end)
    if len(whole) > 1 and whole.startswith("0"):
        return ValueProblem(msg("“{text}”以 0 开头", text=shown), msg("去掉开头的 0"), start, end)
    rest = text[end:]
    if rest[:1] in ("千", "百", "十"):
        scale = next(word for word in ("千万", "百万", "十万", "千", "百", "十") if rest.startswith(word))
        message = msg("“{scale}”不和阿拉伯数字一起用", scale=scale)
        return ValueProblem(message, msg("写出全部数字，或以“万”“亿”为单位"), end, end + len(scale))
    if rest[:1] in ("%", "％", "‰") and len(rest) > 1 and rest not in (f"{rest[0]}{word}" for word in SUFFIXES):
        return ValueProblem(
            msg("“{unit}”不是单位", unit=shortened(rest)),
            msg("核对原件，是百分之几写 %，千分之几写 ‰"),
            end,
            len(text),
        )
    letter = re.match(r"[OoIl](?=[0-9OoIl]*[0-9])|[Oo](?=[^A-Za-z])", rest)
    if letter:
        message = msg("数字里有字母“{letter}”", letter=rest[0])
        return ValueProblem(message, msg("改成数字 0 或 1"), end, end + 1)
    if read_date(re.match(r"[0-9年月日]*", text)[0]):  # type: ignore[index]
        message = msg("“{text}”里日期后面还有别的字", text=shown)
        return _problem(text, message, msg("值只写日期，其余的字写进正文"))
    scale_at = re.compile(f"(?:{_one_of(INFIXES)})?(?:{_one_of(SCALES)})?(?:{_one_of(INFIXES)})?").match(text, end)
    after = scale_at.end() if scale_at else end
    unit = unit_at(text, after, units)
    if unit:
        extra = text[after + len(unit) :]
        if extra.startswith("/"):
            return _unknown_unit(text[after:], text, after, units)
        message = msg("单位“{unit}”后面还有“{extra}”", unit=unit, extra=shortened(extra))
        hint = msg("值只写到单位，其余的字写进正文；有两个数的分开写")
        return ValueProblem(message, hint, after + len(unit), len(text))
    return _unknown_unit(text[after:], text, after, units)


def _unknown_unit(unit: str, text: str, start: int, units: frozenset[str]) -> ValueProblem:
    meant = unit_meant(unit, units)
    message = msg("不认识单位“{unit}”", unit=shortened(unit))
    if meant:
        hint = msg("是不是“{meant}”？确是本单位的量词，写进 templates/wording.yaml 的 units", meant=meant)
    else:
        hint = msg("是量词的，写进 templates/wording.yaml 的 units；是带数字的名称，直接写进正文，并登记在 names")
    return ValueProblem(message, hint, start, len(text))


def _named(text: str, start: int) -> bool:
    """Whether digits belong to a name: a Latin letter, a hyphen or a quote stands before them (A4, “5·20”)."""
    return start > 0 and (text[start - 1] in "-·/.“‘《〔（(#" or ("A" <= text[start - 1].upper() <= "Z"))


def _end_of_number(text: str, start: int) -> int:
    match = re.compile(rf"[0-9]++(?:\.[0-9]++)?(?:{_one_of(INFIXES)})?(?:{_one_of(SCALES)})?").match(text, start)
    return match.end() if match else start


def _problem(text: str, message: Message, hint: Message | None) -> ValueProblem:
    return ValueProblem(message, hint, 0, max(len(text), 1))
