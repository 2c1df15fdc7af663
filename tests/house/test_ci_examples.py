"""The hook definition and the examples of docs/ci.md are files that those tools read, and their commands run."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml

import cli

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
EXAMPLES = [yaml.safe_load(body) for body in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)]
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def commands(page: str) -> list[str]:
    """The commands of a page that it tells to run, without what the shell does with their output."""
    found = re.findall(
        r"(?:^(?:  |    )?- (?:run: )?|run: |entry: |exec |`)(report (?:check|build) [^`\n]*)", page, re.MULTILINE
    )
    return sorted({re.split(r" [>|]", command)[0].strip() for command in found})


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_hook_has_what_pre_commit_wants() -> None:
    assert {"id", "name", "entry", "language"} <= HOOK.keys()
    assert HOOK["pass_filenames"] is False
    for path in ("data/2023/key_work.yaml", "data/2024/plans.yaml", "templates/report.docx"):
        assert re.search(HOOK["files"], path)
    assert not re.search(HOOK["files"], "README.md")


def test_the_page_uses_the_hook_by_its_name() -> None:
    hooks = [hook for example in EXAMPLES if "repos" in example for repo in example["repos"] for hook in repo["hooks"]]
    assert [hook["id"] for hook in hooks] == [HOOK["id"]] * 2
    assert shlex.split(f"{HOOK['entry']} {hooks[0]['args'][0]}") == ["report", "check", "2023"]


def test_every_example_is_whole() -> None:
    assert [sorted(map(str, example)) for example in EXAMPLES[2:]] == [
        ["True", "jobs", "name", "permissions"],
        ["check"],
    ]
    assert all(step.keys() & {"uses", "run"} for step in EXAMPLES[2]["jobs"]["check"]["steps"])


def test_the_commands_are_found() -> None:
    assert len(commands(PAGE)) >= 8
    assert commands("- run: report check 2023 --format sarif > x || test") == ["report check 2023 --format sarif"]


@pytest.mark.parametrize("command", commands(PAGE))
def test_every_command_of_the_page_runs(command: str, project: Path) -> None:
    assert cli.run(shlex.split(command)[1:]) in (0, 1), project
