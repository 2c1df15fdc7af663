"""A filled workbook → the figures entered in it, and every problem of it with sheet and cell.

Rows are known by the code under 编号 and columns by their heads, so sheets may have been sorted, widened, copied or
saved by another program. One bad cell costs one entry, one bad sheet costs that sheet.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from report_kit.confirm.codes import C001, C002, C003, C107, C109, C111, C112
from report_kit.confirm.grid import Unclear, records
from report_kit.confirm.layout import FIGURE, ID, KIND, OWNER, UNOWNED, VERSION
from report_kit.confirm.row import Filled, Source, judged
from report_kit.diagnostics import Diagnostic, Location, Message, msg, shortened
from report_kit.ooxml.package import PackageProblem
from report_kit.workbook import cell_place, read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_kit.confirm.grid import Record
    from report_kit.report import Report
    from report_kit.workbook import SheetRead, WorkbookRead

_CODE = re.compile(r"([0-9]{4})/(.+)")
_DIGITS = re.compile("[0-9]{1,9}")


class FilledRead(NamedTuple):
    """What was read of a file. ``readable`` False: nothing was, and the problems say why."""

    filled: tuple[Filled, ...]
    diagnostics: tuple[Diagnostic, ...]
    readable: bool = True


def read_filled(file: str, data: bytes, report: Report, units: frozenset[str]) -> FilledRead:
    """The entries in the bytes of a workbook called ``file``, for facts of ``report``; never raises for its content.

    ``units`` are those the office knows.
    """
    whole = Location(file, 1)
    book = read_workbook(data)
    if isinstance(book, PackageProblem):
        return FilledRead((), (C001.at(whole, book.message, hint=book.hint),), readable=False)
    refused = _refused(whole, book, report.year)
    if refused is not None:
        return FilledRead((), (refused,), readable=False)
    name, sha256 = file.replace("\\", "/").rpartition("/")[2], hashlib.sha256(data).hexdigest()
    labels = {report.label(key): key for key in report.facts}
    filled: list[Filled] = []
    found = [C111.at(whole, words, hint=msg("其余内容照常读取")) for words in book.extras]
    ours = False
    for sheet in book.sheets:
        if sheet.problem is not None:
            place = cell_place(file, sheet.name, 1, 1)
            found.append(C112.at(place, sheet.problem, hint=msg("别的工作表照常读取；这一张请对方重新存一份")))
            ours = True
            continue
        source = Source(file, name, sha256, sheet.name, _owner(sheet), report, labels, units)
        for one in _entries(source, sheet):
            ours = True
            if isinstance(one, Filled):
                filled.append(one)
            elif isinstance(one, Diagnostic):
                found.append(one)
    if not ours:
        found.append(_not_ours(whole, report.year))
    return FilledRead(tuple(filled), tuple(found), readable=ours)


def _refused(whole: Location, book: WorkbookRead, year: int) -> Diagnostic | None:
    """Why a workbook that says what it is, is none to be read."""
    marks = next(filter(None, map(_marks, book.sheets)), None)
    if marks is None:
        return None
    version = marks.get("version", "")
    if _DIGITS.fullmatch(version) and int(version) > VERSION:
        return C002.at(whole, msg("这份核数表是由更新的 report-kit 生成的"), hint=msg("请升级 report-kit 再读取"))
    if marks.get("year", str(year)) != str(year):
        return _other_year(whole, marks["year"], year)
    return None


def _marks(sheet: SheetRead) -> Mapping[str, str] | None:
    """What a workbook says of itself on its hidden sheet."""
    first = sheet.cells.get((1, 1)), sheet.cells.get((1, 2))
    if [cell.text if cell else "" for cell in first] != ["kind", KIND]:
        return None
    return {
        cell.text: sheet.cells[row, 2].text
        for (row, column), cell in sheet.cells.items()
        if column == 1 and (row, 2) in sheet.cells
    }


def _not_ours(whole: Location, year: int) -> Diagnostic:
    words = msg("里面没有核数表：找不到“{id}”和“{figure}”两栏", id=ID, figure=FIGURE)
    return C002.at(whole, words, hint=_made_by(year))


def _other_year(place: Location, theirs: str, ours: int) -> Diagnostic:
    words = msg("这是{theirs}年的核数表，不是{ours}年的，没有读取", theirs=shortened(theirs), ours=ours)
    return C003.at(place, words, hint=_made_by(ours))


def _made_by(year: int) -> Message:
    return msg("请用 report sheet {year} 生成的核数表", year=year)


def _owner(sheet: SheetRead) -> str:
    """The department that stands above the table; empty if none does or it was not known."""
    for (row, _), cell in sorted(sheet.cells.items()):
        if row > 20:
            break
        if cell.text.startswith(OWNER):
            owner = cell.text.removeprefix(OWNER).strip()
            return "" if owner == UNOWNED else owner
    return ""


def _entries(source: Source, sheet: SheetRead) -> Iterator[Filled | Diagnostic | None]:
    """What each row of a sheet gives: an entry, problems, or None for a row that is ours and was left open."""
    told_year = False
    for record in records(sheet):
        if isinstance(record, Unclear):
            yield _unclear(source, record)
            continue
        match = _CODE.fullmatch(record.code)
        if match is None:
            if record.figure is not None:
                yield _nameless(source, record)
        elif int(match[1]) != source.report.year:
            if not told_year:
                yield _other_year(source.at(record, ID), match[1], source.report.year)
            told_year = True
        else:
            yield None
            yield from judged(source, record, match[2])


def _nameless(source: Source, record: Record) -> Diagnostic:
    assert record.figure is not None
    figure = shortened(record.figure.text)
    if record.code:
        words = msg("编号“{code}”不完整，填的 {figure} 没有记下", code=shortened(record.code), figure=figure)
    else:
        words = msg("这一行没有编号，填的 {figure} 没有记下", figure=figure)
    hint = msg("编号是核对的依据，不能改；要增加的数，写在备注里或者告诉综合科")
    return C109.at(source.at(record, FIGURE), words, hint=hint)


def _unclear(source: Source, heads: Unclear) -> Diagnostic:
    place = cell_place(source.path, source.sheet, heads.row, heads.column)
    if heads.twice:
        words = msg("有两栏都叫“{head}”，这张表没有读", head=heads.twice[0])
        return C107.at(place, words, hint=msg("删去多出来的一栏，或者给它换个表头"))
    words = msg("缺少“{heads}”，这张表没有读", heads="”“".join(heads.missing))
    return C107.at(place, words, hint=msg("表头请照原样写：{heads}", heads="、".join(heads.missing)))
