"""A report that was built as a PDF beside its Word file, laid out by LibreOffice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.flows.places import put
from report_kit.office import OfficeProblem, find_office, to_pdf

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from report_kit.office import Faces
    from report_kit.show.built import Built


class Printed(NamedTuple):
    """A PDF that was written, as a path in the project, and the faces it was made with."""

    path: str
    faces: Faces


def pdf_beside(
    project: Path, built: Built, named: str, environment: Mapping[str, str], platform: str
) -> Printed | OfficeProblem:
    """Write the PDF of the Word file of a build that was not refused; the Word file stays whatever happens.

    ``named`` is the program an option names, or empty; ``platform`` is as in ``sys.platform``.
    """
    word = next(path for path in (*built.written, *built.unchanged) if path.endswith(".docx"))
    office = find_office(named, environment, platform)
    if isinstance(office, OfficeProblem):
        return office
    made = to_pdf(office, (project / word).read_bytes(), environment)
    if isinstance(made, OfficeProblem):
        return made
    path = f"{word.removesuffix('.docx')}.pdf"
    problem = put(project, path, made.pdf)
    if problem is not None:
        return OfficeProblem("not-writable", problem.reason, problem.hint)
    return Printed(path, made.faces)
