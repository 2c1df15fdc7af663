"""Two years walked with the commands an office uses, from a clone of this project. What is filled in is invented."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import cli
from tests.unit.confirm.offices import fill, opened, saved
from tests.walk import filling

ROOT = Path(__file__).resolve().parents[2]
BEGUN = ("2024/report.yaml", "2024/highlights.yaml", "2024/key_work.yaml", "2025/plans.yaml")
"""The files of data/ that the shipped project has of the year it began."""

SIGNED = ("虚构人", dt.date(2025, 1, 10))


class Told(NamedTuple):
    """How a run of ``report`` ended, and what it said."""

    code: int
    text: str

    def json(self) -> Any:
        return json.loads(self.text)


class Project(NamedTuple):
    """A project on disk, and ``report`` run in it."""

    root: Path

    def report(self, *words: str) -> Told:
        said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = cli.run(["-C", str(self.root), *words])
        said.flush()
        return Told(code, said.buffer.getvalue().decode())

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        (self.root / path).write_text(text, encoding="utf-8")

    def change(self, path: str, changes: dict[str, str]) -> None:
        self.write(path, filling.changed(self.read(path), changes))

    def copy(self, folder: Path) -> Project:
        """The data and templates of the project elsewhere."""
        for part in ("data", "templates"):
            shutil.copytree(self.root / part, folder / part)
        return Project(folder)

    def files(self) -> dict[str, bytes]:
        """The data, byte by byte."""
        return {str(path.relative_to(self.root)): path.read_bytes() for path in self.root.glob("data/*/*")}

    def commit(self) -> None:
        """Commit the data as they are."""
        who = ("-c", "user.name=虚构", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        for words in (("add", "--all", "--force", "data"), (*who, "commit", "--quiet", "--message", "改")):
            subprocess.run(["git", "-C", str(self.root), *words], check=True, timeout=60)

    def found(self, year: int) -> list[dict[str, Any]]:
        """What ``report check`` finds, whatever its severity."""
        return list(self.report("check", str(year), "--format", "json").json()["diagnostics"])


def clone(folder: Path) -> Project:
    """A clean clone of what is committed here; where this is no repository (a source archive), a new one of the data."""
    if (ROOT / ".git").exists():
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder)], check=True, timeout=120)
        return Project(folder)
    project = Project(ROOT).copy(folder)
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True, timeout=60)
    project.commit()
    return project


def forget_what_is_begun(project: Project) -> None:
    """Leave of the years after 2023 only what the 2023 edition promises."""
    for path in BEGUN:
        (project.root / "data" / path).unlink()


def fill_2023(project: Project) -> None:
    """Complete what the shipped year still lacks."""
    for path, changes in filling.THEN.items():
        project.change(path, changes)


def fill_2024(project: Project) -> None:
    """Write the year that ``report new`` began."""
    for path in ("data/2024/highlights.yaml", "data/2024/key_work.yaml"):
        project.write(path, filling.results(project.read(path)))
    project.write("data/2025/plans.yaml", filling.plans(project.read("data/2025/plans.yaml")))
    project.change("data/2024/report.yaml", filling.REPORT)


def answered(project: Project, changes: dict[str, object] | None = None) -> str:
    """A workbook that departments filled in with the figures of the data, but for ``changes``; the file's name."""
    assert project.report("sheet", "2024", "-o", str(project.root / "核数表.xlsx")).code == 0
    facts = project.report("facts", "2024", "--format", "json").json()["facts"]
    figures: dict[str, object] = {one["id"]: one["text"] for one in facts} | (changes or {})
    book = opened((project.root / "核数表.xlsx").read_bytes())
    asked = [cell.value for page in book.worksheets for row in page.iter_rows() for cell in row]
    ids = [str(value).removeprefix("2024/") for value in asked if str(value).startswith("2024/")]
    fill(book, {f"2024/{id_}": (figures[id_], *SIGNED) for id_ in ids})
    (project.root / "填好的核数表.xlsx").write_bytes(saved(book))
    return str(project.root / "填好的核数表.xlsx")


def begun(folder: Path) -> Project:
    """The project with 2023 sent, and 2024 written; nothing in it is confirmed."""
    project = clone(folder)
    forget_what_is_begun(project)
    fill_2023(project)
    assert project.report("build", "2023", "--final").code == 0
    assert project.report("new", "2024").code == 0
    fill_2024(project)
    return project


def finished(folder: Path) -> Project:
    """The same with every figure confirmed: it can be sent."""
    project = begun(folder)
    assert project.report("confirm", "2024", answered(project)).code == 0
    return project
