"""Facts that stand for words not written yet, so that these are found, counted and highlighted as pending facts are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.facts.values import Pending
from report_kit.year.yaml_text import block, entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.facts.model import Fact

PENDING = "待补"

TO_WRITE = "开展情况"
TO_PLAN = "具体安排"
NEW_TITLE = "标题"

_WHAT = {
    TO_WRITE: "这项工作的开展情况",
    TO_PLAN: "这项工作的安排",
    NEW_TITLE: "这一处的标题",
    "开头": "报告的开头",
    "结尾": "报告的结尾",
}
"""What each of these facts says of itself: by that it is told from a fact that only has its name."""

_UNWRITTEN = re.compile(rf"\{{\{{ ({'|'.join(_WHAT)})(_[0-9]+)? \}}\}}。?")


def free_name(wished: str, taken: Mapping[str, object]) -> str:
    """A name that nothing else has."""
    names = (wished, *(f"{wished}_{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def mark_lines(name: str, wished: str, indent: int, period: str = "") -> list[str]:
    """The line of such a fact. ``wished`` is what it would be called if the name were free."""
    about = {"is": PENDING, "what": _WHAT[wished]}
    return entry(name, {**about, "period": period} if period else about, indent)


def to_write(key: str, name: str, indent: int) -> list[str]:
    """A text that is not written yet."""
    return block(key, f"{{{{ {name} }}}}。", indent)


def is_mark(fact: Fact) -> bool:
    """Whether a fact stands for words that were not written last year either."""
    return isinstance(fact.value, Pending) and fact.what == _WHAT.get(fact.name.partition("_")[0])


def unwritten(line: str) -> bool:
    """Whether a line of a text is nothing but such a fact."""
    return _UNWRITTEN.fullmatch(line.strip()) is not None


def without_marks(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The facts that are facts."""
    return {name: fact for name, fact in facts.items() if not is_mark(fact)}
