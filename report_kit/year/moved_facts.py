"""Facts a year on: each is pending, with last year's value in a comment beside it and its relations where they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, msg
from report_kit.facts.dates import last_day
from report_kit.facts.model import BOUNDS, FORMULAS, Bound, Fact, FactKey
from report_kit.facts.values import Date, Pending, Quantity, printed
from report_kit.year.marks import PENDING
from report_kit.year.words import moved_date, typed_years, years_in
from report_kit.year.yaml_text import entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_kit.facts.terms import Terms
    from report_kit.report import Relation, Report
    from report_kit.year.yaml_text import Tree

NO_UNIT = "无"

VERDICTS = ("meets", "misses")
"""Bounds that tell how last year turned out."""

AIM = "目标 "
"""What stands in a comment before the name of a target."""

_COMPARING = ("growth", "difference")
_OF_THE_FORMULA = ("closed", "basis", "digits", "rounding")
_OF_LAST_YEAR = ("is", "list", "note", "explain", "was")
"""What is said of last year's figure and of no other."""

_BEHIND = ("what", "as_of", "period", "source", "owner")


class Moving:
    """Facts moved from last year's report to the new year. ``remarks`` grows: what a person has to look at.

    ``known`` are the ids that the new year's folder will have.
    """

    def __init__(
        self, report: Report, terms: Terms, known: Iterable[str], targets: Mapping[str, Sequence[str]]
    ) -> None:
        """``targets`` names, by the id of a fact, the promised figures it is to reach."""
        self.report = report
        self.terms = terms
        self.known = frozenset(known)
        self.common = frozenset(name for name in self.known if "." not in name)
        self.targets = targets
        self.remarks: list[Message] = []
        self._relations: dict[FactKey, list[Relation]] = {}
        for relation in report.relations:
            self._relations.setdefault(relation.host, []).append(relation)
        self._bases = dict(self._found_bases())
        self._operands = frozenset(
            key for relation in report.relations if relation.kind in _COMPARING for _, key in relation.operands
        )

    @property
    def year(self) -> int:
        """The new year."""
        return self.report.year + 1

    @property
    def names(self) -> tuple[str, ...]:
        """Names whose digits are no figures."""
        return (*self.terms.names, *self.report.edition.masked)

    def note(self, message: Message) -> None:
        """Keep a remark; one told already is not told again."""
        if message not in self.remarks:
            self.remarks.append(message)

    def facts(self, tree: Tree | None, facts: Mapping[str, Fact], indent: int) -> list[str]:
        """The lines below ``facts:``, in the order of last year's file."""
        lines: list[str] = []
        for name, written in tree.items() if isinstance(tree, Mapping) else ():
            fact = facts.get(name)
            if fact is not None:
                lines += entry(name, self._moved(fact, written), indent, self._comment(fact))
        return lines

    def defaults(self, tree: Tree | None, indent: int) -> list[str]:
        """The line of ``defaults:`` a year on; none if nothing is left of it."""
        if not isinstance(tree, Mapping):
            return []
        kept = {key: text for key, value in tree.items() if (text := self._about(key, value)) is not None}
        gone = [f"{key}: {value}" for key, value in tree.items() if key not in kept]
        comment = f"上年 {'，'.join(gone)}" if gone else ""
        if kept:
            return entry("defaults", kept, indent, comment)
        return [f"{' ' * indent}# defaults: {comment}"] if gone else []

    def _moved(self, fact: Fact, written: Tree) -> Tree:
        """What the new year's file says of a fact."""
        keys: Mapping[str, Tree] = written if isinstance(written, Mapping) else {"is": written}
        base = self._bases.get(fact.key)
        if base is not None:
            about = {key: text for key in _BEHIND if (text := self._about(key, keys.get(key))) is not None}
            return {"same_as": f"last_year.{base}", **about, **_shown(keys)}
        formula = next((key for key in FORMULAS if key in keys), "")
        kept: dict[str, Tree] = {}
        if formula and not self._holds(fact, formula):
            self.note(msg("{fact} 的算法 {formula} 用到今年没有的事实，没有带过来", fact=fact.id, formula=formula))
            formula = ""
        if not formula or (("is" in keys or "list" in keys) and not self._restates_a_base(fact, formula)):
            kept["list" if "list" in keys and "is" not in keys else "is"] = PENDING
            unit = self.unit(fact)
            if unit and "unit" not in keys:
                kept["unit"] = unit
        for key, value in keys.items():
            if key in _OF_LAST_YEAR or (key in FORMULAS and key != formula) or (key in _OF_THE_FORMULA and not formula):
                continue
            if key in VERDICTS:
                continue
            if key in BOUNDS:
                names = self._bounds(fact, key)
                if names:
                    kept[key] = names[0] if isinstance(value, str) else names
                continue
            text = self._about(key, value, fact)
            if text is not None:
                kept[key] = text
        return PENDING if kept == {"is": PENDING} else kept

    def _about(self, key: str, value: Tree | None, fact: Fact | None = None) -> Tree | None:
        """What is said about a fact, a year on; None if it is true of last year alone."""
        if not isinstance(value, str):
            return value
        if key in ("as_of", "period"):
            return self._moment(value, fact)
        if key == "source" and typed_years(value):
            self.note(msg("来源“{source}”写着往年，没有带过来；填数时写明今年的来源", source=value))
            return None
        if key == "what" and typed_years(value):
            moved = moved_date(value)
            self.note(msg("名目“{old}”改成了“{new}”，请核对", old=value, new=moved))
            return moved
        return value

    def _moment(self, text: str, fact: Fact | None) -> str:
        """A date or period a year on; one of several years stays."""
        years = years_in(text)
        if len(set(years)) > 1:
            if max(years) < self.year and fact is not None:
                self.note(msg("{fact} 的时期“{text}”跨了几年，照上年写着，请核对", fact=fact.id, text=text))
            return text
        return moved_date(text)

    def _comment(self, fact: Fact) -> str:
        """Last year's value, and the promise the new one will be measured against."""
        value = self.report.values.get(fact.key)
        told = ["上年也没有补上" if value is None or isinstance(value, Pending) else f"上年 {printed(value)}"]
        aims = [name for kind in VERDICTS for name in self._bounds(fact, kind)]
        told += [f"{AIM}{aim}" for aim in dict.fromkeys((*aims, *self.targets.get(fact.id, ())))]
        return "；".join(told)

    def unit(self, fact: Fact) -> str:
        """The unit that the new value will have."""
        value = self.report.values.get(fact.key)
        if isinstance(value, Quantity):
            return value.scale + value.unit or NO_UNIT
        if isinstance(value, Pending):
            return value.unit
        return ""

    def _holds(self, fact: Fact, formula: str) -> bool:
        """Whether the formula's operands, a year on, are there."""
        found = [one for one in self._relations.get(fact.key, ()) if one.kind == formula]
        return bool(found) and all(self._there(key) for one in found for _, key in one.operands)

    def _bounds(self, fact: Fact, kind: str) -> list[str]:
        """The names, as written, of the limits of this kind that are there a year on."""
        return [
            one.declared.target.name
            for one in self._relations.get(fact.key, ())
            if one.kind == kind and isinstance(one.declared, Bound) and self._there(one.operands[0][1])
        ]

    def _restates_a_base(self, fact: Fact, formula: str) -> bool:
        """Whether the fact is last year's figure for others to be compared with: then it need not be written."""
        if formula != "same_as" or fact.key not in self._operands:
            return False
        (relation,) = (one for one in self._relations[fact.key] if one.kind == formula)
        return relation.operands[0][1][0] < fact.year

    def _there(self, key: FactKey) -> bool:
        """Whether a name that means this fact will mean one a year later."""
        year, fact_id = key
        return fact_id in self.known if year == self.report.year else (self.report.year, fact_id) in self.report.facts

    def _found_bases(self) -> Iterable[tuple[FactKey, str]]:
        """The facts that stated what the figure was a year before: now that is last year's figure itself."""
        found: dict[FactKey, set[FactKey]] = {}
        for relation in self.report.relations:
            base, now = relation.operand("from"), relation.operand("to")
            if base is not None and now is not None:
                found.setdefault(base, set()).add(now)
        for base, figures in found.items():
            fact, (now, *others) = self.report.facts[base], figures
            own = base[0] == now[0] == self.report.year
            if own and not others and fact.formula is None and _year_before(fact, self.report.facts[now]):
                yield base, now[1]


def _year_before(base: Fact, now: Fact) -> bool:
    """Whether a base is dated exactly one year before the figure compared with it."""
    for then, when in ((base.as_of, now.as_of), (base.period, now.period)):
        earlier, later = (last_day(one) if isinstance(one, Date) else None for one in (then, when))
        if earlier is not None and later is not None:
            return (earlier.year + 1, earlier.month, earlier.day) == (later.year, later.month, later.day)
    return False


def _shown(keys: Mapping[str, Tree]) -> Mapping[str, Tree]:
    return {"shown": keys["shown"]} if "shown" in keys else {}
