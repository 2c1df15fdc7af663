"""Facts as nouns: value, formula, bounds and what is said about them, from their short and long form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location, Note, msg, shortened
from report_kit.facts.model import BOUNDS, FORMULAS, Bound, Fact, Formula, Reference
from report_kit.facts.parse import PENDING_WORDS, SCALES, ValueProblem, parse_members, parse_value
from report_kit.facts.units import is_unit, unit_meant
from report_kit.facts.values import Date, Members, Pending, Quantity, Unread, Value
from report_kit.load.codes import F125, F126, F128
from report_kit.load.nodes import Entries, Node, Series, Text, entries_of, inner_place, key_of

if TYPE_CHECKING:
    from report_kit.load.source import Source

_AS_OF = msg("时点（as_of）")
_PERIOD = msg("时期（period）")

NO_UNIT = "无"
"""What ``unit`` says of an index or a ratio, which has none."""

_HOLE = re.compile(r"\{\{.{0,60}?\}\}|\{[{%#]|｛｛.{0,60}?｝｝|｛｛")
_SCALES = sorted(SCALES, key=len, reverse=True)

_FORMULA_KEYS = frozenset(FORMULAS)
_BOUND_KEYS = frozenset(BOUNDS)
_DEPENDENT_KEYS = frozenset(("closed", "basis", "period"))

_UNKNOWN = Unread("待补")
"""What stands for a value that could not be read."""

_ROLES: dict[str, tuple[str, ...]] = {
    "share": ("part", "of"),
    "growth": ("from", "to"),
    "difference": ("from", "to"),
    "mean": ("of", "per"),
}


class Defaults(NamedTuple):
    """What holds for the facts below: of the file, then of the item."""

    as_of: Date | None = None
    source: str = ""
    owner: str = ""
    as_of_location: Location | None = None

    def within(self, source: Source, entries: Node) -> Defaults:
        """These with the ``defaults:`` of a file or an item laid over them."""
        node = entries.get("defaults") if isinstance(entries, Entries) else None
        if not isinstance(node, Entries):
            return self
        written = node.get("as_of")
        as_of = source.date(written, _AS_OF)
        return Defaults(
            as_of or self.as_of,
            source.word(node, "source") or self.source,
            source.word(node, "owner") or self.owner,
            source.place(written) if as_of and written is not None else self.as_of_location,
        )


def read_facts(source: Source, node: Node | None, prefix: str, defaults: Defaults, facts: dict[str, Fact]) -> None:
    """Add the facts under a ``facts:`` key to ``facts``. ``prefix`` is what their ids begin with."""
    if not isinstance(node, Entries):
        return
    for name, value in entries_of(node):
        if not name.isidentifier() or not source.name_is_free(name):
            continue
        if name in facts:
            notes = [Note(msg("第一次写在这里"), facts[name].name_location)]
            message = msg("名称“{name}”在这项工作里写了两次", name=str(name))
            source.add(
                F125.at(
                    source.place(name), message, notes=notes, hint=msg("给其中一个换个名称，小标题下的事实也算在内")
                )
            )
            continue
        fact = _fact(source, name, value, prefix, defaults)
        if fact is not None:
            facts[str(name)] = fact


def _fact(source: Source, name: Text, node: Node, prefix: str, defaults: Defaults) -> Fact | None:
    fact_id = prefix + name
    if isinstance(node, Text):
        return Fact(
            source.year,
            fact_id,
            str(name),
            _value(source, node, fact_id),
            source.place(node),
            source.place(name),
            str(name),
            as_of=defaults.as_of,
            source=defaults.source,
            owner=defaults.owner,
            as_of_location=defaults.as_of_location,
        )
    if not isinstance(node, Entries):
        return None
    calculated = not _FORMULA_KEYS.isdisjoint(node)
    misread = source.blamed_within(node)
    formula = _formula(source, node, fact_id) if calculated else None
    value, written = _written(source, node, fact_id, calculated=calculated)
    if value is None and formula is None:
        value = _UNKNOWN
    said = {key: str(text) for key, text in node.items() if type(text) is Text}.get
    unit = _unit(source, node, value, fact_id) if "unit" in node else ""
    if unit and isinstance(value, Pending) and not value.unit:
        value = value._replace(unit=unit)
    if written is not None:
        location = source.place(written)
    else:
        location = formula.location if formula is not None else source.place(name)
    as_of, as_of_location = _as_of(source, node, fact_id, defaults)
    lasting = node.get("period")
    if not _DEPENDENT_KEYS.isdisjoint(node):
        _consistent(source, node, fact_id)
    return Fact(
        source.year,
        fact_id,
        str(name),
        value,
        location,
        source.place(name),
        what=said("what") or str(name),
        formula=formula,
        bounds=() if _BOUND_KEYS.isdisjoint(node) else _bounds(source, node),
        unit=unit,
        as_of=as_of,
        period=source.date_or_period(lasting, _PERIOD, (fact_id,)),
        source=said("source") or defaults.source,
        owner=said("owner") or defaults.owner,
        note=said("note", ""),
        explain=said("explain", ""),
        indicator=source.flag(node, "indicator"),
        shown=source.flag(node, "shown", default=True),
        was=said("was", ""),
        as_of_location=as_of_location,
        period_location=source.place(lasting) if lasting is not None else None,
        was_location=source.place(node["was"]) if "was" in node else None,
        misread=misread or (calculated and formula is None),
    )


def _as_of(source: Source, node: Entries, fact_id: str, defaults: Defaults) -> tuple[Date | None, Location | None]:
    """The day a fact is true for and where it is written; a fact with a period takes none from the defaults."""
    written = node.get("as_of")
    if written is not None:
        return source.date(written, _AS_OF, (fact_id,)), source.place(written)
    if "period" in node:
        return None, None
    return defaults.as_of, defaults.as_of_location


def _unit(source: Source, node: Entries, value: Value | None, fact_id: str) -> str:
    """The unit declared; one that is unknown, or contradicts the value, is reported."""
    written = node["unit"]
    if not isinstance(written, Text) or source.empty(written, msg("单位（unit）")):
        return ""
    unit = "" if written == NO_UNIT else str(written)
    plain = next((unit.removeprefix(scale) for scale in _SCALES if unit.startswith(scale)), unit)
    if plain and not is_unit(plain, source.units):
        meant = unit_meant(plain, source.units)
        hint = msg("写进 templates/wording.yaml 的 units")
        if meant:
            hint = msg("是不是“{meant}”？确是本单位的量词，写进 templates/wording.yaml 的 units", meant=meant)
        source.report(F126, written, msg("不认识单位“{unit}”", unit=shortened(unit)), hint, (fact_id,))
    own = value.unit if isinstance(value, Quantity | Pending) else ""
    if own and own not in (unit, plain):
        message = msg("值里的单位是“{own}”，unit 写的是“{unit}”", own=own, unit=str(written))
        source.report(F128, written, message, msg("值已经带单位的，删去 unit；不然改成一样"), (fact_id,))
        return own
    return unit


def _written(source: Source, node: Entries, fact_id: str, *, calculated: bool) -> tuple[Value | None, Node | None]:
    """The value written and where; both None when there is none."""
    written, listed = node.get("is"), node.get("list")
    if written is not None and listed is not None:
        key = key_of(node, "list")
        message = msg("值（is）和名单（list）只能写一个")
        source.report(F128, key, message, msg("名单写 list；个数另写一个事实，用 count 指向名单"), (fact_id,))
    if isinstance(written, Text):
        return _value(source, written, fact_id, unitless=node.get("unit") == NO_UNIT), written
    if isinstance(listed, Text):
        return _members(source, listed, fact_id), listed
    if isinstance(listed, Series):
        names = source.words(listed)
        return (Members(names, ("、",) * (len(names) - 1)) if names else _UNKNOWN), listed
    if not calculated and written is None and listed is None and not source.blamed(node):
        message = msg("没有写值，也没有写由哪些事实算出")
        hint = msg("写上 is: 值（还不知道的写 is: 待补），或写 sum、share 等算法")
        source.report(F128, node, message, hint, (fact_id,))
    return None, None


def _value(source: Source, node: Text, fact_id: str, *, unitless: bool = False) -> Value:
    if _on_one_line(source, node, fact_id):
        return _or_pending(source, node, fact_id, parse_value(str(node), source.units, unitless=unitless))
    return _UNKNOWN


def _members(source: Source, node: Text, fact_id: str) -> Value:
    if _on_one_line(source, node, fact_id):
        if node in PENDING_WORDS:
            return Pending(str(node))
        return _or_pending(source, node, fact_id, parse_members(str(node)))
    return _UNKNOWN


def _on_one_line(source: Source, node: Text, fact_id: str) -> bool:
    """Whether a value stands on one line without holes; else it is reported."""
    if node.end_line != node.line and node.strip():
        hint = msg("写在同一行；很长的名单写成 list: [甲镇, 乙镇]，方括号里可以换行")
        source.report(F126, node, msg("值写成了几行"), hint, (fact_id,))
        return False
    hole = _HOLE.search(node)
    if hole is not None:
        where = inner_place(source.path, node, *hole.span())
        hint = msg("值照原样写；由别的事实算出的，用 same_as、sum 等")
        source.report(F126, where, msg("值里不能用 {hole}", hole=hole.group()), hint, (fact_id,))
    return hole is None


def _or_pending(source: Source, node: Text, fact_id: str, value: Value | ValueProblem) -> Value:
    """The value; one that cannot be read is reported and from there on counts as not known."""
    if not isinstance(value, ValueProblem):
        return value
    where = inner_place(source.path, node, value.start, value.end)
    if source.cut_short(node):
        return Unread(str(node))
    source.add(F126.at(where, value.message, hint=value.hint, facts=(fact_id,)))
    return Unread(str(node))


def _formula(source: Source, node: Entries, fact_id: str) -> Formula | None:
    kinds = [kind for kind in FORMULAS if kind in node]
    if not kinds:
        return None
    kind = kinds[0]
    if len(kinds) > 1:
        extra = key_of(node, kinds[1])
        message = msg("一个事实只能有一种算法，这里写了 {first} 和 {second}", first=kind, second=kinds[1])
        source.report(F128, extra, message, msg("留下一种；另一种另写一个事实，用 same_as 相连"), (fact_id,))
    key, body = key_of(node, kind), node[kind]
    if kind in _ROLES:
        named = [(role, body.get(role) if isinstance(body, Entries) else None) for role in _ROLES[kind]]
    else:
        named = [("term" if kind in ("sum", "product") else "of", body)]
    operands: list[tuple[str, Reference]] = []
    for role, names in named:
        references = source.references(names)
        if not references or (isinstance(names, Series) and len(references) < len(names)):
            return None  # a name is missing or is none, which has been reported
        operands += [(role, reference) for reference in references]
    digits = source.word(node, "digits")
    return Formula(
        kind,
        tuple(operands),
        source.place(key),
        source.flag(node, "closed") if "closed" in node else None,
        source.word(body, "across") if isinstance(body, Entries) else "",
        source.word(node, "basis"),
        int(digits) if digits in "0123456" and digits else None,
        source.word(node, "rounding") or "half_up",
    )


def _bounds(source: Source, node: Entries) -> tuple[Bound, ...]:
    return tuple(
        Bound(kind, reference) for kind in BOUNDS if kind in node for reference in source.references(node[kind])
    )


def _consistent(source: Source, node: Entries, fact_id: str) -> None:
    """Keys that only make sense beside another, or never beside it."""
    for key, needed in (("closed", "sum"), ("basis", "growth")):
        if key in node and needed not in node:
            place = key_of(node, key)
            message = msg("{key} 只和 {needed} 一起用", key=key, needed=needed)
            source.report(F128, place, message, msg("补上 {needed}，或删去 {key}", key=key, needed=needed), (fact_id,))
    if "as_of" in node and "period" in node:
        place = key_of(node, "period")
        message = msg("时点（as_of）和时期（period）只能写一个")
        source.report(F128, place, message, msg("某一天的数写 as_of，一段时间的数写 period"), (fact_id,))
