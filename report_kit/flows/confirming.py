"""Filled workbooks → data/YEAR/confirmations.yaml, and what the entries say of the data. No fact is touched."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from report_kit.confirm import Filled, FilledRead, merged, read_filled
from report_kit.diagnostics import Diagnostic, Location, Outcome, Severity, in_order, msg
from report_kit.facts.model import Confirmation
from report_kit.facts.values import printed
from report_kit.flows.asking import asked_figures
from report_kit.flows.handed import handed
from report_kit.load import DiskFiles, load_terms
from report_kit.load.text import decode
from report_kit.rules import Subject, allow, check_report
from report_kit.rules.standing import Stand, standings, vouched_for
from report_kit.show.confirmed import Confirmed, Department, FileRead
from report_kit.write.codes import F005
from report_kit.write.confirmations import PATH, confirmations_text
from report_kit.write.disk import Change, Unwritable, change_all, existing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from report_kit.facts.model import FactKey
    from report_kit.facts.terms import Terms
    from report_kit.flows.pipeline import Assembly
    from report_kit.report import Report

_OF_ENTRIES = ("C201", "C202", "C205")
"""The codes of rules that hold a confirmed figure against its fact."""

_FILE = "confirmations"
_WRONG = (Stand.DIFFERS, Stand.CHANGED, Stand.UNREADABLE)


def confirm(
    project: Path, assembly: Assembly, start: Path, files: Sequence[str], cache: Path | None = None
) -> Confirmed:
    """Read filled workbooks, paths as seen from ``start``, and keep what was entered; tell what differs and is open.

    What is wrong with an entry keeps that entry out and no other. Nothing is written if confirmations.yaml cannot be
    read whole, since what stands there would be lost.
    """
    report = assembly.report
    if report is None:
        return Confirmed(assembly.year)
    terms = load_terms(DiskFiles(project), cache).terms
    found: list[Diagnostic] = []
    filled: list[Filled] = []
    read: list[FileRead] = []
    for path in dict.fromkeys(file.replace(os.sep, "/") for file in files):
        one = _read(start, path, report, terms)
        found += one.diagnostics
        filled += one.filled
        read.append(FileRead(path, one.readable, tuple(Counter(entry.owner for entry in one.filled).items())))
    together = merged(filled, report)
    found += together.diagnostics
    broken = _broken(assembly)
    if broken:
        return Confirmed(report.year, _outcome(assembly, [*found, *broken]), tuple(read), kept=False)
    known = report.years[report.year].confirmations
    new = _new(report, together.kept, known)
    path = PATH.format(year=report.year)
    problem = _write(project, path, assembly.outcome.sources.get(path), new, known) if new else None
    if problem is not None:
        return Confirmed(report.year, _outcome(assembly, [*found, problem]), tuple(read), kept=False)
    report = _with(report, together.kept, known)
    found += _against_facts(report, terms, {entry.fact for entry in together.kept})
    replaced = len({(one.fact, one.owner) for one in new} & {(one.fact, one.owner) for one in known})
    return Confirmed(
        report.year,
        _outcome(assembly, found),
        tuple(read),
        path,
        len(new) - replaced,
        replaced,
        departments=departments(assembly._replace(report=report), terms),
    )


def departments(assembly: Assembly, terms: Terms) -> tuple[Department, ...]:
    """What each department was asked for and how that stands: confirmed (or worked out from it), differing, open."""
    report = assembly.report
    if report is None:
        return ()
    subject = Subject(report, terms=terms)
    follows = {report.label(key) for key in vouched_for(subject)}
    stands: dict[str, list[Stand]] = {}
    for one in standings(subject):
        if one.fact is not None:
            stands.setdefault(report.label(one.fact), []).append(one.stand)
    asked: dict[str, dict[str, list[str]]] = {}
    for row in asked_figures(assembly):
        sorts = asked.setdefault(row.owner, {sort: [] for sort in _SORTS})
        sort = _sort(stands.get(row.id, ()))
        if sort == "open" and row.id in follows:
            sort = "agreed"
        sorts[sort].append(row.id.rpartition(".")[2])
    return tuple(
        Department(
            owner,
            sum(map(len, sorts.values())),
            len(sorts["agreed"]),
            tuple(sorts["differing"]),
            tuple(sorts["open"]),
            tuple(sorts["given"]),
        )
        for owner, sorts in asked.items()
    )


_SORTS = ("agreed", "differing", "open", "given")


def _sort(told: Sequence[Stand]) -> str:
    """How a figure stands by all that was confirmed of it; what was given less exactly than printed stays open."""
    if any(stand in _WRONG for stand in told):
        return "differing"
    if Stand.GIVEN in told:
        return "given"
    return "agreed" if Stand.AGREES in told else "open"


def terms_of(project: Path, cache: Path | None) -> Terms:
    """The units and names an office knows."""
    return load_terms(DiskFiles(project), cache).terms


def _read(start: Path, path: str, report: Report, terms: Terms) -> FilledRead:
    """The entries of a workbook on disk, or why it cannot be read."""
    file = handed(start, path)
    if file.data is None:
        return FilledRead((), (file.problem,) if file.problem else (), readable=False)
    return read_filled(path, file.data, report, terms.all_units)


def _broken(assembly: Assembly) -> list[Diagnostic]:
    """The problems that keep confirmations.yaml from being read whole."""
    report = assembly.report
    if report is None or _FILE not in report.years[report.year].incomplete:
        return []
    path = PATH.format(year=report.year)
    return [
        one
        for one in assembly.outcome.diagnostics
        if one.location is not None and one.location.path == path and one.severity is Severity.ERROR
    ]


def _new(report: Report, kept: Iterable[Filled], known: Sequence[Confirmation]) -> list[Confirmation]:
    """The entries that are not in the file yet. A workbook read again confirms nothing anew: ``stood`` stays."""
    there = {one._replace(stood="", location=Location("", 1), fact_location=None) for one in known}
    labels = {report.label(key): key for key in report.facts}
    made = (_confirmation(report, labels[entry.fact], entry) for entry in kept)
    return [one for one in made if one._replace(stood="", location=Location("", 1), fact_location=None) not in there]


def _confirmation(report: Report, key: FactKey, entry: Filled) -> Confirmation:
    fact = report.facts[key]
    return Confirmation(
        entry.fact,
        entry.figure,
        str(fact.value) if fact.value is not None else printed(report.values.get(key)),
        entry.by,
        entry.owner,
        entry.on,
        entry.remark,
        entry.file,
        entry.sha256,
        entry.place,
        entry.place,
    )


def _with(report: Report, kept: Iterable[Filled], known: Sequence[Confirmation]) -> Report:
    """The report as if the entries had been loaded from the workbooks, each at the place of its cell."""
    labels = {report.label(key): key for key in report.facts}
    listed = {(one.fact, one.owner): one for one in known}
    for entry in kept:
        one = _confirmation(report, labels[entry.fact], entry)
        before = listed.get((one.fact, one.owner))
        again = before is not None and before[1:2] + before[3:9] == one[1:2] + one[3:9]
        listed[one.fact, one.owner] = one._replace(stood=before.stood) if again and before is not None else one
    own = report.years[report.year]._replace(confirmations=tuple(listed.values()))
    return report._replace(years={**report.years, report.year: own})


def _against_facts(report: Report, terms: Terms, entered: set[str]) -> list[Diagnostic]:
    """What the rules on confirmed figures find in the facts entered just now."""
    found = in_order(one for one in check_report(Subject(report, terms=terms)) if one.code in _OF_ENTRIES)
    return [one for one in allow(report.edition, found) if one.code in _OF_ENTRIES and entered & set(one.facts)]


def _write(
    project: Path, path: str, old: str | None, new: Sequence[Confirmation], known: Sequence[Confirmation]
) -> Diagnostic | None:
    """Put the entries into the file whose text was ``old`` when it was loaded; why that cannot be, if it cannot."""
    try:
        there = existing(project, path)
        if (decode(path, there.data).text if there is not None else None) != old:
            return F005.at(Location(path, 1), msg("文件刚刚被别的程序改动"), hint=msg("再运行一次"))
        change_all(project, [Change(path, confirmations_text(old, new, known).encode(), there)])
    except Unwritable as problem:
        return F005.at(Location(path, 1), problem.reason, hint=problem.hint)
    return None


def _outcome(assembly: Assembly, found: Iterable[Diagnostic]) -> Outcome:
    return assembly.outcome._replace(diagnostics=in_order(found), coverage=None)
