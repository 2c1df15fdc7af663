"""The corpus read and scored as README.md says: false alarms, slips found, and what else was told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict

import yaml

from report_kit.diagnostics import Severity
from report_kit.facts.parse import parse_value
from report_kit.facts.values import Date
from report_kit.load import DiskFiles, load_terms
from report_kit.read import DocumentRead, read_document
from report_kit.rules import Subject, check_draft

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_kit.diagnostics import Diagnostic, Location

HERE = Path(__file__).parent
HELD_OUT = "heldout_"
"""How the names of files begin that whoever writes rules has not seen."""

FILE = "text.txt"
PREVIEW = frozenset({"N107", "N108", "L103"})
"""Rules the catalogue has in prose as previews: asked for, and scored, apart."""

_STOPS = "。；"


class Slip(TypedDict):
    code: str
    words: str
    why: str


class Passage(TypedDict, total=False):
    id: str
    text: str
    slip: Slip
    traps: list[str]
    date: str


class Judged(NamedTuple):
    """A passage and what was told of it: by the rules that always look, and by all of them."""

    passage: Passage
    told: tuple[Diagnostic, ...]
    previewed: tuple[Diagnostic, ...]

    @property
    def clean(self) -> bool:
        return "slip" not in self.passage

    @property
    def preview(self) -> bool:
        """Whether the slip is one that only a preview looks for."""
        return not self.clean and self.passage["slip"]["code"] in PREVIEW

    @property
    def found(self) -> bool:
        """Whether the planted slip was found."""
        told = self.previewed if self.preview else self.told
        return not self.clean and any(finds(self.passage, one) for one in told)

    def errors(self) -> list[Diagnostic]:
        """What is told at error severity and is not the planted slip."""
        return [
            one for one in self.told if one.severity is Severity.ERROR and (self.clean or not finds(self.passage, one))
        ]

    def warnings(self) -> list[Diagnostic]:
        """What is told below error severity and is not the planted slip."""
        return [
            one
            for one in self.told
            if one.severity is Severity.WARNING and (self.clean or not finds(self.passage, one))
        ]


class Score(NamedTuple):
    """The marks of a set of passages."""

    clean: int
    false_alarms: int
    warnings: int
    slips: int
    extra: int
    planted: Counter[str]
    found: Counter[str]

    def recall(self, codes: Iterable[str]) -> tuple[int, int]:
        """How many slips of these rules were found, and planted."""
        chosen = set(codes)
        return (
            sum(number for code, number in self.found.items() if code in chosen),
            sum(number for code, number in self.planted.items() if code in chosen),
        )

    @property
    def sure(self) -> set[str]:
        """The rules marked H of which slips were planted."""
        return set(self.planted) - PREVIEW


TERMS = load_terms(DiskFiles(HERE)).terms
"""The units, names and wording rules that come with report-kit: the corpus has none of its own."""


def passages(path: Path) -> list[Passage]:
    """The passages of a file. Every scalar is text, as facts are read: a date stays what was written."""
    found: list[Passage] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    return found


def corpus(*, held_out: bool) -> list[Passage]:
    """The passages written beside the rules, or those held out."""
    paths = [path for path in sorted(HERE.glob("*.yaml")) if path.name.startswith(HELD_OUT) is held_out]
    return [passage for path in paths for passage in passages(path)]


def document(text: str, date: str = "") -> DocumentRead:
    """A text file of this content, sent on this day, as it is read."""
    day = parse_value(date) if date else None
    return read_document(FILE, text.encode("utf-8", "surrogatepass"), date=day if isinstance(day, Date) else None)


def found_in(read: DocumentRead, *, preview: bool = False) -> tuple[Diagnostic, ...]:
    """What ``report audit`` finds in what was read."""
    if read.reading is None:
        return read.diagnostics
    report, draft = read.reading
    return (*read.diagnostics, *check_draft(Subject(report).on(draft, TERMS), preview=preview))


def audited(text: str, date: str = "", *, preview: bool = False) -> tuple[Diagnostic, ...]:
    """What ``report audit`` finds in a text file of this content, sent on this day."""
    return found_in(document(text, date), preview=preview)


def judged(passage: Passage) -> Judged:
    """A passage with what is told of it."""
    text, day = passage["text"], passage.get("date", "")
    return Judged(passage, audited(text, day), audited(text, day, preview=True))


def finds(passage: Passage, told: Diagnostic) -> bool:
    """Whether a diagnostic is of the planted rule and points into the sentence with the slip."""
    slip = passage["slip"]
    if told.code != slip["code"]:
        return False
    text = passage["text"]
    at = text.index(slip["words"])
    stops = _STOPS + "\n"
    start = max(text.rfind(stop, 0, at) for stop in stops) + 1
    end = min((place for stop in stops if (place := text.find(stop, at + len(slip["words"]))) >= 0), default=len(text))
    places = (told.location, *(note.location for note in told.notes))
    return any(start <= offset(text, place) <= end for place in places if place is not None)


def offset(text: str, place: Location) -> int:
    """How many characters stand before a place."""
    before = text.split("\n")[: place.line - 1]
    return sum(len(line) + 1 for line in before) + place.column - 1


def score(results: Iterable[Judged]) -> Score:
    """The marks."""
    results = list(results)
    clean = [one for one in results if one.clean]
    slips = [one for one in results if not one.clean]
    return Score(
        len(clean),
        sum(len(one.errors()) for one in clean),
        sum(len(one.warnings()) for one in clean),
        len(slips),
        sum(len(one.errors()) for one in slips),
        Counter(one.passage["slip"]["code"] for one in slips),
        Counter(one.passage["slip"]["code"] for one in slips if one.found),
    )
