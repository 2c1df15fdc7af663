"""Rules on lists: their length, and members named twice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from report_kit.diagnostics import Severity, msg
from report_kit.facts.values import Members
from report_kit.rules.enumerations import miscounted, named_twice
from report_kit.rules.judge import State
from report_kit.rules.rule import Finding, rule
from report_kit.rules.words import CORRECT_ONE, note, worth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.rules.subject import Subject


@rule("L101", "list-count-mismatch", Severity.ERROR, kinds=("count",), text=miscounted, audited=True)
def list_count_mismatch(subject: Subject) -> Iterator[Finding]:
    """A stated number is the number of different members of its list; at least that many if the list ends in 等."""
    for verdict in subject.judged("count"):
        if verdict.state not in (State.HOLDS, State.FAILS):
            continue
        listed = verdict.relation.operands[0][1]
        members = subject.report.values[listed]
        assert isinstance(members, Members)
        twice = _twice(members)
        if verdict.state is State.HOLDS and not twice:
            continue
        fact, among = subject.fact(verdict.relation.host), subject.fact(listed)
        fields = {
            "name": fact.name,
            "stated": worth(subject, fact.key),
            "among": among.name,
            "count": len(members.members),
        }
        if twice:
            words = msg(
                "{name}写为 {stated}，而“{among}”列了 {count} 个，其中 {twice} 重复，不重复的有 {different} 个",
                twice="、".join(twice),
                different=len(set(members.members)),
                **fields,
            )
        elif members.open_end:
            words = msg("{name}写为 {stated}，而“{among}”已经列出 {count} 个", **fields)
        else:
            words = msg("{name}写为 {stated}，而“{among}”列了 {count} 个", **fields)
        hint = msg("改成漏写的那一个，或者删去重复的并改数目") if twice else CORRECT_ONE
        yield Finding(fact.location, words, (fact.key, listed), (note(subject, listed, msg("名单")),), hint)


@rule("L102", "duplicate-list-member", Severity.WARNING, text=named_twice, audited=True)
def duplicate_list_member(subject: Subject) -> Iterator[Finding]:
    """No member of a list is named twice; of a list that is counted, L101 tells."""
    counted = {verdict.relation.operands[0][1] for verdict in subject.judged("count")}
    for fact in subject.printed:
        value = subject.report.values.get(fact.key)
        if isinstance(value, Members) and fact.value is not None and fact.key not in counted and _twice(value):
            yield Finding(
                fact.location,
                msg("“{name}”中 {members} 写了不止一次", name=fact.name, members="、".join(_twice(value))),
                (fact.key,),
                hint=msg("删去重复的，或改成漏写的那一个"),
            )


def _twice(members: Members) -> list[str]:
    """The members named more than once."""
    return [member for member, times in Counter(members.members).items() if times > 1]
