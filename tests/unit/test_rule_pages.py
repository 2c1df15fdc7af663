"""Every page of docs/rules is a test: its wrong examples print exactly what it says, the others nothing.

A page shows each example in a block of its own::

    ```yaml wrong    must give exactly the lines of the next ```text block
    ```yaml right    and  ```yaml near    must give nothing, or exactly the lines of a ```text block right behind

A block is the body of one item of a chapter; places in it count from its own first line and column and are
printed as ``item.yaml:2:14``. Or it holds whole files, each behind a line ``# file: data/2023/key_work.yaml``;
a report.yaml that declares them is added unless one is among them. Where a body has no sentences, one is added
that shows every fact of it. A block ``audit wrong`` (right, near) is a document of others, ``text.txt``, about the
year 2023, of 29 January 2024.

A page is judged by the problems of its own family; those of rules by all problems there are. What needs a Word
template (W), the look of a Word file (G) or a file system is described without such blocks and tested where it lives.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from report_kit.diagnostics import Location, in_order
from report_kit.facts.terms import Terms
from report_kit.facts.values import Date
from report_kit.flows.pipeline import assemble
from report_kit.layout import CODES as LAYOUT_CODES
from report_kit.load import DiskFiles, load_terms
from report_kit.load import codes as load_codes
from report_kit.load.fact import BOUNDS, FORMULAS
from report_kit.read import codes as read_codes
from report_kit.read import read_lines
from report_kit.read.document import Line
from report_kit.render import codes as render_codes
from report_kit.resolve import codes as resolve_codes
from report_kit.rules import CODES, RULES, Subject, check_draft
from report_kit.show.as_text import headline
from report_kit.write import codes as write_codes
from tests.unit.load.project import MemoryFiles

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "rules").glob("[A-Z][0-9]*.md"))
ALL_CODES = (
    *load_codes.CODES,
    *resolve_codes.CODES,
    *render_codes.CODES,
    *write_codes.CODES,
    *read_codes.CODES,
    *LAYOUT_CODES,
    *CODES,
)
UNREAD = "FRWG"
BUILT = ("P303",)
"""Rules that compare a Word file with what was built: tested where they live."""

_BLOCK = re.compile(
    r"^```(?P<kind>(?:yaml|audit) (?:wrong|right|near)|text)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
_FILE = re.compile(r"^# file: (\S+)\n", re.MULTILINE)
_FACT = re.compile(r"^  ([^\W\d]\w*):", re.MULTILINE)

ITEM = "data/2023/item.yaml"
BEFORE = "items:\n- id: item\n  title: 一项工作\n"
REPORT = """\
unit: XX市民政局
title: "{{{{ unit }}}}{{{{ year }}}}年工作总结"
date: 2024年1月29日
masked: [XX市]
chapters:
{chapters}"""


class Example(NamedTuple):
    """One block of a page and the lines it must print."""

    page: Path
    number: int
    kind: str
    body: str
    expected: list[str]
    foreign: bool = False


def examples(page: Path) -> list[Example]:
    """The blocks of a page, each with what is said to be printed."""
    blocks = [(match["kind"], match["body"], match.end()) for match in _BLOCK.finditer(page.read_text("utf-8"))]
    found = []
    for number, (kind, body, _) in enumerate(blocks, 1):
        if kind != "text":
            after = blocks[number] if number < len(blocks) else ("", "", 0)
            printed = after[1].splitlines() if after[0] == "text" else []
            form, _, verdict = kind.partition(" ")
            found.append(Example(page, number, verdict, body, printed, foreign=form == "audit"))
    return found


def files_of(body: str, *, sentences: bool) -> dict[str, str]:
    """The project an example stands for."""
    parts = _FILE.split(body)
    if len(parts) > 1:
        files = dict(zip(parts[1::2], parts[2::2], strict=True))
    else:
        shown = re.search(r"^(?:text|points|groups|after):", body, re.MULTILINE)
        names = _FACT.findall(re.sub(r"^(?!facts:|  ).*\n", "", body, flags=re.MULTILINE))
        lines = body.splitlines()
        if sentences and names and not shown:
            lines += ["text: |", "  " + "，".join(f"{name}{{{{ {name} }}}}" for name in names) + "。"]
        files = {ITEM: BEFORE + "".join(f"  {line}\n" if line else "\n" for line in lines)}
    if not any(path.endswith("/report.yaml") for path in files):
        entries = [
            f"- {{id: {Path(path).stem}, title: {'计划' if '/2024/' in path else '工作'}"
            f"{', year: next' if '/2024/' in path else ''}}}\n"
            for path in files
            if path.startswith("data/202")
        ]
        files["data/2023/report.yaml"] = REPORT.format(chapters="".join(entries))
    return files


def printed(files: dict[str, str], code: str, cache: Path) -> list[str]:
    """The headlines of all problems that count for a page, places in the item's body counted from its start."""
    family = code[0]
    preview = any(one.preview for one in RULES if one.code.code == code and one.data is None)
    assembly = assemble(MemoryFiles(files), 2023, ROOT / "templates", cache, preview=preview)
    lines = []
    for found in assembly.outcome.diagnostics:
        if family in UNREAD and found.code[0] != family:
            continue
        line = headline(found)
        place = found.location
        if place is not None and place.path == ITEM and files.get(ITEM, "").startswith(BEFORE):
            line = line.replace(str(place), f"item.yaml:{place.line - 3}:{place.column - 2}", 1)
        lines.append(line)
    return lines


def audited(text: str, family: str = "") -> list[str]:
    """The headlines of all problems in a document of others; on the pages about wording (T) of those of wording."""
    lines = [Line(line, Location("text.txt", number)) for number, line in enumerate(text.splitlines(), 1)]
    reading = read_lines("text.txt", lines, year=2023, date=Date("2024年1月29日", 2024, 1, 29))
    terms = load_terms(DiskFiles(ROOT)).terms if family == "T" else Terms()
    subject = Subject(reading.report).on(reading.draft, terms)
    found = in_order(check_draft(subject, preview=True))
    return [headline(one) for one in found if family != "T" or one.code[0] == "T"]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


EXAMPLES = [example for page in PAGES for example in examples(page)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.page.stem[:4]}-{one.number}-{one.kind}")
def test_an_example_prints_what_its_page_says(example: Example, cache: Path) -> None:
    code = example.page.name[:4]
    if example.foreign:
        assert audited(example.body, code[0]) == example.expected
        return
    assert printed(files_of(example.body, sentences=code[0] != "F"), code, cache) == example.expected


@pytest.mark.parametrize("page", [page for page in PAGES if examples(page)], ids=lambda page: page.stem)
def test_the_wrong_examples_show_the_code_of_the_page(page: Path) -> None:
    code, name = page.stem[:4], page.stem[5:]
    shown = [any(f" {code} {name}: " in line for line in one.expected) for one in examples(page) if one.kind == "wrong"]
    assert any(shown) if code[0] in UNREAD else all(shown)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_its_parts(page: Path) -> None:
    text = page.read_text("utf-8")
    code, _, name = page.stem.partition("-")
    assert re.match(rf"# {code} {name}：\S.+\n", text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["为什么", "错误的写法", "正确的写法", "相近而不报"]
    kinds = {one.kind for one in examples(page)}
    assert kinds == {"wrong", "right", "near"} or code[0] in UNREAD or code in BUILT


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {page.stem for page in PAGES} == {f"{code.code}-{code.name}" for code in ALL_CODES}


def test_codes_and_names_are_given_once() -> None:
    assert len({code.code for code in ALL_CODES}) == len(ALL_CODES)
    assert len({code.name for code in ALL_CODES}) == len(ALL_CODES)


def test_every_formula_and_bound_is_judged_by_a_rule() -> None:
    assert {kind for one in RULES for kind in one.kinds} == {*FORMULAS, *BOUNDS}


def test_every_rule_says_what_it_checks() -> None:
    silent = [one.code.code for one in RULES if not (one.data or one.text).__doc__]
    assert silent == []


def test_the_runner_sees_what_is_not_as_the_page_says(cache: Path) -> None:
    body = "facts:\n  合计: {is: 12家, sum: [甲, 乙], closed: yes}\n  甲: 9家\n  乙: 1家\n"
    lines = printed(files_of(body, sentences=True), "N120", cache)
    assert lines
    assert lines[0].startswith("item.yaml:2:12: error N120 sum-mismatch: ")
