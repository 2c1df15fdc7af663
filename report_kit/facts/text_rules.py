"""Wording rules as data: what templates/text_rules.yaml holds, and where a text breaks them.

The kinds: *avoid* words, *prefer* others in their place, *agree* on one of several spellings in a whole document,
*repeat* (a word written twice), *pair* (marks that open and close).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, Severity
from report_kit.facts.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from report_kit.diagnostics import Translate
    from report_kit.facts.text_patterns import TextPattern

AVOID, PREFER, AGREE, REPEAT, PAIR = KINDS = ("avoid", "prefer", "agree", "repeat", "pair")


class Bilingual(Message):
    """Words that come with their rule: Chinese as ``template``, English as the only argument; no fields."""

    __slots__ = ()

    def text(self, translate: Translate | None = None) -> str:
        """The words; English, where there is some, for whoever reads another language."""
        english = str(self.arguments[0][1]) if self.arguments else ""
        return english if translate and english else self.template


class Wanted(NamedTuple):
    """One pattern of a rule. ``mend`` is what belongs in the place of its part; None if nobody can say.

    ``asked``: whether it is wrong a person decides, so that it is told one degree more quietly.
    """

    pattern: TextPattern
    mend: str | None = None
    asked: bool = False


class TextRule(NamedTuple):
    """One rule. ``says`` is what is wrong; ``basis`` the clause that says so.

    ``unless``: a hit that touches a match of these passes. ``quoted``: titles in 《》 and quotations are looked at as
    well. ``once``: one finding a paragraph, with the number of its like. ``preview``: looks only when asked to.
    ``marks`` are the pairs of kind *pair*; ``path`` is the file the rule was read from.
    """

    code: str
    name: str
    kind: str
    severity: Severity
    basis: str
    why: str
    says: Bilingual
    wanted: tuple[Wanted, ...] = ()
    unless: tuple[TextPattern, ...] = ()
    quoted: bool = False
    once: bool = False
    preview: bool = False
    marks: tuple[str, ...] = ()
    must_flag: tuple[str, ...] = ()
    must_pass: tuple[str, ...] = ()
    path: str = ""


class Hit(NamedTuple):
    """Where a text breaks a rule: ``start`` to ``end`` is the part meant, ``first`` to ``last`` what is shown of it.

    ``mend`` belongs in the place of the part if it is ``mended``. ``form`` is the number of the spelling, of rules
    that agree on one; ``mark`` the mark that a paired mark goes without.
    """

    start: int
    end: int
    first: int
    last: int
    mend: str = ""
    mended: bool = False
    asked: bool = False
    form: int = 0
    mark: str = ""


SHORTEST_REPEATED, LONGEST_REPEATED = 2, 12
"""Characters of a word that counts as repeated when it follows itself."""

SHORTEST_APART, LARGEST_GAP = 5, 4
"""Characters of a word that counts as repeated with others between, and of those others."""

_RUN = "[\u3400-\u9fff]{4,}"
_JOINING = frozenset("和与及或同跟并的至到对")
_NUMERALS = frozenset("零一二三四五六七八九十百千万亿两")
_NEAR = 200
_HALF = str.maketrans("()", "（）")
_TITLES = "《[^《》\n]{1,120}》|〈[^〈〉]{1,120}〉|“[^“”]{1,160}”|‘[^‘’]{1,160}’|「[^「」]{1,160}」"
_SIGNS = frozenset("《〈“‘「")
_MACHINE = (
    r"(?:https?://|www\.)[!-~]{1,400}"
    r"|[A-Za-z0-9._+\-]{1,64}@[A-Za-z0-9.\-]{1,120}"
    r"|[A-Za-z0-9\-]{1,60}\.(?:com|cn|org|net|gov)(?:[:/][!-~]{0,200})?"
    r"|(?<![^\s，。；：、《》“”])[^\s，。；：、《》“”]{1,80}"
    r"\.(?:docx?|xlsx?|pptx?|pdf|txt|md|csv|zip|rar|wps|et|ofd|jpe?g|png)(?![A-Za-z])"
    r"|`[^`]{1,200}`|[A-Za-z_][A-Za-z0-9_.]{0,40}\([^()]{0,80}\)|\{\{[^{}]{0,80}\}\}"
)
_MACHINE_SIGNS = ("://", "www.", "@", ".", "`", "(", "{{")


def hits(rule: TextRule, text: str) -> list[Hit]:
    """Every place of a text that breaks a rule, in order; what is quoted or no prose is left alone.

    Each line of the text is a paragraph, judged on its own. For rules that agree on one spelling: every place of each.
    """
    found = sorted(_found(rule, text))
    if rule.kind != AGREE:
        found = list(_apart(found))
    lines: dict[int, list[Hit]] = {}
    for hit in found:
        lines.setdefault(text.rfind("\n", 0, hit.start) + 1, []).append(hit)
    left = []
    for start, here in lines.items():
        spans = _left_alone(rule, text, start)
        starts = [first for first, _ in spans]
        for hit in here:
            number = bisect_right(starts, hit.start) - 1
            if number < 0 or hit.end > spans[number][1]:
                left.append(hit)
    return left


def breaks(rule: TextRule, text: str) -> bool:
    """Whether a document breaks a rule: the judgement on the examples of a rule."""
    found = hits(rule, text)
    return len({hit.form for hit in found}) > 1 if rule.kind == AGREE else bool(found)


def _windows(wanted: TextPattern, text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text in which a pattern may match; without anchors all of them."""
    found: set[tuple[int, int]] = set()
    for anchor in wanted.anchors or ("",):
        place = text.find(anchor)
        while place >= 0:
            start = text.rfind("\n", 0, place) + 1
            end = text.find("\n", place)
            end = end if end >= 0 else len(text)
            found.add((start, end))
            place = text.find(anchor, end + (not anchor)) if end < len(text) else -1
    yield from sorted(found)


def _matches(wanted: TextPattern, text: str) -> Iterator[re.Match[str]]:
    compiled: re.Pattern[str] | None = None
    for start, end in _windows(wanted, text):
        compiled = compiled or pattern(wanted.regex)
        yield from compiled.finditer(text, start, end)


def _found(rule: TextRule, text: str) -> Iterator[Hit]:
    if rule.kind == PAIR:
        yield from _unpaired(text, rule.marks)
    elif rule.kind == REPEAT:
        yield from _repeated(text)
    else:
        for number, wanted in enumerate(rule.wanted):
            part = 1 if wanted.pattern.parted else 0
            for match in _matches(wanted.pattern, text):
                yield Hit(
                    *match.span(part), *match.span(), wanted.mend or "", wanted.mend is not None, wanted.asked, number
                )


def _apart(found: Iterable[Hit]) -> Iterator[Hit]:
    """The hits that do not lie in an earlier one."""
    reached = -1
    for hit in found:
        if hit.start >= reached:
            reached = max(hit.end, hit.start + 1)
            yield hit


def _left_alone(rule: TextRule, text: str, start: int) -> list[tuple[int, int]]:
    """What stands as it is in the line that begins here, from left to right.

    Addresses, file names and code; unless the rule looks there, titles and quotations; and what the rule excepts.
    """
    end = text.find("\n", start)
    end = end if end >= 0 else len(text)
    line = text[start:end]
    looks = [one.regex for one in rule.unless]
    if not rule.quoted and rule.kind != PAIR and not _SIGNS.isdisjoint(line):
        looks.append(_TITLES)
    if any(sign in line for sign in _MACHINE_SIGNS):
        looks.append(_MACHINE)
    spans: list[tuple[int, int]] = []
    for first, last in sorted(match.span() for look in looks for match in pattern(look).finditer(text, start, end)):
        if spans and first < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans


def _unpaired(text: str, marks: Sequence[str]) -> Iterator[Hit]:
    """Marks without their other half, line by line. Half-width brackets count as the full-width ones they stand for."""
    closing = {pair[1]: pair[0] for pair in marks}
    opening = {one: other for other, one in closing.items()}
    open_: list[tuple[str, int]] = []
    for match in pattern(f"[{re.escape(''.join(marks))}()\n]").finditer(text):
        place = match.start()
        sign = match.group().translate(_HALF)
        if sign in opening:
            if sign in "“‘" and any(one == sign for one, _ in open_):
                yield from _closed(text, open_, sign, opening)
            open_.append((sign, place))
        elif sign in closing:
            if any(one == closing[sign] for one, _ in open_):
                while open_[-1][0] != closing[sign]:
                    yield from _closed(text, open_, open_[-1][0], opening)
                open_.pop()
            elif not _no_mark(text, place, sign):
                yield Hit(
                    place, place + 1, max(text.rfind("\n", 0, place) + 1, place - 11), place + 1, mark=closing[sign]
                )
        elif open_:
            yield from _closed(text, open_, "", opening)
    yield from _closed(text, open_, "", opening)


def _closed(text: str, open_: list[tuple[str, int]], until: str, opening: Mapping[str, str]) -> Iterator[Hit]:
    """The marks that stay open, the innermost first, up to one like ``until`` (empty: all of them)."""
    while open_:
        sign, place = open_.pop()
        end = text.find("\n", place, place + 12)
        if not _no_mark(text, place, sign):
            yield Hit(place, place + 1, place, end if end >= 0 else min(len(text), place + 12), mark=opening[sign])
        if sign == until:
            return


_NUMBERED = r"(?:^|[\s，。；：、,.;:]|\A)[0-9A-Za-z一二三四五六七八九十]{1,3}\Z"


def _no_mark(text: str, place: int, sign: str) -> bool:
    """Whether a lone sign is none of the marks: an apostrophe, seconds of arc, the bracket of a number ``1）``."""
    if sign in "“”‘’" and '"' in text[text.rfind("\n", 0, place) + 1 : place + _NEAR].partition("\n")[0]:
        return True  # its other half may be a straight one
    before = text[max(0, place - 1) : place]
    if sign in "’‘”":
        return (before.isascii() and before.isalnum()) or text[place + 1 : place + 2].isdigit()
    if sign == "）":
        return pattern(_NUMBERED).search(text[max(0, place - 4) : place]) is not None
    return False


def _repeated(text: str) -> Iterator[Hit]:
    """Words written twice. Only runs of Chinese characters in which some pair of characters comes again are read."""
    runs = pattern(_RUN)
    again = [run for run in runs.findall(text) if len(set(run)) < len(run) - 1]
    again = [run for run in again if len(set(pairwise(run))) < len(run) - 1]
    if not again:
        return
    worth = frozenset(again)
    for match in runs.finditer(text):
        if match.group() in worth:
            yield from _repeats_in(match.group(), match.start())


def _repeats_in(run: str, offset: int) -> Iterator[Hit]:
    start = 0
    while start < len(run) - 1:
        found = _repeat_at(run, start)
        if found is None:
            start += 1
            continue
        length, gap = found
        second = start + length + gap
        yield Hit(offset + second, offset + second + length, offset + start, offset + second + length)
        start = second + length


def _repeat_at(run: str, start: int) -> tuple[int, int] | None:
    """How long the word is that begins here and comes again, and how many characters stand between; None if none."""
    reach = start + LONGEST_REPEATED + LARGEST_GAP + SHORTEST_REPEATED
    if run.find(run[start : start + SHORTEST_REPEATED], start + SHORTEST_REPEATED, reach) < 0:
        return None
    for length in range(min(LONGEST_REPEATED, (len(run) - start) // 2), SHORTEST_REPEATED - 1, -1):
        word = run[start : start + length]
        if len(set(word)) == 1 or _NUMERALS.issuperset(word):
            continue
        for gap in range(LARGEST_GAP + 1 if length >= SHORTEST_APART else 1):
            between = run[start + length : start + length + gap]
            if run.startswith(word, start + length + gap) and _JOINING.isdisjoint(between):
                return length, gap
    return None
