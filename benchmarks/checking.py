"""How much time checking takes, as ratios within one run.

    python -m benchmarks.checking [RUNS] [--update]

Prints how much checking adds to a cold build of a 20,000-character report; how the time of an audit grows with the
length of a text, up to 200 pages; and how it grows when runs of one hostile thing become twice as long. ``--update``
writes the table into docs/checking.md.

A process remembers the paragraphs it has read, so none is judged twice here: each run gets a mark of its own.
"""

from __future__ import annotations

import gc
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from benchmarks.build import ROOT, exponent
from benchmarks.pages import shown, table
from benchmarks.scale import enlarged
from tests.corpus.scoring import audited, corpus
from tests.hostile.texts import RUNS

PAGE = 28 * 22
"""Characters on a page of a report."""

PAGES = (25, 50, 100, 200)
LONG = 10_000
"""Characters of a hostile run in one paragraph, which is then made twice as long; more where that is over too soon."""

LONGEST = 320_000
ENOUGH = 0.05
"""Seconds that an audit should take to be timed."""

TIMES = 4
"""How often the shipped items are repeated in the report that is built, so that it has 20,000 characters."""

BUILD = """
import sys, time
began = time.perf_counter()
from pathlib import Path
import report_kit.load, report_kit.resolve, report_kit.render, report_kit.write
before = time.perf_counter()
import report_kit.rules
importing = time.perf_counter() - before
from report_kit.flows.build import outputs
from report_kit.flows.pipeline import assemble
from report_kit.files import DiskFiles
project = Path(sys.argv[1])
times = []
assembly = assemble(DiskFiles(project), 2023, project / "templates", Path(sys.argv[2]),
                    stage=lambda words: times.append((str(words), time.perf_counter())))
times.append(("", time.perf_counter()))
outputs(assembly, final=False)
ended = time.perf_counter()
stages = [end - start for (words, start), (_, end) in zip(times, times[1:]) if "核对" in words]
print(sum(len(block.text) for block in assembly.draft.blocks), importing, *stages)
"""


def build_share(project: Path, cache: Path, runs: int) -> tuple[int, float, float]:
    """Characters of the report, and what checking adds to a cold build (median): in all, and without loading rules."""
    environment = dict(os.environ) | {"PYTHONPATH": str(ROOT)}
    characters, ratios, stages, whole = 0, [], [0.0], 0.0
    loaded = []
    for _ in range(runs + 1):
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", BUILD, str(project), str(cache)],
            env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        whole = time.perf_counter() - started
        numbers = done.stdout.split()
        characters, stages = int(numbers[0]), [float(number) for number in numbers[1:]]
        ratios.append(sum(stages) / (whole - sum(stages)))
        loaded.append(sum(stages[1:]) / (whole - sum(stages)))
    told = ", ".join(f"{stage * 1000:.0f}" for stage in stages)
    print(f"of {whole * 1000:.0f} ms: loading the rules, facts, sentences {told} ms", file=sys.stderr)
    return characters, statistics.median(ratios[1:]), statistics.median(loaded[1:])


MARKS = count()
"""Numbers of the marks that keep one run's paragraphs from being remembered from another."""


def quickest(text: str, runs: int) -> float:
    """The shortest time of an audit of a text, every rule looking, previews too."""
    best = math.inf
    gc.collect()
    for _ in range(runs):
        mark = chr(0x4E00 + next(MARKS))
        own = "\n".join(f"{line}{mark}" for line in text.split("\n"))
        started = time.perf_counter()
        audited(own, "2024-01-29", preview=True)
        best = min(best, time.perf_counter() - started)
    return best


def growth_of(piece: str, runs: int) -> tuple[int, float, float]:
    """A length of a run of one piece that can be timed, and the time of it and of twice as much."""
    length = LONG
    while length < LONGEST and quickest(piece * (length // len(piece)), 1) < ENOUGH:
        length *= 2
    short, double = (quickest(piece * (much // len(piece)), runs) for much in (length, 2 * length))
    return length, short, double


def text_of(characters: int) -> str:
    """A text of the corpus's passages, over and over, of about this length; no line is the same as another."""
    lines = [line for passage in corpus(held_out=False) for line in passage["text"].splitlines()]
    taken: list[str] = []
    length = 0
    while length < characters:
        taken.append(lines[len(taken) % len(lines)] + chr(0x5000 + len(taken)))
        length += len(taken[-1])
    return "\n".join(taken)


def main(runs: int, *, update: bool) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        project = enlarged(ROOT, work / "project", TIMES)
        characters, share, without = build_share(project, work / "cache", runs)
    quickest(text_of(PAGE), 1)  # patterns are compiled when first needed
    pages = [quickest(text_of(number * PAGE), max(1, runs // 3)) for number in PAGES]
    growth = exponent(list(PAGES), pages)
    rows: list[tuple[object, ...]] = [
        (f"核对给冷启动生成增加的时间（{characters}字的报告）", f"{share * 100:.0f}%", "≤15%"),
        ("其中不算装入规则的程序", f"{without * 100:.0f}%", "—"),
        (f"审读时间随篇幅增长的指数（{PAGES[0]}～{PAGES[-1]}页，1为成正比）", f"{growth:.2f}", "≈1"),
    ]
    for name, piece in RUNS:
        length, short, double = growth_of(piece, max(2, runs // 2))
        rows.append((f"{2 * length}字与{length}字之比：{name}", f"{double / short:.1f}", "≤2.5"))
        print(f"{name}: {length} characters {short * 1000:.0f} ms, twice {double * 1000:.0f} ms", file=sys.stderr)
    print(f"200 pages: {pages[-1]:.2f} s", file=sys.stderr)
    shown("speed", table(("时间之比", "测得", "要求"), rows), update=update)


if __name__ == "__main__":
    numbers = [int(option) for option in sys.argv[1:] if option.isdigit()]
    main(numbers[0] if numbers else 7, update="--update" in sys.argv)
