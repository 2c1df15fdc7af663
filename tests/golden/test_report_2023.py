"""The shipped report as a whole: the text it has, and that every figure in it is accounted for.

``make update`` writes the golden text anew; its diff is then reviewed like any other change.
"""

from __future__ import annotations

import csv
import json
import os
import re
from pathlib import Path

import pytest

from report_kit.flows.build import outputs
from report_kit.flows.facts import fact_entries
from report_kit.flows.pipeline import Assembly, assemble
from report_kit.load import DiskFiles, load_terms

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).with_name("report-2023.txt")

DATE = re.compile(r"[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[0-9]{1,2}月[0-9]{1,2}日")
HEADING_NUMBER = re.compile(r"^[0-9]+\.")


@pytest.fixture(scope="module")
def assembly() -> Assembly:
    return assemble(DiskFiles(ROOT), 2023, ROOT / "templates")


@pytest.fixture(scope="module")
def files(assembly: Assembly) -> dict[str, bytes]:
    return {Path(path).name: content for path, content in outputs(assembly, final=False).items()}


def test_the_text_is_the_golden_one(files: dict[str, bytes]) -> None:
    text = files["report.txt"].decode("utf-8")
    if os.environ.get("UPDATE"):
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    assert text == GOLDEN.read_text(encoding="utf-8")


def unaccounted(blocks: list[dict], names: tuple[str, ...]) -> list[str]:
    """Every Arabic figure of the blocks that lies in no link, no date, no declared name and no heading number.

    Written without the scanner of the program, which it is to check.
    """
    found = []
    for block in blocks:
        text = block["text"]
        allowed = [(link["start"], link["end"]) for link in block["links"]]
        allowed += [match.span() for match in DATE.finditer(text)]
        allowed += [match.span() for name in names for match in re.finditer(re.escape(name), text)]
        allowed += [match.span() for match in HEADING_NUMBER.finditer(text)]
        found += [
            f"{block['id']}: {text[max(0, digits.start() - 8) : digits.end() + 8]}"
            for digits in re.finditer(r"[0-9]+(?:\.[0-9]+)?", text)
            if not any(start <= digits.start() and digits.end() <= end for start, end in allowed)
        ]
    return found


def test_every_arabic_figure_lies_in_a_link_a_date_or_a_declared_name(files: dict[str, bytes]) -> None:
    terms = load_terms(DiskFiles(ROOT)).terms
    blocks = json.loads(files["report.map.json"])["blocks"]
    assert sum(len(block["links"]) for block in blocks) >= 119
    assert unaccounted(blocks, terms.names) == []


def test_a_figure_without_a_link_would_be_seen() -> None:
    block = {"id": "x", "text": "2023年床位673张，护理型422张。", "links": [{"start": 7, "end": 11}]}
    assert unaccounted([block], ()) == ["x: 673张，护理型422张。"]


def test_links_show_what_their_facts_print(assembly: Assembly, files: dict[str, bytes]) -> None:
    """A link without a filter shows the fact's text; with one, its date, its period or another unit of it."""
    facts = {entry.id: entry for entry in fact_entries(assembly)}
    other = []
    for block in json.loads(files["report.map.json"])["blocks"]:
        for link in block["links"]:
            shown, fact = block["text"][link["start"] : link["end"]], facts[link["fact"]]
            if shown != fact.text:
                other.append((fact.id, shown))
    assert other
    assert all(re.match(r"[0-9]{4}年", shown) for _, shown in other)


def test_more_than_a_hundred_facts_of_the_source_are_listed_with_their_places(assembly: Assembly) -> None:
    with (ROOT / "tests" / "seed_figures.csv").open(encoding="utf-8", newline="") as stream:
        wanted = {row["place"] for row in csv.DictReader(stream) if row["via"] != "words"}
    listed = {entry.id: entry.location for entry in fact_entries(assembly)}
    assert wanted <= listed.keys()
    assert len([name for name in listed if not name.startswith("next_year.")]) >= 100
    for name, place in listed.items():
        line = (ROOT / place.path).read_text(encoding="utf-8").split("\n")[place.line - 1]
        assert name.rpartition(".")[2] in line or "is:" in line


def test_the_shipped_data_have_no_error_and_the_rest_is_pending(assembly: Assembly) -> None:
    found = assembly.outcome.diagnostics
    assert {(one.severity.value, one.code) for one in found} == {("warning", "P305")}
