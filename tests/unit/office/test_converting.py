"""LibreOffice found, or missed in clear words; a program that hangs, crashes or writes rubbish does no harm."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
import time
from typing import TYPE_CHECKING

import pytest

import cli
from report_kit.office import Converted, Office, OfficeProblem, find_office, to_pdf

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform == "win32", reason="programs are shell scripts")
PDF_OF_ARGUMENTS = 'for last; do :; done; out="${last%.docx}.pdf"'


def program(folder: Path, script: str, name: str = "soffice") -> Path:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


def running(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_what_is_missing_is_said_with_the_way_to_install_it(platform: str, tmp_path: Path) -> None:
    found = find_office("", {"PATH": str(tmp_path)}, platform)
    if isinstance(found, Office):
        pytest.skip("an office where installers put it")
    assert found.kind == "missing"
    assert {"linux": "apt install", "win32": "winget install", "darwin": "brew install"}[platform] in str(found.hint)


@posix
def test_the_program_named_is_the_only_one_tried(tmp_path: Path) -> None:
    on_path = program(tmp_path, "exit 0")
    other = program(tmp_path, "exit 0", "other")
    surroundings = {"PATH": str(tmp_path)}
    assert find_office("", surroundings, "linux") == Office(str(on_path))
    assert find_office(str(other), surroundings, "linux") == Office(str(other))
    assert find_office("", {**surroundings, "REPORT_OFFICE": str(other)}, "linux") == Office(str(other))
    assert isinstance(find_office(str(tmp_path / "none"), surroundings, "linux"), OfficeProblem)


@posix
def test_a_pdf_is_what_was_written_with_a_profile_of_its_own(tmp_path: Path) -> None:
    script = f'{PDF_OF_ARGUMENTS}; echo "$1" >> {tmp_path}/profiles; printf "%%PDF-1.7 %s" "$(cat "$last")" > "$out"; echo "%%EOF" >> "$out"'
    office = Office(str(program(tmp_path, script)))
    for words in (b"one", b"two"):
        made = to_pdf(office, [words], os.environ)
        assert isinstance(made, Converted)
        assert words in made.pdfs[0]
    profiles = (tmp_path / "profiles").read_text(encoding="utf-8").splitlines()
    assert len(set(profiles)) == 2
    assert all(one.startswith("-env:UserInstallation=file:///") for one in profiles)


@posix
def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    office = Office(str(program(tmp_path, f"(echo $$ > {tmp_path}/started; exec sleep 300) &\nsleep 300")))
    made = to_pdf(office, [b"x"], os.environ, seconds=1)
    assert isinstance(made, OfficeProblem)
    assert made.kind == "too-slow"
    started = int((tmp_path / "started").read_text(encoding="ascii"))
    while running(started):
        time.sleep(0.05)  # a hang is a failure: tests have a time limit


@posix
@pytest.mark.parametrize(
    "script",
    [
        "exit 77",
        "kill -SEGV $$",
        f'{PDF_OF_ARGUMENTS}; echo rubbish > "$out"',
        f'{PDF_OF_ARGUMENTS}; printf "%%PDF-1.7" > "$out"',
    ],
    ids=["fails", "crashes", "rubbish", "cut off"],
)
def test_no_pdf_is_told(tmp_path: Path, script: str) -> None:
    made = to_pdf(Office(str(program(tmp_path, script))), [b"x"], os.environ)
    assert isinstance(made, OfficeProblem)
    assert made.kind == "failed"


def test_what_is_no_program_is_told(tmp_path: Path) -> None:
    (tmp_path / "soffice").write_bytes(b"\0")
    (tmp_path / "soffice").chmod(0o755)
    made = to_pdf(Office(str(tmp_path / "soffice")), [b"x"], os.environ)
    assert isinstance(made, OfficeProblem)
    assert made.kind == "not-startable"


def test_a_temporary_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a full disk: no program is started, and nobody meets a traceback."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    made = to_pdf(Office("no-such-office"), [b"x"], os.environ)
    assert isinstance(made, OfficeProblem)
    assert made.kind == "not-writable"


@posix
def test_the_pdf_lies_beside_the_word_file(small_project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = f'{PDF_OF_ARGUMENTS}; printf "%%PDF-1.7 %%%%EOF" > "$out"'
    office = program(small_project, script)
    cli.run(["build", "2023", "--pdf", "--office", str(office)])
    pdf = small_project / "build" / "2023" / "XX市民政局2023年工作总结（草稿）.pdf"
    assert pdf.read_bytes() == b"%PDF-1.7 %%EOF"
    assert f"已写出 {pdf.relative_to(small_project).as_posix()}" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_office_the_word_file_stands(
    small_project: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    assert cli.run(["--lang", language, "build", "2023", "--pdf", "--office", "no-such-office"]) == 2
    assert "no-such-office" in capsys.readouterr().err
    assert (small_project / "build" / "2023" / "XX市民政局2023年工作总结（草稿）.docx").exists()


def test_a_comparison_makes_no_pdf(small_project: Path) -> None:
    assert cli.run(["build", "2023", "--pdf", "--check"]) == 2
    assert not (small_project / "build").exists()
