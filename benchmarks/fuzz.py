"""Hostile projects and texts by the thousand, in a process for each batch: counts what goes wrong.

    python -m benchmarks.fuzz 5000 [FIRST]

Projects go all the way: reading, resolving, rules, rendering, the bytes of the Word file, the ways of showing. Texts
of others are audited, previews too. Counts tracebacks, crashes of the interpreter, what takes too long, and problems
without a place in their file. Ends with status 1 if there was any; a number that failed can be looked at again by
giving it as FIRST.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BATCH = 100
SECONDS = 300
"""Time for a batch; one of projects takes about twenty."""

SLOW = 10
"""Seconds for one project or text; they take a fifth of one."""

JUDGES = {
    "projects": """
from tests.hostile.projects import judged, project
def complaints_of(number):
    return judged(project(number), cache)
""",
    "texts": """
from tests.hostile.texts import complaints, text
def complaints_of(number):
    return complaints(*text(number))
""",
}

WORKER = """
import sys, time, traceback
from pathlib import Path
first, last, cache, slow = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4])
{judge}
for number in range(first, last):
    print("at", number, flush=True)
    start = time.perf_counter()
    try:
        for complaint in complaints_of(number):
            print("wrong", number, complaint.encode("unicode_escape").decode()[:300], flush=True)
    except Exception:
        lines = traceback.format_exc().splitlines()
        print("traceback", number, lines[-1][:300], "|", lines[-3].strip(), flush=True)
    if time.perf_counter() - start > slow:
        print("slow", number, round(time.perf_counter() - start), flush=True)
"""


def run(kind: str, first: int, last: int, cache: Path) -> list[str]:
    """What went wrong with the projects or texts of these numbers."""
    worker = WORKER.replace("{judge}", JUDGES[kind])
    command = [sys.executable, "-X", "utf8", "-c", worker, str(first), str(last), str(cache), str(SLOW)]
    try:
        ended = subprocess.run(
            command, cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace", timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        output = late.stdout.decode("utf-8", "replace") if isinstance(late.stdout, bytes) else late.stdout or ""
        return [f"hang {output.split()[-1] if output else first}"]
    lines = ended.stdout.splitlines()
    found = [line for line in lines if not line.startswith("at ")]
    if ended.returncode:
        number = next((line.split()[1] for line in reversed(lines) if line.startswith("at ")), str(first))
        found.append(f"crash {number} (status {ended.returncode}) {ended.stderr[-300:]}")
    return found


def main(count: int, first: int = 0) -> int:
    """Runs ``count`` projects and as many texts from ``first`` and prints what was found."""
    status = 0
    for kind in JUDGES:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as cache, ThreadPoolExecutor(os.cpu_count()) as workers:
            starts = range(first, first + count, BATCH)
            batches = workers.map(
                lambda start, kind=kind: run(kind, start, min(start + BATCH, first + count), Path(cache)), starts
            )
            found = [line for batch in batches for line in batch]
        print(f"{count} {kind} in {time.perf_counter() - began:.0f} s: {len(found)} went wrong")
        for line in found:
            print(" ", line)
        status = 1 if found else status
    return status


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
