"""Rule on 分别: what is told of several things one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.diagnostics import Severity, msg
from report_kit.facts.patterns import pattern
from report_kit.facts.scan import scan
from report_kit.facts.values import Quantity
from report_kit.rules.rule import Finding, text_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.facts.scan import Found
    from report_kit.rules.subject import Subject

_BREAK = "[，。；：！？（）()【】“”‘’《》,;:!?\n\t ]"
_AND = "以及|和|及|与"
_APART = "分别(?:为|是|占|达|有)?"
_VALUES_JOINED = "[、和与及]|以及"
_NEAREST = 12
_LONGEST_CLAUSE = 400
_MOST = 60
_THINGS = ("个", "家", "所", "支", "类")


@text_rule("L103", "distributive-length-mismatch", Severity.ERROR, audited=True, preview=True)
def distributive_length_mismatch(subject: Subject) -> Iterator[Finding]:
    """分别为 has as many values as there are things named before it."""
    for typed in subject.typed:
        text = typed.block.text
        for match in pattern(_APART).finditer(text):
            values = _values_behind(text, match.end(), subject)
            named = _named_before(text, match.start(), subject)
            if len(values) < 2 or named is None or typed.location(match.start(), values[-1].end) is None:
                continue
            least, most = named
            if any(len(values) % count == 0 for count in range(least, most + 1)):
                continue
            yield Finding(
                typed.location(match.start(), values[-1].end),
                msg("“分别”前面说的是 {subjects} 个，后面只有 {values} 个数", subjects=least, values=len(values))
                if len(values) < least
                else msg("“分别”前面说的是 {subjects} 个，后面却有 {values} 个数", subjects=least, values=len(values)),
                hint=msg("对照原件，补上漏写的，或改正个数"),
            )


def _values_behind(text: str, start: int, subject: Subject) -> list[Found]:
    """The figures behind 分别 that are joined by 、 or 和."""
    values: list[Found] = []
    for found in scan(text[start : start + 300], subject.terms.units):
        if not isinstance(found.value, Quantity):
            continue
        reached = values[-1].end if values else start
        between = text[reached : start + found.start]
        joined = (
            pattern(_VALUES_JOINED).fullmatch(between)
            if values
            else len(between) < _NEAREST and not pattern(_BREAK).search(between)
        )
        if not joined:
            break
        values.append(found._replace(start=start + found.start, end=start + found.end))
    return values


def _named_before(text: str, end: int, subject: Subject) -> tuple[int, int] | None:
    """How many things the clause before 分别 names: its list, or what it says that they are (3个项目)."""
    floor = max(0, end - _LONGEST_CLAUSE)
    breaks = [match.start() for match in pattern(_BREAK).finditer(text, floor, end)]
    clause = text[(breaks[-1] + 1 if breaks else floor) : end]
    counts = [
        int(found.value.value)
        for found in scan(clause, subject.terms.units)
        if isinstance(found.value, Quantity) and found.value.exact and found.value.unit in _THINGS
    ]
    if counts:
        return (counts[-1], counts[-1]) if 2 <= counts[-1] <= _MOST else None
    if "、" not in clause or re.search("[0-9]", clause):
        return None
    parts = clause.split("、")
    return len(parts), len(parts) + sum(len(pattern(_AND).findall(part)) for part in parts)
