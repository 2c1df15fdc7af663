"""Words that forms of wording are made of: more and less, the year before, what a figure counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.facts.patterns import pattern

if TYPE_CHECKING:
    from report_kit.rules.claims.passage import Passage

MORE = "提高|增加|发展|拓展|扩展|扩容|跃升|增长|上升|提升|上涨|上调|扩大|攀升|增产|增收|增"
LESS = "下降|减少|降低|压减|压缩|缩减|缩小|下调|下跌|回落|缩短|减产|减收|降|减"
CHANGED = f"(?:{MORE}|{LESS})"
_LESS = f"(?:{LESS})$"

BEFORE = "(?:上一?年度?|去年|上期|基期)(?:同期|同月|年?底|年?末|同口径)?"
"""The time before, without its date."""

W = r"[^,.;:/!?()\nA-Z]"
"""A character within a clause that is no figure."""

C = r"[^,.;!?()\nA-Z]"
"""The same, where a list may stand between."""

_DATED = (
    f"(?:{BEFORE}|其中|全年|今年|当年|本年|年内|年底|目前|截至|截止|现|我[市县区省镇乡街]|[全本][市县区省镇乡系]统?"
    "|的|共|已|又|则)+"
)
_LINKS = (
    "(?:分别|合计|共计|总计|累计|总数|总量|人数|数量)?"
    "(?:[为是有达至到约近超共计]|达到|共有|增至|降至|总计|合计|共计|累计|一共){0,3}$"
)

NOMINAL = "名义|现价|当年价"
REAL = "不变价|可比价|可比口径|扣除价格|剔除价格|实际增|实际[下上]|同口径|可比增"
"""Words that say at which prices a rate was worked out; such a rate is not the one of the figures beside it."""

AVERAGE = "[年月季日]均|平均每?年?|环比|复合"
"""Words that say that a rate is not that from the first figure to the last."""


def signed(verb: str) -> int:
    """-1 for a verb that says less, 1 for one that says more."""
    return -1 if pattern(_LESS).search(verb) else 1


def noun(passage: Passage, place: int) -> str:
    """What the figure here counts, as far as the words before say: 在册低保人数 of 全市在册低保人数为9321人."""
    match = pattern(_PHRASE).search(passage.text, max(0, place - 40), place)
    words = match.group() if match else ""
    words = pattern(_LINKS).sub("", words)
    leading = pattern(_DATED).match(words)
    return words[leading.end() :] if leading else words


_PHRASE = f"{W}{{0,40}}$"
