"""Paragraphs found clean are not searched in the next run; one that breaks a rule is told in every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_kit.flows.pipeline import assemble
from report_kit.load import load_terms
from report_kit.load.clean import MOST_KNOWN, CleanTexts
from tests.unit.load.project import MemoryFiles
from tests.unit.load.test_text_rules import PATH, RULE
from tests.unit.rules.desk import project

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
WRONG = "由民政科办理。"
AGREEING = """\
- code: X902
  name: one-spelling
  severity: note
  kind: agree
  why: 全文一致
  says: 写法不一
  forms: [账户, 帐户]
  must_flag: [账户和帐户]
  must_pass: [账户]
"""


def told(text: str, cache: Path | None, rules: str = RULE, *, preview: bool = False) -> list[str]:
    """The codes of the office's own rules that are told of an item's sentence."""
    held = {path: data.encode() for path, data in {**project("", text), PATH: rules}.items()}
    found = assemble(MemoryFiles(held), 2023, TEMPLATES, cache, preview=preview).outcome.diagnostics
    return [one.code for one in found if one.code.startswith("X")]


def test_what_breaks_a_rule_is_told_in_every_run(tmp_path):
    assert [told(WRONG, tmp_path) for _ in range(3)] == [["X901"]] * 3


def test_a_paragraph_found_clean_is_known_in_the_next_run_and_one_with_a_hit_is_not(tmp_path):
    clean = CleanTexts(b"rules", tmp_path)
    clean.learn("甲")
    clean.keep()
    again = CleanTexts(b"rules", tmp_path)
    assert again.knows("甲")
    assert not again.knows("乙")
    told(f"做好服务。{WRONG}", tmp_path)
    kept = load_terms(MemoryFiles({PATH: RULE}), tmp_path).clean
    assert not kept.knows(f"做好服务。{WRONG}")


def test_a_paragraph_clean_by_other_rules_is_searched(tmp_path):
    assert told(WRONG, tmp_path, RULE.replace("民政科", "信息科")) == []
    assert told(WRONG, tmp_path) == ["X901"]


def test_a_rule_under_trial_looks_at_paragraphs_that_are_clean_otherwise(tmp_path):
    trial = RULE.replace("  kind: prefer\n", "  kind: prefer\n  preview: true\n")
    assert [told(WRONG, tmp_path, trial), told(WRONG, tmp_path, trial, preview=True)] == [[], ["X901"]]


def test_spellings_agree_across_paragraphs_known_to_be_clean(tmp_path):
    assert told("开设账户。", tmp_path, RULE + AGREEING) == []
    assert told("开设账户。\n\n    注销帐户。", tmp_path, RULE + AGREEING) == ["X902"]
    assert told("开设账户。\n\n    注销帐户。", tmp_path, RULE + AGREEING) == ["X902"]


@pytest.mark.parametrize("damage", [lambda held: held[:-3], lambda held: b"\0" + held, lambda held: held[::-1]])
def test_a_damaged_record_hides_nothing(tmp_path, damage):
    told("做好服务。", tmp_path)
    (file,) = tmp_path.glob("clean-*")
    file.write_bytes(damage(file.read_bytes()))
    assert told(WRONG, tmp_path) == ["X901"]
    assert told(WRONG, tmp_path) == ["X901"]


def test_the_record_is_bounded_and_keeps_the_latest(tmp_path):
    clean = CleanTexts(b"", tmp_path)
    for number in range(MOST_KNOWN + 5):
        clean.learn(str(number))
    clean.keep()
    again = CleanTexts(b"", tmp_path)
    assert [again.knows(str(number)) for number in (4, 5, MOST_KNOWN + 4)] == [False, True, True]


def test_without_a_cache_nothing_is_known():
    clean = CleanTexts(b"", None)
    clean.learn("甲")
    clean.keep()
    assert not clean.knows("甲")
    assert told(WRONG, None) == ["X901"]
