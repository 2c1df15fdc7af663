"""Rules on the structure of the report: every part that the title promises is there, headings stand apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Severity, msg
from report_kit.facts.patterns import pattern
from report_kit.indicators import indicator_rows
from report_kit.promises import promise_rows
from report_kit.rules.printed import printed
from report_kit.rules.read_years import promised_plan
from report_kit.rules.rule import Finding, rule, text_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.facts.model import Attachment
    from report_kit.report import Report
    from report_kit.rules.subject import Subject


def _typed_promises(subject: Subject) -> Iterator[Finding]:
    """A document of others has the plan that its title promises."""
    if subject.foreign:
        yield from promised_plan(subject)


@rule("S103", "missing-section", Severity.ERROR, text=_typed_promises, audited=True)
def missing_section(subject: Subject) -> Iterator[Finding]:
    """Every chapter declared has its file and something in it, and the title promises no other."""
    report = subject.report
    for chapter in report.chapters:
        folder = _folder(report, chapter.year)
        path = f"{folder}/{chapter.id}.yaml"
        title = printed(report, chapter.title).text
        known = report.years.get(chapter.year)
        if known is not None and chapter.id in known.incomplete:
            continue  # what is in the file is not known; why, is told already
        if chapter.file is None:
            yield Finding(
                chapter.location,
                msg("“{title}”这一部分还没有内容：找不到 {path}", title=title, path=path),
                hint=msg("写好 {path}；不需要这一部分的，从 chapters 中删去", path=path),
            )
        elif not chapter.file.items:
            yield Finding(
                chapter.location,
                msg("“{title}”这一部分是空的：{path} 中一项也没有", title=title, path=path),
                hint=msg("在 {path} 的 items 下写上各项工作", path=path),
            )
    yield from _promised(report)


def _promised(report: Report) -> Iterator[Finding]:
    """What the title says the report holds."""
    title = printed(report, report.edition.title).text.replace(report.edition.unit, "")
    years = {chapter.year for chapter in report.chapters}
    if report.year + 1 not in years and any(word in title for word in ("工作计划", "工作打算", "工作安排")):
        yield Finding(
            report.edition.title.location,
            msg("标题写了下一年的计划，而 chapters 中没有下一年的部分"),
            hint=msg('在 chapters 中加上 {{id: plans, title: "{{{{ next_year }}}}年工作计划", year: next}}'),
        )
    if report.year not in years and "工作总结" in title:
        yield Finding(
            report.edition.title.location,
            msg("标题写了总结，而 chapters 中没有本年的部分"),
            hint=msg("在 chapters 中加上本年工作的部分"),
        )


@rule("S104", "empty-annex", Severity.ERROR)
def empty_annex(subject: Subject) -> Iterator[Finding]:
    """A table that report.yaml asks for has a row."""
    report = subject.report
    if report.years[report.year].incomplete:
        return  # a row may stand where nothing was read; why, is told already
    for attachment in report.edition.attachments:
        if attachment.table == "indicators" and not indicator_rows(report):
            yield Finding(
                attachment.location,
                msg("附件“{title}”里一行也没有：没有一个事实写了 indicator: yes", title=_title(report, attachment)),
                hint=msg("在要列入的事实后面写 indicator: yes；不要这张表的，删去这个附件"),
            )
        elif attachment.table == "plans" and not promise_rows(report):
            yield Finding(
                attachment.location,
                msg(
                    "附件“{title}”里一行也没有：{folder} 里没有上一年写下的计划",
                    title=_title(report, attachment),
                    folder=report.years[report.year].folder,
                ),
                hint=msg("把为本年定的计划写进本年的文件夹；不要这张表的，删去这个附件"),
            )


def _title(report: Report, attachment: Attachment) -> str:
    return printed(report, attachment.title).text


_NUMBER = "[ \u3000]*[（(][一二三四五六七八九十]{1,3}[）)]"
_GLUED = (
    f"{_NUMBER}(?P<title>[^，。；：、,;:\n]{{4,24}}?(?:建设|发展|管理|工作|体系|服务体系|改革|治理|保障))"
    "(?=(?:推动|推进|开展|加强|加快|提升|实施|落实|完善|促进|深化|强化|做好|引导|持续)[^，。；：、,;:\n]{4,60}[，。；])"
)
_CLAIMED = (
    f"{_NUMBER}(?P<title>(?:加强|推进|完善|促进|做好|规范|深化|强化|引导|推动)[^，。；：、,;:\n]{{2,12}}?"
    r"(?:建设|发展|管理|工作|体系|改革|治理|保障))(?=[^，。；：、,;:\n与和的]{8,60}(?:明显|显著|稳步|不断|持续)[^\W\d_]{2}。)"
)


@text_rule("S105", "run-in-heading", Severity.NOTE, audited=True, preview=True)
def run_in_heading(subject: Subject) -> Iterator[Finding]:
    """A numbered heading ends before its text begins: with a full stop, or on a line of its own."""
    for typed in subject.typed:
        if typed.block.level:
            continue
        match = pattern(_GLUED).match(typed.block.text) or pattern(_CLAIMED).match(typed.block.text)
        place = typed.location(*match.span("title")) if match else None
        if match is not None and place is not None:
            yield Finding(
                place,
                msg("标题“{title}”和后面的正文连在一起", title=match["title"]),
                hint=msg("标题后加句号，或者另起一行"),
            )


def _folder(report: Report, year: int) -> str:
    known = report.years.get(year)
    if known is not None:
        return known.folder
    parent = report.years[report.year].folder.rpartition("/")[0]
    return f"{parent}/{year}" if parent else str(year)
