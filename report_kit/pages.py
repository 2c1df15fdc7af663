"""ADAPTER: a PDF as pages of lines, measured in millimetres from the upper left corner.

The place of a character is its origin on the baseline, never the box of its face, which differs from face to face: the
square of a Chinese character reaches from 0.88 of its size above the baseline to 0.12 below it.
"""

from __future__ import annotations

import io
from collections import Counter
from contextlib import closing, contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MILLIMETRE = 72 / 25.4
"""Points of a millimetre."""

ABOVE, BELOW = 0.88, 0.12
"""How far the square of a character reaches above and below the baseline, in sizes."""

MOST_PAGES = 500
"""More pages than any report; a file that has more is not measured."""

_SAME_LINE = 1.0
"""Points that baselines of one line may differ by."""

_SHORTEST_RULE, _THICKEST_RULE = 50.0, 2.0
"""Millimetres: what is shorter belongs to a cell or a letter, what is thicker is an area."""

_RESOLUTION = 300
_INK = 128
"""Grey from which a spot counts as ink, of 256."""
_DASH = 3.0
"""Millimetres from the outer edge of a page number in which there is nothing but its dash."""


class TooManyPagesError(ValueError):
    """A PDF with more than ``MOST_PAGES`` pages."""


class UnreadablePdfError(ValueError):
    """A PDF whose pages cannot be read."""


class Line(NamedTuple):
    """A line of characters; those that show nothing are left out.

    ``baseline``, ``left`` and ``right`` in millimetres, ``size`` in points: that of most characters. ``advance`` is the
    commonest distance between neighbouring characters of full width, in points; None where there are no two. ``gap`` is
    the widest room between neighbours in millimetres: that of two columns, or of a tab.
    ``faces`` are the names of the faces in the PDF, ``wide_faces`` those of characters of full width.
    """

    text: str
    baseline: float
    left: float
    right: float
    size: float
    advance: float | None
    faces: frozenset[str]
    wide_faces: frozenset[str]
    gap: float = 0.0

    @property
    def top(self) -> float:
        """The upper edge of the characters' squares."""
        return self.baseline - ABOVE * self.size / MILLIMETRE

    @property
    def bottom(self) -> float:
        """The lower edge of the characters' squares."""
        return self.baseline + BELOW * self.size / MILLIMETRE


class Rule(NamedTuple):
    """A line drawn across a page: its ends and how far down it is, in millimetres."""

    left: float
    right: float
    height: float


class Page(NamedTuple):
    """A page: its size, its lines of characters and its rules, both from top to bottom, in millimetres."""

    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()


class Ink(NamedTuple):
    """The ink of a page number in millimetres: its left and right end, and the top of the dash at its outer end."""

    left: float
    right: float
    top: float


def available() -> bool:
    """Whether the libraries that read a PDF are installed (``pip install "report-kit[pages]"``)."""
    from importlib.util import find_spec

    return find_spec("pdfplumber") is not None and find_spec("pypdfium2") is not None


def pages(pdf: bytes) -> tuple[Page, ...]:
    """Every page of a PDF.

    Raises:
        TooManyPagesError: for more than ``MOST_PAGES``.
        UnreadablePdfError: where the PDF is damaged.
    """
    import pdfplumber

    found = []
    with _reading(), pdfplumber.open(io.BytesIO(pdf)) as document:
        if len(document.pages) > MOST_PAGES:
            raise TooManyPagesError
        for page in document.pages:
            lines = _lines(page.chars, float(page.height))
            found.append(Page(_mm(page.width), _mm(page.height), lines, _rules((*page.lines, *page.rects))))
            page.close()
    return tuple(found)


@contextmanager
def _reading() -> Iterator[None]:
    """Readers of PDF raise what the bytes make them stumble over: any error means that the PDF cannot be read."""
    try:
        yield
    except TooManyPagesError:
        raise
    except Exception as error:
        raise UnreadablePdfError(type(error).__name__) from error


def _mm(points: Any) -> float:
    return float(points) / MILLIMETRE


def _lines(characters: Iterable[dict[str, Any]], height: float) -> tuple[Line, ...]:
    """Characters that stand on one baseline, from left to right."""
    rows: list[list[dict[str, Any]]] = []
    shown = [one for one in characters if one["text"].strip()]
    for character in sorted(shown, key=lambda one: -one["matrix"][5]):
        if rows and rows[-1][0]["matrix"][5] - character["matrix"][5] <= _SAME_LINE:
            rows[-1].append(character)
        else:
            rows.append([character])
    return tuple(_line(sorted(row, key=lambda one: one["x0"]), height) for row in rows)


def _line(row: Sequence[dict[str, Any]], height: float) -> Line:
    sizes = Counter(round(float(one["size"]), 1) for one in row)
    wide = [one for one in row if is_wide(one["text"])]
    steps = Counter(
        round(float(after["x0"] - before["x0"]), 2)
        for before, after in pairwise(row)
        if is_wide(before["text"]) and is_wide(after["text"])
    )
    return Line(
        "".join(one["text"] for one in row),
        (height - float(row[0]["matrix"][5])) / MILLIMETRE,
        _mm(row[0]["x0"]),
        _mm(row[-1]["x1"]),
        sizes.most_common(1)[0][0],
        steps.most_common(1)[0][0] if steps else None,
        frozenset(map(_face, row)),
        frozenset(map(_face, wide)),
        _mm(max((after["x0"] - before["x1"] for before, after in pairwise(row)), default=0)),
    )


def _rules(drawn: Iterable[dict[str, Any]]) -> tuple[Rule, ...]:
    """What is drawn straight across, each once."""
    found = set()
    for one in drawn:
        left, right, top, bottom = (_mm(one[side]) for side in ("x0", "x1", "top", "bottom"))
        if right - left >= _SHORTEST_RULE and bottom - top <= _THICKEST_RULE:
            found.add(Rule(round(left, 2), round(right, 2), round((top + bottom) / 2, 2)))
    return tuple(sorted(found, key=lambda rule: (rule.height, rule.left)))


def _face(character: dict[str, Any]) -> str:
    """The name of a character's face, without the prefix of a subset (``BAAAAA+``)."""
    return str(character["fontname"]).rpartition("+")[2]


def is_wide(character: str) -> bool:
    """Whether a character takes a whole square: Han characters and full-width marks."""
    return "\u2e80" <= character[:1] <= "\u9fff" or character[:1] in "“”‘’—…·" or "\uff00" <= character[:1] <= "\uffef"


def ink(pdf: bytes, top: float, bottom: float) -> tuple[Ink | None, ...]:
    """The ink between two heights of each page, where page numbers stand; None where a page has none there.

    Raises:
        UnreadablePdfError: where the PDF is damaged.
    """
    import pypdfium2

    found: list[Ink | None] = []
    with _reading(), closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            width, height = page.get_size()
            strip = page.render(
                scale=_RESOLUTION / 72,
                grayscale=True,
                crop=(0, height - bottom * MILLIMETRE, 0, top * MILLIMETRE),
            ).to_pil()
            found.append(_ink(strip.convert("L"), top, width))
            page.close()
    return tuple(found)


def _ink(strip: Any, top: float, width: float) -> Ink | None:
    dots = _RESOLUTION / 25.4
    spots = strip.point(lambda grey: 255 if grey < _INK else 0)
    box = spots.getbbox()
    if box is None:
        return None
    left, _, right, _ = box
    dash = round(_DASH * dots)
    on_the_right = (left + right) / 2 > width * _RESOLUTION / 144
    outer = (max(left, right - dash), right) if on_the_right else (left, min(right, left + dash))
    top_of_dash = spots.crop((outer[0], 0, outer[1], strip.height)).getbbox()[1]
    return Ink(left / dots, right / dots, top + top_of_dash / dots)
