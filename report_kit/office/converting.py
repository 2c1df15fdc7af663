"""A Word file to PDF, in a folder and with a profile of its own, within a time limit."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import msg
from report_kit.office.fonts import Faces, prepare
from report_kit.office.program import OfficeProblem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_kit.office.program import Office

SECONDS = 120
"""How long a conversion may take: a hundred times that of a report."""


class Converted(NamedTuple):
    """The PDF of each document, and the faces they were made with."""

    pdfs: tuple[bytes, ...]
    faces: Faces


def to_pdf(
    office: Office, documents: Sequence[bytes], environment: Mapping[str, str], seconds: float = SECONDS
) -> Converted | OfficeProblem:
    """Lay Word files out and make a PDF of each, in one start of the program; of all of them or of none.

    Each start has a profile of its own, so that several can run at once and beside an office that is open. After
    ``seconds`` everything that was started is ended. A PDF is not the same byte for byte from run to run.
    """
    try:
        with TemporaryDirectory(prefix="report-office-", ignore_cleanup_errors=True) as place:
            return _converted(office, documents, environment, seconds, Path(place))
    except OSError as error:
        return OfficeProblem(
            "not-writable",
            msg("临时文件夹写不进去：{reason}", reason=error.strerror or type(error).__name__),
            msg("腾出磁盘空间再试，或者用环境变量 TMPDIR（Windows 上是 TEMP）指定另一个文件夹"),
        )


def _converted(
    office: Office, documents: Sequence[bytes], environment: Mapping[str, str], seconds: float, folder: Path
) -> Converted | OfficeProblem:
    surroundings, faces = prepare(folder, environment, sys.platform)
    sources = [folder / f"{number}.docx" for number in range(len(documents))]
    for source, document in zip(sources, documents, strict=True):
        source.write_bytes(document)
    problem = _run(
        [
            office.program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf:writer_pdf_Export",
            "--outdir",
            str(folder),
            *map(str, sources),
        ],
        surroundings,
        seconds,
    )
    if problem is not None:
        return problem
    pdfs = tuple(_pdf(source.with_suffix(".pdf")) for source in sources)
    if not all(pdfs):
        return OfficeProblem(
            "failed",
            msg("LibreOffice 没有排出这份文件"),
            msg("在 LibreOffice 里打开 .docx 看看；仍有问题的，在 WPS、Word 里另存为 PDF"),
        )
    return Converted(pdfs, faces)


def _pdf(file: Path) -> bytes:
    """A whole PDF; empty if it is none."""
    try:
        data = file.read_bytes()
    except OSError:
        return b""
    return data if data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:] else b""


def _run(command: list[str], environment: Mapping[str, str], seconds: float) -> OfficeProblem | None:
    """Run to the end or the time limit; what the program says is not for users: it warns of Java at every start."""
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            start_new_session=True,
        )
    except OSError as error:
        return OfficeProblem(
            "not-startable",
            msg("启动不了 {program}：{reason}", program=command[0], reason=error.strerror or type(error).__name__),
        )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return OfficeProblem(
            "too-slow",
            msg("LibreOffice 用了{seconds}秒还没有排完，已经停止", seconds=round(seconds)),
            msg("关掉别的程序再试一次；仍有问题的，在 WPS、Word 里另存为 PDF"),
        )
    finally:
        _end(process)
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started: soffice starts the one that does the work, which would outlive it."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(  # noqa: S603 - no shell
                ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607
                capture_output=True,
                check=False,
            )
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
