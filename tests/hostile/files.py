"""Hostile data files: good ones of ours, and what goes wrong with them when people and machines write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

SEED = """defaults: {as_of: 2023-12-31}
facts: {全市: 3万人}
items:
- id: social_relief
  title: 完善多元化综合救助服务体系
  defaults: {owner: 社会救助科}
  facts:
    上年低保: {is: 9321人, what: 在册低保人数, as_of: 2022-12-31}
    在册低保: {is: 9774人, what: 在册低保人数, source: 低保月报}
    低保增幅: {is: 4.86%, growth: {from: 上年低保, to: 在册低保}}
    丧葬费: XX元/人
    评估镇: {list: 潭门镇、大路镇和博鳌镇}
    合计: {sum: [上年低保, 在册低保], closed: yes, digits: 1}
  text: |
    全市在册低保{{ 上年低保 }}，{{ 在册低保|as_of }}增至{{ 在册低保 }}。

    应保尽保的底线进一步筑牢。
  points:
  - lead: 合理认定低保人数
    answers: plans.x
    text: |
      增长{{ 低保增幅 }}。
  - |
    特困人员丧葬费提高至{{ 丧葬费 }}。
  groups:
  - id: institutions
    title: "推动“一老一小”服务"
    facts: {入住老人: 355人, '床位': "673张"}
    text: |
      全市{{ 床位 }}。
  due: 2024年6月底
"""

CONFIRMED = """confirmations:
# 电话核实
- {fact: key_work.social_relief.在册低保, figure: "9,774", stood: 9774人, by: 张三, owner: 社会救助科, date: 2024-01-15}
- {fact: key_work.social_relief.上年低保, figure: 9231人, stood: 9321人, by: 张三, owner: 社会救助科, date: 2024-01-15}
- {fact: key_work.social_relief.低保增幅, figure: 4.9, stood: 4.68%, by: 李四, date: 2024年1月, remark: "约 5%: 见表"}
- fact: key_work.social_relief.评估镇
  figure: 大路镇、潭门镇和博鳌镇
  by: 王五
  date: 2024-01-16
- {fact: plans.x, figure: 待补, by: 王五, date: 2024-01-16, file: 核数表.xlsx, sha256: 00ff}
"""

REPORT = """unit: XX市民政局
title: "{{ unit }}{{ year }}年工作总结"
date: 2024年1月29日
to: 市委办公室、市政府办公室
masked: [XX市]
opening: |
  如下。
chapters:
- {id: key_work, title: 重点工作}
- {id: plans, title: 工作计划, year: next}
layout: {template: report.docx, headings: run_in}
allow:
- {code: N112, fact: key_work.a.b, reason: 省厅口径}
facts: {人口: 3万人}
"""

PIECES = (
    ": ", ":", "：", "，", "｛", "｛｛", "{{", "}}", "{", "}", "[", "]", "- ", "-", "? ", "# ", " #", "#", "|", ">", "|+2", "\t",
    "\n", "\n\n", "\r\n", "\r", "\n  ", "\n    ", "　", "\u00a0", "'", '"', "“", "\\", "\\x", "\\u2028", "&a ", "*a", "!!str ", "!",
    "%", "@", "`", "---\n", "...\n", "%YAML 1.1\n", "<<: ", "\x00", "\x85", "\u2028", "\ufeff", "\ud7ff", "\ue000", "\U000f0001",
    "😀", "e\u0301", "is: ", "sum: ", "facts: ", "items:", "id: ", "9,774人", "9" * 5000 + "人", "９７７４人", "1e999%", "-5人", "½",
    "2023年13月40日", "9999999999999年", "第" + "九" * 300 + "批", "待补", "XX", "余", "0" * 400 + ".5%", "[" * 60, "{" * 60, "- " * 60,
    "a: " * 30, "长" * 3000, " " * 2000, "、" * 50, "和" * 50, "null", "~", "true", "0x1F", "1_000", "12:30:45", "2023-02-30", "--", ". .",
)  # fmt: skip

_TOKEN = re.compile(r"\{\{|\}\}|[\w.%]+|[ \t]+|\n[ ]*|.", re.DOTALL)


def inserted(order: random.Random, text: str) -> str:
    """Something dangerous put in, in place of something or beside it, or something moved, repeated or taken away."""
    at = order.randrange(len(text) + 1)
    end = min(len(text), at + order.choice((1, 1, 3, 20, 200)))
    kind = order.randrange(7)
    if kind <= 2:
        return text[:at] + order.choice(PIECES) + text[at:]
    if kind == 3:
        return text[:at] + text[end:]
    if kind == 4:
        return text[:at] + order.choice(PIECES) + text[end:]
    if kind == 5:
        other = order.randrange(len(text) + 1)
        return text[:other] + text[at:end] + text[other:]
    lines = text.split("\n")
    moved = lines.pop(order.randrange(len(lines)))
    lines.insert(order.randrange(len(lines) + 1), " " * order.randrange(5) + moved.lstrip())
    return "\n".join(lines)


def reworded(order: random.Random, text: str) -> str:
    """Words, numbers, marks or line beginnings exchanged for others of the same file, or left out."""
    tokens = _TOKEN.findall(text)
    if not tokens:
        return inserted(order, text)
    for _ in range(order.choice((1, 1, 2, 5))):
        at, other = order.randrange(len(tokens)), order.randrange(len(tokens))
        kind = order.randrange(5)
        if kind == 0:
            tokens[at] = tokens[other]
        elif kind == 1:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif kind == 2:
            tokens[at] = ""
        elif kind == 3:
            tokens[at] = tokens[at] * 2
        else:
            alike = [one for one in tokens if one[:1].isalnum() and one[:1].isdigit() == tokens[at][:1].isdigit()]
            tokens[at] = order.choice(alike or tokens)
    return "".join(tokens)


def renamed(order: random.Random, text: str) -> str:
    """Names of facts exchanged everywhere but in one place: unknown names, cycles, operands of the wrong sort."""
    names = sorted(set(re.findall(r"^ +([\u4e00-\u9fff]\w*):", text, re.MULTILINE)))
    if len(names) < 2:
        return inserted(order, text)
    for _ in range(order.choice((1, 3, 10))):
        places = [match.span() for match in re.finditer(re.escape(order.choice(names)), text)]
        if places:
            start, end = order.choice(places)
            text = text[:start] + order.choice(names) + text[end:]
    return text


def broken(order: random.Random, data: bytes) -> bytes:
    """Bytes changed, cut off, put in or exchanged for those of another encoding."""
    kind = order.randrange(8)
    if kind == 0:
        return data.decode("utf-8", "replace").encode("gb18030", "replace")
    if kind == 1:
        text = data.decode("utf-8", "replace")
        return text.encode(order.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig")), "surrogatepass")
    if kind == 2:
        return data[: order.randrange(len(data) + 1)]
    for _ in range(order.choice((1, 1, 4, 30))):
        at = order.randrange(len(data) + 1)
        new = bytes(order.randrange(256) for _ in range(order.choice((0, 1, 1, 3))))
        data = data[:at] + new + data[at + order.randrange(3) :]
    return data


def mutated(order: random.Random, text: str) -> str:
    """A file of ours with a few things gone wrong."""
    way = order.choice((inserted, inserted, reworded, renamed))
    for _ in range(order.choice((1, 1, 2, 3, 8))):
        text = way(order, text)
    return text


def generated(order: random.Random) -> str:
    """A file of nothing but dangerous pieces and words of ours."""
    words = [word for word in SEED.replace("\n", " \n ").split(" ") if word]
    parts = order.choices((*PIECES, *words), k=order.randrange(1, 120))
    return order.choice(("", " ")).join(parts)


VALUES = (
    "3人", "0人", "9,774人", "4.86%", "0%", "-3.2%", "12‰", "3.2个百分点", "109.23万元", "50余万元", "近千人次", "150余对", "2倍",
    "第一", "第十批", "XX元/人", "待补", "2023年12月27日", "2022年底", "2023-02-30", "2023年—2025年", "每月5日", "三年", "甲镇",
    "九" * 30 + "人", "9" * 38 + "亿元", "0.00000000000001%", "约5万", "5:3", "1/3", "{list: 甲、乙和丙}", "{list: [甲, 乙]}", "{list: 甲等}",
)  # fmt: skip
FILTERS = (
    "",
    "|yearly_growth",
    "|yearly_change",
    "|as_of",
    "|period",
    "|wan",
    "|change",
    "|thousands",
    "|weekday",
    "|wan|change",
    "|none",
)


def calculated(order: random.Random) -> str:
    """A chapter of facts made of one another at random, and sentences that show them in every way."""
    names = [f"数{number}" for number in range(order.choice((3, 8, 40)))]

    def name() -> str:
        return order.choice((*names, *names, "key_work.a." + order.choice(names), "last_year.key_work.a.数0", "无此"))

    def body() -> str:
        formulas = (
            f"sum: [{name()}, {name()}]", f"share: {{part: {name()}, of: {name()}}}", f"count: {name()}",
            f"growth: {{from: {name()}, to: {name()}}}", f"difference: {{from: {name()}, to: {name()}}}",
            f"mean: {{of: {name()}, per: [{name()}, {name()}]}}", f"product: [{name()}, {name()}]",
            f"length: {name()}", f"same_as: {name()}",
        )  # fmt: skip
        bounds = [
            f"{kind}: {name()}" for kind in ("part_of", "at_most", "at_least", "before", "after", "meets", "misses")
        ]
        about = ("as_of: 2023-12-31", "period: 2023年", "unit: 元", "unit: 万元", "digits: 6", "closed: yes", "shown: no",
                 "rounding: truncate", "basis: nominal", "indicator: yes", "explain: 甲", "what: 乙", "owner: 丙科")  # fmt: skip
        value = order.choice(VALUES)
        parts = [order.choice(formulas)] if order.random() < 0.6 else []
        if not parts or order.random() < 0.5:
            parts.append(value.strip("{}") if value.startswith("{") else f"is: {value}")
        parts += order.sample(bounds, order.choice((0, 0, 1, 2))) + order.sample(about, order.choice((0, 1, 3)))
        return "{" + ", ".join(parts) + "}"

    facts = "".join(f"    {one}: {order.choice(VALUES) if order.random() < 0.3 else body()}\n" for one in names)
    sentences = "".join(
        f"    {order.choice(('其中', '占', '增长', '截至', '比上年', '《', '“'))}{{{{ {order.choice(names)}{order.choice(FILTERS)} }}}}"
        f"{order.choice(('，', '。', '%', '2023年12月27日', '62.7%', '三批', '》', '”', '今年'))}\n"
        for _ in range(order.choice((1, 5, 30)))
    )
    return f"items:\n- id: a\n  title: 甲\n  facts:\n{facts}  text: |\n{sentences}"
