"""A part of the template as Jinja source: the one place where docxtpl is used.

docxtpl joins tags that Word has split over runs and takes ``{%p``, ``{%tr`` and ``{%tc`` out of their
paragraphs, rows and cells. It does so with patterns over XML text, never evaluating anything. Its
two mistakes with characters in tags are mended here: it straightens curly quotes even inside literals,
and leaves ``&amp;`` and ``&quot;`` for Jinja to read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.ooxml.xml import unescape
from report_kit.render.places import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

NUMBER = "rk"
"""The attribute that carries a paragraph's number in the template through rendering."""

_PARAGRAPH = re.compile(r"<w:p(?=[ >/])")
_NUMBERED = re.compile(rf'<w:p {NUMBER}="(\d+)"')
_NOISE = re.compile(
    r' (?:w:rsid\w*|w14:(?:paraId|textId))="[^"]*"'
    r"|<w:(?:proofErr|lastRenderedPageBreak|noProof)(?: [^>]*)?/>"
)
_CURSOR = re.compile(r'<w:bookmarkStart (?=[^>]*w:name="_GoBack")[^>]*/>')
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_CURLY = "“”‘’"
_KEPT = "\U000ffff0\U000ffff1\U000ffff2\U000ffff3"
_KEEP = str.maketrans(_CURLY, _KEPT)
_RESTORE = str.maketrans(_KEPT, _CURLY)
_DELIMITERS: Mapping[str, tuple[str, str]] = {
    '"': ('"', '"'),
    "'": ("'", "'"),
    "“": ("”", '"'),
    "‘": ("’", "'"),
}


def cleaned(xml: str) -> str:
    """A canonical part without editing traces: session and paragraph ids, spelling marks, where the cursor stood."""
    xml = _NOISE.sub("", xml)
    cursor = _CURSOR.search(xml)
    if cursor is None:
        return xml
    number = re.search(r'w:id="([^"]*)"', cursor.group())
    end = f'<w:bookmarkEnd w:id="{number[1]}"/>' if number else ""
    return xml[: cursor.start()] + xml[cursor.end() :].replace(end, "", 1)


def jinja_source(xml: str) -> Source:
    """The Jinja source of a canonical, cleaned part whose tags have been linted."""
    import io

    from docxtpl import DocxTemplate

    number = 0

    def numbered(_: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f'\n<w:p {NUMBER}="{number}"'

    marked = _PARAGRAPH.sub(numbered, xml).translate(_KEEP)
    patched: str = DocxTemplate(io.BytesIO()).patch_xml(marked)
    text = _TAG.sub(lambda match: mended(match.group()), patched).translate(_RESTORE)
    lines = [0]
    for line in text.split("\n")[1:]:
        found = _NUMBERED.match(line)
        lines.append(int(found[1]) if found else lines[-1] + 1)
    return Source(text, tuple(lines))


def mended(tag: str) -> str:
    """A tag with its entities undone and curly quotes straight where they delimit, kept where they are text."""
    text = unescape(tag).translate(_RESTORE)
    out = []
    closer = straight = ""
    for character in text:
        if not closer and character in _DELIMITERS:
            closer, straight = _DELIMITERS[character]
            out.append(straight)
        elif closer and character == closer:
            out.append(straight)
            closer = ""
        elif closer and character == straight:
            out.append("\\" + character)
        else:
            out.append(character)
    return "".join(out)
