"""Any bytes in a data file give diagnostics with a place: no traceback, no hang, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.facts.model import YearFacts
from report_kit.facts.values import Value
from tests.unit.load.project import KEY_WORK, REPORT_PATH, load, load_chapter, load_item

if TYPE_CHECKING:
    from report_kit.diagnostics import Location

ALPHABET = st.sampled_from("ab: -|>#{}[]'\"\n\t,&*!?%@\\，：、｛ 甲乙9人.%\x00\u2028\U000f0001")


def places(text: str, location: Location) -> bool:
    """Whether a place lies in a text, at most one past the end of its line."""
    lines = text.split("\n")
    return 1 <= location.line <= len(lines) and 1 <= location.column <= len(lines[location.line - 1]) + 1


def judged(files):
    loaded = load(files)
    for one in loaded.diagnostics:
        assert one.location is not None
        assert one.message.text()
        assert one.hint is None or one.hint.text()
        text = loaded.sources.get(one.location.path)
        assert text is None or places(text, one.location), one
        for note in one.notes:
            assert note.message.text()
    for year in loaded.years.values():
        assert isinstance(year, YearFacts)
        for chapter in year.chapters.values():
            for item in chapter.items:
                for fact in item.facts.values():
                    assert fact.value is not None or fact.formula is not None
                    assert fact.value is None or isinstance(fact.value, Value)
    return loaded


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_diagnostics(data):
    judged({KEY_WORK: data})


@settings(max_examples=200, deadline=None)
@given(st.text(ALPHABET, max_size=120))
def test_any_text_gives_diagnostics(text):
    judged({KEY_WORK: text, REPORT_PATH: text})


@settings(max_examples=150, deadline=None)
@given(st.text(ALPHABET, max_size=60))
def test_any_text_inside_an_item_leaves_the_next_item_alone(text):
    body = "".join(f"    {line}\n" for line in text.split("\n"))
    chapter, _ = load_chapter(f"items:\n- id: a\n  title: x\n  text: |\n    头\n{body}- id: b\n  title: y\n")
    assert chapter.items[-1].id == "b"


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=("Cc", "Cs", "Co", "Zl", "Zp", "Cn"), exclude_characters="{}｛｝"), min_size=1
    )
)
def test_prose_arrives_as_written(sentence):
    item, found = load_item(f"text: |\n  甲{sentence}乙")
    assert found == ()
    assert "".join(one.text for one in item.text.paragraphs[0]) == f"甲{sentence}乙"
