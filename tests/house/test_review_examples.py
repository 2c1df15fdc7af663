"""The examples of docs/review.md for merge requests run in a real repository, as far as a server is not needed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from report_kit.commands import diff
from report_kit.flows.git_setup import _SETTINGS, _TEXTCONV
from tests.unit.git.place import ENVIRONMENT, KEY_WORK, Place

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "review.md").read_text("utf-8")
GITHUB, GITLAB = (yaml.safe_load(body) for body in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
ELSEWHERE = ("pip ", "gh ", "curl ")
"""Commands that need a network."""
REDLINES = any("--redline" in option.opts for option in diff.command.params)


def steps(example: dict) -> list[str]:
    if "review" in example:
        return example["review"]["script"]
    return [step["run"] for step in example["jobs"]["review"]["steps"] if "run" in step]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    place = Place.new(tmp_path / "仓库 1")
    place.project()
    place.git("config", "gc.auto", "0")
    place.commit("起草")
    place.git("checkout", "-q", "-b", "改稿")
    place.write("data/2023/key_work.yaml", KEY_WORK.replace("673张", "674张"))
    place.commit("核实床位数")
    return place


def test_both_examples_do_the_same() -> None:
    here, there = ("\n".join(steps(example)) for example in (GITHUB, GITLAB))
    for words in ("report -C ../before build 2023", "report build 2023 -o review/after", "report diff", "--redline"):
        assert words in here
        assert words in there


@pytest.mark.parametrize("example", [GITHUB, GITLAB], ids=["github", "gitlab"])
def test_the_commands_run(example: dict, place: Place, tmp_path: Path) -> None:
    program = tmp_path / "bin" / "report"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' '{ROOT / 'cli.py'}' \"$@\"\n", encoding="utf-8")
    program.chmod(0o755)
    base = place.git("rev-parse", "main").strip()
    surroundings = {
        **os.environ,
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "BASE": base,
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        "REPORT_CACHE": "off",
    }
    for step in steps(example):
        if step.startswith(ELSEWHERE):
            continue
        command = step if REDLINES else re.sub(r" --redline \S+", "", step)
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", command],
            cwd=place.folder,
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{step}\n{done.stdout}{done.stderr}"
    texts = [(place.folder / "review" / side / "report.txt").read_text("utf-8") for side in ("before", "after")]
    assert [re.search("[0-9]+张", text)[0] for text in texts] == ["673张", "674张"]
    assert "674张" in (place.folder / "review" / "changes.md").read_text("utf-8")
    assert (place.folder / "review" / "redline.docx").exists() is REDLINES


def test_the_page_names_every_setting() -> None:
    assert [name for name in (_TEXTCONV, *_SETTINGS) if f"`{name}`" not in PAGE] == []
