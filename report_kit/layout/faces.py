"""The faces of official documents, by all the names under which fonts carry them."""

from __future__ import annotations

import re
from typing import NamedTuple

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff〇]")
_LATIN = re.compile("[0-9A-Za-z]")


class Face(NamedTuple):
    """A face: its official name, and what the names of its fonts contain (small letters) or may not contain."""

    name: str
    known: tuple[str, ...]
    other: tuple[str, ...] = ()

    def shown_by(self, font: str) -> bool:
        """Whether a font is of this face."""
        small = font.lower()
        return any(part in small for part in self.known) and not any(part in small for part in self.other)


FANGSONG = Face("仿宋_GB2312", ("仿宋", "fangsong", "simfang"))
KAITI = Face("楷体_GB2312", ("楷体", "kaiti", "simkai", "楷_gb"))
HEITI = Face("黑体", ("黑体", "simhei", "heiti"))
SONGTI = Face("宋体", ("宋体", "simsun", "stsong", "fandolsong"), ("小标宋", "仿宋"))
XIAOBIAOSONG = Face("方正小标宋简体", ("小标宋", "xiaobiaosong"))


def has_han(text: str) -> bool:
    """Whether Chinese characters are in a text: those that show its Chinese face."""
    return bool(_HAN.search(text))


def has_latin(text: str) -> bool:
    """Whether Latin letters or digits are in a text."""
    return bool(_LATIN.search(text))
