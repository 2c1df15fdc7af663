"""A document with its pages: edges of the text block, the standard page of this machine, lines of the text.

All lengths are millimetres from the upper left corner of the page. A probe page made of the same machine's standard
template tells what its renderer does with margins: LibreOffice puts the first line 3 mm below the margin, Word 2.3 mm.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location
from report_kit.layout.flowed import Flowed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_kit.layout.subject import Subject
    from report_kit.pages import Ink, Line, Page

LINES, CHARACTERS = 22, 28
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
"""The edges of the text block (5.2.1)."""

PITCH = 225 / LINES
"""The height of a line."""

CHARACTER = 156 / 28
"""The width of a character."""

INDENT = 2 * CHARACTER
DASH_TOP = 269.0
"""The dash of a page number stands 7 mm below the block (7.5)."""

DASH_LEFT, DASH_RIGHT = LEFT + 4.94, RIGHT - 4.94
"""The ends of a page number: one 四号 character in from the block."""

DATE_RIGHT = RIGHT - 4 * CHARACTER

STRIP = (265.5, 285.0)
"""Between these heights there is nothing but page numbers."""

TOLERANCE = 1.0
_STEP = 0.2
"""How far steps from line to line of one page differ at most."""


class Probe(NamedTuple):
    """The standard page as this machine lays it out: edges of the characters, lines and characters of a line."""

    top: float
    bottom: float
    lines: int
    characters: int

    @property
    def right(self) -> bool:
        """Whether the page is what it must be; else nothing can be said of other pages."""
        return (self.lines, self.characters) == (LINES, CHARACTERS)


class Rendered(NamedTuple):
    """A document on pages. ``ink`` is that of each page's number; ``faces`` are the PDF names of faces that may show.

    ``names`` are those that the machine knows faces by; ``missing`` official faces that it has not and nothing stands
    in for. All are empty where the machine cannot tell.
    """

    pages: tuple[Page, ...]
    ink: tuple[Ink | None, ...]
    probe: Probe
    faces: frozenset[str]
    names: frozenset[str]
    missing: tuple[str, ...]


class OnPages:
    """A document under judgement with its pages."""

    def __init__(self, subject: Subject, rendered: Rendered) -> None:
        self.subject = subject
        self.rendered = rendered
        self.bodies = tuple(
            tuple(line for line in page.lines if line.baseline < STRIP[0] - 1) for page in rendered.pages
        )
        self.flowed = Flowed(subject, self.bodies)

    def place(self, page: int) -> Location:
        """The place of a page, counted from 0."""
        return Location(f"{self.subject.path}#第{page + 1}面", 1)

    def regular(self) -> Iterator[tuple[int, tuple[Line, ...]]]:
        """The pages of nothing but lines at one pitch: no title, no table."""
        for number, lines in enumerate(self.bodies):
            steps = [after.baseline - before.baseline for before, after in pairwise(lines)]
            if len(steps) >= 2 and max(steps) - min(steps) <= _STEP:
                yield number, lines

    def full(self) -> Iterator[tuple[int, tuple[Line, ...]]]:
        """Regular pages that are full: not the last, and none that what follows was kept off."""
        for number, lines in self.regular():
            if number + 1 < len(self.bodies) and not self.flowed.kept_off(number + 1):
                yield number, lines


def near(length: float, wanted: float) -> bool:
    """Whether a length is within a millimetre of what is wanted."""
    return abs(length - wanted) <= TOLERANCE + 0.005


def _body(page: Page) -> tuple[Line, ...]:
    """The lines above those of page numbers."""
    return tuple(line for line in page.lines if line.baseline < STRIP[0] - 1)


def probe_of(pages: Sequence[Page]) -> Probe:
    """What the standard page came out as; the first of ``pages`` is full of characters."""
    lines = _body(pages[0]) if pages else ()
    if not lines:
        return Probe(0, 0, 0, 0)
    counts = {len(line.text) for line in lines}
    return Probe(lines[0].top, lines[-1].bottom, len(lines), counts.pop() if len(counts) == 1 else 0)
