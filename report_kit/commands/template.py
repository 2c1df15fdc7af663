"""``report template``: Word templates judged without data, and new ones to begin with."""

from __future__ import annotations

import click

from report_kit.command_line import FINE, Argument, Command, Group, Misuse, OneOf, Session, _
from report_kit.diagnostics import msg

KINDS = ("report", "red_header")
"""The templates there are (``flows.template.TEMPLATES``)."""


@click.group(
    "template",
    cls=Group,
    invoke_without_command=True,
    help=_("检查 Word 模板，或写出一份新的模板\n怎样改模板，看 templates/README.md。"),
)
@click.pass_context
def command(ctx: click.Context) -> int:
    """Judge a template, or begin one; without saying which show the help."""
    if ctx.invoked_subcommand is None:
        ctx.ensure_object(Session).send(ctx.get_help() + "\n")
    return FINE


@command.command(
    "check",
    cls=Command,
    help=_(
        "检查一份 Word 模板，不需要数据\n"
        "写错的名称、没写完或交叉的标签、丢失的样式、永远不显示的内容，一次列全，指明第几段、哪几个字。"
    ),
)
@click.argument("file", cls=Argument, metavar="FILE", explain=_("模板（.docx），如 templates/report.docx"))
@click.option("--format", "form", type=OneOf(("text", "json")), default="text", help=_("输出的格式"))
@click.pass_obj
def check(session: Session, file: str, form: str) -> int:
    """Tell everything that is wrong with a template."""
    from report_kit.flows.check import exit_code
    from report_kit.flows.template import judge
    from report_kit.show.template import template_json, template_text

    outcome, tags = judge(session.start, file)
    if form == "json":
        session.send(template_json(outcome, tags, session.translate))
    else:
        session.send(template_text(outcome, tags, session.translate, color=session.colors()))
    return exit_code(outcome.diagnostics)


@command.command(
    "new",
    cls=Command,
    help=_(
        "写出一份自带的模板，供修改\n"
        "已有的文件不会被覆盖。改好后放进 templates，文件名写在 report.yaml 的 layout.template。"
    ),
)
@click.option("-o", "--output", metavar="FILE", required=True, help=_("写成这个文件（.docx）"))
@click.option("--kind", type=OneOf(KINDS), default=KINDS[0], help=_("普通的报告，或红头文件"))
@click.pass_obj
def new(session: Session, output: str, kind: str) -> int:
    """Write a template that is not there yet."""
    from report_kit.flows.places import put_new
    from report_kit.flows.template import TEMPLATES

    if not output.lower().endswith(".docx"):
        raise Misuse(msg("模板的文件名要以 .docx 结尾；写的是“{value}”", value=output))
    problem = put_new(session.start, output, TEMPLATES[kind]())
    if problem is not None:
        words = msg("写不进 {path}：{reason}", path=output, reason=problem.reason)
        raise Misuse(msg("{words}。{hint}", words=words, hint=problem.hint) if problem.hint else words)
    session.send(session.say(msg("已写出 {file}", file=output)) + "\n")
    return FINE
