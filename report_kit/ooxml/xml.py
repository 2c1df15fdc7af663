"""XML as text: escaping, characters XML cannot hold, a strict check of parts, and their canonical form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

MAX_DEPTH = 200
"""Nesting beyond this is no document a person wrote."""

LONGEST_REMEMBERED = 20_000
"""Characters of a part whose elements are remembered."""

MAX_WIRES = 20_000
"""Content types or relationships of one part: ten times the parts a package may have."""

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters XML 1.0 cannot hold in any form (production 2, Char)."""

_ENTITY = re.compile(r"&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));")
_NAMED: Mapping[str, str] = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_TEXT_BREAK = re.compile(r"([\t\n])")


class XmlError(ValueError):
    """A part is not XML we accept: not well-formed, with a document type, or in another encoding."""


class UnsafeXmlError(XmlError):
    """A part that no word processor writes: it has a document type (so: entities), or is nested too deep."""


def escape(text: str) -> str:
    """Text for the content of an element. Characters XML cannot hold must have been refused before."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def escape_attribute(text: str) -> str:
    """Text for an attribute value in double quotes; line ends and tabs survive as references."""
    return escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")


def unescape(text: str) -> str:
    """The inverse of ``escape``: the five named entities and character references."""
    if "&" not in text:
        return text
    return _ENTITY.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    name, decimal, hexadecimal = match.groups()
    if name:
        return _NAMED[name]
    number = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(number) if number <= 0x10FFFF else match.group()


def run_text(text: str) -> str:
    """The children of a run that show the text: ``w:t``, with ``w:tab`` for a tab and ``w:br`` for a line end."""
    if "\t" not in text and "\n" not in text:
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    children = []
    for piece in _TEXT_BREAK.split(text):
        if piece == "\t":
            children.append("<w:tab/>")
        elif piece == "\n":
            children.append("<w:br/>")
        elif piece:
            children.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return "".join(children)


def decode(data: bytes) -> str:
    """The text of an XML part without its declaration. Word writes UTF-8; UTF-16 is legal as well.

    Raises:
        XmlError: when the bytes are in neither encoding, or name another one.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise XmlError(f"not {encoding}: byte {error.start}") from error
    if text.startswith("<?xml"):
        end = text.find("?>")
        declaration = text[:end].lower()
        named = re.search(r"""encoding\s*=\s*["']([^"']*)""", declaration)
        if end < 0 or (named and named[1] not in ("utf-8", "utf8", "utf-16", "us-ascii")):
            raise XmlError("unknown encoding")
        text = text[end + 2 :].lstrip("\r\n ")
    return text


def check(text: str) -> None:
    """Refuses what is not well-formed or has a document type (so: entities).

    Raises:
        XmlError: with expat's words and the offset in bytes.
    """
    _parsed(text, None)


def check_depth(text: str) -> None:
    """As ``check``, and refuses elements nested deeper than ``MAX_DEPTH``: used on foreign parts."""
    _parsed(text, lambda _name, _attributes: None)


def elements(text: str) -> Sequence[tuple[str, Mapping[str, str]]]:
    """Local name and attributes of every element, in order: for the small parts that wire a package.

    The wires of our own files are short and nearly always the same; those are remembered.

    Raises:
        XmlError: as ``check_depth``, and for more elements than ``MAX_WIRES``.
    """
    return _remembered_elements(text) if len(text) <= LONGEST_REMEMBERED else _elements(text)


def _elements(text: str) -> Sequence[tuple[str, Mapping[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(found) == MAX_WIRES:
            raise XmlError("too many elements")
        found.append((name.rpartition(":")[2], attributes))

    _parsed(text, start)
    return found


_remembered_elements = lru_cache(maxsize=32)(_elements)


def walk(
    text: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
) -> None:
    """Tells of every element as it begins and ends, and of the text between: for parts too large to be held as a tree.

    Raises:
        XmlError: as ``check_depth``. What a function raises itself comes through.
    """
    _parsed(text, start, end, characters)


def _parsed(
    text: str,
    start: Callable[[str, dict[str, str]], None] | None,
    finish: Callable[[str], None] | None = None,
    characters: Callable[[str], None] | None = None,
) -> None:
    """One pass of expat. ``start`` is told of every element; without it their depth does not matter."""
    from xml.parsers import expat

    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise UnsafeXmlError("elements nested too deep")
        if start is not None:
            start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if finish is not None:
            finish(name)

    parser = expat.ParserCreate("utf-8")
    if characters is not None:
        parser.buffer_text = True
        parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = _no_doctype
    if start is not None:
        parser.StartElementHandler = begin
        parser.EndElementHandler = end
    try:
        parser.Parse(text.encode("utf-8"), True)  # noqa: FBT003 (the C function takes no keyword)
    except expat.ExpatError as error:
        raise XmlError(f"{error} (byte {parser.ErrorByteIndex})") from error
    except UnicodeEncodeError as error:
        raise XmlError("a lone surrogate") from error


def _no_doctype(*_: object) -> None:
    raise UnsafeXmlError("a document type declaration")


def canonical(data: bytes) -> str:
    """A part as one line of XML in a form that simple patterns can read.

    No declaration, comments, processing instructions or CDATA; ``>`` escaped everywhere; the
    WordprocessingML namespace has the prefix ``w``. Nothing shown in Word is changed.

    Raises:
        XmlError: see ``decode`` and ``check_depth``; also when the prefix is another one.
    """
    from lxml import etree

    text = decode(data)
    check_depth(text)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise XmlError(str(error)) from error
    if any(uri == W and prefix != "w" for element in root.iter() for prefix, uri in element.nsmap.items()):
        raise XmlError("the WordprocessingML namespace has an unusual prefix")
    line: str = etree.tostring(root, encoding="unicode")
    return line.replace("\n", " ").replace("&#13;", " ")
