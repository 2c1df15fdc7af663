"""What an office would write into a year, all of it INVENTED: figures, sentences, promises answered.

Figures follow last year's, so that every bound and formula still holds; sentences say how far they have come.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

INVENTED = "# 测试用，数字和事情全部是虚构的。\n"

THEN = {
    "data/2023/key_work.yaml": {
        "原丧葬费: {is: XX元/人": "原丧葬费: {is: 4000元/人",
        "丧葬费: {is: XX元/人, at_least": "丧葬费: {is: 6000元/人, at_least",
        "改造标准: {is: XX元/户": "改造标准: {is: 3000元/户",
        "塔洋公墓名: {is: 待核": "塔洋公墓名: {is: 虚构坡",
        "慈善社工情况: {is: 待补": "慈善社工情况: {is: 见另文",
    },
    "data/2024/plans.yaml": {
        "改造户数: {is: 待补": "改造户数: {is: 150户",
        "改造标准: {is: 待补": "改造标准: {is: 3000元/户",
        "评估机构: {is: 待补": "评估机构: {is: 5家",
        "护理员培训: {is: 待补": "护理员培训: {is: 1000名",
        "规范服务率目标: {is: 待补": "规范服务率目标: {is: 60%",
        "塔洋公墓完工: {is: 待补": "塔洋公墓完工: {is: 2024年6月底",
        "百二坡公墓完工: {is: 待补": "百二坡公墓完工: {is: 2024年9月底",
        "慈善社工安排: {is: 待补": "慈善社工安排: {is: 另行制定",
        "- lead: 推进殡葬项目前期工作": "- id: projects\n    lead: 推进殡葬项目前期工作",
        "- lead: 巩固坟墓整治成果": "- id: graves\n    lead: 巩固坟墓整治成果",
    },
}
"""What the 2023 edition still lacks, and names for the promises that the 2024 edition answers one by one."""

_GIVEN = {
    "案例年度": "2023年", "申报年度": "2023年", "救助提升起点": "2023年", "绩效位次": "第二", "绩效名次": "第二",
    "延时服务日一": "2月14日", "延时服务日二": "10月2日", "服务日一": "每月6日", "服务日二": "每月21日",
    "指导员层级": "市、镇、村", "层级数": "三级", "服务日人次": "近两千人次", "体检次数": "两次",
    "低保基期": "2023年底", "比较基期": "2023年底", "低保增幅": "10.00%", "原丧葬费": "6000元/人", "丧葬费": "6500元/人",
    "改造标准": "3000元/户", "改造户数": "140户", "塔洋公墓名": "虚构坡", "全部工程量": "100%",
    "塔洋公墓进度": "100%", "百二坡公墓进度": "98%", "护理占比": "62.7%", "入住率": "52.7%", "规范服务率": "45.1%",
    "评估镇": "潭门镇、大路镇、阳江镇、博鳌镇、中原镇", "评估机构": "5家", "年度目标": "60%",
    "依托机构": "虚构一中心、虚构二中心", "依托机构数": "2家", "服务点位置": "嘉积镇、万泉镇、博鳌镇、中原镇", "服务点": "4个",
    "康复统计日": "2024年12月27日", "人次统计日": "2024年12月27日", "行动期限": "2023年—2025年", "行动年限": "三年",
    "谋划项目": "虚构公墓一期和虚构公墓二期", "谋划项目数": "2个", "实验区村": "虚构甲村、虚构乙村、虚构丙村", "实验区村数": "3个",
    "规范内容": "虚构事项甲和虚构事项乙", "规范类别": "2类", "三批启动日": "2024年9月11日", "慈善社工情况": "另行报告",
    "首批推送": "12家", "首批撤销": "9家", "首批注销": "3家", "二批推送": "8家", "二批注销": "2家", "二批撤销": "2家", "二批处罚": "4家",
}  # fmt: skip
"""Figures that something else fixes, and those that are no plain number."""

_PENDING = re.compile(r"^ +(?P<name>\S+): \{(?P<key>is|list): 待补(?P<rest>.*\})  # 上年 ?(?P<last>.*)$")
_WORK = "这项工作的开展情况"

REPORT = {
    "date: 待补": "date: 2025年1月20日",
    "原稿日期: {is: 待补": "原稿日期: {is: 2025年1月20日",
    "allow: []": """\
attachments:
- {table: indicators}
- {table: plans}
confirm: all
outcomes:
- {promise: plans.social_affairs.points.projects, state: 取消, reason: 虚构的理由：选址没有通过}
- {promise: plans.social_affairs.points.graves, state: 结转, reason: 虚构的理由：余下的明年整治}
allow:
- {code: N112, fact: key_work.elderly_and_children.集中供养率, reason: 虚构的理由：分母不公开}
- {code: N112, fact: key_work.social_affairs.塔洋公墓进度, reason: 虚构的理由：没有总量}
- {code: N112, fact: key_work.social_affairs.百二坡公墓进度, reason: 虚构的理由：没有总量}
- {code: D210, fact: key_work.social_affairs.规范服务率, reason: 虚构的理由：只有九月的数}
- {code: D205, fact: highlights.social_relief.案例年度, reason: 虚构的理由：去年的事今年认定}
- {code: D205, fact: highlights.social_relief.申报年度, reason: 虚构的理由：去年的事今年认定}
- {code: D205, fact: highlights.social_relief.救助提升起点, reason: 虚构的理由：去年的事今年认定}
- {code: D205, fact: highlights.social_relief.绩效位次, reason: 虚构的理由：去年的事今年认定}""",
}
"""What report.yaml of the 2024 edition says: two annexes, figures confirmed, two promises given up or carried over."""

ADDED = {
    "护理员培训": "meets: plans.elderly.护理员培训",
    "改造标准": "meets: plans.elderly.改造标准",
    "改造户数": "misses: plans.elderly.改造户数",
    "评估机构": "meets: plans.elderly.评估机构",
    "规范服务率": "misses: 年度目标",
    "年度目标": "same_as: plans.social_affairs.规范服务率目标",
}
"""What results are held against."""


def changed(text: str, changes: Mapping[str, str]) -> str:
    """A text with words replaced, each of which must be there."""
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def more(last: str) -> str:
    """A tenth more than last year: 6项 → 7项, 109.23万元 → 119.23万元. The more there was, the more there is."""
    return re.sub(r"\d+", lambda found: str(int(found[0]) + max(1, int(found[0]) // 10)), last, count=1)


def results(text: str) -> str:
    """A chapter as ``report new`` began it, with every figure filled in, sentences that show it, promises answered."""
    lines: list[str] = [INVENTED.rstrip()]
    shown: list[tuple[str, str, str]] = []
    for line in text.splitlines():
        if line.lstrip().startswith("#") or f"what: {_WORK}" in line:
            continue
        if found := _PENDING.match(line):
            name = found["name"]
            value = _GIVEN.get(name) or more(found["last"].partition("；")[0])
            rest = found["rest"].removesuffix("}") + (f", {ADDED[name]}" if name in ADDED else "") + "}"
            lines.append(f"{line[: line.index('{')]}{{{found['key']}: {value}{rest}")
            if "shown: no" not in rest:
                what = re.search(r"what: ([^,}]+)", rest)
                shown.append((name, what[1] if what else name, value))
            continue
        if line.strip() == "{{ 开展情况 }}。":
            indent = line[: line.index("{")]
            lines += [indent + _sentence(*one) for one in shown] or [indent + "这项工作照计划做了。"]
            shown = []
            continue
        lines.append(line.partition("  # 上年")[0])
    return re.sub(r"^ *facts:\n(?=  groups:)", "", "\n".join(lines) + "\n", flags=re.MULTILINE)


def _sentence(name: str, what: str, value: str) -> str:
    counted = re.match(r"\d", value) and not re.search("[年月日倍余]", value)
    change = f"，{{{{ {name}|yearly_change }}}}" if counted else ""
    return f"{what}为{{{{ {name} }}}}{change}。"


def plans(text: str) -> str:
    """The plans for the year after, as ``report new`` began them, with invented arrangements."""
    arranged = changed(text, {"具体安排: {is: 待补": "具体安排: {is: 照虚构方案推进"})
    return INVENTED + re.sub("^#.*\n", "", arranged, flags=re.MULTILINE)
