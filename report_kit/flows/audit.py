"""How a document of others is judged: read → check its words → allowances."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Location, Outcome, in_order, msg
from report_kit.flows.memory import uncollected
from report_kit.flows.pipeline import Stage, silent
from report_kit.load import DiskFiles, load_allowances, load_terms
from report_kit.load.codes import F001
from report_kit.load.files import FileTooLarge, read_bounded
from report_kit.load.text import unreadable
from report_kit.read import DocumentRead, read_document, size_limit, too_big
from report_kit.rules import Subject, allow, check_draft, coverage

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from report_kit.facts.values import Date


class Audit(NamedTuple):
    """What was found in a document. ``year`` is the year it is about; None if it does not say."""

    year: int | None
    outcome: Outcome


class Told(NamedTuple):
    """What whoever asks knows of a document, and what is to be let pass."""

    year: int | None = None
    date: Date | None = None
    allowances: str = ""
    """The file with allowances; empty: none."""


@uncollected()
def audit(
    folder: Path,
    file: str,
    told: Told | None = None,
    *,
    project: Path | None = None,
    cache: Path | None = None,
    preview: bool | Collection[str] = False,
    stage: Stage = silent,
) -> Audit:
    """Judge the document ``file``, a path as seen from ``folder``; nothing is written but the cache.

    ``project`` is the project whose ``templates/wording.yaml`` names units and names, if there is one;
    ``preview`` as in ``assemble``.
    """
    told = told or Told()
    stage(msg("正在读取文件"))
    path = file.replace(os.sep, "/")
    document = _read(folder / file, path, told)
    terms, problems, wording = load_terms(DiskFiles(project or folder), cache)
    found = [*document.diagnostics, *problems]
    sources = {**document.sources, **wording}
    outcome = Outcome((), sources, None, path)
    if told.allowances:
        listed = told.allowances.replace(os.sep, "/")
        allowed, complaints, text = load_allowances(folder / told.allowances, listed, cache)
        found += complaints
        outcome = outcome._replace(sources={**sources, **text})
    else:
        allowed = ()
    if document.reading is None:
        return Audit(told.year, outcome._replace(diagnostics=in_order(found)))

    stage(msg("正在核对正文"))
    report, draft = document.reading
    subject = Subject(report).on(draft, terms)
    found += check_draft(subject, preview=preview)
    left = allow(report.edition._replace(allow=allowed), in_order(found), draft)
    return Audit(report.year or None, outcome._replace(diagnostics=in_order(left), coverage=coverage(subject)))


def _read(place: Path, path: str, told: Told) -> DocumentRead:
    """The document on disk, or why it cannot be read."""
    problem: Diagnostic
    try:
        data = read_bounded(str(place), size_limit(path))
    except FileNotFoundError:
        problem = F001.at(Location(path, 1), msg("没有这个文件"), hint=msg("检查文件名和所在的文件夹"))
    except FileTooLarge:
        problem = too_big(path)
    except OSError as error:
        problem = unreadable(Location(path, 1), error)
    else:
        return read_document(path, data, year=told.year, date=told.date)
    return DocumentRead(None, (problem,))
