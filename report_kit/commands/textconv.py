"""``report textconv``: a Word file as text, as git asks for it."""

from __future__ import annotations

import click

from report_kit.command_line import Argument, Command, Session, _


@click.command(
    "textconv",
    cls=Command,
    help=_(
        "把 Word 文件写成文字，供 git diff 比较\n"
        "标题前加 #，一句一行，表格一行一行；修订按已接受显示，批注不显示，页眉页脚和脚注列在最后。"
    ),
)
@click.argument("file", cls=Argument, metavar="FILE", explain=_("Word 文件（.docx）"))
@click.pass_obj
def command(session: Session, file: str) -> int:
    """Show a Word file as text; what git itself asks is answered at the top of this file."""
    from report_kit.flows.textconv import answer, textconv

    return answer(textconv(str(session.start / file), session.language))
