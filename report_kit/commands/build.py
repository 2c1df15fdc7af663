"""``report build``: the draft, or the final report."""

from __future__ import annotations

import click

from report_kit.command_line import FINE, WRONG, YEAR, Command, Session, _


@click.command(
    "build",
    cls=Command,
    help=_(
        "生成一年的报告，存到 build/YEAR\n数据里有错误时照样生成草稿，错误写成批注放在有关数字旁边；待补的数字加底色。"
    ),
)
@YEAR
@click.option("-o", "--output", metavar="DIR", default="", help=_("写到这个文件夹，不写到 build/YEAR"))
@click.option("--final", is_flag=True, help=_("生成定稿；还有错误或待补的数字时不生成"))
@click.option("--check", is_flag=True, help=_("换环境生成两次，看结果是否逐字节相同；不写文件"))
@click.pass_obj
def command(session: Session, year: int, output: str, *, final: bool, check: bool) -> int:
    """Write the report, or only compare two builds."""
    from report_kit.flows.build import build_report, outputs
    from report_kit.flows.check import exit_code
    from report_kit.show.as_text import as_text
    from report_kit.show.built import built_text

    assembly = session.assemble(year, final=final)
    if check and outputs(assembly, final=final):
        return _build_twice(session, year, final=final)
    built = build_report(session.project, assembly, final=final, folder=session.folder(output))
    session.send(as_text(built.outcome, session.translate, color=session.colors()))
    session.send(built_text(built, session.translate))
    return exit_code(built.outcome.diagnostics) or (WRONG if built.refused else FINE)


def _build_twice(session: Session, year: int, *, final: bool) -> int:
    """Compare two builds in surroundings that must not matter."""
    from report_kit.flows.twice import build_twice
    from report_kit.shipped_files import shipped
    from report_kit.show.built import compared_text

    first, second = build_twice(session.project, year, shipped("templates"), session.cache, final=final)
    hashes = (first.content_sha256, second.content_sha256)
    session.send(compared_text(first.files, second.files, hashes, session.translate))
    return FINE if first == second else WRONG
