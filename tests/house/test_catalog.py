"""The English catalog: every message of the code is in it, translated, with the same fields; nothing else is."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from report_kit.show.catalog import LOCALE, translations

ROOT = Path(__file__).resolve().parents[2]
PO = LOCALE / "en" / "LC_MESSAGES" / "report_kit.po"


def extracted() -> dict[str, str]:
    """Every template in the code, and where it stands."""
    found: dict[str, str] = {}
    for folder in (ROOT / "report_kit", ROOT):
        rows = extract_from_dir(
            folder,
            method_map=[("**.py" if folder != ROOT else "cli.py", "python")],
            options_map={},
            keywords={"msg": None, "_": None},
            directory_filter=lambda _path, folder=folder: folder != ROOT,
        )
        for name, line, template, *_ in rows:
            if isinstance(template, str):
                found.setdefault(template, f"{name}:{line}")
    return found


def fields(template: str) -> set[str]:
    """The named fields of a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_the_extraction_sees_the_code() -> None:
    found = extracted()
    assert found["{figures}处数字：核对{checked}处，无从核对{unchecked}处，待补{pending}处"].startswith("show")
    assert "显示版本" in found


def test_every_message_is_translated() -> None:
    words = translations(PO)
    missing = [f"{place}: {template}" for template, place in sorted(extracted().items()) if template not in words]
    assert not missing


def test_no_translation_is_left_over() -> None:
    with PO.open("rb") as stream:
        kept = {message.id for message in read_po(stream) if message.id}
    assert kept <= extracted().keys()


def test_translations_have_the_fields_of_their_templates_and_no_chinese() -> None:
    for template, words in translations(PO).items():
        assert fields(words) == fields(template), template
        quoted = re.sub(r"“[^”]*”|\([^)]*\)|\"[^\"]*\"", "", words)
        assert not re.search("[，。；：？！（）]", quoted), words


@pytest.mark.parametrize(("template", "expected"), [("{a}和{{b}}", {"a"}), ("没有", set()), ("{a}{a}", {"a"})])
def test_fields_are_those_that_are_filled(template: str, expected: set[str]) -> None:
    assert fields(template) == expected
