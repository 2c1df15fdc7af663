"""Promises and what became of them as text for a terminal and as Markdown tables."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, msg
from report_kit.promises import STATES, Standing, State
from report_kit.show.as_markdown import escaped, row
from report_kit.show.width import padded, shown, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_kit.diagnostics import Translate
    from report_kit.show.plans import PlanEntry, PlanResult, Plans

_STEP = "  "


def plans_text(plans: Plans, translate: Translate | None = None) -> str:
    """Each item with its promises, what was reached, by what, and where that is written; then how many there are."""
    states = {state: words.text(translate) for state, words in STATES.items()}
    column = max(map(width, states.values())) + len(_STEP)
    depths, by_id = _depths(plans.entries), {entry.id: entry for entry in plans.entries}
    lines: list[str] = []
    for entry in plans.entries:
        if entry.kind == "item" and lines:
            lines.append("")
        indent = _STEP * depths[entry.id]
        whole = by_id.get(entry.within)
        about = _about(entry, whole)
        title = _titled(entry.text, about).text(translate) if about else entry.text
        place = f"{entry.location.path}:{entry.location.line}"
        lines.append(f"{padded(states[entry.state], column)}{indent}{shown(title)}  {place}")
        within = " " * column + indent + _STEP
        lines += [within + shown(detail) for detail in _details(entry, whole, translate)]
    return "\n".join([*lines, *([""] if lines else []), *_summary(plans, translate)]) + "\n"


def plans_markdown(plans: Plans, translate: Translate | None = None) -> str:
    """A heading, the summary, and a table for each item."""
    lines = [f"## {escaped(_heading(plans).text(translate))}", ""]
    lines += [f"{escaped(line)}\n" for line in _summary(plans, translate)]
    head = (msg("工作任务"), msg("状态"), msg("目标和结果"), msg("期限"), msg("责任科室"), msg("依据"))
    for entry in plans.entries:
        if entry.kind == "item":
            lines += ["", f"### {escaped(entry.text)}", ""] if lines[-1] else [f"### {escaped(entry.text)}", ""]
            lines += [row([words.text(translate) for words in head]), row(["---"] * len(head))]
        if entry.own:
            lines.append(row(_cells(entry, translate)))
    return "\n".join(lines).rstrip("\n") + "\n"


def _heading(plans: Plans) -> Message:
    return msg("{year}年计划任务的完成情况", year=plans.year)


def _depths(entries: Sequence[PlanEntry]) -> dict[str, int]:
    """How deep each promise lies; a whole stands before its parts."""
    depths: dict[str, int] = {}
    for entry in entries:
        depths[entry.id] = depths[entry.within] + 1 if entry.within else 0
    return depths


def _about(entry: PlanEntry, whole: PlanEntry | None) -> list[Message | str]:
    """A promise's deadline, what it waits for, whether it is overdue, its owner unless the whole has the same."""
    words: list[Message | str] = [msg("期限 {due}", due=entry.due)] if entry.due and entry.own else []
    if entry.pending:
        words.append(msg("待补"))
    if entry.overdue and entry.own and entry.state is not State.LATE:
        words.append(msg("期限已过"))
    if entry.owner and not (whole and whole.owner == entry.owner):
        words.append(entry.owner)
    return words


def _titled(promise: str, about: Sequence[Message | str]) -> Message:
    return msg("{promise}（{about}）", promise=promise, about=_listed(about))


def _listed(words: Sequence[Message | str]) -> Message | str:
    """Words one after the other, with the comma of the language."""
    return reduce(_then, words)


def _then(left: Message | str, right: Message | str) -> Message:
    return msg("{left}，{right}", left=left, right=right)


def _details(entry: PlanEntry, whole: PlanEntry | None, translate: Translate | None) -> Iterator[str]:
    """What stands below a promise: figures against targets, targets without a figure, proofs, reason.

    What it has from the whole that it is part of is not said again.
    """
    for result in entry.results:
        place = f"{result.fact.location.path}:{result.fact.location.line}"
        yield f"{result.fact.what} {_against(result, translate)}  {place}"
    held = {result.target.id for result in entry.results}
    for target, unproved in entry.targets:
        if unproved:
            words = msg("目标 {what} {text}：没有数据用 meets 或 misses 对照", what=target.what, text=target.text)
            yield words.text(translate)
        elif target.id not in held:
            yield msg("目标 {what} {text}", what=target.what, text=target.text).text(translate)
    if not (whole and whole.answers == entry.answers):
        for answer in entry.answers:
            place = f"{answer.location.path}:{answer.location.line}"
            yield msg("正文 {text}  {place}", text=answer.text, place=place).text(translate)
        for fact in () if entry.results else entry.facts:
            place = f"{fact.location.path}:{fact.location.line}"
            yield msg("数据 {what} {text}  {place}", what=fact.what, text=fact.text, place=place).text(translate)
    if entry.outcome is not None and not (whole and whole.outcome == entry.outcome):
        place = f"{entry.outcome.location.path}:{entry.outcome.location.line}"
        yield msg("理由 {reason}  {place}", reason=entry.outcome.reason, place=place).text(translate)


def _against(result: PlanResult, translate: Translate | None) -> str:
    """120户/146户，82.2%."""
    pair = f"{result.fact.text}/{result.target.text}"
    if result.standing is Standing.UNCLEAR:
        return msg("{pair}，无法比较", pair=pair).text(translate)
    return _then(pair, result.percent).text(translate) if result.percent else pair


def _cells(entry: PlanEntry, translate: Translate | None) -> list[str]:
    results = [f"{result.fact.what} {_against(result, translate)}" for result in entry.results]
    held = {result.target.id for result in entry.results}
    results += [f"{target.what} {target.text}" for target, _ in entry.targets if target.id not in held]
    places = [result.fact.location for result in entry.results] + [answer.location for answer in entry.answers]
    if entry.outcome is not None:
        results.append(entry.outcome.reason)
        places.append(entry.outcome.location)
    return [
        escaped(entry.text),
        escaped(_state(entry).text(translate)),
        escaped("；".join(results)),
        escaped(entry.due),
        escaped(entry.owner),
        escaped("；".join(dict.fromkeys(f"{place.path}:{place.line}" for place in places))),
    ]


def _state(entry: PlanEntry) -> Message:
    """推进中, or 推进中（待补）."""
    state = STATES[entry.state]
    return msg("{state}（待补）", state=state) if entry.pending else state


def _summary(plans: Plans, translate: Translate | None) -> list[str]:
    """How many promises there are in which state, and what could not be judged."""
    counts = plans.counts()
    lines = []
    if not plans.entries:
        return [msg("{year}年没有计划任务：data/{year} 中没有上一年报告的计划", year=plans.year).text(translate)]
    told = [msg("{state} {count}", state=STATES[state], count=counts[state]) for state in STATES if counts[state]]
    total = msg("共{count}项任务：{parts}", count=sum(counts.values()), parts=_listed(told))
    lines.append(total.text(translate))
    pending = sum(entry.pending for entry in plans.entries)
    if pending:
        lines.append(msg("推进中的有{count}项只因数字待补，还不能判断", count=pending).text(translate))
    if plans.altered:
        words = msg(
            "有{count}处与上年发出的计划不一样，见 report check {year} 的 Y101、Y102",
            count=plans.altered,
            year=plans.year,
        )
        lines.append(words.text(translate))
    if not plans.begun:
        words = msg("{year}年的报告还没有开始，全部任务都没有结果；用 report new {year} 开始", year=plans.year)
        lines.append(words.text(translate))
    elif not plans.date:
        lines.append(msg("report.yaml 没有成文日期，没有判断是否逾期").text(translate))
    return lines
