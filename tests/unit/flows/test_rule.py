"""Rule pages are found by code or name, in any case, and near ones are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_kit.flows.rule import find_rule, near_rules, rule_pages
from report_kit.show.rules import RulePage, rules_text
from tests.unit.load.project import MemoryFiles

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def pages(tmp_path: Path) -> tuple[RulePage, ...]:
    for name, title in (
        ("N101-growth-rate-mismatch", "# N101 growth-rate-mismatch：增幅与两期数值不符"),
        ("N120-sum-mismatch", "# 分项之和与合计不符（N120）"),
        ("P304-unused-fact", "# P304 unused-fact"),
    ):
        (tmp_path / f"{name}.md").write_text(f"{title}\n\n正文\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("不是规则", encoding="utf-8")
    return rule_pages(tmp_path)


@pytest.mark.parametrize(
    "query", ["N101", "n101", "growth-rate-mismatch", "Growth-Rate-Mismatch", "N101-growth-rate-mismatch"]
)
def test_a_page_is_found_by_code_or_name(pages: tuple[RulePage, ...], query: str) -> None:
    page = find_rule(pages, query)
    assert page is not None
    assert page.code == "N101"


def test_the_list_shows_code_name_and_title(pages: tuple[RulePage, ...]) -> None:
    assert rules_text(pages).split("\n")[0] == "N101  growth-rate-mismatch  增幅与两期数值不符"


@pytest.mark.parametrize(
    ("query", "near"),
    [("N", ("N101", "N120")), ("N102", ("N101",)), ("sum-missmatch", ("N120",)), ("zzzzz", ())],
)
def test_an_unknown_code_names_near_ones(pages: tuple[RulePage, ...], query: str, near: tuple[str, ...]) -> None:
    assert find_rule(pages, query) is None
    assert set(near) <= set(near_rules(pages, query))
    assert bool(near) == bool(near_rules(pages, query))


def test_a_missing_folder_has_no_pages(tmp_path: Path) -> None:
    assert rule_pages(tmp_path / "none") == ()


def test_a_wording_rule_of_the_office_has_the_page_that_its_entry_is() -> None:
    rule = (
        "rules:\n- {code: X901, name: old-name, severity: error, kind: avoid, basis: 市编办通知, why: 更名, "
        "says: 用新名称, find: [民政科], must_flag: [由民政科办理], must_pass: [由社会事务科办理]}\n"
    )
    shipped = rule_pages(ROOT / "docs" / "rules")
    pages = rule_pages(ROOT / "docs" / "rules", MemoryFiles({"templates/text_rules.yaml": rule}))
    assert len(pages) == len(shipped) + 1
    page = find_rule(pages, "x901")
    assert page is not None
    assert page.title == "用新名称"
    assert all(words in page.text for words in ("更名", "依据：市编办通知", "- 由民政科办理", "- 由社会事务科办理"))
