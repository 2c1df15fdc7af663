"""A small project for tests of rules: one item, read, resolved and checked in memory, with or without a draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.flows.pipeline import Assembly, assemble
from report_kit.resolve import resolve_report
from report_kit.rules import Subject, check_report
from tests.unit.load.project import REPORT_PATH, MemoryFiles, load

if TYPE_CHECKING:
    from report_kit.diagnostics import Diagnostic

ROOT = Path(__file__).resolve().parents[3]
REPORT = """\
unit: XX市民政局
title: "{{ unit }}{{ year }}年工作总结"
date: 2024年1月29日
masked: [XX市]
chapters:
- {id: work, title: 重点工作}
"""
WORK = "data/2023/work.yaml"


def project(facts: str, text: str = "", report: str = "", title: str = "一项工作") -> dict[str, str]:
    """The files of an item with these facts and sentences; ``report`` is added to report.yaml."""
    body = "".join(f"    {line}\n" for line in facts.strip("\n").split("\n")) if facts else ""
    sentences = "".join(f"    {line}\n" for line in text.strip("\n").split("\n")) if text else ""
    item = f"items:\n- id: item\n  title: {title}\n"
    item += f"  facts:\n{body}" if body else ""
    item += f"  text: |\n{sentences}" if sentences else ""
    return {REPORT_PATH: REPORT + report, WORK: item}


def subject(facts: str, report: str = "") -> Subject:
    """The item resolved, ready to be judged."""
    loaded = load(project(facts, report=report))
    resolved = resolve_report(loaded.years, 2023)
    assert resolved.report is not None
    return Subject(resolved.report)


def on_data(facts: str, report: str = "") -> list[Diagnostic]:
    """What the rules on data find."""
    return check_report(subject(facts, report))


def assembled(files: dict[str, str], *, final: bool = False) -> Assembly:
    """The whole report made in memory."""
    return assemble(MemoryFiles(files), 2023, ROOT / "templates", final=final)


def told(found: list[Diagnostic] | tuple[Diagnostic, ...]) -> list[str]:
    """Each problem as ``code name-of-fact``."""
    return [f"{one.code} {(one.fact or '').rpartition('.')[2]}".rstrip() for one in found]
