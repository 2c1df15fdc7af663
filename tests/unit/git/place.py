"""Real repositories made for a test, with fixed authors and dates, untouched by the settings of the machine."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "王小明",
    "GIT_AUTHOR_EMAIL": "wang@example.com",
    "GIT_AUTHOR_DATE": "2024-01-05T09:00:00+08:00",
    "GIT_COMMITTER_NAME": "王小明",
    "GIT_COMMITTER_EMAIL": "wang@example.com",
    "GIT_COMMITTER_DATE": "2024-01-05T09:00:00+08:00",
}

REPORT = """\
unit: XX市民政局
title: "{{ unit }}{{ year }}年工作总结"
date: 2024年1月29日
masked: [XX市]
chapters:
- {id: key_work, title: "{{ year }}年重点性工作开展情况"}
"""
KEY_WORK = """\
defaults: {as_of: 2023-12-31}
items:
- id: elderly
  title: 推动养老机构提质增效
  facts:
    床位: {is: 673张, what: 养老床位}
  text: |
    全市共设置{{ 床位 }}养老床位。
    养老服务更加周到。
"""


class Place:
    """A repository on disk and what is done in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def new(cls, folder: Path) -> Place:
        folder.mkdir(parents=True, exist_ok=True)
        place = cls(folder)
        place.git("init", "-q", "-b", "main")
        return place

    def git(self, *arguments: str, **surroundings: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(self.folder), *arguments],
            capture_output=True,
            check=False,
            env={**os.environ, **ENVIRONMENT, **surroundings},
        )
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        return done.stdout.decode("utf-8")

    def write(self, path: str, content: str | bytes) -> Path:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return place

    def commit(self, message: str = "改") -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()

    def project(self, folder: str = "") -> None:
        """A small project below ``folder``."""
        stem = f"{folder}/" if folder else ""
        self.write(f"{stem}data/2023/report.yaml", REPORT)
        self.write(f"{stem}data/2023/key_work.yaml", KEY_WORK)
