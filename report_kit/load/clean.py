"""Paragraphs in which no wording rule and no claim that fails was found, kept between runs: only others are searched.

Searching takes less time than compiling what is searched for, and most paragraphs of a report break no rule.
"""

from __future__ import annotations

import hashlib
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from report_kit.load import cache as kept

if TYPE_CHECKING:
    from pathlib import Path

_DIGEST = 16
"""Bytes of a digest."""

MOST_KNOWN = 8192
"""Paragraphs remembered, the latest: some twenty reports."""


class CleanTexts:
    """Which texts are clean. A digest stands for this very text, these very rules and this version of the program.

    So whatever is damaged in the cache, a text that breaks a rule is searched.
    """

    def __init__(self, rules: bytes, cache: Path | None) -> None:
        """``rules`` is a digest of the rules; ``cache`` a folder to keep things in (None: nothing is kept)."""
        self._rules = rules
        self._file = cache / f"clean-{kept.version()}.texts" if cache is not None else None
        self._learnt: dict[bytes, None] = {}

    def knows(self, text: str) -> bool:
        """Whether no rule found anything in this text before."""
        return bool(self._clean) and _digest(self._rules, text) in self._clean

    def learn(self, text: str) -> None:
        """Note that no rule finds anything in a text."""
        if self._file is not None:
            self._learnt[_digest(self._rules, text)] = None

    def keep(self) -> None:
        """Write down what was learnt."""
        if self._learnt:
            kept.write(self._file, b"".join([*self._clean, *self._learnt][-MOST_KNOWN:]))

    @cached_property
    def _clean(self) -> dict[bytes, None]:
        """The digests kept, the latest last."""
        held = kept.read(self._file)
        return dict.fromkeys(held[place : place + _DIGEST] for place in range(0, len(held), _DIGEST))


@lru_cache(maxsize=4096)
def _digest(rules: bytes, text: str) -> bytes:
    content = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=_DIGEST, key=rules).digest()
