"""Items a year on: titles and facts stay, the facts pending; what was written is to be written anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.year.marks import (
    NEW_TITLE,
    PENDING,
    TO_PLAN,
    TO_WRITE,
    free_name,
    mark_lines,
    to_write,
    unwritten,
    without_marks,
)
from report_kit.year.moved_facts import AIM
from report_kit.year.words import has_figure, moved_words, shows_unknown
from report_kit.year.yaml_text import entry, flow, remarks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_kit.facts.model import Item
    from report_kit.year.moved_facts import Moving
    from report_kit.year.promised import Promise
    from report_kit.year.yaml_text import Tree

_OLD_TEXT = "上年正文，只供参考；按今年的情况重写后删去："


def series(tree: Tree | None) -> Sequence[Tree]:
    """The members of a series; none of anything else."""
    return () if tree is None or isinstance(tree, str | Mapping) else tree


def entries(tree: Tree | None) -> Mapping[str, Tree]:
    """The entries of a tree; none of anything else."""
    return tree if isinstance(tree, Mapping) else {}


def item_lines(moving: Moving, tree: Mapping[str, Tree], item: Item, promised: Sequence[str]) -> list[str]:
    """The lines of an item, the first with its dash. ``promised`` are the promises it is to answer."""
    facts = without_marks(item.facts)
    taken: dict[str, object] = dict(facts)
    groups = [entries(group) for group in series(tree.get("groups"))]
    own: list[str] = []
    told = [*_title(moving, tree, taken, own)]
    headed = [_title(moving, group, taken, own) for group in groups]
    name = free_name(TO_WRITE, taken)
    own += mark_lines(name, TO_WRITE, 4)
    lines = [f"- id: {item.id}", *_indented(told, 2)]
    lines += moving.defaults(tree.get("defaults"), 2)
    if promised:
        lines.append(f"  {answers_line(promised)}")
    lines += ["  facts:", *moving.facts(tree.get("facts"), facts, 4), *own]
    if _written(tree) or not groups:
        lines += _text(tree, name, 2)
    if groups:
        lines.append("  groups:")
    for group, title in zip(groups, headed, strict=True):
        lines += [f"  - id: {group.get('id')}", *_indented(title, 4)]
        below = moving.facts(group.get("facts"), facts, 6)
        lines += ["    facts:", *below] if below else []
        lines += _text(group, name, 4)
    return lines


def answers_line(promised: Sequence[str]) -> str:
    """What an item says of the promises it answers, without indentation."""
    return f"answers: {flow(promised[0] if len(promised) == 1 else promised)}"


def promise_lines(moving: Moving, tree: Mapping[str, Tree], promise: Promise, identity: str) -> list[str]:
    """An item for a promise that continues none of last year's: its title, and the figures promised to be reached."""
    facts = {fact.name: fact for fact in promise.targets}
    taken: dict[str, object] = dict(facts)
    own: list[str] = []
    told = _title(moving, tree, taken, own)
    lines = [f"- id: {identity}", *_indented(told, 2)]
    lines += moving.defaults({"owner": owner}, 2) if (owner := entries(tree.get("defaults")).get("owner")) else []
    lines += [f"  {answers_line([promise.id])}", "  facts:"]
    written = entries(tree.get("facts"))
    for name, fact in facts.items():
        said = entries(written.get(name))
        kept = {key: said[key] for key in ("unit", "what", "as_of", "period") if key in said}
        unit = moving.unit(fact)
        if unit and "unit" not in kept:
            kept = {"unit": unit, **kept}
        lines += entry(name, {"is": PENDING, **kept}, 4, f"{AIM}{fact.id}")
    name = free_name(TO_WRITE, taken)
    return [*lines, *own, *mark_lines(name, TO_WRITE, 4), *to_write("text", name, 2)]


def plan_lines(moving: Moving, tree: Mapping[str, Tree], item: Item, continued: Sequence[str], year: int) -> list[str]:
    """An item of plans to be written for ``year``. ``continued`` are the items of the new year that it may continue."""
    taken: dict[str, object] = {}
    own: list[str] = []
    told = _title(moving, tree, taken, own)
    lines = [f"- id: {item.id}", *_indented(told, 2)]
    owner = entries(tree.get("defaults")).get("owner")
    lines += entry("defaults", {"owner": owner}, 2) if owner else []
    names = [f"last_year.{one}" for one in continued]
    lines += entry("continues", names[0] if len(names) == 1 else names, 2) if names else []
    return [*lines, "  facts:", *own, *mark_lines(TO_PLAN, TO_PLAN, 4, str(year)), *to_write("text", TO_PLAN, 2)]


def _title(moving: Moving, tree: Mapping[str, Tree], taken: dict[str, object], own: list[str]) -> list[str]:
    """The line of a title; one that holds a figure of last year is to be written anew, by a fact added to ``own``."""
    written = str(tree.get("title", ""))
    title = moved_words(written, moving.report.year)
    new = has_figure(title, moving.terms.all_units, moving.names) or shows_unknown(title, (*taken, *moving.common))
    if not new:
        if title != written:
            moving.note(msg("标题“{old}”改成了“{new}”，请核对", old=written, new=title))
        return entry("title", title, 0)
    name = free_name(NEW_TITLE, taken)
    taken[name] = None
    own += mark_lines(name, NEW_TITLE, 4)
    return entry("title", f"{{{{ {name} }}}}", 0, f"上年 {written}")


def _indented(lines: Sequence[str], indent: int) -> list[str]:
    return [" " * indent + line for line in lines]


def _text(tree: Mapping[str, Tree], name: str, indent: int) -> list[str]:
    """A text to be written, below what was written last year."""
    old = _written(tree)
    return [*(remarks([_OLD_TEXT, *old], indent) if old else []), *to_write("text", name, indent)]


def _written(tree: Mapping[str, Tree]) -> list[str]:
    """The sentences of an item or a group, line by line; points with a dash before them."""
    lines = _lines(tree.get("text"))
    for point in series(tree.get("points")):
        if isinstance(point, str):
            told = _lines(point)
        else:
            told = [*_lines(entries(point).get("lead")), *_lines(entries(point).get("text"))]
        lines += [f"{'- ' if not number else '  '}{line}" for number, line in enumerate(told)]
    return [*lines, *_lines(tree.get("after"))]


def _lines(text: Tree | None) -> list[str]:
    """The lines of a text that say something."""
    written = text.split("\n") if isinstance(text, str) else []
    return [line for line in written if line.strip() and not unwritten(line)]
