"""A document with its pages: edges of the text block, the standard page of this machine, lines of the text.

All lengths are millimetres from the upper left corner of the page. A probe page made of the same machine's standard
template tells what its renderer does with margins: LibreOffice puts the first line 3 mm below the margin, Word 2.3 mm.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location, msg
from report_kit.layout.clause import State, Unjudged
from report_kit.layout.flowed import Flowed
from report_kit.layout.lengths import A4_HEIGHT, MM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_kit.layout.roles import Role
    from report_kit.layout.subject import Subject
    from report_kit.ooxml.formatting.model import ParagraphLook
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
        self.upright = tuple(abs(one.width - 210) <= 2 and abs(one.height - 297) <= 2 for one in rendered.pages)
        """Which pages are upright A4: the values of the standard are those of such pages."""
        upright = [one for one in subject.sheet.sections if not one.landscape]
        self._top = min((abs(one.top) for one in upright), default=0) / MM
        self._bottom = max((one.height - abs(one.bottom) for one in upright), default=A4_HEIGHT) / MM
        self.bodies = tuple(
            self._body(page) if on_a4 else page.lines for page, on_a4 in zip(rendered.pages, self.upright, strict=True)
        )
        self.flowed = Flowed(subject, self.bodies)

    def _body(self, page: Page) -> tuple[Line, ...]:
        """The lines between the margins; those outside them are of headers and footers."""
        return tuple(line for line in page.lines if self._top < line.baseline < self._bottom)

    def foot(self, page: int) -> tuple[Line, ...]:
        """The lines of an upright page below its lower margin."""
        return tuple(line for line in self.rendered.pages[page].lines if line.baseline >= self._bottom)

    def found(self, *roles: Role) -> list[tuple[ParagraphLook, Sequence[Line]]]:
        """The paragraphs with one of these roles that were found on the pages, each with its lines."""
        return [(one, lines) for one in self.subject.of(*roles) if (lines := self.flowed.lines(one))]

    def unseen(self, *roles: Role) -> Unjudged | None:
        """What to say where no paragraph of these roles was found: there is none, or it could not be told."""
        if not self.subject.of(*roles):
            return None
        return Unjudged(State.NOT_MEASURED, msg("文件里有，在排好的页面上没有认出来"))

    def place(self, page: int) -> Location:
        """The place of a page, counted from 0."""
        return Location(f"{self.subject.path}#第{page + 1}面", 1)

    def regular(self) -> Iterator[tuple[int, tuple[Line, ...]]]:
        """The upright pages of nothing but lines at one pitch: no title, no table."""
        for number, lines in enumerate(self.bodies):
            if not self.upright[number]:
                continue
            steps = [after.baseline - before.baseline for before, after in pairwise(lines)]
            if len(steps) >= 2 and max(steps) - min(steps) <= _STEP:
                yield number, lines

    def full(self) -> Iterator[tuple[int, tuple[Line, ...]]]:
        """Regular pages that text fills: not the last, none that what follows was kept off, no blank at the head."""
        for number, lines in self.regular():
            if number + 1 == len(self.bodies) or self.flowed.kept_off(number + 1):
                continue
            if all(map(self.flowed.paragraph, lines)) and not self.flowed.follows_a_gap(lines[0]):
                yield number, lines


def near(length: float, wanted: float) -> bool:
    """Whether a length is within a millimetre of what is wanted."""
    return abs(length - wanted) <= TOLERANCE + 0.005


def probe_of(pages: Sequence[Page]) -> Probe:
    """What the standard page came out as; the first of ``pages`` is full of characters."""
    lines = [line for line in pages[0].lines if line.baseline < STRIP[0] - 1] if pages else []
    if not lines:
        return Probe(0, 0, 0, 0)
    counts = {len(line.text) for line in lines}
    return Probe(lines[0].top, lines[-1].bottom, len(lines), counts.pop() if len(counts) == 1 else 0)
