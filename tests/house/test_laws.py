"""The house keeps its laws, and each law is shown to bite."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import laws

ROOT = Path(__file__).resolve().parents[2]

BREACHES = {
    "imports_point_down": (
        ("report_kit/load/bad.py", '"""x."""\nfrom report_kit.resolve import names\n'),
        ("report_kit/facts/bad.py", '"""x."""\nimport report_kit.load\n'),
        ("report_kit/rules/bad.py", '"""x."""\nfrom report_kit import flows\n'),
        ("report_kit/newcomer.py", '"""x."""\n'),
        ("report_kit/show/bad.py", '"""x."""\nimport cli\n'),
    ),
    "libraries_stay_home": (
        ("report_kit/rules/bad.py", '"""x."""\nimport yaml\n'),
        ("report_kit/write/bad.py", '"""x."""\ndef f():\n    from lxml import etree\n'),
        ("report_kit/flows/bad.py", '"""x."""\nimport click\n'),
    ),
    "files_are_short": (("report_kit/facts/bad.py", '"""x."""\n' + "A = 1\n" * 400),),
    "files_state_their_purpose": (("report_kit/facts/bad.py", "A = 1\n"),),
    "names_are_placed": (
        ("report_kit/facts/utils.py", '"""x."""\n'),
        ("report_kit/helpers/a.py", '"""x."""\n'),
    ),
    "library_is_silent": (
        ("report_kit/facts/bad.py", '"""x."""\nprint(1)\n'),
        ("report_kit/facts/bad.py", '"""x."""\nimport sys\nsys.exit(1)\n'),
        ("report_kit/facts/bad.py", '"""x."""\nA = 1\ndef f():\n    global A\n    A = 2\n'),
    ),
    "nothing_is_evaluated": (
        ("report_kit/facts/bad.py", '"""x."""\neval("1")\n'),
        ("report_kit/facts/bad.py", '"""x."""\nfloat("1.5")\n'),
    ),
    "tests_have_no_mocks": (("tests/unit/bad.py", "from unittest.mock import patch\n"),),
}


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.__name__)
def test_the_house_keeps_the_law(law):
    assert law(ROOT) == []


@pytest.mark.parametrize(
    ("name", "path", "source"),
    [(name, path, source) for name, cases in BREACHES.items() for path, source in cases],
)
def test_the_law_bites(name, path, source, tmp_path):
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(source, encoding="utf-8")
    assert getattr(laws, name)(tmp_path) != []


def test_every_law_has_a_breach_that_proves_it():
    assert {law.__name__ for law in laws.LAWS} == set(BREACHES)
