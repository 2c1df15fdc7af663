"""The changes of formatting that put a deviation right, by what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.layout.lengths import CHARACTER, LINE
from report_kit.ooxml.formatting.mending import Mend

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_kit.ooxml.formatting.model import ParagraphLook, RunLook, SectionLook

_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_IN_LINES = (("beforeLines", None), ("afterLines", None), ("beforeAutospacing", None), ("afterAutospacing", None))
PLAIN = (("left", "0"), ("leftChars", "0"), ("start", None), ("startChars", None))
PLAIN_RIGHT = (("right", "0"), ("rightChars", "0"), ("end", None), ("endChars", None))


def _runs(paragraph: ParagraphLook, runs: Iterable[RunLook], name: str, **told: str | None) -> Mend:
    return Mend("run", paragraph.number, tuple(run.number for run in runs), name, tuple(told.items()))


def face(paragraph: ParagraphLook, runs: Iterable[RunLook], name: str) -> tuple[Mend, ...]:
    """These runs in this face, whatever the theme says."""
    told = dict.fromkeys(_SLOTS, name) | dict.fromkeys(_THEMES)
    return (_runs(paragraph, runs, "rFonts", **told),)


def size(paragraph: ParagraphLook, runs: Iterable[RunLook], half_points: int) -> tuple[Mend, ...]:
    """These runs in this size."""
    chosen = tuple(runs)
    return tuple(_runs(paragraph, chosen, name, val=str(half_points)) for name in ("sz", "szCs"))


def black(paragraph: ParagraphLook, runs: Iterable[RunLook]) -> tuple[Mend, ...]:
    """These runs in black."""
    return (_runs(paragraph, runs, "color", val="000000", themeColor=None, themeTint=None, themeShade=None),)


def not_bold(paragraph: ParagraphLook, runs: Iterable[RunLook]) -> tuple[Mend, ...]:
    """These runs without bold."""
    chosen = tuple(runs)
    return tuple(_runs(paragraph, chosen, name, val="0") for name in ("b", "bCs"))


def squeezed(paragraph: ParagraphLook, runs: Iterable[RunLook]) -> tuple[Mend, ...]:
    """These runs as wide that 28 characters fill a line."""
    chosen = tuple(runs)
    return (_runs(paragraph, chosen, "spacing", val="-5"), _runs(paragraph, chosen, "w", val="100"))


def paragraph(one: ParagraphLook, name: str, **told: str | None) -> Mend:
    """A property of a paragraph."""
    return Mend("paragraph", one.number, (), name, tuple(told.items()))


def first_line(one: ParagraphLook, hundredths: int) -> Mend:
    """The first line this far in, the others flush; the right indent stays."""
    twips = hundredths * CHARACTER // 100
    told = (
        *PLAIN,
        ("hanging", None),
        ("hangingChars", None),
        ("firstLine", str(twips)),
        ("firstLineChars", str(hundredths)),
    )
    return Mend("paragraph", one.number, (), "ind", told)


def flush(one: ParagraphLook) -> Mend:
    """No indent on either side; that of the first line stays."""
    return Mend("paragraph", one.number, (), "ind", (*PLAIN, *PLAIN_RIGHT))


def right(one: ParagraphLook, twips: int) -> tuple[Mend, ...]:
    """To the right, its end this far from the edge of the block."""
    hundredths = round(twips * 100 / CHARACTER)
    told = (
        *PLAIN,
        ("end", None),
        ("endChars", None),
        ("right", str(twips)),
        ("rightChars", str(hundredths)),
        ("hanging", None),
        ("hangingChars", None),
        ("firstLine", "0"),
        ("firstLineChars", "0"),
    )
    return (Mend("paragraph", one.number, (), "ind", told), paragraph(one, "jc", val="right"))


def centred(one: ParagraphLook) -> tuple[Mend, ...]:
    """In the middle of the block."""
    told = (
        *PLAIN,
        *PLAIN_RIGHT,
        ("hanging", None),
        ("hangingChars", None),
        ("firstLine", "0"),
        ("firstLineChars", "0"),
    )
    return (Mend("paragraph", one.number, (), "ind", told), paragraph(one, "jc", val="center"))


def pitch(one: ParagraphLook) -> tuple[Mend, ...]:
    """22 lines a page."""
    on_grid = Mend("paragraph", one.number, (), "snapToGrid")
    return (paragraph(one, "spacing", line=str(LINE), lineRule="exact"), on_grid)


def space_before(one: ParagraphLook, lines: int) -> Mend:
    """So many blank lines before a paragraph."""
    return Mend("paragraph", one.number, (), "spacing", (*_IN_LINES, ("before", str(lines * LINE))))


def section(one: SectionLook, name: str, **told: str | None) -> Mend:
    """A setting of a section."""
    return Mend("section", one.number, (), name, tuple(told.items()))


FOOTERS = Mend("footers")
"""Page numbers as the standard wants them."""
