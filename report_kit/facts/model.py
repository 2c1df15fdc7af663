"""The facts of a year as written: editions, chapters, items, groups, points, facts, prose, each with its place.

All types are immutable. Names inside them are still names; ``resolve`` turns them into facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.values import Pending, Unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from report_kit.diagnostics import Location
    from report_kit.facts.published import PublishedReport
    from report_kit.facts.values import Date, Period, Value

FactKey = tuple[int, str]
"""A fact anywhere: the year of the folder it lies in, and its id within that folder."""


FORMULAS = ("sum", "share", "growth", "difference", "mean", "product", "count", "length", "same_as")
BOUNDS = ("part_of", "at_most", "at_least", "before", "after", "meets", "misses")
"""The kinds of formulas and bounds: the keys of a fact that name other facts."""


class Literal(NamedTuple):
    """Words of a sentence between holes; they stand on one line of the file."""

    text: str
    location: Location


class Hole(NamedTuple):
    """``{{ name|filter|filter }}`` in prose. ``location`` covers the braces and is unique to the hole."""

    name: str
    filters: tuple[str, ...]
    location: Location


Segment = Literal | Hole


class Prose(NamedTuple):
    """Sentences with holes. Lines are joined with nothing between; a blank line starts a paragraph."""

    paragraphs: tuple[tuple[Segment, ...], ...]
    location: Location

    def holes(self) -> Iterator[Hole]:
        """Every hole, in order."""
        for paragraph in self.paragraphs:
            for segment in paragraph:
                if isinstance(segment, Hole):
                    yield segment


class Reference(NamedTuple):
    """The name of another fact (or item, for ``answers``), as written, and where."""

    name: str
    location: Location


class Formula(NamedTuple):
    """The arithmetic a fact must equal.

    ``kind`` is sum, share, growth, difference, mean, product, count, length or same_as. ``operands``
    pairs a role with a reference: share has part, of, maybe across; growth and difference have from,
    to; mean has of, per (per may repeat); sum and product have repeated ``term``; count, length,
    same_as have one ``of``. ``across`` of a share is the unit pair, kept in ``across`` as text (人/张).
    ``closed`` of a sum is None where nothing is said.
    ``digits`` (decimals shown) and ``rounding`` (half_up, half_even, truncate) matter to derived facts;
    ``digits`` None means the standard number for the kind.
    """

    kind: str
    operands: tuple[tuple[str, Reference], ...]
    location: Location
    closed: bool | None = None
    across: str = ""
    basis: str = ""
    digits: int | None = None
    rounding: str = "half_up"


class Bound(NamedTuple):
    """A limit or order a fact must keep: part_of, at_most, at_least, before, after, meets, misses."""

    kind: str
    target: Reference


class Fact(NamedTuple):
    """A named value with its unit, as written, and everything known about it.

    ``value`` is None for a derived fact (a formula and nothing written). ``location`` is the place of
    the written value (of the formula for a derived fact), ``name_location`` that of the name.
    ``shown`` False means it need not appear in the text. ``as_of_location`` and ``period_location`` are
    the places where the dates are written, in the fact or among the defaults it takes them from.
    ``misread`` tells that a key of it was not understood, which is reported: a formula may be missing.
    """

    year: int
    id: str
    name: str
    value: Value | None
    location: Location
    name_location: Location
    what: str
    formula: Formula | None = None
    bounds: tuple[Bound, ...] = ()
    unit: str = ""
    as_of: Date | None = None
    period: Date | Period | None = None
    source: str = ""
    owner: str = ""
    note: str = ""
    explain: str = ""
    indicator: bool = False
    shown: bool = True
    was: str = ""
    as_of_location: Location | None = None
    period_location: Location | None = None
    was_location: Location | None = None
    misread: bool = False

    @property
    def key(self) -> FactKey:
        """Year and id: unique over all years."""
        return (self.year, self.id)


class Point(NamedTuple):
    """One 「一是…」 of an item or a group. ``lead`` is its opening clause, closed with 。 when printed."""

    id: str
    lead: Prose | None
    text: Prose | None
    location: Location
    answers: tuple[Reference, ...] = ()
    continues: tuple[Reference, ...] = ()
    due: Date | None = None


class Group(NamedTuple):
    """A sub-heading inside an item. It adds nothing to the names of facts."""

    id: str
    title: Prose
    location: Location
    text: Prose | None = None
    points: tuple[Point, ...] = ()
    after: Prose | None = None


class Item(NamedTuple):
    """One titled piece of work: 「（一）…」. ``id`` is its own id, without the chapter.

    ``facts`` holds those of the item and of its groups, by short name. ``owner`` is that of its defaults.
    """

    id: str
    title: Prose
    location: Location
    facts: Mapping[str, Fact]
    text: Prose | None = None
    points: tuple[Point, ...] = ()
    groups: tuple[Group, ...] = ()
    after: Prose | None = None
    answers: tuple[Reference, ...] = ()
    continues: tuple[Reference, ...] = ()
    due: Date | None = None
    owner: str = ""


class ChapterFile(NamedTuple):
    """One file of a year: ``data/2023/key_work.yaml``. ``facts`` are those at its top, by short name."""

    id: str
    path: str
    facts: Mapping[str, Fact]
    items: tuple[Item, ...]


class ChapterEntry(NamedTuple):
    """A chapter declared in report.yaml. ``next_year`` marks one whose file lies in next year's folder."""

    id: str
    title: Prose
    next_year: bool
    location: Location


class Allowance(NamedTuple):
    """A recorded exception: this code, for this fact (or everywhere, if no fact is named), with its reason.

    ``text`` are words of the sentence it is for, in a document that has no facts.
    """

    code: str
    fact: str
    reason: str
    location: Location
    text: str = ""


class Outcome(NamedTuple):
    """What became of a promise that is not kept: ``state`` is dropped or carried_over, and why.

    State and reason are empty where they could not be read, which is reported.
    """

    promise: Reference
    state: str
    reason: Prose | None
    location: Location


class Attachment(NamedTuple):
    """An 附件 named under the body.

    ``table`` says what the program itself prints of it behind the signature: ``indicators`` or ``plans``, or nothing
    when it is a document of its own; ``chart`` whether a chart of the indicators stands below. ``location`` is
    where it is declared (None for one made in a test).
    """

    title: Prose
    table: str = ""
    chart: bool = False
    location: Location | None = None


class Layout(NamedTuple):
    """How the edition is laid out: the template's file name, and headings ``run_in`` or ``own_line``."""

    template: str = "report.docx"
    headings: str = "run_in"


DATE = "date"
"""What formulas and sentences call the date of the report, unless a fact has this name."""


class Formalities(NamedTuple):
    """What a document says around its text: 发文机关标志 and 发文字号 above, 抄送, 印发机关, 印发日期 at its foot."""

    letterhead: Prose | None = None
    number: Prose | None = None
    copies_to: Prose | None = None
    printed_by: Prose | None = None
    printed_on: Date | None = None
    printed_on_location: Location | None = None

    @property
    def written(self) -> tuple[Prose, ...]:
        """The texts that are there, in order."""
        texts = (self.letterhead, self.number, self.copies_to, self.printed_by)
        return tuple(text for text in texts if text is not None)


class Edition(NamedTuple):
    """``report.yaml``: the report on one year.

    ``coverage`` is the share of its figures, from 0 to 1, that is to be checked at least; None if it does not say.
    ``confirm`` tells which figures departments must confirm: all, indicators, none; empty if it does not say.
    ``date_pending`` tells that the date is said not to be known yet (待补).
    """

    year: int
    path: str
    unit: str
    title: Prose
    date: Date | None
    to: Prose | None
    opening: Prose | None
    closing: Prose | None
    chapters: tuple[ChapterEntry, ...]
    masked: tuple[str, ...]
    layout: Layout
    allow: tuple[Allowance, ...]
    attachments: tuple[Attachment, ...]
    facts: Mapping[str, Fact]
    location: Location
    unit_location: Location
    date_location: Location | None
    coverage: Fraction | None = None
    coverage_location: Location | None = None
    outcomes: tuple[Outcome, ...] = ()
    confirm: str = ""
    date_pending: bool = False
    formalities: Formalities = Formalities()

    @property
    def issued(self) -> Fact | None:
        """The date of the report as a fact, so that one stated elsewhere can be held against it (``same_as: date``).

        None without a date, and where report.yaml has a fact of this name, which then is what the name means.
        """
        place = self.date_location
        if place is None or DATE in self.facts:
            return None
        value = self.date or (Pending("待补") if self.date_pending else Unread("待补"))
        return Fact(self.year, DATE, "成文日期", value, place, place, "成文日期", shown=False)


class Confirmation(NamedTuple):
    """A figure that a department gave from its own books, independently of the report: double entry.

    ``fact`` is the fact as the edition labels it: its id, for next year's plans behind ``next_year.``. ``figure``
    is the entry as made, ``stood`` the fact as it was written then (empty if nobody noted it). ``by`` is who entered
    it, of the department ``owner``, ``on`` the day as entered, ``file`` and ``sha256`` the workbook it came in.
    ``location`` is the place of the figure, ``fact_location`` that of the id.
    """

    fact: str
    figure: str
    stood: str
    by: str
    owner: str
    on: str
    remark: str
    file: str
    sha256: str
    location: Location
    fact_location: Location | None = None


class YearFacts(NamedTuple):
    """Everything loaded from one year's folder. ``edition`` is None when the folder has no report.yaml.

    ``incomplete`` names the chapters (``report`` for report.yaml) whose files exist and were not read whole:
    a fact or item missing there may well be written, and its absence is not worth a second problem.
    ``published`` are the figures as this year's report was sent; read of last year's folder only.
    ``confirmations`` are read of the edition's own year only.
    """

    year: int
    folder: str
    edition: Edition | None
    chapters: Mapping[str, ChapterFile]
    incomplete: frozenset[str] = frozenset()
    published: PublishedReport | None = None
    confirmations: tuple[Confirmation, ...] = ()

    @property
    def promised(self) -> tuple[ChapterFile, ...]:
        """What was promised for the year: the files in its folder that its own report does not print as results."""
        results = {entry.id for entry in self.edition.chapters if not entry.next_year} if self.edition else ()
        return tuple(file for name, file in self.chapters.items() if name not in results)
