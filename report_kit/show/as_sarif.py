"""Problems as SARIF 2.1.0 (OASIS standard, 2020-03-27), for code hosts and editors."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from report_kit.diagnostics import Diagnostic, Location, Outcome, Translate

_DRIVE = re.compile("[A-Za-z]:/")
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_object(outcome: Outcome, version: str, translate: Translate | None = None) -> dict[str, object]:
    """One run of report-kit. Columns count code points; a fingerprint survives moved lines."""
    kinds = dict(sorted((found.code, found.name) for found in outcome.diagnostics))
    numbers = {code: number for number, code in enumerate(kinds)}
    rules = [{"id": code, "name": name} for code, name in kinds.items()]
    run = {
        "tool": {"driver": {"name": "report-kit", "version": version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"PROJECT": {"description": {"text": "The folder that holds data/."}}},
        "results": [_result(found, numbers[found.code], translate) for found in outcome.diagnostics],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(found: Diagnostic, rule: int, translate: Translate | None) -> dict[str, Any]:
    words = found.message.text(translate)
    if found.hint is not None:
        words = f"{words}\n{found.hint.text(translate)}"
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": found.severity.value,
        "message": {"text": words},
        "partialFingerprints": {"reportKit/v1": _fingerprint(found)},
    }
    if found.location is not None:
        result["locations"] = [{"physicalLocation": _place(found.location)}]
    related = [
        {
            "id": number,
            "physicalLocation": _place(note.location),
            "message": {"text": note.message.text(translate)},
        }
        for number, note in enumerate(found.notes)
        if note.location is not None
    ]
    if related:
        result["relatedLocations"] = related
    return result


def _place(location: Location) -> dict[str, Any]:
    line, column = max(location.line, 1), max(location.column, 1)
    region = {"startLine": line, "startColumn": column, "endColumn": max(location.end_column, column)}
    return {"artifactLocation": _artifact(location.path), "region": region}


def _artifact(path: str) -> dict[str, str]:
    """A file by its place in the project; one named from the root of the disk needs none."""
    uri = quote(path, safe="/", errors="surrogatepass")
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    if _DRIVE.match(path):
        return {"uri": f"file:///{path[:2]}{uri[4:]}"}
    return {"uri": uri, "uriBaseId": "PROJECT"}


def _fingerprint(found: Diagnostic) -> str:
    content = "\n".join(found.fingerprint).encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest()
