"""Edits of the shipped data held in memory, each with what a reviewer must be told of it."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diff import figures_of
from report_kit.facts.model import Literal
from report_kit.facts.values import Quantity
from report_kit.flows.pipeline import assemble
from report_kit.flows.sides import Source, opened_project
from tests.unit.load.project import MemoryFiles

if TYPE_CHECKING:
    from random import Random

    from report_kit.changes import Side
    from report_kit.report import Report

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = "templates/report.docx"
FILES: dict[str, bytes] = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for path in (*sorted(ROOT.glob("data/20*/*.yaml")), ROOT / TEMPLATE, ROOT / "templates/wording.yaml")
}
KEY_WORK = "data/2023/key_work.yaml"

_NEW = "这项工作由专人负责，进展及时通报，群众反映良好。"
_ITEM = re.compile(r"(?m)^(?=- id: )")


class Expected(NamedTuple):
    """What must be told: facts, causes as kind and place (a fact, an item, a part of the frame), units moved.

    ``counted`` are the places (items, chapters) whose numbering may follow.
    """

    facts: frozenset[str] = frozenset()
    causes: frozenset[tuple[str, str]] = frozenset()
    swapped: tuple[frozenset[str], ...] = ()
    counted: frozenset[str] = frozenset()

    def plus(self, other: Expected) -> Expected:
        return Expected(
            self.facts | other.facts,
            self.causes | other.causes,
            self.swapped + other.swapped,
            self.counted | other.counted,
        )


def side(files: dict[str, bytes], name: str = "") -> Side:
    """The side that these files give."""
    held = MemoryFiles(files)
    assembly = assemble(held, 2023, ROOT / "templates")
    return opened_project(Source(name), held, assembly, ROOT / "templates").side


def edited(random: Random, count: int) -> tuple[dict[str, bytes], Expected]:
    """The data with up to so many edits, no two in one item."""
    files = dict(FILES)
    expected = Expected()
    done: set[str] = set()
    # Swaps first: a swap moves whole items, and afterwards each is found anew.
    kinds = random.sample(KINDS * 3, count)
    for kind in sorted(kinds, key=lambda one: one is not _swap):
        told = kind(random, files, done)
        if told is not None:
            expected = expected.plus(told)
    return files, expected


def replaced(files: dict[str, bytes], path: str, old: str, new: str) -> dict[str, bytes]:
    """The files with one wording in place of another, which must be there once."""
    text = files[path].decode()
    assert text.count(old) == 1, (text.count(old), old)
    return {**files, path: text.replace(old, new).encode()}


def _report(files: dict[str, bytes]) -> Report:
    report = assemble(MemoryFiles(files), 2023, ROOT / "templates").report
    assert report is not None
    return report


def _items(path: str, files: dict[str, bytes], done: set[str]) -> list[tuple[int, str]]:
    """Number in the file and id of each item not edited yet."""
    pieces = _ITEM.split(files[path].decode())
    chapter = Path(path).stem
    names = [(n, f"{chapter}.{piece.split(maxsplit=3)[2]}") for n, piece in enumerate(pieces) if n]
    return [(n, name) for n, name in names if name not in done]


def _figure(random: Random, files: dict[str, bytes], done: set[str]) -> Expected | None:
    report = _report(files)
    choices = [
        fact
        for key, fact in report.facts.items()
        if isinstance(fact.value, Quantity)
        and re.fullmatch("[1-9][0-9]+", fact.value.digits)
        and fact.formula is None
        and ".".join(fact.id.split(".")[:2]) not in done
        and key[0] == 2023
    ]
    fact = random.choice(choices)
    done.add(".".join(fact.id.split(".")[:2]))
    lines = files[fact.location.path].decode().split("\n")
    line, at = lines[fact.location.line - 1], fact.location.column - 1
    assert isinstance(fact.value, Quantity)
    new = str(int(fact.value.digits) + random.randrange(1, 500))
    lines[fact.location.line - 1] = line[:at] + line[at:].replace(fact.value.digits, new, 1)
    files[fact.location.path] = "\n".join(lines).encode()
    return Expected(frozenset({fact.id}), frozenset({("fact", fact.id)} if fact.shown else ()))


def _sentence(random: Random, files: dict[str, bytes], done: set[str]) -> Expected | None:
    """A sentence put in before another, or, where two of words alone follow one another, the first taken out."""
    path = random.choice([KEY_WORK, "data/2023/highlights.yaml"])
    lines = files[path].decode().split("\n")
    report = _report(files)
    chapter = next(one for one in report.chapters if one.file and one.file.path == path)
    assert chapter.file is not None
    places = [
        (f"{chapter.id}.{item.id}", segment.location.line)
        for item in chapter.file.items
        if f"{chapter.id}.{item.id}" not in done
        for work in (item, *item.groups)
        for prose in (work.text, *(point.text for point in work.points))
        if prose
        for paragraph in prose.paragraphs
        for segment in paragraph
        if isinstance(segment, Literal) and lines[segment.location.line - 1].strip() == segment.text.strip()
    ]
    if not places:
        return None
    name, number = random.choice(places)
    done.add(name)
    here, following = lines[number - 1], lines[number]
    indent = here[: len(here) - len(here.lstrip())]
    if random.random() < 0.5 and following.startswith(indent) and following.strip().endswith("。"):
        del lines[number - 1]
    else:
        lines.insert(number - 1, indent + _NEW)
    files[path] = "\n".join(lines).encode()
    return Expected(causes=frozenset({("prose", name)}))


def _point(random: Random, files: dict[str, bytes], done: set[str]) -> Expected | None:
    """A point put in at a place, or one taken out of three or more; its facts stay."""
    report = _report(files)
    path = random.choice([KEY_WORK, "data/2023/highlights.yaml"])
    chapter = next(one for one in report.chapters if one.file and one.file.path == path)
    assert chapter.file is not None
    works = [
        (f"{chapter.id}.{item.id}", work)
        for item in chapter.file.items
        for work in (item, *item.groups)
        if f"{chapter.id}.{item.id}" not in done and len(work.points) >= 3
    ]
    if not works:
        return None
    name, work = random.choice(works)
    done.add(name)
    lines = files[path].decode().split("\n")
    at = random.randrange(len(work.points) - 1)
    start, stop = (work.points[n].location.line - 1 for n in (at, at + 1))
    if random.random() < 0.5:
        del lines[start:stop]
    else:
        indent = " " * (len(lines[start]) - len(lines[start].lstrip()))
        lines[start:start] = [f"{indent}- lead: 建立工作台账", f"{indent}  text: |", f"{indent}    {_NEW}"]
    files[path] = "\n".join(lines).encode()
    return Expected(causes=frozenset({("prose", name)}), counted=frozenset({name}))


def _swap(random: Random, files: dict[str, bytes], done: set[str]) -> Expected | None:
    path = random.choice([KEY_WORK, "data/2023/highlights.yaml", "data/2024/plans.yaml"])
    items = _items(path, files, done)
    pairs = [(one, other) for one, other in pairwise(items) if one[0] + 1 == other[0]]
    if not pairs:
        return None
    (n, name), (_, other) = random.choice(pairs)
    done |= {name, other}
    pieces = _ITEM.split(files[path].decode())
    pieces[n : n + 2] = [pieces[n + 1].rstrip("\n") + "\n\n", pieces[n].rstrip("\n") + "\n\n"]
    files[path] = "".join(pieces).encode()
    return Expected(swapped=(frozenset({name, other}),), counted=frozenset({name, other}))


def _title(_random: Random, files: dict[str, bytes], done: set[str]) -> Expected | None:
    if "title" in done:
        return None
    done.add("title")
    files.update(
        replaced(
            files,
            "data/2023/report.yaml",
            '工作总结和{{ next_year }}年工作计划"',
            '工作总结及{{ next_year }}年工作计划"',
        )
    )
    return Expected(causes=frozenset({("prose", "title")}))


def _template(_random: Random, files: dict[str, bytes], done: set[str]) -> Expected | None:
    if "template" in done:
        return None
    done.add("template")
    files[TEMPLATE] = template_with(files[TEMPLATE], "{{ date }}", "{{ date }}印发")
    return Expected(causes=frozenset({("template", "date")}))


KINDS = [_figure, _sentence, _point, _swap, _title, _template]


def template_with(data: bytes, old: str, new: str) -> bytes:
    """The template with other words in its main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                assert old.encode() in part
                part = part.replace(old.encode(), new.encode())
            target.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()


__all__ = ["FILES", "KEY_WORK", "KINDS", "Expected", "edited", "figures_of", "replaced", "side", "template_with"]
