"""What is asked of a document's layout: clauses of the standard, and the verdict on each.

A clause that can be judged on the file's XML has a ``check``; one that only paper or rendered pages show has none, and
its verdict is ``NOT_MEASURED`` until somebody who measures pages brings one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Code, Diagnostic, Location, Message, Note, Severity, msg

if TYPE_CHECKING:
    from report_kit.layout.subject import Subject
    from report_kit.ooxml.formatting.mending import Mend

MOST_PLACES = 4
"""Places told of one finding; the others are counted."""


class Force(Enum):
    """How binding a value is: ``MUST`` 应、规定, ``USUAL`` 一般, ``MAY`` 可以, ``DERIVED`` reckoned from other values.

    ``PRACTICE``: the standard has no such value.
    """

    MUST = "must"
    USUAL = "usual"
    DERIVED = "derived"
    MAY = "may"
    PRACTICE = "practice"

    @property
    def severity(self) -> Severity:
        """Hard clauses are errors; what may be adjusted is a warning; what the standard does not say is a note."""
        if self is Force.MUST:
            return Severity.ERROR
        return Severity.NOTE if self in (Force.MAY, Force.PRACTICE) else Severity.WARNING

    @property
    def words(self) -> Message:
        """How the standard puts it."""
        return {
            Force.MUST: msg("应"),
            Force.USUAL: msg("一般"),
            Force.DERIVED: msg("推算"),
            Force.MAY: msg("可以"),
            Force.PRACTICE: msg("实务"),
        }[self]


class State(Enum):
    """What came of judging a clause."""

    PASSED = "passed"
    DEVIATES = "deviates"
    NOT_APPLICABLE = "not-applicable"
    NOT_MEASURED = "not-measured"


class Deviation(NamedTuple):
    """One place that is not as the clause wants it: what was found there, and the changes that would mend it."""

    location: Location
    found: Message
    mends: tuple[Mend, ...] = ()


class Answer(NamedTuple):
    """What a check saw: the value found in the document, and the places that deviate."""

    found: Message
    deviations: tuple[Deviation, ...] = ()


class Unjudged(NamedTuple):
    """Why nothing was judged, and whether the document has nothing to judge or what it has could not be measured."""

    state: State
    why: Message


Check = Callable[["Subject"], Answer | None]
"""Looks at one clause; None where the document has nothing that it is about."""


class Clause(NamedTuple):
    """A clause of GB/T 9704-2012, or a habit of documents that follow it (``number`` empty).

    ``says`` is what is looked at, ``wanted`` the value, ``tolerance`` how far from it is right, ``hint`` how to mend.
    """

    code: Code
    number: str
    force: Force
    says: Message
    wanted: Message
    hint: Message
    tolerance: Message | None = None
    check: Check | None = None

    @property
    def binding(self) -> bool:
        """Whether the standard asks for it at all."""
        return self.force not in (Force.MAY, Force.PRACTICE)

    @property
    def basis(self) -> Message:
        """Where the value comes from, as shown in brackets behind a finding."""
        if not self.number:
            return msg("标准没有规定，属实务")
        if self.tolerance is None:
            return msg("GB/T 9704—2012 {number}，{force}", number=self.number, force=self.force.words)
        return msg(
            "GB/T 9704—2012 {number}，{force}，允许{tolerance}",
            number=self.number,
            force=self.force.words,
            tolerance=self.tolerance,
        )


class Verdict(NamedTuple):
    """The state of a clause. ``found`` is the value, or why nothing was judged; None where nothing was looked at.

    ``mends`` would put the findings right.
    """

    clause: Clause
    state: State
    found: Message | None = None
    findings: tuple[Diagnostic, ...] = ()
    mends: tuple[Mend, ...] = ()
    left: int = 0
    """Places that deviate and that no change of formatting mends."""


def clause(
    code: str,
    name: str,
    number: str,
    force: Force,
    *,
    says: Message,
    wanted: Message,
    hint: Message,
    tolerance: Message | None = None,
) -> Callable[[Check], Clause]:
    """Makes a check into the clause it judges."""
    return lambda check: Clause(Code(code, name, force.severity), number, force, says, wanted, hint, tolerance, check)


def verdict(one: Clause, subject: Subject) -> Verdict:
    """What the XML of a document says about a clause."""
    return answered(one, one.check(subject), subject) if one.check is not None else Verdict(one, State.NOT_MEASURED)


def answered(one: Clause, answer: Answer | Unjudged | None, subject: Subject) -> Verdict:
    """The verdict that follows from what was seen."""
    if answer is None:
        return Verdict(one, State.NOT_APPLICABLE)
    if isinstance(answer, Unjudged):
        return Verdict(one, answer.state, answer.why)
    if not answer.deviations:
        return Verdict(one, State.PASSED, answer.found)
    mends = tuple(mend for deviation in answer.deviations for mend in deviation.mends)
    left = sum(not deviation.mends for deviation in answer.deviations)
    return Verdict(one, State.DEVIATES, answer.found, tuple(findings(one, answer.deviations, subject)), mends, left)


def findings(one: Clause, deviations: Sequence[Deviation], subject: Subject) -> Iterable[Diagnostic]:
    """A diagnostic for each value found, with every place it was found at."""
    by_value: dict[Message, list[Deviation]] = {}
    for deviation in deviations:
        by_value.setdefault(deviation.found, []).append(deviation)
    for found, places in by_value.items():
        words = msg(
            "{says}：{found}，应为{wanted}（{basis}）", says=one.says, found=found, wanted=one.wanted, basis=one.basis
        )
        if not one.binding:
            words = msg(
                "{says}：{found}，通常是{wanted}（{basis}）",
                says=one.says,
                found=found,
                wanted=one.wanted,
                basis=one.basis,
            )
        notes = [
            Note(msg("这里也是：{words}", words=there) if there else msg("这里也是"), place.location)
            for place in places[1:MOST_PLACES]
            for there in [subject.words_at(place.location)]
        ]
        if len(places) > MOST_PLACES:
            notes.append(Note(msg("另有{count}处相同", count=len(places) - MOST_PLACES)))
        yield one.code.at(places[0].location, words, notes=notes, hint=one.hint)
