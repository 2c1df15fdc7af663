"""What people leave in a text for themselves: blanks where a figure should be, reminders, notes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from report_kit.facts.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_DRAWN = r"(?<![A-Za-zＸ])[XxＸ×]{2,}(?![A-Za-z])|_{2,}|＿{2,}|□{2,}|△{2,}"
_REMINDERS = (
    # 待补 at the end of a phrase or before a unit; 有待补充完善 and 等待补贴 are ordinary words.
    "(?<![有等期亟尚接])待(?:补充?|填写?|核实?|定)(?=[，。；：、）)】万亿元人名户家个件项次%]|$)"
    r"|[【（(\[〔［<＜‹〈«{｛「『]\s*待(?:补|定|核)[^】）)\]〕］>＞›〉»}｝」』]{0,30}[】）)\]〕］>＞›〉»}｝」』]"
    "|(?<![A-Za-z0-9_])(?:TODO|FIXME|TBD|todo|fixme)(?![A-Za-z0-9_])"
    r"|[（(〔【\[]\s*[?？]+\s*[）)〕】\]]|[?？]{2,}"
    # Brackets with nothing in them, but those of a function: main().
    r"|(?<![A-Za-z0-9_])(?:[（(]\s*[）)]|〔\s*〕|【\s*】|\[\s*\])"
)
# One of them stands in everything the patterns find; looking for them first is much quicker.
_DRAWN_SIGNS = tuple("XxＸ×_＿□△")
_REMINDER_SIGNS = ("待", "?", "？", *"（(〔【[", "TODO", "FIXME", "TBD", "todo", "fixme")
_ORDINARY = "待(?:补[偿贴助录办发缴种植]|定[级岗罪向]|核[销准])"

_NOTE = r"(?s:(?:^|(?<=[\s，。！？；：]))(?<![0-9]\s)[#＃]\s*(?=[^\W\d_])(?![^#＃\s，。！？；]{1,30}[#＃]).*)"

_SURE = (
    "(?:[十百千]?(?:万亿|万|亿)|[千百])?(?:元(?![旦素宵首月])|[%％‰]|个?百分点|(?:平方|立方)米|公里|公顷|吨|亩(?!均)"
    "|[人户场批件家例车架台项]次)|[十百千]?[万亿](?:人(?!民)|名|户|家|株|头|只|件|平方)"
)
_COUNTED = (
    "[万亿](?=[，。；、）余多])|名(?![单称义录优校师家片额次列誉])|户(?![籍口外均主型户])|家(?![庭长居园校风政家乡电具禽畜国])"
    "|个(?![人体性案别中股])|件(?!件)|项(?!目)|场(?![所地馆景合面])|座(?![谈位])|所(?![有属在以需得谓])"
    "|处(?![理置罚于级分境])|起(?![步草到来点止诉])|例(?![如会行外])|批(?![准复评发阅示])"
    "|人(?![民才员口们大社均居力身文工生类士事选防行群])|篇(?!章)|张(?!贴)|套(?!路)|块(?!状)|[辆栋岁]"
)
_UNIT = f"{_SURE}|{_COUNTED}"
_LEAD = (
    "(?:[共计约近超逾占达]|不足|完成|投入|新增|增加|减少|增长|下降|提高|降低|改造|新建|建成|培训|惠及|覆盖|救助|发放"
    "|拨付|安排|争取|补助)$"
)
"""Words that a figure follows."""

_GAP = r"\s+|[?？]|[*＊]+|…+|\.{3,}|某"
_NEXT_CELL = r"\s{1,40}[-－+]?[0-9]"
"""Behind a unit that is a cell of its own, as in a row of a table: 投资  亿元  312.6."""
_GAP_SIGN = r"[\s?？*＊….某]"
_FIGURE_BEFORE = r"[^\u4e00-\u9fff]|[〇一二三四五六七八九十百千万亿余多几数第每]"
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜钟谭陆汪"
)


def is_ordinary(text: str) -> bool:
    """Whether it only looks like a reminder: （待核销）, （待补贴）."""
    return pattern(_ORDINARY).search(text) is not None


@lru_cache(maxsize=1024)
def unfilled(text: str) -> tuple[tuple[int, int], ...]:
    """Where something is still to be filled in: XX, 待补, （？）, TODO."""
    return tuple(
        match.span()
        for source, signs in ((_DRAWN, _DRAWN_SIGNS), (_REMINDERS, _REMINDER_SIGNS))
        if any(sign in text for sign in signs)
        for match in pattern(source).finditer(text)
        if not is_ordinary(match.group())
    )


@lru_cache(maxsize=1024)
def gaps(text: str) -> tuple[tuple[int, int], ...]:
    """Where a unit stands without its figure: 约 万元, 共？人, 某万元."""
    return tuple(_gaps(text)) if pattern(_GAP_SIGN).search(text) else ()


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    for match in pattern(_GAP).finditer(text):
        unit = pattern(_UNIT).match(text, match.end())
        in_table = match.group().isspace() and unit is not None and pattern(_NEXT_CELL).match(text, unit.end())
        if unit is not None and match.start() and not in_table:
            sign, before = match.group(), text[match.start() - 1]
            sure = pattern(_SURE).match(text, match.end()) is not None
            lead = pattern(_LEAD).search(text, max(0, match.start() - 2), match.start())
            if _is_gap(sign, before, sure=sure, lead=lead is not None):
                start = lead.start() if lead else match.start() - sign.isspace()
                yield start, unit.end()


def notes(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a line holds # with words behind it, which in a block prints. C#, #3号楼 and #话题# are none."""
    for match in pattern(_NOTE).finditer(text, start, end):
        yield match.span()


def _is_gap(sign: str, before: str, *, sure: bool, lead: bool) -> bool:
    """Whether a sign between ``before`` and a unit stands for a figure."""
    if sign.isspace():
        return lead or ((sure or len(sign) > 1) and not pattern(_FIGURE_BEFORE).match(before))
    if sign[0] in "*＊":
        return sure or lead or (len(sign) > 1 and before not in _SURNAMES)
    return sure or (lead and sign != "某")
