"""One row of a filled sheet: a confirmation, or what is wrong with it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from report_kit.confirm.codes import C101, C102, C103, C104, C106, C108, C110
from report_kit.confirm.entry import Figure, NotGiven, day_in, figure_in
from report_kit.confirm.layout import DATE, FIGURE, ID, NAME, REMARK
from report_kit.diagnostics import Diagnostic, Message, Severity, msg, shortened
from report_kit.facts.values import Ordinal, Pending, Quantity, Value
from report_kit.workbook import CellPlace, cell_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_kit.confirm.grid import Record
    from report_kit.facts.model import Fact, FactKey
    from report_kit.report import Report
    from report_kit.workbook import Cell


class Filled(NamedTuple):
    """A figure that a department gave.

    ``fact`` is the fact's label, ``figure`` the entry as made with the unit of its row, ``value`` what it is worth;
    ``by`` who entered it, for the department ``owner`` (empty: not known), ``on`` the day as 2024-01-15. ``place`` is
    its cell, ``file`` and ``sha256`` the name of the workbook and the hash of its bytes.
    """

    fact: str
    figure: str
    value: Value
    by: str
    owner: str
    on: str
    remark: str
    file: str
    sha256: str
    place: CellPlace


class Source(NamedTuple):
    """The sheet being read and what its rows are held against. ``labels`` are the facts by label."""

    path: str
    file: str
    sha256: str
    sheet: str
    owner: str
    report: Report
    labels: Mapping[str, FactKey]
    units: frozenset[str]

    def at(self, record: Record, head: str) -> CellPlace:
        """The place of a cell of a row, by the head of its column."""
        return cell_place(self.path, self.sheet, record.row, record.columns.get(head, record.columns[ID]))


def unit_asked(fact: Fact, value: Value | None) -> str:
    """The unit that a figure for a fact is given in, its scale included: 万元 for 109.23万元."""
    match value:
        case Quantity():
            return value.scale + value.unit
        case Ordinal() | Pending():
            return value.unit or fact.unit
        case _:
            return fact.unit


def judged(source: Source, record: Record, label: str) -> Iterator[Filled | Diagnostic]:
    """The confirmation a row holds, and what is wrong with it or worth a remark. Nothing for a row not filled in."""
    place = source.at(record, FIGURE)
    if record.figure is None and not record.merged:
        if record.remark is not None:
            key = source.labels.get(label)
            words = msg(
                "{what}没有填核实数，备注写着：{remark}",
                what=source.report.facts[key].what if key is not None else label,
                remark=shortened(_words(record.remark), 200),
            )
            yield C110.at(source.at(record, REMARK), words, facts=_known(source, label))
        return
    key = source.labels.get(label)
    if key is None:
        yield _unknown(source, record, label)
        return
    fact = source.report.facts[key]
    if record.merged:
        words = msg("{what}的核实数和别的格合并了，说不清是哪一行的", what=fact.what)
        yield C106.at(place, words, facts=(label,), hint=msg("取消合并，每行分别填"))
        return
    assert record.figure is not None
    formulas = list(_formulas(source, record, label))
    if formulas:
        yield from formulas
        return
    if record.hidden:
        words = msg("这一行是隐藏的，{what}照样读了", what=fact.what)
        yield C108.at(place, words, facts=(label,))
    worth = source.report.values.get(key, fact.value)
    unit = record.unit.text.strip() if record.unit is not None else unit_asked(fact, worth)
    figure = figure_in(record.figure, unit, worth, source.units)
    if isinstance(figure, NotGiven):
        words = msg("{what}填的是“{text}”，算作还没有核实", what=fact.what, text=figure.text)
        yield C102.at(place, words, facts=(label,), severity=Severity.NOTE)
    elif isinstance(figure, Figure):
        yield from _signed(source, record, label, figure)
    else:
        words = msg(
            "{what}填的“{text}”没有读懂：{reason}",
            what=fact.what,
            text=shortened(record.figure.text),
            reason=figure.message,
        )
        yield C102.at(place, words, facts=(label,), hint=figure.hint)


def _signed(source: Source, record: Record, label: str, figure: Figure) -> Iterator[Filled | Diagnostic]:
    """A figure counts only with who gave it and when."""
    what = source.report.facts[source.labels[label]].what
    missing = [head for head, cell in ((NAME, record.name), (DATE, record.date)) if cell is None]
    on = day_in(record.date) if record.date is not None else ""
    if missing:
        words = msg(
            "{what}填了 {figure}，没有填{heads}，没有记下", what=what, figure=figure.text, heads="和".join(missing)
        )
        hint = msg("补上再交；上下几行是同一个人填的，每行都要填")
        yield C103.at(source.at(record, missing[0]), words, facts=(label,), hint=hint)
    elif isinstance(on, Message):
        words = msg("{what}填了 {figure}，日期没有读懂，没有记下：{reason}", what=what, figure=figure.text, reason=on)
        yield C103.at(source.at(record, DATE), words, facts=(label,), hint=msg("日期写成 2024-01-15"))
    else:
        assert record.name is not None
        fact = source.report.facts[source.labels[label]]
        yield Filled(
            label,
            figure.text,
            figure.value,
            " ".join(record.name.text.split()),
            source.owner or fact.owner,
            on,
            _words(record.remark) if record.remark is not None else "",
            source.file,
            source.sha256,
            source.at(record, FIGURE),
        )


def _words(cell: Cell) -> str:
    """A remark as typed, also one that Excel took for a formula (=见附表)."""
    return cell.text.strip() if cell.formula is None else f"={cell.formula.strip()}"


def _formulas(source: Source, record: Record, label: str) -> Iterator[Diagnostic]:
    what = source.report.facts[source.labels[label]].what
    cells: tuple[tuple[str, Cell | None], ...] = (
        (FIGURE, record.figure),
        (NAME, record.name),
        (DATE, record.date),
    )
    for head, cell in cells:
        if cell is not None and cell.formula is not None:
            formula = shortened(cell.formula.strip() or "…")
            if cell.text:
                words = msg(
                    "{what}的{head}是公式 ={formula}，上次算出的是 {result}，没有采用",
                    what=what,
                    head=head,
                    formula=formula,
                    result=shortened(cell.text),
                )
            else:
                words = msg(
                    "{what}的{head}是公式 ={formula}，文件里没有存它的结果，没有采用",
                    what=what,
                    head=head,
                    formula=formula,
                )
            yield C101.at(
                source.at(record, head), words, facts=(label,), hint=msg("直接填写，或者复制后用“选择性粘贴—数值”")
            )


def _known(source: Source, label: str) -> tuple[str, ...]:
    return (label,) if label in source.labels else ()


def _unknown(source: Source, record: Record, label: str) -> Diagnostic:
    """A figure for a fact that the data do not have (any more): told with its figure, so that it is not lost."""
    figure = shortened(record.figure.text) if record.figure is not None else ""
    words = msg("数据里没有 {fact}，填的 {figure} 没有记下", fact=label, figure=figure)
    later = next((name for name, key in source.labels.items() if _was(source.report.facts[key], label)), None)
    near = get_close_matches(label, source.labels, n=1, cutoff=0.8)
    if source.report.may_be_lost(label):
        hint = msg("数据文件现在没有读全，先改正里面的错误，再读一次这份核数表")
    elif later is not None:
        hint = msg("它现在叫 {fact}，请用新生成的核数表填", fact=later)
    elif near:
        hint = msg("是不是改名叫 {fact} 了？请用新生成的核数表填", fact=near[0])
    else:
        hint = msg("这项数据生成核数表之后删去了；还要用的，请先恢复数据")
    return C104.at(source.at(record, ID), words, hint=hint)


def _was(fact: Fact, label: str) -> bool:
    """Whether a fact says it was called so before, by its whole id or by its last name in the same place."""
    return bool(fact.was) and label in (fact.was, f"{fact.id.rpartition('.')[0]}.{fact.was}")
