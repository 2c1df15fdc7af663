"""What load keeps in the user's cache folder: named by what it depends on, written at once or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import yaml

import report_kit.facts

_SOURCES = ("cache.py", "check.py", "clean.py", "compose.py", "nodes.py", "text_rules.py", "validator.py")
"""The modules here that decide what a file consists of and whether its form is right."""

_FACTS = (
    *("arithmetic.py", "date_text.py", "forms.py", "intervals.py", "lookalikes.py", "numerals.py", "parse.py"),
    *("scan.py", "scan_dates.py", "scan_figures.py", "text_patterns.py", "text_rules.py", "units.py", "values.py"),
)
"""Those among the facts, those that read figures and reckon with them included."""

_CLAIMS = (
    *("judge.py", "claims/__init__.py", "claims/changes.py", "claims/claim.py", "claims/parts.py"),
    *("claims/passage.py", "claims/shares.py", "claims/words.py"),
)
"""Those among the rules that read what a paragraph states."""


@lru_cache(maxsize=1)
def version() -> str:
    """What validating depends on: our sources, and pydantic-core, known by its files as importing it takes long."""
    digest = hashlib.sha256(yaml.__version__.encode())
    found = find_spec("pydantic_core")
    if found is not None and found.origin is not None:
        files = sorted(
            (entry.name, entry.stat().st_size, entry.stat().st_mtime_ns)
            for entry in os.scandir(Path(found.origin).parent)
            if entry.is_file()
        )
        digest.update(repr(files).encode())
    here = Path(__file__)
    facts = Path(report_kit.facts.__file__)
    rules = facts.parent.parent / "rules"
    for source in (*map(facts.with_name, _FACTS), *map(here.with_name, _SOURCES), *map(rules.joinpath, _CLAIMS)):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def read(file: Path | None) -> bytes:
    """What was kept; nothing if nothing was."""
    try:
        return file.read_bytes() if file is not None else b""
    except OSError:
        return b""


def write(file: Path | None, content: bytes) -> None:
    """Keep something. Failing to only costs time."""
    if file is None:
        return
    part = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
