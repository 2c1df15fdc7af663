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
    from collections.abc import Mapping

    from report_kit.office.program import Office

SECONDS = 120
"""How long a conversion may take: a hundred times that of a report."""

NAME = "report"


class Converted(NamedTuple):
    """A PDF, and the faces it was made with."""

    pdf: bytes
    faces: Faces


def to_pdf(
    office: Office, document: bytes, environment: Mapping[str, str], seconds: float = SECONDS
) -> Converted | OfficeProblem:
    """Lay a Word file out and make a PDF of it.

    Each conversion has a profile of its own, so that several can run at once and beside an office that is open. After
    ``seconds`` everything that was started is ended. The PDF is not the same byte for byte from run to run.
    """
    with TemporaryDirectory(prefix="report-office-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        surroundings, faces = prepare(folder, environment)
        source, pdf = folder / f"{NAME}.docx", folder / f"{NAME}.pdf"
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
                str(source),
            ],
            surroundings,
            seconds,
        )
        if problem is not None:
            return problem
        try:
            data = pdf.read_bytes()
        except OSError:
            data = b""
        if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-1024:]:
            return OfficeProblem(
                "failed",
                msg("LibreOffice 没有排出这份文件"),
                msg("在 LibreOffice 里打开 .docx 看看；仍有问题的，在 WPS、Word 里另存为 PDF"),
            )
        return Converted(data, faces)


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
