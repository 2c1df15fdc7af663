"""report.yaml a year on: who reports to whom and in which chapters stays; the date, facts and exceptions do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.year.items import entries, series
from report_kit.year.marks import PENDING, free_name, mark_lines, to_write, unwritten, without_marks
from report_kit.year.words import has_figure, moved_words, shows_unknown, typed_years
from report_kit.year.yaml_text import block, entry, flow, remarks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from report_kit.year.moved_facts import Moving
    from report_kit.year.yaml_text import Tree

_NOT_KEPT = ("outcomes",)
"""Decisions about last year's promises; exceptions for its figures stay as candidates."""


def edition_text(moving: Moving, tree: Mapping[str, Tree]) -> str:
    """The new year's report.yaml, from what last year's holds."""
    old = moving.report.year
    taken: dict[str, object] = dict(without_marks(moving.report.edition.facts))
    own: list[str] = []
    blocks = {key: _prose(moving, key, tree, taken, own) for key in ("opening", "closing") if key in tree}
    facts = [*moving.facts(tree.get("facts"), without_marks(moving.report.edition.facts), 2), *own]
    date = moving.report.edition.date
    written: Mapping[str, Callable[[], list[str]]] = {
        "title": lambda: entry("title", _words(moving, str(tree["title"])), 0),
        "date": lambda: entry("date", PENDING, 0, f"上年 {date.chinese}" if date else ""),
        "number": lambda: remarks([f"发文字号定了再写；上年 number: {tree['number']}"], 0),
        "printed_on": lambda: remarks([f"印发日期定了再写；上年 printed_on: {tree['printed_on']}"], 0),
        "defaults": lambda: moving.defaults(tree.get("defaults"), 0),
        "facts": lambda: ["facts:", *facts] if facts else [],
        "opening": lambda: blocks["opening"],
        "closing": lambda: blocks["closing"],
        "chapters": lambda: _chapters(moving, tree["chapters"]),
        "attachments": lambda: entry("attachments", _attachments(moving, tree["attachments"]), 0),
        "allow": lambda: _allow(tree["allow"]),
    }
    lines = remarks(
        (
            f"{moving.year}年报告，由 report new 照{old}年的列出。“# 上年”后面是{old}年的数，供对照，不会印出。",
            f"往下各章在同一文件夹的章节文件里，{moving.year + 1}年计划在 data/{moving.year + 1} 里。",
        ),
        0,
    )
    for key in _keys(tree):
        lines += written[key]() if key in written else entry(key, tree[key], 0)
    return "\n".join(lines) + "\n"


def _keys(tree: Mapping[str, Tree]) -> list[str]:
    """The keys in last year's order; what the new year has beyond them stands where it usually does."""
    keys = [key for key in tree if key not in _NOT_KEPT]
    for key, before in (("date", ("to", "chapters")), ("facts", ("opening", "closing", "chapters"))):
        if key not in keys:
            keys.insert(min(keys.index(one) for one in before if one in keys), key)
    return keys


def _prose(moving: Moving, key: str, tree: Mapping[str, Tree], taken: dict[str, object], own: list[str]) -> list[str]:
    """Opening or closing, if it says nothing of last year alone; else it is to be written anew."""
    old = str(tree[key])
    text = moved_words(old, moving.report.year)
    new = has_figure(text, moving.terms.all_units, moving.names, numerals=True) or shows_unknown(text, taken)
    if not new:
        moving.note(msg("{path} 的 {key} 照用上年的话，请核对", path=_path(moving), key=key))
        return block(key, text, 0)
    wished = "开头" if key == "opening" else "结尾"
    name = free_name(wished, taken)
    taken[name] = None
    own += mark_lines(name, wished, 2)
    written = [line for line in old.strip().split("\n") if not unwritten(line)]
    return [*(remarks(["上年的写法，只供参考：", *written], 0) if written else []), *to_write(key, name, 0)]


def _words(moving: Moving, old: str) -> str:
    """A title that must stay, its years moved where that is safe; else a person is told."""
    new = moved_words(old, moving.report.year)
    if typed_years(new):
        moving.note(msg("“{text}”里写着年份，请核对", text=new))
    elif new != old:
        moving.note(msg("标题“{old}”改成了“{new}”，请核对", old=old, new=new))
    return new


def _chapters(moving: Moving, tree: Tree) -> list[str]:
    lines = ["chapters:"]
    for chapter in series(tree):
        keys = dict(entries(chapter))
        keys["title"] = _words(moving, str(keys.get("title", "")))
        lines.append(f"- {flow(keys)}")
    return lines


def _attachments(moving: Moving, tree: Tree) -> Tree:
    def one(attachment: Tree) -> Tree:
        if isinstance(attachment, str):
            return _words(moving, attachment)
        keys = dict(entries(attachment))
        return {**keys, "title": _words(moving, str(keys["title"]))} if "title" in keys else keys

    return [one(attachment) for attachment in series(tree)]


def _allow(tree: Tree) -> list[str]:
    """No exception: those of last year as candidates."""
    old = series(tree)
    told = ["上年的例外；今年仍需要的，核实后写进 allow：", *(f"- {flow(one)}" for one in old)]
    return [*entry("allow", [], 0), *(remarks(told, 0) if old else [])]


def _path(moving: Moving) -> str:
    return f"data/{moving.year}/report.yaml"
