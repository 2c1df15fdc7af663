"""Small projects of two years for tests: last year's report, this year's, and what is found in this year's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.flows.build import outputs
from report_kit.flows.pipeline import Assembly, assemble
from tests.unit.load.project import MemoryFiles

if TYPE_CHECKING:
    from report_kit.draft import Block

ROOT = Path(__file__).resolve().parents[2]
THEN, NOW = 2022, 2023
REPORT = """\
unit: XX市民政局
title: "{{ unit }}{{ year }}年工作总结"
date: %d年1月29日
masked: [XX市]
chapters:
- {id: work, title: 重点工作}
"""


def year_files(year: int, facts: str, text: str = "", report: str = "") -> dict[str, str]:
    """A year's folder with one item, work.item, of these facts and sentences; ``report`` is added to report.yaml."""
    body = "".join(f"    {line}\n" for line in facts.strip("\n").split("\n")) if facts else ""
    sentences = "".join(f"    {line}\n" for line in text.strip("\n").split("\n")) if text else ""
    item = "items:\n- id: item\n  title: 一项工作\n"
    item += f"  facts:\n{body}" if body else ""
    item += f"  text: |\n{sentences}" if sentences else ""
    return {f"data/{year}/report.yaml": REPORT % (year + 1) + report, f"data/{year}/work.yaml": item}


def project(then: str, now: str, text: str = "", before: str = "", report: str = "") -> dict[str, str]:
    """Two years of one item: its facts ``then`` and ``now``, its sentences ``before`` and now (``text``)."""
    return {**year_files(THEN, then, before), **year_files(NOW, now, text, report)}


def assembled(files: dict[str, str], year: int = NOW) -> Assembly:
    """A year's report made in memory."""
    return assemble(MemoryFiles(files), year, ROOT / "templates")


def sent(files: dict[str, str], year: int = THEN) -> str:
    """published.json of a year, as its final report writes it."""
    assembly = assemble(MemoryFiles(files), year, ROOT / "templates", final=True)
    written = outputs(assembly, final=True)
    assert written, assembly.outcome.diagnostics
    return written[f"data/{year}/published.json"].decode()


def published(files: dict[str, str]) -> dict[str, str]:
    """The project with last year's figures as sent."""
    return {**files, f"data/{THEN}/published.json": sent(files)}


def told(files: dict[str, str]) -> list[str]:
    """What is found in this year's report, each as ``line code message``, with the file where it is not its chapter."""
    return [
        f"{'' if one.location.path == f'data/{NOW}/work.yaml' else one.location.path + ':'}"
        f"{one.location.line} {one.code} {one.message.text()}"
        for one in assembled(files).outcome.diagnostics
        if one.location
    ]


def printed(files: dict[str, str]) -> str:
    """The sentences of the item as this year's report prints them."""
    draft = assembled(files).draft
    assert draft is not None
    block: Block = next(one for one in draft.blocks if one.id == "work.item")
    return block.text[block.heading_end :]
