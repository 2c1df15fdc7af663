"""What is judged on pages, on pages set here line by line: what is right, or cannot be told, is never blamed."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from report_kit.layout import MEASURED, STRIP, Probe, Rendered, State, Verdict, judge
from report_kit.layout.paged import CHARACTER, LEFT, RIGHT
from report_kit.ooxml.formatting.model import Indent, MarginLook, ParagraphLook, RunLook, SectionLook, Sheet
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

    def __init__(self, *, height: int = 22, header: str = "", numbered: bool = True, start: int = 1) -> None:
        self.rows: list[list[Line]] = [[]]
        self.slot = 0
        self.height, self.header, self.numbered, self.start = height, header, numbered, start
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
        self.rows[-1].append(line(words, FIRST + self.slot * PITCH, left, size=size, gap=gap))
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


def test_a_right_document_passes_what_it_has() -> None:
    found = letter(Set("一、主要工作", size=16), *long_text()).verdicts()
    assert deviating(found) == set()
    assert {name for name, state in states(found).items() if state is not State.PASSED} == {"rendered-attachment"}


@pytest.mark.parametrize("probe", [Probe(40.2, 260.3, 21, 28), Probe(40.2, 260.3, 22, 27)])
def test_nothing_is_judged_where_the_standard_page_is_wrong(probe: Probe) -> None:
    press = letter(*long_text())
    found = states(looked_at(press.pages(), tuple(press.paragraphs), probe=probe))
    assert {found[name] for name in MEASURED - {"substituted-face"}} == {State.NOT_MEASURED}


def test_a_face_that_is_missing_voids_all_measures() -> None:
    press = letter(*long_text())
    found = states(looked_at(press.pages(), tuple(press.paragraphs), missing=("仿宋_GB2312",)))
    assert found.pop("substituted-face") is State.DEVIATES
    assert set(found.values()) == {State.NOT_MEASURED}


def test_a_machine_that_cannot_tell_faces_says_which_were_shown() -> None:
    press = letter(*long_text())
    found = looked_at(press.pages(), tuple(press.paragraphs), faces=frozenset())
    assert found["substituted-face"].state is State.NOT_MEASURED
    assert "FandolFang" in str(found["substituted-face"].found)
    assert found["rendered-lines"].state is State.PASSED


def test_a_page_without_words_says_nothing() -> None:
    found = states(looked_at((Page(210.0, 297.0, ()),)))
    assert set(found.values()) == {State.NOT_APPLICABLE}


def test_pages_that_are_not_upright_a4_are_compared_with_nothing() -> None:
    press = letter(*long_text())
    pages = tuple(page._replace(width=215.9, height=279.4) for page in press.pages())
    found = states(press.verdicts(pages=pages))
    assert {found[name] for name in MEASURED - {"substituted-face"}} == {State.NOT_MEASURED}


# full pages


def test_a_short_page_is_found() -> None:
    press = Press(height=21).add(*title(), *long_text())
    assert "rendered-lines" in deviating(press.verdicts())


def test_a_blank_line_at_the_foot_or_the_head_of_a_page_is_no_missing_line() -> None:
    for blank_at in range(3, 12):
        body = long_text()
        body.insert(blank_at, Set(""))
        assert deviating(letter(*body).verdicts()) == set()


def test_a_page_that_ends_with_a_blank_line_is_full() -> None:
    press = Press().add(*title(), *long_text(2))
    press.turn()
    press.add(*long_text()[2:5], Set(""), *long_text()[5:])
    assert len(press.rows[1]) == 21
    assert deviating(press.verdicts()) == set()


@pytest.mark.parametrize("picture", [True, False], ids=["a picture", "a table"])
def test_a_page_is_short_before_a_picture_or_a_table_that_did_not_fit(picture: bool) -> None:
    press = Press().add(*title(), *long_text(2))
    press.turn()
    press.add(*(Set(text(28 * 7 - 2, f"第{one}")) for one in "天地玄"))  # 21 lines
    if picture:
        press.turn()
        press.slot = 8
        press.paragraphs.append(ParagraphLook(len(press.paragraphs) + 1, "", "", (), picture=True))
    else:
        press.paragraphs.append(ParagraphLook(len(press.paragraphs) + 1, "", "户数", (), cell=True))
        press.turn()
        press.slot = 1
    press.add(*long_text()[4:])
    assert len(press.rows[1]) == 21
    assert deviating(press.verdicts()) == set()


def test_rows_of_a_table_in_lines_as_high_as_the_text_are_not_counted() -> None:
    press = Press().add(*title(), *long_text(2))
    press.turn()
    for row in range(21):
        press.put(f"单元{row}", LEFT, gap=30.0)
    press.turn()
    press.add(*long_text()[4:])
    assert deviating(press.verdicts()) == set()


def test_a_document_too_short_to_fill_a_page_has_no_full_page() -> None:
    assert letter(*long_text(1)).verdicts()["rendered-lines"].state is State.NOT_APPLICABLE


def test_a_long_document_in_which_no_page_can_be_counted_was_not_measured() -> None:
    body = [one for paragraph in long_text() for one in (paragraph, Set(""))]
    found = letter(*body).verdicts()
    assert {found[name].state for name in ("rendered-lines", "rendered-text-block")} == {State.NOT_MEASURED}
    assert found["rendered-lines"].found is not None


def test_a_header_is_not_part_of_the_text() -> None:
    press = closed(Press(header=f"{OFFICE}内部资料").add(*title(), *long_text()))
    found = press.verdicts()
    assert deviating(found) == set()
    assert found["rendered-lines"].state is found["rendered-text-block"].state is State.PASSED


# full lines


def test_lines_of_27_characters_are_found() -> None:
    body = [one._replace(per_line=27) for one in long_text()]
    assert "rendered-characters" in deviating(letter(*body).verdicts())


def test_the_last_line_of_a_paragraph_is_as_long_as_its_words() -> None:
    words = text(26 + 27)
    found = letter(Set(words, lines=((words[:26], LEFT + 2 * CHARACTER), (words[26:], LEFT)))).verdicts()
    assert found["rendered-characters"].state is State.NOT_MEASURED


@pytest.mark.parametrize("behind", ["访，", "《办法》", "2023年", "A类"])
def test_a_line_cut_short_to_keep_together_what_follows_is_not_counted(behind: str) -> None:
    words = WORDS[:26] + WORDS[:27] + behind + WORDS[:12] + "。"
    lines = ((words[:26], LEFT + 2 * CHARACTER), (words[26:53], LEFT), (words[53:], LEFT))
    assert letter(Set(words, lines=lines)).verdicts()["rendered-characters"].state is State.NOT_MEASURED


def test_spaces_typed_in_a_line_are_not_counted_as_characters() -> None:
    words = WORDS[:26] + WORDS[:12] + "　　" + WORDS[12:26] + WORDS[:12] + "。"
    press = letter(Set(words, lines=((words[:26], LEFT + 2 * CHARACTER), (words[26:54], LEFT), (words[54:], LEFT))))
    spaced = press.rows[0][3]
    press.rows[0][3] = spaced._replace(text="".join(spaced.text.split()), gap=2 * CHARACTER, right=RIGHT)
    assert press.verdicts()["rendered-characters"].state is State.NOT_MEASURED


def test_two_columns_are_no_line() -> None:
    press = Press().add(*title())
    body = long_text(8)
    press.paragraphs += [
        ParagraphLook(len(press.paragraphs) + at, "", one.words, (RunLook(0, one.words, "仿宋_GB2312"),), section=0)
        for at, one in enumerate(body, 1)
    ]
    for one in body:
        for at in range(0, 180, 24):
            press.put(one.words[at : at + 24], LEFT, gap=12.0)
    found = press.verdicts(sections=(A4._replace(columns=2),))
    assert deviating(found) == set()
    assert found["rendered-characters"].state is State.NOT_MEASURED


@pytest.mark.parametrize("last", ["，", "更"])
def test_a_mark_that_hangs_out_is_not_the_edge_of_the_block(last: str) -> None:
    words = text(190, "第甲段")
    press = letter(Set(f"{words[:53]}{last}{words[54:]}"), *long_text()[1:])
    at = next(at for at, one in enumerate(press.rows[0]) if one.text == f"{words[26:53]}{last}")
    press.rows[0][at] = press.rows[0][at]._replace(right=RIGHT + 0.4 * CHARACTER)
    press.rows[0][:2] = []  # without title and addressee all lines are at one pitch
    assert ("rendered-text-block" in deviating(press.verdicts())) is (last == "更")


def test_lines_that_are_not_stretched_may_end_within_the_last_character() -> None:
    body = [one._replace(per_line=27) for one in long_text()]
    loose = [one._replace(jc="left") for one in body]
    assert "rendered-text-block" not in deviating(letter(*loose).verdicts())
    assert "rendered-text-block" in deviating(letter(*body).verdicts())


# words that are told apart


@pytest.mark.parametrize(
    "odd", ["软\u00ad连", "零\u200b宽", "ﬁ连字", "Ⅳ类", "㎡", "①", "ｆｕｌｌ", "全\u3000角", "制\t表"]
)
def test_what_shows_nothing_or_has_another_form_does_not_hide_a_paragraph(odd: str) -> None:
    body = Set(odd + text(100), 0.0, shown="".join(odd.replace("\u00ad", "").replace("\u200b", "").split()) + text(100))
    found = letter(body).verdicts()
    assert found["rendered-indent"].state is State.DEVIATES


def test_paragraphs_that_are_not_found_do_not_hide_those_behind_them() -> None:
    """Text of which the pages show other characters, longer than tables and pictures usually are."""
    lost = [Set(text(190), shown="口" * 190) for _ in range(16)]
    found = letter(*lost, *long_text(4)).verdicts()
    assert found["signature-page"].state is found["rendered-signature"].state is State.PASSED


def test_what_is_in_the_file_and_not_found_on_the_pages_was_not_measured() -> None:
    press = letter(Set("一、主要工作"), *long_text(2))
    pages = tuple(
        page._replace(lines=tuple(one._replace(text="口口口口口口") for one in page.lines)) for page in press.pages()
    )
    found = press.verdicts(pages=pages)
    names = ("stranded-heading", "signature-page", "first-page", "rendered-indent", "rendered-signature")
    assert {found[name].state for name in names} == {State.NOT_MEASURED}


def test_the_same_paragraph_over_and_over() -> None:
    body = [Set("按月更新台账。") if at % 3 else Set(text(90)) for at in range(60)]
    found = letter(*body).verdicts()
    assert deviating(found) == set()
    assert found["signature-page"].state is State.PASSED


# page numbers


def with_foot(press: Press, *feet: str) -> tuple[Page, ...]:
    return tuple(
        page._replace(lines=(*page.lines[:-1], *([line(words, 270.6, 100.0, size=14.0)] if words else ())))
        for page, words in zip(press.pages(), feet, strict=True)
    )


def test_a_cover_has_no_number_and_the_text_is_numbered_from_1() -> None:
    cover = [Set(OFFICE, 9.0, 22.0, "center"), Set("年度工作报告", 9.0, 22.0, "center")]
    head = [Set("市人民政府：", 0, page=True)]
    press = closed(Press(start=0).add(*cover, *head, *long_text(8)))
    found = press.verdicts()
    assert deviating(found) == set()
    assert found["first-page"].state is State.NOT_APPLICABLE


def test_a_page_without_number_is_found_once_for_all() -> None:
    press = letter(*long_text())
    feet = ["—1—", *[""] * (len(press.rows) - 1)]
    found = press.verdicts(pages=with_foot(press, *feet))["rendered-page-sequence"]
    assert len(found.findings) == 1
    assert len(found.findings[0].notes) == len(press.rows) - 2


def test_a_sequence_that_breaks_is_told_where_it_breaks() -> None:
    press = letter(*long_text())
    numbers = [1, 2, *range(1, len(press.rows) - 1)]
    found = press.verdicts(pages=with_foot(press, *(f"—{one}—" for one in numbers)))["rendered-page-sequence"]
    assert [str(one.location).startswith("report.docx#第3面") for one in found.findings] == [True]


@pytest.mark.parametrize("form", ["第{}页", "{}", "-{}-", "第{}页共9页", "{}/9"])
def test_a_number_without_dashes_has_no_dash_to_measure(form: str) -> None:
    press = letter(*long_text())
    pages = with_foot(press, *(form.format(place) for place in range(1, len(press.rows) + 1)))
    found = states(press.verdicts(pages=pages))
    assert found["rendered-page-number"] is State.NOT_APPLICABLE
    assert found["rendered-page-sequence"] is State.PASSED
    assert found["rendered-page-side"] is State.DEVIATES


def test_numbers_in_boxes_that_keep_outside_are_not_where_libreoffice_puts_them() -> None:
    press = letter(*long_text())
    pages = tuple(
        page._replace(lines=(*page.lines[:-1], number(place, right=False)))
        for place, page in enumerate(press.pages(), 1)
    )
    assert states(press.verdicts(pages=pages))["rendered-page-side"] is State.DEVIATES
    box = ParagraphLook(1, "", "— 1 —", (RunLook(0, "1", field=True),), boxed=True, frame="outside")
    footers = {kind: MarginLook("footer1.xml", (box,), numbered=True, in_dash=False) for kind in ("default", "even")}
    found = press.verdicts(pages=pages, sections=(A4._replace(footers=footers),))
    assert found["rendered-page-side"].state is State.NOT_MEASURED
    assert found["rendered-page-number"].state is State.PASSED


def test_numbers_in_the_middle_are_two_findings_however_many_pages() -> None:
    press = letter(*long_text(16))
    pages = with_foot(press, *(f"—{place}—" for place in range(1, len(press.rows) + 1)))
    assert len(press.verdicts(pages=pages)["rendered-page-side"].findings) == 2


def test_a_foot_that_is_no_number_was_not_measured() -> None:
    press = letter(*long_text())
    pages = with_foot(press, *["内部资料"] * len(press.rows))
    found = states(press.verdicts(pages=pages))
    names = ("rendered-page-number", "rendered-page-side", "rendered-page-sequence")
    assert {found[name] for name in names} == {State.NOT_MEASURED}


def test_a_landscape_page_is_not_said_to_lack_its_number() -> None:
    press = letter(*long_text())
    pages = press.pages()
    wide = Page(297.0, 210.0, tuple(line(f"单元{row}", 60.0 + row * 6, 40.0, size=12.0) for row in range(12)))
    found = press.verdicts(pages=(*pages, wide))
    assert deviating(found) == set()


# places


def test_a_first_page_without_text_is_found_and_a_cover_is_not() -> None:
    late = closed(Press().add(*title(), Set(text(190, "正文"), page=True), *long_text()))
    assert "first-page" in deviating(late.verdicts())


def test_an_unsealed_signature_on_two_lines_begins_where_its_longer_line_does() -> None:
    name = "某某市民政局困难群众救助管理服务中心"
    end = RIGHT - 2 * CHARACTER
    lines = ((name[:7], end - 7 * CHARACTER), (name[7:], end - 11 * CHARACTER))
    press = Press().add(*title(), *long_text(1), Set(""), Set(name, jc="right", lines=lines))
    press.add(Set(DATE, jc="left", lines=((DATE, end - 9 * CHARACTER),)))
    assert press.verdicts()["rendered-signature"].state is State.PASSED
