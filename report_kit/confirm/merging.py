"""Entries of several files → one for each fact and department, or both sides of a disagreement."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from report_kit.confirm.codes import C105
from report_kit.diagnostics import Diagnostic, Note, msg
from report_kit.facts.values import Date, Ordinal, Quantity, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_kit.confirm.row import Filled
    from report_kit.report import Report


class Merged(NamedTuple):
    """The entries to be kept, in the order of the facts, and the disagreements, whose entries are not among them."""

    kept: tuple[Filled, ...]
    diagnostics: tuple[Diagnostic, ...]


def merged(entries: Iterable[Filled], report: Report) -> Merged:
    """The entries of all files together; their order does not matter.

    Of entries that say the same, the latest of each department is kept. Where two say different things, none is: who is
    right is for the departments to settle.
    """
    by_fact: dict[str, list[Filled]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: (one.on, one.file, str(one.place))):
        by_fact[entry.fact].append(entry)
    kept: list[Filled] = []
    found: list[Diagnostic] = []
    for key in report.facts:
        listed = by_fact.get(report.label(key), ())
        if len({_worth(one.value) for one in listed}) > 1:
            found.append(_disagreement(report.facts[key].what, listed))
        else:
            kept += {one.owner: one for one in listed}.values()
    return Merged(tuple(kept), tuple(found))


def _worth(value: Value) -> object:
    """What tells two figures apart: 9774人 and 9,774人 are one figure, 9774人 and 9774户 two."""
    match value:
        case Quantity():
            return value.value, value.unit, value.approximator
        case Ordinal():
            return value.number, value.unit
        case Date():
            return value._replace(text="")
        case _:
            return str(value)


def _disagreement(what: str, listed: Sequence[Filled]) -> Diagnostic:
    first = listed[0]
    other = next(one for one in listed if _worth(one.value) != _worth(first.value))
    words = msg(
        "{what}报了两个数：{first}（{who}）和 {other}（{whom}），都没有记下",
        what=what,
        first=first.figure,
        who=_who(first),
        other=other.figure,
        whom=_who(other),
    )
    notes = tuple(
        Note(msg("{figure}，{who}，{day}", figure=one.figure, who=_who(one), day=one.on), one.place) for one in listed
    )
    return C105.at(first.place, words, facts=(first.fact,), notes=notes, hint=msg("请有关科室商定一个数，重新填报"))


def _who(one: Filled) -> str:
    return f"{one.owner} {one.by}".strip()
