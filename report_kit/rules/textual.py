"""Rules on wording: those that come as data (templates/text_rules.yaml), and terms that drift from the glossary.

Only what was typed is judged: what a hole put in is reported at its fact, numbering is ours. Declared names, and
mostly titles and quotations, stand as they are.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from report_kit.diagnostics import Code, Message, Severity, msg, shortened
from report_kit.facts.text_rules import AGREE, PAIR, REPEAT, Hit, hits
from report_kit.rules.rule import Finding, text_rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from report_kit.diagnostics import Diagnostic, Location
    from report_kit.facts.text_rules import TextRule
    from report_kit.rules.subject import Clean, Subject
    from report_kit.rules.typed import TypedText

E, W, I = Severity.ERROR, Severity.WARNING, Severity.NOTE  # noqa: E741 - the letters of the catalogue

CODES: tuple[Code, ...] = (
    Code("T401", "ocr-split-glyph", E),
    Code("T402", "percent-glyph-garbled", E),
    Code("T403", "jiezhi", W),
    Code("T404", "unbalanced-quote", W),
    Code("T405", "ordinal-after-comma", W),
    Code("T406", "missing-title-marks", I),
    Code("T407", "repeated-word", W),
    Code("T408", "halfwidth-punct", E),
    Code("T410", "collocation", I),
    Code("T411", "straight-quote", E),
    Code("T412", "comma-between-quoted", W),
    Code("T413", "comma-before-deng", E),
    Code("T414", "ellipsis", E),
    Code("T415", "ellipsis-with-deng", W),
    Code("T416", "doubled-mark", E),
    Code("T417", "range-dash", W),
    Code("T418", "dash", E),
    Code("T419", "space-between-han", W),
    Code("T420", "heading-end-mark", W),
    Code("T421", "ordinal-mark", E),
    Code("T422", "arabic-ordinal-mark", I),
    Code("T423", "first-then-mark", E),
    Code("T424", "yishi-mark", I),
    Code("T425", "short-year", W),
    Code("T426", "leading-zero-date", E),
    Code("T427", "hao-for-ri", W),
    Code("T428", "mixed-numerals-date", W),
    Code("T429", "percent-range", W),
    Code("T430", "scale-range", W),
    Code("T431", "full-width-digit", E),
    Code("T432", "bare-decimal", E),
    Code("T433", "percent-glyph", I),
    Code("T434", "named-day", W),
    Code("T435", "approx-comma", W),
    Code("T436", "mixed-scale", W),
    Code("T437", "stray-character", E),
    Code("T438", "confusable-word", W),
    Code("T439", "letter-in-number", E),
    Code("T440", "document-number", E),
    Code("T441", "attachment-line", E),
)
"""The kinds of problems that the rules shipped as data report; an office adds its own in its file."""

Placed = tuple[Hit, "Location"]
"""Where a block breaks a rule, and the place of that."""


_QUIETER = {E: W, W: I, I: I}
_SHORTEST_SHOWN, _AROUND, _LONGEST_SHOWN = 6, 8, 28
_STOPS = "。，；：、！？,;\n"


def check_wording(
    subject: Subject, *, preview: bool | Collection[str] = False, clean: Clean | None = None
) -> Iterator[Diagnostic]:
    """What the rules on wording find in what was typed. ``preview`` and ``clean`` as in ``check_draft``.

    The draft is searched as one text with a block on each line: few rules have anything to look for in it.
    """
    rules, typed = subject.terms.rules, subject.typed
    looking = preview if isinstance(preview, bool) else frozenset(preview)
    agreeing = tuple(rule for rule in rules if rule.kind == AGREE)
    for rule, broken in _broken(agreeing, typed, looking):
        yield from _told(rule, _disagreements(rule, broken))
    if clean is not None and not looking:
        typed = tuple(one for one in typed if not clean.knows(one.block.text))
    others = _broken(tuple(rule for rule in rules if rule.kind != AGREE), typed, looking)
    for rule, broken in others:
        yield from _told(rule, _breaches(rule, broken))
    if clean is not None and not looking:
        found_in = {id(one) for _, broken in others for one, _ in broken}
        for one in typed:
            if id(one) not in found_in:
                clean.learn(one.block.text)


def _told(rule: TextRule, found: Iterable[Finding]) -> Iterator[Diagnostic]:
    code = Code(rule.code, rule.name, rule.severity)
    for one in found:
        yield code.at(one.location, one.message, hint=one.hint, severity=one.severity)


Broken = list[tuple["TypedText", list[Hit]]]
"""The blocks that break a rule, each with where."""


def _broken(
    rules: tuple[TextRule, ...], typed: Sequence[TypedText], preview: bool | frozenset[str]
) -> list[tuple[TextRule, Broken]]:
    """The rules that are broken, each with the blocks that do."""
    if not typed or not rules:
        return []
    # Each block begins behind a break, so that it is judged alike wherever it stands.
    whole = "\n".join(("", *(one.block.text for one in typed)))
    starts = list(accumulate((len(one.block.text) + 1 for one in typed), initial=1))
    told = []
    for rule, found in _searched(_Rules(rules), whole, preview):
        broken: dict[int, list[Hit]] = {}
        for hit in found:
            number = bisect_right(starts, hit.start) - 1
            broken.setdefault(number, []).append(_moved(hit, starts[number]))
        told.append((rule, [(typed[number], hits_here) for number, hits_here in broken.items()]))
    return told


class _Rules:
    """Rules that are the same when each is the very same: comparing their patterns would take longer than looking."""

    __slots__ = ("rules",)

    def __init__(self, rules: tuple[TextRule, ...]) -> None:
        self.rules = rules

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.rules)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rules) and [*map(id, self.rules)] == [*map(id, other.rules)]


@lru_cache(maxsize=8)
def _searched(book: _Rules, whole: str, preview: bool | frozenset[str]) -> tuple[tuple[TextRule, tuple[Hit, ...]], ...]:
    """What each rule finds in a text, for those that find something; remembered, for most drafts stay as they are."""
    found = []
    for rule in book.rules:
        if rule.preview and preview is not True and not (preview and rule.code in preview):
            continue
        here = tuple(hits(rule, whole))
        if here:
            found.append((rule, here))
    return tuple(found)


def codes_of(rules: Iterable[TextRule]) -> Iterator[Code]:
    """The kinds of problems that these rules report."""
    for rule in rules:
        yield Code(rule.code, rule.name, rule.severity)


def _moved(hit: Hit, by: int) -> Hit:
    """A hit counted from the beginning of its block."""
    return hit._replace(start=hit.start - by, end=hit.end - by, first=hit.first - by, last=hit.last - by)


def _placed(typed: TypedText, found: Iterable[Hit]) -> list[Placed]:
    """Where a block breaks a rule, as far as it was typed and is no declared name."""
    length = len(typed.block.text)
    return [
        (hit, place)
        for hit in found
        if not typed.is_name(hit.start, hit.end) and (place := typed.location(*_touched(hit, length))) is not None
    ]


def _touched(hit: Hit, length: int) -> tuple[int, int]:
    """The range of a hit; of something missing, what it is missing behind or before."""
    if hit.end > hit.start:
        return hit.start, hit.end
    return (hit.start - 1, hit.start) if hit.start else (0, min(1, length))


def _breaches(rule: TextRule, broken: Broken) -> Iterator[Finding]:
    for typed, found in broken:
        placed = _placed(typed, found)
        for hit, place in placed[:1] if rule.once else placed:
            words = _words(rule, typed.block.text, hit)
            if rule.once and len(placed) > 1:
                words = msg("{words}，本段共{count}处", words=words, count=len(placed))
            severity = _QUIETER[rule.severity] if hit.asked else None
            yield Finding(place, words, hint=_mend(rule, typed.block.text, hit), severity=severity)


def _disagreements(rule: TextRule, broken: Broken) -> Iterator[Finding]:
    """One finding for each spelling but the one used most, at its first place."""
    used: dict[int, list[tuple[str, Hit, Location]]] = {}
    for typed, found in broken:
        for hit, place in _placed(typed, found):
            used.setdefault(hit.form, []).append((typed.block.text, hit, place))
    if len(used) < 2:
        return
    most = max(sorted(used), key=lambda form: len(used[form]))
    for form, places in used.items():
        if form != most:
            text, hit, place = places[0]
            words = msg(
                "{says}：这一种{count}处，另一种{others}处，如 {text}",
                says=rule.says,
                count=len(places),
                others=len(used[most]),
                text=_shown(text, hit),
            )
            yield Finding(place, words, hint=msg("全文改成一种"))


def _words(rule: TextRule, text: str, hit: Hit) -> Message:
    shown = _shown(text, hit)
    if rule.kind != PAIR:
        return msg("{says}：{text}", says=rule.says, text=shown)
    sign = text[hit.start : hit.end]
    if hit.first == hit.start:
        return msg("{sign} 有前无后，缺 {mark}：{text}", sign=sign, mark=hit.mark, text=shown)
    return msg("{sign} 有后无前，缺 {mark}：{text}", sign=sign, mark=hit.mark, text=shown)


def _mend(rule: TextRule, text: str, hit: Hit) -> Message | None:
    if rule.kind == REPEAT:
        return msg("多写的删去；确是两个词相连的，不必改")
    if not hit.mended:
        return None
    first, last = _around(text, hit)
    return msg("改为：{mend}", mend=f"{text[first : hit.start]}{hit.mend}{text[hit.end : last]}")


def _shown(text: str, hit: Hit) -> str:
    first, last = _around(text, hit)
    return shortened(text[first:last], _LONGEST_SHOWN)


def _around(text: str, hit: Hit) -> tuple[int, int]:
    """What is shown of the text: what the pattern took, and of the words around it as many as it needs to be known."""
    first, last = hit.first, hit.last
    if last - first >= _SHORTEST_SHOWN:
        return first, last
    while last < len(text) and last - hit.last < _AROUND and text[last] not in _STOPS:
        last += 1
    while first and hit.first - first < _AROUND and last - first < _SHORTEST_SHOWN and text[first - 1] not in _STOPS:
        first -= 1
    return first, last


@text_rule("P310", "term-drift", W, audited=True)
def term_drift(subject: Subject) -> Iterator[Finding]:
    """What the glossary of wording.yaml calls by one name is not called by a wrong form of it, titles excepted."""
    whole = "\n".join(one.block.text for one in subject.typed)
    for term, forms in subject.terms.glossary:
        for form in forms:
            if form not in whole:
                continue
            for typed in subject.typed:
                text = typed.block.text
                right = tuple(_places(text, term))
                for start, end in _places(text, form):
                    place = typed.location(start, end)
                    if (
                        place is None
                        or any(first <= start and end <= last for first, last in right)
                        or typed.is_name(start, end)
                        or typed.in_title(start, end)
                    ):
                        continue
                    yield Finding(
                        place,
                        msg("“{form}”和规定的说法“{term}”不一致", form=form, term=term),
                        hint=msg("改为“{term}”；也可以这样说的，从 templates/wording.yaml 的 terms 中删去", term=term),
                    )


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + len(words))
