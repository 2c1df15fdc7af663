"""``report facts``: every fact with its places; as a workbook, every figure with its sentence and origin."""

from __future__ import annotations

import click

from report_kit.command_line import YEAR, Command, OneOf, Session, _
from report_kit.diagnostics import msg


@click.command(
    "facts",
    cls=Command,
    help=_(
        "列出一年的全部事实：数值、写在哪里、在哪里出现\n"
        "xlsx 是给不用 git 的人看的数字来源表，默认写到 build/YEAR/数字来源表.xlsx。"
    ),
)
@YEAR
@click.option("--format", "form", type=OneOf(("text", "json", "csv", "xlsx")), default="text", help=_("输出的格式"))
@click.option("-o", "--output", metavar="FILE", default="", help=_("写到这个文件"))
@click.pass_obj
def command(session: Session, year: int, form: str, output: str) -> int:
    """List every fact with its places."""
    assembly = session.assemble(year)
    if form == "xlsx" and assembly.report is None:
        return session.tell_what_blocks(assembly)
    if form == "xlsx":
        from report_kit.flows.sources import FILE, sources
        from report_kit.show.sources import sources_workbook

        content: bytes | str = sources_workbook(sources(assembly), session.translate)
    else:
        from report_kit.flows.facts import fact_entries
        from report_kit.show.as_json import dumps
        from report_kit.show.facts import facts_csv, facts_json, facts_text

        entries = fact_entries(assembly)
        if form == "json":
            content = dumps(facts_json(entries, year))
        elif form == "csv":
            content = facts_csv(entries)
        else:
            content = facts_text(entries, session.translate)
    if form == "xlsx" or output:
        path = output or f"build/{year}/{FILE}"
        data = content.encode() if isinstance(content, str) else content
        session.put(output or str(session.project / path), data)
        session.send(session.say(msg("已写出 {file}", file=path)) + "\n")
    else:
        session.send(content)
    return session.tell_what_blocks(assembly)
