"""``report sheet``: the figures of a report for departments to confirm, and who still owes what."""

from __future__ import annotations

import click

from report_kit.command_line import FINE, YEAR, Command, Misuse, Session, _
from report_kit.diagnostics import msg


@click.command(
    "sheet",
    cls=Command,
    help=_(
        "生成核数表，每个科室一张工作表，请科室独立填报\n"
        "默认写到 build/YEAR/核数表.xlsx，不显示报告里现在的数。填好后用 report confirm 读回。"
    ),
)
@YEAR
@click.option("-o", "--output", metavar="FILE", default="", help=_("写到这个文件"))
@click.option("--show", is_flag=True, help=_("同时列出报告里现在的数，供对照"))
@click.option("--status", is_flag=True, help=_("不生成核数表，只列出哪个科室还有哪些数没有核实"))
@click.pass_obj
def command(session: Session, year: int, output: str, *, show: bool, status: bool) -> int:
    """Write the workbook, or tell how far departments are."""
    from report_kit.flows.asking import FILE, asked_figures, is_blank, request
    from report_kit.flows.confirming import departments, terms_of
    from report_kit.flows.places import present
    from report_kit.show.confirmed import status_text

    assembly = session.assemble(year)
    blocked = session.tell_what_blocks(assembly)
    if assembly.report is None:
        return blocked
    if status:
        terms = terms_of(session.project, session.cache)
        session.send(status_text(departments(assembly, terms), session.translate))
        return blocked
    path = output or f"build/{year}/{FILE}"
    folder = session.start if output else session.project
    data = request(assembly, show=show)
    there = present(folder, path)
    if there is not None and there != data and not is_blank(there, assembly.report):
        words = msg("{path} 已经填过，或者不是空白的核数表，没有覆盖；请用 -o 换个文件名", path=path)
        raise Misuse(words)
    session.put(str(folder / path), data)
    asked = asked_figures(assembly)
    owners = len({one.owner for one in asked})
    words = msg("已写出 {path}：{owners}个科室，{figures}个数", path=path, owners=owners, figures=len(asked))
    session.send(session.say(words) + "\n")
    return blocked or FINE
