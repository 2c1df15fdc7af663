"""A build: the draft with its comments, twin and map; or the final report with the figures it publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Diagnostic, Severity, in_order
from report_kit.facts.published import PublishedFigure, PublishedPlace, PublishedPromise
from report_kit.flows.memory import uncollected
from report_kit.promises import promises
from report_kit.rules.printed import printed
from report_kit.show.built import Built
from report_kit.write import Made, gaps, make, save

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from report_kit.draft import Draft
    from report_kit.flows.pipeline import Assembly
    from report_kit.report import Report

__all__ = ["Built", "build_report", "document_bytes", "outputs"]


@uncollected()
def build_report(project: Path, assembly: Assembly, *, final: bool = False, folder: str = "") -> Built:
    """Write what the assembly gives, and tell what was written, kept, or in the way.

    ``folder`` is where the report goes, as a path in the project or from the root; empty: ``build/YEAR``.
    A final report is written only when there is no error, nothing it shows is pending, and no draft in the folder
    holds changes made by hand.
    """
    assembly = _judged(assembly) if final else assembly
    made = _made(assembly, final=final, folder=folder)
    if made is None:
        missing = gaps(assembly.draft) if final and assembly.draft else ()
        return Built(assembly.outcome, final=final, drafted=assembly.draft is not None, missing=missing)
    saved = save(project, made)
    outcome = assembly.outcome._replace(diagnostics=in_order((*assembly.outcome.diagnostics, *saved.diagnostics)))
    return Built(
        outcome,
        saved.written,
        saved.unchanged,
        saved.kept,
        "" if saved.diagnostics or saved.blocking else made.content_sha256,
        final=final,
        blocking=saved.blocking,
        stale=saved.stale,
    )


def outputs(assembly: Assembly, *, final: bool) -> Mapping[str, bytes]:
    """Every file a build would write, by its path in the project. Nothing is written; empty if nothing would be."""
    made = _made(_judged(assembly) if final else assembly, final=final)
    return made.files if made else {}


@uncollected()
def document_bytes(project: Path, year: int, cache: Path | None = None) -> bytes:
    """The draft on a year as a Word file: everything from reading the data on, nothing written.

    Raises:
        ValueError: when the data give no draft.
    """
    from report_kit.flows.pipeline import assemble
    from report_kit.load import DiskFiles
    from report_kit.shipped_files import shipped
    from report_kit.write.make import draft_document

    assembly = assemble(DiskFiles(project), year, shipped("templates"), cache)
    if assembly.report is None or assembly.draft is None:
        raise ValueError(f"no draft on {year}")
    return draft_document(assembly.report, assembly.draft, assembly.outcome.diagnostics).data


def _made(assembly: Assembly, *, final: bool, folder: str = "") -> Made | None:
    """The files, or None when there are to be none."""
    report, draft = assembly.report, assembly.draft
    if report is None or draft is None:
        return None
    if not final:
        return make(report, draft, assembly.outcome.diagnostics, folder=folder)
    if assembly.outcome.worst is Severity.ERROR or gaps(draft):
        return None
    return make(report, draft, (), _figures(assembly, draft), folder, promises=_promises(report))


def _judged(assembly: Assembly) -> Assembly:
    """The assembly with every gap that the draft shows as an error, allowed or not."""
    from report_kit.flows.pipeline import GAPS, as_final

    if assembly.draft is None or assembly.report is None:
        return assembly
    missing = gaps(assembly.draft)
    if not missing:
        return assembly

    def told(found: Diagnostic) -> bool:
        return found.code in GAPS and (found.fact is None or found.fact in missing)

    edition = assembly.report.edition
    left = [as_final(found, edition) for found in assembly.outcome.diagnostics]
    found = in_order([*left, *(as_final(found, edition) for found in assembly.raw if told(found))])
    return assembly._replace(outcome=assembly.outcome._replace(diagnostics=found))


def _figures(assembly: Assembly, draft: Draft) -> Iterator[PublishedFigure]:
    """The facts that the report shows, each with its places."""
    from report_kit.flows.facts import fact_entries

    texts = {block.id: block.text for block in draft.blocks}
    for fact in fact_entries(assembly):
        shown = tuple(
            PublishedPlace(place.block, place.start, place.end, texts[place.block][place.start : place.end])
            for place in fact.shown
        )
        if shown:
            yield PublishedFigure(fact.id, fact.text, fact.value, fact.unit, shown)


def _promises(report: Report) -> Iterator[PublishedPromise]:
    """What the report promises for the year after, whole works before their parts."""
    for promise in promises(report, report.year + 1):
        yield PublishedPromise(promise.id, printed(report, promise.words).text)
