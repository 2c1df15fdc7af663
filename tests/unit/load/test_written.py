"""Sentences are read from the lines of the file: every character and every place, however they are quoted."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from report_kit.facts.model import Hole, Prose
from tests.unit.load.project import KEY_WORK, load_chapter

TITLE = "items:\n- id: a\n  title: "

TITLES = {
    "bare": ("甲{{ year }}乙", [(3, 10, "甲"), (3, 11, "{year}"), (3, 21, "乙")]),
    "bare over lines": ("甲\n   乙", [(3, 10, "甲"), (4, 4, "乙")]),
    "single quotes": ("'甲''{{ year }}'", [(3, 11, "甲'"), (3, 13, "{year}")]),
    "double quotes": ('"甲\\"乙{{ year }}"', [(3, 11, '甲"乙'), (3, 14, "{year}")]),
    "over lines": ('"甲\n   乙{{ year }}"', [(3, 11, "甲"), (4, 4, "乙"), (4, 5, "{year}")]),
    "line joined by hand": ('"甲\\\n   乙"', [(3, 11, "甲"), (4, 4, "乙")]),
    "escaped line break": ('"{{ year }}\\n{{ unit }}"', [(3, 11, "{year}"), (3, 23, "{unit}")]),
    "escaped signs": ('"\\u4e00\\x41\\U0001F600\\t甲"', [(3, 11, "一A😀\t甲")]),
    "folded": (">\n    甲\n    乙", [(4, 5, "甲"), (5, 5, "乙")]),
    "block": ("|\n    甲\n     乙{{ year }}", [(4, 5, "甲"), (5, 6, "乙"), (5, 7, "{year}")]),
}


def segments(prose: Prose) -> list[tuple[int, int, str]]:
    return [
        (one.location.line, one.location.column, f"{{{one.name}}}" if isinstance(one, Hole) else one.text)
        for paragraph in prose.paragraphs
        for one in paragraph
    ]


@pytest.mark.parametrize(("written", "expected"), TITLES.values(), ids=TITLES)
def test_a_title_knows_its_words_and_their_places(written, expected):
    chapter, found = load_chapter(TITLE + written + "\n")
    assert found == ()
    assert segments(chapter.items[0].title) == expected


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@settings(max_examples=400, deadline=None)
@given(
    st.text(st.sampled_from("甲乙a '\"\\\n\t。，x41n0u4e{}%#:-|>&*!é😀"), min_size=1, max_size=40),
    st.sampled_from("'\""),
)
@example("\\\n", '"')
@example("\\x41", '"')
@example("a\n\n b", "'")
def test_no_word_in_quotes_is_lost_and_every_place_lies_in_the_file(text, quote):
    written = f"{quote}甲{text.replace(quote, quote * 2 if quote == chr(39) else chr(92) + quote)}{quote}"
    file = f"{TITLE}{written}\n"
    try:
        value = yaml.load(file, yaml.CSafeLoader)["items"][0]["title"]
    except yaml.YAMLError:
        return
    chapter, found = load_chapter(file)
    if any(one.code in {"F101", "F104", "F105", "F110", "F113"} for one in found):
        return
    title = chapter.items[0].title
    lines = file.split("\n")
    places = [(line, column) for line, column, _ in segments(title)]
    assert len(set(places)) == len(places)
    assert all(column <= len(lines[line - 1]) for line, column in places)
    if not any(title.holes()):
        assert bare("".join(words for _, _, words in segments(title))) == bare(value)


def test_two_holes_on_one_written_line_have_places_of_their_own():
    chapter, _ = load_chapter(TITLE + '"{{ 甲 }}\\n{{ 乙 }}\\"{{ 丙 }}"\n')
    places = [str(hole.location) for hole in chapter.items[0].title.holes()]
    assert len(set(places)) == 3
    assert all(place.startswith(f"{KEY_WORK}:3:") for place in places)
