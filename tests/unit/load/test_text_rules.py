"""Wording rules are read from YAML: whole, with examples that hold, remembered by content; or told and left out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from report_kit.diagnostics import Severity
from report_kit.facts.terms import Terms
from report_kit.facts.text_rules import breaks
from report_kit.load import DiskFiles, load_terms
from report_kit.load.text_rules import PATH
from report_kit.rules.textual import CODES
from tests.unit.load.project import MemoryFiles, codes

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = load_terms(DiskFiles(ROOT)).terms.rules
RULE = """\
rules:
- code: X901
  name: old-name
  severity: note
  kind: prefer
  why: 机构改革后更名
  says: 用新名称
  mend:
    民政科: 社会事务科
  must_flag: [由民政科办理]
  must_pass: [由社会事务科办理]
"""
OTHER = """\
- code: X902
  name: other-name
  severity: warning
  kind: avoid
  why: 口语
  says: 不用口语
  find: [搞好]
  must_flag: [搞好服务]
  must_pass: [做好服务]
"""

SECOND_RUN = """
import sys
from pathlib import Path
from report_kit.load import DiskFiles, load_terms
assert load_terms(DiskFiles(Path(sys.argv[1])), Path(sys.argv[2])).terms.rules
print(sorted(name for name in sys.modules if name in ("pydantic", "pydantic_core")))
"""


def load(text: str, cache: Path | None = None) -> tuple[dict[str, Severity], list[str]]:
    """The severities of the office's rules by code, and what is told of its file."""
    terms, found, sources, _ = load_terms(MemoryFiles({PATH: text}), cache)
    assert all(one.location is None or one.location.path in sources for one in found)
    own = {rule.code: rule.severity for rule in terms.rules if rule.code.startswith("X")}
    assert len(terms.rules) == len(SHIPPED) + len(own)
    return own, codes(found)


def test_the_shipped_rules_are_those_that_have_codes() -> None:
    assert tuple((rule.code, rule.name, rule.severity) for rule in SHIPPED) == tuple(CODES)


@pytest.mark.parametrize("rule", SHIPPED, ids=lambda rule: rule.code)
def test_a_shipped_rule_has_english_words_a_basis_and_two_that_pass(rule) -> None:
    assert rule.says.text(str) != rule.says.text()
    assert rule.basis
    assert rule.why
    assert all(breaks(rule, example) for example in rule.must_flag)
    assert not any(breaks(rule, example) for example in rule.must_pass)


def test_an_office_adds_its_own_to_those_shipped() -> None:
    assert load(RULE + OTHER) == ({"X901": Severity.NOTE, "X902": Severity.WARNING}, [])


def test_an_office_replaces_a_shipped_rule_by_its_code() -> None:
    text = RULE.replace("X901", "T410")
    (rule,) = [one for one in load_terms(MemoryFiles({PATH: text})).terms.rules if one.code == "T410"]
    assert rule.name == "old-name"
    assert rule.path == PATH


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("must_flag: [由民政科办理]", "must_flag: [由民政局办理]", ["10:15 F132"]),
        ("must_pass: [由社会事务科办理]", "must_pass: [由民政科办理]", ["11:15 F132"]),
        ("must_flag: [由民政科办理]", "must_flag: []", ["10:14 F122"]),
        ("  must_pass: [由社会事务科办理]\n", "", ["2:3 F121"]),
        ("民政科: 社", "民政科*: 社", ["9:8 F131"]),
        ("民政科: 社", "(?:民: 社", ["9:5 F131"]),
        ("code: X901", "code: N101", ["2:9 F124"]),
        ("code: X901", "code: 甲", ["2:9 F124"]),
        ("name: old-name", "name: 旧名", ["3:9 F124"]),
        ("severity: note", "severity: 很重", ["4:13 F123"]),
        ("kind: prefer", "kind: agree", ["2:3 F121"]),
        ("says: 用新名称", "say: 用新名称", ["2:3 F121", "7:3 F120"]),
        ("mend:\n    民政科: 社会事务科", "mend: 民政科", ["8:9 F122"]),
    ],
)
def test_a_rule_with_a_mistake_is_told_and_left_out_alone(before: str, after: str, expected: list[str]) -> None:
    assert before in RULE
    own, told = load(RULE.replace(before, after) + OTHER)
    assert sorted(told) == sorted(expected)
    assert own == {"X902": Severity.WARNING}


def test_a_code_or_a_name_is_used_once() -> None:
    own, told = load(RULE + OTHER.replace("X902", "X901").replace("other-name", "old-name"))
    assert told == ["12:9 F125", "13:9 F125"]
    assert own == {"X901": Severity.NOTE}


@pytest.mark.parametrize("text", ["", "# 还没有\n", "rules: []\n", "rules:\n- 甲\n", "rules: 甲\n", "[", "甲\n"])
def test_a_file_that_is_none_leaves_the_shipped_rules(text: str) -> None:
    assert load(text)[0] == {}


def test_hundreds_of_bad_rules_are_told_and_none_is_used() -> None:
    own, told = load("rules:\n" + "- {code: X901, kind: avoid}\n- {severity: 1, kind: avoid}\n" * 300)
    assert own == {}
    assert len(told) >= 200


def test_what_was_right_is_read_again_without_yaml_or_pydantic(tmp_path: Path) -> None:
    shown = [
        subprocess.run(
            [sys.executable, "-c", SECOND_RUN, str(ROOT), str(tmp_path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert shown[1] == "[]" != shown[0]


def test_what_was_kept_is_what_was_read(tmp_path: Path) -> None:
    files = MemoryFiles({PATH: RULE + OTHER})
    assert load_terms(files, tmp_path).terms == load_terms(files, tmp_path).terms == load_terms(files).terms
    assert isinstance(load_terms(files, tmp_path).terms, Terms)


@pytest.mark.parametrize("damage", [b"", b"\n\n", b"\x00" * 64, b"[]", b"a\nb\n[]"])
def test_a_damaged_record_hides_nothing(tmp_path: Path, damage: bytes) -> None:
    wrong = RULE.replace("[由民政科办理]", "[由民政局办理]")
    assert load(RULE, tmp_path)[1] == []
    for file in tmp_path.glob("text-rules-*"):
        file.write_bytes(damage)
    assert load(wrong, tmp_path)[1] == ["10:15 F132"]
    assert load(wrong, tmp_path)[1] == ["10:15 F132"]
    assert load(RULE, tmp_path) == ({"X901": Severity.NOTE}, [])
