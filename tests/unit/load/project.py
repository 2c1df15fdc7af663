"""A project held in memory, and loading it: what the tests of load share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Diagnostic, Location
from report_kit.facts.model import ChapterFile, Item, Prose
from report_kit.facts.terms import Terms
from report_kit.files import LARGEST_FILE, FileTooLarge
from report_kit.load import Loaded, load_edition

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

REPORT = """unit: XX市民政局
title: "{{ unit }}{{ year }}年工作总结"
date: 2024年1月29日
chapters:
- {id: key_work, title: 重点工作}
- {id: plans, title: 工作计划, year: next}
"""

REPORT_PATH = "data/2023/report.yaml"
KEY_WORK = "data/2023/key_work.yaml"
PLANS = "data/2024/plans.yaml"


class MemoryFiles:
    """Files by path: bytes or text, or the error that reading them raises."""

    def __init__(self, files: Mapping[str, bytes | str | OSError]) -> None:
        self.files = files

    def read(self, path: str, limit: int = LARGEST_FILE) -> bytes:
        if path not in self.files:
            raise FileNotFoundError(path)
        content = self.files[path]
        if isinstance(content, OSError):
            raise content
        data = content.encode() if isinstance(content, str) else content
        if len(data) > limit:
            raise FileTooLarge(path)
        return data

    def is_folder(self, path: str) -> bool:
        return any(name.startswith(path + "/") for name in self.files)

    def names(self, folder: str) -> tuple[str, ...]:
        inside = (path.removeprefix(folder + "/") for path in self.files if path.startswith(folder + "/"))
        return tuple(sorted({name.partition("/")[0] for name in inside}))


def load(
    files: Mapping[str, bytes | str | OSError], year: int = 2023, terms: Terms | None = None, cache: Path | None = None
) -> Loaded:
    """Load a project in which report.yaml is the usual one unless given."""
    return load_edition(MemoryFiles({REPORT_PATH: REPORT, **files}), year, terms or Terms(), cache)


def load_chapter(text: str | bytes) -> tuple[ChapterFile, tuple[Diagnostic, ...]]:
    """Load one chapter file of 2023."""
    loaded = load({KEY_WORK: text})
    return loaded.years[2023].chapters["key_work"], loaded.diagnostics


def load_item(body: str) -> tuple[Item, tuple[Diagnostic, ...]]:
    """Load one item by its body, which begins on line 4 of the file at column 3; an empty one if it was lost."""
    lines = "".join(f"  {line}\n" if line else "\n" for line in body.strip("\n").split("\n"))
    chapter, found = load_chapter(f"items:\n- id: item\n  title: 一项工作\n{lines}")
    nothing = Item("lost", Prose((), Location("", 1)), Location("", 1), {})
    return (chapter.items or (nothing,))[0], found


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    """Each problem as ``line:column code``, in the order found."""
    return [f"{one.location.line}:{one.location.column} {one.code}" for one in found if one.location]
