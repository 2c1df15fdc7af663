"""What would catch a slip in a figure that nothing checks: the cheapest relation, from what the data hold already.

Cheapest first: a relation that a sentence states, or that the figures at hand bear out, and nobody declared (a list of
that length, a quotient, parts that add up, the same quantity elsewhere); then a share of its whole, which the returns
often print as well; then the figure entered twice (double entry), by the department that answers for it or beside the
first, which works for everything and needs a second look at the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, msg
from report_kit.facts.arithmetic import NotEvaluated, expected
from report_kit.facts.targets import comparable
from report_kit.facts.values import Kind, Members, Quantity, Unread
from report_kit.rules.judge import EQUALITIES
from report_kit.rules.stated import Undeclared, undeclared
from report_kit.rules.words import called, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.facts.model import Fact, FactKey
    from report_kit.rules.subject import Subject

DOUBLE_ENTRY = "double_entry"

_MOST_TRIED = 40
"""Counts of an item among which a quotient is looked for."""

_FEWEST_DIGITS = 3
"""Digits of a rate below which two figures give it by chance."""


class Guard(NamedTuple):
    """A relation that would guard a fact.

    ``kind`` is the formula's, or ``double_entry``; empty if nothing can be declared. ``host`` is the fact that it is
    added to; with ``new`` it stands in a new fact of that name beside the host. ``relation`` is the formula as YAML,
    ``unit`` the unit of the new fact. ``words`` tell when it is the right one.
    """

    kind: str
    host: FactKey
    relation: str
    words: Message
    new: str = ""
    unit: str = ""


class Guards:
    """Finds the cheapest guard of each fact of a report; what the facts have in common is looked up once."""

    def __init__(self, subject: Subject) -> None:
        """``subject``: the report, with or without its draft."""
        self.subject = subject
        values = subject.report.values
        counted = {verdict.relation.operands[0][1] for verdict in subject.judged("count")}
        self._wholes: dict[FactKey, list[FactKey]] = {}
        self._parts: dict[FactKey, list[FactKey]] = {}
        self._sums: dict[FactKey, Guard | None] = {}
        for verdict in subject.judged("part_of"):
            whole = verdict.relation.operands[0][1]
            self._wholes.setdefault(verdict.relation.host, []).append(whole)
            self._parts.setdefault(whole, []).append(verdict.relation.host)
        self._told: dict[FactKey, Undeclared] = {}
        for one in undeclared(subject):
            if one.kind in EQUALITIES and one.closed:
                self._told |= {key: one for key in one.keys if key not in self._told}
        self._lists: dict[tuple[tuple[int, str], int], list[Fact]] = {}
        self._counts: dict[tuple[int, str], list[tuple[Fact, Quantity]]] = {}
        self._same: dict[tuple[str, str], list[Fact]] = {}
        self._names: dict[tuple[int, str], set[str]] = {}
        for fact in subject.report.facts.values():
            value, owner = values.get(fact.key), _owner(fact)
            self._names.setdefault(owner, set()).add(fact.name)
            if isinstance(value, Members) and not value.open_end and fact.key not in counted:
                self._lists.setdefault((owner, len(set(value.members))), []).append(fact)
            if isinstance(value, Quantity) and value.exact and value.value > 0:
                self._counts.setdefault(owner, []).append((fact, value))
            if fact.value is not None and fact.what != fact.name:
                self._same.setdefault((fact.what, text(value)), []).append(fact)

    def of(self, key: FactKey) -> Guard:
        """The cheapest relation that would guard a fact."""
        fact, value = self.subject.fact(key), self.subject.report.values.get(key)
        if value is None or isinstance(value, Unread):
            return Guard("", key, "", msg("先改正读不懂的值"))
        if fact.value is None:
            return Guard("", key, "", msg("它是由别的数算出来的，核对那些数就核对了它"))
        told = self._told.get(key)
        if told is not None:
            words = msg("句子里写明了“{words}”，数据里照着写明", words=told.words)
            return Guard(told.kind, told.keys[0], told.relation, words)
        found = next(self._borne_out(fact, value), None) if isinstance(value, Quantity) else None
        if found is None and fact.formula is None:
            found = self._stated_elsewhere(fact)
        if found is None and isinstance(value, Quantity):
            found = self._share(fact, value)
        return found or self._double_entry(fact, value)

    def _borne_out(self, fact: Fact, value: Quantity) -> Iterator[Guard]:
        """Relations that hold already."""
        if value.approximate:
            return
        if fact.formula is None and value.exact and value.kind is Kind.COUNT:
            lists = self._lists.get((_owner(fact), int(value.number)), [])
            if len(lists) == 1:
                words = msg("“{list}”正好列了这么多个；数的就是它的，写明", list=lists[0].name)
                yield Guard("count", fact.key, f"count: {lists[0].name}", words)
        if fact.formula is None and value.kind is Kind.RATE:
            yield from self._quotient(fact, value)
        for whole in (fact.key, *self._wholes.get(fact.key, ())):
            if whole not in self._sums:
                self._sums[whole] = self._sum(whole)
            yield from filter(None, (self._sums[whole],))

    def _quotient(self, fact: Fact, value: Quantity) -> Iterator[Guard]:
        """Two figures of the item of which it is the share, if there are no other two."""
        counts = self._counts.get(_owner(fact), [])
        pairs = []
        for part, above in counts if len(counts) <= _MOST_TRIED else ():
            for whole, below in counts:
                if part.key != whole.key and comparable(above, below) and above.value <= below.value:
                    computed = expected("share", [("part", above), ("of", below)])
                    if not isinstance(computed, NotEvaluated) and value.interval.meets(computed):
                        pairs.append((part, whole))
        if len(pairs) == 1 and len(value.digits.replace(".", "").lstrip("0")) >= _FEWEST_DIGITS:
            part, whole = pairs[0]
            words = msg("正好是“{part}”占“{whole}”的比率；算的就是它的，写明", part=part.name, whole=whole.name)
            yield Guard("share", fact.key, f"share: {{part: {part.name}, of: {whole.name}}}", words)

    def _sum(self, whole: FactKey) -> Guard | None:
        """The sum of all that is said to be part of a whole, if it makes it up."""
        fact, total = self.subject.fact(whole), self.subject.report.values.get(whole)
        parts = [self.subject.fact(key) for key in self._parts.get(whole, ()) if key != whole]
        if fact.formula is not None or fact.value is None or not isinstance(total, Quantity) or total.approximate:
            return None
        found = [self.subject.report.values.get(part.key) for part in parts]
        values = [value for value in found if isinstance(value, Quantity) and not value.approximate]
        names = [name for part in parts if (name := called(fact, part))]
        if len(parts) > 1 and len(values) == len(names) == len(parts):
            added = sum(value.value for value in values)
            if added == total.value and all(comparable(total, value) for value in values):
                words = msg("各部分加起来正好是“{whole}”；确实没有别的部分的，写明", whole=fact.name)
                return Guard("sum", whole, f"sum: [{', '.join(names)}], closed: yes", words)
        return None

    def _stated_elsewhere(self, fact: Fact) -> Guard | None:
        """The same quantity in another place: of the same description, and worth the same."""
        shown = text(self.subject.report.values.get(fact.key))
        before = True
        for other in self._same.get((fact.what, shown), ()):
            if other.key == fact.key:
                before = False
                continue
            # Of two that could name each other the later one does, whichever is asked about: no circle comes of it.
            host, meant = (fact, other) if before else (other, fact)
            name = called(host, meant)
            if name and host.formula is None and (meant.formula is None or meant.formula.kind != "same_as"):
                words = msg("“{other}”也是这个数；说的是一件事的，写明", other=self.subject.report.label(other.key))
                return Guard("same_as", host.key, f"same_as: {name}", words)
        return None

    def _share(self, fact: Fact, value: Quantity) -> Guard | None:
        """Its share in the whole it is part of: one more figure of the return, which the two must give."""
        for key in self._wholes.get(fact.key, ()) if not value.approximate else ():
            whole, name = self.subject.report.values.get(key), called(fact, self.subject.fact(key))
            if name and isinstance(whole, Quantity) and not whole.approximate and comparable(value, whole):
                words = msg("报表里有它占“{whole}”的比率的，照报表录入", whole=self.subject.fact(key).name)
                relation = f"share: {{part: {fact.name}, of: {name}}}"
                return Guard("share", fact.key, relation, words, self._free(fact, "占比"), "%")
        return None

    def _double_entry(self, fact: Fact, value: object) -> Guard:
        """The figure once more, from its source: all that is left where nothing else in the data depends on it."""
        unit = value.scale + value.unit if isinstance(value, Quantity) else ""
        words = msg(
            "没有别的数可以核对它，只能再录一遍：用 report sheet {year} 请{whom}填报，或者另一人照来源录入数据",
            year=self.subject.report.year,
            whom=fact.owner or msg("责任科室"),
        )
        return Guard(DOUBLE_ENTRY, fact.key, f"same_as: {fact.name}", words, self._free(fact, "复核"), unit)

    def _free(self, fact: Fact, ending: str) -> str:
        """A name for a new fact beside this one."""
        taken = self._names[_owner(fact)]
        name = fact.name + ending
        while name in taken:
            name += "二"
        return name


def _owner(fact: Fact) -> tuple[int, str]:
    """The year and the item, chapter file or (empty) report.yaml that holds a fact."""
    return fact.year, fact.id.rpartition(".")[0]
