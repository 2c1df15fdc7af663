"""Rules on the structure of the report: every part that the title promises is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Severity, msg
from report_kit.rules.printed import printed
from report_kit.rules.read_years import promised_plan
from report_kit.rules.rule import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def _folder(report: Report, year: int) -> str:
    known = report.years.get(year)
    if known is not None:
        return known.folder
    parent = report.years[report.year].folder.rpartition("/")[0]
    return f"{parent}/{year}" if parent else str(year)
