"""VERB: names become facts, formulas become values, folders of several years become one report."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, msg, shortened
from report_kit.report import NEXT_YEAR, Report, ReportChapter
from report_kit.resolve.codes import R101
from report_kit.resolve.earlier import Earlier
from report_kit.resolve.formulas import Formulas
from report_kit.resolve.names import Names, edition_scope, scoped_facts
from report_kit.resolve.prose import Holes
from report_kit.resolve.work import Work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.diagnostics import Location
    from report_kit.facts.model import Edition, YearFacts
    from report_kit.resolve.names import Scope

__all__ = ["Resolved", "resolve_report"]


class Resolved(NamedTuple):
    """A report, and the problems with its names. ``report`` is None only without a report.yaml for the year."""

    report: Report | None
    diagnostics: tuple[Diagnostic, ...]


def resolve_report(years: Mapping[int, YearFacts], year: int) -> Resolved:
    """The report on ``year``, with every name followed and every formula worked out as far as possible.

    ``years`` holds the folder of the year, next year's as far as this report prints it, and last
    year's if there is one. Problems of last year's folder are left to last year's report. A wrong name
    takes away only the relation, hole or value that needs it, so that all problems show in one run.
    """
    own = years.get(year)
    if own is None or own.edition is None:
        return Resolved(None, ())
    edition = own.edition
    names = Names(years, year)
    scoped = list(scoped_facts(years.values()))
    names.facts.update((fact.key, fact) for _, fact in scoped)

    reported = frozenset(one for one in (year, year + 1) if one in years)
    formulas = Formulas(names)
    formulas.read(scoped, reported)
    formulas.work_out(reported)
    relations = formulas.settle()
    earlier = Earlier(names)
    earlier.read(scoped, reported)

    holes = Holes(names, edition, earlier.found)
    holes.bind_edition(own)
    work = Work(names)
    for one in sorted(reported):
        holes.bind_chapters(years[one], years[one].chapters)
        work.read(years[one])
    work.read_outcomes(own)

    answered: dict[Location, str] = {}
    report = Report(
        year=year,
        edition=edition,
        years=years,
        chapters=_chapters(edition, years),
        facts=names.facts,
        values=formulas.values,
        relations=relations,
        bindings=holes.bindings,
        answered=answered,
        earlier=earlier.found,
    )
    answered.update((location, report.label(key)) for location, key in work.found.items())
    found = (*names.diagnostics, *formulas.diagnostics, *earlier.diagnostics, *holes.diagnostics, *work.diagnostics)
    return Resolved(report, (*found, *_allowances(report, names)))


def _chapters(edition: Edition, years: Mapping[int, YearFacts]) -> tuple[ReportChapter, ...]:
    chapters = []
    for entry in edition.chapters:
        year = edition.year + 1 if entry.next_year else edition.year
        folder = years.get(year)
        file = folder.chapters.get(entry.id) if folder else None
        chapters.append(ReportChapter(entry.id, year, entry.title, entry.location, file))
    return tuple(chapters)


def _allowances(report: Report, names: Names) -> list[Diagnostic]:
    """An allowance names a fact by its label; one that names none would never be used and never be noticed."""
    named = [allowance for allowance in report.edition.allow if allowance.fact]
    if not named:
        return []
    known = {report.label(key) for key in report.facts}
    scope = edition_scope(report.years[report.year])
    found = []
    for allowance in named:
        if allowance.fact in known or _lost(names, allowance.fact, scope):
            continue
        near = names.did_you_mean(allowance.fact, known)
        hint = msg("写“章.项.名称”的全名，下一年文件夹里的在前面加 next_year.")
        if near:
            hint = msg("是不是 {names}？", names=" 或 ".join(near))
        message = msg("allow 里的“{name}”不是任何事实的全名", name=shortened(allowance.fact))
        found.append(R101.at(allowance.location, message, hint=hint))
    return found


def _lost(names: Names, label: str, scope: Scope) -> bool:
    """Whether the fact of a label may stand in a file that was not read whole."""
    if label.startswith(NEXT_YEAR):
        return names.lost(label.removeprefix(NEXT_YEAR), scope._replace(year=scope.year + 1))
    return names.lost(label, scope)
