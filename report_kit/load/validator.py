"""The validators made of the pydantic models, kept between runs without pydantic.

Importing pydantic and building models takes as long as everything else that a build does. What the models
say is therefore written down once as a plain core schema in the cache folder, named by the version of
pydantic-core and the source of the models; later runs hand it to pydantic-core, which does the validating
in either case. A cache file that is damaged or of another version is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import report_kit.facts

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator

CoreSchema = dict[str, Any]
"""A core schema as JSON holds it: dictionaries, lists and text."""

_DROPPED = ("metadata", "cls", "config", "computed_fields", "serialization_alias", "serialization_exclude", "ref")


class Validator:
    """Validates one kind of file, and knows the schema it does it by."""

    def __init__(self, schema: CoreSchema) -> None:
        from pydantic_core import SchemaValidator

        self.schema = schema
        self.core: SchemaValidator = SchemaValidator(schema)


def validator(kind: str, cache: Path | None) -> Validator:
    """The validator for one kind of file: edition, chapter or wording.

    ``cache`` is a folder where the schema is kept; failing to read or write there only costs time.
    """
    from pydantic_core import SchemaError

    file = cache / f"form-{kind}-{_version()}.json" if cache is not None else None
    kept = _read(file)
    if kept is not None:
        with contextlib.suppress(SchemaError):
            return Validator(kept)
    made = made_of_model(kind)
    if file is not None:
        _write(file, made)
    return Validator(made)


def made_of_model(kind: str) -> CoreSchema:
    """The plain core schema of a kind of file, from its pydantic model."""
    from report_kit.facts.forms import FORMS

    plain: CoreSchema = _plain(dict(FORMS)[kind].__pydantic_core_schema__)
    return plain


def _plain(schema: Any, shared: Mapping[str, Any] = MappingProxyType({})) -> Any:
    """A core schema without classes and functions: a model becomes its fields, with the titles of the model.

    Models used in several places (``shared``, by reference) are written out in each: none contains itself.
    """
    if isinstance(schema, Mapping):
        kind = schema.get("type")
        if kind == "definitions":
            return _plain(schema["schema"], {one["ref"]: one for one in schema["definitions"]})
        if kind == "definition-ref":
            return _plain(shared[schema["schema_ref"]], shared)
        if kind == "model":
            return _keys(schema, shared)
        return {key: _plain(value, shared) for key, value in schema.items() if key not in _DROPPED}
    if isinstance(schema, list | tuple):
        return [_plain(value, shared) for value in schema]
    return schema


def _keys(model: Mapping[str, Any], shared: Mapping[str, Any]) -> CoreSchema:
    """The keys of a model, none filled in when it is missing: that takes five times as long as validating."""
    titles = {name: field.title for name, field in model["cls"].model_fields.items()}
    keys: CoreSchema = {}
    for name, field in model["schema"]["fields"].items():
        held = field["schema"]
        required = held["type"] != "default"
        keys[name] = {
            "type": "typed-dict-field",
            "schema": _plain(held if required else held["schema"], shared),
            "required": required,
            "metadata": {"title": titles[name]},
        }
        if "validation_alias" in field:
            keys[name]["validation_alias"] = field["validation_alias"]
    return {"type": "typed-dict", "fields": keys, "extra_behavior": model["config"]["extra_fields_behavior"]}


def _version() -> str:
    """What the cached schema depends on: pydantic-core and the source of the models and of this module."""
    import pydantic_core

    digest = hashlib.sha256(pydantic_core.__version__.encode())
    for source in (Path(report_kit.facts.__file__).with_name("forms.py"), Path(__file__)):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _read(file: Path | None) -> CoreSchema | None:
    """The kept schema, if the file is whole."""
    if file is None:
        return None
    try:
        checksum, _, body = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(body).hexdigest().encode() != checksum:
        return None
    kept: CoreSchema = json.loads(body)
    return kept


def _write(file: Path, schema: CoreSchema) -> None:
    body = json.dumps(schema, ensure_ascii=False).encode()
    part = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        part.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
