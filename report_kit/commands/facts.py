"""``report facts``: every fact with its places."""

from __future__ import annotations

import click

from report_kit.command_line import YEAR, Command, OneOf, Session, _


@click.command("facts", cls=Command, help=_("列出一年的全部事实：数值、写在哪里、在哪里出现"))
@YEAR
@click.option("--format", "form", type=OneOf(("text", "json", "csv")), default="text", help=_("输出的格式"))
@click.pass_obj
def command(session: Session, year: int, form: str) -> int:
    """List every fact with its places."""
    from report_kit.flows.facts import fact_entries
    from report_kit.show.as_json import dumps
    from report_kit.show.facts import facts_csv, facts_json, facts_text

    assembly = session.assemble(year)
    entries = fact_entries(assembly)
    if form == "json":
        session.send(dumps(facts_json(entries, year)))
    elif form == "csv":
        session.send(facts_csv(entries))
    else:
        session.send(facts_text(entries, session.translate))
    return session.tell_what_blocks(assembly)
