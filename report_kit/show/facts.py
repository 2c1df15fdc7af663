"""The facts of a report, each with its places: as a table, as JSON, as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_kit.diagnostics import Location, Translate, msg
from report_kit.show.width import cut, shown, table

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMATS = ("text", "json", "csv")

_COLUMNS = (
    "id",
    "text",
    "value",
    "unit",
    "what",
    "as_of",
    "period",
    "source",
    "owner",
    "path",
    "line",
    "column",
    "pending",
    "derived",
    "shown",
)
_COMPARED = ("last_year", "change", "growth")
"""Columns filled for indicators only; behind the others, for those who count columns."""

_CONFIRMED = ("confirmed", "confirmed_by", "confirmed_on")
"""Columns on what departments gave for a figure; behind all others."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A fact another one is computed from or compared with: its role, id, text and place."""

    role: str
    fact: str
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class RelationEntry:
    """A formula or bound a fact declares. ``text`` is it with values (422张÷673张＝62.70%).

    ``verdict`` is holds, fails, derived (the fact is worked out from it) or unknown (not evaluated).
    """

    kind: str
    operands: tuple[Operand, ...]
    text: str
    verdict: str
    location: Location


@dataclass(frozen=True, slots=True)
class ShownAt:
    """Characters ``start`` to ``end`` of a block's text show the fact."""

    block: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What departments gave for a fact; of several entries the first that does not agree, else the last.

    ``stand`` is agrees, differs, changed (since it was confirmed), coarse (not as exact as printed), given (the fact
    is still pending), empty or unreadable; follows: nobody was asked, confirmed figures amount to it. ``owner``,
    ``by`` and ``figure`` are as entered, ``on`` is the day in ISO 8601; all are empty for what follows.
    """

    stand: str
    owner: str = ""
    by: str = ""
    on: str = ""
    figure: str = ""

    @property
    def signature(self) -> str:
        """Who gave the figure, the department first; empty if nobody did."""
        return " ".join(filter(None, (self.owner, self.by)))


@dataclass(frozen=True, slots=True)
class FactEntry:
    """One fact as people ask about it. ``value`` is as JSON shows it: rationals in base units, ISO dates.

    ``last_year``, ``change`` and ``growth`` are those of an indicator as its table prints them, with their units;
    empty where there is nothing to compare. ``confirmed`` is what departments gave for it.
    """

    id: str
    text: str
    value: str | list[str] | None
    unit: str
    what: str
    as_of: str | None
    period: str | None
    source: str
    owner: str
    location: Location
    pending: bool
    derived: bool
    relations: tuple[RelationEntry, ...] = ()
    shown: tuple[ShownAt, ...] = ()
    last_year: str = ""
    change: str = ""
    growth: str = ""
    confirmed: Confirmed | None = None


def facts_json(entries: Sequence[FactEntry], year: int) -> dict[str, object]:
    """``{year, facts: [...]}``."""
    return {"year": year, "facts": [fact_object(entry) for entry in entries]}


def fact_object(entry: FactEntry) -> dict[str, object]:
    """A fact as a JSON value; the keys are a promise, see docs/json.md."""
    return {
        "id": entry.id,
        "text": entry.text,
        "value": entry.value,
        "unit": entry.unit,
        "what": entry.what,
        "as_of": entry.as_of,
        "period": entry.period,
        "source": entry.source,
        "owner": entry.owner,
        "path": entry.location.path,
        "line": entry.location.line,
        "column": entry.location.column,
        "pending": entry.pending,
        "derived": entry.derived,
        "confirmed": entry.confirmed.stand if entry.confirmed else None,
        "confirmed_by": (entry.confirmed.signature or None) if entry.confirmed else None,
        "confirmed_on": (entry.confirmed.on or None) if entry.confirmed else None,
        "relations": [relation_object(relation) for relation in entry.relations],
        "shown": [{"block": place.block, "start": place.start, "end": place.end} for place in entry.shown],
    }


def relation_object(relation: RelationEntry) -> dict[str, object]:
    """A relation as a JSON value."""
    return {
        "kind": relation.kind,
        "operands": [{"role": part.role, "fact": part.fact, "text": part.text} for part in relation.operands],
        "text": relation.text,
        "verdict": relation.verdict,
        "path": relation.location.path,
        "line": relation.location.line,
        "column": relation.location.column,
    }


def facts_text(entries: Sequence[FactEntry], translate: Translate | None = None) -> str:
    """A table: figure, name, what it is, how often it is shown, where it is written. Ends with a line break."""
    head = tuple(words.text(translate) for words in (msg("数值"), msg("名称"), msg("说明"), msg("出现"), msg("写在")))
    rows = [head]
    rows += [
        (
            cut(shown(entry.text), 36),
            shown(entry.id),
            cut(shown(entry.what), 30),
            str(len(entry.shown)),
            str(entry.location),
        )
        for entry in entries
    ]
    tally = msg(
        "共{facts}项，其中待补{pending}项，推算{derived}项",
        facts=len(entries),
        pending=sum(entry.pending for entry in entries),
        derived=sum(entry.derived for entry in entries),
    )
    return "\n".join([*table(rows), tally.text(translate)]) + "\n"


def facts_csv(entries: Sequence[FactEntry]) -> bytes:
    """The same as CSV with a byte order mark and CRLF, which is what spreadsheets read as UTF-8.

    Indicators are beside last year.
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    names = (*_COLUMNS, *_COMPARED, *_CONFIRMED)
    writer.writerow(names)
    for entry in entries:
        content = fact_object(entry)
        content["value"] = "、".join(entry.value) if isinstance(entry.value, list) else entry.value
        content |= {"pending": int(entry.pending), "derived": int(entry.derived), "shown": len(entry.shown)}
        content |= {"last_year": entry.last_year, "change": entry.change, "growth": entry.growth}
        writer.writerow(["" if content[name] is None else content[name] for name in names])
    return stream.getvalue().encode("utf-8-sig", "backslashreplace")
