"""The parts of a Word file that say what it is: its title and date, and nothing about who made it or with what."""

from __future__ import annotations

from report_kit.ooxml.xml import DECLARATION, escape


def core_properties(title: str, date: str) -> str:
    """``docProps/core.xml``: the title and one date (``2024-01-29``, or empty), and nothing about who or with what."""
    stamp = f"{date}T00:00:00Z"
    dates = (
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
        if date
        else ""
    )
    return (
        f"{DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title>{dates}</cp:coreProperties>"
    )


def app_properties() -> str:
    """``docProps/app.xml`` that says nothing."""
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
    )
