"""``report confirm``: what departments entered in their workbooks, kept beside the data and held against it."""

from __future__ import annotations

import click

from report_kit.command_line import MISUSED, YEAR, Argument, Command, Session, _


@click.command(
    "confirm",
    cls=Command,
    help=_(
        "读入科室填好的核数表，记到 data/YEAR/confirmations.yaml\n"
        "可以一次读几份；没填完、排过序、插过列的都能读。只记核实数，不改数据；和数据不一致的列出来。"
    ),
)
@YEAR
@click.argument("files", cls=Argument, metavar="FILE", nargs=-1, required=True, explain=_("填好的核数表（.xlsx）"))
@click.pass_obj
def command(session: Session, year: int, files: tuple[str, ...]) -> int:
    """Keep what was entered, and tell what differs."""
    from report_kit.flows.check import exit_code
    from report_kit.flows.confirming import confirm
    from report_kit.show.confirmed import confirmed_text

    assembly = session.assemble(year)
    blocked = session.tell_what_blocks(assembly)
    if assembly.report is None:
        return blocked
    confirmed = confirm(session.project, assembly, session.start, files, session.cache)
    session.send(confirmed_text(confirmed, session.translate))
    if not confirmed.readable:
        return MISUSED
    return min(exit_code(confirmed.outcome.diagnostics), 1)
