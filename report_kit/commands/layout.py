"""``report layout``: a Word file against the layout of GB/T 9704-2012, and what formatting can put right."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from report_kit.command_line import MISUSED, Argument, Command, Misuse, OneOf, Session, _
from report_kit.diagnostics import msg

if TYPE_CHECKING:
    from pathlib import Path

    from report_kit.flows.layout import Layout


@click.command(
    "layout",
    cls=Command,
    help=_(
        "按 GB/T 9704—2012 核对一份 Word 文件的版式\n"
        "逐条列出：要求的值、文件里的值、是否相符；要在排好的页面上量的，如实写“没有量”。不要求有项目。"
    ),
)
@click.argument("file", cls=Argument, metavar="FILE", explain=_("Word 文件（.docx），谁做的都行"))
@click.option(
    "--fix",
    "out",
    metavar="OUT",
    default="",
    help=_("把能调的格式调好，写成另一份文件 OUT；文字一个不动，修订和批注都保留"),
)
@click.option("--render", is_flag=True, help=_("再用 LibreOffice 排成页面，在页面上量"))
@click.option("--office", metavar="PROGRAM", default="", help=_("LibreOffice 的程序，也可设环境变量 REPORT_OFFICE"))
@click.option("--format", "form", type=OneOf(("text", "json")), default="text", help=_("输出的格式"))
@click.pass_obj
def command(session: Session, file: str, out: str, office: str, form: str, *, render: bool) -> int:
    """Show the verdict on every clause; with ``--fix`` write a mended file, and show the verdict on that."""
    from report_kit.flows.check import exit_code
    from report_kit.flows.layout import layout, mend
    from report_kit.show.as_text import problems
    from report_kit.show.layout import layout_json, layout_text, mended_line

    if out and _same(session.start / out, session.start / file):
        raise Misuse(msg("--fix 不能写回原来的文件，换一个文件名"))
    found = layout(session.start, file)
    written = None
    if out and found.report is not None:
        made = mend(found)
        if made.problem is not None:
            raise Misuse(made.problem.message)
        if made.data is None or made.layout.report is None:
            session.tell(session.say(msg("没有可以调整的格式，没有写出文件")) + "\n")
        else:
            session.put(out, made.data)
            session.tell(session.say(mended_line(out, found.report, made.layout.report)) + "\n")
            found, written = made.layout, out
    measured = None
    if render and found.report is not None:
        measured = _on_pages(session, found, office)
    unmeasured = render and found.report is not None and measured is None
    found = measured or found
    outcome, report = found.outcome, found.report
    if form == "json":
        session.send(layout_json(outcome, report, written, session.translate))
    elif report is None:
        session.tell(problems(outcome.diagnostics, outcome.sources, session.translate))
    else:
        session.send(layout_text(report, session.translate, color=session.colors()))
    return MISUSED if unmeasured else exit_code(outcome.diagnostics)


def _on_pages(session: Session, found: Layout, office: str) -> Layout | None:
    """The verdict with what is measured on pages; None where no pages can be had, which is told."""
    from report_kit.flows.layout import on_pages
    from report_kit.office import OfficeProblem

    measured = on_pages(found, office, os.environ, sys.platform)
    if not isinstance(measured, OfficeProblem):
        return measured
    words, hint = measured.message, measured.hint
    reason = msg("{words}。{hint}", words=words, hint=hint) if hint else words
    session.tell(session.say(msg("没有在页面上量，下面只是照文件核对的：{reason}", reason=reason)) + "\n")
    return None


def _same(one: Path, other: Path) -> bool:
    """Whether two paths are one file, through links and whatever the case of letters means there."""
    try:
        return one.samefile(other)
    except OSError:
        return one.resolve() == other.resolve()
