"""What is kept of our own mistakes: a traceback in a file, so that nobody has to read it on a screen."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE = "report-error.txt"


def traceback_text(error: BaseException) -> str:
    """The traceback as Python prints it."""
    return "".join(traceback.format_exception(error))


def keep_traceback(error: BaseException, folders: Iterable[Path]) -> Path | None:
    """Write the traceback into the first folder that takes it; gives the file, or None."""
    content = traceback_text(error).encode("utf-8", "backslashreplace")
    for folder in folders:
        try:
            folder.mkdir(exist_ok=True)
            (folder / FILE).write_bytes(content)
        except OSError:
            continue
        return folder / FILE
    return None
