"""``report layout``: what it prints, how it ends, what it writes, and what it does with files that are none."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

from cli import run
from report_kit.ooxml.package import Package, read_package, write_package
from report_kit.ooxml.xml import W
from tests.unit.layout.papers import built, footer, in_style, look, planted, starting
from tests.unit.layout.plants import PLANTS
from tests.unit.office.test_converting import program

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BODY = f'<w:document xmlns:w="{W}"><w:body>{{}}</w:body></w:document>'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "好.docx").write_bytes(built())
    return tmp_path


def put(name: str, data: bytes) -> None:
    Path(name).write_bytes(data)


def parts() -> dict[str, bytes]:
    found = read_package(built())
    assert isinstance(found, Package)
    return dict(found.parts)


def test_our_report_is_fine_and_what_was_not_measured_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["layout", "好.docx"]) == 0
    told = capsys.readouterr().out
    assert "没有量16条" in told
    assert "全部通过" not in told
    assert "  G102  上白边（天头）" in told


@pytest.mark.parametrize(("code", "ends"), [("G102", 1), ("G201", 0), ("G204", 0)])
def test_errors_fail_and_warnings_do_not(code: str, ends: int, capsys: pytest.CaptureFixture[str]) -> None:
    put("错.docx", planted(PLANTS[code]))
    assert run(["layout", "错.docx"]) == ends
    told = capsys.readouterr().out
    assert f" {code} " in told
    assert "提示1条" in told if code == "G204" else "不符1条" in told


def test_json_holds_every_clause_and_every_finding(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    put("错.docx", planted(PLANTS["G102"]))
    assert run(["layout", "错.docx", "--format", "json"]) == 1
    told = json.loads(capfdbinary.readouterr().out)
    assert list(told) == ["document", "written", "clauses", "tally", "diagnostics"]
    top = next(one for one in told["clauses"] if one["code"] == "G102")
    assert (top["clause"], top["force"], top["state"], top["wanted"]) == ("5.2.1", "must", "deviates", "37毫米")
    assert top["tolerance"] == "±1毫米"
    assert [one["code"] for one in told["diagnostics"]] == ["G102"]
    assert sum(told["tally"].values()) == len(told["clauses"])


def test_a_mended_file_is_written_beside_and_judged(capfd: pytest.CaptureFixture[str]) -> None:
    data = planted(PLANTS["G102"])
    put("错.docx", data)
    assert run(["layout", "错.docx", "--fix", "改.docx"]) == 0
    told = capfd.readouterr()
    assert "已写出 改.docx" in told.err
    assert "不符0条" in told.out
    assert Path("错.docx").read_bytes() == data
    assert run(["layout", "改.docx"]) == 0


def test_what_only_a_person_can_mend_stays_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    put("错.docx", planted(PLANTS["G341"]))
    assert run(["layout", "错.docx", "--fix", "改.docx"]) == 1
    assert not Path("改.docx").exists()
    assert "没有可以调整的格式" in capfd.readouterr().err


@pytest.mark.parametrize("out", ["错.docx", "./错.docx"])
def test_the_file_itself_is_never_written_over(out: str, capfd: pytest.CaptureFixture[str]) -> None:
    data = planted(PLANTS["G102"])
    put("错.docx", data)
    assert run(["layout", "错.docx", "--fix", out]) == 2
    assert Path("错.docx").read_bytes() == data
    assert "换一个文件名" in capfd.readouterr().err


def test_nor_is_it_through_a_link() -> None:
    data = planted(PLANTS["G102"])
    put("错.docx", data)
    Path("同.docx").hardlink_to("错.docx")
    Path("链.docx").symlink_to("错.docx")
    for out in ("同.docx", "链.docx"):
        assert run(["layout", "错.docx", "--fix", out]) == 2
        assert Path("错.docx").read_bytes() == data


def zipped(content: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    return write_package({**parts(), name: data})


def with_link(kind: str) -> bytes:
    found = parts()
    rels = found["word/_rels/document.xml.rels"].decode()
    arrow = (
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        'Target="http://example.org/x" TargetMode="External"/></Relationships>'
    )
    return write_package({**found, "word/_rels/document.xml.rels": rels.replace("</Relationships>", arrow).encode()})


HOSTILE = {
    "no Word file": (b"\x89PNG\r\n", "不是 Word 文件"),
    "nothing": (b"", "空的"),
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "an old file": (OLE + "WordDocument".encode("utf-16-le"), "旧的 .doc"),
    "half a file": (built()[:4000], "损坏"),
    "an OpenDocument file": (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
    "macros": (with_part("word/vbaProject.bin", b"x"), "宏"),
    "broken XML": (with_part("word/document.xml", b"<w:document"), "损坏"),
    "broken styles": (with_part("word/styles.xml", b"<w:styles>"), "损坏"),
    "a picture from elsewhere": (with_link("image"), "文件以外"),
    "entities": (
        with_part("word/document.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        "为安全起见没有读",
    ),
    "nested too deep": (
        with_part("word/document.xml", BODY.format("<w:sdt>" * 5000 + "</w:sdt>" * 5000).encode()),
        "为安全起见没有读",
    ),
    "more paragraphs than a report has": (
        with_part("word/document.xml", BODY.format("<w:p/>" * 60_000).encode()),
        "太大或者太复杂",
    ),
    "a table of a million cells": (
        with_part(
            "word/document.xml",
            BODY.format("<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 10**6 + "</w:tr></w:tbl>").encode(),
        ),
        "太大或者太复杂",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("fix", [(), ("--fix", "改.docx")], ids=["", "fix"])
def test_what_cannot_be_judged_gives_two_and_a_reason(name: str, fix: tuple, capfd: pytest.CaptureFixture[str]) -> None:
    data, words = HOSTILE[name]
    put("坏.docx", data)
    assert run(["layout", "坏.docx", *fix]) == 2
    told = capfd.readouterr()
    assert told.out == ""
    assert words in told.err
    assert "坏.docx" in told.err
    assert not Path("改.docx").exists()


def test_json_says_why_as_well(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    put("坏.docx", b"x")
    assert run(["layout", "坏.docx", "--format", "json"]) == 2
    told = json.loads(capfdbinary.readouterr().out)
    assert (told["document"], told["clauses"]) == ("坏.docx", [])
    assert [one["code"] for one in told["diagnostics"]] == ["F007"]


def test_a_missing_file_gives_two(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["layout", "无.docx"]) == 2
    assert "没有这个文件" in capfd.readouterr().err


@pytest.mark.parametrize("kind", ["hyperlink", "attachedTemplate"])
def test_links_that_nothing_on_a_page_depends_on_are_no_reason(kind: str) -> None:
    put("链.docx", with_link(kind))
    assert run(["layout", "链.docx"]) == 0


def test_five_hundred_pages_are_judged(capsys: pytest.CaptureFixture[str]) -> None:
    found = parts()
    xml = found["word/document.xml"].decode()
    start, end = (
        xml.index("<w:p>", xml.index("市委办公室、市政府办公室：")),
        xml.index('<w:p><w:pPr><w:pStyle w:val="Signature"/>'),
    )
    text = xml[start:end].replace("w:commentRangeStart", "w:proofErr").replace("w:commentRangeEnd", "w:proofErr")
    put("长.docx", write_package({**found, "word/document.xml": (xml[:end] + text * 50 + xml[end:]).encode()}))
    assert run(["layout", "长.docx"]) == 0
    assert "G327" in capsys.readouterr().out  # the same chapters again and again


def test_the_rule_of_a_finding_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "G408"]) == 0
    assert "269 毫米" in capsys.readouterr().out


def test_revisions_of_the_footer_are_not_thrown_away() -> None:
    """A footer with words beside the number stays; the rest is mended."""

    def edit(document) -> None:
        footer(document).runs[0].text = "内部 "
        in_style(document, "公文正文", "rPr", "sz", val="28")
        look(starting(document, "一、").runs[0], "color", val="FF0000")

    put("错.docx", planted(edit))
    assert run(["layout", "错.docx", "--fix", "改.docx"]) == 0
    with zipfile.ZipFile("错.docx") as before, zipfile.ZipFile("改.docx") as after:
        assert before.read("word/footer1.xml") == after.read("word/footer1.xml")


def no_pages(*arguments: str) -> None:
    """The run ends with 2; what the file itself shows is told all the same."""
    assert run(["layout", "好.docx", "--render", *arguments]) == 2


@pytest.mark.parametrize("office", ["no-such-office", "."])
def test_pages_need_a_program_and_no_folder(office: str, capsys: pytest.CaptureFixture[str]) -> None:
    no_pages("--office", office)
    told = capsys.readouterr()
    assert f"没有程序 {office}" in told.err
    assert "符合5" in told.out


def test_pages_need_the_libraries_that_measure_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    no_pages()
    assert 'pip install "report-kit[pages]"' in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")
def test_a_pdf_that_cannot_be_read_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = 'for last; do case "$last" in *.docx) printf "%%PDF-1.7\\nx\\n%%%%EOF" > "${last%.docx}.pdf";; esac; done'
    no_pages("--office", str(program(folder, script)))
    assert "LibreOffice 排出的 PDF 读不出来" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_not_laid_out(capsys: pytest.CaptureFixture[str]) -> None:
    put("坏.docx", OLE)
    assert run(["layout", "坏.docx", "--render", "--office", "no-such-office"]) == 2
    assert "no-such-office" not in capsys.readouterr().err
