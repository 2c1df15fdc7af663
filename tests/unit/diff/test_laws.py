"""What holds of every comparison: sameness is silent, directions mirror, pieces rebuild both sides, nothing is lost."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.changes import Changes, FactChange, Side
from report_kit.diff import compare
from report_kit.diff.compare import aligned
from report_kit.draft import Block, Draft, FactOrigin, GeneratedOrigin, Span
from tests.unit.diff.edits import FILES, edited, side

SHIPPED = side(FILES)
MIRROR = {"added": "removed", "removed": "added", "changed": "changed", "details": "details", "renamed": "renamed"}


@pytest.fixture(scope="module", params=range(100, 112))
def pair(request: pytest.FixtureRequest) -> tuple[Side, Side]:
    """Two edits of the shipped data."""
    random = Random(request.param)
    one, other = (side(edited(random, random.randint(0, 9))[0]) for _ in range(2))
    return one, other


def test_a_side_is_the_same_as_itself(pair: tuple[Side, Side]) -> None:
    for one in pair:
        assert not compare(one, one).different


def test_the_way_back_mirrors_the_way_there(pair: tuple[Side, Side]) -> None:
    there, back = compare(*pair), compare(*pair[::-1])

    def facts(changes: Changes) -> Counter[tuple[str, str, str, str]]:
        return Counter((one.kind, one.id, one.old, one.new) for one in changes.facts)

    def mirrored(one: FactChange) -> tuple[str, str, str, str]:
        return (MIRROR[one.kind], one.id, one.new, one.old)

    assert facts(back) == Counter(mirrored(one) for one in there.facts)
    assert Counter((one.old, one.new) for one in there.texts) == Counter((one.new, one.old) for one in back.texts)
    assert len(there.moves) == len(back.moves)
    assert [one.fingerprint for one in there.broken] == [one.fingerprint for one in back.mended]


def test_pieces_and_hunks_rebuild_both_sides(pair: tuple[Side, Side]) -> None:
    check_rebuilt(*pair, cut=True)


def test_every_link_that_reads_otherwise_is_a_fact_changed(pair: tuple[Side, Side]) -> None:
    changed = {one.id for one in compare(*pair).facts}
    old, new = ({} for _ in range(2))
    for one, texts in zip(pair, (old, new), strict=True):
        assert one.draft is not None
        for block, span, origin in one.draft.links():
            texts.setdefault(origin.fact, set()).add(block.text[span.start : span.end])
    for fact in old.keys() & new.keys():
        if not (old[fact] <= new[fact] or new[fact] <= old[fact]):
            assert fact in changed


def check_rebuilt(before: Side, after: Side, *, cut: bool) -> None:
    """Every passage stands in one pair; each change is the passage on both sides, piece by piece and hunk by hunk."""
    assert before.draft is not None
    assert after.draft is not None
    pairs = aligned(before.draft, after.draft, cut=cut)
    for own, draft in (([p.before for p in pairs], before.draft), ([p.after for p in pairs], after.draft)):
        told = sorted((p.block.id, p.start, p.text) for p in own if p is not None)
        blocks: dict[str, str] = {}
        for block, _, text in told:
            blocks[block] = blocks.get(block, "") + text
        assert blocks == {block.id: block.text for block in draft.blocks}
    texts = {
        (change.before, change.before_start, change.after, change.after_start): change
        for change in compare(before, after).texts
    }
    for one, other in pairs:
        at = (
            one.block.id if one else "",
            one.start if one else 0,
            other.block.id if other else "",
            other.start if other else 0,
        )
        old, new = one.text if one else "", other.text if other else ""
        change = texts.pop(at, None)
        if old == new:
            assert change is None
            continue
        assert change is not None
        assert (change.old, change.new) == (old, new)
        assert all(piece.text for piece in change.pieces)
        assert all(a.kind != b.kind for a, b in zip(change.pieces, change.pieces[1:], strict=False))
        rebuilt, done = "", one.start if one else 0
        for hunk in change.hunks:
            rebuilt += one.block.text[done : hunk.before_start] if one else ""
            rebuilt += other.block.text[hunk.after_start : hunk.after_end] if other else ""
            done = hunk.before_end
        rebuilt += one.block.text[done : one.end] if one else ""
        assert rebuilt == new
    assert not texts


WORDS = st.text(alphabet="甲乙丙，。9.%1 一是（）、", max_size=14)
IDS = st.sampled_from(
    [
        "title",
        "work",
        "work.care",
        "work.care.points.1",
        "work.care.points.2",
        "work.care.home",
        "work.care.home.points.x",
    ]
)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Any blocks with any ids, spans and levels."""
    blocks = []
    counted: Counter[str] = Counter()
    for name in draw(st.lists(IDS, max_size=7)):
        counted[name] += 1
        unique = name if counted[name] == 1 else f"{name}#{counted[name]}"
        text = draw(WORDS)
        spans = []
        at = 0
        for end in sorted(set(draw(st.lists(st.integers(1, max(1, len(text))), max_size=3)))):
            if at < end <= len(text):
                origin = draw(st.sampled_from([None, FactOrigin("work.care.床位", None), GeneratedOrigin("numbering")]))
                spans.append(Span(at, end, origin))
                at = end
        level = draw(st.integers(0, 3))
        blocks.append(Block(unique, "", text, tuple(spans), level, draw(st.integers(0, len(text))) if level else 0))
    return Draft("", tuple(blocks))


@settings(max_examples=300, deadline=None)
@given(drafts(), drafts())
def test_any_two_drafts_are_rebuilt(one: Draft, other: Draft) -> None:
    check_rebuilt(Side("a", one), Side("b", other), cut=False)
    assert not compare(Side("a", one), Side("a", one)).texts


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, max_size=9), st.lists(WORDS, max_size=9))
def test_any_two_documents_are_compared_by_their_words(one: list[str], other: list[str]) -> None:
    sides = [
        Side(
            str(n),
            Draft("", tuple(Block(f"paragraph.{i}", "", text, ()) for i, text in enumerate(texts))),
            identified=False,
        )
        for n, texts in enumerate((one, other))
    ]
    changes = compare(*sides)
    assert Counter(text for text in one if text) - Counter(other) <= Counter(change.old for change in changes.texts)
    assert not any(
        cause for change in changes.texts for hunk in change.hunks for cause in hunk.causes if cause.location
    )
