"""Sides of every sort compared by the command: what is said, and the exit code."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

import cli
from report_kit.ooxml.package import Package, read_package
from report_kit.ooxml.text import comments
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


def commits(told: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [
        (cause["kind"], cause["commit"] and cause["commit"]["subject"])
        for text in told["changes"]["texts"]
        for hunk in text["hunks"]
        for cause in hunk["causes"]
    ]


def test_a_sentence_edited_tells_the_commit_that_touched_its_line(
    place: Place, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    change(place, ("更加周到", "更加周到细致"))
    commit = place.commit("改写句子")
    change(place, ("673张", "680张"))
    place.commit("改正床位")
    told = changes(capsysbinary, "HEAD~2", "HEAD")
    assert commits(told) == [("fact", None), ("prose", "改写句子")]  # that of a fact stands with the fact
    assert cli.run(["diff", "HEAD~2", "HEAD"]) == 1
    words = f"改写正文，{KEY_WORK}:9（提交 {commit[:7]} 2024-01-05 王小明：改写句子）"
    assert words in capsysbinary.readouterr().out.decode()
    for option, file in (("--html", "r.html"), ("--redline", "r.docx")):
        assert cli.run(["diff", "HEAD~2", "HEAD", option, file]) == 1
    capsysbinary.readouterr()
    assert words in (place.folder / "r.html").read_text("utf-8")
    package = read_package((place.folder / "r.docx").read_bytes())
    assert isinstance(package, Package)
    figure, sentence = (one.text for one in comments(package))
    assert sentence == words
    assert figure.endswith("王小明：改正床位）")


def test_a_sentence_taken_out_is_looked_for_where_it_stood(
    place: Place, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    change(place, ("    养老服务更加周到。\n", "    养老服务更加周到。\n\n    群众反映良好。\n"))
    place.commit("补一段")
    change(place, ("\n    群众反映良好。\n", ""))
    place.commit("删一段")
    told = changes(capsysbinary, "HEAD~1", "HEAD")
    assert causes(told) == [("prose", None, 11)]
    assert commits(told) == [("prose", "补一段")]


def test_git_is_asked_once_for_a_file_however_much_changed(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    lines = "".join(f"    这是原来的第{number}句话。\n" for number in range(40))
    change(place, ("    养老服务更加周到。\n", lines))
    place.commit()
    change(place, ("这是原来的", "这是改过的"), ("673张", "680张"))
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
    assert len(commits(changes(capsysbinary))) > 20
    asked = [line for line in trace.read_text("utf-8").splitlines() if '"cmd_name"' in line and '"blame"' in line]
    assert len(asked) == 1


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


def test_a_document_is_compared_with_the_report_of_its_year(
    place: Place, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cli.run(["build", "2023"]) == 0
    (built,) = (place.folder / "build" / "2023").glob("*.docx")
    report = (place.folder / "data" / "2023" / "report.yaml").read_text(encoding="utf-8")
    place.write("data/2024/report.yaml", report.replace("2024年1月29日", "2025年1月29日"))
    change(place, ("673张", "680张"))
    capsysbinary.readouterr()
    told = changes(capsysbinary, str(built.relative_to(place.folder)))
    assert told["year"] == 2023
    assert [one["id"] for one in told["changes"]["facts"]] == ["key_work.elderly.床位"]


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
    said = "N130：复核写为 673张，而同一数据 床位 写为 680张"
    for form in ("text", "markdown"):
        assert cli.run(["diff", "--format", form, "--html", "r.html"]) == 1
        out = capsysbinary.readouterr().out.decode()
        assert out.index("床位") < out.index(f"新的错误 {said}") < out.index("新出现的错误")
    page = (place.folder / "r.html").read_text("utf-8")
    assert f'<a href="#broken-1">新的错误 {said}</a>' in page.partition("</table>")[0]
    place.commit()
    assert [one["code"] for one in changes(capsysbinary, "HEAD", "HEAD~1")["changes"]["mended"]] == ["N130"]
    assert cli.run(["diff", "HEAD", "HEAD~1"]) == 1
    assert f"消除的错误 {said}" in capsysbinary.readouterr().out.decode()


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
