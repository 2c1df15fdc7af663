"""The program LibreOffice: where it is, and what to say where it is not."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VARIABLE = "REPORT_OFFICE"
"""The environment variable that names the program."""

_ON_PATH = ("soffice", "libreoffice")
_ON_WINDOWS = r"LibreOffice\program\soffice.com"
"""The one of the two programs there that is waited for."""
_ON_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"


class OfficeProblem(NamedTuple):
    """Why there is no PDF, and what to do.

    ``kind`` is for programs: missing, not-startable, too-slow, failed.
    """

    kind: str
    message: Message
    hint: Message | None = None


class Office(NamedTuple):
    """LibreOffice on this machine."""

    program: str


def find_office(named: str, environment: Mapping[str, str], platform: str) -> Office | OfficeProblem:
    """The program ``named``, else that of the environment, else on the path, else where installers put it.

    ``platform`` is as in ``sys.platform``. A program that was named is the only one tried.
    """
    told = named or environment.get(VARIABLE, "")
    if told:
        found = shutil.which(told, path=environment.get("PATH"))
        if found is None:
            return OfficeProblem(
                "missing",
                msg("没有程序 {program}", program=told),
                msg("写 LibreOffice 的 soffice 程序的完整路径"),
            )
        return Office(found)
    for place in _places(environment, platform):
        found = shutil.which(place, path=environment.get("PATH"))
        if found is not None:
            return Office(found)
    return OfficeProblem("missing", msg("没有找到 LibreOffice，不能生成 PDF"), _how_to_install(platform))


def _places(environment: Mapping[str, str], platform: str) -> Iterator[str]:
    yield from _ON_PATH
    if platform == "win32":
        for name in ("ProgramFiles", "ProgramFiles(x86)"):
            if folder := environment.get(name):
                yield str(Path(folder) / _ON_WINDOWS)
    elif platform == "darwin":
        yield _ON_MAC


def _how_to_install(platform: str) -> Message:
    if platform == "win32":
        return msg("安装：winget install TheDocumentFoundation.LibreOffice；或者在 WPS、Word 里打开 .docx 另存为 PDF")
    if platform == "darwin":
        return msg("安装：brew install --cask libreoffice；或者在 WPS、Word 里打开 .docx 另存为 PDF")
    return msg("安装（Debian、Ubuntu）：sudo apt install libreoffice-writer；或者在 WPS、Word 里打开 .docx 另存为 PDF")
