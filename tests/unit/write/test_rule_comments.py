"""Every wrong example of the manual as comments in a draft: none dropped, none with codes, paths or ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from report_kit.diagnostics import Severity
from report_kit.flows.build import outputs
from report_kit.flows.pipeline import assemble
from tests.unit.load.project import MemoryFiles
from tests.unit.test_rule_pages import EXAMPLES, ROOT, Example, files_of
from tests.unit.write import paper

if TYPE_CHECKING:
    from pathlib import Path

CODE = re.compile(r"(?<![A-Za-z0-9])[NLDUYPSTKFRWGC]\d{3}(?!\d)")
PATH = re.compile(r"\b(?:data|build)/|\.ya?ml\b|\.docx\b|:\d+:\d+")
ID = re.compile(r"\b(?:item|report|last_year|next_year|key_work|plans|highlights)\.\w")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize(
    "example",
    [one for one in EXAMPLES if one.kind == "wrong"],
    ids=lambda one: f"{one.page.stem[:4]}-{one.number}",
)
def test_problems_are_comments_a_clerk_can_read(example: Example, cache: Path) -> None:
    files = files_of(example.body, sentences=example.page.name[0] != "F")
    assembly = assemble(MemoryFiles(files), 2023, ROOT / "templates", cache)
    made = outputs(assembly, final=False)
    if assembly.draft is None:
        assert not made
        return
    said = paper.comments(next(iter(made.values())))
    told = [one for one in assembly.outcome.diagnostics if one.severity is not Severity.NOTE]
    assert len(said) == len(told)
    for about, words in said:
        assert about
        assert not [hit.group() for pattern in (CODE, PATH, ID) for hit in pattern.finditer(words)], words
