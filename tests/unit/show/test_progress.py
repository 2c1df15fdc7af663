"""Progress appears on a terminal after a while, and leaves nothing behind."""

from __future__ import annotations

import io
import time

from report_kit.diagnostics import msg
from report_kit.show.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_long_stage_is_named_and_then_erased() -> None:
    stream = Terminal()
    with Progress(stream, patience=0.0) as stage:
        stage(msg("正在排版"))
        while "正在排版" not in stream.getvalue():
            time.sleep(0.01)
    assert stream.getvalue() == "\r\x1b[2K正在排版……\r\x1b[2K"


def test_a_short_command_shows_nothing() -> None:
    stream = Terminal()
    with Progress(stream, patience=60) as stage:
        stage(msg("正在排版"))
    assert stream.getvalue() == ""


def test_a_file_gets_no_progress() -> None:
    stream = io.StringIO()
    with Progress(stream, patience=0.0) as stage:
        stage(msg("正在排版"))
        time.sleep(0.05)
    assert stream.getvalue() == ""
