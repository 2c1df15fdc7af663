"""Values arrive as they were written and are never evaluated, however many sections and parts show them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from docx import Document

from report_kit.draft import FactOrigin, ProseOrigin
from report_kit.ooxml.xml import check
from report_kit.render.content import Content
from report_kit.render.environment import loaded
from report_kit.render.marks import PRIVATE, Marker
from report_kit.render.prose import Composer
from tests.unit.render.factory import docx, paragraph, rendered, tagged, written, xml_of

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = {
    "an ampersand": "R&D与A & B",
    "an entity": "&lt;总计&gt; &amp; &#65; &nbsp;",
    "a tag": "<总计>",
    "a comparison": "5<6且a<b",
    "a comment": "<!-- 甲 -->",
    "a section of characters": "<![CDATA[甲]]>]]>",
    "a paragraph of Word": "</w:t></w:r></w:p><w:p>",
    "quotes": "“十四五”‘甲’\"乙\"'丙'",
    "a tab": "甲\t乙",
    "a line break": "甲\n乙",
    "a bell and a form feed as Word writes them": "甲\\a乙\\f",
    "blanks at the ends": " 甲  乙 ",
    "an emoji": "👍🏽👨‍👩‍👧",
    "a rare character": "䶮𠮷",
    "private use": "\ue000甲\uf8ff",
    "combining marks": "e\u0301ﬁ\u200b\u2060\ufeff",
    "right to left": "\u202e甲\u202c",
    "an expression": "{{ 7*7 }}",
    "a statement": "{% if x %}甲{% endif %}{#乙#}",
    "what docxtpl unescapes": "{_{ 7*7 }_} {_% x %_}",
    "braces": "}} {{ {% %} {# #}",
    "full-width braces": "｛｛甲｝｝",
    "a property docxtpl knows": "{{r 甲 }}{%p 乙 %}",
    "a slash and a dollar": r"\1 \g<0> $1 %s {0}",
    "a paragraph number": '<w:p rk="1">',
}


def texts_in(shown: object) -> Iterator[str]:
    """Every text of what a template can show, however deep."""
    if isinstance(shown, str):
        yield shown
    else:
        for part in shown:
            yield from texts_in(part)


SECTION = '<w:p><w:pPr><w:sectPr><w:type w:val="nextPage"/></w:sectPr></w:pPr></w:p>'
NOTE = '<w:footnote w:id="1"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


@pytest.mark.parametrize("facts", [False, True])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_arrives_unchanged_in_every_place(text, facts) -> None:
    out = rendered(tagged(text, facts=facts))
    assert not out.diagnostics
    whole = f"前{text}中{text}后" if facts else text
    for block in out.draft.blocks:
        if block.id != "date":
            assert (text if block.id == "unit" else whole) in block.text, block.id
    for part in out.draft.parts:
        check(xml_of(out.draft, part.name).partition("?>\n")[2])


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_another_program_reads_the_same_text(text) -> None:
    out = rendered(tagged(text))
    read = Document(io.BytesIO(written(out.draft)))
    assert [p.text for p in read.paragraphs] == [block.text for block in out.draft.blocks]
    assert read.core_properties.title == text


@pytest.mark.parametrize("facts", [False, True])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_template_is_handed_marks_and_nothing_else(text, facts) -> None:
    """Nothing Jinja sees can be taken for a tag, for XML or for an expression; what could is escaped by Jinja."""
    composer = Composer(tagged(text, facts=facts), Marker())
    handed = list(texts_in(Content(composer).report()))
    assert len(handed) > 20
    assert not PRIVATE.sub("", "".join(handed))
    assert not any(hasattr(one, "__html__") for one in handed)


def test_a_text_that_is_no_mark_is_escaped_by_jinja() -> None:
    assert loaded("{{ title }}").render(title="R&D<b>]]>{{ 7*7 }}") == "R&amp;D&lt;b&gt;]]&gt;{{ 7*7 }}"


@pytest.mark.parametrize("sections", [1, 2, 3])
def test_no_value_is_evaluated_in_any_number_of_sections(sections) -> None:
    text = "{{ 7*7 }}{_{ 6*6 }_}"
    body = paragraph("{{ title }}") + SECTION * (sections - 1) + paragraph("{{ unit }}")
    data = docx(
        body,
        {
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{NOTE.format("见{{ title }}")}</w:footnotes>',
            "word/header1.xml": f'<w:hdr xmlns:w="{W}">{paragraph("{{ title }}")}</w:hdr>',
        },
        types={"/word/footnotes.xml": f"{TYPE}footnotes+xml", "/word/header1.xml": f"{TYPE}header+xml"},
    )
    draft = rendered(tagged(text), data).draft
    shown = {block.id: block.text for block in draft.blocks}
    assert shown["title"] == text
    assert shown["title#2"] == f"见{text}"
    assert text in xml_of(draft, "word/header1.xml")
    assert not any("49" in xml_of(draft, part.name) or "36" in xml_of(draft, part.name) for part in draft.parts)


def test_the_words_of_the_template_beside_a_value_stay() -> None:
    """Docxtpl's lenient parser dropped a static R&D once a value held an ampersand."""
    draft = rendered(tagged("A & B"), docx(paragraph("R&D<1>：{{ title }}，终") + paragraph("第二段"))).draft
    assert [block.text for block in draft.blocks] == ["R&D<1>：A & B，终", "第二段"]


def test_a_value_in_an_attribute_keeps_its_quotes() -> None:
    picture = '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="图" descr="{{ title }}"/></wp:inline></w:drawing></w:r></w:p>'
    out = rendered(tagged('甲"乙<丙>&'), docx(picture + paragraph("{{ title }}")))
    assert 'descr="甲&quot;乙&lt;丙&gt;&amp;"' in xml_of(out.draft)


def test_every_text_has_its_origin() -> None:
    draft = rendered(tagged("甲&乙", facts=True)).draft
    block = next(block for block in draft.blocks if block.id == "key_work.b")
    kinds = [(block.text[s.start : s.end], type(s.origin)) for s in block.spans][-5:]
    assert kinds == [
        ("前", ProseOrigin),
        ("甲&乙", FactOrigin),
        ("中", ProseOrigin),
        ("甲&乙", ProseOrigin),
        ("后", ProseOrigin),
    ]


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\r", "\ufffe", "\ud800", "\U000f0001", "\U000f1000"])
def test_what_word_cannot_hold_is_refused_at_its_place(character) -> None:
    out = rendered(tagged(f"前文{character}后文"))
    assert out.draft is None
    assert {d.code for d in out.diagnostics} == {"W206"}
    assert f"U+{ord(character):04X}" in str(out.diagnostics[0].message)
    assert out.diagnostics[0].location.path.startswith("data/2023/")
    str(out.diagnostics[0].message).encode()
