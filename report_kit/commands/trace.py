"""``report trace``: where a figure comes from and where it goes."""

from __future__ import annotations

import click

from report_kit.command_line import FINE, WRONG, YEAR, Argument, Command, OneOf, Session, _


@click.command(
    "trace",
    cls=Command,
    help=_(
        "查一个数字的来历：写在哪里，由什么算出，出现在哪些句子\n"
        "QUERY 可以是印出来的数字（62.7%）、事实的名称（床位），也可以是正文里的一句话。"
    ),
)
@YEAR
@click.argument(
    "query", cls=Argument, nargs=-1, required=True, metavar="QUERY", explain=_("数字、事实名称或正文里的字句")
)
@click.option("--format", "form", type=OneOf(("text", "json")), default="text", help=_("输出的格式"))
@click.pass_obj
def command(session: Session, year: int, query: tuple[str, ...], form: str) -> int:
    """Show where a figure comes from and where it goes."""
    from report_kit.flows.trace import trace as traced
    from report_kit.show.as_json import dumps
    from report_kit.show.trace import trace_json, trace_text

    assembly = session.assemble(year)
    answer = traced(assembly, " ".join(query))
    if form == "json":
        session.send(dumps(trace_json(answer)))
    else:
        session.send(trace_text(answer, assembly.outcome.sources, session.translate))
    return session.tell_what_blocks(assembly) or (FINE if answer.found else WRONG)
