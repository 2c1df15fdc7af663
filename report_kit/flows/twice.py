"""Two builds in two processes that differ in everything that must not matter, and what each made."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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
"""Hash seed, time zone and locale of the two processes.

The second also uses the cache, and builds a copy of the project in another folder, from another folder.
"""

_READ = ("data", "templates")


class Trial(NamedTuple):
    """What one build made: the sha256 of every file by its path in the project, and the content hash of the report."""

    files: Mapping[str, str]
    content_sha256: str


def digests(
    project: Path, year: int, templates: Path, cache: Path | None = None, *, final: bool = False
) -> tuple[dict[str, str], str]:
    """The two parts of a ``Trial``; nothing is written."""
    from report_kit.flows.build import outputs
    from report_kit.flows.pipeline import assemble
    from report_kit.load import DiskFiles
    from report_kit.ooxml.identity import content_sha256
    from report_kit.ooxml.package import Package, read_package

    assembly = assemble(DiskFiles(project), year, templates, cache, final=final)
    made = outputs(assembly, final=final)
    packages = [read_package(content) for path, content in made.items() if path.endswith(".docx")]
    hashes = [content_sha256(package.parts) for package in packages if isinstance(package, Package)]
    return {path: hashlib.sha256(content).hexdigest() for path, content in made.items()}, "".join(hashes)


def build_twice(
    project: Path, year: int, templates: Path, cache: Path | None = None, *, final: bool = False
) -> tuple[Trial, Trial]:
    """What two builds in two processes made. Raises RuntimeError if a process fails."""
    shipped = str(templates.absolute())
    with tempfile.TemporaryDirectory() as folder:
        elsewhere = Path(folder, "别处 2")
        _copy(project, elsewhere)
        first = _made([str(project.absolute()), year, shipped, None, final], project, SURROUNDINGS[0])
        kept = str(cache) if cache else None
        second = _made([str(elsewhere), year, shipped, kept, final], Path(folder), SURROUNDINGS[1])
    return first, second


def _copy(project: Path, elsewhere: Path) -> None:
    """The files a build reads. What is no file, such as a pipe, stays behind."""

    def unusual(folder: str, names: list[str]) -> set[str]:
        return {name for name in names if not (Path(folder, name).is_file() or Path(folder, name).is_dir())}

    elsewhere.mkdir()
    for name in _READ:
        if (project / name).is_dir():
            shutil.copytree(project / name, elsewhere / name, ignore=unusual)


def _made(task: list[object], folder: Path, surroundings: Mapping[str, str]) -> Trial:
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
    return Trial(*json.loads(done.stdout))
