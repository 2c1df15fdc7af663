"""Hostile documents of others by number: passages of the corpus gone wrong, dangerous pieces, very long lines."""

from __future__ import annotations

import random
from functools import lru_cache
from typing import TYPE_CHECKING

from tests.corpus.scoring import FILE, corpus, document, found_in
from tests.hostile.files import PIECES, inserted, reworded

if TYPE_CHECKING:
    from report_kit.diagnostics import Diagnostic, Location

RUNS = (
    ("数字", "1"),
    ("逗号分开的数字", "1,"),
    ("顿号分开的数", "1家、"),
    ("小数点", "1."),
    ("左括号", "（"),
    ("括号对", "（）"),
    ("逗号", "，"),
    ("左引号", "“"),
    ("书名号", "《"),
    ("一是", "一是"),
    ("年月日", "2023年1月1日"),
    ("年", "2023年"),
    ("连接号", "2023—"),
    ("百分数", "1%、"),
    ("其中", "其中1家，"),
    ("由提高到", "由1元提高到"),
    ("比增长", "比上年增长1%，"),
    ("占比", "占1%，"),
    ("地名", "甲镇、"),
    ("大写数字", "一"),
    ("空格", " "),
    ("汉字", "工"),
    ("名单", "甲镇、乙镇2家，"),
    ("截至", "截至"),
    ("第一批", "第一批1家，"),
    ("分别为", "分别为1%、2%，"),
    ("完成目标", "完成1%目标，"),
    ("三年行动", "三年行动（2023"),
    ("共", "共1家（"),
    ("人次", "1名2人次"),
    ("代字", "XX"),
    ("数与句号", "1家。"),
)
"""What is repeated thousands of times, and what it is called."""

WORDS = (
    "其中", "占", "占比", "比上年", "增长", "下降", "由", "提高到", "降至", "共", "合计", "分别为", "截至", "截止", "目前", "完成", "目标", "超额",
    "一是", "二是", "第一批", "（一）", "一、", "等", "各", "余", "近", "约", "人次", "户", "名", "家", "%", "‰", "个百分点", "倍", "翻一番",
    "2023年", "2024年2月30日", "1—10月", "三年行动（2023—2026年）", "2023", "9774人", "62.7%", "0家", "0%", "1/3", "½", "①", "XX元", "△",
    "“", "”", "《", "》", "（", "）", "，", "。", "；", "：", "、", "\n", "\u3000", "\u200b", "\u00a0", "\t", "\r", "\x0b", "\x85", "\u2028", "\ufeff",
    "\x00", "\ud800", "\U000f0001", "\U0001f600", "e\u0301", "１２３", "٣", "〇", "一百二十三", "百二坡镇", "9" * 400, "1" * 50 + "亿万元", "负",
    "-5%", "1e9", "1,000,000", "1.2.3", "%%", "2023年2023年", "至", "—", "～", "-",
)  # fmt: skip
"""What stands in texts, and what should not."""


@lru_cache(maxsize=1)
def _seeds() -> tuple[str, ...]:
    return tuple(passage["text"] for passage in corpus(held_out=False))


def text(number: int) -> tuple[str, str]:
    """The ``number``-th hostile text and the day it was sent, which may be empty. The same number gives the same text."""
    order = random.Random(number)
    kind = order.random()
    if kind < 0.55:
        made = order.choice(_seeds())
        for _ in range(order.choice((1, 1, 2, 4, 9))):
            made = order.choice((_spiced, _spiced, reworded, inserted))(order, made)
    elif kind < 0.8:
        made = order.choice(("", "", "，")).join(order.choices((*WORDS, *PIECES), k=order.randrange(1, 150)))
    elif kind < 0.9:
        piece = order.choice((*(piece for _, piece in RUNS), *WORDS))
        made = piece * order.randrange(1, 1500) + order.choice(_seeds())
    else:
        made = "".join(order.sample(_seeds(), 6)).replace("\n", order.choice(("", " ", "\r", "\n")))
    return made, order.choice(("", "2024-01-29", "2024年1月", "2023", "0001-01-01", "9999-12-31"))


def _spiced(order: random.Random, made: str) -> str:
    """Words put in, or in place of others."""
    at = order.randrange(len(made) + 1)
    return made[:at] + order.choice(WORDS) + made[at + order.choice((0, 0, 1, 5)) :]


def complaints(made: str, day: str) -> list[str]:
    """What is wrong with the way a text was judged: nothing, whatever stands in it. Never catches a traceback."""
    read = document(made, day)
    shown = read.sources.get(FILE)
    return [wrong for one in found_in(read, preview=True) for wrong in _complaints(shown, one)]


def _complaints(shown: str | None, found: Diagnostic) -> list[str]:
    words = [found.message, *(note.message for note in found.notes), *([found.hint] if found.hint else [])]
    places = [found.location, *(note.location for note in found.notes if note.location)]
    outside = [place for place in places if place is None or (shown is not None and not lies_in(shown, place))]
    return [
        *(f"{found.code} no words" for message in words if not message.text()),
        *(f"{found.code} {place}: {found.message}" for place in outside),
    ]


def lies_in(made: str, place: Location) -> bool:
    """Whether a place lies in a text as it was read, its end at most one past the end of its line."""
    lines = made.split("\n")
    if not 1 <= place.line <= len(lines):
        return False
    return 1 <= place.column <= max(place.column, place.end_column) <= len(lines[place.line - 1]) + 1
