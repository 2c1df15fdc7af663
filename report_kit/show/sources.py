"""数字来源表.xlsx: where each figure of a report stands, what it follows from, who answers for it, file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Coverage, Message, Translate, msg
from report_kit.report import LAST_YEAR
from report_kit.show.as_text import coverage_line
from report_kit.workbook import Column, Sheet, sheet_name, write_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_kit.indicators import IndicatorRow
    from report_kit.show.facts import FactEntry, RelationEntry

    Say = Callable[[Message], str]


class FigureRow(NamedTuple):
    """A fact, and one place where the report shows it: ``sentence[start:end]`` below these headings.

    The sentence is empty where the report does not show the fact.
    """

    fact: FactEntry
    headings: tuple[str, ...] = ()
    sentence: str = ""
    start: int = 0
    end: int = 0


class Sources(NamedTuple):
    """What the workbook on the report on a year holds. ``title`` is the report's, empty if it could not be made."""

    year: int
    title: str
    shown: tuple[FigureRow, ...]
    rest: tuple[FigureRow, ...]
    indicators: tuple[IndicatorRow, ...]
    coverage: Coverage | None = None


def sources_workbook(sources: Sources, translate: Translate | None = None) -> bytes:
    """The workbook; the same report gives the same bytes. Its words are in the language of ``translate``.

    A sheet of the figures printed, one of facts that are not, and one of the indicators if there are any.
    """

    def say(words: Message) -> str:
        return words.text(translate)

    asked = any(row.fact.confirmed for row in (*sources.shown, *sources.rest))
    title = sources.title or say(msg("{year}年报告", year=sources.year))
    lines = [say(msg("数字来源表：{title}", title=title))]
    if sources.coverage is not None:
        lines.append(coverage_line(sources.coverage, translate))
    lines.append(say(msg("【】里是这一行的数字；“怎样得来”用写在数据里的算法复算；“写在”是数据文件和行号。")))
    printed = Sheet(
        sheet_name(say(msg("正文里的数字"))),
        _columns(say, shown=True),
        tuple((str(number), *_row(say, row, shown=True, asked=asked)) for number, row in enumerate(sources.shown, 1)),
        tuple(lines),
    )
    rest = Sheet(
        sheet_name(say(msg("没有写进正文的数字"))),
        _columns(say, shown=False),
        tuple((str(number), *_row(say, row, shown=False, asked=asked)) for number, row in enumerate(sources.rest, 1)),
        (say(msg("没有写进正文、只供核对和比较的数字")),),
    )
    sheets = [printed, *([rest] if sources.rest else []), *([_indicators(say, sources)] if sources.indicators else [])]
    return write_workbook(sheets, lines[0])


def _columns(say: Say, *, shown: bool) -> tuple[Column, ...]:
    place = (Column(say(msg("章节")), 22), Column(say(msg("所在的句子")), 46)) if shown else ()
    return (
        Column(say(msg("序号")), 5, "centre"),
        *place,
        Column(say(msg("数字")), 14, "centre"),
        Column(say(msg("名目")), 18),
        Column(say(msg("怎样得来")), 24),
        Column(say(msg("时点或时期")), 12, "centre"),
        Column(say(msg("来源")), 16),
        Column(say(msg("责任科室")), 12),
        Column(say(msg("核实")), 18),
        Column(say(msg("写在")), 24, "small"),
    )


def _row(say: Say, row: FigureRow, *, shown: bool, asked: bool) -> tuple[str, ...]:
    fact = row.fact
    marked = f"{row.sentence[: row.start]}【{row.sentence[row.start : row.end]}】{row.sentence[row.end :]}"
    place = ("\n".join(row.headings), marked) if shown else ()
    figure = isinstance(fact.value, str) and not fact.pending and not fact.derived
    return (
        *place,
        _figure(say, row),
        fact.what,
        "\n".join(_relation(say, relation) for relation in fact.relations),
        fact.as_of or fact.period or "",
        fact.source,
        fact.owner,
        _confirmation(say, fact, owing=asked and shown and figure),
        f"{fact.location.path}:{fact.location.line}\n{fact.id}",
    )


def _figure(say: Say, row: FigureRow) -> str:
    """As the report prints it here; where a filter prints a day or another unit, with what is written as well."""
    printed, written = row.sentence[row.start : row.end], row.fact.text
    if not printed or printed == written:
        return written
    return say(msg("{printed}\n（数据 {written}）", printed=printed, written=written))


def _relation(say: Say, relation: RelationEntry) -> str:
    text = relation.text
    if relation.kind == "same_as":
        names = "、".join(part.fact.rpartition(".")[2] for part in relation.operands)
        earlier = any(part.fact.startswith(LAST_YEAR) for part in relation.operands)
        text = say(msg("就是上年的“{fact}”", fact=names) if earlier else msg("就是“{fact}”", fact=names))
    if relation.verdict == "fails":
        return say(msg("{formula}（对不上）", formula=text))
    if relation.verdict == "unknown":
        return say(msg("{formula}（未能核对）", formula=text))
    return text


_STANDS = {
    "agrees": msg("{who}"),
    "differs": msg("不一致，报的是{figure}：{who}"),
    "changed": msg("核实后改过，核实的是{figure}：{who}"),
    "coarse": msg("只核实到{figure}：{who}"),
    "given": msg("已报来{figure}，数据里还没有补：{who}"),
    "empty": msg("没有填出数来：{who}"),
    "unreadable": msg("报的“{figure}”读不懂：{who}"),
    "follows": msg("由核实过的数得出"),
}


def _confirmation(say: Say, fact: FactEntry, *, owing: bool) -> str:
    """Who confirmed the figure and when, or how it stands. ``owing``: somebody was to confirm it."""
    given = fact.confirmed
    if given is None:
        return say(msg("没有核实")) if owing else ""
    words = _STANDS[given.stand]
    return say(Message(words.template, (("who", f"{given.signature}\n{given.on}".strip()), ("figure", given.figure))))


def _indicators(say: Say, sources: Sources) -> Sheet:
    columns = (
        Column(say(msg("序号")), 6, "centre"),
        Column(say(msg("指标")), 40),
        Column(say(msg("单位")), 12, "centre"),
        Column(say(msg("本年")), 16, "figure"),
        Column(say(msg("上年")), 16, "figure"),
        Column(say(msg("增减")), 16, "figure"),
        Column(say(msg("增减%")), 12, "figure"),
        Column(say(msg("来源")), 30),
    )
    rows = (
        (row.what, row.unit, row.this_year.text, row.last_year.text, row.change.text, row.growth.text, row.source)
        for row in sources.indicators
    )
    return Sheet(
        sheet_name(say(msg("主要指标"))),
        columns,
        tuple((str(number), *row) for number, row in enumerate(rows, 1)),
        (say(msg("{year}年主要指标", year=sources.year)),),
    )
