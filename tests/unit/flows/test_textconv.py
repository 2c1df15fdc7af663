"""``report textconv``: what git is told of a Word file, whatever the file is; and how little is loaded for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from report_kit.flows import textconv as module
from report_kit.flows.textconv import textconv
from report_kit.ooxml.package import write_package
from tests.unit.ooxml.test_plain_text import p, package, r

ROOT = Path(__file__).resolve().parents[3]


def word_file(folder: Path, body: str) -> Path:
    content = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    file = folder / "报告 1.docx"
    file.write_bytes(write_package({**package(body).parts, "[Content_Types].xml": content.encode()}))
    return file


@pytest.mark.parametrize("shipped", [True, False])
def test_a_built_report_is_its_twin(small_project: Path, *, shipped: bool) -> None:
    if shipped:
        for name in ("data", "templates"):
            shutil.copytree(ROOT / name, small_project / name, dirs_exist_ok=True)
    assert cli.run(["build", "2023"]) == 0
    (file,) = (small_project / "build" / "2023").glob("*.docx")
    twin = (small_project / "build" / "2023" / "report.txt").read_text("utf-8")
    assert textconv(str(file)) == (twin, False)
    assert twin.startswith("# XX市民政局2023年工作总结")
    assert "\n## 一、2023年" in twin


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *arguments], capture_output=True, check=False, **options
    )


def test_the_command_writes_utf8_whatever_the_locale(tmp_path: Path) -> None:
    file = word_file(tmp_path, p(r("一、甲𠮷乙")))
    surroundings = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}
    done = run("textconv", str(file), env=surroundings)
    assert (done.returncode, done.stdout.decode("utf-8"), done.stderr) == (0, "## 一、甲𠮷乙\n", b"")


def test_the_long_way_says_the_same(tmp_path: Path) -> None:
    file = word_file(tmp_path, p(r("甲。乙")))
    assert run("-C", str(tmp_path), "textconv", file.name).stdout == "甲。\n乙\n".encode()
    assert b"FILE" in run("textconv", "--help").stdout
    assert run("textconv").returncode == 2


LIGHT = """
import sys
sys.argv = ["report", "textconv", sys.argv[1]]
try:
    import cli
except SystemExit as stop:
    print(stop.code)
heavy = ("click", "pydantic", "yaml", "lxml", "jinja2", "babel", "zipfile", "pathlib", "dataclasses", "inspect")
print(sorted(name for name in heavy if name in sys.modules), file=sys.stderr)
"""


def test_nothing_heavy_is_loaded(tmp_path: Path) -> None:
    file = word_file(tmp_path, p(r("甲")))
    done = subprocess.run(
        [sys.executable, "-S", "-c", LIGHT, str(file)],
        capture_output=True,
        check=False,
        cwd=ROOT,
    )
    assert done.stdout.decode() == "甲\n0\n"
    assert done.stderr.decode().strip() == "[]"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b"hello", "不是 Word 文件"),
        (b"PK\x03\x04 broken", "文件损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧的 .doc 格式"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "git lfs pull"),
        (write_package({"a": b"b"}), "不是 Word 文件"),
    ],
)
def test_what_is_no_word_file_is_one_line_that_says_why(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(content)
    told = textconv(str(file))
    assert not told.failed
    assert words in told.text
    assert told.text.count("\n") == 1
    file.write_bytes(content + b" ")
    assert textconv(str(file)).text != told.text


@pytest.mark.parametrize(
    "xml",
    ["<a>", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "<a>" * 5000 + "</a>" * 5000, "\ufffe", ""],
)
def test_a_damaged_document_is_one_line(tmp_path: Path, xml: str) -> None:
    file = word_file(tmp_path, "")
    parts = {**package("").parts, "[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()}
    file.write_bytes(write_package(parts))
    done = run("textconv", str(file))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "文件损坏，无法打开；sha256 " in done.stdout.decode()
    assert "damaged" in textconv(str(file), "en").text


def test_a_document_that_would_take_all_memory_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PART", 10_000)
    assert "太大" in textconv(str(word_file(tmp_path, p() * 1000))).text
    assert "太大" not in textconv(str(word_file(tmp_path, p()))).text
    monkeypatch.setattr(module, "MAX_FILE", 10)
    assert "大于" in textconv(str(word_file(tmp_path, p()))).text


@pytest.mark.parametrize("name", ["none.docx", ".", "a\0b"])
def test_a_file_that_is_not_there_fails(tmp_path: Path, name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    told = textconv(str(tmp_path / name))
    assert told.failed
    assert told.text.count("\n") == 1
    assert module.answer(told) == 1
    assert capfdbinary.readouterr() == (b"", told.text.encode())


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_stops_reading_is_no_accident(tmp_path: Path, unbuffered: str) -> None:
    file = word_file(tmp_path, p(r("甲。" * 200_000)))
    with subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), "textconv", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_long_text_arrives_whole(tmp_path: Path, unbuffered: str) -> None:
    file = word_file(tmp_path, p(r("甲。" * 200_000)))
    done = run("textconv", str(file), env={**os.environ, "PYTHONUNBUFFERED": unbuffered})
    assert done.stdout == "甲。\n".encode() * 200_000
