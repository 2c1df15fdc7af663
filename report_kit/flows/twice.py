"""Two builds in two processes that differ in everything that must not matter, and what each made."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PROGRAM = """
import json, sys
from pathlib import Path
from report_kit.flows.twice import digests
project, year, templates, cache, final = json.loads(sys.argv[1])
made = digests(Path(project), year, Path(templates), Path(cache) if cache else None, final=final)
sys.stdout.write(json.dumps(made))
"""

SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "4294967295", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
)
"""Hash seed, time zone and locale of the two processes. The second also uses the cache, in another folder."""


def digests(
    project: Path, year: int, templates: Path, cache: Path | None = None, *, final: bool = False
) -> dict[str, str]:
    """The sha256 of every file a build would write, by its path in the project; nothing is written."""
    from report_kit.flows.build import outputs
    from report_kit.flows.pipeline import assemble
    from report_kit.load import DiskFiles

    assembly = assemble(DiskFiles(project), year, templates, cache, final=final)
    made = outputs(assembly, final=final)
    return {path: hashlib.sha256(content).hexdigest() for path, content in made.items()}


def build_twice(
    project: Path, year: int, templates: Path, cache: Path | None = None, *, final: bool = False
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What two builds in two processes made. Raises RuntimeError if a process fails."""
    places = (str(project.absolute()), year, str(templates.absolute()))
    with tempfile.TemporaryDirectory() as elsewhere:
        first = _made([*places, None, final], project, SURROUNDINGS[0])
        second = _made([*places, str(cache) if cache else None, final], Path(elsewhere), SURROUNDINGS[1])
    return first, second


def _made(task: list[object], folder: Path, surroundings: Mapping[str, str]) -> dict[str, str]:
    """What a process started in ``folder`` makes of the task."""
    package = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(  # noqa: S603 - our own program, started without a shell
        [sys.executable, "-P", "-c", PROGRAM, json.dumps(task)],
        cwd=folder,
        env={**os.environ, **surroundings, "PYTHONPATH": package},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "backslashreplace"))
    made: dict[str, str] = json.loads(done.stdout)
    return made
