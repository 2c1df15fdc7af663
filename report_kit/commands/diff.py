"""``report diff``: what changed between two sides, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from report_kit.command_line import FINE, WRONG, Argument, Command, Misuse, OneOf, Session, Year, _
from report_kit.diagnostics import msg

if TYPE_CHECKING:
    from report_kit.flows.review import Refusal


@click.command(
    "diff",
    cls=Command,
    help=_(
        "比较两稿：哪些数字、文字、次序变了，各是什么原因\n"
        "A、B 可以是 git 的版本（HEAD~1、main）、项目或年份的文件夹、Word 文件；也可以写成一个范围 main..分支。"
        "都不写时比较 HEAD 和工作区；只写 A 时和工作区比较。有不同时退出码为 1。"
    ),
)
@click.argument("sides", cls=Argument, nargs=-1, metavar="A [B]", explain=_("原来的一稿、现在的一稿"))
@click.option("--year", type=Year(), metavar="YEAR", help=_("比较哪一年的报告，默认是最近有变动的一年"))
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
def command(
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
        session.put(files["page"], changes_html(found.changes, session.translate, language=language).encode())
    if files["marked"]:
        from report_kit.flows.redlining import redlined

        made = redlined(found, files["existing"], session.translate)
        if isinstance(made, Refusal):
            raise _refused(made)
        session.put(files["marked"], made.data)
        session.tell("".join(f"{session.say(remark)}\n" for remark in made.remarks))
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


def _refused(refusal: Refusal) -> Misuse:
    """What cannot be compared, as a complaint."""
    words, hint = refusal.message, refusal.hint
    return Misuse(msg("{words}。{hint}", words=words, hint=hint) if hint else words)
