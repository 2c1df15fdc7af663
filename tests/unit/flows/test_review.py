"""Sides of every sort compared by the command: what is said, and the exit code."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

import cli
from tests.unit.git.place import Place

ROOT = Path(__file__).resolve().parents[3]
KEY_WORK = "data/2023/key_work.yaml"
TEXT = "全市共设置{{ 床位 }}养老床位。"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    place = Place.new(tmp_path / "民政 报告")
    place.project()
    place.commit("起草")
    monkeypatch.chdir(place.folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("REPORT_LANG", raising=False)
    return place


def change(place: Place, *pairs: tuple[str, str], path: str = KEY_WORK) -> None:
    text = (place.folder / path).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    place.write(path, text)


def changes(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str, code: int = 1) -> dict[str, Any]:
    assert cli.run(["diff", "--format", "json", *arguments]) == code
    told: dict[str, Any] = json.loads(capsysbinary.readouterr().out)
    assert told["different"] is (code == 1)
    return told


def causes(told: dict[str, Any]) -> list[tuple[str, str | None, int | None]]:
    return [
        (cause["kind"], cause["fact"], cause["line"])
        for text in told["changes"]["texts"]
        for hunk in text["hunks"]
        for cause in hunk["causes"]
    ]


def test_nothing_changed(place: Place, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    told = changes(capsysbinary, code=0)
    assert told["changes"] == {"facts": [], "texts": [], "moves": [], "broken": [], "mended": []}
    assert told["before"].startswith("HEAD (")
    assert told["after"] == "工作区"


def test_a_figure_in_the_working_tree_is_not_committed_yet(
    place: Place, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    change(place, ("673张", "680张"))
    (fact,) = changes(capsysbinary)["changes"]["facts"]
    assert fact["difference"] == {"text": "+7张", "percent": "+1.04%", "value": "7"}
    assert (fact["after"]["path"], fact["after"]["line"]) == (KEY_WORK, 6)
    assert fact["commit"]["id"] == ""
    assert fact["after"]["shown"][0]["headings"] == ["一、2023年重点性工作开展情况", "（一）推动养老机构提质增效"]


@pytest.mark.parametrize("asked", [["main..next"], ["main", "next"], ["main...next"]])
def test_a_branch_tells_the_commit_that_touched_the_line(
    asked: list[str], place: Place, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    place.git("switch", "-q", "-c", "next")
    change(place, ("673张", "680张"))
    commit = place.commit("改正床位")
    place.git("switch", "-q", "main")
    told = changes(capsysbinary, *asked)
    (fact,) = told["changes"]["facts"]
    assert fact["commit"] == {
        "id": commit,
        "author": "王小明",
        "date": "2024-01-05T09:00:00+08:00",
        "subject": "改正床位",
    }
    assert causes(told) == [("fact", "key_work.elderly.床位", 6)]


def test_what_a_derived_fact_follows_from_stands_above_it(
    place: Place, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    facts = "床位: {is: 673张, what: 养老床位}\n    护理床位: {is: 422张, part_of: 床位}\n"
    facts += "    护理占比: {share: {part: 护理床位, of: 床位}, what: 护理占比}"
    change(
        place,
        ("床位: {is: 673张, what: 养老床位}", facts),
        (TEXT, TEXT[:-1] + "，护理型{{ 护理床位 }}，占{{ 护理占比 }}。"),
    )
    place.commit()
    change(place, ("673张", "680张"))
    told = changes(capsysbinary)
    assert [(one["id"], one["follows"]) for one in told["changes"]["facts"]] == [
        ("key_work.elderly.床位", []),
        ("key_work.elderly.护理占比", ["key_work.elderly.床位"]),
    ]
    assert causes(told) == [("fact", "key_work.elderly.床位", 6), ("derived", "key_work.elderly.护理占比", 8)]
    assert cli.run(["diff", "--format", "brief"]) == 1
    lines = capsysbinary.readouterr().out.decode().splitlines()
    assert lines[1:3] == ["养老床位：673张 → 680张（+7张，+1.04%）", "  护理占比：62.7% → 62.1%（-0.6个百分点）"]


def test_a_fact_renamed_is_one_fact(place: Place, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    change(
        place,
        ("床位: {is: 673张, what: 养老床位}", "总床位: {is: 675张, what: 床位, was: 床位}"),
        ("{{ 床位 }}", "{{ 总床位 }}"),
    )
    told = changes(capsysbinary)
    (fact,) = told["changes"]["facts"]
    assert (fact["kind"], fact["before"]["id"], fact["id"]) == (
        "renamed",
        "key_work.elderly.床位",
        "key_work.elderly.总床位",
    )
    assert causes(told) == [("fact", "key_work.elderly.总床位", 6)]


def test_a_fact_with_the_value_and_the_words_of_one_that_is_gone_is_that_fact(
    place: Place, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    change(place, ("床位: {is:", "总床位: {is:"), ("{{ 床位 }}", "{{ 总床位 }}"))
    told = changes(capsysbinary)
    assert [one["kind"] for one in told["changes"]["facts"]] == ["renamed"]
    assert told["changes"]["texts"] == []


def test_a_source_alone_is_told(place: Place, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    change(place, ("what: 养老床位", "what: 养老床位, source: 年报"))
    told = changes(capsysbinary)
    (fact,) = told["changes"]["facts"]
    assert (fact["kind"], fact["details"]) == ("details", [{"field": "source", "old": "", "new": "年报"}])


def test_a_figure_typed_instead_of_its_hole_is_a_sentence_rewritten(
    place: Place, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    change(place, ("{{ 床位 }}养老", "680张养老"))
    told = changes(capsysbinary)
    assert told["changes"]["facts"] == []
    assert causes(told) == [("prose", "key_work.elderly.床位", 8)]


def test_another_way_to_show_a_fact_is_a_sentence_rewritten(
    place: Place, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    change(place, ("{{ 床位 }}", "{{ 床位|as_of }}"))
    told = changes(capsysbinary)
    assert told["changes"]["facts"] == []
    assert causes(told) == [("prose", None, 8)]


def test_a_relation_that_breaks_and_is_mended(place: Place, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    held = "床位: {is: 673张, what: 养老床位}\n    复核: {is: 673张, same_as: 床位, shown: no}"
    change(place, ("床位: {is: 673张, what: 养老床位}", held))
    place.commit()
    change(place, ("床位: {is: 673张", "床位: {is: 680张"))
    assert [one["code"] for one in changes(capsysbinary)["changes"]["broken"]] == ["N130"]
    place.commit()
    assert [one["code"] for one in changes(capsysbinary, "HEAD", "HEAD~1")["changes"]["mended"]] == ["N130"]


def test_two_folders(place: Place, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    other = tmp_path / "另一份"
    shutil.copytree(place.folder / "data", other / "data")
    assert changes(capsysbinary, str(other), ".", code=0)["before"] == str(other)
    change(place, ("673张", "680张"))
    assert len(changes(capsysbinary, f"{other}/data/2023", "data/2023")["changes"]["facts"]) == 1


def test_built_files_tell_facts_by_their_map(place: Place, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.run(["build", "2023", "-o", "first"]) == 0
    change(place, ("673张", "680张"), ("更加周到", "更加周到细致"))
    assert cli.run(["build", "2023", "-o", "second"]) == 0
    capsysbinary.readouterr()
    first, second = (next((place.folder / name).glob("*.docx")) for name in ("first", "second"))
    told = changes(capsysbinary, str(first), str(second))
    assert [(one["id"], one["before"]["text"], one["after"]["text"]) for one in told["changes"]["facts"]] == [
        ("key_work.elderly.床位", "673张", "680张")
    ]
    assert causes(told) == [("fact", "key_work.elderly.床位", None), ("prose", None, None)]
    assert told["changes"]["texts"][0]["headings"] == ["一、2023年重点性工作开展情况"]
    told = changes(capsysbinary, "HEAD", str(second))
    assert [kind for kind, _, _ in causes(told)] == ["fact", "prose"]
    changes(capsysbinary, str(second), code=0)


def test_word_files_of_others_are_compared_by_their_words(
    place: Place, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cli.run(["build", "2023", "-o", "first"]) == 0
    change(place, ("673张", "680张"))
    assert cli.run(["build", "2023", "-o", "second"]) == 0
    capsysbinary.readouterr()
    files = [next((place.folder / name).glob("*.docx")) for name in ("first", "second")]
    for file in files:
        (file.parent / "report.map.json").unlink()
    told = changes(capsysbinary, *map(str, files))
    assert told["changes"]["facts"] == []
    (text,) = told["changes"]["texts"]
    assert [piece["text"] for piece in text["pieces"] if piece["kind"] != "equal"] == ["673", "680"]
    assert causes(told) == []


def test_what_was_sent(place: Place, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.run(["diff", "--since", "published"]) == 2
    assert cli.run(["build", "2023", "--final"]) == 0
    capsysbinary.readouterr()
    changes(capsysbinary, "--since", "published", code=0)
    change(place, ("673张", "680张"))
    (fact,) = changes(capsysbinary, "--since", "published")["changes"]["facts"]
    assert (fact["before"]["text"], fact["after"]["text"], fact["difference"]["text"]) == ("673张", "680张", "+7张")


def test_a_year_just_begun_is_not_taken_for_the_one_that_was_worked_on(
    place: Place, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cli.run(["build", "2023", "--final"]) == 0
    assert cli.run(["new", "2024"]) == 0
    place.commit()
    capsysbinary.readouterr()
    change(place, ("673张", "680张"))
    for words in ((), ("--since", "published")):
        (fact,) = changes(capsysbinary, *words)["changes"]["facts"]
        assert (fact["before"]["text"], fact["after"]["text"]) == ("673张", "680张")


@pytest.mark.parametrize("broken", ["  text: |\n", "items:\n"])
def test_data_that_do_not_load_are_compared_line_by_line(
    broken: str, place: Place, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    change(place, (broken, "\t{[" + broken), ("更加周到", "更加周到细致"))
    place.commit()
    assert cli.run(["diff", "HEAD~1", "HEAD", "--format", "json"]) == 1
    out, err = capsysbinary.readouterr()
    told = json.loads(out)
    assert told["changes"]["facts"] == told["changes"]["broken"] == []
    assert f"{KEY_WORK}:" in err.decode()
    assert any(KEY_WORK in remark for remark in told["remarks"])
    assert "养老服务更加周到细致。" in [
        "".join(p["text"] for p in t["pieces"] if p["kind"] != "delete") for t in told["changes"]["texts"]
    ]
    assert all(kind == "prose" and line for kind, _, line in causes(told))


def test_a_report_that_does_not_load_is_compared_line_by_line(
    place: Place, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    change(place, ("unit:", "\t- unit:"), path="data/2023/report.yaml")
    told = changes(capsysbinary)
    assert told["changes"]["facts"] == []
    assert {text["after"] or text["before"] for text in told["changes"]["texts"]} == {"source.data/2023/report.yaml.1"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nosuch"], "nosuch"),
        (["nosuch.docx"], "nosuch.docx"),
        (["main..nosuch"], "nosuch"),
        (["--year", "2019"], "2019"),
        (["a", "b", "c"], "c"),
        (["--since", "yesterday"], "published"),
        (["--since", "published", "a", "b"], "--since"),
    ],
)
def test_what_cannot_be_compared_is_wrong_use(
    arguments: list[str], words: str, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["diff", *arguments]) == 2
    out, err = capsys.readouterr()
    assert words in err
    assert out == ""


@pytest.mark.parametrize("form", ["text", "markdown", "brief"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_in_both_languages(
    form: str, language: str, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    change(place, ("673张", "680张"))
    assert cli.run(["--lang", language, "diff", "--format", form]) == 1
    out = capsys.readouterr().out
    assert "680张" in out
    if language == "en":
        prose = re.sub("key_work.elderly.床位|养老床位|来源|[^\n]*全市[^\n]*|[^\n]*、2023年[^\n]*", "", out)
        assert "数字" not in prose
        assert "原因" not in prose
