"""A project on disk whose next year is started: what the tests of ``report new`` share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.files import DiskFiles
from report_kit.flows.new import start_year

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from report_kit.show.started import Started

REPORT = """unit: 虚构县民政局
title: "{{ unit }}{{ year }}年工作总结和{{ next_year }}年工作计划"
date: 2024年1月29日
chapters:
- {id: key_work, title: 重点工作}
- {id: plans, title: 工作计划, year: next}
"""
REPORT_PATH, KEY_WORK, PLANS = "data/2023/report.yaml", "data/2023/key_work.yaml", "data/2024/plans.yaml"
NEW_REPORT, NEW_WORK, NEW_PLANS = "data/2024/report.yaml", "data/2024/key_work.yaml", "data/2025/plans.yaml"

WORK = """items:
- id: relief
  title: 做好社会救助
  facts: {低保: 9774人}
  text: |
    低保{{ 低保 }}。
"""
PLANNED = """items:
- id: aid
  title: 健全社会救助
  continues: last_year.key_work.relief
  text: |
    继续做好低保。
"""
USUAL = {REPORT_PATH: REPORT, KEY_WORK: WORK, PLANS: PLANNED}


def put(project: Path, files: Mapping[str, str | bytes]) -> Path:
    """The files on disk below ``project``."""
    for path, content in files.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(content.encode() if isinstance(content, str) else content)
    return project


def start(project: Path, year: int = 2024) -> Started:
    """``report new`` in a project."""
    return start_year(project, DiskFiles(project), year)


def started(project: Path, files: Mapping[str, str | bytes]) -> dict[str, str]:
    """The files of a new year begun in a project of the usual files and these, by path."""
    outcome = start(put(project, {**USUAL, **files}))
    assert not outcome.refused, outcome.outcome.diagnostics
    return {path: (project / path).read_text(encoding="utf-8") for path in outcome.written}


def snapshot(project: Path) -> dict[str, bytes]:
    """Every file below ``data``, by path."""
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in (project / "data").rglob("*")
        if path.is_file()
    }
