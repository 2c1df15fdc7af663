"""A repository of its own for each test of git, untouched by the settings of the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.git.place import ENVIRONMENT, Place

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place.new(tmp_path / "市局 报告")
