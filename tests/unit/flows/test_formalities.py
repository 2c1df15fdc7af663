"""A project whose report has a red head: from report.yaml to the draft, and into the next year."""

from __future__ import annotations

import pytest

from report_kit.flows.pipeline import Assembly, assemble
from tests.unit.load.project import REPORT_PATH, MemoryFiles
from tests.unit.rules.desk import REPORT, ROOT, WORK

ITEM = "items:\n- id: item\n  title: 一项工作\n  text: |\n    按期完成。\n"
HEAD = "number: X民〔2024〕5号\ncopies_to: 省民政厅\nprinted_by: 办公室\nprinted_on: 2024年1月30日\n"


def made(head: str, template: str = "red_header.docx") -> Assembly:
    files = {REPORT_PATH: f"{REPORT}layout: {{template: {template}}}\n{head}", WORK: ITEM}
    return assemble(MemoryFiles(files), 2023, ROOT / "templates")


def codes(assembly: Assembly) -> list[str]:
    return [one.code for one in assembly.outcome.diagnostics]


def test_a_red_head_raises_no_false_alarm() -> None:
    assembly = made(HEAD)
    assert codes(assembly) == []
    texts = {block.id: block.text for block in assembly.draft.blocks}
    assert texts["number"] == "X民〔2024〕5号"
    assert texts["printed_on"] == "2024年1月30日印发"


def test_a_head_from_words_of_the_report() -> None:
    assembly = made('letterhead: "{{ unit }}"\nnumber: "X民〔{{ next_year }}〕5号"\n')
    assert codes(assembly) == []
    texts = {block.id: block.text for block in assembly.draft.blocks}
    assert texts["letterhead"] == assembly.report.edition.unit
    assert texts["number"] == "X民〔2024〕5号"


@pytest.mark.parametrize("number", ["X民[2024]5号", "X民〔2024〕第5号", "X民〔24〕5号", "X民〔2024〕05号"])
def test_a_number_of_the_wrong_form_is_told(number: str) -> None:
    assert "T440" in codes(made(f"number: {number}\n"))


WRONG = {
    "a date that is none": ("printed_on: 明天\n", "F127"),
    "a date not in the calendar": ("printed_on: 2024年2月30日\n", "D101"),
    "an unknown name": ('copies_to: "{{ 抄送 }}"\n', "R101"),
    "a list": ("copies_to: [甲局, 乙局]\n", "F1"),
}


@pytest.mark.parametrize(("head", "family"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_read_is_told_with_its_place(head: str, family: str) -> None:
    found = [one for one in made(head).outcome.diagnostics if one.code.startswith(family)]
    assert found
    assert found[0].location.path == REPORT_PATH


def test_what_the_usual_template_does_not_show_is_told_at_its_place() -> None:
    assembly = made(HEAD, "report.docx")
    assert codes(assembly) == ["W202"] * 4
    lines = [one.location.line for one in assembly.outcome.diagnostics]
    assert lines == sorted(set(lines))
