"""Precision and recall of the text rules on invented passages in the register of reports.

    python -m benchmarks.corpus [--details] [--update]

Prints the marks of both sets, those written beside the rules and those held out, and the slips found by rule;
``--details`` tells of each false alarm, warning and missed slip, ``--update`` writes the tables into docs/checking.md.
How it is scored: tests/corpus/README.md. Ends with status 1 if a reach is missed.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks.pages import percent, shown, table
from tests.corpus.scoring import PREVIEW, Judged, Score, corpus, judged, score

if TYPE_CHECKING:
    from report_kit.diagnostics import Diagnostic

SETS = (("写规则时对照的", False), ("另写的", True))
REACH = 90
"""Percent of the slips of sure rules that are to be found."""


def line(one: Judged, what: str, told: Diagnostic) -> str:
    """One diagnostic as the details tell it."""
    place = f"{told.location.line}:{told.location.column}" if told.location else ""
    return f"{one.passage['id']} {what} {told.code} {place} {told.message}"


def details(results: list[Judged]) -> list[str]:
    """What went wrong, and the warnings on clean passages, passage by passage."""
    lines = []
    for one in results:
        what = "clean" if one.clean else f"slip {one.passage['slip']['code']}"
        lines += [line(one, f"{what}: false alarm", told) for told in one.errors()]
        lines += [line(one, f"{what}: warning", told) for told in one.warnings()]
        if not one.clean and not one.found:
            slip = one.passage["slip"]
            lines.append(f"{one.passage['id']} {what}: not found: {slip['words']} ({slip['why']})")
    return lines


def marks(scores: list[Score]) -> str:
    """The table of both sets."""

    def recalled(one: Score, *, sure: bool) -> str:
        found, planted = one.recall(one.sure if sure else PREVIEW)
        return f"{found}/{planted}（{percent(found, planted)}）" if planted else "—"

    rows: list[tuple[object, ...]] = [
        ("没有错的段落", *(one.clean for one in scores)),
        ("其上误报的错误", *(one.false_alarms for one in scores)),
        ("其上的警告（不算误报）", *(one.warnings for one in scores)),
        ("埋了一处错的段落", *(one.slips for one in scores)),
        ("其上多报的错误", *(one.extra for one in scores)),
        ("找到埋下的错（标 H 的规则）", *(recalled(one, sure=True) for one in scores)),
        ("找到埋下的错（preview，另计）", *(recalled(one, sure=False) for one in scores)),
    ]
    return table(("", *(name for name, _ in SETS)), rows)


def by_rule(scores: list[Score]) -> str:
    """How many slips of each rule were found of those planted."""
    codes = sorted({code for one in scores for code in one.planted}, key=lambda code: (code in PREVIEW, code))
    rows: list[tuple[object, ...]] = [
        (
            f"{code}（preview）" if code in PREVIEW else code,
            *(f"{one.found[code]}/{one.planted[code]}" if one.planted[code] else "—" for one in scores),
        )
        for code in codes
    ]
    return table(("规则：找到/埋下", *(name for name, _ in SETS)), rows)


def main(*options: str) -> int:
    """Judges both sets, prints the tables, and says whether the reaches are kept."""
    results = [[judged(passage) for passage in corpus(held_out=held_out)] for _, held_out in SETS]
    scores = [score(one) for one in results]
    shown("corpus", f"{marks(scores)}\n\n{by_rule(scores)}", update="--update" in options)
    if "--details" in options:
        print("\n".join(text for one in results for text in details(one)))
    kept = True
    for one in scores:
        found, planted = one.recall(one.sure)
        kept = kept and one.false_alarms == 0 and one.extra == 0 and found * 100 >= REACH * planted
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
