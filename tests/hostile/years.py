"""Projects whose next year can be started, by number: right in form, and as odd as a project can be within it."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

REPORT_PATH = "data/2023/report.yaml"
WORK_PATHS = ("data/2023/highlights.yaml", "data/2023/key_work.yaml")
PLANS_PATH = "data/2024/plans.yaml"

VALUES = (
    "9774人", "0人", "4.86%", "-3.2%", "12‰", "3.2个百分点", "109.23万元", "50余万元", "近千人次", "2倍", "第一", "第十批", "XX元/人",
    "待补", "2023年12月27日", "2022年底", "2023年—2025年", "每月5日", "三年", "甲镇", "约5万人", "XX万元", "待核", "#1楼", "a: b", "'引号'",
    '"双"引号', "[乙]", "- 丙", "是", "no", "~", "null", "😀", "&丁", "*戊", "%己", "@庚", "壬, 癸", "甲 # 乙", "尾:",
)  # fmt: skip
LISTS = ("甲镇、乙镇和丙镇", "[甲镇, 乙镇]", "待补", "甲等")
TITLES = (
    "做好救助", "完成100件实事", "2023年民生实事", "获评全省第一", "“一老一小”", "甲: 乙", "甲 # 乙", "{{ 数0 }}工作", "2022年以来的试点",
    "XX市的工作", "“5·20”服务日", "首批名单", "- 乙", "1", "{{ year }}年工作", "2021年—2023年行动",
)  # fmt: skip
LINES = (
    "一年来，各项工作{}。",
    "2023年{}。",
    "{}，2024年继续。",
    "# {}",
    "- {}",
    "{}：",
    "    {}",
    "全年办成三件实事，{}。",
    "共9774人，{}。",
    "",
)
ABOUT = (
    "as_of: 2023-12-31", "as_of: 2022年底", "as_of: 2024-02-29", "period: 2023", "period: 2023年1月至9月", "what: 甲乙", "owner: 丙科",
    "what: 2023年的甲", 'what: "甲: {乙}"', "source: 月报", "source: 2023年年报", "shown: no", "indicator: yes", "explain: 甲", "note: 9774人", "was: 旧名",
)  # fmt: skip
NAMES = ("数0", "数1", "数2", "数3", "开展情况", "标题", "具体安排", "date", "a_b")


def quoted(text: str) -> str:
    """A text in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def startable(number: int) -> dict[str, str]:
    """The ``number``-th project: its files by path. The same number gives the same files."""
    order = random.Random(number)
    chapters = [path.rpartition("/")[2].removesuffix(".yaml") for path in WORK_PATHS[order.randrange(2) :]]
    plans = order.random() < 0.8
    files = {REPORT_PATH: _report(order, chapters, plans=plans)}
    for chapter in chapters:
        files[f"data/2023/{chapter}.yaml"] = _chapter(order, chapter, chapters)
    if plans and order.random() < 0.9:
        files[PLANS_PATH] = _plans(order, chapters)
    if plans and order.random() < 0.5:
        files["data/2023/plans.yaml"] = _plans(order, chapters)
    if order.random() < 0.3:
        files["data/2022/report.yaml"] = _report(order, chapters[:1], plans=False)
        files[f"data/2022/{chapters[0]}.yaml"] = _chapter(order, chapters[0], chapters)
    return files


def weathered(order: random.Random, text: str, items: bool = True) -> bytes:
    """A file of ours as somebody left it: items gone, remarks added, other line ends, a byte order mark."""
    if items and order.random() < 0.8:
        head, *blocks = re.split(r"(?m)^(?=- id: )", text)
        kept = [block for block in blocks if order.random() < 0.6] or blocks[:1]
        if order.random() < 0.3:
            kept = [re.sub(r"(?m)^  answers: .*\n", "", block) for block in kept]
        text = head + "".join(kept)
    if order.random() < 0.5:
        text = text.rstrip("\n") + order.choice(("", "\n", "\n\n\n", "\n# 结尾的话\n", "\n\n  # 缩进的话\n", "  \n"))
    if order.random() < 0.5:
        text = "# 开头的话，9774人\n\n" + text
    text = text.replace("\n", order.choice(("\n", "\n", "\r\n", "\r")))
    return (order.choice(("", "", "\ufeff")) + text).encode()


def _report(order: random.Random, chapters: Sequence[str], *, plans: bool) -> str:
    lines = [
        "unit: 虚构县民政局",
        f"title: {quoted(order.choice(('{{ unit }}{{ year }}年工作总结', '2023年工作总结')))}",
    ]
    lines += order.choice(([], ["date: 2024年1月29日"], ["date: 待补"]))
    lines += order.choice(
        ([], ["facts: {签发: {is: 2024年1月29日, same_as: date}, 人口: 3万人}"], ["facts: {开头: 甲镇}"])
    )
    for key in ("opening", "closing"):
        if order.random() < 0.5:
            lines += [
                f"{key}: |",
                "  如下。",
                *(f"  {order.choice(LINES).format('{{ unit }}')}" for _ in range(order.randrange(1, 4))),
                "  完。",
            ]
    lines += [
        "chapters:",
        *(f"- {{id: {one}, title: {quoted(order.choice(TITLES[:2] + TITLES[5:7]))}}}" for one in chapters),
    ]
    lines += ["- {id: plans, title: 工作计划, year: next}"] if plans else []
    lines += order.choice(([], ["allow:", "- {code: N112, fact: key_work.甲.数0, reason: 口径9774人}"]))
    lines += order.choice(([], ["coverage: 60%", "masked: [XX市]", "attachments: [2023年情况表, {title: 名单}]"]))
    return "\n".join(lines) + "\n"


def _facts(order: random.Random, names: Sequence[str], elsewhere: Sequence[str], indent: str) -> list[str]:
    def name() -> str:
        return order.choice((*names, *names, *elsewhere))

    def one(own: str) -> str:
        if order.random() < 0.2:
            return quoted(order.choice(VALUES))
        value = f"list: {order.choice(LISTS)}" if order.random() < 0.15 else f"is: {quoted(order.choice(VALUES))}"
        formulas = (
            f"sum: [{name()}, {name()}]", f"share: {{part: {name()}, of: {name()}, across: 人/张}}", f"count: {name()}", f"length: {name()}",
            f"growth: {{from: {name()}, to: {name()}}}", f"difference: {{from: {name()}, to: {name()}}}", f"same_as: {name()}",
            f"mean: {{of: {name()}, per: [{name()}, {name()}]}}", f"product: [{name()}, {name()}]",
        )  # fmt: skip
        parts = [value]
        if order.random() < 0.5:
            parts = [order.choice(formulas)] + ([value] if order.random() < 0.7 else [])
        bounds = ("part_of", "at_most", "at_least", "before", "after", "meets", "misses")
        parts += [f"{kind}: {name()}" for kind in order.sample(bounds, order.choice((0, 0, 1)))]
        keys: dict[str, str] = {}
        for about in order.sample(ABOUT, order.choice((0, 1, 2))):
            keys.setdefault(about.partition(":")[0].replace("as_of", "period"), about)
        return "{" + ", ".join([*parts, *keys.values()]) + "}"

    return [f"{indent}{own}: {one(own)}" for own in names]


def _chapter(order: random.Random, chapter: str, chapters: Sequence[str]) -> str:
    lines = order.choice(([], ["defaults: {as_of: 2023-12-31, source: 月报}"], ["defaults: {source: 2023年年报}"]))
    if order.random() < 0.3:
        lines = [*lines, "facts:", *_facts(order, ["全市", "总数"], ["last_year.key_work.甲.数0"], "  ")]
    lines = [*lines, "items:"]
    for identity in order.sample(("甲", "b2", "救助_工作", "aid", "丁"), order.randrange(1, 4)):
        own = order.sample(NAMES, order.randrange(0, 5))
        grouped = [f"组{one}" for one in own]
        other = [
            f"{order.choice(chapters)}.甲.数0",
            "last_year.key_work.甲.数0",
            "last_year.last_year.key_work.甲.数1",
            "plans.甲.数1",
            "plans.aid.数0",
            "date",
            "全市",
        ]
        lines += [f"- id: {identity}", f"  title: {quoted(order.choice(TITLES))}"]
        lines += order.choice(([], ["  defaults: {owner: 丙科}"], ["  answers: plans.甲"], ["  due: 2023年6月底"]))
        lines += ["  facts:", *_facts(order, own, other, "    ")] if own else []
        hole = f"{{{{ {order.choice(own)} }}}}" if own else "甲"
        if order.random() < 0.6:
            lines += [
                "  text: |",
                "    正文9774人。",
                *(f"    {order.choice(LINES).format(hole)}" for _ in range(order.randrange(3))),
            ]
        if order.random() < 0.5:
            lines += [
                "  points:",
                f"  - id: p\n    lead: {quoted(order.choice(TITLES))}\n    text: |\n      领先9774人{hole}。",
                "  - |\n    二是第一。",
            ]
        if order.random() < 0.4:
            lines += ["  groups:", "  - id: g", f"    title: {quoted(order.choice(TITLES))}"]
            lines += ["    facts:", *_facts(order, grouped, [*own, *other], "      ")] if grouped else []
            lines += ["    text: |", "      小标题下9774人。"] if order.random() < 0.7 else []
        lines += order.choice(([], ["  after: |", "    最后9774人。"], [""]))
    return "\n".join(lines) + "\n"


def _plans(order: random.Random, chapters: Sequence[str]) -> str:
    lines = ["items:"]
    for identity in order.sample(("甲", "aid", "路", "b2"), order.randrange(1, 4)):
        lines += [f"- id: {identity}", f"  title: {quoted(order.choice(TITLES))}"]
        place = (
            f"last_year.{order.choice(chapters)}.{order.choice(('甲', 'b2', '甲.数0', '甲.g', '甲.points.p', '无'))}"
        )
        lines += order.choice(([], [f"  continues: {place}"], [f"  continues: [{place}, last_year.key_work.aid]"]))
        lines += order.choice(([], ["  defaults: {owner: 规划科}"]))
        own = order.sample(NAMES[:5], order.randrange(0, 4))
        lines += ["  facts:", *_facts(order, own, ["last_year.key_work.甲.数0"], "    ")] if own else []
        lines += order.choice(
            (
                ["  text: |", "    计划9774人。"],
                ["  points:", f"  - lead: 甲\n    continues: {place}\n    due: 2024年底"],
            )
        )
    return "\n".join(lines) + "\n"
