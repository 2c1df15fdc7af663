"""Every file of a build, in memory."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Severity
from report_kit.draft import FactOrigin, is_gap
from report_kit.facts.published import PUBLISHED_FILE, PublishedReport
from report_kit.ooxml.package import Package
from report_kit.ooxml.plain_text import plain_text
from report_kit.ooxml.text import margins
from report_kit.write.docx import Document, Remark, document, main_part
from report_kit.write.names import draft_name, final_name
from report_kit.write.places import Places
from report_kit.write.source_map import Texts, source_map
from report_kit.write.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from report_kit.diagnostics import Diagnostic
    from report_kit.draft import Draft
    from report_kit.facts.published import PublishedFigure, PublishedPromise
    from report_kit.report import Report

TWIN, MAP, FINAL_MAP = "report.txt", "report.map.json", "report.final.map.json"


class Made(NamedTuple):
    """The files of a build by their paths in the project, the Word file first, with its content hash and texts.

    ``names`` are those of the draft and of the final report in ``folder``, whichever of them this is.
    """

    files: Mapping[str, bytes]
    content_sha256: str
    texts: Texts
    folder: str
    names: tuple[str, str]
    final: bool


def make(
    report: Report,
    draft: Draft,
    found: Iterable[Diagnostic],
    figures: Iterable[PublishedFigure] | None = None,
    folder: str = "",
    *,
    promises: Iterable[PublishedPromise] = (),
) -> Made:
    """The files of a draft, or, with the figures it publishes, and its promises, those of the final report.

    ``folder`` is where the report goes, as a path in the project or from the root; empty: ``build/YEAR``.
    """
    year = report.year
    final = figures is not None
    word = final_document(draft) if final else draft_document(report, draft, found)
    names = draft_name(draft.title, year), final_name(draft.title, year)
    outside, twin = _read_off(_Content(word.content_sha256, Package(word.parts)))
    folder = folder or f"build/{year}"
    files = {
        f"{folder}/{names[final]}": word.data,
        f"{folder}/{TWIN}": twin,
        f"{folder}/{FINAL_MAP if final else MAP}": source_map(draft, year, word.content_sha256, outside),
    }
    if figures is not None:
        from report_kit.write.published import published

        date = issue_date(report) or (report.edition.date.text if report.edition.date else "")
        sent = PublishedReport(year, draft.title, date, tuple(figures), tuple(promises))
        files[f"data/{year}/{PUBLISHED_FILE}"] = published(sent, word.content_sha256)
    texts = Texts(tuple(block.text for block in draft.blocks), outside)
    return Made(files, word.content_sha256, texts, folder, names, final)


class _Content:
    """The parts of a Word file, known by their hash."""

    __slots__ = ("package", "sha256")

    def __init__(self, sha256: str, package: Package) -> None:
        self.sha256 = sha256
        self.package = package

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content) and self.sha256 == other.sha256


@lru_cache(maxsize=2)
def _read_off(content: _Content) -> tuple[Mapping[str, Sequence[str]], bytes]:
    """The margins of a Word file and its twin; remembered, for whoever makes the same report again."""
    package = content.package
    text = plain_text(package, own=True).encode("utf-8", "backslashreplace")
    return margins(package, own=True), text


def draft_document(report: Report, draft: Draft, found: Iterable[Diagnostic]) -> Document:
    """The draft as a Word file, with one comment for each error and warning, and gaps highlighted."""
    date = issue_date(report)
    return document(draft, remarks(report, draft, found), highlight=True, date=f"{date}T00:00:00Z" if date else "")


def final_document(draft: Draft) -> Document:
    """The report as it is sent: no comments, no highlights."""
    return document(draft, (), highlight=False, date="")


def remarks(report: Report, draft: Draft, found: Iterable[Diagnostic]) -> Sequence[Remark]:
    """Errors and warnings as comments, one each."""
    told = [one for one in found if one.severity is not Severity.NOTE]
    if not told:
        return ()
    places = Places(report, draft, main_part(draft))
    words = Words(report)
    return [Remark(place, words.of(one)) for one in told if (place := places.of(one)) is not None]


def gaps(draft: Draft) -> tuple[str, ...]:
    """What the draft shows and nobody knows yet: labels of pending facts, and placeholders as printed."""
    names = {
        origin.fact if isinstance(origin, FactOrigin) else block.text[span.start : span.end]: None
        for block in draft.blocks
        for span in block.spans
        if is_gap(origin := span.origin)
    }
    return tuple(names)


def issue_date(report: Report) -> str:
    """The date the report bears as ISO 8601; empty when it is not known to the day."""
    date = report.edition.date
    if date is None or date.year is None or date.month is None or date.day is None:
        return ""
    return f"{date.year:04}-{date.month:02}-{date.day:02}"
