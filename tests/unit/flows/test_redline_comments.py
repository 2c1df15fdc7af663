"""Any few edits of the shipped data: every change of the redline has a comment with its cause, file and line."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

import pytest

from report_kit.diff import compare
from report_kit.flows.pipeline import assemble
from report_kit.flows.redlining import AUTHOR, DATE, causes_of_places
from report_kit.flows.review import Reviewed
from report_kit.flows.sides import Source, opened_project
from report_kit.ooxml.redline import Hunk, Redlined, redline
from report_kit.show.changes import cause_words
from report_kit.show.changes_text import moved_words
from report_kit.write import final_document
from tests.unit.diff.edits import FILES, KEY_WORK, ROOT, TEMPLATE, edited, replaced, template_with
from tests.unit.load.project import MemoryFiles

if TYPE_CHECKING:
    from report_kit.changes import Side

SEEDS = range(24)
PLANS = "data/2024/plans.yaml"

PLACE = re.compile(r"(data/\S+?\.yaml|templates/\S+?\.docx):\d+")

Made = tuple["Side", bytes]


def made(files: dict[str, bytes]) -> Made:
    held = MemoryFiles(files)
    assembly = assemble(held, 2023, ROOT / "templates")
    assert assembly.draft is not None
    return opened_project(Source(""), held, assembly, ROOT / "templates").side, final_document(assembly.draft).data


@pytest.fixture(scope="module")
def shipped() -> Made:
    return made(FILES)


def hunks(before: Made, after: Made) -> list[Hunk]:
    changes = compare(before[0], after[0], 2023)
    reviewed = Reviewed(changes, words=(before[1], after[1]), drafts=(before[0].draft, after[0].draft))
    done = redline(before[1], after[1], author=AUTHOR, date=DATE, cause=causes_of_places(reviewed))
    assert isinstance(done, Redlined), done
    return list(done.hunks)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_change_has_a_comment_with_a_place(seed: int, shipped: Made) -> None:
    random = Random(seed)
    files, _ = edited(random, random.randint(1, 12))
    after = made(files)
    for before, later in ((shipped, after), (after, shipped)):
        for hunk in hunks(before, later):
            assert PLACE.search(hunk.comment), hunk


def causes_told(comments: list[str]) -> set[str]:
    """The causes in comments, without what is said of a move."""
    return {one for comment in comments for one in comment.split("；") if not one.startswith(("（移", "“", "格式随"))}


@pytest.mark.parametrize("seed", range(6))
def test_the_comments_tell_the_causes_of_the_review_and_no_others(seed: int, shipped: Made) -> None:
    random = Random(seed)
    after = made(edited(random, random.randint(3, 12))[0])
    changes = compare(shipped[0], after[0], 2023)
    expected = {cause_words(c, t.kind) for t in changes.texts for h in t.hunks for c in h.causes if c.location}
    told = {one for one in causes_told([hunk.comment for hunk in hunks(shipped, after)]) if "序号" not in one}
    assert told == expected


def without_the_last_item() -> dict[str, bytes]:
    *items, _ = re.split(r"(?m)^(?=- id: )", FILES[PLANS].decode())
    return {**FILES, PLANS: "".join(items).encode()}


def test_a_paragraph_that_looks_otherwise_since_it_became_the_last_says_so(shipped: Made) -> None:
    look, gone = hunks(shipped, made(without_the_last_item()))
    assert (look.place.kind, gone.place.kind) == ("format", "paragraph")
    assert look.comment.startswith(f"格式随前后的段落改变，{PLANS}:")


def test_what_a_template_makes_look_otherwise_names_the_template(shipped: Made) -> None:
    files = {**FILES, TEMPLATE: template_with(FILES[TEMPLATE], 'w:val="Body"', 'w:val="Addressee"')}
    found = hunks(shipped, made(files))
    assert {hunk.place.kind for hunk in found} == {"format"}
    assert {hunk.comment for hunk in found} == {f"模板改动，{TEMPLATE}:1"}


def test_a_figure_in_what_looks_otherwise_keeps_its_cause(shipped: Made) -> None:
    files = replaced(FILES, KEY_WORK, "{is: 673张", "{is: 675张")
    files[TEMPLATE] = template_with(FILES[TEMPLATE], 'w:val="Body"', 'w:val="Addressee"')
    worded = [hunk for hunk in hunks(shipped, made(files)) if hunk.place.kind == "text"]
    assert [(hunk.place.deleted, hunk.place.inserted) for hunk in worded] == [("673", "675")]
    assert worded[0].comment.startswith("事实 key_work.elderly_and_children.床位，data/2023/key_work.yaml:")
    assert "模板" not in worded[0].comment


def test_every_paragraph_of_an_item_moved_says_how_and_where(shipped: Made) -> None:
    pieces = FILES[KEY_WORK].decode().split("\n- id: ")
    pieces[4:6] = [pieces[5], pieces[4]]
    found = hunks(shipped, made({**FILES, KEY_WORK: "\n- id: ".join(pieces).encode()}))
    moved = [hunk for hunk in found if hunk.place.moved is not None]
    assert len(moved) > 4
    (move,) = compare(shipped[0], made({**FILES, KEY_WORK: "\n- id: ".join(pieces).encode()})[0], 2023).moves
    words = f"{moved_words(move)}，{move.cause.location.path}:{move.cause.location.line}" if move.cause.location else ""
    assert all(words in hunk.comment for hunk in moved)
    assert all(hunk.comment.startswith(("（移自第", "（移至第")) for hunk in moved)


def test_each_of_two_figures_in_a_paragraph_has_its_own_cause(shipped: Made) -> None:
    files = replaced(FILES, KEY_WORK, "{is: 673张", "{is: 675张")
    files = replaced(files, KEY_WORK, "{is: 355人", "{is: 350人")
    found = hunks(shipped, made(files))
    assert [(hunk.place.inserted, hunk.comment.partition("，")[0]) for hunk in found] == [
        ("675", "事实 key_work.elderly_and_children.床位"),
        ("350", "事实 key_work.elderly_and_children.入住老人"),
    ]


def test_each_of_two_moves_is_told_of_its_own_paragraphs(shipped: Made) -> None:
    pieces = FILES[KEY_WORK].decode().split("\n- id: ")
    pieces[1], pieces[2], pieces[4], pieces[5] = pieces[2], pieces[1], pieces[5], pieces[4]
    found = hunks(shipped, made({**FILES, KEY_WORK: "\n- id: ".join(pieces).encode()}))
    moved = [hunk for hunk in found if hunk.place.moved is not None]
    for hunk in moved:
        place = next(number for number in (hunk.place.after, hunk.place.before) if number is not None)
        first = "“推进困难家庭居家适老化改造”和“完善多元化综合救助服务体系”对调"
        assert (first in hunk.comment) is (place < 20), hunk
    assert len({re.search("“.*”和“.*”对调", hunk.comment)[0] for hunk in moved}) == 2  # type: ignore[index]


def test_what_the_review_calls_gone_and_come_has_both_causes_where_the_word_file_has_one_paragraph(
    shipped: Made,
) -> None:
    files = FILES
    for old, new in (
        ("  - id: hotline", "  - id: taxes"),
        ("    lead: 畅通困难群众求助渠道\n", "    lead: 减税降费\n"),
        ("      加强基层经办人员培训，提高社会救助经办服务水平。\n", "      本市企业一律免征印花税。\n"),
        ("，群众来电及时处置并建立台账，做到投诉有回应、求助有着落。", "税务大厅延长营业时间至夜间八点，周末照常。"),
    ):
        files = replaced(files, KEY_WORK, old, new)
    after = made(files)
    assert [change.kind for change in compare(shipped[0], after[0], 2023).texts] == ["removed", "added"]
    found = hunks(shipped, after)
    assert {hunk.place.kind for hunk in found} == {"text"}
    for hunk in found:
        assert hunk.comment.startswith(f"写进正文，{KEY_WORK}:")
        assert (f"从正文删去，原在 {KEY_WORK}:" in hunk.comment) is bool(hunk.place.deleted)


def test_a_paragraph_that_stands_elsewhere_since_others_moved_names_those(shipped: Made) -> None:
    pieces = FILES[KEY_WORK].decode().split("\n- id: ")
    pieces[1:4] = [pieces[3], pieces[1], pieces[2]]  # the long one moved, which in pages means that the others did
    after = made({**FILES, KEY_WORK: "\n- id: ".join(pieces).encode()})
    (move,) = compare(shipped[0], after[0], 2023).moves
    moved = [hunk for hunk in hunks(shipped, after) if hunk.place.moved is not None]
    assert all(str(moved_words(move)) in hunk.comment for hunk in moved)


def test_of_paragraphs_that_say_the_same_each_names_its_own_line() -> None:
    first, second = "  - id: extreme_poverty", "    - lead: 建设未成年人保护工作站示范点"  # each the second
    files = FILES
    for at in (first, second):
        indent = at[: at.index("-")]
        files = replaced(files, KEY_WORK, at, f"{indent}- |\n{indent}  这项工作由专人负责，按月通报。\n{at}")
    later = {**files, KEY_WORK: files[KEY_WORK].replace("按月通报".encode(), "按季通报".encode())}
    told = [hunk.comment for hunk in hunks(made(files), made(later)) if hunk.place.deleted == "月"]
    lines = [n for n, line in enumerate(later[KEY_WORK].decode().split("\n"), 1) if "按季通报" in line]
    assert told == [f"改写正文，{KEY_WORK}:{line}" for line in lines]


def test_a_number_that_followed_an_item_taken_away_says_where_it_stood(shipped: Made) -> None:
    pieces = FILES[KEY_WORK].decode().split("\n- id: ")
    pieces[4:6] = [pieces[5], pieces[4]]
    found = hunks(shipped, made({**FILES, KEY_WORK: "\n- id: ".join(pieces).encode()}))
    gone = [hunk.comment for hunk in found if hunk.place.kind == "paragraph" and "序号" in hunk.comment]
    assert [("，原在 data/" in words.partition("序号")[2]) for words in gone] == [True, False]
