"""The facts of a side as figures, and what became of them: changed, added, gone, renamed, moved along with others."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from report_kit.changes import Detail, FactChange, Figure, ShownIn
from report_kit.diff.difference import difference
from report_kit.diff.passages import headings_of
from report_kit.facts.model import Formula
from report_kit.facts.parse import ValueProblem, parse_value
from report_kit.facts.values import printed
from report_kit.report import NEXT_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_kit.draft import Draft
    from report_kit.facts.model import Fact, FactKey
    from report_kit.report import Relation, Report

DETAILS = ("what", "unit", "as_of", "period", "source", "owner", "note", "explain", "declared")


def figures_of(report: Report, draft: Draft | None) -> Mapping[str, Figure]:
    """Every fact of a report, by its label; of the years beside it what its text shows or its facts use."""
    shown = _shown(draft)
    declared: dict[FactKey, list[Relation]] = defaultdict(list)
    for relation in report.relations:
        declared[relation.host].append(relation)
    used = {key for relation in report.relations if relation.host[0] >= report.year for _, key in relation.operands}
    issued = {fact.key for one in report.years.values() if one.edition and (fact := one.edition.issued)}
    found = {}
    for key, fact in report.facts.items():
        label = report.label(key)
        places = shown.get(label, [])
        if key in issued and not places:
            continue  # the date of the report is no fact of its own unless a sentence shows it
        if not _its_own(report, key) and key not in used and not places:
            continue  # of another report; a year begun or corrected is no change of this one
        found[label] = _figure(report, fact, declared[key], places)
    return found


def _its_own(report: Report, key: FactKey) -> bool:
    """Whether a fact is written for this report: in the folder of its year, or in a plan for the next printed here."""
    year, (chapter, dot, _) = key[0], key[1].partition(".")
    printed_here = any(one.year == year and one.id == chapter for one in report.chapters)
    return year == report.year or (bool(dot) and printed_here)


def figures_shown(draft: Draft) -> Mapping[str, Figure]:
    """The facts that a draft links to, as far as its text tells."""
    found = {}
    for label, places in _shown(draft).items():
        texts = tuple(dict.fromkeys(text for _, text in places))
        value = parse_value(texts[0])
        known = None if isinstance(value, ValueProblem) else value
        unit = getattr(known, "unit", "")
        found[label] = Figure(
            label, texts[0], known, unit, label.rpartition(".")[2], shown=tuple(p for p, _ in places), texts=texts
        )
    return found


def fact_changes(
    before: Mapping[str, Figure], after: Mapping[str, Figure], units: Mapping[str, str], *, whole: bool
) -> tuple[tuple[FactChange, ...], Mapping[str, str]]:
    """What changed, in the order of the later side, what is gone last; and the new id of every fact renamed.

    ``units`` gives the later id of items that still exist. ``whole`` False: a side knows only what its text shows, so
    only that is compared.
    """
    if not whole:
        before, after = _only_shown(before), _only_shown(after)
    renamed = _renamed(before, after, units)
    origin = {new: old for old, new in renamed.items()}
    found: list[FactChange] = []
    for label, figure in after.items():
        old = before.get(origin.get(label, label))
        if old is None:
            found.append(FactChange("added", label, None, figure))
        elif (change := _change(label, old, figure, renamed, whole=whole)) is not None:
            found.append(change)
    kept = after.keys() | renamed.keys()
    found += [FactChange("removed", label, old, None) for label, old in before.items() if label not in kept]
    return tuple(_following(found, renamed)), renamed


def _change(label: str, old: Figure, new: Figure, renamed: Mapping[str, str], *, whole: bool) -> FactChange | None:
    if not whole:
        old, new = _differing(old, new)
    moved = old.text != new.text or (whole and old.value != new.value)
    details = tuple(_details(old, new, renamed)) if whole else ()
    if old.id != label:
        return FactChange("renamed", label, old, new, difference(old.value, new.value) if moved else None, details)
    if moved:
        return FactChange("changed", label, old, new, difference(old.value, new.value), details)
    return FactChange("details", label, old, new, None, details) if details else None


def _differing(old: Figure, new: Figure) -> tuple[Figure, Figure]:
    """Both with the first text they are shown as that differs: a filter may show one fact in several ways."""
    ours, theirs = old.texts or (old.text,), new.texts or (new.text,)
    if ours == theirs or set(theirs) <= set(ours) or set(ours) <= set(theirs):
        return old, new._replace(text=old.text, value=old.value)
    one = next(text for text in ours if text not in theirs)
    other = next(text for text in theirs if text not in ours)
    return _as(old, one), _as(new, other)


def _as(figure: Figure, text: str) -> Figure:
    if text == figure.text:
        return figure
    value = parse_value(text)
    return figure._replace(text=text, value=None if isinstance(value, ValueProblem) else value)


def _details(old: Figure, new: Figure, renamed: Mapping[str, str]) -> Iterator[Detail]:
    for field in DETAILS:
        one, other = str(getattr(old, field)), str(getattr(new, field))
        if field == "declared":
            for earlier, later in renamed.items():
                one = one.replace(earlier, later)
        # A fact without a word on what it is, is called by its name; the unit of a figure is part of its text.
        named = field == "what" and old.id != new.id and one == _name(old.id) and other == _name(new.id)
        if one != other and not named and not (field == "unit" and old.text != new.text):
            yield Detail(field, one, other)


def _following(found: list[FactChange], renamed: Mapping[str, str]) -> Iterator[FactChange]:
    """With what each follows from: facts its formula uses whose value is another one now."""
    revalued = {change.id for change in found if change.revalued}
    for change in found:
        figure = change.after
        inputs = figure.inputs if figure and change.kind != "added" and change.revalued else ()
        follows = tuple(dict.fromkeys(one for one in inputs if renamed.get(one, one) in revalued and one != change.id))
        yield change._replace(follows=follows)


def _renamed(before: Mapping[str, Figure], after: Mapping[str, Figure], units: Mapping[str, str]) -> dict[str, str]:
    """The new id of every fact renamed: as ``was`` says; its item has another id; all else said of it is the same."""
    gone = {label: figure for label, figure in before.items() if label not in after}
    new = {label: figure for label, figure in after.items() if label not in before}
    found: dict[str, str] = {}
    for label, figure in new.items():
        if figure.was in gone and figure.was not in found:
            found[figure.was] = label
    for label in gone:
        later = _at_home(label, units)
        if label not in found and later in new and later not in found.values():
            found[label] = later
    left_old = {label: figure for label, figure in gone.items() if label not in found}
    left_new = {label: figure for label, figure in new.items() if label not in found.values()}
    for same in (_described, _unnamed):
        old_marks, new_marks = _marked(left_old, same), _marked(left_new, same)
        for mark, label in old_marks.items():
            if mark in new_marks and label not in found and new_marks[mark] not in found.values():
                found[label] = new_marks[mark]
    return found


def _at_home(label: str, units: Mapping[str, str]) -> str:
    """A fact's id under the id that its item has now."""
    prefix = label[: len(NEXT_YEAR)] if label.startswith(NEXT_YEAR) else ""
    home = _home(label).removeprefix(prefix)
    return f"{prefix}{units.get(home, home)}.{_name(label)}"


def _marked(figures: Mapping[str, Figure], mark: object) -> Mapping[object, str]:
    """Figures by a mark that only one of them has."""
    assert callable(mark)
    marks = {label: mark(figure) for label, figure in figures.items()}
    counted = Counter(marks.values())
    return {one: label for label, one in marks.items() if one is not None and counted[one] == 1}


def _described(figure: Figure) -> object:
    return (_home(figure.id), figure.what, figure.text)


def _unnamed(figure: Figure) -> object:
    """For a fact that says nothing about itself but its name and value."""
    return (_home(figure.id), figure.text) if figure.what == _name(figure.id) else None


def _home(label: str) -> str:
    return label.rpartition(".")[0]


def _name(label: str) -> str:
    return label.rpartition(".")[2]


def _only_shown(figures: Mapping[str, Figure]) -> Mapping[str, Figure]:
    return {label: figure for label, figure in figures.items() if figure.shown}


def _shown(draft: Draft | None) -> Mapping[str, list[tuple[ShownIn, str]]]:
    found: dict[str, list[tuple[ShownIn, str]]] = defaultdict(list)
    if draft is None:
        return found
    headings = headings_of(draft)
    for block, span, origin in draft.links():
        place = ShownIn(block.id, span.start, span.end, headings.get(block.id, ()))
        found[origin.fact].append((place, block.text[span.start : span.end]))
    return found


def _figure(report: Report, fact: Fact, relations: list[Relation], places: list[tuple[ShownIn, str]]) -> Figure:
    value = report.values.get(fact.key, fact.value)
    formulas = [relation for relation in relations if isinstance(relation.declared, Formula)]
    return Figure(
        id=report.label(fact.key),
        text=printed(value),
        value=value,
        unit=fact.unit or str(getattr(value, "unit", "")),
        what=fact.what,
        as_of=printed(fact.as_of) if fact.as_of else "",
        period=printed(fact.period) if fact.period else "",
        source=fact.source,
        owner=fact.owner,
        note=fact.note,
        explain=fact.explain,
        declared="；".join(sorted(_declared(report, relations))),
        location=fact.location,
        derived=fact.value is None,
        inputs=tuple(report.label(key) for relation in formulas for _, key in relation.operands),
        was=_was(report, fact),
        shown=tuple(place for place, _ in places),
        texts=tuple(dict.fromkeys(text for _, text in places)),
    )


def _declared(report: Report, relations: Iterable[Relation]) -> Iterator[str]:
    for relation in relations:
        operands = "、".join(f"{role} {report.label(key)}" for role, key in relation.operands)
        how = relation.declared
        shown = f" {how.digits} {how.rounding}" if isinstance(how, Formula) and how.digits is not None else ""
        yield f"{relation.kind}: {operands}{shown}"


def _was(report: Report, fact: Fact) -> str:
    """The earlier id in full: a bare name is one in the same item."""
    if not fact.was:
        return ""
    home = _home(fact.id)
    return report.label((fact.year, fact.was if "." in fact.was or not home else f"{home}.{fact.was}"))
