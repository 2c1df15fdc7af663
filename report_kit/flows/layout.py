"""How a document's layout is judged: bytes → package → sheet → verdicts; and mended, words untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location, Outcome, msg
from report_kit.flows.handed import handed
from report_kit.flows.memory import uncollected
from report_kit.layout import STRIP, LayoutReport, Rendered, judge, probe_of
from report_kit.ooxml.formatting.mending import mended
from report_kit.ooxml.formatting.reading import look_at
from report_kit.ooxml.package import (
    Package,
    PackageProblem,
    has_macros,
    links_to_outside,
    read_package,
    write_package,
)
from report_kit.read.codes import F007

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from report_kit.office import OfficeProblem

_HARMLESS = ("/hyperlink", "/attachedTemplate")
"""Links to the outside that nothing on a page depends on."""

_ROUNDS = 3
"""A change can bring to light what another one mends; more rounds than this have never been needed."""


class Layout(NamedTuple):
    """A document's layout under judgement. ``report`` is None where it could not be read; ``outcome`` says why."""

    outcome: Outcome
    report: LayoutReport | None = None
    package: Package | None = None


class Mended(NamedTuple):
    """A document with its formatting mended. ``layout`` is the verdict on it, ``before`` that on the original.

    ``data`` is None where nothing could be mended, or where ``problem`` says why nothing was.
    """

    before: LayoutReport
    layout: Layout
    data: bytes | None = None
    problem: PackageProblem | None = None


@uncollected()
def layout(folder: Path, file: str) -> Layout:
    """Judge the layout of ``file``, a path as seen from ``folder``. Nothing is written."""
    path, data, problem = handed(folder, file)
    if data is None:
        return Layout(Outcome((problem,) if problem else (), document=path))
    return judged(path, data)


def judged(path: str, data: bytes) -> Layout:
    """The verdict on the bytes of a Word file; ``path`` is what it is called."""
    package = read_package(data)
    sheet = (_unfit(package) or look_at(package)) if isinstance(package, Package) else package
    if isinstance(package, PackageProblem) or isinstance(sheet, PackageProblem):
        problem = package if isinstance(package, PackageProblem) else sheet
        assert isinstance(problem, PackageProblem)
        found = F007.at(Location(path, 1), problem.message, hint=problem.hint)
        return Layout(Outcome((found,), document=path))
    report = judge(sheet, path)
    return Layout(Outcome(report.diagnostics, report.sources, document=path), report, package)


@uncollected()
def on_pages(found: Layout, named: str, environment: Mapping[str, str], platform: str) -> Layout | OfficeProblem:
    """The verdict with what is measured on the pages of the document, laid out beside the standard page.

    ``named`` is the program an option names, or empty; ``platform`` is as in ``sys.platform``.
    """
    from report_kit.office import OfficeProblem, find_office, to_pdf
    from report_kit.ooxml.standard_template import probe_page
    from report_kit.pages import MOST_PAGES, TooManyPagesError, UnreadablePdfError, available, ink, pages

    assert found.report is not None
    assert found.package is not None
    if not available():
        hint = msg('安装：pip install "report-kit[pages]"')
        return OfficeProblem("missing", msg("没有装量 PDF 的程序库，不能在页面上量"), hint)
    office = find_office(named, environment, platform)
    if isinstance(office, OfficeProblem):
        return office
    made = to_pdf(office, [write_package(found.package.parts), probe_page()], environment)
    if isinstance(made, OfficeProblem):
        return made
    document, standard = made.pdfs
    try:
        faces = made.faces
        rendered = Rendered(
            pages(document),
            ink(document, *STRIP),
            probe_of(pages(standard)),
            faces.postscript,
            faces.names,
            faces.missing,
        )
    except TooManyPagesError:
        return OfficeProblem("too-long", msg("排出来超过{most}面，没有量", most=MOST_PAGES))
    except UnreadablePdfError as error:
        hint = msg("再试一次；仍有问题的，用别的版本的 LibreOffice")
        return OfficeProblem("failed", msg("LibreOffice 排出的 PDF 读不出来（{reason}）", reason=str(error)), hint)
    sheet = look_at(found.package)
    assert not isinstance(sheet, PackageProblem)
    report = judge(sheet, found.report.path, rendered)
    return Layout(Outcome(report.diagnostics, report.sources, document=report.path), report, found.package)


@uncollected()
def mend(found: Layout) -> Mended:
    """The document with everything mended that a change of formatting can mend, its words exactly the same."""
    report, package = found.report, found.package
    assert report is not None
    assert package is not None
    layout, data = found, None
    for _ in range(_ROUNDS):
        if layout.report is None or layout.package is None or not layout.report.mends:
            break
        made = mended(layout.package, layout.report.mends)
        if isinstance(made, PackageProblem):
            return Mended(report, found, None, made)
        if made == data:
            break
        data = made
        layout = judged(report.path, data)
    if layout.report is not None and layout.report.diagnostics == report.diagnostics:
        return Mended(report, found)
    return Mended(report, layout, data)


def _unfit(package: Package) -> PackageProblem | None:
    """Why a file is not looked at although it can be read: it may run programs, or its look is not all in it."""
    if has_macros(package):
        return PackageProblem(msg("文件含有宏，为安全起见没有读"), msg("另存为不含宏的 .docx 再试"))
    outside = next(iter(links_to_outside(package, _HARMLESS)), None)
    if outside is not None:
        hint = msg("把链接的内容粘贴成文件里的（编辑链接→断开链接），另存一份再试")
        return PackageProblem(msg("{outside}，版式不全在文件里，没有读", outside=outside), hint)
    return None
