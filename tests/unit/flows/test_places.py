"""The project is found from any folder inside it; the cache lies where the system keeps such things."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_kit.flows.places import find_project, user_cache, years_in


def test_the_project_is_found_from_a_folder_deep_inside(tmp_path: Path) -> None:
    (tmp_path / "data" / "2023").mkdir(parents=True)
    assert find_project(tmp_path / "data" / "2023") == tmp_path
    assert find_project(tmp_path) == tmp_path


def test_a_data_folder_without_a_year_is_no_project(tmp_path: Path) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "２０２３").mkdir()
    assert find_project(tmp_path) is None


def test_a_file_called_data_is_no_project(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    assert years_in(tmp_path) == []


@pytest.mark.parametrize(
    ("environment", "platform", "folder"),
    [
        ({"HOME": "/srv/a"}, "linux", "/srv/a/.cache/report-kit"),
        ({"HOME": "/srv/a", "XDG_CACHE_HOME": "/var/c"}, "linux", "/var/c/report-kit"),
        ({"HOME": "/srv/a", "XDG_CACHE_HOME": "relative"}, "linux", "/srv/a/.cache/report-kit"),
        ({"HOME": "/Users/a"}, "darwin", "/Users/a/Library/Caches/report-kit"),
        ({"HOME": "/srv/a", "REPORT_CACHE": "off"}, "linux", None),
        ({}, "linux", None),
        ({}, "win32", None),
    ],
)
def test_the_cache_folder_follows_the_system(environment: dict[str, str], platform: str, folder: str | None) -> None:
    assert user_cache(environment, platform) == (Path(folder) if folder else None)
