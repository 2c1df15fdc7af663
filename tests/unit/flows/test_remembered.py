"""What follows from data is remembered within a process, and never outlives a change of the data."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from report_kit.flows.pipeline import assemble
from tests.unit.load.project import MemoryFiles
from tests.unit.two_years import project, published

ROOT = Path(__file__).resolve().parents[3]
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for folder in ("data/2023", "data/2024", "templates")
    for path in (ROOT / folder).glob("*.yaml")
}
KEY_WORK, WORDING, EDITION = "data/2023/key_work.yaml", "templates/wording.yaml", "data/2023/report.yaml"


def found(files: dict[str, str], year: int = 2023, cache: Path | None = None) -> list[tuple[str, str]]:
    outcome = assemble(MemoryFiles(files), year, ROOT / "templates", cache).outcome
    return [(one.code, str(one.location)) for one in outcome.diagnostics]


def changed(path: str, old: str, new: str) -> dict[str, str]:
    assert old in SOURCES[path]
    return {**SOURCES, path: SOURCES[path].replace(old, new, 1)}


def test_a_slip_is_seen_and_its_mend_as_well() -> None:
    right = found(SOURCES)
    wrong = found(changed(KEY_WORK, "9774人", "9747人"))
    assert ("N101", "data/2023/key_work.yaml:12:16") in wrong
    assert found(SOURCES) == right
    assert found(changed(KEY_WORK, "9774人", "9747人")) == wrong


def test_names_masked_and_words_of_the_office_are_seen() -> None:
    right = found(SOURCES)
    assert found(changed(EDITION, "家园XX, ", "")) != right
    assert found(SOURCES) == right
    assert found(changed(WORDING, "环岛旅游公墓", "坟墓整治")) != right
    assert found(SOURCES) == right


def test_a_file_that_is_gone_is_missed() -> None:
    right = found(SOURCES)
    assert "S103" in {code for code, _ in found({path: text for path, text in SOURCES.items() if "plans" not in path})}
    assert found(SOURCES) == right


def test_it_is_what_a_fresh_process_finds() -> None:
    found(changed(KEY_WORK, "9774人", "9747人"))
    code = "from tests.unit.flows.test_remembered import SOURCES, found; print(found(SOURCES))"
    fresh = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert fresh.stdout.strip() == str(found(SOURCES))


def test_the_figures_sent_are_part_of_what_the_verdict_depends_on(tmp_path: Path) -> None:
    def codes(files: dict[str, str]) -> list[str]:
        return [code for code, _ in found(files, cache=tmp_path)]

    files = published(
        project(
            "床位: 50张",
            "上年床位: {is: 50张, same_as: last_year.work.item.床位}",
            "上年{{ 上年床位 }}。",
            "{{ 床位 }}。",
        )
    )
    path = "data/2022/published.json"
    resent = {**files, path: files[path].replace("50张", "51张")}
    unsent = {key: text for key, text in files.items() if key != path}
    for _ in range(2):  # the second time every form is known to be right, and what was read is remembered
        assert codes(files) == []
        assert codes(resent) == ["Y101"]
        assert codes(unsent) == []
        assert codes({**files, path: files[path][:-3]}) == ["F133"]
