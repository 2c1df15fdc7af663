"""Documents that a build wrote: judged with the project's names and allowances, and compared with what was built."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from report_kit.flows.audit import audit
from report_kit.flows.build import build_report
from report_kit.flows.pipeline import assemble
from report_kit.load import DiskFiles

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copytree(ROOT / "templates", folder / "templates")
    assembly = assemble(DiskFiles(folder), 2023, folder / "templates")
    build_report(folder, assembly, folder=folder / "out")
    return folder


def word_file(project: Path) -> Path:
    return next((project / "out").glob("*（草稿）.docx"))


def found(project: Path, name: str, *, of_project: bool = True) -> list[tuple[str, str]]:
    done = audit(project / "out", name, project=project if of_project else None)
    return [(one.code, str(one.message)) for one in done.outcome.diagnostics]


def edited(project: Path, before: str, after: str) -> str:
    out = io.BytesIO()
    with zipfile.ZipFile(word_file(project)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                assert before.encode() in data
                data = data.replace(before.encode(), after.encode(), 1)
            new.writestr(name, data)
    (project / "out" / "改过.docx").write_bytes(out.getvalue())
    return "改过.docx"


@pytest.mark.parametrize("twin", [True, False])
def test_our_own_report_has_nothing_but_what_is_pending(project: Path, twin: bool) -> None:
    name = "report.txt" if twin else word_file(project).name
    assert {code for code, _ in found(project, name)} == {"P301"}


def test_without_the_project_its_allowances_are_not_known(project: Path) -> None:
    codes = {code for code, _ in found(project, "report.txt", of_project=False)}
    assert {"D205", "N112"} <= codes


def test_a_figure_changed_by_hand_is_told_with_what_it_was(project: Path) -> None:
    name = edited(project, "9774人", "9747人")
    drifted = [words for code, words in found(project, name) if code == "P303"]
    assert len(drifted) == 1
    assert "9774人" in drifted[0]
    assert "9747人" in drifted[0]


def test_a_document_of_another_build_is_not_compared(project: Path) -> None:
    name = edited(project, "9774人", "9747人")
    kept = project / "out" / "report.map.json"
    text = kept.read_text("utf-8")
    try:
        kept.write_text(text.replace('"content_sha256": "', '"content_sha256": "0'), "utf-8")
        assert "P303" not in {code for code, _ in found(project, name)}
        kept.write_text("{", "utf-8")
        assert "P303" not in {code for code, _ in found(project, name)}
    finally:
        kept.write_text(text, "utf-8")
