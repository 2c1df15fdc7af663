"""Single edits, each with the one cause it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diff import compare
from tests.unit.diff.edits import FILES, KEY_WORK, TEMPLATE, replaced, side, template_with
from tests.unit.two_years import project as two_years

if TYPE_CHECKING:
    from report_kit.changes import Changes, Side

REPORT = "data/2023/report.yaml"
PLANS = "data/2024/plans.yaml"
WORDS = "{{ 户数|yearly_change }}，上年{{ last_year.户数 }}。"
SHIPPED = side(FILES)


def changed(*pairs: tuple[str, str], path: str = KEY_WORK) -> Changes:
    files = FILES
    for old, new in pairs:
        files = replaced(files, path, old, new)
    return compare(SHIPPED, side(files), 2023)


def templated(old: str, new: str) -> Changes:
    return compare(SHIPPED, side({**FILES, TEMPLATE: template_with(FILES[TEMPLATE], old, new)}), 2023)


def causes(changes: Changes) -> set[tuple[str, str, str, int]]:
    return {
        (cause.kind, cause.fact, cause.location.path, cause.location.line)
        if cause.location
        else (cause.kind, "", "", 0)
        for change in changes.texts
        for hunk in change.hunks
        for cause in hunk.causes
    }


def line_of(words: str, path: str = KEY_WORK) -> int:
    return next(n for n, line in enumerate(FILES[path].decode().split("\n"), 1) if words in line)


def test_words_of_the_template() -> None:
    found = templated("{{ date }}", "{{ date }}印发")
    assert [(kind, path) for kind, _, path, _ in causes(found)] == [("template", TEMPLATE)]
    assert not found.facts
    assert not found.moves


def test_a_paragraph_that_the_template_leaves_out() -> None:
    found = templated("{{ unit }}", "")
    assert [change.before for change in found.texts] == ["unit"]
    assert {(kind, path) for kind, _, path, _ in causes(found)} == {("template", TEMPLATE)}
    back = compare(side({**FILES, TEMPLATE: template_with(FILES[TEMPLATE], "{{ unit }}", "")}), SHIPPED)
    assert {(kind, path) for kind, _, path, _ in causes(back)} == {("template", TEMPLATE)}


def test_headings_on_lines_of_their_own_lose_their_stop_by_the_layout() -> None:
    found = changed(("headings: run_in", "headings: own_line"), path=REPORT)
    assert {kind for kind, *_ in causes(found)} == {"template"}
    assert not found.moves


def test_the_name_of_the_office_is_rewritten_where_it_is_written() -> None:
    found = changed(("unit: XX市民政局", "unit: XX县民政局"), path=REPORT)
    assert causes(found) == {("prose", "", REPORT, line_of("unit: XX", REPORT))}
    assert {change.after for change in found.texts} == {"title", "unit"}


def test_the_day_of_the_report() -> None:
    found = changed(("\ndate: 2024年1月29日", "\ndate: 2024年1月30日"), path=REPORT)
    assert causes(found) == {("prose", "", REPORT, line_of("date: ", REPORT))}
    assert not found.facts
    assert [one.code for one in found.broken] == ["N130"]


def test_a_list_that_grows_at_its_end_is_a_fact_changed_and_no_more() -> None:
    found = changed(
        ("评估镇: {list: 潭门镇、大路镇、阳江镇、博鳌镇,", "评估镇: {list: 潭门镇、大路镇、阳江镇、博鳌镇、龙江镇,")
    )
    label = "key_work.elderly_and_children.评估镇"
    (fact,) = found.facts
    assert fact.difference is not None
    assert fact.difference.text == "+龙江镇"
    assert causes(found) == {("fact", label, KEY_WORK, line_of("评估镇: {list"))}


def test_an_item_that_gets_another_id_is_no_new_item() -> None:
    files = {path: data.replace(b"home_adaptation", b"adaptation") for path, data in FILES.items()}
    found = compare(SHIPPED, side(files), 2023)
    assert not found.texts
    assert not found.moves
    assert {fact.kind for fact in found.facts} == {"renamed"}


def test_a_point_that_gets_an_id_is_no_new_point() -> None:
    found = changed(("  - lead: 合理认定低保对象", "  - id: allowance\n    lead: 合理认定低保对象"))
    assert not found.different


def test_a_point_put_first_takes_no_heading_from_the_one_behind_it() -> None:
    lead = "  - lead: 合理认定低保对象"
    found = changed((lead, f"  - lead: 建立工作台账\n    text: |\n      这项工作由专人负责。\n{lead}"))
    added = [change for change in found.texts if not change.renumbered]
    assert [(change.kind, change.new) for change in added] == [("added", "一是建立工作台账。这项工作由专人负责。")]
    assert {kind for kind, *_ in causes(found)} == {"prose", "order"}
    assert not found.moves


def test_a_point_moved_to_another_item_is_one_move() -> None:
    text = FILES[KEY_WORK].decode()
    start = text.index("  - id: hotline")
    stop = text.index("\n- id: home_adaptation")
    point = text[start:stop]
    target = text.index("- id: elderly_and_children")
    group = text.index("    - id: homes", target)
    inner = "".join(f"  {line}\n" for line in point.rstrip("\n").split("\n"))
    edited = text[:start] + text[stop:group] + inner + text[group:]
    found = compare(SHIPPED, side({**FILES, KEY_WORK: edited.encode()}), 2023)
    assert [(move.before, move.after) for move in found.moves] == [
        ("key_work.social_relief.points.hotline", "key_work.elderly_and_children.institutions.points.hotline")
    ]
    assert all(change.renumbered for change in found.texts)


def test_a_figure_changed_in_a_sentence_rewritten_has_both_causes() -> None:
    found = changed(
        ("改造户数: {is: 146户", "改造户数: {is: 150户"), ("共完成{{ 改造户数 }}", "全年实际完成{{ 改造户数 }}")
    )
    assert {(kind, fact) for kind, fact, *_ in causes(found)} == {
        ("fact", "key_work.home_adaptation.改造户数"),
        ("prose", ""),
    }


def test_a_fact_shown_nowhere_is_told() -> None:
    found = changed(("原稿日期: {is: 2024年1月29日", "原稿日期: {is: 2024年1月28日"), path=REPORT)
    (fact,) = found.facts
    assert (fact.id, fact.figure.shown) == ("原稿日期", ())
    assert fact.difference is not None
    assert fact.difference.text == "-1天"
    assert not found.texts


def test_a_promise_of_next_year_is_told_under_its_label() -> None:
    found = changed(
        (
            "改造户数: {is: 待补, unit: 户, what: 居家适老化改造计划户数",
            "改造户数: {is: 160户, what: 居家适老化改造计划户数",
        ),
        path=PLANS,
    )
    (fact,) = found.facts
    assert (fact.id, fact.old, fact.new) == ("next_year.plans.elderly.改造户数", "待补", "160户")
    assert {(kind, fact) for kind, fact, *_ in causes(found)} == {("fact", "next_year.plans.elderly.改造户数")}


def test_an_item_moved_past_two_others_moved_alone() -> None:
    pieces = FILES[KEY_WORK].decode().split("\n- id: ")
    pieces[1:4] = [pieces[2], pieces[3], pieces[1]]
    found = compare(SHIPPED, side({**FILES, KEY_WORK: "\n- id: ".join(pieces).encode()}), 2023)
    (move,) = found.moves
    assert (move.after, move.old_place, move.new_place, move.exchanged) == ("key_work.social_relief", 1, 3, "")
    assert all(change.renumbered for change in found.texts)


def test_what_is_set_beside_last_year_changes_with_either_year() -> None:
    then, now = "户数: 50户", "户数: 60户"

    def made(then: str, now: str) -> Side:
        return side({path: text.encode() for path, text in two_years(then, now, WORDS).items()})

    before = made(then, now)
    last_year = compare(before, made("户数: 51户", now), 2023)
    assert causes(last_year) == {("fact", "last_year.work.item.户数", "data/2022/work.yaml", 5)}
    this_year = compare(before, made(then, "户数: 61户"), 2023)
    assert causes(this_year) == {("fact", "work.item.户数", "data/2023/work.yaml", 5)}


def test_what_a_table_works_out_changes_with_the_fact_it_follows_from() -> None:
    attached = {**FILES, REPORT: FILES[REPORT] + b"attachments: [{table: indicators}]\n"}
    later = replaced(attached, KEY_WORK, "在册低保: {is: 9774人", "在册低保: {is: 9784人")
    found = compare(side(attached), side(later), 2023)
    (change,) = [one for one in found.texts if one.before.endswith("在册低保.change")]
    told = [(cause.kind, cause.fact) for hunk in change.hunks for cause in hunk.causes]
    assert told == [("fact", "key_work.social_relief.在册低保")]
