"""Allowances: recorded exceptions take away what they name, and are themselves checked."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from report_kit.diagnostics import Code, Diagnostic, Message, Severity, msg
from report_kit.draft import ProseOrigin
from report_kit.rules.typed import sentence_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from report_kit.diagnostics import Location
    from report_kit.draft import Block, Draft
    from report_kit.facts.model import Allowance, Edition

K901 = Code("K901", "unused-allowance", Severity.WARNING)
K902 = Code("K902", "allowance-without-reason", Severity.ERROR)
K903 = Code("K903", "allowance-refused", Severity.ERROR)

CODES: tuple[Code, ...] = (K901, K902, K903)

UNREAD = ("F", "R", "W")
"""Families of problems that keep data, names or the template from being understood at all."""

REFUSED: Mapping[str, Message] = {
    "P301": msg("占位符会印到正文里；确是隐去的名称，写进 report.yaml 的 masked"),
    "P305": msg("待补的数字不能发出去；补上数字，或者从正文删去"),
    "S103": msg("没有写好的部分会印成“待补”；写好它，或者从 chapters 中删去"),
    "S104": msg("空表会印到附件里；在要列入的事实后面写 indicator: yes，或者从 attachments 中删去"),
    "K901": msg("没有用处的例外，删去就是"),
    "K902": msg("写上理由就是"),
    "K903": msg("删去不许可的例外"),
}
"""Problems that no reason excuses, and what to do instead."""


def allow(
    edition: Edition, found: Iterable[Diagnostic], names: Mapping[str, str], read: Draft | None = None
) -> tuple[Diagnostic, ...]:
    """The problems that no allowance takes away, and those of the allowances themselves.

    ``names`` are all kinds of problems that rules report: codes and their names. ``read``: the draft, if the
    document is of others, in which allowances are for sentences.
    """
    found = tuple(found)
    complaints = [complaint for one in edition.allow if (complaint := _complaint(one, names, read)) is not None]
    good = [one for one in edition.allow if _complaint(one, names, read) is None]
    sentences = _Sentences(read)
    used: set[int] = set()
    left = []
    for problem in found:
        by = next((n for n, one in enumerate(good) if _covers(one, problem, sentences)), None)
        if by is None:
            left.append(problem)
        else:
            used.add(by)
    left += complaints
    if not any(one.severity is Severity.ERROR and one.code[0] in UNREAD for one in found):
        left += [_unused(one, found) for n, one in enumerate(good) if n not in used]
    return tuple(left)


def allowed_sentences(
    allowances: Iterable[Allowance], built: Draft, restated: Mapping[str, str]
) -> tuple[Allowance, ...]:
    """Allowances for facts as allowances for the sentences that show them, for a document that a build wrote.

    ``restated`` tells which fact states again (``same_as``) what which other one says: it is excused with it.
    """
    shown: dict[str, set[str]] = {}
    for block, span, origin in built.links():
        start, end = sentence_of(block.text, span.start)
        for fact in (origin.fact, restated.get(origin.fact, origin.fact)):
            shown.setdefault(fact, set()).add(block.text[start:end])
    return tuple(
        one._replace(fact="", text=sentence)
        for one in allowances
        if one.fact and not one.text and one.reason.strip()
        for sentence in sorted(shown.get(one.fact, ()))
    )


def excused(found: Iterable[Diagnostic], allowances: Iterable[Allowance], read: Draft) -> tuple[Diagnostic, ...]:
    """The problems that none of these allowances for sentences takes away; unused ones are nobody's fault here."""
    sentences, known = _Sentences(read), tuple(allowances)
    return tuple(one for one in found if not any(_covers(allowance, one, sentences) for allowance in known))


class _Sentences:
    """The sentences of a document of others, by their places."""

    def __init__(self, read: Draft | None) -> None:
        self._read = read

    @cached_property
    def _table(self) -> dict[tuple[str, int], list[tuple[int, int, Block, int]]]:
        table: dict[tuple[str, int], list[tuple[int, int, Block, int]]] = {}
        for block in self._read.blocks if self._read else ():
            for start, end, origin in block.spans:
                if isinstance(origin, ProseOrigin):
                    path, line, column, _ = origin.location
                    table.setdefault((path, line), []).append((column, column + end - start, block, start))
        return table

    def at(self, place: Location | None) -> str:
        """The sentence around a place; empty if there is none."""
        for first, last, block, start in self._table.get(place[:2], ()) if place else ():
            if place and first <= place.column < last:
                begin, end = sentence_of(block.text, start + place.column - first)
                return block.text[begin : end + 1]
        return ""


def _covers(allowance: Allowance, problem: Diagnostic, sentences: _Sentences) -> bool:
    return (
        allowance.code == problem.code
        and (not allowance.fact or allowance.fact == problem.fact)
        and (not allowance.text or allowance.text in sentences.at(problem.location))
    )


def _complaint(allowance: Allowance, names: Mapping[str, str], read: Draft | None) -> Diagnostic | None:
    """What is wrong with an allowance, if something is; such a one takes nothing away."""
    code = allowance.code
    facts = (allowance.fact,) if allowance.fact else ()
    if code not in names and code[:1] not in UNREAD:
        near = next((known for known, name in names.items() if name == code.lower() or known == code.upper()), None)
        hint = msg("写成 {code}", code=near) if near else msg("代码如 N112，用 report rule 查看")
        return K903.at(allowance.location, msg("没有“{code}”这条规则", code=code), facts=facts, hint=hint)
    if (code in REFUSED and (read is None or code.startswith("K"))) or code[:1] in UNREAD:
        hint = REFUSED.get(code, msg("读不懂的数据无从核对，只能改正"))
        return K903.at(allowance.location, msg("{code} 不能作为例外", code=code), facts=facts, hint=hint)
    if not allowance.reason.strip():
        return K902.at(
            allowance.location,
            msg("例外 {code} 没有写理由", code=code),
            facts=facts,
            hint=msg("写上 reason: 经谁核实，为什么可以例外"),
        )
    return None


def _unused(allowance: Allowance, found: tuple[Diagnostic, ...]) -> Diagnostic:
    beside = next((one for one in found if one.code == allowance.code and allowance.fact in one.facts), None)
    hint = (
        msg("这个问题记在 {fact} 名下，fact 改写它", fact=beside.fact)
        if beside is not None and beside.fact != allowance.fact and beside.fact
        else msg("问题已经改正的，删去这一条")
    )
    words = (
        msg("例外 {code} 没有用上：{fact} 没有这个问题", code=allowance.code, fact=allowance.fact)
        if allowance.fact
        else msg("例外 {code} 没有用上：有“{text}”的句子里没有这个问题", code=allowance.code, text=allowance.text)
        if allowance.text
        else msg("例外 {code} 没有用上：哪里都没有这个问题", code=allowance.code)
    )
    return K901.at(allowance.location, words, facts=(allowance.fact,) if allowance.fact else (), hint=hint)
