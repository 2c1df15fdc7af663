"""JSON Schemas of the data files, for editors: completion, hints in Chinese, red lines."""

from __future__ import annotations

from typing import Any

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest dialect that YAML language servers support fully."""


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file: edition (report.yaml), chapter, wording.

    Editors read 355 and yes in YAML as a number and a truth value where report-kit reads text, so the schema
    takes those as well. Raises KeyError for an unknown kind.
    """
    from report_kit.facts.forms import FORMS

    schema = dict(FORMS)[kind].model_json_schema(ref_template="#/definitions/{model}")
    schema = _for_editors(schema)
    return {"$schema": DIALECT, **_moved(schema)}


def _moved(schema: dict[str, Any]) -> dict[str, Any]:
    definitions = schema.pop("$defs", {})
    return {**schema, "definitions": definitions} if definitions else schema


def _for_editors(schema: Any) -> Any:
    """The schema with what YAML makes of bare words, without our defaults for what is not written."""
    if isinstance(schema, list):
        return [_for_editors(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "default":
            continue
        if key in {"properties", "$defs"}:
            made[key] = {name: _for_editors(one) for name, one in value.items()}
        else:
            made[key] = _for_editors(value)
    if "properties" in made:
        made.pop("description", None)  # it speaks to programmers
    if "enum" in made:
        made.pop("type", None)
        words = [word for word in made["enum"] if word]
        made["enum"] = words + [other for word in words for other in _unquoted(word)]
    elif made.get("type") == "string" and "pattern" not in made:
        made["type"] = ["string", "number", "boolean"]
    if made.get("type") == "object" and "patternProperties" in made:
        made["additionalProperties"] = False
    if "anyOf" in made:
        choices = [one for one in made["anyOf"] if one != {"type": "null"}]
        made.pop("anyOf")
        if len(choices) == 1:
            made = {**choices[0], **made} if "$ref" not in choices[0] else {**made, "allOf": choices}
        else:
            made["anyOf"] = choices
    return made


def _unquoted(word: str) -> list[Any]:
    if word in ("true", "false"):
        return [word == "true"]
    return [int(word)] if word.isdigit() else []
