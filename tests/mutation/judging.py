"""Slips put before the checks: who tells of each, in two processes at once, and which facts nothing guards."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from report_kit.diagnostics import Severity
from report_kit.flows.pipeline import assemble
from tests.mutation.confirmed import PATH as CONFIRMED
from tests.mutation.confirmed import confirmations
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
NOTHING: Mapping[str, str] = MappingProxyType({})
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


def double_entry() -> dict[str, str]:
    """The file of confirmed figures, by its path, that stands for departments which filled in their sheets."""
    assembly = assemble(MemoryFiles(SOURCES), EDITION, ROOT / "templates")
    assert assembly.report is not None
    assert assembly.draft is not None
    return {CONFIRMED: confirmations(assembly.report, assembly.draft)}


def caught(
    mutant: Mutant,
    cache: Path | None = None,
    known: frozenset[object] = frozenset(),
    beside: Mapping[str, str] = NOTHING,
) -> str:
    """How the checks tell of a slip: by an error that was not ``known`` before, by a warning that is enough, or not.

    ``beside``: further files of the project, which the slip is not in.
    """
    enough = WARNINGS_ENOUGH.get(mutant.operator, frozenset())
    new = [one for one in problems({**mutant.files(), **beside}, cache) if one.fingerprint not in known]
    if any(one.severity is Severity.ERROR for one in new):
        return ERROR
    return WARNING if any(one.severity is Severity.WARNING and one.code in enough for one in new) else UNNOTICED


def all_caught(chosen: Sequence[Mutant], cache: Path, beside: Mapping[str, str] = NOTHING) -> list[str]:
    """How each is told of with these files ``beside``, in as many processes as there are processors."""
    known = frozenset(one.fingerprint for one in problems({**SOURCES, **beside}, cache))
    workers = os.cpu_count() or 1
    parts = [chosen[n::workers] for n in range(workers)]
    with ProcessPoolExecutor(workers) as pool:
        done = list(pool.map(_part, parts, [cache] * workers, [known] * workers, [dict(beside)] * workers))
    found = [UNNOTICED] * len(chosen)
    for n, results in enumerate(done):
        found[n::workers] = results
    return found


def _part(chosen: Iterable[Mutant], cache: Path, known: frozenset[object], beside: Mapping[str, str]) -> list[str]:
    return [caught(one, cache, known, beside) for one in chosen]


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
