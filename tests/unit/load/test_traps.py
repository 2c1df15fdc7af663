"""The traps YAML lays for people who write sentences: each named, at its place, with its mend."""

from __future__ import annotations

import pytest

from tests.unit.load.project import KEY_WORK, PLANS, REPORT, codes, load, load_chapter, load_item

TRAPS = {
    "full-width colon after a name": ("facts:\n  床位：673张\n  入住: 355人", ["5:7 F102"]),
    "full-width colons all the way": ("facts:\n  床位：673张\n  入住：355人", ["5:7 F102", "6:7 F102"]),
    "full-width colon in brackets": ("facts:\n  床位: {is：673张, what: 床位}", ["5:12 F102"]),
    "full-width comma in brackets": ("facts:\n  床位: {is: 673张，what: 床位}", ["5:18 F102"]),
    "full-width brackets": ("facts:\n  床位: ｛is: 673张｝", ["5:9 F102"]),
    "no space after a colon in brackets": ("facts:\n  床位: {is:673张}", ["5:12 F103"]),
    "no space after a colon": ("facts:\n  床位:673张\n  入住: 355人", ["5:7 F103"]),
    "a tab": ("facts:\n\t床位: 673张", ["5:3 F104"]),
    "full-width indentation": ("facts:\n　　床位: 673张", ["5:3 F104"]),
    "a hash": ("facts:\n  名称: 潭门 #3号楼", ["5:12 F105"]),
    "a comma in a number": ("facts:\n  低保: {is: 9,774人}", ["5:16 F108"]),
    "commas in a number": ("facts:\n  低保: {is: 1,109,774元}", ["5:16 F108"]),
    "a comma in words": ("facts:\n  低保: {is: 9774人, what: 城镇, 农村低保}", ["5:31 F108"]),
    "a comma in a list": ("facts:\n  镇: {list: 潭门镇, 大路镇, 阳江镇}", ["5:20 F108"]),
    "a comma and a bad value": ("facts:\n  低保: {is: 13人左, what: 城镇, 农村}", ["5:17 F126", "5:30 F108"]),
    "a hole without quotes": ("after: |\n  甲。\nanswers: {{ x }}", ["6:12 F109"]),
    "a hole without quotes and more": ("due: {{ year }}年", ["4:8 F109"]),
    "an open quote": ('due: "2023年', ["4:8 F110"]),
    "an open bracket": ("facts:\n  床位: {is: 673张\n  入住: 355人", ["5:9 F110"]),
    "words behind a quote": ("due: '2023年'底", ["4:15 F110"]),
    "prose on one line": ("text: 全市共设置床位。", ["4:9 F106"]),
    "folded prose": ("text: >\n  全市。\n  共设置。", ["4:9 F106"]),
    "prose behind the bar": ("text: | 全市共设置。", ["4:9 F106"]),
    "prose not indented": ("text: |\n全市共设置。\nfacts: {}", ["5:3 F106"]),
    "a point without bar": ("points:\n- 全市共设置。", ["5:5 F106"]),
    "a hash in prose": ("text: 建成 # 3号楼。", ["4:9 F106", "4:12 F105"]),
    "a hash behind the bar": ("text: | #3号楼\n  建成。", ["4:11 F105"]),
    "a hash in prose further out": ("text: |\n      建成。\n   #3号楼。", ["6:6 F105"]),
    "a hash in a point further out": ("points:\n- |\n    建成。\n  #3号楼。", ["7:5 F105"]),
    "a dash without space": ("points:\n- |\n  甲。\n-|\n  乙。", ["7:3 F103"]),
    "dashes without space": ("points:\n-甲\n-乙", ["5:3 F103", "6:3 F103"]),
    "a full-width dash": ("points:\n－ 甲", ["5:3 F103"]),
    "a long dash": ("points:\n— 甲", ["5:3 F103"]),
    "a hidden sign in a name": ("points\u200b:\n- |\n  甲。", ["4:9 F113"]),
    "a hidden sign in the name of a fact": ("facts:\n  床\u200b位: 673张", ["5:6 F113"]),
    "holes in values": (
        "facts:\n  甲: '{{ 乙 }}'\n  丙: ｛｛ 乙 ｝｝\n  丁: {list: '甲、{{ 乙 }}'}",
        ["5:9 F126", "6:8 F126", "7:18 F126"],
    ),
    "a list on lines of its own": (
        "facts:\n  合计: {is: 3家, sum: [甲, 乙]}\n  镇:\n    list:\n    - 甲镇、乙镇",
        ["8:9 F107"],
    ),
    "a list of one": ("facts:\n  合计: {is: 3家, sum: [甲、乙]}", ["5:24 F107"]),
    "names with a comma and no brackets": ("facts:\n  合计: {is: 3家, sum: [甲]}\nanswers: a, b", ["6:12 F107"]),
    "words behind a bracket": ("points:\n- lead: [试点] 推进养老", ["5:16 F101"]),
    "words behind braces": ("facts: {a: 3人}, b: 4人", ["4:17 F101"]),
    "a comma forgotten": ("facts: {甲: 3人 乙: 4人}", ["4:18 F101"]),
    "a dash as text": ("points:\n- lead: - 甲", ["5:11 F101"]),
    "a sign of more": ("facts:\n  甲: >50%", ["5:8 F101"]),
    "a bar before a number": ("facts:\n  甲: |50%", ["5:8 F101"]),
    "a colon forgotten": ("facts:\n  甲 3人\n  乙: 4人", ["5:5 F101"]),
    "a dot as a dash": ("points:\n• 甲\n• 乙", ["5:3 F101"]),
    "a full-width bar": ("text: ｜\n  甲。", ["4:9 F102"]),
    "a Chinese character as a bar": ("text: 丨\n  甲。", ["4:9 F102"]),
    "a second colon": ("due: 时间: 2023年", ["4:10 F114"]),
    "an alias": ("due: *重点", ["4:9 F111"]),
    "an anchor": ("due: &a 2023年", ["4:8 F111"]),
    "a tag": ("due: !!str 2023年", ["4:8 F111"]),
    "a sign that begins no text": ("due: @2023年", ["4:8 F101"]),
}


@pytest.mark.parametrize(("body", "expected"), TRAPS.values(), ids=TRAPS)
def test_a_trap_is_named_at_its_place(body, expected):
    _, found = load_item(body)
    assert sorted(codes(found)) == sorted(expected)
    assert all(str(one.message) and one.hint is not None and str(one.hint) for one in found)


NEAR = {
    "full-width colon in a sentence": "text: |\n  一是：全市。",
    "full-width comma in a value": "facts:\n  名称: 潭门，大路",
    "a comment after a value": "facts:\n  床位: 673张 # 民政月报",
    "a comment on a line of its own": "# 备注\nfacts:\n  # 备注\n  床位: 673张",
    "a comment after brackets": "facts:\n  床位: {is: 673张, note: 甲} #备注",
    "a hash in prose": "text: |\n  建成 #3号楼。",
    "a hash without space": "facts:\n  名称: 潭门#3号楼",
    "a quoted hash": "facts:\n  名称: '潭门 #3号楼'",
    "brackets in prose": "text: |\n  甲{乙[丙。",
    "prose with a first line further in": "text: |2\n    甲。\n  乙。",
    "stripped prose": "text: |-\n  甲。",
    "a comment behind the bar": "text: | # 备注\n  甲。",
    "a comment after prose": "text: |\n    甲。\n# 备注\nafter: |\n  乙。",
    "comments between points": "points:\n# 备注\n- |\n    甲。\n# 备注\n- |\n    乙。",
    "a comment by the key": "groups:\n- id: a\n  title: x\n  text: |\n    甲。\n  # 备注\n  after: |\n    乙。",
    "one name with a mark in quotes": "facts:\n  名单: {list: ['甲、乙中心', 丙镇]}",
    "a comma in quotes": "facts:\n  名称: {is: 'A4, A5'}",
    "a brace in words": "facts:\n  名称: 甲{乙}丙",
    "time of day": "facts:\n  时间: 12:30",
    "chinese quotes": "facts:\n  名称: “一老一小”",
    "explicit names in brackets": "facts:\n  名单: {list: [潭门镇, 大路镇]}",
    "a document mark at the start": "facts: {}",
}


@pytest.mark.parametrize("body", NEAR.values(), ids=NEAR)
def test_what_only_looks_like_a_trap_is_left_alone(body):
    _, found = load_item(body)
    assert found == ()


def test_nothing_of_plain_prose_is_lost():
    item, found = load_item("text: 全市共设置床位，\n  其中护理型床位。")
    assert codes(found) == ["4:9 F106"]
    assert [segment.text for segment in item.text.paragraphs[0]] == ["全市共设置床位，", "其中护理型床位。"]


def test_folded_prose_keeps_its_lines_without_spaces():
    item, _ = load_item("text: >\n  甲。\n  乙。\n\n  丙。")
    assert [[s.text for s in p] for p in item.text.paragraphs] == [["甲。", "乙。"], ["丙。"]]


def test_prose_knows_the_place_of_every_line():
    item, found = load_item("text: |\n  甲。\n\n  乙{{ year }}丙。\n")
    assert found == ()
    places = [[(s.location.line, s.location.column) for s in p] for p in item.text.paragraphs]
    assert places == [[(5, 5)], [(7, 5), (7, 6), (7, 16)]]


def test_a_syntax_error_hides_neither_other_items_nor_other_files():
    text = 'items:\n- id: a\n  title: x\n  due: "2023年\n- id: b\n  title：y\n- id: c\n  title: z\n  colour: 1\n'
    loaded = load({KEY_WORK: text, PLANS: "items: 无\n"})
    assert [(one.location.path, one.location.line, one.code) for one in loaded.diagnostics] == [
        (KEY_WORK, 4, "F110"),
        (KEY_WORK, 6, "F102"),
        (KEY_WORK, 9, "F120"),
        (PLANS, 1, "F122"),
    ]
    assert [item.id for item in loaded.years[2023].chapters["key_work"].items] == ["b", "c"]
    assert loaded.years[2023].incomplete == {"key_work"}


def test_entries_that_were_dropped_are_not_mixed_up_with_later_ones():
    text = "".join(f"a: {{{', '.join(f'x{n}: 1' for n in range(size))}, x0: 2}}\n" for size in (9, 8, 7, 1, 5, 2))
    _, found = load_chapter(text * 30)
    assert [one.code for one in found if one.code not in {"F112", "F120", "F121", "F122"}] == []
    assert all(note.location.line <= one.location.line for one in found for note in one.notes if note.location)


def test_a_key_written_twice_shows_both_values():
    _, found = load_item("facts:\n  床位: 673张\n  床位: 422张\ndue:\ndue: 2024年\nfacts: {}")
    assert [str(one.message) for one in found if one.code == "F112"] == [
        "“床位”写了两次：先写“673张”，又写“422张”",
        "“due”在同一处写了两次",
        "“facts”在同一处写了两次",
    ]


def test_after_many_syntax_errors_the_file_is_said_not_to_be_read_whole():
    _, found = load_chapter("items:\n" + '- id: a\n  title: "x\n  due: @x\n' * 60)
    assert 30 <= len(found) <= 41
    assert "没有读完" in str(found[-1].notes[-1].message)


def test_a_report_that_lost_facts_with_a_hash_is_not_whole():
    loaded = load({"data/2023/report.yaml": REPORT + "facts: {甲: 3人, 乙: 4人 # 备注}\n"})
    assert [one.code for one in loaded.diagnostics] == ["F105"]
    assert loaded.years[2023].edition is not None
    assert loaded.years[2023].incomplete == {"report"}


def test_a_broken_report_still_shows_what_is_wrong_with_its_chapters():
    report = 'unit：XX局\ntitle: 总结\nchapters:\n- {id: key_work, title: "甲\n'
    loaded = load({"data/2023/report.yaml": report, KEY_WORK: "items: 无\n"})
    assert [(one.location.path, one.code) for one in loaded.diagnostics] == [
        ("data/2023/report.yaml", "F102"),
        ("data/2023/report.yaml", "F110"),
        (KEY_WORK, "F122"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("items: []\n---\nitems: []\n", ["2:1 F111"]),
        ("%YAML 1.2\n---\nitems: []\n", []),
        ("%YAML 9.9\n---\nitems: []\n", ["1:1 F111"]),
        ("---\nitems: []\n...\n", []),
        ("items: []\nitems: []\n", ["2:1 F112"]),
        ("items: &a [*a, *a]\n", ["1:8 F111", "1:12 F111", "1:16 F111"]),
        ("items: [[[]]]\n", ["1:9 F122"]),
        ("- id: a\n", ["1:1 F122"]),
        ("文字\n", ["1:1 F122"]),
        ("? [a, b]\n: c\nitems: []\n", ["1:3 F101"]),
        ("items: []\n<<: {a: b}\n", ["2:1 F120"]),
    ],
)
def test_yaml_that_says_more_than_we_read_is_refused(text, expected):
    _, found = load_chapter(text)
    assert codes(found) == expected


@pytest.mark.parametrize("sign", ["[", "{", "- ", "? ", "a: {", "[{a: "])
def test_deep_nesting_ends_early(sign):
    _, found = load_chapter(sign * 100_000)
    assert found
    assert {one.code for one in found} <= {"F004", "F101", "F109"}


def test_a_text_of_great_length_ends_the_reading():
    _, found = load_chapter("items:\n- id: a\n  title: " + "长" * 200_001)
    assert codes(found) == ["3:10 F004"]


def test_a_file_of_many_things_ends_the_reading():
    _, found = load_chapter("items: [" + "a," * 600_000 + "]")
    assert [one.code for one in found] == ["F004"]


def test_alias_bombs_are_not_expanded():
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    _, found = load_chapter(bomb)
    assert {one.code for one in found} == {"F111"}
    assert len(found) < 100
