"""A review as a Word file with tracked changes, from the data of both sides to the comments on each change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import cli
from report_kit.flows.places import put
from report_kit.flows.redlining import Redline, redlined
from report_kit.flows.review import Asked, Reviewed, review
from report_kit.flows.sides import Refusal
from report_kit.ooxml.package import Package, read_package
from report_kit.ooxml.text import comments, paragraphs
from report_kit.write.disk import Unwritable

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folders = []
    for name in ("before", "after"):
        folder = tmp_path_factory.mktemp(name)
        for part in ("data", "templates"):
            shutil.copytree(ROOT / part, folder / part)
        folders.append(folder)
    before, after = folders
    edit(after, "673张", "674张")
    edit(after, "推进敬老院改造提升工程", "继续推进敬老院改造提升工程")
    return before, after


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "data" / "2023" / "key_work.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def reviewed(sides: tuple[Path, Path], *, words: bool = True) -> Reviewed:
    found = review(Asked(ROOT, tuple(map(str, sides)), 2023, words=words), ROOT / "templates")
    assert isinstance(found, Reviewed)
    return found


def made(sides: tuple[Path, Path]) -> Redline:
    done = redlined(reviewed(sides))
    assert isinstance(done, Redline), done
    return done


def word(data: bytes) -> Package:
    package = read_package(data)
    assert isinstance(package, Package)
    return package


def test_every_change_has_a_comment_with_its_cause_and_place(sides: tuple[Path, Path]) -> None:
    done = made(sides)
    words = [one.text for one in comments(word(done.data))]
    assert done.hunks == len(words) == 2
    assert "事实 key_work.elderly_and_children.床位，data/2023/key_work.yaml:" in words[0]
    assert words[1].startswith("改写正文，data/2023/key_work.yaml:")


def test_accepted_it_is_the_later_report(sides: tuple[Path, Path]) -> None:
    found = reviewed(sides)
    after = found.words[1]
    assert after is not None
    done = redlined(found)
    assert isinstance(done, Redline)
    assert paragraphs(word(done.data)) == paragraphs(word(after))


def test_it_carries_no_trace_of_drafting(sides: tuple[Path, Path]) -> None:
    authors = {one.author for one in comments(word(made(sides).data))}
    assert authors == {"report-kit"}
    assert b"w:highlight" not in word(made(sides).data).parts["word/document.xml"]


def test_the_same_sides_give_the_same_bytes(sides: tuple[Path, Path]) -> None:
    assert made(sides).data == made(sides).data


def test_without_word_files_there_is_none(sides: tuple[Path, Path]) -> None:
    assert isinstance(redlined(reviewed(sides, words=False)), Refusal)


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert isinstance(put(tmp_path, "folder", b"x"), Unwritable)
    assert isinstance(put(tmp_path, "folder/../folder", b"x"), Unwritable)
    assert put(tmp_path, "file.docx", b"x") is None
    assert (tmp_path / "file.docx").read_bytes() == b"x"
    assert (tmp_path / "file.docx").read_bytes() == b"x"


def test_the_command_writes_page_and_redline(sides: tuple[Path, Path], tmp_path: Path) -> None:
    asked = ["-C", str(tmp_path), "diff", *map(str, sides), "--year", "2023"]
    assert cli.run([*asked, "--redline", "r.docx", "--html", "r.html"]) == 1
    assert comments(word((tmp_path / "r.docx").read_bytes()))
    assert "674张" in (tmp_path / "r.html").read_text("utf-8")


def test_the_command_refuses_what_has_no_word_file(
    sides: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("第一稿", "utf-8")
    (tmp_path / "b.txt").write_text("第二稿", "utf-8")
    assert cli.run(["-C", str(tmp_path), "diff", "a.txt", "b.txt", "--redline", "r.docx"]) == 2
    assert "没有 Word 文件" in capsys.readouterr().err
    assert not (tmp_path / "r.docx").exists()


@pytest.mark.parametrize("option", ["--redline", "--html"])
def test_no_side_is_written_over(option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(b"somebody's words")
    asked = ["-C", str(tmp_path), "diff", "a.docx", "b.docx"]
    assert cli.run([*asked, option, "a.docx"]) == 2
    assert cli.run([*asked, option, str(tmp_path / "b.docx")]) == 2
    assert cli.run([*asked, "--redline", "one", "--html", "one"]) == 2
    assert capsys.readouterr().err.count("换一个文件名") == 3
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"somebody's words"}
