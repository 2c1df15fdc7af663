"""What tests of commands start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.git.place import Place

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def small_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one item in the folder the test runs in, without a cache."""
    Place(tmp_path).project()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REPORT_CACHE", "off")
    return tmp_path
