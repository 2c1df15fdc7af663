"""Report and template → Draft: every span with its origin, every part checked before anybody sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.draft import Draft, Part, Slot
from report_kit.render.arrange import arranged, cells_filled
from report_kit.render.checks import check_charts, check_content, check_parts, printable
from report_kit.render.content import Content
from report_kit.render.marks import Marker
from report_kit.render.prose import Composer
from report_kit.render.template import CORE, Compiled, Verdict, compile_template, judge_template
from report_kit.render.walk import Reading

if TYPE_CHECKING:
    from report_kit.diagnostics import Diagnostic
    from report_kit.facts.values import Date
    from report_kit.report import Report

__all__ = ("Compiled", "Rendered", "Verdict", "compile_template", "judge_template", "render_report")


class Rendered(NamedTuple):
    """A draft, and what is wrong with it. ``draft`` is None when the template failed or the file would not open."""

    draft: Draft | None
    diagnostics: tuple[Diagnostic, ...]


def render_report(report: Report, template: Compiled) -> Rendered:
    """The report as a document in memory.

    The problems of the template itself (``template.diagnostics``) are not repeated; with an error
    among them there is no draft.
    """
    if not template.usable:
        return Rendered(None, ())
    from jinja2 import TemplateError

    from report_kit.render.context import TooManyStepsError
    from report_kit.render.environment import loaded

    marker = Marker()
    composer = Composer(report, marker)
    names = Content(composer).report().names()
    unprintable = printable(marker)
    if unprintable:
        return Rendered(None, (*composer.diagnostics, *unprintable))
    found = composer.diagnostics
    reading = Reading(marker, template.styles)
    rendered: dict[str, str] = {}
    for part, source in template.sources.items():
        try:
            rendered[part] = loaded(source.text).render(names).replace("\n", "")
        except (
            TemplateError,
            TooManyStepsError,
            ArithmeticError,
            TypeError,
            ValueError,
            LookupError,
            RecursionError,
        ) as error:
            from report_kit.render.failures import failure

            found.append(failure(error, part, source, template.places))
    if len(rendered) < len(template.sources):
        return Rendered(None, tuple(found))
    broken = check_parts(rendered, template.places)
    if broken:
        return Rendered(None, (*found, *broken))
    main = next(iter(rendered))
    static, drawn = template.static, frozenset[int]()
    if marker.drawings:
        from report_kit.render.charts import charted

        rendered[main], static, drawn = charted(main, rendered[main], static, marker)
    rendered = {part: cells_filled(xml) for part, xml in _unique_ids(rendered).items()}
    rendered[main] = arranged(rendered[main], marker)
    parts = [Part(part, _pieces(part, xml, reading)) for part, xml in rendered.items()]
    blocks = tuple(block for block in reading.blocks if block is not None)
    lost = [*check_content(reading, rendered, template.places), *check_charts(marker, drawn, template.places)]
    title = composer.plain(report.edition.title)
    parts.append(Part(CORE, (_core(title, report.edition.date),)))
    draft = Draft(title, blocks, tuple(parts), static)
    return Rendered(draft, (*found, *lost))


def _pieces(part: str, xml: str, reading: Reading) -> tuple[str | Slot, ...]:
    from report_kit.ooxml.xml import DECLARATION

    stem = part.rpartition("/")[2]
    if stem.startswith(("header", "footer")):
        return (DECLARATION + reading.plain_part(xml),)
    pieces = reading.part(part, xml)
    if pieces and isinstance(pieces[0], str):
        return (DECLARATION + pieces[0], *pieces[1:])
    return (DECLARATION, *pieces)


def _core(title: str, date: Date | None) -> str:
    from report_kit.ooxml.document_properties import core_properties

    known = date is not None and date.year is not None and date.month is not None and date.day is not None
    return core_properties(title, f"{date.year:04}-{date.month:02}-{date.day:02}" if date and known else "")


def _unique_ids(rendered: dict[str, str]) -> dict[str, str]:
    """Shapes repeated by loops get ids of their own, over all parts."""
    import re

    if not any("<wp:docPr " in xml for xml in rendered.values()):
        return rendered
    count = 0

    def numbered(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f'{match[1]}id="{count}"'

    pattern = re.compile(r'(<wp:docPr (?:[^>]*? )?)id="\d+"')
    return {part: pattern.sub(numbered, xml) for part, xml in rendered.items()}
