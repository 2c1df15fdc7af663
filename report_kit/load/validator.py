"""The validators made of the pydantic models, kept between runs without pydantic; and what they found right before.

Importing pydantic and building models takes as long as everything else that a build does. What the models
say is therefore written down once as a plain core schema in the cache folder; later runs hand it to pydantic-core,
which does the validating in either case. Even pydantic-core is not imported for texts that it found right in an
earlier run: their digests are kept as well. A digest stands for this very text, kind of file and version of
everything that decides; so whatever is damaged in the cache, a text with a problem is validated.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from report_kit.load import cache as kept
from report_kit.load.text import LONGEST_REMEMBERED

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import SchemaValidator

CoreSchema = dict[str, Any]
"""A core schema as JSON holds it: dictionaries, lists and text."""

_DIGEST = 64
"""Characters of a digest."""

MOST_KNOWN = 200
"""Texts of one kind remembered as right; a year has three or four."""

_DROPPED = ("metadata", "cls", "config", "computed_fields", "serialization_alias", "serialization_exclude", "ref")


class Validator:
    """Validates one kind of file, and knows the schema it does it by. Both are made when first needed."""

    def __init__(self, kind: str, cache: Path | None) -> None:
        """``cache`` is a folder to keep things in; failing to read or write there only costs time."""
        self._kind = kind
        stem = f"form-{kind}-{kept.version()}"
        self._schema_file = cache / f"{stem}.json" if cache is not None else None
        self._right_file = cache / f"{stem}.right" if cache is not None else None
        self._learnt: list[bytes] = []

    @property
    def schema(self) -> CoreSchema:
        """The plain core schema."""
        return self._made[0]

    @property
    def core(self) -> SchemaValidator:
        """What validates."""
        return self._made[1]

    def knows(self, text: str) -> bool:
        """Whether this text was found right before."""
        return _digest(self._kind, text) in self._right

    def learn(self, text: str) -> None:
        """Note that a text was read without a problem and found right."""
        self._learnt.append(_digest(self._kind, text))

    def keep(self) -> None:
        """Write down what was learnt."""
        if self._learnt:
            right = [*self._right, *self._learnt][-MOST_KNOWN:]
            kept.write(self._right_file, b"\n".join(right))

    @cached_property
    def _right(self) -> dict[bytes, None]:
        """The digests of texts found right, the latest last."""
        return dict.fromkeys(line for line in kept.read(self._right_file).split(b"\n") if len(line) == _DIGEST)

    @cached_property
    def _made(self) -> tuple[CoreSchema, SchemaValidator]:
        from pydantic_core import SchemaError

        checksum, _, body = kept.read(self._schema_file).partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() == checksum:
            with contextlib.suppress(SchemaError):
                return _built(body)
        body = _of_model(self._kind)
        kept.write(self._schema_file, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        return _built(body)


def _digest(kind: str, text: str) -> bytes:
    """What stands for a text of one kind in the record: no other text, kind or version has the same."""
    return _remembered_digest(kind, text) if len(text) <= LONGEST_REMEMBERED else _computed(kind, text)


def _computed(kind: str, text: str) -> bytes:
    content = f"{kind} {kept.version()} {text}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest().encode()


_remembered_digest = lru_cache(maxsize=16)(_computed)


@lru_cache(maxsize=8)
def _built(body: bytes) -> tuple[CoreSchema, SchemaValidator]:
    """Schema and validator of a kept schema; there are fewer kinds of file than are remembered."""
    import json

    from pydantic_core import SchemaValidator

    schema: CoreSchema = json.loads(body)
    return schema, SchemaValidator(schema)


@lru_cache(maxsize=8)
def _of_model(kind: str) -> bytes:
    import json

    return json.dumps(made_of_model(kind), ensure_ascii=False).encode()


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
