"""How fast two states of a report are compared, as ratios within one run.

    python -m benchmarks.review [RUNS]

Prints the comparison alone beside the two builds it needs, and its growth over 1, 4 and 16 times the report, for an
edit of a few figures and for a report whose every paragraph was rewritten, with ids and without.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.scale import enlarged
from report_kit.changes import Side
from report_kit.diff import compare, figures_of
from report_kit.draft import Block, Draft
from report_kit.flows.pipeline import assemble
from report_kit.load import DiskFiles
from report_kit.shipped_files import shipped
from report_kit.wording_diff import tokens

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
YEAR = 2023
TIMES = (1, 4, 16)
CHARACTERS_A_PAGE = 28 * 22


def timed(work: Callable[[], object], runs: int) -> float:
    """The median of the seconds that ``work`` takes."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def side_of(project: Path) -> Side:
    """The state a project is in."""
    assembly = assemble(DiskFiles(project), YEAR, shipped("templates"))
    report, draft = assembly.report, assembly.draft
    if report is None or draft is None:
        raise ValueError("the data give no draft")
    return Side("", draft, report, figures_of(report, draft), problems=assembly.outcome.diagnostics)


def rewritten(side: Side, chance: random.Random, *, identified: bool) -> Side:
    """The same report with the words of every paragraph in another order."""
    blocks = []
    for number, block in enumerate(side.draft.blocks if side.draft else (), 1):
        words = list(tokens(block.text))
        if identified:
            chance.shuffle(words)
        text = "".join(words)
        blocks.append(Block(block.id if identified else f"paragraph.{number}", block.style, text, (), block.level))
    if not identified:
        # Every paragraph is cut at another place, and none has an id: what became of what must be found out.
        parts = "".join(block.text for block in blocks)
        sizes = [chance.randint(40, 160) for _ in range(len(parts) // 40)]
        cuts = [sum(sizes[:n]) for n in range(len(sizes))]
        blocks = [
            Block(f"paragraph.{n}", "", parts[a : a + size], ())
            for n, (a, size) in enumerate(zip(cuts, sizes, strict=True))
            if parts[a : a + size]
        ]
        chance.shuffle(blocks)
    return Side("", Draft("", tuple(blocks)), identified=identified)


def main(runs: int) -> None:
    """Print the table."""
    chance = random.Random(1)
    first: dict[str, tuple[float, int]] = {}
    for times in TIMES:
        with TemporaryDirectory() as folder:
            old, new = (enlarged(ROOT, Path(folder) / name, times) for name in ("old", "new"))
            path = new / "data/2023/key_work.yaml"
            path.write_text(path.read_text(encoding="utf-8").replace("673张", "680张"), encoding="utf-8")
            before, after = side_of(old), side_of(new)
            builds = 2 * timed(lambda old=old: side_of(old), 1)
        size = sum(len(block.text) for block in before.draft.blocks) if before.draft else 0
        cases = (
            ("some figures changed", before, after),
            ("every paragraph rewritten, with ids", before, rewritten(before, chance, identified=True)),
            ("cut anew and shuffled, without ids", before, rewritten(before, chance, identified=False)),
        )
        for name, one, other in cases:
            taken = timed(lambda one=one, other=other: compare(one, other), runs)
            base, least = first.setdefault(name, (taken, size))
            print(
                f"{name}: {size / CHARACTERS_A_PAGE:.0f} pages, {taken:.3f} s, {taken / builds:.2f} × the two builds,"
                f" {taken / base:.1f} × the time for {size / least:.1f} × the text"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
