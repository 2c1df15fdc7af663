"""``report rule``: a rule's page, or all rules."""

from __future__ import annotations

import click

from report_kit.command_line import FINE, Argument, Command, Misuse, Session, _, with_near
from report_kit.diagnostics import msg


@click.command(
    "rule", cls=Command, help=_("看一条规则的说明：为什么、错误的写法、正确的写法\n不写 CODE 时列出全部规则。")
)
@click.argument("code", cls=Argument, required=False, metavar="CODE", explain=_("规则的代号或名称，如 N101"))
@click.pass_obj
def command(session: Session, code: str | None) -> int:
    """Show a rule's page, or list all."""
    from report_kit.flows.rule import find_rule, near_rules, rule_pages
    from report_kit.shipped_files import shipped
    from report_kit.show.rules import rules_text

    pages = rule_pages(shipped("docs/rules"), session.files)
    if code is None:
        session.send(rules_text(pages, session.translate))
        return FINE
    page = find_rule(pages, code)
    if page is None:
        raise Misuse(with_near(msg("没有规则 {code}", code=code), near_rules(pages, code)))
    session.send(page.text)
    return FINE
