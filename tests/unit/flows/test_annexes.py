"""The tables of two invented years through every flow: checked, audited, traced, compared, sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_kit.draft import ANNEXES, FactOrigin
from report_kit.flows.audit import audit
from report_kit.flows.pipeline import Assembly, assemble
from report_kit.flows.trace import trace
from report_kit.ooxml.package import read_package
from report_kit.ooxml.plain_text import plain_text
from report_kit.write.make import draft_document, final_document
from tests.unit.load.project import MemoryFiles
from tests.unit.rules.desk import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = ROOT / "tests" / "sample"
BOTH = "\nattachments:\n- {table: indicators}\n- {table: plans}\n"
REPORT = "data/2032/report.yaml"


def files(**replaced: str) -> dict[str, str]:
    """The sample with both tables; ``replaced`` are words of key_work.yaml and what stands there instead."""
    found = {
        path.relative_to(SAMPLE).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(SAMPLE.rglob("data/*/*.*"))
    }
    found[REPORT] += BOTH
    for old, new in replaced.items():
        assert old in found["data/2032/key_work.yaml"]
        found["data/2032/key_work.yaml"] = found["data/2032/key_work.yaml"].replace(old, new)
    return found


def made(content: dict[str, str], *, final: bool = False) -> Assembly:
    return assemble(MemoryFiles(content), 2032, ROOT / "templates", final=final)


def rows(assembly: Assembly, table: str) -> list[list[str]]:
    """The texts of the cells of a table, by row, from the blocks of the draft; empty cells are no blocks."""
    found: dict[str, list[str]] = {}
    for block in assembly.draft.blocks:
        owner, _, _ = block.id.rpartition(".")
        if block.id.startswith(f"{ANNEXES}.{table}.") and owner != f"{ANNEXES}.{table}":
            found.setdefault(owner, []).append(block.text)
    return list(found.values())


@pytest.fixture(scope="module")
def sample() -> Assembly:
    return made(files())


def test_a_report_with_both_tables_has_no_problem(sample) -> None:
    assert sample.outcome.diagnostics == ()
    assert made(files(), final=True).outcome.diagnostics == ()


def test_indicators_of_two_years(sample) -> None:
    assert rows(sample, "indicators")[:3] == [
        ["1", "在册低保人数", "人", "4318", "4236", "82", "1.94", "低保月报"],
        ["2", "养老床位", "张", "500", "480", "20", "4.2", "养老服务台账"],
        ["3", "护理型床位占比", "%", "66.0", "60.0", "6.0个百分点", "—", "养老服务台账"],
    ]


def test_promises_and_what_became_of_them(sample) -> None:
    found = rows(sample, "plans")
    assert [row[0] for row in found] == [str(number) for number in range(1, len(found) + 1)]
    assert found[1] == [
        "2",
        "继续实施居家适老化改造",
        "居家适老化改造目标130户（2032年10月底）",
        "居家适老化改造户数136户（为目标的104.6%）",
        "已完成",
        "养老服务科",
    ]


def test_every_figure_of_a_promise_leads_to_its_fact(sample) -> None:
    shown = {
        (block.id.rpartition(".")[2], block.text[span.start : span.end], origin.fact)
        for block, span, origin in sample.draft.links()
        if block.id.startswith(f"{ANNEXES}.plans.plans.elderly.points.adaptation")
    }
    assert shown == {
        ("target", "130户", "plans.elderly.改造目标"),
        ("result", "136户", "key_work.elderly.适老化改造"),
    }


def test_what_is_pending_is_pending_in_both_tables() -> None:
    assembly = made(files(**{"{is: 136户,": "{is: 待补, unit: 户,"}))
    gaps = [
        block.id.rpartition(".")[2]
        for block in assembly.draft.blocks
        for span in block.spans
        if block.id.startswith(ANNEXES) and isinstance(span.origin, FactOrigin) and span.origin.pending
    ]
    assert gaps == ["this_year", "result"]
    assert {one.code for one in assembly.outcome.diagnostics} == {"P305"}
    document = draft_document(assembly.report, assembly.draft, assembly.outcome.diagnostics).data
    xml = read_package(document).parts["word/document.xml"].decode()
    table = xml[xml.index("<w:tbl>") : xml.index("</w:tbl>")]
    assert table.count("<w:highlight ") == 3


def test_an_audit_of_the_file_raises_no_alarm(sample, tmp_path: Path) -> None:
    """A reader of the file alone sees no cell that contradicts another or lacks a unit."""
    (tmp_path / "report.docx").write_bytes(final_document(sample.draft).data)
    found = audit(tmp_path, "report.docx", project=ROOT).outcome.diagnostics
    assert [(one.code, str(one.message)) for one in found] == []


def test_the_twin_holds_the_rows(sample) -> None:
    text = plain_text(read_package(final_document(sample.draft).data))
    assert "\n| 2 | 养老床位 | 张 | 500 | 480 | 20 | 4.2 | 养老服务台账 |\n" in text
    assert text.index("\n附件1\n") < text.index("\n附件2\n")


def test_a_change_is_traced_to_the_facts_it_follows_from(sample) -> None:
    (sentence,) = trace(sample, "82").sentences
    assert sentence.facts == ("key_work.social_relief.在册低保", "last_year.key_work.social_relief.在册低保")
