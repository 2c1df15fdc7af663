"""``report plans``: what was promised for a year, and what became of it."""

from __future__ import annotations

import click

from report_kit.command_line import YEAR, Command, OneOf, Session, _


@click.command(
    "plans",
    cls=Command,
    help=_(
        "列出上一年报告许下的计划，各到了哪一步\n完成、推进、逾期、取消、结转还是没有交代，目标和结果、依据写在哪里，逐项列出。"
    ),
)
@YEAR
@click.option("--format", "form", type=OneOf(("text", "json", "markdown")), default="text", help=_("输出的格式"))
@click.pass_obj
def command(session: Session, year: int, form: str) -> int:
    """List every promise with its state."""
    from report_kit.flows.plans import plans_of
    from report_kit.show.as_json import dumps
    from report_kit.show.plans import plans_object
    from report_kit.show.plans_text import plans_markdown, plans_text

    plans, assembly = plans_of(year, session.assemble)
    if form == "json":
        session.send(dumps(plans_object(plans)))
    elif assembly.report is not None:
        words = plans_markdown if form == "markdown" else plans_text
        session.send(words(plans, session.translate))
    return session.tell_what_blocks(assembly)
