"""A problem in the words of a comment: for a clerk with Word who never saw the data files.

No codes, no paths, no ids of facts; who is to look at it, when that is known. Always Chinese, as the draft is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.diagnostics import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.diagnostics import Diagnostic
    from report_kit.facts.model import Fact
    from report_kit.report import Report

_POSITION = r"(?::\d+)*"
_PATH = re.compile(
    rf"(templates)[/\\][^\s，。；：、！？（）“”《》]+{_POSITION}"
    rf"|(?:data|build)[/\\][^\s，。；：、！？（）“”《》]+{_POSITION}"
    rf"|[\w.-]+\.ya?ml{_POSITION}"
)
_END = "。；，.;, "
_ANY_ID = re.compile(r"(?<![\w.])[a-z_][a-z0-9_]*(?:\.\w+)*\.(\w+|…)")
_CODE_FIELDS = ("code", "codes")


class Words:
    """Makes the words of comments on one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._facts: Mapping[str, Fact] = {report.label(key): fact for key, fact in report.facts.items()}
        chapters = "|".join(re.escape(chapter.id) for chapter in report.chapters)
        folders = f"{chapters}|last_year|next_year" if chapters else "last_year|next_year"
        self._id = re.compile(rf"(?<![\w.])(?:{folders})(?:\.\w+)*\.(\w+)(?![\w.])")

    def fact(self, label: str) -> Fact | None:
        """The fact with this label."""
        return self._facts.get(label)

    def of(self, found: Diagnostic) -> str:
        """What is wrong, and who is asked: 「……应为 4.86%，请社会救助科核」."""
        what = self._plain(self._message(found.message).text()).strip().rstrip(_END)
        if found.code[0] == "R":  # about names, some of which are nobody's
            what = _ANY_ID.sub(r"\1", what)
        if found.code[0] in "FRW":
            return f"数据文件或模板有问题，稿子可能不完整，请拟稿人处理：{what}"
        blamed = self._facts.get(found.fact or "")
        if blamed is not None and self._report.pending(blamed.key):
            return f"{what}，请{self._owners(found.facts[:1])}补充"
        return f"{what}，请{self._owners(found.facts)}核"

    def _owners(self, labels: tuple[str, ...]) -> str:
        facts = (self._facts.get(label) for label in labels)
        return "、".join(dict.fromkeys(fact.owner.strip() for fact in facts if fact and fact.owner.strip()))

    def _message(self, message: Message) -> Message:
        return Message(
            message.template, tuple((name, self._argument(name, value)) for name, value in message.arguments)
        )

    def _argument(self, name: str, value: object) -> object:
        if isinstance(value, Message):
            return self._message(value)
        if not isinstance(value, str):
            return value
        if name in _CODE_FIELDS:
            return "这条规则"
        fact = self._facts.get(value)
        return fact.name if fact else value

    def _plain(self, text: str) -> str:
        text = _PATH.sub(lambda path: "模板" if path[1] else "数据文件", text)
        return self._id.sub(r"\1", text)
