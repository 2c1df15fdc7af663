"""How a document is judged: read → check its words → allowances. One that a build wrote is known by its map."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Location, Outcome, in_order, msg
from report_kit.files import FileTooLarge, read_bounded
from report_kit.flows.memory import uncollected
from report_kit.flows.pipeline import Stage, silent
from report_kit.load import DiskFiles, load_allowances, load_edition, load_terms
from report_kit.load.codes import F001
from report_kit.load.text import unreadable
from report_kit.read import DocumentRead, read_document, size_limit, too_big
from report_kit.rules import Subject, allow, allowed_sentences, check_draft, coverage, excused
from report_kit.write import FINAL_MAP, MAP, TWIN, Built, built_draft, stamp_in

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from report_kit.facts.model import YearFacts
    from report_kit.facts.terms import Terms
    from report_kit.facts.values import Date


_MOST_OF_A_MAP = 64 * 1024 * 1024


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
    document, built = _read(folder / file, path, told)
    terms, problems, wording, _ = load_terms(DiskFiles(project or folder), cache)
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
    data = _data(project, built.year, terms, cache) if built is not None and project is not None else None
    edition = data.edition if data is not None else None
    if edition is not None:
        terms = terms._replace(names=(*terms.names, *edition.masked))
    compared = built.draft if built is not None and not path.endswith(TWIN) else None
    subject = Subject(report, draft, terms, compared)
    found += check_draft(subject, preview=preview)
    if built is not None and data is not None and edition is not None:
        found = [*excused(found, allowed_sentences(edition.allow, built.draft, _restated(data)), draft)]
    left = allow(report.edition._replace(allow=allowed), in_order(found), draft, terms.rules)
    return Audit(report.year or None, outcome._replace(diagnostics=in_order(left), coverage=coverage(subject)))


def _data(project: Path, year: int, terms: Terms, cache: Path | None) -> YearFacts | None:
    """The data of a year as the project has them now."""
    return load_edition(DiskFiles(project), year, terms, cache).years.get(year)


def _restated(data: YearFacts) -> dict[str, str]:
    """Which fact states again what which other one of its item says, by their ids."""
    found = {}
    for chapter in data.chapters.values():
        for facts in (chapter.facts, *(item.facts for item in chapter.items)):
            for fact in facts.values():
                if fact.formula is not None and fact.formula.kind == "same_as":
                    other = facts.get(fact.formula.operands[0][1].name)
                    found[fact.id] = other.id if other is not None else fact.formula.operands[0][1].name
    return found


def _read(place: Path, path: str, told: Told) -> tuple[DocumentRead, Built | None]:
    """The document on disk, or why it cannot be read; and what a build made of it, if one did."""
    problem: Diagnostic
    try:
        data = read_bounded(str(place), size_limit(path))
    except FileNotFoundError:
        problem = F001.at(Location(path, 1), msg("没有这个文件"), hint=msg("检查文件名和所在的文件夹"))
    except FileTooLarge:
        problem = too_big(path)
    except OSError as error:
        problem = unreadable(Location(path, 1), error, named=True)
    else:
        return read_document(path, data, year=told.year, date=told.date), built_beside(place, data)
    return DocumentRead(None, (problem,)), None


def built_beside(place: Path, data: bytes) -> Built | None:
    """The map beside a document that tells what was built: that of a Word file by its hash, of a twin by its name."""
    word = data.startswith(b"PK")
    if not word and place.name != TWIN:
        return None
    stamp = stamp_in(data) if word else None
    for name in (MAP, FINAL_MAP):
        try:
            built = built_draft(read_bounded(str(place.parent / name), _MOST_OF_A_MAP))
        except (OSError, FileTooLarge):
            continue
        if built is not None and (built.content_sha256 == stamp if word else name == MAP):
            return built
    return None
