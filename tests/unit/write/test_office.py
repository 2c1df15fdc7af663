"""What LibreOffice makes of the Word files; skipped where it is not installed."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from report_kit.ooxml.identity import stamp_of
from report_kit.ooxml.package import Package, read_package
from report_kit.ooxml.text import comments, paragraphs
from report_kit.write import make, save
from report_kit.write.docx import AUTHOR
from report_kit.write.kept import Edited
from tests.unit.write import paper

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: files were not opened in it")


def converted(file: Path, kind: str, folder: Path) -> Path:
    """The file as LibreOffice saves it."""
    profile = folder / "profile"
    done = subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            folder,
            file,
        ],
        capture_output=True,
        check=False,
        timeout=180,
    )
    out = folder / f"{file.stem}.{kind.partition(':')[0]}"
    assert out.exists(), done.stderr
    return out


def test_libreoffice_opens_the_draft_and_its_saving_is_noticed(tmp_path: Path) -> None:
    shown = paper.report({"增幅": "社会救助科"})
    draft = paper.draft_of(shown)
    found = [
        paper.problem(words="增幅不对", facts=["key_work.a.增幅"]),
        paper.problem(words="“&<总计>\t🎉䶮”"),
        paper.problem("P305", "丧葬费待补", facts=["key_work.a.丧葬费"]),
    ]
    made = make(shown, draft, found)
    save(tmp_path, made)
    name = next(iter(made.files))
    (tmp_path / "out").mkdir()
    again = converted(tmp_path / name, "docx", tmp_path / "out").read_bytes()

    package = read_package(again)
    assert isinstance(package, Package)
    assert [text for text in paragraphs(package) if text] == list(made.texts.body)
    assert [(one.author, one.text) for one in comments(package)] == [
        (AUTHOR, "“&<总计> 🎉䶮”，请核"),
        (AUTHOR, "增幅不对，请社会救助科核"),
        (AUTHOR, "丧葬费待补，请补充"),
    ]
    assert b"w:highlight" in package.parts["word/document.xml"] or b"w:shd" in package.parts["word/document.xml"]
    assert stamp_of(package.parts) == made.content_sha256

    (tmp_path / name).write_bytes(again)
    (kept,) = save(tmp_path, made).kept
    assert kept.edited == Edited(base="built")


def test_libreoffice_prints_the_final_report(tmp_path: Path) -> None:
    shown = paper.report()
    made = make(shown, paper.draft_of(shown), (), ())
    save(tmp_path, made)
    text = converted(tmp_path / next(iter(made.files)), "txt:Text (encoded):UTF8", tmp_path).read_text(
        encoding="utf-8-sig"
    )
    assert [line for line in text.splitlines() if line.strip()] == list(made.texts.body)
