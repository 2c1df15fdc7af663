"""What came back from departments, what differs from the report, and who still owes which figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, Outcome, Translate, msg
from report_kit.show.as_text import problems
from report_kit.show.width import shown, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_NAMED = 8
"""Figures of a department that are named; of more, the first ones."""


class FileRead(NamedTuple):
    """A workbook and the number of entries in it for each department; ``readable`` False: nothing of it was read."""

    path: str
    readable: bool
    entries: tuple[tuple[str, int], ...] = ()


class Department(NamedTuple):
    """What a department was asked for, and how many of these figures it confirmed.

    By name those that differ from the report, those it has not confirmed (in full), and those it gave while the report
    still lacks them. Each figure counts once.
    """

    owner: str
    asked: int
    agreed: int
    differing: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    given: tuple[str, ...] = ()


class Confirmed(NamedTuple):
    """What became of filled workbooks. ``path`` is the file of confirmations, with what was added and replaced in it.

    ``kept`` False: nothing was written, and a problem says why.
    """

    year: int
    outcome: Outcome = Outcome()
    files: tuple[FileRead, ...] = ()
    path: str = ""
    added: int = 0
    replaced: int = 0
    kept: bool = True
    departments: tuple[Department, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether any workbook could be read."""
        return any(file.readable for file in self.files)


def confirmed_text(confirmed: Confirmed, translate: Translate | None = None) -> str:
    """Every problem, what was read of whom, what was written, and what is still owed. Ends with a line break."""
    lines = [line.text(translate) for file in confirmed.files for line in _file(file)]
    if not confirmed.kept:
        lines.append(msg("核实记录没有改动：先改正上面的问题，再运行一次").text(translate))
    elif confirmed.added or confirmed.replaced:
        words = msg(
            "已写入 {path}：新增{added}个，更新{replaced}个",
            path=confirmed.path,
            added=confirmed.added,
            replaced=confirmed.replaced,
        )
        lines.append(words.text(translate))
    elif confirmed.readable:
        lines.append(msg("没有新的核实数，{path} 未改动", path=confirmed.path).text(translate))
    told = problems(confirmed.outcome.diagnostics, confirmed.outcome.sources, translate)
    status = status_text(confirmed.departments, translate) if confirmed.readable and confirmed.kept else ""
    return told + "".join(f"{line}\n" for line in lines) + status


def status_text(departments: Sequence[Department], translate: Translate | None = None) -> str:
    """A table of the departments, and by name what each still owes. Ends with a line break."""
    if not departments:
        return msg("没有要核实的数").text(translate) + "\n"
    head = (msg("科室"), msg("要核实"), msg("一致"), msg("不一致"), msg("未核实"), msg("待补入"))
    rows = [tuple(words.text(translate) for words in head)]
    rows += [
        (
            _owner(one, translate),
            str(one.asked),
            str(one.agreed),
            str(len(one.differing)),
            str(len(one.open)),
            str(len(one.given)),
        )
        for one in departments
    ]
    lines = table(rows)
    for one in departments:
        owner = _owner(one, translate)
        if one.differing:
            lines.append(msg("{owner}不一致：{named}", owner=owner, named=_named(one.differing)).text(translate))
        if one.given:
            words = msg("{owner}报了数，数据里还没有：{named}", owner=owner, named=_named(one.given))
            lines.append(words.text(translate))
        if one.open:
            lines.append(msg("{owner}未核实：{named}", owner=owner, named=_named(one.open)).text(translate))
    tally = msg(
        "共{asked}个数：一致{agreed}，不一致{differing}，未核实{open}，科室已报而数据待补{given}",
        asked=sum(one.asked for one in departments),
        agreed=sum(one.agreed for one in departments),
        differing=sum(len(one.differing) for one in departments),
        open=sum(len(one.open) for one in departments),
        given=sum(len(one.given) for one in departments),
    )
    return "\n".join([*lines, tally.text(translate)]) + "\n"


def _file(file: FileRead) -> Iterator[Message]:
    if not file.readable:
        yield msg("{file}：没有读取", file=shown(file.path))
    elif not file.entries:
        yield msg("{file}：没有填核实数", file=shown(file.path))
    for owner, count in file.entries:
        yield msg("{file}：{owner} {count}个核实数", file=shown(file.path), owner=owner or msg("未定科室"), count=count)


def _owner(one: Department, translate: Translate | None) -> str:
    return shown(one.owner) or msg("未定科室").text(translate)


def _named(names: Sequence[str]) -> str:
    return "、".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
