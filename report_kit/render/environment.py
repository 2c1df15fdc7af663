"""The Jinja environment of templates: sandboxed, escaping, strict about names, with almost nothing in it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from report_kit.render.context import FIELDS

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

FILTERS = frozenset({"first", "last", "length"})
"""Filters a template may use, all on lists. What changes the characters of a text would break its marks."""

TESTS = frozenset({"even", "odd"})
"""Tests a template may use after ``is``."""


@lru_cache(maxsize=1)
def environment() -> SandboxedEnvironment:
    """Built once. Templates get no globals, no loader, no way to reach an attribute that begins with ``_``."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Environment(ImmutableSandboxedEnvironment):
        """A sandbox that hands out the fields of our own objects without asking first: all are harmless."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            if attribute in FIELDS.get(type(obj), ()):
                return getattr(obj, attribute)
            return super().getattr(obj, attribute)

    built = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, cache_size=0, loader=None
    )
    built.globals.clear()
    for table, allowed in ((built.filters, FILTERS), (built.tests, TESTS)):
        for name in [name for name in table if name not in allowed]:
            del table[name]
    return built


@lru_cache(maxsize=16)
def loaded(source: str) -> Template:
    """A template ready to render. The few an office has stay compiled while the process lives."""
    return environment().from_string(source)
