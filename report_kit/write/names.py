"""File names made of titles: the title as far as every system, Windows included, can hold it."""

from __future__ import annotations

import re

from report_kit.ooxml.xml import ILLEGAL

DRAFT = "（草稿）"

LONGEST = 180
"""Bytes of a title in a file name: with 「（草稿）（人工修改 99）.docx」 behind it below the 255 a name may have."""

_KEPT = re.compile(r"（人工修改 \d+）\.docx$")
_WIDE = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(?:\.|$)")
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def stem(title: str, year: int) -> str:
    """The title as a file name without extension.

    Characters Windows forbids become their full-width forms; names of devices get an underscore; spaces
    and dots at the ends go, and so does what is too long.
    """
    name = ILLEGAL.sub("", _UNSHOWN.sub(" ", title)).translate(_WIDE)
    name = _short(re.sub(" +", " ", name).strip(" .\u3000"))
    if not name:
        return f"{year}年报告"
    return f"_{name}" if _RESERVED.match(name) else name


def draft_name(title: str, year: int) -> str:
    """The file name of a draft."""
    return f"{stem(title, year)}{DRAFT}.docx"


def final_name(title: str, year: int) -> str:
    """The file name of the report to be sent."""
    return f"{stem(title, year)}.docx"


def kept_name(name: str, number: int) -> str:
    """The name under which the file ``name``, edited by hand, is kept: ``…（人工修改 1）.docx``."""
    return f"{name.removesuffix('.docx')}（人工修改 {number}）.docx"


def is_kept_name(name: str) -> bool:
    """Whether a file of this name is one that was kept."""
    return _KEPT.search(name) is not None


def is_draft_name(name: str) -> bool:
    """Whether a file of this name is the draft of a report, under whatever title."""
    return name.endswith(f"{DRAFT}.docx")


def _short(name: str) -> str:
    data = name.encode("utf-8")
    if len(data) <= LONGEST:
        return name
    return data[:LONGEST].decode("utf-8", "ignore").rstrip(" .\u3000") + "…"
