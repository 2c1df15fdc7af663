"""``report audit``: every contradiction in a document of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from report_kit.command_line import FORMATS, Argument, Command, Day, OneOf, Session, Year, _

if TYPE_CHECKING:
    from report_kit.facts.values import Date


@click.command(
    "audit",
    cls=Command,
    help=_(
        "核对一份现成的文件：.docx、.txt 或 .md\n"
        "只看文字本身：数字之间、日期之间、前后说法有没有矛盾。不要求有项目，也不改动文件。"
    ),
)
@click.argument("file", cls=Argument, metavar="FILE", explain=_("要核对的文件"))
@click.option("--year", type=Year(), metavar="YEAR", help=_("总结的是哪一年；不写时从文中判断"))
@click.option("--date", "day", type=Day(), metavar="DATE", help=_("成文日期，如 2024-01-29；不写时从文中判断"))
@click.option("--allow", metavar="FILE", default="", help=_("例外清单（YAML），逐条写明代码和理由"))
@click.option("--strict", is_flag=True, help=_("有警告时也算不通过"))
@click.option("--select", metavar="CODES", default="", help=_("只看这些规则，如 N101,D 或 sum-mismatch"))
@click.option("--ignore", metavar="CODES", default="", help=_("不看这些规则"))
@click.option("--preview", is_flag=True, help=_("也用试行的规则，它们可能误报"))
@click.option("--format", "form", type=OneOf(FORMATS), default="text", help=_("输出的格式"))
@click.pass_obj
def command(  # noqa: PLR0917 - click hands over options by name
    session: Session,
    file: str,
    year: int | None,
    day: Date | None,
    allow: str,
    form: str,
    select: str,
    ignore: str,
    *,
    strict: bool,
    preview: bool,
) -> int:
    """Show every contradiction in a document of others."""
    from report_kit import __version__
    from report_kit.flows.audit import Told
    from report_kit.flows.check import chosen, exit_code, narrowed, tried
    from report_kit.show.outcome import outcome_as

    picked, dropped = chosen(select), chosen(ignore)
    session.known_rules([*picked, *dropped])
    found = session.audit(file, Told(year, day, allow), preview=preview or tried(picked))
    outcome = narrowed(found.outcome, picked, dropped)
    session.send(outcome_as(form, outcome, found.year, __version__, session.translate, color=session.colors()))
    return exit_code(outcome.diagnostics, strict=strict)
