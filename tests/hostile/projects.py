"""Hostile projects by number, from the shipped data, from small files of ours and from nothing; and who judges them."""

from __future__ import annotations

import io
import json
import random
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from report_kit.flows.build import outputs
from report_kit.flows.check import exit_code
from report_kit.flows.facts import fact_entries
from report_kit.flows.pipeline import assemble
from report_kit.show.as_json import diagnostics_object, dumps
from report_kit.show.as_text import as_text
from report_kit.show.facts import facts_json
from tests.hostile.files import CONFIRMED, REPORT, SEED, broken, calculated, generated, mutated
from tests.unit.load.project import KEY_WORK, PLANS, REPORT_PATH, MemoryFiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.diagnostics import Location

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
WORDING = "templates/wording.yaml"
CONFIRMATIONS = "data/2023/confirmations.yaml"


@lru_cache(maxsize=1)
def shipped() -> dict[str, str]:
    """The shipped data that the report on 2023 is made of, by path, and the wording."""
    paths = [*sorted((ROOT / "data/2023").glob("*.yaml")), ROOT / "data/2024/plans.yaml"]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in (*paths, ROOT / WORDING)}


def project(number: int) -> dict[str, bytes]:
    """The ``number``-th hostile project: its files by path. The same number gives the same files."""
    order = random.Random(number)
    kind = order.random()
    if kind < 0.3:
        files = dict(shipped())
    else:
        files = {REPORT_PATH: REPORT, KEY_WORK: SEED, PLANS: SEED, WORDING: "names: [5·20]\n", CONFIRMATIONS: CONFIRMED}
    if kind > 0.55:
        files[KEY_WORK] = calculated(order)
    for _ in range(order.choice((1, 1, 2))):
        path = order.choice(sorted(files))
        if 0.3 < kind < 0.4:
            files[path] = generated(order)
        elif kind < 0.7:
            files[path] = mutated(order, files[path])
    data = {path: text.encode("utf-8", "surrogatepass") for path, text in files.items()}
    if order.random() < 0.15:
        path = order.choice(sorted(data))
        data[path] = broken(order, data[path])
    return data


def judged(files: Mapping[str, bytes], cache: Path) -> list[str]:
    """What is wrong with the way a project was taken: nothing, whatever its files hold. Never catches a traceback."""
    assembly = assemble(MemoryFiles(files), 2023, TEMPLATES, cache)
    outcome = assembly.outcome
    complaints = [
        f"{one.code} {one.location}: {one.message}"
        for one in outcome.diagnostics
        if one.location is None or not one.message.text() or not _lies_in(outcome.sources, one.location)
    ]
    complaints += [
        f"{one.code} note {note.location}"
        for one in outcome.diagnostics
        for note in one.notes
        if not note.message.text() or (note.location and not _lies_in(outcome.sources, note.location))
    ]
    assert exit_code(outcome.diagnostics) in (0, 1, 2)
    assert as_text(outcome)
    json.loads(dumps(diagnostics_object(outcome, assembly.year)))
    assert facts_json(fact_entries(assembly), assembly.year)
    if assembly.draft is not None:
        complaints += _misprinted(outputs(assembly, final=False))
    return complaints


def _lies_in(sources: Mapping[str, str], location: Location) -> bool:
    """Whether a place lies in the text it points into, at most one past the end of its line."""
    text = sources.get(location.path)
    if text is None:
        return location.line >= 1 <= location.column
    lines = text.split("\n")
    return 1 <= location.line <= len(lines) and 1 <= location.column <= len(lines[location.line - 1]) + 1


def _misprinted(made: Mapping[str, bytes]) -> list[str]:
    """What is wrong with the files of a build."""
    complaints = []
    for path, data in made.items():
        if not path.startswith("build/2023/") or ".." in path.split("/") or len(path.split("/")[-1].encode()) > 255:
            complaints.append(f"path {path!r}")
        if path.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(data)) as parts:
                texts = [parts.read(name) for name in parts.namelist() if name.endswith(".xml")]
            for text in texts:
                etree.fromstring(text)
            complaints += ["a mark is left" for text in texts if any(ord(one) >= 0xF0000 for one in text.decode())]
    return complaints
