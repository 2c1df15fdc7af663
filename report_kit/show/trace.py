"""Where a figure comes from and where it is shown: answers of ``report trace`` as text and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_kit.diagnostics import Location, Translate, msg
from report_kit.show.as_text import excerpt
from report_kit.show.facts import FactEntry, fact_object
from report_kit.show.width import lines_of, shown, table

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the report. ``headings`` are those above it; ``places`` where it was typed.

    ``start`` and ``end`` are the characters asked about, counted in the block's text; ``offset`` is
    where the sentence begins in it. ``facts`` are the ids of the facts the sentence shows.
    """

    block: str
    headings: tuple[str, ...]
    text: str
    offset: int
    start: int
    end: int
    places: tuple[Location, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A fact that was asked for, the sentences that show it, and the facts computed from it."""

    fact: FactEntry
    line: str
    sentences: tuple[Sentence, ...]
    used_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found for a query: facts, else sentences that hold the words, else names much like it."""

    year: int
    query: str
    matches: tuple[Match, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    near: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether anything answers the query."""
        return bool(self.matches or self.sentences)


def trace_json(trace: Trace) -> dict[str, object]:
    """``{year, query, facts, sentences, near}``; a fact is as in ``report facts``, with its sentences."""
    return {
        "year": trace.year,
        "query": trace.query,
        "facts": [_match_object(match) for match in trace.matches],
        "sentences": [_sentence_object(sentence) for sentence in trace.sentences],
        "near": list(trace.near),
    }


def trace_text(trace: Trace, sources: Mapping[str, str], translate: Translate | None = None) -> str:
    """The answer for a terminal. Ends with a line break."""
    lines: list[str] = []
    if len(trace.matches) > 1:
        head = msg("“{query}”有{count}处来源：", query=trace.query, count=len(trace.matches))
        lines += [shown(head.text(translate)), ""]
    for match in trace.matches:
        lines += [*_match_lines(match, translate), ""]
    if trace.sentences:
        head = msg("“{query}”见于{count}句：", query=trace.query, count=len(trace.sentences))
        lines += [shown(head.text(translate)), ""]
        for sentence in trace.sentences:
            lines += [*_sentence_lines(sentence, "  "), *_typed_lines(sentence, sources, translate), ""]
    if not trace.found:
        lines.append(shown(msg("没有找到“{query}”。", query=trace.query).text(translate)))
        if trace.near:
            near = msg("相近的有：{near}", near="、".join(trace.near))
            lines.append(shown(near.text(translate)))
    return "\n".join(lines).rstrip("\n") + "\n"


def _match_lines(match: Match, translate: Translate | None) -> list[str]:
    fact = match.fact
    lines = [f"{shown(fact.text)}  {shown(fact.what)}（{fact.id}）"]
    lines.append("  " + msg("写在 {place}", place=fact.location).text(translate))
    if match.line.strip():
        part = excerpt(match.line, fact.location)
        lines += [f"    {part.text}", f"    {' ' * part.start}{'^' * (part.end - part.start)}"]
    about = [
        msg("截至{date}", date=fact.as_of) if fact.as_of else None,
        msg("期间{period}", period=fact.period) if fact.period else None,
        msg("来源：{source}", source=fact.source) if fact.source else None,
        msg("负责：{owner}", owner=fact.owner) if fact.owner else None,
        msg("待补") if fact.pending else None,
    ]
    words = [shown(part.text(translate)) for part in about if part is not None]
    if words:
        lines.append("  " + "；".join(words))
    verdicts = {
        "holds": msg("相符"),
        "fails": msg("不符"),
        "derived": msg("据此推算"),
        "unknown": msg("未核对"),
    }
    for relation in fact.relations:
        verdict = verdicts[relation.verdict].text(translate)
        lines.append(
            "  " + msg("勾稽关系 {relation}（{verdict}）", relation=relation.text, verdict=verdict).text(translate)
        )
        lines += table(
            [("   ", shown(part.text), part.fact, str(part.location)) for part in relation.operands], gap=" "
        )
    if match.used_by:
        lines.append("  " + msg("用于计算 {names}", names="、".join(match.used_by)).text(translate))
    if match.sentences:
        lines.append("  " + msg("出现在{count}处：", count=len(match.sentences)).text(translate))
    else:
        lines.append("  " + msg("正文没有出现").text(translate))
    for sentence in match.sentences:
        lines += _sentence_lines(sentence, "    ")
    return lines


def _sentence_lines(sentence: Sentence, indent: str) -> list[str]:
    start, end = sentence.start - sentence.offset, sentence.end - sentence.offset
    text = sentence.text
    marked = f"{shown(text[:start])}【{shown(text[start:end])}】{shown(text[end:])}"
    heading = shown(" › ".join(sentence.headings)) or sentence.block
    return [f"{indent}{heading}", f"{indent}  {marked}"]


def _typed_lines(sentence: Sentence, sources: Mapping[str, str], translate: Translate | None) -> list[str]:
    lines = []
    for place in sentence.places:
        lines.append("    " + msg("写在 {place}", place=place).text(translate))
        if place.path in sources:
            lines.append(f"      {shown(line_at(sources, place)).strip()}")
    if sentence.facts:
        lines.append("    " + msg("其中的数字：{names}", names="、".join(sentence.facts)).text(translate))
    return lines


def line_at(sources: Mapping[str, str], place: Location) -> str:
    """The line of a source a place stands on; empty if there is none."""
    lines = lines_of(sources.get(place.path, ""))
    return lines[place.line - 1] if 1 <= place.line <= len(lines) else ""


def _match_object(match: Match) -> dict[str, object]:
    return {
        **fact_object(match.fact),
        "source_line": match.line,
        "used_by": list(match.used_by),
        "sentences": [_sentence_object(sentence) for sentence in match.sentences],
    }


def _sentence_object(sentence: Sentence) -> dict[str, object]:
    return {
        "block": sentence.block,
        "headings": list(sentence.headings),
        "text": sentence.text,
        "offset": sentence.offset,
        "start": sentence.start,
        "end": sentence.end,
        "places": [{"path": place.path, "line": place.line, "column": place.column} for place in sentence.places],
        "facts": list(sentence.facts),
    }
