"""Slips put before the checks: who tells of each, in two processes at once, and which facts nothing guards."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.diagnostics import Severity
from report_kit.flows.pipeline import assemble
from tests.mutation.mutants import ROOT, SOURCES, Mutant, mutants
from tests.mutation.operators import LAST_PLACE, MEMBER_DOUBLED, YEAR
from tests.unit.load.project import MemoryFiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from report_kit.diagnostics import Diagnostic
    from report_kit.report import Report

ERROR, WARNING, UNNOTICED = "error", "warning", ""
WARNINGS_ENOUGH = {MEMBER_DOUBLED: frozenset({"L102"}), YEAR: frozenset({"D205", "D211", "D213"})}
"""Slips of which the catalogue has the rule that tells give a warning: that is told, too, and counted apart."""

EDITION = 2023
UNGUARDED = Path(__file__).with_name("unguarded.txt")
"""The facts in which a slip of one in the last place goes unnoticed."""


def problems(files: Mapping[str, str], cache: Path | None = None) -> tuple[Diagnostic, ...]:
    """What ``report check 2023`` finds in these files."""
    return assemble(MemoryFiles(files), EDITION, ROOT / "templates", cache).outcome.diagnostics


def shipped() -> Report:
    """The report of the shipped data."""
    report = assemble(MemoryFiles(SOURCES), EDITION, ROOT / "templates").report
    assert report is not None
    return report


def caught(mutant: Mutant, cache: Path | None = None, known: frozenset[object] = frozenset()) -> str:
    """How the checks tell of a slip: by an error that was not ``known`` before, by a warning that is enough, or not."""
    enough = WARNINGS_ENOUGH.get(mutant.operator, frozenset())
    new = [one for one in problems(mutant.files(), cache) if one.fingerprint not in known]
    if any(one.severity is Severity.ERROR for one in new):
        return ERROR
    return WARNING if any(one.severity is Severity.WARNING and one.code in enough for one in new) else UNNOTICED


def all_caught(chosen: Sequence[Mutant], cache: Path) -> list[str]:
    """How each is told of, in as many processes as there are processors."""
    known = frozenset(one.fingerprint for one in problems(SOURCES, cache))
    workers = os.cpu_count() or 1
    parts = [chosen[n::workers] for n in range(workers)]
    with ProcessPoolExecutor(workers) as pool:
        done = list(pool.map(_part, parts, [cache] * workers, [known] * workers))
    found = [UNNOTICED] * len(chosen)
    for n, results in enumerate(done):
        found[n::workers] = results
    return found


def _part(chosen: Iterable[Mutant], cache: Path, known: frozenset[object]) -> list[str]:
    return [caught(one, cache, known) for one in chosen]


def smallest_slips(report: Report) -> list[Mutant]:
    """The slips of one in the last place that are not right after rounding."""
    return [one for one in mutants(report) if one.operator == LAST_PLACE and not one.equivalent]


def unguarded(chosen: Sequence[Mutant], told: Sequence[str]) -> tuple[str, ...]:
    """The names of the facts in which one of these slips was not told of, sorted."""
    return tuple(
        sorted(
            {key[1] for mutant, found in zip(chosen, told, strict=True) if found == UNNOTICED for key in mutant.facts}
        )
    )


def listed() -> tuple[str, ...]:
    """The names in ``unguarded.txt``, in its order; what stands after a # is a remark."""
    lines = (line.partition("#")[0].strip() for line in UNGUARDED.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line)
