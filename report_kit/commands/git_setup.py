"""``report git-setup``: git shows Word files as text, or no more."""

from __future__ import annotations

import sys

import click

from report_kit.command_line import FINE, MISUSED, Command, Session, _


@click.command(
    "git-setup",
    cls=Command,
    help=_(
        "让 git diff 显示 Word 文件里改了哪些句子\n"
        "在 .gitattributes 里写一行（请提交），并改这个仓库在本机的设置；每个克隆各运行一次，多次运行无妨。"
    ),
)
@click.option("--undo", is_flag=True, help=_("恢复原样"))
@click.pass_obj
def command(session: Session, *, undo: bool) -> int:
    """Make git show Word files as text, or no more."""
    from report_kit.flows.git_setup import set_up, undo_set_up
    from report_kit.git import GitProblem
    from report_kit.show.git import git_problem_text

    told = undo_set_up(session.start) if undo else set_up(session.start, (sys.executable, str(session.program)))
    if isinstance(told, GitProblem):
        session.tell(git_problem_text(told, session.translate))
        return MISUSED
    session.send("".join(f"{session.say(words)}\n" for words in told))
    return FINE
