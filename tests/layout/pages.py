"""Word files as LibreOffice lays them out, measured on the PDF: lines of characters with places in millimetres.

Needs ``soffice`` and the free stand-ins of the official faces (``.ci/fonts.sh build/fonts``); without them the
tests are skipped, or fail where ``LAYOUT_TESTS=required`` is set, as in ``.ci/run``.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pytest

from report_kit.office import Converted, Office, find_office, to_pdf

ROOT = Path(__file__).parents[2]
POINT = 25.4 / 72
"""Millimetres of a point."""
FACES = {
    "FandolFang-Regular": "仿宋",
    "FandolKai-Regular": "楷体",
    "FandolHei-Regular": "黑体",
    "TitleSong-Regular": "小标宋",
}
FACES["FandolSong-Regular"] = "宋体"

LEFT, RIGHT = 28.0, 184.0
"""The edges of the text block of 156 mm."""
PITCH = 28.95
"""A line in points."""


@dataclass(frozen=True)
class Line:
    """One line of a page: its text, the faces in it, its baseline (points from the top), its ends (mm)."""

    text: str
    faces: frozenset[str]
    baseline: float
    left: float
    right: float
    middles: tuple[float, ...]


@dataclass(frozen=True)
class Page:
    """A page: the lines of its text, and its page number."""

    lines: tuple[Line, ...]
    number: Line | None

    @property
    def slots(self) -> tuple[int, ...]:
        """The lines by the 22 slots of the grid they stand in, counted from 1."""
        return tuple(round((line.baseline - FIRST_BASELINE) / PITCH) + 1 for line in self.lines)


FIRST_BASELINE = 128.0
"""Baseline of the first line in LibreOffice, points from the top edge (its em box begins 40 mm from it)."""


def fontconfig() -> Path | None:
    """The configuration that knows the stand-ins."""
    for name in (os.environ.get("FONTCONFIG_FILE"), ROOT / "build" / "fonts" / "fonts.conf"):
        if name and (Path(name).parent / "faces" / "FandolFang-Regular.otf").is_file():
            return Path(name)
    return None


def office() -> Office:
    """LibreOffice; skips the test where it or the faces are missing."""
    found = find_office("", os.environ, sys.platform)
    if isinstance(found, Office) and fontconfig() is not None:
        return found
    missing = "build/fonts (.ci/fonts.sh)" if isinstance(found, Office) else "LibreOffice"
    reason = f"no page was looked at: {missing} is missing"
    if os.environ.get("LAYOUT_TESTS") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


def laid_out(data: bytes, folder: Path) -> Path:
    """The PDF of a Word file."""
    made = to_pdf(office(), data, {**os.environ, "FONTCONFIG_FILE": str(fontconfig())})
    assert isinstance(made, Converted), made
    pdf = folder / "page.pdf"
    pdf.write_bytes(made.pdf)
    return pdf


def pages(pdf: Path) -> tuple[Page, ...]:
    """Every page of a PDF. A face that was substituted makes all measuring void."""
    with pdfplumber.open(pdf) as document:
        return tuple(_page(page.chars, float(page.height)) for page in document.pages)


def _page(characters: list[dict], height: float) -> Page:
    faces = {character["fontname"].partition("+")[2] for character in characters}
    assert faces <= set(FACES), f"faces were substituted: {faces - set(FACES)}"
    rows: dict[int, list[dict]] = {}
    for character in sorted(characters, key=lambda one: one["matrix"][5], reverse=True):
        baseline = height - character["matrix"][5]
        near = next((key for key in rows if abs(key - baseline * 10) < 10), round(baseline * 10))
        rows.setdefault(near, []).append(character)
    lines = [_line(row, height) for row in rows.values()]
    lines = [line for line in lines if line.text.strip()]
    body = [line for line in lines if line.baseline * POINT < 265]
    number = [line for line in lines if line.baseline * POINT >= 265]
    assert len(number) <= 1
    return Page(tuple(sorted(body, key=lambda line: line.baseline)), number[0] if number else None)


def _line(row: list[dict], height: float) -> Line:
    row = sorted((one for one in row if one["text"].strip()), key=lambda one: one["x0"])
    if not row:
        return Line("", frozenset(), 0, 0, 0, ())
    return Line(
        "".join(one["text"] for one in row),
        frozenset(FACES[one["fontname"].partition("+")[2]] for one in row),
        height - row[0]["matrix"][5],
        row[0]["x0"] * POINT,
        row[-1]["x1"] * POINT,
        tuple((one["x0"] + one["x1"]) / 2 * POINT for one in row),
    )


def dash(pdf: Path, page: int) -> tuple[float, float, float]:
    """Top, left and right of the ink of a page number, in millimetres from the upper left corner."""
    resolution = 300
    millimetre = resolution / 25.4
    with pdfplumber.open(pdf) as document:
        image = document.pages[page].to_image(resolution=resolution).original.convert("L")
    top = round(265.5 * millimetre)
    strip = image.crop((0, top, image.width, round(285 * millimetre))).point(lambda grey: 255 if grey < 128 else 0)
    left, _, right, _ = strip.getbbox()
    first = strip.crop((left, 0, left + round(3 * millimetre), strip.height))
    return (top + first.getbbox()[1]) / millimetre, left / millimetre, right / millimetre
