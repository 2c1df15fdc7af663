"""A printing press for tests: documents set on pages line by line, as a renderer would, and what is judged on them."""

from __future__ import annotations

from typing import NamedTuple

from report_kit.layout import MEASURED, STRIP, Probe, Rendered, State, Verdict, judge
from report_kit.layout.paged import CHARACTER, LEFT, RIGHT
from report_kit.ooxml.formatting.model import Indent, ParagraphLook, RunLook, SectionLook, Sheet
from report_kit.pages import Ink, Line, Page

FIRST, PITCH = 45.2, 10.213
A4 = SectionLook(0, width=11906, height=16838, top=2098, bottom=1984, left=1588, right=1474)
WORDS = "走访困难家庭逐户建立台账按月更新做到情况清底数明推动救助工作"
TITLE = "关于救助工作的报告"
OFFICE, DATE = "某某市民政局", "2024年1月5日"


def text(length: int, start: str = "") -> str:
    return (start + WORDS * 60)[: length - 1] + "。"


class Set(NamedTuple):
    """A paragraph as it is set on pages; ``shown`` is what is seen of it, ``lines`` its lines if they are not reckoned."""

    words: str
    first: float = 2.0
    size: float = 16.0
    jc: str = "both"
    per_line: int = 28
    page: bool = False
    shown: str | None = None
    picture: bool = False
    section: int = 0
    lines: tuple[tuple[str, float], ...] = ()


def line(words: str, baseline: float, left: float, *, size: float = 16.0, gap: float = 0.0, advance: float = 0) -> Line:
    faces = frozenset(["FandolFang"])
    step = advance or CHARACTER * size / 16
    width = sum(step if one > "\u2e80" or one == "—" else step / 2 for one in words)
    return Line(words, baseline, left, left + width, size, 15.75, faces, faces, gap)


def number(page: int, *, right: bool) -> Line:
    words = f"—{page}—"
    place = RIGHT - 4.94 - 12 if right else LEFT + 4.94
    return line(words, 270.6, place, size=14.0)


class Press:
    """Sets paragraphs on pages of 22 lines, with what stands in margins, as a renderer would."""

    def __init__(
        self, *, height: int = 22, header: str = "", numbered: bool = True, start: int = 1, pitch: float = PITCH
    ) -> None:
        self.rows: list[list[Line]] = [[]]
        self.slot = 0
        self.height, self.header, self.numbered, self.start = height, header, numbered, start
        self.pitch = pitch
        self.paragraphs: list[ParagraphLook] = []

    def add(self, *told: Set) -> Press:
        for one in told:
            look = ParagraphLook(
                len(self.paragraphs) + 1,
                "",
                one.words,
                (RunLook(0, one.words, "仿宋_GB2312", size=round(one.size * 2)),),
                jc=one.jc,
                indent=Indent(first=round(one.first * 315)),
                page_before=one.page,
                picture=one.picture,
                section=one.section,
            )
            self.paragraphs.append(look)
            if one.page:
                self.turn()
            shown = one.words if one.shown is None else one.shown
            if not shown and not one.lines:
                self.skip(1)
                continue
            for words, left in one.lines or self._broken(one, shown):
                self.put(words, left, one.size)
        return self

    @staticmethod
    def _broken(one: Set, shown: str) -> list[tuple[str, float]]:
        room = round(one.per_line - one.first)
        found = [(shown[:room], one.first)]
        rest = shown[room:]
        found += [(rest[at : at + one.per_line], 0.0) for at in range(0, len(rest), one.per_line)]
        return [(words, LEFT + indent * CHARACTER) for words, indent in found]

    def put(self, words: str, left: float, size: float = 16.0, gap: float = 0.0) -> None:
        if self.slot >= self.height:
            self.turn()
        self.rows[-1].append(line(words, FIRST + self.slot * self.pitch, left, size=size, gap=gap))
        self.slot += 1

    def skip(self, slots: int) -> None:
        self.slot += slots

    def turn(self) -> None:
        self.rows.append([])
        self.slot = 0

    def pages(self) -> tuple[Page, ...]:
        found = []
        for place, rows in enumerate(self.rows):
            head = [line(self.header, 18.0, LEFT, size=9.0)] if self.header else []
            printed = place + self.start
            foot = [number(printed, right=bool(printed % 2))] if self.numbered and printed > 0 else []
            found.append(Page(210.0, 297.0, (*head, *rows, *foot)))
        return tuple(found)

    def verdicts(
        self, *, pages: tuple[Page, ...] | None = None, sections: tuple[SectionLook, ...] = (A4,)
    ) -> dict[str, Verdict]:
        return looked_at(self.pages() if pages is None else pages, tuple(self.paragraphs), sections)


PROBE = Probe(40.2, 260.3, 22, 28)


def ink_of(page: Page) -> Ink | None:
    foot = [one for one in page.lines if STRIP[0] <= one.baseline <= STRIP[1]]
    return Ink(foot[-1].left, foot[-1].right, foot[-1].baseline - 1.6) if foot else None


def looked_at(
    pages: tuple[Page, ...],
    paragraphs: tuple[ParagraphLook, ...] = (),
    sections: tuple[SectionLook, ...] = (A4,),
    *,
    probe: Probe = PROBE,
    missing: tuple[str, ...] = (),
    faces: frozenset[str] = frozenset(["FandolFang"]),
) -> dict[str, Verdict]:
    sheet = Sheet(paragraphs, sections, even_and_odd=True, normal_size=32)
    names = frozenset(["仿宋_GB2312"])
    rendered = Rendered(pages, tuple(map(ink_of, pages)), probe, faces, names, missing)
    return {one.clause.code.name: one for one in judge(sheet, "report.docx", rendered).verdicts}


def states(found: dict[str, Verdict]) -> dict[str, State]:
    return {name: found[name].state for name in MEASURED}


def deviating(found: dict[str, Verdict]) -> set[str]:
    return {name for name, state in states(found).items() if state is State.DEVIATES}


def title() -> list[Set]:
    return [Set(TITLE, 9.5, 22.0, "center"), Set(""), Set("市人民政府：", 0)]


def closing() -> list[Set]:
    right = (RIGHT - LEFT) / CHARACTER - 4 - 5.5
    return [Set(""), Set(OFFICE, right - 0.25, jc="left"), Set(DATE, right, jc="left")]


def closed(press: Press) -> Press:
    """With signature and date, on a page with the last lines of the text."""
    if press.slot > press.height - 3:
        press.add(Set(text(150, "末段")))
    return press.add(*closing())


def letter(*body: Set) -> Press:
    return closed(Press().add(*title(), *body))


def long_text(count: int = 12) -> list[Set]:
    """Paragraphs of 7 lines less one character, each beginning with words of its own."""
    return [Set(text(190, f"第{'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳'[at]}段")) for at in range(count)]
