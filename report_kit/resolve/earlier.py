"""The same fact a year ago: by its id, which is for ever, or by the one that ``was`` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Diagnostic, Note, msg, shortened
from report_kit.report import LAST_YEAR
from report_kit.resolve.codes import R110, R111

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from report_kit.facts.model import Fact, FactKey
    from report_kit.resolve.names import Names, Scope


class Earlier:
    """The facts that were there a year ago, each with what it was then, and the problems of ``was``."""

    def __init__(self, names: Names) -> None:
        """Nothing is followed yet."""
        self.names = names
        self.found: dict[FactKey, FactKey] = {}
        self.diagnostics: list[Diagnostic] = []

    def read(self, facts: Iterable[tuple[Scope, Fact]], reported: frozenset[int]) -> None:
        """Pair the facts of these years with those of the years before. A folder that is not there tells nothing."""
        own = [(scope, fact) for scope, fact in facts if fact.year in reported and fact.year - 1 in self.names.years]
        claims: dict[FactKey, Fact] = {}
        for scope, fact in own:
            earlier = self._meant(scope, fact) if fact.was else None
            if earlier is not None and earlier in claims:
                self._twice(fact, claims[earlier], earlier)
            elif earlier is not None:
                claims[earlier] = fact
                self.found[fact.key] = earlier
        for _, fact in own:
            before = (fact.year - 1, fact.id)
            if fact.was or before not in self.names.facts:
                continue
            if before in claims:
                self._twice(claims[before], fact, before)
            else:
                self.found[fact.key] = before

    def _meant(self, scope: Scope, fact: Fact) -> FactKey | None:
        """The fact that ``was`` names; one that names none is reported."""
        earlier = self._earlier(fact)
        if earlier is None and not self.names.lost(LAST_YEAR + _full(fact), scope):
            self._unknown(fact)
        return earlier

    def _earlier(self, fact: Fact) -> FactKey | None:
        """The fact of last year that is meant: of the same item by its short name, else by its full one."""
        named = fact.was.removeprefix(LAST_YEAR)
        keys = ((fact.year - 1, name) for name in (_full(fact), named))
        return next((key for key in keys if key in self.names.facts), None)

    def _unknown(self, fact: Fact) -> None:
        year = fact.year - 1
        home = fact.id.rpartition(".")[0]
        known: Mapping[str, None] = dict.fromkeys(one for of, one in self.names.facts if of == year)
        near = self.names.did_you_mean(_full(fact), known)
        shown = [one.removeprefix(f"{home}.") if one.rpartition(".")[0] == home else one for one in near]
        hint = (
            msg("是不是 {names}？", names=" 或 ".join(shown))
            if shown
            else msg("本项的写短名称，别处的写“章.项.名称”；上年没有这个事实的，删去 was")
        )
        message = msg(
            "{year}年的数据里没有“{name}”，{fact}的 was 写错了", year=year, name=shortened(fact.was), fact=fact.name
        )
        self.diagnostics.append(R110.at(fact.was_location or fact.name_location, message, facts=[fact.id], hint=hint))

    def _twice(self, fact: Fact, other: Fact, earlier: FactKey) -> None:
        """Two facts cannot both be what one fact of last year was."""
        meant = self.names.facts[earlier]
        message = msg("{fact}和{other}都接着上年的“{name}”", fact=fact.name, other=other.name, name=meant.name)
        notes = [
            Note(msg("{name} 写在这里", name=other.name), other.name_location),
            Note(msg("上年的 {name} 写在这里", name=meant.name), meant.name_location),
        ]
        hint = (
            msg("只留一个 was")
            if other.was
            else msg("{name}不写 was 就是接着上年同名的事实；改它的名称，或删去 was", name=other.name)
        )
        place = fact.was_location or fact.name_location
        self.diagnostics.append(R111.at(place, message, facts=[fact.id, other.id], notes=notes, hint=hint))


def _full(fact: Fact) -> str:
    """What ``was`` names as a full id: a short name is one of the same item."""
    named = fact.was.removeprefix(LAST_YEAR)
    home, dot, _ = fact.id.rpartition(".")
    return named if "." in named or not dot else f"{home}.{named}"
