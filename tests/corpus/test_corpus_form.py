"""The form of the precision corpus: fields, lengths, balance, and a slip for each rule that one text can show."""

import re
from collections import Counter
from datetime import date

import pytest

from tests.corpus.scoring import HELD_OUT, HERE, PREVIEW, Passage, passages

SUBJECTS = ("agriculture", "civil_affairs", "education", "emergency", "finance", "statistics")
MINIMUM = 60

# Rules the catalogue marks H that one text can show. P302, P303 and P306 need facts or a source map; T410 is a hint.
SEEN_IN_TEXT = frozenset(
    family + number
    for family, numbers in (
        ("N", ("101", "102", "104", "106", "111", "112", "114", "115", "116", "120", "121", "122", "123", "131")),
        ("L", ("101", "102")),
        ("D", ("101", "102", "104", "110", "111", "203", "204", "205", "206")),
        ("U", ("201", "205")),
        ("P", ("301",)),
        ("S", ("102",)),
        ("T", ("401", "402", "403", "404", "405", "406", "407", "408")),
    )
    for number in numbers
)


def _files(*, held_out: bool) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in HERE.glob("*.yaml") if path.stem.startswith(HELD_OUT) is held_out))


HELD_OUT_SUBJECTS = _files(held_out=True)
CORPUS = tuple(
    (subject, passage) for subject in (*SUBJECTS, *HELD_OUT_SUBJECTS) for passage in passages(HERE / f"{subject}.yaml")
)
every_passage = pytest.mark.parametrize(
    ("subject", "passage"), CORPUS, ids=[passage.get("id", "?") for _, passage in CORPUS]
)


def test_every_subject_has_its_file_and_no_file_is_left_out() -> None:
    assert _files(held_out=False) == SUBJECTS


@pytest.mark.parametrize("subject", [*SUBJECTS, *HELD_OUT_SUBJECTS])
def test_each_file_says_at_its_head_that_it_is_invented(subject: str) -> None:
    head = (HERE / f"{subject}.yaml").read_text("utf-8").split("\n\n")[0]
    assert all(line.startswith("#") for line in head.splitlines())
    assert "invented" in head


def test_ids_are_unique() -> None:
    counted = Counter(passage["id"] for _, passage in CORPUS)
    assert [name for name, times in counted.items() if times > 1] == []


def _prefix(subject: str) -> str:
    """What ids in a file begin with: civil of civil_affairs, heldout-civil of heldout_civil."""
    return subject.replace("_", "-") if subject.startswith(HELD_OUT) else subject.partition("_")[0]


@every_passage
def test_fields_are_the_documented_ones(subject: str, passage: Passage) -> None:
    assert set(passage) <= {"id", "text", "slip", "traps", "date"}
    assert re.fullmatch(_prefix(subject) + r"-\d\d", passage["id"])
    if "date" in passage:
        assert date.fromisoformat(passage["date"]).isoformat() == passage["date"]


@every_passage
def test_a_passage_is_as_long_as_a_paragraph_of_a_report(subject: str, passage: Passage) -> None:
    lines = passage["text"].splitlines()
    assert 80 <= sum(len(line) for line in lines) <= 300
    assert all(line and line == line.strip() for line in lines)


@every_passage
def test_a_clean_passage_names_its_traps_and_a_slip_stands_once_in_the_text(subject: str, passage: Passage) -> None:
    if "slip" not in passage:
        assert passage["traps"]
        return
    slip = passage["slip"]
    assert set(slip) == {"code", "words", "why"}
    assert slip["why"]
    assert passage["text"].count(slip["words"]) == 1


def test_the_corpus_is_large_enough_and_half_of_each_file_is_clean() -> None:
    assert sum(subject in SUBJECTS for subject, _ in CORPUS) >= MINIMUM
    for subject in SUBJECTS:
        slips = ["slip" in passage for name, passage in CORPUS if name == subject]
        assert sum(slips) * 2 == len(slips)


def test_half_of_what_is_held_out_is_clean_and_every_slip_there_is_of_a_sure_rule() -> None:
    slips = [passage.get("slip") for name, passage in CORPUS if name in HELD_OUT_SUBJECTS]
    assert sum(slip is not None for slip in slips) * 2 == len(slips)
    assert {slip["code"] for slip in slips if slip} <= SEEN_IN_TEXT


def test_every_rule_that_one_text_can_show_has_a_slip() -> None:
    planted = {passage["slip"]["code"] for subject, passage in CORPUS if subject in SUBJECTS and "slip" in passage}
    assert planted == SEEN_IN_TEXT | PREVIEW


def test_every_trap_is_explained_and_every_explained_trap_is_set() -> None:
    explained = re.findall(r"^\| `(\w+)` \|", (HERE / "README.md").read_text("utf-8"), re.MULTILINE)
    assert len(explained) == len(set(explained))
    assert set(explained) == {trap for _, passage in CORPUS for trap in passage.get("traps", [])}
