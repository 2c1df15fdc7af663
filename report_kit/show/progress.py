"""What is being done now, on a terminal, when a command takes more than a second."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from types import TracebackType

    from report_kit.diagnostics import Message, Translate

_ERASE = "\r\x1b[2K"


class Progress:
    """Used in a ``with`` statement; called with each stage as it begins. Silent unless ``stream`` is a terminal."""

    def __init__(self, stream: TextIO, translate: Translate | None = None, *, patience: float = 1.0) -> None:
        self._stream = stream
        self._translate = translate
        self._patience = patience
        self._stage: Message | None = None
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True) if stream.isatty() else None

    def __call__(self, stage: Message) -> None:
        """Name what begins now."""
        self._stage = stage

    def __enter__(self) -> Self:
        if self._thread is not None:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        shown: Message | None = None
        if self._done.wait(self._patience):
            return
        while True:
            if self._stage is not None and self._stage != shown:
                shown = self._stage
                self._stream.write(f"{_ERASE}{shown.text(self._translate)}……")
                self._stream.flush()
            if self._done.wait(0.1):
                break
        if shown is not None:
            self._stream.write(_ERASE)
            self._stream.flush()
