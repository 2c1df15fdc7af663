"""The manual pages of template problems are their tests: each block of a page is a template, one line a paragraph.

``template wrong`` gives the headline that follows it, ``template right`` and ``template near`` give nothing. The
report that fills them has a title, an opening of two paragraphs, a signature and a date, and no chapter. A
``prose`` block is the opening of that report instead.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report_kit.ooxml.standard_template import standard_template
from report_kit.render import compile_template, judge_template, render_report
from report_kit.render.codes import CODES
from report_kit.render.context import MODEL
from report_kit.render.environment import FILTERS
from report_kit.show.as_text import headline
from tests.unit.render.factory import STYLES, Desk, docx, edited, paragraph, quantity, report, template

FOLDER = Path(__file__).parents[3] / "docs" / "rules"
PAGES = sorted(FOLDER.glob("W*.md"))
BLOCK = re.compile(r"```(template|prose|text)(?: (wrong|right|near))?\n(.*?)```", re.DOTALL)
SECTIONS = ["## 为什么", "## 错误的写法", "## 正确的写法", "## 相近而不报"]
OPENING = "现将工作情况报告如下。\n\n妥否，请指示。"
SHOWS_OPENING = ("{{ title }}", "{%p for paragraph in opening %}", "{{ paragraph.text }}", "{%p endfor %}")

TITLE, UNIT = paragraph("{{ title }}"), paragraph("{{ unit }}")
LINK = "<w:p><w:hyperlink><w:r><w:t>{% if closing %}</w:t></w:r></w:hyperlink><w:r><w:t>乙{% endif %}</w:t></w:r></w:p>"
HALF = UNIT.replace("unit", "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>unit</w:t></w:r><w:r><w:t>")
WORDS_ONLY = {
    "W111": (docx(TITLE + paragraph("{{ unit }}", "Heading2"), *STYLES), None),
    "W117": (docx(TITLE + HALF), None),
    "W001": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OPENING),
    "W002": (docx(TITLE, {"word/vbaProject.bin": "x"}), OPENING),
    "W112": (docx(TITLE + UNIT.replace("<w:r>", '<w:ins w:id="1"><w:r>').replace("</w:r>", "</w:r></w:ins>")), OPENING),
    "W113": (docx(TITLE + UNIT.replace("<w:r>", '<w:commentRangeStart w:id="1"/><w:r>')), OPENING),
    "W114": (docx(TITLE, {"word/charts/chart1.xml": "<c><t>{{ title }}</t></c>"}), OPENING),
    "W115": (docx(TITLE + paragraph("单位：\U000f0000")), OPENING),
    "W203": (docx(TITLE + LINK), None),
    "W206": (template(*SHOWS_OPENING), "现将\b工作情况报告如下。"),
}
"""Not to be shown as lines of a template: the file that gives the headline of the page, and the opening."""

WITHOUT_DATA = {"W116": edited(standard_template(), lambda xml: xml.replace("in closing", "in opening"))}
"""What only a look at the template alone tells."""


def found(kind: str, text: str) -> list[str]:
    """The headlines of everything wrong with a block."""
    if kind == "prose":
        return headlines(template(*SHOWS_OPENING), text.strip())
    return headlines(template(*text.splitlines()), OPENING)


def headlines(data: bytes, opening: str | None) -> list[str]:
    desk = Desk({"在册低保": quantity("9774")})
    desk.path = "data/2023/report.yaml"
    shown = report(desk, [], title="工作总结", to=None, opening=opening, unit="市民政局")
    compiled = compile_template("templates/report.docx", data)
    return [headline(found) for found in (*compiled.diagnostics, *render_report(shown, compiled).diagnostics)]


def blocks(page: Path) -> list[tuple[str, str, str]]:
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def test_every_code_has_its_page() -> None:
    assert [page.stem for page in PAGES] == [f"{code.code}-{code.name}" for code in CODES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem[:4])
def test_a_page_has_its_sections_and_its_title(page) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(rf"# {page.stem.replace('-', ' ', 1)}：\S+.*", lines[0])
    assert [line for line in lines if line.startswith("## ")] == SECTIONS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem[:4])
def test_the_blocks_of_a_page_are_true(page) -> None:
    shown = blocks(page)
    kinds = [use for _, use, _ in shown if use]
    assert kinds == sorted(kinds, key=["wrong", "right", "near"].index)
    assert bool(kinds) != (page.stem[:4] in {*WORDS_ONLY, *WITHOUT_DATA})
    for (kind, use, text), following in zip(shown, [*shown[1:], ("", "", "")], strict=True):
        if use == "wrong":
            assert following[0] == "text"
            assert found(kind, text) == following[2].splitlines()
        elif use:
            assert found(kind, text) == []


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.stem[:4] not in {*WORDS_ONLY, *WITHOUT_DATA}],
    ids=lambda page: page.stem[:4],
)
def test_a_page_shows_wrong_right_and_near(page) -> None:
    assert {use for _, use, _ in blocks(page) if use} == {"wrong", "right", "near"}


@pytest.mark.parametrize("code", WORDS_ONLY)
def test_the_headline_of_a_page_in_words_is_true(code) -> None:
    page = next(page for page in PAGES if page.stem.startswith(code))
    (shown,) = (text for kind, _, text in blocks(page) if kind == "text")
    assert headlines(*WORDS_ONLY[code]) == shown.splitlines()


@pytest.mark.parametrize("code", WITHOUT_DATA)
def test_the_headline_of_a_page_about_the_template_alone_is_true(code) -> None:
    page = next(page for page in PAGES if page.stem.startswith(code))
    (shown,) = (text for kind, _, text in blocks(page) if kind == "text")
    found = judge_template("templates/report.docx", WITHOUT_DATA[code]).diagnostics
    assert [headline(one) for one in found] == shown.splitlines()


def test_the_page_about_templates_names_everything_there_is() -> None:
    page = (FOLDER.parent / "template.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| \S+ (\w+) \| (.*) \|$", page.partition("## 名称")[2], re.MULTILINE))
    rows["report"] = re.findall(r"^\| 任何地方 \| (.*) \|$", page, re.MULTILINE)[0]
    assert {kind: set(re.findall(r"`(\w+)`", row)) for kind, row in rows.items()} == {
        kind: set(fields) for kind, fields in MODEL.items()
    }
    assert all(f"`{name}`" in page for name in FILTERS)


def test_the_page_for_clerks_names_what_there_is() -> None:
    """The styles they are told to change are in our template, the codes they may meet have pages."""
    page = (FOLDER.parents[1] / "templates" / "README.md").read_text(encoding="utf-8")
    styles = compile_template("templates/report.docx", standard_template()).styles.values()
    named = set(re.findall(r"\*\*(\S+?)\*\*", page))
    assert len(named) >= 10
    assert named <= set(styles)
    assert set(re.findall(r"W\d{3}", page)) <= {page.stem[:4] for page in PAGES}
    for sentence in re.findall(r"“(附件：|注：)", page):
        assert any(
            sentence in one.text
            for one in compile_template("t.docx", standard_template()).places.parts["word/document.xml"]
        )
