"""The JSON Schemas of the data files, by file name, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.load.schema import json_schema
from report_kit.show.as_json import dumps

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KINDS = (
    ("report.schema.json", "edition"),
    ("chapter.schema.json", "chapter"),
    ("confirmations.schema.json", "confirmations"),
    ("wording.schema.json", "wording"),
    ("allow.schema.json", "allow"),
    ("text_rules.schema.json", "text_rules"),
)


def schemas() -> Mapping[str, object]:
    """File name to schema."""
    return {name: json_schema(kind) for name, kind in KINDS}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write every schema into ``folder``, made if need be; gives the files. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, kind in KINDS:
        path = folder / name
        path.write_bytes(dumps(json_schema(kind)))
        written.append(path)
    return tuple(written)
