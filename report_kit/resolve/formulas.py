"""Formulas and bounds: their names become facts, and derived facts get their values, in order of dependence."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_kit.diagnostics import Diagnostic, Location, Message, Note, msg, shortened
from report_kit.facts.arithmetic import NotEvaluated, derived
from report_kit.facts.model import Bound, Fact, FactKey, Formula, Reference
from report_kit.facts.values import Date, Members, Ordinal, Pending, Period, Quantity, Recurring, Value, Words
from report_kit.report import Relation
from report_kit.resolve.codes import R103, R105, R106

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from report_kit.resolve.names import Names, Scope

_NUMBERS = (Quantity,)
_COMPARABLE = (Quantity, Ordinal)
_TARGETS = (Quantity, Ordinal, Date)
_WHEN = (Date, Period)
_ANY = (Quantity, Ordinal, Date, Period, Recurring, Members, Words)

OPERANDS: Mapping[str, tuple[type, ...]] = {
    "sum": _NUMBERS,
    "share": _NUMBERS,
    "growth": _NUMBERS,
    "difference": _NUMBERS,
    "mean": _NUMBERS,
    "product": _NUMBERS,
    "count": (Members,),
    "length": (Period,),
    "same_as": _ANY,
    "part_of": _NUMBERS,
    "at_most": _COMPARABLE,
    "at_least": _COMPARABLE,
    "before": _WHEN,
    "after": _WHEN,
    "meets": _TARGETS,
    "misses": _TARGETS,
}
"""What the operands of each formula and bound have to be."""

HOSTS: Mapping[str, tuple[type, ...]] = {**OPERANDS, "count": _NUMBERS, "length": _NUMBERS}
"""What the fact that declares it has to be."""

_CHAIN = 12


@dataclass(slots=True)
class Formulas:
    """The relations found so far, and what every fact is worth."""

    names: Names
    values: dict[FactKey, Value] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _formula_of: dict[FactKey, Relation] = field(default_factory=dict)

    def read(self, facts: Iterable[tuple[Scope, Fact]], reported: frozenset[int]) -> None:
        """Finds the facts that formulas and bounds name.

        Problems and relations of folders not in ``reported`` are left out: they belong to another
        report; the formulas of their derived facts are kept, for their values are needed.
        """
        for scope, fact in facts:
            report = fact.year in reported
            if fact.value is not None:
                self.values[fact.key] = fact.value
            declared: list[Formula | Bound] = [*([fact.formula] if fact.formula else []), *fact.bounds]
            for one in declared:
                relation = self._relation(scope, fact, one, report=report)
                if relation is None:
                    continue
                if report:
                    self.relations.append(relation)
                if isinstance(one, Formula) and fact.value is None:
                    self._formula_of[fact.key] = relation

    def work_out(self, reported: frozenset[int]) -> None:
        """Gives every derived fact its value, operands first; notes cycles and what cannot be worked out.

        Works through a queue, so that neither long chains nor wide sums need recursion.
        """
        waiting: dict[FactKey, int] = {}
        users: dict[FactKey, list[FactKey]] = {}
        for host, relation in self._formula_of.items():
            unknown = [key for _, key in relation.operands if key in self._formula_of]
            waiting[host] = len(unknown)
            for key in unknown:
                users.setdefault(key, []).append(host)
        ready = deque(host for host, count in waiting.items() if count == 0)
        while ready:
            host = ready.popleft()
            del waiting[host]
            self._derive(self._formula_of[host], report=host[0] in reported)
            for user in users.get(host, ()):
                waiting[user] -= 1
                if waiting[user] == 0:
                    ready.append(user)
        self._cycles(waiting, reported)

    def settle(self) -> tuple[Relation, ...]:
        """The relations whose operands are of the right sort; the others are reported and dropped."""
        return tuple(relation for relation in self.relations if self._fits(relation))

    def _relation(self, scope: Scope, fact: Fact, declared: Formula | Bound, *, report: bool) -> Relation | None:
        if isinstance(declared, Formula):
            named: tuple[tuple[str, Reference], ...] = declared.operands
            location = declared.location
        else:
            named = (("target", declared.target),)
            location = declared.target.location
        operands = []
        for role, reference in named:
            key = self.names.fact(reference.name, reference.location, scope, report=report)
            if key == fact.key:
                if report:
                    self.diagnostics.append(_itself(fact, reference))
                key = None
            operands.append((role, key))
        found = tuple((role, key) for role, key in operands if key is not None)
        if len(found) < len(operands):
            return None
        return Relation(declared.kind, fact.key, found, declared, location)

    def _derive(self, relation: Relation, *, report: bool) -> None:
        fact = self.names.facts[relation.host]
        operands = [(role, self.values.get(key)) for role, key in relation.operands]
        known = [(role, value) for role, value in operands if value is not None]
        if len(known) < len(operands):
            return
        if any(not isinstance(value, (*OPERANDS[relation.kind], Pending)) for _, value in known):
            return  # reported by ``settle``
        if relation.kind == "same_as":
            self.values[relation.host] = known[0][1]
            return
        if any(isinstance(value, Pending) for _, value in known):
            self.values[relation.host] = Pending("待补", fact.unit)
            return
        assert isinstance(relation.declared, Formula)
        value = derived(relation.kind, relation.declared, known, fact.unit)
        if not isinstance(value, NotEvaluated):
            self.values[relation.host] = value
        elif report:
            self.diagnostics.append(
                R106.at(
                    relation.location,
                    msg("“{name}”算不出来：{reason}", name=fact.name, reason=value.reason),
                    facts=[fact.id],
                    hint=msg("改正它所用的事实，或者用 is 写上“{name}”的值", name=fact.name),
                )
            )

    def _fits(self, relation: Relation) -> bool:
        fact = self.names.facts[relation.host]
        named = (
            relation.declared.operands
            if isinstance(relation.declared, Formula)
            else (("target", relation.declared.target),)
        )
        fits = True
        for (_, key), (_, reference) in zip(relation.operands, named, strict=True):
            value = self.values.get(key)
            if value is None or isinstance(value, (*OPERANDS[relation.kind], Pending)):
                continue
            fits = False
            self._wrong(relation, reference.location, self.names.facts[key], value, OPERANDS)
        host = self.values.get(relation.host)
        if host is not None and not isinstance(host, (*HOSTS[relation.kind], Pending)):
            fits = False
            self._wrong(relation, fact.location, fact, host, HOSTS)
        return fits

    def _wrong(
        self, relation: Relation, location: Location, fact: Fact, value: Value, table: Mapping[str, tuple[type, ...]]
    ) -> None:
        self.diagnostics.append(
            R105.at(
                location,
                msg(
                    "{kind} 要用{wanted}，而“{name}”是{sort}“{value}”",
                    kind=relation.kind,
                    wanted=_wanted(table[relation.kind]),
                    name=fact.name,
                    sort=_sort(value),
                    value=shortened(str(value)),
                ),
                facts=[self.names.facts[relation.host].id],
                notes=[Note(msg("“{name}”写在这里", name=fact.name), fact.name_location)],
                hint=msg("换成别的事实；名单的个数用 count，时期的长短用 length，日期的先后用 before、after"),
            )
        )

    def _cycles(self, waiting: Mapping[FactKey, int], reported: frozenset[int]) -> None:
        """Reports each cycle once. ``waiting`` are facts in a cycle or computed from one."""
        done: set[FactKey] = set()
        for start in waiting:
            path: dict[FactKey, int] = {}
            chain: list[FactKey] = []
            key = start
            while key not in done and key not in path:
                path[key] = len(chain)
                chain.append(key)
                key = next(other for _, other in self._formula_of[key].operands if other in waiting)
            if key in path and key[0] in reported:
                self.diagnostics.append(self._cycle(chain[path[key] :]))
            done.update(chain)

    def _cycle(self, chain: list[FactKey]) -> Diagnostic:
        facts = [self.names.facts[key] for key in chain]
        shown = [fact.name for fact in facts[:_CHAIN]] + (["…"] if len(facts) > _CHAIN else []) + [facts[0].name]
        return R103.at(
            self._formula_of[chain[0]].location,
            msg("几个事实互相推算，绕成了圈：{chain}", chain=" → ".join(shown)),
            facts=[fact.id for fact in facts],
            notes=[
                Note(
                    msg("“{name}”由“{other}”算出", name=fact.name, other=other.name),
                    self._formula_of[fact.key].location,
                )
                for fact, other in list(zip(facts, [*facts[1:], facts[0]], strict=True))[1:_CHAIN]
            ],
            hint=msg("给其中一个写上 is: 值"),
        )


def _itself(fact: Fact, reference: Reference) -> Diagnostic:
    return R103.at(
        reference.location,
        msg("“{name}”不能由它自己算出，也不能和它自己比", name=fact.name),
        facts=[fact.id],
        hint=msg("换成另一个事实的名称"),
    )


def _sort(value: Value) -> Message:
    match value:
        case Ordinal():
            return msg("名次")
        case Date():
            return msg("日期")
        case Period():
            return msg("时期")
        case Recurring():
            return msg("每年或每月的日子")
        case Members():
            return msg("名单")
        case Words():
            return msg("文字")
        case _:
            return msg("数字")


def _wanted(types: tuple[type, ...]) -> Message:
    if types is _WHEN:
        return msg("日期或时期")
    if types is _COMPARABLE:
        return msg("数字或名次")
    if Members in types and len(types) == 1:
        return msg("名单（list）")
    if Period in types and len(types) == 1:
        return msg("时期（如 2023年—2025年）")
    return msg("带单位的数字")
