"""Where PyYAML comes without libyaml, its own parser gives the same nodes and problems with places."""

from __future__ import annotations

import sys

import pytest

from tests.hostile.files import SEED
from tests.unit.load.project import load_chapter, load_item
from tests.unit.load.test_traps import TRAPS


def test_without_libyaml_the_same_chapter_is_read(monkeypatch):
    with_libyaml = load_chapter(SEED)
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    assert load_chapter(SEED) == with_libyaml


@pytest.mark.parametrize("body", [body for body, _ in TRAPS.values()], ids=TRAPS)
def test_without_libyaml_a_trap_is_still_reported(monkeypatch, body):
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    _, found = load_item(body)
    assert found
    assert all(one.location is not None for one in found)


@pytest.mark.parametrize("text", ["a: \ufeffb", "[" * 3000, "a: [", "- " * 3000, '"\\x"', "a: *b", "%YAML 3.0\n---\n"])
def test_without_libyaml_hostile_text_is_still_a_problem(monkeypatch, text):
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    _, found = load_chapter(text)
    assert found
