"""What the repository says about itself is true."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Written so that this file does not itself hold what it looks for.
MACHINE = re.compile(
    "|".join(("/wor" + "k/", "/ro" + "ot/", "/ho" + r"me/\w", r"\.libr" + "ary", "far" + "m-", r"pypi\.or" + "g"))
)


def tracked_files() -> list[Path]:
    try:
        listed = subprocess.run(
            ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def breaches_of_privacy(text: str) -> list[str]:
    return MACHINE.findall(text)


def test_the_architecture_page_is_at_most_150_lines():
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_every_dependency_has_a_reason():
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    names = [re.split(r"[<>=\[]", line)[0] for line in PROJECT["project"]["dependencies"]]
    assert [name for name in names if not re.search(rf"^\| {name} \| .{{20,}}", page, re.MULTILINE)] == []


def test_the_changelog_tells_of_this_version():
    version = PROJECT["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_both_commands(name):
    page = (ROOT / name).read_text(encoding="utf-8")
    assert "make report" in page
    assert "make test" in page
    assert "report build 2023" in page


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_links_between_pages_lead_somewhere(name):
    page = (ROOT / name).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_paths_named_in_the_architecture_page_exist():
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:report_kit|tests|templates|docs)/[\w./-]*)`", page)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_no_file_speaks_of_a_machine_it_was_made_on():
    found = {}
    for path in tracked_files():
        if path.suffix in {".docx", ".png", ".xlsx"} or path == Path(__file__):
            continue
        if hits := breaches_of_privacy(path.read_text(encoding="utf-8", errors="replace")):
            found[str(path.relative_to(ROOT))] = hits
    assert found == {}


def test_the_privacy_law_bites():
    assert breaches_of_privacy("see /ro" + "ot/x")
