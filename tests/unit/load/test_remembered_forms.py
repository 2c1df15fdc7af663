"""Texts found right once are not validated again; nothing in the cache, whole or damaged, hides a problem."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from report_kit.facts.terms import Terms
from report_kit.load.validator import MOST_KNOWN, Validator
from tests.unit.load.project import KEY_WORK, codes, load

ROOT = Path(__file__).resolve().parents[3]
RIGHT = "items:\n- id: relief\n  title: 一项工作\n"
WRONG = RIGHT + "  colour: 1\n"

SECOND_RUN = """
import sys
from pathlib import Path
from report_kit.load import DiskFiles, load_edition, load_terms
files, cache = DiskFiles(Path(sys.argv[1])), Path(sys.argv[2])
terms = load_terms(files, cache).terms
assert load_edition(files, 2023, terms, cache).years
print(sorted(name for name in sys.modules if name in ("pydantic", "pydantic_core")))
"""


def told(text: str, cache: Path) -> list[str]:
    return [code for code in codes(load({KEY_WORK: text}, cache=cache).diagnostics) if "F120" in code]


def test_what_was_right_is_read_again_without_pydantic(tmp_path):
    shown = [
        subprocess.run(
            [sys.executable, "-c", SECOND_RUN, str(ROOT), str(tmp_path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert shown[1] == "[]" != shown[0]


def test_a_text_that_became_wrong_is_told_at_every_run(tmp_path):
    assert told(RIGHT, tmp_path) == []
    assert [told(WRONG, tmp_path) for _ in range(3)] == [["4:3 F120"]] * 3
    assert told(RIGHT, tmp_path) == []


def test_a_syntax_error_is_told_at_every_run(tmp_path):
    broken = RIGHT + "  facts: {甲：3人}\n"
    first, second = (load({KEY_WORK: broken}, cache=tmp_path).diagnostics for _ in range(2))
    assert first == second != ()


@pytest.mark.parametrize("damage", [b"", b"\n\n", b"\x00" * 64, b"*" * 64, b"a" * 10_000])
def test_a_damaged_record_hides_nothing(tmp_path, damage):
    told(RIGHT, tmp_path)
    for file in tmp_path.glob("*.right"):
        file.write_bytes(damage)
    assert told(WRONG, tmp_path) == ["4:3 F120"]


def test_each_byte_changed_in_a_record_hides_nothing(tmp_path):
    told(RIGHT, tmp_path)
    (file,) = tmp_path.glob("form-chapter-*.right")
    whole = file.read_bytes()
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + b"0" + whole[at + 1 :])
        assert told(WRONG, tmp_path) == ["4:3 F120"]


def test_right_as_one_kind_of_file_is_not_right_as_another(tmp_path):
    chapter, edition = Validator("chapter", tmp_path), Validator("edition", tmp_path)
    chapter.learn(RIGHT)
    chapter.keep()
    (record,) = tmp_path.glob("*.right")
    record.rename(record.with_name(record.name.replace("chapter", "edition")))
    assert not edition.knows(RIGHT)


def test_the_record_is_bounded_and_keeps_the_latest(tmp_path):
    for start in range(0, 2 * MOST_KNOWN, 50):
        form = Validator("chapter", tmp_path)
        for number in range(start, start + 50):
            form.learn(f"items: # {number}")
        form.keep()
    form = Validator("chapter", tmp_path)
    assert form.knows(f"items: # {2 * MOST_KNOWN - 1}")
    assert not form.knows("items: # 0")
    (record,) = tmp_path.glob("*.right")
    assert len(record.read_bytes().split()) == MOST_KNOWN


def test_without_a_cache_everything_is_validated():
    form = Validator("chapter", None)
    form.learn(RIGHT)
    form.keep()
    assert not Validator("chapter", None).knows(RIGHT)


def test_a_file_read_before_is_not_read_again_and_a_changed_one_is(tmp_path):
    value = "  facts:\n    床位: {is: 673铺, what: 养老床位}\n"
    units = Terms(frozenset({"铺"}))
    first, second, third = (load({KEY_WORK: RIGHT + value}, terms=units, cache=tmp_path) for _ in range(3))
    assert first == second == third
    chapters = [one.years[2023].chapters["key_work"] for one in (second, third)]
    assert chapters[0] is chapters[1]
    changed = load({KEY_WORK: RIGHT + value.replace("673", "674")}, terms=units, cache=tmp_path)
    assert str(changed.years[2023].chapters["key_work"].items[0].facts["床位"].value) == "674铺"
    assert [one.code for one in load({KEY_WORK: RIGHT + value}, cache=tmp_path).diagnostics] == ["F126"]
