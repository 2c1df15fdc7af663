"""How fast a review is: the redline beyond the two builds, the comparison of texts alone, and Word files as text.

    python -m benchmarks.review [RUNS] [--update]

Both sides are real projects, built with everything; what is timed is all that a review adds: comparing, causes, the
redline with its comments, and its verification. Edits are a figure and a word in each item, or every sentence with its
characters in another order. ``--update`` writes the table into docs/review.md.

The peer is the package python-redlines[docxodus], measured on the same files in the same run where it is installed; it
is no dependency, tells no causes and verifies nothing, and starts a program of its own.
"""

from __future__ import annotations

import gc
import math
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.build import exponent
from benchmarks.pages import REVIEW, shown, table
from benchmarks.scale import enlarged
from report_kit.changes import Side
from report_kit.diff import compare
from report_kit.draft import Block, Draft
from report_kit.files import DiskFiles
from report_kit.flows.pipeline import assemble
from report_kit.flows.redlining import AUTHOR, Redline, redlined
from report_kit.flows.review import Reviewed
from report_kit.flows.sides import Source, opened_project
from report_kit.write import final_document

if TYPE_CHECKING:
    from collections.abc import Callable

    Engine = Callable[[bytes, bytes], object]

ROOT = Path(__file__).resolve().parents[1]
YEAR = 2023
PAGE = 28 * 22
"""Characters on a full page."""

TIMES = (2, 4, 11)
"""How often the shipped items are repeated: 18, 36 and 100 full pages or a little more."""

GOALS = {TIMES[0]: "≤0.5秒", TIMES[-1]: "≤2秒"}
PEER = "python-redlines[docxodus]"
STARTS = 15
"""How often each program is started; starting takes long and varies."""

_PROSE = re.compile(r"(?m)^(\s+)(?!- |\w+:)([^\s#].*)$")
_HOLE = re.compile(r"(\{\{.*?\}\})")


class State(NamedTuple):
    """A project as it was built: what is known of it, and its Word file."""

    side: Side
    word: bytes


class Pair(NamedTuple):
    """Two states, and how many full pages the earlier one has."""

    before: State
    after: State
    pages: int


def built(project: Path) -> State:
    """A project with everything that a build makes."""
    files = DiskFiles(project)
    assembly = assemble(files, YEAR, ROOT / "templates")
    if assembly.draft is None:
        raise SystemExit(f"{project}: the data give no draft")
    return State(
        opened_project(Source(""), files, assembly, ROOT / "templates").side, final_document(assembly.draft).data
    )


def a_little(text: str) -> str:
    """A data file with a figure and a word changed in each copy of what it holds."""
    return text.replace("673张", "680张").replace("推进", "加快").replace("9382名", "9391名")


def everything(text: str) -> str:
    """A data file whose every sentence has its characters in another order; holes stay."""
    chance = random.Random(1)

    def line(found: re.Match[str]) -> str:
        pieces = _HOLE.split(found[2])
        return found[1] + "".join(
            one if n % 2 else "".join(chance.sample(one, len(one))) for n, one in enumerate(pieces)
        )

    return _PROSE.sub(lambda found: line(found) if len(found[2]) > 20 else found[0], text)


def pair(folder: Path, times: int, edit: Callable[[str], str]) -> Pair:
    """The shipped report ``times`` times, and the same edited."""
    old, new = (enlarged(ROOT, folder / f"{edit.__name__} {times} {name}", times) for name in ("old", "new"))
    for path in new.glob("data/*/*.yaml"):
        if path.name != "report.yaml":
            path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    before, after = built(old), built(new)
    size = sum(len(block.text) for block in before.side.draft.blocks) if before.side.draft else 0
    return Pair(before, after, size // PAGE)


def quickest(work: Callable[[], object], runs: int) -> float:
    """Seconds of the best run: what others do on the machine only adds. Nobody looks for garbage, as in ``report``."""
    best = math.inf
    for _ in range(runs):
        gc.collect()
        gc.disable()
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
        gc.enable()
    return best


def reviewed(both: Pair) -> None:
    """All that a review with a redline adds to two builds; the benchmark ends where there is no redline."""
    before, after = both.before, both.after
    changes = compare(before.side, after.side, YEAR)
    found = Reviewed(changes, words=(before.word, after.word), drafts=(before.side.draft, after.side.draft))
    made = redlined(found)
    if not isinstance(made, Redline):
        raise SystemExit(str(made.message))


def cut_anew(side: Side) -> Side:
    """The same text cut into other paragraphs and shuffled, without ids: what became of what must be found out."""
    chance = random.Random(1)
    text = "".join(block.text for block in side.draft.blocks) if side.draft else ""
    blocks, at = [], 0
    while at < len(text):
        size = chance.randint(40, 160)
        blocks.append(Block(f"paragraph.{len(blocks)}", "", text[at : at + size], ()))
        at += size
    chance.shuffle(blocks)
    return Side("", Draft("", tuple(blocks)), identified=False)


def peer() -> Engine | None:
    """The other engine, if somebody installed it."""
    try:
        from python_redlines import DocxodusEngine  # type: ignore[import-not-found]  # noqa: PLC0415 - may be missing

        engine = DocxodusEngine()
    except (ImportError, OSError):
        return None
    return lambda old, new: engine.run_redline(AUTHOR, old, new)


def starting(file: Path) -> float:
    """How many times as long ``report textconv`` takes as the interpreter alone, each started as git does it.

    Modules are compiled before, as an installation does it, whatever the surroundings say about keeping them.
    """
    program = [sys.executable, "-X", "form=1", str(ROOT / "cli.py"), "textconv", str(file)]
    nothing = [sys.executable, "-c", "pass"]
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(program, stdout=subprocess.DEVNULL, check=True, env=surroundings)
    best = [math.inf, math.inf]
    for _ in range(STARTS):  # by turns, so that what else the machine does strikes both
        for place, command in enumerate((program, nothing)):
            started = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=surroundings)
            best[place] = min(best[place], time.perf_counter() - started)
    return best[0] / best[1]


def rows_of(name: str, pairs: list[Pair], other: Engine | None, runs: int) -> list[tuple[object, ...]]:
    """The rows on redlines of one kind of edit, from the smallest pair to the largest."""
    rows: list[tuple[object, ...]] = []
    ours, theirs = [], []
    for times, both in zip(TIMES, pairs, strict=True):
        ours.append(quickest(lambda both=both: reviewed(both), runs))  # type: ignore[misc]
        if other is not None:
            theirs.append(quickest(lambda both=both: other(both.before.word, both.after.word), 1))  # type: ignore[misc]
        told = f"{theirs[-1]:.2f}秒" if other else "未安装"
        rows.append((f"修订稿，{name}，{both.pages}页", f"{ours[-1]:.2f}秒", GOALS.get(times, "—"), told))
    pages = [both.pages for both in pairs]
    growth = f"{exponent(pages, theirs):.2f}" if other else "未安装"
    rows.append((f"修订稿，{name}，随篇幅增长的指数", f"{exponent(pages, ours):.2f}", "≈1", growth))
    return rows


def texts(name: str, pairs: list[Pair], after: Callable[[Pair], Side], runs: int) -> list[tuple[object, ...]]:
    """The rows on the comparison of texts alone."""
    taken = []
    for both in pairs:
        side = after(both)
        taken.append(quickest(lambda one=both.before.side, side=side: compare(one, side), runs))  # type: ignore[misc]
    pages = [both.pages for both in pairs]
    return [
        (f"比较文字，{name}，{pages[-1]}页", f"{taken[-1]:.2f}秒", "—", "—"),
        (f"比较文字，{name}，随篇幅增长的指数", f"{exponent(pages, taken):.2f}", "≈1", "—"),
    ]


def main(runs: int, *, update: bool) -> None:
    """Measures and prints."""
    other = peer()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        little, whole = ([pair(folder, times, edit) for times in TIMES] for edit in (a_little, everything))
        file = folder / "report.docx"
        file.write_bytes(built(ROOT).word)
        rows = rows_of("改几处", little, other, runs)
        rows += rows_of("句句改写", whole, other, runs)
        rows += texts("句句改写", whole, lambda both: both.after.side, runs)
        rows += texts("重新分段并打乱，没有代号", whole, lambda both: cut_anew(both.after.side), runs)
        rows.append(("`report textconv` 与 `python -c pass` 的时间之比", f"{starting(file):.1f}", "≤3", "—"))
    block = table(("测什么", "测得", "要求", PEER), rows)
    if other is None:
        block += f'\n\n并列的一栏没有测：先运行 `pip install "{PEER}"`。'
    shown("review", block, update=update, page=REVIEW)


if __name__ == "__main__":
    numbers = [int(option) for option in sys.argv[1:] if option.isdigit()]
    main(numbers[0] if numbers else 3, update="--update" in sys.argv)
