"""Small Word files for the rules of a redline: a body in, a redline and its body out."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from report_kit.ooxml.package import write_package
from report_kit.ooxml.redline import HunkPlace, Redlined, redline
from report_kit.ooxml.xml import DECLARATION, W
from tests.property.word_files import NAMES, OFFICE, RELATIONS, STYLES, TYPES

AUTHOR, DATE = "report-kit", "2024-01-29T00:00:00Z"
NS = {"w": W}


def p(text: str = "", properties: str = "", look: str = "") -> str:
    runs = (
        f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    )
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def tbl(*rows: list[str]) -> str:
    made = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * max(map(len, rows))}</w:tblGrid>{made}</w:tbl>"


def docx(body: str, parts: dict[str, bytes] | None = None, arrows: str = "", types: str = "") -> bytes:
    relations = f'{DECLARATION}<Relationships xmlns="{RELATIONS}">{{}}</Relationships>'
    main = f'<Relationship Id="rId1" Type="{OFFICE}officeDocument" Target="word/document.xml"/>'
    styles = f'<Relationship Id="rId1" Type="{OFFICE}styles" Target="styles.xml"/>'
    return write_package(
        {
            "[Content_Types].xml": TYPES.replace("</Types>", types + "</Types>").encode(),
            "_rels/.rels": relations.format(main).encode(),
            "word/_rels/document.xml.rels": relations.format(styles + arrows).encode(),
            "word/styles.xml": STYLES.encode(),
            "word/document.xml": f"{DECLARATION}<w:document {NAMES}><w:body>{body}</w:body></w:document>".encode(),
            **(parts or {}),
        }
    )


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def told(place: HunkPlace) -> str:
    return f"{place.kind} {place.deleted}→{place.inserted}"


def lined(old: str, new: str, **options) -> Redlined:
    """The redline of two bodies."""
    options = {"cause": lambda _place: None} | options
    made = redline(docx(old), docx(new), author=AUTHOR, date=DATE, **options)
    assert isinstance(made, Redlined), str(made.reason)
    return made


def body(made: Redlined) -> etree._Element:
    return etree.fromstring(part(made.data).encode()).find("w:body", NS)


def found(made: Redlined, path: str) -> list[etree._Element]:
    return body(made).xpath(path, namespaces=NS)


def words(made: Redlined, path: str) -> list[str]:
    return ["".join(one.itertext()) for one in found(made, path)]


def shape(made: Redlined) -> str:
    """The body without what all redlines share, for comparing by eye."""
    xml = re.sub(
        r' (xmlns:\w+|w:author|w:date|w:id|xml:space)="[^"]*"', "", etree.tostring(body(made), encoding="unicode")
    )
    return xml.replace("w:", "")
