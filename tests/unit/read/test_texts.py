"""Text files: encodings named, lines as their author wrote them, cut ones joined, every character at its place."""

from __future__ import annotations

import pytest

from report_kit.load import codes as load_codes
from report_kit.read import codes, read_document
from tests.unit.read.places import misplaced, words

BODY = (
    "完善救助服务体系，定期开展摸排，及时将符合条件的困难群众纳入保障。全年共救助困难群众1280人次，比上年增加96人次，应保尽保、应救尽救，"
    "群众满意度明显提高。持续推进适老化改造，共改造146户，提升了老年人的居家养老水平。"
)


def chunks(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]


def numbered(parts: list[str]) -> bytes:
    return "\n".join(f"{number}、{part}" for number, part in enumerate(parts, 1)).encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_is_read_in_every_encoding_that_says_itself(encoding: str, end: str) -> None:
    document = read_document("总结.txt", end.join(["　　甲。", "", "乙2023年。 "]).encode(encoding))
    assert words(document) == ["甲。", "乙2023年。"]
    assert misplaced(document) == []


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", "F007", "空"),
        (b" \n\t\n", "F007", "没有文字"),
        ("市民政局2023年工作总结。".encode("gbk"), "F003", "GBK"),
        (b"abc\xff\xfe", "F003", "UTF-8"),
        ("甲\n乙".encode() + b"\x80", "F003", "UTF-8"),
        (b"\xff\xfea", "F007", "不是文字文件"),
        (b"a\0b", "F007", "控制字符"),
        (bytes(range(256)), "F003", "UTF-8"),
        (b"a" * (8 * 2**20 + 1), "F004", "8 MB"),
        ("甲".encode() * 2_000_001, "F004", "200万字"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, code: str, said: str) -> None:
    document = read_document("总结.txt", data)
    (problem,) = document.diagnostics
    assert document.reading is None
    assert problem.code == code
    assert said in problem.message.text()
    assert problem.hint is not None


def test_codes_shared_with_data_files_are_the_same() -> None:
    assert codes.F003 == load_codes.F003
    assert codes.F004 == load_codes.F004


def test_page_chunks_are_joined_and_told_once() -> None:
    parts = chunks(BODY * 5, 83)
    document = read_document("总结.txt", "某网站转载。\n".encode() + numbered(parts))
    assert words(document) == ["某网站转载。", BODY * 5]
    assert misplaced(document) == []
    (told,) = document.diagnostics
    assert (told.code, told.severity.value) == ("F130", "note")
    assert told.location is not None
    assert told.location.line == 2
    assert f"{len(parts) - 1}处" in told.message.text()


@pytest.mark.parametrize(
    "lines",
    [
        ["1、加强领导", "2、落实责任", "3、强化督查", "4、严肃纪律"],
        [f"{number}、{BODY}" for number in range(1, 9)],
        [f"{number}、{part}" for number, part in enumerate(chunks(BODY * 5, 83), 2)],
        [f"{number}、{part}" for number, part in zip((1, 2, 4, 5, 6, 7, 8), chunks(BODY * 5, 83), strict=False)],
        [f"{number}、{part}" for number, part in enumerate(chunks(BODY * 2, 83), 1)][:3],
        [
            "1、" + chunks(BODY, 83)[0],
            "其中一段没有编号",
            *(f"{n}、{p}" for n, p in enumerate(chunks(BODY * 5, 83), 2)),
        ],
    ],
    ids=["items", "whole sentences", "not from one", "one missing", "too few", "a line between"],
)
def test_numbers_that_may_be_the_authors_stay(lines: list[str]) -> None:
    document = read_document("总结.txt", "\n".join(lines).encode())
    assert words(document) == lines
    assert document.diagnostics == ()


def test_lines_wrapped_at_one_width_are_joined() -> None:
    paragraphs = [BODY * 3, BODY * 2 + "二是落实", BODY]
    lines = [line for text in paragraphs for line in chunks("　　" + text, 36)]
    document = read_document("总结.txt", "\n".join(lines).encode())
    assert words(document) == paragraphs
    assert misplaced(document) == []
    assert [one.code for one in document.diagnostics] == ["F130"]


def test_lines_of_their_own_lengths_are_not() -> None:
    lines = [
        "全市共有养老机构12家",
        "床位673张",
        "其中护理型422张",
        "入住355人",
        "合计四项",
        BODY,
        "完",
        "共",
        "八",
        "行",
    ]
    document = read_document("总结.txt", "\n".join(lines).encode())
    assert words(document) == lines
    assert document.diagnostics == ()


def test_a_huge_paragraph_is_split_where_its_numbers_run() -> None:
    text = (
        "市民政局工作总结。现将情况报告如下：一、2023年亮点工作开展情况（一）社会救助。" + BODY * 2
        + "（二）养老服务。" + BODY * 2 + "按照（一）项的要求推进。二、2023年重点工作开展情况（一）殡葬改革。" + BODY * 2
        + "（二）基层政权。" + BODY
    )  # fmt: skip
    document = read_document("总结.txt", text.encode())
    assert document.reading is not None
    assert "".join(words(document)) == text
    assert misplaced(document) == []
    assert [block.text[:3] for block in document.reading.draft.blocks] == [
        "市民政",
        "一、2",
        "（一）",
        "（二）",
        "二、2",
        "（一）",
        "（二）",
    ]
    assert [chapter.id for chapter in document.reading.report.chapters] == ["text1", "text2", "text"]


@pytest.mark.parametrize(
    "text", [BODY * 8 + "（二）甲。（一）乙。", BODY * 8 + "按（一）办理，按（二）验收。", "甲。一、乙。二、丙。"]
)
def test_what_may_be_a_reference_is_not_split(text: str) -> None:
    assert words(read_document("总结.txt", text.encode())) == [text]


def test_markdown_is_read_without_its_marks() -> None:
    source = (
        "# 市民政局2023年**工作**总结\n\n## 一、亮点工作 ##\n\n- 改造`146户`，[占比](http://a.b/c)62.7%，\n  其中3*4米*两处*。\n"
        "1. 有序\n\n| 镇 | 户数 |\n|----|:---:|\n| 甲镇 | **12** |\n\n---\n```\n代码2023年\n```\n尾\\*句\n"
    )
    document = read_document("总结.md", source.encode())
    assert words(document) == [
        "市民政局2023年工作总结", "一、亮点工作", "改造146户，占比62.7%，其中3*4米两处。", "1. 有序",
        "镇", "户数", "甲镇", "12", "代码2023年", "尾*句",
    ]  # fmt: skip
    assert misplaced(document) == []
    assert document.reading is not None
    assert [block.level for block in document.reading.draft.blocks[:3]] == [0, 1, 0]
    assert [block.style for block in document.reading.draft.blocks[4:8]] == ["table cell"] * 4
    assert document.reading.report.year == 2023


def test_lines_of_one_markdown_paragraph_are_joined_but_for_what_begins_anew() -> None:
    source = "甲。\n乙一\n二。\n（一）丙。\n丁。  \n戊。\n市民政局\n2024年1月29日\n"
    document = read_document("总结.md", source.encode())
    assert words(document) == ["甲。乙一二。", "（一）丙。丁。", "戊。市民政局", "2024年1月29日"]
    assert misplaced(document) == []


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# 2023年工作总结\n\n## 一、工作\n甲。\n乙。\n", ["2023年工作总结", "一、工作", "甲。乙。"]),
        ("# 一行\n甲。\n", ["# 一行", "甲。"]),
        ("甲。\n# 2023年\n## 一、工作\n", ["甲。", "# 2023年", "## 一、工作"]),
    ],
)
def test_a_text_that_surely_is_markdown_is_read_as_such(source: str, shown: list[str]) -> None:
    document = read_document("report.txt", source.encode())
    assert words(document) == shown
    assert misplaced(document) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [("a.pdf", "PDF"), ("a.rtf", "RTF"), ("a.xlsx", ".xlsx"), ("无扩展名", "没有扩展名")],
)
def test_other_kinds_of_files_are_named(name: str, said: str) -> None:
    content = {"a.pdf": b"%PDF-1.7", "a.rtf": b"{\\rtf1"}.get(name, b"abc")
    (problem,) = read_document(name, content).diagnostics
    assert problem.code == "F007"
    assert said in problem.message.text()
