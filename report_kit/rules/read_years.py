"""Years in a document of others, where no fact declares any: what surely is in the wrong year.

Another year in such a text is nearly always a base, a plan, the beginning of something or its name. Wrong is a
result that the year itself heads: 2024年共清查3260家 among the results of 2023.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile
from typing import TYPE_CHECKING

from report_kit.diagnostics import Severity, msg
from report_kit.facts.model import Literal
from report_kit.facts.patterns import pattern
from report_kit.facts.values import Date, Period, Quantity
from report_kit.rules.rule import Finding
from report_kit.rules.subject import years_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_kit.facts.model import Prose
    from report_kit.facts.scan import Found
    from report_kit.rules.subject import Subject
    from report_kit.rules.typed import TypedText

    Dated = tuple[TypedText, Found, Date | Period]

_HEADS = (
    "(?:^|[。！？；：\n]|[一二三四五六七八九十]是)[ \u3000]{0,4}(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．])?$"
)
"""What stands before a date that heads a sentence."""
_REACHED = "[^。！？；\n]{0,12}?(?:共|累计|已|[^，。]了)"
_AHEAD = (
    "将|拟|计划|要|力争|争取|预计|预期|目标|任务|确保|继续|推进|抓好|安排|列入|纳入|到期|有效|截止|前|底前|预算|提前|规划|合同|起"
    "|以来|版|度(?:考核|评价|评选|评比)|届"
)
_COMPARED = "(?<!评)比|较|同期|上年|上一年|去年|增长|增加|下降|减少|提高|上升|降低|回落|持平|由|从|以来|累计"
_PRAISE = "第[一二三1-3]名?|位居|名列|排名|获|荣|评为|入选|优秀|先进|示范|表彰|通报表扬|典型"

_SAME_TITLE = (
    "(?<![0-9])((?:19|20)[0-9]{2})年度?[^，。；0-9]{0,12}(?:总结|回顾)(?:情况|报告)?[和与及、暨][^，。；0-9]{0,8}"
    "(?P<plan>((?:19|20)[0-9]{2})年度?[^，。；0-9]{0,8}(?:计划|打算|安排|思路))"
)
_PARTS = "半年|季度|[0-9一二三四五六七八九十]月|学期"
_CARRIED_OUT = "(?:的)?(?:完成|落实|执行|推进|进展)"
_PROMISED = "(?:工作|发展)?(?:计划|打算|安排|思路)"
_PLANNED = (
    "计划|打算|安排|思路|谋划|规划|下一步|下步|下一阶段|今后|来年|明年|下一年|下年|新的一年|展望|目标任务|努力方向"
)
_BEGINNING = 40
_LONGEST = 200
"""Characters of a sentence, on either side of a date, that are looked at."""
_FIRST = 5
"""Paragraphs among which title and notice stand."""
_CHAPTERS = 2


def results_elsewhere(subject: Subject, dated: Iterable[Dated]) -> Iterator[Finding]:
    """Results that a year heads which is not the report's: an error for a later year, which cannot be."""
    year = subject.report.year
    for typed, found, value in dated:
        told = years_of(value)
        if not isinstance(value, Date) or value.month is not None or len(told) != 1 or not _heads_result(typed, found):
            continue
        later = told[0] > year
        if later and (subject.report_day is None or subject.report_day.year > year):
            day = subject.report_day
            if day is not None and (day.year > told[0] or (day.year == told[0] and day.month > 3)):
                continue  # a report so late may tell what was done since
        elif later or not _alone(typed, found):
            continue
        yield Finding(
            typed.location(found.start, found.end),
            msg("写的是 {date}，不在{year}年之内", date=typed.block.text[found.start : found.end], year=year),
            hint=msg("核对年份；确是另一年的事，把这一年和{year}年的关系写明白", year=year),
            severity=Severity.ERROR if later else Severity.WARNING,
        )


def _heads_result(typed: TypedText, found: Found) -> bool:
    """Whether the sentence begins with the date and goes on with what was reached, in figures."""
    text = typed.block.text
    if not pattern(_HEADS).search(text, max(0, found.start - 16), found.start):
        return False
    _, end = typed.sentence(found.start)
    end = min(end, found.end + _LONGEST)
    figure = next((one.start for one in _between(typed, found.end, end) if isinstance(one.value, Quantity)), -1)
    if figure < 0 or not pattern(_REACHED).match(text, found.end, figure):
        return False
    return pattern(_AHEAD).search(text, found.end, figure) is None


def _between(typed: TypedText, start: int, end: int) -> Iterator[Found]:
    """What was found in a range, without looking at the rest of a block that may be huge."""
    first = bisect_left(typed.found, start, key=_start)
    return takewhile(lambda one: one.start < end, (typed.found[place] for place in range(first, len(typed.found))))


def _start(found: Found) -> int:
    return found.start


def _alone(typed: TypedText, found: Found) -> bool:
    """Whether nothing in the paragraph compares with, or tells of, another year."""
    text = typed.block.text
    others = (one for one in typed.found if one.start != found.start and isinstance(one.value, (Date, Period)))
    return not any(years_of(one.value) for one in others) and pattern(_COMPARED).search(text) is None


def praised_elsewhere(dated: Iterable[Dated], year: int) -> Iterator[Dated]:
    """Dates of last year in the highlights, in sentences of praise that tell no other year."""
    for typed, found, value in dated:
        start, end = typed.sentence(found.start)
        start, end = max(start, found.start - _LONGEST), min(end, found.end + _LONGEST)
        own = any(
            isinstance(one.value, (Date, Period)) and year in years_of(one.value) for one in _between(typed, start, end)
        )
        praised = pattern(_PRAISE).search(typed.block.text, found.end, end)
        if praised and not own and not pattern(_COMPARED).search(typed.block.text, start, end):
            yield typed, found, value


def unpaired_titles(subject: Subject) -> Iterator[Finding]:
    """总结 of one year and 计划 of another than the next, in the title or the notice quoted below it."""
    for block in subject.draft.blocks[:_FIRST] if subject.draft else ():
        for match in pattern(_SAME_TITLE).finditer(block.text):
            done, planned = int(match[1]), int(match[3])
            if planned == done + 1 or pattern(_PARTS).search(match.group()):
                continue
            if pattern(_CARRIED_OUT).match(block.text, match.end()):
                continue
            typed = next((one for one in subject.typed if one.block is block), None)
            yield Finding(
                typed.location(*match.span("plan")) if typed else None,
                msg("“{words}”的年份应为{year}年", words=match["plan"], year=done + 1),
                hint=msg("总结的是{year}年，计划就是下一年的；核对两个年份", year=done),
            )


def promised_plan(subject: Subject) -> Iterator[Finding]:
    """The title promises a plan, and no chapter nor the beginning of any paragraph after the first speaks of one."""
    draft, report = subject.draft, subject.report
    chapters = [one for one in report.chapters if one.title.paragraphs]
    words = _words(report.edition.title)
    match = pattern(f"(?:总结|回顾)[^，。；》]{{0,24}}?(?P<plan>{_PROMISED})").search(words)
    if draft is None or match is None or len(chapters) < _CHAPTERS or any(one.year > report.year for one in chapters):
        return
    begun = False
    planned = pattern(f"{_PLANNED}|{report.year + 1}年" if report.year else _PLANNED)
    for block in draft.blocks:
        begun = begun or block.level == 1
        if begun and planned.search(block.text[:_BEGINNING]):
            return
    place = next((part.location for part in report.edition.title.paragraphs[0] if isinstance(part, Literal)), None)
    if place is not None and len(report.edition.title.paragraphs[0]) == 1:
        place = place._replace(column=place.column + match.start("plan"), end_column=place.column + match.end("plan"))
    yield Finding(
        place,
        msg("标题说有“{words}”，正文里没有这一部分", words=match["plan"]),
        hint=msg("补上计划部分；文件若不全，换一份完整的再核对"),
    )


def _words(prose: Prose) -> str:
    return "".join(part.text for part in prose.paragraphs[0] if isinstance(part, Literal)) if prose.paragraphs else ""
