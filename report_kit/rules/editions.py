"""Editions and anniversaries: what is held every year since 2015 is held for the ninth time in 2023."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import msg
from report_kit.facts.patterns import pattern
from report_kit.facts.values import Date, Ordinal, Quantity
from report_kit.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.facts.scan import Found
    from report_kit.rules.subject import Subject
    from report_kit.rules.typed import TypedText

_YEARLY = "(?:起|以来|开始)，?[^，。；\n0-9]{0,12}(?:每年|一年)[^，。；\n]{0,8}(?:一|1)[届次]"
_FOUNDED_BEFORE = "(?:成立|建立|创办|创立|设立|建[校院馆站局厂会园])于$"
_FOUNDED_BEHIND = "[^，。；\n]{0,6}?(?:成立|建立|创办|创立|设立|建[校院馆站局厂会园])"
_LEADS_TO = (
    "(?:[，的]|迎来|喜迎|举办|举行|正值|恰逢|适逢|庆祝|时值|成功|已经|已|[是为]){0,5}"
    "(?:成立|建立|创办|创立|设立|建[校院馆站局厂会园])?"
)
"""What may stand between the year and the number, so that it is told of the same thing."""
_INTERRUPTED = "停办|停开|暂停|中断|未举办|没有举办|取消|顺延|推迟|恢复|合并|除外|除[0-9]|疫情|重新|更名|前身"

_NEXT = 8
"""So many figures and dates behind a date are looked at."""


class Counted(NamedTuple):
    """A number of editions or years: when it began, when it had come so far, and what is said of it."""

    since: Date
    when: Date
    start: int
    end: int
    stated: int
    right: int


def miscounted_editions(subject: Subject) -> Iterator[Finding]:
    """An edition or anniversary is the one that its years make it."""
    for typed in subject.typed:
        told = "届" in typed.block.text or "周年" in typed.block.text
        for index in range(len(typed.found)) if told else ():
            for counted in _counted(typed, index):
                place = typed.location(counted.start, counted.end)
                if counted.stated != counted.right and place is not None:
                    yield Finding(
                        place,
                        msg(
                            "从{since}算起，到{when}应为{right}，写的是“{stated}”",
                            since=str(counted.since),
                            when=str(counted.when),
                            right=_like(typed, counted),
                            stated=typed.block.text[counted.start : counted.end],
                        ),
                        hint=msg("对照原件改正其中之一；中间停过的，在句中说明"),
                    )


def _counted(typed: TypedText, index: int) -> Iterator[Counted]:
    """What the sentence says of a thing that began in the year of this date."""
    text, found = typed.block.text, typed.found[index]
    since = found.value
    if not isinstance(since, Date) or since.year is None or since.month is not None:
        return
    start, end = typed.nearby(found.start)
    if pattern(_INTERRUPTED).search(text, start, end):
        return
    yearly = pattern(_YEARLY).match(text, found.end)
    founded = pattern(_FOUNDED_BEFORE).search(text, start, found.start) or pattern(_FOUNDED_BEHIND).match(
        text, found.end
    )
    if not yearly and not founded:
        return
    reached = yearly.end() if yearly else found.end
    when: Found | None = None
    for one in typed.found[index + 1 : index + 1 + _NEXT]:
        if not reached <= one.start < end:
            continue
        if isinstance(one.value, Date):
            when = one if one.value.year is not None else None
        elif when is not None and pattern(_LEADS_TO).fullmatch(text, when.end, one.start):
            number = _number(one, yearly=yearly is not None)
            year = when.value
            assert isinstance(year, Date)
            if number is not None and year.year is not None and year.year > since.year:
                right = year.year - since.year + (yearly is not None)
                yield Counted(since, year, one.start, one.end, number, right)


def _number(found: Found, *, yearly: bool) -> int | None:
    value = found.value
    if yearly:
        return value.number if isinstance(value, Ordinal) and value.unit == "届" else None
    return int(value.value) if isinstance(value, Quantity) and value.unit == "周年" and value.exact else None


def _like(typed: TypedText, counted: Counted) -> str:
    shown = typed.block.text[counted.start : counted.end]
    return f"第{counted.right}届" if shown.endswith("届") else f"{counted.right}周年"
