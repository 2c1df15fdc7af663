"""Forms that state a whole and its parts: 共N家（a家、b家）, 其中…, a家、b家，共N家, 第一批将N家…a家…, N家中M家."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.facts.intervals import written
from report_kit.facts.patterns import pattern
from report_kit.facts.targets import comparable
from report_kit.rules.claims.claim import Claim, quantity
from report_kit.rules.claims.passage import QUANTITY, form
from report_kit.rules.claims.words import C, W, noun
from report_kit.rules.judge import complementary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_kit.rules.claims.passage import Mention, Passage

_BRACKET = form(rf"(?P<whole>Q){W}{{0,8}}（(?P<parts>[^（）\n]{{3,400}})）")
_AMONG = form("(?<![及与入身在])其中[，：]?|(?<=，)(?:包括|包含)")
"""其中 that names parts; 参与其中, 投身其中 name none."""
_AND = form("[、，；]|(?<=[A-Z])[和与及]")
_TOTAL = form(r"[，；：](?:以上|[两各]项|Q|上述)?(?:合计|共计|总计|共)(?P<whole>Q)")
_EACH = "各|每|分别有|平均|均为|人均|户均"
_NOT_PARTS = (
    "[比较由从]|增加|减少|提高|下降|增长|新增|目标|任务|计划|整改|完成率|以上|以下|余|其他|其余|剩余|同比|累计|总量|总数|总计"
    "|合计|保有|净增|净减|达到?|突破|超|占|高于|低于"
)
"""Words that say that a figure is no part of the one before: a change, a target, what is left."""
_OPEN = "等|其中|包括|含|如|主要"
_COLON = form(rf"：(?!{W}{{0,2}}(?:其中|主要|包括))")
_BATCH = form(rf"O(?:批次?)?(?:{W}{{0,6}})?[将把对](?P<whole>Q)(?P<rest>[^。；！？\n]{{4,300}})")
_FOUND = form(
    rf"(?:发现|排查出?|查出|查找|梳理出?)了?{W}{{0,14}}(?P<whole>Q){W}{{0,4}}，(?:目前|均|现)?(?:已经?|完成){{0,2}}整改(?:完成|到位|完毕|销号)?"
    rf"(?:问题|隐患)?了?(?P<part>Q)"
)
_OF = form(rf"(?P<whole>Q){W}{{0,6}}(?:中|之中|当中)，?有?{W}{{0,10}}?(?P<part>Q)(?!左右)")

_SERVED = (
    "(?<!全)覆盖|惠及|帮扶|带动|撬动|拉动|引进|受益|辐射|走访|慰问|吸引|接待|下辖|下设|[内开]设|设[有立分]|"
    "服务(?:Q|[^,Q]{0,8}(?:群众|居民|市民|老人|老年人|学生|儿童|企业|社区|村|对象|家庭|客户|游客))"
)
"""Words that say that the figure behind them counts what a part reaches, no part itself: 第一书记帮扶群众3600人."""

_MEAN = "人均|户均|亩均|日均|月均|年均|平均|每|单价|均价|标准|水平"
"""Words that say that the figure before 其中 is a mean: what is said of parts may be above it (城镇41260元)."""

_COUNTED = rf"(?![已未为被在全均完通达获属是由得正尚还仍没有实施开建竣投纳列可能需无经基])(?:{W}){{2,10}}"
"""What is counted, named behind the figure, where no verb stands there: 6个县区, 其中…12个乡镇 are none of the 县区."""

_HEAD = 4
"""So many characters behind a figure name what it counts; a verb may follow."""

_SORTS = (
    "党员|团员|群众|统战",
    "女|男|妇",
    "青年|老年|儿童|少年|岁|中年",
    "残疾|重度|一级|二级",
    "困难|低保|低收入|特困|贫困|脱贫",
    "少数民族|[汉回苗藏]族",
    "学历|专科|本科|硕士|博士|研究生|大专",
    "职称|骨干|高级|中级|初级|拔尖",
    "退休|聘|在编|编外|临时|事业编|行政编",
    "立案|不予",
    "受理",
    "办结|办理|在办|结案|审结|完成|完工|竣工",
    "整改|整治",
    "移送|移交",
    "合格",
    "通过",
    "跨省|网上|线上|掌上",
    "新增|新建|改建|扩建|续建|新开工",
)
"""Words by which one thing is sorted, a way of sorting each: sorted in two ways (党员、女性) parts may overlap."""

_NESTED = "控股|股份|私营|民营|民间|规[上下模]|限[上额]|小微|中小|龙头"
"""Sorts of firms that lie within one another: most 国有控股企业 are 股份制企业 as well."""

MOST_PARTS = 30
"""More figures than this in a row are a table, and are judged as far as this."""

FARTHEST = 1000
"""In a sentence that is longer than this before 其中 or 共, nothing is taken for a whole or its parts."""


class Segment(NamedTuple):
    """Words between two marks, and the figures in them."""

    start: int
    end: int
    figures: tuple[Mention, ...]


def parts(passage: Passage) -> Iterator[Claim]:
    """Every whole of the passage that is stated with its parts."""
    if QUANTITY not in passage.text:
        return
    yield from _bracketed(passage)
    yield from _among(passage)
    yield from _totals(passage)
    yield from _batches(passage)
    yield from _told_apart(passage)
    for match in (match for source in (_OF, _FOUND) for match in pattern(source).finditer(passage.text)):
        whole, part = passage.at(match.start("whole")), passage.at(match.start("part"))
        if _one_unit(whole, part):
            yield Claim("part_of", passage, part, (("whole", whole),), match.start(), match.end())


def segments(passage: Passage, start: int, end: int) -> Iterator[Segment]:
    """The words of a range between 、 ， and ；, each with its figures."""
    place = start
    for mark in pattern(_AND).finditer(passage.text, start, end):
        yield Segment(place, mark.start(), tuple(passage.quantities(place, mark.start())))
        place = mark.end()
    yield Segment(place, end, tuple(passage.quantities(place, end)))


def _one_unit(one: Mention, other: Mention) -> bool:
    """Whether two figures count things by the same unit, written the same; a count without unit fits none."""
    first, second = quantity(one), quantity(other)
    return comparable(first, second) and bool(first.unit) and _head(first.unit) == _head(second.unit)


def _head(unit: str) -> str:
    return {"名": "人", "位": "人"}.get(unit, unit)


def _other(words: str) -> bool:
    """Whether words say that the figure among them is no part of what was named before."""
    return pattern(_NOT_PARTS).search(words) is not None or pattern(_EACH).search(words) is not None


def _bracketed(passage: Passage) -> Iterator[Claim]:
    """共检查企业418家（矿山46家、工贸372家）: every member of the bracket has its figure, so they are all there are."""
    for match in pattern(_BRACKET).finditer(passage.text):
        whole = passage.at(match.start("whole"))
        inside = passage.text[match.start("parts") : match.end("parts")]
        listed = list(segments(passage, *match.span("parts")))
        figures = [segment.figures[0] for segment in listed if len(segment.figures) == 1]
        if len(figures) != len(listed) or not 2 <= len(figures) <= MOST_PARTS:
            continue
        if all(_one_unit(whole, one) for one in figures) and not _other(inside):
            closed = not pattern(_OPEN).search(inside)
            yield _sum(passage, whole, figures, match.start(), match.end(), closed=closed)


def _among(passage: Passage) -> Iterator[Claim]:
    """其中: the figures behind it of the same unit are parts of the last whole before it, not always all of them."""
    for among in pattern(_AMONG).finditer(passage.text):
        start, end = passage.sentence(among.start())
        if among.start() - start > FARTHEST:
            continue
        whole = _whole_before(passage, start, among.start())
        if whole is None or pattern(_MEAN).search(noun(passage, whole.place)):
            continue
        stop = _next_among(passage, among.end(), end)
        found = _members(passage, whole, among.end(), stop)
        first = whole.place
        for one in found:
            yield Claim("part_of", passage, one, (("whole", whole),), first, one.place + 1)
        if len(found) > 1:
            names = [noun(passage, one.place) for one in found]
            closed = len(found) == 2 and complementary(names[0], names[1]) and _near(whole, found)
            if closed or not (_overlapping(names) or _complete(whole, found)):
                yield _sum(passage, whole, found, first, found[-1].place + 1, closed=closed)


def _overlapping(names: Sequence[str]) -> bool:
    """Whether the parts are not all sorted in one way, so that something may be in two of them."""
    sorts = {tuple(one for one in _SORTS if pattern(one).search(name)) for name in names}
    return len(sorts) > 1 or any(pattern(_NESTED).search(name) for name in names)


def _complete(whole: Mention, found: Sequence[Mention]) -> bool:
    """Whether the first parts make up the whole already: what is named behind them tells of the same once more."""
    total = written(quantity(found[0]))
    for one in found[1:-1]:
        total += written(quantity(one))
        if total.meets(written(quantity(whole))):
            return True
    return False


def _near(whole: Mention, found: Sequence[Mention]) -> bool:
    """Whether the parts come near the whole: else it is the whole of something else, or the slip is seen elsewhere."""
    total = sum(quantity(one).value for one in found)
    return abs(total - quantity(whole).value) * 4 < quantity(whole).value


def _whole_before(passage: Passage, start: int, place: int) -> Mention | None:
    """The whole that 其中 speaks of: the figure right before it, or the greatest of its unit before it in the sentence.

    Behind a full stop it is that of the sentence before; there the greatest of its unit, so that a change told last
    (比上年末增加0.35万人) is not taken for the whole.
    """
    figures = passage.quantities(start, place)
    if not figures and start > 1:
        nearest = max(0, start - FARTHEST)
        before = max(passage.text.rfind(stop, nearest, start - 1) for stop in ".!?\n") + 1
        figures = passage.quantities(before, start) if before or not nearest else ()
    figures = [one for one in figures if passage.text[one.place] == QUANTITY]
    alike = [one for one in figures if _one_unit(one, figures[-1])]
    return max(alike, key=lambda one: quantity(one).value, default=None)


def _next_among(passage: Passage, start: int, end: int) -> int:
    further = pattern(_AMONG).search(passage.text, start, end)
    return further.start() if further else end


def _members(passage: Passage, whole: Mention, start: int, end: int) -> list[Mention]:
    """The parts named from here on: one figure of the whole's unit in each clause, until something else comes."""
    found: list[Mention] = []
    for segment in segments(passage, start, end):
        words = passage.text[segment.start : segment.end]
        own = [one for one in segment.figures if passage.text[one.place] == QUANTITY]
        if not own:
            if found and not segment.figures and words.strip():
                break
            continue  # a share of the part before: 占22.2%
        if (
            len(own) > 1
            or not _one_unit(whole, own[0])
            or _reached(passage, whole, own[0], words)
            or pattern(_NOT_PARTS).search(words)
            or pattern(_EACH).search(words)
        ):
            break
        found.append(own[0])
        if len(found) == MOST_PARTS:
            break
    return found


def _reached(passage: Passage, whole: Mention, part: Mention, words: str) -> bool:
    """Whether a figure behind 其中 counts what the part reaches or holds, unless the whole counts the same."""
    said = pattern(_SERVED).search(words)
    if said and said.group() not in passage.text[max(0, whole.place - 30) : whole.place]:
        return True
    counted, other = (pattern(_COUNTED).match(passage.text, one.place + 1) for one in (whole, part))
    return counted is not None and other is not None and set(counted.group()).isdisjoint(other.group()[:_HEAD])


def _totals(passage: Passage) -> Iterator[Claim]:
    """第一批12所、第二批9所、第三批6所，共27所: the run of like figures right before 共 adds up to it."""
    for match in pattern(_TOTAL).finditer(passage.text):
        whole = passage.at(match.start("whole"))
        start, _ = passage.sentence(match.start("whole"))
        if match.start() - start > FARTHEST:
            continue
        run = _run_before(passage, whole, start, match.start())
        if 2 <= len(run) <= MOST_PARTS:
            yield _sum(passage, whole, run, run[0].place, match.end(), closed=True)


def _run_before(passage: Passage, whole: Mention, start: int, end: int) -> list[Mention]:
    """The figures of the whole's unit right before it, one in each clause; none if where they begin is not sure."""
    run: list[Mention] = []
    for segment in reversed(list(segments(passage, start, end))):
        words = passage.text[segment.start : segment.end]
        own = [one for one in segment.figures if _one_unit(whole, one)]
        if len(own) > 1 or (own and _other(words)):
            return []
        if not own:
            break
        run.append(own[0])
        if len(segment.figures) > 1:
            break
    earlier = passage.quantities(start, run[-1].place) if run else []
    return [] if any(_one_unit(whole, one) for one in earlier) else run[::-1]


def _told_apart(passage: Passage) -> Iterator[Claim]:
    """办结120件，分三种情况：调解60件、裁决42件、移送18件。: behind a colon, every clause to the end has its figure."""
    for match in pattern(_COLON).finditer(passage.text):
        start, end = passage.sentence(match.start())
        if end - start > FARTHEST:
            continue
        before = passage.quantities(start, match.start())
        listed = list(segments(passage, match.end(), end))
        figures = [segment.figures[0] for segment in listed if len(segment.figures) == 1]
        if len(figures) != len(listed) or not 2 <= len(figures) <= MOST_PARTS:
            continue
        whole = next((one for one in reversed(before) if _one_unit(one, figures[0])), None)
        lead = passage.text[start : match.start()]
        if whole is None or pattern(_OPEN).search(lead) or pattern(_EACH).search(lead):
            continue
        words = passage.text[match.end() : end]
        if all(_one_unit(whole, one) for one in figures) and not _other(words) and _near(whole, figures):
            yield _sum(passage, whole, figures, whole.place, figures[-1].place + 1, closed=True)


def _batches(passage: Passage) -> Iterator[Claim]:
    """第一批将10家…推送…，9家被撤销，1家申请了注销: what became of all of them."""
    for match in pattern(_BATCH).finditer(passage.text):
        whole = passage.at(match.start("whole"))
        clauses = match["rest"].split(",")
        place = match.start("rest") + len(clauses[0]) + 1
        told: list[Mention] = []
        for clause in clauses[1:]:
            figures = passage.quantities(place, place + len(clause))
            leads = figures and not pattern("[^A-Z目前已有另其余]").search(passage.text[place : figures[0].place])
            if len(figures) != 1 or not leads or not _one_unit(whole, figures[0]):
                told = []
                break
            told.append(figures[0])
            place += len(clause) + 1
        if len(told) > 1:
            yield _sum(passage, whole, told, match.start(), match.end(), closed=True)


def _sum(passage: Passage, whole: Mention, figures: Sequence[Mention], start: int, end: int, *, closed: bool) -> Claim:
    terms = tuple(("term", one) for one in figures)
    return Claim("sum", passage, whole, terms, min(start, whole.place), end, closed=closed)


_RANKS = (("户", "人", "人次"), ("批", "人", "人次"), ("类", "项"), ("户", "户次"), ("家", "家次"))
"""Units in their order: there are no more of the first than of those behind it."""

_PAIR = form(rf"(?P<first>Q)(?P<between>(?:{C}){{0,30}}?|（)(?P<second>Q)")
_NOUN_ONLY = "[为向给对帮服开培训参提探走慰救发送用设建查检和与及或以每各]|[/(]"
_RECIPIENT = "(?:[为向对给]|惠及|服务|培训|救助|帮助|探访|走访|慰问|受益|参演|参加|参与)$"


def orders(passage: Passage) -> Iterator[Claim]:
    """Two counts of one thing by different units: 2306户3127人, 为136名老年人服务280人次, 3类19项."""
    for match in pattern(_PAIR).finditer(passage.text):
        first, second = passage.at(match.start("first")), passage.at(match.start("second"))
        ranks = _ranks(quantity(first).unit, quantity(second).unit)
        if ranks is None or quantity(first).scale != quantity(second).scale:
            continue
        between = match["between"]
        direct = between in ("", "/", "(", "共")
        served = not pattern(_NOUN_ONLY).search(between.removesuffix("/")) and len(between) <= 8
        helped = ranks == ("人", "人次") and pattern(_RECIPIENT).search(
            passage.text, max(0, match.start() - 2), match.start()
        )
        if direct or (ranks[1].endswith("次") and (served or helped)):
            fewer, more = (first, second) if ranks == _written_order(first, second) else (second, first)
            yield Claim("order", passage, more, (("fewer", fewer),), match.start(), match.end())


def _ranks(one: str, other: str) -> tuple[str, str] | None:
    """The two units in their order, if there is one."""
    one, other = _head(one), _head(other)
    for ranks in _RANKS:
        if one in ranks and other in ranks and one != other:
            low, high = sorted((one, other), key=ranks.index)
            return low, high
    return None


def _written_order(first: Mention, second: Mention) -> tuple[str, str]:
    return _head(quantity(first).unit), _head(quantity(second).unit)
