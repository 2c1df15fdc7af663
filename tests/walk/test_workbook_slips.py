"""Slips of departments in a workbook of a finished year: each told by its rule at its cell, the rest still read."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.confirm.offices import opened, place_of, saved
from tests.unit.workbook.files import MACRO, PLAIN, sheet, workbook, zipped
from tests.walk.walking import Project, answered, begun

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BEDS = "elderly_and_children.床位"


def typed(head: str, value: object) -> Callable[[Any], None]:
    """The cell under a head, in the row of the beds, holding something else."""

    def put(book: Any) -> None:
        page, row, columns = place_of(book, BEDS)
        page.cell(row, columns[head]).value = value

    return put


def _merged(book: Any) -> None:
    page, row, columns = place_of(book, BEDS)
    page.merge_cells(start_row=row, end_row=row + 1, start_column=columns["核实数"], end_column=columns["核实数"])


def _hidden(book: Any) -> None:
    page, row, _ = place_of(book, BEDS)
    page.row_dimensions[row].hidden = True


def _head_renamed(book: Any) -> None:
    page, row, columns = place_of(book, BEDS)
    head = next(line for line in range(1, row) if page.cell(line, columns["核实数"]).value == "核实数")
    page.cell(head, columns["核实数"]).value = "本科室数"


def _twice(book: Any) -> None:
    page, _, columns = place_of(book, BEDS)
    for head, value in (
        ("编号", f"2024/key_work.{BEDS}"),
        ("核实数", "741张"),
        ("姓名", "虚构甲"),
        ("日期", "2025-01-11"),
    ):
        page.cell(page.max_row + (head == "编号"), columns[head]).value = value


def _without_id(book: Any) -> None:
    page, _, columns = place_of(book, BEDS)
    page.cell(page.max_row + 1, columns["核实数"]).value = "25张"


def _remark_alone(book: Any) -> None:
    page, row, columns = place_of(book, BEDS)
    page.cell(row, columns["核实数"]).value = None
    page.cell(row, columns["备注"]).value = "口径变了"


SLIPS = {
    "C101": typed("核实数", "=500+240"),
    "C102": typed("核实数", "属实"),
    "C103": typed("姓名", None),
    "C104": typed("编号", "2024/key_work.elderly_and_children.床铺"),
    "C105": _twice,
    "C106": _merged,
    "C107": _head_renamed,
    "C108": _hidden,
    "C109": _without_id,
    "C110": _remark_alone,
}


@pytest.fixture(scope="module")
def sent_out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, bytes]:
    """A finished year with nothing confirmed, and its workbook filled in right."""
    project = begun(tmp_path_factory.mktemp("asked") / "project")
    return project, (project.root / answered(project)).read_bytes()


def read_in(sent_out: tuple[Project, bytes], folder: Path, data: bytes) -> tuple[str, int]:
    """What ``report confirm`` says of a workbook, and how many figures it kept."""
    project = sent_out[0].copy(folder)
    (folder / "科室.xlsx").write_bytes(data)
    said = project.report("confirm", "2024", str(folder / "科室.xlsx"))
    kept = project.root / "data/2024/confirmations.yaml"
    return said.text, kept.read_text(encoding="utf-8").count("{fact:") if kept.exists() else 0


def test_a_workbook_filled_in_right_is_read_without_a_word(sent_out: tuple[Project, bytes], tmp_path: Path) -> None:
    text, kept = read_in(sent_out, tmp_path, sent_out[1])
    assert re.findall(r" (C\d+) ", text) == []
    assert kept == 102


@pytest.mark.parametrize("code", SLIPS)
def test_a_slip_is_told_at_its_cell(code: str, sent_out: tuple[Project, bytes], tmp_path: Path) -> None:
    book = opened(sent_out[1])
    SLIPS[code](book)
    text, kept = read_in(sent_out, tmp_path, saved(book))
    assert re.search(rf"科室\.xlsx!养老服务科(![A-Z]+\d+)?: \w+ {code} ", text), text
    assert kept >= 102 - 19  # at worst the sheet of this department is lost


def with_part(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with bytes of a part replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert old in found[part]
    return zipped(found | {part: found[part].replace(old, new)})


WHOLE: dict[str, tuple[Callable[[bytes], bytes], int]] = {
    "C001": (lambda data: data[: len(data) // 2], 0),
    "C002": (lambda _: workbook(sheet("<row/>")), 0),
    "C003": (lambda data: with_ids(data, "2023/"), 0),
    "C111": (lambda data: with_part(data, "[Content_Types].xml", PLAIN.encode(), MACRO.encode()), 102),
    "C112": (lambda data: with_part(data, "xl/worksheets/sheet2.xml", b"</sheetData>", b""), 92),
}
"""What is wrong with a whole file or sheet, and how many figures are read all the same."""


def with_ids(data: bytes, year: str) -> bytes:
    """The workbook as it would be if it had been made for another year."""
    book = opened(data)
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if str(cell.value).startswith("2024/"):
                    cell.value = str(cell.value).replace("2024/", year)
    return saved(book)


@pytest.mark.parametrize("code", WHOLE)
def test_a_file_that_is_wrong_is_told(code: str, sent_out: tuple[Project, bytes], tmp_path: Path) -> None:
    spoil, read = WHOLE[code]
    text, kept = read_in(sent_out, tmp_path, spoil(sent_out[1]))
    assert re.search(rf"科室\.xlsx\S*: \w+ {code} ", text), text
    assert kept == read
