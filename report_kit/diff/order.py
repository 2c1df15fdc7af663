"""Which unit of one side is which of the other, and which of them moved."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from report_kit.changes import Cause, Move
from report_kit.diff.pairing import in_order, paired
from report_kit.draft import FactOrigin, ProseOrigin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from report_kit.diagnostics import Location
    from report_kit.diff.passages import Passage, Unit

ELSEWHERE = 0.6
"""How much alike a unit must be to one with another id in another place, to be the same."""


def paired_units(before: Mapping[str, Unit], after: Mapping[str, Unit]) -> Mapping[str, str]:
    """The later id of every earlier unit that still exists.

    That is the same id; else, within its item and then anywhere, the text most alike.
    """
    found = {unit: unit for unit, own in before.items() if unit in after and not own.anonymous}
    left = [own for unit, own in before.items() if unit not in found]
    families: dict[str, list[Unit]] = defaultdict(list)
    for own in left:
        families[own.parent].append(own)
    taken = set(found.values())
    offered: dict[str, list[Unit]] = defaultdict(list)
    for unit, own in after.items():
        if unit not in taken:
            offered[own.parent].append(own)
    for parent, family in families.items():
        _pair(family, offered.get(found.get(parent, parent), []), found, None)
    taken = set(found.values())
    rest = [own for own in left if own.id not in found and own.text]
    _pair(rest, [own for unit, own in after.items() if unit not in taken and own.text], found, ELSEWHERE)
    return found


def moves(before: Mapping[str, Unit], after: Mapping[str, Unit], found: Mapping[str, str]) -> Iterator[Move]:
    """What stands elsewhere, the highest unit of it only, in the order of the later side."""
    old_places, new_places = _places(before.values()), _places(after.values())
    earlier = {new: old for old, new in found.items()}
    moved: set[str] = set()
    exchanged: dict[str, str] = {}
    families: dict[str, list[str]] = defaultdict(list)
    for new, own in after.items():
        old = earlier.get(new)
        if old is None:
            continue
        if found.get(before[old].parent, before[old].parent) != own.parent:
            moved.add(new)
        else:
            families[own.parent].append(new)
    for family in families.values():
        places = [old_places[earlier[new]] for new in family]
        swaps = _exchanges(places)
        exchanged |= {family[one]: family[other] for one, other in swaps}
        kept = in_order(places)
        moved |= {family[one] for one, _ in swaps} or {new for n, new in enumerate(family) if n not in kept}
    for new in after:
        if new in moved:
            old, one, other = earlier[new], _first(before, earlier[new]), _first(after, new)
            yield Move(
                old,
                new,
                _words(after, new),
                one.headings if one else (),
                other.headings if other else (),
                old_places[old],
                new_places[new],
                Cause("order", location=_typed(other)),
                exchanged.get(new, ""),
                _words(after, exchanged.get(new, "")),
                earlier.get(exchanged.get(new, ""), ""),
            )


def _exchanges(places: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of indexes that changed places, if nothing else moved: ``places`` are the earlier ones."""
    ranks = {place: rank for rank, place in enumerate(sorted(places))}
    held = [ranks[place] for place in places]
    away = [index for index, rank in enumerate(held) if rank != index]
    if any(held[held[index]] != index for index in away):
        return []
    return [(index, held[index]) for index in away if index < held[index]]


def _words(units: Mapping[str, Unit], unit: str) -> str:
    """The first words of a unit; empty without one."""
    first = _first(units, unit) if unit else None
    if first is None:
        return ""
    return first.wording.rstrip("。") if first.heading else first.wording


def _pair(old: list[Unit], new: list[Unit], found: dict[str, str], alike: float | None) -> None:
    texts = [one.text for one in old], [one.text for one in new]
    pairs = paired(*texts) if alike is None else paired(*texts, alike)
    found.update((old[i].id, new[j].id) for i, j in pairs)


def _places(units: Iterable[Unit]) -> Mapping[str, int]:
    """The place of each unit among those of its parent, from 1."""
    counted: dict[str, int] = defaultdict(int)
    places = {}
    for one in units:
        counted[one.parent] += 1
        places[one.id] = counted[one.parent]
    return places


def _first(units: Mapping[str, Unit], unit: str) -> Passage | None:
    own = units[unit].passages
    if own:
        return own[0]
    return next((one.passages[0] for one in units.values() if one.parent == unit and one.passages), None)


def _typed(passage: Passage | None) -> Location | None:
    """Where the first of its words was written."""
    for span in passage.block.spans if passage else ():
        if passage is not None and span.end > passage.words:
            if isinstance(span.origin, ProseOrigin):
                return span.origin.location
            if isinstance(span.origin, FactOrigin) and span.origin.hole:
                return span.origin.hole
    return None
