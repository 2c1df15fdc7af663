"""What a Word file is made of, as one number, and the property in which the file carries that number.

The number does not depend on how the file was compressed, so it is the same for every version of zlib.
A file whose property tells another number than its parts has been saved by somebody else since.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from report_kit.ooxml.wiring import with_part
from report_kit.ooxml.xml import DECLARATION, XmlError, decode

if TYPE_CHECKING:
    from collections.abc import Mapping

CUSTOM = "docProps/custom.xml"
PROPERTY = "report-kit"
"""The name of the property; its value is the content hash."""

_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_ARROW = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_STAMP = re.compile(rf'<(?:\w+:)?property\b[^>]*\bname="{PROPERTY}"[^>]*>\s*<(\w+:)?lpwstr>([0-9a-f]{{64}})</')


def content_sha256(parts: Mapping[str, bytes]) -> str:
    """SHA-256 over the names and the uncompressed bytes of all parts but the one that carries it."""
    whole = hashlib.sha256()
    for name in sorted(parts):
        if name != CUSTOM:
            whole.update(name.encode("utf-8", "surrogatepass") + b"\0" + hashlib.sha256(parts[name]).digest())
    return whole.hexdigest()


def stamped(parts: Mapping[str, bytes]) -> tuple[dict[str, bytes], str]:
    """The parts with the property, the only one of its kind, and the content hash it holds."""
    ready = with_part(parts, "", CUSTOM, b"", content_type=_CUSTOM_TYPE, kind=_CUSTOM_ARROW)
    digest = content_sha256(ready)
    ready[CUSTOM] = (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{PROPERTY}">'
        f"<vt:lpwstr>{digest}</vt:lpwstr></property></Properties>"
    ).encode()
    return ready, digest


def stamp_of(parts: Mapping[str, bytes]) -> str | None:
    """The content hash a file carries, whoever saved it last; None if it carries none."""
    try:
        found = _STAMP.search(decode(parts.get(CUSTOM, b"")))
    except XmlError:
        return None
    return found[2] if found else None
