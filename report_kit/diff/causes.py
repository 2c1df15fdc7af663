"""Why a text changed: from the origins of what changed in it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from report_kit.changes import Cause
from report_kit.diagnostics import Location
from report_kit.draft import FactOrigin, GeneratedOrigin, ProseOrigin, TemplateOrigin
from report_kit.facts.model import Hole, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from report_kit.changes import FactChange, Side
    from report_kit.diff.atoms import Atom
    from report_kit.diff.passages import Passage
    from report_kit.draft import Origin
    from report_kit.facts.model import ChapterFile, Group, Item, Prose
    from report_kit.report import Report


class Causes:
    """Finds the causes of text changes between two sides, whose fact changes are known."""

    def __init__(self, before: Side, after: Side, facts: Iterable[FactChange]) -> None:
        self._before = before
        self._after = after
        self._facts: Mapping[str, FactChange] = {change.id: change for change in facts}

    def of_same(self, new: Atom) -> tuple[Cause, ...]:
        """Why one fact, or a number, reads otherwise: ``new`` is it on the later side."""
        if new.number:
            return (Cause("order"),)
        beside = new.origin.beside if isinstance(new.origin, FactOrigin) else ""
        changes = [change for fact in (new.fact, beside) if (change := self._facts.get(fact)) is not None]
        if not changes:
            # The fact is what it was: the sentence shows it in another way.
            return (Cause("prose", location=_place(new)),)
        return tuple(
            Cause("derived" if change.figure.derived else "fact", change.id, change.figure.location)
            for change in changes
        )

    def of(self, old: Sequence[Atom], new: Sequence[Atom], rest: Atom | None = None) -> tuple[Cause, ...]:
        """Why some parts gave way to others. ``rest`` is what the later side still has of the line edited."""
        found: list[Cause] = []
        if any(atom.number for atom in (*old, *new)):
            found.append(Cause("order"))
        old, new = [atom for atom in old if not atom.number], [atom for atom in new if not atom.number]
        if typed := _template_place(new) or _template_place(old):
            own = self._after if _template_place(new) else self._before
            found.append(Cause("template", location=typed._replace(path=own.template or typed.path)))
        old, new = _others(old), _others(new)
        if not old and not new:
            return tuple(found)
        return (*found, *self._edited(old, new, rest))

    def of_whole(self, own: Sequence[Atom], passage: Passage, *, gone: bool) -> tuple[Cause, ...]:
        """Why a passage stands on one side only."""
        left_out = self._left_out(passage, gone=gone)
        if left_out:
            return left_out
        words = [atom for atom in own if not atom.number]
        return tuple(cause._replace(fact="") for cause in (self.of(words, []) if gone else self.of([], words)))

    def of_look(self) -> Cause | None:
        """Why what reads the same looks otherwise: another template, or another layout asked of it; else None."""
        one, other = self._before.template_sha256, self._after.template_sha256
        if one and other and one != other:
            return Cause("template", location=Location(self._after.template, 1))
        report = self._after.report
        if report is not None and self._laid_out_otherwise():
            return Cause("template", location=report.edition.location)
        return None

    def _left_out(self, passage: Passage, *, gone: bool) -> tuple[Cause, ...]:
        """The template, when the data of both sides have the passage; else nothing."""
        if self._before.template_sha256 == self._after.template_sha256:
            return ()
        written = [span.origin.location for span in passage.block.spans if isinstance(span.origin, ProseOrigin)]
        texts = {
            passage.block.text[span.start : span.end]
            for span in passage.block.spans
            if isinstance(span.origin, ProseOrigin) and span.start >= passage.start and span.end <= passage.end
        }
        other = self._words[1 if gone else 0]
        if not written or not texts <= other:
            return ()
        return (Cause("template", location=Location(self._after.template or self._before.template, 1)),)

    @cached_property
    def _words(self) -> tuple[frozenset[str], frozenset[str]]:
        return _literals(self._before.report), _literals(self._after.report)

    def _edited(self, old: Sequence[Atom], new: Sequence[Atom], rest: Atom | None) -> tuple[Cause, ...]:
        """Words of the data were rewritten, put in or taken out."""
        if calculated := self._calculated(new or old):
            return calculated
        if _only_punctuation((*old, *new)) and self._laid_out_otherwise():
            report = self._after.report
            return (Cause("template", location=report.edition.location if report else None),)
        fact = next((atom.fact for atom in new if atom.fact and all(one.fact != atom.fact for one in old)), "")
        fact = fact or next((atom.fact for atom in old if atom.fact and all(one.fact != atom.fact for one in new)), "")
        later = (*new, rest) if rest is not None else new
        place = next((found for atom in later if (found := _place(atom))), None)
        if place is not None:
            return (Cause("prose", fact, place),)
        place = next((found for atom in old if (found := _place(atom))), None)
        if place is not None:
            return (Cause("prose", fact, place, gone=True),)
        if fact and fact in self._facts:
            return (Cause("fact", fact, self._facts[fact].figure.location),)
        # Text of a file that tells no origins was rewritten somewhere; of two such files nothing is known.
        return (Cause("prose", fact),) if self._known else ()

    def _calculated(self, own: Sequence[Atom]) -> tuple[Cause, ...]:
        """The changed facts that a calculation of a table follows from; nothing for other words."""
        follows = [atom.origin.facts for atom in own if isinstance(atom.origin, GeneratedOrigin)]
        changed = dict.fromkeys(fact for facts in follows for fact in facts if fact in self._facts)
        return tuple(Cause("fact", fact, self._facts[fact].figure.location) for fact in changed)

    @property
    def _known(self) -> bool:
        return self._before.figures is not None or self._after.figures is not None

    def _laid_out_otherwise(self) -> bool:
        one, other = self._before.report, self._after.report
        return one is not None and other is not None and one.edition.layout != other.edition.layout


def _others(own: Sequence[Atom]) -> list[Atom]:
    return [atom for atom in own if not isinstance(atom.origin, TemplateOrigin)]


def _template_place(own: Sequence[Atom]) -> Location | None:
    for atom in own:
        if isinstance(atom.origin, TemplateOrigin):
            return Location(atom.origin.part, atom.origin.paragraph)
    return None


def _only_punctuation(own: Iterable[Atom]) -> bool:
    origins: list[Origin | None] = [atom.origin for atom in own]
    return all(isinstance(origin, GeneratedOrigin) and origin.what == "punctuation" for origin in origins)


def _place(atom: Atom) -> Location | None:
    """Where it was typed: the character itself, or the hole."""
    origin = atom.origin
    if isinstance(origin, FactOrigin):
        return origin.hole
    if isinstance(origin, ProseOrigin) and atom.span is not None:
        place = origin.location
        column = place.column + atom.start - atom.span.start
        return Location(place.path, place.line, column, max(place.end_column, column + 1))
    return None


def _literals(report: Report | None) -> frozenset[str]:
    """Every stretch of words that a report's data hold."""
    if report is None:
        return frozenset()
    edition = report.edition
    written = [edition.title, edition.to, edition.opening, edition.closing]
    written += [*(attachment.title for attachment in edition.attachments), *edition.formalities.written]
    for chapter in report.chapters:
        written.append(chapter.title)
        written += _proses(chapter.file) if chapter.file else []
    found = {edition.unit, edition.date.chinese if edition.date else ""}
    found |= {segment.text for prose in written if prose for segment in _segments(prose)}
    return frozenset(found | {str(report.year), str(report.year + 1)})


def _segments(prose: Prose) -> Iterator[Literal]:
    for paragraph in prose.paragraphs:
        for segment in paragraph:
            if not isinstance(segment, Hole):
                yield segment


def _proses(file: ChapterFile) -> list[Prose | None]:
    found: list[Prose | None] = []
    for item in file.items:
        works: tuple[Item | Group, ...] = (item, *item.groups)
        for work in works:
            found += [work.title, work.text, work.after]
            for point in work.points:
                found += [point.lead, point.text]
    return found
