"""How a report is made: load → resolve → check the report → render → check the draft → allowances."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Location, Message, Outcome, Severity, in_order, msg
from report_kit.flows.memory import uncollected
from report_kit.load import Files, load_edition, load_terms
from report_kit.render import Compiled, compile_template, render_report
from report_kit.render.codes import W001
from report_kit.resolve import resolve_report
from report_kit.rules import Subject, allow, check_draft, check_report, coverage, demanded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.draft import Draft
    from report_kit.facts.model import Edition, YearFacts
    from report_kit.facts.terms import Terms
    from report_kit.facts.text_rules import TextRule
    from report_kit.report import Report
    from report_kit.resolve import Resolved

Stage = Callable[[Message], None]
"""Told what begins, for whoever waits."""

FOLDER = "templates"

GAPS = frozenset(("P305", "S103", "S104", "W207"))
"""What is told of a gap in the text. A final report has none."""


UNCONFIRMED = "C203"
"""What is told of figures that no department confirmed."""


class Assembly(NamedTuple):
    """A year's report as far as it could be made.

    ``report`` is None when the data could not be read far enough, ``draft`` also when the template
    could not be filled. ``raw`` are the problems before allowances took some away.
    """

    year: int
    report: Report | None
    draft: Draft | None
    outcome: Outcome
    raw: tuple[Diagnostic, ...] = ()


def silent(_stage: Message) -> None:
    """For those who need not know."""


@uncollected()
def assemble(
    files: Files,
    year: int,
    templates: Path,
    cache: Path | None = None,
    *,
    final: bool = False,
    preview: bool | Collection[str] = False,
    stage: Stage = silent,
) -> Assembly:
    """Make the report on ``year`` in memory and find every problem it has.

    ``templates`` is the folder that serves when the project has no template of that name itself;
    ``cache`` keeps what was read and compiled (None: nothing is kept). ``final`` makes pending facts
    errors. ``preview`` are the codes of rules under trial that look as well, or all of them. Nothing but the
    cache is written. One problem never hides another: each step does what the ones before it allow.
    """
    stage(msg("正在读取数据"))
    terms, problems, wording, clean = load_terms(files, cache)
    loaded = load_edition(files, year, terms, cache)
    resolved, subject, told = _understood(_Data(year, loaded.years, terms))
    found = [*problems, *loaded.diagnostics, *resolved.diagnostics]
    sources = {**wording, **loaded.sources}
    report = resolved.report
    if report is None or subject is None:
        return _assembly(year, None, None, found, Outcome((), sources), final=final)

    stage(msg("正在核对数字"))
    found += told

    stage(msg("正在排版"))
    template, unfit = _template(files, report, templates, cache)
    found += unfit
    draft, counted = None, None
    if template is not None:
        rendered = render_report(report, template)
        found += rendered.diagnostics
        draft = rendered.draft
    if draft is not None:
        stage(msg("正在核对正文"))
        subject = subject.on(draft, terms)
        found += check_draft(subject, preview=preview, clean=clean)
        clean.keep()
        counted = coverage(subject)
    return _assembly(year, report, draft, found, Outcome((), sources, counted), final=final, wording=terms.rules)


class _Data:
    """What was read of a year, the same as before if every file in it is the very one that was read before.

    Files that did not change are not read again within a process; comparing them by value would take longer.
    """

    __slots__ = ("files", "rest", "terms", "year", "years")

    def __init__(self, year: int, years: Mapping[int, YearFacts], terms: Terms) -> None:
        self.year = year
        self.years = years
        self.terms = terms
        self.files = tuple(
            part for one in years.values() for part in (one.edition, one.confirmations, *one.chapters.values())
        )
        told = tuple((key, one.year, one.folder, tuple(one.chapters), one.incomplete) for key, one in years.items())
        self.rest = (year, told, terms._replace(rules=()))

    def __hash__(self) -> int:
        return hash((self.rest, *map(id, self.files)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Data)
            and self.rest == other.rest
            and len(self.files) == len(other.files)
            and all(one is two for one, two in zip(self.files, other.files, strict=True))
        )


@lru_cache(maxsize=2)
def _understood(data: _Data) -> tuple[Resolved, Subject | None, tuple[Diagnostic, ...]]:
    """The report that data make and what the rules find in it; remembered, for most rebuilds change a file or none."""
    resolved = resolve_report(data.years, data.year)
    if resolved.report is None:
        return resolved, None, ()
    subject = Subject(resolved.report, terms=data.terms)
    return resolved, subject, tuple(check_report(subject))


def _template(
    files: Files, report: Report, templates: Path, cache: Path | None
) -> tuple[Compiled | None, Iterable[Diagnostic]]:
    """The edition's template from the project, else from ``templates``."""
    name = report.edition.layout.template
    place = Location(f"{FOLDER}/{name}", 1)
    try:
        data = _read(files, name, templates)
    except OSError as error:
        words = msg("读不出模板 {name}：{reason}", name=name, reason=error.strerror or type(error).__name__)
        hint = msg("模板放在 templates 文件夹里；文件名写在 report.yaml 的 layout.template")
        return None, [W001.at(place, words, hint=hint)]
    compiled = compile_template(place.path, data, cache)
    return compiled, compiled.diagnostics


def _read(files: Files, name: str, templates: Path) -> bytes:
    try:
        return files.read(f"{FOLDER}/{name}")
    except FileNotFoundError:
        return (templates / Path(name).name).read_bytes()


def as_final(found: Diagnostic, edition: Edition | None) -> Diagnostic:
    """A problem as a final report judges it: every gap is an error, and so is what was to be confirmed and is not."""
    missing = found.code in GAPS or (found.code == UNCONFIRMED and edition is not None and demanded(edition))
    return found._replace(severity=Severity.ERROR) if missing else found


def _assembly(
    year: int,
    report: Report | None,
    draft: Draft | None,
    found: Iterable[Diagnostic],
    outcome: Outcome,
    *,
    final: bool,
    wording: Iterable[TextRule] = (),
) -> Assembly:
    """The problems in order, pending facts judged for a final report, allowed ones taken away."""
    edition = report.edition if report is not None else None
    raw = in_order(as_final(one, edition) if final else one for one in found)
    left = allow(report.edition, raw, wording=wording) if report is not None else raw
    return Assembly(year, report, draft, outcome._replace(diagnostics=in_order(left)), raw)
