"""The command ``report``: options and help. Each command calls one flow and shows its outcome."""

from __future__ import annotations

import gc
import os
import sys

if sys.argv[1:2] == ["textconv"]:
    # git starts this for every version of every Word file: it is answered before click and the rest are loaded.
    from report_kit.flows.textconv import answer, asked, textconv

    if asked(sys.argv[1:]):
        gc.disable()
        sys.exit(answer(textconv(sys.argv[2], "en" if os.environ.get("REPORT_LANG") == "en" else "zh")))

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_kit.command_line import (
    Argument,
    Day,
    Group,
    Misuse,
    OneOf,
    Session,
    Year,
    _,
    complaint,
    usage_line,
    with_near,
)
from report_kit.diagnostics import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_kit.facts.values import Date
    from report_kit.flows.pipeline import Assembly
    from report_kit.flows.review import Refusal

FINE, WRONG, MISUSED, CRASHED, STOPPED, PIPE_CLOSED = 0, 1, 2, 70, 130, 141
LANGUAGES = ("zh", "en")
FORMATS = ("text", "json", "sarif", "github", "markdown")


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
    session = Session(_language(arguments))
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


YEAR = click.argument("year", cls=Argument, type=Year(), metavar="YEAR", explain=_("报告总结的年度，四位数字"))


@application.command(
    help=_(
        "生成一年的报告，存到 build/YEAR\n数据里有错误时照样生成草稿，错误写成批注放在有关数字旁边；待补的数字加底色。"
    ),
)
@YEAR
@click.option("-o", "--output", metavar="DIR", default="", help=_("写到这个文件夹，不写到 build/YEAR"))
@click.option("--final", is_flag=True, help=_("生成定稿；还有错误或待补的数字时不生成"))
@click.option("--check", is_flag=True, help=_("换环境生成两次，看结果是否逐字节相同；不写文件"))
@click.pass_obj
def build(session: Session, year: int, output: str, *, final: bool, check: bool) -> int:
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


@application.command(help=_("核对一年的数据，不写文件\n做的核对和 build 完全相同。"))
@YEAR
@click.option("--final", is_flag=True, help=_("按定稿要求核对，待补的数字也算错误"))
@click.option("--strict", is_flag=True, help=_("有警告时也算不通过"))
@click.option("--select", metavar="CODES", default="", help=_("只看这些规则，如 N101,D 或 sum-mismatch"))
@click.option("--ignore", metavar="CODES", default="", help=_("不看这些规则"))
@click.option("--preview", is_flag=True, help=_("也用试行的规则，它们可能误报"))
@click.option("--coverage", is_flag=True, help=_("列出无从核对的数字，和最省事的核对办法"))
@click.option("--format", "form", type=OneOf(FORMATS), default="text", help=_("输出的格式"))
@click.pass_obj
def check(
    session: Session,
    year: int,
    form: str,
    select: str,
    ignore: str,
    *,
    final: bool,
    strict: bool,
    preview: bool,
    coverage: bool,
) -> int:
    """Show every problem of a year's data."""
    from report_kit import __version__
    from report_kit.flows.check import chosen, exit_code, narrowed, tried
    from report_kit.flows.coverage import unchecked_entries
    from report_kit.show.outcome import outcome_as

    picked, dropped = chosen(select), chosen(ignore)
    _known_rules(session, [*picked, *dropped])
    assembly = session.assemble(year, final=final, preview=preview or tried(picked))
    outcome = narrowed(assembly.outcome, picked, dropped)
    listed = unchecked_entries(assembly) if coverage else None
    session.send(
        outcome_as(form, outcome, year, __version__, session.translate, color=session.colors(), unchecked=listed)
    )
    return exit_code(outcome.diagnostics, strict=strict)


@application.command(
    help=_(
        "核对一份现成的文件：.docx、.txt 或 .md\n"
        "只看文字本身：数字之间、日期之间、前后说法有没有矛盾。不要求有项目，也不改动文件。"
    ),
)
@click.argument("file", cls=Argument, metavar="FILE", explain=_("要核对的文件"))
@click.option("--year", type=Year(), metavar="YEAR", help=_("总结的是哪一年；不写时从文中判断"))
@click.option("--date", "day", type=Day(), metavar="DATE", help=_("成文日期，如 2024-01-29；不写时从文中判断"))
@click.option("--allow", metavar="FILE", default="", help=_("例外清单（YAML），逐条写明代码和理由"))
@click.option("--strict", is_flag=True, help=_("有警告时也算不通过"))
@click.option("--select", metavar="CODES", default="", help=_("只看这些规则，如 N101,D 或 sum-mismatch"))
@click.option("--ignore", metavar="CODES", default="", help=_("不看这些规则"))
@click.option("--preview", is_flag=True, help=_("也用试行的规则，它们可能误报"))
@click.option("--format", "form", type=OneOf(FORMATS), default="text", help=_("输出的格式"))
@click.pass_obj
def audit(  # noqa: PLR0917 - click hands over options by name
    session: Session,
    file: str,
    year: int | None,
    day: Date | None,
    allow: str,
    form: str,
    select: str,
    ignore: str,
    *,
    strict: bool,
    preview: bool,
) -> int:
    """Show every contradiction in a document of others."""
    from report_kit import __version__
    from report_kit.flows.audit import Told
    from report_kit.flows.check import chosen, exit_code, narrowed, tried
    from report_kit.show.outcome import outcome_as

    picked, dropped = chosen(select), chosen(ignore)
    _known_rules(session, [*picked, *dropped])
    found = session.audit(file, Told(year, day, allow), preview=preview or tried(picked))
    outcome = narrowed(found.outcome, picked, dropped)
    session.send(outcome_as(form, outcome, found.year, __version__, session.translate, color=session.colors()))
    return exit_code(outcome.diagnostics, strict=strict)


@application.command(help=_("列出一年的全部事实：数值、写在哪里、在哪里出现"))
@YEAR
@click.option("--format", "form", type=OneOf(("text", "json", "csv")), default="text", help=_("输出的格式"))
@click.pass_obj
def facts(session: Session, year: int, form: str) -> int:
    """List every fact with its places."""
    from report_kit.flows.facts import fact_entries
    from report_kit.show.as_json import dumps
    from report_kit.show.facts import facts_csv, facts_json, facts_text

    assembly = session.assemble(year)
    entries = fact_entries(assembly)
    if form == "json":
        session.send(dumps(facts_json(entries, year)))
    elif form == "csv":
        session.send(facts_csv(entries))
    else:
        session.send(facts_text(entries, session.translate))
    return _told_what_blocks(session, assembly)


@application.command(
    help=_(
        "查一个数字的来历：写在哪里，由什么算出，出现在哪些句子\n"
        "QUERY 可以是印出来的数字（62.7%）、事实的名称（床位），也可以是正文里的一句话。"
    ),
)
@YEAR
@click.argument(
    "query", cls=Argument, nargs=-1, required=True, metavar="QUERY", explain=_("数字、事实名称或正文里的字句")
)
@click.option("--format", "form", type=OneOf(("text", "json")), default="text", help=_("输出的格式"))
@click.pass_obj
def trace(session: Session, year: int, query: tuple[str, ...], form: str) -> int:
    """Show where a figure comes from and where it goes."""
    from report_kit.flows.trace import trace as traced
    from report_kit.show.as_json import dumps
    from report_kit.show.trace import trace_json, trace_text

    assembly = session.assemble(year)
    answer = traced(assembly, " ".join(query))
    if form == "json":
        session.send(dumps(trace_json(answer)))
    else:
        session.send(trace_text(answer, assembly.outcome.sources, session.translate))
    return _told_what_blocks(session, assembly) or (FINE if answer.found else WRONG)


@application.command(
    help=_(
        "比较两稿：哪些数字、文字、次序变了，各是什么原因\n"
        "A、B 可以是 git 的版本（HEAD~1、main）、项目或年份的文件夹、Word 文件；也可以写成一个范围 main..分支。"
        "都不写时比较 HEAD 和工作区；只写 A 时和工作区比较。有不同时退出码为 1。"
    ),
)
@click.argument("sides", cls=Argument, nargs=-1, metavar="A [B]", explain=_("原来的一稿、现在的一稿"))
@click.option("--year", type=Year(), metavar="YEAR", help=_("比较哪一年的报告，默认是最近一年"))
@click.option("--since", type=OneOf(("published",)), help=_("和发文时的数字（published.json）比较"))
@click.option(
    "--format", "form", type=OneOf(("text", "json", "markdown", "brief")), default="text", help=_("输出的格式")
)
@click.option("--html", "page", metavar="F", default="", help=_("再写一个网页，可以发给别人看"))
@click.option("--redline", "marked", metavar="F", default="", help=_("再写一份带修订标记的 Word 文件，批注写明原因"))
@click.option(
    "--existing",
    type=OneOf(("accept", "reject", "keep")),
    default="accept",
    help=_("两稿里原有的修订：接受、拒绝或照原样保留，只用于 --redline"),
)
@click.pass_obj
def diff(
    session: Session,
    /,
    sides: tuple[str, ...],
    year: int | None,
    since: str | None,
    form: str,
    **files: str,
) -> int:
    """Show what changed between two sides, and why; ``files`` to write besides, and what becomes of old revisions."""
    from report_kit.flows.review import Asked, Refusal
    from report_kit.show.reviewed import reviewed_as, unread_text

    if len(sides) > 2:
        raise Misuse(msg("最多写两稿；多出来的是“{name}”", name=sides[2]))
    _not_over_sides(session, sides, files["page"], files["marked"])
    found = session.review(Asked(session.start, sides, year, since is not None, bool(files["marked"])))
    if isinstance(found, Refusal):
        raise _refused(found)
    if files["page"]:
        from report_kit.show.as_html import changes_html

        language = "zh-CN" if session.language == "zh" else session.language
        _put(session, files["page"], changes_html(found.changes, session.translate, language=language).encode())
    if files["marked"]:
        from report_kit.flows.redlining import listed, redlined

        made = redlined(found, files["existing"], session.translate)
        if isinstance(made, Refusal):
            raise _refused(made)
        _put(session, files["marked"], made.data)
        session.tell(listed(made.remarks, session.translate))
    session.tell(unread_text(found.unread, session.translate))
    session.send(reviewed_as(form, found.changes, session.translate, color=session.colors()))
    return WRONG if found.changes.different else FINE


def _not_over_sides(session: Session, sides: tuple[str, ...], *written: str) -> None:
    """Refuse to write over a file that is compared, or two files into one."""
    taken = {(session.start / one).resolve() for one in sides}
    for path in filter(None, written):
        place = (session.start / path).resolve()
        if place in taken:
            raise Misuse(msg("{path} 已经用作另一个文件，换一个文件名", path=path))
        taken.add(place)


def _put(session: Session, path: str, data: bytes) -> None:
    """Write a file named in an option."""
    from report_kit.flows.redlining import put

    refusal = put(session.start, path, data)
    if refusal is not None:
        raise _refused(refusal)


def _refused(refusal: Refusal) -> Misuse:
    """What cannot be compared, as a complaint."""
    words, hint = refusal.message, refusal.hint
    return Misuse(msg("{words}。{hint}", words=words, hint=hint) if hint else words)


@application.command(help=_("看一条规则的说明：为什么、错误的写法、正确的写法\n不写 CODE 时列出全部规则。"))
@click.argument("code", cls=Argument, required=False, metavar="CODE", explain=_("规则的代号或名称，如 N101"))
@click.pass_obj
def rule(session: Session, code: str | None) -> int:
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


@application.command(
    help=_("写出数据文件的 JSON Schema，供 VS Code 等编辑器补全和提示错误\n不写 -o 时直接输出。"),
)
@click.option("-o", "--output", metavar="DIR", help=_("写到这个文件夹"))
@click.pass_obj
def schema(session: Session, output: str | None) -> int:
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


@application.command(
    "textconv",
    help=_(
        "把 Word 文件写成文字，供 git diff 比较\n"
        "标题前加 #，一句一行，表格一行一行；修订按已接受显示，批注不显示，页眉页脚和脚注列在最后。"
    ),
)
@click.argument("file", cls=Argument, metavar="FILE", explain=_("Word 文件（.docx）"))
@click.pass_obj
def textconv_command(session: Session, file: str) -> int:
    """Show a Word file as text; what git itself asks is answered at the top of this file."""
    from report_kit.flows.textconv import answer, textconv

    return answer(textconv(str(session.start / file), session.language))


@application.command(
    "git-setup",
    help=_(
        "让 git diff 显示 Word 文件里改了哪些句子\n"
        "在 .gitattributes 里写一行（请提交），并改这个仓库在本机的设置；每个克隆各运行一次，多次运行无妨。"
    ),
)
@click.option("--undo", is_flag=True, help=_("恢复原样"))
@click.pass_obj
def git_setup(session: Session, *, undo: bool) -> int:
    """Make git show Word files as text, or no more."""
    from report_kit.flows.git_setup import set_up, undo_set_up
    from report_kit.git import GitProblem
    from report_kit.show.git import git_problem_text

    told = undo_set_up(session.start) if undo else set_up(session.start, (sys.executable, __file__))
    if isinstance(told, GitProblem):
        session.tell(git_problem_text(told, session.translate))
        return MISUSED
    session.send("".join(f"{session.say(words)}\n" for words in told))
    return FINE


def _told_what_blocks(session: Session, assembly: Assembly) -> int:
    """Tell on standard error what keeps the answer from being whole; the exit code for it."""
    from report_kit.flows.check import blocking, exit_code
    from report_kit.show.as_text import problems

    found = blocking(assembly.outcome.diagnostics)
    session.tell(problems(found, assembly.outcome.sources, session.translate))
    return exit_code(found)


def _known_rules(session: Session, choices: Sequence[str]) -> None:
    """Refuse a choice that means no rule."""
    from report_kit.flows.check import matches
    from report_kit.flows.rule import near_rules, rule_pages
    from report_kit.shipped_files import shipped

    pages = rule_pages(shipped("docs/rules"), session.files) if choices else ()
    for choice in choices:
        if not any(matches(choice, page.code, page.name) for page in pages):
            raise Misuse(with_near(msg("没有规则 {code}", code=choice), near_rules(pages, choice)))


if __name__ == "__main__":
    main()
