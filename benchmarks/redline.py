"""How long a redline takes and how it grows; and as many random pairs as you like.

    python -m benchmarks.redline            times, as ratios within one run
    python -m benchmarks.redline pairs 500  every pair must give a redline that holds the laws

The peer is the package python-redlines[docxodus], measured in the same run where it is installed; it is no dependency.
Its times hold its comparison alone, ours the verification as well.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.flows.build import document_bytes
from report_kit.ooxml.package import Package, read_package
from report_kit.ooxml.redline import Redlined, redline
from report_kit.ooxml.text import paragraphs
from tests.property.word_files import Doc, Para, Run, packed
from tests.property.word_pairs import pair

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
PAGES = 18
"""Pages of the report on 2023."""
TIMES = (1, 2, 4, 8)
RUNS = 5
GOALS = {18: 0.5, 100: 2.0}
"""Seconds for pages, beyond the builds."""


def texts() -> list[str]:
    """The paragraphs of the report on 2023."""
    package = read_package(document_bytes(ROOT, 2023))
    if not isinstance(package, Package):
        raise SystemExit(str(package.message))
    return list(paragraphs(package))


def file(paragraphs_of: list[str]) -> bytes:
    """A Word file of these paragraphs."""
    return packed(Doc([Para([Run(text)]) for text in paragraphs_of]))


def edited(words: list[str], chance: random.Random) -> list[str]:
    """Every tenth paragraph with another word, every thirtieth gone."""
    kept = [text for text in words if chance.random() > 1 / 30]
    return [text.replace("工作", "事业", 1) if chance.random() < 0.1 else text for text in kept]


def rewritten(words: list[str], chance: random.Random) -> list[str]:
    """Every paragraph with its characters in another order."""
    return ["".join(chance.sample(text, len(text))) for text in words]


def timed(work: Callable[[], object]) -> float:
    """Seconds of the best run: what others do on the machine only adds."""
    taken = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


def ours(old: bytes, new: bytes) -> Redlined:
    """A redline with a comment on each hunk; the benchmark ends where there is none."""
    made = redline(old, new, author="report-kit", date="2024-01-29T00:00:00Z", cause=lambda place: place.kind)
    if not isinstance(made, Redlined):
        raise SystemExit(str(made.reason))
    return made


def peer() -> Callable[[bytes, bytes], object] | None:
    """The other engine, if somebody installed it."""
    try:
        from python_redlines import DocxodusEngine  # type: ignore[import-not-found]  # noqa: PLC0415 - may be missing
    except ImportError:
        return None
    engine = DocxodusEngine()
    return lambda old, new: engine.run_redline("report-kit", old, new)


def main() -> None:
    """Measures and prints."""
    base, other = texts(), peer()
    print("| change | pages | seconds | of the goal | growth: time by pages | of python-redlines[docxodus] |")
    print("|---|---|---|---|---|---|")
    for name, change in (("a few words", edited), ("wholly rewritten", rewritten)):
        first = 0.0
        for times in TIMES:
            chance = random.Random(7)
            words = [f"{text}{copy or ''}" for copy in range(times) for text in base]
            old, new = file(words), file(change(words, chance))
            seconds = timed(lambda old=old, new=new: ours(old, new))  # type: ignore[misc]
            first = first or seconds
            pages = PAGES * times
            goal = next((f"{seconds / most:.2f}" for size, most in GOALS.items() if pages <= size), "—")
            beside = f"{seconds / timed(lambda old=old, new=new: other(old, new)):.2f}" if other else "not installed"  # type: ignore[misc]
            print(f"| {name} | {pages} | {seconds:.2f} | {goal} | {seconds / first / times:.2f} | {beside} |")


def pairs(many: int) -> None:
    """Makes redlines of random pairs, plain and revised; a pair without one ends the run."""
    for seed in range(many):
        for existing in ("accept", "reject", "keep"):
            old, new = pair(seed, revised=existing != "accept" or seed % 2 == 1)
            made = redline(old, new, author="x", date="", cause=lambda place: place.kind, existing=existing)
            if not isinstance(made, Redlined):
                raise SystemExit(f"pair {seed}, {existing}: {made.reason}")
    print(f"{many} pairs, three ways each: every one is a redline that holds the laws")


if __name__ == "__main__":
    if sys.argv[1:2] == ["pairs"]:
        pairs(int(sys.argv[2]))
    else:
        main()
