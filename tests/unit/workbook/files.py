"""Workbooks as other programs leave them, part by part."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.{kind}+xml"/></Types>'
)
PLAIN = "openxmlformats-officedocument.spreadsheetml.sheet.main"
MACRO = "ms-excel.sheet.macroEnabled.main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows: str, after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def parts(
    *sheets: str, kind: str = PLAIN, strings: str = "", styles: str = "", properties: str = ""
) -> dict[str, bytes]:
    """The parts of a workbook with these sheets, called 表1, 表2 and so on."""
    listed = "".join(f'<sheet name="表{at}" sheetId="{at}" r:id="rId{at}"/>' for at in range(1, len(sheets) + 1))
    relations = [
        f'<Relationship Id="rId{at}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    ]
    found = {f"xl/worksheets/sheet{at}.xml": text for at, text in enumerate(sheets, 1)}
    if strings:
        relations.append(f'<Relationship Id="s" Type="{_RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/>')
        found["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    if styles:
        relations.append(f'<Relationship Id="t" Type="{_RELATIONS}/styles" Target="styles.xml"/>')
        found["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    found |= {
        "[Content_Types].xml": TYPES.format(kind=kind),
        "_rels/.rels": _RELS.format(
            f'<Relationship Id="r" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}">{properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _RELS.format("".join(relations)),
    }
    return {name: text.encode() for name, text in found.items()}


def zipped(found: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    return stream.getvalue()


def workbook(*sheets: str, **more: str) -> bytes:
    return zipped(parts(*sheets, **more))
