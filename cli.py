"""The command ``report``: its options, its language, how a run ends. The commands lie in ``report_kit/commands``."""

from __future__ import annotations

import gc
import os
import sys

if sys.argv[1:2] == ["textconv"]:
    # git starts this for every version of every Word file: it is answered before click and the rest are loaded.
    gc.disable()
    from report_kit.flows.textconv import answer, asked, textconv

    if asked(sys.argv[1:]):
        answered = answer(textconv(sys.argv[2], "en" if os.environ.get("REPORT_LANG") == "en" else "zh"))
        gc.freeze()  # see main
        sys.exit(answered)

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_kit.command_line import (
    CRASHED,
    FINE,
    MISUSED,
    PIPE_CLOSED,
    STOPPED,
    Group,
    Misuse,
    OneOf,
    Session,
    _,
    complaint,
    usage_line,
)
from report_kit.commands import NAMES
from report_kit.diagnostics import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

LANGUAGES = ("zh", "en")


def main() -> None:
    """Run ``report`` and end the process with its exit code.

    A run is short and needs most of what it makes to its end, so nobody looks for garbage, not even at the end.
    """
    gc.disable()
    code = run(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run ``report`` with these arguments; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a GBK console has no 䶮
    arguments = [_as_typed(argument) for argument in arguments]
    session = Session(_language(arguments), program=Path(__file__))
    try:
        with application.make_context("report", arguments, obj=session) as context:
            code = application.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.UsageError as error:
        _complain(error, session)
        return MISUSED
    except (KeyboardInterrupt, click.Abort):
        session.tell(session.say(msg("已中止")) + "\n")
        return STOPPED
    except BrokenPipeError:
        # Nothing more can be said; keep the interpreter from saying so when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 - a clerk must never meet a traceback
        return _crashed(error, session)
    return code if isinstance(code, int) else FINE


def _as_typed(argument: str) -> str:
    """An argument in UTF-8 even where the locale says that there is nothing but ASCII."""
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        return argument


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, known before anything is parsed, so that complaints are in it too."""
    asked = os.environ.get("REPORT_LANG", "")
    for position, argument in enumerate(arguments):
        if argument == "--lang":
            asked = arguments[position + 1] if position + 1 < len(arguments) else ""
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return asked if asked in LANGUAGES else "zh"


def _complain(error: click.UsageError, session: Session) -> None:
    lines = [session.say(msg("错误：{words}", words=complaint(error)))]
    if error.ctx is not None:
        lines.insert(0, usage_line(error.ctx.command, error.ctx))
        lines.append(session.say(msg("用 {command} --help 看说明", command=error.ctx.command_path)))
    session.tell("\n".join(lines) + "\n")


def _crashed(error: Exception, session: Session) -> int:
    """Our own mistake: one line for the user, the traceback into a file for whoever mends it."""
    import tempfile

    from report_kit.flows.places import find_project
    from report_kit.show.crash import keep_traceback, traceback_text

    if os.environ.get("REPORT_DEBUG"):
        session.tell(traceback_text(error))
        return CRASHED
    project = find_project(session.start)
    folders = [project / "build"] if project else []
    kept = keep_traceback(error, [*folders, Path(tempfile.gettempdir())])
    words = msg(
        "程序出错（{kind}），这不是数据的问题；请把 {file} 发给维护人员",
        kind=type(error).__name__,
        file=kept or msg("出错的经过"),
    )
    session.tell(session.say(words) + "\n")
    return CRASHED


@click.group(
    "report",
    cls=Group,
    names=NAMES,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_("用 data 文件夹里的事实生成年度工作总结和计划，并核对其中的数字"),
)
@click.option(
    "-C",
    "directory",
    metavar="DIR",
    default=".",
    help=_("当作在文件夹 DIR 里运行"),
)
@click.option("--lang", type=OneOf(LANGUAGES), expose_value=False, help=_("提示所用的语言，也可设环境变量 REPORT_LANG"))
@click.option("--version", is_flag=True, help=_("显示版本"))
@click.pass_context
def application(ctx: click.Context, directory: str, *, version: bool) -> int:
    """Take the options before the command; without a command show the help."""
    session = ctx.ensure_object(Session)
    session.start = Path(directory)
    if not session.start.is_dir():
        raise Misuse(msg("没有文件夹 {folder}", folder=directory), ctx)
    if version:
        from report_kit import __version__

        session.send(f"report-kit {__version__}\n")
        ctx.exit()
    if ctx.invoked_subcommand is None:
        session.send(ctx.get_help() + "\n")
    return FINE


if __name__ == "__main__":
    main()
