"""Rules on how a figure is written: with its unit, with one approximator at most, with as many digits as it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, Severity, msg
from report_kit.facts.patterns import pattern
from report_kit.facts.values import Kind, Quantity
from report_kit.rules.moments import is_annual
from report_kit.rules.rule import Finding, rule, text_rule
from report_kit.rules.words import worth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.facts.scan import Found
    from report_kit.rules.subject import Subject
    from report_kit.rules.typed import TypedText

E, W, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

_TOTAL = "(?:共计|合计|总计|累计|总共|一共|(?<![公中])共|总[数量]为|总[数量]达到?)$"
_COUNTED_BY = r"[，。；！,;](?!\s*[0-9])|计算|测算|核算"
_NO_COUNT = "指数|系数|分数|得分|比值|比分|之比|排名|单位[:：为]"
_EXACT_DIGITS = 4
"""A figure with so many digits that are not zeros at its end is an exact one: 约3072万元, not 约280万元."""

_ABOUT = frozenset(("约", "近", "大约", "余", "多", "左右", "上下"))
_LIMITS = frozenset(("以上", "以下", "以内"))
"""They may stand beside 超 and 不足 in no sentence either, but 约1000万元以上 names a class of projects."""


@text_rule("U201", "missing-unit", E, audited=True)
def missing_unit(subject: Subject) -> Iterator[Finding]:
    """What is added up to a whole number has a unit; indices, ratios, codes and list numbers have none.

    In our own reports a fact must have one, and P302 tells of what was typed.
    """
    for typed in subject.typed if subject.foreign else ():
        for found in typed.found:
            if _bare_total(typed, found):
                yield Finding(
                    typed.location(found.start, found.end),
                    msg("“{figure}”没有单位", figure=typed.block.text[_cue(typed, found) : found.end]),
                    hint=msg("对照原件补上单位，如 名、家、件"),
                )


def _bare_total(typed: TypedText, found: Found) -> bool:
    value, text = found.value, typed.block.text
    if not isinstance(value, Quantity) or value.unit or value.scale or value.decimals or found.shared:
        return False
    if value.kind is not Kind.COUNT or value.approximate or typed.is_name(found.start, found.end):
        return False
    if typed.in_title(found.start, found.end) or not pattern(_COUNTED_BY).match(text, found.end):
        return False
    start, _ = typed.sentence(found.start)
    return _cue(typed, found) < found.start and not pattern(_NO_COUNT).search(
        text, max(start, found.start - 30), found.start
    )


def _cue(typed: TypedText, found: Found) -> int:
    """Where the words begin that say that a total follows; the figure's own place if there are none."""
    before = pattern(_TOTAL).search(typed.block.text, max(0, found.start - 4), found.start)
    return before.start() if before else found.start


def _typed_approximations(subject: Subject) -> Iterator[Finding]:
    """A figure typed in a sentence is either about so much or exactly so much."""
    for typed in subject.typed:
        for found in typed.found:
            value = found.value
            if not isinstance(value, Quantity) or not value.approximate:
                continue
            place = typed.location(found.start, found.end)
            if place is None or typed.is_name(found.start, found.end):
                continue
            if not typed.linked(found.start, found.end) and not typed.in_title(found.start, found.end):
                reason = _doubly_said(value) or _too_exact(value)
                if reason is not None:
                    yield Finding(place, reason, hint=_ONE_OF_THEM)


@rule("U205", "approximate-yet-exact", W, text=_typed_approximations, audited=True)
def approximate_yet_exact(subject: Subject) -> Iterator[Finding]:
    """约 does not stand beside a figure known to its last digit, nor beside another approximator."""
    for fact in subject.printed:
        value = fact.value
        reason = (_doubly_said(value) or _too_exact(value)) if isinstance(value, Quantity) else None
        if reason is not None:
            yield Finding(fact.location, reason, (fact.key,), hint=_ONE_OF_THEM)


_ONE_OF_THEM = msg("知道准数的写准数，去掉约数的说法；不知道的只留一个约数的说法")


def _doubly_said(value: Quantity) -> Message | None:
    """Whether two words say that it is approximate."""
    said = [word for word in (value.prefix, value.infix, value.suffix) if word]
    if len(said) < 2 or _LIMITS.intersection(said):
        return None
    return msg("“{figure}”重复表示约数：“{first}”和“{second}”", figure=str(value), first=said[0], second=said[1])


def _too_exact(value: Quantity) -> Message | None:
    """Whether it is called approximate and written to its last digit."""
    word = value.approximator
    digits = value.digits.replace(",", "").replace("，", "").strip()
    counted = value.kind in (Kind.COUNT, Kind.MONEY) and value.unit not in ("年", "周年", "岁", "")
    if word not in _ABOUT or not counted or not digits.replace(".", "", 1).isascii():
        return None
    if len(digits.replace(".", "", 1).strip("0")) < _EXACT_DIGITS:
        return None
    return msg("“{figure}”写到了最后一位，又说“{word}”", figure=str(value), word=word)


@rule("U206", "excess-digits", E)
def excess_digits(subject: Subject) -> Iterator[Finding]:
    """A written result has no more decimals than ``digits`` declares beside it."""
    for fact in subject.printed:
        value, formula = fact.value, fact.formula
        if formula is None or formula.digits is None or not isinstance(value, Quantity):
            continue
        if value.decimals > formula.digits:
            yield Finding(
                fact.location,
                msg(
                    "{name}写为 {stated}，有{decimals}位小数，而 digits 规定{digits}位",
                    name=fact.name,
                    stated=worth(subject, fact.key),
                    decimals=value.decimals,
                    digits=formula.digits,
                ),
                (fact.key,),
                hint=msg("按规定的位数四舍五入，或者改 digits"),
            )


@text_rule("N151", "approximate-in-summary", NOTE, audited=True, preview=True)
def approximate_in_summary(subject: Subject) -> Iterator[Finding]:
    """What was done in the year is counted: 余 and 近 stand for a number that the office knows."""
    for typed in subject.typed if is_annual(subject) else ():
        if typed.chapter is not None and typed.chapter.year != subject.report.year:
            continue
        for found in typed.found:
            value = found.value
            if not isinstance(value, Quantity) or value.kind not in (Kind.COUNT, Kind.MONEY):
                continue
            if (value.prefix in ("近", "约", "大约") or value.infix or value.suffix == "左右") and value.unit:
                place = typed.location(found.start, found.end)
                if place is not None and value.unit not in ("年", "周年", "岁"):
                    yield Finding(
                        place,
                        msg("“{figure}”是约数，年度总结宜写准数", figure=str(value)),
                        hint=msg("查台账，写准数"),
                    )
