"""``report schema``: JSON Schema for editors."""

from __future__ import annotations

import click

from report_kit.command_line import FINE, Command, Misuse, Session, _
from report_kit.diagnostics import msg


@click.command(
    "schema",
    cls=Command,
    help=_("写出数据文件的 JSON Schema，供 VS Code 等编辑器补全和提示错误\n不写 -o 时直接输出。"),
)
@click.option("-o", "--output", metavar="DIR", help=_("写到这个文件夹"))
@click.pass_obj
def command(session: Session, output: str | None) -> int:
    """Write the schemas into a folder, or all to standard output."""
    from report_kit.flows.schema import schemas, write_schemas
    from report_kit.show.as_json import dumps
    from report_kit.show.schema import editor_text

    if output is None:
        session.send(dumps(schemas()))
        return FINE
    try:
        written = write_schemas(session.start / output)
    except OSError as error:
        raise Misuse(msg("写不进 {folder}：{reason}", folder=output, reason=error.strerror or "")) from error
    session.send(editor_text(written, session.translate))
    return FINE
