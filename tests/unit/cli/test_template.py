"""``report template``: everything wrong with a template in one run, whatever it is; and a new one to begin with."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cli import run
from report_kit.commands.template import KINDS
from report_kit.flows.template import TEMPLATES
from report_kit.ooxml.standard_template import standard_template
from report_kit.ooxml.xml import W
from report_kit.render.codes import CODES
from tests.unit.render.factory import STYLES, docx, edited, paragraph, template

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(paragraphs)}</w:tc>"


PLANTED = (
    ("W110", "{{ titel }}"),
    ("W101", "{{ unit"),
    ("W102", "｛｛ date ｝｝"),
    ("W103", "{%p if to %}{%p endif %}"),
    ("W104", "{%p for item in chapters %}各项"),
    ("", "{{ item.heading }}"),
    ("W110", "{{ item.headin }}"),
    ("", "{%p endfor %}"),
    ("W106", "{%p if opening|length % 2 %}"),
    ("", "{%p endif %}"),
    ("W107", "{%- if to %}甲{% endif %}"),
    ("W108", "{{r title }}"),
    ("W109", "{%p endfor %}"),
    ("W115", "\U000f0000"),
)
"""A template with everything in it that can be wrong, a paragraph each; what needs more than words is added below."""


def everything_wrong() -> tuple[bytes, list[tuple[str, int]]]:
    """The template, and code and paragraph of each thing wrong in it."""
    body = "".join(paragraph(words) for _, words in PLANTED)
    wanted = [(code, place) for place, (code, _) in enumerate(PLANTED, 1) if code]
    more = (
        ("W105", paragraph("{% if to %}")),
        ("", paragraph("{% endif %}")),
        ("W111", paragraph("甲", "2")),
        ("W112", '<w:p><w:ins w:id="1"><w:r><w:t>乙</w:t></w:r></w:ins></w:p>'),
        ("W113", '<w:p><w:commentRangeStart w:id="0"/></w:p>'),
        ("W117", "<w:p><w:r><w:t>{{ un</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>it }}</w:t></w:r></w:p>"),
    )
    wanted += [(code, place) for place, (code, _) in enumerate(more, len(PLANTED) + 1) if code]
    parts, types = STYLES
    chart = {"word/charts/chart1.xml": "<c><t>{{ title }}</t></c>"}
    return docx(body + "".join(xml for _, xml in more), {**parts, **chart}, types), wanted


def checked(capfdbinary: pytest.CaptureFixture[bytes], data: bytes) -> tuple[int, dict]:
    Path("模板.docx").write_bytes(data)
    ended = run(["template", "check", "模板.docx", "--format", "json"])
    return ended, json.loads(capfdbinary.readouterr().out)


def test_everything_is_told_in_one_run_each_at_its_place(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    data, wanted = everything_wrong()
    ended, told = checked(capfdbinary, data)
    assert ended == 1
    found = {(one["code"], one["line"]) for one in told["diagnostics"]}
    assert set(wanted) <= found
    assert {code for code, _ in found} == {one.code for one in CODES if one.code[:2] == "W1"}
    known = ("W101", "W102", "W109", "W114", "W116", "W105")  # what follows from others, and what has no paragraph
    assert {(code, line) for code, line in found if code not in known} <= set(wanted)
    for one in told["diagnostics"]:
        assert one["path"] == "模板.docx"
        if one["code"] not in ("W114", "W116"):
            assert f"正文第{one['line']}段" in one["message"]


def test_names_are_judged_in_their_loops_though_other_tags_are_broken(capsys: pytest.CaptureFixture[str]) -> None:
    loop = ("{%p for chapter in chapters %}", "{{ chapter.heading }}", "{{ chapter.headin }}", "{%p endfor %}")
    Path("a.docx").write_bytes(
        template("{{ title", *loop, "{%p for 段 in opening ％}", "{{ 段.text }}", "{%p endfor %}")
    )
    assert run(["template", "check", "a.docx"]) == 1
    told = capsys.readouterr().out
    assert re.findall(r"(?m)^a\.docx:(\d+):1: error (W\d+)", told) == [
        ("1", "W101"), ("4", "W110"), ("6", "W101"), ("6", "W102")
    ]  # fmt: skip
    assert "是不是 heading？" in told


def test_the_templates_we_ship_are_fine(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in KINDS:
        assert run(["template", "check", str(ROOT / "templates" / f"{kind}.docx")]) == 0
        assert re.fullmatch(r"看了\d\d+个标签：错误0个，警告0个\n", capsys.readouterr().out)


LOST = {
    "a list": ("in closing", "in opening", ["closing（结尾）"]),
    "a field in one of two loops": ("{{ group.heading }}", "", ["group.heading（标题，标题单独成行时用）"]),
    "a list of lists": ("in item.groups", "in chapters", ["item.groups（项下的小标题）"]),
    "all tables": ("in annexes", "in chapters", ["annexes（落款之后自动生成的附件表）"]),
    "a column that must be": ("{{ row.this_year }}", "", ["indicator.this_year（本年数）"]),
    "a column that may go": ("{{ row.source }}", "", []),
    "the signature": ("{{ unit }}", "", []),
}


@pytest.mark.parametrize(("old", "new", "names"), LOST.values(), ids=LOST)
def test_what_is_never_shown(old: str, new: str, names: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    data = edited(standard_template(), lambda xml: xml.replace(old, new))
    _, told = checked(capfdbinary, data)
    found = [one["message"] for one in told["diagnostics"] if one["code"] == "W116"]
    assert found == [f"模板没有显示 {name}" for name in names]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="http://x/image" Target="http://a.example/b.png" TargetMode="External"/></Relationships>'
)
ROW = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 1000 + "</w:tr>"
HOSTILE = {
    "nothing": (b"", "W001", "文件是空的"),
    "no Word file": (b"%PDF-1.7", "W001", "不是 Word 文件"),
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "W001", "加了密码"),
    "half a file": (standard_template()[:4000], "W001", "文件损坏"),
    "macros": (docx(paragraph("甲"), {"word/vbaProject.bin": "x"}), "W002", "含有宏"),
    "a link": (docx(paragraph("甲"), {"word/_rels/document.xml.rels": LINK}), "W002", "引用了文件以外的内容"),
    "broken XML": (docx("<w:p><w:r>"), "W001", "XML 有错误"),
    "an entity": (docx(paragraph("甲"), {"word/settings.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "W001", "XML"),
    "a million cells": (docx(f"<w:tbl>{ROW * 1000}</w:tbl>"), "W001", "正文 太长"),
    "5001 tags": (docx(paragraph("{{ title }}" * 5001)), "W001", "标签多于 5000 个"),
    "endless styles": (
        docx(paragraph("甲"), {"word/styles.xml": f'<w:styles xmlns:w="{W}">' + "<w:style/>" * 500_000 + "</w:styles>"}, STYLES[1]),
        "W001",
        "样式 太长",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code", "words"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_template_is_exit_2(
    data: bytes, code: str, words: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    ended, told = checked(capfdbinary, data)
    assert ended == 2
    assert told["tags"] is None
    assert [one["code"] for one in told["diagnostics"]] == [code]
    assert words in told["diagnostics"][0]["message"]


def test_500_pages_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("长.docx").write_bytes(docx(paragraph("{{ titel }}") + paragraph("国" * 28) * 11_000))
    assert run(["template", "check", "长.docx"]) == 1
    assert "长.docx:1:1: error W110" in capsys.readouterr().out


def test_what_is_not_there_is_exit_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "文件夹.docx").mkdir()
    for name in ("没有.docx", "文件夹.docx"):
        assert run(["template", "check", name]) == 2
        assert "文件没有读出来，没有看" in capsys.readouterr().out


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_template_is_the_one_we_ship_and_harms_no_file(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "new", "-o", "我的/模板.docx", "--kind", kind]) == 0
    assert capsys.readouterr().out == "已写出 我的/模板.docx\n"
    data = Path("我的/模板.docx").read_bytes()
    assert data == TEMPLATES[kind]()
    Path("我的/模板.docx").write_bytes(b"mine")
    assert run(["template", "new", "-o", "我的/模板.docx", "--kind", kind]) == 2
    assert "已经有这个文件" in capsys.readouterr().err
    assert Path("我的/模板.docx").read_bytes() == b"mine"


def test_the_kinds_are_those_there_are() -> None:
    assert tuple(TEMPLATES) == KINDS


MISUSED = {
    "no name": (["new"], "缺少 -o"),
    "another kind of file": (["new", "-o", "模板.doc"], "要以 .docx 结尾"),
    "an unknown kind": (["new", "-o", "a.docx", "--kind", "blue"], "report, red_header"),
    "an unknown command": (["chek", "a.docx"], "是不是 check？"),
    "no file": (["check"], "缺少 FILE"),
}


@pytest.mark.parametrize(("words", "complaint"), MISUSED.values(), ids=MISUSED)
def test_wrong_use_is_exit_2(words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", *words]) == 2
    assert complaint in capsys.readouterr().err


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template"]) == 0
    assert "check" in capsys.readouterr().out
