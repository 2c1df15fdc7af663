"""Last year's figures as sent: read with last year's facts, or told where the file is broken."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.facts.published import NotPublished, PublishedReport, read_published
from report_kit.files import LARGEST_FILE
from tests.unit.load.project import REPORT, codes, load

PATH = "data/2022/published.json"
LAST_YEAR = {"data/2022/report.yaml": REPORT.replace("2024年", "2023年"), "data/2022/key_work.yaml": "items: []\n"}
SENT = """{
 "year": 2022,
 "title": "总结",
 "date": "2023-01-29",
 "content_sha256": "0",
 "facts": {
  "key_work.a.床位": {"text": "673张", "value": "673", "unit": "张", "shown": [{"block": "b", "start": 1, "end": 5, "text": "673张"}]},
  "key_work.a.\\u201c引号\\u201d": {"text": "甲", "value": null, "unit": "", "shown": []}
 }
}
"""


def test_it_is_read_with_its_places() -> None:
    loaded = load({**LAST_YEAR, PATH: SENT})
    sent = loaded.years[2022].published
    assert isinstance(sent, PublishedReport)
    assert [(one.id, one.text, one.location and one.location.line) for one in sent.figures] == [
        ("key_work.a.床位", "673张", 7),
        ("key_work.a.“引号”", "甲", 8),
    ]
    assert sent.figures[0].shown[0].end == 5
    assert loaded.sources[PATH] == SENT
    assert loaded.years[2023].published is None


def test_this_years_own_is_not_read() -> None:
    assert load({**LAST_YEAR, "data/2023/published.json": "{"}).years[2023].published is None


def test_without_last_years_facts_it_is_not_read() -> None:
    assert PATH not in load({PATH: "{"}).sources


def test_a_file_that_comes_from_windows() -> None:
    text = ("\ufeff" + SENT).replace("\n", "\r\n").encode()
    loaded = load({**LAST_YEAR, PATH: text})
    assert loaded.years[2022].published is not None
    assert loaded.years[2022].published == load({**LAST_YEAR, PATH: SENT}).years[2022].published


HOSTILE: dict[str, tuple[bytes | str | OSError, str]] = {
    "nothing": ("", "1:1 F133"),
    "cut short": (SENT[:200], "7:109 F133"),
    "a conflict": (SENT.replace('"date"', '<<<<<<< HEAD\n"date"'), "4:2 F133"),
    "another shape": ("[]", "1:1 F133"),
    "no facts": ('{"year": 2022, "title": "", "date": null}', "1:1 F133"),
    "facts of another shape": ('{"year": 2022, "title": "", "date": null, "facts": {"a": 3}}', "1:1 F133"),
    "places of another shape": (
        '{"year": 2022, "title": "", "date": null, "facts": {"a": {"text": "", "value": 1, "unit": "", "shown": 3}}}',
        "1:1 F133",
    ),
    "another year": (SENT.replace("2022", "2021"), "1:1 F133"),
    "no year": (SENT.replace("2022", '"今年"'), "1:1 F133"),
    "an endless year": (SENT.replace('"year": 2022', '"year": 1e999'), "1:1 F133"),
    "a long number": (SENT.replace('"673"', "9" * 9999), "1:1 F133"),
    "deep": ("[" * 99_999, "1:1 F133"),
    "half a character": (SENT.replace("673张", "673\\ud800", 1), "7:1 F133"),
    "a control character": (SENT.replace("673张", "673\\u0001", 1), "7:1 F133"),
    "a mark of ours": (SENT.replace("key_work.a.床位", "key_work.a.\\udb80\\udc00", 1), "7:1 F133"),
    "a real control character": (SENT.replace("673张", "673\x01", 1), "7:33 F113"),
    "UTF-16": (SENT.encode("utf-16"), "1:1 F003"),
    "GBK": (SENT.encode("gb18030"), "3:12 F003"),
    "a folder": (IsADirectoryError(), "1:1 F002"),
    "too large": (b" " * (LARGEST_FILE // 8 + 1), "1:1 F004"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_one_is_told_and_the_rest_is_read(name: str) -> None:
    content, problem = HOSTILE[name]
    loaded = load({**LAST_YEAR, PATH: content})
    found = [one for one in loaded.diagnostics if one.location and one.location.path == PATH]
    assert codes(tuple(found)) == [problem]
    assert found[0].hint is not None
    assert loaded.years[2022].published is None
    assert loaded.years[2022].edition is not None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["year", "title", "date", "facts", "text", "value", "unit", "shown", "a"]), inner
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(_JSON, st.integers(0, 40))
def test_any_json_is_read_or_refused(content: object, cut: int) -> None:
    text = json.dumps(content, ensure_ascii=cut % 2 == 0)
    for written in (text, text[: len(text) - cut]):
        assert isinstance(read_published(PATH, written), (PublishedReport, NotPublished))
