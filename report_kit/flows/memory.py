"""Python's cyclic garbage collector, kept waiting while a report is made."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for cycles: a flow makes hundreds of thousands of objects, hardly a cycle, and keeps them all.

    Looking through them again and again takes more than in proportion to the facts. Used as a decorator.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
