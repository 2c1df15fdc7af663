"""What became of a report between two states of it: changed facts, changed wording, moves, and the cause of each.

``before`` is the earlier side (A), ``after`` the later one (B). Either may be anything a draft can be had of: a
revision, a folder, a built Word file with its map, any Word file, the figures that were sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_kit.diagnostics import Diagnostic, Location, Message
    from report_kit.draft import Draft
    from report_kit.facts.values import Value
    from report_kit.report import Report
    from report_kit.wording_diff import Piece

FactKind = Literal["changed", "details", "added", "removed", "renamed"]
TextKind = Literal["changed", "added", "removed"]
CauseKind = Literal["fact", "derived", "prose", "template", "order"]

Headings = tuple[str, ...]
"""The headings above a place, the highest first."""


class ShownIn(NamedTuple):
    """Characters ``start`` to ``end`` of a block's text show the fact; ``headings`` stand above."""

    block: str
    start: int
    end: int
    headings: Headings = ()


class Figure(NamedTuple):
    """A fact as one side knows it. A side that was only read knows the text and where it is shown.

    ``text`` is as printed; ``value`` None when it is not known or not a value. ``as_of`` and ``period`` are as
    printed. ``declared`` is its formula and bounds in one line, ``inputs`` the ids of what the formula uses.
    ``was`` is its earlier id in full. ``texts`` are the texts it is shown as, each once, in reading order.
    """

    id: str
    text: str
    value: Value | None = None
    unit: str = ""
    what: str = ""
    as_of: str = ""
    period: str = ""
    source: str = ""
    owner: str = ""
    note: str = ""
    explain: str = ""
    declared: str = ""
    location: Location | None = None
    derived: bool = False
    inputs: tuple[str, ...] = ()
    was: str = ""
    shown: tuple[ShownIn, ...] = ()
    texts: tuple[str, ...] = ()


class Side(NamedTuple):
    """One of two states to be compared.

    ``name`` is as it was asked for. ``figures`` are all it knows (None: nothing); ``whole`` is False when these are
    only the ones its text shows. ``identified``: the ids of blocks name items and points. ``problems`` are those of
    ``report check`` (None: not checked). ``template`` is the path of the Word template, ``template_sha256`` what it is.
    """

    name: Message | str
    draft: Draft | None = None
    report: Report | None = None
    figures: Mapping[str, Figure] | None = None
    whole: bool = True
    identified: bool = True
    problems: tuple[Diagnostic, ...] | None = None
    template: str = ""
    template_sha256: str = ""


class Commit(NamedTuple):
    """The commit that last touched a line. ``id`` is empty while the change is not committed."""

    id: str
    author: str
    date: str
    subject: str


class Difference(NamedTuple):
    """How far a value moved.

    ``text`` is in the unit shown (``+26人``, ``+0.38个百分点``), ``percent`` of the old value or empty; ``value`` is
    exact, in base units.
    """

    text: str
    percent: str = ""
    value: str = ""


class Detail(NamedTuple):
    """What is known about a fact changed: ``field`` is the key of the YAML file."""

    field: str
    old: str
    new: str


class FactChange(NamedTuple):
    """A fact that changed. ``before`` is None when it is new, ``after`` when it is gone.

    ``kind`` details: the value stayed and something about it changed; renamed: the id changed, maybe the value too.
    ``follows`` names the changed facts its formula uses. ``commit`` last touched the line it is (or was) written on.
    """

    kind: FactKind
    id: str
    before: Figure | None
    after: Figure | None
    difference: Difference | None = None
    details: tuple[Detail, ...] = ()
    follows: tuple[str, ...] = ()
    commit: Commit | None = None

    @property
    def figure(self) -> Figure:
        """The fact as it is, else as it was."""
        figure = self.after or self.before
        assert figure is not None
        return figure

    @property
    def revalued(self) -> bool:
        """Whether what the fact says is another thing now."""
        return self.kind in ("added", "removed") or self.old != self.new

    @property
    def old(self) -> str:
        """The text on the earlier side; empty for a new fact."""
        return self.before.text if self.before else ""

    @property
    def new(self) -> str:
        """The text on the later side; empty for a fact that is gone."""
        return self.after.text if self.after else ""


class Cause(NamedTuple):
    """Why a text changed.

    ``kind`` fact: the fact shown there changed; derived: the same, and the fact follows from others; prose: the
    sentence was rewritten; template: the Word template was; order: numbers follow from an item moved, put in or
    taken out. ``fact`` is the fact concerned, ``location`` the place that was edited; it lies on the earlier side
    when ``gone``. ``commit`` last touched that line; that of a fact's line is told by its ``FactChange``.
    """

    kind: CauseKind
    fact: str = ""
    location: Location | None = None
    gone: bool = False
    commit: Commit | None = None


class Hunk(NamedTuple):
    """One change of a text: characters ``before_start`` to ``before_end`` of the block became those of the other.

    Offsets count in the text of the whole block on each side. A text without origins has no causes.
    """

    before_start: int
    before_end: int
    after_start: int
    after_end: int
    causes: tuple[Cause, ...] = ()


class TextChange(NamedTuple):
    """A heading or paragraph that changed, was put in or taken out.

    ``before`` and ``after`` are block ids, empty where there is none; ``before_start`` and ``after_start`` tell where
    in the block's text the passage begins. ``pieces`` are the whole passage. ``renumbered``: only numbering changed.
    """

    kind: TextKind
    before: str
    after: str
    headings: Headings
    pieces: tuple[Piece, ...]
    hunks: tuple[Hunk, ...]
    before_start: int = 0
    after_start: int = 0

    @property
    def renumbered(self) -> bool:
        """Whether nothing but numbering changed."""
        return all(cause.kind == "order" for hunk in self.hunks for cause in hunk.causes or (Cause("prose"),))

    @property
    def old(self) -> str:
        """The passage on the earlier side."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "insert")

    @property
    def new(self) -> str:
        """The passage on the later side."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "delete")


class Move(NamedTuple):
    """An item, group, point or paragraph that stands elsewhere now, with all that belongs to it.

    ``before`` and ``after`` are its ids, ``old_place`` and ``new_place`` count it among its neighbours from 1.
    ``exchanged`` and ``exchanged_text`` name the one it changed places with, ``exchanged_before`` is the earlier id of
    that; empty when it simply moved.
    """

    before: str
    after: str
    text: str
    old_headings: Headings
    new_headings: Headings
    old_place: int
    new_place: int
    cause: Cause
    exchanged: str = ""
    exchanged_text: str = ""
    exchanged_before: str = ""


class Relations(NamedTuple):
    """Problems that one changed fact made (``broken``) and ended (``mended``)."""

    broken: tuple[Diagnostic, ...] = ()
    mended: tuple[Diagnostic, ...] = ()


class Changes(NamedTuple):
    """Everything that changed, in the order a reader wants to see it.

    ``broken`` are problems of the later side that the earlier one had not, ``mended`` the reverse. ``look`` is why
    what reads the same may look otherwise; None when nothing that decides on looks changed. ``remarks`` tell what could
    not be compared.
    """

    before: Message | str
    after: Message | str
    facts: tuple[FactChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    moves: tuple[Move, ...] = ()
    broken: tuple[Diagnostic, ...] = ()
    mended: tuple[Diagnostic, ...] = ()
    remarks: tuple[Message, ...] = ()
    year: int = 0
    look: Cause | None = None

    @property
    def different(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.facts or self.texts or self.moves or self.broken or self.mended)

    def tree(self) -> Iterator[tuple[int, FactChange]]:
        """Every fact change once, each after the one it follows from, with its depth: 0 for those nothing caused."""
        led: dict[str, list[FactChange]] = {}
        for change in self.facts:
            for cause in change.follows[:1]:
                led.setdefault(cause, []).append(change)
        seen: set[str] = set()
        begun = [one for one in self.facts if not one.follows]
        # What follows from one another in a ring has no beginning: the first serves as one.
        for root in (*begun, *self.facts):
            work = [(0, root)]
            while work:
                depth, change = work.pop()
                if change.id not in seen:
                    seen.add(change.id)
                    yield depth, change
                    work += [(depth + 1, one) for one in reversed(led.get(change.id, ()))]

    def relations(self) -> Mapping[str, Relations]:
        """By the id of a fact change: the problems it made and those it ended.

        That is the fact a problem names; of two of which one follows from the other, the one that was changed first.
        """
        broken, mended = self._by_cause(self.broken), self._by_cause(self.mended)
        return {fact: Relations(tuple(broken.get(fact, ())), tuple(mended.get(fact, ()))) for fact in broken | mended}

    def _by_cause(self, problems: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
        changed = {figure.id: one for one in self.facts for figure in (one.before, one.after) if figure is not None}
        found: dict[str, list[Diagnostic]] = {}
        for problem in problems:
            named = {changed[fact].id: changed[fact] for fact in problem.facts if fact in changed}
            led = [fact for fact, one in named.items() if not any(cause in named for cause in one.follows)]
            for fact in led or named:  # what follows from one another in a ring has no first
                found.setdefault(fact, []).append(problem)
        return found
