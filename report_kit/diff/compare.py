"""Two sides → everything that changed between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.changes import Changes
from report_kit.diagnostics import Severity
from report_kit.diff.causes import Causes
from report_kit.diff.facts import fact_changes, figures_shown
from report_kit.diff.order import moves, paired_units
from report_kit.diff.pairing import paired
from report_kit.diff.passages import units
from report_kit.diff.text import Pair, text_change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_kit.changes import Figure, Side
    from report_kit.diagnostics import Diagnostic
    from report_kit.diff.passages import Unit
    from report_kit.draft import Draft


def compare(before: Side, after: Side, year: int = 0) -> Changes:
    """What changed from ``before`` to ``after``.

    Facts are compared as far as both sides know them, text and order where both have one, problems where both
    were checked.
    """
    old, new = _units(before, after)
    found = paired_units(old, new)
    whole = before.whole and after.whole
    one, other = _figures(before, whole=whole), _figures(after, whole=whole)
    facts, renamed = fact_changes(one, other, found, whole=whole) if one is not None and other is not None else ((), {})
    broken, mended = _problems(before, after, renamed)
    causes = Causes(before, after, facts)
    return Changes(
        before.name,
        after.name,
        facts,
        tuple(change for pair in pairs(old, new, found) if (change := text_change(pair, renamed, causes)) is not None),
        tuple(moves(old, new, found)),
        broken,
        mended,
        year=year,
        look=causes.of_look(),
    )


def _units(before: Side, after: Side) -> tuple[Mapping[str, Unit], Mapping[str, Unit]]:
    """The units of both sides; none where one of them has no text."""
    if before.draft is None or after.draft is None:
        return {}, {}
    cut = before.report is not None and after.report is not None
    flat = not (before.identified and after.identified)
    return units(before.draft, cut=cut, flat=flat), units(after.draft, cut=cut, flat=flat)


def aligned(before: Draft, after: Draft, *, cut: bool) -> tuple[Pair, ...]:
    """Every passage of both drafts, each once, in the order of the later one."""
    old, new = units(before, cut=cut), units(after, cut=cut)
    return tuple(pairs(old, new, paired_units(old, new)))


def pairs(old: Mapping[str, Unit], new: Mapping[str, Unit], found: Mapping[str, str]) -> Iterator[Pair]:
    """Every passage of two sides, each once; what is gone stands behind the unit it stood behind."""
    earlier = {later: unit for unit, later in found.items()}
    gone: dict[str, list[Unit]] = {}
    last = ""
    for unit, own in old.items():
        if unit in found:
            last = found[unit]
        else:
            gone.setdefault(last, []).append(own)
    for lost in gone.get("", ()):
        yield from (Pair(passage, None) for passage in lost.passages)
    for unit, own in new.items():
        if unit in earlier:
            yield from _within(old[earlier[unit]], own)
        else:
            yield from (Pair(None, passage) for passage in own.passages)
        for lost in gone.get(unit, ()):
            yield from (Pair(passage, None) for passage in lost.passages)


def _within(old: Unit, new: Unit) -> Iterator[Pair]:
    """The passages of one unit: headings with headings; one paragraph left on each side is one rewritten."""
    for heading in (True, False):
        before = [passage for passage in old.passages if passage.heading is heading]
        after = [passage for passage in new.passages if passage.heading is heading]
        matched = {j: i for i, j in paired([one.wording for one in before], [one.wording for one in after])}
        left = [i for i in range(len(before)) if i not in set(matched.values())]
        fresh = [j for j in range(len(after)) if j not in matched]
        if len(left) == len(fresh) == 1:
            matched[fresh[0]] = left.pop()
        yield from (Pair(before[i], None) for i in left)
        for j, passage in enumerate(after):
            yield Pair(before[matched[j]] if j in matched else None, passage)


def _figures(side: Side, *, whole: bool) -> Mapping[str, Figure] | None:
    """All a side knows; what its text shows, where the other knows no more."""
    if whole or side.draft is None or side.figures is None:
        return side.figures
    shown = figures_shown(side.draft)
    return {
        label: side.figures[label]._replace(texts=figure.texts) if label in side.figures else figure
        for label, figure in shown.items()
    }


def _problems(
    before: Side, after: Side, renamed: Mapping[str, str]
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Errors of the later side that are new, and those of the earlier one that are gone."""
    if before.problems is None or after.problems is None:
        return (), ()
    old = {_mark(one, renamed): one for one in before.problems if one.severity is Severity.ERROR}
    new = {_mark(one, {}): one for one in after.problems if one.severity is Severity.ERROR}
    broken = tuple(one for mark, one in new.items() if mark not in old)
    mended = tuple(one for mark, one in old.items() if mark not in new)
    return broken, mended


def _mark(found: Diagnostic, renamed: Mapping[str, str]) -> tuple[str, ...]:
    """What stays the same when lines move and facts are renamed."""
    if not found.facts:
        return found.fingerprint
    return (found.code, *sorted(renamed.get(fact, fact) for fact in found.facts))
