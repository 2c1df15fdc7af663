"""The workbook a department fills in: a page of explanations, one sheet a department, one row a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.workbook import Column, Entry, Sheet, sheet_name, write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

KIND, VERSION = "核数表", 1
"""What the workbook is, and the version of its form, raised when an older program could misread a newer one."""

MARK_SHEET = "report-kit"
"""The hidden sheet that says what the workbook is."""

ID, FIGURE, UNIT, NAME, DATE, REMARK = "编号", "核实数", "单位", "姓名", "日期", "备注"
"""The heads by which columns are known again."""

OWNER = "科室："
"""What stands before the department above the table."""

UNOWNED = "未定科室"
"""The department of figures that name none."""

_EXPLAINED = (
    "每个科室一张工作表。请只填黄色表头的四栏：核实数、姓名、日期、备注；其余各栏已锁定。",
    "核实数请按本科室的台账、报表独立填写，不要照抄报告。“所在句子”里【＿＿＿】的地方就是要填的数，其他数字也隐去了。",
    "只填数，单位按“单位”一栏；用别的单位的，连同单位写出，如 1092300元。约数、“近”“余”请照写。",
    "请直接填数，不要用公式，不要合并单元格。还没有数的空着，有情况写在备注里。",
    "姓名和日期每行都要填，缺一项的不算核实。日期写成 2024-01-15。",
    "可以排序、筛选，可以只填一部分，也可以把本科室的工作表另存一份交回；请不要改动“编号”一栏。",
    "存成 .xlsx 交回，不要设打开密码。",
)
_EXPLAINED_SHOWN = (
    _EXPLAINED[0],
    "“本年数”是报告里现在写的数，供对照。核实数请按本科室的台账、报表填写，一致的也要填。",
    *_EXPLAINED[2:],
)


class Asked(NamedTuple):
    """A figure asked of a department. ``id`` is the fact's label, ``last`` the figure of the year before.

    ``when`` is the day or period it is for, ``sentence`` where it stands, with a blank in its place; ``figure`` what
    the report says now, which is shown on request only.
    """

    id: str
    owner: str
    what: str
    when: str
    unit: str
    last: str
    sentence: str
    figure: str


def request_workbook(year: int, title: str, asked: Sequence[Asked], *, show: bool = False) -> bytes:
    """The bytes of the workbook on the edition of ``year``, called ``title``; departments in the order they come.

    ``show``: this year's figure stands beside. The same input gives the same bytes.
    """
    owners = list(dict.fromkeys(one.owner for one in asked))
    explained = _EXPLAINED_SHOWN if show else _EXPLAINED
    lines = (f"{title}{KIND}", *(f"{number}．{line}" for number, line in enumerate(explained, 1)))
    sheets = [Sheet("说明", (Column("", 74),), lines=lines, protected=True)]
    taken = {"说明", MARK_SHEET}
    for owner in owners:
        name = sheet_name(owner or UNOWNED, taken)
        taken.add(name.lower())
        rows = tuple(
            _row(year, number, one, show=show)
            for number, one in enumerate((one for one in asked if one.owner == owner), 1)
        )
        head = (f"{title}{KIND}", f"{OWNER}{owner or UNOWNED}")
        sheets.append(Sheet(name, _columns(show=show), rows, head, protected=True))
    marks = (("kind", KIND), ("version", str(VERSION)), ("year", str(year)), ("facts", str(len(asked))))
    sheets.append(Sheet(MARK_SHEET, (Column("", 12), Column("", 20)), marks, protected=True, hidden=True))
    return write_workbook(sheets, f"{title}{KIND}")


def fact_code(year: int, label: str) -> str:
    """What stands under 编号: the edition's year and the fact, so that a copied row still says what it is."""
    return f"{year}/{label}"


def _columns(*, show: bool) -> tuple[Column, ...]:
    figure = Entry("figure", FIGURE, "按台账独立填写。只填数，单位按“单位”一栏；还没有数的空着。", "填得太长了，只填数")
    name = Entry("text", NAME, "填报人的姓名", "填得太长了，只填姓名", 50)
    date = Entry("date", DATE, "填报的日期，如 2024-01-15", "日期写成 2024-01-15")
    remark = Entry("text", REMARK, "口径、来源、不一致的原因等", "填得太长了", 500)
    listed: Iterable[Column | None] = (
        Column("序号", 5, "centre"),
        Column("名目", 19),
        Column("时点/时期", 12, "centre"),
        Column(UNIT, 8, "centre"),
        Column("上年数", 11, "figure"),
        Column("本年数", 11, "figure") if show else None,
        Column("所在句子", 48),
        Column(FIGURE, 13, "figure", figure),
        Column(NAME, 9, "centre", name),
        Column(DATE, 12, "centre", date),
        Column(REMARK, 16, "text", remark),
        Column(ID, 19, "small"),
    )
    return tuple(column for column in listed if column is not None)


def _row(year: int, number: int, one: Asked, *, show: bool) -> tuple[str, ...]:
    figure = (one.figure,) if show else ()
    known = (str(number), one.what, one.when, one.unit, one.last, *figure, one.sentence)
    return (*known, "", "", "", "", fact_code(year, one.id))
