"""How fast a report is made, as ratios within one run.

    python -m benchmarks.build [RUNS]

Prints a table: whole process against the plain script (cold, the user's cache warm as on any second day), a rebuild
in one process against docxtpl's render and save alone, growth over 1, 4, 16 and 64 times the facts, and peak memory.

A process remembers the files it has read, so a rebuild is measured twice: with nothing changed, and with a comment
added to every data file, so that all are read again. Growth is measured with every file changed.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.scale import enlarged

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
YEAR = 2023
TIMES = (1, 4, 16, 64)

CHANGE = """
def change(project, run):
    for path in project.glob("data/*/*.yaml"):
        text = path.read_text(encoding="utf-8").partition("# run ")[0]
        path.write_text(f"{text}# run {run}\\n", encoding="utf-8")
"""

WARM = (
    CHANGE
    + """
import statistics, sys, time
from io import BytesIO
from pathlib import Path
project, runs, cache = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
from report_kit.flows.build import document_bytes
from benchmarks.plain import context, DocxTemplate
shown = context(project, 2023)
template_file = (project / "templates/report.docx").read_bytes()
def ours():
    document_bytes(project, 2023, cache)
def theirs():
    template.render(shown, autoescape=True)
    template.save(BytesIO())
def timed(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
times = ([], [], [])
for run in range(runs + 2):
    template = DocxTemplate(BytesIO(template_file)); template.init_docx()
    times[0].append(timed(theirs))
    times[1].append(timed(ours))
    change(project, run)
    times[2].append(timed(ours))
    timed(ours)  # so that the next finds nothing changed
print(*(statistics.median(one[2:]) for one in times))
"""
)

GROWTH = (
    CHANGE
    + """
import sys, time
from pathlib import Path
from report_kit.flows.build import document_bytes
project, cache = Path(sys.argv[1]), Path(sys.argv[2])
best = 1e9
for run in range(int(sys.argv[3])):
    change(project, run)
    started = time.perf_counter(); document_bytes(project, 2023, cache); best = min(best, time.perf_counter() - started)
print(best)
"""
)


def run(arguments: list[str], cache: Path, cwd: Path) -> tuple[float, int]:
    """Seconds of wall time and peak resident memory in KiB of one process that must succeed."""
    caches = dict.fromkeys(("XDG_CACHE_HOME", "LOCALAPPDATA"), str(cache))
    environment = dict(os.environ) | caches | {"PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    process = subprocess.Popen(arguments, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        message = process.stderr.read().decode() if process.stderr else ""
        raise SystemExit(f"{arguments} failed:\n{message}")
    if process.stderr:
        process.stderr.close()
    process.returncode = 0
    return seconds, usage.ru_maxrss


def printed(code: str, *arguments: str) -> list[float]:
    """The numbers a piece of Python prints in a process of its own."""
    environment = dict(os.environ) | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return [float(number) for number in done.stdout.split()]


def alternating(runs: int, *measures: Callable[[], tuple[float, int]]) -> list[tuple[float, float, int]]:
    """Median and minimum of time, and median of memory, of each measure; they take turns."""
    taken: list[list[tuple[float, int]]] = [[] for _ in measures]
    for _ in range(runs):
        for measure, results in zip(measures, taken, strict=True):
            results.append(measure())
    return [
        (
            statistics.median(seconds for seconds, _ in results),
            min(seconds for seconds, _ in results),
            int(statistics.median(memory for _, memory in results)),
        )
        for results in taken
    ]


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """Slope of the least-squares line through (log size, log time)."""
    x = [math.log(size) for size in sizes]
    y = [math.log(second) for second in seconds]
    mean_x, mean_y = statistics.mean(x), statistics.mean(y)
    covariance = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return covariance / sum((a - mean_x) ** 2 for a in x)


def main(runs: int) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        project = enlarged(ROOT, work / "x1", 1)
        cache = work / "cache"
        report = [str(Path(sys.executable).with_name("report")), "-C", str(project), "build", str(YEAR)]
        plain = [sys.executable, "-m", "benchmarks.plain", str(project), str(YEAR), str(work / "plain.docx")]
        run(report, cache, work)
        run(plain, cache, ROOT)
        ours, theirs = alternating(runs, lambda: run(report, cache, work), lambda: run(plain, cache, ROOT))
        rows = [
            ("whole process, cold", ours[0], theirs[0], "plain script"),
            ("whole process, cold, fastest", ours[1], theirs[1], "plain script"),
        ]
        warm_theirs, unchanged, changed = printed(WARM, str(project), str(runs), str(cache))
        rows.append(("rebuild, nothing changed", unchanged, warm_theirs, "docxtpl render + save"))
        rows.append(("rebuild, every data file changed", changed, warm_theirs, "docxtpl render + save"))
        print(f"{'':32}{'ours ms':>10}{'peer ms':>10}{'ratio':>8}  peer")
        for name, mine, peer, who in rows:
            print(f"{name:32}{mine * 1000:10.1f}{peer * 1000:10.1f}{mine / peer:8.2f}  {who}")
        mine, peer = ours[2] / 1024, theirs[2] / 1024
        print(f"{'peak memory, MiB':32}{mine:10.1f}{peer:10.1f}{mine / peer:8.2f}  plain script")
        seconds = []
        for times in TIMES:
            larger = project if times == 1 else enlarged(ROOT, work / f"x{times}", times)
            seconds += printed(GROWTH, str(larger), str(cache), str(max(3, 12 // times)))
        print("\ngrowth      " + "".join(f"{f'{times}x':>10}" for times in TIMES) + "  exponent")
        print(
            "ms          " + "".join(f"{s * 1000:10.1f}" for s in seconds) + f"{exponent(list(TIMES), seconds):10.3f}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
