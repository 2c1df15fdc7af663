"""Lists in sentences: 甲镇、乙镇和丙镇3个镇, 共3支（甲队、乙队、丙队）. How many they name, and whether one twice.

A list is read only where it is sure which words are its members: they end like the name of a place or body, or
stand in brackets alone. A name may hold numerals (三岔河镇); 和 inside a name (和平镇) leaves the number open.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Severity, msg
from report_kit.facts.patterns import pattern
from report_kit.facts.scan import scan
from report_kit.facts.values import Kind, Quantity
from report_kit.rules.rule import Finding

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from report_kit.facts.scan import Found
    from report_kit.rules.subject import Subject
    from report_kit.rules.typed import TypedText

_PLACES = ("街道办事处", "街道", "社区", "镇", "乡", "村", "区", "县", "市")
_BODIES = (
    *("学校", "小学", "中学", "高中", "初中", "学院", "大学", "幼儿园", "医院", "卫生院"),
    *("公司", "集团", "银行", "协会", "商会", "学会", "研究会", "联合会", "慈善会", "总会"),
    *("促进会", "基金会", "合作社", "养老院", "敬老院", "福利院", "服务中心", "救援队"),
    *("消防队", "大队", "中队", "支队", "农场", "林场", "开发区", "局"),
)
_NAME = f"(?P<end>{'|'.join(sorted((*_PLACES, *_BODIES), key=len, reverse=True))})$"
_STEM = "(?:^|.*[对为由将给向是有的])[甲乙丙丁戊己庚辛壬癸]$"
_CALLED = {
    "街道办事处": "街道|街道办事处",
    "街道": "街道|乡镇街道",
    "乡": "乡|乡镇",
    "镇": "镇|乡镇|镇街",
    "社区": "社区|村社区",
    "村": "村|村社区",
    **dict.fromkeys(("学校", "高中", "初中", "小学", "中学"), "学校|中小学|中小学校"),
    **dict.fromkeys(("公司", "集团", "银行", "合作社"), "企业|公司|经营主体"),
    **dict.fromkeys(("协会", "商会", "学会", "研究会", "促进会", "慈善会", "总会", "基金会"), "社会组织|慈善组织"),
    **dict.fromkeys(("养老院", "敬老院", "福利院"), "养老机构|机构"),
    **dict.fromkeys(("医院", "卫生院"), "医疗机构|医院"),
    **dict.fromkeys(("救援队", "消防队", "大队", "中队", "支队"), "队伍|救援队伍"),
    "局": "部门|市直部门",
}
"""What a count may call names with this end beside the end itself: 临江区第一小学 is one of 4所学校."""
_KIND = "(?:试点|示范|重点|先行|行政|建制|中心|偏远|边远|沿海|县级|直属|公办|民办|定点|专业)?"
_ENDS = (
    r"(?:[（(][^\W\d_]{1,4}[）)])?"
    "(?:$|[，。；、：！？（）()！,;0-9的均都已率先共为]|开展|新建|改造|建设|建成|建立|设立|设置|举办|实施|推进|完成|进行"
    "|启动|试点|作为|全部|组织|参加|参与|纳入|整村|推广|组建|先后|入选|获评|获得|联合|共同)"
)
"""What may follow the noun, so that it is the whole of it: not 3个乡镇卫生院."""
_OTHERS_DO = "带动|帮扶|对口|结对|联合|支援|辐射|覆盖|帮助|指导|支持|建成|新建|划归|并入|合并|移交|前往|走访|邀请"

_BREAKS = "，。；：！？（）()【】“”‘’《》,;:!?\n\t "
_BREAK = f"[{_BREAKS}]"
_LONGEST_LIST = 400
_LONGEST_MEMBER = 24
_BETWEEN = "(?P<open>等)?(?:地|单位)?(?:共计|合计|总计|一共|共|这)?$"
_AND = "以及|和(?![平谐睦美顺兴田县硕静布龙])|及(?!其)"
_WITH = "[和与及同跟]"
_COUNTED_INSIDE = "[0-9０-９]|[两二三四五六七八九十][个家所支处]"
_EACH = "[各每均]"
_MOST = 60
_LONGEST_NOUN = 20

_BRACKET = r"(?P<noun>[^\W\d_]{0,12})[（(](?P<list>[^（）()\n]{3,300})[）)]"
_NO_LIST = "包括|不含|含|如|即|以|在|于|由|对|从|按|为|主要|其中"
_NOT_IN_LIST = "[，。；：,;:“”‘’《》！？0-9０-９%％…]|其中|分别"
_OPEN = "等[^、]{0,6}$"
_SORTS = frozenset("类业级型式性品材等别率期度个")
"""Ends of sorts of things: 检查企业45家（餐饮业、零售业） lists sorts and counts something else."""
_PEOPLE = frozenset(
    ("人", "名", "位", "户", "次", "人次", "场", "场次", "元", "岁", "年", "天", "期", "日", "月", "个月")
)


class Listed(NamedTuple):
    """A list in a block: where it stands, and its members. ``least`` and ``most``: how many they may be."""

    start: int
    end: int
    members: tuple[str, ...]
    least: int
    most: int
    open_end: bool


def miscounted(subject: Subject) -> Iterator[Finding]:
    """A list of names has as many members as the number behind or before it says; with 等 no more."""
    for typed in subject.typed:
        for found, listed, severity in _miscounted(typed.block.text, subject.terms.units):
            named = typed.is_name(found.start, found.end)
            if not named and typed.location(listed.start, listed.end) is not None:
                yield _finding(typed, found, listed, severity)


@lru_cache(maxsize=1024)
def _miscounted(text: str, units: frozenset[str]) -> tuple[tuple[Found, Listed, Severity], ...]:
    """The lists of a text that have more or fewer members than a figure says, with the figure."""
    if "、" not in text and "和" not in text:
        return ()
    told = []
    for found in scan(text, units):
        number = _number(text, found)
        if number is None:
            continue
        for listed, severity in _lists_of(text, found):
            if number < listed.least if listed.open_end else not listed.least <= number <= listed.most:
                told.append((found, listed, severity))
    return tuple(told)


def _finding(typed: TypedText, found: Found, listed: Listed, severity: Severity) -> Finding:
    first, last = min(listed.start, found.start), max(listed.end, found.end)
    fields = {"stated": typed.block.text[found.start : found.end], "count": listed.least, "last": listed.members[-1]}
    words = (
        msg("写的是“{stated}”，而到“{last}”已经列出 {count} 个", **fields)
        if listed.open_end
        else msg("写的是“{stated}”，而到“{last}”一共列了 {count} 个", **fields)
    )
    hint = msg("对照原件，改数目，或补上漏列的、删去多列的")
    return Finding(typed.location(first, last), words, hint=hint, severity=severity)


def _number(text: str, found: Found) -> int | None:
    """How many a figure says that there are; None if it counts people or money, is approximate, or one for each."""
    value = found.value
    if not isinstance(value, Quantity) or value.kind is not Kind.COUNT or not value.exact or found.shared:
        return None
    if value.unit in _PEOPLE or not value.unit:
        return None
    if pattern(_EACH).search(text, max(0, found.start - 2), found.start):
        return None
    return int(value.value) if 2 <= value.value <= _MOST else None


def _lists_of(text: str, found: Found) -> Iterator[tuple[Listed, Severity]]:
    before = _list_before(text, found.start)
    if before is not None:
        severity = _sureness(before, found, text)
        if severity is not None:
            yield before, severity
    match = pattern(_BRACKET).match(text, found.end)
    inside = _list_in_brackets(match, found, text) if match else None
    if inside is not None and before is None:
        yield inside, Severity.ERROR


def _list_before(text: str, end: int) -> Listed | None:
    """The list of names that ends right before a figure, or before 等 or 共 between them."""
    between = pattern(_BETWEEN).search(text, max(0, end - 8), end)
    assert between is not None
    last = between.start()
    floor = max(0, last - _LONGEST_LIST)
    breaks = [match.start() for match in pattern(_BREAK).finditer(text, floor, last)]
    start = breaks[-1] + 1 if breaks else floor
    if start == floor and floor > 0:
        return None
    segments = text[start:last].split("、")
    if any(not _is_name(part) for part in segments):
        return None
    if any(pattern(_COUNTED_INSIDE).search(part) for part in segments):
        return None  # 甲村、乙村2个村和丙村、丁村2个村: two lists
    if any("的" in part or pattern(_OTHERS_DO).search(part) for part in segments[1:]):
        return None  # 甲镇、乙镇的丙村: what is named belongs to several lists
    # 城区有甲社区，镇上有乙社区、丙社区3个社区: what stands before the comma may belong to the list.
    if start and text[start - 1] in "，；、" and pattern(_NAME).search(text, max(0, start - 12), start - 1):
        return None
    return _counted(start, last, segments, open_end=between["open"] is not None)


def _is_name(part: str) -> bool:
    return bool(part) and (pattern(_NAME).search(part) is not None or pattern(_STEM).match(part[-4:]) is not None)


def _counted(start: int, end: int, segments: list[str], *, open_end: bool) -> Listed | None:
    """The members of segments between 、: 和 between two names parts them, but in the first (甲镇与乙镇、丙镇结对)."""
    if any(len(part) > _LONGEST_MEMBER for part in segments[1:]):
        return None
    first, *others = segments
    members = [first]
    unsure = len(pattern(_WITH).findall(first))
    for part in others:
        reached = 0
        for match in pattern(_AND).finditer(part):
            if pattern(_NAME).search(part, reached, match.start()) and _is_name(part[match.end() :]):
                members.append(part[reached : match.start()])
                reached = match.end()
        members.append(part[reached:])
        unsure += sum(len(pattern(_WITH).findall(member)) for member in members[-1:])
    if len(members) + unsure < 2:
        return None
    return Listed(start, end, tuple(members), len(members), len(members) + unsure, open_end)


def _sureness(listed: Listed, found: Found, text: str) -> Severity | None:
    """How sure it is that the figure counts what is listed; None where it does not."""
    value = found.value
    assert isinstance(value, Quantity)
    ends = {_class_of(member) for member in listed.members}
    called = text[found.end : found.end + _LONGEST_NOUN]
    if ends == {""}:
        return Severity.ERROR if value.unit in ("家", "个", "所", "类", "项", "种") else None
    if all(_calls(called, end) for end in ends):
        return Severity.ERROR
    if ends.isdisjoint(_PLACES) and value.unit in ("家", "所", "支") and not pattern(r"[^\W\d_]").match(called):
        return Severity.ERROR
    near = abs(int(value.value) - listed.least) == 1 and not listed.open_end and listed.least == listed.most
    institutions = value.unit in ("家", "所") and len(ends) == 1 and len(listed.members) > 2
    return Severity.WARNING if near and institutions else None


def _class_of(member: str) -> str:
    """What the name of a member ends with; empty for 甲 and 乙."""
    match = pattern(_NAME).search(member)
    return match["end"] if match else ""


def _calls(called: str, end: str) -> bool:
    """Whether the noun behind the figure names what ends so: 4个镇 of 潭门镇, 4个镇（街道）, 3所学校."""
    if not end:
        return False
    nouns = {end, *_CALLED.get(end, end).split("|"), end if end in _PLACES else "单位"}
    kind = pattern(_KIND).match(called)
    for start in {0, kind.end() if kind else 0}:
        for noun in nouns:
            if called.startswith(noun, start) and pattern(_ENDS).match(called, start + len(noun)):
                return True
    bracket = pattern(r"[^\W\d_]{1,4}[（(]").match(called)
    return bracket is not None and called.startswith((f"{end}）", f"{end})"), bracket.end())


def _list_in_brackets(match: re.Match[str], found: Found, text: str) -> Listed | None:
    """The list of names in brackets behind a figure and its noun: 共3支（…、…）, 慈善组织4家（…、…和…）."""
    inside = match["list"]
    value = found.value
    assert isinstance(value, Quantity)
    bare = pattern(_OPEN).sub("", inside)
    segments = bare.split("、")
    if len(segments) < 2 or pattern(_NO_LIST).match(bare) or pattern(_NOT_IN_LIST).search(bare):
        return None
    if any(not 2 <= len(part) <= _LONGEST_MEMBER for part in segments):
        return None
    first = match.start("list")
    listed = _counted_by_end(first, first + len(bare), segments, open_end=bare != inside)
    signs = {member[-1:] for member in listed.members}
    names = all(map(_is_name, listed.members))
    if any(member.endswith(_PLACES) for member in listed.members):
        calls = all(_calls(match["noun"], _class_of(member)) for member in listed.members)
        return listed if names and calls else None
    if names and value.unit in ("家", "支", "所"):
        return listed
    around = text[max(0, found.start - 12) : found.start] + match["noun"]
    return listed if len(signs) == 1 and signs.isdisjoint(_SORTS) and signs.pop() in around else None


def _counted_by_end(start: int, end: int, segments: list[str], *, open_end: bool) -> Listed:
    """Members in brackets: 和 parts the last two where both sides end alike."""
    *front, last = segments
    members, unsure, sign = list(front), 0, last[-1]
    reached = 0
    for match in pattern(_AND).finditer(last):
        if match.start() - reached >= 2 and last[match.start() - 1] == sign and len(last) - match.end() >= 2:
            members.append(last[reached : match.start()])
            reached = match.end()
        else:
            unsure += 1
    members.append(last[reached:])
    unsure += sum(bool(pattern(_AND).search(part)) for part in front)
    return Listed(start, end, tuple(members), len(members), len(members) + unsure, open_end)


_RUN = f"[^{_BREAKS}、]{{1,60}}(?:、[^{_BREAKS}、]{{1,60}}){{2,60}}"
_BEFORE_NAME = "(?:^|[在于对为向到从由将是有即和与给往赴含]|提供|开展|包括)$"
_AFTER_NAME = (
    "$|[0-9等共各和与及的等]|[一二三四五六七八九十两]{1,3}个"
    "|新建|改造|建设|建成|建立|设立|设置|开展|举办|实施|推进|完成|进行|启动|试点"
)
_PLACE_FIRST = r"[^\W\d_]{1,8}?(?:街道|社区|镇|乡|村)"


def named_twice(subject: Subject) -> Iterator[Finding]:
    """No member of a list in a sentence is named twice."""
    for typed in subject.typed:
        for start, end, twice in _twice(typed.block.text):
            if not typed.is_name(start, end):
                yield Finding(
                    typed.location(start, end),
                    msg("“{members}”列了不止一次", members="、".join(twice)),
                    hint=msg("删去重复的，或改成漏写的那一个"),
                )


@lru_cache(maxsize=1024)
def _twice(text: str) -> tuple[tuple[int, int, list[str]], ...]:
    """The lists of a text that name a member twice, with those members."""
    if text.count("、") < 2:
        return ()
    runs = [(*run.span(), _repeated(run.group().split("、"))) for run in pattern(_RUN).finditer(text)]
    return tuple(run for run in runs if run[2])


def _repeated(parts: list[str]) -> list[str]:
    """The members that stand twice: whole ones between two 、, and names of places at the ends of the list."""
    inner = [part for part in parts[1:-1] if len(part) > 1 and not pattern("[0-9０-９]").search(part)]
    last = pattern(_PLACE_FIRST).match(parts[-1])
    final = last.group() if last and pattern(_AFTER_NAME).match(parts[-1], last.end()) else ""
    known = {*inner, final} - {""}
    first = next((name for name in sorted(known, key=len, reverse=True) if _begins(parts[0], name)), "")
    first = first or (parts[0] if len(parts[0]) > 1 else "")
    names = [*([first] if first else ()), *inner, *([final] if final else ())]
    return [name for name, times in Counter(names).items() if times > 1]


def _begins(part: str, name: str) -> bool:
    return part.endswith(name) and pattern(_BEFORE_NAME).search(part[: len(part) - len(name)]) is not None
