"""click in our words: years, choices, help and complaints in the language of the run. Used by commands alone."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from report_kit.diagnostics import Message, Translate, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from report_kit.facts.values import Date
    from report_kit.flows.audit import Audit, Told
    from report_kit.flows.pipeline import Assembly
    from report_kit.flows.review import Asked, Refusal, Reviewed
    from report_kit.load import Files


FINE, WRONG, MISUSED, CRASHED, STOPPED, PIPE_CLOSED = 0, 1, 2, 70, 130, 141
"""How a run ends."""

FORMATS = ("text", "json", "sarif", "github", "markdown")
"""How problems can be shown."""


def _(words: str) -> str:
    """Mark help for the message catalog; it is translated when it is shown."""
    return words


@dataclass
class Session:
    """One run: its language, where it started, where its project and its cache are, what file ``report`` is."""

    language: str = "zh"
    start: Path = Path()
    program: Path = Path("report")

    @cached_property
    def translate(self) -> Translate | None:
        """Chinese templates into the language of the run."""
        from report_kit.show.catalog import translator

        return translator(self.language)

    def say(self, words: Message | str) -> str:
        """A message, or a marked help text, in the language of the run."""
        if isinstance(words, Message):
            return words.text(self.translate)
        return self.translate(words) if self.translate else words

    @cached_property
    def project(self) -> Path:
        """The project the run is about."""
        from report_kit.flows.places import find_project

        project = find_project(self.start)
        if project is None:
            words = msg(
                "在 {folder} 和它的上级文件夹里没有找到 data/年份 文件夹；请到项目文件夹里运行，或用 -C 指出它在哪里",
                folder=self.start.absolute(),
            )
            raise Misuse(words)
        return project

    @property
    def files(self) -> Files | None:
        """The files of the project the run started in; None if it started outside one."""
        from report_kit.flows.places import find_project
        from report_kit.load import DiskFiles

        project = find_project(self.start)
        return DiskFiles(project) if project is not None else None

    @property
    def cache(self) -> Path | None:
        """Where what was read and compiled is kept."""
        from report_kit.flows.places import user_cache

        return user_cache(os.environ, sys.platform)

    def assemble(self, year: int, *, final: bool = False, preview: bool | Collection[str] = False) -> Assembly:
        """The year's report with its problems; what is being done is shown if it takes long."""
        project = self.project
        from report_kit.flows.pipeline import assemble
        from report_kit.load import DiskFiles
        from report_kit.shipped_files import shipped
        from report_kit.show.progress import Progress

        files = DiskFiles(project)
        with Progress(sys.stderr, self.translate) as stage:
            return assemble(files, year, shipped("templates"), self.cache, final=final, preview=preview, stage=stage)

    def audit(self, file: str, told: Told, *, preview: bool | Collection[str] = False) -> Audit:
        """What is wrong with a document of others; the project, if there is one, gives its units and names."""
        from report_kit.flows.audit import audit
        from report_kit.flows.places import find_project
        from report_kit.show.progress import Progress

        with Progress(sys.stderr, self.translate) as stage:
            project = find_project(self.start)
            return audit(self.start, file, told, project=project, cache=self.cache, preview=preview, stage=stage)

    def review(self, asked: Asked) -> Reviewed | Refusal:
        """What changed between two sides."""
        from report_kit.flows.review import review
        from report_kit.shipped_files import shipped
        from report_kit.show.progress import Progress

        with Progress(sys.stderr, self.translate) as stage:
            return review(asked, shipped("templates"), self.cache, stage=stage)

    def folder(self, written: str) -> str:
        """A folder named in an option, as seen from the project if it lies inside, else from the root."""
        if not written:
            return ""
        place, project = (Path(os.path.abspath(path)) for path in (self.start / written, self.project))  # noqa: PTH100 - symbolic links stay as written
        return place.relative_to(project).as_posix() if place.is_relative_to(project) else place.as_posix()

    def send(self, content: str | bytes) -> None:
        """To standard output: text as the console can show it, bytes (JSON, CSV) as they are."""
        if isinstance(content, bytes):
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(content)

    def tell(self, content: str) -> None:
        """To standard error."""
        sys.stderr.write(content)

    def put(self, path: str, data: bytes) -> None:
        """Write a file named in an option, whole or not at all."""
        from report_kit.flows.places import put

        problem = put(self.start, path, data)
        if problem is not None:
            words = msg("写不进 {path}：{reason}", path=path, reason=problem.reason)
            raise Misuse(msg("{words}。{hint}", words=words, hint=problem.hint) if problem.hint else words)

    def tell_what_blocks(self, assembly: Assembly) -> int:
        """Tell on standard error what keeps an answer from being whole; the exit code for it."""
        from report_kit.flows.check import blocking, exit_code
        from report_kit.show.as_text import problems

        found = blocking(assembly.outcome.diagnostics)
        self.tell(problems(found, assembly.outcome.sources, self.translate))
        return exit_code(found)

    def known_rules(self, choices: Sequence[str]) -> None:
        """Refuse a choice that means no rule."""
        from report_kit.flows.check import matches
        from report_kit.flows.rule import near_rules, rule_pages
        from report_kit.shipped_files import shipped

        pages = rule_pages(shipped("docs/rules"), self.files) if choices else ()
        for choice in choices:
            if not any(matches(choice, page.code, page.name) for page in pages):
                raise Misuse(with_near(msg("没有规则 {code}", code=choice), near_rules(pages, choice)))

    def colors(self) -> bool:
        """Whether standard output shows colours and may have them (https://no-color.org)."""
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Misuse(click.UsageError):
    """A command used wrongly, in words that can be translated."""

    def __init__(self, words: Message, context: click.Context | None = None) -> None:
        super().__init__(str(words), context)
        self.words = words


class Year(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.5 only
    """A year in four digits; full-width digits are accepted."""

    name = "year"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ARG002
        """The year as a number."""
        text = unicodedata.normalize("NFKC", str(value))
        if re.fullmatch("[0-9]{4}", text):
            return int(text)
        from report_kit.flows.places import find_project, years_in

        words = msg("年份要写成四位数字，如 2023；写的是“{value}”", value=value)
        project = find_project(ctx.ensure_object(Session).start) if ctx is not None else None
        if project is not None and (years := years_in(project)):
            words = msg("{words}。现有年份：{years}", words=words, years="、".join(years))
        raise Misuse(words, ctx)


class Day(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.5 only
    """A day of the calendar, in any form that facts may have; a month or a year alone will do."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Date:  # noqa: ARG002
        """The date, with a year."""
        from report_kit.facts.dates import valid
        from report_kit.facts.parse import parse_date
        from report_kit.facts.values import Date

        date = value if isinstance(value, Date) else parse_date(str(value))
        if isinstance(date, Date) and date.year is not None and valid(date):
            return date
        raise Misuse(msg("日期写成 2024-01-29 或 2024年1月29日；写的是“{value}”", value=value), ctx)


class OneOf(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.5 only
    """One of a few words."""

    name = "choice"

    def __init__(self, choices: Sequence[str]) -> None:
        self.choices = tuple(choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself."""
        if value in self.choices:
            return str(value)
        option = param.opts[0] if param else ""
        words = msg(
            "{option} 只能是 {choices}；写的是“{value}”",
            option=option,
            choices=", ".join(self.choices),
            value=value,
        )
        raise Misuse(words, ctx)


class Argument(click.Argument):
    """An argument with its explanation."""

    def __init__(self, declarations: Sequence[str], explain: str = "", **attributes: Any) -> None:
        super().__init__(declarations, **attributes)
        self.explain = explain


class Command(click.Command):
    """A command whose help and complaints come from the message catalog."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, purpose, arguments, options, commands."""
        formatter.write(help_text(self, ctx))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, with our words for what is left over."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if ctx.args and not isinstance(self, click.Group):
            raise Misuse(msg("多出了“{extra}”，这个命令不需要它", extra=" ".join(ctx.args)), ctx)
        return rest


class Group(Command, click.Group):
    """A group of commands, listed in the order of ``names``; the file of a command is loaded when it is asked for."""

    def __init__(self, *arguments: Any, names: Sequence[str] = (), **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        self.names = tuple(names)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names as declared, not by alphabet."""
        return [*self.names, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, from its file."""
        if cmd_name not in self.names:
            return super().get_command(ctx, cmd_name)
        from importlib import import_module

        found: click.Command = import_module(f"report_kit.commands.{cmd_name.replace('-', '_')}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with our words for an unknown command."""
        if self.get_command(ctx, args[0]) is None:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            raise Misuse(with_near(msg("没有命令 {name}", name=args[0]), near), ctx)
        return super().resolve_command(ctx, args)


YEAR = click.argument("year", cls=Argument, type=Year(), metavar="YEAR", explain=_("报告总结的年度，四位数字"))
"""The argument of commands on one report."""


def with_near(words: Message, near: Sequence[str]) -> Message:
    """The words, and what could have been meant."""
    return msg("{words}，是不是 {near}？", words=words, near=" / ".join(near)) if near else words


def usage_line(command: click.Command, ctx: click.Context) -> str:
    """「用法：report check [选项] YEAR」."""
    session = ctx.ensure_object(Session)
    rest = [session.say(_("[选项]"))]
    for argument in _arguments(command):
        name = argument.human_readable_name
        rest.append(name if argument.required else f"[{name}]")
    if isinstance(command, click.Group):
        rest.append(session.say(_("命令 …")))
    return session.say(msg("用法：{command} {rest}", command=ctx.command_path, rest=" ".join(rest)))


def help_text(command: click.Command, ctx: click.Context) -> str:
    """The whole help of a command."""
    from report_kit.show.help import help_page

    say = ctx.ensure_object(Session).say
    options = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    listed = command.list_commands(ctx) if isinstance(command, Group) else ()
    commands = [
        (name, sub) for name in listed if isinstance(command, Group) and (sub := command.get_command(ctx, name))
    ]
    sections = [
        (say(msg("参数：")), [(param.human_readable_name, say(param.explain)) for param in _arguments(command)]),
        (say(msg("命令：")), [(name, say(sub.help or "").split("\n")[0]) for name, sub in commands]),
        (say(msg("选项：")), [_option_row(option, say) for option in options]),
    ]
    return help_page(usage_line(command, ctx), say(command.help or ""), sections)


def _arguments(command: click.Command) -> list[Argument]:
    return [param for param in command.params if isinstance(param, Argument)]


def _option_row(option: click.Option, say: Callable[[str | Message], str]) -> tuple[str, str]:
    names = ", ".join(option.opts)
    if "--help" in option.opts:
        return names, say(_("显示这段说明"))
    words = say(option.help or "")
    if isinstance(option.type, OneOf):
        names += " " + (option.opts[-1].lstrip("-").upper())
        words = say(msg("{words}：{choices}", words=words, choices=", ".join(option.type.choices)))
    elif not option.is_flag:
        names += f" {option.metavar}"
    return names, words


def complaint(error: click.UsageError) -> Message:
    """What was wrong with the command line, whichever version of click found it."""
    if isinstance(error, Misuse):
        return error.words
    if isinstance(error, click.NoSuchOption):
        return with_near(msg("没有选项 {name}", name=error.option_name), error.possibilities or ())
    if isinstance(error, click.MissingParameter):
        param = error.param
        missing = param.opts[0] if isinstance(param, click.Option) else param.human_readable_name if param else ""
        return msg("缺少 {name}", name=missing)
    if isinstance(error, click.BadOptionUsage):
        params = error.ctx.command.params if error.ctx else []
        flags = {name for param in params if isinstance(param, click.Option) and param.is_flag for name in param.opts}
        if error.option_name in flags:
            return msg("选项 {name} 后面不跟值", name=error.option_name)
        return msg("选项 {name} 后面要跟一个值", name=error.option_name)
    return msg("命令写得不对：{words}", words=error.format_message())
