"""Forms that state a change: 由A提高到B, B比A增长p%, N比上年增加D增长p%, np为A……np为B与……相比增长p%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.facts.patterns import pattern
from report_kit.facts.values import Date, Kind, Period, Quantity
from report_kit.rules.claims.claim import Claim
from report_kit.rules.claims.passage import form
from report_kit.rules.claims.words import AVERAGE, BEFORE, CHANGED, NOMINAL, REAL, C, W, noun, signed

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from report_kit.rules.claims.passage import Mention, Passage

_VALUE = "[QPM]"
_HOW = "(?:共|累计|净|同比|名义|现价|相应|总共)?"
_THEN = rf"{_HOW}(?:(?P<verb>{CHANGED})了?|(?P<extent>[增降涨跌减]幅)(?:达到?|约?为)?)(?P<host>[PTMQ])"
"""A stated change right behind the figures it follows from; with other words between it would be of something else."""

_OTHER = f"{REAL}|{AVERAGE}|分别|各自|两[年项者]|均"
"""Words that say that a rate is not that of the two figures before it."""

_FROM_TO = form(
    rf"(?:[由从]|(?<=[将把]))(?:{W}|[DO]){{0,24}}(?P<base>{_VALUE}){W}{{0,6}}(?P<way>{CHANGED})[到至为]了?"
    rf"(?:{W}|D){{0,14}}(?P<now>{_VALUE})"
)
_NEXT = form(rf"{W}{{0,4}}[，、（]{_THEN}")

_THAN = form(
    rf"(?P<now>{_VALUE}){W}{{0,4}}，(?:同比)?[比较]"
    rf"(?:(?:{W}|D){{0,20}}?的(?:{W}|D){{0,8}}|(?:{BEFORE}|D){W}{{0,4}})(?P<base>{_VALUE}){W}{{0,2}}{_THEN}"
)
_AND_RATE = form(rf"，{_THEN}")

_WAS = form(rf"(?P<now>{_VALUE})，(?:而)?(?:{BEFORE}|D)(?:为|是|仅为?|只有)(?P<base>{_VALUE})，{_THEN}")

_CHANGE_AND_RATE = form(
    rf"(?P<now>[Q]){W}{{0,4}}[，（](?:总数|数量|人数)?(?:(?:同比|[比较与](?:{BEFORE}|D|同期)净?)"
    rf"(?P<way>{CHANGED})了?|净?(?P<short>增加|减少|增|减))(?P<change>[Q]){W}{{0,2}}，(?:同比|增幅|降幅|幅度)?"
    rf"(?P<verb>{CHANGED})?了?(?P<host>P)"
)

_NEW_AND_RATE = form(
    rf"(?P<short>新增|增加|减少)了?{W}{{0,12}}?(?P<change>Q){W}{{0,4}}，(?:总数|总量|累计)?(?:达到?|增至|降至|减至|增加到|减少到)(?P<now>Q)"
    rf"，(?:同比|增幅|降幅)?(?P<verb>{CHANGED})?了?(?P<host>P)"
)

_COMPARED = form(
    rf"[与和同跟较比](?P<when>D)(?:{W}{{0,4}}?相比|同期)?，?(?P<what>{W}{{0,14}}?)(?P<verb>{CHANGED})了?(?P<host>[PM])"
)


def changes(passage: Passage) -> Iterator[Claim]:
    """Every change that the passage states with the figures it follows from."""
    text = passage.text
    if not pattern(_WORDS).search(text):
        return
    yield from _from_to(passage)
    for match in pattern(_THAN).finditer(text):
        yield from _then(passage, match, match, match.start("now"))
        further = pattern(_AND_RATE).match(text, match.end())
        if further:
            yield from _then(passage, match, further, match.start("now"))
    for match in pattern(_WAS).finditer(text):
        yield from _then(passage, match, match, match.start("now"))
    yield from _change_and_rate(passage)
    yield from _compared(passage)


_WORDS = CHANGED


def _from_to(passage: Passage) -> Iterator[Claim]:
    """由A提高到B, and what is said of the change right behind."""
    for match in pattern(_FROM_TO).finditer(passage.text):
        base, now = passage.at(match.start("base")), passage.at(match.start("now"))
        if passage.text[base.place] != passage.text[now.place] or _kind(base) is not _kind(now):
            continue
        if not _alike(match, base, now):
            continue
        sign = signed(match["way"])
        yield Claim("direction", passage, now, (("from", base),), match.start(), match.end(), sign)
        behind = pattern(_NEXT).match(passage.text, match.end())
        if behind:
            yield from _then(passage, match, behind, match.start())


_RANKS = frozenset("级位等档类")
_RANKED = "排[名位]|位次|名次|等级|级别|星级"


def _alike(match: re.Match[str], base: Mention, now: Mention) -> bool:
    """Whether the two figures can be told apart by size: not ranks, and not one a week and the other a month."""
    units = {one.found.value.unit for one in (base, now) if isinstance(one.found.value, Quantity)}
    before, _, after = match.group().partition(match["way"])
    periods = pattern(_PER_TIME).findall(after)
    if periods and periods[-1:] != pattern(_PER_TIME).findall(before)[-1:]:
        return False
    words = match.string[max(0, match.start() - 12) : match.end()]
    return _RANKS.isdisjoint(units) and pattern(_RANKED).search(words) is None


_PER_TIME = "每(?:年|月|周|日|天|季度|季|半年|人|户|亩|次|批|期|套|生|班|校)"


def _then(passage: Passage, figures: re.Match[str], said: re.Match[str], start: int) -> Iterator[Claim]:
    """The change stated of two figures: a growth in per cent or times, a difference in their own unit."""
    base, now = passage.at(figures.start("base")), passage.at(figures.start("now"))
    host = passage.at(said.start("host"))
    if _kind(base) is not _kind(now) or host.place in (base.place, now.place):
        return
    between = passage.text[now.place : host.place]
    if pattern(_OTHER).search(between):
        return
    operands = (("from", base), ("to", now))
    kind = _change_kind(base, host)
    if kind is not None:
        sign = signed(said["verb"] or _VERBS[said["extent"][0]])
        yield Claim(kind, passage, host, operands, start, said.end(), sign)


_VERBS = {"增": "增加", "涨": "上涨", "降": "下降", "跌": "下跌", "减": "减少"}


def _change_kind(base: Mention, host: Mention) -> str | None:
    """What a change of figures like ``base`` stated as ``host`` is: of rates, per cent stands for points."""
    rates, told = _kind(base) is Kind.RATE, _kind(host)
    if told is Kind.RATE:
        return "points" if rates else "growth"
    if told is Kind.MULTIPLE:
        return None if rates else "multiple"
    return "difference" if (told is Kind.POINTS) == rates else None


def _change_and_rate(passage: Passage) -> Iterator[Claim]:
    """1280件，比上年增加160件，增长12.5%: the rate is that of the change over what there was before."""
    text = passage.text
    for match in (*pattern(_CHANGE_AND_RATE).finditer(text), *pattern(_NEW_AND_RATE).finditer(text)):
        now, change, host = (passage.at(match.start(name)) for name in ("now", "change", "host"))
        if pattern(_OTHER).search(match.group()):
            continue
        sign = signed(match.groupdict().get("way") or match["short"])
        if match["verb"] and signed(match["verb"]) != sign:
            continue  # a slip in the verbs is not one of the figures
        operands = (("now", now), ("change", change))
        yield Claim("rate_of_change", passage, host, operands, match.start(), match.end(), sign)


def _compared(passage: Passage) -> Iterator[Claim]:
    """2022年底，np为A；2023年底，np为B，与2022年底相比增长p%: one thing twice, the base on the day named."""
    text = passage.text
    for match in pattern(_COMPARED).finditer(text):
        start, _ = passage.sentence(match.start())
        between = text[match.start() : match.end()]
        now = _last_figure(passage, start, match.start())
        if now is None or pattern(_OTHER).search(between):
            continue
        what = noun(passage, now.place)
        when = str(passage.at(match.start("when")).value)
        base = _earlier(passage, now, what, when) if what else None
        if base is None or (match["what"].strip() and not _of_one_thing(match["what"], what)):
            continue
        kind = _change_kind(base, passage.at(match.start("host")))
        if kind is not None:
            operands = (("from", base), ("to", now))
            host = passage.at(match.start("host"))
            yield Claim(kind, passage, host, operands, base.place, match.end(), signed(match["verb"]))


def _last_figure(passage: Passage, start: int, end: int) -> Mention | None:
    figures = passage.quantities(start, end)
    return figures[-1] if figures else None


def _earlier(passage: Passage, now: Mention, what: str, when: str) -> Mention | None:
    """The last figure before that is of the same thing and of the day that is compared with."""
    for mention in reversed(passage.quantities(0, now.place)):
        if noun(passage, mention.place) == what and _kind(mention) is _kind(now):
            start, _ = passage.sentence(mention.place)
            dates = [
                one
                for place, one in passage.mentions.items()
                if start <= place < mention.place and isinstance(one.found.value, (Date, Period))
            ]
            return mention if dates and str(dates[-1].value) == when else None
    return None


def _of_one_thing(said: str, what: str) -> bool:
    """Whether the words between are of what is counted (低保人数 of 在册低保人数), or of nothing of their own."""
    bare = said.strip(",的约共总")
    return not bare or bare in what or what in bare or bare in ("同比", "名义", "现价")


def _kind(mention: Mention) -> Kind | None:
    value = mention.found.value
    return value.kind if isinstance(value, Quantity) else None


_OUTPUT = (
    "(?<!单位)(?<!万元)(?<!单位国内)(?<!单位地区)(?<!单位工业)(?<!万元国内)(?<!万元地区)(?<!万元工业)"
    "(?:生产总值|gdp|增加值|总产值|工业产值)"
    "(?!综?合?(?:能耗|电耗|水耗|用水|耗水|用能|碳排)|(?:的|综合)?(?:二氧化碳|co2|能源消|能耗|用水|建设用地|电耗))"
)
"""Output; what is used up for a unit of it (单位生产总值二氧化碳排放) is none."""

_GROWN = form(rf"(?:{C}|[QMTDO，]){{0,40}}?(?P<verb>{CHANGED})了?(?P<rate>P)")


def undeclared_basis(passage: Passage) -> Iterator[tuple[Mention, str]]:
    """Growth rates of output that do not say at which prices, each with what grew."""
    for start, end in passage.sentences:
        for output in pattern(_OUTPUT).finditer(passage.text, start, end):
            grown = pattern(_GROWN).match(passage.text, output.end(), end)
            if grown is None or pattern(_OUTPUT).search(passage.text, output.end(), grown.start("rate")):
                continue
            sentence = passage.text[start:end]
            if not (pattern(REAL).search(sentence) or pattern(NOMINAL).search(sentence)):
                yield passage.at(grown.start("rate")), output.group()


_ALONE = form(
    rf"(?P<now>Q){W}{{0,3}}，(?:同比|[比较](?:{BEFORE}|D)(?:同期)?)(?P<verb>{CHANGED})了?(?P<host>P)(?![，、（]{W}{{0,6}}[QT])"
)


def growth_alone(passage: Passage) -> Iterator[tuple[Mention, Mention, int]]:
    """A count and its growth, with nothing to compare with: count, rate and sign."""
    for match in pattern(_ALONE).finditer(passage.text):
        between = passage.text[match.start() : match.end()]
        if not (pattern(_OTHER).search(between)):
            yield passage.at(match.start("now")), passage.at(match.start("host")), signed(match["verb"])
