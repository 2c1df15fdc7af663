"""``report build``: the draft, or the final report."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from report_kit.command_line import FINE, MISUSED, WRONG, YEAR, Command, Misuse, Session, _
from report_kit.diagnostics import msg

if TYPE_CHECKING:
    from report_kit.show.built import Built


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
@click.option("--pdf", is_flag=True, help=_("再用 LibreOffice 排出 PDF，放在 Word 文件旁边"))
@click.option("--office", metavar="PROGRAM", default="", help=_("LibreOffice 的程序，也可设环境变量 REPORT_OFFICE"))
@click.option("--check", is_flag=True, help=_("换环境生成两次，看结果是否逐字节相同；不写文件"))
@click.pass_obj
def command(session: Session, year: int, output: str, office: str, *, final: bool, pdf: bool, check: bool) -> int:
    """Write the report, or only compare two builds."""
    from report_kit.flows.build import build_report, outputs
    from report_kit.flows.check import exit_code
    from report_kit.show.as_text import as_text
    from report_kit.show.built import built_text

    if check and pdf:
        raise Misuse(msg("--check 不写文件，不能和 --pdf 一起用"))
    assembly = session.assemble(year, final=final)
    if check and outputs(assembly, final=final):
        return _build_twice(session, year, final=final)
    built = build_report(session.project, assembly, final=final, folder=session.folder(output))
    session.send(as_text(built.outcome, session.translate, color=session.colors()))
    session.send(built_text(built, session.translate))
    code = exit_code(built.outcome.diagnostics) or (WRONG if built.refused else FINE)
    return max(code, _pdf(session, built, office)) if pdf and not built.refused else code


def _pdf(session: Session, built: Built, named: str) -> int:
    """Write the PDF and tell of it; a PDF that cannot be made is input missing, one that lacks faces is wrong."""
    from report_kit.flows.pdf import pdf_beside
    from report_kit.office import OfficeProblem
    from report_kit.show.pdf import no_pdf_text, pdf_text

    made = pdf_beside(session.project, built, named, os.environ, sys.platform)
    if isinstance(made, OfficeProblem):
        session.tell(no_pdf_text(made, session.translate))
        return MISUSED
    session.send(pdf_text(made.path, made.faces, session.translate))
    return WRONG if made.faces.missing else FINE


def _build_twice(session: Session, year: int, *, final: bool) -> int:
    """Compare two builds in surroundings that must not matter."""
    from report_kit.flows.twice import build_twice
    from report_kit.shipped_files import shipped
    from report_kit.show.built import compared_text

    first, second = build_twice(session.project, year, shipped("templates"), session.cache, final=final)
    hashes = (first.content_sha256, second.content_sha256)
    session.send(compared_text(first.files, second.files, hashes, session.translate))
    return FINE if first == second else WRONG
