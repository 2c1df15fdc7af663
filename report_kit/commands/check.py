"""``report check``: every problem of a year's data."""

from __future__ import annotations

import click

from report_kit.command_line import FORMATS, YEAR, Command, OneOf, Session, _


@click.command("check", cls=Command, help=_("核对一年的数据，不写文件\n做的核对和 build 完全相同。"))
@YEAR
@click.option("--final", is_flag=True, help=_("按定稿要求核对，待补的数字也算错误"))
@click.option("--strict", is_flag=True, help=_("有警告时也算不通过"))
@click.option("--select", metavar="CODES", default="", help=_("只看这些规则，如 N101,D 或 sum-mismatch"))
@click.option("--ignore", metavar="CODES", default="", help=_("不看这些规则"))
@click.option("--preview", is_flag=True, help=_("也用试行的规则，它们可能误报"))
@click.option("--coverage", is_flag=True, help=_("列出无从核对的数字，和最省事的核对办法"))
@click.option("--format", "form", type=OneOf(FORMATS), default="text", help=_("输出的格式"))
@click.pass_obj
def command(
    session: Session,
    year: int,
    form: str,
    select: str,
    ignore: str,
    *,
    final: bool,
    strict: bool,
    preview: bool,
    coverage: bool,
) -> int:
    """Show every problem of a year's data."""
    from report_kit import __version__
    from report_kit.flows.check import chosen, exit_code, narrowed, tried
    from report_kit.flows.coverage import unchecked_entries
    from report_kit.show.outcome import outcome_as

    picked, dropped = chosen(select), chosen(ignore)
    session.known_rules([*picked, *dropped])
    assembly = session.assemble(year, final=final, preview=preview or tried(picked))
    outcome = narrowed(assembly.outcome, picked, dropped)
    listed = unchecked_entries(assembly) if coverage else None
    session.send(
        outcome_as(form, outcome, year, __version__, session.translate, color=session.colors(), unchecked=listed)
    )
    return exit_code(outcome.diagnostics, strict=strict)
