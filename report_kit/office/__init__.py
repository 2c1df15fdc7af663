"""ADAPTER: LibreOffice, which lays a Word file out on pages and makes a PDF of it."""

from __future__ import annotations

from report_kit.office.converting import Converted, to_pdf
from report_kit.office.fonts import Faces
from report_kit.office.program import Office, OfficeProblem, find_office

__all__ = ["Converted", "Faces", "Office", "OfficeProblem", "find_office", "to_pdf"]
