"""Rule on numbering typed by hand: 一是…二是…三是, 一、（一）, 第一批…第二批 go on one by one.

Only what can be nothing else counts: 一是 at the beginning of a clause (not 统一是, 一是否), （一） and 一、 at the
beginning of a paragraph or sentence. A series may run over paragraphs and begin anew; a number that stands
somewhere in between in another form (问题二是) is there all the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Note, Severity, msg
from report_kit.facts import numerals
from report_kit.facts.patterns import pattern
from report_kit.facts.values import Ordinal, Quantity
from report_kit.rules.rule import Finding, text_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.diagnostics import Location
    from report_kit.rules.subject import Subject
    from report_kit.rules.typed import TypedText

E, W = Severity.ERROR, Severity.WARNING

_DIGITS = "一二三四五六七八九十"
_POINT = rf"(?:^|(?<=[\x00-\x7f，。；：、！？“”‘’（）《》【】\u3000]))([{_DIGITS}]{{1,3}})是(?![否不非谁])"
_POINT_ANYWHERE = f"([{_DIGITS}]{{1,3}})是"
_ITEM = f"(?:^|(?<=[。；：:;]))[ \u3000]*[（(]([{_DIGITS}]{{1,3}})[）)](?!项|款|条|目|类|期|至|[、和及])"
_ITEM_ANYWHERE = f"[（(]([{_DIGITS}]{{1,3}})[）)]"
_CHAPTER = f"(?:^|(?<=[。：:]))[ \u3000]*([{_DIGITS}]{{1,3}})、(?![{_DIGITS}])"
_CHAPTER_ANYWHERE = f"(?<![{_DIGITS}、第])([{_DIGITS}]{{1,3}})、"
_HEADING = f"[ \u3000]*(?:[{_DIGITS}]{{1,3}}、|[（(][{_DIGITS}]{{1,3}}[）)]|第[{_DIGITS}]{{1,3}}[章节编部])"
_SUBHEADING = "[ \u3000]*[0-9]{1,2}[.．、]"


class Mark(NamedTuple):
    """A number of a series: its value, the words that show it, and its place."""

    number: int
    words: str
    location: Location | None
    block: int


class _Form(NamedTuple):
    """A way of numbering: patterns of where a number surely stands, and anywhere that it may.

    One of ``signs`` stands in everything they find.
    """

    sure: str
    anywhere: str
    signs: str


_POINTS = _Form(_POINT, _POINT_ANYWHERE, "是")
_ITEMS = _Form(_ITEM, _ITEM_ANYWHERE, "（(")
_CHAPTERS = _Form(_CHAPTER, _CHAPTER_ANYWHERE, "、")


class _Number(NamedTuple):
    """A number where it stands in a text, with the signs around it; ``sure`` where it can be nothing else."""

    value: int
    start: int
    end: int
    sure: bool


@lru_cache(maxsize=2048)
def _numbers(form: _Form, text: str) -> tuple[_Number, ...]:
    """The numbers of one form, in order; remembered, for most paragraphs stay as they are."""
    if not any(sign in text for sign in form.signs):
        return ()
    found = [(numerals.chinese(match[1]), match) for match in pattern(form.anywhere).finditer(text)]
    if not found:
        return ()
    sure = {match.start(1) for match in pattern(form.sure).finditer(text)}
    return tuple(_Number(value, *match.span(), match.start(1) in sure) for value, match in found if value is not None)


class _Series:
    """The numbers that may go on: of the outermost series first. ``unsure`` are those seen since, in doubtful form."""

    def __init__(self) -> None:
        self.open: list[Mark] = []
        self.unsure: set[int] = set()

    def before(self, mark: Mark, *, nested: bool) -> Mark | None:
        """Take the next number up; return the one before it if it goes on from no series that is open."""
        unsure, self.unsure = self.unsure, set()
        if mark.number == 1:
            self.open = [*(self.open if nested else ()), mark]
            return None
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth].number == mark.number - 1:
                self.open[depth:] = [mark]
                return None
        last = self.open[-1] if self.open else None
        self.open = [mark]
        return None if mark.number - 1 in unsure else last


@text_rule("S102", "ordinal-gap", E, audited=True)
def ordinal_gap(subject: Subject) -> Iterator[Finding]:
    """Numbers typed by hand go on one by one: none is left out, none comes twice, none stands alone."""
    yield from _points(subject)
    yield from _levels(subject)
    for typed in subject.typed:
        yield from _batches(typed)


def _points(subject: Subject) -> Iterator[Finding]:
    """一是…二是…: in a section, which a heading begins, or which is one item of our own report."""
    series, section, former = _Series(), "", ""
    for number, typed in enumerate(subject.typed):
        owner = "" if subject.foreign else ".".join(typed.block.id.partition("#")[0].split(".")[:2])
        if pattern(_HEADING).match(typed.block.text) or owner != section:
            yield from _alone(series)
            series, section = _Series(), owner
        elif pattern(_SUBHEADING).match(typed.block.text):
            series = _Series()  # 1. may stand under 一是 as well: what was open is not told to stand alone
        yield from _gaps(typed, number, series, _POINTS, former)
        former = typed.block.text
    yield from _alone(series)


def _levels(subject: Subject) -> Iterator[Finding]:
    """一、二、三、 and under each of them （一）（二）（三）."""
    chapters, items, former = _Series(), _Series(), ""
    for number, typed in enumerate(subject.typed):
        chapter = chapters.open[-1:]
        yield from _gaps(typed, number, chapters, _CHAPTERS, former)
        if chapters.open[-1:] != chapter:
            items = _Series()
        yield from _gaps(typed, number, items, _ITEMS, former)
        former = typed.block.text


def _gaps(typed: TypedText, number: int, series: _Series, form: _Form, former: str) -> Iterator[Finding]:
    """The numbers of one block that do not go on; ``former`` is the paragraph before it."""
    text = typed.block.text
    numbers = _numbers(form, text)
    if not numbers:
        return
    led = former.rstrip().endswith(("：", ":"))
    for value, start, end, sure in numbers:
        place = typed.location(start, end) if sure else None
        if place is None or typed.in_title(start, end):
            series.unsure.update((value, value % 10))  # 第十二是 and glued words: what ends in 二 may be it
            continue
        first = not text[:start].strip() and bool(series.open) and series.open[-1].block != number
        mark = Mark(value, text[start:end], place, number)
        before = series.before(mark, nested=not first or led)
        if before is not None:
            yield _gap(before, mark)


def _alone(series: _Series) -> Iterator[Finding]:
    """一是 that no 二是 follows."""
    if len(series.open) == 1 and series.open[0].number == 1 and 2 not in series.unsure:
        mark = series.open[0]
        yield Finding(mark.location, msg("有“一是”，没有“二是”"), hint=msg("补上漏写的，或者去掉序号"), severity=W)


def _batches(typed: TypedText) -> Iterator[Finding]:
    """第一批12所、第二批9所、第三批6所: batches told one behind the other, each with its figure."""
    found, text = typed.found, typed.block.text
    for first, figure, second in zip(found, found[1:], found[2:], strict=False):
        one, other = first.value, second.value
        if not (isinstance(one, Ordinal) and isinstance(other, Ordinal) and isinstance(figure.value, Quantity)):
            continue
        listed = figure.start == first.end and text[figure.end : second.start] in ("、", "，", "；", "和")
        place = typed.location(second.start, second.end)
        if one.unit == other.unit == "批" and listed and other.number not in (1, one.number + 1) and place is not None:
            yield _gap(
                Mark(one.number, str(one), typed.location(first.start, first.end), 0),
                Mark(other.number, str(other), place, 0),
            )


def _gap(before: Mark, mark: Mark) -> Finding:
    words = (
        msg("“{before}”之后又是“{mark}”", before=before.words, mark=mark.words)
        if mark.number <= before.number
        else msg("“{before}”之后是“{mark}”，中间缺了", before=before.words, mark=mark.words)
    )
    notes = (Note(msg("前一个序号在这里"), before.location),) if before.location is not None else ()
    return Finding(mark.location, words, (), notes, msg("补上漏写的一条，或者改正序号"))
