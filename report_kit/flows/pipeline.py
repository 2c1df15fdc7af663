"""How a report is made: load → resolve → check the report → render → check the draft → allowances."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Location, Message, Outcome, Severity, in_order, msg
from report_kit.flows.memory import uncollected
from report_kit.load import Files, load_edition, load_terms
from report_kit.render import Compiled, compile_template, render_report
from report_kit.render.codes import W001
from report_kit.resolve import resolve_report
from report_kit.rules import Subject, allow, check_draft, check_report, coverage

if TYPE_CHECKING:
    from report_kit.draft import Draft
    from report_kit.facts.text_rules import TextRule
    from report_kit.report import Report

Stage = Callable[[Message], None]
"""Told what begins, for whoever waits."""

FOLDER = "templates"

GAPS = frozenset(("P305", "S103", "W207"))
"""What is told of a gap in the text. A final report has none."""


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
    resolved = resolve_report(loaded.years, year)
    found = [*problems, *loaded.diagnostics, *resolved.diagnostics]
    sources = {**wording, **loaded.sources}
    report = resolved.report
    if report is None:
        return _assembly(year, None, None, found, Outcome((), sources), final=final)

    stage(msg("正在核对数字"))
    subject = Subject(report, terms=terms)
    found += check_report(subject)

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


def as_final(found: Diagnostic) -> Diagnostic:
    """A problem as a final report judges it: every gap is an error."""
    return found._replace(severity=Severity.ERROR) if found.code in GAPS else found


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
    raw = in_order(as_final(one) if final else one for one in found)
    left = allow(report.edition, raw, wording=wording) if report is not None else raw
    return Assembly(year, report, draft, outcome._replace(diagnostics=in_order(left)), raw)
