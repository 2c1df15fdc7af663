"""Mutation testing of facts: every fact of data/2023 with one slip of the pen, and whether ``report check 2023`` tells.

    python -m benchmarks.mutation [--survivors] [--update]

Prints a table by operator and by class, first of the data alone, then with the figures that departments would have
confirmed beside them (tests/mutation/confirmed.py says which). ``--survivors`` lists what went unnoticed, ``--update``
writes the table into docs/checking.md and takes facts that are guarded by now off tests/mutation/unguarded.txt. It
never puts one on: that is done by hand, with a reason. Ends with status 1 if a reach is missed.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.pages import percent, shown, table
from tests.mutation.judging import (
    ERROR,
    UNGUARDED,
    UNNOTICED,
    all_caught,
    double_entry,
    listed,
    shipped,
    smallest_slips,
    unguarded,
)
from tests.mutation.mutants import mutants
from tests.mutation.operators import MEMBER_DROPPED, OPERATORS, YEAR

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.mutation.mutants import Mutant

HEAD = ("改法", "改错", "等价", "报错误", "报警告", "没报", "得分", "有核实：没报", "得分")

WITH_CONFIRMATIONS = 900
"""What share of all slips is to be told of with the figures confirmed, in tenths of a percent."""


class Class(NamedTuple):
    """Slips of one class and what share of them is to be told of, in tenths of a percent."""

    name: str
    holds: Callable[[Mutant], bool]
    reach: int


CLASSES = (
    Class("处在等式里的数据", lambda one: one.equality, 960),
    Class("年份", lambda one: one.operator == YEAR, 1000),
    Class("点了数的名单漏一项", lambda one: one.operator == MEMBER_DROPPED, 1000),
    Class("全部", lambda _: True, 0),
)

Judged = list[tuple["Mutant", str]]


def row(name: str, judged: Judged, confirmed: Judged) -> tuple[object, ...]:
    """One line of the table: how many, how many equivalent, by what told of, unnoticed, and the score.

    Then what is unnoticed of the same slips with the figures ``confirmed``, and that score.
    """
    equivalent = sum(one.equivalent for one, _ in judged)
    told = Counter(how for one, how in judged if not one.equivalent)
    errors, missed = told[ERROR], told[UNNOTICED]
    whole = len(judged) - equivalent
    left = len(survivors(confirmed))
    alone = (len(judged), equivalent, errors, whole - errors - missed, missed, percent(whole - missed, whole))
    return name, *alone, left, percent(whole - left, whole)


def reached(judged: Judged, reach: int) -> bool:
    """Whether enough of these were told of."""
    left = [how for one, how in judged if not one.equivalent]
    return sum(how != UNNOTICED for how in left) * 1000 >= reach * len(left)


def survivors(judged: Judged) -> list[str]:
    """Each slip that nothing told of, and that is not right after rounding."""
    return [str(one) for one, how in judged if how == UNNOTICED and not one.equivalent]


def main(*options: str) -> int:
    """Judges every slip, prints the table, and says whether the reaches are kept."""
    report = shipped()
    chosen = mutants(report)
    beside = double_entry()
    with tempfile.TemporaryDirectory() as cache:
        judged = list(zip(chosen, all_caught(chosen, Path(cache)), strict=True))
        confirmed = list(zip(chosen, all_caught(chosen, Path(cache), beside), strict=True))

    def line(name: str, holds: Callable[[Mutant], bool]) -> tuple[object, ...]:
        return row(name, *([pair for pair in one if holds(pair[0])] for one in (judged, confirmed)))

    rows = [line(name, lambda one, name=name: one.operator == name) for name in OPERATORS]
    rows += [line(f"**{one.name}**", one.holds) for one in CLASSES]
    update = "--update" in options
    small = smallest_slips(report)
    how = dict(judged)
    found = unguarded(small, [how[one] for one in small])
    total = len({key for one in small for key in one.facts})
    block = (
        f"{table(HEAD, rows)}\n\n末位差一没有核对办法的数据：{len(found)}个，共{total}个"
        "（名单在 tests/mutation/unguarded.txt）。\n"
        f"“有核实”一栏另加{sum(text.count('figure:') for text in beside.values())}个核实数。"
    )
    shown("mutation", block, update=update)
    if "--survivors" in options:
        print("\n".join(survivors(judged)))
        print("\nwith confirmations:", *survivors(confirmed), sep="\n")
    if update:
        lines = UNGUARDED.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not (name := line.partition("#")[0].strip()) or name in found]
        UNGUARDED.write_text("".join(kept), encoding="utf-8", newline="\n")
    for name in sorted(set(found) - set(listed())):
        print(f"nothing guards {name}, and tests/mutation/unguarded.txt does not say so")
    missed = [one.name for one in CLASSES if not reached([pair for pair in judged if one.holds(pair[0])], one.reach)]
    if not reached(confirmed, WITH_CONFIRMATIONS):
        missed.append("with confirmations")
    for name in missed:
        print(f"not reached: {name}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
