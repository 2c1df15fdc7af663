"""Forms that state a share or a target: 其中M家，占比p%, M，占N的p%, N，其中…，…率p%, 完成p%目标, 分别占p%、p%、p%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.facts.patterns import pattern
from report_kit.facts.targets import comparable
from report_kit.rules.claims.claim import Claim, quantity
from report_kit.rules.claims.passage import QUANTITY, form
from report_kit.rules.claims.words import W, noun

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from report_kit.facts.values import Quantity
    from report_kit.rules.claims.passage import Mention, Passage

_IS = "(?:比重?|比例|率)?(?:约?为|约占|达到?|仅为?)?"
_OF_ALL = f"占(?:(?!全[省国市县区球]|地区){W}{{0,8}}总[数量额体]?的|总[数量额体]?的|全部的|其)?"
"""占 of the whole named before; 占全省的 is of something else."""

_AMONG_SHARE = form(rf"其中[，：]?(?:{W}|O){{0,24}}(?P<part>Q){W}{{0,6}}[，、（]{W}{{0,6}}?{_OF_ALL}{_IS}(?P<host>P)")
_OUT_OF = form(rf"(?P<of>Q){W}{{0,8}}[中里]，?{W}{{0,12}}?(?P<part>Q){W}{{0,4}}[，、（]{_OF_ALL}{_IS}(?P<host>P)")
_OF_STATED = form(rf"(?P<part>Q){W}{{0,4}}，占(?:{W}|[DOQ]){{0,24}}(?P<of>Q){W}{{0,3}}的(?P<host>P)")
_PORTION = form(
    rf"(?P<part>Q){W}{{0,4}}，(?:{W}|[DO]){{0,8}}?(?:为|完成)(?:{W}|[DO]){{0,16}}(?P<of>Q){W}{{0,3}}的(?P<host>P)"
)
_OF_NAMED = form(rf"(?P<part>Q){W}{{0,6}}[，（]占(?P<whole>{W}{{2,14}})的{_IS}(?P<host>P)")
_COUNTED = "(?:总?(?:人数|户数|家数|件数|个数|次数|数量|面积|金额|规模|数|量|额)|总体|合计)$"
_RATE = form(rf"(?P<stem>{W}{{2,8}})率(?:为|达到?|是|约)?(?P<host>P)")


def shares(passage: Passage) -> Iterator[Claim]:
    """Every share of the passage that is stated with its part and its whole."""
    text = passage.text
    if "占" not in text and "率" not in text and "的" not in text:
        return
    told: set[int] = set()
    for match in (match for source in (_OF_STATED, _PORTION, _OUT_OF) for match in pattern(source).finditer(text)):
        part, whole = passage.at(match.start("part")), passage.at(match.start("of"))
        if _alike(part, whole) and not _one_of_many(passage, match, part) and match.start("host") not in told:
            told.add(match.start("host"))
            yield _share(passage, part, whole, match.start("host"), match.start())
    for match in pattern(_AMONG_SHARE).finditer(text):
        part = passage.at(match.start("part"))
        total = _whole(passage, match.start(), part)
        if total is not None and match.start("host") not in told:
            told.add(match.start("host"))
            yield _share(passage, part, total, match.start("host"), total.place)
    for match in pattern(_OF_NAMED).finditer(text):
        part = passage.at(match.start("part"))
        named = _named(passage, match["whole"], part)
        if named is not None and match.start("host") not in told:
            told.add(match.start("host"))
            yield _share(passage, part, named, match.start("host"), named.place)
    for match in pattern(_RATE).finditer(text):
        if match.start("host") not in told:
            yield from _rate_of_stem(passage, match)


def _share(passage: Passage, part: Mention, whole: Mention, host: int, start: int) -> Claim:
    return Claim("share", passage, passage.at(host), (("part", part), ("of", whole)), start, host + 1)


def _alike(one: Mention, other: Mention) -> bool:
    first, second = quantity(one), quantity(other)
    return comparable(first, second) and bool(first.unit)


def _one_of_many(passage: Passage, match: re.Match[str], part: Mention) -> bool:
    """Whether 完成任务60座的125% may tell of more than the figure before it: 新建30座，改造45座."""
    start, _ = passage.sentence(part.place)
    return "完成" in match.group() and any(_alike(one, part) for one in passage.quantities(start, part.place))


def _whole(passage: Passage, among: int, part: Mention) -> Mention | None:
    """The whole before 其中: the only figure of the part's unit in the sentence, else the one right before."""
    start, _ = passage.sentence(among)
    alike = [
        one for one in passage.quantities(start, among) if passage.text[one.place] == QUANTITY and _alike(one, part)
    ]
    if not alike:
        return None
    last = alike[-1]
    return last if len(alike) == 1 or quantity(last).value == max(quantity(one).value for one in alike) else None


def _named(passage: Passage, words: str, part: Mention) -> Mention | None:
    """The only figure before a part, in its sentence or the one before, that counts what 占…的 names."""
    stem = pattern(_COUNTED).sub("", words)
    start, _ = passage.sentence(part.place)
    before, _ = passage.sentence(max(0, start - 2))
    if len(stem) < 2 or part.place - before > _FARTHEST or pattern(_ELSEWHERE).match(stem):
        return None
    found = [
        one
        for one in passage.quantities(before, part.place)
        if passage.text[one.place] == QUANTITY and _alike(one, part) and _of_one_name(stem, passage, one)
    ]
    return found[0] if len(found) == 1 else None


_FARTHEST = 600
_ELSEWHERE = "全[省国市县区球]|地区|同期|上年|年度"


def _of_one_name(stem: str, passage: Passage, mention: Mention) -> bool:
    """Whether what a figure counts is called so, before it (评估老年人2071名) or behind it (2071名评估对象)."""
    behind = pattern(_BEHIND).match(passage.text, mention.place + 1)
    names = (noun(passage, mention.place), behind.group() if behind else "")
    return any(len(name) > 1 and (stem in name or name in stem) for name in names)


_BEHIND = f"{W}{{0,10}}"


def _rate_of_stem(passage: Passage, match: re.Match[str]) -> Iterator[Claim]:
    """其中集中供养298人、分散供养414人，集中供养率为41.9%: the part is what the rate is named after."""
    start, _ = passage.sentence(match.start())
    among = passage.text.find("其中", start, match.start())
    stem = match["stem"]
    if among < 0:
        yield from _rate_of_outcome(passage, start, match)
        return
    part = next(iter(passage.quantities(among, match.start())), None)
    if part is not None and passage.text[part.place] == QUANTITY and noun(passage, part.place).endswith(stem[-4:]):
        whole = _whole(passage, among, part)
        if whole is not None:
            yield _share(passage, part, whole, match.start("host"), whole.place)


_OUTCOMES = ("整改", "办结", "合格", "通过", "整治", "化解", "销号", "处置", "验收", "答复", "修复", "结案", "回访")
"""What becomes of everything that was found: of these, the part and the whole stand right before the rate."""


def _rate_of_outcome(passage: Passage, start: int, match: re.Match[str]) -> Iterator[Claim]:
    """发现隐患3506条，整改3471条，整改率99.0%: two figures of one unit in a row, the second named as the rate is."""
    outcome = next((one for one in _OUTCOMES if match["stem"].endswith(one)), None)
    figures = passage.quantities(start, match.start())
    if outcome is None or len(figures) < 2 or passage.text[match.start() - 1] not in ",/(":
        return
    whole, part = figures[-2:]
    between = passage.text[whole.place + 1 : part.place]
    told = passage.text[max(start, whole.place - 12) : whole.place].rpartition(",")[2]
    if (
        noun(passage, part.place).endswith(outcome)
        and _alike(part, whole)
        and between.count(",") + between.count("/") == 1
        and ")" not in between
        and passage.text[part.place + 1 : match.start()] in (",", "/", "(")
        and not pattern("[比较]|增加|减少|其中|剩余|累计").search(told + between)
    ):
        yield _share(passage, part, whole, match.start("host"), whole.place)


_DONE = "(?:超额|圆满|全面|提前|有效|如期|顺利|全部|已|已经|均|全年|总体)?"
_TARGET = form(
    rf"(?P<before>{W}{{0,6}}?){_DONE}(?:完成|达到|实现|超过)了?(?:{W}|[（）DOQ]){{0,60}}?"
    rf"(?P<target>[QP])的?(?:{W}|D){{0,14}}?(?:目标|任务|指标)"
)
_NAMED_TARGET = form(
    rf"(?:目标|任务|计划)(?:为|是|数?为){W}{{0,16}}?(?P<target>[QP])，(?:{W}|D){{0,8}}?(?:实际|全年|共|累计)"
    rf"{W}{{0,8}}?(?P<host>[QP]){W}{{0,4}}，{_DONE}(?:完成|达到|实现)了?{W}{{0,6}}?(?:目标|任务|指标)"
)
_STILL_TO_DO = form(rf"{W}{{0,6}}?(?:还需|还差|还有|尚需|尚有|仍需|仍有|有难度|有差距|存在|压力|难度)")
_NOT_DONE = "未|没有|尚|力争|确保|争取|计划|预计|将|要|能否|努力|为"


def targets(passage: Passage) -> Iterator[Claim]:
    """What is said to have reached its target: 新建2.85万亩，超额完成3万亩的年度目标."""
    text = passage.text
    for match in pattern(_NAMED_TARGET).finditer(text):
        host, target = passage.at(match.start("host")), passage.at(match.start("target"))
        if _alike(host, target):
            yield Claim("meets", passage, host, (("target", target),), match.start("target"), match.end())
    if "目标" not in text and "任务" not in text and "指标" not in text:
        return
    for match in pattern(_TARGET).finditer(text):
        target = passage.at(match.start("target"))
        if pattern(_STILL_TO_DO).match(text, match.end()):
            continue
        start, _ = passage.sentence(match.start())
        clause = max(text.rfind(",", start, match.start("target")), start - 1) + 1
        if pattern(_NOT_DONE).search(text, clause, match.start("target")) and not _plainly_done(text, clause, match):
            continue
        reached = _reached(passage, start, clause, target)
        if reached is not None:
            yield Claim("meets", passage, reached, (("target", target),), reached.place, match.end())


def _plainly_done(text: str, clause: int, match: re.Match[str]) -> bool:
    """Whether 为 or 要 only belongs to another word before the verb."""
    words = text[clause : match.start("target")]
    return not pattern("未|没有|尚|力争|确保|争取|计划|预计|将|能否|努力").search(words) and "完成" in words


def _reached(passage: Passage, start: int, clause: int, target: Mention) -> Mention | None:
    """The last figure before the claim that counts what the target counts."""
    wanted = quantity(target)
    for one in reversed(passage.quantities(start, clause)):
        value = quantity(one)
        if comparable(value, wanted) and value.unit == wanted.unit:
            return one
    return None


_COMPOSITION = form(
    rf"(?:分别占(?:总{W}{{0,6}}的|比)?|占比分别为?|比重分别为?|分别为)(?P<rates>P(?:[、，和]P){{1,11}})(?!以)"
)


def compositions(passage: Passage) -> Iterator[tuple[Mention, ...]]:
    """The shares of something cut up into named kinds: 分为三类，分别占31.2%、27.5%、40.3%."""
    for match in pattern(_COMPOSITION).finditer(passage.text):
        start, _ = passage.sentence(match.start())
        words = passage.text[start : match.end()]
        if "占" not in words and "比重" not in words:
            continue
        rates = [passage.at(place) for place in range(match.start("rates"), match.end("rates"))[::2]]
        if len(rates) > 2 and not pattern("其中|完成|增长|下降|提高").search(words):
            yield tuple(rates)


_BOUNDED = (
    "(?:入住|覆盖|合格|通过|办结|整改|满意|识字|参加|入园|入学|就业|签约|达标|供养|持证"
    "|出勤|投票|床位|绿化|城镇化|规范服务|抽检|受害|入户|发放|知晓|保存|治愈|回收|处置|接种|签订|及时|准时|按期|按时|准确|完好|完整|公开|成活|出席|升学|毕业|建档)率"
    "|占比|比重|比例"
)
_UNBOUNDED = "毛|增长|增速|完成|超额|同比|负债|杠杆|周转|使用强度|目标"
_BOUNDED_RATE = form(rf"(?P<name>{W}{{0,12}}(?:率|占比|比重))(?:提高到|提升到|上升到|达到?|约?为|是|高达)?(?P<rate>P)")


def bounded_rates(passage: Passage) -> Iterator[tuple[Mention, str]]:
    """Rates that cannot pass 100 %, by what they are called, each with its name."""
    for match in pattern(_BOUNDED_RATE).finditer(passage.text):
        name = match["name"]
        if pattern(_BOUNDED).search(name) and not pattern(_UNBOUNDED).search(name):
            yield passage.at(match.start("rate")), name


_ACHIEVED = form(rf"(?P<name>{W}{{1,14}}率)(?:已?达到?|已?为|是|稳定在|保持在|提高到|提升至|升至)(?P<rate>P)(?!以)")
_AIMED = "目标|力争|确保|要|计划|预期|预计|规划|标准|控制|不低于|不少于|到[0-9]{4}年|法定|税率|利率|汇率"
_NO_SHARE = "增长|增速|下降|毛|利|税|汇|死亡|出生|受害|病死|发病|通胀|完成"


def lone_rates(passage: Passage) -> Iterator[tuple[Mention, str]]:
    """Rates achieved of which the text does not say from which two figures they follow, each with its name."""
    for match in pattern(_ACHIEVED).finditer(passage.text):
        rate = passage.at(match.start("rate"))
        start, end = passage.sentence(rate.place)
        if (
            quantity(rate).value == 1
            or pattern(_AIMED).search(passage.text, start, end)
            or pattern(_NO_SHARE).search(match["name"])
        ):
            continue
        before, _ = passage.sentence(max(0, start - 2))
        figures = [one for one in passage.quantities(before, end) if passage.text[one.place] == QUANTITY]
        if not _follows(quantity(rate), [quantity(one) for one in figures[-_NEAR:]]):
            yield rate, match["name"]


_NEAR = 12
"""How many figures before a rate it may follow from."""


def _follows(rate: Quantity, figures: list[Quantity]) -> bool:
    """Whether the rate is the quotient of two of these figures."""
    for part in figures:
        for whole in figures:
            quotient = part.interval.divided_by(whole.interval)
            if whole is not part and quotient is not None and quotient.meets(rate.interval):
                return True
    return False
