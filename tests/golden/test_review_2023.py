"""What a reviewer reads when three figures changed, one sentence was rewritten, one point dropped, two items swapped.

``UPDATE=1`` writes the page anew.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

import cli
from tests.unit.git.place import Place

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = Path(__file__).parent / "review-2023.txt"
KEY_WORK = "data/2023/key_work.yaml"
FIGURES = (
    ("在册低保: {is: 9774人", "在册低保: {is: 9800人"),
    ("改造户数: {is: 146户", "改造户数: {is: 150户"),
    ("入住老人: {is: 355人", "入住老人: {is: 365人"),
)
SENTENCE = ("加强基层经办人员培训，提高社会救助经办服务水平。", "分批轮训基层经办人员，让社会救助办得更快更好。")


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A repository that holds the data, and a branch on which they were edited."""
    place = Place.new(tmp_path / "report")
    for folder in ("data", "templates"):
        shutil.copytree(ROOT / folder, place.folder / folder)
    place.commit("起草")
    monkeypatch.chdir(place.folder)
    monkeypatch.setenv("REPORT_CACHE", "off")
    monkeypatch.delenv("REPORT_LANG", raising=False)
    place.git("switch", "-q", "-c", "审改")
    text = (place.folder / KEY_WORK).read_text(encoding="utf-8")
    for old, new in (*FIGURES, SENTENCE):
        assert text.count(old) == 1
        text = text.replace(old, new)
    point, after = text.index("    - lead: 促进机构规范化、标准化"), text.index("  - id: home_care")
    text = text[:point] + text[after:]
    one, other, rest = (
        text.index(f"- id: {name}") for name in ("social_relief", "home_adaptation", "elderly_and_children")
    )
    place.write(KEY_WORK, text[:one] + text[other:rest] + text[one:other] + text[rest:])
    place.commit("按审稿意见修改")
    return place


def test_the_page_tells_all_that_was_done(clone: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["diff", "main..审改"]) == 1
    page = re.sub(r"\b[0-9a-f]{7}\b", "1234567", capsys.readouterr().out)
    if os.environ.get("UPDATE"):
        EXPECTED.write_text(page, encoding="utf-8", newline="\n")
    assert page == EXPECTED.read_text(encoding="utf-8")


def test_each_has_its_cause_and_nothing_else_is_named(clone: Place, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.run(["diff", "main", "审改", "--format", "json"]) == 1
    told = json.loads(capsysbinary.readouterr().out)["changes"]
    assert {one["id"] for one in told["facts"]} == {
        "key_work.social_relief.在册低保",
        "key_work.home_adaptation.改造户数",
        "key_work.elderly_and_children.入住老人",
    }
    assert all(one["kind"] == "changed" and one["commit"]["subject"] == "按审稿意见修改" for one in told["facts"])
    assert [(move["after"], move["exchanged"]) for move in told["moves"]] == [
        ("key_work.home_adaptation", "key_work.social_relief")
    ]
    worded = [text for text in told["texts"] if not text["renumbered"]]
    causes = [{(cause["kind"], cause["gone"]) for hunk in text["hunks"] for cause in hunk["causes"]} for text in worded]
    assert sorted(
        (text["kind"], sorted({kind for kind, _ in own})) for text, own in zip(worded, causes, strict=True)
    ) == [
        ("changed", ["fact"]),
        ("changed", ["fact"]),
        ("changed", ["fact"]),
        ("changed", ["prose"]),
        ("removed", ["prose"]),
    ]
    assert {one["code"] for one in told["broken"]} == {"N101", "N111", "N130"}
    assert told["mended"] == []
