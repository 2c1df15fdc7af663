"""Bodies, tables and controls with tracked changes: rows that came or went, cells compared one by one."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from report_kit.ooxml.redline.aligning import Group, Pair, aligned, grouped
from report_kit.ooxml.redline.changing import judged
from report_kit.ooxml.redline.elements import made
from report_kit.ooxml.redline.model import (
    Content,
    Control,
    Format,
    HunkPlace,
    Paragraph,
    Revision,
    Row,
    Table,
    local,
    w,
)
from report_kit.ooxml.redline.reading import child

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from report_kit.ooxml.redline.model import Block
    from report_kit.ooxml.redline.writing import Writer

_EMPTY = Content([], [])


class Builder:
    """Builds the content of a body, cell or control from both documents."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.unwrapped = False

    def content(self, old: Content, new: Content, *, told: bool = True, by: Revision | None = None) -> list[_Element]:
        """The blocks of both, with what changed marked, and the marks behind the last."""
        built: list[_Element] = []
        for one in grouped(old, new):
            if isinstance(one, Group):
                built += self._writer.group(one, told=told, by=by)
            else:
                built += self._writer.rest()
                built += self._pair(one, told=told, by=by)
        return [*built, *self._writer.rest(), *(deepcopy(mark) for mark in new.tail)]

    def _pair(self, pair: Pair, *, told: bool, by: Revision | None) -> list[_Element]:
        block = pair.new or pair.old
        before = [deepcopy(mark) for mark in pair.new.before] if pair.new else []
        if pair.old and pair.new and pair.old.full == pair.new.full:
            return [*before, pair.new.element]
        if isinstance(block, Control):
            return [*before, *self._control(pair, told=told, by=by)]
        old, new = pair.old, pair.new
        assert old is None or isinstance(old, Table)
        assert new is None or isinstance(new, Table)
        if old and new and old.plain and new.plain:
            return [*before, self._table(old, new, told=told)]
        found = [self._lone(one, gone=one is old, told=told, by=by) for one in (old, new) if one]
        return [*before, *found]

    def _control(self, pair: Pair, *, told: bool, by: Revision | None) -> list[_Element]:
        """A control that both have is kept; else its content stands without it, since controls cannot be tracked."""
        old = pair.old.content if isinstance(pair.old, Control) else _EMPTY
        new = pair.new.content if isinstance(pair.new, Control) else _EMPTY
        built = self.content(old, new, told=told, by=by)
        if pair.old is None or pair.new is None:
            self.unwrapped = True
            return built
        control = deepcopy(pair.new.element)
        inner = child(control, "sdtContent")
        if inner is None:
            return built
        for one in list(inner):
            inner.remove(one)
        inner.extend(built)
        return [control]

    def _lone(self, table: Table, *, gone: bool, told: bool, by: Revision | None) -> _Element:
        """A table that came or went, as one hunk."""
        remark = self._remark(table, gone=gone, kind="table") if told else None
        rows = [self._one_row(row, gone=gone, by=by) for row in table.rows]
        element = _shell(table.element)
        for row in rows:
            element.extend(row)
        return _remarked(element, remark)

    def _table(self, old: Table, new: Table, *, told: bool) -> _Element:
        element = _shell(new.element)
        properties = child(element, "tblPr")
        if old.properties.key != new.properties.key:
            if properties is None:
                properties = made("tblPr")
                element.insert(0, properties)
            self._changed(properties, old.properties, "tblPr")
        grid = child(element, "tblGrid")
        if grid is not None and old.grid.key != new.grid.key:
            change = made("tblGridChange", id="0")
            change.append(_copy(old.grid, "tblGrid"))
            grid.append(change)
        for before, after in aligned(old.rows, new.rows):
            element.extend(self._rows(before, after, told=told))
        return element

    def _rows(self, old: Row | None, new: Row | None, *, told: bool) -> Iterator[_Element]:
        """A row of either table, or of both."""
        if old is None or new is None:
            yield from self._lone_row(old, new, told=told)
        elif old.full == new.full:
            yield new.element
        elif old.exception.key != new.exception.key:
            yield from self._lone_row(old, None, told=told)
            yield from self._lone_row(None, new, told=told)
        else:
            status, by = judged(old, new)
            if status == "plain":
                yield self._row(old, new, told=told)
            elif status == "dropped":
                self._writer.dropped = True
            else:
                row, gone = (old, True) if status == "del" else (new, False)
                yield from self._one_row(row, gone=gone, by=by)

    def _lone_row(self, old: Row | None, new: Row | None, *, told: bool) -> Iterator[_Element]:
        """A row of one table only, as a hunk."""
        one = old or new
        assert one is not None
        remark = self._remark(one, gone=old is not None, kind="row") if told and one.revision is None else None
        for element in self._one_row(one, gone=old is not None, by=None):
            yield _remarked(element, remark)

    def _one_row(self, row: Row, *, gone: bool, by: Revision | None) -> Iterator[_Element]:
        """A row that came or went, with a mark on itself and on each paragraph in it."""
        status, own = judged(row if gone else None, None if gone else row)
        if status == "dropped":
            self._writer.dropped = True
            return
        by = by or own
        element = self._writer.imports.taken(_shell(row.element)) if gone else _shell(row.element)
        properties = child(element, "trPr")
        if properties is None:
            properties = made("trPr")
            exception = child(element, "tblPrEx")
            element.insert(0 if exception is None else 1, properties)
        _unmarked(element)
        properties.append(self._writer.author.tracked(status, by))
        for cell in row.cells:
            inner = _shell(cell.element)
            inner = self._writer.imports.taken(inner) if gone else inner
            sides = (cell.content, _EMPTY) if gone else (_EMPTY, cell.content)
            inner.extend(self.content(*sides, told=False, by=by))
            element.append(inner)
        yield element

    def _row(self, old: Row, new: Row, *, told: bool) -> _Element:
        element = _unmarked(_shell(new.element))
        if old.properties.key != new.properties.key:
            properties = child(element, "trPr")
            if properties is None:
                properties = made("trPr")
                element.insert(0 if child(element, "tblPrEx") is None else 1, properties)
            self._changed(properties, old.properties, "trPr")
        for before, after in zip(old.cells, new.cells, strict=True):
            cell = _shell(after.element)
            if before.properties.key != after.properties.key:
                properties = child(cell, "tcPr")
                if properties is None:
                    properties = made("tcPr")
                    cell.insert(0, properties)
                self._changed(properties, before.properties, "tcPr")
            cell.extend(self.content(before.content, after.content, told=told))
            element.append(cell)
        return element

    def _changed(self, properties: _Element, was: Format, name: str) -> None:
        """What the properties of a table, row or cell were, behind what they are."""
        for one in properties.findall(w(name + "Change")):
            properties.remove(one)
        change = self._writer.author.tracked(name + "Change")
        change.append(_copy(was, name))
        properties.append(change)

    def _remark(self, item: Table | Row, *, gone: bool, kind: str) -> str | None:
        """The number of the comment on a row or table, which is counted as a hunk."""
        found = list(_paragraphs([item]))
        words = "\n".join(one.text for one in found)
        number = found[0].number if found else None
        place = HunkPlace(
            kind,  # type: ignore[arg-type]
            number if gone else None,
            None if gone else number,
            words if gone else "",
            "" if gone else words,
            words if gone else "",
            "" if gone else words,
        )
        text = self._writer.comments.told(place)
        return self._writer.comments.number(text) if text else None


def _shell(element: _Element) -> _Element:
    """A table, row or cell without its rows, cells or paragraphs: its properties only."""
    shell = made(local(element))
    for name, value in element.items():
        shell.set(name, value)
    shell.extend([deepcopy(one) for one in element if local(one) in _PROPERTIES])
    return shell


_PROPERTIES = frozenset(("tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr"))


def _unmarked(row: _Element) -> _Element:
    """A row without the revisions it carries."""
    properties = child(row, "trPr")
    for one in list(properties) if properties is not None else ():
        if properties is not None and local(one) in ("ins", "del", "trPrChange"):
            properties.remove(one)
    return row


def _copy(form: Format, name: str) -> _Element:
    return deepcopy(form.element) if form.element is not None else made(name)


def _paragraphs(items: Sequence[Table | Row | Block]) -> Iterator[Paragraph]:
    """The paragraphs of tables, rows and blocks, in order."""
    for item in items:
        if isinstance(item, Paragraph):
            yield item
        elif isinstance(item, Table):
            yield from _paragraphs(item.rows)
        elif isinstance(item, Row):
            for cell in item.cells:
                yield from _paragraphs(cell.content.blocks)
        else:
            yield from _paragraphs(item.content.blocks)


def _remarked(element: _Element, number: str | None) -> _Element:
    """A row or table with a comment on its first paragraph."""
    paragraph = next(element.iter(w("p")), None)
    if number is None or paragraph is None:
        return element
    start = 1 if child(paragraph, "pPr") is not None else 0
    paragraph.insert(start, made("commentRangeStart", id=number))
    paragraph.append(made("commentRangeEnd", id=number))
    run = made("r")
    run.append(made("commentReference", id=number))
    paragraph.append(run)
    return element
