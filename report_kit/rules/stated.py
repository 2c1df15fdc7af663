"""What the wording states and its figures do not bear out.

In a foreign document a claim that fails is reported by the rule of its kind. In our own draft figures are facts:
there a relation that is declared is judged as declared, and one that is not is P306.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, Note, Severity, msg
from report_kit.facts.patterns import pattern
from report_kit.rules.claims.claim import quantity
from report_kit.rules.judge import State
from report_kit.rules.rule import Finding, text_rule
from report_kit.rules.words import CORRECT_ONE, called, note, range_of, right_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from report_kit.diagnostics import Location
    from report_kit.facts.model import FactKey
    from report_kit.facts.values import Quantity
    from report_kit.rules.claims.claim import Claim, Judged
    from report_kit.rules.claims.passage import Mention, Passage
    from report_kit.rules.subject import Subject
    from report_kit.rules.typed import TypedText

E, W, I = Severity.ERROR, Severity.WARNING, Severity.NOTE  # noqa: E741 - the letters of the catalogue

_CORRECT = msg("对照原始数据，改正其中之一")
_LONGEST = 24
_WORDS = r"[^,.;:/(\nA-CE-Z]{0,24}$"
_CLAUSE = r"[^,.;:(\n]{0,24}$"
"""What a figure is quoted with: the words right before it, else its clause with the figures in it."""
_MOST = 12


def stated(*kinds: str, truncated: bool = False) -> Callable[[Subject], Iterator[Finding]]:
    """A function that finds the claims of these kinds that fail in a foreign document.

    ``truncated``: only those that cutting off instead of rounding would explain, else only the others.
    """

    def find(subject: Subject) -> Iterator[Finding]:
        if subject.foreign:
            for typed, judged in _failing(subject, *kinds):
                if judged.truncated == truncated:
                    yield _finding(typed, judged)

    return find


def _failing(subject: Subject, *kinds: str) -> Iterator[tuple[TypedText, Judged]]:
    """The claims of these kinds that fail; of a whole with a part that is too great, only the part is told."""
    beyond = {
        (id(typed), one.claim.operands[0][1].place) for typed, one in subject.slips if one.claim.kind == "part_of"
    }
    for typed, one in subject.slips:
        claim = one.claim
        if _name(claim) not in kinds:
            continue
        if not (claim.kind == "sum" and not claim.closed and (id(typed), claim.host.place) in beyond):
            yield typed, one


def _name(claim: Claim) -> str:
    return "open_sum" if claim.kind == "sum" and not claim.closed else claim.kind


CUT = ("rate_of_change", "share", "sum")
"""The kinds of claims of which a figure that was only cut off is told more mildly."""

KINDS = ("growth", "rate_of_change", "share", "sum", "open_sum", "part_of", "order", "meets")
"""The kinds of claims that P306 reports in our own draft; 由A提高到B is N104 there as well."""


def opposite(subject: Subject) -> Iterator[Finding]:
    """由A提高到B with B below A, in any document."""
    for typed, judged in _failing(subject, "direction"):
        keys = _keys(subject, typed, judged.claim)
        found = _finding(typed, judged)
        yield found._replace(location=_place(subject, typed, judged.claim.host), facts=keys)


def _finding(typed: TypedText, judged: Judged) -> Finding:
    claim = judged.claim
    notes = tuple(
        Note(msg("用到的数 {value}", value=str(one.found.value)), place)
        for one in claim.mentions[1:][:_MOST]
        if (place := _location(typed, one)) is not None
    )
    return Finding(_location(typed, claim.host), _words(judged), notes=notes, hint=_hint(judged))


def _location(typed: TypedText, mention: Mention) -> Location | None:
    return typed.location(mention.found.start, mention.found.end)


def _hint(judged: Judged) -> Message:
    stated_, computed = judged.stated, judged.computed
    changed = judged.claim.kind in ("growth", "rate_of_change", "difference")
    if changed and stated_ is not None and computed is not None and (-stated_).meets(computed):
        return msg("数对，增减的方向写反了")
    return _CORRECT


def _words(judged: Judged) -> Message:
    """What is wrong, with both sides."""
    claim = judged.claim
    host = quantity(claim.host)
    fields: dict[str, object] = {"words": clause(claim.passage, claim.host)}
    fields |= {role: str(mention.found.value) for role, mention in claim.operands}
    fields["right"] = _right(judged, host)
    fields["stated"] = _stated(judged, host)
    if judged.truncated:
        return msg("“{words}”是截尾得来的，没有四舍五入，{right}", **fields)
    match claim.kind:
        case "growth" | "multiple":
            return msg("“{words}”和前后两数对不上，按 {base}→{to} {right}", base=fields.pop("from"), **fields)
        case "rate_of_change":
            return msg("“{words}”和增减数对不上，按 {now}、增减 {change} {right}", **fields)
        case "difference":
            return msg("“{words}”和前后两数对不上，按 {to}－{base} {right}", base=fields.pop("from"), **fields)
        case "points":
            return msg("“{words}”说的是两个百分率之差，应写{points}个百分点", points=str(host.digits), **fields)
        case "direction":
            return _against(claim, fields)
        case "share":
            return msg("“{words}”和分子、分母对不上，按 {part}÷{of} {right}", **fields)
        case "sum":
            return _of_parts(claim, fields)
        case "part_of":
            return msg("其中的 {stated} 多于总数 {whole}", **fields)
        case "order":
            return msg("{stated} 不应少于 {fewer}", **fields)
        case _:
            return msg("写明完成目标，而 {stated} 没有达到 {target}", **fields)


def _against(claim: Claim, fields: dict[str, object]) -> Message:
    base = fields.pop("from")
    if claim.sign > 0:
        return msg("写的是提高、增加，而 {base} 到 {stated} 是减少", base=base, **fields)
    return msg("写的是下降、减少，而 {base} 到 {stated} 是增加", base=base, **fields)


def _of_parts(claim: Claim, fields: dict[str, object]) -> Message:
    shown = [str(mention.found.value) for _, mention in claim.operands]
    terms = "＋".join(shown if len(shown) <= _MOST else [*shown[: _MOST - 1], "……"])
    if claim.closed:
        return msg("写的是 {stated}，而 {terms} {right}", terms=terms, **fields)
    return msg("写的是 {stated}，而其中各项 {terms} 已经超过它", terms=terms, **fields)


def _right(judged: Judged, host: Quantity) -> Message | str:
    """What the host should be, where the others give that."""
    computed = judged.computed
    if computed is None or judged.claim.kind in ("part_of", "order", "meets", "direction"):
        return ""
    return right_value(-computed if judged.claim.sign < 0 else computed, host)


def _stated(judged: Judged, host: Quantity) -> Message:
    """The figure as written, with what it may stand for where that matters."""
    wide = judged.computed is not None and judged.computed.low != judged.computed.high
    between = range_of(judged.stated, host) if wide and judged.stated is not None and judged.claim.sign > 0 else None
    if between is None:
        return msg("{value}", value=str(host))
    return msg("{value}（即 {between}）", value=str(host), between=between)


def clause(passage: Passage, mention: Mention) -> str:
    """The words of the clause up to and with a figure, to quote it by."""
    start = mention.place
    for source in (_WORDS, _CLAUSE):
        match = pattern(source).search(passage.text, max(0, mention.place - _LONGEST), mention.place)
        start = match.start() if match else start
        if mention.place - start > 1:
            break
    return passage.written(start, mention.place + 1).strip()


def key_at(subject: Subject, typed: TypedText, mention: Mention) -> FactKey | None:
    """The fact that a figure of our draft shows."""
    for span in typed.links:
        if span.start <= mention.found.start and mention.found.end <= span.end:
            return subject.key_of(span)
    return None


def _keys(subject: Subject, typed: TypedText, claim: Claim) -> tuple[FactKey, ...]:
    keys = (key_at(subject, typed, mention) for mention in claim.mentions)
    return tuple(dict.fromkeys(key for key in keys if key is not None))


def _place(subject: Subject, typed: TypedText, mention: Mention) -> Location | None:
    """Where a figure of our draft was asked for: its hole, else where it was typed."""
    from report_kit.draft import FactOrigin

    for span in typed.links:
        if span.start <= mention.found.start and mention.found.end <= span.end:
            origin = span.origin
            key = subject.key_of(span)
            if isinstance(origin, FactOrigin) and origin.hole is not None:
                return origin.hole
            return subject.fact(key).location if key is not None else None
    return _location(typed, mention)


@text_rule("P306", "prose-relation-fails", E)
def prose_relation_fails(subject: Subject) -> Iterator[Finding]:
    """A relation that a sentence states and no fact declares holds."""
    for typed, judged in _failing(subject, *KINDS):
        claim = judged.claim
        keys = _keys(subject, typed, claim)
        merged = any(key_at(subject, typed, one) is None and _linked(typed, one) for one in claim.mentions)
        if merged or _declared(subject, keys) or (claim.kind == "meets" and not _of_results(subject, typed)):
            continue  # of figures that typed digits made out of others, P302 tells
        severity = W if judged.truncated else None
        place = _place(subject, typed, claim.host)
        notes = tuple(note(subject, key, msg("所用数据")) for key in keys[:_MOST])
        yield Finding(place, _words(judged), keys, notes, CORRECT_ONE, severity)


def _linked(typed: TypedText, mention: Mention) -> bool:
    return typed.linked(mention.found.start, mention.found.end)


def _declared(subject: Subject, keys: tuple[FactKey, ...]) -> bool:
    """Whether a relation is declared between these facts, and maybe others, so that it is judged as declared."""
    among = set(keys)
    bound = (facts for key in keys for facts in subject.bound_with.get(key, ()))
    return len(among) > 1 and any(facts <= among or among <= facts for facts in bound)


def _of_results(subject: Subject, typed: TypedText) -> bool:
    chapter = typed.chapter
    return chapter is not None and chapter.year == subject.report.year


class Undeclared(NamedTuple):
    """A relation that a sentence states, that holds, and that no fact declares.

    ``keys``: its facts, the one first that is to declare it; ``relation`` is the YAML; ``closed`` as of a claim.
    """

    kind: str
    words: str
    keys: tuple[FactKey, ...]
    relation: str
    closed: bool


def undeclared(subject: Subject) -> Iterator[Undeclared]:
    """The relations that could be declared as the sentences state them, each once."""
    told: set[tuple[FactKey, ...]] = set()
    for typed, judged in subject.claims:
        claim = judged.claim
        keys = [key_at(subject, typed, mention) for mention in claim.mentions]
        known = tuple(key for key in keys if key is not None)
        if judged.state is not State.HOLDS or len(known) < len(keys) or len(set(known)) < len(keys) or known in told:
            continue
        relation = _relation(subject, claim, known)
        if relation is None or _declared(subject, known):
            continue
        told.add(known)
        words = claim.passage.written(claim.start, claim.end)[:60]
        yield Undeclared(claim.kind, words, known, relation, claim.closed)


@text_rule("P307", "undeclared-relation", I, preview=True)
def undeclared_relation(subject: Subject) -> Iterator[Finding]:
    """A relation that a sentence states and that holds is declared, so that later slips are found in the data."""
    for one in undeclared(subject):
        fact = subject.fact(one.keys[0])
        yield Finding(
            fact.location,
            msg("句子里写明了“{words}”，数据里还没有声明这个关系", words=one.words),
            one.keys,
            hint=msg("写成 {yaml}", yaml=f"{fact.name}: {{is: {fact.value}, {one.relation}}}"),
        )


def _relation(subject: Subject, claim: Claim, keys: tuple[FactKey, ...]) -> str | None:
    """The YAML that declares a claim in its host; None for what facts cannot say."""
    fact = subject.fact(keys[0])
    names = [called(fact, subject.fact(key)) for key in keys]
    if None in names or (fact.formula is not None and claim.kind not in ("part_of", "order", "meets")):
        return None
    match claim.kind:
        case "growth" | "difference":
            return f"{claim.kind}: {{from: {names[1]}, to: {names[2]}}}"
        case "share":
            return f"share: {{part: {names[1]}, of: {names[2]}}}"
        case "sum":
            return f"sum: [{', '.join(filter(None, names[1:]))}]" + (", closed: yes" if claim.closed else "")
        case "part_of":
            return f"part_of: {names[1]}"
        case "order":
            return f"at_least: {names[1]}"
        case "meets":
            return f"meets: {names[1]}"
        case _:
            return None
