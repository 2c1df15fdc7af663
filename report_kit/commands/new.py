"""``report new``: the files of the next year, started from last year's."""

from __future__ import annotations

import click

from report_kit.command_line import FINE, WRONG, Argument, Command, Session, Year, _


@click.command(
    "new",
    cls=Command,
    help=_(
        "从上一年起头，补齐新一年缺少的文件\n"
        "各项工作、事实照上年列出，值一律待补，上年的数写在注释里；新一年的计划对到要兑现它的工作上。已有的内容不改动。"
    ),
)
@click.argument("year", cls=Argument, type=Year(), metavar="YEAR", explain=_("要起头的年度，四位数字，如 2024"))
@click.pass_obj
def command(session: Session, year: int) -> int:
    """Add what a year's folder lacks."""
    from report_kit.flows.check import exit_code
    from report_kit.flows.new import start_year
    from report_kit.load import DiskFiles
    from report_kit.show.as_text import problems
    from report_kit.show.started import started_text

    started = start_year(session.project, DiskFiles(session.project), year, session.cache)
    session.send(problems(started.outcome.diagnostics, started.outcome.sources, session.translate))
    session.send(started_text(started, session.translate))
    return exit_code(started.outcome.diagnostics) or (WRONG if started.by_hand else FINE)
