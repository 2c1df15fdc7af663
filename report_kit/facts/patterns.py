"""Regular expressions compiled when they are first used."""

from __future__ import annotations

import re
from functools import cache


@cache
def pattern(source: str) -> re.Pattern[str]:
    """The compiled form of one of our own constants.

    Compiling takes a tenth of a millisecond for each set of Chinese characters; together it took longer than
    reading and checking a report, which needs few of them.
    """
    return re.compile(source)
